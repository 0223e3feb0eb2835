"""Statements that were not compared and yet give each other away: one number, another time or unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations, product
from typing import Any

from auditor.checks.base import Case, Hit, spoken, stated, value_of
from auditor.model import Alignment, Figure, Note, Standing, Status
from auditor.phrases import say
from auditor.times import base_year

_LONG = 3
"""Digits of a number that two reports do not share by chance."""
_ALIKE = Decimal("0.8")
"""Share of the words of two sentences that both have, from which they are one sentence …"""
_SAME = Decimal(1)
"""… and that a short number needs."""
_NEAR = frozenset({"stated", "sentence"})
"""Where a time must have been found to be the figure's own."""
_LATELY = frozenset({"previous-month", "previous-quarter", "previous-year"})
"""Bases that name no year, and are never one another."""


def period(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One number in like words, of two times; or one change, measured against two."""
    del parameters
    yield from _other_bases(case)
    # A year that lies ahead makes a target of a result.
    for alignment, a, b in _pairs(case, Standing.OTHER_PERIOD, Standing.OTHER_ROLE):
        years = {case.documents[f.document].year for f in (a, b)} - {None}
        times = [f.period for f in (a, b) if f.period is not None and f.period.origin in _NEAR]
        if len(years) > 1 or len({p.label for p in times}) < 2:
            continue
        same = (a.printed, a.unit, a.total) == (b.printed, b.unit, b.total)
        if same and _one_sentence(a, b):
            yield _hit(case, alignment, a, b)


def _other_bases(case: Case) -> Iterator[Hit]:
    """Changes of one number that one document measures against one time, and another document against another."""
    for alignment in case.alignments:
        if alignment.status is not Status.CONSISTENT:
            continue
        told: dict[str, list[Figure]] = defaultdict(list)
        for figure in alignment.members:
            if isinstance(figure, Figure) and (figure.base or figure.base_period is not None):
                told[figure.document].append(figure)
        for here, there in combinations(told.values(), 2):
            a, b = here[0], there[0]
            years = {case.documents[f.document].year for f in (a, b)} - {None}
            if len(years) > 1 or not all(_other_base(x, y) for x, y in product(here, there)):
                continue
            known = alignment.key in case.names
            if a.printed == b.printed and a.unit == b.unit and (_one_subject(a, b, known=known) or _one_sentence(a, b)):
                yield _hit(case, alignment, a, b)


def _one_subject(a: Figure, b: Figure, *, known: bool) -> bool:
    """Whether two figures have the same words of their own, two at least where the indicator is not a known one."""
    mine, theirs = ({*f.features.core, *f.features.head} for f in (a, b))
    return mine == theirs and len(mine) >= (1 if known else 2)


def _other_base(a: Figure, b: Figure) -> bool:
    """Whether two changes are surely measured against two times: two years, or last month and last year."""
    mine, theirs = base_year(a), base_year(b)
    if mine is not None and theirs is not None:
        return mine != theirs
    bare = a.base_period is None and b.base_period is None
    return bare and {a.base, b.base} <= _LATELY and a.base != b.base


def unit(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """The same digits in like words, in units that cannot be converted into each other."""
    del parameters
    for alignment, a, b in _pairs(case, Standing.NOT_COMPARABLE):
        x, y = value_of(a), value_of(b)
        if x and y and x / a.scale == y / b.scale and _one_sentence(a, b):
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


def _one_sentence(a: Figure, b: Figure) -> bool:
    """Whether two figures stand in sentences of the same words; for long numbers a few may be others."""
    return _alike(a, b) >= (_ALIKE if _long(a) else _SAME)


def _alike(a: Figure, b: Figure) -> Decimal:
    """Share of the words of two sentences that both have, without the units of the two figures."""
    mine, theirs = ({*f.features.wide} - {*f.text.lower().split()} for f in (a, b))
    return Decimal(len(mine & theirs)) / max(1, len(mine | theirs))


def _hit(case: Case, alignment: Alignment, a: Figure, b: Figure) -> Hit:
    def said(figure: Figure, language: str) -> str:
        if alignment.status is Status.CONSISTENT:
            year = base_year(figure)
            told = say(language, f"base.{figure.base}") if year is None else say(language, "base.year", year=str(year))
            return f"{case.said(figure)}{told}"
        timed = figure.period is not None and alignment.verdict is not Standing.NOT_COMPARABLE
        label = f" ({figure.period.label})" if figure.period is not None and timed else ""
        return f"{case.said(figure)}{label}"

    return Hit(
        evidence=(a, b),
        computed=" ≠ ".join(said(f, case.language(a)) for f in (a, b)),
        confidence=alignment.score * 0.9,
        values=spoken(
            lambda language: {
                "statements": ", ".join(
                    stated([case.name(f.document, language)], said(f, language), language) for f in (a, b)
                ),
            }
        ),
        key=alignment.key,
        label=alignment.label,
        reason=(*alignment.reason, Note.of("reason.score", score=f"{alignment.score:.2f}")),
    )
