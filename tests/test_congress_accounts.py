"""How resolutions, reports and press accounts of congresses and terms tell their figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.pipeline import Audit
from tests.said import loud_texts

CONGRESS = "Đại hội Đảng bộ tỉnh Yên Sơn lần thứ V, nhiệm kỳ 2025 - 2030\n\nNgày 14/10/2025, đại hội bế mạc.\n\n"
TERM = "Hội đồng nhân dân huyện Yên Sơn tổng kết nhiệm kỳ 2016-2021\n\n"


def attributes(result: Audit, text: str) -> dict[str, str]:
    """What is read of the figure with a text in the first document."""
    figure = next(f for f in result.extracts[0].figures if f.text == text)
    period = figure.period.label if figure.period else ""
    return {
        "measure": figure.measure,
        "base": figure.base,
        "role": figure.role,
        "period": period,
        "phrase": figure.phrase,
        "unit": figure.unit,
    }


@pytest.mark.parametrize(
    ("text", "figure", "told"),
    [
        # Targets that a sentence sets are told one by one in the next; what was met of them is not.
        (
            "Đại hội đặt ra các chỉ tiêu cụ thể đến năm 2030. Trong đó, thu nhập bình quân đầu người 92 triệu đồng.",
            "92 triệu đồng",
            {"role": "target", "period": "2025/2030"},
        ),
        ("Đại hội biểu quyết thông qua 14 chỉ tiêu. Cụ thể, tỷ lệ hộ nghèo còn 1,4%.", "1,4%", {"role": "target"}),
        (
            "Nghị quyết đề ra 24 chỉ tiêu, đến nay có 20 chỉ tiêu đạt. Trong đó, thu ngân sách đạt 412 tỷ đồng.",
            "412 tỷ đồng",
            {"role": "result"},
        ),
        (
            "Đảng bộ thực hiện khá tốt các nhiệm vụ mà đại hội đã đặt ra. Trong đó, sản lượng đạt 4.120 tấn.",
            "4.120 tấn",
            {"role": "result"},
        ),
        ("Đại hội thông qua 22 chỉ tiêu. Trong đó có 8 chỉ tiêu kinh tế.", "8", {"role": "result"}),
        ("Nghị quyết đề ra 24 chỉ tiêu.", "24", {"role": "result"}),
        ("Huyện quyết tâm tăng trưởng cả năm từ 7,2 - 7,5%.", "7,2 - 7,5%", {"role": "target"}),
        ("Với quyết tâm cao, huyện trồng 312 ha rừng.", "312 ha", {"role": "result"}),
        # A paragraph that turns to the next field goes on with what is wanted, unless it says what was done.
        (
            "Tỉnh đặt mục tiêu thu ngân sách trên 31.200 tỷ đồng, kim ngạch xuất khẩu trên 14 tỷ USD.\n\n"
            "Về xã hội, tỷ lệ đô thị hóa trên 44%, lao động qua đào tạo trên 72%.",
            "72%",
            {"role": "target"},
        ),
        (
            "Tỉnh đặt mục tiêu thu ngân sách trên 31.200 tỷ đồng, kim ngạch xuất khẩu trên 14 tỷ USD.\n\n"
            "Về môi trường, đã xử lý 12 bãi rác.",
            "12",
            {"role": "result"},
        ),
        (
            "Kim ngạch xuất khẩu đạt 14 tỷ USD, thu ngân sách đạt 312 tỷ đồng.\n\nVề y tế, có 14 bác sĩ.",
            "14",
            {"role": "result"},
        ),
        # A part of what is wanted is of its time, too.
        (
            "Tỉnh hướng tới đón 12,4 triệu lượt khách, trong đó 1,3 triệu lượt khách quốc tế.",
            "1,3 triệu",
            {"role": "target", "period": "2025/2030"},
        ),
        # What was reached of a plan that stands before it.
        ("Thu ngân sách 412 tỷ đồng, so dự toán giao đạt 46%.", "46%", {"measure": "plan", "role": "result"}),
        ("Sản lượng 312 tấn, so với kế hoạch ước đạt 86,5%.", "86,5%", {"measure": "plan"}),
        ("Tỷ lệ che phủ rừng đạt 54%, so với kế hoạch 53%.", "53%", {"measure": "level", "role": "plan"}),
        # A bracket that says of when a base is, and a rank in one, are no times and bases of others.
        (
            "Quy mô sinh viên tăng 31,2% so với đầu nhiệm kỳ (năm 2020), đạt 74,5% kế hoạch.",
            "74,5%",
            {"measure": "plan", "period": ""},
        ),
        (
            "Trong nhiệm kỳ, quy mô kinh tế tăng gấp 1,8 lần so với cuối năm 2015 (đứng thứ 7 trong khu vực).",
            "7",
            {"measure": "rank", "role": "result", "period": "term"},
        ),
        (
            "Chỉ số của tỉnh xếp thứ 19/63, tăng 14 bậc so với năm 2020 (33/63).",
            "33/63",
            {"role": "baseline", "period": "2020"},
        ),
        # The time of an account of which its noun stands before is no base; that of a comparison is one.
        (
            "Nêu vài thành tựu lớn của nhiệm kỳ qua, lãnh đạo tỉnh cho biết: thu ngân sách đạt 412 tỷ đồng.",
            "412 tỷ đồng",
            {"period": "term"},
        ),
        ("So với kết quả của năm 2020, sản lượng đạt 412 tấn.", "412 tấn", {"period": ""}),
        # How fast an economy grows by the year, and what each has.
        ("GRDP bình quân đạt từ 9% đến 10%/năm.", "9% đến 10%/năm", {"measure": "up"}),
        ("GRDP bình quân đầu người đạt 85% mức bình quân cả nước.", "85%", {"measure": "level"}),
        (
            "Tốc độ tăng GRDP đạt 9%/năm; GRDP bình quân đầu người đạt 6.200 USD; kinh tế số đạt 25% GRDP.",
            "25%",
            {"measure": "level"},
        ),
        # What only its own words behind a percentage name.
        (
            "Lao động qua đào tạo đạt trên 72%, 100% trạm y tế có bác sĩ.",
            "100%",
            {"phrase": "trạm y tế có bác sĩ"},
        ),
        (
            "Tỷ trọng nông nghiệp, dịch vụ lần lượt là 25%, 30% tổng sản phẩm của tỉnh.",
            "30%",
            {"phrase": "Tỷ trọng nông nghiệp, dịch vụ lần lượt là tổng sản phẩm của tỉnh"},
        ),
        # From so much a year on is no beginning of a change that leads to nothing.
        ("Phấn đấu tốc độ tăng thu ngân sách bình quân từ 10%/năm; trồng 12 ha rừng.", "10%/năm", {"role": "target"}),
        ("Tốc độ tăng thu ngân sách nâng từ 10%/năm lên 12%/năm.", "10%/năm", {"role": "baseline"}),
        # By a time something only becomes what it is to be; behind the semicolon an earlier time goes on.
        (
            "Nhiệm kỳ 2025 - 2030, huyện đề ra mục tiêu đến năm 2045 là huyện phát triển khá; thu ngân sách đạt 412 tỷ "
            "đồng.",
            "412 tỷ đồng",
            {"role": "target", "period": "2025/2030"},
        ),
        (
            "Nhiệm kỳ 2025 - 2030, huyện phấn đấu đến năm 2030 ổn định kinh tế; thu ngân sách đạt 412 tỷ đồng.",
            "412 tỷ đồng",
            {"role": "target", "period": "2030"},
        ),
        # Some chief targets that a resolution sets are told behind it without a colon.
        (
            "Đại hội thông qua nghị quyết với một số chỉ tiêu chủ yếu: dịch vụ tăng 10%; thu ngân sách tăng 8%.",
            "8%",
            {"role": "target"},
        ),
        (
            "Đại hội thông qua nghị quyết với một số chỉ tiêu chủ yếu dịch vụ tăng 10%; thu ngân sách tăng 8%.",
            "8%",
            {"role": "target"},
        ),
        ("Một số chỉ tiêu chủ yếu đạt cao; thu ngân sách tăng 8%.", "8%", {"role": "result"}),
        (
            "Đại hội tổng kết. Kế hoạch năm 2025 đề ra GRDP tăng 8,1%; thu ngân sách 13.700 tỷ đồng; 21.400 lao động có "
            "việc làm.",
            "21.400",
            {"role": "target"},
        ),
        # So many targets are set; that they are for a time to come makes them no target.
        ("Năm 2026, Đảng bộ đề ra 16 chỉ tiêu chủ yếu.", "16", {"role": "result"}),
        ("Năm 2026, Đảng bộ phấn đấu hoàn thành 16 chỉ tiêu.", "16", {"role": "target"}),
        # Nor do words of a bound.
        (
            "Trong 4 năm qua, thu ngân sách tăng liên tục, vượt mốc 400 tỷ đồng.",
            "400 tỷ đồng",
            {"phrase": "Trong 4 năm qua, thu ngân sách tăng liên tục, vượt mốc"},
        ),
        # Five years are those of the term to come that its sentence named, beyond semicolons, too.
        (
            "Giai đoạn 2026 - 2030, GRDP bình quân tăng 7,5%; tổng vốn đầu tư xã hội 5 năm đạt 22.700 tỷ đồng.",
            "22.700 tỷ đồng",
            {"role": "target", "period": "2026/2030"},
        ),
        ("Năm năm qua kinh tế tăng bình quân 12,4%/năm.", "12,4%/năm", {"period": "term"}),
        # Words of what is expected name nothing.
        (
            "Thu ngân sách đạt 40 tỷ đồng; đời sống ổn định, tỷ lệ hộ nghèo cuối năm 2025, dự kiến còn 2,9%.",
            "2,9%",
            {"phrase": "tỷ lệ hộ nghèo cuối năm 2025, dự kiến còn"},
        ),
    ],
)
def test_figures(text: str, figure: str, told: dict[str, str], audited: Callable[..., Audit]) -> None:
    found = attributes(audited(CONGRESS + text), figure)
    assert {name: found[name] for name in told} == told


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Chiều 21-8-2025, sau đại hội, có 24 đại biểu ở lại.", ["24"]),
        ("Sáng 7.10.2025, có 24 đại biểu dự.", ["24"]),
        ("Ngày 11 & 12.3.2025, có 24 đại biểu dự.", ["24"]),
        ("Ngày 6-4-2025, hội đồng nhân dân huyện, khóa 2 tổ chức kỳ họp với 24 đại biểu.", ["24"]),
        ("Đồng chí nhấn mạnh: 5 năm tới, tỉnh xây 24 cầu.", ["24"]),
        ("Trường đào tạo khóa 2 học viên, 24 giờ học.", ["2", "24"]),
        ("Ngày 8 và 9 tháng 10-2025, có 24 đại biểu dự.", ["24"]),
        ("Tăng trưởng bình quân 5 năm đạt từ 6,2-6,8%; ngày công 6,5 giờ.", ["6,2-6,8%", "6,5 giờ"]),
        ("Thực hiện Nghị quyết Trung ương 4 đã tạo niềm tin ở 24 chi bộ.", ["24"]),
        ("Thành phố là địa phương duy nhất cả nước có 24 cảng.", ["24"]),
        ("Phường lập trên cơ sở các phường 2, 3, 4, có 24 khu dân cư.", ["24"]),
        ("Nhìn lại 15 năm thực hiện chiến lược, có 24 dự án.", ["24"]),
        ("Trong ngày, 5 xã và 6 thôn được công nhận.", ["5", "6"]),
    ],
)
def test_what_is_no_figure(text: str, figures: list[str], audited: Callable[..., Audit]) -> None:
    read = [f.text for f in audited("Tin đại hội\n\n" + text).extracts[0].figures]
    assert read == figures


def test_items_behind_a_number_and_a_dash(audited: Callable[..., Audit]) -> None:
    """``1- …`` opens an item, which ends where the next begins; a cited document broken at its dash opens none."""
    text = (
        "TỈNH ỦY YÊN SƠN\n\nKẾT QUẢ THỰC HIỆN NGHỊ QUYẾT\n\nThực hiện Chỉ thị số\n08- CT/TW của Bộ Chính trị:\n\n"
        "1- GRDP bình quân đầu người ước đạt 1.840 USD/người\n\n2- Số trường đạt chuẩn là 64 trường\n\n"
        "3- Thu ngân sách năm 2018 đạt 6.400 tỷ đồng\n\n4- Tỷ lệ hộ nghèo giảm còn 2,4%"
    )
    read = audited(text).extracts[0]
    found = {f.text: (f.phrase, f.role, f.period.label if f.period else "") for f in read.figures}
    assert found == {
        "1.840 USD/người": ("GRDP bình quân đầu người ước đạt", "estimate", ""),
        "64": ("Số trường đạt chuẩn là … trường", "result", ""),
        "6.400 tỷ đồng": ("Thu ngân sách năm 2018 đạt", "result", "2018"),
        "2,4%": ("Tỷ lệ hộ nghèo giảm còn", "result", ""),
    }
    assert not (read.document.title or "").startswith("1-")


def test_a_term_without_spaces_in_the_title(audited: Callable[..., Audit]) -> None:
    """The day of a meeting may lie in the last year of ``2016-2021``."""
    assert audited(TERM + "Sáng 6/4/2021, có 24 đại biểu dự.").extracts[0].document.date == "2021-04-06"


@pytest.mark.parametrize(
    "line", ["17:05 27/09/2025", "Thứ 6, 27/09/2025 | 04:15", "Đăng lúc: 27/09/2025 10:18", "27-9-2025"]
)
def test_the_line_that_dates_an_account(line: str, audited: Callable[..., Audit]) -> None:
    text = f"Xây dựng Yên Sơn\n\n{line}\n\nNhiệm kỳ 2020 - 2025, huyện thu 412 tỷ đồng; giai đoạn 2021 - 2025 tăng 7,1%/năm."
    read = audited(text).extracts[0]
    assert read.document.date == "2025-09-27"
    assert {f.role for f in read.figures} == {"result"}


def test_a_meeting_at_the_end_of_a_year(audited: Callable[..., Audit]) -> None:
    """It is on that year, though it sets what is to be done in the next."""
    text = (
        "Tin huyện Yên Sơn\n\nChiều 12/12/2025, huyện tổng kết năm 2025, triển khai nhiệm vụ năm 2026.\n\nDự ước đến hết năm "
        "2025, có 22 xã đạt chuẩn."
    )
    assert audited(text).extracts[0].document.date == "2025-12-12"
    assert audited(text.replace("12/12/2025", "12/3/2026")).extracts[0].document.date == "2026-03-12"


def test_targets_in_two_papers(audited: Callable[..., Audit]) -> None:
    """What stands before an indicator in a list tells of another; a part of what is wanted is wanted, too."""
    a = (
        CONGRESS + "Tỉnh đặt mục tiêu tổng thu ngân sách trên 31.200 tỷ đồng, kim ngạch xuất khẩu trên 24 tỷ USD. "
        "Tỉnh hướng tới đón 12,4 triệu lượt khách, trong đó 1,7 triệu lượt khách quốc tế.\n\n"
        "Về xã hội, lao động qua đào tạo trên 72%, 90% trạm y tế có bác sĩ."
    )
    b = (
        CONGRESS + "Đại hội thống nhất các chỉ tiêu đến năm 2030, trong đó tốc độ tăng trưởng GRDP đạt 9 - 10%/năm; "
        "tổng thu ngân sách trên 31.200 tỷ đồng; kim ngạch xuất khẩu giai đoạn 2026 - 2030 trên 14 tỷ USD. Tỉnh đặt mục "
        "tiêu đón 12,4 triệu lượt khách, trong đó có 1,3 triệu lượt khách quốc tế; 100% trạm y tế có bác sĩ làm việc."
    )
    assert sorted(map(sorted, loud_texts(audited(a, b)))) == [
        ["1,3 triệu", "1,7 triệu"],
        ["100%", "90%"],
        ["14 tỷ USD", "24 tỷ USD"],
    ]
    mended = a.replace("24 tỷ", "14 tỷ").replace("1,7 triệu", "1,3 triệu").replace("90%", "100%")
    assert loud_texts(audited(mended, b)) == []


def test_bounds_with_digits_cut_off(audited: Callable[..., Audit]) -> None:
    """Of an amount that was reached the one writer may give fewer digits; of one that is wanted none would."""
    a = CONGRESS + "Giai đoạn 2021 - 2025, tổng thu ngân sách đạt hơn 412.000 tỷ đồng."
    b = CONGRESS + "Giai đoạn 2021 - 2025, tổng thu ngân sách đạt hơn 412.700 tỷ đồng."
    assert loud_texts(audited(a, b)) == []
    assert loud_texts(audited(a.replace("412.000", "418.000"), b)) == [["418.000 tỷ đồng", "412.700 tỷ đồng"]]
    wanted = [text.replace("Giai đoạn 2021 - 2025", "Phấn đấu giai đoạn 2026 - 2030") for text in (a, b)]
    assert loud_texts(audited(*wanted)) == [["412.000 tỷ đồng", "412.700 tỷ đồng"]]


def test_another_province_opens_a_sentence(audited: Callable[..., Audit]) -> None:
    """What is told of it is not the document's own."""
    text = (
        "Tin tỉnh Sóc Trăng\n\nNgày 30/9/2025. Thu ngân sách của Sóc Trăng đạt hơn 412.700 tỷ đồng. Hậu Giang đạt gần 86.000 "
        "tỷ đồng, bình quân tăng 9,4%/năm. Sóc Trăng thu hút 24 dự án."
    )
    scopes = {f.text: f.scope for f in audited(text).extracts[0].figures}
    assert scopes["9,4%/năm"] == scopes["86.000 tỷ đồng"] == "area:Hậu Giang"
    assert scopes["24"] == ""


def test_a_term_is_no_year(audited: Callable[..., Audit]) -> None:
    """What was told of the last term in an interview is nothing of one of its years."""
    a = "Đảng bộ tỉnh Yên Sơn tổng kết năm 2024\n\nNgày 6-1-2025, năm 2024, thu ngân sách đạt 12.380 tỷ đồng."
    b = (
        "Tin đại hội Đảng bộ tỉnh Yên Sơn\n\nNgày 1/10/2025. Nêu vài thành tựu lớn của nhiệm kỳ qua, lãnh đạo "
        "tỉnh cho biết: thu ngân sách đạt 12.830 tỷ đồng."
    )
    assert loud_texts(audited(a, b)) == []
    told = b.replace("thành tựu lớn của nhiệm kỳ qua", "thành tựu lớn của năm 2024")
    assert loud_texts(audited(a, told)) == [["12.380 tỷ đồng", "12.830 tỷ đồng"]]
