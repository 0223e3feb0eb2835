"""One change told two ways: as a percentage or multiple of what it is measured against, and as a move from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import permutations, product, zip_longest
from typing import Any

from auditor.checks.alike import BY_WORDS, in_same_words
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
from auditor.intervals import exact, meet, negated, scaled, subtracted
from auditor.model import Alignment, Figure, Kind, Status
from auditor.times import base_year

_MULTIPLE = "multiple"
_OF = {"plan": "plan", "previous": "previous-year", _MULTIPLE: ""}
"""Against what a percentage, or a multiple, is told, by its measure, where it names no year."""


def change_retold(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``137.4 % of last year`` is a rise of 37.4 %; of the same amount another place says that it rose by 34.7 %.

    Parameters:
        near: Part by which the two may differ and still be held to be meant for one.
    """
    near = Decimal(str(parameters["near"]))
    told = list(_told(case))
    shares, changes = defaultdict[str, list[Figure]](list), defaultdict[str, list[Figure]](list)
    for of, figure in told:
        (shares if figure.measure in _OF else changes)[of.id].append(figure)
    seen: set[tuple[str, str]] = set()
    for alignment in case.alignments:
        if alignment.status is not Status.CONSISTENT:
            continue
        for one, other in permutations(alignment.members, 2):
            for share, change in product(shares.get(one.id, ()), changes.get(other.id, ())):
                if (share.id, change.id) in seen or not _one_base(share, change):
                    continue
                seen.add((share.id, change.id))
                if _apart(share, change, near):
                    yield _hit(case, share, change, alignment)
    of_amounts = {figure.id for _, figure in told}
    for share, change in in_same_words(case, lambda f: _is_percentage(f) and f.id not in of_amounts):
        two_ways = share.measure in _OF and change.measure in MOVES
        if two_ways and _one_base(share, change) and _apart(share, change, near):
            yield _hit(case, share, change)


def _apart(share: Figure, change: Figure, near: Decimal) -> bool:
    """Whether a change is not what a percentage makes it, and yet may be meant for it.

    Args:
        share: 112.5 %, of the plan or an earlier time, or a multiple of it.
        change: A rise or fall in per cent.
        near: Part by which the two may differ and still be held to be meant for one.
    """
    moved = subtracted(scaled(share.value, _hundredths(share)), exact(HUNDRED))
    if meet(moved if change.measure == "up" else negated(moved), change.value):
        return False
    right = _rise(share)
    other_way = (right > 0) != (change.measure == "up")
    if abs(value_of(change) - abs(right)) <= near * abs(right):
        return True
    return not other_way and close_to(change.printed, abs(right), near, change.scale)


def _hundredths(share: Figure) -> Decimal:
    """What makes a percentage of a share: a multiple is told in wholes."""
    return HUNDRED if share.measure == _MULTIPLE else Decimal(1)


def _rise(share: Figure) -> Decimal:
    """By how many per cent what a share tells of is more than what it is told against."""
    return value_of(share) * _hundredths(share) - HUNDRED


def _is_percentage(figure: Figure) -> bool:
    """Whether a figure is a percentage that can be told two ways, or a multiple."""
    unit = _MULTIPLE if figure.measure == _MULTIPLE else "percent"
    return figure.unit == unit and figure.kind is not Kind.RANGE and figure.measure in (*_OF, *MOVES)


def _told(case: Case) -> Iterator[tuple[Figure, Figure]]:
    """Amounts, each with a percentage that says how it stands to a plan or an earlier time."""
    for _, _, figures in case.by_sentence:
        amounts = {f.id: f for f in figures if f.kind in AMOUNTS and f.measure == "level"}
        last = None
        for figure, after in zip_longest(figures, figures[1:]):
            last = amounts.get(figure.id, last)
            if not _is_percentage(figure):
                continue
            named = next((amounts[r.figure] for r in figure.relations if r.figure in amounts), None)
            of = last if named is None and not figure.features.core else named
            if of is None and last is None and after is not None and _goes_on(figure, after):
                of = amounts.get(after.id)
            if of is not None:
                yield of, figure


def _goes_on(figure: Figure, after: Figure) -> bool:
    """Whether the next figure has no words but those of the one before: ``Revenue beat the plan by 9 %, at 120 bn``."""
    return (
        bool(figure.features.core) and not after.features.core and set(figure.features.core) <= set(after.features.head)
    )


def _one_base(share: Figure, change: Figure) -> bool:
    """Whether both are told against one thing: the plan, or an earlier year."""
    if "plan" in (share.measure, change.base):
        return share.measure == change.base
    years = base_year(share), base_year(change)
    if None not in years:
        return years[0] == years[1]
    return (share.base or _OF[share.measure]) == change.base


def _hit(case: Case, share: Figure, change: Figure, alignment: Alignment | None = None) -> Hit:
    """The discrepancy, with the alignment of the amounts; a query where only the words vouch for one indicator."""
    right = _rise(share)
    places = max(places_of(share.printed), places_of(change.printed))
    times = number(value_of(share), mark(case.language(share)))
    terms = f"{times} × 100% - 100%" if share.measure == _MULTIPLE else f"{shown(share.text)} - 100%"
    sign = "" if change.measure == "up" else "-"
    repaired = (HUNDRED + (value_of(change) if not sign else -value_of(change))) / _hundredths(share)

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
        confidence=alignment.score * 0.95 if alignment else BY_WORDS,
        values=spoken(fill),
        key=alignment.key if alignment else "",
        label=alignment.label if alignment else share.phrase,
        doubtful=alignment is None,
        reason=alignment.reason if alignment else (),
        repairs=((change, abs(right)), (share, repaired)),
    )
