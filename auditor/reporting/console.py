"""The summary on the terminal: findings as a table, the two quotations side by side."""

from __future__ import annotations

from rich.console import Console, Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from auditor.model import Fact, Figure, Finding, Severity
from auditor.phrases import render, say
from auditor.pipeline import Audit
from auditor.reporting.decided import sentence
from auditor.reporting.evidence import Evidence, shown
from auditor.reporting.machine import verdicts
from auditor.reporting.plain import counts, message

_COLOUR = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_MOST_ROWS = 60
_AROUND = 90
_SHORT_ID = 8
"""Characters of a finding's id, enough to name it."""


def show(audit: Audit, console: Console, language: str) -> None:
    """Print the summary.

    Args:
        audit: What was found.
        console: Where to print; its width decides how quotations wrap.
        language: Language of messages and notes.
    """
    evidence = Evidence(audit)
    if audit.findings:
        table = Table(show_lines=True, expand=True, pad_edge=False)
        table.add_column("", width=8, no_wrap=True)
        table.add_column("A", ratio=1)
        table.add_column("B", ratio=1)
        for finding in audit.findings[:_MOST_ROWS]:
            table.add_row(*_row(finding, evidence, language))
        console.print(table)
        if len(audit.findings) > _MOST_ROWS:
            console.print(f"… {len(audit.findings) - _MOST_ROWS} more: --output DIR")
    for note in audit.notes:
        console.print(escape(render([note], language)), style="dim")
    told = [(say(language, f"verdict.{name}"), n) for name, n in verdicts(audit).items() if n]
    if told:
        console.print(escape(", ".join(f"{name} {n}" for name, n in told)), style="dim")
    console.print(counts(audit), style="bold")


def _row(finding: Finding, evidence: Evidence, language: str) -> tuple[Text, Group, Group]:
    name = f"{finding.severity.upper()}\n{finding.rule}\n{finding.id[:_SHORT_ID]}"
    tag = Text(name, style=_COLOUR[finding.severity], overflow="fold")
    quotations = [_quotation(item, evidence) for item in finding.evidence]
    middle = (len(quotations) + 1) // 2
    first = Text(shown(message(finding, language)), style="bold")
    decided = [Text(shown(sentence(finding.decision, language)), style="magenta")] if finding.decision else []
    left = Group(first, *decided, *quotations[:middle])
    right = Group(Text(shown(finding.computed), style="italic"), *quotations[middle:])
    return tag, left, right


def _quotation(item: Figure | Fact, evidence: Evidence) -> Text:
    before, figure, after = (shown(part) for part in evidence.quotation(item))
    record = evidence.record(item)
    place = f" {record['section']}" if record["section"] else ""
    line = Text(f"{shown(record['document'].rsplit('/', 1)[-1])}{place}: ", style="dim")
    line.append(("…" if len(before) > _AROUND else "") + before[-_AROUND:], style="not dim")
    line.append(figure, style="reverse not dim")
    line.append(after[:_AROUND] + ("…" if len(after) > _AROUND else ""), style="not dim")
    return line
