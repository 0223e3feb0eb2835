"""What is said at each figure of a document: the finding's message, the other quotations, the arithmetic, the id."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model import Fact, Figure, Finding, Severity
from auditor.pipeline import Audit
from auditor.reporting.wording import Wording, line

AUTHOR = "auditor"
"""Whose comments they are."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A comment at a figure.

    Attributes:
        start: Span in the document's text.
        end: Its end.
        page: Page of the figure's passage, where the format has pages.
        figure: The figure, on one line.
        finding: Id of the finding.
        severity: Severity of the finding.
        lines: The comment, the message first.
    """

    start: int
    end: int
    page: int | None
    figure: str
    finding: str
    severity: Severity
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A copy with comments.

    Attributes:
        content: The file.
        unplaced: The marks for which no place was found.
    """

    content: bytes
    unplaced: tuple[Mark, ...]


def marks_of(audit: Audit, say: Wording) -> dict[str, list[Mark]]:
    """The marks of each document, in the order of its text."""
    found: dict[str, list[Mark]] = {x.document.id: [] for x in audit.extracts}
    for finding in audit.findings:
        for item in finding.evidence:
            page = say.record(item)["page"]
            lines = tuple(_lines(finding, item, say))
            mark = Mark(item.start, item.end, page, line(item.text), finding.id, finding.severity, lines)
            found[item.document].append(mark)
    return {document: sorted(marks, key=lambda m: (m.start, m.end, m.finding)) for document, marks in found.items()}


def _lines(finding: Finding, item: Figure | Fact, say: Wording) -> list[str]:
    head = f"{say.label(f'severity.{finding.severity}')}: {say.message(finding)}"
    own = say.statement(item)
    others = []
    for other in finding.evidence:
        said = say.statement(other)
        if (said.where, said.quote) != (own.where, own.quote):
            others.append(say.label("quotation", place=said.where, quote=line(said.quote)))
    computed = [say.computed(finding)] if finding.computed else []
    identity = say.label("identity", id=finding.id, rule=finding.rule)
    return [head, *computed, *dict.fromkeys(others), identity]
