"""Values that cannot be: shares over the whole, ranks beyond their total, ranges that run backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from auditor.checks.base import (
    HUNDRED,
    SAME_SENTENCE,
    Case,
    Hit,
    makes,
    mark,
    number,
    places_of,
    shown,
    spoken,
    value_of,
)
from auditor.intervals import exact, printed
from auditor.model import Figure, Kind, Note, Role
from auditor.phrases import say

_LEAST_SHARES = 3
_ENDS = 2
_DASH = re.compile(r"[-–—]")
_BREAK = re.compile(r"[,;:(]")
_CUE_NEAR = 60


def share_of_hundred(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """The shares of one whole, listed together, exceed 100 %.

    Parameters:
        near: Part of 100 % by which they may exceed it and still be held to divide one whole.
    """
    near = Decimal(str(parameters["near"]))
    for extract, _, figures in case.by_sentence:
        if sum(1 for f in figures if f.kind is Kind.SHARE) < _LEAST_SHARES:
            continue
        pack = case.packs[extract.document.language]
        folded = case.folded(figures[0])
        for begin, end, _ in pack.cues.structure.find(folded, *figures[0].sentence):
            shares = _shares(case, folded, _listed(folded, figures, end))
            total = sum(map(value_of, shares), Decimal(0))
            if len(shares) < _LEAST_SHARES or makes(shares, exact(HUNDRED)):
                continue
            if HUNDRED < total <= HUNDRED * (1 + near):
                yield _hundred(case, shares, total, _whole(case, begin, end, shares[0]))
                break
        else:
            shares = _sectors(case, folded, figures)
            total = sum(map(value_of, shares), Decimal(0))
            if shares and not makes(shares, exact(HUNDRED)) and HUNDRED < total <= HUNDRED * (1 + near):
                yield _hundred(case, shares, total, shares[0].phrase)


def _sectors(case: Case, folded: str, figures: Sequence[Figure]) -> list[Figure]:
    """The shares of all sectors of one economy, each called its share; none where one is missing or stands twice."""
    sectors, found = case.pack(figures[0]).cues.sectors, dict[str, Figure]()
    last = figures[0].sentence[0]
    for figure in figures:
        if figure.unit == "percent" and figure.measure == "share":
            named = {label for *_, label in sectors.find(folded, last, figure.at)}
            if len(named) != 1 or named & found.keys():
                return []
            found[named.pop()] = figure
        last = figure.to
    shares = list(found.values())
    return _shares(case, folded, shares) if len(found) >= _LEAST_SHARES and {"0", "1", "2"} <= found.keys() else []


def _listed(folded: str, figures: Sequence[Figure], begin: int) -> list[Figure]:
    """The figures of a list: up to the first semicolon, or, where semicolons part its items, to the sentence's end."""
    behind = [f for f in figures if f.at >= begin]
    stop = begin + len(folded[begin:].partition(";")[0])
    first = [f for f in behind if f.at < stop]
    items = [folded[a.to : b.at] for a, b in pairwise(behind)]
    return behind if len(first) == 1 and all(";" in item and "," not in item for item in items) else first


def _shares(case: Case, folded: str, listed: Sequence[Figure]) -> list[Figure]:
    """The shares of a list that divide one whole: none where they are of several times, or changes stand among them."""
    parts = case.pack(listed[0]).parts if listed else None
    found: list[Figure] = []
    for figure in listed:
        of_part = parts is not None and found and parts.find(folded, found[-1].to, figure.at)
        if of_part or figure.group != listed[0].group:
            continue
        if figure.unit != "percent" or figure.measure not in ("level", "share") or figure.kind is not Kind.SHARE:
            return []
        found.append(figure)
    times = {f.period.label for f in found if f.period is not None}
    plain = len(times) <= 1 and not any(f.hedge for f in found) and len({f.role for f in found}) == 1
    return found if plain else []


def _whole(case: Case, begin: int, end: int, first: Figure) -> str:
    """The name of what is divided, where it stands between the word of a list of shares and a break before the first.

    Else what the first share is of.
    """
    text = case.passages[first.document, first.passage].text
    stop = _BREAK.search(text, end, first.at)
    return text[begin : stop.start()] if stop is not None and text[end : stop.start()].strip() else first.phrase


def _hundred(case: Case, shares: Sequence[Figure], total: Decimal, whole: str) -> Hit:
    terms = " + ".join(shown(f.text) for f in shares)
    places = max(places_of(f.printed) for f in shares)
    return Hit(
        evidence=tuple(shares),
        computed=f"{terms} = {number(total, mark(case.language(shares[0])), places=places)}% > 100%",
        confidence=0.93,
        values=spoken(
            lambda language: {
                "parts": terms,
                "expected": f"{number(total, mark(language), places=places)}%",
                "difference": f"{number(total - HUNDRED, mark(language), places=places)}%",
            }
        ),
        key="shares",
        label=whole,
        reason=SAME_SENTENCE,
    )


def impossible_value(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """A share over 100 %, a rank beyond the number of those ranked, a part beyond its whole, a range that runs back."""
    del parameters
    for _, passage, figures in case.by_sentence:
        if passage.lead:
            continue
        folded = case.folded(figures[0])
        for figure in figures:
            over_total = figure.total is not None and bool(figure.total) and value_of(figure) > figure.total
            if figure.kind is Kind.RANK and figure.total and over_total:
                yield _impossible("rank", figure, figure.total, doubtful=False)
            elif figure.kind is Kind.FRACTION and figure.total and over_total:
                if _is_part(case, folded, figures, figure):
                    yield _impossible("part", figure, figure.total, doubtful=True)
            elif _over(figure) and _is_bounded(case, folded, figure):
                yield _impossible("share", figure, HUNDRED, doubtful=False)
            if figure.kind is Kind.RANGE and _backwards(case, figure):
                yield _impossible("range", figure, value_of(figure), doubtful=False)


def _is_part(case: Case, folded: str, figures: Sequence[Figure], fraction: Figure) -> bool:
    """Whether a fraction is a part of a whole: not this year's of last year's, nor a result of its plan."""
    if not fraction.noun or fraction.measure != "level" or fraction.role is not Role.RESULT:
        return False
    others = [f for f in figures if f is not fraction and f.unit == "percent"]
    if any(f.measure in ("plan", "previous", "up", "down") or _over(f) for f in others):
        return False
    return not any(
        label == "unbounded" for _, _, label in case.pack(fraction).cues.shares.find(folded, *clause(folded, fraction))
    )


def _over(figure: Figure) -> bool:
    return figure.unit == "percent" and value_of(figure) > HUNDRED


def _is_bounded(case: Case, folded: str, figure: Figure) -> bool:
    """Whether a percentage is called the share of a whole, and nothing near speaks of plans or other years."""
    if figure.measure not in ("level", "share") or figure.kind is not Kind.SHARE or figure.hedge:
        return False
    start, end = clause(folded, figure)
    found = case.pack(figure).cues.shares.find(folded, start, end)
    bounded = [e for _, e, label in found if label == "bounded" and e <= figure.at and figure.at - e <= _CUE_NEAR]
    return bool(bounded) and not any(label == "unbounded" for _, _, label in found)


def clause(folded: str, figure: Figure) -> tuple[int, int]:
    """The part of a sentence between semicolons in which a figure stands.

    Args:
        folded: Folded text of the figure's passage.
        figure: The figure.
    """
    start, end = figure.sentence
    before, behind = folded[start : figure.at].rpartition(";")[2], folded[figure.to : end].partition(";")[0]
    return figure.at - len(before), figure.to + len(behind)


def _backwards(case: Case, figure: Figure) -> bool:
    """Whether the ends of a range are printed with the greater first: ``11 - 10%``."""
    ends = [printed(end, case.pack(figure).decimal) for end in _DASH.split(figure.text, maxsplit=1)]
    first, last = (end.low if end else None for end in (ends if len(ends) == _ENDS else (None, None)))
    return first is not None and last is not None and first > last


def _impossible(code: str, figure: Figure, bound: Decimal, *, doubtful: bool) -> Hit:
    text = shown(figure.text)
    return Hit(
        evidence=(figure,),
        computed=text if code == "range" else f"{text} > {bound:f}{'%' if code == 'share' else ''}",
        confidence=0.75 if doubtful else 0.95,
        values=spoken(lambda language: {"stated": text, "other": say(language, f"impossible.{code}")}),
        key=f"impossible-{code}",
        label=figure.phrase,
        doubtful=doubtful,
        reason=(Note.of(f"impossible.{code}"),),
    )
