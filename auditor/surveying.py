"""An archive audited whole, one organisation after the other: what a ministry asks of the reports of every province.

Each organisation's documents are read, compared and reported by themselves, in whatever process an engine gives the
work to, and its reports are on disk before the next one is begun: memory holds one organisation a process. What was
finished is not done again while its documents, the rules and what was asked for are the same.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from auditor.archive import Archive, Entry
from auditor.archived import taken_out
from auditor.checks.run import INTERNAL_ERROR
from auditor.decisions import Decision
from auditor.engines import Engine, Failed
from auditor.errors import UnreadableDocumentError
from auditor.gathering import Progress
from auditor.knowledge import Knowledge, packed, unpacked
from auditor.model import Extract, Severity
from auditor.pipeline import Asked, asked_for, conclude
from auditor.project import Project
from auditor.reporting import FORMATS, replace_file, write
from auditor.reporting.evidence import shown
from auditor.reporting.plain import harmless
from auditor.resources import read_text
from auditor.sharding import homes

DONE = "survey.json"
"""What is kept beside an organisation's reports: its line of the survey, and what the line was made from."""
SUMMARY = "summary.csv"
UNNAMED = "unnamed"
"""First word of the folder of a document that names no organisation: nothing tells what it may be compared with."""
_NAME = 40
_HASH = 8


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What was found in the documents of one organisation.

    Attributes:
        organisation: Its name as documents have it, the shortest; empty for documents that name none.
        folder: Its folder in the output folder.
        documents: Documents compared.
        figures: Figures in them.
        alignments: Statements of one fact that were found.
        findings: Number of findings by severity.
        internal: Some check failed: a bug.
        problems: One line for each document that could not be used.
    """

    organisation: str
    folder: str
    documents: int
    figures: int
    alignments: int
    findings: dict[str, int]
    internal: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The documents of one organisation.

    Attributes:
        organisation: See `Surveyed`.
        folder: See `Surveyed`.
        documents: Hashes of them, in the order in which they are compared.
    """

    organisation: str
    folder: str
    documents: tuple[str, ...]


@dataclass
class Survey:
    """Audits the documents of one organisation and writes its reports: the function that engines map.

    Attributes:
        archive: Folder of the archive.
        output: Folder of the reports; seen by every process that does the work.
        forms: Formats to write.
        language: Of the messages; None for that of most documents.
        knowledge: Rules.
        project: What is known of the documents.
        decisions: What reviewers decided before.
        today: The day by which decisions expire.
    """

    archive: Path
    output: Path
    forms: tuple[str, ...]
    language: str | None
    knowledge: Knowledge
    project: Project
    decisions: tuple[Decision, ...] = ()
    today: date | None = None
    _opened: tuple[Archive, str, Asked] | None = field(default=None, init=False)

    def __call__(self, part: Part) -> Surveyed:
        """What is found in the documents of one organisation, after its reports were written.

        Raises:
            ArchiveError: A document of the archive is damaged.
            OutputError: A report cannot be written.
        """
        archive, fingerprint, asked = self._open()
        made_from = self._made_from(part, fingerprint)
        folder = self.output / part.folder
        kept = _kept(folder, made_from, self.forms)
        if kept is not None:
            return kept
        extracts: list[Extract] = []
        problems: list[str] = []
        for sha256 in part.documents:
            try:
                found = taken_out(
                    archive,
                    archive.entries[sha256],
                    f"d{len(extracts) + 1}",
                    self.knowledge,
                    fingerprint,
                    self.project,
                )
            except UnreadableDocumentError as error:
                problems.append(str(error))
            else:
                extracts.append(found)
        audit = conclude(
            extracts,
            self.knowledge,
            asked,
            project=self.project,
            decisions=self.decisions,
            today=self.today,
            problems=problems,
        )
        counted = Counter(str(finding.severity) for finding in audit.findings)
        write(audit, folder, self.forms, self.language or audit.usual_language)
        done = Surveyed(
            part.organisation,
            part.folder,
            len(extracts),
            sum(len(x.figures) for x in extracts),
            len(audit.alignments),
            {str(level): counted[str(level)] for level in Severity},
            any(finding.rule == INTERNAL_ERROR for finding in audit.findings),
            audit.problems,
        )
        # Last: it says that the reports are whole.
        replace_file(folder / DONE, json.dumps({"made_from": made_from, **asdict(done)}, ensure_ascii=False, indent=1))
        return done

    def _open(self) -> tuple[Archive, str, Asked]:
        """The archive, the fingerprint of the rules and those that are asked for, once a process."""
        if self._opened is None:
            known = self.knowledge
            self._opened = Archive(self.archive), known.fingerprint(), asked_for(known, self.project)
        return self._opened

    def _made_from(self, part: Part, fingerprint: str) -> str:
        """A hash of all that the reports of an organisation depend on."""
        waived = bool(self.decisions or self.project.waivers)  # only these depend on the day
        today = self.today if waived else None
        asked = part.documents, fingerprint, self.forms, self.language, self.project, self.decisions, today
        return hashlib.sha256(repr(asked).encode("utf-8", "backslashreplace")).hexdigest()

    def __reduce__(self) -> tuple[Any, ...]:
        """What is sent to another process: the rule files instead of what is made of them."""
        known = packed(self.knowledge)
        return _survey, (
            self.archive,
            self.output,
            self.forms,
            self.language,
            known,
            self.project,
            self.decisions,
            self.today,
        )


def _survey(
    archive: Path,
    output: Path,
    forms: tuple[str, ...],
    language: str | None,
    known: bytes,
    project: Project,
    decisions: tuple[Decision, ...],
    today: date | None,
) -> Survey:
    return Survey(archive, output, forms, language, unpacked(known), project, decisions, today)


def survey(
    job: Survey, entries: Sequence[Entry], engine: Engine, progress: Progress | None = None
) -> Iterator[Surveyed | str]:
    """Audit each organisation's documents.

    Args:
        job: What is done for each.
        entries: Documents of the archive.
        engine: Where it is done.
        progress: Told of each organisation.

    Returns:
        What was found, in the order of the organisations' names; a line for one that could not be audited.
    """
    divided = parts(entries, job.project)
    for step, (part, outcome) in enumerate(zip(divided, engine.map(job, divided), strict=True)):
        if progress:
            progress("survey", step, len(divided))
        if isinstance(outcome, Failed):
            yield f"{part.organisation or part.folder}: could not be audited: {outcome.reason}"
        else:
            yield outcome.value


def summarised(output: Path, found: Sequence[Surveyed]) -> Path:
    """Write the table of what was found: one row an organisation.

    Raises:
        OutputError: It cannot be written.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    levels = [str(level) for level in Severity]
    writer.writerow(("organisation", "folder", "documents", "figures", "alignments", *levels, "problems"))
    for each in found:
        counted = (each.documents, each.figures, each.alignments, *(each.findings[level] for level in levels))
        writer.writerow((harmless(shown(each.organisation)), each.folder, *counted, len(each.problems)))
    return replace_file(output / SUMMARY, out.getvalue())


def parts(entries: Sequence[Entry], project: Project) -> list[Part]:
    """Documents by organisation, in the order of its names; each one's in the order in which they are compared.

    A document that names none is a part of its own; these come first.
    """
    home = homes({str(e.told["organisation"]) for e in entries if e.told["organisation"] is not None})
    found: dict[str, list[str]] = {}
    alone = []
    for entry in sorted(entries, key=lambda e: (project.order(e.path), PurePosixPath(e.path).as_posix(), e.sha256)):
        name = entry.told["organisation"]
        if name is None:
            alone.append(Part("", f"{UNNAMED}-{entry.sha256[:_HASH]}", (entry.sha256,)))
        else:
            found.setdefault(home[name], []).append(entry.sha256)
    return [*alone, *(Part(name, _folder(name), tuple(found[name])) for name in sorted(found))]


def _folder(organisation: str) -> str:
    """A name of a folder for an organisation: letters without accents, and a hash that tells alike ones apart."""
    plain = unicodedata.normalize("NFKD", organisation).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_NAME].rstrip("-")
    short = hashlib.sha256(organisation.encode()).hexdigest()[:_HASH]
    return f"{readable}-{short}" if readable else short


def _kept(folder: Path, made_from: str, forms: Sequence[str]) -> Surveyed | None:
    """What an earlier survey found, if nothing it was made from has changed and its reports are there."""
    try:
        data = json.loads(read_text(folder / DONE))
        if data.pop("made_from") != made_from or not all((folder / FORMATS[form].file).is_file() for form in forms):
            return None
        return Surveyed(**{**data, "problems": tuple(data["problems"])})
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None  # not there, or not whole: it is made anew
