"""Reports as text and as CSV."""

from __future__ import annotations

import csv
import io

from auditor.model import Finding, Severity
from auditor.phrases import LANGUAGES, render
from auditor.pipeline import Audit
from auditor.reading import OWN_REPORT
from auditor.reporting.evidence import Evidence, shown
from auditor.reporting.wording import Wording, summary

CSV_COLUMNS = (
    "id",
    "severity",
    "rule",
    "confidence",
    "indicator",
    "message",
    "computed",
    "document",
    "section",
    "page",
    "place",
    "start",
    "end",
    "text",
    "quote",
)
"""One row for each piece of evidence of each finding."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters by which spreadsheets take a cell for a formula; the wide ones where Asian languages are typed."""
_BREAKS = str.maketrans("\t\r\n", "   ")


def text(audit: Audit, language: str) -> str:
    """Findings one after the other, each with its quotations, for mail and terminals without colours.

    Behind them stands what the reader must know of the run: which documents were not compared, and why.
    """
    say = Wording(audit, language)
    lines = [f"# {OWN_REPORT}", ""]
    for finding in audit.findings:
        head = f"{say.label(f'severity.{finding.severity}')}: {say.message(finding)}"
        lines.append(f"{head} [{finding.rule} {finding.id}]")
        if finding.computed:
            lines.append(f"  {finding.computed}")
        for item in finding.evidence:
            said = say.statement(item)
            lines.append(f"  {say.label('quotation', place=said.where, quote=said.quote)}")
        lines.append("")
    lines += [render([note], language) for note in audit.notes]
    lines.append(summary(audit, language))
    return "\n".join(map(shown, lines)) + "\n"


def message(finding: Finding, language: str) -> str:
    """The message of a finding in one language, on one line."""
    return " ".join(finding.message[LANGUAGES.index(language)].split())


def counts(audit: Audit) -> str:
    """The closing line: findings by severity, documents, figures."""
    by = {s: sum(1 for f in audit.findings if f.severity is s) for s in Severity}
    documents, figures = len(audit.extracts), sum(len(x.figures) for x in audit.extracts)
    return (
        f"{by[Severity.ERROR]} error, {by[Severity.WARNING]} warning, {by[Severity.INFO]} info; "
        f"{documents} documents, {figures} figures, {len(audit.alignments)} alignments"
    )


def table(audit: Audit, language: str) -> str:
    """Findings as CSV, a row for each piece of evidence; cells that a spreadsheet would run are quoted as text."""
    evidence = Evidence(audit)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for finding in audit.findings:
        for item in finding.evidence:
            record = evidence.record(item)
            row = (
                finding.id,
                str(finding.severity),
                finding.rule,
                finding.confidence,
                finding.label,
                message(finding, language),
                finding.computed,
                record["document"],
                record["section"],
                record["page"] or "",
                record["place"],
                record["start"],
                record["end"],
                " ".join(record["text"].split()),
                record["quote"],
            )
            writer.writerow(
                [harmless(shown(cell).translate(_BREAKS)) if isinstance(cell, str) else cell for cell in row]
            )
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if is_formula(cell) else cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet could take the text for a formula; some pass over white space at its beginning."""
    return cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)
