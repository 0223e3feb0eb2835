"""What the spreadsheet, Markdown, SARIF, JUnit and the comments in copies have in common: names, places, coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from auditor.accounting import aligned
from auditor.model import Extract, Fact, Figure, Finding
from auditor.phrases import LANGUAGES, render
from auditor.pipeline import Audit
from auditor.reporting.evidence import Evidence, shown
from auditor.resources import report_messages


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    return report_messages(f"exports.{language}")


def label(language: str, key: str, **values: object) -> str:
    """A label of ``reports/messages/exports.<language>.yaml``, filled in."""
    return _catalogue(language)[key].format(**values)


def line(text: str) -> str:
    """Text of a document on one line, its control characters made visible."""
    return " ".join(shown(text).split())


def document_names(audit: Audit) -> dict[str, str]:
    """What each document is called: its file's name, with as many folders as tell it from the others."""
    parts = {x.document.id: shown(x.document.path).replace("\\", "/").split("/") for x in audit.extracts}
    names: dict[str, str] = {}
    deepest = max((len(p) for p in parts.values()), default=0)
    for depth in range(1, deepest + 1):
        tails = {i: "/".join(p[-depth:]) for i, p in parts.items() if i not in names}
        times = Counter(tails.values())
        names |= {i: tail for i, tail in tails.items() if times[tail] == 1}
    return {i: names.get(i, "/".join(p)) for i, p in parts.items()}


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure or fact of a finding, ready to be shown.

    Attributes:
        document: Name of its document.
        place: Where it stands, in words, without the document.
        before: The sentence before it.
        figure: The figure itself.
        after: The sentence after it.
    """

    document: str
    place: str
    before: str
    figure: str
    after: str

    @property
    def quote(self) -> str:
        """The sentence."""
        return " ".join(f"{self.before}{self.figure}{self.after}".split())

    @property
    def where(self) -> str:
        """Document and place."""
        return f"{self.document}, {self.place}" if self.place else self.document


class Wording:
    """An audit in the words of one language."""

    def __init__(self, audit: Audit, language: str) -> None:
        """Look up names, passages and rules.

        Args:
            audit: What was found.
            language: ``vi`` or ``en``.
        """
        self.language = language
        self.names = document_names(audit)
        self._evidence = Evidence(audit)
        self._rules = {rule.id: rule for rule in audit.rules}

    def label(self, key: str, **values: object) -> str:
        """A label in this language."""
        return label(self.language, key, **values)

    def message(self, finding: Finding) -> str:
        """The message of a finding on one line."""
        return line(finding.message[LANGUAGES.index(self.language)])

    def computed(self, finding: Finding) -> str:
        """The arithmetic of a finding, or what stands against what where there is none to do; empty for neither."""
        if not finding.computed:
            return ""
        numbers = all(isinstance(item, Figure) for item in finding.evidence)
        return self.label("arithmetic" if numbers else "comparison", computed=line(finding.computed))

    def rule(self, finding: Finding) -> str:
        """The name of a finding's rule."""
        rule = self._rules.get(finding.rule)
        return line(rule.name[self.language]) if rule else finding.rule

    def next_step(self, finding: Finding) -> str:
        """What the rule of a finding advises; empty for an internal error."""
        rule = self._rules.get(finding.rule)
        return line(rule.next_step[self.language]) if rule else ""

    def reason(self, finding: Finding) -> str:
        """Why the figures of a finding are held to belong together."""
        return line(render(finding.reason, self.language))

    def record(self, item: Figure | Fact) -> dict[str, Any]:
        """The evidence as the machine report gives it."""
        return self._evidence.record(item)

    def place(self, item: Figure | Fact) -> str:
        """Where an item stands: section, page, note, and the paragraph or cell where the format has one."""
        passage = self._evidence.passage(item)
        parts = [
            self.label(f"place.{name}", value=shown(str(value)))
            for name, value in (("section", passage.section), ("page", passage.page), ("note", passage.note))
            if value
        ]
        if "!" in passage.place:
            parts.append(self.label("place.cell", value=shown(passage.place)))
        elif passage.place[1:].isdecimal():
            parts.append(self.label("place.paragraph", value=passage.place[1:]))
        return ", ".join(parts) or self.label("place.character", value=item.start)

    def statement(self, item: Figure | Fact) -> Statement:
        """An item with its place and its sentence."""
        before, figure, after = (shown(part) for part in self._evidence.quotation(item))
        return Statement(self.names[item.document], self.place(item), before, figure, after)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many figures of a document were compared with another document, and how many stand in it alone."""

    compared: int
    single_source: int


def coverage(audit: Audit, found: Extract) -> Coverage:
    """The coverage of one document."""
    compared = aligned(audit.alignments)[found.document.id]
    return Coverage(compared, len(found.figures) - compared)


def summary(audit: Audit, language: str) -> str:
    """The counts of an audit in one sentence."""
    by = Counter(str(f.severity) for f in audit.findings)
    return label(
        language,
        "summary",
        errors=by["error"],
        warnings=by["warning"],
        infos=by["info"],
        documents=len(audit.extracts),
        figures=sum(len(x.figures) for x in audit.extracts),
    )


def notes(audit: Audit, language: str) -> list[str]:
    """What the reader must know: notes of the run, and what could not be read."""
    return [line(render([note], language)) for note in audit.notes] + [line(p) for p in audit.problems]
