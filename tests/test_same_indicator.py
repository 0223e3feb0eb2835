"""One indicator, however it is put, is one alignment; what changes the fact parts two that are put alike."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.alignment.align import SURE
from auditor.evaluation.labels import small_document
from auditor.extraction import extract
from auditor.model import Severity, Standing, Status
from auditor.pipeline import Audit, Knowledge, audit
from tests.conftest import SAMPLES
from tests.test_cli import run

Auditor = Callable[..., Audit]
MORE = {"vi": " Công tác của các cấp được thực hiện.", "en": " Work went on as it had before."}
OTHER = {"vi": " Các sở và ngành đã được giao việc.", "en": " All was well in the end."}


def verdicts(result: Audit) -> list[tuple[str, list[str]]]:
    return [(str(a.verdict), [" ".join(m.text.split()) for m in a.members]) for a in result.alignments]


@pytest.mark.parametrize(
    ("language", "a", "b", "values"),
    [
        pytest.param(
            "vi",
            "GRDP năm 2024 tăng 7,86%, trong đó: nông, lâm nghiệp và thủy sản tăng 3,12%; dịch vụ tăng 7,45%.",
            "Năm 2024, tốc độ tăng trưởng khu vực dịch vụ trong GRDP đạt 7,54%.",
            ["7,45%", "7,54%"],
            id="elided head",
        ),
        pytest.param(
            "en",
            "Visitor arrivals rose to 3.41 million in 2024.",
            "In 2024 the province welcomed 4.31 million visitors.",
            ["3.41 million", "4.31 million"],
            id="a verb behind the name",
        ),
        pytest.param(
            "vi",
            "Công tác phát triển đảng viên được quan tâm. Năm 2024 đã kết nạp 1.245 người.",
            "Năm 2024, toàn Đảng bộ kết nạp 1.254 đảng viên.",
            ["1.245", "1.254"],
            id="subject a sentence earlier",
        ),
        pytest.param(
            "vi",
            "2. Bảo hiểm y tế\n\nTỷ lệ bao phủ năm 2024 đạt 95,4% dân số.",
            "Tỷ lệ bao phủ bảo hiểm y tế năm 2024 đạt 94,5% dân số.",
            ["95,4%", "94,5%"],
            id="subject in the heading",
        ),
        pytest.param(
            "vi",
            "Năm 2024, sản lượng lúa, ngô và lạc lần lượt đạt 21.240, 1.856 và 970 tấn.",
            "Sản lượng ngô năm 2024 đạt 1.586 tấn.",
            ["1.856", "1.586 tấn"],
            id="one of a list in turn",
        ),
        pytest.param(
            "en",
            "In 2024 boys, girls and all pupils passed at rates of 81.2, 86.4 and 83.9 per cent respectively.",
            "The pass rate of girls in 2024 was 84.6 per cent.",
            ["86.4", "84.6 per cent"],
            id="one of a list in turn, in English",
        ),
        pytest.param(
            "vi",
            "Năm 2024, các địa phương đã xây dựng 2.157 căn nhà cho hộ nghèo.",
            "Năm 2024, có 2.175 ngôi nhà được xây dựng cho hộ nghèo.",
            ["2.157", "2.175"],
            id="passive, and another word for a house",
        ),
        pytest.param(
            "en",
            "In 2024 the Authority repaired 4,215 potholes on main roads.",
            "In 2024, 4,251 potholes on main roads were repaired by the Authority.",
            ["4,215", "4,251"],
            id="passive in English",
        ),
        pytest.param(
            "vi",
            "Kim ngạch hàng địa phương xuất khẩu năm 2024 đạt 74,2 triệu USD.",
            "Kim ngạch xuất khẩu hàng địa phương năm 2024 là 72,4 triệu USD.",
            ["74,2 triệu USD", "72,4 triệu USD"],
            id="word order",
        ),
        pytest.param(
            "vi",
            "Tỷ lệ bác sỹ trên một vạn dân năm 2024 là 11,52.",
            "Số bác sĩ trên một vạn dân năm 2024 đạt 11,25.",
            ["11,52", "11,25"],
            id="two spellings",
        ),
        pytest.param(
            "en",
            "In 2024 the completion of 1,245 affordable homes was recorded.",
            "In 2024, 1,254 affordable homes were completed.",
            ["1,245", "1,254"],
            id="noun and verb",
        ),
        pytest.param(
            "en",
            "The recycling rate was 54.8% in 2024, 3.1 points above the year before.",
            "In 2024 the recycling rate was 54.8%, up 1.3 percentage points on 2023.",
            ["3.1 points", "1.3 percentage points"],
            id="points of a rate; the year before and its number",
        ),
        pytest.param(
            "en",
            "Of the 36 promises made for the year, 32 were kept.",
            "We kept 31 of the 36 promises made for the year.",
            ["32", "31 of the 36"],
            id="a whole told earlier in the sentence",
        ),
        pytest.param(
            "en",
            "Marlow ranks third in the region for broadband coverage and 40th nationally.",
            "Nationally, our broadband coverage is the 44th best; regionally it is third.",
            ["40", "44"],
            id="two ranks of one thing",
        ),
        pytest.param(
            "vi",
            "Đứng thứ ba trong vùng và thứ 12 cả nước về tốc độ tăng trưởng năm 2024.",
            "Tốc độ tăng trưởng kinh tế năm 2024 xếp thứ 12 toàn quốc, thứ 4 trong vùng.",
            ["ba", "4"],
            id="two ranks before what is ranked",
        ),
        pytest.param(
            "vi",
            "PAPI năm 2024 của tỉnh tăng 9 bậc, từ thứ 41 lên thứ 32.",
            "PAPI của tỉnh năm 2024 xếp thứ 32, tăng 9 bậc so với năm 2023 (thứ 42).",
            ["41", "42"],
            id="the rank from which it came",
        ),
        pytest.param(
            "en",
            "The harvest brought wheat 3.42 million tonnes, barley 1.18 million and maize 0.87 million in 2024.",
            "In 2024, farmers harvested 3.42 million tonnes of wheat and 1.81 million tonnes of barley.",
            ["1.18 million", "1.81 million tonnes"],
            id="the unit of a list",
        ),
    ],
)
def test_put_in_other_words(language: str, a: str, b: str, values: list[str], audited: Auditor) -> None:
    """The two statements meet, though their values differ: a conflict hides behind no wording."""
    found = verdicts(audited(a + MORE[language], b + OTHER[language]))
    assert ("conflict", values) in found, found


@pytest.mark.parametrize(
    ("language", "a", "b"),
    [
        pytest.param(
            "vi",
            "Năm 2024, tỷ lệ hộ dùng nước sạch ở đô thị đạt 98,2%.",
            "Năm 2024, tỷ lệ hộ dùng nước sạch ở nông thôn đạt 89,2%.",
            id="urban, rural",
        ),
        pytest.param(
            "vi",
            "Năm 2024, công nhận mới 12 trường đạt chuẩn quốc gia.",
            "Năm 2024, công nhận lại 21 trường đạt chuẩn quốc gia.",
            id="new, again",
        ),
        pytest.param(
            "vi",
            "Năm 2024, có 1.245 lao động nam được đào tạo nghề.",
            "Năm 2024, có 1.425 lao động nữ được đào tạo nghề.",
            id="men, women",
        ),
        pytest.param(
            "vi",
            "Kim ngạch xuất khẩu năm 2024 đạt 645,9 triệu USD.",
            "Kim ngạch nhập khẩu năm 2024 đạt 654,9 triệu USD.",
            id="export, import",
        ),
        pytest.param(
            "vi",
            "Năm 2024, toàn tỉnh kết nạp 1.245 đảng viên.",
            "Năm 2024, Đảng bộ khối doanh nghiệp kết nạp 145 đảng viên.",
            id="province, branch",
        ),
        pytest.param(
            "vi",
            "Tốc độ tăng trưởng kinh tế năm 2024 đạt 7,86%.",
            "Tốc độ tăng trưởng kinh tế cả nước năm 2024 đạt 7,09%.",
            id="province, country",
        ),
        pytest.param(
            "vi",
            "Năm 2024, toàn tỉnh giải quyết việc làm cho 4.215 lao động.",
            "Năm 2024, xã Tân Lập giải quyết việc làm cho 421 lao động.",
            id="province, commune",
        ),
        pytest.param(
            "vi",
            "Kim ngạch xuất khẩu năm 2024 tăng 12,5%.",
            "Năm 2024, kim ngạch xuất khẩu chiếm 15,2% tổng kim ngạch của cả vùng.",
            id="growth, share",
        ),
        pytest.param(
            "vi",
            "Dự toán thu nội địa năm 2024 được giao 4.350 tỷ đồng.",
            "Thu nội địa năm 2024 đạt 4.530 tỷ đồng.",
            id="planned, achieved",
        ),
        pytest.param(
            "vi",
            "Đến hết năm 2024, có 128 xã đạt chuẩn nông thôn mới.",
            "Đến hết năm 2024, có 28 xã đạt chuẩn nông thôn mới nâng cao.",
            id="standard, advanced standard",
        ),
        pytest.param(
            "vi",
            "Đến hết năm 2024, có 28 xã đạt chuẩn nông thôn mới nâng cao.",
            "Đến hết năm 2024, có 18 xã đạt chuẩn nông thôn mới kiểu mẫu.",
            id="advanced standard, model",
        ),
        pytest.param(
            "vi",
            "Ban Thường vụ Tỉnh ủy lần đầu có 16 đồng chí.",
            "Ban Thường vụ Tỉnh ủy hiện nay có 14 đồng chí.",
            id="first appointed, at present",
        ),
        pytest.param(
            "vi",
            "Năm 2024, đã xây mới 1.245 căn nhà cho hộ nghèo.",
            "Năm 2024, đã sửa chữa 1.254 căn nhà cho hộ nghèo.",
            id="built, repaired",
        ),
        pytest.param(
            "vi",
            "Trước sáp nhập, tỉnh có 194 đơn vị hành chính cấp xã.",
            "Sau sáp nhập, tỉnh có 65 đơn vị hành chính cấp xã.",
            id="before, after the merger",
        ),
        pytest.param(
            "vi",
            "Năm 2024, tỉnh trồng 1.245 ha rừng. Sản lượng gỗ khai thác đạt 34.500 m3.",
            "Năm 2023, tỉnh trồng 1.180 ha rừng. Sản lượng gỗ khai thác đạt 31.200 m3.",
            id="sentences that go on with the time before",
        ),
        pytest.param(
            "vi",
            "6 tháng đầu năm 2024, du lịch phục hồi.\n\nTổng thu du lịch ước đạt 12.300 tỷ đồng.",
            "Năm 2024, du lịch phục hồi.\n\nTổng thu du lịch ước đạt 25.100 tỷ đồng.",
            id="texts that open with two times",
        ),
        pytest.param(
            "vi",
            "6 tháng đầu năm 2024, vốn FDI thu hút được bằng 51,6% kế hoạch năm 2024.",
            "Năm 2024, vốn FDI thu hút được bằng 95,9% kế hoạch.",
            id="the year of a plan",
        ),
        pytest.param(
            "vi",
            "Chỉ số sản xuất ngành chế biến năm 2024 tăng 19,4%.",
            "Năm 2024, ngành chế biến tăng 11,8%.",
            id="an index and what it is of",
        ),
        pytest.param(
            "vi",
            "Khách đến bằng đường hàng không chiếm 84,4% lượng khách quốc tế đến tỉnh và tăng 35,6% so với năm trước.",
            "Lượng khách quốc tế đến tỉnh tăng 38,9% so với năm trước.",
            id="one way and all",
        ),
        pytest.param(
            "vi",
            "Công nghiệp chế biến năm 2024 cao hơn 4,05 điểm % so với cùng kỳ.",
            "Công nghiệp chế biến năm 2024 tăng 6,85% so với cùng kỳ.",
            id="points and per cent",
        ),
        pytest.param(
            "vi",
            "Nhiệm kỳ 2025 - 2030.\n\nTỷ lệ đô thị hóa đạt 45,2%. Tỷ lệ hộ nghèo đến năm 2030 là 1,2%.",
            "Tỷ lệ đô thị hóa đạt 38,4%.",
            id="a passage of a time to come",
        ),
        pytest.param(
            "vi",
            "Trước ngày 01/7/2025, tỉnh có 194 đơn vị hành chính cấp xã.",
            "Sau hợp nhất, tỉnh có 149 đơn vị hành chính cấp xã.",
            id="before a day, after the merger",
        ),
        pytest.param(
            "vi",
            "Tỷ lệ hộ nghèo năm 2022 (theo chuẩn nghèo đa chiều giai đoạn 2016 - 2020) còn 4,21%.",
            "Tỷ lệ hộ nghèo năm 2022 (theo chuẩn nghèo đa chiều giai đoạn 2021 - 2025) còn 8,12%.",
            id="criteria in brackets",
        ),
        pytest.param(
            "vi",
            "Chỉ số hài lòng năm 2024 tăng 1,52 điểm so với năm 2023.",
            "So với năm 2020, chỉ số hài lòng năm 2024 tăng 5,21 điểm.",
            id="changes on two years, one told before",
        ),
        pytest.param(
            "vi",
            "Năm 2024, có 91,4% tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ trở lên.",
            "Năm 2024, đảng viên hoàn thành tốt nhiệm vụ trở lên đạt 91,4%.",
            id="things of one sort, with one value",
        ),
        pytest.param(
            "en",
            "Bus passengers made 12.4 million trips in the region in 2024.",
            "Rail passengers made 12.4 million trips in the region in 2024.",
            id="buses, trains, with one value",
        ),
        pytest.param(
            "vi",
            "Lũy kế đến hết năm 2024, giải ngân cho vay nhà ở xã hội 318 tỷ đồng cho 742 khách hàng.",
            "Năm 2024, giải ngân cho vay nhà ở xã hội 44 tỷ đồng cho 97 khách hàng.",
            id="added up, in one year; told once for two figures",
        ),
        pytest.param(
            "en",
            "In 2024, 1,245 women were trained in digital skills.",
            "In 2024, 1,254 men were trained in digital skills.",
            id="women, men",
        ),
        pytest.param(
            "en",
            "In 2024, 1,245 council homes were built.",
            "In 2024, 1,254 council homes were refurbished.",
            id="built, refurbished",
        ),
        pytest.param(
            "vi",
            "Năm 2024, tỉnh đứng thứ 7 cả nước về thu hút đầu tư nước ngoài.",
            "Năm 2024, tỉnh đứng thứ 2 trong vùng về thu hút đầu tư nước ngoài.",
            id="ranks in the nation, in a part of it",
        ),
        pytest.param(
            "vi",
            "Năm 2024, GRDP của tỉnh tăng 7,9%.",
            "Năm 2024, GRDP của vùng tăng 8,1%.",
            id="a province, its part of the country",
        ),
        pytest.param(
            "vi",
            "Năm 2024, các dự án FDI có vốn đăng ký 412 triệu USD.",
            "Năm 2024, các dự án FDI có vốn thực hiện 367 triệu USD.",
            id="capital registered, realised",
        ),
        pytest.param(
            "vi",
            "Năm 2024, khu vực công nghiệp - xây dựng tăng 11,4%.",
            "Năm 2024, riêng ngành công nghiệp tăng 12,7%.",
            id="a sector, its industry alone",
        ),
        pytest.param(
            "vi",
            "Nghị quyết đề ra thu nhập bình quân đầu người 65 triệu đồng vào năm 2025.",
            "Thu nhập bình quân đầu người năm 2025 đạt 61,3 triệu đồng.",
            id="what a resolution sets, what was reached",
        ),
        pytest.param(
            "en",
            "In 2024, the first dose of measles vaccine reached 93.4% of two-year-olds.",
            "In 2024, the second dose of measles vaccine reached 89.7% of two-year-olds.",
            id="first dose, second dose",
        ),
        pytest.param(
            "en",
            "In 2024, 78% of council homes met the Decent Homes Standard.",
            "In 2024, 71% of private rented homes met the Decent Homes Standard.",
            id="homes of two sorts of landlords",
        ),
        pytest.param(
            "en",
            "The unemployment rate in 2024 was 4.6%.",
            "Nationally, the unemployment rate in 2024 was 6.4%.",
            id="region, nation",
        ),
        pytest.param(
            "en",
            "Unemployment was 4.6% in 2024, 0.5 percentage points lower than in 2023.",
            "The number of unemployed people fell by 0.5% in 2024 compared with 2023.",
            id="points of a rate, percent of a number",
        ),
        pytest.param(
            "en",
            "Savings planned for 2024 came to £18.6 million: £7.2 million in adult services and the rest in property.",
            "Savings of £16.1 million were made in 2024, of which £2.7 million in adult services.",
            id="parts of what was planned, of what was made",
        ),
    ],
)
def test_put_alike(language: str, a: str, b: str, audited: Auditor) -> None:
    """Nothing is held to be one fact, and nothing is reported."""
    result = audited(a + MORE[language], b + OTHER[language])
    assert [f.message[0] for f in result.findings] == []
    assert [v for v, _ in verdicts(result) if v in (Standing.CONFLICT, Standing.CONSISTENT, Standing.ROUNDED)] == []


def test_an_agreement_tells_the_time(audited: Auditor) -> None:
    """A figure without a time that agrees with that of one year does not contradict that of another."""
    result = audited(
        "The trust spent $9.8 million of flood money from its own funds, including $5.5 million for river banks and "
        "$4.3 million for pumping stations.",
        "Its flood money in 2023, with $5.5 million for river banks and $4.3 million for pumping stations, helped many. "
        "In 2022, the trust spent $9.8 million of flood money from its own funds, including $6.1 million for river "
        "banks and $3.7 million for pumping stations.",
    )
    assert [f.message[1] for f in result.findings] == []
    agreed = [texts[0] for verdict, texts in verdicts(result) if verdict == Standing.CONSISTENT]
    assert agreed == ["9.8 million", "5.5 million", "4.3 million"]


def test_what_it_is_ranked_among_is_no_scope(audited: Auditor) -> None:
    """The province's growth stays its own where the sentence ranks it in the country."""
    result = audited(
        "Năm 2024, tỉnh thuộc nhóm dẫn đầu cả nước, với tốc độ tăng trưởng GRDP đạt 12,16%.",
        "Tốc độ tăng trưởng GRDP của tỉnh năm 2024 đạt 11,72%.",
    )
    assert [f.rule for f in result.findings] == ["cross-value"]


@pytest.mark.parametrize(
    ("heading", "title", "period"),
    [
        ("Kết quả năm 2024", None, "2024"),
        ("1. Kết quả năm 2024", None, "2024"),
        ("Báo cáo năm 2024", None, None),
        ("KẾT QUẢ NĂM 2024", None, "2024"),
        ("KẾT QUẢ NĂM 2024", "BÁO CÁO KẾT QUẢ NĂM 2024", None),
        ("Thực hiện chương trình ban hành ngày 12/5/2024 trong năm 2024", None, None),
    ],
)
def test_time_of_a_heading(heading: str, title: str | None, period: str | None, knowledge: Knowledge) -> None:
    """A heading's time holds for the figures below it; that of a title, or one of two, does not."""
    document = small_document("report", "Tỷ lệ hộ dùng nước sạch đạt 92,48%.", heading, 2025, "vi")
    document = dataclasses.replace(document, title=title)
    (figure,) = extract(document, knowledge.packs["vi"]).figures
    assert (figure.period.label if figure.period else None) == period


def test_ten_items_of_a_list(audited: Auditor) -> None:
    """A list of ten breakdowns meets the same list in another order item by item; the one odd value is found."""
    crops = ["lúa", "ngô", "khoai", "sắn", "lạc", "đậu tương", "mía", "chè", "cà phê", "cao su"]
    values = [f"{111 + 37 * i},{i} nghìn tấn" for i in range(len(crops))]
    first = "; ".join(f"{crop} {value}" for crop, value in zip(crops, values, strict=True))
    odd = [value if i != 6 else "343,6 nghìn tấn" for i, value in enumerate(values)]
    second = "; ".join(reversed([f"{crop} là {value}" for crop, value in zip(crops, odd, strict=True)]))
    result = audited(
        f"Sản lượng cây trồng năm 2024: {first}." + MORE["vi"],
        f"Năm 2024, sản lượng cây trồng của tỉnh: {second}." + OTHER["vi"],
    )
    wanted = [("consistent" if i != 6 else "conflict", [values[i], odd[i]]) for i in range(len(crops))]
    assert sorted(verdicts(result)) == sorted(wanted)
    assert len(result.findings) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(
            "Tỷ lệ hộ dùng nước sạch của tỉnh năm 2024 đạt 92,48%.",
            "Tỷ lệ hộ dùng nước sạch của tỉnh đạt 94,28%.",
            id="period",
        ),
        pytest.param(
            "Tỷ lệ hộ dùng nước sạch cấp xã năm 2024 đạt 92,48%.",
            "Tỷ lệ hộ dùng nước sạch năm 2024 đạt 94,28%.",
            id="scope",
        ),
    ],
)
def test_unsaid_on_one_side(a: str, b: str, audited: Auditor) -> None:
    """A period or scope that one side leaves unsaid makes a warning of what would be an error."""
    (finding,) = audited(a + MORE["vi"], b + OTHER["vi"]).findings
    assert finding.severity is Severity.WARNING


def test_unlikely_alignments_are_no_errors(knowledge: Knowledge) -> None:
    """What is held to be one indicator with little likelihood is reported as a warning at most."""
    looked_at = 0
    for language in ("vi", "en"):
        result = audit(sorted(str(p) for p in (SAMPLES / language).glob("*.txt")), knowledge=knowledge)
        unsure = {m.id for a in result.alignments if a.status is Status.CONFLICT and a.score < SURE for m in a.members}
        errors = [f for f in result.findings if f.severity is Severity.ERROR and f.rule.startswith("cross-")]
        looked_at += len(errors)
        assert [f.message[1] for f in errors if {e.id for e in f.evidence} & unsure] == []
    assert looked_at


TERMS = [
    """Trà Giang, ngày 10 tháng 9 năm {year}

BÁO CÁO CHÍNH TRỊ

Tỷ lệ hộ nghèo của tỉnh còn {poor}%. Thu ngân sách nhà nước đạt {revenue} tỷ đồng. Năm 2019, tỷ lệ che phủ rừng đạt
{forest}%. {wanted} đến năm 2025, tỷ lệ lao động qua đào tạo đạt {trained}%.
""".format(**said)
    for said in (
        {"year": 2020, "poor": "7,45", "revenue": "4.215", "forest": "61,2", "wanted": "Phấn đấu", "trained": "65,5"},
        {"year": 2025, "poor": "4,57", "revenue": "7.251", "forest": "62,1", "wanted": "Mục tiêu", "trained": "66,5"},
    )
]


def test_documents_of_two_terms(audited: Auditor) -> None:
    """Restated targets and history meet; the results of two terms do not."""
    result = audited(*TERMS)
    assert sorted(f.rule for f in result.findings) == ["restated-history", "restated-target"]
    compared = sorted(texts for verdict, texts in verdicts(result) if verdict == Standing.CONFLICT)
    assert compared == [["61,2%", "62,1%"], ["65,5%", "66,5%"]]


def test_explained_on_the_command_line(tmp_path: Path) -> None:
    """``auditor align --explain`` says what met, what each part weighs, and why two figures were not compared."""
    texts = {
        "a": "Năm 2024, tỷ lệ hộ nghèo của tỉnh còn 5,25%. 6 tháng đầu năm 2025, tỷ lệ tốt nghiệp đạt 99,08%.",
        "b": "Tỷ lệ hộ nghèo của tỉnh năm 2024 là 5,52%. Giai đoạn 2021 - 2025, tỷ lệ tốt nghiệp đạt 99,19%.",
    }
    files = []
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        files.append(str(tmp_path / f"{name}.txt"))
    pair = [*files, "--same-organisation"]
    poor = run("align", *pair, "--explain", "ho ngheo", "--lang", "en").stdout
    assert "5,25%" in poor
    assert "5,52%" in poor
    assert "words" in poor
    graduated = run("align", *pair, "--explain", "tot nghiep", "--lang", "en").stdout
    assert "different period: 2025-H1 against 2021/2025" in graduated, graduated


@pytest.mark.parametrize("language", ["vi", "en"])
def test_equal_quotations_without_a_noun(language: str, audited: Auditor) -> None:
    """A slogan in quotation marks meets itself where no noun governs it, and contradicts nothing."""
    slogan = {"vi": "“Ngày thứ Năm vì học sinh”", "en": "“Clean, Fair and Open to All”"}[language]
    other = {"vi": "“Ngày thứ Năm vì học trò”", "en": "“Clean, Fair and Open to Many”"}[language]
    text = {"vi": "Nền nếp {} được giữ ở cả tỉnh.", "en": "The region that is {} goes on."}[language]
    same = audited(text.format(slogan) + MORE[language], text.format(slogan) + OTHER[language])
    assert [v for v, _ in verdicts(same)] == ["consistent"]
    assert audited(text.format(slogan) + MORE[language], text.format(other) + OTHER[language]).findings == ()
