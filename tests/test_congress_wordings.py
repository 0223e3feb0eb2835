"""What the offices of a congress write of one thing in two ways: rates of two things, means, beginnings, brackets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Figure
from auditor.pipeline import Audit
from tests.said import loud_texts

HEAD = "Báo cáo chính trị huyện Yên Sơn, nhiệm kỳ 2020 - 2025\n\n"


def read(text: str, audited: Callable[..., Audit]) -> dict[str, Figure]:
    """The figures of a report with a text."""
    return {f.text: f for f in audited(HEAD + text).extracts[0].figures}


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        pytest.param(
            "Đạt {} bác sĩ và 28,4 giường bệnh trên một vạn dân.",
            "Số bác sĩ/vạn dân đạt {}.",
            ("9,3", "9,8"),
            id="a rate whose people stand behind the next",
        ),
        pytest.param(
            "Có {} bác sĩ và 34 giường bệnh trên một vạn dân.",
            "Bác sĩ, giường bệnh trên một vạn dân lần lượt là {} và 34.",
            ("15", "12"),
            id="two rates in turn",
        ),
        pytest.param(
            "Toàn tỉnh có {} huyện, 163 xã đạt chuẩn nông thôn mới.",
            "Đã có 163 xã và {} huyện về đích nông thôn mới.",
            ("7", "9"),
            id="districts and communes of one standard",
        ),
        pytest.param(
            "Tỷ lệ hộ nghèo giảm từ {} đầu nhiệm kỳ xuống còn 1,84%.",
            "Đến nay, huyện còn 1,84% hộ nghèo (đầu nhiệm kỳ {}).",
            ("5,93%", "5,39%"),
            id="where it began",
        ),
        pytest.param(
            "Giai đoạn 2021 - 2025, công nghiệp tăng {}/năm, dịch vụ tăng 6,2%/năm.",
            "Giai đoạn 2021 - 2025, công nghiệp tăng cao nhất ({}/năm), tiếp đến là dịch vụ (6,2%/năm).",
            ("7,86%", "7,68%"),
            id="a rise in a bracket",
        ),
        pytest.param(
            "Tỷ lệ bao phủ bảo hiểm y tế đạt {}.",
            "Bảo hiểm y tế bao phủ {} dân số.",
            ("96%", "98%"),
            id="the verb behind",
        ),
        pytest.param(
            "Ban Chấp hành ban hành {} chỉ thị, 12 nghị quyết.",
            "Ban Chấp hành ban hành {} chỉ thị cùng 12 nghị quyết.",
            ("28", "82"),
            id="joined by another word",
        ),
        pytest.param(
            "Phấn đấu đến năm 2025 kết nạp từ {} đảng viên trở lên.",
            "Phấn đấu đến năm 2025, số đảng viên kết nạp tối thiểu {} đồng chí.",
            ("300", "350"),
            id="bounds before and behind",
        ),
        pytest.param(
            "Phấn đấu đến năm 2025, thu ngân sách tăng {}/năm.",
            "Phấn đấu đến năm 2025, thu nhập bình quân đầu người 190 triệu đồng; mỗi năm tăng thu ngân sách {}.",
            ("12%", "15%"),
            id="what grows behind a semicolon",
        ),
        pytest.param(
            "Giai đoạn 2021 - 2025, tăng trưởng GRDP bình quân đạt 7,48%/năm (mục tiêu {}).",
            "Giai đoạn 2021 - 2025, tăng trưởng GRDP bình quân đạt 7,48%/năm, chưa đạt mục tiêu ({}).",
            ("8%", "9%"),
            id="what was aimed at and what was planned for one time",
        ),
        pytest.param(
            "Chỉnh trang {} tuyến ngõ.",
            "Công tác quản lý đô thị được tăng cường: {} tuyến ngõ được chỉnh trang.",
            ("43", "34"),
            id="a field of work before a colon",
        ),
        pytest.param(
            "Cung cấp 1.874 dịch vụ công trực tuyến, trong đó 1.023 dịch vụ công trực tuyến toàn trình.",
            "Có 1.023 trong tổng số {} dịch vụ công trực tuyến được cung cấp ở mức toàn trình.",
            ("1.874", "1.784"),
            id="one part of two wholes",
        ),
        pytest.param(
            "Đến năm 2025, phấn đấu sản lượng lương thực bình quân hằng năm đạt {} vạn tấn.",
            "Năm 2025, sản lượng lương thực bình quân ước đạt 27,9 vạn tấn/năm (chỉ tiêu {} vạn tấn).",
            ("26", "28"),
            id="a target in a bracket counted as what was reached",
        ),
    ],
)
def test_told_in_two_ways(a: str, b: str, said: tuple[str, str], audited: Callable[..., Audit]) -> None:
    right, wrong = said
    assert loud_texts(audited(HEAD + a.format(right), HEAD + b.format(right))) == []
    found = loud_texts(audited(HEAD + a.format(right), HEAD + b.format(wrong)))
    assert len(found) == 1, found


def test_a_mean_is_of_no_year_of_another_figure(audited: Callable[..., Audit]) -> None:
    """``80 bn in 2025; growing 7.9 % a year``; but ``in 2025 it grew 7.9 % a year``, and a growth is of its year."""
    far = "Quy mô kinh tế năm 2025 đạt 308 tỷ đồng; năng suất lao động tăng 7,9%/năm."
    near = "Năm 2025, năng suất lao động tăng 7,9%/năm."
    growth = "Năm 2025, quy mô kinh tế đạt 308 tỷ đồng, năng suất lao động tăng 7,9%."
    found = [read(text, audited)[figure].period for text, figure in ((far, "7,9%/năm"), (near, "7,9%/năm"))]
    assert [period.label if period else "" for period in found] == ["", "2025"]
    ahead = read("Đại hội thông qua các chỉ tiêu: đến năm 2030, thu 15 tỷ đồng; mỗi năm giảm 4% hộ nghèo.", audited)[
        "4%"
    ]
    assert (ahead.role, ahead.period.label if ahead.period else "") == ("target", "2030")
    period = read(growth, audited)["7,9%"].period
    assert period is not None
    assert period.label == "2025"


def test_a_number_of_things_is_no_rate_of_the_next(audited: Callable[..., Audit]) -> None:
    """A verb between them begins another statement."""
    found = read("Xây mới 5 trạm y tế và đạt 34 giường bệnh trên một vạn dân.", audited)
    assert found["5"].per == ""


@pytest.mark.parametrize(("items", "loud"), [(3, 0), (2, 1)])
def test_an_item_of_a_list_may_hold_two(items: int, loud: int, audited: Callable[..., Audit]) -> None:
    """Where a semicolon parts what one dash tells, the list may be counted either way."""
    ending = "\n\n- Thu gom rác đô thị; thu gom rác nông thôn\n\nII. NHIỆM VỤ\n\nTập trung thực hiện."
    text = "I. KẾT QUẢ\n\nCó 3 chỉ tiêu môi trường gồm:\n\n- Che phủ rừng" + ending
    text = text if items == 3 else text.replace("; thu gom rác nông thôn", "")
    assert len(loud_texts(audited(HEAD + text))) == loud


def test_changes_of_two_amounts_repeat_nothing(audited: Callable[..., Audit]) -> None:
    """What changed is told beside each change, and differs."""
    text = (
        "Số vụ khiếu nại của tỉnh là 63 vụ. Tổng số vụ thuộc thẩm quyền giải quyết của cấp huyện 294 vụ, giảm 7 vụ thụ lý "
        "mới so với cùng kỳ.\n\nSố vụ tố cáo của tỉnh là 12 vụ. Tổng số vụ thuộc thẩm quyền giải quyết của cấp huyện {} vụ, "
        "tăng 2 vụ thụ lý mới so với cùng kỳ."
    )
    assert loud_texts(audited(HEAD + text.format("21"))) == []


def test_that_both_are_rates_makes_them_no_one_thing(audited: Callable[..., Audit]) -> None:
    """A word that only tells changes apart says nothing of two levels."""
    a = HEAD + "Chính phủ yêu cầu cân đối thu, phấn đấu năm 2026 giảm tỷ lệ nợ đọng xuống dưới 5%."
    b = HEAD + "Chính phủ xây dựng dự toán cân đối thu; năm 2026 phấn đấu bội chi ở mức 5,3% GDP."
    assert loud_texts(audited(a, b)) == []


def test_a_subject_behind_a_semicolon_takes_nothing_from_before(audited: Callable[..., Audit]) -> None:
    """What a statement without a figure says before it is of something else, for its amount and for the change of it."""
    text = (
        "Ngành thuế đã tích cực thu hồi nợ đọng{} tổng nợ thuế cuối năm còn 1.376 tỷ đồng, giảm 8,4% so với năm trước."
    )
    found = read(text.format(";"), audited)
    assert found["1.376 tỷ đồng"].features.head == ()
    assert "đọng" not in found["8,4%"].features.head
    assert "đọng" in read(text.format(","), audited)["8,4%"].features.head


def test_what_an_area_was_before_a_merger_is_another(audited: Callable[..., Audit]) -> None:
    """Its own name with a mark behind it, also in the sentence that goes on with its parts; others are what they were."""
    head = "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG\n\nBáo cáo năm 2024\n\n"
    old = (
        "Hải Phòng (cũ) thu ngân sách nhà nước 77.319 tỷ đồng. Trong đó, thu nội địa đạt 38.647 tỷ đồng. "
        "Tỉnh Hải Dương cũ thu hút 31 dự án."
    )
    new = "Toàn thành phố thu ngân sách nhà nước 100.412 tỷ đồng. Trong đó, thu nội địa đạt 58.412 tỷ đồng."
    result = audited(head + old, head + new)
    assert loud_texts(result) == []
    scopes = {f.text: f.scope for f in result.extracts[0].figures}
    assert list(scopes.values()) == ["area:Hải Phòng cũ", "area:Hải Phòng cũ", "area:Hải Dương"]
    assert loud_texts(audited(head + old, head + old.replace("38.647", "38.467"))) == [
        ["38.647 tỷ đồng", "38.467 tỷ đồng"]
    ]
