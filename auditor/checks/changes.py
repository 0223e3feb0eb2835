"""Changes told by their end points: ``from A to B``, with a difference, a percentage, a multiple, a direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from auditor.checks.base import (
    AMOUNTS,
    BESIDE,
    HUNDRED,
    MOVES,
    SAME_SENTENCE,
    Case,
    Hit,
    close_to,
    places_of,
    shown,
    spoken,
    value_of,
)
from auditor.checks.increments import change_hit, increments, paired_years
from auditor.intervals import centre, divided, exact, meet, negated, scaled, subtracted
from auditor.language import Pack
from auditor.model import Figure, Interval, Kind, Role
from auditor.phrases import say
from auditor.terms import WANTED

_A_YEAR = 12
_PERCENTS = ("percent", "percentage-point")
_VERB_NEAR = 30
_NEAR_CHANGE = 40


def percentage_change(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``from A to B, up P %``, ``B, up D (P %)``: the percentage is not what A and B, or B and D, make.

    Parameters:
        near: Part by which the computed and the printed percentage may differ and still be held to belong together.
    """
    near = Decimal(str(parameters["near"]))
    for first, second, change in _told(case):
        if change.unit != "percent" or first.unit in (*_PERCENTS, "point") or change.measure not in MOVES:
            continue
        if first.kind is Kind.RANK or change.base == "plan":  # `plan_share` tells how far a plan was passed
            continue
        quotient = divided(second.printed, first.printed)
        if quotient is None:
            continue
        grown = scaled(subtracted(quotient, exact(1)), HUNDRED)
        computed = grown if change.measure == "up" else negated(grown)
        if meet(computed, change.printed):
            continue
        moved = value_of(second) - value_of(first)
        stated, right = value_of(change), (moved if change.measure == "up" else -moved) / value_of(first) * HUNDRED
        doubtful = abs(stated - right) > near * abs(right)
        if doubtful and not close_to(change.printed, abs(right), near) and change.at - second.to > BESIDE:
            continue
        high, low = (second, first) if change.measure == "up" else (first, second)
        division = f"({shown(high.text)} - {shown(low.text)}) / {shown(first.text)}"
        places = max(places_of(change.printed), 1)
        yield _hit(case, (first, second, change), division, right, "%", places, doubtful=doubtful)
    yield from increments(case, near)


def change_of_levels(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``from A to B, up D``: the difference, in units or percentage points, is not what A and B make.

    Parameters:
        near: Part by which the computed and the printed difference may differ and still be held to belong together.
    """
    near = Decimal(str(parameters["near"]))
    for first, second, change in _told(case):
        points = first.unit == "percent" and change.unit in _PERCENTS
        steps = change.unit == "step" and first.total is not None and first.total == second.total
        same = change.unit == first.unit and first.kind is not Kind.RANK
        if not (points or steps or same) or change.measure not in MOVES:
            continue
        grown = subtracted(second.printed, _set_or_rounded(first))
        # Fewer is better for a rank, so that a rise in rank is a fall of the number.
        risen = (change.measure == "up") != steps
        computed = grown if risen else negated(grown)
        if meet(computed, change.printed) or (change.unit == "percent" and _relative(first, second, change)):
            continue
        right = centre(computed)
        if right <= 0:  # the figures go the other way: `direction_word` tells it
            continue
        doubtful = not close_to(change.printed, right, near, change.scale)
        if doubtful and change.at - second.to > BESIDE:
            continue
        high, low = (second, first) if risen else (first, second)
        places = max(places_of(scaled(f.printed, 1 / change.scale)) for f in (first, second, change))
        suffix = "%" if points else ""
        terms = f"{shown(high.text)} - {shown(low.text)}"
        yield _hit(case, (first, second, change), terms, right / change.scale, suffix, places, doubtful=doubtful)
    yield from paired_years(case, near)


def multiple_of_levels(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``from A to B, n times as much``: A and B make another multiple.

    ``Up 2 times`` is said of B = 2 A and of B = 3 A; either is left alone.

    Parameters:
        near: Part by which the computed and the printed multiple may differ and still be held to belong together.
    """
    near = Decimal(str(parameters["near"]))
    for first, second, change in _told(case):
        if change.unit != "multiple" or first.kind is Kind.RANK:
            continue
        computed = divided(second.printed, first.printed)
        if computed is None:
            continue
        right, stated = value_of(second) / value_of(first), value_of(change)
        whole = stated == stated.to_integral()
        printed = Interval(stated - Decimal("0.5"), stated + Decimal("0.5")) if whole else change.printed
        if meet(computed, printed) or (change.measure == "up" and meet(subtracted(computed, exact(1)), printed)):
            continue
        doubtful = not close_to(change.printed, right, near)
        if doubtful and change.at - second.to > BESIDE:
            continue
        terms = f"{shown(second.text)} / {shown(first.text)}"
        yield _hit(
            case, (first, second, change), terms, right, "", max(places_of(change.printed), 1), doubtful=doubtful
        )


def direction_word(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``rose from 5 to 3``, ``from 36/63 up to 39/63``: the word says one way, the figures go the other.

    Of ranks the lesser number is the better one: a rise from 39 to 36 is a rise.
    """
    del parameters
    for before, after, ways in movements(case):
        # ``From 36th to 39th of 63``: the number of those ranked is said once.
        alike = before.total == after.total or (before.kind is Kind.RANK and before.total is None)
        if not alike or before.hedge or after.hedge:
            continue
        if meet(before.printed, after.printed):
            continue
        ranks = _ranks(case, case.folded(before), before, after)
        if ranks is None:
            continue
        went = "up" if (value_of(after) > value_of(before)) != ranks else "down"
        if ways != {went}:
            evidence = (before, after) if before.at < after.at else (after, before)
            yield _turned(before, after, "down" if went == "up" else "up", went, evidence)


def movements(case: Case) -> Iterator[tuple[Figure, Figure, set[str]]]:
    """Where a level was, where it is, and the way, or ways, ``up`` or ``down``, that the words say it went."""
    for _, _, figures in case.by_sentence:
        folded = case.folded(figures[0])
        for a, b in pairwise(figures):
            told = _way(case, folded, a, b)
            if told is not None and told[0].unit == told[1].unit:
                yield told


def _turned(before: Figure, after: Figure, said: str, went: str, evidence: tuple[Figure, ...]) -> Hit:
    ends = f"{shown(before.text)} → {shown(after.text)}"
    label = before.phrase or after.phrase

    def fill(language: str) -> dict[str, str]:
        stated, expected = (say(language, f"direction.{way}") for way in (said, went))
        return {"stated": stated, "expected": expected, "parts": ends}

    return Hit(
        evidence=evidence,
        computed=ends,
        confidence=0.9,
        values=spoken(fill),
        key="direction",
        label=label,
        reason=SAME_SENTENCE,
    )


def _way(case: Case, folded: str, a: Figure, b: Figure) -> tuple[Figure, Figure, set[str]] | None:
    """Which of two neighbours was before, which after, and which way, or ways, the words say it went."""
    pack = case.pack(a)
    between = folded[a.to : b.at]
    if ";" in between or {Kind.RANGE, Kind.CHANGE} & {a.kind, b.kind}:
        return None
    if "(" in between:
        return _against_bracket(case, folded, a, b)
    if (a.role is Role.BASELINE or a.kind is Kind.RANK) and _opens(case, folded, a):
        ways = pack.cues.ways.find(folded, a.to, b.at)
        plain = pack.measures.last(folded, a.to, b.at)
        if (plain is None or plain[2] != "to") and not ways:
            return None
        verb = pack.cues.moves.last(folded, max(a.sentence[0], a.at - _VERB_NEAR), a.at)
        directions = {way for _, _, way in ways}
        if verb is not None and "," not in folded[verb[1] : a.at]:
            directions.add(verb[2])
        return (a, b, directions) if directions else None
    if b.role is Role.BASELINE:
        verb = pack.cues.moves.last(folded, a.to, b.at)
        if verb is None or folded[a.to : verb[0]].strip(" ,") or not _compares(pack, folded[verb[1] : b.at]):
            return None
        return b, a, {verb[2]}
    return None


def _against_bracket(case: Case, folded: str, a: Figure, b: Figure) -> tuple[Figure, Figure, set[str]] | None:
    """``8,500, more than in 2023 (9,100)``: what was before stands in a bracket after its time."""
    pack = case.pack(a)
    between = folded[a.to : b.at].rstrip()
    if b.role is not Role.BASELINE or a.kind is not b.kind or between.count("(") != 1 or not between.endswith("("):
        return None
    verb = pack.cues.moves.last(folded, a.to, b.at)
    if verb is None or folded[a.to : verb[0]].strip(" ,"):
        return None
    than = folded[verb[1] : b.at].rstrip(" (")
    cue = pack.comparisons.last(than, 0, len(than))
    named = list(pack.periods.find(than))
    if cue is None or than[: cue[0]].strip() or len(named) != 1 or len(than) > _NEAR_CHANGE:
        return None
    return b, a, {verb[2]}


def _opens(case: Case, folded: str, figure: Figure) -> bool:
    """Whether the word that opens a change stands right before: ``from 47 %``, ``from place 36``."""
    pack = case.pack(figure)
    before = folded[max(0, figure.at - BESIDE) : figure.at].rstrip()
    ranked = pack.cues.ranked.last(before, 0, len(before)) if figure.kind is Kind.RANK else None
    if ranked is not None and ranked[1] == len(before):
        before = before[: ranked[0]].rstrip()
    return bool(pack.change_from.search(before))


def _compares(pack: Pack, between: str) -> bool:
    """Whether nothing but ``from`` or ``than`` stands between a verb and the figure that it sets out from."""
    if pack.change_from.search(between.rstrip()):
        return len(between.split()) == 1
    cue = pack.comparisons.last(between, 0, len(between))
    return cue is not None and not between[: cue[0]].strip() and bool(pack.fillers.fullmatch(between, cue[1]))


def _ranks(case: Case, folded: str, a: Figure, b: Figure) -> bool | None:
    """Whether two figures are places among others; None where it cannot be told."""
    if Kind.RANK in (a.kind, b.kind):
        return True
    ranked = case.pack(a).cues.ranked
    named = bool(ranked.find(folded, *a.sentence))
    counting = [f for f in (a, b) if f.noun and not ranked.find(f.noun)]
    first, last = sorted((a, b), key=lambda f: f.at)
    clause = max(folded.rfind(",", first.sentence[0], first.at), first.sentence[0])
    # An index from 36/63 to 39/63 provinces is a place among them; a number of communes, each of 63, is none.
    if counting and not (counting == [last] and a.total is not None and ranked.find(folded, clause, first.at)):
        return False
    if a.total is not None:
        return named or None
    return None if named else False


def _told(case: Case) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Where a level was, where it is, and the change printed for it.

    ``from A to B, up D``, and ``B, up D on the A of 2020``; a change with a base of its own behind it is neither.
    """
    for extract, _, figures in case.by_sentence:
        pack = case.packs[extract.document.language]
        folded = case.folded(figures[0])
        if not any(f.kind is Kind.CHANGE for f in figures):
            continue
        for a, b, c, following in zip(figures, figures[1:], figures[2:], [*figures[3:], None], strict=False):
            if _told_in_bracket(case, folded, a, b, c):
                yield b, c, a
            if Kind.CHANGE not in (b.kind, c.kind) or ";" in folded[a.to : c.at]:
                continue
            if following is not None and _is_base(case, folded, c, following):
                continue
            cue = pack.measures.last(folded, a.to, b.at)
            if pack.cues.added_up.find(folded, a.to, b.at) and not _opens(case, folded, a):
                continue
            against = pack.comparisons.last(folded, a.to, b.at)
            if cue is not None and against is not None and against[0] < cue[0] and cue[1] <= against[1]:
                # ``revenue was 48.3 m compared to 43.6 m, an increase of 11 %``: no change from the one to the other.
                if _end_points(case, b, a, c) and not _other_base(case, b, a, c):
                    yield b, a, c
                continue
            led = cue is not None and cue[2] == "to" and not _of_its_own(case, folded, a, cue[0])
            if led and _end_points(case, a, b, c) and not _other_base(case, a, b, c):
                yield a, b, c
                continue
            after = _before_bracket(figures, folded, a, b)
            if _end_points(case, c, after, b) and _is_base(case, folded, b, c) and not _yearly(case, after, b):
                yield c, after, b


def _before_bracket(figures: Sequence[Figure], folded: str, last: Figure, change: Figure) -> Figure:
    """The figure that changed where a closed bracket with the last one before the change follows it: ``128 (of the 135
    planned), up 78 % on the 72 of 2020``."""
    outer = next((f for f in reversed(figures) if f.to <= last.at and f.group == change.group), None)
    shut = last.group != change.group and ")" in folded[last.to : change.at] and "(" not in folded[last.to : change.at]
    return outer if shut and outer is not None and "(" in folded[outer.to : last.at] else last


def _of_its_own(case: Case, folded: str, first: Figure, at: int) -> bool:
    """Whether words between a figure and one for what is left name another thing: ``recovered 98, and debt is still
    112``."""
    lexicon = case.pack(first).lexicon
    known = {*first.features.core, *first.features.head, *lexicon.words(lexicon.fold(first.noun))}
    return not known.issuperset(lexicon.words(folded[first.to : at])) and not _opens(case, folded, first)


def _told_in_bracket(case: Case, folded: str, change: Figure, first: Figure, second: Figure) -> bool:
    """Whether a bracket right behind a change tells from where to where it went: ``cut 8 posts (from 21 to 14)``."""
    gap, between = folded[change.to : first.at], folded[first.to : second.at]
    inside = first.group == second.group != change.group and gap.count("(") == 1 and ")" not in gap and ";" not in gap
    if not inside or change.kind is not Kind.CHANGE or not _opens(case, folded, first):
        return False
    cue = case.pack(change).measures.last(folded, first.to, second.at)
    plain = first.kind is second.kind is Kind.VALUE and first.unit == second.unit == change.unit and "," not in between
    return plain and cue is not None and cue[2] == "to" and not (first.hedge or second.hedge or change.hedge)


def _end_points(case: Case, first: Figure, second: Figure, change: Figure) -> bool:
    if not _one_noun(case, first, second):
        return False
    alike = first.unit == second.unit and first.measure == second.measure and first.measure in ("level", "rank")
    plain = first.kind in (*AMOUNTS, Kind.SHARE, Kind.FRACTION, Kind.RANK) and first.kind is second.kind
    moved = change.measure in (*MOVES, "multiple") and change.kind is Kind.CHANGE
    known = {*first.features.core, *second.features.core, *second.features.head}
    if change.base == "plan" and first.role in WANTED and first.at > change.to:
        pack = case.pack(change)
        known.update(pack.lexicon.words(case.folded(change)[change.to : first.at]))  # ``below the target set (91 %)``
    own = change.measure != "multiple" and not known.issuperset(change.features.core)
    return alike and plain and moved and not (own or first.hedge or second.hedge or change.hedge)


def _one_noun(case: Case, first: Figure, second: Figure) -> bool:
    """Whether two figures count one thing, or one of them does not say what: ``visits to our 32 libraries`` do not."""
    if first.counted and second.counted and first.counted != second.counted:
        return False
    mine, theirs = (set(case.pack(f).lexicon.words(case.pack(f).lexicon.fold(f.noun))) for f in (first, second))
    return not mine or not theirs or bool(mine & theirs)


def _is_base(case: Case, folded: str, change: Figure, base: Figure) -> bool:
    """Whether the figure after a change is what it is measured against: in a bracket, or right after ``than``."""
    between = folded[change.to : base.at]
    bracket = base.group != change.group and between.rstrip().endswith("(")
    # ``2.5 % over the target (65 %)``: what was aimed at stands in the bracket.
    aim = change.base == "plan" and base.role in WANTED
    named = bracket and (aim or any(case.pack(base).periods.find(between)))
    if len(between) > _NEAR_CHANGE or not (named or base.role is Role.BASELINE):
        return False
    if named:
        return True
    if change.base_period is not None and base.period is not None and change.base_period.label != base.period.label:
        return False
    return "," not in between


def _yearly(case: Case, after: Figure, change: Figure) -> bool:
    folded = case.folded(change)
    return bool(case.pack(change).yearly.find(folded, after.to, min(change.to + BESIDE, change.sentence[1])))


def _relative(first: Figure, second: Figure, change: Figure) -> bool:
    """Whether a change of a share printed in percent is one of the share itself: from 40 % to 50 %, up 25 %."""
    quotient = divided(second.printed, _set_or_rounded(first))
    if quotient is None:
        return False
    grown = scaled(subtracted(quotient, exact(1)), HUNDRED)
    return meet(grown if change.measure == "up" else negated(grown), change.printed)


def _set_or_rounded(figure: Figure) -> Interval:
    """The interval of what is printed: a plan or target was set to be just that, anything else may be rounded."""
    return exact(value_of(figure)) if figure.role in WANTED else figure.printed


def _other_base(case: Case, first: Figure, second: Figure, change: Figure) -> bool:
    """Whether the change is measured against something else than the first end point, or is a yearly rate."""
    if _yearly(case, second, change):
        return True
    if change.base_period is not None:
        return first.period is None or change.base_period.label != first.period.label
    if change.base == "previous-year":
        return (
            first.period is not None and second.period is not None and second.period.last - first.period.last > _A_YEAR
        )
    return bool(change.base)


def _hit(
    case: Case, evidence: Sequence[Figure], terms: str, right: Decimal, suffix: str, places: int, *, doubtful: bool
) -> Hit:
    """A hit on a change, the last of the evidence; ``right`` is what it should be, in the scale it is printed in."""
    change = evidence[-1]
    repairs = ((change, right * change.scale), *_other_ends(evidence))
    return change_hit(
        case, evidence, change, terms, right, suffix=suffix, places=places, repairs=repairs, doubtful=doubtful
    )


def _other_ends(evidence: Sequence[Figure]) -> Iterator[tuple[Figure, Decimal]]:
    """The end point that would make a printed difference right."""
    first, second, change = evidence
    a, b, d = (value_of(f) for f in evidence)
    if change.unit not in (first.unit, "percentage-point"):
        return
    moved = d if change.measure == "up" else -d
    yield from ((f, v) for f, v in ((second, a + moved), (first, b - moved)) if v > 0)
