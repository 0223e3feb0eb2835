"""Every digit of a document is accounted for; a document that looks badly read is named; ``auditor doctor``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.accounting import account
from auditor.extraction import extract
from auditor.model import Extract, Ledger
from auditor.phrases import render
from auditor.pipeline import Knowledge, asked_for, audit, conclude, read_one
from auditor.project import NO_PROJECT
from auditor.reading import Options
from auditor.reading.documents import read_raw
from tests.conftest import SAMPLES
from tests.test_cli import CLEAN, run


def extracted(path: Path, knowledge: Knowledge) -> Extract:
    document = read_one(str(path), knowledge)
    return extract(document, knowledge.packs[document.language])


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.txt")), ids=lambda p: p.stem)
def test_samples_are_read_to_the_last_digit(path: Path, knowledge: Knowledge) -> None:
    """No digit of a passage is outside a numeral; what no passage holds are page numbers, note markers and numbers."""
    found = account(extracted(path, knowledge))
    assert (found.uncounted, found.counted["unread"]) == (0, 0)
    assert found.left_out < 0.03 * found.digits
    assert not found.doubtful


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("0123456789,.%/- năm tỉnh\n²٣"), min_size=3, max_size=120))
def test_the_counts_add_up(text: str) -> None:
    """Whatever the text: figure, fact, non-figure, unread, in no numeral, in no passage make all digits."""
    from tests.fuzz.targets import knowledge as shipped

    known = shipped()
    document = read_raw(("a " + text).encode(), "a.txt", Options(), known.packs)
    found = account(extract(document, known.packs[document.language]))
    assert found.digits == sum(c.isdigit() for c in document.text)
    assert found.digits == sum(found.counted.values()) + found.uncounted + found.left_out


def _words(data: Any) -> Iterator[str]:
    """The words of a rule file; an expression gives the words that stand in it."""
    if isinstance(data, str):
        yield from re.findall(r"[^\W\d_]+(?: [^\W\d_]+)*|[$€£¥₫%‰°½]", data)
    elif isinstance(data, dict):
        yield from (word for key, value in data.items() for each in (key, value) for word in _words(each))
    elif isinstance(data, list):
        yield from (word for each in data for word in _words(each))


def _in_brackets(tag: str, knowledge: Knowledge) -> Iterator[str]:
    """Every unit and sign of a language at each place where one may stand."""
    pack = knowledge.packs[tag]
    for sign in (*pack.units, *pack.signs, *pack.scales):
        yield f"a {sign}5, 5{sign} (5 {sign}) ({sign} 5) 5 (in {sign}): 6; {sign}: 7 - 8{sign} a ({sign}), 9 {sign}/5 {sign}."


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_every_unit_at_every_place(tag: str, knowledge: Knowledge) -> None:
    """None is too much for the reader, and each numeral is accounted for."""
    for text in _in_brackets(tag, knowledge):
        document = read_raw(text.encode(), "a.txt", Options(language=tag), knowledge.packs)
        found = account(extract(document, knowledge.packs[tag]))
        assert found.digits == sum(found.counted.values()) + found.uncounted + found.left_out, text


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_the_words_of_a_language_in_any_order(tag: str, knowledge: Knowledge) -> None:
    """Law: nonsense of what the rule files know, numbers between, is read, aligned and checked without a fault."""
    known = sorted({word for name, data in knowledge.files.items() if name.startswith(tag) for word in _words(data)})
    numbers = ["5", "25%", "1.234,5", "1,234.5", "(3/4)", "2024", "2021-2025", "30/6", "từ 5 đến 7", "two", "hai"]
    joints = [",", ";", ".", ":", "(", ")", "/", "-", "–", "\n", "\n\n- ", "\n1. ", "“", "”"]
    asked = asked_for(knowledge, NO_PROJECT)
    parts = st.one_of(st.sampled_from(known), st.sampled_from(numbers), st.sampled_from(joints))

    @settings(max_examples=150, deadline=None)
    @given(st.lists(parts, min_size=4, max_size=40), st.lists(parts, min_size=4, max_size=40))
    def law(one: list[str], other: list[str]) -> None:
        extracts = []
        for number, words in enumerate((one, other), 1):
            document = read_raw(" ".join(words).encode(), f"{number}.txt", Options(language=tag), knowledge.packs)
            read = extract(replace(document, id=f"d{number}"), knowledge.packs[tag])
            owned = account(read)
            assert owned.digits == sum(owned.counted.values()) + owned.uncounted + owned.left_out
            extracts.append(read)
        found = conclude(extracts, knowledge, asked, same_organisation=True)
        assert [f for f in found.findings if f.rule == "internal-error"] == []

    law()


def test_a_reader_that_loses_passages_is_noticed(tmp_path: Path, knowledge: Knowledge) -> None:
    """Half of the passages gone, as a reader with a fault would have it: the account tells, and so does the audit."""
    found = extracted(SAMPLES / "vi" / "review-report.txt", knowledge)
    half = found.document.passages[::2]
    kept = {p.id for p in half}
    lost = replace(
        found,
        document=replace(found.document, passages=half),
        numerals=tuple(n for n in found.numerals if n.passage in kept),
    )
    assert account(lost).doubtful
    missed = replace(found, numerals=found.numerals[: len(found.numerals) // 2], ledger=Ledger(0, 0, 0, 0, 0))
    assert account(missed).doubtful


def test_the_audit_says_so(tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note in every report."""
    from auditor import gathering

    reader = gathering.reading.read_document

    def losing(*arguments):
        document = reader(*arguments)
        return replace(document, passages=document.passages[:3])

    monkeypatch.setattr(gathering.reading, "read_document", losing)
    result = audit([str(SAMPLES / "vi" / "review-report.txt")], knowledge=knowledge)
    assert "note.badly-read" in [note.code for note in result.notes]


def test_numbers_by_page(tmp_path: Path, knowledge: Knowledge) -> None:
    """A text some of whose pages hold no number: they are named."""
    places = ["Cửa Lân", "Đồng Mít", "Hòa Vang", "Bến Tắt", "Suối Rút"]
    said = [f"Huyện {place} có {n + 12} xã trong năm 2024, theo báo cáo gửi về." for n, place in enumerate(places)]
    said += ["Không có con số nào ở đây cả.", "Trang này chỉ có lời văn.", "Các đơn vị đã nghiêm túc thực hiện."]
    (tmp_path / "a.txt").write_text("\n\x0c\n".join(f"{text}\n\nHết.\n" for text in said), encoding="utf-8")
    found = account(extracted(tmp_path / "a.txt", knowledge))
    assert [count for _, count in found.pages] == [2, 2, 2, 2, 2, 0, 0, 0]
    assert found.bare_pages == (6, 7, 8)
    done = run("doctor", "a.txt", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "a.txt: 30 digits: " in done.stdout
    assert "no number on pages 6, 7, 8" in done.stdout


def test_doctor_checks_every_dependency_and_audits(tmp_path: Path) -> None:
    """Each package that is declared, fonts, a small audit; a document that cannot be read makes the exit code 2."""
    done = run("doctor")
    assert done.returncode == 0
    declared = {re.split(r"[^\w.-]", r, maxsplit=1)[0] for r in requires("auditor") or () if "extra ==" not in r}
    assert declared == set(re.findall(r"^ok +([\w.-]+) \d", done.stdout, re.MULTILINE))
    assert "ok       small audit: " in done.stdout
    assert re.search(r"^\w+ +fonts", done.stdout, re.MULTILINE)
    (tmp_path / "a.txt").write_text(CLEAN.format("5,25"), encoding="utf-8")
    done = run("doctor", "a.txt", "no.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "ok       a.txt: 7 digits: " in done.stdout
    assert "broken   no.txt: no.txt: no such file" in done.stdout


TREES = "chè cam bưởi vải nhãn xoài ổi mận đào lê táo dứa chuối mít sầu dâu tiêu điều quế hồi cói mía sắn"
CARE = "tiêm khám dạy bơi múa hát đọc viết vẽ chơi thăm tặng nuôi ăn ngủ học cấp chữa đưa đón giúp gặp hỏi"
ONE = "\n\n".join(f"Số hộ trồng {x} của tỉnh năm 2024 là {n}." for n, x in enumerate(TREES.split(), 4127))
OTHER = "\n\n".join(f"Tỷ lệ trẻ em được {x} của tỉnh năm 2024 đạt {n},5%." for n, x in enumerate(CARE.split(), 41))
HEAD = "ỦY BAN NHÂN DÂN TỈNH SÔNG TRÀ\n\n"


@pytest.fixture
def strangers(tmp_path: Path) -> Path:
    """Two reports of one province that tell the same, and one that shares nothing with them."""
    (tmp_path / "a.txt").write_text(f"{HEAD}{ONE}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{HEAD}{ONE.replace('Số hộ', 'Số hộ được')}\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text(f"{HEAD}{OTHER}\n", encoding="utf-8")
    return tmp_path


def told(folder: Path, knowledge: Knowledge, *names: str) -> list[str]:
    """What an audit says of documents that align with nothing."""
    notes = audit([str(folder / name) for name in names], knowledge=knowledge).notes
    return [render([note], "en") for note in notes if note.code == "note.alone"]


def test_a_document_that_aligns_with_nothing_is_told(strangers: Path, knowledge: Knowledge) -> None:
    """It is of the same organisation, it has figures, and none of them meets another."""
    said = f"{strangers / 'c.txt'}: none of its 23 figures states an indicator of the documents with which it was compared (2)"
    assert [line.split(";")[0] for line in told(strangers, knowledge, "a.txt", "b.txt", "c.txt")] == [said]
    assert told(strangers, knowledge, "a.txt", "b.txt") == []
    assert told(strangers, knowledge, "c.txt") == []


def test_what_was_not_compared_need_not_align(strangers: Path, knowledge: Knowledge) -> None:
    """Another organisation's report, one of which nothing tells whose it is, and one with a few figures."""
    (strangers / "c.txt").write_text(f"{HEAD.replace('SÔNG TRÀ', 'CỬA LÂN')}{OTHER}\n", encoding="utf-8")
    assert told(strangers, knowledge, "a.txt", "b.txt", "c.txt") == []
    (strangers / "c.txt").write_text(f"{OTHER}\n", encoding="utf-8")
    assert told(strangers, knowledge, "a.txt", "b.txt", "c.txt") == []
    (strangers / "c.txt").write_text(f"{HEAD}{OTHER[:400]}\n", encoding="utf-8")
    assert told(strangers, knowledge, "a.txt", "b.txt", "c.txt") == []


def test_doctor_shows_how_many_figures_align(strangers: Path) -> None:
    """For each of several documents; one of which nothing aligns looks badly read."""
    done = run("doctor", "a.txt", "b.txt", cwd=strangers)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-2:] == [
        "ok       a.txt: 23 of 23 figures align with the others",
        "ok       b.txt: 23 of 23 figures align with the others",
    ]
    done = run("doctor", "a.txt", "b.txt", "c.txt", cwd=strangers)
    assert done.returncode == 2
    assert "broken   c.txt: none of its 23 figures states an indicator of the documents" in done.stdout
    assert "align" not in run("doctor", "a.txt", cwd=strangers).stdout
