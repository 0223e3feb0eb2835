"""Figures: value, unit, kind, role, period, words; and what is no figure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checks.base import number
from auditor.evaluation.labels import small_document
from auditor.extraction import extract
from auditor.model import Extract, Figure, Kind, Role
from auditor.pipeline import Audit, Knowledge
from auditor.reading import read_document

YEAR = "Kết quả đến ngày 30/6/2025. "


@pytest.fixture
def read(tmp_path: Path, knowledge: Knowledge):  # type: ignore[no-untyped-def]
    def run(text: str, language: str = "vi") -> Extract:
        path = tmp_path / "a.txt"
        padding = {
            "vi": "\n\nCông tác của các cấp, các ngành và nhân dân được thực hiện.",
            "en": "\n\nThis is the text of the report.",
        }
        path.write_text(text + padding[language], encoding="utf-8")
        document = read_document(str(path), knowledge.packs)
        assert document.language == language
        return extract(document, knowledge.packs[language])

    return run


def one(found: Extract) -> Figure:
    assert len(found.figures) == 1, [f.text for f in found.figures]
    return found.figures[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Thu ngân sách đạt 7.339,7 tỷ đồng.", "7339650000000", "7339750000000", "VND"),
        ("Tổng số tiền 73.162.408.000 đồng.", "73162407999.5", "73162408000.5", "VND"),
        ("Tỷ lệ hộ nghèo còn 1,36%.", "1.355", "1.365", "percent"),
        ("Chỉ số tăng 2,43 điểm %.", "2.425", "2.435", "percentage-point"),
        ("Có 05 sở.", "5", "5", "count"),
        ("Đón 3,11 triệu lượt khách.", "3105000", "3115000", "count"),
        ("Diện tích 126.262,2m2 đất.", "12.626215", "12.626225", "ha"),
        ("Kim ngạch đạt 41.710,4 triệu USD.", "41710350000", "41710450000", "USD"),
        ("Đạt 15,18 tiêu chí/xã.", "15.175", "15.185", "count"),
    ],
)
def test_values(text: str, low: str, high: str, unit: str, read) -> None:  # type: ignore[no-untyped-def]
    """A printed number is the interval of what rounds to it, in the base unit."""
    figure = one(read(text))
    assert (figure.printed.low, figure.printed.high, figure.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    ("text", "hedge", "low", "high"),
    [
        ("Có trên 3.700 đảng viên.", "at-least", "3700", None),
        ("Tỷ lệ lao động đạt từ 76% trở lên.", "at-least", "76", None),
        ("Tỷ lệ nợ dưới 3%.", "at-most", None, "3"),
        ("Có không quá 15 hồ sơ.", "at-most", None, "15"),
    ],
)
def test_bounds_are_half_lines(text: str, hedge: str, low: str | None, high: str | None, read) -> None:  # type: ignore[no-untyped-def]
    """``trên 3.700`` is 3 700 and all above it."""
    figure = one(read(text))
    assert figure.hedge == hedge
    assert (figure.value.low, figure.value.high) == tuple(Decimal(x) if x else None for x in (low, high))


def test_about_gives_way_on_both_sides(read) -> None:  # type: ignore[no-untyped-def]
    """``khoảng 13.000`` may be 12 700 or 13 400."""
    value = one(read("Giải quyết việc làm cho khoảng 13.000 lao động.")).value
    assert value.low is not None
    assert value.high is not None
    assert value.low < 12700 < 13400 < value.high


@pytest.mark.parametrize("text", ["từ 8% đến 9%", "8 - 9%", "8% - 9%", "8–9%"])
def test_ranges(text: str, read) -> None:  # type: ignore[no-untyped-def]
    """The unit closes the range and applies to both ends."""
    figure = one(read(f"Tăng trưởng kinh tế {text}."))
    assert figure.kind is Kind.RANGE
    assert (figure.printed.low, figure.printed.high, figure.unit) == (8, 9, "percent")


def test_fraction_and_rank(read) -> None:  # type: ignore[no-untyped-def]
    """``22/27`` is a part of a whole, ``thứ 12/63`` a rank."""
    part, rank = read("Ban Chấp hành có 22/27 đồng chí. Chỉ số xếp thứ 12/63 tỉnh, thành phố.").figures
    assert (part.kind, part.printed.low, part.total) == (Kind.FRACTION, 22, 27)
    assert (rank.kind, rank.printed.low, rank.total) == (Kind.RANK, 12, 63)


@pytest.mark.parametrize(
    "text",
    [
        "Họp ngày 10/02/2025.",
        "Theo Quyết định số 2092-QĐ/TU, ngày 10/02/2025 của Tỉnh ủy.",
        "Thực hiện Nghị quyết số 03/2025/NQ-HĐND.",
        "Nhiệm kỳ 2020 - 2025.",
        "Đại hội lần thứ XVIII, giai đoạn 2021 - 2030.",
        "Bản đồ tỷ lệ 1/500.",
        "Phủ sóng 4G, phòng chống COVID-19.",
        "4.2. Về kinh tế",
        "(19) Về lao động",
        "Khai mạc lúc 14h30’.",
        "Tháng 02/2025, quý III/2024.",
    ],
)
def test_no_figures(text: str, read) -> None:  # type: ignore[no-untyped-def]
    """Dates, document numbers, terms, section numbers, scales and names are no figures, and none is lost."""
    found = read(text)
    assert [f.text for f in found.figures] == []
    assert found.ledger.unread == 0


def test_parallel_list(read) -> None:  # type: ignore[no-untyped-def]
    """Each item owns the figures after it; an elided plan carries on."""
    cement, plan, growth, clinker, plan2 = read(
        "Xi măng 608,97 nghìn tấn, đạt 55,36% kế hoạch, tăng 39,18% so với cùng kỳ; Clinker 31,58 nghìn tấn, đạt 85,36%."
    ).figures
    assert (plan.measure, growth.measure, growth.base, plan2.measure) == ("plan", "up", "previous-year", "plan")
    assert set(cement.features.core) & set(growth.features.head)
    assert "clinker" in plan2.features.head
    assert "clinker" in clinker.features.core


def test_roles_and_periods(read) -> None:  # type: ignore[no-untyped-def]
    """What is wanted in 2030 is a target; the first six months are a half-year."""
    result, target = read(
        YEAR
        + "Trong 6 tháng đầu năm 2025, thu ngân sách ước đạt 7.339 tỷ đồng. Đến năm 2030, thu ngân sách đạt 20.000 tỷ đồng."
    ).figures
    assert (result.role, result.period and result.period.label) == (Role.ESTIMATE, "2025-H1")
    assert (target.role, target.period and target.period.label) == (Role.TARGET, "2030")


def test_change_end_points(read) -> None:  # type: ignore[no-untyped-def]
    """``từ … lên …`` are two levels, each with the year beside it."""
    before, after = read("Thu nhập từ 44,2 triệu đồng năm 2020 lên 71,1 triệu đồng năm 2025.").figures
    assert [f.measure for f in (before, after)] == ["level", "level"]
    assert [f.period.label for f in (before, after) if f.period] == ["2020", "2025"]


def test_english(read) -> None:  # type: ignore[no-untyped-def]
    """The second pack, with no change in Python."""
    found = read(
        "Exports were worth £2,370 million in 2024, up 6.8% on the previous year; 143 of the 168 schools were rated good.",
        "en",
    )
    money, growth, schools = found.figures
    assert (money.unit, money.printed.low) == ("GBP", Decimal(2369500000))
    assert (growth.kind, growth.measure, growth.base) == (Kind.CHANGE, "up", "previous-year")
    assert (schools.kind, schools.total) == (Kind.FRACTION, 168)


def test_facts(read) -> None:  # type: ignore[no-untyped-def]
    """A citation with its date; a movement with its name."""
    citation, name = read(
        "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị; phong trào “Toàn dân chung tay làm đường”."
    ).facts
    assert (citation.kind, citation.get("number"), citation.get("date")) == ("citation", "57-NQ/TW", "2024-12-22")
    assert (name.kind, name.key) == ("name", "phong trào")


def test_absurd_numerals_are_counted(read) -> None:  # type: ignore[no-untyped-def]
    """A numeral of 400 digits is no quantity; it is counted as unread, not dropped."""
    found = read("Mã số " + "9" * 400 + " của dự án.")
    assert found.figures == ()
    assert found.ledger.unread == 1


@settings(max_examples=60, deadline=None)
@given(
    value=st.decimals(min_value=1, max_value=10**9, places=2, allow_nan=False),
    unit=st.sampled_from(
        [("tỷ đồng", "VND", 10**9), ("%", "percent", 1), ("ha", "ha", 1), ("triệu USD", "USD", 10**6)]
    ),
)
def test_round_trip(
    value: Decimal, unit: tuple[str, str, int], knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Law: a number that is written is read back, with its unit."""
    surface, name, factor = unit
    path = tmp_path_factory.mktemp("law") / "a.txt"
    path.write_text(
        f"Kết quả của các chỉ tiêu trong năm đạt {number(value, ',', places=2)} {surface}.", encoding="utf-8"
    )
    document = read_document(str(path), knowledge.packs)
    figure = one(extract(document, knowledge.packs["vi"]))
    assert figure.unit == name
    assert figure.printed.low is not None
    assert figure.printed.low <= value * factor < (figure.printed.high or 0)
    assert document.text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    ("text", "figure", "role", "period"),
    [
        ("Đại hội đại biểu Đảng bộ tỉnh Sông Trà, nhiệm kỳ 2025 - 2030 có 348 đại biểu.", "348", "result", None),
        ("Tăng trưởng bình quân giai đoạn 2026 - 2030 từ 10% trở lên.", "10%", "target", "2026/2030"),
        ("Thu ngân sách 5 năm 29.480 tỷ đồng, năm 2024 thu 6.950 tỷ đồng.", "29.480 tỷ đồng", "result", "term"),
        ("Thu ngân sách đạt 29.480 tỷ đồng, riêng năm 2024 thu 6.950 tỷ đồng.", "29.480 tỷ đồng", "result", None),
    ],
)
def test_whose_time_it_is(text: str, figure: str, role: str, period: str | None, read) -> None:  # type: ignore[no-untyped-def]
    """The term in a congress's name is no time; a time behind a comma is that of the next figure."""
    found = next(f for f in read(YEAR + text).figures if f.text == figure)
    assert (found.role, found.period and found.period.label) == (role, period)


def test_two_units_are_no_range(read) -> None:  # type: ignore[no-untyped-def]
    """``by 9.3% to 14.2 million`` is a change and what it led to."""
    assert [f.text for f in read("Journeys rose by 9.3% to 14.2 million.", "en").figures] == ["9.3%", "14.2 million"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tỉnh xác định ba khâu đột phá và bốn nhiệm vụ trọng tâm.", [("ba", "3", "count"), ("bốn", "4", "count")]),
        (
            "Toàn tỉnh có hai mươi lăm xã, một trăm linh tám thôn.",
            [("hai mươi lăm", "25", "count"), ("một trăm linh tám", "108", "count")],
        ),
        ("Vốn đạt hai nghìn tỷ đồng.", [("hai nghìn tỷ đồng", "2000000000000", "VND")]),
        ("Một số xã, một trong những đơn vị, năm 2024, thứ hai, quý ba, lần thứ mười lăm.", []),
        (
            "Có 64 xã, chiếm hơn một nửa số xã; gấp đôi năm 2020.",
            [("64", "64", "count"), ("một nửa", "50", "percent"), ("đôi", "2", "multiple")],
        ),
    ],
)
def test_vietnamese_number_words(
    audited: Callable[..., Audit], text: str, expected: list[tuple[str, str, str]]
) -> None:
    """A number in words is a figure where it counts something, a word like others elsewhere."""
    found = audited(text).extracts[0].figures
    assert [(f.text, f.unit) for f in found] == [(words, unit) for words, _, unit in expected]
    for figure, (_, value, _) in zip(found, expected, strict=True):
        low, high = figure.printed.low, figure.printed.high
        assert low is not None
        assert high is not None
        assert low <= Decimal(value) <= high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Twenty-eight parks and twelve schools hold the award of the council.",
            [("Twenty-eight", 28), ("twelve", 12)],
        ),
        ("Eleven of the 14 bathing sites were rated excellent by the agency.", [("Eleven of the 14", 11)]),
        ("Two buses in every five on the routes are electric.", [("Two buses in every five", 2)]),
        ("One of the schools, the one in the north, is for all of the pupils.", []),
        ("In chapter three, part two, the council sets out its plans for the region.", []),
    ],
)
def test_english_number_words(audited: Callable[..., Audit], text: str, expected: list[tuple[str, int]]) -> None:
    """The same for English, fractions in words included."""
    found = audited(text).extracts[0].figures
    assert [(f.text, f.value.low) for f in found] == expected


def test_ledger_has_every_numeral(audited: Callable[..., Audit]) -> None:
    """Digits and number words: figure, fact, no figure and why; the counts are those of the list."""
    extract = audited(
        "1. Nghị quyết số 15-NQ/TU, ngày 20/9/2021: năm 2024 có 12 xã và hai mươi dự án; công nghệ 5G ở điểm 7."
    ).extracts[0]
    assert {(n.text, n.status) for n in extract.numerals} >= {
        ("1", "non-figure"),
        ("15", "fact"),
        ("2024", "non-figure"),
        ("12", "figure"),
        ("hai mươi", "figure"),
        ("5", "non-figure"),
    }
    assert len(extract.numerals) == extract.ledger.numerals
    for entry in extract.numerals:
        assert extract.document.text[entry.start : entry.end] == entry.text
        assert entry.reason or entry.status in ("figure", "unread")


def figure(found: Extract, text: str) -> Figure:
    """The figure with this printed text."""
    return next(f for f in found.figures if " ".join(f.text.split()) == text)


def test_months_without_first(audited: Callable[..., Audit]) -> None:
    """``9 tháng`` of a report is its first nine months, not nine of something."""
    found = audited(
        "Báo cáo năm 2024\n\nThu ngân sách 9 tháng ước đạt 16.671 tỷ đồng. Tăng trưởng 9 tháng trên địa bàn tỉnh là 7,5-8%."
    ).extracts[0]
    assert [(f.text, f.period.label if f.period else "") for f in found.figures] == [
        ("16.671 tỷ đồng", "2024-M9"),
        ("7,5-8%", "2024-M9"),
    ]


def test_reached_and_planned(audited: Callable[..., Audit]) -> None:
    """A slash between two amounts, or a count and a smaller one, parts what was reached from what was planned."""
    found = audited(
        "Thu ngân sách của tỉnh 45.799/36.875 tỷ đồng; phát triển đảng viên mới 8.793/6.500 đảng viên; có 320/411 xã đạt chuẩn."
    ).extracts[0]
    assert [(f.text, f.unit, str(f.role), str(f.kind)) for f in found.figures] == [
        ("45.799", "VND", "result", "value"),
        ("36.875 tỷ đồng", "VND", "plan", "value"),
        ("8.793", "count", "result", "value"),
        ("6.500", "count", "plan", "value"),
        ("320/411", "count", "result", "fraction"),
    ]


def test_what_belongs_to_the_year_before(audited: Callable[..., Audit]) -> None:
    """A bracket on the same time last year; a base that goes on in a list; a time inside the next bracket."""
    found = audited(
        "Năm 2024, diện tích gieo trồng đạt 264.821 ha, bằng 99,63% so với cùng kỳ năm trước, trong đó vụ xuân đạt 184.989 ha, "
        "bằng 99,88%; dịch vụ tăng 6,19% (cùng kỳ tăng 6,06%) và thuế sản phẩm tăng 12,89% (mức tăng năm 2023 là 5,64%)."
    ).extracts[0]
    assert figure(found, "184.989 ha").role is Role.RESULT
    assert figure(found, "99,88%").measure == "previous"
    assert figure(found, "6,06%").role is Role.BASELINE
    assert figure(found, "12,89%").role is Role.RESULT
    last, before = figure(found, "5,64%").period, figure(found, "12,89%").period
    assert last is not None
    assert before is not None
    assert (last.label, before.label) == ("2023", "2024")


@pytest.mark.parametrize(
    "text",
    [
        "Ảnh hưởng của cơn bão số 3 đối với tỉnh.",
        "Có tỉnh tăng trưởng 2 con số, có tỉnh 2 chữ số.",
        "Đại hội của tỉnh diễn ra từ ngày 12 đến ngày 15 tháng 10 năm 2020.",
        "Xem https://example.org/so-lieu?id=125&nam=7#m12 của tỉnh.",
        "Phụ lục 01: chỉ tiêu của tỉnh",
        "Rà soát theo chuẩn nghèo đa chiều giai đoạn 2026-2030 của tỉnh.",
        "Công bố Quy hoạch tỉnh thời kỳ 2021-2030, tầm nhìn đến năm 2050.",
        "Khởi công hạ tầng cụm công nghiệp Bình An 1, Bình An 2 và Thạch Khê 3; thủy điện Sông Lam 2 của tỉnh.",
        "Phân loại đô thị loại 2, loại 3.",
    ],
)
def test_what_is_no_figure(audited: Callable[..., Audit], text: str) -> None:
    """Names, ranges of days, addresses: recognised, with a reason, and no figures."""
    extract = audited(text).extracts[0]
    assert extract.figures == ()
    assert extract.ledger.unread == 0


def test_base_in_brackets_and_two_rises_at_once(audited: Callable[..., Audit]) -> None:
    """A bracket after the base holds its value; one rise can be told of two things; a slash between counts is no plan."""
    found = audited(
        "Năm 2024 kết nạp 2.115 đảng viên, tăng 8,2% so với năm 2023 (1.955 đảng viên). Kiểm tra tăng 12 tổ chức và 87 đảng viên "
        "so với cùng kỳ. Tiếp 1.245 lượt công dân/1.310 người của tỉnh."
    ).extracts[0]
    base = figure(found, "1.955")
    assert base.role is Role.BASELINE
    assert base.period is not None
    assert base.period.label == "2023"
    assert (figure(found, "12").measure, figure(found, "87").measure) == ("up", "up")
    assert figure(found, "1.310").role is Role.RESULT


def test_kinds_of_goods_and_points_of_sale(audited: Callable[..., Audit]) -> None:
    """``All kinds of`` before an amount names no class; a share of points of sale is no difference in points."""
    found = audited(
        "Sản lượng thép các loại 312,5 nghìn tấn, bột màu và kim loại 41,2 tấn. Có 72,5% điểm bán hàng của tỉnh nhận thẻ, tăng 3,5% "
        "điểm so với cùng kỳ, cao hơn 1,5 điểm % so với bình quân chung."
    ).extracts[0]
    assert [(f.unit, f.measure) for f in found.figures] == [
        ("tonne", "level"),
        ("tonne", "level"),
        ("percent", "level"),
        ("percentage-point", "up"),
        ("percentage-point", "up"),
    ]
    assert [f.hedge for f in found.figures] == [""] * 5


def test_what_a_new_member_and_an_official_dossier_are(audited: Callable[..., Audit]) -> None:
    """A bound may follow the noun that its opening word announced; ``official`` is said of more than of numbers."""
    found = audited(
        "Hằng năm kết nạp từ 1.250 đoàn viên mới trở lên; 36 huyện đạt loại khá trở lên. Công nhận chính thức 215 đảng viên; "
        "số liệu chính thức là 2.140 hộ của tỉnh."
    ).extracts[0]
    said = {f.text: f for f in found.figures}
    assert (said["1.250"].hedge, said["1.250"].role, said["1.250"].noun) == ("at-least", Role.RESULT, "đoàn viên")
    assert said["36"].hedge == ""
    assert (said["215"].finality, said["2.140"].finality) == ("", "final")


def test_what_changed_before_its_percentage(audited: Callable[..., Audit]) -> None:
    """A verb of a change governs the percentage behind its object, but no level that the object reached or began at."""
    found = audited(
        "Phấn đấu cắt giảm chi phí hành chính hằng năm từ 4% trở lên; tăng doanh thu vận tải 11,5%. Giảm tỷ lệ hộ cận nghèo 0,8%; "
        "giảm tỷ lệ thất nghiệp còn 2,4%. Phát triển hạ tầng số 96%, giảm tỷ trọng nông nghiệp 14% của tỉnh."
    ).extracts[0]
    assert [(f.text, f.measure) for f in found.figures] == [
        ("4%", "down"),
        ("11,5%", "up"),
        ("0,8%", "down"),
        ("2,4%", "level"),
        ("96%", "level"),
        ("14%", "level"),
    ]
    english = audited(
        "In 2024 the council cut its heating costs 12%, and the share of tenants reached 31% of the city."
    )
    assert [(f.text, f.measure) for f in english.extracts[0].figures] == [("12%", "down"), ("31%", "level")]


def test_days_of_newspapers(audited: Callable[..., Audit]) -> None:
    """``The morning of 23-10`` is a day, not two counts."""
    found = audited("Kỳ họp khai mạc sáng 23-10 và bế mạc ngày 9-11, có 412 đại biểu của tỉnh dự.").extracts[0]
    assert [f.text for f in found.figures] == ["412"]
    assert found.ledger.unread == 0


def test_a_change_told_again_in_percent(audited: Callable[..., Audit]) -> None:
    """What a rise is equivalent to is the rise once more, whatever it is measured against."""
    found = audited("Tổng chi đạt 21.340 tỷ đồng, tăng 415 tỷ đồng, tương đương 2% so với dự toán của tỉnh.").extracts[
        0
    ]
    assert [(f.measure, f.base) for f in found.figures] == [("level", ""), ("up", ""), ("up", "plan")]


def test_a_target_that_was_passed(audited: Callable[..., Audit]) -> None:
    """``Above the target 12`` states the target; ``by 3 more than the target`` how far it was passed."""
    found = audited(
        "Mở mới 14 ngành nghề, vượt mục tiêu 12 ngành nghề; có 9 xã đạt chuẩn, vượt 3 xã so với mục tiêu của tỉnh."
    )
    assert [(f.text, f.measure, f.role) for f in found.extracts[0].figures] == [
        ("14", "level", Role.RESULT),
        ("12", "level", Role.PLAN),
        ("9", "level", Role.RESULT),
        ("3", "up", Role.RESULT),
    ]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("The bank raised its rate by 25 basis points.", "0.245", "0.255", "percentage-point"),
        ("The scheme cost Rs 250 crore.", "2495000000", "2505000000", "INR"),
        ("It reached 3.2 lakh farmers.", "315000", "325000", "count"),
        ("Exports reached S$4.2 billion.", "4150000000", "4250000000", "SGD"),
        ("Total assets were $56b.", "55500000000", "56500000000", "USD"),
        ("In all 1.2k schools took part.", "1150", "1250", "count"),
        ("Emissions were 12.4 MtCO2e.", "12350000", "12450000", "tonne"),
        ("The park covers 1,200 sq km.", "119950", "120050", "ha"),
        ("Rainfall was 1,820 mm.", "0.0018195", "0.0018205", "km"),
        ("The line carries 20 GW.", "19500", "20500", "MW"),
    ],
)
def test_english_units(text: str, low: str, high: str, unit: str, read) -> None:  # type: ignore[no-untyped-def]
    """Units and scales of international reports."""
    figure = one(read(text, "en"))
    assert (figure.value.low, figure.value.high, figure.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize("text", ["It won 12 awards.", "Annex 4b shows 12 wells.", "The mast is 12 feet tall."])
def test_words_that_are_no_units(text: str, read) -> None:  # type: ignore[no-untyped-def]
    """A word that names a currency elsewhere, a part's letter, a word that a noun or adjective follows."""
    assert all(f.unit == "count" for f in read(text, "en").figures)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Turnout was 62.4 per cent, against 58.1 in 2019.", "percent"),
        ("The rate fell to 4.1%, down from 5.3.", "percent"),
        ("Growth was 4.5%, compared with 38 schools in 2020.", "count"),
        ("The rate was 4.5%, compared with 380 in 2020.", "count"),
        ("Tỷ lệ hộ nghèo còn 4,1%, so với 5,3 năm 2020.", "percent"),
        ("Tỷ lệ hộ nghèo còn 4,1%, so với 53 xã năm 2020.", "count"),
    ],
)
def test_a_bare_number_borrows_the_unit_of_what_it_is_compared_with(text: str, unit: str, read) -> None:  # type: ignore[no-untyped-def]
    """Unless a noun follows it, or it is of another size."""
    assert read(text, "vi" if "so với" in text else "en").figures[1].unit == unit


def test_a_score_has_a_whole(read) -> None:  # type: ignore[no-untyped-def]
    """``4.5 out of 5`` is one figure, and a function word is no noun."""
    figure = one(read("Satisfaction was rated 4.5 out of 5.", "en"))
    assert (figure.total, figure.kind, figure.noun) == (5, Kind.FRACTION, "")


@pytest.mark.parametrize(
    ("text", "unit", "low"),
    [
        ("Loans totalled USD364 million.", "USD", "363500000"),
        ("The bank lent N191.7 billion.", "NGN", "191650000000"),
        ("Sales came to K85.45bn.", "PGK", "85445000000"),
    ],
)
def test_currencies_glued_to_an_amount(text: str, unit: str, low: str, read) -> None:  # type: ignore[no-untyped-def]
    """A code or letter at the digits does not make them part of a word."""
    figure = one(read(text, "en"))
    assert (figure.unit, figure.value.low) == (unit, Decimal(low))


def test_a_letter_at_a_number_alone_is_a_name(read) -> None:  # type: ignore[no-untyped-def]
    """``N95`` is no amount."""
    assert [f.unit for f in read("It bought 300 N95 masks.", "en").figures] == ["count"]


def test_last_year_counts_from_the_day_of_issue(read) -> None:  # type: ignore[no-untyped-def]
    """Where the document has one."""
    text = "Lending reached USD 31.7 million last year."
    assert [f.period and f.period.label for f in read(f"28 April 2017\n\n{text}", "en").figures] == ["2016"]
    assert [f.period for f in read(text, "en").figures] == [None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Disbursements, the sign of a sound year, soared to a record of USD 12.3 million.", "Disbursements"),
        ("Approvals of grants, new and renewed, rose by 12%.", "Approvals"),
    ],
)
def test_a_subject_before_an_apposition(text: str, words: str, read) -> None:  # type: ignore[no-untyped-def]
    """A verb alone before the first figure of a sentence says nothing of what is measured."""
    assert one(read(text, "en")).phrase.startswith(words)


def test_a_mark_exceeded_is_a_bound(read) -> None:  # type: ignore[no-untyped-def]
    """``exceeded the 30 million mark`` is 30 million and more."""
    assert one(read("Lending exceeded the USD 30 million mark.", "en")).hedge == "at-least"


def test_what_was_a_year_earlier(read) -> None:  # type: ignore[no-untyped-def]
    """The base of a comparison is of the year before the time that the sentence states."""
    found = read("In 2024 the council employed 2,914 people, compared with 2,871 a year earlier.", "en").figures
    assert [f.period and f.period.label for f in found] == ["2024", "2023"]


def test_a_long_list_of_letters(knowledge: Knowledge) -> None:
    """What a letter behind a number is depends on how its list closes, however long that is."""
    text = "Visits: " + ", ".join(f"{n % 9 + 1}m" for n in range(3000)) + " people."
    found = extract(small_document("a", text, "", 2024, "en"), knowledge.packs["en"]).figures
    assert {f.value.low is not None and f.value.low >= 500_000 for f in found} == {True}
    assert len(found) == 3000
