"""Whether two aligned figures may be compared, and whether they agree."""

from __future__ import annotations

from decimal import Decimal

from auditor.alignment.narrowing import telling
from auditor.alignment.rounded import coarser, nearly
from auditor.alignment.timing import (
    long_before,
    of_mean,
    one_span,
    one_time,
    one_unstated,
    other_term,
    over,
    part_of_year,
    spans,
    wanted_yearly,
)
from auditor.intervals import digits, meet, middle, one_edit, scale_slip
from auditor.language import Pack
from auditor.model import Figure, Kind, Note, Role
from auditor.terms import AREA, WANTED, WIDER
from auditor.times import before_last, beside_season, compatible, headed, other_base

_CLASS = {"up": "change", "down": "change", "share": "level"}
_PERCENTS = frozenset({"percent", "percentage-point"})
_UNSETTLED = frozenset({"estimated", "preliminary"})
_PLAN = "plan"
_NEAR = Decimal("0.005")
_SURELY_LONG = 4
"""Digits of numbers of which one changed is no chance."""
_GOES_ON = 2
"""Own words of a figure that goes on with what was spoken of before."""
_LONG = 3
_FRAME = 2
"""Words around the place where two figures are put otherwise."""
_ALIKE = Decimal("0.1")
_OTHER_SIZE = Decimal("2.5")
_BOUND_ROOM = Decimal("0.06")


def unit_class(figure: Figure) -> str:
    """Units that can be compared with each other, or be confused with each other."""
    return "percent" if figure.unit in _PERCENTS else figure.unit


def measure_class(figure: Figure) -> str:
    """Levels with levels, changes with changes, shares of a plan with each other or with rates that leave it unsaid."""
    if figure.measure == _PLAN == figure.base:
        return "level"
    return _CLASS.get(figure.measure, figure.measure)


def obstacle(a: Figure, b: Figure, pack: Pack, years: tuple[str | None, str | None] = (None, None)) -> Note | None:
    """Why two figures in like words are no statements of one fact; None when they may be.

    A modifier that one of them leaves unsaid separates them only when they disagree: the same number in the same
    words is the same fact. What is read here of the numbers of two figures without a whole (whether they `agree`, are
    `close` or a `slip` apart) is told apart by `auditor.alignment.judging`, which asks once for all that are alike.
    """
    if measure_class(a) != measure_class(b):
        return Note.of("obstacle.measure")
    pointed = {a.unit, b.unit} == _PERCENTS
    if a.unit != b.unit and (pointed or measure_class(a) == "change") and not agree(a, b):
        # Per cent of a change and points by which a rate changed, or which a part adds to the growth of the whole; one
        # number of both is one fact with two units.
        return Note.of("obstacle.measure")
    if (
        (a.total is None) != (b.total is None)
        and not agree(a, b)
        and middle(a.printed if a.total is None else b.printed) == (a.total or b.total)
    ):
        return Note.of("obstacle.whole")
    if _wanted(a) != _wanted(b):
        return Note.of("obstacle.role", left=f"role.{a.role}", right=f"role.{b.role}")
    earlier = a if a.role is Role.BASELINE else b
    if a.role != b.role and earlier.role is Role.BASELINE and not agree(a, b) and long_before(a, b, years):
        return Note.of("obstacle.role", left=f"role.{a.role}", right=f"role.{b.role}")
    apart = None not in years and years[0] != years[1]
    if a.role != b.role and a.role in WANTED and not apart and not close(a, b) and not one_time(a, b):
        # The plan of this term and the target of the next; the reports of two terms restate each other's instead.
        return Note.of("obstacle.role", left=f"role.{a.role}", right=f"role.{b.role}")
    if apart and other_term(a, b, years):
        return Note.of("obstacle.period", left=_stated(a, years[0]), right=_stated(b, years[1]))
    if a.role in WANTED and not apart and one_unstated(a, b, years) and not close(a, b):
        return Note.of("obstacle.period", left=_stated(a), right=_stated(b))
    one = one_span(a, b) or one_span(b, a) or wanted_yearly(a, b, pack)
    # Where a change began is not told of the year that its document reports on.
    both = (None, None) if close(a, b) or a.role in WANTED or a.role is b.role is Role.BASELINE else years
    if not one and compatible(a.period, b.period, both) is False:
        return Note.of("obstacle.period", left=_stated(a, years[0]), right=_stated(b, years[1]))
    unsure = beside_season(a.period, b.period) or (before_last(a.period, b.period) and a.role not in WANTED)
    if unsure and not close(a, b) and not slip(a, b, same_length=True):
        # Pupils of the school year, and those of the next autumn: only a slip of the hand tells that one is meant.
        return Note.of("obstacle.period", left=_stated(a, years[0]), right=_stated(b, years[1]))
    if a.role not in WANTED and headed(a.period, b.period) and not slipped(a, b):
        # The sum of a term, and what one of its years adds to it; what is wanted of a term is wanted by its end.
        return Note.of("obstacle.period", left=_stated(a, years[0]), right=_stated(b, years[1]))
    if part_of_year(a, b, years) and not close(a, b):
        return Note.of("obstacle.period", left=_stated(a, years[0]), right=_stated(b, years[1]))
    if not one and other_base(a, b) and not close(a, b):
        left, right = (f.base or (f.base_period.label if f.base_period else "") for f in (a, b))
        return Note.of("obstacle.base", left=left, right=right)
    if _revised(a, b) and not close(a, b):
        return Note.of("obstacle.revision", left=_finality(a), right=_finality(b))
    if a.cumulative != b.cumulative and not agree(a, b) and spans(b if a.cumulative else a) and not over(a, b):
        return Note.of("obstacle.cumulative")
    lone = not agree(a, b) and not slip(a, b, same_length=True)
    if lone and not one and (of_mean(a, b, pack) or of_mean(b, a, pack)):
        return Note.of("obstacle.period", left=_stated(a, years[0]), right=_stated(b, years[1]))
    vouched = close(a, b) or (visits(a.counted, b.counted) and slipped(a, b))
    if a.counted and b.counted and a.counted != b.counted and not vouched:
        return Note.of("obstacle.counted", left=f"counted.{a.counted}", right=f"counted.{b.counted}")
    if _other_per(a.per, b.per, pack) and not close(a, b):
        return Note.of("obstacle.modifier", left=f"/{a.per}", right=f"/{b.per}")
    if a.kind is Kind.RANK and a.total and b.total and a.total != b.total and a.printed != b.printed:
        return Note.of("obstacle.scope", left=f"/{a.total}", right=f"/{b.total}")
    if (a.kind is not Kind.RANK or (a.scope and b.scope and not agree(a, b))) and other_scope(a.scope, b.scope):
        return Note.of("obstacle.scope", left=a.scope or "–", right=b.scope or "–")
    clash = modifier_clash(a, b, pack, lone=lone)
    return Note.of("obstacle.modifier", left=clash[0], right=clash[1]) if clash else None


def visits(a: str, b: str) -> bool:
    """Whether one figure counts people, and another counts how often they did something or had something done to them.

    Reports take one for the other: who was moved once, or honoured once, is one person and one visit.

    Args:
        a: The class of what the one counts.
        b: That of the other.
    """
    return {a, b} == {"person", "visit"}


def _other_per(a: str, b: str, pack: Pack) -> bool:
    """Whether two rates are counted per two things: per commune and per village, per year and per month."""
    mine, theirs = ([w for w in per.split() if w.isalpha() and w not in pack.scales] for per in (a, b))
    if not mine or not theirs or not {*mine}.isdisjoint(theirs):
        return False
    return not any(" ".join(mine) in words and " ".join(theirs) in words for words in pack.per_alike)


def _wanted(figure: Figure) -> bool:
    """Whether a figure is planned or wanted; what share of a plan was reached is neither."""
    return figure.role is Role.TARGET or (figure.role is Role.PLAN and figure.measure != "plan")


def _revised(a: Figure, b: Figure) -> bool:
    """Whether one figure is called settled, and the other an estimate or a first count of it."""
    said = {a.finality, b.finality}
    return "final" in said and bool(said & _UNSETTLED)


def _finality(figure: Figure) -> str:
    """The code of the phrase that says how settled a figure is."""
    return f"finality.{figure.finality or 'none'}"


def other_scope(a: str, b: str) -> bool:
    """Whether two scopes speak of different areas: a named area, or one surely wider, is never the unstated one."""
    if a == b:
        return False
    return bool(a and b) or any(s in WIDER or s.startswith(AREA) for s in (a, b))


def _stated(figure: Figure, year: str | None = None) -> str:
    """The period of a figure, its document's year, or the code of the phrase for neither."""
    if figure.period is None:
        return year or "period.none"
    label = figure.period.label
    return f"period.{label}" if label in ("now", "start", "term") else label


def modifier_clash(a: Figure, b: Figure, pack: Pack, *, lone: bool) -> tuple[str, str] | None:
    """The separating modifiers in which two figures differ, or None.

    Args:
        a: A figure.
        b: Another.
        pack: Language of the modifiers.
        lone: Whether a modifier of which the other side says nothing counts, in the groups where it may.
    """
    mine, theirs = (_modifiers(f, pack) for f in (a, b))
    for group in sorted({*mine, *theirs}):
        if group in mine and group in theirs:
            if mine[group] != theirs[group]:
                return mine[group], theirs[group]
        elif group in pack.ratio_modifiers and a.per == b.per != "":
            continue  # ``86 dollars a month``, ``68 dollars every month``: each says of what it is the rate
        elif group in (pack.lone_modifiers if lone else _parting(a, b, pack)) and not _of_topic(group, a, b):
            return mine.get(group, "–"), theirs.get(group, "–")
    return _topics_clash(a, b)


def _parting(a: Figure, b: Figure, pack: Pack) -> frozenset[str]:
    """The groups of which a member that one side alone has tells figures apart that do not agree."""
    return frozenset() if agree(a, b) else pack.parting_modifiers


def goes_on(figure: Figure) -> bool:
    """Whether a figure has so few words of its own that it goes on with the subject of the one before."""
    return len(figure.features.core) <= _GOES_ON and not figure.features.topic


def _topics_clash(a: Figure, b: Figure) -> tuple[str, str] | None:
    """The modifiers in which differ the subjects that two figures go on with: ``repaired 42 rooms, costing 6 bn``."""
    if not (goes_on(a) and goes_on(b)):
        return None
    mine, theirs = (dict(f.features.topic_modifiers) for f in (a, b))
    said = {*dict(a.features.modifiers), *dict(b.features.modifiers)}
    return next(((mine[g], theirs[g]) for g in sorted({*mine} & {*theirs} - said) if mine[g] != theirs[g]), None)


def _modifiers(figure: Figure, pack: Pack) -> dict[str, str]:
    """The modifiers of a figure that tell figures of its measure apart; percentage points are the change of a rate."""
    moving = measure_class(figure) == "change"
    said = dict(telling_modifiers(figure, pack))
    return said | pack.of_points if moving and figure.unit == "percentage-point" else said


def telling_modifiers(figure: Figure, pack: Pack) -> tuple[tuple[str, str], ...]:
    """The modifiers of a figure without those that tell nothing of its measure apart."""
    idle = pack.level_modifiers if measure_class(figure) == "change" else pack.change_modifiers
    return tuple(each for each in figure.features.modifiers if each[0] not in idle)


def _of_topic(group: str, a: Figure, b: Figure) -> bool:
    """Whether the side that leaves a modifier unsaid goes on with a topic that has it."""
    for mine, other in ((a.features, b.features), (b.features, a.features)):
        member = dict(mine.modifiers).get(group)
        if member is not None and dict(other.topic_modifiers).get(group) == member:
            return True
    return False


def slip(a: Figure, b: Figure, *, same_length: bool = False) -> bool:
    """Whether two long values differ as by a slip of the hand: a digit changed, lost, doubled, or swapped.

    Args:
        a: A figure.
        b: Another.
        same_length: Only a digit changed, or two swapped.
    """
    x, y = middle(a.printed), middle(b.printed)
    if x is None or y is None or a.scale == 0 or b.scale == 0:
        return False
    mine, theirs = (v.normalize().as_tuple().digits for v in (x, y))
    shown = ["".join(map(str, d)) for d in (mine, theirs)]
    if same_length and len(shown[0]) != len(shown[1]):
        return False
    return min(map(len, shown)) >= _LONG and one_edit(*shown)


def surely_slip(a: Figure, b: Figure) -> bool:
    """Whether a slip of the hand tells two values apart that chance seldom makes so much alike: two digits swapped, or
    one of four and more changed."""
    if not slip(a, b, same_length=True):
        return False
    mine, theirs = (sorted(f"{middle(f.printed) or 0:f}".replace(".", "").strip("0")) for f in (a, b))
    return mine == theirs or len(mine) >= _SURELY_LONG


def other_size(a: Figure, b: Figure) -> bool:
    """Whether two values are of wholly different size, and not by a slip of the hand or of the scale."""
    x, y = middle(a.printed), middle(b.printed)
    if not x or not y or max(abs(x), abs(y)) <= _OTHER_SIZE * min(abs(x), abs(y)) or scale_slip(x, y):
        return False
    return not one_edit(digits(abs(x), 2).lstrip("0"), digits(abs(y), 2).lstrip("0"))


def _unsettled(figure: Figure) -> tuple[bool, bool]:
    """Whether a figure is an estimate by its role, and by what is said of how final it is."""
    return figure.role is Role.ESTIMATE, figure.finality in _UNSETTLED


def doubts(a: Figure, b: Figure, pack: Pack) -> tuple[str, ...]:
    """What keeps a disagreement of two comparable figures from being certain, whatever their words are."""
    found = []
    meant = (f(a.period, b.period) for f in (headed, beside_season, before_last))
    if (a.period is None) != (b.period is None) or any(meant):
        found.append("period-unstated")
    if a.confidence < 1 or b.confidence < 1:
        found.append("reading")
    if a.kind is not b.kind and Kind.RANGE not in (a.kind, b.kind):
        found.append("kind")
    if a.scope != b.scope:
        found.append("scope-unstated")
    if (_modifiers(a, pack).keys() ^ _modifiers(b, pack).keys()) - pack.unsaid_modifiers:
        found.append("modifier-unstated")
    wanted = a.role in WANTED and b.role in WANTED
    if not wanted and _unsettled(a) != _unsettled(b):
        found.append("estimate")
    if a.cumulative != b.cumulative:
        found.append("cumulative-unstated")
    if visits(a.counted, b.counted):
        found.append("visits")
    return tuple(found)


def agree(a: Figure, b: Figure) -> bool:
    """Whether a value exists that both figures can stand for.

    Two bounds of one kind are compared by their printed numbers: no two reports bound one fact by 35 % and by 38 %.
    """
    if {a.measure, b.measure} == {"up", "down"}:
        return False
    same_hedge = a.hedge == b.hedge and a.hedge != ""
    if (same_hedge and (coarser(a, b) or coarser(b, a))) or nearly(a, b) or nearly(b, a):
        return True
    x, y = (a.printed, b.printed) if same_hedge else (a.meant, b.meant)
    if a.total is not None and b.total is not None and a.total != b.total:
        return False
    if a.kind is Kind.RANGE and b.kind is Kind.RANGE:
        return (a.printed.low, a.printed.high) == (b.printed.low, b.printed.high)
    # Where a number can be read in two ways, the reading that the other side bears out is the right one.
    return meet(x, y) or any(
        meet(p, q) for p in (x, a.otherwise) for q in (y, b.otherwise) if p is not None and q is not None
    )


def _own(a: Figure, b: Figure) -> set[str]:
    """The words of a figure that the other's sentence does not know."""
    return {*a.features.core} - {*b.features.core, *b.features.head, *b.features.wide}


def reworded(a: Figure, b: Figure) -> bool:
    """Whether each of two figures has words of its own that the other's sentence does not know."""
    return bool(_own(a, b) and _own(b, a))


def apart(a: Figure, b: Figure, names: frozenset[str], pack: Pack) -> bool:
    """Whether each of two figures has words of its own, and together they are more than what both share.

    Args:
        a: A figure.
        b: The other.
        names: Words of the names of the indicator that both are, if that is known: these are no figure's own.
        pack: Their language.
    """
    mine, theirs = _own(a, b) - names, _own(b, a) - names
    if not (mine and theirs):
        return False
    both = {*a.features.core} & {*b.features.core}
    return len(mine) + len(theirs) >= 2 * len(both) or replaced(a, b, pack)


def replaced(a: Figure, b: Figure, pack: Pack) -> bool:
    """Whether two figures are told in one run of words but for the thing itself: ``exports to Japan``, ``to Korea``.

    Who puts a fact in other words changes more than one place of it.

    Args:
        a: A figure.
        b: Another.
        pack: Language of both; its words that only count (``cases``, ``people``) are no thing.
    """
    mine, theirs = a.features.core, b.features.core
    most = min(len(mine), len(theirs))
    first = next((i for i in range(most) if mine[i] != theirs[i]), most)
    last = next((i for i in range(most - first) if mine[-1 - i] != theirs[-1 - i]), most - first)
    if first + last < _FRAME:
        return False
    one, other = ({*core[first : len(core) - last]} - pack.counters for core in (mine, theirs))
    told = telling(one, a.phrase, pack), telling(other, b.phrase, pack)
    if any(told):
        one, other = told
    if not one or not other:
        return False
    said = [{*f.core, *f.head, *f.topic, *f.wide} for f in (a.features, b.features)]
    return one.isdisjoint(said[1]) and other.isdisjoint(said[0])


def slipped(a: Figure, b: Figure) -> bool:
    """Whether values vouch for one fact though they differ: they are a slip apart, alike, or parts of one whole."""
    x, y = middle(a.printed), middle(b.printed)
    if not x or not y:
        return False
    longer = len(x.normalize().as_tuple().digits) - len(y.normalize().as_tuple().digits)
    # A slip leaves a number of its size, or makes it as much longer as it has more digits: 8,420 and 14,200 are none.
    edited = slip(a, b) and x.adjusted() - y.adjusted() in (0, longer)
    return scale_slip(x, y) or edited or _alike(a, x, y) or (a.total is not None and a.total == b.total)


def _alike(figure: Figure, x: Decimal, y: Decimal) -> bool:
    """Whether two values are of nearly one size, as two of one thing are; of shares their rests are, too."""
    pairs = [(x, y), (100 - x, 100 - y)] if figure.unit in _PERCENTS else [(x, y)]
    return all(abs(p - q) <= _ALIKE * max(abs(p), abs(q)) for p, q in pairs)


def close(a: Figure, b: Figure) -> bool:
    """Whether two figures agree by their numbers, not only because a bound leaves room."""
    if not agree(a, b):
        return False
    x, y = middle(a.printed), middle(b.printed)
    if x is None or y is None:
        return False
    return abs(x - y) <= _BOUND_ROOM * max(abs(x), abs(y))


def near(a: Figure, b: Figure) -> bool:
    """Whether two long numbers differ so little that they must be meant for one."""
    x, y = middle(a.printed), middle(b.printed)
    if x is None or y is None or a.unit != b.unit or a.total is not None or b.total is not None:
        return False
    digits = min(len(v.normalize().as_tuple().digits) for v in (x, y))
    return digits >= _LONG and abs(x - y) <= _NEAR * max(abs(x), abs(y))
