"""From what is named on the command line to the bytes of files."""

from __future__ import annotations

import glob
import os
import zipfile
from pathlib import Path

from auditor.errors import UnreadableDocumentError, one_line
from auditor.limits import MEGABYTE, current
from auditor.reading import searching
from auditor.reading.formats import SUFFIXES

OWN_REPORT = "auditor: discrepancy report"
"""The mark of a report that this tool has written: in a folder it is no document."""
_ARCHIVE = b"PK\x03\x04"
_PDF = b"%PDF-"
_TRIES = 3
"""How often a file is read again that was changed meanwhile."""
_PDF_TAIL = 1 << 20
"""Bytes at the end of a PDF in which an annotated copy has what it adds."""


_MOST_CLOSED = 3
"""Folders that could not be searched and are named; of more only the number is told."""
_LONGEST_NAMED = 200
"""Characters of the name of such a folder that are shown."""
_TEMPORARY = ("~$", "~WR")
"""How the names of the locks and working copies begin that Word keeps beside a document."""


def collect(patterns: list[str]) -> tuple[list[str], list[str]]:
    """The files that paths, folders and glob patterns stand for.

    Args:
        patterns: As given on the command line. A folder stands for the readable files in it and below it.

    Returns:
        The paths, each once, in the order given (inside a folder or pattern: sorted), and one line for each
        pattern that stands for nothing.
    """
    paths: list[str] = []
    problems: list[str] = []
    for pattern in patterns:
        try:
            matched, problem = _stands_for(pattern)
        except (OSError, ValueError) as error:
            matched, problem = [], f"cannot be read: {getattr(error, 'strerror', None) or error}"
        paths += matched
        if problem:
            problems.append(one_line(f"{pattern}: {problem}"))
    return list(dict.fromkeys(paths)), problems


def _stands_for(pattern: str) -> tuple[list[str], str]:
    """The files of one path, folder or pattern, or what is wrong with it.

    Raises:
        OSError: A folder may not be searched, or the name is too long.
    """
    path = Path(pattern)
    readable = ", ".join(sorted(SUFFIXES))
    if not pattern:
        return [], "an empty name stands for no file"
    if path.is_dir():
        os.listdir(path)  # the folder itself must be open
        found = searching.inside(str(path))
        files = [str(p) for p in sorted(map(Path, found.files)) if _readable_file(p, images=False)]
        return files, _unsearched(found) or ("" if files else f"no documents in this folder; readable are {readable}")
    if path.exists() or not glob.has_magic(pattern):
        return [pattern], ""
    found = searching.matching(pattern)
    files = sorted(p for p in found.files if _readable_file(Path(p), images=True))
    if files or found.closed:
        return files, _unsearched(found)
    if not found.files:
        return [], "no file matches this pattern"
    return [], f"no document matches this pattern; readable are {readable}"


def _unsearched(found: searching.Found) -> str:
    """What is said of folders that could not be looked into."""
    if not found.closed:
        return ""
    named = [f"{_shortened(folder)} ({why})" for folder, why in sorted(found.closed)[:_MOST_CLOSED]]
    more = len(found.closed) - len(named)
    return f"could not be searched: {', '.join(named)}" + (f" and {more:,} more folders" if more else "")


def _shortened(folder: str) -> str:
    half = _LONGEST_NAMED // 2
    return folder if len(folder) <= _LONGEST_NAMED else f"{folder[:half]}…{folder[-half:]}"


def _readable_file(path: Path, *, images: bool) -> bool:
    """Whether a file that was found, not named, is a document: no program's lock, no report of ours.

    Images lie in folders for many reasons: they count where a pattern asks for them.
    """
    if not is_document_name(path.name, images=images) or not path.is_file():
        return False
    return not _own_report(path)


def is_plain_name(path: str) -> bool:
    """Whether a name promises a text that needs no unpacking."""
    return SUFFIXES.get(Path(path).suffix.lower()) in ("text", "markdown")


def is_document_name(name: str, *, images: bool = False) -> bool:
    """Whether a file in a folder is a document by its name: one that can be read, and no temporary file of Word's."""
    form = SUFFIXES.get(Path(name).suffix.lower())
    return form is not None and (images or form != "image") and not name.startswith(_TEMPORARY)


def _own_report(path: Path) -> bool:
    """Whether the mark of our reports stands where they have it: at the head of a text, or in a part of an archive."""
    try:
        with path.open("rb") as file:
            head = file.read(2048)
            if head.startswith(_ARCHIVE):
                return _own_archive(path)
            if head.startswith(_PDF):
                file.seek(max(0, path.stat().st_size - _PDF_TAIL))
                head = file.read()
            return OWN_REPORT.encode() in head
    except OSError:
        return False  # reading it will say what is wrong


def _own_archive(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [n for n in archive.namelist() if n == "docProps/core.xml" or n.endswith("comments.xml")]
            return any(OWN_REPORT.encode() in archive.open(name).read(2048) for name in parts)
    except Exception:  # a damaged archive makes zipfile raise many kinds; reading it will say what is wrong
        return False


def read_bytes(path: str) -> bytes:
    """The content of a file.

    Raises:
        UnreadableDocumentError: It is missing, no file, too large, or may not be opened.
    """
    file = Path(path)
    most = current().file * MEGABYTE
    try:
        size = file.stat().st_size
        if file.is_dir():
            raise UnreadableDocumentError("is a folder", where=path)
        if not file.is_file():
            raise UnreadableDocumentError("is a pipe or device, not a file", where=path)
        if size > most:
            raise UnreadableDocumentError(f"has {size:,} bytes; at most {most:,} are read", where=path)
        return _whole(file, most, path)
    except FileNotFoundError as error:
        raise UnreadableDocumentError("no such file", where=path) from error
    except PermissionError as error:
        raise UnreadableDocumentError("cannot be opened: permission denied", where=path) from error
    except OSError as error:
        raise UnreadableDocumentError(f"cannot be read: {error.strerror or error}", where=path) from error
    except ValueError as error:
        raise UnreadableDocumentError(f"is not a path: {error}", where=path) from error


def _whole(file: Path, most: int, path: str) -> bytes:
    """The content of a file that stays as it is while it is read.

    Raises:
        UnreadableDocumentError: It grows over the limit, or is changed each time it is read.
    """
    for _ in range(_TRIES):
        with file.open("rb") as handle:
            before = os.fstat(handle.fileno())
            raw = handle.read(most + 1)
            after = os.fstat(handle.fileno())
        if len(raw) > most:
            raise UnreadableDocumentError(f"has more than {most:,} bytes, which is the most that is read", where=path)
        if (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size):
            return raw
    raise UnreadableDocumentError("is being written; try again when it is saved", where=path)
