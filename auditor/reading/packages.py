"""ZIP packages (DOCX, XLSX, ODT, ODS): what makes one unsafe or unreadable."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from auditor.errors import UnreadableDocumentError
from auditor.limits import current
from auditor.reading.attributes import deeper

MOST_UNPACKED = 512 * 1024 * 1024
"""Bytes that all parts of a package may have unpacked."""
MOST_PART = 96 * 1024 * 1024
"""Bytes that its largest part may have unpacked."""
MOST_PARTS = 20_000
_BOMB_RATIO = 400
"""How many times a part may be larger than its packed form; text packs to about a tenth."""
_BOMB_SIZE = 8 * 1024 * 1024
_PROLOGUE = 4096
_OOXML = b"http://schemas.openxmlformats.org/"
_NAMESPACES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _OOXML + b"wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _OOXML + b"officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _OOXML + b"officeDocument/2006/math"),
)
"""Namespaces of the strict variant of ISO/IEC 29500, and those of the one that programs write."""


def open_package(raw: bytes, path: str, what: str) -> zipfile.ZipFile:
    """A package whose parts are within bounds.

    Args:
        raw: The file.
        path: As given, for messages.
        what: Name of the format, for messages.

    Raises:
        UnreadableDocumentError: It is damaged, encrypted, or unpacks to more than is read; or a part declares
            entities, which could name other files.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableDocumentError(f"is a damaged or cut-off {what} file", where=path) from error
    parts = package.infolist()
    if len(parts) > MOST_PARTS:
        raise UnreadableDocumentError(f"holds {len(parts):,} parts; at most {MOST_PARTS:,} are read", where=path)
    total = sum(part.file_size for part in parts)
    if total > MOST_UNPACKED:
        raise UnreadableDocumentError(
            f"unpacks to {total:,} bytes; at most {MOST_UNPACKED:,} are read (is it a zip bomb?)", where=path
        )
    for part in parts:
        if part.flag_bits & 1:
            raise UnreadableDocumentError("is encrypted; save it without a password", where=path)
        bomb = part.file_size > _BOMB_SIZE and part.file_size > _BOMB_RATIO * max(1, part.compress_size)
        if part.file_size > MOST_PART or bomb:
            raise UnreadableDocumentError(
                f"holds a part that unpacks to {part.file_size:,} bytes from {part.compress_size:,} (a zip bomb?)",
                where=path,
            )
    return package


def parse_part(package: zipfile.ZipFile, name: str, path: str) -> Any:
    """The root element of a part of a package, or None when the package has no such part.

    Nothing outside the part is read, whatever it refers to.

    Raises:
        UnreadableDocumentError: The part is damaged, or declares a document type.
    """
    if name not in package.NameToInfo:
        return None
    try:
        size = package.NameToInfo[name].file_size
        with package.open(name) as part:
            raw = part.read(size + 1)  # what a part declares may be less than what it unpacks to
        if len(raw) > size:
            raise zipfile.BadZipFile("larger than it says")
    except MemoryError:
        raise
    except Exception as error:  # zlib, zipfile and struct each raise their own for a damaged part
        raise UnreadableDocumentError(f"is damaged: {name} cannot be unpacked ({error})", where=path) from error
    for strict, transitional in _NAMESPACES:
        raw = raw.replace(strict, transitional)
    head = raw[:_PROLOGUE].replace(b"\x00", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UnreadableDocumentError(f"declares entities in {name}, which no office program writes", where=path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise UnreadableDocumentError(f"is damaged: {name}, {error.msg}", where=path) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocumentError(f"declares entities in {name}, which no office program writes", where=path)
    most = current().nesting
    if deeper(root, most):
        raise UnreadableDocumentError(f"is nested more than {most} deep in {name}", where=path)
    return root


def is_strict(package: zipfile.ZipFile, name: str) -> bool:
    """Whether a part is written in the strict variant of ISO/IEC 29500."""
    return _NAMESPACES[0][0] in package.read(name)[:_PROLOGUE]


def spelled_strictly(raw: bytes) -> bytes:
    """A part in the strict variant's namespaces, which `parse_part` replaces."""
    for strict, transitional in _NAMESPACES:
        raw = raw.replace(transitional, strict)
    return raw
