"""Statements that were not compared and yet give each other away: one number, another time or unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from auditor.checks.base import Case, Hit, spoken, stated, value_of
from auditor.model import Alignment, Figure, Note, Standing, Status

_LONG = 3
"""Digits of a number that two reports do not share by chance."""
_ALIKE = Decimal("0.8")
"""Share of the words of two sentences that both have, from which they are one sentence …"""
_SAME = Decimal(1)
"""… and that a short number needs."""
_NEAR = frozenset({"stated", "sentence"})
"""Where a time must have been found to be the figure's own."""


def period(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One number in like words, of two times."""
    del parameters
    # A year that lies ahead makes a target of a result.
    for alignment, a, b in _pairs(case, Standing.OTHER_PERIOD, Standing.OTHER_ROLE):
        years = {case.documents[f.document].year for f in (a, b)} - {None}
        times = [f.period for f in (a, b) if f.period is not None and f.period.origin in _NEAR]
        if len(years) > 1 or len({p.label for p in times}) < 2:
            continue
        same = (a.printed, a.unit, a.total) == (b.printed, b.unit, b.total)
        if same and _alike(a, b) >= (_ALIKE if _long(a) else _SAME):
            yield _hit(case, alignment, a, b)


def unit(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """The same digits in like words, in units that cannot be converted into each other."""
    del parameters
    for alignment, a, b in _pairs(case, Standing.NOT_COMPARABLE):
        x, y = value_of(a), value_of(b)
        if x and y and x / a.scale == y / b.scale and _alike(a, b) >= (_ALIKE if _long(a) else _SAME):
            yield _hit(case, alignment, a, b)


def _pairs(case: Case, *verdicts: Standing) -> Iterator[tuple[Alignment, Figure, Figure]]:
    """Alignments of some verdicts between two figures, neither figure of which is stated in the other elsewhere."""
    met = set(case.once(_met))
    for alignment in case.alignments:
        if alignment.verdict in verdicts:
            match alignment.members:
                case (Figure() as a, Figure() as b) if not {a.id, b.id} & met:
                    yield alignment, a, b


def _met(case: Case) -> Iterator[str]:
    """Ids of what several documents state."""
    for alignment in case.alignments:
        if alignment.status is not Status.NOT_COMPARED and len({m.document for m in alignment.members}) > 1:
            yield from (m.id for m in alignment.members)


def _long(figure: Figure) -> bool:
    return len(value_of(figure).normalize().as_tuple().digits) >= _LONG


def _alike(a: Figure, b: Figure) -> Decimal:
    """Share of the words of two sentences that both have, without the units of the two figures."""
    mine, theirs = ({*f.features.wide} - {*f.text.lower().split()} for f in (a, b))
    return Decimal(len(mine & theirs)) / max(1, len(mine | theirs))


def _hit(case: Case, alignment: Alignment, a: Figure, b: Figure) -> Hit:
    def said(figure: Figure) -> str:
        timed = figure.period is not None and alignment.verdict is not Standing.NOT_COMPARABLE
        label = f" ({figure.period.label})" if figure.period is not None and timed else ""
        return f"{case.said(figure)}{label}"

    return Hit(
        evidence=(a, b),
        computed=" ≠ ".join((said(a), said(b))),
        confidence=alignment.score * 0.9,
        values=spoken(
            lambda language: {
                "statements": ", ".join(stated([case.name(f.document, language)], said(f), language) for f in (a, b)),
            }
        ),
        key=alignment.key,
        label=alignment.label,
        reason=(*alignment.reason, Note.of("reason.score", score=f"{alignment.score:.2f}")),
    )
