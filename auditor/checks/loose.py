"""Figures that differ and contradict nothing: decimals left off, an amount rounded, an area set off from others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from auditor.checks import shapes
from auditor.checks.base import Case, Hit, places_of, value_of
from auditor.checks.other_times import one_statement
from auditor.intervals import meet, scaled
from auditor.model import NATION, Figure

_LONG = Decimal(1000)
"""Numbers, as printed, of which decimals are left off: of a smaller one they are more than a trifle."""
_TRIFLE = Decimal("0.01")
"""Part of an amount by which a rounded one may differ from it."""
_HOURS = ((11, "morning"), (13, "noon"), (18, "afternoon"), (25, "evening"))
"""The hours before which a part of the day ends, in turn."""
_STATED = ("stated", "sentence")
"""Where a time stands that a sentence states itself."""
_OPENING = 80
"""Characters within which a paragraph says of what area it is."""


def cut_off(figures: Sequence[Figure]) -> bool:
    """Whether all that differs are decimals that one side leaves off: ``60,158.8 billion`` and ``60,158 billion``."""
    differing = _differing(figures)
    return bool(differing) and all(_cut(a, b) or _cut(b, a) for a, b in differing)


def _differing(figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Each two figures that are not one statement."""
    return [(a, b) for a, b in combinations(figures, 2) if not one_statement(a, b)]


def _cut(short: Figure, long: Figure) -> bool:
    """Whether one number is the other without its decimals."""
    if short.scale != long.scale or short.unit != long.unit or short.total is not None or long.total is not None:
        return False
    whole, exact = value_of(short) / short.scale, value_of(long) / long.scale
    places = [places_of(scaled(figure.printed, 1 / figure.scale)) for figure in (short, long)]
    return places[0] == 0 < places[1] and whole >= _LONG and 0 < exact - whole < 1


def rounded_beside(figures: Sequence[Figure]) -> bool:
    """Whether the number of one side is said to be a rounded one in another place: ``over 55,600 billion``."""
    differing = _differing(figures)
    return bool(differing) and all(_rounded(a, b, figures) or _rounded(b, a, figures) for a, b in differing)


def _rounded(figure: Figure, other: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the number of a figure stands with a hedge in another place, and the other figure bears that out.

    A rounded number has fewer digits than the other, and is not far from it.
    """
    x, y = value_of(figure), value_of(other)
    if abs(x - y) > _TRIFLE * abs(y) or len(x.normalize().as_tuple().digits) >= len(y.normalize().as_tuple().digits):
        return False
    return any(
        each.hedge and each.printed == figure.printed and meet(each.meant, other.meant)
        for each in figures
        if each is not figure
    )


def of_own_area(case: Case, hit: Hit) -> bool:
    """Whether the paragraph of one of two figures sets off the document's own area from what others tell before it:
    ``In all, 57,480 cells were inspected. … As for Alpha province, 1,580 cells were.``"""
    figures = sorted((item for item in hit.evidence if isinstance(item, Figure)), key=lambda item: item.start)
    told = [_opens_with_area(case, figure) for figure in figures]
    return told[-1] and not told[0]


def of_other_levels(case: Case, hit: Hit) -> bool:
    """Whether the amounts that changed are told with the changes, and are not one: ``294 complaints, down by 7. … 21
    reports, up by 2.``"""
    figures = [item for item in hit.evidence if isinstance(item, Figure)]
    levels = [_level_of(case, figure) for figure in figures]
    told = [level for level in levels if level is not None]
    if len(told) < len(figures) or len({level.unit for level in told}) > 1:
        return False
    return all(not one_statement(a, b) and not shapes.between(a, b) for a, b in combinations(told, 2))


def _level_of(case: Case, change: Figure) -> Figure | None:
    """The amount right before a change in its sentence, of which it is one."""
    if change.measure not in ("up", "down"):
        return None
    last = next((f for f in reversed(case.beside(change)) if f.start < change.start), None)
    return last if last is not None and last.measure == "level" and last.unit == change.unit else None


def of_two_times(case: Case, hit: Hit) -> bool:
    """Whether a paragraph has turned to another time between two of its figures: ``In May 63 cases came in; the
    districts had 29. … In all five months 320 did; the districts had 53.``"""
    figures = [item for item in hit.evidence if isinstance(item, Figure)]
    if len({(figure.document, figure.passage) for figure in figures}) > 1:
        return False
    beside = next(x.figures for x in case.extracts if x.document.id == figures[0].document)
    told = {_last_told([f for f in beside if f.passage == each.passage and f.start <= each.start]) for each in figures}
    return len(told) > 1 and None not in told


def _last_told(figures: Sequence[Figure]) -> tuple[str, bool] | None:
    """The last time that some figures state, and whether they are added up up to it."""
    timed = (f for f in reversed(figures) if f.period is not None and f.period.origin in _STATED)
    return next(((f.period.label, f.cumulative) for f in timed if f.period is not None), None)


def _opens_with_area(case: Case, figure: Figure) -> bool:
    """Whether the paragraph of a figure opens with words that narrow what is spoken of and the name of its own area."""
    area = case.documents[figure.document].organisation
    if area is None or area == NATION:
        return False
    folded, pack = case.folded(figure), case.pack(figure)
    comma = folded.find(",", 0, _OPENING)
    return comma >= 0 and pack.narrowing_openers.match(folded) is not None and pack.lexicon.fold(area) in folded[:comma]


def of_other_moments(case: Case, figures: Sequence[Figure]) -> bool:
    """Whether the documents say that they count up to other times of a day, or of other days: an account of the morning
    and one of the evening of a flood differ."""
    differing = _differing(figures)
    if not differing or any(figure.measure != "level" for figure in figures):
        return False
    told: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for document, moment in case.once(_moments):
        told[document].add(moment)
    return all(_apart(told[a.document], told[b.document]) for a, b in differing)


def _apart(mine: set[tuple[str, str]], theirs: set[tuple[str, str]]) -> bool:
    """Whether two documents name moments and none of the one may be one of the other; a day may be left unsaid."""
    one = any(
        part == other and (not day or not another or day == another) for day, part in mine for another, other in theirs
    )
    return bool(mine and theirs) and not one


def _moments(case: Case) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each document and the moments, a day and a part of it, up to which it counts."""
    for extract in case.extracts:
        pack = case.packs[extract.document.language]
        pattern, parts = pack.moments
        for passage in extract.document.passages:
            for match in pattern.finditer(pack.lexicon.fold(passage.text)):
                hour = match.group("h")
                part = next(part for end, part in _HOURS if int(hour) < end) if hour else parts[match.group("part")]
                yield extract.document.id, ((match.group("d") or "").lstrip("0"), part)
