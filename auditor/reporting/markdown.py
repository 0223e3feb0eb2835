"""The report as Markdown, for notes, wikis and merge requests; text of documents is never markup in it."""

from __future__ import annotations

import re

from auditor.model import Finding
from auditor.phrases import render
from auditor.pipeline import Audit
from auditor.reading import OWN_REPORT
from auditor.reporting.evidence import shown
from auditor.reporting.wording import Wording, coverage, line, notes, summary

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP = re.compile(r"[\\`*_{}\[\]#|~$^!@]|://|(?<=[^\W\d])\.(?=[^\W\d])|(?<=\d)[.)](?= )|^[-+=]")
"""What Markdown, or the dialects of wikis, would take for markup or make a link of."""


def escaped(text: str) -> str:
    """Text of a document on one line that Markdown shows as it is."""
    marked = _MARKUP.sub(lambda m: f"{m.group()[:-1]}\\{m.group()[-1]}", line(text))
    return "".join(_ENTITIES.get(c, c) for c in marked.replace(":/\\/", "\\:\\/\\/"))


def document(audit: Audit, language: str) -> str:
    """Findings with their quotations, the table of indicators, the coverage of each document, and notes.

    Args:
        audit: What was found.
        language: Language of messages and labels.
    """
    say = Wording(audit, language)
    out = [f"<!-- {OWN_REPORT} -->", f"# {say.label('title')}", summary(audit, language)]
    told = notes(audit, language)
    if told:
        out += [f"## {say.label('notes')}", "\n".join(f"- {escaped(note)}" for note in told)]
    out.append(f"## {say.label('sheet.findings')}")
    for finding in audit.findings:
        out += _finding(finding, say)
    if not audit.findings:
        out.append(say.label("findings.none"))
    if audit.alignments:
        out += [f"## {say.label('sheet.indicators')}", _indicators(audit, say)]
    out += [f"## {say.label('sheet.coverage')}", _coverage(audit, say)]
    return "\n\n".join(out) + "\n"


def _finding(finding: Finding, say: Wording) -> list[str]:
    head = f"### {say.label(f'severity.{finding.severity}')}: {escaped(say.message(finding))}"
    out = [head, f"`{finding.id}` · `{finding.rule}` · {escaped(say.rule(finding))}"]
    if finding.computed:
        out.append(escaped(say.computed(finding)))
    for item in finding.evidence:
        said = say.statement(item)
        before, figure, after = (escaped(part) for part in (said.before, said.figure, said.after))
        left = " " if said.before[-1:].isspace() else ""
        right = " " if said.after[:1].isspace() else ""
        out.append(f"> **{escaped(said.where)}**  \n> {before}{left}<strong>{figure}</strong>{right}{after}")
    reason, step = say.reason(finding), say.next_step(finding)
    if reason:
        out.append(say.label("reason", reason=escaped(reason)))
    if step:
        out.append(say.label("next_step", step=escaped(step)))
    return out


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join([_row(head), _row(["---"] * len(head)), *map(_row, rows)])


def _indicators(audit: Audit, say: Wording) -> str:
    order = [x.document.id for x in audit.extracts]
    head = [say.label("column.indicator"), say.label("column.status"), *(escaped(say.names[i]) for i in order)]
    rows = [
        [
            escaped(alignment.label),
            say.label(f"status.{alignment.status}"),
            *(
                "; ".join(escaped(shown(m.text)) for m in alignment.members if m.document == document)
                for document in order
            ),
            escaped(render(alignment.reason, say.language)),
        ]
        for alignment in audit.alignments
    ]
    return _table([*head, say.label("column.why")], rows)


def _coverage(audit: Audit, say: Wording) -> str:
    names = ("document", "numerals", "figures", "facts", "non_figures", "unread", "compared", "single_source")
    rows = []
    for found in audit.extracts:
        ledger, covered = found.ledger, coverage(audit, found)
        numbers = (ledger.numerals, ledger.figures, ledger.facts, ledger.non_figures, ledger.unread)
        counts = [str(n) for n in (*numbers, covered.compared, covered.single_source)]
        rows.append([escaped(say.names[found.document.id]), *counts])
    return _table([say.label(f"column.{name}") for name in names], rows)
