"""What two reports tell in like words and is no contradiction to be told aloud: another size, a part of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Severity
from auditor.pipeline import Audit

HEAD = "BÁO CÁO\n{} của tỉnh Sông Trà năm 2024\n\n"


@pytest.mark.parametrize(
    ("a", "b", "severity"),
    [
        pytest.param(
            "Đã đầu tư xây dựng 124 km đường giao thông nông thôn.",
            "Toàn tỉnh có 4.120 km đường giao thông nông thôn.",
            Severity.INFO,
            id="of wholly different size, in other words",
        ),
        pytest.param(
            "Toàn tỉnh có 1.420 km đường giao thông nông thôn.",
            "Toàn tỉnh có 4.120 km đường giao thông nông thôn.",
            Severity.ERROR,
            id="the same words, two digits exchanged",
        ),
        pytest.param(
            "Số vụ tai nạn giao thông nghiêm trọng là 62 vụ.",
            "Toàn tỉnh xảy ra 112 vụ tai nạn giao thông.",
            Severity.INFO,
            id="a part of what the catalogue knows",
        ),
        pytest.param(
            "Tỷ lệ hộ dân được sử dụng điện đạt 99,1%.",
            "Tỷ lệ hộ dân khu vực biên giới được sử dụng điện đạt 95%.",
            Severity.INFO,
            id="of an area that a plain word opens",
        ),
        pytest.param(
            "Năm 2024 xảy ra 271 vụ phạm pháp hình sự.",
            "Năm 2024 có 217 vụ phạm pháp hình sự.",
            Severity.ERROR,
            id="that they were committed goes without saying",
        ),
        pytest.param(
            "Số vụ tai nạn giao thông là 121 vụ.",
            "Toàn tỉnh xảy ra 112 vụ tai nạn giao thông.",
            Severity.ERROR,
            id="all of it",
        ),
    ],
)
def test_severity(a: str, b: str, severity: Severity, audited: Callable[..., Audit]) -> None:
    documents = [HEAD.format(kind) + text for kind, text in (("Báo cáo kiểm điểm", a), ("Báo cáo chính trị", b))]
    assert [finding.severity for finding in audited(*documents).findings] == [severity]


@pytest.mark.parametrize(
    ("one", "other", "said"), [("", "Về án hình sự, ", 0), ("Về án hình sự, ", "Về án hình sự, ", 1)]
)
def test_suits_of_one_kind_are_not_all_suits(one: str, other: str, said: int, audited: Callable[..., Audit]) -> None:
    """The kind with which a sentence opens is that of all its figures."""
    told = "{}tòa án hai cấp giải quyết, xét xử đạt tỷ lệ {}."
    documents = [HEAD.format("Báo cáo") + told.format(kind, rate) for kind, rate in ((one, "90,4%"), (other, "98,6%"))]
    assert len(audited(*documents).findings) == said
