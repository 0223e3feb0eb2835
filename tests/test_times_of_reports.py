"""What a report is on: the part of a year in its title, asides in brackets, plans for the year ahead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import NATION, Role, Severity
from auditor.pipeline import Audit
from tests.said import figures, label

HALF = "BÁO CÁO\nTình hình kinh tế - xã hội 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2024 của huyện Yên Sơn\n\n"
YEAR = "BÁO CÁO\nKết quả nhiệm vụ kinh tế - xã hội năm 2024, phương hướng năm 2025 của huyện Yên Sơn\n\n"
PLAN = "NGHỊ QUYẾT\nVề kế hoạch kinh tế - xã hội năm 2025 của huyện Yên Sơn\nYên Sơn, ngày 15 tháng 12 năm 2024\n\n"


def loud(result: Audit) -> list[tuple[str, str]]:
    """Rule and message of what is said aloud."""
    return [(f.rule, f.message[1]) for f in result.findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize("title", [HALF, HALF.replace("BÁO CÁO\nTình", "BÁO CÁO tình"), f"UBND HUYỆN YÊN SƠN\n{HALF}"])
def test_a_half_year_report_says_nothing_of_the_year(title: str, audited: Callable[..., Audit]) -> None:
    """Figures without a time are those of the report's, so the report on the year does not contradict them."""
    result = audited(
        f"{title}Đến nay, toàn huyện trồng mới 215 ha rừng. Ghi nhận 36 ca sốt xuất huyết.",
        f"{YEAR}Toàn huyện trồng mới 428 ha rừng. Ghi nhận 81 ca sốt xuất huyết.",
    )
    assert loud(result) == []
    read = figures(result)
    assert (label(read["215 ha"]), label(read["36"])) == ("2024-06", "2024-H1")


def test_what_the_two_reports_say_of_the_same_half_is_compared(audited: Callable[..., Audit]) -> None:
    """A figure of the report on the year that names the half-year meets the one of the half-year report."""
    result = audited(
        f"{HALF}Toàn huyện trồng mới 215 ha rừng.",
        f"{YEAR}Toàn huyện trồng mới 428 ha rừng, trong đó 6 tháng đầu năm trồng mới 251 ha rừng.",
    )
    assert [rule for rule, _ in loud(result)] == ["cross-value"]


def test_a_time_in_an_aside_holds_there_alone(audited: Callable[..., Audit]) -> None:
    """``(of it 4 in the first half), 9 % of the plan``: the share is that of the year."""
    text = "Sản lượng cả năm đạt 9.162 tấn (trong đó 6 tháng đầu năm đạt 4.286 tấn), đạt 100,9% kế hoạch."
    read = figures(audited(f"{YEAR}{text}"))
    assert {text: label(f) for text, f in read.items()} == {
        "9.162 tấn": "2024",
        "4.286 tấn": "2024-H1",
        "100,9%": "2024",
    }


def test_a_time_alone_in_brackets_holds_for_what_follows(audited: Callable[..., Audit]) -> None:
    """``The rate (in 2023) was 4 %``."""
    read = figures(audited("Tỷ lệ hộ nghèo (năm 2023) còn 4,12% tổng số hộ của tỉnh."))
    assert label(read["4,12%"]) == "2023"


def test_what_is_wanted_stays_wanted_behind_a_plan(audited: Callable[..., Audit]) -> None:
    """A plan that is to be met is itself a plan; what follows in the list is wanted."""
    text = "Phấn đấu cả năm 2024: thu ngân sách đạt dự toán 286 tỷ đồng; thành lập mới 45 doanh nghiệp."
    read = figures(audited(f"{HALF}{text}"))
    assert (read["286 tỷ đồng"].role, read["45"].role) == (Role.PLAN, Role.TARGET)


def test_a_plan_for_the_next_year_reports_on_its_own(audited: Callable[..., Audit]) -> None:
    """A resolution of December on the plan of the next year tells results of this one."""
    result = audited(
        f"{YEAR}Toàn huyện trồng mới 428 ha rừng.",
        f"{PLAN}Hội đồng nhân dân đánh giá: toàn huyện trồng mới 482 ha rừng.",
    )
    assert [e.document.year for e in result.extracts] == ["2024", "2024"]
    assert [rule for rule, _ in loud(result)] == ["cross-value"]


def test_the_beginning_of_a_year_is_the_end_of_the_one_before(audited: Callable[..., Audit]) -> None:
    """A state told at either is one state."""
    result = audited(
        "Đầu năm 2024, toàn huyện còn 412 hộ chưa có điện lưới.",
        "Đến cuối năm 2023, toàn huyện còn 421 hộ chưa có điện lưới.",
    )
    assert [rule for rule, _ in loud(result)] == ["cross-value"]


def test_the_plan_of_the_year_is_no_time_of_its_share(audited: Callable[..., Audit]) -> None:
    """``54 % of the plan of the year`` by the middle of it."""
    read = figures(audited("6 tháng đầu năm 2025, thu ngân sách đạt 54,0% dự toán cả năm."))
    assert label(read["54,0%"]) == "2025-H1"


def test_the_days_of_an_event_are_no_time_of_what_follows(audited: Callable[..., Audit]) -> None:
    """What took place on some days of a month; a span of months is the time of what is counted in it."""
    event = "Ngày hội diễn ra từ ngày 12 đến ngày 14/4/2024; toàn huyện đón 86 nghìn lượt khách."
    span = "Từ ngày 15/12/2023 đến ngày 14/12/2024, toàn huyện xảy ra 31 vụ cháy."
    assert label(figures(audited(event))["86 nghìn"]) == ""
    assert label(figures(audited(span))["31"]) == "2024-12"


def test_the_day_of_a_cited_document_dates_no_report(audited: Callable[..., Audit]) -> None:
    """A report on this year that cites a decision of last December is one of this year."""
    found = audited(
        "Xã Yên Sơn\nBÁO CÁO CHÍNH TRỊ\nnhiệm kỳ 2025 - 2030\n\nSản lượng chè năm 2025 đạt 4.150 tấn. Triển khai Quyết định số "
        "88-QĐ/TU ngày 12/12/2024 của Huyện ủy."
    ).extracts[0]
    assert (found.document.date or "")[:4] == "2025"
    assert {f.text: f.role for f in found.figures}["4.150 tấn"] is Role.RESULT


def test_a_time_in_a_bracket_is_that_of_where_a_change_began(audited: Callable[..., Audit]) -> None:
    """``From 41.2 (in 2020) to 66.8``: what was reached is not of 2020, and what a bracket tells is not what was reached."""
    found = audited(
        "Đến hết năm 2025, thu nhập bình quân từ mức 41,2 triệu đồng (năm 2020) tăng lên 66,8 triệu đồng, đứng đầu vùng. Số thôn của "
        "huyện giảm từ 131 (94 thôn vùng cao, 37 thôn vùng thấp) xuống 72 thôn."
    ).extracts[0]
    read = {f.text: f for f in found.figures}
    assert label(read["41,2 triệu đồng"]) == "2020"
    assert label(read["66,8 triệu đồng"]) != "2020"
    assert (read["131"].measure, read["131"].role) == ("level", Role.BASELINE)


def test_what_was_over_is_not_the_present(audited: Callable[..., Audit]) -> None:
    """What the term before reached and what there is now differ without a contradiction."""
    assert (
        loud(
            audited(
                "Huyện Yên Sơn\nNGHỊ QUYẾT\nngày 20 tháng 8 năm 2020\n\nKết quả nhiệm kỳ 2015 - 2020: 11 hợp tác xã đạt tiêu chuẩn "
                "VietGAP.",
                "Huyện Yên Sơn\nBÁO CÁO\nngày 20 tháng 8 năm 2025\n\nĐến nay có 17 hợp tác xã đạt tiêu chuẩn VietGAP.",
            )
        )
        == []
    )


def test_chief_targets_of_a_term_at_its_end_are_results(audited: Callable[..., Audit]) -> None:
    """Below `Các chỉ tiêu chủ yếu nhiệm kỳ 2020 - 2025` a report of 2025 shows results, a resolution of 2020 targets."""
    rows = "CÁC CHỈ TIÊU CHỦ YẾU NHIỆM KỲ 2020 - 2025\n\nSố bác sĩ của huyện: 218\n"
    ended = audited(f"Huyện Yên Sơn, ngày 20 tháng 8 năm 2025\n\n{rows}").extracts[0]
    ahead = audited(f"Huyện Yên Sơn, ngày 20 tháng 8 năm 2020\n\n{rows}").extracts[0]
    assert [x.figures[0].role for x in (ended, ahead)] == [Role.RESULT, Role.TARGET]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("6 tháng đầu năm, huyện thu 412 tỷ đồng, tăng 6,1% so với cùng kỳ năm 2022.", "2023-H1"),
        ("Đến hết tháng 9/2024, huyện có 412 hộ nghèo, giảm 38 hộ so với cuối năm 2021.", "2024-09"),
    ],
)
def test_an_undated_text_is_not_of_the_year_it_compares_with(
    text: str, time: str, audited: Callable[..., Audit]
) -> None:
    """A base of comparison dates no text: what is told of a later time is a result, not a target."""
    first = audited(text).extracts[0].figures[0]
    assert (label(first), first.role) == (time, Role.RESULT)


def test_a_line_before_a_list_names_its_items_targets(audited: Callable[..., Audit]) -> None:
    """``Chief targets for 2025:`` holds for the items below it, not for what follows, nor do targets that were met."""
    read = figures(
        audited(
            f"{YEAR}Các chỉ tiêu chủ yếu năm 2025:\n- Thu ngân sách đạt 640 tỷ đồng.\n- Hộ nghèo còn 312 hộ.\n\n"
            "Các chỉ tiêu đạt và vượt kế hoạch:\n- Xuất khẩu đạt 18 triệu USD.\n\nTrồng mới 428 ha rừng."
        )
    )
    assert {text: (f.role, label(f)) for text, f in read.items()} == {
        "640 tỷ đồng": (Role.TARGET, "2025"),
        "312": (Role.TARGET, "2025"),
        "18 triệu USD": (Role.RESULT, ""),
        "428 ha": (Role.RESULT, ""),
    }


@pytest.mark.parametrize(
    "text",
    [
        # Two bodies, each with those disciplined by it.
        "Cấp ủy các cấp đã kỷ luật 318 đảng viên; trong đó, có 42 cấp ủy viên, chiếm 13,2%.\n\n"
        "Ủy ban kiểm tra các cấp đã kỷ luật 90 đảng viên; trong đó, có 21 cấp ủy viên, chiếm 23,3%.",
        # Twice as many as at a third time.
        "Tỷ lệ hộ dùng nước sạch tăng từ 72% năm 2021 lên 78% năm 2023, cao gấp đôi so với tỷ lệ 39% vào năm 2012.",
        # Growth of the whole, levels per head.
        "Giai đoạn 2018 - 2021, tốc độ tăng GRDP bình quân đạt 11,5%/năm, GRDP bình quân đầu người từ 9,2 triệu "
        "đồng/người năm 2018 tăng lên 14,1 triệu đồng/người năm 2021.",
    ],
)
def test_no_alarm_in_forms_of_published_reports(text: str, audited: Callable[..., Audit]) -> None:
    """What stands near is told of another thing, another body or another time."""
    assert loud(audited(f"{YEAR}{text}")) == []


ACCOUNT = "Kinh tế huyện Yên Sơn tiếp tục khởi sắc\n\nNgày 28/10/2024\n\n"


def test_a_sentence_without_figures_says_of_what_time_the_next_tells(audited: Callable[..., Audit]) -> None:
    """``In the first nine months, many … . Of these, …``, also in a passage that opens no document."""
    result = audited(
        f"{ACCOUNT}Hội nghị diễn ra chiều qua.\n\n"
        "Trong 9 tháng đầu năm 2024, nhiều lĩnh vực tăng trưởng khá. Cụ thể, toàn huyện trồng mới 215 ha rừng."
    )
    assert label(figures(result)["215 ha"]) == "2024-M9"


def test_the_first_words_of_an_account_date_all_of_it(audited: Callable[..., Audit]) -> None:
    """A title of another time, or of none, leaves it to the first words to say what is reported on."""
    result = audited(
        "Khai mạc kỳ họp giữa năm 2024\n\n6 tháng đầu năm 2024, kinh tế huyện Yên Sơn tăng 7,2%.\n\n"
        "Toàn huyện trồng mới 215 ha rừng.",
        f"{YEAR}6 tháng đầu năm 2024 còn nhiều khó khăn.\n\nToàn huyện trồng mới 428 ha rừng.",
    )
    assert label(figures(result)["215 ha"]) == "2024-H1"
    assert label(figures(result, 1)["428 ha"]) == ""


def test_a_date_on_a_line_of_its_own_dates_a_document(audited: Callable[..., Audit]) -> None:
    """In numbers too, with a weekday and a clock time; and a later year in the title is that of what is wanted."""
    for line in ("Ngày 17/9/2024", "Thứ Ba, 17/09/2024, 09:30 (GMT+7)", "Ngày đăng: 17-09-2024"):
        result = audited(f"Huyện Yên Sơn hướng tới năm 2030\n\n{line}\n\nToàn huyện trồng mới 215 ha rừng năm 2023.")
        document = result.extracts[0].document
        assert (document.date, document.year) == ("2024-09-17", "2024"), line


def test_a_day_in_running_text_dates_no_document(audited: Callable[..., Audit]) -> None:
    """Only a line that holds nothing else."""
    result = audited("Huyện Yên Sơn\n\n17/9/2021 là ngày khởi công.\n\nNăm 2024, toàn huyện trồng mới 215 ha rừng.")
    assert result.extracts[0].document.date == "2024"


def test_an_account_of_a_financial_year_tells_of_that_year(audited: Callable[..., Audit]) -> None:
    """What two reports tell of two such years is no contradiction, nor with the year before in brackets."""
    report = "Port Authority: Financial Review {}\n\nTotal income was £{}m ({}: £{}m). Cash reserves stood at £{}m."
    result = audited(
        report.format("2021-22", "84.6", "2020-21", "79.1", "12.4"),
        report.format("2022-23", "91.3", "2021-22", "84.6", "17.9"),
    )
    assert loud(result) == []
    assert label(figures(result)["84.6m"]) == "2021/2022"
    slipped = audited(
        report.format("2021-22", "84.6", "2020-21", "79.1", "12.4"),
        report.format("2022-23", "91.3", "2021-22", "86.4", "17.9"),
    )
    assert [rule for rule, _ in loud(slipped)] in (["cross-value"], ["restated-history"])


def test_what_a_rise_starts_from_is_of_no_time_that_is_not_said(audited: Callable[..., Audit]) -> None:
    """``rose from 7.5 to 8.2 million`` in a sentence on 2023: only the latter is of 2023."""
    result = audited(
        "Harbour Report\n\nThe fleet shrank to 310 ships in 2023, while its cargo rose from 7.5 million to 8.2 million tonnes."
    )
    read = figures(result)
    assert (label(read["7.5 million"]), read["7.5 million"].role) == ("", Role.BASELINE)
    assert label(read["8.2 million tonnes"]) == "2023"


def test_who_tells_it_is_not_of_what_time(audited: Callable[..., Audit]) -> None:
    """``According to the office, in ten months …`` opens with the time, too."""
    result = audited(
        "Gỗ rừng trồng xuất khẩu nhiều\n\nTháng 11/2024\n\n"
        "Theo Sở Nông nghiệp và Môi trường huyện Yên Sơn, 10 tháng năm 2024, xuất khẩu gỗ đạt 51,7 triệu USD.\n\n"
        "Toàn huyện trồng mới 215 ha rừng."
    )
    assert label(figures(result)["215 ha"]) == "2024-M10"


def test_what_may_be_reached_is_no_result(audited: Callable[..., Audit]) -> None:
    """A forecast for the whole year beside what was reached so far."""
    result = audited(f"{ACCOUNT}Trong 9 tháng, xuất khẩu gỗ đạt 51,7 triệu USD. Cả năm có thể đạt 75 triệu USD.")
    assert figures(result)["75 triệu USD"].role is Role.ESTIMATE


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("khoảng 85,5 triệu đồng", "88,5 triệu đồng", True),
        ("gần 95 triệu đồng", "89,9 triệu đồng", True),
        ("gần 95 triệu đồng", "94,9 triệu đồng", False),
        ("khoảng 400 triệu đồng", "412 triệu đồng", False),
        ("xấp xỉ 1.900 triệu đồng", "1.896 triệu đồng", False),
    ],
)
def test_about_leaves_one_of_the_last_digit_open(
    one: str, other: str, found: bool, audited: Callable[..., Audit]
) -> None:
    """``About 85.5`` is no 88.5, but ``about 400`` may be 412."""
    head = "BÁO CÁO\nKết quả năm 2024 của huyện Yên Sơn\n\nThu nhập bình quân đầu người năm 2024 đạt "
    assert bool(loud(audited(f"{head}{one}.", f"{head}{other}."))) is found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Quy mô kinh tế năm 2024 đạt 41.200 tỷ đồng",
            "Quy mô kinh tế năm 2024 theo giá so sánh 2010 đạt 23.700 tỷ đồng",
        ),
        ("Xuất khẩu thủy sản năm 2024 đạt 8,33 triệu USD", "Xuất khẩu thủy sản năm 2024 thặng dư 6,88 triệu USD"),
    ],
)
def test_amounts_of_two_sorts_are_no_contradiction(one: str, other: str, audited: Callable[..., Audit]) -> None:
    """At constant prices, and what is left when imports are taken off."""
    head = "BÁO CÁO\nKết quả năm 2024 của huyện Yên Sơn\n\n"
    assert loud(audited(f"{head}{one}.", f"{head}{other}.")) == []


def test_what_grows_is_told_by_its_words(audited: Callable[..., Audit]) -> None:
    """``Tăng trưởng kinh tế`` and ``Tốc độ tăng trưởng kinh tế`` speak of one thing, that of credit of another."""
    head = "BÁO CÁO\nKết quả năm 2024 của huyện Yên Sơn\n\n"
    said = f"{head}Tốc độ tăng trưởng kinh tế của huyện năm 2024 ước thực hiện 7,4%."
    assert loud(audited(said, f"{head}Nhìn chung, tăng trưởng kinh tế năm 2024 đạt 7,9%."))
    assert loud(audited(said, f"{head}Nhìn chung, tăng trưởng tín dụng năm 2024 đạt 7,9%.")) == []


def test_targets_that_are_counted_plan_nothing(audited: Callable[..., Audit]) -> None:
    """``(4 targets), culture (5 targets)`` counts them; days in brackets and years to come are no figures."""
    result = audited(
        "Đại hội đề ra 14 chỉ tiêu, gồm kinh tế (9 chỉ tiêu), văn hóa (5 chỉ tiêu), họp trong hai ngày (29-9 và 1-10) "
        "cho 5 năm tới. Kết nạp được 82/145 chỉ tiêu (đạt 56,55%)."
    )
    read = figures(result)
    assert {text: figure.role for text, figure in read.items() if figure.role is not Role.RESULT} == {}
    assert not {"29", "29-9", "1-10"} & set(read)


def test_an_area_alone_in_the_title_and_named_most_is_whose_it_is(audited: Callable[..., Audit]) -> None:
    """Though others stand beside it to compare with; two in the title, or another named as often, leave it open."""
    text = "{}\n\nNgày 07/02/2025\n\nNăm 2024, GRDP của Quảng Ngãi tăng 4,1%. Kết quả của Quảng Ngãi cao hơn Phú Yên (3,2%), Kon Tum (2,9%)."
    for title, expected in (
        ("Quảng Ngãi vượt mốc mới", "Quảng Ngãi"),
        ("Quảng Ngãi và Phú Yên vượt mốc mới", None),
        ("Kon Tum vượt mốc mới", None),
    ):
        result = audited(text.format(title))
        assert result.extracts[0].document.organisation == expected, title


def test_the_title_says_whose_a_congress_report_is(audited: Callable[..., Audit]) -> None:
    """Though it stands there alone, and the congress is counted in capitals."""
    text = (
        "BÁO CÁO CHÍNH TRỊ\ncủa Ban Chấp hành Đảng bộ tỉnh {} khóa XIX\n\n"
        "KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ TỈNH LẦN THỨ XIX, NHIỆM KỲ 2020 - 2025\n\n"
        "Năm 2024 kết nạp 821 đảng viên."
    )
    assert audited(text.format("Lạc Sơn")).extracts[0].document.organisation == "Lạc Sơn"


def test_whose_a_short_document_is(audited: Callable[..., Audit]) -> None:
    """The smaller area below the greater one in the letterhead, an office below it, and a ministry of the whole nation."""
    for head, expected in (
        ("ĐẢNG BỘ TỈNH LẠC SƠN\nĐẢNG ỦY XÃ TÂN PHÚ\n*\nBÁO CÁO CHÍNH TRỊ", "Tân Phú"),
        ("UBND TỈNH LẠC SƠN\nSỞ TÀI CHÍNH\n\nBÁO CÁO", "Lạc Sơn"),
        ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\n\nHà Nội, ngày 02 tháng 7 năm 2025\n\nBÁO CÁO", NATION),
        ("ĐẢNG BỘ TỔNG CỤC THỦY LỢI QUỐC GIA\nBÁO CÁO CHÍNH TRỊ\n\nHà Nội, tháng 7 năm 2025", None),
        ("ĐẢNG BỘ TỈNH LẠC SƠN\nĐẢNG ỦY XÃ TÂN PHÚ\nĐẢNG CỘNG SẢN VIỆT NAM\n\nBÁO CÁO", "Tân Phú"),
        ("BÁO CÁO KIỂM ĐIỂM CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH KHÓA XIV, NHIỆM KỲ 2020 - 2025", None),
        ("BÁO CÁO CHÍNH TRỊ TRÌNH ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ TỈNH LẦN THỨ XV, NHIỆM KỲ 2025 - 2030", None),
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG ĐẠI HỌC LẠC SƠN\n\nBÁO CÁO", None),
    ):
        found = audited(f"{head}\n\nNăm 2024 kết nạp 821 đảng viên.").extracts[0].document.organisation
        assert found == expected, head


def test_letterheads_of_areas_with_a_dash_in_their_name(audited: Callable[..., Audit]) -> None:
    """In capitals, the dash between blanks."""
    result = audited("TỈNH ỦY NAM HẢI - BẮC HẢI\n\nBÁO CÁO\nKết quả năm 2024\n\nKết nạp 821 đảng viên.")
    assert result.extracts[0].document.organisation == "Nam Hải - Bắc Hải"


def test_a_colon_behind_counted_targets_opens_what_is_wanted(audited: Callable[..., Audit]) -> None:
    """However long the sentence before it."""
    result = audited(
        "Trong những năm tới, huyện xác định 14 chỉ tiêu chủ yếu, trong đó kinh tế 4 chỉ tiêu, văn hóa - xã hội 5 chỉ tiêu, "
        "môi trường 3 chỉ tiêu và xây dựng Đảng 2 chỉ tiêu: tăng trưởng kinh tế bình quân 8,2%/năm."
    )
    assert figures(result)["8,2%/năm"].role is Role.TARGET


def test_a_day_to_come_dates_no_report(audited: Callable[..., Audit]) -> None:
    """A document that names its year is not of the later day on which something ends."""
    for title, text in (
        ("2016\nAnnual Summary", "The harbour handled 215 ships in 2016. The permit ends on January 1, 2019."),
        ("BÁO CÁO\nCông tác năm 2016 của huyện Yên Sơn", "Trồng mới 215 ha rừng. Dự án kết thúc ngày 01/01/2019."),
    ):
        document = audited(f"{title}\n\n{text}").extracts[0].document
        assert (document.date, document.year) == ("2016", "2016"), title


def test_what_two_years_made_is_of_no_one_year(audited: Callable[..., Audit]) -> None:
    """What a report of 2016 sets out under two years does not contradict that of 2015 on its own."""
    result = audited(
        "Harbour Authority\n2015 Annual Summary\n\nCompanies paid $8.5 billion in port dues.",
        "Harbour Authority\n2016 Annual Summary\n\nThe harbour was busy.\n\nCHANGES FROM 2015 TO 2016\n\n"
        "Companies paid $4.83 billion in port dues.",
    )
    assert label(figures(result, 1)["4.83 billion"]) == "2015/2016"
    assert loud(result) == []


def test_headings_that_name_what_is_wanted(audited: Callable[..., Audit]) -> None:
    """A part with its title behind a colon, a line without a number above a list; not the names of programmes."""
    head = "HUYỆN ỦY YÊN SƠN\nBÁO CÁO CHÍNH TRỊ\ntrình Đại hội lần thứ XV, nhiệm kỳ 2025 - 2030\n\n"
    wanted = (
        "Phần thứ hai: Mục tiêu nhiệm kỳ 2025 - 2030\n1. Kết nạp 110 đảng viên.",
        "Các chỉ tiêu chủ yếu đến năm 2030\n(1) Kết nạp 110 đảng viên.",
        "I. KẾT QUẢ\n\nPhấn đấu đến năm 2030:\n- Kết nạp 110 đảng viên.",
        "I. KẾT QUẢ\n\nII. MỤC TIÊU ĐẾN NĂM 2030\n\n1. Các chỉ tiêu về Đảng\n\nKết nạp 110 đảng viên.",
    )
    for text in wanted:
        (figure,) = audited(head + text).extracts[0].figures
        assert (figure.role, label(figure)[-4:]) == (Role.TARGET, "2030"), text
    reached = (
        "1. Thực hiện các chương trình mục tiêu quốc gia\n\nKết nạp 110 đảng viên.",
        "1. Công tác quan trắc, dự báo\n\nToàn huyện có 110 trạm đo mưa.",
        "Các chương trình mục tiêu quốc gia\n(1) Toàn huyện có 110 trạm đo mưa.",
        "1. Các chỉ tiêu về kinh tế\n\nToàn huyện có 110 trạm đo mưa.",
        "2. Về thực hiện nhiệm vụ, mục tiêu văn hóa\n\nToàn huyện có 110 trạm đo mưa.",
    )
    for text in reached:
        (figure,) = audited(f"{head}A. KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT\n{text}").extracts[0].figures
        assert figure.role is Role.RESULT, text


def test_the_five_years_of_two_congresses(audited: Callable[..., Audit]) -> None:
    """``In five years`` of a report of 2025 is not the term that was over in 2020; what it is of a term, no year told before."""
    head = "ĐẢNG BỘ HUYỆN YÊN SƠN\n\n"
    earlier = f"{head}NGHỊ QUYẾT\nĐại hội nhiệm kỳ 2020 - 2025\n\nVốn đầu tư toàn xã hội giai đoạn 2016 - 2020 đạt 642 tỷ đồng."
    later = f"{head}BÁO CÁO CHÍNH TRỊ\ntrình Đại hội nhiệm kỳ 2025 - 2030\n(Tháng 9 năm 2025)\n\n"
    assert loud(audited(earlier, f"{later}Huy động vốn đầu tư toàn xã hội trong 5 năm đạt 1.027 tỷ đồng.")) == []
    (figure,) = audited(f"{later}Năm 2024 mưa nhiều. Vốn đầu tư trong nhiệm kỳ 964 tỷ đồng.").extracts[0].figures
    assert label(figure) == "term"


def test_more_than_a_third_is_a_bound(audited: Callable[..., Audit]) -> None:
    """As before a number in digits."""
    result = audited("Số vụ vi phạm giảm hơn một phần ba.", "Gần ba phần tư số xã có sân thể thao.")
    assert [f.hedge for x in result.extracts for f in x.figures] == ["at-least", "near-below"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("quý III và 9 tháng", "2024-M9"), ("tháng 6 và 6 tháng đầu", "2024-H1"), ("tháng 11 và 11 tháng", "2024-M11")],
)
def test_a_report_on_a_part_of_the_year_and_all_that_is_over(
    title: str, expected: str, audited: Callable[..., Audit]
) -> None:
    """What has no time of its own is of all that is over."""
    text = f"UBND HUYỆN YÊN SƠN\nBÁO CÁO\nTình hình kinh tế {title} năm 2024\n\nHuyện đón 625 nghìn lượt khách."
    (figure,) = audited(text).extracts[0].figures
    assert label(figure) == expected


def test_the_letterhead_names_the_body(audited: Callable[..., Audit]) -> None:
    """The police of a province, an office, a company: by it two documents are known to be of one body."""
    for body in ("CÔNG AN TỈNH LẠC SƠN", "SỞ Y TẾ TỈNH LẠC SƠN", "TỔNG CÔNG TY XI MĂNG LẠC SƠN"):
        result = audited(f"{body}\nBÁO CÁO TỔNG KẾT NĂM 2024\n\nNăm 2024 xảy ra 412 vụ.")
        assert result.extracts[0].document.institution == body.title(), body


CONGRESS = (
    "BÁO CÁO CHÍNH TRỊ\ncủa Ban Chấp hành Đảng bộ huyện Yên Sơn khóa XX trình Đại hội đại biểu Đảng bộ huyện lần thứ XXI, "
    "nhiệm kỳ 2025 - 2030\n\n"
)
REVIEW = "BÁO CÁO\ntổng kết việc thực hiện Nghị quyết Đại hội Đảng bộ huyện Yên Sơn, nhiệm kỳ 2020 - 2025\n\n"
SPAN = "BÁO CÁO\ntình hình phát triển kinh tế - xã hội 5 năm 2021 - 2025 của huyện Yên Sơn\n\n"
LAST_YEARS = "Năm 2024 trồng 412 ha rừng.\n\nNăm 2024 nuôi 96 ha tôm.\n\nNăm 2025 thu ngân sách đạt 86 tỷ đồng.\n"


@pytest.mark.parametrize("head", [CONGRESS, REVIEW, SPAN])
def test_report_of_a_term_is_of_its_turn(head: str, audited: Callable[..., Audit]) -> None:
    """A report as a term begins or ends is of that year, though more is told of the year before."""
    result = audited(head + LAST_YEARS)
    assert (result.extracts[0].document.date or "")[:4] == "2025"
    assert figures(result)["86 tỷ đồng"].role is Role.RESULT


def test_report_half_way_through_a_term_is_not_of_its_end(audited: Callable[..., Audit]) -> None:
    """What is told of a year far from the last of a term dates the report."""
    text = "Năm 2022 trồng 412 ha rừng.\n\nNăm 2022 nuôi 96 ha tôm.\n\nNăm 2025 thu ngân sách đạt 86 tỷ đồng.\n"
    assert (audited(SPAN + text).extracts[0].document.date or "")[:4] == "2022"


@pytest.mark.parametrize(("title", "date"), [("", "2025"), (" năm 2024", "2024")])
def test_a_report_on_a_term_is_written_in_its_last_year(title: str, date: str, audited: Callable[..., Audit]) -> None:
    """The year that is over is told of most; one that the title names is the report's own."""
    result = audited(
        f"BÁO CÁO KIỂM ĐIỂM\ncủa Ban Chấp hành Đảng bộ huyện Yên Sơn nhiệm kỳ 2020 - 2025{title}\n\n"
        "Năm 2024, tỷ lệ hộ nghèo còn 3,1%. Năm 2024, giải quyết việc làm cho 1.640 lao động."
    )
    assert result.extracts[0].document.date == date


TWO_YEARS = [
    "Năm {}, ngành giữ ổn định.\n\nToàn ngành kiểm tra {} cơ sở chế biến. Tiếp nhận {} đơn khiếu nại. Xử phạt {} tỷ đồng.",
    "The inspectorate had a steady {}.\n\nInspectors visited {} food businesses. They received {} complaints. Fines came "
    "to £{} million.",
]


def _told(text: str, year: int, *numbers: str) -> str:
    """A text about a year that its first words alone tell."""
    decimal = [n.replace(",", "#").replace(".", ",").replace("#", ".") for n in numbers]
    return text.format(year, *(numbers if text.startswith("Năm") else decimal))


@pytest.mark.parametrize("text", TWO_YEARS)
def test_where_nearly_all_differs_two_years_are_told_of(text: str, audited: Callable[..., Audit]) -> None:
    """Reports of two years that do not say so beside each figure; of one year each difference is loud."""
    numbers, other = ("1.214", "3.187", "41,6"), ("1.489", "2.752", "58,3")
    said = [len(loud(audited(_told(text, 2023, *numbers), _told(text, year, *other)))) for year in (2023, 2024)]
    assert said == [3, 0]


def test_a_slip_among_agreements_is_loud(audited: Callable[..., Audit]) -> None:
    """Whatever the years of two reports that agree in the rest."""
    first, second = ("1.214", "3.187", "41,6"), ("1.214", "3.817", "41,6")
    said = loud(audited(_told(TWO_YEARS[1], 2023, *first), _told(TWO_YEARS[1], 2024, *second)))
    assert [rule for rule, _ in said] == ["cross-value"]


def test_a_first_sentence_on_a_situation_names_the_part_of_a_year(audited: Callable[..., Audit]) -> None:
    """What an account without a title tells of no time is of that part, and no contradiction to the year."""
    account = (
        "Với sự chỉ đạo của UBND huyện Yên Sơn, {} 6 tháng đầu năm 2024 của huyện Yên Sơn phát triển ổn định. Toàn huyện "
        "trồng mới 215 ha rừng.\n\nVốn đầu tư đạt 41 tỷ đồng."
    )
    year = f"{YEAR}Toàn huyện trồng mới 428 ha rừng. Vốn đầu tư đạt 96 tỷ đồng."
    situation = audited(account.format("tình hình kinh tế - xã hội"), year)
    assert {label(figures(situation)[text]) for text in ("215 ha", "41 tỷ đồng")} == {"2024-H1"}
    assert loud(situation) == []
    assert label(figures(audited(account.format("so với kết quả")))["215 ha"]) == ""
