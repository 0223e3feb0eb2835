"""The list of an archive's documents: one JSON file, replaced as a whole, of a format that is versioned."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import NoneType
from typing import Any

from auditor.archive.columns import restored, storable
from auditor.archive.tables import TABLES
from auditor.errors import AuditorError
from auditor.model import Document, Extract

FORMAT = 2
"""Version of the archive's format that is written."""
FILE_NAME = "archive.json"
_HASH = re.compile(r"[0-9a-f]{64}")


class ArchiveError(AuditorError):
    """An archive that is none, is damaged or busy, or a question that it cannot answer."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of an archive: its content's hash, and the rows of the table in it."""

    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of an archive.

    Attributes:
        sha256: Of the document's own file.
        object: Address of what is kept of it: hash of the hashes of its tables.
        path: Path under which it was added, as given; audits name it so.
        origin: Place of its file seen from the archive: two contents of one origin are two versions.
        rules: Fingerprint of the rules and the program by which it was extracted.
        superseded_by: Hash of the version that took its place, or None while it is current.
        files: What is kept, by table.
        told: What questions may be asked about without opening a table: organisation, date, year …
    """

    sha256: str
    object: str
    path: str
    origin: str
    rules: str
    files: Mapping[str, Stored]
    told: Mapping[str, str | None]
    superseded_by: str | None = None

    @property
    def current(self) -> bool:
        """Whether no newer version has taken its place."""
        return self.superseded_by is None


_TOLD = ("title", "organisation", "date", "year", "number", "term", "role", "place", "language", "form")


def told(document: Document) -> dict[str, str | None]:
    """What an entry says of its document."""
    return {name: getattr(document, name) for name in _TOLD}


def counts(extract: Extract) -> dict[str, int]:
    """Rows of each table of a document."""
    return {
        "documents": 1,
        "passages": len(extract.document.passages),
        "figures": len(extract.figures),
        "facts": len(extract.facts),
        "numerals": len(extract.numerals),
    }


Manifest = dict[str, Entry]
"""Entries by the hash of the document, in the order in which they were added."""


def load(folder: Path) -> Manifest:
    """The entries of an archive, brought to the present format.

    Raises:
        ArchiveError: There is no archive, it is damaged, or of a format that is not known.
    """
    path = folder / FILE_NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ArchiveError(f"is no archive; auditor archive init {folder} makes one", where=str(folder)) from error
    except OSError as error:
        raise ArchiveError(f"cannot be read: {error.strerror or error}", where=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise ArchiveError(f"is damaged, it is no JSON: {error}", where=str(path)) from error
    version = data.get("format") if isinstance(data, dict) else None
    if type(version) is not int or version not in (*MIGRATIONS, FORMAT):
        known = ", ".join(map(str, (*MIGRATIONS, FORMAT)))
        raise ArchiveError(
            f"has format {version!r}, known are {known}; a newer auditor wrote it, or it is no archive", where=str(path)
        )
    try:
        while data["format"] != FORMAT:
            data = MIGRATIONS[data["format"]](data, folder)
        return {raw["sha256"]: _entry(raw) for raw in data["documents"]}
    except (KeyError, TypeError, AttributeError, ValueError, OSError) as error:
        raise ArchiveError(f"is damaged: {type(error).__name__} {error}", where=str(path)) from error


def _entry(raw: Mapping[str, Any]) -> Entry:
    """An entry of the list.

    Raises:
        KeyError: A key is missing.
        TypeError: A key is there that no entry has.
        ValueError: A value is not of its kind; a hash that is none could lead out of the archive's folder.
    """
    entry = Entry(
        **{
            **raw,
            "path": restored(raw["path"]),
            "origin": restored(raw["origin"]),
            "files": {name: Stored(**raw["files"][name]) for name in TABLES},
        }
    )
    hashes = [entry.sha256, entry.object, *(stored.sha256 for stored in entry.files.values())]
    if entry.superseded_by is not None:
        hashes.append(entry.superseded_by)
    for each in hashes:
        if not _HASH.fullmatch(each):
            raise ValueError(f"{each!r} is no hash")
    if not isinstance(entry.rules, str) or any(type(stored.rows) is not int for stored in entry.files.values()):
        raise ValueError(f"the entry of {entry.path!r} does not say what it must")
    if any(not isinstance(entry.told[name], (str, NoneType)) for name in _TOLD):
        raise ValueError(f"what is told of {entry.path!r} is no text")
    return entry


def save(folder: Path, manifest: Manifest) -> None:
    """Replace the list of documents; a reader sees the old one or the new one.

    Raises:
        ArchiveError: It cannot be written.
    """
    documents = [
        asdict(replace(entry, path=storable(entry.path), origin=storable(entry.origin))) for entry in manifest.values()
    ]
    text = json.dumps({"format": FORMAT, "documents": documents}, indent=1) + "\n"
    replace_file(folder / FILE_NAME, text.encode())


def replace_file(path: Path, content: bytes) -> None:
    """Put ``content`` into a file by renaming a finished one that is on the disk.

    Raises:
        ArchiveError: It cannot be written.
    """
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as out:
            temporary = out.name
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, path)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise ArchiveError(f"cannot be written: {error.strerror or error}", where=str(path)) from error


def _from_1(data: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Format 1 had neither hashes nor counts of the files, and knew no versions: ``origin`` and what follows it."""
    import hashlib

    import pyarrow as pa
    import pyarrow.parquet as pq

    documents = []
    for raw in data["documents"]:
        files = {}
        for path in sorted((folder / "objects" / raw["object"][:2] / raw["object"]).glob("*.parquet")):
            try:
                rows = pq.read_metadata(path).num_rows
            except pa.ArrowException:
                rows = 0  # verify, and whoever reads it, will say that it is damaged
            files[path.stem] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "rows": rows}
        documents.append({**raw, "files": files, "origin": raw["path"], "superseded_by": None})
    return {**data, "format": 2, "documents": documents}


MIGRATIONS: Mapping[int, Callable[[Mapping[str, Any], Path], dict[str, Any]]] = {1: _from_1}
"""From each older format to the next; an archive that is written to is kept in the present one."""
