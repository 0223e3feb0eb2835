"""What the HTML report is made of, as plain values: the page's script shows them.

Records that come by the thousand are lists, their fields in the order that ``reports/scripts/model.js`` names. Places
in a passage count UTF-16 units, as JavaScript does.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from typing import Any

from auditor.decisions import fingerprint
from auditor.intervals import decimal_text
from auditor.model import Alignment, Document, Extract, Fact, Figure, Finding, Note, Passage, Status
from auditor.phrases import LANGUAGES, phrases
from auditor.pipeline import Audit
from auditor.reporting.evidence import Evidence
from auditor.rulebook import PAGE, Rule

KEY_DIGITS = 16
"""Hexadecimal digits of the key by which a browser keeps the decisions on a report."""
_FACTS = ("form", "encoding", "number", "place", "term", "role")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def data(audit: Audit) -> dict[str, Any]:
    """The audit as the page needs it."""
    return _Page(audit).data()


def note_record(note: Note) -> list[Any]:
    """A note as its phrase's key and values, to be said in either language."""
    return [note.code, {k: note_record(v) if isinstance(v, Note) else v for k, v in note.values}]


def units(text: str, at: int) -> int:
    """A place in a text, counted in UTF-16 units."""
    return at + bisect_left(_astral(text), at)


@lru_cache(maxsize=8)
def _astral(text: str) -> list[int]:
    """Where the characters of a text stand that are two units; places of one text are asked for one after the other."""
    return [match.start() for match in _ASTRAL.finditer(text)]


def area(key: str, kind: str) -> str:
    """The area of an indicator: that of the catalogue, or ``citation``, ``name``, ``other``.

    Args:
        key: Key of an alignment or a finding.
        kind: Kind of its first figure or fact.
    """
    if kind == "citation":
        return "citation"
    if kind in ("name", "ordinal"):
        return "name"
    head, dot, _ = key.partition(".")
    return head if dot and ":" not in key else "other"


class _Page:
    """Gathers the values; figures are numbered over all documents, and named by their number elsewhere."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._evidence = Evidence(audit)
        self._document = {x.document.id: i for i, x in enumerate(audit.extracts)}
        self._passage = {(x.document.id, p.id): i for x in audit.extracts for i, p in enumerate(x.document.passages)}
        self._items: dict[str, int] = {}
        self._records: list[list[Any]] = []
        self._facets: dict[tuple[str | None, ...], int] = {}
        self._areas = {
            m.id: area(a.key, m.kind) for a in audit.alignments for m in a.members if "." in a.key and ":" not in a.key
        }
        meeting = [a for a in audit.alignments if len({m.document for m in a.members}) > 1]
        self._compared, self._barred = (
            {m.id for a in meeting if (a.status is Status.NOT_COMPARED) is barred for m in a.members}
            for barred in (False, True)
        )

    def data(self) -> dict[str, Any]:
        audit = self._audit
        for extract in audit.extracts:
            for figure in extract.figures:
                self._item(figure)
        findings = [self._finding(f) for f in audit.findings]
        alignments = [self._alignment(a) for a in audit.alignments]
        rules = {f.rule for f in audit.findings}
        return {
            "report": self._key(),
            "phrases": {each: dict(phrases(each)) for each in LANGUAGES},
            "documents": [self._extract(x) for x in audit.extracts],
            "facets": [list(facet) for facet in self._facets],
            "items": self._records,
            "findings": findings,
            "alignments": alignments,
            "rules": [_rule(rule, rule.id in rules) for rule in audit.rules],
            "notes": [note_record(note) for note in audit.notes],
            "problems": list(audit.problems),
        }

    def _key(self) -> str:
        """What tells this report from others: its documents and its findings."""
        parts = [f"{x.document.path}\0{x.document.sha256}" for x in self._audit.extracts]
        parts += [f.id for f in self._audit.findings]
        return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:KEY_DIGITS]

    def _item(self, item: Figure | Fact) -> int:
        """The number of a figure or fact, entered when it comes up first."""
        if item.id in self._items:
            return self._items[item.id]
        text = self._evidence.passage(item).text
        if isinstance(item, Figure):
            period = item.period.label if item.period else None
            facet: tuple[str | None, ...] = (
                str(item.kind),
                str(item.role),
                item.unit,
                item.measure,
                period,
                item.scope or None,
            )
        else:
            facet = (item.kind, None, None, None, None, None)
        places = [units(text, at) for at in (item.at, item.to, *item.sentence)]
        self._records.append(
            [
                self._document[item.document],
                self._passage[item.document, item.passage],
                *places,
                self._facets.setdefault(facet, len(self._facets)),
            ]
        )
        self._items[item.id] = len(self._records) - 1
        return self._items[item.id]

    def _finding(self, finding: Finding) -> dict[str, Any]:
        areas = [self._areas[item.id] for item in finding.evidence if item.id in self._areas]
        kind = finding.evidence[0].kind if finding.evidence else ""
        return {
            "id": finding.id,
            "rule": finding.rule,
            "severity": str(finding.severity),
            "confidence": finding.confidence,
            "area": areas[0] if areas else area(finding.key, kind),
            "label": finding.label,
            "message": dict(zip(LANGUAGES, finding.message, strict=True)),
            "computed": finding.computed,
            "reason": [note_record(note) for note in (*finding.reason, *_returned(finding))],
            "evidence": [
                [self._item(item), *_ends(item), fingerprint(item, self._evidence.passage(item))]
                for item in finding.evidence
            ],
        }

    def _alignment(self, alignment: Alignment) -> list[Any]:
        return [
            alignment.label,
            str(alignment.status),
            alignment.score,
            area(alignment.key, alignment.members[0].kind),
            [note_record(note) for note in alignment.reason],
            [self._item(item) for item in alignment.members],
        ]

    def _extract(self, extract: Extract) -> dict[str, Any]:
        document = extract.document
        return {
            "label": document.path.replace("\\", "/").rsplit("/", 1)[-1],
            "path": document.path,
            "title": document.title,
            "organisation": document.organisation,
            "date": document.date,
            "language": document.language,
            "about": [
                [name, str(value)]
                for name in _FACTS
                if (value := getattr(document, name)) and (name, value) != ("encoding", "utf-8")
            ],
            "figures": len(extract.figures),
            "facts": len(extract.facts),
            "passages": [self._passage_record(document, p) for p in document.passages],
            **self._coverage(extract),
        }

    def _passage_record(self, document: Document, passage: Passage) -> list[Any]:
        """A passage, without the fields at its end that are empty."""
        anchor = None
        if passage.anchor is not None and (document.id, passage.anchor[0]) in self._passage:
            host = self._passage[document.id, passage.anchor[0]]
            anchor = [host, units(document.passages[host].text, passage.anchor[1])]
        record = [
            passage.text,
            passage.kind,
            passage.section,
            passage.page,
            passage.note,
            passage.place,
            units(passage.text, passage.lead),
            anchor,
        ]
        while record[-1] in (None, "", 0):
            record.pop()
        return record

    def _coverage(self, extract: Extract) -> dict[str, Any]:
        """What became of the numerals of a document, and of its figures."""
        document = extract.document
        own = {f.id for f in extract.figures}
        passages = {p.id: p for p in document.passages}
        reasons = Counter((n.status, n.reason) for n in extract.numerals if n.status in ("fact", "non-figure"))
        return {
            "ledger": {
                "numerals": extract.ledger.numerals,
                "figure": extract.ledger.figures,
                "fact": extract.ledger.facts,
                "non-figure": extract.ledger.non_figures,
                "unread": extract.ledger.unread,
            },
            "reasons": [[*key, n] for key, n in sorted(reasons.items(), key=lambda x: (x[0][0], -x[1], x[0][1]))],
            "compared": len(own & self._compared),
            "barred": len(own & self._barred - self._compared),
            "unread": [
                [self._passage[document.id, n.passage], *_inside(passages[n.passage], n.start, n.end)]
                for n in extract.numerals
                if n.status == "unread"
            ],
        }


def _inside(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """A span of the document as places in the passage that it stands in."""
    piece = next((p for p in passage.pieces if p.start <= start < p.start + p.source_length), passage.pieces[0])
    at = piece.at + min(start - piece.start, piece.length)
    to = min(at + end - start, len(passage.text))
    return units(passage.text, at), units(passage.text, to)


def _returned(finding: Finding) -> tuple[Note, ...]:
    """Why a finding on which a reviewer had decided is shown again."""
    return finding.decision.returned if finding.decision is not None else ()


def _ends(item: Figure | Fact) -> tuple[str | None, str | None]:
    if isinstance(item, Fact):
        return None, None
    return decimal_text(item.value.low), decimal_text(item.value.high)


def _rule(rule: Rule, broken: bool) -> dict[str, Any]:
    """A rule; with its page where a finding needs it."""
    record: dict[str, Any] = {"id": rule.id, "name": dict(rule.name), "enabled": rule.enabled}
    if broken:
        record |= {
            "severity": str(rule.severity),
            "next": dict(rule.next_step),
            "page": [[part, {each: rule.page[part][each] for each in LANGUAGES}] for part in PAGE],
        }
    return record
