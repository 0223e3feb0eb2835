"""Totals that are divided in one way only, and totals whose parts stand in the items of a list below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from auditor.checks.base import LEVELS, Case
from auditor.intervals import added, ends
from auditor.language.cues import Division
from auditor.model import Extract, Figure, Kind, Passage
from auditor.terms import UNSUMMED

_LEAST = 2
_MOST_ITEMS = 30
_NAME_FAR = 60
_DASHES = ("-", "–", "•", "+", "*")


def known(case: Case) -> Iterator[tuple[Figure, list[Figure]]]:
    """Totals beside all parts that they can have: ``trade of 316.7, of which exports 157.6 and imports 151.9``.

    Where the parts need not be all of it (revenue at home and at the border), only those that exceed it.

    Args:
        case: The documents.
    """
    for extract, _, figures in case.by_sentence:
        divisions = case.packs[extract.document.language].cues.divisions
        folded = case.folded(figures[0])
        amounts = [f for f in figures if _amount(f)]
        if len(amounts) <= _LEAST:
            continue
        for division in divisions:
            named = [(f, _named(division, folded, f, before)) for before, f in _with_before(figures, amounts)]
            yield from _totals(division, folded, named)


def _totals(
    division: Division, folded: str, named: Sequence[tuple[Figure, str]]
) -> Iterator[tuple[Figure, list[Figure]]]:
    """The totals of a division with the parts right behind them, each part once."""
    for k, (total, name) in enumerate(named):
        if name != "of":
            continue
        parts: Mapping[str, Figure] = {}
        for figure, part in takewhile(lambda each: each[1] not in ("", "of"), named[k + 1 :]):
            if part in parts or figure.unit != total.unit or figure.role is not total.role:
                break
            parts = {**parts, part: figure}
        found = list(parts.values())
        times = {f.period.label for f in found if f.period is not None}
        if len(found) < _LEAST or len(times) > 1 or (found[0].group and not total.group):
            continue
        over = ends(added(f.printed for f in found))[0] > ends(total.printed)[1]
        if over or (division.all and len(found) == division.parts):
            yield total, found


def _amount(figure: Figure) -> bool:
    plain = figure.kind is Kind.VALUE and figure.measure in LEVELS and not figure.hedge
    return plain and figure.unit not in (*UNSUMMED, "percent")


def _with_before(figures: Sequence[Figure], amounts: Sequence[Figure]) -> Iterator[tuple[int, Figure]]:
    """Each amount with the end of the figure before it, or the beginning of the sentence."""
    ends_before = {b.id: a.to for a, b in pairwise(figures)}
    for figure in amounts:
        yield ends_before.get(figure.id, figure.sentence[0]), figure


def _named(division: Division, folded: str, figure: Figure, before: int) -> str:
    """Which part of a division the words right before a figure name, ``of`` for what is divided; else empty."""
    found = division.names.find(folded, max(before, figure.at - _NAME_FAR), figure.at)
    return found[-1][2] if len({label for *_, label in found}) == 1 else ""


def below(case: Case) -> Iterator[tuple[Figure, list[Figure]]]:
    """Totals whose parts stand in the items of the list below: ``Health sites: 186, of which:`` and lines with dashes.

    All of them only where the opening word says so, or the last item is what is left over: ``19 other sites``.

    Args:
        case: The documents.
    """
    at = {(x.document.id, f[0].passage): f for x, _, f in case.by_passage}
    for extract in case.extracts:
        body = [p for p in extract.document.passages if p.kind != "note"]
        for k, passage in enumerate(body):
            if not passage.text.rstrip().endswith(":"):
                continue
            items = list(takewhile(lambda p: p.text.lstrip().startswith(_DASHES), body[k + 1 :][:_MOST_ITEMS]))
            total = _total_of(case, extract, passage, at.get((extract.document.id, passage.id), ()))
            if total is None or len(items) < _LEAST or len({p.text.lstrip()[0] for p in items}) > 1:
                continue
            figures = [at.get((extract.document.id, p.id), ()) for p in items]
            parts = [one for one in (_only_amount(total, found) for found in figures) if one is not None]
            if len(parts) == len(items) and not _attributes(case, extract, items) and _all_told(case, total, items[-1]):
                yield total, parts


def _total_of(case: Case, extract: Extract, passage: Passage, figures: Sequence[Figure]) -> Figure | None:
    """The one amount of a passage behind which nothing but its noun and words that open parts lead to a colon."""
    amounts = [f for f in figures if _amount(f)]
    if len(amounts) != 1 or amounts[0].group:
        return None
    total, pack = amounts[0], case.packs[extract.document.language]
    behind = case.folded_text(extract, passage)[total.to :].rstrip(" :\n")
    for start, end, _ in reversed(pack.parts.find(behind)):
        if end == len(behind):
            noun = behind[:start].strip(" ,(")
            return total if not any(c in noun for c in ".;:") and len(noun) <= _NAME_FAR else None
    return None


def _only_amount(total: Figure, figures: Sequence[Figure]) -> Figure | None:
    """The amount of an item, where it holds one of the total's unit and nothing else but percentages."""
    own = [f for f in figures if f.unit == total.unit]
    rest = any(f.unit not in (total.unit, "percent") for f in figures)
    return own[0] if len(own) == 1 and not rest and _amount(own[0]) and not own[0].group else None


def _attributes(case: Case, extract: Extract, items: Sequence[Passage]) -> bool:
    """Whether items tell attributes that go together: such parts divide no whole."""
    pack = case.packs[extract.document.language]
    return any(pack.attributes.find(case.folded_text(extract, p)) for p in items)


def _all_told(case: Case, total: Figure, last: Passage) -> bool:
    """Whether a list holds all of its total: the word that opens it says so, or the last item is all the rest."""
    pack, folded = case.pack(total), case.folded(total)
    cue = pack.parts.last(folded, total.to, len(folded))
    said = cue is not None and cue[2] == "whole"
    return said or bool(pack.cues.remainder.find(pack.lexicon.fold(last.text)))
