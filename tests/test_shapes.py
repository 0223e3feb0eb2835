"""What a finding says of the slip: the smallest change, its shape, who stands alone, and one finding for one cause."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.base import one_edit
from auditor.checks.shapes import shape
from auditor.model import Severity
from auditor.phrases import render
from auditor.pipeline import Audit


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("878", "808", "digit"),
        ("9919", "9991", "swapped"),
        ("1250", "125", "dropped"),
        ("125", "1225", "doubled"),
        ("125", "1275", "added"),
        ("125", "125", ""),
        ("125", "987", ""),
    ],
)
def test_shape(right: str, wrong: str, expected: str) -> None:
    """One slip of the hand is named; no slip, or more than one, is not."""
    assert shape(right, wrong) == expected


@given(st.from_regex(r"[1-9][0-9]{1,6}", fullmatch=True), st.from_regex(r"[1-9][0-9]{1,6}", fullmatch=True))
def test_shape_is_named_just_where_one_edit_leads(a: str, b: str) -> None:
    """A law: a shape is a single edit, in both directions."""
    assert bool(shape(a, b)) == one_edit(a, b) == bool(shape(b, a))


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Công an thụ lý 271 vụ, làm rõ 238 vụ, đạt tỷ lệ 80,8%.", "80,8% → 87,8% (one digit differs)"),
        (
            "Thu nhập tăng từ 44,2 triệu đồng năm 2020 lên 71,1 triệu đồng năm 2024, tăng 29,6 triệu đồng.",
            "29,6 triệu đồng → 26,9 triệu đồng (two digits swapped)",
        ),
        (
            "Toàn tỉnh có 186 hợp tác xã (124 hợp tác xã nông nghiệp, 41 hợp tác xã dịch vụ, 12 hợp tác xã vận tải).",
            "12 → 21 (two digits swapped)",
        ),
        (
            "Thu nhập tăng từ 44,2 triệu đồng năm 2020 lên 77,1 triệu đồng năm 2024, tăng 26,9 triệu đồng.",
            "77,1 triệu đồng → 71,1 triệu đồng (one digit differs)",
        ),
        ("Có 136/175 xã đạt chuẩn, đạt 60,6%.", "136/175 → 106/175 (one digit differs)"),
        ("The board closed 27 branches, namely 21 in towns and 08 in villages.", "08 → 06 (one digit differs)"),
        ("Revenue reached 4,560 tonnes, 95.2% of the plan (5,000 tonnes).", "95.2% → 91.2% (one digit differs)"),
    ],
)
def test_smallest_change(text: str, change: str, audited: Callable[..., Audit]) -> None:
    """The message names the figure to change, as it would be printed, and the slip."""
    messages = [f.message for f in audited(text).findings if f.severity is not Severity.INFO]
    assert len(messages) == 1, messages
    assert change in messages[0][1]
    assert "Sửa ít nhất: " in messages[0][0]


INCOME = "Thu nhập bình quân đầu người của tỉnh năm 2024 đạt {} triệu đồng."


def reasons(result: Audit) -> list[str]:
    return [render(f.reason, "en") for f in result.findings]


def test_who_stands_alone(audited: Callable[..., Audit]) -> None:
    """Of three documents two agree: the third is named; of two neither is."""
    three = audited(INCOME.format("71,1"), f"Năm qua. {INCOME.format('71,1')}", INCOME.format("77,1"))
    assert "report-3 stands alone" in reasons(three)[0]
    assert "one digit differs" in reasons(three)[0]
    two = audited(INCOME.format("71,1"), INCOME.format("77,1"))
    assert "stands alone" not in reasons(two)[0]


def test_stale_copy(audited: Callable[..., Audit]) -> None:
    """The number is that of the year before: it was copied and not brought up to date."""
    other = "Thu nhập bình quân đầu người của tỉnh năm 2023 đạt 64,2 triệu đồng, năm 2024 đạt 71,1 triệu đồng."
    found = reasons(audited(INCOME.format("64,2"), other))
    assert any("report-2 prints the same number for 2023" in reason for reason in found), found


SUM = "Tổng chi năm 2024 là 84,6 tỷ đồng, gồm giao thông 41,2 tỷ đồng, thủy lợi 26,9 tỷ đồng, giáo dục {} tỷ đồng."


def test_one_cause_is_one_finding(audited: Callable[..., Audit]) -> None:
    """A sum that fails because one addend conflicts with another document is told with that conflict."""
    result = audited(SUM.format("15,9"), "Chi cho giáo dục năm 2024 là 16,5 tỷ đồng.")
    assert [f.rule for f in result.findings] == ["cross-value"]
    assert "with the number of report-2 this would be right, too: 41,2 tỷ đồng + " in reasons(result)[0]


def test_two_causes_are_two_findings(audited: Callable[..., Audit]) -> None:
    """A sum that the other document's number does not make right stays a finding of its own."""
    result = audited(SUM.format("15,9"), "Chi cho giáo dục năm 2024 là 17,3 tỷ đồng.")
    assert sorted(f.rule for f in result.findings) == ["cross-value", "sum-of-parts"]


def test_the_same_slip_twice_is_two_findings(audited: Callable[..., Audit]) -> None:
    """The same wrong sentence in two documents has to be mended in both."""
    result = audited(SUM.format("15,9"), f"{SUM.format('15,9')} Kết quả tốt.")
    assert [f.rule for f in result.findings] == ["sum-of-parts", "sum-of-parts"]
    assert len({f.id for f in result.findings}) == 2
