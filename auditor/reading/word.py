"""DOCX: paragraphs with their printed numbers, tables, notes at their markers, tracked changes accepted or not.

The parts are read as ECMA-376 describes them (WordprocessingML); python-docx, which knows no footnotes, numbers or
tracked changes, would have to be bypassed at each of them, so the elements are walked here with lxml.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.errors import UnreadableDocumentError
from auditor.language import Pack
from auditor.model import Note
from auditor.reading.attributes import outermost, whole
from auditor.reading.encodings import legacy_text
from auditor.reading.packages import open_package, parse_part
from auditor.reading.source import Block, Cell, Grid, NoteText, Source, Writer
from auditor.reading.spreadsheets import TooLargeError, cell_name
from auditor.reading.word_styles import Style, Styles, W, numbering_of, on, value

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OFFICE_DOCUMENT = "/officeDocument"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xD7: "·", 0xB0: "°", 0xA5: "∞", 0xB9: "≠", 0xBB: "≈", 0xB7: "•"}
"""Characters of Adobe's Symbol encoding that stand in reports."""
_TRANSPARENT = frozenset(W + n for n in ("hyperlink", "smartTag", "fldSimple", "customXml", "sdtContent", "dir", "bdo"))
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


class _Word:
    def __init__(self, package: zipfile.ZipFile, path: str, packs: Mapping[str, Pack], *, original: bool) -> None:
        self._package = package
        self._packs = packs
        self._path = path
        self._original = original
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
        self._pages = False
        self._paragraphs = 0
        self._tables = 0
        self._boxes: list[Any] = []
        self._changes = 0
        self._lost = False
        self._depth = 0

    def source(self) -> Source:
        document = parse_part(self._package, self._main, self._path)
        body = document.find(f"{W}body") if document is not None else None
        if body is None:
            raise UnreadableDocumentError("is a DOCX file without a document in it", where=self._path)
        self._pages = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        if self._pages:
            self._page = 1
        parts = list(self._blocks(body))
        self._read_notes()
        found = Source(self._writer.text, parts, self._notes, form="docx")
        if self._lost:
            found.warnings.append(Note.of("note.nested", document=self._path))
        if self._changes:
            read = "note.changes-rejected" if self._original else "note.changes-accepted"
            found.warnings.append(Note.of(read, document=self._path, changes=str(self._changes)))
        if any(name.endswith("vbaProject.bin") for name in self._package.NameToInfo):
            found.warnings.append(Note.of("note.macros", document=self._path))
        core = parse_part(self._package, "docProps/core.xml", self._path)
        title = core.findtext(f"{_DC}title") if core is not None else None
        if title and title.strip():
            found.properties["title"] = title.strip()
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
                    if pending is not None and (block := self._close()) is not None:
                        yield block
                    pending = None
                    yield from self._text_boxes(place)
            elif child.tag == f"{W}tbl":
                if pending is not None and (block := self._close()) is not None:
                    yield block
                pending = None
                yield from self._table(child, place)
            elif child.tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    yield from self._blocks(content, place)
            elif (child.tag in (f"{W}ins", f"{W}moveTo") and not self._original) or (
                child.tag in (f"{W}del", f"{W}moveFrom") and self._original
            ):
                yield from self._blocks(child, place)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._blocks(_chosen(child), place)
            elif child.tag == f"{W}customXml":
                yield from self._blocks(child, place)
        if pending is not None and (block := self._close()) is not None:
            yield block

    def _close(self) -> Block | None:
        return self._writer.close()

    def _joined(self, paragraph: Any) -> bool:
        """Whether a tracked change takes away the mark that ends the paragraph: the next one goes on in it."""
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None:
            return False
        gone = "ins" if self._original else "del"
        return mark.find(W + gone) is not None

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
        elif tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            for inner in content if content is not None else ():
                self._inline(inner, style, field)
        elif tag in (f"{W}ins", f"{W}moveTo", f"{W}del", f"{W}moveFrom"):
            self._changes += 1
            if (tag in (f"{W}ins", f"{W}moveTo")) is not self._original:
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
                self._writer.put(text.translate(_SUPERSCRIPTS) if raised and text.strip().isdecimal() else text)
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
        self._writer.mark(key)

    # Tables

    def _table(self, table: Any, place: str) -> Iterator[Block | Grid]:
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
        gone = "ins" if self._original else "del"
        for row in table.iter(f"{W}tr"):
            owner = row.getparent()
            while owner.tag in (f"{W}sdtContent", f"{W}sdt", f"{W}customXml"):
                owner = owner.getparent()
            if owner is not table:
                continue
            properties = row.find(f"{W}trPr")
            if properties is None or properties.find(W + gone) is None:
                yield row

    def _row(
        self, row: Any, number: int, name: str, cells: list[Cell], open_cells: dict[int, Cell], inner: list[Grid]
    ) -> None:
        properties = row.find(f"{W}trPr")
        header = properties is not None and on(properties.find(f"{W}tblHeader"))
        column = whole(value(properties.find(f"{W}gridBefore")), 0, most=_MOST_SPAN) if properties is not None else 0
        for element in row.iter(f"{W}tc"):
            owner = element.getparent()
            while owner.tag in (f"{W}sdtContent", f"{W}sdt", f"{W}customXml"):
                owner = owner.getparent()
            if owner is not row:
                continue
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
        asked, page = self._asked, self._page
        for key, number in asked:
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
        self._page = page


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
