"""Spreadsheet, Markdown, SARIF, JUnit and CSV: valid, complete, and text of documents never more than text."""

from __future__ import annotations

import csv
import io
import json
import os
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from auditor.model import Severity
from auditor.phrases import LANGUAGES
from auditor.pipeline import Audit, Knowledge, audit
from auditor.reporting import FORMATS, render, replace_file
from auditor.reporting.evidence import shown
from auditor.reporting.markdown import escaped
from auditor.reporting.plain import harmless
from auditor.reporting.sarif import address, message
from auditor.reporting.wording import document_names
from tests.conftest import ROOT, SAMPLES
from tests.office import convert
from tests.test_cli import run

SCHEMAS = ROOT / "tests" / "schemas"
VI = [str(SAMPLES / "vi" / name) for name in ("review-report.txt", "political-report.txt")]
HOSTILE = (
    "\u202e<script>document.title='owned'</script> [x](javascript:alert(1)) {0} <img src=x onerror=alert(1)> "
    "<a href='javascript:alert(2)'>y</a> https://evil.example www.evil.example me@evil.example evil.com/x \u2066 ]]> | ` ~"
)
ILLEGAL = "\x01\x0b\x1b\ufffe"
CELLS = [
    "_x003D_1+1",
    "=cmd|'/c calc'!A1",
    "\t=1+1",
    "\r=1+1",
    "\n=1",
    " =1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "\u202e",
]


@pytest.fixture(scope="module")
def sample(knowledge: Knowledge) -> Audit:
    return audit(VI, knowledge=knowledge)


@pytest.fixture
def hostile(audited: Callable[..., Audit]) -> Audit:
    """Findings whose sentences, labels and quotations are hostile."""
    text = f"Tỷ lệ hộ nghèo {HOSTILE} của tỉnh năm 2024 còn {{}}% {HOSTILE}{ILLEGAL}."
    found = audited(text.replace("{0}", "{{0}}").format("5,25"), text.replace("{0}", "{{0}}").format("5,52"))
    assert found.findings
    return found


def rows(raw: bytes) -> list[list[dict[str, Any]]]:
    book = load_workbook(io.BytesIO(raw))
    return [
        [{"value": c.value, "type": c.data_type, "link": c.hyperlink} for row in sheet for c in row] for sheet in book
    ]


# SARIF


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_is_what_its_schema_says(language: str, sample: Audit) -> None:
    """Every result has its place in the file, as characters and as line and column, and a fingerprint."""
    report = json.loads(render(sample, "sarif", language))
    jsonschema.validate(report, json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")))
    (run_,) = report["runs"]
    assert [r["partialFingerprints"]["finding/v1"] for r in run_["results"]] == [f.id for f in sample.findings]
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    texts = {address(x.document.path): x.document.text for x in sample.extracts}
    for result, finding in zip(run_["results"], sample.findings, strict=True):
        rule = run_["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"] == finding.rule
        assert rule["help"]["text"]
        assert rule["help"]["markdown"].startswith("# ")
        assert result["level"] == levels[finding.severity]
        places = [*result["locations"], *result.get("relatedLocations", [])]
        assert len(places) == len(finding.evidence)
        for place, item in zip(places, finding.evidence, strict=True):
            region = place["physicalLocation"]["region"]
            text = texts[place["physicalLocation"]["artifactLocation"]["uri"]]
            at = region["charOffset"]
            assert text[at : at + region["charLength"]] == item.text
            lines = text.split("\n")
            assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(item.text[:1])
            end = lines[region["endLine"] - 1][: region["endColumn"] - 1]
            assert end.endswith(item.text[-1:])


def test_sarif_of_a_format_that_is_no_text(sample: Audit, tmp_path: Path, knowledge: Knowledge) -> None:
    """A place in what was read is none in the file: the paragraph, section and page are told instead."""
    for name in VI:
        (tmp_path / Path(name).name).write_bytes(Path(name).read_bytes())
    documents = [str(convert(tmp_path / Path(name).name, "docx:MS Word 2007 XML")) for name in VI]
    report = json.loads(render(audit(documents, knowledge=knowledge), "sarif", "vi"))
    jsonschema.validate(report, json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")))
    locations = [place for result in report["runs"][0]["results"] for place in result["locations"]]
    assert locations
    assert not any("region" in place["physicalLocation"] for place in locations)
    assert all(place["logicalLocations"] for place in locations)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/báo cáo.txt", "a%20b/b%C3%A1o%20c%C3%A1o.txt"),
        ("/tmp/#1?.txt", "file:///tmp/%231%3F.txt"),
        ("C:\\drafts\\a.docx", "file:///C:/drafts/a.docx"),
        ("javascript:alert(1).txt", "javascript%3Aalert%281%29.txt"),
        ("bad\udcff.txt", "bad%FF.txt"),
    ],
)
def test_addresses(path: str, uri: str) -> None:
    """Paths as URI references."""
    assert address(path) == uri


def test_sarif_messages_hold_no_links(hostile: Audit) -> None:
    """Brackets and braces of documents are text."""
    assert message("[x](javascript:1) {0}") == "\\[x\\](javascript:1) {{0}}"
    for result in json.loads(render(hostile, "sarif", "vi"))["runs"][0]["results"]:
        for place in result["relatedLocations"]:
            assert "\\[x\\](javascript:alert(1))" in place["message"]["text"]


def test_sarif_tells_what_could_not_be_read(tmp_path: Path) -> None:
    """A document that is missing is a notification of the run."""
    done = run("audit", *VI, str(tmp_path / "missing.txt"), "--format", "sarif", "--output", "-", "--lang", "en")
    told = json.loads(done.stdout)["runs"][0]["invocations"][0]
    assert told["executionSuccessful"] is True
    assert any(
        "missing.txt" in n["message"]["text"] for n in told["toolExecutionNotifications"] if n["level"] == "error"
    )


def test_findings_of_rules_that_have_no_page(sample: Audit) -> None:
    """A check that broke is told of the run; a finding without evidence, or of a rule unknown here, is a result."""
    from dataclasses import replace

    first = sample.findings[0]
    broken = replace(first, rule="internal-error", evidence=(), id="a" * 12)
    own = replace(first, rule="own-rule", evidence=(), id="b" * 12)
    found = replace(sample, findings=(first, broken, own))
    report = json.loads(render(found, "sarif", "en"))
    jsonschema.validate(report, json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")))
    (run_,) = report["runs"]
    assert run_["invocations"][0]["executionSuccessful"] is False
    assert [r["ruleId"] for r in run_["results"]] == [first.rule, "own-rule"]
    assert run_["tool"]["driver"]["rules"][run_["results"][1]["ruleIndex"]]["id"] == "own-rule"
    root = etree.fromstring(render(found, "junit", "en"))
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(root)
    assert (root.get("failures"), root.get("errors")) == ("2", "1")
    for form in ("xlsx", "markdown", "text"):
        assert render(found, form, "en")


# Text


def test_text_tells_which_documents_were_not_compared(tmp_path: Path) -> None:
    """Nothing tells whose two notes are: their silence is no agreement."""
    for name, visitors in (("museum", "48,200"), ("library", "42,800")):
        (tmp_path / f"{name}.txt").write_text(f"In 2024 we welcomed {visitors} visitors.", encoding="utf-8")
    pair = [str(tmp_path / f"{name}.txt") for name in ("museum", "library")]
    done = run("audit", *pair, "--format", "text", "--output", "-", "--lang", "en")
    assert "were not compared with each other" in done.stdout
    done = run("audit", *pair, "--format", "text", "--output", "-", "--lang", "en", "--same-organisation")
    assert "were not compared" not in done.stdout


# JUnit


@pytest.mark.parametrize("language", LANGUAGES)
def test_junit_is_what_its_schema_says(language: str, sample: Audit) -> None:
    """A case for each finding, failed from ``warning`` on; rules that found nothing passed."""
    root = etree.fromstring(render(sample, "junit", language))
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(root)
    loud = [f for f in sample.findings if f.severity is not Severity.INFO]
    assert len(root.findall(".//failure")) == len(loud) == int(root.get("failures"))
    assert len(root.findall(".//testcase")) == int(root.get("tests"))
    assert {suite.get("id") for suite in root} == {"documents", *(r.id for r in sample.rules)}
    names = [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None]
    assert len(set(names)) == len(names)
    for finding in loud:
        assert any(finding.id in name for name in names)


def test_junit_of_a_document_that_cannot_be_read(tmp_path: Path) -> None:
    """It is an error, and the file is valid."""
    done = run("audit", *VI, str(tmp_path / "missing\x01.txt"), "--format", "junit", "--output", "-")
    root = etree.fromstring(done.stdout.encode())
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(root)
    assert [e.get("type") for e in root.iter("error")] == ["unreadable"]


def test_hostile_content_in_junit(hostile: Audit) -> None:
    """It parses, and holds no other elements than its own."""
    root = etree.fromstring(render(hostile, "junit", "vi"))
    assert {e.tag for e in root.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "system-out"}
    assert "<script>" in "".join(root.itertext())
    assert "⟨U+0001⟩" in "".join(root.itertext())


# Markdown


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_shows_every_finding(language: str, sample: Audit) -> None:
    """Rendered, it has the message, id and figures of each finding, and the two tables."""
    page = etree.HTML(MarkdownIt("gfm-like", {"linkify": False}).render(render(sample, "markdown", language)))
    text = " ".join("".join(page.itertext()).split())
    for finding in sample.findings:
        assert " ".join(finding.message[LANGUAGES.index(language)].split()) in text
        assert finding.id in text
    assert [len(table.findall(".//tbody/tr")) for table in page.iter("table")] == [
        len(sample.alignments),
        len(sample.extracts),
    ]


def test_hostile_content_in_markdown(hostile: Audit) -> None:
    """Rendered with HTML allowed and bare addresses made links, it makes no element of its own."""
    source = render(hostile, "markdown", "vi")
    assert isinstance(source, str)
    page = etree.HTML(MarkdownIt("gfm-like", {"html": True, "linkify": True}).render(source))
    allowed = {"html", "body", "h1", "h2", "h3", "p", "code", "blockquote", "strong", "br", "ul", "li"}
    allowed |= {"table", "thead", "tbody", "tr", "th", "td"}
    assert {e.tag for e in page.iter() if isinstance(e.tag, str)} <= allowed
    text = "".join(page.itertext())
    assert "<script>document.title='owned'</script>" in text
    assert "[x](javascript:alert(1))" in text
    assert "\u202e" not in source


@given(st.text(alphabet=st.sampled_from("\\`*_{}[]()<>#+-.!|~$&@:/w1 aế\n="), max_size=40))
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    """What stands in a paragraph is read back letter for letter, white space collapsed."""
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(f"x {escaped(text)}")
    page = etree.HTML(html)
    assert [e.tag for e in page.iter()] == ["html", "body", "p"]
    assert " ".join("".join(page.itertext()).split()) == " ".join(f"x {text}".split())


# Workbook


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook(language: str, sample: Audit) -> None:
    """Frozen headings, filters, one row a finding with both quotations, indicators by document, coverage."""
    raw = render(sample, "xlsx", language)
    assert isinstance(raw, bytes)
    findings, indicators, coverage = load_workbook(io.BytesIO(raw), rich_text=True).worksheets
    for sheet in (findings, indicators, coverage):
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        assert all(column.width for column in sheet.column_dimensions.values())
    told = list(findings.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in told] == [f.id for f in sample.findings]
    for row, finding in zip(told, sample.findings, strict=True):
        assert row[4] == " ".join(finding.message[LANGUAGES.index(language)].split())
        for quotation, item in zip((row[6], row[8]), finding.evidence, strict=False):
            assert " ".join(item.text.split()) in " ".join(str(quotation).split())
        assert row[11:14] == (None, None, None)
    (choice,) = findings.data_validations.dataValidation
    assert str(choice.sqref) == f"L2:L{len(told) + 1}"
    assert indicators.max_row == len(sample.alignments) + 1
    assert [c.value for c in indicators[1]][2:4] == ["review-report.txt", "political-report.txt"]
    assert coverage["E2"].value == sample.extracts[0].ledger.numerals


def test_workbook_is_the_same_bytes(sample: Audit) -> None:
    """No time in it but the earliest that an archive can state."""
    first = render(sample, "xlsx", "vi")
    assert isinstance(first, bytes)
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        assert {part.date_time for part in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = etree.fromstring(book.read("docProps/core.xml"))
    assert {e.text for e in core.iter() if "dcterms" in str(e.nsmap.get(e.prefix)) or "terms" in e.tag} == {
        "1980-01-01T00:00:00Z"
    }
    assert render(sample, "xlsx", "vi") == first


def test_workbook_opens_in_libreoffice(hostile: Audit, tmp_path: Path) -> None:
    """As CSV from there, the hostile sentence is text."""
    raw = render(hostile, "xlsx", "vi")
    assert isinstance(raw, bytes)
    (tmp_path / "report.xlsx").write_bytes(raw)
    table = list(
        csv.reader(
            convert(tmp_path / "report.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")
            .read_text(encoding="utf-8")
            .splitlines()
        )
    )
    assert table[1][0] == hostile.findings[0].id
    assert "<script>" in table[1][6]


@pytest.mark.parametrize("cell", CELLS)
def test_no_formula_in_any_cell(cell: str, sample: Audit) -> None:
    """Whatever a message, a label, or a name begins with."""
    from dataclasses import replace

    message_ = f"{cell}{HOSTILE}{ILLEGAL}"
    finding = replace(sample.findings[0], message=(message_, message_), label=cell, computed=cell)
    aligned = replace(sample.alignments[0], label=cell)
    found = replace(sample, findings=(finding,), alignments=(aligned,), problems=(cell,))
    raw = render(found, "xlsx", "vi")
    assert isinstance(raw, bytes)
    for sheet in rows(raw):
        assert {c["type"] for c in sheet} <= {"s", "n", "inlineStr"}
        assert not any(c["link"] for c in sheet)
        assert not any("\u202e" in str(c["value"]) or "\x01" in str(c["value"]) for c in sheet)
    (first, *_) = list(csv.DictReader(io.StringIO(str(render(found, "csv", "vi")))))
    for column in ("message", "indicator", "computed"):
        assert not first[column].lstrip().startswith(("=", "+", "-", "@", "＝"))
        assert "\u202e" not in first[column]


@given(st.text(max_size=30))
def test_harmless_cells(text: str) -> None:
    """No cell begins as a formula does, and no letter is lost."""
    cell = harmless(shown(text))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.endswith(shown(text))


# All


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_any_text_can_stand_in_xml(text: str) -> None:
    """Control characters, surrogates and non-characters are made visible."""
    element = etree.Element("x", y=shown(text))
    element.text = shown(text)
    etree.fromstring(etree.tostring(element))


def test_a_paragraph_of_10_mb(audited: Callable[..., Audit]) -> None:
    """One paragraph without end is read, audited and reported in every format, the quotation cut."""
    words = "Các cấp, các ngành tiếp tục triển khai đồng bộ nhiều giải pháp quan trọng " * 110_000
    text = f"Tỷ lệ hộ nghèo của tỉnh năm 2024 còn {{}}%. {words}"
    assert len(text.encode()) > 10_000_000
    found = audited(text.format("5,25"), text.format("5,52"))
    assert [f.rule for f in found.findings] == ["cross-value"]
    for form in FORMATS:
        # The page holds the texts themselves, once each.
        most = 2.5 * len(text) if form == "html" else 1_000_000
        assert len(render(found, form, "vi")) < most, form


def test_names_tell_documents_apart(tmp_path: Path, knowledge: Knowledge) -> None:
    """Two files of one name are told by their folders."""
    paths = [tmp_path / folder / "report.txt" for folder in ("2020", "2025")]
    for path, share in zip(paths, ("5,25", "5,52"), strict=True):
        path.parent.mkdir()
        path.write_text(f"Tỷ lệ hộ nghèo của tỉnh năm 2024 còn {share}%.", encoding="utf-8")
    found = audit(list(map(str, paths)), knowledge=knowledge)
    assert sorted(document_names(found).values()) == ["2020/report.txt", "2025/report.txt"]


def test_all_formats_by_the_command_line(tmp_path: Path) -> None:
    """Each in its file; what was written is no document of the next run."""
    for name in VI:
        (tmp_path / Path(name).name).write_bytes(Path(name).read_bytes())
    forms = [argument for form in sorted(FORMATS) for argument in ("--format", form)]
    done = run("audit", str(tmp_path), *forms, "--output", str(tmp_path / "out"), "--quiet")
    assert done.returncode == 1, done.stderr
    assert {p.name for p in (tmp_path / "out").iterdir()} == {f.file for f in FORMATS.values()}
    again = json.loads(run("audit", str(tmp_path), "--format", "json").stdout)
    assert [Path(d["path"]).name for d in again["documents"]] == ["political-report.txt", "review-report.txt"]


@pytest.mark.parametrize(
    ("form", "unused"),
    [
        ("json", "openpyxl lxml jinja2 pypdf"),
        ("sarif", "openpyxl lxml jinja2 pypdf"),
        ("junit", "openpyxl jinja2 pypdf"),
    ],
)
def test_formats_import_what_they_need(form: str, unused: str) -> None:
    """A run that writes one format does not wait for the libraries of the others."""
    import subprocess
    import sys

    program = (
        "import sys; from auditor.pipeline import audit; from auditor.reporting import render;"
        f"render(audit(sys.argv[1:]), {form!r}, 'vi'); print(*sorted(set({unused.split()!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, *VI], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_workbook_to_standard_output(tmp_path: Path) -> None:
    """Bytes, as a pipe takes them."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "auditor", "audit", *VI, "--format", "xlsx", "-o", "-"], capture_output=True, check=False
    )
    assert done.returncode == 1
    assert len(load_workbook(io.BytesIO(done.stdout)).worksheets) == 3


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """Nor is a device, as ``--output /dev/null`` names one: it is no file of a report."""
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert replace_file(pipe, "5,25 %") == pipe
    reader.join()
    assert read == [b"5,25 %"]
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
