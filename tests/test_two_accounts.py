"""What two writers tell of one matter in their own words: an office's figures, a congress, a storm."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from auditor.model import Role
from auditor.pipeline import Audit
from tests.said import figures, loud_texts, times

MONTHS = "Tin giá cả tháng 6 năm 2024\n\n"


def test_one_place_in_an_account_of_the_country(audited: Callable[..., Audit]) -> None:
    """Two accounts of the country that name one place each are no documents of these; one of a place is."""
    a = (
        "7 tháng năm 2024, Việt Nam có 1.318 dự án nước ngoài được cấp phép. Các dự án có mặt ở 46 tỉnh trên cả nước. "
        "Hải Dương có vốn lớn nhất."
    )
    b = (
        "Bộ Tài chính cho biết 7 tháng năm 2024, Việt Nam có 1.381 dự án nước ngoài được cấp phép.\n\n"
        "Một nhà máy ở tỉnh Vĩnh Long."
    )
    result = audited(a, b)
    assert loud_texts(result) == [["1.318", "1.381"]]
    own = "Tin từ tỉnh Vĩnh Long\n\nToàn tỉnh có 318 dự án. Việt Nam là nước mạnh về lúa gạo, cả nước có 63 tỉnh."
    assert audited(own).extracts[0].document.organisation == "Vĩnh Long"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Kinh tế 6 tháng qua tăng 5,25% so với cùng kỳ.", "2024-H1"),
        ("Sáu tháng của năm 2024, toàn tỉnh có 5,25 nghìn lượt khách.", "2024-H1"),
        ("6 tháng năm 2024 (tính từ ngày 15.12.2023 đến 14.6.2024), có 5,25 nghìn lượt khách.", "2024-H1"),
        ("Giá vàng tháng Tám tăng 5,25% so với tháng trước.", "2024-08"),
        ("Trong tháng Mười Một, toàn tỉnh đón 5,25 nghìn lượt khách.", "2024-11"),
        ("Tháng Tư năm 2024 có 5,25 nghìn lượt khách.", "2024-04"),
        ("Đến hết tháng Chín năm 2024, có 5,25 nghìn lượt khách.", "2024-09"),
        ("Giá vàng tháng 6 chỉ tăng 5,25% so với tháng trước.", "2024-06"),
    ],
)
def test_times_as_papers_put_them(text: str, period: str, audited: Callable[..., Audit]) -> None:
    """Months in words, months past, and a bracket that only says from which day to which."""
    result = audited("Thông tin năm 2024\n\n" + text)
    told = [f for f in result.extracts[0].figures if f.printed.low and f.text.startswith("5,25")]
    assert [f.period.label for f in told if f.period] == [period]
    assert len(result.extracts[0].figures) == 1


def test_once_a_month_is_no_month(audited: Callable[..., Audit]) -> None:
    """``hai lần`` behind ``tháng`` says how often."""
    assert times(audited("Thông tin năm 2024\n\nMỗi tháng hai lần, đội thu gom 38 tấn rác."))["38 tấn"] != "2024-02"


def test_points_are_said_in_full_once(audited: Callable[..., Audit]) -> None:
    """Points behind a percentage are those that their sentence names in full; marks are none."""
    result = audited(
        "Thông tin năm 2024\n\nDịch vụ tăng 6,31%, đóng góp 3,14 điểm; thủy sản tăng 1,27%, đóng góp 0,16 điểm phần trăm. "
        "Chỉ số hài lòng đạt 82,45 điểm."
    )
    assert {f.text: f.unit for f in result.extracts[0].figures if "điểm" in f.text} == {
        "3,14 điểm": "percentage-point",
        "0,16 điểm phần trăm": "percentage-point",
        "82,45 điểm": "point",
    }


def test_by_how_much_something_rose_most(audited: Callable[..., Audit]) -> None:
    """``tăng mạnh nhất với mức 0,85%`` is a rise."""
    read = figures(audited(MONTHS + "Nhóm may mặc tăng mạnh nhất với mức 0,85%."))
    assert read["0,85%"].measure == "up"


def test_how_much_something_rose_is_no_name_of_it(audited: Callable[..., Audit]) -> None:
    """``tăng nhẹ`` and ``tăng`` tell of one rise."""
    a = MONTHS + "Nhóm đồ uống tháng 6 tăng nhẹ 0,85% so với tháng trước."
    assert "nhẹ" not in audited(a).extracts[0].figures[0].features.core
    assert loud_texts(audited(a, a.replace("tăng nhẹ 0,85", "tăng 0,58"))) == [["0,85%", "0,58%"]]


def test_rates_in_turn_behind_a_clause_without_a_name(audited: Callable[..., Audit]) -> None:
    """``A và B tiếp tục tăng, với mức tăng lần lượt là …``: each rate is of the one at its place."""
    result = audited(
        "Thông tin năm 2024\n\nCả vốn đăng ký và vốn giải ngân tiếp tục tăng so với cùng kỳ, "
        "với mức tăng lần lượt là 10,7% và 8,2%."
    )
    words = {f.text: " ".join(f.features.core) for f in result.extracts[0].figures}
    assert [("ký" in words[text], "ngân" in words[text]) for text in ("10,7%", "8,2%")] == [
        (True, False),
        (False, True),
    ]


def test_accidents_by_road_are_not_all_accidents(audited: Callable[..., Audit]) -> None:
    """Those of one way of travel, and those of all; traffic by road is no such part."""
    head = "Tai nạn giao thông năm 2024\n\n"
    a = "Trong đó, đường bộ xảy ra 12.225 vụ tai nạn giao thông."
    assert loud_texts(audited(head + a, head + "Cả nước xảy ra 12.300 vụ tai nạn giao thông.")) == []
    one = head + "Toàn tỉnh xảy ra 225 vụ tai nạn giao thông đường bộ."
    assert loud_texts(audited(one, head + "Toàn tỉnh xảy ra 252 vụ tai nạn giao thông.")) == [["225", "252"]]


def test_what_a_congress_wants_of_its_term(audited: Callable[..., Audit]) -> None:
    """A target without a time is one of the term that a document names at its head, and not of one that is over."""
    head = "Đại hội đại biểu Đảng bộ tỉnh Vĩnh Long lần thứ I, nhiệm kỳ {}\n\nNgày 04/10/2025\n\n"
    a = (
        head.format("2025 - 2030")
        + "Tỉnh đặt mục tiêu kim ngạch xuất khẩu trên 17 tỷ USD và hướng tới đón 8,5 triệu lượt khách."
    )
    b = head.format("2025 - 2030") + "Phấn đấu giai đoạn 2025 - 2030, kim ngạch xuất khẩu đạt trên 12 tỷ USD."
    result = audited(a, b)
    assert loud_texts(result) == [["17 tỷ USD", "12 tỷ USD"]]
    assert times(result)["8,5 triệu"] == "2025/2030"
    assert figures(result)["8,5 triệu"].role is Role.TARGET
    over = audited(head.format("2020 - 2025") + "Tỉnh đặt mục tiêu kim ngạch xuất khẩu trên 17 tỷ USD.")
    assert times(over)["17 tỷ USD"] != "2020/2025"


def test_core_inflation_is_no_inflation(audited: Callable[..., Audit]) -> None:
    """The price index, and that without food and fuel."""
    a = "CPI tháng 6 tăng 0,27% so với tháng trước."
    assert loud_texts(audited(MONTHS + a, MONTHS + "CPI cơ bản tháng 6 tăng 0,21% so với tháng trước.")) == []
    assert loud_texts(audited(MONTHS + a, MONTHS + "CPI tháng 6 tăng 0,21% so với tháng trước.")) == [
        ["0,27%", "0,21%"]
    ]


@pytest.mark.parametrize(
    "source",
    [
        "Theo số liệu của Tổng cục Thống kê, ",
        "Số liệu Tổng cục Thống kê vừa công bố sáng nay (29/6) cho thấy, ",
        "Tổng cục Thống kê cho biết ",
        "Ông Lê Văn Bình, Cục trưởng Cục Thống kê, cho biết: ",
    ],
)
def test_who_tells_it_is_nothing_of_what_is_told(source: str, audited: Callable[..., Audit]) -> None:
    """The words that name a source are no words of a figure; those behind them are."""
    words = audited(MONTHS + f"{source}chỉ số giá tiêu dùng tháng 6 tăng 0,27% so với tháng trước.")
    core = words.extracts[0].figures[0].features
    assert not {"thống", "kê", "cục", "bố"} & {*core.core, *core.head}
    assert {"chỉ_số_giá_tiêu_dùng"} & {*core.core, *core.head}


def test_quarters_in_roman_numerals_are_no_words(audited: Callable[..., Audit]) -> None:
    """A time without a digit is none of a figure's own words, either."""
    result = audited("Thông tin năm 2024\n\nTính riêng quý II, sản lượng chè tăng 4,39%.")
    said = result.extracts[0].figures[0].features
    assert result.extracts[0].figures[0].value.low == Decimal("4.385")
    assert not {"quý", "ii"} & {*said.core, *said.head}


def test_the_time_of_the_next_sentence_is_none_of_a_plan(audited: Callable[..., Audit]) -> None:
    """A share of the plan is of the time that its own sentence tells, also where the next sentence tells the same."""
    result = audited(
        "Kinh tế 6 tháng đầu năm 2024\n\nTổng thu 5 tháng đầu năm 2024 là 33.175 tỷ đồng, đạt 57,1% dự toán. "
        "Tổng chi 5 tháng đầu năm 2024 là 16.417 tỷ đồng."
    )
    assert times(result)["57,1%"] == "2024-M5"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (
            "xây dựng 142 căn nhà đồng đội, nhà tình nghĩa trị giá 9,3 tỷ đồng",
            "lực lượng vũ trang xây tặng 142 căn nhà tình nghĩa, nhà đồng đội với kinh phí 3,9 tỷ đồng",
        ),
        (
            "tổ chức 134 phiên tòa rút kinh nghiệm, 58 phiên tòa trực tuyến",
            "tòa án hai cấp phối hợp tổ chức 134 phiên tòa rút kinh nghiệm, 85 phiên tòa xét xử trực tuyến",
        ),
    ],
)
def test_what_goes_on_from_one_number_is_one_thing(audited: Callable[..., Audit], mine: str, theirs: str) -> None:
    """Where what is told right before two figures agrees, other words leave nothing in doubt; else they do."""
    wrong = [[figure.text for figure in audited(each).extracts[0].figures][-1] for each in (mine, theirs)]
    assert loud_texts(audited(f"Năm 2024, {mine}.", f"Năm 2024, {theirs}.")) == [wrong]
    other = theirs.replace("142 căn", "214 căn").replace("134 phiên", "312 phiên")
    assert wrong not in loud_texts(audited(f"Năm 2024, {mine}.", f"Năm 2024, {other}."))
