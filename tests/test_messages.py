"""Messages: in both languages from catalogues, as an editor would write them."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.model import Severity
from auditor.phrases import LANGUAGES
from auditor.pipeline import Audit, Knowledge, audit
from auditor.reporting import FORMATS, render
from auditor.resources import report_messages
from tests.conftest import ROOT
from tests.test_meta import VIETNAMESE

CATALOGUES = sorted(
    {p.name.removesuffix(".yaml").rpartition(".")[0] for p in (ROOT / "reports" / "messages").iterdir()}
)
SAME = {"unit.USD", "numeral.non-figure.covid", "unit.EUR", "quotation", "unplaced.figure", "finding.code"}
"""Keys whose text holds no word that a language would change."""
OTHERS_NAME = {"tool.language", "language"}
"""Keys whose text is the other language's name for itself."""


def catalogue(name: str, language: str) -> dict[str, str]:
    return report_messages(f"{name}.{language}" if name else language)


def words(text: str) -> str:
    """The letters of a message outside its placeholders."""
    return "".join(c for c in re.sub(r"\{[^}]*\}", "", text) if c.isalpha())


@pytest.mark.parametrize("name", CATALOGUES)
def test_catalogues_say_the_same_in_both_languages(name: str) -> None:
    """The same keys with the same placeholders; nothing left in the other language, nothing empty."""
    vi, en = (catalogue(name, language) for language in ("vi", "en"))
    assert set(vi) == set(en)
    for key in vi:
        fields = [{f for _, f, _, _ in string.Formatter().parse(text) if f} for text in (vi[key], en[key])]
        assert fields[0] == fields[1], key
        assert vi[key].strip(), key
        assert en[key].strip(), key
        if words(vi[key]) and key not in SAME:
            assert words(vi[key]).casefold() != words(en[key]).casefold(), f"{key} is not translated"
        if key not in OTHERS_NAME:
            assert not VIETNAMESE.search(en[key]), f"{key} is Vietnamese in the English catalogue"


def test_rules_speak_both_languages(knowledge: Knowledge) -> None:
    """Names, messages and next steps; messages fill in the same values."""
    for rule in knowledge.rules:
        for part in (rule.name, rule.message, rule.next_step):
            assert set(part) == set(LANGUAGES)
            assert not words(part["vi"]) or words(part["vi"]).casefold() != words(part["en"]).casefold(), rule.id
            assert not VIETNAMESE.search(part["en"]), rule.id
        fields = [{f for _, f, _, _ in string.Formatter().parse(rule.message[each]) if f} for each in LANGUAGES]
        assert fields[0] == fields[1], rule.id


def test_labels_that_code_names_exist() -> None:
    """Every label that the formats ask for by name is in their catalogue, and every one there is asked for."""
    known = set(catalogue("exports", "en"))
    sources = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "auditor" / "reporting").rglob("*.py"))
    asked = set(re.findall(r'label\(\s*(?:[\w.]+, )?"([\w.-]+)"', sources))
    assert asked
    assert asked <= known
    families = set(re.findall(r'f"(\w+)\.\{', sources))
    literals = set(re.findall(r'"([\w.-]+)"', sources))
    assert {key for key in known if key.partition(".")[0] not in families and key not in literals} == set()


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"html", "xlsx", "json"}))
def test_english_reports_hold_no_vietnamese_of_ours(form: str, audited: Callable[..., Audit]) -> None:
    """A report in English on English documents."""
    found = audited(*(f"The poverty rate of the province was {v}% in 2024." for v in ("5.25", "5.52")))
    assert found.findings
    report = render(found, form, "en")
    text = report if isinstance(report, str) else report.decode()
    if form == "sarif":  # the rules' pages quote Vietnamese words
        text = json.dumps(json.loads(text)["runs"][0]["results"], ensure_ascii=False)
    assert not VIETNAMESE.search(text)


def titled(tmp_path: Path, knowledge: Knowledge, *documents: tuple[str, str, str]) -> Audit:
    """Audits texts under file names and titles."""
    paths = []
    for name, title, text in documents:
        path = tmp_path / f"{name}.txt"
        path.write_text(f"{title}\n\n{text}\n", encoding="utf-8")
        paths.append(str(path))
    return audit(paths, knowledge=knowledge, same_organisation=True)


RATE = "Tỷ lệ đỗ tốt nghiệp trung học phổ thông của tỉnh năm 2025 đạt {}%."
REVIEW = "BÁO CÁO\nKiểm điểm sự lãnh đạo, chỉ đạo của Ban Chấp hành"
POLITICAL = "BÁO CÁO CHÍNH TRỊ\ncủa Ban Chấp hành Đảng bộ tỉnh"


def test_a_message_as_an_editor_would_write_it(tmp_path: Path, knowledge: Knowledge) -> None:
    """Indicator, time, documents by their kind, what each says, the difference in its unit."""
    found = titled(tmp_path, knowledge, ("a", REVIEW, RATE.format("99,08")), ("b", POLITICAL, RATE.format("99,19")))
    (finding,) = found.findings
    assert finding.severity is Severity.ERROR
    vi, en = finding.message
    assert vi.endswith(
        "năm 2025: báo cáo kiểm điểm ghi 99,08%, báo cáo chính trị ghi 99,19% (chênh 0,11 điểm phần trăm)."
    )
    assert not VIETNAMESE.search(en)
    assert vi.startswith("Tỷ lệ tốt nghiệp trung học phổ thông năm 2025: ")
    assert en.endswith(
        " in 2025: the review report says 99,08%, the political report says 99,19% (difference 0.11 percentage points)."
    )


def test_documents_of_one_kind_are_told_by_their_files(tmp_path: Path, knowledge: Knowledge) -> None:
    """A kind that two documents share names neither; a third of its own kind keeps it."""
    found = titled(
        tmp_path,
        knowledge,
        ("draft-1", POLITICAL, RATE.format("99,08")),
        ("draft-2", POLITICAL, f"Đến nay, {RATE.format('99,08').replace('Tỷ', 'tỷ')}"),
        ("other", REVIEW, RATE.format("99,19")),
    )
    (finding,) = found.findings
    assert "draft-1 và draft-2 cùng ghi 99,08%, báo cáo kiểm điểm ghi 99,19%" in finding.message[0]
    assert "draft-1 and draft-2 say 99,08%, the review report says 99,19%" in finding.message[1]


@pytest.mark.parametrize(
    ("head", "vi", "en"),
    [
        ("TỈNH ỦY LÂM HẢI\nBÁO CÁO KIỂM ĐIỂM", "báo cáo kiểm điểm", "the review report"),
        ("BÁO CÁO KIỂM ĐIỂM\nviệc lãnh đạo năm 2025", "báo cáo kiểm điểm", "the review report"),
        ("THÔNG CÁO BÁO CHÍ\nvề kỳ thi năm 2025", "thông cáo báo chí", "the press release"),
    ],
)
def test_a_kind_in_capitals_behind_whose_it_is(
    tmp_path: Path, knowledge: Knowledge, head: str, vi: str, en: str
) -> None:
    """The kind stands in the line under the body, which is read as one heading with it."""
    found = titled(tmp_path, knowledge, ("a", head, RATE.format("99,08")), ("b", POLITICAL, RATE.format("99,19")))
    (finding,) = found.findings
    assert f"{vi} ghi 99,08%, báo cáo chính trị ghi 99,19%" in finding.message[0]
    assert f"{en} says 99,08%, the political report says 99,19%" in finding.message[1]


def test_a_title_that_goes_on_is_of_no_kind_named_in_it(tmp_path: Path, knowledge: Knowledge) -> None:
    """A steering committee for a resolution writes no resolution."""
    head = "BAN CHỈ ĐẠO THỰC HIỆN NGHỊ QUYẾT VỀ CHUYỂN ĐỔI SỐ"
    found = titled(tmp_path, knowledge, ("a", head, RATE.format("99,08")), ("b", POLITICAL, RATE.format("99,19")))
    (finding,) = found.findings
    assert "a ghi 99,08%, báo cáo chính trị ghi 99,19%" in finding.message[0]


@pytest.mark.parametrize(
    ("documents", "name", "rest"),
    [
        pytest.param(
            [f"Năm 2024, có {n}/44 câu lạc bộ xếp loại khá trở lên." for n in ("31", "37")],
            "Câu lạc bộ xếp loại khá trở lên năm 2024",
            "",
            id="a word that belongs to the name stays",
        ),
        pytest.param(
            [
                f"Huyện có 96 khách sạn, gồm 11 khách sạn 3 sao, 30 khách sạn 2 sao và {n} khách sạn 1 sao."
                for n in (55, 57)
            ],
            "Khách sạn: khách sạn 1 sao",
            "(chênh 2 khách sạn)",
            id="things of a list told apart by a number",
        ),
        pytest.param(
            ["Trong cơ cấu lao động của huyện, nông nghiệp chiếm 51%, công nghiệp 27%, dịch vụ 24%."],
            "Cơ cấu lao động của huyện",
            "",
            id="the whole that shares divide",
        ),
        pytest.param(
            ["Số lượt mượn sách tăng từ 200 lượt năm 2020 lên 400 lượt năm 2024, tăng bình quân 14,2%/năm."],
            "Số lượt mượn sách",
            "bình quân 14,2% mỗi năm",
            id="a year is told once",
        ),
        pytest.param(
            [f"Đảng ủy cấp trên kiểm tra 312 tổ chức đảng và {n} đảng viên." for n in ("1.245", "1.254")],
            "Số đảng viên được kiểm tra",
            "",
            id="the inspected are not all members",
        ),
        pytest.param(
            [f"Xuất khẩu thủy sản của tỉnh năm 2023 đạt {n} triệu USD." for n in ("412", "421")],
            "Kim ngạch xuất khẩu thủy sản năm 2023",
            "",
            id="exports of one kind",
        ),
        pytest.param(
            [
                f"Nếu không kể thuyền đang sửa (25 chiếc) thì số thuyền neo đậu năm 2023 là {n} chiếc."
                for n in ("412", "421")
            ],
            "Số thuyền neo đậu là … chiếc năm 2023",
            "",
            id="a word that joins clauses names nothing",
        ),
    ],
)
def test_what_a_message_calls_it(audited: Callable[..., Audit], documents: list[str], name: str, rest: str) -> None:
    """The name tells the indicator from others beside it, and nothing is said twice."""
    (finding,) = audited(*documents).findings
    assert finding.message[0].startswith(f"{name}: ")
    assert rest in finding.message[0]


def test_a_name_without_what_belongs_to_the_figure(audited: Callable[..., Audit]) -> None:
    """``đạt`` goes, the last clause stays, the first letter is a capital."""
    found = audited(
        *(f"Công tác khuyến học lan rộng; tỷ lệ thôn có tủ sách cộng đồng đạt {v}%." for v in ("71,2", "72,1"))
    )
    assert [f.message[0].partition(":")[0] for f in found.findings] == ["Tỷ lệ thôn có tủ sách cộng đồng"]
    assert [f.label for f in found.findings] == ["Tỷ lệ thôn có tủ sách cộng đồng"]


@pytest.mark.parametrize(
    ("stated", "vi", "en"),
    [
        ("6 tháng đầu năm 2025", " 6 tháng đầu năm 2025:", " in the first half of 2025:"),
        ("9 tháng đầu năm 2025", " 9 tháng đầu năm 2025:", " in the first 9 months of 2025:"),
        ("giai đoạn 2021 - 2025", " giai đoạn 2021 - 2025:", " in 2021-2025:"),
        ("quý II năm 2025", " quý 2 năm 2025:", " in quarter 2 of 2025:"),
        ("", "Tỷ lệ hộ nghèo:", "Poverty rate:"),
    ],
)
def test_the_time_in_a_message(stated: str, vi: str, en: str, audited: Callable[..., Audit]) -> None:
    """The time that is stated, in words, once; none where none is."""
    begin = f"{stated[:1].upper()}{stated[1:]}, tỷ lệ hộ nghèo" if stated else "Tỷ lệ hộ nghèo"
    found = audited(*(f"{begin} là {value}%." for value in ("5,25", "5,52")))
    assert len(found.findings) == 1
    assert [text in said for text, said in zip((vi, en), found.findings[0].message, strict=True)] == [True, True]


def test_a_difference_of_counts_says_of_what(audited: Callable[..., Audit]) -> None:
    """In the document's language; in the other the number alone."""
    found = audited(*(f"Năm 2024, toàn tỉnh đã thành lập mới {count} hợp tác xã." for count in ("41", "47")))
    (finding,) = found.findings
    assert "(chênh 6" in finding.message[0]
    assert "(difference 6)" in finding.message[1]


def label(audited: Callable[..., Audit], a: str, b: str) -> tuple[str, str]:
    """What stands before the statements of the one finding of two texts, in both languages."""
    (finding,) = [f for f in audited(a, b).findings if f.rule.startswith("cross-")]
    vi, en = (message.partition(": report-1 ")[0] for message in finding.message)
    return vi, en


@pytest.mark.parametrize(
    ("text", "values", "vi", "en"),
    [
        (
            "Năm 2024, tỷ lệ hộ nghèo giảm {} điểm phần trăm so với năm 2023.",
            ("1,46", "1,64"),
            "Tỷ lệ hộ nghèo năm 2024, mức giảm so với năm 2023",
            "Poverty rate in 2024, decrease on 2023",
        ),
        (
            "Năm 2024, giá trị sản xuất công nghiệp tăng {}% so với cùng kỳ.",
            ("9,7", "7,9"),
            "Giá trị sản xuất công nghiệp năm 2024, mức tăng so với cùng kỳ",
            "Industrial output value in 2024, increase on the year before",
        ),
        (
            "Kim ngạch nhập khẩu năm 2024 đạt {}% kế hoạch.",
            ("104,6", "106,4"),
            "Kim ngạch nhập khẩu năm 2024, so với kế hoạch",
            "Import turnover in 2024, against the plan",
        ),
        (
            "Năm 2024, thôn có tủ sách cộng đồng chiếm {}%.",
            ("71,2", "72,1"),
            "Thôn có tủ sách cộng đồng năm 2024, tỷ lệ",
            "Thôn có tủ sách cộng đồng in 2024, share",
        ),
        (
            "Tốc độ tăng trưởng GRDP năm 2024 đạt {}%.",
            ("7,36", "7,63"),
            "Tốc độ tăng trưởng kinh tế năm 2024",
            "Economic growth rate in 2024",
        ),
    ],
)
def test_how_a_figure_relates_to_its_indicator(
    text: str, values: tuple[str, str], vi: str, en: str, audited: Callable[..., Audit]
) -> None:
    """A fall is no rate, a share of the plan no amount; a name that says so is not told twice."""
    assert label(audited, *(text.format(v) for v in values)) == (vi, en)


@pytest.mark.parametrize(
    ("a", "b", "vi"),
    [
        # The whole of what is counted, or another thing that is counted, is not named.
        (
            "Tai nạn đường thủy năm 2024 làm chết 61 người.",
            "Năm 2024, tai nạn đường thủy làm chết 67 người.",
            "Tai nạn đường thủy làm chết … người năm 2024",
        ),
        (
            "Năm 2024, toàn tỉnh thành lập mới 512 câu lạc bộ.",
            "Năm 2024, thành lập mới 521 câu lạc bộ.",
            "Thành lập mới … câu lạc bộ năm 2024",
        ),
        # The subject stands in front where the words beside the figure tell nothing.
        (
            "Bệnh lở mồm long móng xảy ra tại 14 xã, tiêu hủy 36 con.",
            "Bệnh lở mồm long móng xảy ra tại 14 xã, tiêu hủy 63 con.",
            "Bệnh lở mồm long móng: tiêu hủy … con",
        ),
        # A part is not named by its whole alone.
        (
            "Vùng có 31 cơ sở khám bệnh (26 trạm, 05 phòng khám).",
            "Vùng có 31 cơ sở khám bệnh gồm 24 trạm, 05 phòng khám.",
            "Vùng có cơ sở khám bệnh: trạm",
        ),
        # Times, conjunctions and words of a role are no part of a name.
        (
            "Đến nay còn 24 thôn chưa có điện.",
            "Hiện nay còn 42 thôn chưa có điện.",
            "Thôn chưa có điện",
        ),
        (
            "Diện tích trồng mắc ca cả năm ước đạt 1.240 ha.",
            "Diện tích trồng mắc ca cả năm ước đạt 1.420 ha.",
            "Diện tích trồng mắc ca",
        ),
    ],
)
def test_a_name_tells_what_is_counted(a: str, b: str, vi: str, audited: Callable[..., Audit]) -> None:
    """What the figure counts, and nothing that belongs to another figure."""
    assert label(audited, a, b)[0] == vi


@pytest.mark.parametrize(
    ("a", "b", "en"),
    [
        ("Parking income was £14.62 million.", "Parking income was £16.42 million.", "Parking income"),
        (
            "There are 57 lay magistrates. All of them were trained in the course of the year.",
            "There are 75 lay magistrates. All of them were trained in the course of the year.",
            "Lay magistrates",
        ),
        (
            "Grants came to £41.5 million on museums and £27.6 million on theatres.",
            "Grants came to £41.5 million on museums and £26.7 million on theatres.",
            "Grants on theatres",
        ),
    ],
)
def test_an_english_name_has_no_signs_and_no_conjunctions(
    a: str, b: str, en: str, audited: Callable[..., Audit]
) -> None:
    """Neither currencies of other figures nor ``there are``."""
    assert label(audited, a, b)[1] == en


def test_a_rank_is_not_called_a_score(audited: Callable[..., Audit]) -> None:
    """Though the catalogue knows the index by its score, too."""
    found = label(audited, "PCI năm 2024 đứng thứ 31/63.", "PCI năm 2024 đứng thứ 13/63.")
    assert found[0].startswith("Xếp hạng chỉ số năng lực cạnh tranh cấp tỉnh năm 2024")
    assert found[1].startswith("Provincial competitiveness index rank in 2024")


@pytest.mark.parametrize(
    ("text", "values", "vi"),
    [
        ("Diện tích mặt nước của tỉnh là {} km2.", ("214,6", "216,4"), "(chênh 1,8 km2)"),
        ("Sản lượng chè búp tươi đạt {} nghìn tấn.", ("86,3", "83,6"), "(chênh 2,7 nghìn tấn)"),
        ("Còn {} thôn chưa có nhà văn hóa.", ("14", "19"), "(chênh 5 thôn)"),
    ],
)
def test_a_difference_is_told_in_the_unit_that_is_printed(
    text: str, values: tuple[str, str], vi: str, audited: Callable[..., Audit]
) -> None:
    """Not in a base unit that neither document prints, nor with words that go on with the sentence."""
    (finding,) = audited(*(text.format(v) for v in values)).findings
    assert vi in finding.message[0]


def test_numbers_that_agree_by_rounding_are_shown_as_printed(audited: Callable[..., Audit]) -> None:
    """Each document with its own number, or the message would say nothing."""
    found = audited("Năm 2024 đón 3,4 triệu lượt khách du lịch.", "Năm 2024 đón 3,42 triệu lượt khách du lịch.")
    (finding,) = [f for f in found.findings if f.rule == "cross-rounding"]
    assert "report-1 ghi 3,4 triệu, report-2 ghi 3,42 triệu" in finding.message[0]


def test_beside_a_report_that_says_no_more_none_is_told_by_its_kind(tmp_path: Path, knowledge: Knowledge) -> None:
    """Both may be called the report: both are told by their files."""
    vague = "BÁO CÁO\nCông tác năm 2025 của Sở Giáo dục và Đào tạo"
    found = titled(tmp_path, knowledge, ("a", REVIEW, RATE.format("99,08")), ("b", vague, RATE.format("99,19")))
    (finding,) = found.findings
    assert "a ghi 99,08%, b ghi 99,19%" in finding.message[0]
