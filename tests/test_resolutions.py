"""Resolutions of councils and reviews of reports: articles with their titles, what is told against the plan in front."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Role
from auditor.pipeline import Audit
from tests.said import figures, label, loud, loud_texts

YEAR = "BÁO CÁO\nTình hình kinh tế - xã hội năm 2025 của huyện Yên Sơn\n\n"
REVIEW = "BÁO CÁO THẨM TRA\nTình hình kinh tế - xã hội năm 2025 của huyện Yên Sơn\n\n"
RESOLVED = "NGHỊ QUYẾT\nVề nhiệm vụ kinh tế - xã hội năm 2026 của huyện Yên Sơn\n\n"


@pytest.mark.parametrize(
    "title",
    [
        "Điều 1. Kết quả thực hiện nhiệm vụ năm 2025\n",
        "Điều 1. Kết quả thực hiện nhiệm vụ năm 2025\n\n1. Văn hóa - xã hội\n",
        "Điều 1: Đánh giá tình hình năm 2025\n",
    ],
)
def test_the_title_of_an_article_says_of_what_time_it_tells(title: str, audited: Callable[..., Audit]) -> None:
    """So does that of one on what is wanted."""
    second = "\n\nĐiều 2. Chỉ tiêu chủ yếu năm 2026\nToàn huyện làm mới 38 km đường liên thôn."
    resolution = f"{RESOLVED}{title}Toàn huyện có 1.846 học sinh mầm non.{second}"
    result = audited(f"{YEAR}Toàn huyện có 1.864 học sinh mầm non.", resolution)
    assert loud_texts(result) == [["1.864", "1.846"]]
    read = figures(result, 1)
    assert label(read["1.846"]) == "2025"
    assert (read["38"] if "38" in read else read["38 km"]).role is Role.TARGET


def test_an_article_that_is_a_sentence_heads_nothing(audited: Callable[..., Audit]) -> None:
    """Neither does one whose first line goes on in the next."""
    for article in (
        "Điều 1. Tán thành báo cáo về kết quả thực hiện nhiệm vụ năm 2025.\n",
        "Điều 1. Giao Ủy ban nhân dân huyện quyết toán số chi của năm 2025\ntheo quy định và báo cáo lại sau.\n",
    ):
        (figure,) = audited(f"{RESOLVED}{article}\nToàn huyện có 1.846 học sinh mầm non.").extracts[0].figures
        assert label(figure) != "2025", article


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        pytest.param(
            "Thu ngân sách nhà nước đạt 845,2 tỷ đồng, bằng 121,4% dự toán.",
            "Thu NSNN vượt 24,1% dự toán, đạt 845,2 tỷ đồng.",
            ["change-retold"],
            id="what was passed, told before the amount",
        ),
        pytest.param(
            "Thu ngân sách nhà nước đạt 845,2 tỷ đồng, bằng 121,4% dự toán.",
            "Thu NSNN vượt 21,4% dự toán, đạt 845,2 tỷ đồng.",
            [],
            id="the same, which agrees",
        ),
        pytest.param(
            "Thu ngân sách nhà nước đạt 845,2 tỷ đồng, bằng 121,4% dự toán.",
            "Thu nội địa vượt 24,1% dự toán, tổng thu ngân sách nhà nước đạt 845,2 tỷ đồng.",
            [],
            id="the amount is of another",
        ),
        pytest.param(
            "Vốn đầu tư công giải ngân đạt 284 tỷ đồng, bằng 68,3% kế hoạch.",
            "Giải ngân vốn đầu tư công còn chậm, mới đạt 63,8% kế hoạch vốn.",
            ["cross-value"],
            id="only so much was reached",
        ),
        pytest.param(
            "Vốn đầu tư công giải ngân đạt 284 tỷ đồng, bằng 68,3% kế hoạch.",
            "Giải ngân vốn đầu tư công còn chậm, mới đạt 68,3% kế hoạch vốn.",
            [],
            id="only so much was reached, which agrees",
        ),
        pytest.param(
            "Tỷ lệ hộ nghèo giảm 1,2 điểm phần trăm.",
            "Mức giảm tỷ lệ hộ nghèo 2,1 điểm phần trăm.",
            ["cross-value"],
            id="a fall of a rate",
        ),
        pytest.param(
            "Tỷ lệ hộ nghèo tăng 1,2 điểm phần trăm.",
            "Mức giảm tỷ lệ hộ cận nghèo 2,1 điểm phần trăm.",
            [],
            id="a fall of another rate",
        ),
        pytest.param(
            "Tiến hành 187 cuộc thanh tra, trong đó 164 cuộc theo kế hoạch, 23 cuộc đột xuất.",
            "Có 164 cuộc thanh tra theo kế hoạch và 32 cuộc đột xuất.",
            ["cross-value"],
            id="what was planned, and what was not",
        ),
        pytest.param(
            "Tiến hành 187 cuộc thanh tra, trong đó 164 cuộc theo kế hoạch, 23 cuộc đột xuất.",
            "Có 164 cuộc thanh tra theo kế hoạch và 23 cuộc đột xuất.",
            [],
            id="what was planned, and what was not, which agree",
        ),
        pytest.param(
            "Đã giải quyết dứt điểm 24 vụ việc tồn đọng.",
            "Có 42 vụ việc tồn đọng được giải quyết dứt điểm.",
            ["cross-value"],
            id="for good is no point of a law",
        ),
        pytest.param(
            "Huyện tiếp 83 lượt công dân.",
            "Số lượt tiếp công dân là 38 lượt.",
            ["cross-value"],
            id="citizens who were received",
        ),
        pytest.param(
            "Nông nghiệp tăng 3,74%, công nghiệp tăng 11,85%, dịch vụ tăng 8,12%.",
            "Cả ba khu vực đều tăng trưởng: công nghiệp 11,58%; dịch vụ 8,12%; nông nghiệp 3,47%.",
            ["cross-value", "cross-value"],
            id="a list of rates of growth",
        ),
        pytest.param(
            "Nông nghiệp tăng 3,74%, công nghiệp tăng 11,85%, dịch vụ tăng 8,12%.",
            "Cả ba khu vực đều tăng trưởng: nông nghiệp chiếm 11,2% kinh tế, dịch vụ chiếm 40,6%.",
            [],
            id="shares in such a list",
        ),
        pytest.param(
            "Toàn huyện kết nạp 186 đảng viên.",
            "Phát triển Đảng được 168 đồng chí.",
            ["cross-value"],
            id="who joined the Party",
        ),
        pytest.param(
            "Còn 18 đảng ủy không đạt chỉ tiêu kết nạp đảng viên.",
            "Có 16 đảng ủy chưa hoàn thành chỉ tiêu phát triển đảng viên.",
            ["cross-value"],
            id="who fell short of a target",
        ),
        pytest.param(
            "Còn 18 đảng ủy không đạt chỉ tiêu kết nạp đảng viên.",
            "Có 16 đảng ủy hoàn thành chỉ tiêu phát triển đảng viên.",
            [],
            id="who reached it",
        ),
        pytest.param(
            "Giải quyết tố cáo, khôi phục quyền lợi cho 46 cá nhân.",
            "Giải quyết tố cáo, trả lại quyền lợi cho 64 người.",
            ["cross-value"],
            id="to whom rights were given back",
        ),
    ],
)
def test_reports_and_reviews(a: str, b: str, said: list[str], audited: Callable[..., Audit]) -> None:
    """What the review of a report tells in its own order and words."""
    assert loud(audited(YEAR + a, REVIEW + b)) == said


def test_numbers_of_points_and_what_only_looks_like_them(audited: Callable[..., Audit]) -> None:
    """A point of a law, the number of a file; those of a minority are counted."""
    text = "Vi phạm khoản 2, điểm 3 của Điều lệ. Hồ sơ số 7, số 8 của huyện. Cán bộ mới 14 người (dân tộc thiểu số 12)."
    assert list(figures(audited(YEAR + text))) == ["14", "12"]
