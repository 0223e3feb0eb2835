"""One part of a whole told two ways: as a fraction in one document, as a percentage in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from auditor.checks.alike import BY_WORDS, in_same_words
from auditor.checks.base import HUNDRED, Case, Hit, close_to, mark, number, places_of, shown, spoken, value_of
from auditor.intervals import centre, divided, exact, meet, scaled
from auditor.model import Figure, Kind

_OF_WHOLE = ("level", "share")


def portion_retold(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``98/115 communes`` are 85.2 %; in the same words another document says that 82.5 % of the communes do.

    A fraction that has its percentage beside it, and a percentage that has its fraction, are left to other checks.

    Parameters:
        near: Part by which the two may differ and still be held to be meant for one.
    """
    near = Decimal(str(parameters["near"]))
    figures = [figure for extract in case.extracts for figure in extract.figures]
    fractions = {f.id for f in figures if f.kind is Kind.FRACTION}
    paired = {
        each
        for figure in figures
        for relation in figure.relations
        if relation.kind == "share-of" and relation.figure in fractions
        for each in (figure.id, relation.figure)
    }
    for fraction, percent in in_same_words(case, lambda f: _tells_part(f) and f.id not in paired):
        if fraction.kind is not Kind.FRACTION or percent.kind is Kind.FRACTION or not fraction.total:
            continue
        quotient = divided(fraction.value, exact(fraction.total))
        if quotient is None:
            continue
        share = scaled(quotient, HUNDRED)
        right = centre(share)
        if right <= 0 or meet(share, percent.value):
            continue
        if abs(value_of(percent) - right) <= near * right or close_to(percent.printed, right, near, percent.scale):
            yield _hit(case, fraction, percent, right)


def _tells_part(figure: Figure) -> bool:
    """Whether a figure is a fraction, or a percentage that may be one of a whole."""
    of_whole = figure.measure in _OF_WHOLE
    return of_whole and (figure.kind is Kind.FRACTION or (figure.unit == "percent" and figure.kind is Kind.SHARE))


def _hit(case: Case, fraction: Figure, percent: Figure, right: Decimal) -> Hit:
    places = max(places_of(percent.printed), 1)
    own = mark(case.language(fraction))
    part, whole = (number(value / fraction.scale, own) for value in (value_of(fraction), fraction.total or Decimal(1)))

    def fill(language: str) -> dict[str, str]:
        return {
            "text": case.name(fraction.document, language),
            "other": case.name(percent.document, language),
            "parts": f"{part} / {whole}",
            "expected": f"{number(right, mark(language), places=places)}%",
            "stated": case.said(percent),
        }

    expected = number(right, mark(case.language(percent)), places=places)
    return Hit(
        evidence=(fraction, percent),
        computed=f"{part} / {whole} = {expected}% ≠ {shown(percent.text)}",
        confidence=BY_WORDS,
        values=spoken(fill),
        label=percent.phrase,
        doubtful=True,
    )
