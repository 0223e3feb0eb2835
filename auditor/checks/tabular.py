"""Tables: the row of the total against the rows that it is the total of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from auditor.checks.arithmetic import repairs
from auditor.checks.base import AMOUNTS, Case, Hit, close_to, mark, number, shown, spoken, value_of
from auditor.intervals import added, centre, meet
from auditor.model import Extract, Figure, Note
from auditor.terms import UNSUMMED

_LEAST_ROWS = 2


@dataclass(slots=True)
class _Row:
    label: str
    cells: dict[str, Figure] = field(default_factory=dict)


def table_total(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """A row named ``Total`` that is not the sum of the other rows of its table.

    Only in tables whose structure is sure: another column adds up, or the sum misses the total by a slip of the hand.

    Parameters:
        near: Part of the total by which the sum may miss it and still be held to be meant as its sum.
    """
    near = Decimal(str(parameters["near"]))
    for extract in case.extracts:
        for rows in _tables(case, extract):
            for total, parts in _totals(case, extract, rows):
                yield from _columns(case, total, parts, near)


def _columns(case: Case, total: _Row, parts: list[_Row], near: Decimal) -> Iterator[Hit]:
    wrong: list[tuple[Figure, list[Figure], Decimal]] = []
    right = False
    for column, whole in total.cells.items():
        cells = [row.cells[column] for row in parts if column in row.cells]
        if len(cells) != len(parts) or len(cells) < _LEAST_ROWS or not _summable(whole, cells):
            continue
        sum_ = added(c.printed for c in cells)
        if meet(sum_, whole.printed):
            right = True
        else:
            wrong.append((whole, cells, centre(sum_)))
    for whole, cells, value in wrong:
        slip = close_to(whole.printed, value, Decimal(0), whole.scale)
        if slip or (right and close_to(whole.printed, value, near)):
            yield _hit(case, whole, cells, value)


def _hit(case: Case, whole: Figure, cells: list[Figure], value: Decimal) -> Hit:
    terms = " + ".join(shown(c.text) for c in cells)
    stated = value_of(whole)

    def fill(language: str) -> dict[str, str]:
        m = mark(language)
        return {
            "stated": case.said(whole),
            "parts": terms,
            "expected": number(value / whole.scale, m),
            "difference": number(abs(value - stated) / whole.scale, m),
        }

    return Hit(
        evidence=(whole, *cells),
        computed=f"{terms} = {fill(case.language(whole))['expected']} ≠ {shown(whole.text)}",
        confidence=0.93,
        values=spoken(fill),
        key="table-total",
        label=whole.phrase,
        reason=(Note.of("reason.table"),),
        repairs=repairs(whole, cells, value, stated),
    )


def _summable(whole: Figure, cells: list[Figure]) -> bool:
    figures = [whole, *cells]
    plain = all(f.kind in AMOUNTS and f.measure == "level" and not f.hedge for f in figures)
    return plain and len({f.unit for f in figures}) == 1 and whole.unit not in UNSUMMED


def _totals(case: Case, extract: Extract, rows: list[_Row]) -> Iterator[tuple[_Row, list[_Row]]]:
    """The row of the total, first or last of its table, with the rows that it is the total of."""
    cues = case.packs[extract.document.language].cues
    fold = case.packs[extract.document.language].lexicon.fold
    kinds = []
    for row in rows:
        found = cues.rows.find(fold(row.label))
        kinds.append(found[0][2] if found and found[0][0] == 0 else "")
    totals = [i for i, kind in enumerate(kinds) if kind == "total"]
    if len(totals) != 1 or "part" in kinds or totals[0] not in (0, len(rows) - 1):
        return
    yield rows[totals[0]], [row for i, row in enumerate(rows) if i != totals[0]]


def _tables(case: Case, extract: Extract) -> Iterator[list[_Row]]:
    """The rows of each table that hold figures: cells know their row and column by the words they are read with."""
    by_passage: dict[str, list[Figure]] = {}
    for figure in extract.figures:
        by_passage.setdefault(figure.passage, []).append(figure)
    rows: list[_Row] = []
    label, table = "", ""
    for passage in extract.document.passages:
        here = passage.place.partition("!")[0]
        if passage.kind not in ("cell", "numbering") or here != table:
            yield from [rows] if rows else []
            rows, label, table = [], "", here
        if passage.kind != "cell":
            continue
        if not passage.lead:
            label = passage.text
            continue
        lead = passage.text[: passage.lead]
        row, column = label, lead.removeprefix(f"{label}, ")
        if column == lead:
            row, _, column = lead.partition(", ")
        figures = by_passage.get(passage.id, [])
        if len(figures) != 1:
            continue
        if not rows or rows[-1].label != row or column in rows[-1].cells:
            rows.append(_Row(row))
        rows[-1].cells[column] = figures[0]
    yield from [rows] if rows else []
