"""The machine report: the contract that scripts read (``rules/schemas/report.schema.json``)."""

from __future__ import annotations

import json
from typing import Any

from auditor import __version__
from auditor.model import Severity, Status
from auditor.phrases import LANGUAGES, render
from auditor.pipeline import Audit
from auditor.reporting.evidence import Evidence

SCHEMA_VERSION = "1.0"


def report(audit: Audit, language: str) -> dict[str, Any]:
    """The audit as the contract has it.

    Args:
        audit: What was found.
        language: Language of reasons and notes; messages come in both.
    """
    evidence = Evidence(audit)
    return {
        "schema_version": SCHEMA_VERSION,
        "generator": {"name": "auditor", "version": __version__},
        "documents": [
            {
                "id": x.document.id,
                "path": x.document.path,
                "sha256": x.document.sha256,
                "language": x.document.language,
                "encoding": x.document.encoding,
                "title": x.document.title,
                "organisation": x.document.organisation,
                "date": x.document.date,
                "form": x.document.form,
                "number": x.document.number,
                "place": x.document.place,
                "term": x.document.term,
                "role": x.document.role,
                "passages": len(x.document.passages),
                "figures": len(x.figures),
                "facts": len(x.facts),
                "ledger": {
                    "numerals": x.ledger.numerals,
                    "figures": x.ledger.figures,
                    "facts": x.ledger.facts,
                    "non_figures": x.ledger.non_figures,
                    "unread": x.ledger.unread,
                },
            }
            for x in audit.extracts
        ],
        "findings": [
            {
                "id": f.id,
                "rule": f.rule,
                "severity": str(f.severity),
                "confidence": f.confidence,
                "indicator": {"key": f.key, "label": f.label},
                "message": dict(zip(LANGUAGES, f.message, strict=True)),
                "computed": f.computed,
                "reason": render(f.reason, language),
                "evidence": [evidence.record(item) for item in f.evidence],
            }
            for f in audit.findings
        ],
        "alignments": [
            {
                "indicator": {"key": a.key, "label": a.label},
                "status": str(a.status),
                "reason": render(a.reason, language),
                "score": a.score,
                "members": [evidence.record(item) for item in a.members],
            }
            for a in audit.alignments
        ],
        "notes": [{each: render([note], each) for each in LANGUAGES} for note in audit.notes],
        "problems": list(audit.problems),
        "statistics": statistics(audit),
    }


def statistics(audit: Audit) -> dict[str, Any]:
    """Counts of findings, alignments, and of figures compared and not."""
    aligned = {m.id for a in audit.alignments if a.status is not Status.NOT_COMPARED for m in a.members}
    crossing = {
        m.id
        for a in audit.alignments
        if a.status is not Status.NOT_COMPARED and len({m.document for m in a.members}) > 1
        for m in a.members
    }
    figures = [f for x in audit.extracts for f in x.figures]
    return {
        "findings": {str(s): sum(1 for f in audit.findings if f.severity is s) for s in Severity},
        "alignments": {str(s): sum(1 for a in audit.alignments if a.status is s) for s in Status},
        "figures": len(figures),
        "compared_across": sum(1 for f in figures if f.id in crossing),
        "aligned": sum(1 for f in figures if f.id in aligned),
        "single_source": sum(1 for f in figures if f.id not in crossing),
    }


def dump(audit: Audit, language: str) -> str:
    """The report as text: the same bytes for the same documents, rules and version."""
    return json.dumps(report(audit, language), ensure_ascii=False, indent=1, sort_keys=False) + "\n"
