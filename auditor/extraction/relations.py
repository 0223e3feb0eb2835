"""How the figures of a sentence stand to each other: part and total, change, share, plan share, equivalent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.extraction.mentions import PERCENTS
from auditor.extraction.subjects import begins_alike
from auditor.extraction.wording import Sentence
from auditor.language import Pack
from auditor.model import Figure, Kind, Role

_CHANGES = ("up", "down", "multiple")
_NO_SUMS = (*PERCENTS, "point", "step", "multiple", "permille")
_POINTS = ("percentage-point", "point")

Link = tuple[int, str, int]
"""A figure's place in its sentence, the kind of its relation, and the place of the other figure."""


def relations(sentence: Sentence, figures: Sequence[Figure], own: Sequence[bool]) -> Iterator[Link]:
    """The relations of the figures of a sentence.

    Args:
        sentence: As read.
        figures: Its figures, in order.
        own: For each, whether words of its own stand before it.
    """
    pack, folded = sentence.pack, sentence.folded
    opening = _openings(figures)
    said_again: dict[int, int] = {}
    changed: dict[int, int | None] = {}
    # In most sentences no word introduces parts: their figures need not be looked at in pairs.
    parted = bool(pack.parts.find(folded, *sentence.span))
    for i, figure in enumerate(figures):
        total = _total(figures, i, opening, folded, pack, parted=parted)
        if total is not None:
            yield i, "part-of", total
        if i == 0:
            continue
        level = _level_before(figures, i)
        before = level = said_again.get(level, level) if level is not None else None
        if figure.measure in _CHANGES:
            level = _share_missed(figures, i, folded)
            level = _changed(figures, i, before, changed, folded) if level is None else level
            if level is not None and not own[i]:
                changed[i] = level
                yield i, "change-of", level
            elif level is not None and not figure.group:
                changed[i] = level if _one_thing(figures[level], figure) else None
        elif figure.measure == "plan" and figure.unit == "percent":
            # ``…; recruitment met 100 % of the target`` is said of nothing before the semicolon.
            if level is not None and not (own[i] and ";" in folded[figures[i - 1].to : figure.at]):
                yield i, "plan-share-of", level
        elif _equivalent(figures, i, folded, pack):
            said_again[i] = i - 1
            yield i, "equivalent-to", i - 1
        elif figure.unit == "percent" and figure.measure in ("share", "level") and level is not None and not own[i]:
            yield from _share(figures, i, level, folded, pack)


def _openings(figures: Sequence[Figure]) -> dict[int, int]:
    """The last figure before each bracket that holds figures, by the bracket's number."""
    found: dict[int, int] = {}
    for i, figure in enumerate(figures):
        if figure.group and figure.group not in found and i:
            found[figure.group] = i - 1
    return found


def _level_before(figures: Sequence[Figure], i: int) -> int | None:
    """The figure that a change or share after it is said of: the last amount that is none itself, or in a list in turn
    the one of the same name."""
    found = [
        k
        for k in range(i - 1, -1, -1)
        if figures[k].measure in ("level", "rank")
        and not (figures[k].unit in PERCENTS and figures[i].unit in PERCENTS and figures[i].measure == "share")
    ]
    if found and figures[i].unit in _POINTS and figures[found[0]].unit not in (*_NO_SUMS, "count"):
        # ``91 % graduated in four years, an improvement of 1.4 points``: a time or a sum changes by none.
        found = [k for k in found if figures[k].unit == "percent"] or found
    named = (k for k in found if figures[i].phrase and figures[k].phrase == figures[i].phrase)
    return next(named, found[0] if found else None)


def _one_thing(level: Figure, change: Figure) -> bool:
    """Whether a rise or fall with words of its own is one of an amount: ``7 dead, 3 hurt, the dead 4 fewer``."""
    said = dict(level.features.modifiers)
    return level.noun == change.noun and all(said.get(g, member) == member for g, member in change.features.modifiers)


def _changed(
    figures: Sequence[Figure], i: int, level: int | None, changed: dict[int, int | None], folded: str
) -> int | None:
    """The amount that a rise or fall is one of.

    One by an amount is of what is measured alike, and of that of the same name where several are counted: ``214 cases,
    320 suspects, 12 cases fewer``. What only says it again in a bracket is of the same. What counts something else
    behind a semicolon is of none: ``450 procedures; 203 posts were cut``.

    Args:
        figures: Of the sentence.
        i: The place of the rise or fall.
        level: The last amount before it.
        changed: What those before it are of.
        folded: Text of the passage.
    """
    figure, last = figures[i], figures[i - 1]
    if figure.group and figure.group != last.group and last.measure == figure.measure:
        return changed.get(i - 1, level)
    if level is None or (figure.unit in (*_NO_SUMS, figures[level].unit) and figure.unit != "count"):
        return level
    alike = [k for k in range(level + 1) if figures[k].measure == "level" and figures[k].unit == figure.unit]
    told = set(figure.features.modifiers)

    def likeness(k: int) -> tuple[int, int, int]:
        return begins_alike(figures[k].noun, figure.noun), len(told.intersection(figures[k].features.modifiers)), k

    best = max(alike, key=likeness, default=None)
    if best is None or not (figure.noun and figures[best].noun) or likeness(best)[0]:
        return best
    return None if ";" in folded[figures[best].to : figure.at] else best


def _share_missed(figures: Sequence[Figure], i: int, folded: str) -> int | None:
    """The share right before a figure that says by how much it missed or passed the planned share in a bracket behind:
    ``35.1 % of all, 0.4 % below the target (35.5 %)``."""
    if i + 1 == len(figures):
        return None
    share, change, plan = figures[i - 1 : i + 2]
    alike = share.unit == plan.unit == "percent" and share.measure == "share" and change.unit in PERCENTS
    planned = plan.role is Role.PLAN and plan.group != change.group and "(" in folded[change.to : plan.at]
    return i - 1 if alike and planned and change.base == "plan" else None


def _total(
    figures: Sequence[Figure], i: int, opening: dict[int, int], folded: str, pack: Pack, *, parted: bool
) -> int | None:
    """The total that a figure is a part of: right before its bracket, or before the words that introduce parts."""
    figure = figures[i]
    if figure.measure != "level" or figure.unit in _NO_SUMS or figure.kind not in (Kind.VALUE, Kind.RANGE):
        return None
    if figure.group and figure.role is Role.BASELINE:
        return None
    if figure.group:
        before = opening.get(figure.group)
        if before is None:
            return None
        # ``harbours (38); schools (17)``: what a closed bracket or a semicolon parts is no total.
        if not _holds(folded[figures[before].to : figure.at]):
            return None
        if figures[before].measure != "level":
            before = _level_before(figures, before)
        alike = before is not None and figures[before].unit == figure.unit and _may_hold(figures[before], figure)
        return before if alike else None
    for k in range(i - 1, -1, -1) if parted else ():
        total = figures[k]
        if total.group or total.unit != figure.unit or total.measure != "level":
            continue
        # Brackets after the total have parts of their own; the words that introduce these stand before the next.
        # What only says how the total changed parts nothing.
        following = next(
            n
            for n in range(k + 1, i + 1)
            if n == i or (not figures[n].group and figures[n].measure == "level" and figures[n].unit == figure.unit)
        )
        begin = figures[following - 1].to
        cues = pack.parts.find(folded, begin, figures[following].at)
        if cues and not pack.each_of_its_own(folded, total.sentence[0], total.at, begin, cues[0][:2]):
            return k if _may_hold(total, figure) else None
        if ";" in folded[total.to : figures[following].at]:
            return None
    return None


def _may_hold(total: Figure, part: Figure) -> bool:
    """Whether a count can be a part of another: not where it counts more of something else (``12 schools (412
    pupils)``); more of the same is a slip to be found."""
    if total.unit != "count" or total.noun.split()[:1] == part.noun.split()[:1] or not part.noun:
        return True
    least, most = part.printed.low, total.printed.high
    return least is None or most is None or least <= most


def _holds(gap: str) -> bool:
    """Whether the bracket that ends a text tells of the figure before it: none was closed since, nor a statement."""
    told = gap[: gap.rfind("(")] if "(" in gap else gap
    return ";" not in told and not (")" in told and told.find(")") < (told.find("(") if "(" in told else len(told)))


def _equivalent(figures: Sequence[Figure], i: int, folded: str, pack: Pack) -> bool:
    """Whether a figure says again, in another unit, what the one before says."""
    before, figure = figures[i - 1], figures[i]
    if before.unit == figure.unit or figure.measure != "level":
        return False
    cue = pack.measures.last(folded, before.to, figure.at)
    return cue is not None and cue[2] == "equivalent" and bool(pack.fillers.fullmatch(folded, cue[1], figure.at))


def _share(figures: Sequence[Figure], i: int, level: int, folded: str, pack: Pack) -> Iterator[Link]:
    """What a percentage is the share of, and the whole that it is a share in."""
    part = figures[level]
    if part.unit in PERCENTS or ";" in folded[part.to : figures[i].at]:
        return
    yield i, "share-of", level
    if part.unit != "count" or part.kind is not Kind.VALUE:
        return
    noun = part.noun.split()[:1]
    for k in range(level - 1, -1, -1):
        whole = figures[k]
        if whole.unit != "count" or whole.measure != "level" or whole.kind is not Kind.VALUE:
            continue
        # ``theft 53 cases (29.4 %), assault 45 cases (25 %)``: parts of one whole, side by side.
        share = figures[k + 1]
        beside = share.group and share.unit == "percent" and share.measure in ("share", "level")
        if k + 1 < level and beside and not pack.parts.find(folded, whole.to, part.at):
            continue
        if ";" in folded[whole.to : part.at] and not pack.parts.find(folded, whole.to, part.at):
            return
        if whole.group not in (0, part.group):
            continue  # a bracket that closed holds no whole of what is told behind it
        least, most = whole.printed.low, part.printed.high
        enough = least is not None and most is not None and least >= most
        if enough and (not noun or whole.noun.split()[:1] == noun):
            yield k, "denominator-of", i
            return
