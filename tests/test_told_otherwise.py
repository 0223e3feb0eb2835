"""What two reports of one area tell in their own ways: school years, asides, amounts behind what is counted."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from auditor.model import Figure, Role
from auditor.pipeline import Audit
from tests.said import loud_texts, times

HEAD = "BÁO CÁO\n{} huyện Yên Sơn{}\n\n"
TERM = HEAD.format("Tổng kết nhiệm kỳ của", ", nhiệm kỳ 2020 - 2025")
YEAR = HEAD.format("Tình hình kinh tế - xã hội năm 2024 của", "")


def figure(result: Audit, text: str) -> Figure:
    """The figure of the first document with this text."""
    return next(f for f in result.extracts[0].figures if f.text == text)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        pytest.param(
            "Năm 2024, công nghiệp – xây dựng tăng 12,9%, dịch vụ tăng 7,3%.",
            "Năm 2024, công nghiệp - xây dựng tăng 19,2%, dịch vụ tăng 7,3%.",
            [["12,9%", "19,2%"]],
            id="names of one thing with another dash",
        ),
        pytest.param(
            "Năm 2024, công nghiệp–xây dựng tăng 12,9%, dịch vụ tăng 7,3%.",
            "Năm 2024, công nghiệp-xây dựng tăng 12,9%, nông nghiệp tăng 3,7%.",
            [],
            id="names of one thing with another dash that agree",
        ),
        pytest.param(
            "Năm 2024, huyện xuất siêu đạt mức cao 12,70 triệu USD, tăng 43,7%.",
            "XUẤT SIÊU HƠN 12 TRIỆU USD\n\nNăm 2024, xuất siêu đạt mức cao 12,07 triệu USD, tăng 43,7%.",
            [["12,70 triệu USD", "12 TRIỆU USD", "12,07 triệu USD"]],
            id="a bound of a headline agrees with both",
        ),
        pytest.param(
            "Năm 2024, huyện xuất siêu đạt mức cao 12,07 triệu USD, tăng 43,7%.",
            "XUẤT SIÊU HƠN 12 TRIỆU USD\n\nNăm 2024, xuất siêu đạt mức cao 12,07 triệu USD, tăng 43,7%.",
            [],
            id="a bound of a headline, and its number",
        ),
        pytest.param(
            "Năm học 2023 - 2024, trường trung cấp nghề có 1.846 học viên.",
            "Trường trung cấp nghề có 1.864 học viên.",
            [["1.846", "1.864"]],
            id="two digits exchanged",
        ),
        pytest.param(
            "Năm học 2023 - 2024, trường trung cấp nghề có 1.846 học viên.",
            "Trường trung cấp nghề có 2.015 học viên.",
            [],
            id="another number may be of autumn",
        ),
        pytest.param(
            "Năm học 2022 - 2023, trường trung cấp nghề có 1.846 học viên.",
            "Trường trung cấp nghề có 1.864 học viên.",
            [],
            id="an earlier school year",
        ),
        pytest.param(
            "Năm học 2023 - 2024, tỷ lệ học sinh tốt nghiệp trung học cơ sở đạt 98,74%.",
            "Tỷ lệ học sinh tốt nghiệp trung học cơ sở năm 2024 đạt 98,47%.",
            [["98,74%", "98,47%"]],
            id="the year in which the school year ends",
        ),
        pytest.param(
            "Năm học 2023 - 2024, tỷ lệ học sinh tốt nghiệp trung học cơ sở đạt 98,74%.",
            "Tỷ lệ học sinh tốt nghiệp trung học cơ sở năm 2023 đạt 98,47%.",
            [],
            id="the year in which it begins",
        ),
    ],
)
def test_school_years_and_years(a: str, b: str, said: list[list[str]], audited: Callable[..., Audit]) -> None:
    """A slip of the hand tells that a school year and the year in which it ends are meant for one."""
    assert loud_texts(audited(YEAR + a, YEAR + b)) == said


def test_an_aside_ends_with_its_semicolon(audited: Callable[..., Audit]) -> None:
    """``in five years 80, in 2024 alone 20; and 45 others``: these are of the five years."""
    said = times(
        audited(f"{TERM}Trong 5 năm, huyện mở 86 lớp nghề, riêng năm 2024 mở 19 lớp; cho 412 người vay vốn học nghề.")
    )
    assert said == {"86": "term", "19": "2024", "412": "term"}
    # Where no time stands before it, it is no aside.
    said = times(audited(f"{TERM}Riêng năm 2024, huyện mở 19 lớp nghề; cho 412 người vay vốn học nghề."))
    assert said == {"19": "2024", "412": "2024"}


def test_the_whole_year_of_a_report_on_several(audited: Callable[..., Audit]) -> None:
    """It is the year that its passage has told of; where that told of two, none can be sure."""
    text = "Năm 2024, thu ngân sách đạt 214 tỷ đồng. Sản lượng cá cả năm đạt 3.120 tấn."
    assert times(audited(TERM + text))["3.120 tấn"] == "2024"
    later = text.replace("Sản", "6 tháng đầu năm 2025 đạt 118 tỷ đồng. Sản")
    assert times(audited(TERM + later))["3.120 tấn"] == "2025"
    titled = audited(YEAR.replace("2024", "2025") + text)
    assert times(titled)["3.120 tấn"] == "2025"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Từ 2021 đến 2024, huyện thành lập 37 tổ hợp tác.", "2021/2024"),
        ("Từ 2021 đến 2024 có 37 tổ hợp tác được thành lập.", "2021/2024"),
    ],
)
def test_from_year_to_year(text: str, period: str, audited: Callable[..., Audit]) -> None:
    """Years say themselves what they are where nothing is counted behind them."""
    assert times(audited(TERM + text)) == {"37": period}


def test_numbers_like_years_are_counted(audited: Callable[..., Audit]) -> None:
    """``from 2,010 to 2,024 households`` is no time."""
    assert "2024 hộ" not in times(audited(f"{TERM}Mỗi năm giúp từ 2010 đến 2024 hộ thoát nghèo."))
    assert not any(label == "2010/2024" for label in times(audited(f"{TERM}Giúp từ 2010 đến 2024 hộ.")).values())


def test_value_added_tax_is_no_rise(audited: Callable[..., Audit]) -> None:
    """The name of the tax holds a word of a rise."""
    assert figure(audited(f"{YEAR}Hoàn thuế giá trị gia tăng 148 tỷ đồng."), "148 tỷ đồng").measure == "level"
    assert figure(audited(f"{YEAR}Xuất khẩu gạo gia tăng 12,4%."), "12,4%").measure == "up"


def test_the_name_of_an_amount_is_that_of_the_next_number(audited: Callable[..., Audit]) -> None:
    """``48 works worth 6 m``: the worth is what the second number states."""
    result = audited(
        f"{YEAR}Thanh niên nhận sửa 48 tuyến đường kinh phí 6,27 tỷ đồng.",
        f"{YEAR}Thanh niên nhận sửa 48 tuyến đường (tổng kinh phí 6,72 tỷ đồng).",
    )
    assert loud_texts(result) == [["6,27 tỷ đồng", "6,72 tỷ đồng"]]
    assert "phí" not in figure(result, "48").features.core


def test_what_people_inspect_for_themselves_is_no_inspection(audited: Callable[..., Audit]) -> None:
    """The people's boards are named after inspections, and oversee."""
    said = loud_texts(
        audited(
            f"{YEAR}Ban Thanh tra nhân dân các xã giám sát 214 cuộc, kiến nghị thu hồi 3.860 m² đất.",
            f"{YEAR}Qua giám sát của Ban Thanh tra nhân dân, đã kiến nghị thu hồi 3.680 m² đất.",
        )
    )
    assert said == [["3.860 m²", "3.680 m²"]]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("Xã rộng 31,6 ki-lô-mét vuông.", "ha", "3160"),
        ("Nông dân hiến 8.400 mét vuông đất vườn.", "ha", "0.84"),
        ("Đường qua thôn dài 12 cây số.", "km", "12"),
        ("Mỗi hộ tiết kiệm 38 ki-lô-oát giờ điện.", "kWh", "38"),
    ],
)
def test_units_in_full(text: str, unit: str, value: str, audited: Callable[..., Audit]) -> None:
    """Units are read as well where they are written out."""
    (found,) = audited(YEAR + text).extracts[0].figures
    low, high = found.printed.low, found.printed.high
    assert found.unit == unit
    assert low is not None
    assert high is not None
    assert low <= Decimal(value) <= high


def test_where_it_began_is_not_of_now(audited: Callable[..., Audit]) -> None:
    """``from 42 % now to 83 %``: the time behind the first number is that of the second."""
    result = audited(
        f"{YEAR}Tỷ lệ hộ lắp công tơ điện tử từ chỗ mới đạt 38,6% nay đã là 91,4%.",
        f"{YEAR}Tỷ lệ hộ lắp công tơ điện tử tăng từ 36,8% lên 94,1%.",
    )
    first, second = result.extracts[0].figures
    assert (first.role, first.period) == (Role.BASELINE, None)
    assert second.role is Role.RESULT
    assert sorted(loud_texts(result)) == [["38,6%", "36,8%"], ["91,4%", "94,1%"]]


@pytest.mark.parametrize(("other", "said"), [("1.354", [["1.345", "1.354"]]), ("1.520", [])])
def test_the_last_full_year_of_a_term(other: str, said: list[list[str]], audited: Callable[..., Audit]) -> None:
    """Below the heading of a term stands much of the year before the congress: a slip of the hand tells that it does."""
    result = audited(
        f"{TERM}PHẦN I\nKẾT QUẢ NHIỆM KỲ 2020 - 2025\n\n1. Chính sách\n\nHuyện chi trả chế độ cho 1.345 thương binh.",
        f"{TERM}Năm 2024, huyện chi trả chế độ cho {other} thương binh.",
    )
    assert loud_texts(result) == said


def test_a_percentage_behind_a_programme_is_no_name(audited: Callable[..., Audit]) -> None:
    """A programme can be named by a number, which has no decimals."""
    found = audited(f"{YEAR}Trẻ mầm non hoàn thành chương trình 98,6%; tỷ lệ chuyên cần 97,2%.").extracts[0]
    assert [f.text for f in found.figures] == ["98,6%", "97,2%"]


def test_what_was_told_before_parts_no_sentences_alike(audited: Callable[..., Audit]) -> None:
    """Two sentences on accidents are about accidents, though one follows a trial and the other an indictment."""
    result = audited(
        f"{YEAR}Khởi tố 41 vụ án. Tai nạn lao động xảy ra 17 vụ, chết 6 người, bị thương 24 người.",
        f"{YEAR}Tòa án xét xử 38 vụ án. Xảy ra 17 vụ tai nạn lao động làm 6 người chết, 42 người bị thương.",
    )
    assert ["24", "42"] in [[e.text for e in f.evidence] for f in result.findings]
    result = audited(
        f"{YEAR}Khởi tố 41 vụ án. Trong đó có 17 vụ án tham nhũng.",
        f"{YEAR}Tòa án xét xử 38 vụ án. Trong đó có 12 vụ án tham nhũng.",
    )
    assert loud_texts(result) == []


def test_two_counts_of_which_one_is_in_words(audited: Callable[..., Audit]) -> None:
    """``48 cooperatives and four credit funds``: the second is counted, too."""
    result = audited(
        f"{YEAR}Hợp tác xã chăn nuôi là 36, quỹ tín dụng nhân dân là 3.",
        f"{YEAR}Có 36 hợp tác xã chăn nuôi và ba quỹ tín dụng nhân dân.",
    )
    assert result.findings == ()
    assert [" ".join(f.text.split()) for f in result.extracts[1].figures] == ["36", "ba"]


LISTED = "Các chỉ tiêu chủ yếu{}:\n- Trồng rừng: {} ha.\n- Kết nạp đoàn viên: 512 người."


@pytest.mark.parametrize(
    ("behind", "role"),
    [(" (kết quả năm 2024)", Role.RESULT), (" (thực hiện năm 2024)", Role.RESULT), (" đến năm 2030", Role.TARGET)],
)
def test_what_a_list_of_indicators_was_brought_to(behind: str, role: Role, audited: Callable[..., Audit]) -> None:
    """A bracket behind the word for targets can say that what was reached follows."""
    result = audited(TERM + LISTED.format(behind, "1.240"))
    assert figure(result, "1.240 ha").role is role


def test_an_account_of_a_term_is_not_of_its_first_year(audited: Callable[..., Audit]) -> None:
    """Though that year stands in it again and again, as what is compared with."""
    told = "Năm 2024 có 14 trường (năm 2020: 11 trường). Có 6 chợ (năm 2020: 4 chợ), 9 cầu (năm 2020: 5 cầu)."
    assert audited(TERM + told).extracts[0].document.date == "2025"


def test_a_change_ends_later_than_it_began(audited: Callable[..., Audit]) -> None:
    """``from 47 % in 2020 to 62 %``: the year is that of the first."""
    text = "Tỷ lệ giống lúa chất lượng cao tăng từ 47,2% năm 2020 lên 62,8%."
    first, second = audited(TERM + text).extracts[0].figures
    assert (first.period.label if first.period else "", second.period) == ("2020", None)
    assert times(audited(f"{TERM}Năm 2020, diện tích đạt 412 ha, tăng 3,5%."))["3,5%"] == "2020"


def test_a_label_names_the_rates_behind_it(audited: Callable[..., Audit]) -> None:
    """``Disbursed: public investment 94 % of the plan`` is the rate of what was disbursed."""
    result = audited(
        f"{YEAR}Giải ngân: vốn đầu tư công 94,6% kế hoạch; vốn vay 88,2% kế hoạch.",
        f"{YEAR}Tỷ lệ giải ngân vốn đầu tư công đạt 96,4%.",
    )
    assert loud_texts(result) == [["94,6%", "96,4%"]]


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        pytest.param(
            "Năm 2024, số hồ sơ giải quyết trước hạn là 18.600.",
            "Năm 2024, số hồ sơ giải quyết quá hạn là 214.",
            [],
            id="late ones are not those ahead of time",
        ),
        pytest.param(
            "Năm 2024, huyện sửa chữa 42 phòng học, tổng vốn 6,3 tỷ đồng.",
            "Năm 2024, huyện xây mới 58 phòng học, tổng vốn 7,1 tỷ đồng.",
            [],
            id="what repairs cost is not what new rooms cost",
        ),
        pytest.param(
            "Năm 2024, huyện sửa chữa 42 phòng học, tổng vốn 6,3 tỷ đồng.",
            "Năm 2024, huyện sửa chữa 42 phòng học, tổng vốn 7,1 tỷ đồng.",
            [["6,3 tỷ đồng", "7,1 tỷ đồng"]],
            id="what the same repairs cost",
        ),
    ],
)
def test_of_one_subject(audited: Callable[..., Audit], a: str, b: str, said: list[list[str]]) -> None:
    """Only what is told of the same subject is a contradiction."""
    assert loud_texts(audited(YEAR + a, YEAR + b)) == said


PARTS = "cây lương thực 198,2 ha, cây thực phẩm {} ha, cây công nghiệp ngắn ngày 15 ha, cây công nghiệp khác 2,0 ha"


@pytest.mark.parametrize(
    ("opening", "said"),
    [("Trong đó: ", []), ("Toàn huyện có 12 xã. Diện tích ", [["140 ha", "220 ha"]])],
    ids=["of wholes of their own", "of one whole"],
)
def test_parts_of_wholes_of_their_own(audited: Callable[..., Audit], opening: str, said: list[list[str]]) -> None:
    """``Of it: …`` in two places of a report is told of what stands before it in each."""
    first, second = PARTS.format("140"), PARTS.format("220")
    assert loud_texts(audited(f"{YEAR}Trong đó: {first}; cây lâu năm 229,5 ha. {opening}{second}.")) == said


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("còn 1,35% (giảm từ 5,16% đầu nhiệm kỳ)", []),
        ("còn 1,53% (giảm từ 5,16% đầu nhiệm kỳ)", [["1,35%", "1,53%"]]),
        ("còn 1,35% (giảm từ 5,61% đầu nhiệm kỳ)", [["5,16%", "5,61%"]]),
    ],
)
def test_where_it_ended_before_where_it_began(other: str, said: list[list[str]], audited: Callable[..., Audit]) -> None:
    """Of two sentences in the same words, one tells the ends of a change the other way round."""
    first = f"{TERM}Tỷ lệ hộ nghèo giảm từ 5,16% năm 2020 xuống còn 1,35% năm 2025; hộ cận nghèo còn 2,15%."
    assert loud_texts(audited(first, f"{TERM}Tỷ lệ hộ nghèo cuối nhiệm kỳ {other}, hộ cận nghèo 2,15%.")) == said


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("Có 80% trường học (8/10 trường) đạt chuẩn quốc gia.", []),
        ("Có 90% trường học (9/10 trường) đạt chuẩn quốc gia.", [["8/10", "9/10"], ["80%", "90%"]]),
    ],
)
def test_a_number_and_its_rate_in_turn(other: str, said: list[list[str]], audited: Callable[..., Audit]) -> None:
    """What stands behind a bracket is told of the number before it, too; the order of the two tells nothing."""
    first = f"{TERM}Có 8/10 trường học đạt chuẩn quốc gia, đạt 80%."
    assert sorted(map(sorted, loud_texts(audited(first, TERM + other)))) == said


def test_words_behind_a_bracket(audited: Callable[..., Audit]) -> None:
    """They are told of the number before it, but for those that a joining word or a further number takes."""
    said = audited(f"{TERM}Chi 345 tỷ đồng (đạt 75% dự toán) cho giáo dục. Có 45 đội (tăng 12%) và 3 câu lạc bộ.")
    assert figure(said, "345 tỷ đồng").features.core == ("chi", "giáo", "dục")
    assert figure(said, "45").features.core == ("đội",)


def test_every_named_product_has_three_stars(audited: Callable[..., Audit]) -> None:
    """So that to say it tells none apart; of inns it does."""
    of_products = audited(
        f"{TERM}Toàn huyện có 12 sản phẩm OCOP đạt từ 3 sao trở lên.",
        f"{TERM}Có 21 sản phẩm được công nhận OCOP 3 sao trở lên.",
    )
    assert loud_texts(of_products) == [["12", "21"]]
    of_inns = audited(f"{TERM}Toàn huyện có 12 khách sạn từ 3 sao trở lên.", f"{TERM}Toàn huyện có 21 khách sạn.")
    assert loud_texts(of_inns) == []


@pytest.mark.parametrize(("other", "said"), [("9", []), ("12", [["9", "12"]])])
def test_what_a_count_rose_by_behind_another(other: str, said: list[list[str]], audited: Callable[..., Audit]) -> None:
    """``36 dead and 41 hurt, 17 crashes fewer``: of the crashes."""
    first = f"{YEAR}Xảy ra 86 vụ cháy, làm 14 người chết, 21 người bị thương, giảm 9 vụ so với năm 2023."
    assert loud_texts(audited(first, f"{YEAR}Số vụ cháy là 86 vụ, giảm {other} vụ so với năm 2023.")) == said


def test_what_cases_and_those_in_them_are_of(audited: Callable[..., Audit]) -> None:
    """``12 cases with 47 accused of fraud``: what stands behind the second is told of both; not so of households."""
    told = audited(
        f"{YEAR}Đã xét xử 12 vụ với 47 bị cáo về các tội tham nhũng, chức vụ; hỗ trợ 45 hộ với 80 lao động nữ."
    )
    assert {"tham", "nhũng", "chức"} <= set(figure(told, "12").features.core) & set(figure(told, "47").features.core)
    assert "nữ" not in figure(told, "45").features.core
    first = f"{YEAR}Đã xét xử 12 vụ với 47 bị cáo về các tội tham nhũng, chức vụ."
    other = f"{YEAR}Các vụ án tham nhũng, chức vụ được xét xử với 21 vụ, 47 bị cáo."
    assert loud_texts(audited(first, other)) == [["12", "21"]]


def test_an_account_of_a_term_that_is_over(audited: Callable[..., Audit]) -> None:
    """It is of the term's last year where it says so, or that it looks back; a congress stands at the beginning."""
    term = "Đảng bộ phường Yên Sơn: Dấu ấn một nhiệm kỳ\n\nNhiệm kỳ 2020 - 2025, Đảng bộ phường Yên Sơn có 63 đảng viên mới. "
    assert audited(f"{term}5 năm qua, phường mở 12 lớp.").extracts[0].document.date == "2025"
    next_one = (
        term.replace("Dấu ấn một nhiệm kỳ", "Thành quả") + "Nhiệm kỳ 2025 - 2030, phường phấn đấu kết nạp 80 đảng viên."
    )
    assert audited(next_one).extracts[0].document.date == "2025"
    begun = term.replace("Dấu ấn một nhiệm kỳ", "Đại hội").replace("Nhiệm kỳ", "Đại hội nhiệm kỳ")
    assert audited(f"{begun}5 năm qua, phường mở 12 lớp.").extracts[0].document.date == "2020"


def test_an_index_in_one_word_is_a_topic_of_its_own(audited: Callable[..., Audit]) -> None:
    """What a sentence opens with is no part of what the one before it told of, though its name is one word of the
    language; what follows in it goes on with that."""
    told = audited(
        f"{YEAR}Khu vực công nghiệp - xây dựng tăng 11,62%. Chỉ số sản xuất công nghiệp tăng 9,83%, song sản lượng điện chỉ đạt "
        "2.614 triệu kWh, giảm 15,3% so với cùng kỳ."
    )
    assert "dựng" not in figure(told, "15,3%").features.topic


def test_what_is_set_up_is_new(audited: Callable[..., Audit]) -> None:
    """``set up 7`` and ``newly set up 7``; not how many there are."""
    first = f"{YEAR}Hội thành lập mới 7 hợp tác xã do phụ nữ quản lý."
    assert loud_texts(audited(first, f"{YEAR}Hội thành lập 9 hợp tác xã do phụ nữ quản lý.")) == [["7", "9"]]
    assert loud_texts(audited(first, f"{YEAR}Hội có 9 hợp tác xã do phụ nữ quản lý.")) == []


def test_what_an_amount_per_head_came_to_behind_a_multiple(audited: Callable[..., Audit]) -> None:
    """It is of what the multiple is of; that this rose narrows nothing."""
    first = f"{TERM}GRDP bình quân đầu người năm 2025 đạt 86 triệu đồng, gấp 1,6 lần năm 2020."
    other = f"{TERM}GRDP bình quân đầu người năm 2025 tăng 1,6 lần so với năm 2020, đạt 68 triệu đồng."
    assert loud_texts(audited(first, other)) == [["86 triệu đồng", "68 triệu đồng"]]
