"""Figures that differ and contradict nothing: decimals left off, an amount rounded, an area set off from others."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from auditor.checks.base import Case, Hit, places_of, value_of
from auditor.checks.other_times import one_statement
from auditor.intervals import meet, scaled
from auditor.model import NATION, Figure

_LONG = Decimal(1000)
"""Numbers, as printed, of which decimals are left off: of a smaller one they are more than a trifle."""
_OPENING = 80
"""Characters within which a paragraph says of what area it is."""


def cut_off(figures: Sequence[Figure]) -> bool:
    """Whether all that differs are decimals that one side leaves off: ``60,158.8 billion`` and ``60,158 billion``."""
    differing = [(a, b) for a, b in combinations(figures, 2) if not one_statement(a, b)]
    return bool(differing) and all(_cut(a, b) or _cut(b, a) for a, b in differing)


def _cut(short: Figure, long: Figure) -> bool:
    """Whether one number is the other without its decimals."""
    if short.scale != long.scale or short.unit != long.unit or short.total is not None or long.total is not None:
        return False
    whole, exact = value_of(short) / short.scale, value_of(long) / long.scale
    places = [places_of(scaled(figure.printed, 1 / figure.scale)) for figure in (short, long)]
    return places[0] == 0 < places[1] and whole >= _LONG and 0 < exact - whole < 1


def rounded_beside(figures: Sequence[Figure]) -> bool:
    """Whether the number of one side is said to be a rounded one elsewhere in its document: ``over 55,600 billion``."""
    differing = [(a, b) for a, b in combinations(figures, 2) if not one_statement(a, b)]
    return bool(differing) and all(_rounded(a, b, figures) or _rounded(b, a, figures) for a, b in differing)


def _rounded(figure: Figure, other: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the number of a figure stands with a hedge elsewhere in its document, and the other bears it out."""
    return any(
        each.hedge and each.document == figure.document and each.printed == figure.printed
        for each in figures
        if meet(each.meant, other.meant)
    )


def of_own_area(case: Case, hit: Hit) -> bool:
    """Whether the paragraph of one of two figures sets off the document's own area from what others tell before it:
    ``In all, 57,480 cells were inspected. … As for Alpha province, 1,580 cells were.``"""
    figures = sorted((item for item in hit.evidence if isinstance(item, Figure)), key=lambda item: item.start)
    told = [_opens_with_area(case, figure) for figure in figures]
    return told[-1] and not told[0]


def _opens_with_area(case: Case, figure: Figure) -> bool:
    """Whether the paragraph of a figure opens with words that narrow what is spoken of and the name of its own area."""
    area = case.documents[figure.document].organisation
    if area is None or area == NATION:
        return False
    folded, pack = case.folded(figure), case.pack(figure)
    comma = folded.find(",", 0, _OPENING)
    return comma >= 0 and pack.narrowing_openers.match(folded) is not None and pack.lexicon.fold(area) in folded[:comma]
