"""The report as a workbook, for offices that track corrections in a spreadsheet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from auditor.model import Alignment, Finding
from auditor.phrases import render
from auditor.pipeline import Audit
from auditor.reading import OWN_REPORT
from auditor.reporting.evidence import shown
from auditor.reporting.plain import is_formula
from auditor.reporting.wording import Statement, Wording, coverage, notes

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_CELL = 32_000
"""Characters of a cell; Excel takes 32,767."""
_PINNED = datetime(1980, 1, 1)
"""The time in the file, which must be the same in every run: the earliest that a ZIP archive can state."""
_FILL = {"error": "F8D7DA", "warning": "FFF3CD", "info": "D9EAF7"}
_HEAD = "E7E6E6"
_FINDING_WIDTHS = (14, 11, 28, 32, 60, 30, 60, 30, 60, 30, 40, 14, 30, 18)
_COVERAGE_WIDTHS = (36, 50, 10, 10, 10, 10, 12, 16, 14, 14, 18)
_LINE = 15.0
"""Height of a line in points."""
_MOST_HEIGHT = 405.0
"""Height of a row; Excel takes 409 points."""
_DECISIONS = ("accepted", "dismissed", "fixed")


def workbook(audit: Audit, language: str) -> bytes:
    """Three sheets: findings, all aligned indicators with the documents as columns, and the coverage.

    Args:
        audit: What was found.
        language: Language of messages and labels.
    """
    from openpyxl import Workbook

    say = Wording(audit, language)
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    _findings(book, audit, say)
    _indicators(book, audit, say)
    _coverage(book, audit, say)
    book.properties.creator = "auditor"
    book.properties.description = OWN_REPORT
    book.properties.created = _PINNED
    out = io.BytesIO()
    book.save(out)
    return _pinned(out.getvalue())


def cell_text(text: str) -> str:
    """Text of a document as a cell can hold it."""
    visible = shown(text)
    return visible if len(visible) <= MOST_CELL else f"{visible[:MOST_CELL]}…"


def _sheet(book: Workbook, title: str, head: Sequence[str], widths: Sequence[float]) -> Worksheet:
    """A sheet with its heading row, which stays in view."""
    from openpyxl.styles import Alignment as Aligned
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = book.create_sheet(title)
    _append(sheet, head)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Aligned(wrap_text=True, vertical="top")
    sheet.row_dimensions[1].height = 2 * _LINE
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    return sheet


def _append(sheet: Worksheet, values: Iterable[Any]) -> None:
    """A row; what is text stays text, whatever it begins with."""
    from openpyxl.cell.rich_text import CellRichText

    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        cell.value = cell_text(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
        if isinstance(value, str | CellRichText) and is_formula(str(value)):
            cell.quotePrefix = True


def _finish(sheet: Worksheet, corner: str) -> None:
    """Wrapped cells, frozen headings and filters."""
    from openpyxl.styles import Alignment as Aligned

    wrapped = Aligned(wrap_text=True, vertical="top")
    widths = [dimension.width for dimension in sheet.column_dimensions.values()]
    for number, row in enumerate(sheet.iter_rows(min_row=2), 2):
        for cell in row:
            cell.alignment = wrapped
        sheet.row_dimensions[number].height = min(_LINE * _lines(row, widths), _MOST_HEIGHT)
    sheet.freeze_panes = corner
    sheet.auto_filter.ref = sheet.dimensions


def _lines(row: Sequence[Any], widths: Sequence[float]) -> int:
    """Lines that the fullest cell of a row takes: not every program finds the height of a row itself."""
    return max(
        sum(ceil(max(len(line), 1) / width) for line in str(cell.value or "").split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )


def _findings(book: Workbook, audit: Audit, say: Wording) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    head = [say.label(f"column.{name}") for name in ("id", "severity", "rule", "indicator", "message", "computed")]
    for number in (1, 2):
        head += [say.label(f"column.{name}", number=number) for name in ("quotation", "place")]
    head += [say.label(f"column.{name}") for name in ("more", "decision", "reason", "assignee")]
    sheet = _sheet(book, say.label("sheet.findings"), head, _FINDING_WIDTHS)
    for finding in audit.findings:
        _append(sheet, _finding(finding, say))
        sheet.cell(sheet.max_row, 2).fill = PatternFill("solid", fgColor=_FILL[finding.severity])
    _finish(sheet, "C2")
    if audit.findings:
        choices = ",".join(say.label(f"decision.{name}") for name in _DECISIONS)
        choice = DataValidation("list", formula1=f'"{choices}"', allow_blank=True)
        column = get_column_letter(len(head) - 2)
        choice.add(f"{column}2:{column}{sheet.max_row}")
        sheet.add_data_validation(choice)


def _finding(finding: Finding, say: Wording) -> list[Any]:
    said = [say.statement(item) for item in finding.evidence]
    row: list[Any] = [
        finding.id,
        say.label(f"severity.{finding.severity}"),
        f"{finding.rule}: {say.rule(finding)}",
        finding.label,
        say.message(finding),
        finding.computed,
    ]
    for number in (0, 1):
        row += [_marked(said[number]), said[number].where] if number < len(said) else ["", ""]
    more = "\n".join(say.label("quotation", place=s.where, quote=s.quote) for s in said[2:])
    return [*row, more, None, None, None]


def _marked(said: Statement) -> Any:
    """A sentence with its figure in bold."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    before, after = said.before, said.after
    parts = (before, TextBlock(InlineFont(b=True), said.figure[:MOST_CELL]) if said.figure else "", after)
    return CellRichText(*(part for part in parts if part))


def _indicators(book: Workbook, audit: Audit, say: Wording) -> None:
    order = [x.document.id for x in audit.extracts]
    head = [say.label("column.indicator"), say.label("column.status"), *(say.names[i] for i in order)]
    head += [say.label("column.score"), say.label("column.why")]
    widths = (44, 16, *(34 for _ in order), 10, 50)
    sheet = _sheet(book, say.label("sheet.indicators"), head, widths)
    for alignment in audit.alignments:
        stated = [_stated(alignment, document, say) for document in order]
        reason = render(alignment.reason, say.language)
        _append(
            sheet, [alignment.label, say.label(f"status.{alignment.status}"), *stated, float(alignment.score), reason]
        )
    _finish(sheet, "B2")


def _stated(alignment: Alignment, document: str, say: Wording) -> str:
    """What a document states for an indicator, each figure with its place."""
    return "\n".join(f"{shown(m.text)} ({say.place(m)})" for m in alignment.members if m.document == document)


def _coverage(book: Workbook, audit: Audit, say: Wording) -> None:
    names = ("document", "title", "form", "language", "numerals", "figures", "facts", "non_figures", "unread")
    head = [say.label(f"column.{name}") for name in (*names, "compared", "single_source")]
    sheet = _sheet(book, say.label("sheet.coverage"), head, _COVERAGE_WIDTHS)
    for found in audit.extracts:
        document, ledger, covered = found.document, found.ledger, coverage(audit, found)
        about = [say.names[document.id], document.title or "", document.form, document.language]
        counts = [ledger.numerals, ledger.figures, ledger.facts, ledger.non_figures, ledger.unread]
        _append(sheet, [*about, *counts, covered.compared, covered.single_source])
    _finish(sheet, "B2")
    for note in notes(audit, say.language):
        _append(sheet, [note])


def _pinned(raw: bytes) -> bytes:
    """The workbook without the time at which it was written, which openpyxl puts into it."""
    now = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
    stamp = _PINNED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pinned:
        for part in book.namelist():
            content = book.read(part)
            if part == "docProps/core.xml":
                content = now.sub(rb"\g<1>" + stamp, content)
            pinned.writestr(zipfile.ZipInfo(part, _PINNED.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
