"""Plain text and Markdown, also as extracted from PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from auditor.language import Pack
from auditor.reading.lines import Layout, Line, measure, split_lines
from auditor.reading.notes import mark_declared_notes, mark_notes
from auditor.reading.source import Block, Cell, Grid, NoteText, Source, Span, cell_name, trimmed
from auditor.reading.structure import Sections, label_of, starts_paragraph

_MARKUP = re.compile(
    r"\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|`+|!?\[(?=[^\[\]\n]{0,300}\]\()|\]\([^)\s]{0,2000}\)|</?(?:b|i|u|em|strong|br|span|p)\s*/?>|^>\s?"
)
_MATH = re.compile(r"\$[^$\n]{0,60}?(?:\\[a-z]+|[<>=≤≥])[^$\n]{0,60}?\$")
_ESCAPED = re.compile(r"\\(?=%)")
_TABLE_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")


def parse(text: str, pack: Pack, *, markdown: bool) -> Source:
    """The paragraphs, tables and notes of a text.

    Args:
        text: The decoded file.
        pack: Language of the document.
        markdown: Leave out emphasis, code marks and link addresses.
    """
    lines = split_lines(text)
    layout = measure(lines)
    if markdown:
        layout = replace(layout, double=False)  # an empty line parts paragraphs: the format says so
    seams = _seams(lines, layout)
    if markdown:
        mark_declared_notes(text, lines)
    if not any(line.layer == "note" for line in lines):
        mark_notes(text, lines, seams=seams)
    for line in lines:
        line.cuts += _mathematics(text, line)
    if markdown:
        for line in lines:
            line.cuts += [(*m.span(), 0) for m in _MARKUP.finditer(text, line.start, line.end)]
    return Source(text, list(joined(text, lines, layout, seams, pack)), notes_of(lines))


def _mathematics(text: str, line: Line) -> Iterator[tuple[int, int, int]]:
    """What is no text of a comparison in LaTeX: the dollar signs around it, the backslash of a percent sign."""
    if "$" in line.text:
        for math in _MATH.finditer(text, line.start, line.end):
            yield math.start(), math.start() + 1, 0
            yield from ((at.start(), at.start() + 1, 0) for at in _ESCAPED.finditer(text, *math.span()))
            yield math.end() - 1, math.end(), 0


def joined(text: str, lines: list[Line], layout: Layout, seams: set[int], pack: Pack) -> Iterator[Block | Grid]:
    """Lines joined to paragraphs and tables, in reading order.

    Args:
        text: The source's text.
        lines: Its lines, footnotes and furniture marked.
        layout: Width and spacing of the lines.
        seams: Indices of lines that open a page.
        pack: Language of the document.
    """
    return _Blocks(text, pack, layout, seams).parts(lines)


def _seams(lines: list[Line], layout: Layout) -> set[int]:
    """Lines that open a page: after a form feed or a page number, and, in a double-spaced text, after no empty line."""
    found = set()
    for i in range(1, len(lines)):
        tight = layout.double and not lines[i].blanks and lines[i].indent > 0
        if lines[i].new_page or lines[i - 1].layer == "furniture" or tight:
            found.add(i)
    return found


class _Blocks:
    """Joins lines to paragraphs, tables and notes."""

    def __init__(self, text: str, pack: Pack, layout: Layout, seams: set[int]) -> None:
        self._text = text
        self._pack = pack
        self._layout = layout
        self._seams = seams
        self._tables = 0

    def parts(self, lines: list[Line]) -> Iterator[Block | Grid]:
        """Paragraphs and tables of the body, in order."""
        group: list[Line] = []
        rows: list[Line] = []
        broken = False
        for i, line in enumerate(lines):
            if line.layer != "body":
                broken = True
                continue
            piped = line.text.startswith("|") and line.text.count("|") >= 2
            if rows and (not piped or line.blanks):
                yield from self._table(rows)
                rows = []
            if group and (line.grid is not None or piped or self._ends(group, line, seam=broken or i in self._seams)):
                yield self._paragraph(group)
                group = []
            broken = False
            if line.grid is not None:
                yield line.grid
            elif piped:
                rows.append(line)
            else:
                group.append(line)
        if rows:
            yield from self._table(rows)
        if group:
            yield self._paragraph(group)

    def _ends(self, group: list[Line], line: Line, *, seam: bool) -> bool:
        in_heading = self._heading(group)
        return starts_paragraph(group[-1], line, self._layout, self._pack, seam=seam, in_heading=in_heading)

    def _heading(self, group: list[Line]) -> bool:
        first = group[0].text
        return (
            len(group) <= 4
            and (first[0].isdigit() or first[:2].isupper() or first[0] == "#")
            and Sections(self._pack).enter(" ".join(line.text for line in group), int(first[0] == "#")) == "heading"
        )

    def _paragraph(self, group: list[Line]) -> Block:
        first = group[0]
        sign = label_of(first.text)
        level = 0
        if sign is not None and sign.style == "markdown":
            level = len(sign.text)
            first.cuts.append((first.start, first.start + sign.end, 0))
        return Block(
            [line.spans() for line in group],
            level=level,
            page=first.page or None,
            markers=[(start, str(number)) for line in group for start, _, number in line.cuts if number],
        )

    def _table(self, rows: list[Line]) -> Iterator[Grid]:
        """A pipe table: its first row holds the headings."""
        self._tables += 1
        cells: list[Cell] = []
        number = 0
        for row in rows:
            if _TABLE_RULE.fullmatch(row.text):
                continue
            for column, span in enumerate(_cells(self._text, row)):
                markers = [(start, str(n)) for start, _, n in row.cuts if n and span[0] <= start <= span[1]]
                place = cell_name(f"T{self._tables}", number, column)
                block = Block([row.within(*span)], page=row.page or None, place=place, markers=markers)
                cells.append(Cell(number, column, [block], header=number == 0))
            number += 1
        if cells:
            yield Grid(cells)


def notes_of(lines: list[Line]) -> dict[str, NoteText]:
    """The notes that lines on the layer ``note`` make, by number."""
    grouped: dict[int, list[Line]] = {}
    for line in lines:
        if line.layer == "note" and line.note is not None:
            grouped.setdefault(line.note, []).append(line)
    return {
        str(number): NoteText(number, Block([line.spans() for line in group], page=group[0].page or None))
        for number, group in sorted(grouped.items())
    }


def _cells(text: str, row: Line) -> Iterator[Span]:
    at = row.start + 1
    end = row.end - 1 if text[row.end - 1] == "|" else row.end
    for i in range(at, end + 1):
        if i == end or text[i] == "|":
            yield trimmed(text, at, i)
            at = i + 1
