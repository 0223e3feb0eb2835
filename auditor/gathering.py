"""From paths to extracts: each document read once, by whatever engine, and not again while it is unchanged."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from auditor import reading
from auditor.accounting import account
from auditor.archive.cache import Cache
from auditor.deadlines import OverTimeError, within
from auditor.engines import Engine, Failed, Serial
from auditor.errors import UnreadableDocumentError
from auditor.extraction import extract
from auditor.knowledge import Knowledge, packed, unpacked
from auditor.limits import Limits
from auditor.memory import OverMemoryError, uncollected, within_memory
from auditor.model import Document, Extract, Note, Relation
from auditor.project import NO_PROJECT, Project
from auditor.reading import Options

Progress = Callable[[str, int, int], None]
"""Told before each step: stage, number of the step, number of steps."""

_MOST_UNREAD = 0.05
_TEXT_A_SECOND = 1_000_000
"""Bytes of plain text that no processor seen yet reads and extracts within a second."""


class Memory:
    """The documents of earlier audits in one process, so that only what has changed is read again.

    It holds for one project file and one way of reading.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._extracts: dict[str, Extract] = {}

    def has(self, path: str, sha256: str) -> bool:
        """Whether a file of this content was read."""
        return path in self._extracts and self._extracts[path].document.sha256 == sha256

    def get(self, path: str, document_id: str) -> Extract:
        """What was extracted from a file, with the ids of this audit."""
        return renumbered(self._extracts[path], document_id)

    def put(self, path: str, found: Extract) -> None:
        """Keep what was extracted from a file."""
        self._extracts[path] = found

    def keep(self, paths: Iterable[str]) -> None:
        """Forget all but these."""
        wanted = set(paths)
        self._extracts = {path: kept for path, kept in self._extracts.items() if path in wanted}


class Gathered(NamedTuple):
    """What was read.

    Attributes:
        extracts: One for each document that could be read, in the order given.
        notes: What the reader must know about the reading.
        problems: One line for each document or pattern that could not be read.
    """

    extracts: list[Extract]
    notes: list[Note]
    problems: list[str]


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


def extract_one(document: Document, knowledge: Knowledge, limits: Limits) -> Extract:
    """Find the figures and facts of a document.

    Raises:
        UnreadableDocumentError: That takes longer, or more memory, than it may.
    """
    try:
        return within_memory(
            limits.main_memory,
            lambda: within(limits.extract_seconds, lambda: extract(document, knowledge.packs[document.language])),
        )
    except OverMemoryError as error:
        raise UnreadableDocumentError(
            f"is left out: {limits.over_memory('finding its figures')}", where=document.path
        ) from error
    except OverTimeError as error:
        raise UnreadableDocumentError(
            f"its figures were not found within {limits.extract_seconds} s and it is left out "
            "(--limit extract_seconds=… allows more)",
            where=document.path,
        ) from error


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be read.

    Attributes:
        path: As given.
        id: Its id in this audit.
        key: Under which the cache keeps what is found in it; empty for not at all.
    """

    path: str
    id: str
    key: str = ""

    @property
    def seconds(self) -> float:
        """What it takes at least to read a plain text; of other formats, how much text they hold cannot be told."""
        try:
            return os.stat(self.path).st_size / _TEXT_A_SECOND if reading.is_plain_name(self.path) else 0.0
        except (OSError, ValueError):
            return 0.0  # why it cannot be read is told when it is


@dataclass(frozen=True)
class Read:
    """Reads a document and extracts from it: the function that engines map."""

    knowledge: Knowledge
    project: Project
    options: Options
    cache: Cache | None = None

    def __call__(self, task: Task) -> Extract | UnreadableDocumentError:
        """What is found in a document, or why it cannot be read."""
        known = self.knowledge
        try:
            document = replace(read_one(task.path, known, self.project, self.options), id=task.id)
            with uncollected():
                found = extract_one(document, known, self.project.bounds(self.options))
        except UnreadableDocumentError as error:
            return error
        if self.cache is not None and task.key:
            self.cache.put(task.key, found)
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        """What is sent to another process: the rule files instead of what is made of them."""
        return _read, (packed(self.knowledge), self.project, self.options, self.cache)


def _read(raw: bytes, project: Project, options: Options, cache: Cache | None) -> Read:
    return Read(unpacked(raw), project, options, cache)


@dataclass(frozen=True, slots=True)
class File:
    """A file that is to be read.

    Attributes:
        index: Its number among the files given.
        path: As given.
        sha256: Of its content.
        key: Of all that the result depends on; empty without a cache.
    """

    index: int
    path: str
    sha256: str
    key: str = ""


def read_all(
    paths: Sequence[str],
    knowledge: Knowledge,
    progress: Progress | None = None,
    *,
    project: Project = NO_PROJECT,
    options: Options | None = None,
    memory: Memory | None = None,
    engine: Engine | None = None,
    cache: Cache | None = None,
) -> Gathered:
    """Read and extract files, folders and patterns; what cannot be read is told and left out.

    Args:
        paths: Files, folders and glob patterns.
        knowledge: Rules and language packs.
        progress: Told of each document.
        project: What an editor knows of the documents; its order in time is that of their ids.
        options: How to read, where the project file does not say.
        memory: What was read before in this process.
        engine: Where documents are read; in this process by default.
        cache: What was read before by this user.
    """
    files, problems = reading.collect(list(paths))
    chosen = options or Options()
    order = sorted(range(len(files)), key=lambda i: (project.order(files[i]), Path(files[i]).as_posix(), i))
    known = memory or Memory()
    known.keep(files)
    common = f"{knowledge.fingerprint()} {chosen}" if cache is not None else ""
    # What becomes of each file is noted by its place in the order, so that engines change nothing of the report.
    said: dict[int, list[str | Note]] = {}
    wanted: list[File] = []
    seen: dict[str, str] = {}
    for i in order:
        sha256 = hashed(files[i])
        if isinstance(sha256, UnreadableDocumentError):
            said[i] = [str(sha256)]
        elif sha256 in seen:
            said[i] = [Note.of("note.twice", left=seen[sha256], right=files[i])]
        else:
            seen[sha256] = files[i]
            key = Cache.key(common, sha256, files[i], project.said_of(files[i])) if cache is not None else ""
            wanted.append(File(i, files[i], sha256, key))
    extracts: dict[int, Extract] = {}
    reader = Read(knowledge, project, chosen, cache)
    for step, (file, outcome) in enumerate(stream(wanted, reader, known, engine or Serial())):
        if progress:
            progress("read", step, len(wanted))
        if isinstance(outcome, str):
            said[file.index] = [outcome]
            continue
        # A file before it that could not be read has left its number free.
        found = extracts[file.index] = renumbered(outcome, f"d{len(extracts) + 1}")
        said[file.index] = list(reading_notes(found))
        known.put(file.path, found)
    lines = [each for i in order for each in said.get(i, ())]
    return Gathered(
        [extracts[i] for i in sorted(extracts)],
        [each for each in lines if isinstance(each, Note)],
        [*problems, *(each for each in lines if isinstance(each, str))],
    )


def hashed(path: str) -> str | UnreadableDocumentError:
    """The hash of a file's content, or why it cannot be read."""
    try:
        return hashlib.sha256(reading.read_bytes(path)).hexdigest()
    except UnreadableDocumentError as error:
        return error


def stream(
    wanted: Sequence[File], reader: Read, memory: Memory, engine: Engine
) -> Iterator[tuple[File, Extract | str]]:
    """Each file in order with what was found in it, or one line that says why nothing was.

    Args:
        wanted: Files that are there.
        reader: Reads one.
        memory: What was read before in this process.
        engine: Where the others are read.
    """
    tasks = [Task(file.path, f"d{n}", file.key) for n, file in enumerate(wanted, 1)]
    cache = reader.cache
    remembered = [memory.has(file.path, file.sha256) for file in wanted]
    cached = [cache is not None and cache.has(file.key) for file in wanted]
    new = [task for task, here, there in zip(tasks, remembered, cached, strict=True) if not (here or there)]
    outcomes = engine.map(reader, new) if new else iter(())
    for file, task, here, there in zip(wanted, tasks, remembered, cached, strict=True):
        kept: Extract | None = None
        if here:
            kept = memory.get(file.path, task.id)
        elif there and cache is not None:
            kept = cache.get(file.key, task.id)
        if kept is not None:
            yield file, kept
            continue
        # What the cache had and cannot read any more is read here.
        outcome = next(Serial().map(reader, [task])) if there else next(outcomes)
        if isinstance(outcome, Failed):
            yield file, f"{file.path}: could not be read, please report it: {outcome.reason}"
        elif isinstance(outcome.value, UnreadableDocumentError):
            yield file, str(outcome.value)
        else:
            yield file, outcome.value
    if cache is not None and new:
        cache.prune()


def renumbered(found: Extract, document_id: str) -> Extract:
    """An extract with another id of its document, in its figures and facts, too."""
    old = found.document.id
    if old == document_id:
        return found

    @cache
    def moved(item: str) -> str:
        return f"{document_id}{item[len(old) :]}"

    figures = tuple(
        replace(
            f,
            id=moved(f.id),
            document=document_id,
            relations=tuple(Relation(r.kind, moved(r.figure)) for r in f.relations),
        )
        for f in found.figures
    )
    facts = tuple(replace(f, id=moved(f.id), document=document_id) for f in found.facts)
    return replace(found, document=replace(found.document, id=document_id), figures=figures, facts=facts)


def reading_notes(found: Extract) -> Iterator[Note]:
    """What the reader must know about how a document was read."""
    yield from found.document.warnings
    digits = account(found)
    if digits.doubtful:
        counts = {name: str(getattr(digits, name)) for name in ("digits", "left_out", "uncounted")}
        yield Note.of("note.badly-read", document=found.document.path, **counts)
    ledger = found.ledger
    if ledger.unread > max(2, _MOST_UNREAD * ledger.numerals):
        yield Note.of(
            "note.few", document=found.document.path, unread=str(ledger.unread), numerals=str(ledger.numerals)
        )
