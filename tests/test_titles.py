"""What reports are called that tell of a year and of what is wanted of the next: both parts are read as what they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Role
from auditor.pipeline import Audit
from tests.said import figures, label, loud_texts

VI = """UBND TỈNH SÔNG TRÀ

{title}

{first}

1. Nông nghiệp: Sản lượng lương thực đạt 418 nghìn tấn.

2. Tài chính: Thu ngân sách đạt 8.420 tỷ đồng.

II. NHIỆM VỤ, GIẢI PHÁP NĂM 2025

1. Nông nghiệp: Sản lượng lương thực đạt 425 nghìn tấn.

2. Tài chính: Thu ngân sách đạt 9.100 tỷ đồng.
"""
EN = """HARROW VALE COUNCIL

{title}

{first}

The council collected 41,200 tonnes of waste.

2. Targets for 2025

The council collects 40,100 tonnes of waste.
"""


def roles(result: Audit) -> dict[str, Role]:
    return {f.text: f.role for f in result.extracts[0].figures}


@pytest.mark.parametrize("first", ["I. TÌNH HÌNH NĂM 2024", "I. NĂM 2024"])
@pytest.mark.parametrize(
    "title",
    [
        "BÁO CÁO\nTình hình kinh tế - xã hội năm 2024 và nhiệm vụ, giải pháp năm 2025",
        "BÁO CÁO\nTổng kết công tác năm 2024, phương hướng, nhiệm vụ công tác năm 2025",
        "BÁO CÁO\nCông tác xây dựng Đảng năm 2024 và nhiệm vụ, giải pháp chủ yếu năm 2025",
        "BÁO CÁO\nKết quả thực hiện nhiệm vụ năm 2024 và mục tiêu năm 2025",
        "BÁO CÁO\nVề tình hình kinh tế - xã hội năm 2024; mục tiêu, nhiệm vụ năm 2025",
    ],
)
def test_a_vietnamese_title_of_both(title: str, first: str, audited: Callable[..., Audit]) -> None:
    assert roles(audited(VI.format(title=title, first=first))) == {
        "418 nghìn tấn": Role.RESULT,
        "8.420 tỷ đồng": Role.RESULT,
        "425 nghìn tấn": Role.TARGET,
        "9.100 tỷ đồng": Role.TARGET,
    }


@pytest.mark.parametrize(
    "title",
    [
        "ANNUAL REPORT\nThe year 2024 and targets for 2025",
        "REPORT\nWaste in 2024 and outlook for 2025",
        "REPORT\nThe situation in 2024 and plan for 2025",
    ],
)
def test_an_english_title_of_both(title: str, audited: Callable[..., Audit]) -> None:
    assert roles(audited(EN.format(title=title, first="1. The year"))) == {
        "41,200 tonnes": Role.RESULT,
        "40,100 tonnes": Role.TARGET,
    }


def test_a_line_on_the_next_year_alone_announces_what_is_wanted(audited: Callable[..., Audit]) -> None:
    text = (
        "UBND TỈNH SÔNG TRÀ\n\nBÁO CÁO năm 2024\n\nMục tiêu, nhiệm vụ năm 2025\n\n- Thu ngân sách đạt 9.100 tỷ đồng.\n"
    )
    assert roles(audited(text)) == {"9.100 tỷ đồng": Role.TARGET}


RESOLUTION = """HỘI ĐỒNG NHÂN DÂN TỈNH SÔNG TRÀ

NGHỊ QUYẾT
Về kế hoạch phát triển kinh tế - xã hội năm 2025

Điều 1. Thông qua kế hoạch phát triển kinh tế - xã hội năm 2025 với các mục tiêu, chỉ tiêu chủ yếu sau:

1. Thu ngân sách nhà nước trên địa bàn: 10.500 tỷ đồng.

2. Tỷ lệ che phủ rừng: 58,6%.
"""
PLAN = """UBND TỈNH SÔNG TRÀ

KẾ HOẠCH
Phát triển kinh tế - xã hội năm 2025

Các chỉ tiêu chủ yếu

- Thu ngân sách nhà nước trên địa bàn đạt 10.050 tỷ đồng; tỷ lệ che phủ rừng đạt 56,8%.
"""


def test_the_plan_of_a_year_against_its_resolution(audited: Callable[..., Audit]) -> None:
    result = audited(RESOLUTION, PLAN)
    assert set(roles(result).values()) == {Role.TARGET}
    told = loud_texts(result)
    assert sorted(told) == [["10.500 tỷ đồng", "10.050 tỷ đồng"], ["58,6%", "56,8%"]]


def test_what_was_done_of_a_plan_is_no_target(audited: Callable[..., Audit]) -> None:
    report = RESOLUTION.replace("NGHỊ QUYẾT\nVề", "BÁO CÁO\nThực hiện").replace("Thông qua", "Thực hiện")
    assert set(roles(audited(report)).values()) == {Role.RESULT}


@pytest.mark.parametrize(
    ("statement", "time"),
    [
        ("Công an huyện Yên Sơn vừa sơ kết công tác 6 tháng đầu năm 2024.", "2024-H1"),
        ("Sáng 8/7, huyện Yên Sơn họp báo cáo tình hình kinh tế - xã hội quý II năm 2024.", "2024-Q2"),
        ("Huyện Yên Sơn tổng kết phong trào và triển khai nhiệm vụ 6 tháng cuối năm 2024.", ""),
        ("The council reviewed its work in the first half of 2024.", "2024-H1"),
        ("The council plans works for the first half of 2024.", ""),
    ],
)
def test_what_the_first_sentence_says_that_it_is_about(
    statement: str, time: str, audited: Callable[..., Audit]
) -> None:
    """All that has no time of its own is of the part of a year that a meeting reviewed."""
    told = "Xảy ra 86 vụ cháy." if not statement.isascii() else "There were 86 fires."
    assert label(figures(audited(f"{statement}\n\n{told}"))["86"]) == time


def test_a_sector_s_year_in_its_title(audited: Callable[..., Audit]) -> None:
    """What stands before the year in a title is compared with nothing; the year of an aim is none that is told of."""
    text = (
        "ĐỀ CƯƠNG TUYÊN TRUYỀN\nKết quả phát triển nông nghiệp của huyện năm 2023\n\nSản lượng thóc cả năm đạt 3.120 tấn.\n\n"
        "Năm 2024, huyện Yên Sơn phấn đấu trồng 120 ha rừng."
    )
    document = audited(text).extracts[0].document
    assert (document.title, document.date, document.year) == (
        "ĐỀ CƯƠNG TUYÊN TRUYỀN Kết quả phát triển nông nghiệp của huyện năm 2023",
        "2023",
        "2023",
    )


def test_a_merged_income_is_none_before_a_merger(audited: Callable[..., Audit]) -> None:
    """The word for merging names what is counted before it became fewer, no amount."""
    told = figures(audited("Doanh thu hợp nhất 2.864 tỷ đồng, hoàn thành 103,5% kế hoạch. Hợp nhất 139 tổ còn 54 tổ."))
    assert (told["2.864 tỷ đồng"].role, told["139"].role) == (Role.RESULT, Role.BASELINE)


def test_more_of_them_are_new_ones(audited: Callable[..., Audit]) -> None:
    """``12 more`` in two turns of phrase."""
    first = "BÁO CÁO\nKết quả năm 2024 của huyện Yên Sơn\n\nNăm 2024, thêm {} xã đạt chuẩn nông thôn mới."
    other = first.replace("thêm", "huyện có thêm")
    assert loud_texts(audited(first.format(12), other.format(21))) == [["12", "21"]]
    assert loud_texts(audited(first.format(12), other.format(21).replace("có thêm", "có"))) == []


def test_what_a_plan_tells_of_the_year_before(audited: Callable[..., Audit]) -> None:
    """It is of that year up to where the plan tells of its own."""
    text = (
        "NGHỊ QUYẾT\nVề nhiệm vụ phát triển kinh tế - xã hội năm 2025 của huyện Yên Sơn\n\nĐiều 1. Hội đồng nhân dân tán thành đánh giá "
        "kết quả năm 2024: giá trị sản xuất tăng 10,6%. Huyện làm 6,8 km đường. Có 412 lao động được giải quyết việc làm."
    )
    told = figures(audited(text))
    assert {shown: label(told[shown]) for shown in ("6,8 km", "412")} == {"6,8 km": "2024", "412": "2024"}
    report = text.replace("NGHỊ QUYẾT\nVề", "BÁO CÁO\nTình hình thực hiện")
    assert label(figures(audited(report))["412"]) == ""
