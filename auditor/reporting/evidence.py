"""Evidence as every report shows it: enough to open the file at the place."""

from __future__ import annotations

import unicodedata
from typing import Any

from auditor.decisions import quotation
from auditor.intervals import decimal_text
from auditor.model import Fact, Figure, Passage
from auditor.pipeline import Audit

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Bidirectional characters, which could reorder or hide text, shown as visible marks like control characters."""
_SHOWN = {
    **{i: f"⟨U+{i:04X}⟩" for i in (*range(32), *range(0x7F, 0xA0)) if i not in (9, 10, 13)},
    **{i: f"⟨U+{i:04X}⟩" for i in (*map(ord, _BIDI), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)},
}
"""Characters that a reader would not see or that XML forbids, surrogates of file names that are no text among them."""


def shown(text: str) -> str:
    """Text of a document with its control characters made visible."""
    return unicodedata.normalize("NFC", text).translate(_SHOWN)


class Evidence:
    """Looks up documents and passages for evidence."""

    def __init__(self, audit: Audit) -> None:
        """Index the passages of an audit."""
        self._documents = audit.documents
        self._passages = {(x.document.id, p.id): p for x in audit.extracts for p in x.document.passages}

    def passage(self, item: Figure | Fact) -> Passage:
        """The passage an item stands in."""
        return self._passages[item.document, item.passage]

    def quotation(self, item: Figure | Fact) -> tuple[str, str, str]:
        """The sentence before, at and after the item, white space collapsed."""
        return quotation(item, self.passage(item))

    def record(self, item: Figure | Fact) -> dict[str, Any]:
        """The evidence as the machine report gives it."""
        passage = self.passage(item)
        before, middle, after = self.quotation(item)
        record: dict[str, Any] = {
            "document": self._documents[item.document].path,
            "page": passage.page,
            "section": passage.section,
            "note": passage.note,
            "passage": passage.id,
            "place": passage.place,
            "start": item.start,
            "end": item.end,
            "text": item.text,
            "quote": " ".join(f"{before}{middle}{after}".split()),
        }
        if isinstance(item, Figure):
            record |= {
                "low": decimal_text(item.value.low),
                "high": decimal_text(item.value.high),
                "unit": item.unit,
                "noun": item.noun,
                "total": decimal_text(item.total),
                "kind": str(item.kind),
                "role": str(item.role),
                "measure": item.measure,
                "period": item.period.label if item.period else None,
                "scope": item.scope or None,
            }
        else:
            record |= {
                "low": None,
                "high": None,
                "unit": None,
                "noun": None,
                "total": None,
                "kind": item.kind,
                "role": None,
                "measure": None,
                "period": None,
                "scope": None,
            }
        return record
