"""Documents into an archive, and out of it into an audit of new drafts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor import reading
from auditor.archive import Addition, Archive, Change, Entry
from auditor.archive.cache import Cache
from auditor.engines import Engine, Serial
from auditor.errors import UnreadableDocumentError
from auditor.gathering import File, Memory, Progress, Read, extract_one, hashed, renumbered, stream
from auditor.knowledge import Knowledge
from auditor.model import Extract, Note
from auditor.project import NO_PROJECT, Project
from auditor.reading import Options

_BATCH = 64
"""Documents that are added at once: what is in memory, and what a killed run loses at most."""
_SHOWN = 16
"""Characters of a fingerprint that are kept."""


def add(
    archive: Archive,
    paths: Sequence[str],
    knowledge: Knowledge,
    *,
    project: Project = NO_PROJECT,
    options: Options | None = None,
    engine: Engine | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
) -> Iterator[Change | str]:
    """Read documents and add them to an archive; those that it has, by the same rules, are not read.

    Args:
        archive: The archive.
        paths: Files, folders and glob patterns.
        knowledge: Rules and language packs.
        project: What an editor knows of the documents.
        options: How to read them.
        engine: Where they are read; in this process by default.
        cache: What was read before by this user.
        progress: Told of each document.

    Returns:
        What became of each, in order; one line for each problem.

    Raises:
        ArchiveError: The archive cannot be written.
    """
    files, problems = reading.collect(list(paths))
    yield from problems
    archive.sweep()
    chosen = options or Options()
    fingerprint = knowledge.fingerprint()
    rules: dict[str, str] = {}
    wanted: list[File] = []
    for index, path in enumerate(files):
        sha256 = hashed(path)
        if isinstance(sha256, UnreadableDocumentError):
            yield str(sha256)
            continue
        said = project.said_of(path)
        rules[path] = f"{fingerprint[:_SHOWN]}-{Cache.key(str(chosen), said)[:_SHOWN]}"
        there = archive.entries.get(sha256)
        if there is not None and there.rules == rules[path]:
            yield Change("known", path)
            continue
        key = Cache.key(f"{fingerprint} {chosen}", sha256, path, said) if cache is not None else ""
        wanted.append(File(index, path, sha256, key))
    batch: list[Addition] = []
    reader = Read(knowledge, project, chosen, cache)
    for step, (file, outcome) in enumerate(stream(wanted, reader, Memory(), engine or Serial())):
        if progress:
            progress("read", step, len(wanted))
        if isinstance(outcome, str):
            yield outcome
            continue
        batch.append(Addition(outcome, indicators(outcome, knowledge), rules[file.path]))
        if len(batch) == _BATCH:
            yield from archive.add(batch)
            batch = []
    if batch:
        yield from archive.add(batch)
    archive.sweep()  # what documents that were read anew had before


def indicators(found: Extract, knowledge: Knowledge) -> list[str]:
    """The catalogue key of each figure, empty where it has none."""
    language = found.document.language
    entries = (knowledge.catalogue.lookup(figure, language) for figure in found.figures)
    return [entry.key if entry else "" for entry in entries]


@dataclass(frozen=True, slots=True)
class Joined:
    """New drafts beside archived documents.

    Attributes:
        drafts: Extracts of the drafts, with ids among all.
        archived: Extracts of the archived documents.
        notes: What was left out, and why.
        problems: One line for each archived document whose figures could not be found anew.
    """

    drafts: list[Extract]
    archived: list[Extract]
    notes: list[Note]
    problems: list[str]


def join(
    drafts: Sequence[Extract],
    archive: Archive,
    entries: Sequence[Entry],
    knowledge: Knowledge,
    project: Project = NO_PROJECT,
    progress: Progress | None = None,
) -> Joined:
    """Read archived documents beside new drafts, as if all had been given as files.

    Left out are the drafts themselves, earlier versions of them, and documents that name another organisation than
    every draft does: those are never compared.

    Args:
        drafts: As they were read.
        archive: The archive.
        entries: Documents of it that are wanted.
        knowledge: What the drafts were read by; documents that were added by other rules are extracted anew.
        project: Gives the order of documents in time.
        progress: Told of each document.

    Raises:
        ArchiveError: A document is damaged.
    """
    hashes = {x.document.sha256 for x in drafts}
    root = archive.folder.resolve()
    origins = {Path(os.path.relpath(Path(x.document.path).resolve(), root)).as_posix() for x in drafts}
    notes, wanted = [], []
    for entry in entries:
        if entry.sha256 in hashes or entry.origin in origins:
            notes.append(Note.of("note.archived-version", document=entry.path))
        else:
            wanted.append(entry)
    organisations = {x.document.organisation for x in drafts}
    if None not in organisations:
        named = [str(each) for each in organisations]
        kept = [e for e in wanted if (o := e.told["organisation"]) is None or any(_may_be_one(o, n) for n in named)]
        if len(kept) < len(wanted):
            notes.append(Note.of("note.archived-others", count=str(len(wanted) - len(kept))))
        wanted = kept
    items: list[tuple[str, int]] = [(x.document.path, i) for i, x in enumerate(drafts)]
    items += [(entry.path, len(drafts) + i) for i, entry in enumerate(wanted)]
    places = sorted(items, key=lambda item: (project.order(item[0]), Path(item[0]).as_posix(), item[1]))
    ids = {index: f"d{n}" for n, (_, index) in enumerate(places, 1)}
    fingerprint = knowledge.fingerprint()
    archived, problems = [], []
    for step, entry in enumerate(wanted):
        if progress:
            progress("archive", step, len(wanted))
        try:
            archived.append(taken_out(archive, entry, ids[len(drafts) + step], knowledge, fingerprint, project))
        except UnreadableDocumentError as error:
            problems.append(str(error))
    return Joined([renumbered(x, ids[i]) for i, x in enumerate(drafts)], archived, notes, problems)


def taken_out(
    archive: Archive,
    entry: Entry,
    document_id: str,
    knowledge: Knowledge,
    fingerprint: str,
    project: Project = NO_PROJECT,
) -> Extract:
    """A document of an archive as if it had been read: extracted anew where other rules were in force.

    Args:
        archive: The archive.
        entry: The document.
        document_id: Its id in this audit.
        knowledge: The rules.
        fingerprint: Of these.
        project: Gives the limits of extraction.

    Raises:
        ArchiveError: It is damaged.
        UnreadableDocumentError: Its figures could not be found anew.
    """
    found = archive.read(entry, document_id)
    if entry.rules.split("-")[0] == fingerprint[:_SHOWN]:
        return found
    return extract_one(found.document, knowledge, project.bounds(Options()))


def _may_be_one(a: str, b: str) -> bool:
    """Whether two names of areas may be of one organisation: the same, or one goes on where the other ends."""
    return f"{a} ".startswith(f"{b} ") or f"{b} ".startswith(f"{a} ")
