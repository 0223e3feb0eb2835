"""Which format a file is in, whatever its name says, and its reader."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import UnreadableDocumentError
from auditor.language import Pack, detect
from auditor.limits import MEGABYTE, Given, current
from auditor.model import Note
from auditor.reading.encodings import decode
from auditor.reading.source import Source

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".odt": "odt",
    ".ods": "ods",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".pdf": "pdf",
    ".doc": "doc",
    ".rtf": "rtf",
    ".xls": "xls",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
}
"""Endings of files that can be read, and the format that each promises."""

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_COMPRESSED = {b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7z", b"Rar!": "RAR", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_PACKAGES = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXTS = frozenset({"text", "markdown", "html"})
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is to be read.

    Attributes:
        original: Tracked changes as rejected; as accepted otherwise.
        encoding: Encoding of a text file, where the user names it.
        language: Tag of the language, where the user names it.
        limits: What the document may cost, where the user says so; see `auditor.limits.Limits`.
    """

    original: bool = False
    encoding: str | None = None
    language: str | None = None
    limits: Given = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed file with its language and encoding (empty for a format that fixes its own)."""

    source: Source
    language: str
    encoding: str


def recognise_format(raw: bytes, path: str) -> str:
    """The format of a file by its content; its name tells Markdown from plain text.

    Raises:
        UnreadableDocumentError: The content is of a kind that is not read.
    """
    promised = SUFFIXES.get(Path(path).suffix.lower(), "text")
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    if raw.startswith(_PACKAGES):
        return _package_format(raw, path)
    if raw.startswith(_COMPOUND):
        return _compound_format(raw, path)
    if raw.startswith(b"{\\rtf"):
        return "rtf"
    if raw.startswith(_IMAGES):
        return "image"
    for magic, name in _COMPRESSED.items():
        if raw.startswith(magic):
            raise UnreadableDocumentError(f"is a file compressed with {name}; unpack it first", where=path)
    if _HTML.match(raw[:4096]):
        return "html"
    if promised not in _TEXTS:
        if not raw.strip():
            raise UnreadableDocumentError("is empty", where=path)
        if b"\x00" in raw[:4096]:
            raise UnreadableDocumentError(f"is no {promised.upper()} file, or a damaged one", where=path)
        return "text"
    return promised


def _package_format(raw: bytes, path: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            names = package.NameToInfo
            kind = package.open("mimetype").read(100).decode("latin-1") if "mimetype" in names else ""
    except Exception as error:  # a damaged archive makes zipfile raise many kinds
        raise UnreadableDocumentError("is a damaged or cut-off office file", where=path) from error
    if "opendocument.text" in kind:
        return "odt"
    if "opendocument.spreadsheet" in kind:
        return "ods"
    for folder, name in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(n.startswith(folder) for n in names):
            if name == "pptx":
                raise UnreadableDocumentError("is a presentation, which is not read; save it as PDF first", where=path)
            return name
    raise UnreadableDocumentError("is a ZIP archive, not a document; unpack it first", where=path)


def _compound_format(raw: bytes, path: str) -> str:
    """The kind of an OLE compound file, by the names of its streams (UTF-16)."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in raw

    if has("EncryptedPackage"):
        raise UnreadableDocumentError("is encrypted; save it without a password", where=path)
    if has("WordDocument"):
        return "doc"
    if has("Workbook") or has("Book"):
        return "xls"
    raise UnreadableDocumentError("is an old office file of a kind that is not read, or a damaged one", where=path)


def is_plain(raw: bytes, path: str) -> bool:
    """Whether a file is plain text, which no library takes apart.

    Raises:
        UnreadableDocumentError: The content is of a kind that is not read.
    """
    return not raw.startswith(_PACKAGES) and recognise_format(raw, path) in ("text", "markdown")


def parse(raw: bytes, path: str, packs: Mapping[str, Pack], options: Options) -> Parsed:
    """A file as parsed by the reader of its format.

    Args:
        raw: The file.
        path: As given, for messages.
        packs: Language packs by tag.
        options: How to read.

    Raises:
        UnreadableDocumentError: It cannot be read.
    """
    form = recognise_format(raw, path)
    if form in _TEXTS:
        parsed = _text(raw, path, form, packs, options)
    elif form == "pdf":
        parsed = _pdf(raw, path, packs, options)
    elif form == "image":
        parsed = _image(raw, path, packs, options)
    elif form in ("xlsx", "xls"):
        parsed = _workbook(raw, path, form, packs, options)
    else:
        parsed = _office(raw, path, form, packs, options)
    promised = SUFFIXES.get(Path(path).suffix.lower())
    if promised is not None and promised != form and not {promised, form} <= _TEXTS:
        parsed.source.warnings.insert(0, Note.of("note.mislabelled", document=path, form=form, promised=promised))
    parsed.source.form = form
    if not parsed.source.text.strip() or not parsed.source.parts:
        deep = any(w.code == "note.nested" for w in parsed.source.warnings)
        raise UnreadableDocumentError("is nested too deeply to be read" if deep else "holds no text", where=path)
    return parsed


def _text(raw: bytes, path: str, form: str, packs: Mapping[str, Pack], options: Options) -> Parsed:
    most = current().text * MEGABYTE
    if len(raw) > most:
        raise UnreadableDocumentError(f"has {len(raw):,} bytes; of text at most {most:,} are read", where=path)
    encoding = options.encoding
    if form == "html" and encoding is None:
        declared = _CHARSET.search(raw[:4096])
        name = declared.group(1).decode("ascii").lower() if declared else ""
        # What a page declares holds, unless it is the default that programs write whatever the bytes are.
        encoding = name if name in ("windows-1258", "utf-16") else None
    content, found, warnings = decode(raw, path, packs, encoding)
    language = options.language or detect(content, packs)
    if form == "html":
        from auditor.reading import web

        source = web.parse(content, path)
    else:
        from auditor.reading import text

        source = text.parse(content, packs[language], markdown=form == "markdown")
    source.warnings += warnings
    return Parsed(source, language, found)


def _office(raw: bytes, path: str, form: str, packs: Mapping[str, Pack], options: Options) -> Parsed:
    from auditor.reading import opendocument, word
    from auditor.reading.programs import convert

    if form in ("odt", "ods"):
        source = opendocument.parse(raw, path, original=options.original)
        if form == "ods":
            language = options.language or detect(source.text, packs)
            source = opendocument.parse(raw, path, original=options.original, decimal=packs[language].decimal)
    else:
        package = raw if form == "docx" else convert(raw, path, form, "docx")
        source = word.parse(package, path, packs, original=options.original)
    return Parsed(source, options.language or detect(source.text, packs), "")


def _workbook(raw: bytes, path: str, form: str, packs: Mapping[str, Pack], options: Options) -> Parsed:
    from auditor.reading import spreadsheets
    from auditor.reading.programs import convert

    package = raw if form == "xlsx" else convert(raw, path, form, "xlsx")
    book = spreadsheets.load(package, path)
    language = options.language or detect(spreadsheets.words(book), packs)
    return Parsed(spreadsheets.parse(book, path, decimal=packs[language].decimal), language, "")


def _pdf(raw: bytes, path: str, packs: Mapping[str, Pack], options: Options) -> Parsed:
    from auditor.reading import pdf
    from auditor.reading.pages import read_pages
    from auditor.reading.programs import DOTS, recognise

    found = pdf.parse(raw, path)
    pages = found.pages
    warnings = [Note.of("note.page-broken", document=path, page=str(number), why=why) for number, why in found.broken]
    unread: list[int] = []
    why = ""
    for number, image, width, height in pdf.images(raw, found.scans, dots=DOTS):
        try:
            pages.append(recognise(image, number, path, (width, height)))
        except UnreadableDocumentError as error:
            if not pages and number == found.scans[-1]:
                raise
            unread.append(number)
            why = str(error).removeprefix(f"{path}: ")
    recognised = [n for n in found.scans if n not in unread]
    if recognised:
        warnings.append(Note.of("note.recognised", document=path, pages=_ranges(recognised)))
    if unread:
        warnings.append(Note.of("note.pages-unread", document=path, pages=_ranges(unread), why=why))
    pages.sort(key=lambda page: page.number)
    words = " ".join(f.text for page in pages for f in page.fragments)
    language = options.language or detect(words, packs)
    source = read_pages(pages, packs[language])
    source.warnings += warnings
    if found.title:
        source.properties["title"] = found.title
    return Parsed(source, language, "")


def _image(raw: bytes, path: str, packs: Mapping[str, Pack], options: Options) -> Parsed:
    from auditor.reading.pages import read_pages
    from auditor.reading.programs import frames, recognise

    pages = [recognise(image, number, path, None) for number, image in enumerate(frames(raw, path), 1)]
    language = options.language or detect(" ".join(f.text for page in pages for f in page.fragments), packs)
    source = read_pages(pages, packs[language])
    numbers = _ranges([page.number for page in pages])
    source.warnings.append(Note.of("note.recognised", document=path, pages=numbers))
    return Parsed(source, language, "")


def _ranges(numbers: list[int]) -> str:
    """Page numbers as people write them: ``1-3, 7``."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}-{p[-1]}" for p in parts)
