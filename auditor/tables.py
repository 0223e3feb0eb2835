"""Figures, numerals and alignments as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from auditor.intervals import decimal_text, interval_text
from auditor.model import Alignment, Document, Extract, Fact, Figure, NumeralEntry, Passage

_PLACE = ("document", "passage", "section", "page", "note", "start", "end", "text")

FIGURE_COLUMNS = (
    *_PLACE,
    "low",
    "high",
    "unit",
    "noun",
    "total",
    "kind",
    "role",
    "measure",
    "base",
    "hedge",
    "period",
    "period_origin",
    "scope",
    "phrase",
    "confidence",
    "id",
    "per",
    "counted",
    "finality",
    "cumulative",
    "otherwise",
    "relations",
)
"""Columns of the table of figures, stable: ``low`` and ``high`` are exact decimals as text, in the base ``unit``;
``start`` and ``end`` count characters of the document; ``otherwise`` is the interval of another reading, ``low..high``;
``relations`` names figures by ``id``."""


def figure_table(extracts: Sequence[Extract]) -> pd.DataFrame:
    """One row for each figure, in the order of documents and places; columns `FIGURE_COLUMNS`."""
    rows = []
    for extract in extracts:
        passages = {p.id: p for p in extract.document.passages}
        for f in extract.figures:
            rows.append(
                (
                    *_place(extract.document, passages[f.passage], f),
                    decimal_text(f.value.low) or "",
                    decimal_text(f.value.high) or "",
                    f.unit,
                    f.noun,
                    decimal_text(f.total) or "",
                    str(f.kind),
                    str(f.role),
                    f.measure,
                    f.base,
                    f.hedge,
                    f.period.label if f.period else "",
                    f.period.origin if f.period else "",
                    f.scope,
                    f.phrase,
                    f.confidence,
                    f.id,
                    f.per,
                    f.counted,
                    f.finality,
                    f.cumulative,
                    interval_text(f.otherwise) if f.otherwise else "",
                    "; ".join(f"{r.kind} {r.figure}" for r in f.relations),
                )
            )
    return _framed(rows, FIGURE_COLUMNS)


NUMERAL_COLUMNS = (*_PLACE, "status", "reason", "quote")
"""Columns of the ledger, stable: ``status`` is figure, fact, non-figure or unread; ``reason`` the kind of a fact, or
why a numeral is no figure; ``quote`` the words around it."""

FACT_COLUMNS = (*_PLACE, "kind", "key", "value")
"""Columns of the table of facts, stable: ``kind`` is citation, ordinal, name, person, programme, date, term or period;
``key`` what makes two facts the same thing; ``value`` what is compared, ``name=value`` parted by semicolons."""

_QUOTE = 40


def numeral_table(extracts: Sequence[Extract]) -> pd.DataFrame:
    """One row for each numeral in digits or words, in the order of documents and places; columns `NUMERAL_COLUMNS`."""
    rows = []
    for extract in extracts:
        document = extract.document
        passages = {p.id: p for p in document.passages}
        for n in extract.numerals:
            quote = " ".join(document.text[max(0, n.start - _QUOTE) : n.end + _QUOTE].split())
            rows.append((*_place(document, passages[n.passage], n), n.status, n.reason, quote))
    return _framed(rows, NUMERAL_COLUMNS)


def fact_table(extracts: Sequence[Extract]) -> pd.DataFrame:
    """One row for each fact, in the order of documents and places; columns `FACT_COLUMNS`."""
    rows = []
    for extract in extracts:
        passages = {p.id: p for p in extract.document.passages}
        for f in sorted(extract.facts, key=lambda f: (f.start, f.end)):
            value = "; ".join(f"{name}={stated}" for name, stated in f.value if stated)
            rows.append((*_place(extract.document, passages[f.passage], f), f.kind, f.key, value))
    return _framed(rows, FACT_COLUMNS)


def _place(document: Document, passage: Passage, item: Figure | Fact | NumeralEntry) -> tuple[Any, ...]:
    """Where something stands and how it is printed: the columns `_PLACE`."""
    said = " ".join(item.text.split())
    return (
        document.path,
        passage.id,
        passage.section,
        passage.page,
        passage.note,
        item.start,
        item.end,
        said,
    )


def _framed(rows: list[tuple[Any, ...]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows under their columns; pages and notes are whole numbers also where some have none."""
    return pd.DataFrame(rows, columns=list(columns)).astype({"page": "Int64", "note": "Int64"})


ALIGNMENT_COLUMNS = ("indicator", "label", "status", "score", "members", "documents", "reason", "texts")
"""Columns of the table of alignments, stable: ``status`` is consistent, conflict or not-compared; ``members`` and
``documents`` count the statements and their documents; ``texts`` are the statements, with bars between."""


def alignment_table(alignments: Sequence[Alignment]) -> pd.DataFrame:
    """One row for each alignment, in their order; columns `ALIGNMENT_COLUMNS`."""
    rows = [
        (
            a.key,
            a.label,
            str(a.status),
            a.score,
            len(a.members),
            len({m.document for m in a.members}),
            " ".join(note.code for note in a.reason),
            " | ".join(" ".join(m.text.split()) for m in a.members),
        )
        for a in alignments
    ]
    return pd.DataFrame(rows, columns=list(ALIGNMENT_COLUMNS))
