"""Sentences that go on with the one before, and what is set apart from it: ways, areas, months, repeated amounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.pipeline import Audit
from tests.said import figures, loud_texts

HEAD = "Tin giao thông 6 tháng đầu năm 2024\n\n"
WHOLE = (
    "Theo Ban An toàn giao thông, 6 tháng đầu năm 2024, cả nước xảy ra 8.214 vụ tai nạn, làm chết 3.127 người. "
    "So với cùng kỳ năm 2023, số vụ tai nạn tăng 1.318 vụ (19,11%), số người chết giảm 514 người (-14,12%)."
)
BY_WAY = (
    "6 tháng đầu năm 2024, cả nước xảy ra 8.214 vụ tai nạn, làm chết 3.127 người.\n\n"
    "Đường bộ xảy ra 8.109 vụ, làm chết 3.061 người. So với cùng kỳ năm trước tăng 1.306 vụ (19,2%), giảm 515 người chết "
    "(-14,4%).\n\nĐường sắt xảy ra 71 vụ, làm chết 52 người. So với cùng kỳ năm trước tăng 9 vụ (14,52%)."
)


def test_what_goes_on_with_a_part_is_none_of_the_whole(audited: Callable[..., Audit]) -> None:
    """A comparison without a subject is of what the sentence before it told: of roads alone, however near the whole."""
    assert loud_texts(audited(HEAD + WHOLE, HEAD + BY_WAY)) == []
    wrong = BY_WAY.replace("3.127", "3.217")
    assert loud_texts(audited(HEAD + WHOLE, HEAD + wrong)) == [["3.127", "3.217"]]
    told = figures(audited(HEAD + BY_WAY))
    assert dict(told["515"].features.modifiers)["way"] == "road"
    assert dict(told["9"].features.modifiers)["way"] == "rail"


def test_a_comparison_is_of_the_month_before_it(audited: Callable[..., Audit]) -> None:
    """It has the time of the sentence that it goes on with; one of another paragraph has not."""
    text = (
        "Từ ngày 15/5/2024 đến 14/6/2024, cả nước xảy ra 1.394 vụ tai nạn. So với cùng kỳ năm trước, số vụ tăng 117 vụ."
    )
    told = figures(audited(HEAD + text + "\n\nSố người bị thương tăng 206 người."))
    times = {text: figure.period.label for text, figure in told.items() if figure.period}
    assert times["117"] == "2024-06"
    assert times["206"] == "2024-H1"


@pytest.mark.parametrize(
    ("line", "month"),
    [
        ("Tháng 6/2024: Tình hình tai nạn giao thông", "2024-06"),
        ("Tháng 6/2024", "2024-H1"),
        ("Tình hình tai nạn giao thông: theo vùng", "2024-H1"),
    ],
)
def test_a_line_that_opens_with_a_month(line: str, month: str, audited: Callable[..., Audit]) -> None:
    """Before a colon it dates what stands below; a bare month may be that of the paper itself."""
    told = figures(audited(f"{HEAD}{line}\n\nĐường bộ xảy ra 1.377 vụ, làm chết 639 người."))
    assert told["1.377"].period is not None
    assert told["1.377"].period.label == month


def test_parts_of_another_area_are_another_area_s(audited: Callable[..., Audit]) -> None:
    """What opens with words for parts is of the area of the sentence before it, ranks too."""
    a = (
        "Chuyển đổi số năm 2022\n\nBộ Thông tin công bố cả nước có 63 tỉnh xếp hạng. Hải Dương năm nay có chỉ số DTI xếp "
        "thứ 31/63 tỉnh. Trong đó, chính quyền số xếp thứ 42/63 tỉnh; kinh tế số xếp thứ 17/63; xã hội số xếp thứ 33/63."
    )
    b = (
        "Chuyển đổi số năm 2022\n\nBộ Thông tin công bố cả nước có 63 tỉnh xếp hạng. Ở 3 trụ cột: chính quyền số Bến Tre "
        "đạt 0,6312 điểm, xếp thứ 28; kinh tế số đạt 0,6418 điểm, xếp thứ 26 và xã hội số đạt 0,5877 điểm, xếp thứ 24."
    )
    assert loud_texts(audited(a, b, same_organisation=True)) == []
    other = a.replace("Trong đó, chính quyền số xếp thứ 42/63 tỉnh; ", "Trong đó ")
    assert loud_texts(audited(a, other.replace("17/63", "71/63"), same_organisation=True))
    told = figures(audited(b))
    assert "xã_hội_số" in told["0,5877 điểm"].features.core


def test_names_of_currencies_stand_behind_numbers(audited: Callable[..., Audit]) -> None:
    """Before one such a word is part of a place's name; a code is not."""
    told = figures(audited("Thiệt hại\n\nHuyện Lục Yên 13 người, huyện Văn Yên 4 người; chi JPY 12.000 và 5.000 yên."))
    assert [told[text].unit for text in ("13", "4")] == ["count", "count"]
    assert {f.unit for t, f in told.items() if t.endswith(("12.000", "yên"))} == {"JPY"}


def test_an_account_of_many_areas_is_of_none(audited: Callable[..., Audit]) -> None:
    """Also where it calls one of them a province oftener than the others; one of an area may name others."""
    many = (
        "Mưa lũ\n\nThanh Hóa có 63 nhà hư hỏng, Nghệ An 417 nhà, Phú Thọ 19 nhà, Ninh Bình 7 nhà, Hưng Yên 5 nhà. Đê vỡ ở "
        "tỉnh Thanh Hóa; kè sạt ở tỉnh Thanh Hóa."
    )
    assert audited(many).extracts[0].document.organisation is None
    own = "Tin từ tỉnh Thanh Hóa\n\nTỉnh Thanh Hóa có 63 nhà hư hỏng; Nghệ An 417 nhà. Thanh Hóa đã sửa 12 nhà."
    assert audited(own).extracts[0].document.organisation == "Thanh Hóa"


def test_an_aim_dates_no_account(audited: Callable[..., Audit]) -> None:
    """The year of what an area wants to become is none that it reports on."""
    text = (
        "Vĩnh Long tăng trưởng hai chữ số, mục tiêu thành phố năm 2030\n\nTỉnh Vĩnh Long đặt mục tiêu lên thành phố vào năm "
        "2030. Năm 2023, tỉnh Vĩnh Long tăng trưởng 9,12%."
    )
    assert (audited(text).extracts[0].document.date or "").startswith("2023")


def test_one_document_contradicts_itself_beside_another(audited: Callable[..., Audit]) -> None:
    """What agrees with another document in one place and is misprinted in the next is told."""
    a = "Ngân sách quý I/2023 của tỉnh Vĩnh Long\n\nTổng thu nội địa quý I/2023 của tỉnh Vĩnh Long ước đạt {} tỷ đồng."
    twice = a.format("7.284") + "\n\nTrong quý I/2023, tổng thu nội địa ước đạt {} tỷ đồng, bằng 27% dự toán."
    assert ["7.284 tỷ đồng", "7.824 tỷ đồng"] in loud_texts(audited(twice.format("7.824"), a.format("7.284")))
    assert loud_texts(audited(twice.format("7.284"), a.format("7.284"))) == []


def test_decimals_left_off(audited: Callable[..., Audit]) -> None:
    """A long amount without its decimals is the same; another whole number is not."""
    text = "Kinh tế tỉnh Vĩnh Long năm 2023\n\nNăm 2023, tổng sản phẩm trên địa bàn tỉnh Vĩnh Long đạt {} tỷ đồng."
    assert loud_texts(audited(text.format("48.216,8"), text.format("48.216"))) == []
    assert loud_texts(audited(text.format("48.216,8"), text.format("48.261"))) == [
        ["48.216,8 tỷ đồng", "48.261 tỷ đồng"]
    ]


def test_own_area_set_apart_from_the_country(audited: Callable[..., Audit]) -> None:
    """A local report that tells of the country first and then of its own area does not repeat itself."""
    text = (
        "ĐẢNG BỘ TỈNH VĨNH LONG\n\nNăm 2023, cấp ủy các cấp đã kiểm tra 51.460 tổ chức đảng và 298.214 đảng viên.\n\n"
        "{} năm 2023, cấp ủy các cấp đã kiểm tra 1.372 tổ chức đảng và 3.416 đảng viên."
    )
    assert loud_texts(audited(text.format("Đối với Đảng bộ tỉnh Vĩnh Long,"))) == []
    assert loud_texts(audited(text.format("Cũng trong")))


def test_the_rest_of_the_year_is_not_told_by_now(audited: Callable[..., Audit]) -> None:
    """What was added up since the year began is of its months up to the day of writing, not of the year."""
    a = (
        "Du lịch tỉnh Vĩnh Long\n\nTừ ngày 17 đến ngày 23/11/2023, tỉnh Vĩnh Long đón 41.000 lượt khách. Từ đầu năm đến nay, "
        "tổng lượt khách đến tỉnh Vĩnh Long đạt 1,53 triệu lượt, tăng 22,7% so với cùng kỳ."
    )
    b = (
        "Du lịch tỉnh Vĩnh Long năm 2023\n\nNăm 2023, tổng lượt khách đến tỉnh Vĩnh Long đạt 1,78 triệu lượt, tăng 15,3% so "
        "với cùng kỳ."
    )
    told = figures(audited(a))["1,53 triệu"]
    assert told.period is not None
    assert told.period.label == "2023-M11"
    assert loud_texts(audited(a, b)) == []


def test_a_percentage_of_the_dead_is_none_of_the_hurt(audited: Callable[..., Audit]) -> None:
    """The rate in a bracket is of what its rise or fall is of, not of the last amount before it."""
    text = (
        HEAD + "Xảy ra 12 vụ, làm chết 7 người và bị thương 3 người, số người chết giảm 4 người ({}%) so với cùng kỳ."
    )
    assert loud_texts(audited(text.format("-36,36"))) == []
    assert loud_texts(audited(text.format("-63,36")))


def test_counts_up_to_other_hours(audited: Callable[..., Audit]) -> None:
    """An account of the morning and one of the evening of a flood differ; two of one hour contradict each other."""
    text = (
        "Thiệt hại do bão\n\nTheo Ban Chỉ huy, tính đến {} ngày 23/7/2025, bão làm {} nhà bị tốc mái, ngập {} ha lúa."
    )
    early = text.format("sáng", "420", "19.408")
    late = text.format("17h", "687", "19.408")
    assert loud_texts(audited(early, late, same_organisation=True)) == []
    assert loud_texts(audited(early, text.format("8 giờ 30 phút", "240", "19.408"), same_organisation=True))
    clock = figures(audited("Dự báo mưa\n\nTừ 19h/21/11 đến 5h sáng 22/11, lượng mưa dưới 30 mm."))
    assert "21/11" not in clock


def test_bounds_rounded_at_two_places(audited: Callable[..., Audit]) -> None:
    """Over 5,200 and over 5,250 are one number; over 5,200 and over 5,350 are two."""
    text = "Tin giao thông 6 tháng đầu năm 2024\n\n6 tháng đầu năm 2024, cả nước có hơn {} người chết vì tai nạn giao thông."
    assert loud_texts(audited(text.format("5.200"), text.format("5.250"), same_organisation=True)) == []
    assert loud_texts(audited(text.format("5.200"), text.format("5.350"), same_organisation=True))
    fall = "Tin giao thông tháng 6 năm 2024\n\nTháng 6 năm 2024, tai nạn giao thông giảm {} người chết so với tháng 6 năm 2023."
    assert loud_texts(audited(fall.format("gần 100"), fall.format("92"), same_organisation=True)) == []
    assert loud_texts(audited(fall.format("gần 100"), fall.format("72"), same_organisation=True))


def test_the_surest_disagreement_tells(audited: Callable[..., Audit]) -> None:
    """What one of three documents puts loosely takes nothing from what the other two say of each other."""
    texts = (
        "So với 6 tháng đầu năm 2023, tai nạn giao thông tăng 1.342 vụ",
        "Số vụ tai nạn giao thông tăng 1.324 vụ so với 6 tháng đầu năm 2023",
        "So với cùng kỳ, tăng hơn 1.300 vụ tai nạn",
    )
    documents = [f"{HEAD}6 tháng đầu năm 2024, cả nước xảy ra 9.214 vụ. {text}." for text in texts]
    result = audited(*documents, same_organisation=True)
    assert any({"1.342", "1.324"} <= set(found) for found in loud_texts(result))


def test_the_area_behind_what_is_counted(audited: Callable[..., Audit]) -> None:
    """It is that of its own figure, and none of the next."""
    told = figures(audited("Bão\n\nBão làm 417 nhà ở huyện An Khê bị tốc mái, 251 nhà ở huyện Bình Lương bị tốc mái."))
    assert [told[text].scope for text in ("417", "251")] == ["area:An Khê", "area:Bình Lương"]


def test_a_sentence_that_opens_with_another_area(audited: Callable[..., Audit]) -> None:
    """In an account of one area it is of the other; a meeting place that a comma sets off is none."""
    text = (
        "Tin từ tỉnh Vĩnh Long\n\nTỉnh Vĩnh Long tăng trưởng 8,39%/năm. Bến Tre đạt quy mô gần 86.000 tỷ đồng, tăng 6,3%/năm. "
        "Hà Nội, nơi tổ chức hội chợ, đón 412 gian hàng."
    )
    told = figures(audited(text))
    assert told["6,3%/năm"].scope == "area:Bến Tre"
    assert told["412"].scope == told["8,39%/năm"].scope == ""
