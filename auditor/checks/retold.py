"""One change told two ways: as a percentage of what it is measured against, and as a rise or fall from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
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
from auditor.times import base_year, compatible

_OF = {"plan": "plan", "previous": "previous-year"}
"""Against what a percentage is told, by its measure, where it names no year."""
_WORDS = 2
"""Words that must tell of what a percentage is, where no amount does."""
_BY_WORDS = 0.8
"""Confidence of what is held to be one indicator by its words alone."""


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
            if _apart(share, change, near):
                yield _hit(case, share, change, alignment)
    for share, change in _alone(case, {figure.id for _, figure in told}):
        if _one_base(share, change) and _apart(share, change, near):
            yield _hit(case, share, change)


def _apart(share: Figure, change: Figure, near: Decimal) -> bool:
    """Whether a change is not what a percentage makes it, and yet may be meant for it.

    Args:
        share: 112.5 %, of the plan or an earlier time.
        change: A rise or fall in per cent.
        near: Part by which the two may differ and still be held to be meant for one.
    """
    moved = subtracted(share.value, exact(HUNDRED))
    if meet(moved if change.measure == "up" else negated(moved), change.value):
        return False
    right = value_of(share) - HUNDRED
    other_way = (right > 0) != (change.measure == "up")
    if abs(value_of(change) - abs(right)) <= near * abs(right):
        return True
    return not other_way and close_to(change.printed, abs(right), near, change.scale)


def _alone(case: Case, told: Set[str]) -> Iterator[tuple[Figure, Figure]]:
    """Percentages and changes of two documents that are put in the same words, where no amount stands with them.

    Of words in which one document tells several nothing follows.

    Args:
        case: What is checked.
        told: Ids of those that belong to an amount.
    """
    by_words: dict[tuple[object, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for extract in case.extracts:
        for figure in extract.figures:
            if _is_percentage(figure) and figure.id not in told:
                said = figure.features
                words = frozenset((*said.core, *said.head))
                if sum(1 + word.count("_") for word in words) >= _WORDS:
                    key = words, said.modifiers, figure.role, figure.scope, figure.per
                    by_words[key][figure.document].append(figure)
    for of_document in by_words.values():
        single = [figures[0] for figures in of_document.values() if len(figures) == 1]
        for share, change in permutations(single, 2):
            if share.measure in _OF and change.measure in MOVES and _one_time(case, share, change):
                yield share, change


def _one_time(case: Case, a: Figure, b: Figure) -> bool:
    """Whether two figures of documents that may be compared speak of one time, as far as is known."""
    years = case.documents[a.document].year, case.documents[b.document].year
    return frozenset((a.document, b.document)) in case.related and compatible(a.period, b.period, years) is not False


def _is_percentage(figure: Figure) -> bool:
    return figure.unit == "percent" and figure.kind is not Kind.RANGE and figure.measure in (*_OF, *MOVES)


def _told(case: Case) -> Iterator[tuple[Figure, Figure]]:
    """Amounts, each with a percentage that says how it stands to a plan or an earlier time."""
    for _, _, figures in case.by_sentence:
        amounts = {f.id: f for f in figures if f.kind in AMOUNTS and f.measure == "level"}
        last = None
        for figure in figures:
            last = amounts.get(figure.id, last)
            if not _is_percentage(figure):
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


def _hit(case: Case, share: Figure, change: Figure, alignment: Alignment | None = None) -> Hit:
    """The discrepancy, with the alignment of the amounts; a query where only the words vouch for one indicator."""
    right = value_of(share) - HUNDRED
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
        confidence=alignment.score * 0.95 if alignment else _BY_WORDS,
        values=spoken(fill),
        key=alignment.key if alignment else "",
        label=alignment.label if alignment else share.phrase,
        doubtful=alignment is None,
        reason=alignment.reason if alignment else (),
        repairs=((change, abs(right)), (share, HUNDRED + (value_of(change) if not sign else -value_of(change)))),
    )
