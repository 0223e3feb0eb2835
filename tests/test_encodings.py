"""Old encodings are told by evidence, shown, and can be named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UnreadableDocumentError
from auditor.pipeline import Knowledge
from auditor.reading import Options, read_document
from auditor.reading.encodings import names

TEXT = (
    "BÁO CÁO CỦA TỈNH SÔNG TRÀ\n\nTỷ lệ hộ nghèo của tỉnh giảm còn 5,25% vào năm 2024, đời sống của các hộ người dân được "
    "cải thiện với nhiều mô hình; những xã khó khăn đã đạt chuẩn nông thôn mới trong năm.\n"
)


def old(text: str, name: str, knowledge: Knowledge) -> str:
    """Text as an old encoding holds it, its bytes read as Windows-1252; marked capitals it lacks become small."""
    encoding = next(e for e in knowledge.packs["vi"].encodings if e.name == name)
    letters = {letter: code for code, letter in encoding.characters.items()}
    return "".join(letters.get(c) or letters.get(c.lower(), c) for c in text)


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@pytest.mark.parametrize("saved_as", ["cp1252", "utf-8"])
def test_old_encodings_by_evidence(tmp_path: Path, knowledge: Knowledge, name: str, saved_as: str) -> None:
    """As bytes of the old encoding, and as the same characters in a UTF-8 file whose font was lost."""
    path = tmp_path / "a.txt"
    path.write_bytes(old(TEXT, name, knowledge).encode(saved_as))
    document = read_document(str(path), knowledge.packs)
    assert document.text == TEXT
    assert document.encoding == (name if saved_as == "cp1252" else f"{name} in utf-8")
    assert [w.code for w in document.warnings] == ["note.encoding"]


def test_encoding_can_be_named(tmp_path: Path, knowledge: Knowledge) -> None:
    """Three words are too little evidence; the user knows."""
    path = tmp_path / "a.txt"
    path.write_bytes(old("hộ nghèo: 5,25%", "tcvn3", knowledge).encode("cp1252"))
    with pytest.raises(UnreadableDocumentError, match="name its encoding with --encoding"):
        read_document(str(path), knowledge.packs)
    document = read_document(str(path), knowledge.packs, Options(encoding="tcvn3"))
    assert document.text == "hộ nghèo: 5,25%"
    with pytest.raises(UnreadableDocumentError, match="allowed: utf-8, utf-16, windows-1258"):
        read_document(str(path), knowledge.packs, Options(encoding="tcvn9"))


def test_every_named_encoding_reads(tmp_path: Path, knowledge: Knowledge) -> None:
    """Every name that is offered works."""
    path = tmp_path / "a.txt"
    for name in names(knowledge.packs):
        path.write_bytes("5 xa va 7 phuong".encode("utf-16" if name == "utf-16" else "ascii"))
        assert read_document(str(path), knowledge.packs, Options(encoding=name)).text == "5 xa va 7 phuong"


LETTERS = st.text(
    st.sampled_from("ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ abcxyz 0123456789,.%")
)


@given(text=LETTERS, name=st.sampled_from(["tcvn3", "vni"]))
def test_what_was_written_is_read(text: str, name: str, knowledge: Knowledge) -> None:
    """Law: decoding what the encoding holds gives the text back, for every small letter."""
    encoding = next(e for e in knowledge.packs["vi"].encodings if e.name == name)
    assert encoding.decode(old(text, name, knowledge)) == text
