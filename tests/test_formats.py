"""One text in every format gives the same figures, sections and notes; each format's own ways are read as printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from auditor.extraction import extract
from auditor.model import Document, Extract, Passage
from auditor.pipeline import Knowledge
from auditor.reading import Options, read_document
from auditor.reading.spreadsheets import shown_number
from tests import office
from tests.conftest import SAMPLES

SOFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

NAMES = ["vi/review-report", "vi/political-report", "en/annual-report-2024", "en/summary-2024"]
FORMATS = ["md", "html", "docx", "odt", "pdf", "doc", "rtf"]
ACCEPTED = {
    # The page ends between the number and its last unit word; a span does not run over what stands at the foot.
    ("vi/review-report", "pdf"): {("64,5 tỷ đồng", "64,5 tỷ")},
    # A word divided at a hyphen by the end of a line.
    ("en/annual-report-2024", "pdf"): {("Twenty-eight", "Twenty- eight")},
}
"""Differences of a figure's printed text from that in the plain text, each with its reason."""


def read(path: Path, knowledge: Knowledge, options: Options | None = None) -> Document:
    return read_document(str(path), knowledge.packs, options)


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> dict[str, dict[str, Extract]]:
    """Every sample in every format, read and extracted."""
    found: dict[str, dict[str, Extract]] = {}
    for name in NAMES:
        folder = tmp_path_factory.mktemp(name.replace("/", "-"))
        plain = SAMPLES / f"{name}.txt"
        document = read(plain, knowledge)
        text = office.text_of(document)
        (folder / "a.md").write_text(office.markdown(text), encoding="utf-8")
        (folder / "a.html").write_text(office.page(text), encoding="utf-8")
        office.docx(folder / "a.docx", text)
        for target in ("odt", "pdf", "doc", "rtf"):
            if shutil.which("soffice"):
                office.convert(folder / "a.docx", target)
        paths = {"txt": plain, **{form: folder / f"a.{form}" for form in FORMATS}}
        found[name] = {
            form: extract(d := read(path, knowledge), knowledge.packs[d.language])
            for form, path in paths.items()
            if path.exists()
        }
    return found


def figures(found: Extract) -> list[tuple[str, ...]]:
    """What each figure says, and where, without its place in the file."""
    by_id = {p.id: p for p in found.document.passages}
    return [
        (
            by_id[f.passage].section,
            str(by_id[f.passage].note),
            " ".join(f.text.split()),
            f"{f.value.low} {f.value.high}",
            f.unit,
            str(f.kind),
            str(f.role),
            f.period.label if f.period else "",
        )
        for f in found.figures
    ]


def notes(document: Document) -> list[tuple[int | None, str, str]]:
    """Number and text of each note, and the words before its marker."""
    by_id = {p.id: p for p in document.passages}
    return [
        (p.note, p.text, by_id[p.anchor[0]].text[: p.anchor[1]][-30:] if p.anchor else "")
        for p in document.passages
        if p.kind == "note"
    ]


@SOFFICE
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_figures(saved: dict[str, dict[str, Extract]], name: str, form: str) -> None:
    """Figure by figure; a difference needs a reason in `ACCEPTED`."""
    plain, other = saved[name]["txt"], saved[name][form]
    accepted = ACCEPTED.get((name, form), set())
    differences = [
        (a, b)
        for a, b in zip(figures(plain), figures(other), strict=True)
        if a != b and not ((a[2], b[2]) in accepted and a[:2] + a[3:] == b[:2] + b[3:])
    ]
    assert differences == []
    assert len(plain.facts) == len(other.facts)
    assert plain.ledger == other.ledger


@SOFFICE
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_notes_and_sections(
    saved: dict[str, dict[str, Extract]], name: str, form: str
) -> None:
    """Notes at their markers; the same sections in the same order."""
    plain, other = saved[name]["txt"].document, saved[name][form].document
    assert notes(other) == notes(plain)
    assert len(notes(plain)) >= 3
    assert list(dict.fromkeys(p.section for p in other.passages)) == list(
        dict.fromkeys(p.section for p in plain.passages)
    )
    assert (other.organisation, other.date, other.term) == (plain.organisation, plain.date, plain.term)


@SOFFICE
@pytest.mark.parametrize("form", FORMATS)
def test_spans_lead_back(saved: dict[str, dict[str, Extract]], form: str) -> None:
    """Law: a figure's text stands in the document's text at its span."""
    for name in NAMES:
        found = saved[name][form]
        for figure in found.figures:
            assert found.document.text[figure.start : figure.end] == figure.text


@SOFFICE
def test_pages_are_known(saved: dict[str, dict[str, Extract]]) -> None:
    """A PDF shows its pages, and every figure its own."""
    document = saved["vi/review-report"]["pdf"].document
    pages = [p.page for p in document.passages]
    assert pages[0] == 1
    assert max(p or 0 for p in pages) >= 3
    body = [p.page or 0 for p in document.passages if p.kind != "note"]
    assert body == sorted(body)


# DOCX

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="19"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>'
    + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(3))
)


def item(number: int, level: int, text: str, style: str = "") -> str:
    mark = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:p><w:pPr>{mark}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"{office.run(text)}</w:p>"
    )


def para(*runs: str) -> str:
    return f"<w:p>{''.join(r if r.startswith('<') else office.run(r) for r in runs)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


def texts(document: Document, kind: str = "") -> list[str]:
    return [p.text for p in document.passages if not kind or p.kind == kind]


def test_numbers_as_printed(tmp_path: Path, knowledge: Knowledge) -> None:
    """Automatic numbers of headings and lists stand before their text, and make the section path."""
    body = (
        item(1, 0, "KẾT QUẢ CỦA TỈNH", "Heading1")
        + item(1, 1, "Kinh tế", "Heading2")
        + item(1, 2, "Tăng trưởng", "Heading3")
        + item(1, 1, "Xã hội", "Heading2")
        + item(1, 2, "Giáo dục", "Heading3")
        + item(2, 0, "Tỷ lệ tốt nghiệp đạt 99,2%.")
        + item(2, 0, "Có 12 trường đạt chuẩn.")
        + item(3, 0, "Hộ nghèo còn 5,1%.")
        + item(1, 0, "PHƯƠNG HƯỚNG", "Heading1")
    )
    office.write_docx(tmp_path / "a.docx", body, numbering=NUMBERING)
    document = read(tmp_path / "a.docx", knowledge)
    assert [(p.section, p.text) for p in document.passages] == [
        ("I", "I. KẾT QUẢ CỦA TỈNH"),
        ("I.1", "1. Kinh tế"),
        ("I.1.1", "1.1. Tăng trưởng"),
        ("I.2", "2. Xã hội"),
        ("I.2.1", "2.1. Giáo dục"),
        ("I.2.1.(19)", "(19) Tỷ lệ tốt nghiệp đạt 99,2%."),
        ("I.2.1.(20)", "(20) Có 12 trường đạt chuẩn."),
        ("I.2.1.(20)", "• Hộ nghèo còn 5,1%."),
        ("II", "II. PHƯƠNG HƯỚNG"),
    ]
    found = extract(document, knowledge.packs["vi"])
    assert [f.text for f in found.figures] == ["99,2%", "12", "5,1%"]


CHANGED = para(
    "Ban Chấp hành của tỉnh có ",
    '<w:del w:id="1" w:author="a"><w:r><w:delText>22/27</w:delText></w:r></w:del>',
    f'<w:ins w:id="2" w:author="a">{office.run("25/27")}</w:ins>',
    " đồng chí.",
)


def test_tracked_changes(tmp_path: Path, knowledge: Knowledge) -> None:
    """Read as accepted; ``original`` reads the other side; either way the reader is told."""
    broken = (
        f'<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr>{office.run("Tỉnh có 3 dự án")}</w:p>'
        + para(" và 4 cụm công nghiệp.")
    )
    office.write_docx(tmp_path / "a.docx", CHANGED + broken)
    after = read(tmp_path / "a.docx", knowledge)
    before = read(tmp_path / "a.docx", knowledge, Options(original=True))
    assert texts(after) == ["Ban Chấp hành của tỉnh có 25/27 đồng chí.", "Tỉnh có 3 dự án và 4 cụm công nghiệp."]
    assert texts(before)[0] == "Ban Chấp hành của tỉnh có 22/27 đồng chí."
    assert len(texts(before)) == 3
    assert [w.code for w in after.warnings] == ["note.changes-accepted"]
    assert [w.code for w in before.warnings] == ["note.changes-rejected"]


def test_what_is_no_text_is_left_out(tmp_path: Path, knowledge: Knowledge) -> None:
    """Comments, headers, hidden runs and field codes are left out; a text box is read once."""
    box = f"<w:txbxContent>{para('Trong hộp có 77 xã.')}</w:txbxContent>"
    body = (
        para(
            "Năm 2024 của tỉnh",
            office.run(" 99 ẩn", "<w:vanish/>"),
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF 88</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{office.run(" có 5 trường")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            '<w:r><w:commentReference w:id="0"/></w:r>',
            ".",
        )
        + f'<w:p>{office.run("Trước hộp.")}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    comments = f'<w:comments xmlns:w="{office.W}"><w:comment w:id="0" w:author="a">{para("Sửa 12 thành 13")}</w:comment></w:comments>'
    header = f'<w:hdr xmlns:w="{office.W}">{para("BẢN NHÁP 66")}</w:hdr>'
    office.write_docx(tmp_path / "a.docx", body, comments=comments, header1=header)
    assert texts(read(tmp_path / "a.docx", knowledge)) == [
        "Năm 2024 của tỉnh có 5 trường.",
        "Trước hộp.",
        "Trong hộp có 77 xã.",
    ]


def test_characters_of_word(tmp_path: Path, knowledge: Knowledge) -> None:
    """Non-breaking hyphens and spaces, superscripts, symbols, old Vietnamese fonts, endnotes."""
    old = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    capital = '<w:rFonts w:ascii=".VnTimeH"/>'
    raised = '<w:vertAlign w:val="superscript"/>'
    body = para(
        "Nghị quyết số 57",
        "<w:r><w:noBreakHyphen/></w:r>",
        "NQ/TW; diện tích 1.250 m",
        office.run("2", raised),
        "; tỷ lệ ",
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
        " 5% của xã.",
    ) + para(office.run("Tû lÖ hé nghÌo ", old), office.run("tØnh", capital))
    office.write_docx(tmp_path / "a.docx", body)
    document = read(tmp_path / "a.docx", knowledge)
    assert texts(document) == [
        "Nghị quyết số 57-NQ/TW; diện tích 1.250 m²; tỷ lệ ≥ 5% của xã.",
        "Tỷ lệ hộ nghèo TỈNH",
    ]
    found = extract(document, knowledge.packs["vi"])
    assert [(f.text, f.unit) for f in found.figures] == [("1.250 m²", "ha"), ("5%", "percent")]
    assert found.figures[1].value.high is None


START, TWO = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
TABLE = (
    "<w:tbl>"
    f"<w:tr>{cell('TT', START)}{cell('Chỉ tiêu', START)}"
    f"{cell('ĐVT', START)}{cell('Thực hiện', TWO)}{cell('KH 2025')}</w:tr>"
    f"<w:tr>{cell('', '<w:vMerge/>')}{cell('', '<w:vMerge/>')}{cell('', '<w:vMerge/>')}{cell('2020')}{cell('2024')}{cell('')}</w:tr>"
    f"<w:tr>{cell('1')}{cell('Tỷ lệ hộ nghèo')}{cell('%')}{cell('9,1')}{cell('5,1')}{cell('4,0')}</w:tr>"
    f"<w:tr>{cell('2')}{cell('Sản lượng lương thực')}{cell('nghìn tấn')}{cell('310,2')}{cell('331,6')}{cell('-')}</w:tr>"
    f"<w:tr>{cell('')}{cell('- Lúa')}{cell('nghìn tấn')}{cell('280,1')}{cell('300,2')}{cell('')}</w:tr>"
    "</w:tbl>"
)


def test_table_cells_have_their_headings(tmp_path: Path, knowledge: Knowledge) -> None:
    """Row, merged column heading, year and unit belong to a cell's figure; row numbers are none."""
    office.write_docx(tmp_path / "a.docx", para("Kết quả của tỉnh trong năm:") + TABLE + "<w:p/>")
    document = read(tmp_path / "a.docx", knowledge)
    found = extract(document, knowledge.packs["vi"])
    by_id = {p.id: p for p in document.passages}
    assert [
        (by_id[f.passage].place, f.text, f.unit, str(f.role), f.period.label if f.period else "") for f in found.figures
    ] == [
        ("T1!D3", "9,1", "percent", "result", "2020"),
        ("T1!E3", "5,1", "percent", "result", "2024"),
        ("T1!F3", "4,0", "percent", "plan", "2025"),
        ("T1!D4", "310,2", "tonne", "result", "2020"),
        ("T1!E4", "331,6", "tonne", "result", "2024"),
        ("T1!D5", "280,1", "tonne", "result", "2020"),
        ("T1!E5", "300,2", "tonne", "result", "2024"),
    ]
    assert by_id[found.figures[5].passage].text == "Sản lượng lương thực Lúa, Thực hiện năm 2020: 280,1 nghìn tấn"
    assert found.ledger.unread == 0


# Markdown, HTML


def test_markdown_signs(tmp_path: Path, knowledge: Knowledge) -> None:
    """Comparison signs of LaTeX, raised markers, notes by name, emphasis."""
    content = (
        "## II. Mục tiêu của tỉnh\n\nTăng trưởng $\\geq 5\\%$ mỗi năm[^a]; diện tích **1.250** ha.\n\n"
        "Tỷ lệ hộ nghèo $< 3\\%$ và xã đạt chuẩn $\\le$ 12 xã.\n\n[^a]: Không tính 3 xã mới.\n"
    )
    (tmp_path / "a.md").write_text(content, encoding="utf-8")
    document = read(tmp_path / "a.md", knowledge)
    found = extract(document, knowledge.packs["vi"])
    bounds = {" ".join(f.text.split()): (f.value.low, f.value.high) for f in found.figures}
    assert [p.section for p in document.passages] == ["II"] * 4
    assert notes(document) == [(1, "Không tính 3 xã mới.", "Tăng trưởng \\geq 5% mỗi năm"[-30:])]
    assert bounds["5\\%"][1] is None
    assert bounds["3\\%"][0] is None
    assert bounds["12"][0] is None


PAGE = """<!DOCTYPE html><html><head><title>Báo cáo</title><script>var n = 41;</script><style>p{top:42px}</style></head>
<body><nav>Trang 43</nav><main><h1>Kết quả của tỉnh</h1>
<p>Thu ngân sách đạt <b>1.250</b> tỷ đồng<sup><a href="#fn1" id="r1">1</a></sup>, diện tích 12 km<sup>2</sup>.</p>
<div hidden>44 xã</div><!-- 45 xã -->
<ol start="3"><li>Có 12 xã đạt chuẩn.</li><li><p>Có 13 trường.</p></li></ol>
<table><caption>Bảng 1. Dân số (người)</caption><tr><th>Huyện</th><th colspan="2">Năm</th></tr>
<tr><th></th><th>2023</th><th>2024</th></tr><tr><td>Khe Ngàn</td><td>41.200</td><td>41.900</td></tr></table>
<section id="notes"><p id="fn1"><a href="#r1">1</a> Không tính 2 khoản vay.</p></section>
</main><footer>Liên hệ 46</footer></body></html>"""


def test_html(tmp_path: Path, knowledge: Knowledge) -> None:
    """Main content with lists, tables and linked notes; nothing of scripts, navigation or what is hidden."""
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    document = read(tmp_path / "a.html", knowledge)
    assert texts(document)[:5] == [
        "Kết quả của tỉnh",
        "Thu ngân sách đạt 1.250 tỷ đồng, diện tích 12 km².",
        "Không tính 2 khoản vay.",
        "3. Có 12 xã đạt chuẩn.",
        "4. Có 13 trường.",
    ]
    assert texts(document, "cell")[-1] == "Khe Ngàn, năm 2024: 41.900"
    found = extract(document, knowledge.packs["vi"])
    assert {f.text for f in found.figures} == {"1.250 tỷ đồng", "12 km²", "2", "12", "13", "41.200", "41.900"}


# Spreadsheets


def workbook(path: Path) -> Path:
    """An annex as offices keep it: title, unit, merged headings, formats that show less than is stored."""
    book = Workbook()
    sheet = book.active
    sheet.title = "PL1"
    sheet["A1"] = "CHỈ TIÊU CHỦ YẾU CỦA TỈNH"
    sheet.merge_cells("A1:F1")
    sheet["F2"] = "Đơn vị: tỷ đồng"
    rows = [
        ["TT", "Chỉ tiêu", "Năm 2024", "Kế hoạch", None, None],
        [None, None, None, "KH 2025", "Ước TH 2025", "TH/KH (%)"],
        [1, "Tổng thu ngân sách", 4836.44, 5000, 5123.456, 1.0246912],
        [2, "Tổng chi ngân sách", 9000.5, 9100, 9050, 0.99450549],
    ]
    for r, row in enumerate(rows, 3):
        for c, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(r, c, value)
    for merged in ("A3:A4", "B3:B4", "C3:C4", "D3:F3"):
        sheet.merge_cells(merged)
    for r in (5, 6):
        for c in (3, 4, 5):
            sheet.cell(r, c).number_format = "#,##0.0"
        sheet.cell(r, 6).number_format = "0.00%"
    sheet["C8"] = "=C5+C6"
    hidden = book.create_sheet("nháp")
    hidden["A1"] = 77
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def cells(document: Document, knowledge: Knowledge) -> list[tuple[str, ...]]:
    by_id: dict[str, Passage] = {p.id: p for p in document.passages}
    return [
        (by_id[f.passage].place, f.text, by_id[f.passage].stored, f.unit, str(f.role), f.measure)
        for f in extract(document, knowledge.packs["vi"]).figures
    ]


CELLS = [
    ("PL1!C5", "4.836,4", "4836.44", "VND", "result", "level"),
    ("PL1!D5", "5.000,0", "5000", "VND", "plan", "level"),
    ("PL1!E5", "5.123,5", "5123.456", "VND", "estimate", "level"),
    ("PL1!F5", "102,47%", "1.0246912", "percent", "result", "plan"),
    ("PL1!C6", "9.000,5", "9000.5", "VND", "result", "level"),
    ("PL1!D6", "9.100,0", "9100", "VND", "plan", "level"),
    ("PL1!E6", "9.050,0", "9050", "VND", "estimate", "level"),
    ("PL1!F6", "99,45%", "0.99450549", "percent", "result", "plan"),
]


def test_workbook(tmp_path: Path, knowledge: Knowledge) -> None:
    """Cells as shown with what is stored, headings and units; hidden sheets and empty formulas are told."""
    document = read(workbook(tmp_path / "a.xlsx"), knowledge)
    assert [(c[0], c[1], *c[3:]) for c in cells(document, knowledge)] == [(c[0], c[1], *c[3:]) for c in CELLS]
    stored = {p.place: p.stored for p in document.passages if p.stored}
    assert stored["PL1!F5"] == "1.0246912"
    assert "PL1!C6" not in stored
    assert {w.code for w in document.warnings} == {"note.hidden-sheets", "note.formulas"}


@SOFFICE
@pytest.mark.parametrize("form", ["ods", "xls"])
def test_workbook_in_other_formats(tmp_path: Path, knowledge: Knowledge, form: str) -> None:
    """The same annex as ODS and as an old XLS gives the same figures (and the sum that LibreOffice calculated)."""
    office.convert(workbook(tmp_path / "a.xlsx"), form)
    found = cells(read(tmp_path / f"a.{form}", knowledge), knowledge)
    assert [(c[0], c[1], *c[3:]) for c in found[: len(CELLS)]] == [(c[0], c[1], *c[3:]) for c in CELLS]
    assert found[len(CELLS)][:2] == ("PL1!C8", "13836,94")


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("1234.5", "General", "1234,5"),
        ("1234.5", "#,##0", "1.235"),
        ("0.12345", "0.0%", "12,3%"),
        ("-5.25", "0.0;(0.0)", "(5,3)"),
        ("0", "0.0;-0.0;–", "–"),
        ("12345678", "#,##0.0,", "12.345,7"),
        ("7", '00" xã"', "07 xã"),
        ("2.5", "0.##", "2,5"),
        ("1250", '#,##0\\ "ha"', "1.250 ha"),
        ("12", "[Red]0", "12"),
    ],
)
def test_number_formats(number: str, code: str, shown: str) -> None:
    """A number as its format code shows it, in the marks of the language."""
    from decimal import Decimal

    assert shown_number(Decimal(number), code, ",", ".") == shown


# PDF


@SOFFICE
def test_pdf_table_over_pages(tmp_path: Path, knowledge: Knowledge) -> None:
    """A ruled table goes on over pages; its repeated heading rows and its merged headings are read once."""
    borders = "".join(
        f'<w:{s} w:val="single" w:sz="4"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = "<w:trPr><w:tblHeader/></w:trPr>"

    def wide(text: str, more: str = "", width: int = 2000) -> str:
        return cell(text, f'<w:tcW w:w="{width}" w:type="dxa"/>{more}')

    start, on, two = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = (
        f"<w:tr>{head}{wide('Chỉ tiêu', start, 2500)}{wide('ĐVT', start, 1500)}{wide('Thực hiện', two, 4000)}</w:tr>"
        f"<w:tr>{head}{wide('', on, 2500)}{wide('', on, 1500)}{wide('2020')}{wide('2024')}</w:tr>"
    )
    letters = "abcdefghijklmnopqrstuvwxyz"
    for i in range(52):
        label = f"Sản lượng mặt hàng {letters[i % 26]}{i // 26} của tỉnh"
        rows += f"<w:tr>{wide(label, '', 2500)}{wide('tấn', '', 1500)}{wide(str(1200 + i))}{wide(str(3300 + i))}</w:tr>"
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in (2500, 1500, 2000, 2000))
    body = (
        para("Bảng sau cho thấy kết quả của tỉnh trong các năm.")
        + f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        + para("Sau bảng có 15 dự án.")
    )
    office.write_docx(tmp_path / "a.docx", body)
    document = read(office.convert(tmp_path / "a.docx", "pdf"), knowledge)
    found = extract(document, knowledge.packs["vi"])
    assert [f.text for f in found.figures] == [str(n) for i in range(52) for n in (1200 + i, 3300 + i)] + ["15"]
    by_id = {p.id: p for p in document.passages}
    last = by_id[found.figures[-2].passage]
    assert last.text == "Sản lượng mặt hàng z1 của tỉnh, Thực hiện năm 2024: 3351 tấn"
    assert (last.page or 0) > 1


@SOFFICE
def test_pdf_columns_and_running_heads(tmp_path: Path, knowledge: Knowledge) -> None:
    """Two columns are read one after the other; running heads and page numbers are left out."""
    text = (
        "Công tác giảm nghèo của tỉnh được triển khai đồng bộ với nhiều mô hình, tỷ lệ hộ nghèo giảm còn 5,1% và số xã "
        "đạt chuẩn nông thôn mới là 97 xã, các chỉ tiêu khác đều đạt kế hoạch đề ra trong năm."
    )
    head = f'<w:hdr xmlns:w="{office.W}">{para("BÁO CÁO CỦA TỈNH NĂM 2024")}</w:hdr>'
    foot = (
        f'<w:ftr xmlns:w="{office.W}"><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{office.run("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
    )
    section = (
        '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rheader"/><w:footerReference w:type="default" r:id="rfooter"/>'
        '<w:cols w:num="2" w:space="400"/></w:sectPr></w:pPr></w:p>'
    )
    body = "".join(para(f"{i}. {text}") for i in range(1, 31)) + section + para("Kết thúc với 33 dự án.")
    office.write_docx(tmp_path / "a.docx", body, header=head, footer=foot)
    document = read(office.convert(tmp_path / "a.docx", "pdf"), knowledge)
    assert texts(document) == [f"{i}. {text}" for i in range(1, 31)] + ["Kết thúc với 33 dự án."]


# Scans

TESSERACT = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


@TESSERACT
@SOFFICE
def test_scan(tmp_path: Path, knowledge: Knowledge) -> None:
    """A scanned PDF is recognised, says so, and carries the confidence of each word."""
    import pypdfium2

    office.write_docx(
        tmp_path / "a.docx", para("Tỷ lệ hộ nghèo của tỉnh còn 5,25% vào năm 2024, giảm so với năm 2020.")
    )
    pdf = pypdfium2.PdfDocument(office.convert(tmp_path / "a.docx", "pdf"))
    image = pdf[0].render(scale=300 / 72).to_pil().convert("L")
    image.save(tmp_path / "scan.pdf", resolution=300)
    image.save(tmp_path / "scan.png", dpi=(300, 300))
    for name in ("scan.pdf", "scan.png"):
        document = read(tmp_path / name, knowledge)
        assert [w.code for w in document.warnings] == ["note.recognised"]
        passage = document.passages[0]
        assert "5,25%" in passage.text
        at = passage.text.index("5,25%")
        assert 0.3 < passage.certainty(at, at + 5) < 1
        assert document.text[slice(*passage.span(at, at + 5))] == "5,25%"


def test_doubtful_digit_is_no_error(tmp_path: Path, knowledge: Knowledge) -> None:
    """What recognition doubts becomes a warning and says why; the same figures in plain text are an error."""
    from dataclasses import replace

    from auditor.alignment import align
    from auditor.checks import run
    from auditor.checks.base import Case

    documents = []
    for number, share in enumerate(("5,25%", "5,75%"), 1):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Tỷ lệ hộ nghèo của tỉnh Sông Trà năm 2024 còn {share}.", encoding="utf-8")
        documents.append(replace(read(path, knowledge), id=f"d{number}"))

    def findings(found: list[Document]) -> list[tuple[str, float]]:
        extracts = [extract(d, knowledge.packs["vi"]) for d in found]
        alignments, _ = align(extracts, knowledge.packs, knowledge.catalogue, same_organisation=True)
        return [
            (str(f.severity), f.confidence) for f in run(Case(extracts, alignments, knowledge.packs), knowledge.rules)
        ]

    assert [severity for severity, _ in findings(documents)] == ["error"]
    passage = documents[1].passages[0]
    at = passage.text.index("5,75%")
    doubtful = replace(passage, doubts=((at, at + 5, 0.62),))
    assert findings([documents[0], replace(documents[1], passages=(doubtful,))]) == [("warning", 0.62)]
