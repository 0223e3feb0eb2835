"""What every parser hands on: one text, and where in it the paragraphs, table cells and notes stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.model import Note

Span = tuple[int, int]
"""Start and end in the source's text."""

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The digits from 0 to 9 as Unicode has them raised."""
MOST_CELLS = 300_000
"""Filled cells of a document's tables that are read."""
_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)


class TooLargeError(ValueError):
    """A document holds more than is read."""


def superscript(text: str) -> str:
    """Text that is printed raised: a number in raised digits, anything else as it is."""
    return text.translate(_RAISED) if text.strip().isdecimal() else text


def trimmed(text: str, start: int, end: int) -> Span:
    """A span of a text without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def column_name(column: int) -> str:
    """The letters of a column counted from 0: ``A``, ``Z``, ``AA``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(table: str, row: int, column: int) -> str:
    """A cell by the name of its table, row and column counted from 0: ``T2!C4``."""
    return f"{table}!{column_name(column)}{row + 1}"


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item, table cell or note.

    Attributes:
        lines: Its lines, each as the spans of it that are text.
        level: Level of a heading whose format says so, from 1; 0 where its words must tell.
        page: Page counted from 1, or None when the format shows none.
        place: Where the format has it: ``¶12``, ``T2!C4``; empty for plain text.
        markers: Places of footnote markers in the text, with the keys of their notes.
        stored: The number that the file holds where it shows another: ``0.99186`` shown as ``99,19%``.
    """

    lines: list[list[Span]]
    level: int = 0
    page: int | None = None
    place: str = ""
    markers: list[tuple[int, str]] = field(default_factory=list)
    stored: str = ""

    @property
    def start(self) -> int:
        """Where its first line begins."""
        return self.lines[0][0][0] if self.lines and self.lines[0] else 0


@dataclass(slots=True)
class Cell:
    """A cell of a grid, counted from 0; a merged cell stands in its first place.

    Attributes:
        header: The format says that it is a heading.
    """

    row: int
    column: int
    blocks: list[Block]
    height: int = 1
    width: int = 1
    header: bool = False


@dataclass(slots=True)
class Grid:
    """A table."""

    cells: list[Cell]


@dataclass(slots=True)
class NoteText:
    """A footnote or endnote: its printed number and its text."""

    number: int
    block: Block


@dataclass(slots=True)
class Source:
    """A file as parsed, before its words are looked at.

    Attributes:
        text: All that will be read; every span points into it.
        parts: Paragraphs and tables in reading order.
        notes: Notes by key.
        doubts: Spans that were recognised from an image, with the confidence from 0 to 1.
        form: Name of the format: ``text``, ``docx``; empty until it is known.
        warnings: What the reader must be told of how the file was read.
        properties: What the file says of itself: ``title``.
    """

    text: str
    parts: list[Block | Grid]
    notes: dict[str, NoteText] = field(default_factory=dict)
    doubts: list[tuple[int, int, float]] = field(default_factory=list)
    form: str = ""
    warnings: list[Note] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)

    def warn(self, code: str, path: str, **facts: str) -> None:
        """Tell the reader something of how the file at ``path`` was read."""
        self.warnings.append(Note.of(code, document=path, **facts))

    def warn_of_changes(self, path: str, changes: int, *, original: bool) -> None:
        """Tell how tracked changes were read, where there are any."""
        if changes:
            code = "note.changes-rejected" if original else "note.changes-accepted"
            self.warn(code, path, changes=str(changes))

    def entitle(self, title: str | None) -> None:
        """Take the title that the file gives itself, where it gives one."""
        if title and title.strip():
            self.properties["title"] = title.strip()


class Writer:
    """Collects the text of a format that has none of its own, and the blocks in it."""

    def __init__(self) -> None:
        """Start empty."""
        self._out: list[str] = []
        self.length = 0
        self._line = 0
        self._block: Block | None = None
        self._inked = False

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._out)

    def put(self, text: str) -> None:
        """Append text to the line at hand."""
        self._out.append(text)
        self.length += len(text)
        self._inked |= bool(text) and not text.isspace()

    def label(self, text: str) -> None:
        """Append a number or bullet: a block that holds nothing else is none."""
        self._out.append(text)
        self.length += len(text)

    @property
    def fresh(self) -> bool:
        """Whether the block at hand holds no text yet."""
        return self._block is not None and not self._block.lines and not self._inked

    def open(self, block: Block) -> None:
        """Begin a block; what is put until `close` belongs to it."""
        self._block = block
        self._line = self.length
        self._inked = False

    def turn(self, page: int) -> None:
        """A page begins here: a block that has no text yet stands on it."""
        if self._block is not None and self.fresh:
            self._block.page = page

    def line(self) -> None:
        """End a line inside the block."""
        if self._block is not None and self._inked:
            self._block.lines.append([(self._line, self.length)])
        if self.length > self._line:
            self.put("\n")
        self._inked = False
        self._line = self.length

    def mark(self, key: str) -> None:
        """The marker of a note stands here."""
        if self._block is not None:
            self._block.markers.append((self.length, key))

    def close(self) -> Block | None:
        """End the block; None when nothing but white space was put."""
        block = self._block
        self.line()
        self._block = None
        return block if block is not None and block.lines else None
