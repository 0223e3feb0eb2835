"""From a path on the command line to a `Document`."""

from __future__ import annotations

import glob
import hashlib
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from auditor.errors import UnreadableDocumentError
from auditor.language import Pack, detect
from auditor.model import Document, Note
from auditor.reading import identity, text

SUFFIXES = {".txt": False, ".text": False, ".md": True, ".markdown": True}
"""Endings of files that can be read, and whether they hold Markdown."""

MAX_BYTES = 64 * 1024 * 1024
"""Size in bytes above which a text file is refused: about 20,000 pages."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a DOCX, XLSX or other ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "a compressed file",
}
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27, 28, 29, 30, 31}
_MOST_CONTROL = 0.005


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
            problems.append(f"{pattern}: {problem}")
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
        os.listdir(path)  # a folder that may not be opened looks empty to rglob
        inside = sorted(p for p in path.rglob("*") if _readable_file(p) and not _hidden(p, path))
        return [str(p) for p in inside], "" if inside else f"no documents in this folder; readable are {readable}"
    if path.exists() or not glob.has_magic(pattern):
        return [pattern], ""
    matched = [p for p in glob.glob(pattern, recursive=True) if Path(p).is_file()]
    if not matched:
        return [], "no file matches this pattern"
    documents = sorted(p for p in matched if _readable_file(Path(p)))
    return documents, "" if documents else f"no document matches this pattern; readable are {readable}"


def _readable_file(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.is_file()


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def read_document(path: str, packs: Mapping[str, Pack]) -> Document:
    """Read one file.

    Args:
        path: As given on the command line; kept as it is in the document.
        packs: Language packs by tag.

    Raises:
        UnreadableDocumentError: The file is missing, empty, binary, too large, or in no encoding that can be told.
    """
    file = Path(path)
    try:
        size = file.stat().st_size
        if file.is_dir():
            raise UnreadableDocumentError("is a folder", where=path)
        if not file.is_file():
            raise UnreadableDocumentError("is a pipe or device, not a file", where=path)
        if size > MAX_BYTES:
            raise UnreadableDocumentError(f"has {size:,} bytes; at most {MAX_BYTES:,} are read", where=path)
        raw = file.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocumentError("no such file", where=path) from error
    except PermissionError as error:
        raise UnreadableDocumentError("cannot be opened: permission denied", where=path) from error
    except OSError as error:
        raise UnreadableDocumentError(f"cannot be read: {error.strerror or error}", where=path) from error
    except ValueError as error:
        raise UnreadableDocumentError(f"is not a path: {error}", where=path) from error
    content, encoding, warnings = decode(raw, path)
    language = detect(content, packs)
    pack = packs[language]
    found = text.passages(content, pack, markdown=SUFFIXES.get(file.suffix.lower(), False))
    document = Document(
        id="",
        path=path,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=content,
        language=language,
        encoding=encoding,
        passages=found,
        warnings=warnings,
    )
    return replace(document, **identity.of(document, pack))


def decode(raw: bytes, path: str) -> tuple[str, str, tuple[Note, ...]]:
    """The text of a file, its encoding, and what the reader must be told of it.

    Raises:
        UnreadableDocumentError: Nothing, or nothing that is text, is in it.
    """
    if not raw.strip(b"\x00\t\n\r\f \xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocumentError("is empty", where=path)
    for magic, what in _BINARY.items():
        if raw.startswith(magic):
            raise UnreadableDocumentError(f"is {what}, not text; save it as plain text (UTF-8) first", where=path)
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _strict(raw, encoding, path), encoding.removesuffix("-sig"), ()
    sample = raw[:65536]
    if sample.count(0) > len(sample) // 8:
        encoding = "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"
        content = _strict(raw, encoding, path)
        if _readable(content):
            return content, encoding, ()
        raise UnreadableDocumentError("is a binary file, not text", where=path)
    if sum(1 for b in sample if b in _CONTROL) > _MOST_CONTROL * len(sample):
        raise UnreadableDocumentError("is a binary file, not text", where=path)
    try:
        return raw.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        return _windows_1258(raw, path, error)


def _readable(content: str) -> bool:
    """Whether what was decoded is mostly letters, digits and spaces."""
    sample = content[:4096]
    return sum(c.isalnum() or c.isspace() for c in sample) > len(sample) / 2 and not any(
        ord(c) in _CONTROL for c in sample
    )


def _strict(raw: bytes, encoding: str, path: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(f"begins like {encoding} but byte {error.start} is not", where=path) from error


def _windows_1258(raw: bytes, path: str, error: UnicodeDecodeError) -> tuple[str, str, tuple[Note, ...]]:
    """Text that is not UTF-8: the Vietnamese Windows code page if it reads as Vietnamese, otherwise refused."""
    try:
        content = raw.decode("cp1258")
    except UnicodeDecodeError:
        content = ""
    marks = sum(1 for c in content if unicodedata.combining(c))
    letters = sum(1 for c in content if c.isalpha())
    if letters and 0.05 < marks / letters < 0.6:
        return content, "windows-1258", (Note.of("note.encoding", document=Path(path).name, encoding="Windows-1258"),)
    line = raw.count(b"\n", 0, error.start) + 1
    raise UnreadableDocumentError(
        f"is neither UTF-8 (byte {error.start}, line {line}) nor another encoding that can be told; save it as UTF-8",
        where=path,
    )
