"""An archive: a folder of documents' tables, addressed by content, and the list of what is in it.

``objects/ab/abcd…/`` holds the tables of one document and is written once. ``archive.json`` names them. A writer
puts objects into place first and replaces the list last, under a lock: whoever is killed in between leaves an archive
that reads as before, and things that no list names, which the next writer sweeps away.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.archive import manifest as listing
from auditor.archive.manifest import ArchiveError, Entry, Manifest, Stored
from auditor.archive.tables import TABLES, decode, encode
from auditor.model import Extract, Fact, Figure

if TYPE_CHECKING:
    import pyarrow as pa

_LOCK_SECONDS = 300
"""How long a writer waits for another."""
_DAMAGED = (OSError, LookupError, ValueError, TypeError, ArithmeticError, AttributeError, RecursionError)
"""What reading tables raises that hold something else than they should, beside what Arrow raises."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A document to be added.

    Attributes:
        extract: All that was found in it.
        indicators: Catalogue key of each figure, empty where it has none.
        rules: Fingerprint of the rules and the program.
    """

    extract: Extract
    indicators: Sequence[str]
    rules: str


@dataclass(frozen=True, slots=True)
class Change:
    """What adding a document did.

    Attributes:
        what: ``added``, ``known`` (it was there), ``renewed`` (it was, by other rules), ``supersedes``.
        path: As given.
        old: Path of the version that it supersedes.
    """

    what: str
    path: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What `Archive.verify` found.

    Attributes:
        documents: Documents listed.
        figures: Figures read back.
        faults: One line for each thing that is not as the list has it.
        leftovers: Things in the folder that the list does not name: what a killed writer left. They do no harm.
    """

    documents: int
    figures: int
    faults: tuple[str, ...]
    leftovers: int


class Archive:
    """An archive in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open an archive.

        Raises:
            ArchiveError: There is none, or its format is not known.
        """
        self.folder = folder
        self.entries: Manifest = listing.load(folder)

    @classmethod
    def create(cls, folder: Path) -> Archive:
        """Make an archive in a folder that is empty or not there yet.

        Raises:
            ArchiveError: Something is in the folder, or it cannot be made.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise ArchiveError("is not empty: an archive wants a folder of its own", where=str(folder))
        except OSError as error:
            raise ArchiveError(f"cannot be made: {error.strerror or error}", where=str(folder)) from error
        listing.save(folder, {})
        return cls(folder)

    def add(self, additions: Iterable[Addition]) -> list[Change]:
        """Add documents, all of them or none.

        Raises:
            ArchiveError: Something cannot be written.
        """
        with self._writing() as manifest:
            return [self._enter(manifest, each) for each in additions]

    def remove(self, names: Sequence[str]) -> list[Entry]:
        """Remove documents, and all that was kept of them. A version that a removed one superseded is current again.

        Args:
            names: Hash of each, or its beginning (8 characters at least), or the path under which it was added.

        Raises:
            ArchiveError: A name stands for no document, or for several; then nothing is removed.
        """
        with self._writing() as manifest:
            gone = list({entry.sha256: entry for entry in (_named(manifest, n, self.folder) for n in names)}.values())
            for entry in gone:
                del manifest[entry.sha256]
                for other in [e for e in manifest.values() if e.superseded_by == entry.sha256]:
                    manifest[other.sha256] = replace(other, superseded_by=entry.superseded_by)
        self._sweep()
        return gone

    def files(self, entry: Entry) -> dict[str, Path]:
        """Where the tables of a document are."""
        return {name: self._object(entry.object) / f"{name}.parquet" for name in TABLES}

    def read(self, entry: Entry, document_id: str, path: str | None = None) -> Extract:
        """What was extracted from a document.

        Args:
            entry: The document.
            document_id: Its id in this audit.
            path: Its path in this audit; None for the one under which it was added.

        Raises:
            ArchiveError: It is damaged, or was removed meanwhile.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            raw = {name: file.read_bytes() for name, file in self.files(entry).items()}
            for name, content in raw.items():
                if hashlib.sha256(content).hexdigest() != entry.files[name].sha256:
                    raise ValueError(f"{name}.parquet is not what was written")
            # Plain reading of small files: what read_table does besides takes ten times as long.
            tables = {n: pq.ParquetFile(pa.BufferReader(each)).read(use_threads=False) for n, each in raw.items()}
            return decode(tables, document_id, path)
        except FileNotFoundError as error:
            raise ArchiveError(f"{entry.path}: is not there any more", where=str(self.folder)) from error
        except (*_DAMAGED, pa.ArrowException) as error:
            raise ArchiveError(
                f"{entry.path}: is damaged ({type(error).__name__}: {error}); remove it and add it again",
                where=str(self.folder),
            ) from error

    def verify(self) -> Check:
        """Read everything back: hashes, counts, addresses, and the place of every figure and fact in its text."""
        faults: list[str] = []
        figures = 0
        for entry in self.entries.values():
            found = list(self._faults(entry))
            faults += found
            if found:
                continue
            try:
                extract = self.read(entry, "d1")
            except ArchiveError as error:
                faults.append(str(error))
                continue
            figures += len(extract.figures)
            text = extract.document.text
            stated: tuple[Figure | Fact, ...] = (*extract.figures, *extract.facts)
            if any(text[item.start : item.end] != item.text for item in stated):
                faults.append(f"{entry.path}: a figure or fact does not stand where it says")
            if listing.told(extract.document) != entry.told or extract.document.sha256 != entry.sha256:
                faults.append(f"{entry.path}: the list says something else of it than its tables")
            if entry.superseded_by is not None and entry.superseded_by not in self.entries:
                faults.append(f"{entry.path}: is superseded by a document that is not there")
        return Check(len(self.entries), figures, tuple(faults), len(self._leftovers(self.entries)))

    def _faults(self, entry: Entry) -> Iterator[str]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        for name, path in self.files(entry).items():
            where = f"{entry.path}: {path.relative_to(self.folder)}"
            stored = entry.files.get(name)
            try:
                if stored is None or hashlib.sha256(path.read_bytes()).hexdigest() != stored.sha256:
                    yield f"{where}: is not what was written"
                elif pq.read_metadata(path).num_rows != stored.rows:
                    yield f"{where}: has another number of rows than the list says"
            except FileNotFoundError:
                yield f"{where}: is missing"
            except (*_DAMAGED, pa.ArrowException) as error:
                yield f"{where}: cannot be read: {error}"
        if entry.object != _address(entry.files):
            yield f"{entry.path}: its address is not the hash of its tables"

    @contextmanager
    def _writing(self) -> Iterator[Manifest]:
        """The list as it is now, under the lock; saved afterwards unless something was raised."""
        from filelock import FileLock, Timeout

        try:
            with FileLock(self.folder / ".lock", timeout=_LOCK_SECONDS):
                manifest = listing.load(self.folder)
                yield manifest
                listing.save(self.folder, manifest)
                self.entries = manifest
        except Timeout as error:
            raise ArchiveError("another program has been writing for minutes", where=str(self.folder)) from error
        except OSError as error:
            raise ArchiveError(f"cannot be written: {error.strerror or error}", where=str(self.folder)) from error

    def _sweep(self) -> None:
        """Remove what no list names, under the lock."""
        with self._writing() as manifest:
            for path in self._leftovers(manifest):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what killed writers left.

        Raises:
            ArchiveError: The archive cannot be written.
        """
        if self._leftovers(self.entries):
            self._sweep()

    def _leftovers(self, manifest: Manifest) -> list[Path]:
        named = {entry.object for entry in manifest.values()}
        objects = [path for path in (self.folder / "objects").glob("*/*") if path.name not in named]
        return [*objects, *self.folder.glob(f".{listing.FILE_NAME}.*")]

    def _object(self, address: str) -> Path:
        return self.folder / "objects" / address[:2] / address

    def _enter(self, manifest: Manifest, addition: Addition) -> Change:
        document = addition.extract.document
        path = document.path
        there = manifest.get(document.sha256)
        facts = listing.told(document)
        if there is not None and (there.rules, there.told) == (addition.rules, facts):
            return Change("known", path)
        origin = Path(os.path.relpath(Path(path).resolve(), self.folder.resolve())).as_posix()
        old = next((e for e in manifest.values() if e.origin == origin and e.current), None)
        address, files = self._keep(addition, {each.object for each in manifest.values()})
        entry = Entry(document.sha256, address, path, origin, addition.rules, files, facts)
        if there is not None:
            manifest[document.sha256] = replace(
                entry, path=there.path, origin=there.origin, superseded_by=there.superseded_by
            )
            return Change("renewed", path)
        manifest[document.sha256] = entry
        if old is None:
            return Change("added", path)
        manifest[old.sha256] = replace(old, superseded_by=document.sha256)
        return Change("supersedes", path, old.path)

    def _keep(self, addition: Addition, listed: Collection[str]) -> tuple[str, dict[str, Stored]]:
        """Put the tables of a document into place, unless they are ``listed``; gives back their address."""
        raw = {name: _parquet(table) for name, table in encode(addition.extract, addition.indicators).items()}
        rows = listing.counts(addition.extract)
        files = {name: Stored(hashlib.sha256(content).hexdigest(), rows[name]) for name, content in raw.items()}
        address = _address(files)
        place = self._object(address)
        if address in listed:
            return address, files
        if place.exists():  # what a killed writer had begun
            shutil.rmtree(place)
        place.mkdir(parents=True)
        for name, content in raw.items():
            with (place / f"{name}.parquet").open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        return address, files


def _parquet(table: pa.Table) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", write_statistics=False)
    return bytes(sink.getvalue())


def _address(files: Mapping[str, Stored]) -> str:
    return hashlib.sha256("".join(f"{name} {files[name].sha256}\n" for name in sorted(files)).encode()).hexdigest()


_LEAST_HASH = 8


def _named(manifest: Manifest, name: str, folder: Path) -> Entry:
    """The one document that a hash, the beginning of one, or a path stands for."""
    found = [e for e in manifest.values() if e.path == name]
    if len(found) > 1:
        found = [e for e in found if e.current]
    if not found and len(name) >= _LEAST_HASH:
        found = [e for e in manifest.values() if e.sha256.startswith(name.lower())]
    if len(found) == 1:
        return found[0]
    said = "no document" if not found else f"{len(found)} documents"
    raise ArchiveError(f"{name}: is {said} here; auditor archive list shows paths and hashes", where=str(folder))
