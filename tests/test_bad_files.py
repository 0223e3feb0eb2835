"""Damaged, hostile and oversized files: one clear line, or read with what is missing named; never a crash."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from auditor.errors import UnreadableDocumentError
from auditor.model import Document
from auditor.pipeline import Knowledge
from auditor.reading import read_document
from tests import office
from tests.test_formats import cell, para
from tests.test_project import run


def read(path: Path, knowledge: Knowledge) -> Document:
    return read_document(str(path), knowledge.packs)


def refused(path: Path, knowledge: Knowledge) -> str:
    """The one line that a file is refused with."""
    with pytest.raises(UnreadableDocumentError) as caught:
        read(path, knowledge)
    assert "\n" not in str(caught.value)
    assert path.name in str(caught.value)
    return str(caught.value)


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    return office.docx(
        tmp_path / "a.docx", office.Text([office.Paragraph("Tỉnh có 12 xã đạt chuẩn.", 0, [(10, 1)])], {1: "Hết năm."})
    )


def test_mislabelled(docx: Path, knowledge: Knowledge) -> None:
    """A DOCX named .pdf is read as what it is, and the reader told."""
    document = read(docx.rename(docx.with_suffix(".pdf")), knowledge)
    assert document.form == "docx"
    assert [w.code for w in document.warnings] == ["note.mislabelled"]


def test_truncated_and_flipped(docx: Path, tmp_path: Path, knowledge: Knowledge) -> None:
    """Every cut and every flipped bit: read, or refused in one line."""
    raw = docx.read_bytes()
    said = []
    chance = random.Random(7)
    for number in range(120):
        broken = bytearray(raw)
        if number < 40:
            del broken[len(raw) * number // 40 :]
        else:
            for _ in range(4):
                broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path = tmp_path / f"{number}.docx"
        path.write_bytes(bytes(broken))
        try:
            read(path, knowledge)
        except UnreadableDocumentError as error:
            said.append(str(error))
    assert len(said) > 40
    assert not any("\n" in line for line in said)


def test_encrypted(tmp_path: Path, knowledge: Knowledge) -> None:
    """An encrypted office file is an OLE file with an encrypted package in it."""
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert "is encrypted; save it without a password" in refused(path, knowledge)


def package(path: Path, document: bytes, *, declared: int | None = None) -> Path:
    """A DOCX around the bytes of its document part; ``declared`` lies about their number."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("word/document.xml", document)
    raw = out.getvalue()
    if declared is not None:
        raw = raw.replace(struct.pack("<I", len(document)), struct.pack("<I", declared))
    path.write_bytes(raw)
    return path


def test_bombs(tmp_path: Path, knowledge: Knowledge) -> None:
    """A part that unpacks to a thousand times its size; a part that is larger than it says."""
    assert "zip bomb" in refused(package(tmp_path / "bomb.docx", b"<a>" + b" " * 60_000_000 + b"</a>"), knowledge)
    assert "damaged" in refused(
        package(tmp_path / "lying.docx", b"<a>" + b" " * 60_000_000 + b"</a>", declared=5_000), knowledge
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("blanks", [0, 9_000])
def test_entities(tmp_path: Path, knowledge: Knowledge, encoding: str, blanks: int) -> None:
    """Nothing is expanded, nothing is fetched: a part that declares entities is refused."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{" " * blanks}<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{office.W}"><w:body><w:p><w:r><w:t>a &e; b</w:t></w:r></w:p></w:body></w:document>'
    )
    assert "declares entities" in refused(package(tmp_path / "a.docx", text.encode(encoding)), knowledge)


ODD = ["abc", "²", "-5", "1" * 5000, "999999999", ""]


@pytest.mark.parametrize("odd", ODD)
def test_attributes_that_are_no_numbers(tmp_path: Path, knowledge: Knowledge, odd: str) -> None:
    """Whatever stands where a number should: the text is still read."""
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{odd}"><w:start w:val="{odd}"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    item = f'<w:p><w:pPr><w:outlineLvl w:val="{odd}"/><w:numPr><w:ilvl w:val="{odd}"/><w:numId w:val="1"/></w:numPr></w:pPr>{office.run("Mục của tỉnh")}</w:p>'
    rows = f"<w:tr>{cell('A')}{cell('B', f'<w:gridSpan w:val=%s{odd}%s/>' % (chr(34), chr(34)))}</w:tr><w:tr>{cell('c')}{cell('12')}</w:tr>"
    office.write_docx(tmp_path / "a.docx", item + f"<w:tbl>{rows}</w:tbl>" + para("Hết."), numbering=numbering)
    document = read(tmp_path / "a.docx", knowledge)
    assert document.passages[0].text.endswith("Mục của tỉnh")
    assert document.passages[-1].text == "Hết."
    page = f'<ol start="{odd}" type="a"><li value="{odd}">Mục của tỉnh</li></ol><table><tr><td colspan="{odd}" rowspan="{odd}">12</td></tr></table>'
    (tmp_path / "a.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    assert read(tmp_path / "a.html", knowledge).passages[-1].text == "12"


def test_too_deep_is_told(tmp_path: Path, knowledge: Knowledge) -> None:
    """Tables in tables in tables: what is read is read, and the reader told that something is not."""
    inner = para("Tỉnh có 12 xã.")
    for _ in range(20):
        inner = f"<w:tbl><w:tr><w:tc>{para('của')}{inner}</w:tc></w:tr></w:tbl>"
    office.write_docx(tmp_path / "a.docx", inner + para("Hết."))
    document = read(tmp_path / "a.docx", knowledge)
    assert [w.code for w in document.warnings] == ["note.nested"]
    assert document.passages[-1].text == "Hết."


def test_one_cell_far_off(tmp_path: Path, knowledge: Knowledge) -> None:
    """The last cell of a sheet's million rows costs no more than another."""
    book = Workbook()
    book.active["A1"] = "Số xã của tỉnh"
    book.active["XFD1048576"] = 12
    book.save(tmp_path / "a.xlsx")
    assert [p.place for p in read(tmp_path / "a.xlsx", knowledge).passages] == ["Sheet!A1", "Sheet!XFD1048576"]


def test_merged_to_the_end(tmp_path: Path, knowledge: Knowledge) -> None:
    """A merged range over all columns of thousands of rows is refused before anything makes its cells."""
    book = Workbook()
    book.active["A1"] = "Số xã của tỉnh"
    book.active.merged_cells.add("A1:XFD9000")
    book.save(tmp_path / "a.xlsx")
    assert "at most" in refused(tmp_path / "a.xlsx", knowledge)


def test_utf_8_with_faults(tmp_path: Path, knowledge: Knowledge) -> None:
    """A few bytes that are none: the rest is read as UTF-8, and the line named."""
    good = "Tỷ lệ hộ nghèo của tỉnh còn 5,25%.\n".encode()
    (tmp_path / "a.txt").write_bytes(good * 5 + b"\xed\xa0\x80\n" + good)
    document = read(tmp_path / "a.txt", knowledge)
    assert "hộ nghèo của tỉnh" in document.passages[0].text
    note = document.warnings[0]
    assert note.code == "note.bad-bytes"
    assert dict(note.values)["lines"] == "6"


@pytest.mark.parametrize("name", ["a\nb.docx", "a\x1b[31m.docx"])
def test_odd_file_names(docx: Path, name: str) -> None:
    """A file name cannot break the line, nor colour the terminal."""
    path = docx.with_name(name)
    path.write_bytes(docx.read_bytes()[:300])
    done = run("show", str(path))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(str(i % 1000) for i in range(6000)),
        "[" * 60_000,
        "[^" * 30_000,
        "|" * 30_000,
        "(" * 60_000,
        "Tỉnh có " + "12 xã, " * 9000,
        "hai mươi ba " * 5000,
        "1," * 30_000,
        "9" * 100_000,
        "“a " * 20_000,
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_hostile_text(tmp_path: Path, knowledge: Knowledge, text: str, suffix: str) -> None:
    """One endless line, nothing but brackets or digits: read and extracted in time that grows with the length."""
    from auditor.extraction import extract

    path = tmp_path / f"a.{suffix}"
    path.write_text(text, encoding="utf-8")
    document = read(path, knowledge)
    found = extract(document, knowledge.packs[document.language])
    for figure in found.figures:
        assert document.text[figure.start : figure.end] == figure.text


def test_500_megabytes(tmp_path: Path, knowledge: Knowledge) -> None:
    """A file of any size is refused before it is read."""
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    assert "has 524,288,000 bytes; at most 268,435,456 are read" in refused(tmp_path / "a.txt", knowledge)


def test_macros_are_named_and_not_run(docx: Path, knowledge: Knowledge) -> None:
    """A document with macros is read; the reader is told that they are there."""
    with zipfile.ZipFile(docx, "a") as package_:
        package_.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert [w.code for w in read(docx, knowledge).warnings] == ["note.macros"]
