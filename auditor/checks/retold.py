"""One change told two ways: as a percentage of what it is measured against, and as a rise or fall from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import permutations
from typing import Any

from auditor.checks.base import (
    AMOUNTS,
    HUNDRED,
    MOVES,
    Case,
    Hit,
    close_to,
    mark,
    number,
    places_of,
    shown,
    spoken,
    value_of,
)
from auditor.intervals import exact, meet, negated, subtracted
from auditor.model import Alignment, Figure, Kind, Status
from auditor.times import base_year

_OF = {"plan": "plan", "previous": "previous-year"}
"""Against what a percentage is told, by its measure, where it names no year."""


def change_retold(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``137.4 % of last year`` is a rise of 37.4 %; of the same amount another place says that it rose by 34.7 %.

    Parameters:
        near: Part by which the two may differ and still be held to be meant for one.
    """
    near = Decimal(str(parameters["near"]))
    told = list(_told(case))
    shares = {of.id: share for of, share in told if share.measure in _OF}
    changes = {of.id: change for of, change in told if change.measure in MOVES}
    seen: set[tuple[str, str]] = set()
    for alignment in case.alignments:
        if alignment.status is not Status.CONSISTENT:
            continue
        for one, other in permutations(alignment.members, 2):
            share, change = shares.get(one.id), changes.get(other.id)
            if share is None or change is None or (share.id, change.id) in seen or not _one_base(share, change):
                continue
            seen.add((share.id, change.id))
            moved = subtracted(share.value, exact(HUNDRED))
            if meet(moved if change.measure == "up" else negated(moved), change.value):
                continue
            right = value_of(share) - HUNDRED
            other_way = (right > 0) != (change.measure == "up")
            if abs(value_of(change) - abs(right)) <= near * abs(right) or (
                not other_way and close_to(change.printed, abs(right), near, change.scale)
            ):
                yield _hit(case, alignment, share, change, right)


def _told(case: Case) -> Iterator[tuple[Figure, Figure]]:
    """Amounts, each with a percentage that says how it stands to a plan or an earlier time."""
    for _, _, figures in case.by_sentence:
        amounts = {f.id: f for f in figures if f.kind in AMOUNTS and f.measure == "level"}
        last = None
        for figure in figures:
            last = amounts.get(figure.id, last)
            if figure.unit != "percent" or figure.kind is Kind.RANGE or figure.measure not in (*_OF, *MOVES):
                continue
            named = next((amounts[r.figure] for r in figure.relations if r.figure in amounts), None)
            of = last if named is None and not figure.features.core else named
            if of is not None:
                yield of, figure


def _one_base(share: Figure, change: Figure) -> bool:
    """Whether both are told against one thing: the plan, or an earlier year."""
    if "plan" in (share.measure, change.base):
        return share.measure == change.base
    years = base_year(share), base_year(change)
    if None not in years:
        return years[0] == years[1]
    return (share.base or _OF[share.measure]) == change.base


def _hit(case: Case, alignment: Alignment, share: Figure, change: Figure, right: Decimal) -> Hit:
    places = max(places_of(share.printed), places_of(change.printed))
    terms = f"{shown(share.text)} - 100%"
    sign = "" if change.measure == "up" else "-"

    def fill(language: str) -> dict[str, str]:
        return {
            "text": case.name(share.document, language),
            "other": case.name(change.document, language),
            "parts": terms,
            "expected": f"{number(right, mark(language), places=places)}%",
            "stated": f"{sign}{case.said(change)}",
        }

    expected = number(right, mark(case.language(change)), places=places)
    return Hit(
        evidence=(share, change),
        computed=f"{terms} = {expected}% ≠ {sign}{shown(change.text)}",
        confidence=alignment.score * 0.95,
        values=spoken(fill),
        key=alignment.key,
        label=alignment.label,
        reason=alignment.reason,
        repairs=((change, abs(right)), (share, HUNDRED + (value_of(change) if not sign else -value_of(change)))),
    )
