"""The HTML report: one self-contained file that opens from disk."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from auditor import __version__
from auditor.model import Fact, Figure, Note, Status
from auditor.phrases import LANGUAGES, has, render, say
from auditor.pipeline import Audit
from auditor.reading import OWN_REPORT
from auditor.reporting.evidence import Evidence, shown
from auditor.resources import report_file, report_messages
from auditor.rulebook import PAGE
from auditor.times import RELATIVE


def document(audit: Audit, language: str) -> str:
    """The report as an HTML page.

    Args:
        audit: What was found.
        language: Language shown first; the page can switch.
    """
    from jinja2 import Environment, StrictUndefined

    css, js = (report_file(name) for name in ("styles/report.css", "scripts/report.js"))
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    template = environment.from_string(report_file("templates/report.html.j2"))
    return template.render(
        lang=language,
        generator={"name": "auditor", "version": __version__},
        mark=OWN_REPORT,
        t={each: report_messages(each) for each in LANGUAGES},
        css=css,
        js=js,
        css_hash=_digest(css),
        js_hash=_digest(js),
        **_View(audit).context(),
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _words(code: str) -> dict[str, str]:
    return {each: say(each, code) for each in LANGUAGES}


def _scope(scope: str) -> dict[str, str]:
    """A scope in words: a level by its phrase, a named area by its name."""
    code = f"scope.{scope}"
    return _words(code) if has(code) else dict.fromkeys(LANGUAGES, scope.partition(":")[2] or scope)


class _View:
    """What the template shows, as plain values."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._evidence = Evidence(audit)
        self._index = {x.document.id: i for i, x in enumerate(audit.extracts, 1)}
        self._label = {
            x.document.id: shown(x.document.path.replace("\\", "/").rsplit("/", 1)[-1]) for x in audit.extracts
        }

    def context(self) -> dict[str, Any]:
        audit = self._audit
        rules = {r.id: r for r in audit.rules}
        counts = {s: sum(1 for f in audit.findings if f.severity == s) for s in ("error", "warning", "info")}
        return {
            "documents": [self._document(i) for i in range(len(audit.extracts))],
            "counts": counts,
            "rules": [
                {
                    "id": rule.id,
                    "title": dict(rule.name),
                    "severity": str(rule.severity),
                    "count": sum(1 for f in audit.findings if f.rule == rule.id),
                    "page": {each: [rule.page[part][each] for part in PAGE] for each in LANGUAGES},
                }
                for rule in audit.rules
                if any(f.rule == rule.id for f in audit.findings)
            ],
            "notes": [self._both([note]) for note in audit.notes]
            + [{"vi": p, "en": p} for p in map(shown, audit.problems)],
            "findings": [
                {
                    "id": f.id,
                    "rule": f.rule,
                    "rule_title": dict(rules[f.rule].name) if f.rule in rules else dict.fromkeys(LANGUAGES, f.rule),
                    "severity": str(f.severity),
                    "confidence": f.confidence,
                    "indicator": shown(f.label),
                    "message": {each: shown(m) for each, m in zip(LANGUAGES, f.message, strict=True)},
                    "computed": shown(f.computed),
                    "reason": self._both(f.reason),
                    "cross": len({item.document for item in f.evidence}) > 1,
                    "evidence": [self._item(item) for item in f.evidence],
                }
                for f in audit.findings
            ],
            "alignments": [
                {
                    "indicator": shown(a.label),
                    "status": str(a.status),
                    "verdict": _words(f"verdict.{a.verdict}"),
                    "reason": self._both(a.reason),
                    "score": a.score,
                    "members": [self._item(item) for item in a.members],
                }
                for a in audit.alignments
            ],
        }

    def _both(self, notes: list[Note] | tuple[Note, ...]) -> dict[str, str]:
        return {each: shown(render(notes, each)) for each in LANGUAGES}

    def _document(self, i: int) -> dict[str, Any]:
        found = self._audit.extracts[i]
        document, ledger = found.document, found.ledger
        compared = {
            m.id
            for a in self._audit.alignments
            if a.status is not Status.NOT_COMPARED and len({m.document for m in a.members}) > 1
            for m in a.members
            if m.document == document.id and isinstance(m, Figure)
        }
        return {
            "index": i + 1,
            "label": self._label[document.id],
            "path": shown(document.path),
            "title": shown(document.title) if document.title else None,
            "organisation": shown(document.organisation) if document.organisation else None,
            "facts_shown": [
                (f"documents.{name}", shown(str(value)))
                for name in ("form", "encoding", "number", "place", "term", "role")
                if (value := getattr(document, name)) and (name, value) != ("encoding", "utf-8")
            ],
            "language": document.language,
            "date": document.date,
            "passages": len(document.passages),
            "figures": len(found.figures),
            "facts": len(found.facts),
            "ledger": {
                "numerals": ledger.numerals,
                "figures": ledger.figures,
                "facts": ledger.facts,
                "non_figures": ledger.non_figures,
                "unread": ledger.unread,
            },
            "compared": len(compared),
            "single_source": len(found.figures) - len(compared),
        }

    def _item(self, item: Figure | Fact) -> dict[str, Any]:
        record = self._evidence.record(item)
        before, figure, after = (shown(part) for part in self._evidence.quotation(item))
        return {
            "document_index": self._index[item.document],
            "document_label": self._label[item.document],
            "page": record["page"],
            "section": record["section"] or None,
            "note": record["note"],
            "cell": record["place"] if "!" in record["place"] else None,
            "start": item.start,
            "end": item.end,
            "before": before,
            "figure": figure,
            "after": after,
            "low": record["low"],
            "high": record["high"],
            "unit": record["unit"],
            "kind": record["kind"],
            "role": record["role"],
            "period": _words(f"period.{record['period']}") if record["period"] in RELATIVE else record["period"],
            "scope": _scope(record["scope"]) if record["scope"] else None,
        }
