"""What is fuzzed: each target takes bytes, and may raise nothing but the errors that a user is shown."""

from __future__ import annotations

import contextlib
import io
import json
import pickle
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from auditor import worker
from auditor.decisions import dump, merge
from auditor.decisions import load as load_decisions
from auditor.errors import AuditorError
from auditor.evaluation import evaluate_figures, evaluate_pairs, sort_of
from auditor.extraction import extract
from auditor.model import Document
from auditor.pipeline import Knowledge, know
from auditor.project import load_project
from auditor.reading import Options, programs
from auditor.reading.documents import read_raw
from auditor.reports import load as load_report
from auditor.resources import load_rules
from tests import office
from tests.fuzz import kept, written

CORPUS = Path(__file__).parent / "corpus"
CRASHES = Path(__file__).parent / "crashes"
_X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STOCK = {
    "docx": ("word/document.xml", {"word/styles.xml": f'<w:styles xmlns:w="{office.W}"/>'.encode()}),
    "odt": ("content.xml", {"mimetype": b"application/vnd.oasis.opendocument.text"}),
    "ods": ("content.xml", {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    "xlsx": (
        "xl/worksheets/sheet1.xml",
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            b'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
            b'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
            "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_X}" xmlns:r="{office.RELATIONS}"><sheets><sheet name="a" '
            'sheetId="1" r:id="r"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        },
    ),
}
"""For each format: the part that is fuzzed, and the sound parts around it."""


@cache
def knowledge() -> Knowledge:
    """The shipped rules, loaded once."""
    return know()


def _read(name: str, data: bytes) -> Document | None:
    try:
        return read_raw(data, name, Options(), knowledge().packs)
    except AuditorError as error:
        _one_line(error)
    return None


def _one_line(error: AuditorError) -> None:
    assert len(str(error).splitlines()) == 1, error


def _file(name: str, data: bytes) -> None:
    """Read a file, and hold its passages to the text."""
    document = _read(name, data)
    if document is not None:
        for passage in document.passages:
            for piece in passage.pieces:
                assert 0 <= piece.start <= piece.start + piece.source_length <= len(document.text)


def _packed(form: str, data: bytes) -> bytes:
    """An office file of which one part is what comes."""
    part, others = _STOCK[form]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in others.items():
            package.writestr(name, content)
        package.writestr(part, data)
    return out.getvalue()


def _part(form: str, data: bytes) -> None:
    """Read an office file of which one part is what comes."""
    _file(f"a.{form}", _packed(form, data))


def _extraction(name: str, data: bytes) -> None:
    """Read and extract a text; every figure leads back to its place, every numeral is accounted for."""
    document = _read(name, data)
    if document is None:
        return
    found = extract(document, knowledge().packs[document.language])
    for figure in found.figures:
        assert document.text[figure.start : figure.end] == figure.text
    ledger = found.ledger
    assert ledger.numerals == ledger.figures + ledger.facts + ledger.non_figures + ledger.unread


def _image(data: bytes) -> None:
    """Take an image apart."""
    try:
        for _ in programs.frames(data, "a.png"):
            pass
    except AuditorError as error:
        _one_line(error)


def _loaded(name: str, load: Callable[[Path], object], data: bytes) -> None:
    """Load a file that a user writes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        try:
            load(path)
        except AuditorError as error:
            _one_line(error)


def _decided(path: Path) -> None:
    """Load decisions, and merge them with themselves as a command that writes them does."""
    decisions = load_decisions(path)
    dump(merge(decisions, decisions))


def _labelled(path: Path) -> None:
    """Evaluate against labels of whichever sort the file is."""
    known = knowledge()
    if sort_of(path) == "pairs":
        evaluate_pairs([path], known.packs, known.catalogue)
    else:
        evaluate_figures([path], known.packs)


def _compared(path: Path) -> None:
    """Load a machine report, and compare it with itself."""
    from auditor.comparing import compare

    report = load_report(path)
    compare(report, report)


def _answer(data: bytes) -> None:
    """Take what a worker that was taken over may send."""
    with contextlib.suppress(pickle.UnpicklingError):
        worker.restore(data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": partial(_extraction, "a.txt"),
    "markdown": partial(_extraction, "a.md"),
    "html": partial(_file, "a.html"),
    "docx": partial(_part, "docx"),
    "odt": partial(_part, "odt"),
    "ods": partial(_part, "ods"),
    "xlsx": partial(_part, "xlsx"),
    "package": partial(_file, "a.docx"),
    "pdf": partial(_file, "a.pdf"),
    "image": _image,
    "rules": partial(_loaded, "checks/cross-value.yaml", lambda path: load_rules(path.parent.parent)),
    "language": partial(_loaded, "vi/units.yaml", lambda path: know(path.parent.parent)),
    "indicators": partial(_loaded, "indicators/own.yaml", lambda path: know(path.parent.parent)),
    "project": partial(_loaded, "auditor.toml", lambda path: load_project(path, ["vi", "en"])),
    "decisions": partial(_loaded, "decisions.json", _decided),
    "report": partial(_loaded, "report.json", _compared),
    "answer": _answer,
    "labels": partial(_loaded, "labels.jsonl", _labelled),
    "list": kept.listed,
    "table": kept.table,
    "cache": kept.cached,
    "reports": lambda data: written.reports(data, knowledge()),
    "comments": lambda data: written.comments(_packed("docx", data), "a.docx", knowledge()),
    "highlights": lambda data: written.comments(data, "a.pdf", knowledge()),
}
"""Targets by name; each has a folder of that name in the corpus."""


def seeds(target: str) -> list[Path]:
    """The files of a target's corpus, and those that once crashed it."""
    return sorted([*(CORPUS / target).iterdir(), *CRASHES.glob(f"{target}-*")])


def words(target: str) -> list[str]:
    """What mutation puts in: words that the readers look for."""
    common = ["9" * 400, "-1", "²", "\x00", "\ud7ff", "1e999", "99,18%", "năm 2024", "22/27", "\n\n", "\x0c"]
    own = {
        "html": ["<td colspan=", "<table>", "<sup><a href='#fn1'>1</a></sup>", "<li value=", "</", "<!--", "&#0;"],
        "docx": ["<w:tbl>", "<w:tc>", "<w:p>", '<w:gridSpan w:val="', "</w:p>", "<w:del>", "<w:ins>", "<w:fldChar"],
        "odt": ["<table:table>", 'text:outline-level="', "<text:note>", "<text:list>", "<text:tracked-changes>"],
        "json": ["null", "[]", "{}", "NaN", "true", '"', "1E999", json.dumps("x" * 200)],
    }
    return common + own.get(target, own["json"])
