"""XLSX: the cells of each sheet as they are shown, with what is stored; merged cells."""

from __future__ import annotations

import datetime
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from typing import Any

from auditor.errors import UnreadableDocumentError
from auditor.reading.packages import open_package, parse_part
from auditor.reading.source import MOST_CELLS, Block, Cell, Grid, Source, Writer, cell_name

_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MOST_PLACES = 60
_STORED_DIGITS = 15
"""Significant digits that a workbook's numbers have (IEEE 754 double precision)."""


@dataclass(frozen=True, slots=True)
class Book:
    """An opened workbook: its values, and the cells whose formulas were never calculated."""

    values: Any
    uncalculated: list[str]
    macros: bool


def load(raw: bytes, path: str) -> Book:
    """Open an XLSX workbook.

    Args:
        raw: The file.
        path: As given, for messages.

    Raises:
        UnreadableDocumentError: The file is damaged, encrypted, or larger than is read.
    """
    package = open_package(raw, path, "XLSX")
    uncalculated = False
    filled = 0
    for name in package.NameToInfo:
        if name.endswith((".xml", ".rels")):
            root = parse_part(package, name, path)
            if name.startswith("xl/worksheets/") and root is not None:
                filled += sum(_area(merged.get("ref") or "") for merged in root.iter(f"{_X}mergeCell"))
                for cell in root.iter(f"{_X}c"):
                    filled += 1
                    uncalculated |= cell.find(f"{_X}f") is not None and not cell.findtext(f"{_X}v")
    if filled > MOST_CELLS:
        raise UnreadableDocumentError(f"holds {filled:,} cells; at most {MOST_CELLS:,} are read", where=path)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out: styles, extensions
            values = load_workbook(io.BytesIO(raw), data_only=True, keep_links=False)
            empty = _uncalculated(raw, values) if uncalculated else []
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise UnreadableDocumentError(
            f"is a damaged XLSX file ({type(error).__name__}: {error})", where=path
        ) from error
    return Book(values, empty, "xl/vbaProject.bin" in package.NameToInfo)


def _area(reference: str) -> int:
    """Cells of a merged range: the library that opens the workbook makes each of them."""
    from openpyxl.utils import range_boundaries

    try:
        left, top, right, bottom = (int(b or 1) for b in range_boundaries(reference))
    except (ValueError, TypeError):
        return 0
    return max(0, (right - left + 1) * (bottom - top + 1))


def _stored(sheet: Any) -> Iterator[Any]:
    """The cells that a sheet stores, row by row: its rectangle may be the whole sheet for one cell far off."""
    cells = sheet._cells
    yield from (cells[place] for place in sorted(cells))


def words(book: Book) -> str:
    """All text of a workbook, by which its language is told."""
    return " ".join(
        cell.value for sheet in book.values.worksheets for cell in _stored(sheet) if isinstance(cell.value, str)
    )


def parse(book: Book, path: str, *, decimal: str) -> Source:
    """The sheets of a workbook, hidden ones left out.

    Args:
        book: As opened.
        path: As given, for messages.
        decimal: The decimal mark with which numbers are shown, ``,`` or ``.``: Excel takes it from the reader's
            own settings, not from the file.
    """
    writer = Writer()
    reader = _Workbook(writer, decimal)
    parts = list(reader.sheets(book.values))
    found = Source(writer.text, parts)
    if reader.hidden:
        found.warn("note.hidden-sheets", path, sheets=", ".join(reader.hidden))
    if book.uncalculated:
        places = ", ".join(book.uncalculated[:5]) + (" …" if len(book.uncalculated) > 5 else "")
        found.warn("note.formulas", path, count=str(len(book.uncalculated)), places=places)
    if book.macros:
        found.warn("note.macros", path)
    found.entitle(book.values.properties.title)
    return found


class _Workbook:
    def __init__(self, writer: Writer, decimal: str) -> None:
        self._writer = writer
        self._decimal = decimal
        self._group = "." if decimal == "," else ","
        self.hidden: list[str] = []

    def sheets(self, book: Any) -> Iterator[Block | Grid]:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                self.hidden.append(sheet.title)
                continue
            yield from led(self._cells(sheet))

    def _cells(self, sheet: Any) -> Iterator[Cell]:
        merged = {
            (r.min_row, r.min_col): (r.max_row - r.min_row + 1, r.max_col - r.min_col + 1)
            for r in sheet.merged_cells.ranges
        }
        for cell in _stored(sheet):
            if cell.value is not None:
                text, stored = self._shown(cell)
                self._writer.open(Block([], place=cell_name(sheet.title, cell.row - 1, cell.column - 1), stored=stored))
                for line in text.split("\n"):
                    self._writer.put(line)
                    self._writer.line()
                block = self._writer.close()
                if block is not None:
                    height, width = merged.get((cell.row, cell.column), (1, 1))
                    yield Cell(cell.row - 1, cell.column - 1, [block], height, width)

    def _shown(self, cell: Any) -> tuple[str, str]:
        """A cell as it is shown, and the number that is stored where that is another."""
        value = cell.value
        if isinstance(value, (bool, str)):
            return str(value), ""
        if isinstance(value, datetime.datetime | datetime.date):
            return f"{value.day:02d}/{value.month:02d}/{value.year}", ""
        if isinstance(value, datetime.time | datetime.timedelta):
            return str(value), ""
        try:
            number = Decimal(f"{value:.{_STORED_DIGITS}g}")
        except (InvalidOperation, ValueError, TypeError):
            return str(value), ""
        text = shown_number(number, str(cell.number_format or "General"), self._decimal, self._group)
        stored = format(number.normalize(), "f")
        plain = text.replace(self._group, "").replace(self._decimal, ".")
        try:
            return text, "" if Decimal(plain) == number else stored
        except InvalidOperation:
            return text, stored


def shown_number(number: Decimal, code: str, decimal: str, group: str) -> str:
    """A number as a format code shows it (ECMA-376 part 1, 18.8.31): digits, groups, percent, scaling, literals.

    Args:
        number: As stored.
        code: The format code, ``#,##0.00`` or ``0.0%``; sections for negative numbers and zero are looked at.
        decimal: Decimal mark.
        group: Mark between thousands.
    """
    if not number.is_finite() or abs(number.adjusted()) > _MOST_PLACES:
        return str(number)
    sections = _sections(code)
    section = sections[0]
    if section.strip().lower() in ("general", "@", ""):
        return format(number.normalize(), "f").replace(".", decimal)
    if number < 0 and len(sections) > 1:
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    before, digits, after = _placeholders(section)
    if not digits:
        return before + after
    whole, _, part = digits.partition(".")
    if sum(digits.count(c) for c in "0#?") > _MOST_PLACES:
        return format(number.normalize(), "f").replace(".", decimal)
    number *= 100 ** min(before.count("%") + after.count("%"), 4)
    # A comma after the last digit place divides by a thousand.
    closing = part or whole
    number /= Decimal(1000) ** (min(len(closing) - len(closing.rstrip(",")), 6))
    places = sum(part.count(c) for c in "0#?")
    least = part.count("0")
    with localcontext() as context:
        context.prec = 3 * _MOST_PLACES
        rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    sign = "-" if rounded < 0 else ""
    left, _, right = format(abs(rounded), "f").partition(".")
    while len(right) > least and right.endswith("0"):
        right = right[:-1]
    left = left.lstrip("0").rjust(max(whole.count("0"), 1 if not right else whole.count("0")), "0")
    if "," in whole.rstrip(","):
        left = _grouped(left, group)
    return f"{sign}{before}{left}{decimal + right if right else ''}{after}"


def localised(shown: str, stored: str, decimal: str) -> str:
    """A number that a file shows with another decimal mark, shown with this one.

    Args:
        shown: As the file shows it: ``9,050.0``.
        stored: As the file stores it: ``9050``.
        decimal: The decimal mark wanted.
    """
    other = "." if decimal == "," else ","
    match = re.search(r"\d[\d.,]*", shown)
    if match is None or other not in match.group():
        return shown
    try:
        read = Decimal(match.group().replace(decimal, "").replace(other, "."))
        number = abs(Decimal(stored)) * (100 if "%" in shown else 1)
    except InvalidOperation:
        return shown
    if not number.is_finite():
        return shown
    step = Decimal(1).scaleb(int(read.as_tuple().exponent))
    if abs(read - number) > step:
        return shown
    turned = match.group().translate(str.maketrans(decimal + other, other + decimal))
    return shown[: match.start()] + turned + shown[match.end() :]


def _grouped(digits: str, group: str) -> str:
    head = len(digits) % 3
    parts = ([digits[:head]] if head else []) + [digits[i : i + 3] for i in range(head, len(digits), 3)]
    return group.join(parts)


def _sections(code: str) -> list[str]:
    """The sections of a format code, parted by semicolons outside quotation marks."""
    parts, quoted, out = [], False, ""
    for i, c in enumerate(code):
        if c == '"' and (i == 0 or code[i - 1] != "\\"):
            quoted = not quoted
        if c == ";" and not quoted:
            parts.append(out)
            out = ""
        else:
            out += c
    return [*parts, out]


def _placeholders(section: str) -> tuple[str, str, str]:
    """The literal text before the digits of a section, the digit places, and the literal text after."""
    before, digits, after = "", "", ""
    i = 0
    while i < len(section):
        c = section[i]
        literal = ""
        if c == '"':
            end = section.find('"', i + 1)
            end = len(section) if end < 0 else end
            literal = section[i + 1 : end]
            i = end
        elif c == "\\" and i + 1 < len(section):
            literal = section[i + 1]
            i += 1
        elif c in "_*":
            i += 1
        elif c == "[":
            end = section.find("]", i)
            end = len(section) - 1 if end < 0 else end
            inside = section[i + 1 : end]
            if inside.startswith("$"):
                literal = inside[1:].split("-")[0]
            i = end
        elif c in "0#?.," and not after.strip():
            digits += c
        else:
            literal = c
        if literal:
            if digits:
                after += literal
            else:
                before += literal
        i += 1
    return before, digits, after


def led(cells: Iterable[Cell]) -> Iterator[Block | Grid]:
    """A sheet's cells: lines that stand alone in their rows above the table are paragraphs, the rest is the table."""
    by_row: dict[int, list[Cell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    table: list[Cell] = []
    for row in sorted(by_row):
        if len(by_row[row]) == 1 and not table:
            yield from by_row[row][0].blocks
        else:
            table += by_row[row]
    if table:
        yield Grid(table)


def _uncalculated(raw: bytes, values: Any) -> list[str]:
    """Cells that hold a formula and no value: the program that wrote them never calculated."""
    from openpyxl import load_workbook

    formulas = load_workbook(io.BytesIO(raw), data_only=False, keep_links=False)
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in formulas.worksheets
        if sheet.sheet_state == "visible"
        for cell in _stored(sheet)
        if cell.data_type == "f" and values[sheet.title][cell.coordinate].value is None
    ]
