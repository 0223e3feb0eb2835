"""The pipeline: read, extract, align, check. It returns; nothing is printed or written here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from auditor import checks, plugins, reading, rulebook, suites
from auditor.alignment import Catalogue, align
from auditor.alignment.organisations import SAME
from auditor.checks.base import Case
from auditor.checks.run import Check
from auditor.decisions import Decision, honour
from auditor.errors import UnreadableDocumentError
from auditor.extraction import extract
from auditor.language import Pack, load_packs
from auditor.model import Alignment, Document, Extract, Finding, Note
from auditor.project import NO_PROJECT, Project
from auditor.reading import Options
from auditor.resources import RuleFiles, load_rules
from auditor.rulebook import Rule

Progress = Callable[[str, int, int], None]
"""Told before each step: stage, number of the step, number of steps."""

_MOST_UNREAD = 0.05


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that an audit knows beforehand, from ``rules/``."""

    files: RuleFiles
    packs: dict[str, Pack]
    catalogue: Catalogue
    rules: tuple[Rule, ...]
    checks: Mapping[str, Check] = field(default_factory=lambda: checks.CHECKS)


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found.

    Attributes:
        extracts: One for each document that was read, in the order given.
        alignments: In the order of documents sorted by path.
        findings: Most severe first; those that decisions dismiss are not among them.
        notes: What the reader must know about the run.
        problems: One line for each document or pattern that could not be read.
        packs: Language packs used, by tag.
        rules: The rules that were carried out.
        dismissed: Findings that a decision keeps away, most severe first.
    """

    extracts: tuple[Extract, ...]
    alignments: tuple[Alignment, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    problems: tuple[str, ...]
    packs: dict[str, Pack]
    rules: tuple[Rule, ...]
    dismissed: tuple[Finding, ...] = ()

    @property
    def documents(self) -> dict[str, Document]:
        """Documents by id."""
        return {x.document.id: x.document for x in self.extracts}


class Memory:
    """The documents of earlier audits in one process, so that only what has changed is read again.

    It holds for one project file and one way of reading.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._documents: dict[str, Document] = {}
        self._extracts: dict[str, Extract] = {}

    def document(self, path: str, read: Callable[[], Document]) -> Document:
        """The document at a path, read anew where the file's content is another than before.

        Raises:
            UnreadableDocumentError: It cannot be read.
        """
        kept = self._documents.get(path)
        if kept is None or kept.sha256 != hashlib.sha256(reading.read_bytes(path)).hexdigest():
            kept = self._documents[path] = read()
        return kept

    def extract(self, document: Document, extracted: Callable[[], Extract]) -> Extract:
        """What was extracted from a document, anew where its content or its place among the others is another."""
        kept = self._extracts.get(document.path)
        if kept is None or (kept.document.sha256, kept.document.id) != (document.sha256, document.id):
            kept = self._extracts[document.path] = extracted()
        return kept

    def keep(self, paths: Iterable[str]) -> None:
        """Forget all but these."""
        wanted = set(paths)
        self._documents = {path: kept for path, kept in self._documents.items() if path in wanted}
        self._extracts = {path: kept for path, kept in self._extracts.items() if path in wanted}


def know(rules_folder: Path | None = None) -> Knowledge:
    """Load rules, language packs and the catalogue.

    Args:
        rules_folder: A project's own rules, laid over the shipped ones.

    Raises:
        RuleFileError: A rule file is broken.
    """
    every, folders = plugins.load()
    files = load_rules(rules_folder, *folders)
    packs = load_packs(files)
    return Knowledge(files, packs, Catalogue(files, packs), rulebook.load(files, every), every)


def read_one(
    path: str, knowledge: Knowledge, project: Project = NO_PROJECT, options: Options | None = None
) -> Document:
    """Read one document, with what the project file says of it.

    Args:
        path: As given on the command line.
        knowledge: Language packs.
        project: What an editor knows of the documents.
        options: How to read, where the project file does not say.

    Raises:
        UnreadableDocumentError: It cannot be read.
    """
    document = reading.read_document(path, knowledge.packs, project.options(path, options or Options()))
    return project.told(document)


def read_all(
    paths: Sequence[str],
    knowledge: Knowledge,
    progress: Progress | None = None,
    *,
    project: Project = NO_PROJECT,
    options: Options | None = None,
    memory: Memory | None = None,
) -> tuple[list[Extract], list[Note], list[str]]:
    """Read and extract files, folders and patterns; what cannot be read is told and left out.

    Args:
        paths: Files, folders and glob patterns.
        knowledge: Rules and language packs.
        progress: Told of each document.
        project: What an editor knows of the documents; its order in time is that of their ids.
        options: How to read, where the project file does not say.
        memory: What was read before.

    Returns:
        Extracts in the order given, notes, and one line for each problem.
    """
    files, problems = reading.collect(list(paths))
    order = sorted(range(len(files)), key=lambda i: (project.order(files[i]), Path(files[i]).as_posix(), i))
    extracts: dict[int, Extract] = {}
    notes: list[Note] = []
    seen: dict[str, str] = {}
    known = memory or Memory()
    known.keep(files)
    for step, i in enumerate(order):
        if progress:
            progress("read", step, len(order))
        try:
            document = known.document(files[i], partial(read_one, files[i], knowledge, project, options))
        except UnreadableDocumentError as error:
            problems.append(str(error))
            continue
        if document.sha256 in seen:
            notes.append(Note.of("note.twice", left=seen[document.sha256], right=files[i]))
            continue
        seen[document.sha256] = files[i]
        numbered = replace(document, id=f"d{len(extracts) + 1}")
        extracts[i] = known.extract(numbered, partial(extract, numbered, knowledge.packs[document.language]))
        notes += list(_reading_notes(extracts[i]))
    return [extracts[i] for i in sorted(extracts)], notes, problems


def audit(
    paths: Sequence[str],
    *,
    knowledge: Knowledge | None = None,
    same_organisation: bool = False,
    project: Project = NO_PROJECT,
    options: Options | None = None,
    progress: Progress | None = None,
    decisions: Iterable[Decision] = (),
    today: date | None = None,
    memory: Memory | None = None,
    expectations: Sequence[str] = (),
) -> Audit:
    """Audit overlapping reports.

    Args:
        paths: Files, folders and glob patterns.
        knowledge: Rules to audit by; the shipped ones by default.
        same_organisation: Compare documents whose organisation cannot be told.
        project: What an editor knows of the documents.
        options: How to read them: tracked changes, encoding.
        progress: Told of each step.
        decisions: What reviewers decided before; the project's waivers are honoured besides.
        today: The day by which decisions expire; None for none does.
        memory: What earlier audits of this process have read.
        expectations: Expectation suites to run besides those that the project file names: names or files.

    Returns:
        The audit; with no extracts when nothing could be read.
    """
    known = knowledge or know()
    selected = project.selection.rules(known.rules)
    suites_named = suites.find(list(dict.fromkeys((*project.expectations, *expectations))), known.files)
    extracts, notes, problems = read_all(paths, known, progress, project=project, options=options, memory=memory)
    ordered = sorted(extracts, key=lambda x: int(x.document.id[1:]))
    if progress:
        progress("align", 0, 1)
    alignments, relations = align(ordered, known.packs, known.catalogue, same_organisation=same_organisation)
    if progress:
        progress("check", 0, 1)
    names = {x.document.id: x.document.path for x in extracts}
    if len(extracts) == 1:
        notes.append(Note.of("note.single"))
    for (left, right), relation in sorted(relations.items()):
        if relation.verdict != SAME and not (same_organisation and relation.verdict == "unknown"):
            notes.append(Note.of("note.not-compared", left=names[left], right=names[right], why=relation.reason))
    case = Case(ordered, alignments, known.packs, known.catalogue.names, directions=_directions(known))
    found = checks.run(case, selected, known.checks)
    if suites_named:
        if progress:
            progress("expect", 0, 1)
        tables = suites.tables(ordered, alignments, _indicators(ordered, known))
        for suite in suites_named:
            found += suites.findings(suites.run(suite, tables), tables)
        found.sort(key=lambda f: (f.severity.rank, f.rule, f.id))
    findings = project.selection.keep(found, {x.document.id: x.document for x in extracts})
    if len(findings) < len(found):
        notes.append(Note.of("note.excluded", count=str(len(found) - len(findings)), file=str(project.path)))
    honoured = honour(findings, extracts, decisions, project.waivers, today)
    return Audit(
        extracts=tuple(extracts),
        alignments=tuple(alignments),
        findings=honoured.remaining,
        notes=(*notes, *honoured.notes),
        problems=tuple(problems),
        packs=known.packs,
        rules=selected,
        dismissed=honoured.dismissed,
    )


def tabled(paths: Sequence[str], knowledge: Knowledge) -> tuple[suites.Tables | None, list[str]]:
    """The tables of figures and alignments of documents, for expectation suites.

    Args:
        paths: Files, folders and glob patterns.
        knowledge: Rules and language packs.

    Returns:
        The tables, None when nothing could be read, and one line for each problem.
    """
    extracts, _, problems = read_all(paths, knowledge)
    if not extracts:
        return None, problems
    ordered = sorted(extracts, key=lambda x: int(x.document.id[1:]))
    alignments, _ = align(ordered, knowledge.packs, knowledge.catalogue)
    return suites.tables(ordered, alignments, _indicators(ordered, knowledge)), problems


def _directions(known: Knowledge) -> dict[str, str]:
    """Which way is better, of the indicators of the catalogue that say so."""
    return {
        entry["key"]: entry["direction"]
        for name, data in known.files.items()
        if name.startswith("indicators/")
        for entry in data["indicators"]
        if entry.get("direction") in ("up", "down")
    }


def _indicators(extracts: Sequence[Extract], known: Knowledge) -> dict[str, str]:
    """The catalogue's keys of the figures that name an indicator of it."""
    return {
        figure.id: entry.key
        for extract in extracts
        for figure in extract.figures
        if (entry := known.catalogue.lookup(figure, extract.document.language)) is not None
    }


def _reading_notes(found: Extract) -> Iterator[Note]:
    yield from found.document.warnings
    ledger = found.ledger
    if ledger.unread > max(2, _MOST_UNREAD * ledger.numerals):
        yield Note.of(
            "note.few", document=found.document.path, unread=str(ledger.unread), numerals=str(ledger.numerals)
        )
