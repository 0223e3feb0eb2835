"""The pipeline: read, extract, align, check. It returns; nothing is printed or written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from auditor import suites
from auditor.alignment import align
from auditor.archive import Archive, Entry
from auditor.archive.cache import Cache
from auditor.archived import join
from auditor.decisions import Decision, honour
from auditor.engines import Engine, Serial
from auditor.errors import AuditorError, UnreadableDocumentError
from auditor.gathering import Memory, Progress, read_all, read_one
from auditor.knowledge import Knowledge, know
from auditor.language import Pack
from auditor.model import Alignment, Document, Extract, Fact, Figure, Finding, Note
from auditor.phrases import LANGUAGES
from auditor.project import NO_PROJECT, Project
from auditor.reading import Options
from auditor.rulebook import Rule
from auditor.sharding import apart, compare, groups

__all__ = [
    "Audit",
    "Knowledge",
    "Memory",
    "Progress",
    "asked_for",
    "audit",
    "conclude",
    "know",
    "read_all",
    "read_one",
    "tabled",
]

Asked = tuple[tuple[Rule, ...], list[suites.Suite]]
"""Rules and expectation suites that are to be carried out."""


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
        rules: The rules that were carried out, and one for each suite that was.
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

    @property
    def usual_language(self) -> str:
        """The language in which most of the documents are written, if messages come in it."""
        languages = [x.document.language for x in self.extracts]
        return max(LANGUAGES, key=languages.count)


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
    engine: Engine | None = None,
    cache: Cache | None = None,
    against: tuple[Archive, Sequence[Entry]] | None = None,
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
        engine: Where documents are read; in this process by default.
        cache: What earlier audits of this user have read.
        against: An archive, and the documents of it to which the others are compared. What they say of each other
            is then no matter: every finding and alignment concerns a document of ``paths``.
        expectations: Expectation suites to run besides those that the project file names: names or files.

    Returns:
        The audit; with no extracts when nothing could be read, or nothing compared and checked.

    Raises:
        ArchiveError: A document of the archive is damaged.
        AuditorError: Too many documents would be compared with one another.
    """
    known = knowledge or know()
    asked = asked_for(known, project, expectations)  # a misspelt name is told before anything is read
    gathered = read_all(
        paths, known, progress, project=project, options=options, memory=memory, engine=engine, cache=cache
    )
    extracts, notes, problems = gathered.extracts, list(gathered.notes), list(gathered.problems)
    concerned = None
    if against is not None and extracts:
        joined = join(extracts, *against, known, project, progress)
        concerned = {x.document.id for x in joined.drafts}
        extracts = [*joined.drafts, *joined.archived]
        notes += joined.notes
        problems += joined.problems
    return conclude(
        extracts,
        known,
        asked,
        same_organisation=same_organisation,
        project=project,
        options=options,
        progress=progress,
        decisions=decisions,
        today=today,
        engine=engine,
        concerned=concerned,
        notes=notes,
        problems=problems,
    )


def conclude(
    extracts: Sequence[Extract],
    known: Knowledge,
    asked: Asked,
    *,
    same_organisation: bool = False,
    project: Project = NO_PROJECT,
    options: Options | None = None,
    progress: Progress | None = None,
    decisions: Iterable[Decision] = (),
    today: date | None = None,
    engine: Engine | None = None,
    concerned: set[str] | None = None,
    notes: Iterable[Note] = (),
    problems: Iterable[str] = (),
) -> Audit:
    """Compare and check what was read.

    Args:
        extracts: One for each document, with ids ``d1``, ``d2`` … in the order in which they are compared.
        known: Rules to audit by.
        asked: Those of them that are to be carried out, as `asked_for` found them.
        same_organisation: Compare documents whose organisation cannot be told.
        project: What an editor knows of the documents.
        options: How they were read; bounds how long comparing may take.
        progress: Told of each step.
        decisions: What reviewers decided before.
        today: The day by which decisions expire.
        engine: Where groups of documents are compared; in this process by default.
        concerned: Ids of the documents that findings and alignments must concern; None for all.
        notes: What is to be told of reading.
        problems: What could not be read.
    """
    selected, suites_named = asked
    notes, problems = list(notes), list(problems)
    everyone = {x.document.id for x in extracts} if concerned is None else concerned
    ordered = sorted(extracts, key=lambda x: int(x.document.id[1:]))
    parts = groups(ordered)
    alignments: list[Alignment] = []
    found: dict[str, Finding] = {}
    within: list[tuple[str, str, Note]] = []
    limits = project.bounds(options or Options())
    paths_of = {x.document.id: x.document.path for x in ordered}
    most = max(map(len, parts), default=0)
    if most > limits.documents:
        raise AuditorError(
            f"{most:,} documents would be compared with one another; at most {limits.documents:,} are: name fewer "
            "at once, or say whose each is in auditor.toml (--limit documents=… allows more)"
        )
    over: set[str] = set()
    compared = compare(parts, known, selected, engine or Serial(), same_organisation=same_organisation, limits=limits)
    for step, part in enumerate(compared):
        if progress:
            progress("compare", step, len(parts))
        alignments += part.alignments
        within += part.apart
        notes += [note for document, note in part.alone if document in everyone]
        over |= {each for each, _ in part.over}
        problems += [
            str(UnreadableDocumentError(f"was not compared: {why}", where=paths_of[each])) for each, why in part.over
        ]
        for finding in part.findings:
            found.setdefault(finding.id, finding)
    if everyone and everyone <= over:
        extracts = []
    if len(parts) > 1:
        stated: list[Figure | Fact] = [f for x in ordered for f in x.figures]
        stated += [f for x in ordered for f in x.facts]
        place = {item.id: n for n, item in enumerate(stated)}
        alignments.sort(key=lambda a: ([place[m.id] for m in a.members], a.status))
    if len(extracts) == 1:
        notes.append(Note.of("note.single"))
    notes += apart(parts, within, everyone)
    if concerned is not None:
        alignments = [a for a in alignments if _concerns(a.members, concerned)]
        found = {f.id: f for f in found.values() if not f.evidence or _concerns(f.evidence, concerned)}
    everything = list(found.values())
    if suites_named:
        if progress:
            progress("expect", 0, 1)
        drafts = [x for x in ordered if x.document.id in everyone]
        tables = suites.tables(drafts, alignments, _indicators(drafts, known))
        for suite in suites_named:
            everything += suites.findings(suites.run(suite, tables), tables)
    everything.sort(key=lambda f: (f.severity.rank, f.rule, f.id))
    findings = project.selection.keep(everything, {x.document.id: x.document for x in extracts})
    if len(findings) < len(everything):
        notes.append(Note.of("note.excluded", count=str(len(everything) - len(findings)), file=str(project.path)))
    honoured = honour(findings, extracts, decisions, project.waivers, today)
    return Audit(
        extracts=tuple(extracts),
        alignments=tuple(alignments),
        findings=honoured.remaining,
        notes=(*notes, *honoured.notes),
        problems=tuple(problems),
        packs=known.packs,
        rules=(*selected, *map(suites.rule, suites_named)),
        dismissed=honoured.dismissed,
    )


def asked_for(known: Knowledge, project: Project, expectations: Sequence[str] = ()) -> Asked:
    """The rules and the expectation suites that are to be carried out.

    Args:
        known: All rules.
        project: What it selects of them, and the suites that it names.
        expectations: Suites besides: names or files.

    Raises:
        AuditorError: There is no such rule, suite or file.
    """
    named = list(dict.fromkeys((*project.expectations, *expectations)))
    return project.selection.rules(known.rules), suites.find(named, known.files)


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


def _indicators(extracts: Sequence[Extract], known: Knowledge) -> dict[str, str]:
    """The catalogue's keys of the figures that name an indicator of it."""
    return {
        figure.id: entry.key
        for extract in extracts
        for figure in extract.figures
        if (entry := known.catalogue.lookup(figure, extract.document.language)) is not None
    }


def _concerns(items: Iterable[Figure | Fact], documents: set[str]) -> bool:
    """Whether one of several figures or facts stands in one of the documents."""
    return any(item.document in documents for item in items)
