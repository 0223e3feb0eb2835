"""Every alignment says how its statements stand to each other, and explains itself."""

from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema
import pytest

from auditor.model import Standing
from auditor.pipeline import Audit
from auditor.reporting.machine import report
from tests.conftest import ROOT

Auditor = Callable[..., Audit]
MORE = " Công tác của các cấp được thực hiện."
OTHER = " Các sở và ngành đã được giao việc."


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("Tỷ lệ hộ dùng nước sạch đạt 92,48%.", "Tỷ lệ hộ dùng nước sạch đạt 92,48%.", "consistent"),
        ("Đảng bộ có trên 3.700 đảng viên.", "Đảng bộ có 3.744 đảng viên.", "consistent"),
        ("Tỷ lệ hộ dùng nước sạch đạt 92,48%.", "Tỷ lệ hộ dùng nước sạch đạt 92,5%.", "consistent-by-rounding"),
        ("Tỷ lệ hộ dùng nước sạch đạt 92,48%.", "Tỷ lệ hộ dùng nước sạch đạt 94,28%.", "conflict"),
        ("Tỷ lệ hộ nghèo năm 2023 còn 5,2%.", "Tỷ lệ hộ nghèo năm 2024 còn 4,6%.", "different-period"),
        (
            "Chỉ số sản xuất công nghiệp năm 2024 tăng 5,72%.",
            "Chỉ số sản xuất công nghiệp cả nước năm 2024 tăng 8,41%.",
            "different-scope",
        ),
        (
            "Tỷ lệ lao động qua đào tạo đạt 64,37%.",
            "Chỉ tiêu: tỷ lệ lao động qua đào tạo đạt 76,5%.",
            "different-role",
        ),
        (
            "Tỷ lệ thu gom rác thải ở đô thị đạt 95,4%.",
            "Tỷ lệ thu gom rác thải ở nông thôn đạt 72,8%.",
            "different-definition",
        ),
        (
            "Trong năm 2024, thư viện tỉnh đã phục vụ 1.920 lượt người đọc sách.",
            "Trong năm 2024, thư viện tỉnh đã phục vụ 614 người đọc sách.",
            "different-definition",
        ),
        ("GRDP năm 2024 ước tăng 7,0%.", "GRDP năm 2024 chính thức tăng 6,64%.", "revision"),
        (
            "Lũy kế từ đầu năm, giải ngân cho vay nhà ở xã hội đạt 318 tỷ đồng.",
            "Giải ngân cho vay nhà ở xã hội quý II/2025 đạt 144 tỷ đồng.",
            "different-period",
        ),
        (
            "Kim ngạch xuất khẩu hàng địa phương năm 2024 đạt 74,2 triệu USD.",
            "Kim ngạch xuất khẩu hàng địa phương năm 2024 đạt 1.900 tỷ đồng.",
            "not-comparable",
        ),
    ],
)
def test_verdicts(a: str, b: str, verdict: str, audited: Auditor) -> None:
    """Each pair of statements gets the verdict that a proofreader gives it."""
    result = audited(a + MORE, b + OTHER)
    assert [str(x.verdict) for x in result.alignments] == [verdict]


def test_single_source_is_counted(audited: Auditor) -> None:
    """A figure that no other document states is counted, not aligned."""
    made = report(
        audited(
            "Tỷ lệ hộ dùng nước sạch đạt 92,48%. Toàn tỉnh có 1.245 km đường liên xã." + MORE,
            "Tỷ lệ hộ dùng nước sạch đạt 92,48%." + OTHER,
        ),
        "vi",
    )
    assert made["statistics"]["verdicts"][str(Standing.SINGLE)] == 1
    assert made["statistics"]["verdicts"][str(Standing.CONSISTENT)] == 1


def test_report_carries_the_explanation(audited: Auditor) -> None:
    """The machine report says which words met, which did not, and what each part weighs; it fits its schema."""
    made = report(
        audited(
            "Tỷ lệ hộ thực tế dùng nước sạch đạt 92,48%." + MORE,
            "Tỷ lệ hộ dùng nước sạch toàn tỉnh đạt 94,28%." + OTHER,
        ),
        "vi",
    )
    jsonschema.validate(made, json.loads((ROOT / "rules/schemas/report.schema.json").read_text(encoding="utf-8")))
    (alignment,) = made["alignments"]
    assert {"nước", "sạch"} <= set(alignment["explanation"]["met"])
    assert alignment["explanation"]["ignored"]
    assert alignment["explanation"]["parts"]["words"] > 0
    assert alignment["verdict"] == alignment["status"] == "conflict"
