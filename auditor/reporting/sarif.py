"""The report as SARIF 2.1.0, which code hosts and editors read: rules with their pages, results with their places."""

from __future__ import annotations

import json
import os
import re
from bisect import bisect_right
from pathlib import PureWindowsPath
from typing import Any
from urllib.parse import quote

from auditor import __version__
from auditor.checks.run import INTERNAL_ERROR
from auditor.model import Document, Fact, Figure, Finding
from auditor.phrases import render
from auditor.pipeline import Audit
from auditor.reporting.evidence import Evidence, shown
from auditor.reporting.wording import Wording, label
from auditor.rulebook import PAGE, Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_TEXTS = frozenset({"text", "markdown"})
"""Formats whose spans count in the file as it is."""
_LINE_END = re.compile(r"\r\n?|\n")
_ESCAPED = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "{": "{{", "}": "}}"})
"""What SARIF takes for links and placeholders in a message."""


def dump(audit: Audit, language: str) -> str:
    """The report as text: the same bytes for the same documents, rules and version."""
    return json.dumps(report(audit, language), ensure_ascii=False, indent=1) + "\n"


def report(audit: Audit, language: str) -> dict[str, Any]:
    """The audit as one SARIF run.

    Args:
        audit: What was found.
        language: Language of messages and of the rules' pages.
    """
    rules = [rule for rule in audit.rules if rule.enabled]
    codes = [rule.id for rule in rules]
    others = sorted({f.rule for f in audit.findings} - {*codes, INTERNAL_ERROR})
    run = {
        "tool": {
            "driver": {
                "name": "auditor",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [*(_rule(rule, language) for rule in rules), *({"id": code} for code in others)],
            }
        },
        "language": language,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(audit, language)],
        "artifacts": [_artifact(x.document) for x in audit.extracts],
        "results": _Results(audit, language, [*codes, *others]).all(),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def message(text: str) -> str:
    """Text of a document inside a SARIF message: shown as it is, neither link nor placeholder."""
    return shown(text).translate(_ESCAPED)


def address(path: str) -> str:
    """A path as given on the command line, as a URI reference."""
    plain = path.replace("\\", "/") if PureWindowsPath(path).drive else path
    drive = f"file:///{plain}" if plain != path or PureWindowsPath(path).drive else ""
    if drive:
        return quote(drive, safe="/:")
    quoted = quote(os.fsencode(plain), safe="/")
    return f"file://{quoted}" if plain.startswith("/") else quoted


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    page = {part: rule.page[part][language] for part in PAGE}
    return {
        "id": rule.id,
        "shortDescription": {"text": message(rule.name[language])},
        "fullDescription": {"text": message(page["finds"])},
        "help": {
            "text": message("\n\n".join([*page.values(), rule.next_step[language]])),
            "markdown": _help(rule, page, language),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.check, rule.status], "nextStep": rule.next_step[language]},
    }


def _help(rule: Rule, page: dict[str, str], language: str) -> str:
    heads = {part: label(language, f"page.{part}") for part in PAGE}
    parts = [f"# {rule.name[language]}"]
    parts += [f"## {heads[part]}\n\n{page[part]}" for part in PAGE]
    return "\n\n".join([*parts, label(language, "next_step", step=rule.next_step[language])])


def _invocation(audit: Audit, language: str) -> dict[str, Any]:
    """Whether all ran, and what the reader must know of the run."""
    broken = [f for f in audit.findings if f.rule == INTERNAL_ERROR]
    told = [("note", render([note], language)) for note in audit.notes]
    told += [("error", problem) for problem in audit.problems]
    told += [("error", f.message[0]) for f in broken]
    return {
        "executionSuccessful": not broken,
        "toolExecutionNotifications": [{"level": level, "message": {"text": message(text)}} for level, text in told],
    }


def _artifact(document: Document) -> dict[str, Any]:
    found: dict[str, Any] = {
        "location": {"uri": address(document.path)},
        "roles": ["analysisTarget"],
        "hashes": {"sha-256": document.sha256},
    }
    if document.encoding:
        found["encoding"] = document.encoding
    if document.title:
        found["description"] = {"text": message(document.title)}
    return found


class _Results:
    def __init__(self, audit: Audit, language: str, codes: list[str]) -> None:
        self._audit = audit
        self._say = Wording(audit, language)
        self._evidence = Evidence(audit)
        self._codes = {code: i for i, code in enumerate(codes)}
        self._index = {x.document.id: i for i, x in enumerate(audit.extracts)}
        self._lines: dict[str, list[int]] = {}

    def all(self) -> list[dict[str, Any]]:
        return [self._result(f) for f in self._audit.findings if f.rule in self._codes]

    def _result(self, finding: Finding) -> dict[str, Any]:
        first, others = finding.evidence[:1], finding.evidence[1:]
        found: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": self._codes[finding.rule],
            "level": _LEVELS[finding.severity],
            "kind": "fail",
            "rank": round(finding.confidence * 100, 1),
            "message": {"text": message(self._say.message(finding))},
            "locations": [self._location(item) for item in first],
            "partialFingerprints": {"finding/v1": finding.id},
            "properties": {
                "indicator": shown(finding.label),
                "computed": shown(finding.computed),
                "confidence": finding.confidence,
                "reason": self._say.reason(finding),
            },
        }
        if others:
            found["relatedLocations"] = [
                {"id": number, **self._location(item), "message": {"text": message(self._quotation(item))}}
                for number, item in enumerate(others, 1)
            ]
        return found

    def _quotation(self, item: Figure | Fact) -> str:
        said = self._say.statement(item)
        return self._say.label("quotation", place=said.where, quote=said.quote)

    def _location(self, item: Figure | Fact) -> dict[str, Any]:
        document = self._audit.documents[item.document]
        physical: dict[str, Any] = {
            "artifactLocation": {"uri": address(document.path), "index": self._index[item.document]}
        }
        if document.form in _TEXTS:
            physical["region"] = self._region(document, item)
        found: dict[str, Any] = {"physicalLocation": physical}
        logical = self._logical(item)
        if logical:
            found["logicalLocations"] = logical
        return found

    def _region(self, document: Document, item: Figure | Fact) -> dict[str, Any]:
        """Where the item stands: in characters of the file, and by line and column as people and editors count."""
        starts = self._lines.setdefault(document.id, _line_starts(document.text))
        first, last = (bisect_right(starts, at) - 1 for at in (item.start, item.end))
        return {
            "startLine": first + 1,
            "startColumn": item.start - starts[first] + 1,
            "endLine": last + 1,
            "endColumn": item.end - starts[last] + 1,
            "charOffset": item.start,
            "charLength": item.end - item.start,
            "snippet": {"text": shown(document.text[item.start : item.end])},
        }

    def _logical(self, item: Figure | Fact) -> list[dict[str, Any]]:
        """Section, note and paragraph or cell, which outlive re-paging; the page where nothing else is known."""
        passage = self._evidence.passage(item)
        named = (
            ("section", passage.section),
            ("note", passage.note),
            ("element", passage.place),
            ("page", passage.page),
        )
        return [
            {"name": shown(str(value)), "kind": kind, "fullyQualifiedName": shown(f"{kind} {value}")}
            for kind, value in named
            if value
        ]


def _line_starts(text: str) -> list[int]:
    """Where each line begins; a line ends with CR LF, LF or CR."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]
