"""What was extracted from one document, as five tables, and back without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from auditor.archive.columns import Codec, from_json, to_json
from auditor.model import Document, Extract, Fact, Figure, Ledger, NumeralEntry, Passage, Relation

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = ("documents", "passages", "figures", "facts", "numerals")
"""Names of the tables."""

_DOCUMENT = Codec(Document, given=("id", "path", "passages"))
_LEDGER = Codec(Ledger, prefix="ledger_")
_PASSAGE = Codec(Passage)
_FIGURE = Codec(Figure, given=("id", "document", "relations"))
_FACT = Codec(Fact, given=("id", "document"))
_NUMERAL = Codec(NumeralEntry)
_ABBREVIATIONS = tuple[tuple[str, tuple[str, ...]], ...]

_TYPES: dict[str, dict[str, str]] = {
    "documents": {**_DOCUMENT.types, "path": "text", **_LEDGER.types, "abbreviations": "text"},
    "passages": {"sha256": "text", **_PASSAGE.types},
    "figures": {"sha256": "text", "id": "text", "indicator": "text", **_FIGURE.types, "relations": "text"},
    "facts": {"sha256": "text", "id": "text", **_FACT.types},
    "numerals": {"sha256": "text", **_NUMERAL.types},
}


def encode(extract: Extract, indicators: Sequence[str] = ()) -> dict[str, pa.Table]:
    """The tables of a document, by name.

    Ids of figures and facts are kept without the document's, which holds for one audit only.

    Args:
        extract: All that was found in it.
        indicators: Catalogue key of each figure, empty where it has none; nothing for none at all.
    """
    import pyarrow as pa

    from auditor.archive.columns import storable

    document = extract.document
    before = len(document.id) + 1
    columns: dict[str, dict[str, list[Any]]] = {
        "documents": {
            **_DOCUMENT.encode([document]),
            "path": [storable(document.path)],
            **_LEDGER.encode([extract.ledger]),
            "abbreviations": [to_json(extract.abbreviations)],
        },
        "passages": _PASSAGE.encode(document.passages),
        "figures": {
            **_FIGURE.encode(extract.figures),
            "id": [f.id[before:] for f in extract.figures],
            "indicator": list(indicators) or [""] * len(extract.figures),
            "relations": [json.dumps([[r.kind, r.figure[before:]] for r in f.relations]) for f in extract.figures],
        },
        "facts": {**_FACT.encode(extract.facts), "id": [f.id[before:] for f in extract.facts]},
        "numerals": _NUMERAL.encode(extract.numerals),
    }
    for name, found in columns.items():
        if name != "documents":
            found["sha256"] = [document.sha256] * len(next(iter(found.values())))
    return {name: pa.table(found, schema(name)) for name, found in columns.items()}


def schema(name: str) -> pa.Schema:
    """Columns of a table and their types."""
    import pyarrow as pa

    kinds = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    return pa.schema([(column, kinds[kind]) for column, kind in _TYPES[name].items()])


def decode(tables: Mapping[str, pa.Table], document_id: str, path: str | None = None) -> Extract:
    """What was extracted from a document.

    Args:
        tables: As `encode` made them.
        document_id: Id of the document in this audit.
        path: Its path in this audit; None for the one that it was stored under.

    Raises:
        KeyError: A column is missing that has no default.
        ValueError: A column holds what its field cannot be.
    """
    from auditor.archive.columns import restored

    lists = {name: _lists(table) for name, table in tables.items()}
    sizes = {name: table.num_rows for name, table in tables.items()}
    head, passages, figures, facts = (lists[name] for name in TABLES[:4])
    document = _DOCUMENT.decode(
        head,
        1,
        id=[document_id],
        path=[restored(head["path"][0]) if path is None else path],
        passages=[tuple(_PASSAGE.decode(passages, sizes["passages"]))],
    )[0]
    known: dict[str, tuple[Relation, ...]] = {"[]": ()}
    relations = [
        known[text] if text in known else tuple(Relation(k, f"{document_id}#{f}") for k, f in json.loads(text))
        for text in figures["relations"]
    ]
    return Extract(
        document,
        tuple(
            _FIGURE.decode(
                figures,
                sizes["figures"],
                id=[f"{document_id}#{each}" for each in figures["id"]],
                document=[document_id] * sizes["figures"],
                relations=relations,
            )
        ),
        tuple(
            _FACT.decode(
                facts,
                sizes["facts"],
                id=[f"{document_id}#{each}" for each in facts["id"]],
                document=[document_id] * sizes["facts"],
            )
        ),
        _LEDGER.decode(head, 1)[0],
        from_json(head["abbreviations"][0], _ABBREVIATIONS),
        tuple(_NUMERAL.decode(lists["numerals"], sizes["numerals"])),
    )


def _lists(table: pa.Table) -> dict[str, list[Any]]:
    return {name: column.to_pylist() for name, column in zip(table.column_names, table.columns, strict=True)}
