"""What a congress's report says of the targets that the one before it set: quoted beside what was reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Figure, Role
from auditor.pipeline import Audit
from tests.said import loud_texts

SET = (
    "ĐẢNG BỘ HUYỆN YÊN SƠN\n\nNGHỊ QUYẾT\nĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ HUYỆN LẦN THỨ XXI, NHIỆM KỲ 2020 - 2025\n\n"
    "Yên Sơn, ngày 12 tháng 8 năm 2020\n\nI. KẾT QUẢ NHIỆM KỲ 2015 - 2020\n{}\n\n"
    "II. CÁC CHỈ TIÊU CHỦ YẾU NHIỆM KỲ 2020 - 2025\n{}\n"
)
TOLD = (
    "ĐẢNG BỘ HUYỆN YÊN SƠN\n\nBÁO CÁO CHÍNH TRỊ\ncủa Ban Chấp hành Đảng bộ huyện khóa XXI trình Đại hội đại biểu Đảng bộ "
    "huyện lần thứ XXII, nhiệm kỳ 2025 - 2030\n\nYên Sơn, ngày 20 tháng 6 năm 2025\n\nI. TÌNH HÌNH THỰC HIỆN\n{}\n"
)
FOREST = "- Tỷ lệ che phủ rừng đạt 48,6%."
SCHOOLS = "- Tỷ lệ trường học đạt chuẩn quốc gia đạt 65%."


def read(text: str, audited: Callable[..., Audit]) -> dict[str, Figure]:
    """The figures of a political report with a text."""
    return {f.text: f for f in audited(TOLD.format(text)).extracts[0].figures}


@pytest.mark.parametrize(
    ("target", "told", "wrong"),
    [
        (FOREST, "Tỷ lệ che phủ rừng đạt 49,2% (chỉ tiêu {}).", ("48,6%", "46,8%")),
        (FOREST, "Tỷ lệ che phủ rừng đạt 49,2%, so với chỉ tiêu {}.", ("48,6%", "46,8%")),
        (FOREST, "Tỷ lệ che phủ rừng đạt 49,2%, vượt chỉ tiêu đề ra ({}).", ("48,6%", "46,8%")),
        (SCHOOLS, "Tỷ lệ trường học đạt chuẩn quốc gia đạt 66,8%, vượt mục tiêu {} của Nghị quyết.", ("65%", "56%")),
        (SCHOOLS, "Tỷ lệ trường học đạt chuẩn quốc gia năm 2025 đạt 66,8%, vượt chỉ tiêu {}.", ("65%", "68%")),
        (
            "- Tổng vốn đầu tư toàn xã hội 5 năm đạt 13.500 tỷ đồng.",
            "Vốn đầu tư toàn xã hội 5 năm ước thực hiện 12.890 tỷ đồng (mục tiêu Nghị quyết là {} tỷ đồng).",
            ("13.500", "15.300"),
        ),
    ],
)
def test_targets_are_held_against_those_that_were_set(
    target: str, told: str, wrong: tuple[str, str], audited: Callable[..., Audit]
) -> None:
    """They are of the term that is over, not of the one that the congress opens."""
    rules = [f.rule for f in audited(SET.format("", target), TOLD.format(told.format(wrong[1]))).findings]
    assert "restated-target" in rules
    assert loud_texts(audited(SET.format("", target), TOLD.format(told.format(wrong[0])))) == []
    assert len(loud_texts(audited(SET.format("", target), TOLD.format(told.format(wrong[1]))))) == 1


def test_what_is_aimed_at_beside_a_result_is_of_the_term_ahead(audited: Callable[..., Audit]) -> None:
    """Nobody quotes a target with a verb."""
    found = read("Tỷ lệ che phủ rừng đạt 49,2%, phấn đấu đạt 52,5%. Thu ngân sách đạt 412 tỷ đồng.", audited)
    assert found["52,5%"].role is Role.TARGET
    assert found["52,5%"].period is not None
    assert found["52,5%"].period.label == "2025/2030"


@pytest.mark.parametrize("percent", ["12%", "2,4%"])
def test_by_how_much_a_target_was_passed(percent: str, audited: Callable[..., Audit]) -> None:
    """What is far from the level reached is no target."""
    found = read(f"Tỷ lệ trường học đạt chuẩn quốc gia đạt 66,8%, vượt chỉ tiêu {percent}.", audited)
    assert found[percent].measure == "up"
    found = read("Tỷ lệ tăng thu đạt 15,2%, vượt chỉ tiêu 14%.", audited)
    assert found["14%"].measure == "up"


@pytest.mark.parametrize(
    "told",
    [
        "Tỷ lệ che phủ rừng đạt 49,2% (chỉ tiêu 48,6%, năm 2020 đạt {}).",
        "Tỷ lệ che phủ rừng đạt 49,2% (Nghị quyết đề ra trên 48,6%; năm 2020: {}).",
    ],
)
def test_what_there_was_is_no_target(told: str, audited: Callable[..., Audit]) -> None:
    """An earlier year behind a target turns to what was reached in it."""
    earlier = SET.format("Năm 2020, tỷ lệ che phủ rừng đạt 47,3%.", FOREST)
    assert loud_texts(audited(earlier, TOLD.format(told.format("47,3%")))) == []
    assert loud_texts(audited(earlier, TOLD.format(told.format("43,7%")))) == [["47,3%", "43,7%"]]


def test_the_level_that_grew_stands_before_the_bracket(audited: Callable[..., Audit]) -> None:
    """A target in a bracket is not what the multiple is told of."""
    text = (
        "Thu ngân sách 5 năm đạt 412 tỷ đồng (mục tiêu là 480 tỷ đồng), gấp {} lần giai đoạn 2016 - 2020 (228 tỷ đồng)."
    )
    assert loud_texts(audited(TOLD.format(text.format("1,81")))) == []
    assert len(loud_texts(audited(TOLD.format(text.format("1,18"))))) == 1


def test_each_year_is_on_average(audited: Callable[..., Audit]) -> None:
    """Of a change both words say the same; of an amount they do not."""
    a = "Đảng bộ huyện Yên Sơn\n\nGiai đoạn 2021 - 2025, thu ngân sách tăng bình quân {}/năm."
    b = "Đảng bộ huyện Yên Sơn\n\nGiai đoạn 2021 - 2025, thu ngân sách mỗi năm tăng {}."
    assert loud_texts(audited(a.format("8,6%"), b.format("8,6%"))) == []
    assert len(loud_texts(audited(a.format("8,6%"), b.format("6,8%")))) == 1
