"""ODT and ODS: paragraphs with their printed numbers, notes, tables, tracked changes (OASIS OpenDocument 1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.errors import UnreadableDocumentError
from auditor.reading.attributes import outermost, whole
from auditor.reading.numbering import Level, Numbering, Sequence
from auditor.reading.packages import open_package, parse_part
from auditor.reading.source import (
    MOST_CELLS,
    Block,
    Cell,
    Grid,
    NoteText,
    Source,
    TooLargeError,
    Writer,
    cell_name,
    superscript,
)
from auditor.reading.spreadsheets import led, localised

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_T = f"{{{_NS}text:1.0}}"
_TABLE = f"{{{_NS}table:1.0}}"
_OFFICE = f"{{{_NS}office:1.0}}"
_STYLE = f"{{{_NS}style:1.0}}"
_DRAW = f"{{{_NS}drawing:1.0}}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_FORMS = {"1": "decimal", "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter", "": "none"}
_MOST_REPEATED = 512
_MOST_NESTED = 50
_OUTLINE = "(outline)"


def parse(raw: bytes, path: str, *, original: bool, decimal: str = "") -> Source:
    """The paragraphs, tables and notes of an ODT or ODS file.

    Args:
        raw: The file.
        path: As given, for messages.
        original: Read tracked changes as rejected; as accepted otherwise.
        decimal: The decimal mark with which the numbers of a spreadsheet are shown; the file's own by default.

    Raises:
        UnreadableDocumentError: The file is damaged, encrypted or holds no document.
    """
    package = open_package(raw, path, "OpenDocument")
    manifest = parse_part(package, "META-INF/manifest.xml", path)
    if manifest is not None and any(
        e.tag.endswith("}encryption-data") for e in manifest.iter() if isinstance(e.tag, str)
    ):
        raise UnreadableDocumentError("is encrypted; save it without a password", where=path)
    content = parse_part(package, "content.xml", path)
    body = content.find(f"{_OFFICE}body") if content is not None else None
    if body is None or not len(body):
        raise UnreadableDocumentError("is an OpenDocument file without a document in it", where=path)
    reader = _OpenDocument(content, parse_part(package, "styles.xml", path), original=original, decimal=decimal)
    sheets = body[0].tag == f"{_OFFICE}spreadsheet"
    parts = list(reader.sheets(body[0]) if sheets else reader.blocks(body[0]))
    found = Source(reader.writer.text, parts, reader.notes)
    if reader.hidden:
        found.warn("note.hidden-sheets", path, sheets=", ".join(reader.hidden))
    if reader.lost:
        found.warn("note.nested", path)
    found.warn_of_changes(path, len(reader.changes), original=original)
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.NameToInfo):
        found.warn("note.macros", path)
    meta = parse_part(package, "meta.xml", path)
    title = next(meta.iter(_TITLE), None) if meta is not None else None
    found.entitle(title.text if title is not None else None)
    return found


class _OpenDocument:
    def __init__(self, content: Any, styles: Any, *, original: bool, decimal: str) -> None:
        self.writer = Writer()
        self.notes: dict[str, NoteText] = {}
        self._original = original
        self._decimal = decimal
        self.hidden: list[str] = []
        self._hidden_tables: set[str] = set()
        self._raised: set[str] = set()
        self._hidden: set[str] = set()
        self._paragraphs = 0
        self._number = ""
        self._tables = 0
        self._boxes: list[Any] = []
        self._counts = {"footnote": 0, "endnote": 0}
        self.lost = False
        self.filled = 0
        self._pending_notes: list[tuple[str, int, Any]] = []
        sequences: dict[str, Sequence] = {}
        for root in (styles, content):
            for element in root.iter(f"{_T}list-style", f"{_T}outline-style") if root is not None else ():
                name = element.get(f"{_STYLE}name") if element.tag.endswith("list-style") else _OUTLINE
                sequences[name or _OUTLINE] = Sequence(name or _OUTLINE, dict(_levels(element)))
            for style in root.iter(f"{_STYLE}style") if root is not None else ():
                self._style(style)
        self._numbering = _Lists(sequences)
        self.changes: dict[str, Any] = {
            region.get(f"{_T}id") or region.get(_XML_ID): region for region in content.iter(f"{_T}changed-region")
        }

    def _style(self, style: Any) -> None:
        name = style.get(f"{_STYLE}name", "")
        table = style.find(f"{_STYLE}table-properties")
        if table is not None and table.get(f"{_TABLE}display") == "false":
            self._hidden_tables.add(name)
        for properties in style.iter(f"{_STYLE}text-properties"):
            position = properties.get(f"{_STYLE}text-position", "")
            if position.startswith("super") or (position[:1].isdigit() and not position.startswith("0")):
                self._raised.add(name)
            if properties.get(f"{_T}display") == "none":
                self._hidden.add(name)

    # Text documents

    def blocks(self, parent: Any, place: str = "", depth: int = 0) -> Iterator[Block | Grid]:
        """Paragraphs, lists and tables inside an element."""
        for child in parent:
            tag = child.tag
            if tag in (f"{_T}p", f"{_T}h"):
                yield from self._paragraph(child, place, "")
            elif tag == f"{_T}list":
                yield from self._list(child, place, 0, "")
            elif tag == f"{_TABLE}table":
                yield from self._table(child)
            elif tag in (f"{_T}section", f"{_T}index-body", f"{_T}numbered-paragraph"):
                if depth < _MOST_NESTED:
                    yield from self.blocks(child, place, depth + 1)
                else:
                    self.lost = True
            elif tag == f"{_DRAW}frame":
                yield from self._frames([child], place)

    def _list(self, element: Any, place: str, level: int, style: str) -> Iterator[Block | Grid]:
        style = element.get(f"{_T}style-name") or style
        follows = element.get(f"{_T}continue-list") or element.get(f"{_T}continue-numbering") == "true"
        if level == 0:
            before = element.get(f"{_T}continue-list") or ""
            self._numbering.begin(style, element.get(_XML_ID) or "", before, follows=bool(follows))
        for item in element:
            if item.tag not in (f"{_T}list-item", f"{_T}list-header"):
                continue
            label = ""
            if item.tag == f"{_T}list-item" and any(c.tag in (f"{_T}p", f"{_T}h") for c in item):
                label = self._numbering.next(style, level, item.get(f"{_T}start-value") or "")
            for child in item:
                if child.tag in (f"{_T}p", f"{_T}h"):
                    yield from self._paragraph(child, place, label)
                    label = ""
                elif child.tag == f"{_T}list" and level < _MOST_NESTED:
                    yield from self._list(child, place, level + 1, style)
                elif child.tag == f"{_T}list":
                    self.lost = True
                elif child.tag == f"{_TABLE}table":
                    yield from self._table(child)

    def _paragraph(self, element: Any, place: str, label: str) -> Iterator[Block | Grid]:
        self._paragraphs += 1
        level = 0
        if element.tag == f"{_T}h":
            level = whole(element.get(f"{_T}outline-level"), 1, least=1, most=10)
            if not label and element.get(f"{_T}is-list-header") != "true":
                label = self._numbering.outline(level - 1)
        self.writer.open(Block([], level=level, place=place or f"¶{self._paragraphs}"))
        if label:
            self.writer.label(f"{label} ")
        self._inline(element, raised=False)
        block = self.writer.close()
        if block is not None:
            yield block
        self._read_notes()
        boxes, self._boxes = self._boxes, []
        yield from self._frames(boxes, place)

    def _frames(self, frames: list[Any], place: str) -> Iterator[Block | Grid]:
        for frame in frames:
            for box in outermost(frame, f"{_DRAW}text-box"):
                yield from self.blocks(box, place)

    def _inline(self, element: Any, *, raised: bool) -> None:
        self._put(element.text, raised=raised)
        skipping = False
        for child in element:
            tag = child.tag
            if tag == f"{_T}change-start":
                region = self.changes.get(child.get(f"{_T}change-id"))
                inserted = region is not None and region.find(f"{_T}insertion") is not None
                skipping |= inserted and self._original
            elif tag == f"{_T}change-end":
                skipping = False
            elif tag == f"{_T}change":
                self._restored(child)
            elif not skipping:
                self._element(child, raised=raised)
            if not skipping:
                self._put(child.tail, raised=raised)

    def _restored(self, child: Any) -> None:
        """What a tracked deletion took away, where the original is read."""
        region = self.changes.get(child.get(f"{_T}change-id")) if self._original else None
        deletion = region.find(f"{_T}deletion") if region is not None else None
        for paragraph in deletion.iter(f"{_T}p", f"{_T}h") if deletion is not None else ():
            self._inline(paragraph, raised=False)

    def _element(self, child: Any, *, raised: bool) -> None:
        tag = child.tag
        writer = self.writer
        if tag == f"{_T}s":
            writer.put(" " * whole(child.get(f"{_T}c"), 1, most=200))
        elif tag == f"{_T}tab":
            writer.put("\t")
        elif tag == f"{_T}line-break":
            writer.line()
        elif tag == f"{_T}note":
            self._note(child)
        elif tag == f"{_DRAW}frame":
            self._boxes.append(child)
        elif tag in (f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_T}soft-page-break", f"{_T}ruby-text"):
            return
        elif isinstance(tag, str):
            style = child.get(f"{_T}style-name", "")
            if style not in self._hidden:
                self._inline(child, raised=raised or style in self._raised)

    def _put(self, text: str | None, *, raised: bool) -> None:
        if text:
            plain = " ".join(text.split("\n"))
            if self._number and self._decimal:
                plain = localised(plain, self._number, self._decimal)
            self.writer.put(superscript(plain) if raised else plain)

    def _note(self, element: Any) -> None:
        kind = "endnote" if element.get(f"{_T}note-class") == "endnote" else "footnote"
        self._counts[kind] += 1
        number = self._counts[kind]
        key = f"{kind}{number}"
        self.writer.mark(key)
        self._pending_notes.append((key, number, element.find(f"{_T}note-body")))

    def _read_notes(self) -> None:
        """Write the notes of the paragraph that has just ended."""
        pending, self._pending_notes = self._pending_notes, []
        for key, number, body in pending:
            block = Block([], place=f"¶{key}")
            self.notes[key] = NoteText(number, block)
            for part in self.blocks(body, f"¶{key}") if body is not None else ():
                if isinstance(part, Block):
                    block.lines += part.lines

    def _table(self, table: Any) -> Iterator[Grid]:
        self._tables += 1
        grid = Grid([])
        inner = list(self._rows(table, f"T{self._tables}", grid))
        if grid.cells:
            yield grid
        yield from inner

    def _rows(self, table: Any, name: str, grid: Grid) -> Iterator[Grid]:
        """Fill a grid from the rows of a table; tables inside its cells are given back."""
        row = 0
        for element in table.iter(f"{_TABLE}table-row"):
            owner = element.getparent()
            header = False
            while owner is not table and owner.tag != f"{_TABLE}table":
                header |= owner.tag == f"{_TABLE}table-header-rows"
                owner = owner.getparent()
            if owner is not table:
                continue
            column = 0
            for cell in element.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                repeated = whole(cell.get(f"{_TABLE}number-columns-repeated"), 1, least=1)
                value = cell.get(f"{_OFFICE}value") or ""
                if cell.tag == f"{_TABLE}table-cell" and len(cell):
                    for _ in range(min(repeated, _MOST_REPEATED)):
                        self.filled += 1
                        if self.filled > MOST_CELLS:
                            raise TooLargeError(f"holds more than {MOST_CELLS:,} filled cells")
                        blocks = []
                        self._number = value
                        for part in self.blocks(cell, cell_name(name, row, column)):
                            if isinstance(part, Grid):
                                yield part
                            else:
                                part.stored = value
                                blocks.append(part)
                        self._number = ""
                        grid.cells.append(
                            Cell(
                                row,
                                column,
                                blocks,
                                height=whole(cell.get(f"{_TABLE}number-rows-spanned"), 1, least=1),
                                width=whole(cell.get(f"{_TABLE}number-columns-spanned"), 1, least=1),
                                header=header,
                            )
                        )
                        column += 1
                else:
                    column += repeated
            row += whole(element.get(f"{_TABLE}number-rows-repeated"), 1, least=1)

    # Spreadsheets

    def sheets(self, body: Any) -> Iterator[Block | Grid]:
        """The tables of a workbook, each after its name."""
        for table in body.iterchildren(f"{_TABLE}table"):
            if table.get(f"{_TABLE}style-name", "") in self._hidden_tables:
                self.hidden.append(table.get(f"{_TABLE}name") or "")
                continue
            name = table.get(f"{_TABLE}name") or ""
            grid = Grid([])
            inner = list(self._rows(table, name, grid))
            yield from led(grid.cells)
            yield from inner


class _Lists:
    """Numbers of lists: a list counts anew unless it says that it goes on."""

    def __init__(self, sequences: dict[str, Sequence]) -> None:
        self._styles = sequences
        self._numbering = Numbering(sequences)
        self._roots: dict[str, str] = {}
        self._root = ""

    def begin(self, style: str, own: str, before: str, *, follows: bool) -> None:
        """A list of a style begins; ``before`` is the list that it goes on from, if it names one."""
        root = self._roots.get(before, before) if before else (style if follows else f"{style}#{len(self._roots)}")
        self._roots[own or f"#{len(self._roots)}"] = root
        self._root = root

    def next(self, style: str, level: int, start: str) -> str:
        """The number printed before the next item."""
        base = self._styles.get(style)
        if base is None:
            return ""
        name = f"{self._root}\0{style}"
        if name not in self._styles:
            self._styles[name] = Sequence(self._root, base.levels)
        if start:
            self._numbering.set(name, level, whole(start, 1) - 1)
        return self._numbering.next(name, level)

    def outline(self, level: int) -> str:
        """The number printed before the next heading."""
        return self._numbering.next(_OUTLINE, level)


def _levels(style: Any) -> Iterator[tuple[int, Level]]:
    for level in style:
        at = whole(level.get(f"{_T}level"), 0, most=10)
        if not at:
            continue
        if level.tag.endswith("bullet"):
            yield at - 1, Level("bullet", level.get(f"{_T}bullet-char") or "")
            continue
        form = _FORMS.get(level.get(f"{_STYLE}num-format") or "", "decimal")
        pattern = level.get("{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format")
        if pattern is not None:
            # LibreOffice's own: %1%.%2% for what others write as %1.%2, prefix and suffix included.
            pattern = re.sub(r"%(\d+)%", r"%\1", pattern)
        else:
            shown = whole(level.get(f"{_T}display-levels"), 1, least=1, most=10)
            inner = ".".join(f"%{k}" for k in range(max(1, at - shown + 1), at + 1))
            pattern = (level.get(f"{_STYLE}num-prefix") or "") + inner + (level.get(f"{_STYLE}num-suffix") or "")
        yield at - 1, Level(form, "" if form == "none" else pattern, whole(level.get(f"{_T}start-value"), 1))
