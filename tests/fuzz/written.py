"""What is fuzzed of the reports: whatever documents hold, every report is whole, and of the format that it says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

from lxml import etree

from auditor.alignment import align
from auditor.checks import run
from auditor.checks.base import Case
from auditor.errors import AuditorError
from auditor.extraction import extract
from auditor.model import Document, Extract
from auditor.pipeline import Audit, Knowledge
from auditor.reading import Options
from auditor.reading.documents import read_raw
from auditor.reporting import render
from auditor.reporting.annotated.copies import commented
from auditor.reporting.annotated.marks import marks_of
from auditor.reporting.annotated.page import copy
from auditor.reporting.wording import Wording
from auditor.reporting.write import FORMATS

_OTHER = str.maketrans("0123456789", "1234567891")
"""Another digit for each, so that a document and its copy disagree."""


def reports(data: bytes, knowledge: Knowledge) -> None:
    """Write every report on a text and a copy of it in which every figure is another; names of files come from it."""
    try:
        document = read_raw(data, "a.txt", Options(), knowledge.packs)
        other = read_raw(
            document.text.translate(_OTHER).encode("utf-8", "replace"), "b.txt", Options(), knowledge.packs
        )
    except AuditorError:
        return
    audit = _audit([replace(document, path=document.text[:30]), other], knowledge)
    for language in ("vi", "en"):
        for form in FORMATS:
            _whole(form, render(audit, form, language))
        say = Wording(audit, language)
        for found in audit.extracts:
            _page(copy(found.document, marks_of(audit, say)[found.document.id], say).content)


def comments(data: bytes, name: str, knowledge: Knowledge) -> None:
    """Put comments into a DOCX or PDF at the figures that a copy of its text contradicts; read what comes out."""
    try:
        document = read_raw(data, name, Options(), knowledge.packs)
        other = read_raw(
            document.text.translate(_OTHER).encode("utf-8", "replace"), "b.txt", Options(), knowledge.packs
        )
    except AuditorError:
        return
    audit = _audit([document, other], knowledge)
    marks = marks_of(audit, Wording(audit, "vi"))["d1"]
    try:
        content, unplaced = commented(data, audit.extracts[0].document, tuple(marks), False, knowledge.packs)
    except AuditorError:
        return
    assert len(unplaced) <= len(marks)
    back = read_raw(content if isinstance(content, bytes) else content.encode(), name, Options(), knowledge.packs)
    if document.form == "docx":
        assert back.text == document.text


def _audit(documents: Sequence[Document], knowledge: Knowledge) -> Audit:
    extracts: list[Extract] = []
    for number, document in enumerate(documents, 1):
        extracts.append(extract(replace(document, id=f"d{number}"), knowledge.packs[document.language]))
    alignments, _ = align(extracts, knowledge.packs, knowledge.catalogue, same_organisation=True)
    case = Case(extracts, alignments, knowledge.packs, knowledge.catalogue.names)
    findings = run(case, knowledge.rules, knowledge.checks)
    return Audit(tuple(extracts), tuple(alignments), tuple(findings), (), (), knowledge.packs, tuple(knowledge.rules))


def _whole(form: str, content: str | bytes) -> None:
    """A reader of the format opens it."""
    if form == "xlsx":
        from openpyxl import load_workbook

        assert isinstance(content, bytes)
        book = load_workbook(io.BytesIO(content))
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        assert not any(cell.data_type == "f" for cell in cells), "a formula"
        return
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    if form in ("json", "sarif"):
        json.loads(raw)
    elif form == "junit":
        etree.fromstring(raw)
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(raw.decode())))
        assert len({len(row) for row in rows}) == 1
    elif form == "html":
        _page(content)


class _Tags(HTMLParser):
    """The scripts and handlers of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count scripts; no element bears a handler or a link to elsewhere."""
        self.scripts += tag == "script"
        assert not any(name.startswith("on") for name, _ in attrs), (tag, attrs)
        assert not any(
            re.match(r"\s*(?:https?|javascript):", value or "") for name, value in attrs if name != "content"
        )


def _page(content: str | bytes) -> None:
    """A page has the scripts that its template has, however its text reads."""
    tags = _Tags()
    tags.feed(content if isinstance(content, str) else content.decode("utf-8", "backslashreplace"))
    assert tags.scripts in (0, 1, 3), tags.scripts
