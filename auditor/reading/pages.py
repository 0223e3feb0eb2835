"""Pages of placed text: reading order, columns, running heads, notes at the foot, tables."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from statistics import median

from auditor.language import Pack
from auditor.reading.layout import Fragment, Page, Row, gathered, usual_size
from auditor.reading.lines import PAGE_NUMBER, Line, measure
from auditor.reading.notes import mark_notes
from auditor.reading.ruled import RuledTable, goes_on, ruled_tables, said, same_columns, same_row
from auditor.reading.source import Block, Cell, Grid, Source, Writer, cell_name
from auditor.reading.text import joined, notes_of

_NOTE_SIZE = 0.93
"""Size of a note's text over that of the body: 10 of 13 or 14 points, 9 of 10."""
_LEVELS = re.compile(r"\d+")
_PARAGRAPH = 1.18
"""Distance of two paragraphs over that of two lines; office programs add 3 points to 15 or more."""
_EDGE_LINES = 2
_WIDE_GAP = 2.0
"""Gap over the size of letters from which two texts stand side by side."""
_LEAST_COLUMN = 8
"""Lines that each of two columns has at least; fewer stand side by side in a letterhead."""


def read_pages(pages: list[Page], pack: Pack) -> Source:
    """The paragraphs, tables and notes of placed text.

    Args:
        pages: In order.
        pack: Language of the document.
    """
    return _Reader(pages, pack).source()


class _Reader:
    def __init__(self, pages: list[Page], pack: Pack) -> None:
        self._pages = pages
        self._pack = pack
        self._writer = Writer()
        self._lines: list[Line] = []
        self._seams: set[int] = set()
        self._doubts: list[tuple[int, int, float]] = []
        self._tables = 0
        self._body = usual_size([fragment for page in pages for fragment in page.fragments])

    def source(self) -> Source:
        laid = [(page, *ruled_tables(page)) for page in self._pages]
        rows = [self._ordered(page, rest) for page, _, rest in laid]
        furniture = _furniture(rows)
        last: tuple[Grid, list[float]] | None = None
        for (page, tables, _), found in zip(laid, rows, strict=True):
            last = self._page(page, tables, found, furniture, last)
        text = self._writer.text
        mark_notes(text, self._lines, seams=self._seams, sized=True)
        layout = measure([line for line in self._lines if line.grid is None])
        parts = list(joined(text, self._lines, layout, self._seams, self._pack))
        return Source(text, parts, notes_of(self._lines), doubts=self._doubts)

    def _page(
        self,
        page: Page,
        tables: list[RuledTable],
        rows: list[Row],
        furniture: set[int],
        last: tuple[Grid, list[float]] | None,
    ) -> tuple[Grid, list[float]] | None:
        """Write a page; gives back the table that it ends with, which the next page may go on."""
        kept = [row for row in rows if id(row) not in furniture]
        small = _foot(kept, self._body)
        leading = _leading(kept)
        left = {c: min((r.left for r in kept if r.column == c), default=0.0) for c in {r.column for r in kept}}
        pending = sorted(tables, key=lambda t: t.top)
        before: Row | None = None
        first = True
        for row in rows:
            gone = id(row) in furniture
            while pending and pending[0].top <= row.top and not gone:
                last = self._table(pending.pop(0), page, last if first else None)
                before, first = None, False
            blanks = 0
            if before is not None and row.column == before.column:
                blanks = 1 if row.bottom - before.bottom > _PARAGRAPH * max(leading, row.size) else 0
            line = self._line(row, page, blanks, round(2 * (row.left - left.get(row.column, row.left)) / row.size))
            if line is None:
                continue
            line.small = id(row) in small
            if gone:
                line.layer = "furniture"
                continue
            if first or (before is not None and row.column != before.column):
                self._seams.add(len(self._lines) - 1)
            before, first, last = row, False, None
        for table in pending:
            last = self._table(table, page, last if first else None)
            first = False
        return last

    def _line(self, row: Row, page: Page, blanks: int, indent: int) -> Line | None:
        writer = self._writer
        start = writer.length
        out = ""
        for text, confidence in row.words():
            clean = text if out else text.lstrip()
            if confidence < 1 and clean.strip():
                self._doubts.append((start + len(out), start + len(out) + len(clean), confidence))
            out += clean
        out = out.rstrip()
        if not out:
            return None
        writer.put(out)
        line = Line(start, writer.length, max(0, indent), blanks, False, out, page=page.number)
        writer.put("\n")
        self._lines.append(line)
        return line

    def _table(
        self, table: RuledTable, page: Page, last: tuple[Grid, list[float]] | None
    ) -> tuple[Grid, list[float]] | None:
        """Write a table; one with the columns of the table that ended the page before goes on in it."""
        if last is not None and same_columns(last[1], table.columns):
            grid, offset = last[0], max(c.row + c.height for c in last[0].cells)
        else:
            self._tables += 1
            grid, offset = Grid([]), 0
        name = f"T{self._tables}"
        text = self._writer.text if offset else ""
        before_it = {(c.row, c.column): _said(text, c) for c in grid.cells}
        printed = {(c.row, c.column): said(c) for c in table.cells}
        skipped = 0
        while offset and skipped < table.height and same_row(before_it, printed, skipped):
            skipped += 1  # heading rows, printed again at the top of the page
        for cell in table.cells:
            if cell.row < skipped:
                continue
            row = offset + cell.row - skipped
            if offset and cell.row == skipped and goes_on(printed, skipped):
                # A row that the page broke: its rest belongs to the row before.
                row -= 1
            block = Block([], page=page.number, place=cell_name(name, row, cell.column))
            for said_line in cell.rows:
                start = self._writer.length
                self._writer.put(str(said_line))
                block.lines.append([(start, self._writer.length)])
                self._writer.put("\n")
            before = next((c for c in grid.cells if row < offset and (c.row, c.column) == (row, cell.column)), None)
            if before is not None:
                before.blocks.append(block)
            else:
                grid.cells.append(Cell(row, cell.column, [block], cell.height, cell.width))
        if not offset and grid.cells:
            line = Line(self._writer.length, self._writer.length, 0, 1, False, "\0", page=page.number)
            line.grid = grid
            self._lines.append(line)
        return (grid, table.columns) if grid.cells else None

    def _ordered(self, page: Page, fragments: list[Fragment]) -> list[Row]:
        """The printed lines of a page in reading order."""
        rows = gathered(fragments)
        gutter = _gutter(rows, page)
        if gutter is None:
            return [part for row in rows for part in _apart(row)]
        out: list[Row] = []
        columns: tuple[list[Fragment], list[Fragment]] = ([], [])
        for row in rows:
            if any(f.left < gutter < f.right for f in row.fragments):
                out += _two(columns)
                columns = ([], [])
                out.append(row)
                continue
            for fragment in row.fragments:
                columns[fragment.left > gutter].append(fragment)
        return out + _two(columns)


def _said(text: str, cell: Cell) -> str:
    return " ".join(text[s:e] for b in cell.blocks for line in b.lines for s, e in line)


def _apart(row: Row) -> list[Row]:
    """A line of two texts side by side, as letterheads and signatures are set, as two; a row of figures stays one."""
    gaps = [
        i for i, (a, b) in enumerate(itertools.pairwise(row.fragments), 1) if b.left - a.right > _WIDE_GAP * row.size
    ]
    if len(gaps) != 1:
        return [row]
    halves = [Row(row.fragments[: gaps[0]], row.column), Row(row.fragments[gaps[0] :], row.column)]
    return halves if all(len(str(half).split()) > 1 and str(half)[0].isalpha() for half in halves) else [row]


def _two(columns: tuple[list[Fragment], list[Fragment]]) -> list[Row]:
    out = []
    for number, fragments in enumerate(columns, 1):
        for row in gathered(fragments):
            row.column = number
            out.append(row)
    return out


def _gutter(rows: list[Row], page: Page) -> float | None:
    """The x that parts two columns of prose, or None."""
    fragments = [f for row in rows for f in row.fragments]
    if len(rows) < _LEAST_COLUMN:
        return None
    left, right = min(f.left for f in fragments), max(f.right for f in fragments)
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        x = left + (right - left) * step / 100
        crossing = sum(1 for row in rows if any(f.left < x < f.right for f in row.fragments))
        if best is None or crossing < best[0]:
            best = (crossing, x)
    assert best is not None
    crossing, x = best
    sides = [[f for f in fragments if f.right <= x], [f for f in fragments if f.left >= x]]
    if crossing > 0.35 * len(rows):
        return None
    for side in sides:
        lines = gathered(side)
        if len(lines) < _LEAST_COLUMN:
            return None
        width = max(f.right for f in side) - min(f.left for f in side)
        if median(r.right - r.left for r in lines) < 0.6 * width or width < 0.2 * page.width:
            return None
    return x


def _furniture(pages: list[list[Row]]) -> set[int]:
    """Identities of the lines that are page numbers or running heads."""
    heads: Counter[str] = Counter()
    edges: list[list[Row]] = []
    for rows in pages:
        by_top = sorted(rows, key=lambda r: r.top)
        edge = by_top[:_EDGE_LINES] + [r for r in by_top[-_EDGE_LINES:] if r not in by_top[:_EDGE_LINES]]
        edges.append(edge)
        heads.update({_LEVELS.sub("#", str(row)) for row in edge})
    numbers: dict[int, list[int]] = defaultdict(list)
    found: set[int] = set()
    for at, edge in enumerate(edges):
        for row in edge:
            match = PAGE_NUMBER.fullmatch(str(row))
            if match:
                numbers[int(match.group(1) or match.group(2)) - at].append(id(row))
            elif heads[_LEVELS.sub("#", str(row))] >= max(3, len(pages) // 4):
                found.add(id(row))
    for offset, rows_ in numbers.items():
        if len(rows_) >= min(3, len(pages)) or (offset == 1 and len(pages) <= 3):
            found.update(rows_)
    return found


def _foot(rows: list[Row], body: float) -> set[int]:
    """Identities of the lines at the foot of a page, or of its columns, that are set as notes are."""
    found: set[int] = set()
    for column in {row.column for row in rows}:
        lines = sorted((r for r in rows if r.column == column), key=lambda r: r.top, reverse=True)
        for row in lines:
            if row.size > _NOTE_SIZE * body:
                break
            found.add(id(row))
    return found


def _leading(rows: list[Row]) -> float:
    """The usual distance from line to line."""
    steps = [b.bottom - a.bottom for a, b in itertools.pairwise(rows) if a.column == b.column]
    steps = [s for s in steps if s > 0]
    # Lines within paragraphs are nearer to one another than paragraphs are.
    return sorted(steps)[len(steps) // 4] if steps else 0.0
