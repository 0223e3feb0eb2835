"""Plain text becomes passages that lead back to it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UnreadableDocumentError
from auditor.model import Document, Passage
from auditor.pipeline import Knowledge
from auditor.reading import OWN_REPORT, collect, read_document
from auditor.reading.assemble import assemble
from auditor.reading.text import parse

PAGE = """BÁO CÁO
Kết quả nhiệm kỳ

I- KẾT QUẢ

1. Kinh tế

Kinh tế tăng trưởng khá1, thu ngân sách năm 20242 đạt 1.250 tỷ đồng; công tác
luân chuyển cán bộ
1 Thuận lợi: đất nước ổn định.
2 Không tính thu tiền sử dụng đất.
3
\fđược thực hiện tốt. Toàn tỉnh có 12 xã đạt chuẩn.
"""


def read(tmp_path: Path, knowledge: Knowledge, content: bytes | str, name: str = "a.txt") -> Document:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(str(path), knowledge.packs)


def by_kind(document: Document, kind: str) -> list[Passage]:
    return [p for p in document.passages if p.kind == kind]


def test_markers_leave_words_and_years_whole(tmp_path: Path, knowledge: Knowledge) -> None:
    """``năm 20242`` is 2024 and note 2."""
    text = " ".join(p.text for p in by_kind(read(tmp_path, knowledge, PAGE), "paragraph"))
    assert "tăng trưởng khá, thu ngân sách năm 2024 đạt" in text


def test_notes_know_their_place(tmp_path: Path, knowledge: Knowledge) -> None:
    """Each note is joined to the place of its marker."""
    document = read(tmp_path, knowledge, PAGE)
    notes = by_kind(document, "note")
    assert [n.note for n in notes] == [1, 2]
    assert notes[1].text == "Không tính thu tiền sử dụng đất."
    host = next(p for p in document.passages if notes[1].anchor and p.id == notes[1].anchor[0])
    assert notes[1].anchor is not None
    assert host.text[: notes[1].anchor[1]].endswith("năm 2024")


def test_a_sentence_broken_by_a_page_is_whole(tmp_path: Path, knowledge: Knowledge) -> None:
    """Notes and a page number stand inside the sentence and not in its text."""
    text = " ".join(p.text for p in by_kind(read(tmp_path, knowledge, PAGE), "paragraph"))
    assert "luân chuyển cán bộ được thực hiện tốt." in text


def test_sections(tmp_path: Path, knowledge: Knowledge) -> None:
    """The section path is the one printed."""
    document = read(tmp_path, knowledge, PAGE)
    assert {p.section for p in document.passages if "1.250" in p.text} == {"I.1"}


def test_a_note_ends_where_the_next_part_begins(tmp_path: Path, knowledge: Knowledge) -> None:
    """In a text without pages a note below its paragraph does not take the rest of the text with it."""
    path = tmp_path / "a.txt"
    path.write_text(
        "Huyện Yên Sơn\n\n1.3. Có 12 xã đạt chuẩn kiểu mẫu1; có 85 sản phẩm.\n\n1 Theo bộ tiêu chí mới.\n\n"
        "1.4. Tỷ lệ tốt nghiệp đạt 98,7%.\n\n2. Về an ninh\n\nTội phạm giảm 3,4%.\n",
        encoding="utf-8",
    )
    passages = read_document(str(path), knowledge.packs).passages
    assert [p.text for p in passages if p.kind == "note"] == ["Theo bộ tiêu chí mới."]
    assert any(p.section == "1.4" and "98,7" in p.text for p in passages)


def test_no_notes_without_running_order(tmp_path: Path, knowledge: Knowledge) -> None:
    """A list of lines that begin with numbers is no set of footnotes."""
    document = read(tmp_path, knowledge, "Đã giao\n25 nhiệm vụ cho các sở,\n30 nhiệm vụ cho các huyện.\n")
    assert by_kind(document, "note") == []
    assert "25 nhiệm vụ" in document.passages[0].text


def test_document_number_broken_at_the_line_end(tmp_path: Path, knowledge: Knowledge) -> None:
    """``57-`` at the end of a line and ``NQ/TW`` on the next are one number."""
    document = read(tmp_path, knowledge, "Thực hiện Nghị quyết số 57-\nNQ/TW của Bộ Chính trị.\n")
    assert "57-NQ/TW" in document.passages[0].text


def test_decomposed_text_is_composed_and_leads_back(tmp_path: Path, knowledge: Knowledge) -> None:
    """Spans point into the file's own, decomposed text."""
    document = read(tmp_path, knowledge, unicodedata.normalize("NFD", "Tỷ lệ hộ nghèo của tỉnh còn 5,25% năm 2024.\n"))
    passage = document.passages[0]
    assert passage.text == "Tỷ lệ hộ nghèo của tỉnh còn 5,25% năm 2024."
    start, end = passage.span(passage.text.index("5,25%"), passage.text.index("5,25%") + 5)
    assert document.text[start:end] == "5,25%"


def test_markdown(tmp_path: Path, knowledge: Knowledge) -> None:
    """Headings, emphasis and tables; a cell is read with its row and column."""
    content = "# Kết quả\n\nThu **1.250** tỷ đồng của tỉnh.\n\n| Chỉ tiêu | 2023 | 2024 |\n|---|---|---|\n| Hộ nghèo | 5,1% | 4,2% |\n"
    document = read(tmp_path, knowledge, content, "a.md")
    assert [p.text for p in document.passages] == [
        "Kết quả",
        "Thu 1.250 tỷ đồng của tỉnh.",
        "Chỉ tiêu",
        "2023",
        "2024",
        "Hộ nghèo",
        "Hộ nghèo, năm 2023: 5,1%",
        "Hộ nghèo, năm 2024: 4,2%",
    ]


def test_cells_of_a_text_table_have_their_places_and_names(tmp_path: Path, knowledge: Knowledge) -> None:
    """Two tables with nothing between them are two; the first column names the rows, though a unit's word heads it."""
    tables = (
        "Kết quả của tỉnh.\n\n| TT | Đơn vị | Số hộ |\n| --- | --- | --- |\n| 1 | Hòa An | 612 |\n\n"
        "| Chỉ tiêu | Đơn vị | Năm nay |\n| --- | --- | --- |\n| Đàn trâu | con | 347 |\n"
    )
    document = read(tmp_path, knowledge, tables)
    assert [(p.place, p.text) for p in document.passages if p.lead] == [
        ("T1!C2", "Hòa An, Số hộ: 612"),
        ("T2!C2", "Đàn trâu, Năm nay: 347 con"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings(tmp_path: Path, knowledge: Knowledge, encoding: str) -> None:
    """Unicode encodings are recognised."""
    document = read(tmp_path, knowledge, "Tỷ lệ hộ nghèo của tỉnh còn 5,25% năm 2024.".encode(encoding))
    assert document.passages[0].text.startswith("Tỷ lệ hộ nghèo")


def test_windows_1258_is_told(tmp_path: Path, knowledge: Knowledge) -> None:
    """The old Vietnamese code page is read, and the reader told so."""
    text = "Tỷ lệ hộ nghèo của tỉnh giảm còn 5,25% vào năm 2024, đời sống người dân được cải thiện."
    # The code page writes a base letter and a combining tone mark.
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = []
    for char in text:
        plain = unicodedata.normalize("NFD", char)
        tone = "".join(c for c in plain if c in tones)
        parts.append(unicodedata.normalize("NFC", "".join(c for c in plain if c not in tones)) + tone)
    document = read(tmp_path, knowledge, "".join(parts).encode("cp1258"))
    assert document.encoding == "windows-1258"
    assert document.warnings
    assert "hộ nghèo" in document.passages[0].text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  \n\t\n", "is empty"),
        (b"%PDF-1.7\n", "damaged or cut-off PDF"),
        (b"PK\x03\x04rest", "damaged or cut-off office file"),
        (bytes(range(256)) * 20, "binary"),
        ("Kết quả".encode()[:-1] + b"\xff\xfa abc", "neither UTF-8"),
    ],
)
def test_refusals_say_what_is_wrong(tmp_path: Path, knowledge: Knowledge, content: bytes, said: str) -> None:
    """One line: which file, and what is wrong with it."""
    with pytest.raises(UnreadableDocumentError) as caught:
        read(tmp_path, knowledge, content)
    assert said in str(caught.value)
    assert "a.txt" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_collect(tmp_path: Path) -> None:
    """Files, folders and patterns, each file once; no hidden file, no lock, no image, no report of ours."""
    for name in ("b.txt", "a.md", "c.docx", ".hidden.txt", "~$c.docx", "d.png", "e.bin"):
        (tmp_path / name).write_text("x")
    (tmp_path / "report.html").write_text(f'<meta name="generator" content="{OWN_REPORT}">')
    (tmp_path / "empty").mkdir()
    paths, problems = collect(
        [str(tmp_path), str(tmp_path / "*.txt"), str(tmp_path / "empty"), str(tmp_path / "*.xyz")]
    )
    assert [Path(p).name for p in paths] == ["a.md", "b.txt", "c.docx"]
    assert len(problems) == 2


WORDS = st.lists(
    st.sampled_from(["thu", "ngân", "sách", "đạt", "1.250", "tỷ", "đồng,", "tăng", "8,5%", "(năm", "2024)", "xã."]),
    min_size=1,
    max_size=40,
)


@given(words=WORDS, breaks=st.lists(st.integers(0, 39), max_size=6))
def test_every_character_leads_back(words: list[str], breaks: list[int], knowledge: Knowledge) -> None:
    """Law: each character of a passage stands in the document where its span says."""
    text = "".join(word + ("\n" if i in breaks else " ") for i, word in enumerate(words))
    pack = knowledge.packs["vi"]
    for passage in assemble(parse(text, pack, markdown=False), pack):
        for at, char in enumerate(passage.text):
            start, end = passage.span(at, at + 1)
            assert text[start:end] == char or char == " "


def test_lines_that_are_paragraphs_are_not_joined(tmp_path: Path, knowledge: Knowledge) -> None:
    """Lines that end their sentences, with empty lines between, are paragraphs, however alike their lengths are."""
    lines = [f"Trong năm, toàn huyện đã trồng mới được {n} ha rừng tập trung các loại." for n in range(110, 122)]
    document = read(tmp_path, knowledge, "BÁO CÁO\n\n" + "\n\n".join(lines) + "\n")
    assert [p.text for p in document.passages if p.kind == "paragraph"] == lines
