"""Copies with comments: each at its figure, the rest of the file as it was, nothing lost, opened by other programs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader, PdfWriter

from auditor.model import Document, Severity
from auditor.pipeline import Audit, Knowledge, audit
from auditor.reading import OWN_REPORT, Options, word
from auditor.reporting.annotated import annotate
from auditor.reporting.annotated import word as annotated_word
from auditor.reporting.annotated.marks import Mark, marks_of
from auditor.reporting.wording import Wording
from tests.conftest import SAMPLES
from tests.office import RELATIONS, Paragraph, Text, W, convert, docx, run, text_of, write_docx
from tests.test_cli import run as command
from tests.test_exports import HOSTILE, ILLEGAL

VI = [SAMPLES / "vi" / name for name in ("review-report.txt", "political-report.txt")]
_W = f"{{{W}}}"
_CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
SAID = "Tỷ lệ hộ nghèo của tỉnh năm 2024 còn {}%"


def copies(found: Audit, folder: Path, *, original: bool = False) -> tuple[list[Path], list[str]]:
    return annotate(found, folder, "vi", lambda _: Options(original=original))


def comments_of(path: Path) -> dict[str, list[str]]:
    """The paragraphs of each comment by its id."""
    with zipfile.ZipFile(path) as package:
        if "word/comments.xml" not in package.namelist():
            return {}
        root = etree.fromstring(package.read("word/comments.xml"))
    return {c.get(f"{_W}id"): ["".join(p.itertext()) for p in c.iter(f"{_W}p")] for c in root.iter(f"{_W}comment")}


def commented(path: Path | io.BytesIO) -> dict[str, str]:
    """The text between the marks of each comment by its id."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"), etree.XMLParser(huge_tree=True))
    open_: dict[str, str] = {}
    done: dict[str, str] = {}
    for element in root.iter():
        number = str(element.get(f"{_W}id"))
        if element.tag == f"{_W}commentRangeStart":
            open_[number] = ""
        elif element.tag == f"{_W}commentRangeEnd":
            done[number] = open_.pop(number)
        elif element.tag in (f"{_W}t", f"{_W}delText"):
            open_ = {key: text + element.text for key, text in open_.items()}
    assert not open_
    assert sorted(done) == sorted(e.get(f"{_W}id") for e in root.iter(f"{_W}commentReference"))
    return done


def same_but_for_comments(before: Path, after: Path) -> None:
    """Every part but those that must change holds the same bytes, in the same order."""
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        kept = [n for n in old.namelist() if n not in _CHANGED]
        assert kept
        assert [n for n in new.namelist() if n not in _CHANGED] == kept
        for name in kept:
            assert new.read(name) == old.read(name), name


# DOCX


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> list[Path]:
    """The samples as DOCX with real footnotes."""
    folder = tmp_path_factory.mktemp("docx")
    found = audit([str(p) for p in VI], knowledge=knowledge)
    return [docx(folder / f"{Path(x.document.path).stem}.docx", text_of(x.document)) for x in found.extracts]


def test_docx_has_a_comment_at_each_figure(documents: list[Path], tmp_path: Path, knowledge: Knowledge) -> None:
    """Message, arithmetic, the other quotation and the id; the document reads as before; the same bytes each time."""
    found = audit(list(map(str, documents)), knowledge=knowledge)
    written, problems = copies(found, tmp_path)
    assert problems == []
    marks = marks_of(found, Wording(found, "vi"))
    for extract in found.extracts:
        before = Path(extract.document.path)
        after = tmp_path / "annotated" / before.name
        same_but_for_comments(before, after)
        comments, places = comments_of(after), commented(after)
        own = marks[extract.document.id]
        assert own
        assert [tuple(lines) for lines in comments.values()] == [m.lines for m in own]
        notes = {p.id for p in extract.document.passages if p.kind == "note"}
        items = sorted(
            (i for f in found.findings for i in f.evidence if i.document == extract.document.id),
            key=lambda i: (i.start, i.end),
        )
        for item, number in zip(items, sorted(places, key=int), strict=True):
            assert places[number] == ("" if item.passage in notes else item.text)
        assert audit([str(after)], knowledge=knowledge).extracts[0].document.passages == extract.document.passages
    first = [path.read_bytes() for path in written]
    assert [path.read_bytes() for path in copies(found, tmp_path)[0]] == first


def test_docx_opens_in_libreoffice(documents: list[Path], tmp_path: Path, knowledge: Knowledge) -> None:
    """It shows every comment at its figure, by its author, with the message."""
    found = audit(list(map(str, documents)), knowledge=knowledge)
    written, _ = copies(found, tmp_path)
    for path in written:
        with zipfile.ZipFile(convert(path, "odt")) as package:
            content = package.read("content.xml").decode()
        shown = re.findall(r"<office:annotation .*?</office:annotation>", content)
        assert len(shown) == len(comments_of(path))
        assert all("<dc:creator>auditor</dc:creator>" in one for one in shown)
        assert all("Điểm cần xem lại" in one for one in shown)


def odd_parts(value: str) -> str:
    """A figure over three runs, in a cell, a link, an insertion, a text box and behind a tab in its run."""
    first, second = value.split(",")
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>'
        f"{run(SAID.format(value).replace('2024', '2019') + '.')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    table = (
        f"<w:tbl><w:tr>{cell.format(run('Chỉ tiêu'))}{cell.format(run('Thực hiện năm 2020 (%)'))}</w:tr>"
        f"<w:tr>{cell.format(run('Tỷ lệ hộ nghèo của tỉnh'))}{cell.format(run(value))}</w:tr></w:tbl>"
    )
    return (
        f"<w:p>{run('Tỷ lệ hộ nghèo của tỉnh năm 2024 còn ' + first, '<w:b/>')}{run(',')}{run(second + '%. Hết.', '<w:i/>')}</w:p>"
        f"{table}<w:p><w:hyperlink>{run(SAID.format(value).replace('2024', '2021') + '.')}</w:hyperlink></w:p>"
        f'<w:p>{run("Đến nay, ")}<w:ins w:id="7" w:author="x">{run(SAID.format(value).replace("2024", "2022"))}</w:ins>{run(".")}</w:p>'
        f"<w:p>{run('Số liệu khác. ')}{box}</w:p>"
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{SAID.format('').replace('2024', '2023')[:-1]}</w:t><w:tab/>"
        f'<w:t xml:space="preserve">{value}% </w:t><w:tab/><w:t>Hết.</w:t></w:r></w:p>'
    )


@pytest.fixture
def odd(tmp_path: Path, knowledge: Knowledge) -> Audit:
    """Two documents whose figures stand in odd places, one with comments of its own."""
    old = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="4" w:author="Lan"><w:p>{run("cũ")}</w:p></w:comment></w:comments>'
    )
    for number, value in enumerate(("5,25", "5,52"), 1):
        path = tmp_path / str(number) / "report.docx"
        path.parent.mkdir()
        write_docx(path, odd_parts(value), **({"comments": old} if number == 1 else {}))
    return audit([str(tmp_path / n / "report.docx") for n in ("1", "2")], knowledge=knowledge, same_organisation=True)


def test_figures_in_odd_places(odd: Audit, tmp_path: Path) -> None:
    """Runs, cells, links, insertions, text boxes; two documents of one name; comments that were there stay."""
    assert len(odd.findings) == 6
    written, problems = copies(odd, tmp_path / "out")
    assert problems == []
    assert [p.name for p in written] == ["report.docx", "report-2.docx"]
    for extract, path, value in zip(odd.extracts, written, ("5,25", "5,52"), strict=True):
        same_but_for_comments(Path(extract.document.path), path)
        places = commented(path)
        box = SAID.format(value).replace("2024", "2019") + "."
        assert sorted(places.values()) == sorted([f"{value}%"] * 4 + [value, box])
        with zipfile.ZipFile(path) as package:
            root = etree.fromstring(package.read("word/document.xml"))
        for tag in ("hyperlink", "ins", "txbxContent"):
            assert not [e for inside in root.iter(f"{_W}{tag}") for e in inside.iter(f"{_W}commentReference")]
        bold = [r for r in root.iter(f"{_W}r") if r.find(f"{_W}rPr/{_W}b") is not None]
        assert value.split(",")[0] in ["".join(r.itertext()) for r in bold]
    comments = comments_of(written[0])
    assert comments["4"] == ["cũ"]
    assert len(comments) == 7
    with zipfile.ZipFile(convert(written[0], "odt")) as package:
        assert package.read("content.xml").decode().count("<office:annotation ") == 6  # its own had no anchor


def test_copies_read_as_their_originals(odd: Audit, tmp_path: Path, knowledge: Knowledge) -> None:
    """The same text, passages and findings."""
    written, _ = copies(odd, tmp_path / "out")
    again = audit(list(map(str, written)), knowledge=knowledge, same_organisation=True)
    assert [x.document.text for x in again.extracts] == [x.document.text for x in odd.extracts]
    assert [f.id for f in again.findings] == [f.id for f in odd.findings]


@st.composite
def divided(draw: st.DrawFn) -> tuple[list[list[str]], list[tuple[int, int]]]:
    """A text as runs of text elements, and spans of it."""
    runs = draw(
        st.lists(st.lists(st.text("abc 1,%", min_size=1, max_size=6), min_size=1, max_size=3), min_size=1, max_size=5)
    )
    length = sum(len(t) for r in runs for t in r)
    span = st.tuples(st.integers(0, length - 1), st.integers(1, length)).filter(lambda s: s[0] < s[1])
    return runs, draw(st.lists(span, min_size=1, max_size=5))


@given(divided())
def test_any_spans_of_any_runs(drawn: tuple[list[list[str]], list[tuple[int, int]]]) -> None:
    """Each comment embraces its span exactly, spans over one another too, and the text and formats stay."""
    runs, spans = drawn
    text = "".join(t for r in runs for t in r)
    body = "".join(
        "<w:r><w:rPr><w:b/></w:rPr>" + "".join(f'<w:t xml:space="preserve">{t}</w:t>' for t in r) + "</w:r>"
        for r in runs
    )
    raw = io.BytesIO()
    write_docx(raw, f"<w:p>{body}</w:p>")
    read = word.locate(raw.getvalue(), "x", {}, original=False).text
    document = Document("d1", "x.docx", "", read, "vi", "", (), form="docx")
    marks = [Mark(s, e, None, text[s:e], str(n), Severity.ERROR, (str(n),)) for n, (s, e) in enumerate(sorted(spans))]
    if not text.strip():
        return
    copy = annotated_word.copy(raw.getvalue(), document, marks, {}, original=False)
    assert copy.unplaced == ()
    assert word.locate(copy.content, "x", {}, original=False).text == read
    places = commented(io.BytesIO(copy.content))
    assert [places[str(n)] for n in range(len(marks))] == [text[s:e] for s, e in sorted(spans)]
    with zipfile.ZipFile(io.BytesIO(copy.content)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    assert all(r.find(f"{_W}rPr/{_W}b") is not None for r in root.iter(f"{_W}r") if r.find(f"{_W}t") is not None)


def test_docx_read_with_changes_rejected(tmp_path: Path, knowledge: Knowledge) -> None:
    """A comment at what was deleted."""
    for number, value in enumerate(("5,25", "5,52"), 1):
        deleted = run(SAID.format(value)).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
        write_docx(
            tmp_path / f"{number}.docx", f'<w:p><w:del w:id="1" w:author="x">{deleted}</w:del>{run(" hộ.")}</w:p>'
        )
    found = audit(
        [str(tmp_path / f"{n}.docx") for n in (1, 2)],
        knowledge=knowledge,
        same_organisation=True,
        options=Options(original=True),
    )
    written, problems = copies(found, tmp_path, original=True)
    assert problems == []
    assert [list(commented(p).values()) for p in written] == [["5,25%"], ["5,52%"]]


def test_strict_docx_stays_strict(tmp_path: Path, knowledge: Knowledge) -> None:
    """The strict variant of the format keeps its namespaces."""
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    for number, value in enumerate(("5,25", "5,52"), 1):
        path = tmp_path / f"{number}.docx"
        write_docx(path, f"<w:p>{run(SAID.format(value) + '.')}</w:p>")
        with zipfile.ZipFile(path) as package:
            parts = {n: package.read(n) for n in package.namelist()}
        with zipfile.ZipFile(path, "w") as package:
            for name, raw in parts.items():
                raw = raw.replace(W.encode(), strict.encode())
                package.writestr(
                    name, raw.replace(RELATIONS.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
                )
    found = audit([str(tmp_path / f"{n}.docx") for n in (1, 2)], knowledge=knowledge, same_organisation=True)
    for path in copies(found, tmp_path)[0]:
        with zipfile.ZipFile(path) as package:
            for name in ("word/document.xml", "word/comments.xml"):
                assert strict.encode() in package.read(name)
                assert W.encode() not in package.read(name)


# PDF


def test_pdf_has_a_highlight_at_each_figure(documents: list[Path], tmp_path: Path, knowledge: Knowledge) -> None:
    """The file is appended to; under each highlight stands the figure; the note says what the finding says."""
    pdfs = []
    for path in documents:
        (tmp_path / path.name).write_bytes(path.read_bytes())
        pdfs.append(convert(tmp_path / path.name, "pdf"))
    found = audit(list(map(str, pdfs)), knowledge=knowledge)
    written, problems = copies(found, tmp_path / "out")
    assert problems == []
    marks = marks_of(found, Wording(found, "vi"))
    for extract in found.extracts:
        before = Path(extract.document.path)
        after = tmp_path / "out" / "annotated" / before.name
        assert after.read_bytes().startswith(before.read_bytes())
        drawn = pypdfium2.PdfDocument(after)
        notes = []
        for number, page in enumerate(PdfReader(after).pages):
            text = drawn[number].get_textpage()
            for annotation in (a.get_object() for a in page.get("/Annots", ())):
                if annotation["/Subtype"] != "/Highlight":
                    continue
                corners = [float(c) for c in annotation["/QuadPoints"]]
                said = " ".join(
                    text.get_text_bounded(corners[i], corners[i + 5] + 1, corners[i + 2], corners[i + 1] - 1)
                    for i in range(0, len(corners), 8)
                )
                notes.append((str(annotation["/Contents"]), "".join(said.split())))
        expected = [("\n".join(m.lines), "".join(m.figure.split())) for m in marks[extract.document.id]]
        assert sorted(notes) == sorted(expected)
        assert audit([str(after)], knowledge=knowledge).extracts[0].document.text == extract.document.text
    first = [path.read_bytes() for path in written]
    assert [path.read_bytes() for path in copies(found, tmp_path / "out")[0]] == first


def test_pdf_with_turned_pages(documents: list[Path], tmp_path: Path, knowledge: Knowledge) -> None:
    """Pages upside down or on their side, whose letters the file gives in another order."""
    pdfs = []
    for path, angle in zip(documents, (180, 90), strict=True):
        (tmp_path / path.name).write_bytes(path.read_bytes())
        writer = PdfWriter()
        for page in PdfReader(convert(tmp_path / path.name, "pdf")).pages:
            writer.add_page(page.rotate(angle))
        pdfs.append(tmp_path / f"{path.stem}-{angle}.pdf")
        writer.write(pdfs[-1])
    found = audit(list(map(str, pdfs)), knowledge=knowledge)
    assert found.findings
    written, problems = copies(found, tmp_path / "out")
    assert problems == []
    drawn = sum(
        note.get_object()["/Subtype"] == "/Highlight"
        for path in written
        for page in PdfReader(path).pages
        for note in page.get("/Annots", ())
    )
    assert drawn == sum(len(f.evidence) for f in found.findings)


def test_protected_pdf(documents: list[Path], tmp_path: Path, knowledge: Knowledge) -> None:
    """What may be read and not changed is left as it is, and said."""
    pdfs = []
    for path in documents:
        (tmp_path / path.name).write_bytes(path.read_bytes())
        writer = PdfWriter(clone_from=PdfReader(convert(tmp_path / path.name, "pdf")))
        writer.encrypt("", owner_password="x", algorithm="RC4-128")
        pdfs.append(tmp_path / f"{path.stem}-kept.pdf")
        writer.write(pdfs[-1])
    written, problems = copies(audit(list(map(str, pdfs)), knowledge=knowledge), tmp_path / "out")
    assert written == []
    assert len(problems) == 2
    assert all("is protected against changes" in problem for problem in problems)


def test_a_figure_that_cannot_be_placed_is_told(tmp_path: Path) -> None:
    """Where a page says the same thing over and over, no place is guessed; one line names the figure."""
    for name, value in (("a", "5,25"), ("b", "5,52")):
        sentence = (
            SAID.format(value) + ", các cấp, các ngành đã tập trung chỉ đạo quyết liệt công tác giảm nghèo bền vững."
        )
        docx(tmp_path / f"{name}.docx", Text([Paragraph(sentence)] * 5))
        convert(tmp_path / f"{name}.docx", "pdf")
    pdfs = [str(tmp_path / f"{name}.pdf") for name in ("a", "b")]
    done = command("audit", *pdfs, "--same-organisation", "--quiet", "-o", str(tmp_path / "out"), "--annotate")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert re.fullmatch(r"auditor: \S+a\.pdf: không đặt được ghi chú tại (5,25% \([0-9a-f]{12}\)(, )?)+", lines[0])
    assert (tmp_path / "out" / "annotated" / "a.pdf").is_file()


# Web page, names, command line


def test_other_formats_as_a_page(tmp_path: Path, knowledge: Knowledge) -> None:
    """The whole text, each figure marked, each comment linked to."""
    found = audit([str(p) for p in VI], knowledge=knowledge)
    written, problems = copies(found, tmp_path)
    assert problems == []
    marks = marks_of(found, Wording(found, "vi"))
    for extract in found.extracts:
        (path,) = [p for p in written if p.stem == Path(extract.document.path).stem]
        root = etree.HTML(path.read_text(encoding="utf-8"))
        own = marks[extract.document.id]
        figures = ["".join(m.itertext()).split() for m in root.iter("mark")]
        assert sorted(figures) == sorted(m.figure.split() for m in own)
        targets = {e.get("href").removeprefix("#") for e in root.iter("a")}
        assert targets == {e.get("id") for e in root.iter("div")} == {f"c{n}" for n in range(1, len(own) + 1)}
        text = "".join(t for t in root.xpath("//p[@class='text']//text()[not(ancestor::a)]"))
        assert "".join(text.split()) == "".join(extract.document.text.split())


def test_hostile_content_in_copies(audited: Callable[..., Audit], tmp_path: Path, knowledge: Knowledge) -> None:
    """A page of text runs nothing; comments of DOCX and PDF hold it as text."""
    said = f"{SAID} {HOSTILE.replace('{0}', '')}{ILLEGAL}."
    texts = [said.format(v) for v in ("5,25", "5,52")]
    found = audited(*texts)
    assert found.findings
    for path in copies(found, tmp_path)[0]:
        page = path.read_text(encoding="utf-8")
        root = etree.HTML(page)
        tags = {e.tag for e in root.iter() if isinstance(e.tag, str)}
        assert not tags & {"script", "img", "iframe", "form"}
        assert all(e.get("href").startswith("#") for e in root.iter("a"))
        assert not {c for c in page if c in "\u202e\u2066\x01\x0b\x1b\ufffe"}
        assert "<script>document.title" in "".join(root.itertext())
    files = [
        docx(tmp_path / f"{n}.docx", Text([Paragraph(re.sub("[\x00-\x08\x0b-\x1f\ufffe\u202e\u2066]", "", t))]))
        for n, t in enumerate(texts)
    ]
    for paths in (files, [convert(p, "pdf") for p in files]):
        found = audit(list(map(str, paths)), knowledge=knowledge, same_organisation=True)
        written, problems = copies(found, tmp_path / paths[0].suffix)
        assert problems == []
        for path in written:
            if path.suffix == ".docx":
                told = "".join(line for lines in comments_of(path).values() for line in lines)
            else:
                told = "".join(str(a.get_object()["/Contents"]) for p in PdfReader(path).pages for a in p["/Annots"])
            assert "<script>document.title" in told


def test_a_paragraph_of_10_mb(audited: Callable[..., Audit], tmp_path: Path, knowledge: Knowledge) -> None:
    """As a web page and as Word comments: marked at its figure, whole."""
    words = "Các cấp, các ngành tiếp tục triển khai đồng bộ nhiều giải pháp quan trọng " * 110_000
    found = audited(*(f"{SAID.format(v)}. {words}" for v in ("5,25", "5,52")))
    written, problems = copies(found, tmp_path / "text")
    assert problems == []
    for path in written:
        page = path.read_text(encoding="utf-8")
        assert len(page.encode()) > 10_000_000
        assert page.count("<mark>") == 1
    files = [
        docx(tmp_path / f"{n}.docx", Text([Paragraph(f"{SAID.format(v)}. {words}")]))
        for n, v in enumerate(("5,25", "5,52"))
    ]
    found = audit(list(map(str, files)), knowledge=knowledge, same_organisation=True)
    written, problems = copies(found, tmp_path / "word")
    assert problems == []
    assert [list(commented(path).values()) for path in written] == [["5,25%"], ["5,52%"]]


def test_characters_that_xml_forbids_in_a_comment(tmp_path: Path, knowledge: Knowledge) -> None:
    """A text quoted in a DOCX and a PDF: its control characters are made visible."""
    (tmp_path / "a.txt").write_text(
        f"{SAID.format('5,25')} {ILLEGAL}.\n\n{'Các cấp đã được giao việc. ' * 20}", encoding="utf-8"
    )
    docx(tmp_path / "b.docx", Text([Paragraph(SAID.format("5,52") + ".")]))
    other = docx(tmp_path / "c.docx", Text([Paragraph(SAID.format("5,55") + ".")]))
    paths = [tmp_path / "a.txt", tmp_path / "b.docx", convert(other, "pdf")]
    found = audit(list(map(str, paths)), knowledge=knowledge, same_organisation=True)
    assert found.problems == ()
    written, problems = copies(found, tmp_path / "out")
    assert problems == []
    _, word_copy, pdf_copy = written
    told = "".join(line for lines in comments_of(word_copy).values() for line in lines)
    assert "⟨U+0001⟩" in told
    assert "⟨U+0001⟩" in "".join(
        str(a.get_object()["/Contents"]) for p in PdfReader(pdf_copy).pages for a in p["/Annots"]
    )


def test_a_copy_is_not_written_over_a_document(documents: list[Path], tmp_path: Path, knowledge: Knowledge) -> None:
    """Copies that are audited again stay as they are."""
    written, _ = copies(audit(list(map(str, documents)), knowledge=knowledge), tmp_path)
    before = [path.read_bytes() for path in written]
    again, problems = copies(audit(list(map(str, written)), knowledge=knowledge), tmp_path)
    assert problems == []
    assert [path.read_bytes() for path in written] == before
    assert sorted(p.name for p in again) == sorted(f"{p.stem}-2.docx" for p in written)


def test_names_that_differ_in_capitals_only(tmp_path: Path, knowledge: Knowledge) -> None:
    """Copies of documents of one name, or nearly, lie beside each other; the endings tell nothing."""
    paths = [tmp_path / "1" / "Report.txt", tmp_path / "2" / "report.md", tmp_path / "3" / "REPORT.txt"]
    for number, path in enumerate(paths):
        path.parent.mkdir()
        path.write_text(SAID.format(f"5,{number}5"), encoding="utf-8")
    found = audit(list(map(str, paths)), knowledge=knowledge, same_organisation=True)
    written, _ = copies(found, tmp_path / "out")
    assert [p.name for p in written] == ["Report.html", "report-2.html", "REPORT-3.html"]


def test_a_file_that_changed_meanwhile(odd: Audit, tmp_path: Path) -> None:
    """No comments are put into another text than was audited."""
    path = Path(odd.extracts[0].document.path)
    write_docx(path, f"<w:p>{run('Khác.')}</w:p>")
    written, problems = copies(odd, tmp_path / "out")
    assert [p.name for p in written] == ["report-2.docx"]
    assert problems == [f"{path}: không có bản sao kèm ghi chú: tệp đã thay đổi sau khi đọc"]


def test_annotate_by_the_command_line(documents: list[Path], tmp_path: Path) -> None:
    """The copies are named, are no documents of the next run, and need a folder."""
    for path in documents:
        (tmp_path / path.name).write_bytes(path.read_bytes())
        convert(tmp_path / path.name, "pdf").rename(tmp_path / f"{path.stem}-print.pdf")
    done = command("audit", str(tmp_path), "--output", str(tmp_path / "out"), "--annotate", "--lang", "en")
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    names = {p.name for p in (tmp_path / "out" / "annotated").iterdir()}
    assert names == {f"{p.stem}{end}" for p in documents for end in (".docx", "-print.pdf")}
    assert all(f"annotated/{name}" in done.stdout.replace("\\", "/") for name in names)
    again = command("audit", str(tmp_path), "--format", "json")
    assert again.stdout.count('"sha256"') == 4
    assert command("audit", str(documents[0]), "--annotate").returncode == 2
    comments = comments_of(tmp_path / "out" / "annotated" / documents[0].name)
    assert all(lines[-1].startswith("Finding ") for lines in comments.values())


def test_a_copy_that_was_worked_on_is_a_document(documents: list[Path], tmp_path: Path, knowledge: Knowledge) -> None:
    """The mark that keeps copies out of a folder's documents goes when an office program saves them."""
    found = audit(list(map(str, documents)), knowledge=knowledge)
    written, _ = copies(found, tmp_path)
    for path in written:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            assert OWN_REPORT in package.read("word/comments.xml").decode()
    saved = convert(written[0].rename(tmp_path / "x.docx"), "odt")
    back: Any = convert(saved, "docx:MS Word 2007 XML")
    with zipfile.ZipFile(back) as package:
        assert OWN_REPORT not in package.read("word/comments.xml").decode()
