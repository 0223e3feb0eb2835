"""The machine report: the contract that scripts read (``rules/schemas/report.schema.json``)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from auditor import __version__
from auditor.decisions import fingerprint
from auditor.model import Explanation, Finding, Severity, Standing, Status
from auditor.phrases import LANGUAGES, render
from auditor.pipeline import Audit
from auditor.reporting.evidence import Evidence
from auditor.reporting.indented import indented

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
        "findings": [finding_record(f, evidence, language) for f in audit.findings],
        "dismissed": [finding_record(f, evidence, language) for f in audit.dismissed],
        "alignments": [
            {
                "indicator": {"key": a.key, "label": a.label},
                "status": str(a.status),
                "verdict": str(a.verdict),
                "reason": render(a.reason, language),
                "score": a.score,
                **({"explanation": _explanation(a.explanation)} if a.explanation else {}),
                "members": [evidence.record(item) for item in a.members],
            }
            for a in audit.alignments
        ],
        "notes": [{each: render([note], each) for each in LANGUAGES} for note in audit.notes],
        "problems": list(audit.problems),
        "statistics": statistics(audit),
    }


def finding_record(finding: Finding, evidence: Evidence, language: str) -> dict[str, Any]:
    """A finding as the contract has it; what was decided of it, where something was."""
    record: dict[str, Any] = {
        "id": finding.id,
        "rule": finding.rule,
        "severity": str(finding.severity),
        "confidence": finding.confidence,
        "indicator": {"key": finding.key, "label": finding.label},
        "message": dict(zip(LANGUAGES, finding.message, strict=True)),
        "computed": finding.computed,
        "reason": render(finding.reason, language),
        "evidence": [
            {**evidence.record(item), "fingerprint": fingerprint(item, evidence.passage(item))}
            for item in finding.evidence
        ],
    }
    decided = finding.decision
    if decided is not None:
        record["decision"] = {
            "verdict": str(decided.verdict),
            "reason": decided.reason,
            "author": decided.author,
            "time": decided.time,
            "expires": decided.expires,
            "returned": {each: render(decided.returned, each) for each in LANGUAGES} if decided.returned else None,
        }
    return record


def _explanation(explanation: Explanation) -> dict[str, Any]:
    return {"met": list(explanation.met), "ignored": list(explanation.ignored), "parts": dict(explanation.parts)}


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
        "dismissed": len(audit.dismissed),
        "alignments": {str(s): sum(1 for a in audit.alignments if a.status is s) for s in Status},
        "verdicts": verdicts(audit),
        "figures": len(figures),
        "compared_across": sum(1 for f in figures if f.id in crossing),
        "aligned": sum(1 for f in figures if f.id in aligned),
        "single_source": sum(1 for f in figures if f.id not in crossing),
    }


def verdicts(audit: Audit) -> dict[str, int]:
    """Alignments by verdict, and the figures that no other document states, where there are other documents."""
    counted = Counter(str(a.verdict) for a in audit.alignments)
    if len(audit.extracts) > 1:
        met = {m.id for a in audit.alignments if len({m.document for m in a.members}) > 1 for m in a.members}
        counted[str(Standing.SINGLE)] = sum(1 for x in audit.extracts for f in x.figures if f.id not in met)
    return {str(s): counted[str(s)] for s in Standing}


def dump(audit: Audit, language: str) -> str:
    """The report as text: the same bytes for the same documents, rules and version."""
    return indented(report(audit, language)) + "\n"
