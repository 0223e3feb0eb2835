"""Sentences of many styles in each language, with every figure that must be read of them: ``tests/languages``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.evaluation.figures import read_attributes
from auditor.evaluation.labels import small_document
from auditor.extraction import extract
from auditor.model import Figure
from auditor.pipeline import Audit, Knowledge
from auditor.reading import read_document

FOLDER = Path(__file__).parent / "languages"
YEAR = 2024


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [pytest.param(path.stem, e, id=f"{path.stem}-{n}") for n, e in enumerate(entries, 1)]
    return found


def line(figure: Figure) -> str:
    read = read_attributes(figure)
    low, high = read["value"]
    value = low if low == high and low is not None else f"{low or ''}..{high or ''}"
    unit, period = read["unit"].replace(" ", "_"), read["period"] or "-"
    return f"{figure.text} | {value} {unit} {read['kind']} {read['role']} {period}"


@pytest.mark.parametrize(("language", "case"), cases())
def test_sentence(language: str, case: dict[str, Any], knowledge: Knowledge) -> None:
    """Each figure with value, unit, kind, role and period; nothing else is taken for one, no numeral goes unread."""
    heading = case.get("heading", "")
    document = small_document("a", case["text"], heading, case.get("year", YEAR), language)
    begin = len(document.text) - len(case["text"])
    found = extract(document, knowledge.packs[language])
    assert [line(f) for f in found.figures if f.start >= begin] == case["figures"]
    assert found.ledger.unread == 0


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Có 1\u200b23 xã.", ["123"]),
        ("Có \u202e412\u202c hộ nghèo.", ["412"]),
        ("Có \u2067412\u2069 hộ nghèo.", ["412"]),
        ("Có 1.\u00ad200 hộ nghèo.", ["1200"]),
        ("Tỷ lệ đạt 8\u200e% trong kỳ.", ["7.5..8.5"]),
        ("Có ٣٤ xã.", ["34"]),
    ],
)
def test_invisible_characters(text: str, figures: list[str], knowledge: Knowledge, tmp_path: Path) -> None:
    """Zero-width characters, marks of writing direction and soft hyphens part no number; places lead back to the file."""
    path = tmp_path / "a.txt"
    path.write_text(f"{text}\n\nCông tác của các cấp, các ngành và nhân dân được thực hiện.", encoding="utf-8")
    document = read_document(str(path), knowledge.packs)
    found = extract(document, knowledge.packs["vi"]).figures
    assert [line(f).split(" | ")[1].split()[0] for f in found] == figures
    assert all(document.text[f.start : f.end] == f.text for f in found)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Họp ngày 31/6/2025 tại xã.", "vi"), ("The panel met on 31 June 2025.", "en"), ("Opened on 31.06.2025.", "en")],
)
def test_a_day_that_no_calendar_has(text: str, language: str, knowledge: Knowledge) -> None:
    """31 June is a date as it stands, marked impossible: neither figures nor unread."""
    found = extract(small_document("a", text, "", 2025, language), knowledge.packs[language])
    assert found.figures == ()
    assert [(f.kind, f.key, f.get("impossible")) for f in found.facts] == [("date", "2025-06-31", "yes")]
    assert found.ledger.unread == 0


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Đồng chí Nguyễn Văn An Phát biểu khai mạc.", "nguyễn văn an", ""),
        ("Bí thư Tỉnh ủy Trần Thị Bình Chủ trì hội nghị.", "trần thị bình", "bí thư tỉnh ủy"),
        ("Đồng chí Lê Tấn Phát, Phó bí thư.", "lê tấn phát", "phó bí thư"),
    ],
)
def test_a_name_ends_before_a_verb(text: str, name: str, office: str, knowledge: Knowledge) -> None:
    """A verb with a capital is no part of the name before it."""
    facts = extract(small_document("a", text, "", 2025, "vi"), knowledge.packs["vi"]).facts
    persons = [(f.get("name"), f.get("office")) for f in facts if f.kind == "person"]
    assert persons == [(name, office)]


@pytest.mark.parametrize(
    ("head", "area"),
    [("ỦY BAN NHÂN DÂN\nTỈNH LẠC SƠN", "Lạc Sơn"), ("UBND TỈNH LẠC SƠN", "Lạc Sơn"), ("TIN TỨC TỈNH NHÀ", None)],
)
def test_the_letterhead_says_whose_it_is(head: str, area: str | None, knowledge: Knowledge, tmp_path: Path) -> None:
    """The issuer in capitals at the head of a document names its area; a headline does not."""
    path = tmp_path / "a.txt"
    path.write_text(f"{head}\n\nBÁO CÁO\nKết quả năm 2024\n\nThu ngân sách của các cấp đạt 1.200 tỷ đồng.\n", "utf-8")
    assert read_document(str(path), knowledge.packs).organisation == area


NAMED = "\n\n{0} spent 14 million on roads. The number of visitors rose to 41,200, and {0} lent 81,000 books.\n"


@pytest.mark.parametrize(
    ("heads", "area", "body"),
    [
        (("PEOPLE'S COMMITTEE OF LAM HA PROVINCE\nREPORT\non the situation in 2024",), "Lam Ha", None),
        (
            ("LAM HA PROVINCE\nPress communiqué on the results of 2024", "The situation of Lam Ha province"),
            "Lam Ha",
            None,
        ),
        (
            ("Lam Ha Provincial People's Committee\nReport on 2024", "LAM HA PROVINCIAL PEOPLE'S COUNCIL"),
            "Lam Ha",
            None,
        ),
        (("SOCIALIST REPUBLIC OF VIET NAM\nPeople's Committee of Lam Ha City\nREPORT on 2024",), "Lam Ha", None),
        (("Ben Lac City\n\nThe situation in 2024",), "Ben Lac", None),
        (
            (
                "Eastmarsh Hospitals NHS Foundation Trust\nPerformance Report to the Board of Directors",
                "EASTMARSH HOSPITALS NHS FOUNDATION TRUST\nQUALITY ACCOUNT",
            ),
            None,
            "Eastmarsh Hospitals",
        ),
        (
            (
                "Police and Crime Commissioner for Marl\nAnnual Report",
                "Marl Constabulary\nStatement",
                "Marl Police\nReview",
            ),
            None,
            "Marl Police",
        ),
        (
            ("Statistical Office of Velonia\nYearbook", "STATISTICAL OFFICE OF VELONIA\nYEARBOOK"),
            None,
            "Statistical Office of Velonia",
        ),
        (("Report to the Harrow Care Board\nRivers Agency",), None, "Rivers Agency"),
        (("Integrated Care Board\nAnnual Report",), None, None),
    ],
)
def test_whose_an_english_document_is(
    heads: tuple[str, ...], area: str | None, body: str | None, knowledge: Knowledge, tmp_path: Path
) -> None:
    """Its head names the area or the body, in capitals too; a board to which it reports is none."""
    for head in heads:
        path = tmp_path / "a.txt"
        path.write_text(f"{head}\n{NAMED.format('The office')}", "utf-8")
        document = read_document(str(path), knowledge.packs)
        assert document.organisation == area, head
        assert area is not None or document.institution == body, head


@pytest.mark.parametrize(
    ("head", "named", "body"),
    [
        ("WaterNow\nAnnual Report 2024", "WaterNow", "WaterNow"),
        ("SHELTER NOW\nIMPACT REPORT", "Shelter Now", "Shelter Now"),
        ("Children's Future Velonia Annual Report 2024", "Children's Future Velonia", "Children's Future Velonia"),
        ("WaterNow\nAnnual Report 2024", "The charity", None),
        ("Gender Pay Gap\nAnnual Report 2024", "The gender pay gap, the Gender Pay Gap,", None),
    ],
)
def test_a_name_at_the_head_stands_again(
    head: str, named: str, body: str | None, knowledge: Knowledge, tmp_path: Path
) -> None:
    """A line that may be the name of a body is one where the text names it again, and never in small letters."""
    path = tmp_path / "a.txt"
    path.write_text(f"{head}\n{NAMED.format(named)}", "utf-8")
    assert read_document(str(path), knowledge.packs).institution == body


def test_an_area_that_one_document_names(audited: Callable[..., Audit]) -> None:
    """A hospital's report that speaks of a council is still of the hospital."""
    head = "Eastmarsh Hospitals NHS Foundation Trust\nAnnual Report 2024\n\n"
    council = "Marl County Council and Marl County Council's partners paid 14 million. "
    texts = f"{head}{council}The Trust treated 48,310 inpatients.", f"{head}The Trust treated 43,810 inpatients."
    result = audited(*texts, same_organisation=False)
    assert [x.document.organisation for x in result.extracts] == ["Marl", None]
    assert [f.rule for f in result.findings] == ["cross-value"]
