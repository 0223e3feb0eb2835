"""Figures as a table, and the contract of that table checked by Great Expectations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from auditor.errors import RuleFileError
from auditor.intervals import decimal_text, interval_text
from auditor.model import Document, Extract, Fact, Figure, NumeralEntry, Passage

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


def validate(table: pd.DataFrame, suite: Mapping[str, Any], lengths: Mapping[str, int]) -> list[dict[str, Any]]:
    """Check a table of figures against an expectation suite, with Great Expectations.

    Args:
        table: As `figure_table` makes it.
        suite: Content of a file of ``rules/expectations/``: ``name`` and ``expectations``, each with ``type``,
            ``kwargs`` and ``message``.
        lengths: Characters of each document by path, for spans.

    Returns:
        One record for each failed expectation: ``type``, ``message``, ``rows`` (indices into the table).

    Raises:
        RuleFileError: An expectation cannot be run: no such type or column, wrong values, a broken condition.
    """
    import logging
    import os

    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    frame = table.assign(
        low_number=pd.to_numeric(table["low"]),
        high_number=pd.to_numeric(table["high"]),
        total_number=pd.to_numeric(table["total"]),
        length=table["document"].map(dict(lengths)),
    )
    batch = (
        context.data_sources.add_pandas("figures")
        .add_dataframe_asset("figures")
        .add_batch_definition_whole_dataframe("all")
    )
    failed = []
    for number, raw in enumerate(suite["expectations"], 1):
        where = f"expectation suite {suite['name']}: expectations.{number - 1} ({raw['type']})"
        try:
            expectation = getattr(gx.expectations, raw["type"])(**raw["kwargs"])
            rows = frame.query(raw["where"]) if "where" in raw else frame
            if rows.empty:
                continue
            result = batch.get_batch({"dataframe": rows.reset_index(drop=True)}).validate(
                expectation, result_format="COMPLETE"
            )
        except Exception as error:  # pandas and Great Expectations raise all kinds for what a suite can say
            raise RuleFileError(f"cannot be run: {' '.join(str(error).split())[:200]}", where=where) from error
        if not result.success and _raised(result.exception_info):
            raise RuleFileError("cannot be run: its column or its values do not fit the table of figures", where=where)
        if not result.success:
            places = result.result.get("unexpected_index_list") or []
            failed.append(
                {"type": raw["type"], "message": raw["message"], "rows": [int(rows.index[i]) for i in places]}
            )
    return failed


def _raised(information: Any) -> bool:
    """Whether Great Expectations met an exception, which it tells once or for each metric."""
    if not isinstance(information, dict):
        return False
    return bool(information.get("raised_exception")) or any(map(_raised, information.values()))
