"""HTML: the main content, tables, notes at their markers; no scripts, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from auditor.errors import UnreadableDocumentError
from auditor.limits import current
from auditor.reading.attributes import deeper, whole
from auditor.reading.numbering import printed
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

_LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "head",
        "nav",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "dialog",
        "audio",
        "video",
        "map",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "address",
        "figure",
        "figcaption",
        "table",
        "caption",
        "body",
        "hr",
        "center",
        "fieldset",
        "details",
        "summary",
    ]
)
_LIST_FORMS = {"I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter"}
_HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
_NOTE_LINK = re.compile(r"\[?\s*\(?\s*(\d{1,3}|[ivxlc]{1,6}|[*†‡a-z])\s*\)?\s*\]?", re.IGNORECASE)
_NOTE_NAME = re.compile(r"(?:foot|end)?note|^_?(?:ftn|edn|fn)|sdfootnote|sdendnote|cite_note", re.IGNORECASE)
_NESTED = 5
"""How many times deeper than an office file a web page may be nested."""


def parse(text: str, path: str) -> Source:
    """The paragraphs, tables and notes of a page.

    Args:
        text: The decoded file.
        path: As given, for messages.

    Raises:
        UnreadableDocumentError: There is nothing in it, or it is nested too deeply.
    """
    parser = html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocumentError(f"holds no HTML that can be read ({error})", where=path) from error
    most = _NESTED * current().nesting
    if deeper(root, most):
        raise UnreadableDocumentError(f"is nested more than {most} deep", where=path)
    page = _Page(root)
    parts = list(page.blocks(_main(root)))
    found = Source(page.writer.text, parts, page.notes)
    found.entitle(" ".join((root.findtext(".//title") or "").split()))
    return found


def _main(root: Any) -> Any:
    """The element that holds the text: the only ``main`` or ``article``, else the body."""
    for name in ("main", "article"):
        found = root.findall(f".//{name}")
        if len(found) == 1 and len(found[0].text_content()) * 3 > len(root.text_content()):
            return found[0]
    body = root.find("body")
    return body if body is not None else root


class _Page:
    def __init__(self, root: Any) -> None:
        self.writer = Writer()
        self.notes: dict[str, NoteText] = {}
        self._paragraphs = 0
        self._tables = 0
        self._area = 0
        self._numbers: dict[Any, dict[Any, int]] = {}
        self._targets = {e.get("id") or e.get("name"): e for e in root.iter() if e.get("id") or e.get("name")}
        self._note_of: dict[Any, str] = {}
        self._printed: dict[str, int] = {}
        self._links = self._note_links(root)

    def _note_links(self, root: Any) -> dict[Any, str]:
        """Links that are the markers of notes, with their targets: a number that leads to an element that begins
        with a number."""
        found: dict[Any, str] = {}
        for link in root.iter("a"):
            target = (link.get("href") or "").partition("#")[2]
            label = _NOTE_LINK.fullmatch(link.text_content().strip())
            element = self._targets.get(target)
            if not label or element is None or not (link.get("href") or "").startswith("#"):
                continue
            back = self._note_element(element)
            named = _NOTE_NAME.search(target) or _NOTE_NAME.search(back.get("id") or "")
            raised = any(a.tag == "sup" for a in [link, *link.iterancestors()]) or link.find(".//sup") is not None
            # A note links back to its marker: that link stands inside the note itself.
            if back in self._note_of or any(a in self._note_of for a in link.iterancestors()):
                continue
            if (named or raised) and target not in self._printed:
                self._printed[target] = whole(label.group(1), len(found) + 1)
                found[link] = target
                self._note_of[back] = target
        return found

    @staticmethod
    def _note_element(element: Any) -> Any:
        """The block that holds a note: the target itself, or the paragraph or list item around it."""
        if element.tag in ("li", "div", "p", "aside", "section", "dd") and element.text_content().strip():
            return element
        for around in element.iterancestors():
            if around.tag in ("div", "li") and _NOTE_NAME.search(around.get("id") or ""):
                return around
            if around.tag in _BLOCKS:
                return around
        return element

    # Blocks

    def blocks(self, root: Any) -> Iterator[Block | Grid]:
        """The blocks below an element, in order."""
        self._start(0)
        yield from self._walk(root, "")
        yield from self._finish()

    def _start(self, level: int, place: str = "") -> None:
        self._paragraphs += 1
        self.writer.open(Block([], level=level, place=place or f"¶{self._paragraphs}"))

    def _finish(self) -> Iterator[Block]:
        block = self.writer.close()
        if block is not None:
            yield block

    def _walk(self, root: Any, place: str) -> Iterator[Block | Grid]:
        """Walk without recursion, since pages are nested as deeply as their writers please."""
        stack: list[tuple[Any, bool]] = [(root, False)]
        raised = 0
        while stack:
            element, leaving = stack.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            if leaving:
                if tag == "sup":
                    raised -= 1
                if tag in _BLOCKS:
                    yield from self._finish()
                    self._start(0, place)
                if element is not root:
                    self._text(element.tail, raised > 0)
                continue
            if element is not root and (tag in _LEFT_OUT or not tag or _hidden(element)):
                self._text(element.tail, raised > 0)
                continue
            if element in self._note_of:
                yield from self._finish()
                self._read_note(element)
                self._start(0, place)
                self._text(element.tail if element is not root else None, raised > 0)
                continue
            if element in self._links:
                self.writer.mark(self._links[element])
                self._text(element.tail, raised > 0)
                continue
            if tag == "table":
                yield from self._finish()
                yield from self._table(element)
                self._start(0, place)
                self._text(element.tail, raised > 0)
                continue
            inside_item = tag in ("p", "div") and self.writer.fresh and element.getparent().tag == "li"
            if tag in _BLOCKS and element is not root and not inside_item:
                yield from self._finish()
                self._start(int(tag[1]) if tag in _HEADINGS else 0, place)
                if tag == "li":
                    self.writer.label(self._item_label(element))
            elif tag == "br":
                self.writer.line()
            elif tag == "sup":
                raised += 1
            if tag != "br":
                self._text(element.text, raised > 0)
            stack.append((element, True))
            stack += [(child, False) for child in reversed(element)]

    def _text(self, text: str | None, raised: bool) -> None:
        if text:
            plain = re.sub(r"[ \t\r\n\f]+", " ", text)
            number = plain.strip().strip("[]()")
            self.writer.put(superscript(number) if raised and number.isdecimal() else plain)

    def _read_note(self, element: Any) -> None:
        target = self._note_of.pop(element)
        number = self._printed[target]
        block = Block([], place=f"¶note{number}")
        for back in list(element.iter("a")):
            if _NOTE_LINK.fullmatch(back.text_content().strip()) or back.text_content().strip() in "↩↑^":
                for child in list(back):
                    back.remove(child)
                back.text = ""
        self._start(0, block.place)
        for part in self._walk(element, block.place):
            if isinstance(part, Block):
                block.lines += part.lines
        block.lines += [line for rest in self._finish() for line in rest.lines]
        self.notes[target] = NoteText(number, block)

    def _item_label(self, element: Any) -> str:
        """The number that a browser prints before an item of an ordered list; a bullet before others."""
        parent = element.getparent()
        if parent is None or parent.tag != "ol":
            return "• "
        if parent not in self._numbers:
            number = whole(parent.get("start"), 1, least=-1_000_000) - 1
            self._numbers[parent] = {}
            for item in parent.iterchildren("li"):
                number = whole(item.get("value"), number + 1, least=-1_000_000)
                self._numbers[parent][item] = number
        form = _LIST_FORMS.get(parent.get("type") or "", "decimal")
        return f"{printed(self._numbers[parent][element], form)}. "

    # Tables

    def _table(self, table: Any) -> Iterator[Block | Grid]:
        self._tables += 1
        name = f"T{self._tables}"
        caption = table.find("caption")
        if caption is not None:
            self._start(0)
            yield from self._walk(caption, "")
            yield from self._finish()
        grid = Grid([])
        inner: list[Grid] = []
        taken: set[tuple[int, int]] = set()
        number = 0
        for row in table.iter("tr"):
            if next(a for a in row.iterancestors() if a.tag == "table") is not table:
                continue
            column = 0
            for element in row.iterchildren("td", "th"):
                while (number, column) in taken:
                    column += 1
                height, width = (whole(element.get(name), 1, least=1, most=200) for name in ("rowspan", "colspan"))
                self._area += height * width
                if self._area > MOST_CELLS:
                    raise TooLargeError(f"holds tables of more than {MOST_CELLS:,} cells")
                taken |= {(number + i, column + j) for i in range(height) for j in range(width)}
                blocks: list[Block] = []
                place = cell_name(name, number, column)
                self._start(0, place)
                for part in self._walk(element, place):
                    if isinstance(part, Grid):
                        inner.append(part)
                    else:
                        blocks.append(part)
                blocks += self._finish()
                grid.cells.append(Cell(number, column, blocks, height, width, header=element.tag == "th"))
                column += width
            number += 1
        if grid.cells:
            yield grid
        yield from inner


def _hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style
