"""Tables: which cells are headings, and each figure's cell read with the words that say what it is.

A cell ``1,250`` under ``Actual 2024`` in the row ``Budget revenue`` of a table in millions of dollars is read as one
phrase made of the row's and the column's heading, the cell and its unit, each part leading back to its own place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from auditor.language import Pack
from auditor.reading.source import Cell, Grid, Span, trimmed

_VALUE = re.compile(r"[-+–−(≥≤<>~]*\s*\d[\d.,\s\u00a0]*(?:/\s*\d[\d.,]*)?\s*\)?")
_BLANK = re.compile(r"[-–—.…x*/]*", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d.,/]\d|\d)")
_INDEX = re.compile(r"\(?\s*(?:\d{1,2}|[^\W\d_a-z])\s*\)?(?:\s*=.*)?")
_ORDER = re.compile(r"(?:[IVXLC]+|\d{1,3}(?:\.\d{1,2})*|[^\W\d_]|[-+*•])[.)]?")
_SUB = re.compile(r"[-+*•–]\s*(?=\S)")
_UNIT_AT_END = re.compile(r"[(\[]\s*(?P<bracket>[^()\[\]]{1,40})\s*[)\]]\s*$|,\s*(?P<comma>[^,()\d]{1,20})$")
_PROSE = 120
"""Characters from which a cell is a text of its own, not an entry."""
_WORDS_IN_VALUE = 3
_MOST_AREA = 2_000_000

Part = Span | str
"""A span of the source's text, or words that the reader must add to it (a year named without the word year)."""


@dataclass(slots=True)
class Reading:
    """One cell as it is to be read.

    Attributes:
        before: What stands before its own text: the headings.
        after: What follows it: the unit.
        headings: Rows above that head a group of rows.
        numbering: It only counts rows or columns.
    """

    cell: Cell
    before: list[Part] = field(default_factory=list)
    after: list[Part] = field(default_factory=list)
    headings: tuple[str, ...] = ()
    numbering: bool = False


def unit_of_caption(text: str, pack: Pack) -> Span | None:
    """The place of the unit in a line such as ``Unit: thousand tonnes``, or None when it names none."""
    found = _captions(text, pack)
    return found[0].span("unit") if found else None


def _captions(text: str, pack: Pack) -> list[re.Match[str]]:
    """What a text says of units, by each of the pack's patterns in their order."""
    folded = pack.lexicon.fold(text)
    return [match for pattern in pack.unit_captions if (match := pattern.search(folded))]


def read_grid(grid: Grid, text: str, pack: Pack, *, caption_unit: Span | None) -> Iterator[Reading]:
    """The cells of a table in reading order, those of figures with their headings.

    Args:
        grid: The table.
        text: The source's text.
        pack: Language of the document.
        caption_unit: Place of the unit that the line above the table states for all of it.
    """
    yield from _Table(grid, text, pack, caption_unit).readings()


class _Table:
    def __init__(self, grid: Grid, text: str, pack: Pack, caption_unit: Span | None) -> None:
        self._text = text
        self._pack = pack
        self._caption_unit = caption_unit
        self._cells = sorted(grid.cells, key=lambda c: (c.row, c.column))
        self._at: dict[Span, Cell] = {}
        # A cell reaches no further than the table has cells of its own, whatever it says.
        rows = max(cell.row for cell in self._cells) + 1
        columns = max(cell.column for cell in self._cells) + 1
        area = 0
        for cell in self._cells:
            height, width = min(cell.height, rows - cell.row), min(cell.width, columns - cell.column)
            area += height * width
            if area > _MOST_AREA:
                height = width = 1
            for row in range(cell.row, cell.row + height):
                for column in range(cell.column, cell.column + width):
                    self._at.setdefault((row, column), cell)
        self._said = {id(cell): self._say(cell) for cell in self._cells}
        self._rows = sorted({row for row, _ in self._at})
        self._columns = sorted({column for _, column in self._at})

    def readings(self) -> Iterator[Reading]:
        heads = self._header_rows()
        values = self._value_columns(heads)
        if not heads or not values:
            yield from (Reading(cell) for cell in self._cells)
            return
        labels = [c for c in self._columns if c < min(values)] or self._columns[:1]
        values = [c for c in values if c not in labels]
        numbers, units = self._special(labels + values, heads)
        # The first column of words names the rows, though its heading may be a word for units as well.
        units -= set([c for c in labels if c not in numbers][:1])
        labels = [c for c in labels if c not in numbers and c not in units] or labels[-1:]
        group: list[str] = []
        parent: list[Part] = []
        for row in self._rows:
            in_row = self._row(row)
            if row in heads:
                counts = self._counts_columns(in_row)
                yield from (Reading(cell, numbering=counts) for cell in in_row if cell.row == row)
                continue
            label_cells = _unique(self._at[row, c] for c in labels if (row, c) in self._at)
            label = [span for cell in label_cells for span in self._spans(cell)]
            sub = any(_SUB.match(self._said[id(cell)]) for cell in label_cells)
            if not sub:
                parent = [part for cell in label_cells for part in self._words(cell)]
            filled = [c for c in values if self._is_value(self._entry(row, c))]
            if not filled and label:
                said = " ".join(self._said[id(cell)] for cell in label_cells)
                group = [said] if not sub else group
            for cell in in_row:
                if cell.row != row:
                    continue
                column = cell.column
                if column not in values or not self._is_value(self._said[id(cell)]):
                    yield Reading(cell, headings=tuple(group), numbering=column in numbers)
                    continue
                yield self._figure(cell, label_cells, parent if sub else [], heads, units, tuple(group))

    def _figure(
        self,
        cell: Cell,
        label_cells: list[Cell],
        parent: list[Part],
        heads: list[int],
        units: set[int],
        headings: tuple[str, ...],
    ) -> Reading:
        reading = Reading(cell, headings=headings)
        own_unit = any(c.isalpha() or c == "%" for c in self._said[id(cell)])
        unit: list[Part] = []
        column = _unique(self._at[h, cell.column] for h in heads if (h, cell.column) in self._at)
        column = [c for c in column if not self._is_index(c) and c not in label_cells]
        for column_unit in sorted(units):
            holder = self._at.get((cell.row, column_unit))
            if holder is not None and not unit:
                unit = list(self._spans(holder))
        tail: list[Part] = []
        head: list[Part] = []
        column = [c for c in column if not self._year_word(c, column)]
        percent_row = self._percent(unit)
        for holder in column:
            words, found = self._without_unit(holder)
            if found is not None:
                unit = [found]
            said = self._said[id(holder)]
            # Over the percentages of a row in tonnes, "plan" says of what they are percentages.
            of_something = self._percent([found] if found else []) or (own_unit and not percent_row)
            relation = self._relation(words) if of_something else ""
            if said.startswith("%"):
                # The value stands before what the heading says of it: a percentage of the plan.
                tail = list(words)
            elif relation:
                tail = [relation] if own_unit else [*unit, relation]
            else:
                head += self._dated(words)
        body: list[Part] = list(parent)
        for holder in label_cells:
            words, found = self._without_unit(holder)
            if found is not None and not unit:
                unit = [found]
            body += self._plain(words)
        if not unit and self._caption_unit is not None and not tail:
            unit = [self._caption_unit]
        if label_cells and all(_YEAR.fullmatch(self._said[id(c)]) for c in label_cells):
            body, head = head, self._dated([span for c in label_cells for span in self._spans(c)])
        reading.before = [*body, ",", *head, ":"] if head and body else [*body, *head, ":"]
        if tail:
            reading.after = tail
        elif unit and not own_unit:
            reading.after = unit
        return reading

    def _percent(self, unit: list[Part]) -> bool:
        return "%" in "".join(part if isinstance(part, str) else self._text[part[0] : part[1]] for part in unit)

    def _year_word(self, cell: Cell, column: list[Cell]) -> bool:
        """Whether a heading only says that the headings under it are years."""
        return self._pack.lexicon.fold(self._said[id(cell)]) == self._pack.table_year and any(
            _YEAR.match(self._said[id(c)]) for c in column
        )

    def _relation(self, spans: list[Span]) -> str:
        """What a heading that only names the base of a percentage says, written out."""
        said = self._pack.lexicon.fold(" ".join(self._text[s:e] for s, e in spans)).strip()
        return next((words for p, words in self._pack.table_relations if p.fullmatch(" ".join(said.split()))), "")

    def _plain(self, spans: list[Span]) -> list[Part]:
        """Spans without the sign that makes a row a part of the one above."""
        parts: list[Part] = list(spans)
        if spans:
            start, end = spans[0]
            sign = _SUB.match(self._text, start, end)
            if sign:
                parts[0] = (sign.end(), end)
        return parts

    def _words(self, cell: Cell) -> list[Part]:
        return self._plain(self._without_unit(cell)[0])

    def _dated(self, spans: list[Span]) -> list[Part]:
        """Spans of a heading, its short forms written out and its years named as years."""
        pack = self._pack
        parts: list[Part] = []
        for start, end in spans:
            at = start
            folded = pack.lexicon.fold(self._text[start:end])
            marks: list[tuple[int, int, str]] = [
                (start + m.start(), start + m.end(), pack.table_headers[" ".join(m.group().split())])
                for m in pack.table_header_pattern.finditer(folded)
            ]
            for year in _YEAR.finditer(self._text, start, end):
                before = folded[: year.start() - start].rstrip()
                if pack.table_year and not before.endswith(pack.table_year) and not before.endswith(("-", "–", "/")):
                    marks.append((year.start(), year.start(), pack.table_year))
            for mark_start, mark_end, words in sorted(marks):
                if mark_start > at:
                    parts.append((at, mark_start))
                if mark_start >= at:
                    parts.append(words)
                    at = mark_end
            if at < end:
                parts.append((at, end))
        return parts

    def _without_unit(self, cell: Cell) -> tuple[list[Span], Span | None]:
        """The spans of a heading without the unit that closes it, and the unit's place."""
        spans = self._spans(cell)
        if not spans:
            return [], None
        start, end = spans[-1]
        captions = _captions(self._text[start:end], self._pack)
        if captions:
            unit_start, unit_end = captions[0].span("unit")
            words = (start, start + min(caption.start() for caption in captions))
            return [*spans[:-1], words], (start + unit_start, start + unit_end)
        match = _UNIT_AT_END.search(self._text[start:end])
        if match is None:
            return spans, None
        name = "bracket" if match.group("bracket") else "comma"
        if not self._is_unit(match.group(name)):
            return spans, None
        unit = (start + match.start(name), start + match.end(name))
        rest = [*spans[:-1], (start, start + match.start())] if match.start() else spans[:-1]
        return rest, unit

    def _is_unit(self, words: str) -> bool:
        """Whether words are a unit, a scale with a unit, or one of the short nouns that tables count in."""
        folded = self._pack.lexicon.fold(words).strip()
        scale = self._pack.scale_pattern.match(folded)
        rest = folded[scale.end() :].strip() if scale else folded
        known = self._pack.unit_pattern.match(rest)
        return bool(
            (known and known.end() >= len(rest.split("/")[0].rstrip()))
            or (scale and not rest)
            or rest in self._pack.table_counted
        )

    def _header_rows(self) -> list[int]:
        """The rows above the first that holds a figure; none when no row does, or the first one already does."""
        leading = list(takewhile(lambda row: all(c.header for c in self._row(row) if self._said[id(c)]), self._rows))
        rest = leading if leading and len(leading) < len(self._rows) else []
        for row in self._rows[len(rest) :]:
            cells = [c for c in self._row(row) if c.row == row]
            entries = [self._said[id(c)] for c in cells if c.column > self._columns[0]]
            data = [e for e in entries if self._is_value(e) and not _YEAR.fullmatch(e) and not _INDEX.fullmatch(e)]
            plain = [e for e in entries if self._is_value(e)]
            if data or (plain and rest and not self._only_years(plain) and not self._counts_columns(cells)):
                break
            rest.append(row)
            if len(rest) > 6 or any(len(e) > _PROSE for e in entries):
                return leading
        return rest if len(rest) < len(self._rows) else []

    @staticmethod
    def _only_years(entries: list[str]) -> bool:
        return all(_YEAR.fullmatch(e) for e in entries)

    def _counts_columns(self, cells: list[Cell]) -> bool:
        """Whether a row only counts the columns: ``A B 1 2 3``."""
        entries = [self._said[id(c)].strip("() ") for c in cells if self._said[id(c)]]
        numbers = [int(e.split("=")[0]) for e in entries if e.split("=")[0].strip().isdigit()]
        return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 3

    def _is_index(self, cell: Cell) -> bool:
        return self._counts_columns([c for c in self._row(cell.row) if c.row == cell.row])

    def _value_columns(self, heads: list[int]) -> list[int]:
        """Columns most of whose entries below the headings are figures, the ones that only number rows left out."""
        found = []
        body = [row for row in self._rows if row not in heads]
        for column in self._columns:
            entries = [self._entry(row, column) for row in body]
            entries = [e for e in entries if e and not _BLANK.fullmatch(e)]
            figures = [e for e in entries if self._is_value(e)]
            if column == self._columns[0] and self._only_years(figures):
                continue
            if entries and len(figures) * 2 >= len(entries) and not self._numbers_rows(column, heads, entries):
                found.append(column)
        return found

    def _numbers_rows(self, column: int, heads: list[int], entries: list[str]) -> bool:
        fold = self._pack.lexicon.fold
        named = any(fold(self._entry(h, column)).strip(" .") in self._pack.number_columns for h in heads)
        if named:
            return True
        if column != self._columns[0] or not all(_ORDER.fullmatch(e) for e in entries):
            return False
        digits = [int(e.strip(".)")) for e in entries if e.strip(".)").isdigit()]
        return len(digits) < len(entries) or digits == list(range(digits[0], digits[0] + len(digits)))

    def _special(self, columns: list[int], heads: list[int]) -> tuple[set[int], set[int]]:
        """Columns that number the rows, and columns that hold units."""
        fold = self._pack.lexicon.fold
        body = [row for row in self._rows if row not in heads]
        numbers: set[int] = set()
        units: set[int] = set()
        for column in columns:
            names = {fold(self._entry(h, column)).strip(" .:") for h in heads}
            entries = [e for e in (self._entry(row, column) for row in body) if e]
            if names & self._pack.unit_columns:
                units.add(column)
            elif entries and self._numbers_rows(column, heads, entries):
                numbers.add(column)
        return numbers, units

    def _is_value(self, entry: str) -> bool:
        match = _VALUE.match(entry)
        if not match:
            return False
        rest = entry[match.end() :].strip()
        return len(rest.split()) <= _WORDS_IN_VALUE and not any(c.isdigit() for c in rest)

    def _row(self, row: int) -> list[Cell]:
        return _unique(self._at[row, c] for c in self._columns if (row, c) in self._at)

    def _entry(self, row: int, column: int) -> str:
        cell = self._at.get((row, column))
        return self._said[id(cell)] if cell is not None else ""

    def _spans(self, cell: Cell) -> list[Span]:
        spans = (trimmed(self._text, *span) for block in cell.blocks for line in block.lines for span in line)
        return [(start, end) for start, end in spans if start < end]

    def _say(self, cell: Cell) -> str:
        return " ".join(" ".join(self._text[start:end] for start, end in self._spans(cell)).split())


def _unique(cells: Iterator[Cell] | list[Cell]) -> list[Cell]:
    """Cells without repetition: a merged cell stands in several places."""
    return list({id(cell): cell for cell in cells}.values())
