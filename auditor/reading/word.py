"""DOCX: paragraphs with their printed numbers, tables, notes at their markers, tracked changes accepted or not.

The parts are read as ECMA-376 describes them (WordprocessingML); python-docx, which knows no footnotes, numbers or
tracked changes, would have to be bypassed at each of them, so the elements are walked here with lxml.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.errors import UnreadableDocumentError
from auditor.language import Pack
from auditor.reading.attributes import outermost, whole
from auditor.reading.encodings import legacy_text
from auditor.reading.packages import open_package, parse_part
from auditor.reading.source import Block, Cell, Grid, NoteText, Source, TooLargeError, Writer, cell_name, superscript
from auditor.reading.word_styles import Style, Styles, W, numbering_of, on, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OFFICE_DOCUMENT = "/officeDocument"
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xD7: "·", 0xB0: "°", 0xA5: "∞", 0xB9: "≠", 0xBB: "≈", 0xB7: "•"}
"""Characters of Adobe's Symbol encoding that stand in reports."""
_WRAPPERS = frozenset(W + n for n in ("sdt", "sdtContent", "customXml"))
"""Elements that may stand around anything: content controls and custom XML."""
_INSERTED = frozenset((f"{W}ins", f"{W}moveTo"))
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_TRANSPARENT = _WRAPPERS | {W + n for n in ("hyperlink", "smartTag", "fldSimple", "dir", "bdo")}
MOST_PARAGRAPHS = 500_000
"""Paragraphs of a document that are read: some 20,000 pages."""
_MOST_NESTED_TABLES = 12
_MOST_SPAN = 200


def parse(raw: bytes, path: str, packs: Mapping[str, Pack], *, original: bool) -> Source:
    """The paragraphs, tables and notes of a DOCX file.

    Args:
        raw: The file.
        path: As given, for messages.
        packs: Language packs, for text in fonts of old encodings.
        original: Read tracked changes as rejected; as accepted otherwise.

    Raises:
        UnreadableDocumentError: The file is damaged, encrypted or holds no document.
    """
    return _Word(open_package(raw, path, "DOCX"), path, packs, original=original).source()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the text of an element stands in the text that was read.

    Attributes:
        start: Its first character.
        end: The character after its last.
        element: The ``w:t`` or ``w:delText``.
    """

    start: int
    end: int
    element: Any


@dataclass(frozen=True, slots=True)
class Located:
    """A DOCX file with the elements that its text was read from.

    Attributes:
        main: Name of the part that holds the document.
        root: Root element of that part.
        text: All that was read, as `Source.text`.
        spots: In the order of the text; those of notes lie in other parts.
        references: The element that marks each note, by kind and id (``footnote3``).
    """

    main: str
    root: Any
    text: str
    spots: tuple[Spot, ...]
    references: Mapping[str, Any]


def locate(raw: bytes, path: str, packs: Mapping[str, Pack], *, original: bool) -> Located:
    """A DOCX file read as `parse` reads it, with the elements kept.

    Args:
        raw: The file.
        path: As given, for messages.
        packs: Language packs, for text in fonts of old encodings.
        original: Read tracked changes as rejected; as accepted otherwise.

    Raises:
        UnreadableDocumentError: The file is damaged, encrypted or holds no document.
    """
    return _Word(open_package(raw, path, "DOCX"), path, packs, original=original).located()


class _Word:
    def __init__(self, package: zipfile.ZipFile, path: str, packs: Mapping[str, Pack], *, original: bool) -> None:
        self._package = package
        self._packs = packs
        self._path = path
        self._original = original
        self._kept = _DELETED if original else _INSERTED
        self._gone = f"{W}ins" if original else f"{W}del"
        self._main = self._main_part()
        folder = self._main.rpartition("/")[0]
        self._folder = f"{folder}/" if folder else ""
        self._styles = Styles(self._part("styles.xml"))
        self._numbering = numbering_of(self._part("numbering.xml"))
        self._writer = Writer()
        self._notes: dict[str, NoteText] = {}
        self._asked: list[tuple[str, int]] = []
        self._counts = {"footnote": 0, "endnote": 0}
        self._page: int | None = None
        self._paragraphs = 0
        self._tables = 0
        self._boxes: list[Any] = []
        self._changes = 0
        self._lost = False
        self._depth = 0
        self._root: Any = None
        self._spots: list[Spot] = []
        self._references: dict[str, Any] = {}

    def located(self) -> Located:
        text = self.source().text
        return Located(self._main, self._root, text, tuple(self._spots), self._references)

    def source(self) -> Source:
        document = self._root = parse_part(self._package, self._main, self._path)
        body = document.find(f"{W}body") if document is not None else None
        if body is None:
            raise UnreadableDocumentError("is a DOCX file without a document in it", where=self._path)
        if next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None:
            self._page = 1
        parts = list(self._blocks(body))
        self._read_notes()
        found = Source(self._writer.text, parts, self._notes)
        if self._lost:
            found.warn("note.nested", self._path)
        found.warn_of_changes(self._path, self._changes, original=self._original)
        if any(name.endswith("vbaProject.bin") for name in self._package.NameToInfo):
            found.warn("note.macros", self._path)
        core = parse_part(self._package, "docProps/core.xml", self._path)
        found.entitle(core.findtext(f"{_DC}title") if core is not None else None)
        return found

    def _main_part(self) -> str:
        """The part that the package's relationships name as its document."""
        relations = parse_part(self._package, "_rels/.rels", self._path)
        for relation in relations if relations is not None else ():
            if relation.get("Type", "").endswith(_OFFICE_DOCUMENT):
                return str(relation.get("Target", "")).lstrip("/")
        return "word/document.xml"

    def _part(self, name: str) -> Any:
        return parse_part(self._package, self._folder + name, self._path)

    # Blocks

    def _blocks(self, parent: Any, place: str = "") -> Iterator[Block | Grid]:
        """Paragraphs and tables inside an element; text boxes follow the paragraph that holds them."""
        pending: Block | None = None
        for child in parent:
            if child.tag == f"{W}p":
                pending = self._paragraph(child, pending, place)
                if not self._joined(child):
                    yield from self._closed(pending)
                    pending = None
                    yield from self._text_boxes(place)
            elif child.tag == f"{W}tbl":
                yield from self._closed(pending)
                pending = None
                yield from self._table(child)
            elif child.tag in _WRAPPERS or child.tag in self._kept:
                yield from self._blocks(child, place)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._blocks(_chosen(child), place)
        yield from self._closed(pending)

    def _closed(self, pending: Block | None) -> Iterator[Block]:
        """The block at hand, ended, where there is one and it holds text."""
        if pending is not None and (block := self._writer.close()) is not None:
            yield block

    def _joined(self, paragraph: Any) -> bool:
        """Whether a tracked change takes away the mark that ends the paragraph: the next one goes on in it."""
        return paragraph.find(f"{W}pPr/{W}rPr/{self._gone}") is not None

    def _text_boxes(self, place: str) -> Iterator[Block | Grid]:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self._blocks(box, place)

    def _paragraph(self, element: Any, pending: Block | None, place: str) -> Block | None:
        """Open a block and write a paragraph into it, or go on in the block of the one before."""
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise TooLargeError(f"holds more than {MOST_PARAGRAPHS:,} paragraphs")
        properties = element.find(f"{W}pPr")
        style = self._styles.of(properties)
        if style.contents:
            return pending
        if pending is None:
            block = Block([], level=style.level, page=self._page, place=place or f"¶{self._paragraphs}")
            self._writer.open(block)
            label = self._label(properties, style)
            if label:
                self._writer.label(label)
        else:
            block = pending
        self._runs(element, style)
        return block

    def _label(self, properties: Any, style: Style) -> str:
        """The number or bullet that is printed before a paragraph, with the space after it."""
        number, level = style.number, style.number_level
        direct = properties.find(f"{W}numPr") if properties is not None else None
        if direct is not None:
            number = value(direct.find(f"{W}numId")) or number
            level = whole(value(direct.find(f"{W}ilvl")), level, most=8)
        if not number or number == "0":
            return ""
        printed = self._numbering.next(number, level)
        return f"{printed} " if printed else ""

    def _runs(self, parent: Any, style: Style) -> None:
        field: list[bool] = []
        for child in parent:
            self._inline(child, style, field)

    def _inline(self, child: Any, style: Style, field: list[bool]) -> None:
        tag = child.tag
        if tag == f"{W}r":
            self._run(child, style, field)
        elif tag in _TRANSPARENT:
            for inner in child:
                self._inline(inner, style, field)
        elif tag in _INSERTED or tag in _DELETED:
            self._changes += 1
            if tag in self._kept:
                for inner in child:
                    self._inline(inner, style, field)
        elif tag in (f"{_M}oMath", f"{_M}oMathPara"):
            self._writer.put("".join(t.text or "" for t in child.iter(f"{_M}t")))

    def _run(self, run: Any, style: Style, field: list[bool]) -> None:
        """A run of text: ``field`` holds, for each open field, whether its result has begun."""
        properties = run.find(f"{W}rPr")
        if properties is not None and on(properties.find(f"{W}vanish")):
            return
        raised = properties is not None and value(properties.find(f"{W}vertAlign")) == "superscript"
        font = self._styles.font(properties, style)
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                kind = child.get(f"{W}fldCharType")
                if kind == "begin":
                    field.append(False)
                elif kind == "separate" and field:
                    field[-1] = True
                elif kind == "end" and field:
                    field.pop()
            elif field and not field[-1]:
                continue
            elif tag in (f"{W}t", f"{W}delText"):
                text = legacy_text(child.text or "", font, self._packs)
                self._spots.append(Spot(self._writer.length, self._writer.length + len(text), child))
                self._writer.put(superscript(text) if raised else text)
            else:
                self._mark(child, tag)

    def _mark(self, child: Any, tag: str) -> None:
        writer = self._writer
        if tag == f"{W}tab":
            writer.put("\t")
        elif tag in (f"{W}br", f"{W}cr"):
            if child.get(f"{W}type") in (None, "textWrapping"):
                writer.line()
        elif tag == f"{W}noBreakHyphen":
            writer.put("-")
        elif tag == f"{W}sym":
            writer.put(_symbol(child))
        elif tag == f"{W}lastRenderedPageBreak":
            self._page = (self._page or 1) + 1
            writer.turn(self._page)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = "footnote" if tag.endswith("footnoteReference") else "endnote"
            self._reference(kind, child)
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            self._boxes += outermost(child, f"{W}txbxContent")
        elif tag == f"{_MC}AlternateContent":
            # The choice and its fallback hold the same text box twice.
            for box in _chosen(child):
                self._boxes += outermost(box, f"{W}txbxContent")

    def _reference(self, kind: str, child: Any) -> None:
        key = f"{kind}{child.get(f'{W}id')}"
        self._counts[kind] += 1
        self._asked.append((key, self._counts[kind]))
        self._references.setdefault(key, child)
        self._writer.mark(key)

    # Tables

    def _table(self, table: Any) -> Iterator[Grid]:
        self._tables += 1
        name = f"T{self._tables}"
        self._depth += 1
        cells: list[Cell] = []
        inner: list[Grid] = []
        open_cells: dict[int, Cell] = {}
        self._lost |= self._depth > _MOST_NESTED_TABLES
        if self._depth <= _MOST_NESTED_TABLES:
            for number, row in enumerate(self._rows(table)):
                self._row(row, number, name, cells, open_cells, inner)
        self._depth -= 1
        if cells:
            yield Grid(cells)
        yield from inner

    def _rows(self, table: Any) -> Iterator[Any]:
        for row in _owned(table, f"{W}tr"):
            if row.find(f"{W}trPr/{self._gone}") is None:
                yield row

    def _row(
        self, row: Any, number: int, name: str, cells: list[Cell], open_cells: dict[int, Cell], inner: list[Grid]
    ) -> None:
        properties = row.find(f"{W}trPr")
        header = properties is not None and on(properties.find(f"{W}tblHeader"))
        column = whole(value(properties.find(f"{W}gridBefore")), 0, most=_MOST_SPAN) if properties is not None else 0
        for element in _owned(row, f"{W}tc"):
            about = element.find(f"{W}tcPr")
            width = whole(value(about.find(f"{W}gridSpan")), 1, least=1, most=_MOST_SPAN) if about is not None else 1
            merge = about.find(f"{W}vMerge") if about is not None else None
            if merge is not None and merge.get(f"{W}val") != "restart" and column in open_cells:
                open_cells[column].height = number - open_cells[column].row + 1
            else:
                blocks = []
                for part in self._blocks(element, cell_name(name, number, column)):
                    if isinstance(part, Grid):
                        inner.append(part)
                    else:
                        blocks.append(part)
                cell = Cell(number, column, blocks, width=width, header=header)
                cells.append(cell)
                open_cells[column] = cell
            column += width

    # Notes

    def _read_notes(self) -> None:
        texts = {
            f"{kind}{note.get(f'{W}id')}": note
            for kind in ("footnote", "endnote")
            for note in _children(self._part(f"{kind}s.xml"))
        }
        for key, number in self._asked:  # it grows on the way: a note may refer to another
            element = texts.get(key)
            if element is None or key in self._notes:
                continue
            block = Block([], place=f"¶{key}")
            for part in self._blocks(element, f"¶{key}"):
                if isinstance(part, Block):
                    block.lines += part.lines
                else:
                    block.lines += [line for cell in part.cells for b in cell.blocks for line in b.lines]
            self._notes[key] = NoteText(number, block)


def _owned(owner: Any, tag: str) -> Iterator[Any]:
    """The elements of a name that belong to an element itself, not to a table inside it."""
    for element in owner.iter(tag):
        around = element.getparent()
        while around.tag in _WRAPPERS:
            around = around.getparent()
        if around is owner:
            yield element


def _chosen(alternatives: Any) -> Any:
    """The first of several writings of one thing, or nothing where there is none."""
    return next(alternatives.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"), ())


def _children(root: Any) -> Iterator[Any]:
    for child in root if root is not None else ():
        if child.get(f"{W}type") in (None, "normal"):
            yield child


def _symbol(element: Any) -> str:
    try:
        code = int(element.get(f"{W}char", "0"), 16) & 0xFF
    except ValueError:
        return ""
    return _SYMBOL.get(code, chr(code) if 0x20 <= code < 0x7F else "")
