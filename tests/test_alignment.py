"""The same indicator is found however it is put, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.model import Figure, Status
from auditor.pipeline import Audit, Knowledge

Auditor = Callable[..., Audit]


def statuses(result: Audit) -> list[tuple[Status, list[str]]]:
    return [(a.status, [" ".join(m.text.split()) for m in a.members]) for a in result.alignments]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Toàn tỉnh có 28 xã đạt chuẩn nông thôn mới nâng cao.", "Đến nay có 28 xã đạt chuẩn NTM nâng cao."),
        (
            "Kim ngạch hàng địa phương xuất khẩu đạt 74,2 triệu USD.",
            "Kim ngạch xuất khẩu hàng địa phương là 74,2 triệu USD.",
        ),
        ("Có 11,5 bác sĩ trên địa bàn được đào tạo.", "Có 11,5 bác sỹ trên địa bàn được đào tạo."),
        ("Tổng kim ngạch xuất nhập khẩu đạt 41.710,4 triệu USD.", "Tổng kim ngạch xuất nhập khẩu đạt 41,7104 tỷ USD."),
        ("Doanh thu du lịch đạt 2.931 tỷ đồng.", "Ngành du lịch có doanh thu ước đạt 2.931 tỷ đồng."),
        ("Xóa hoá đơn giấy tại 1.245 cơ sở kinh doanh.", "Tại 1.245 cơ sở kinh doanh đã xoá hóa đơn giấy."),
    ],
)
def test_one_indicator_in_other_words(a: str, b: str, audited: Auditor) -> None:
    """Word order, abbreviations, spelling and units do not hide an agreement."""
    found = statuses(audited(a + " Công tác của các cấp được thực hiện.", b + " Các sở và ngành đã được giao việc."))
    assert (Status.CONSISTENT, 2) in [(s, len(m)) for s, m in found], found


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Tỷ lệ hộ nghèo còn 5,25%.", "Tỷ lệ hộ cận nghèo còn 7,14%."),
        ("Tổng kim ngạch xuất khẩu đạt 812,4 triệu USD.", "Tổng kim ngạch nhập khẩu đạt 645,9 triệu USD."),
        (
            "Thu ngân sách nhà nước 6 tháng đầu năm 2025 đạt 3.120 tỷ đồng.",
            "Thu ngân sách nhà nước năm 2025 đạt 7.450 tỷ đồng.",
        ),
        ("Tỷ lệ lao động qua đào tạo đạt 64,37%.", "Phấn đấu đến năm 2030, tỷ lệ lao động qua đào tạo đạt 76,5%."),
        ("Đã công nhận mới 12 trường đạt chuẩn quốc gia.", "Đã công nhận lại 13 trường đạt chuẩn quốc gia."),
        ("Dân số đô thị dùng nước sạch đạt 98,2%.", "Dân số nông thôn dùng nước sạch đạt 81,7%."),
        ("Có 28 xã đạt chuẩn nông thôn mới nâng cao.", "Có 10 xã đạt chuẩn nông thôn mới kiểu mẫu."),
        ("Chỉ số sản xuất công nghiệp tăng 5,72%.", "Chỉ số sản xuất công nghiệp cả nước tăng 8,41%."),
        ("GRDP bình quân đầu người đạt 71,4 triệu đồng.", "GRDP đạt 52.380 tỷ đồng."),
        ("Trong số đó, 29 người chết do tai nạn giao thông.", "Trong số đó, 41 người bị thương do tai nạn giao thông."),
    ],
)
def test_look_alikes_are_not_compared(a: str, b: str, audited: Auditor) -> None:
    """Period, role, scope and separating modifiers make another fact."""
    result = audited(a + " Công tác của các cấp được thực hiện.", b + " Các sở và ngành đã được giao việc.")
    assert [f.message[0] for f in result.findings] == []


@pytest.mark.parametrize(
    ("text", "figure", "key"),
    [
        ("Kinh tế trang trại tiếp tục phát triển, đến nay có 798 trang trại đạt tiêu chí.", "798", "agriculture.farms"),
        ("Diện tích cao su hiện có 18.900 ha.", "18.900 ha", "agriculture.rubber-area"),
        ("Diện tích cao su đạt 95% kế hoạch rà soát, chiếm 41,5%.", "41,5%", None),
        ("Diện tích lúa kém hiệu quả được chuyển đổi là 5.360 ha.", "5.360 ha", "agriculture.converted-rice-land"),
    ],
)
def test_name_and_unit_make_an_indicator(
    text: str, figure: str, key: str | None, audited: Auditor, knowledge: Knowledge
) -> None:
    """A figure that says nothing but a name, and what narrows nothing, tells it; one in another unit does not."""
    figures = [f for x in audited(text).extracts for f in x.figures if f.text == figure]
    entry = knowledge.catalogue.lookup(figures[0], "vi")
    assert (entry.key if entry else None) == key
    assert entry is None or entry.tells(figures[0], knowledge.packs["vi"])


def test_agreement_by_rounding_and_bounds(audited: Auditor) -> None:
    """``trên 3.700`` agrees with 3.744; ``92,48%`` with 92,5%."""
    result = audited(
        "Đảng bộ có trên 3.700 đảng viên đang sinh hoạt. Tỷ lệ tổ chức đảng hoàn thành tốt nhiệm vụ đạt 92,48%.",
        "Đảng bộ có 3.744 đảng viên đang sinh hoạt. Tỷ lệ tổ chức đảng hoàn thành tốt nhiệm vụ đạt 92,5%.",
    )
    assert [(f.rule, f.severity.value) for f in result.findings] == [("cross-rounding", "info")]
    assert sum(1 for s, m in statuses(result) if s is Status.CONSISTENT) == 2


def test_one_odd_value_among_three_is_one_finding(audited: Auditor) -> None:
    """A fact, not a pair, is the unit."""
    text = "Tỷ lệ dân số tham gia bảo hiểm y tế của tỉnh năm 2024 đạt {}%."
    result = audited(text.format("95,4"), text.format("95,4") + " ", text.format("94,5"))
    assert len(result.findings) == 1
    assert len(result.findings[0].evidence) == 3


def test_unknown_organisation_is_never_the_same(audited: Auditor) -> None:
    """Without anything that tells, two documents are not compared, and the reader is told."""
    result = audited(
        "Tăng trưởng kinh tế của địa phương đạt 7,5%.",
        "Tăng trưởng kinh tế của địa phương đạt 8,9%.",
        same_organisation=False,
    )
    assert result.findings == ()
    assert [n.code for n in result.notes] == ["note.not-compared"]


def test_two_provinces_are_not_compared(audited: Auditor) -> None:
    """Another province's figures contradict nothing."""
    texts = [
        f"Tỉnh {name} tăng trưởng khá. Năm 2024, tỉnh {name} có tốc độ tăng trưởng kinh tế đạt {x}%."
        for name, x in (("Sông Lam", "7,5"), ("Núi Xanh", "8,9"))
    ]
    assert audited(*texts).findings == ()


SUBJECTS = {
    "one country": (
        "Kenya grew in the year. The economy of Kenya exported 41.3 million tonnes of tea in 2023.",
        "In 2023, Kenya exported 14.3 million tonnes of tea. Kenya sells it to many.",
        True,
    ),
    "two countries": (
        "Kenya grew in the year. The economy of Kenya exported 41.3 million tonnes of tea in 2023.",
        "In 2023, Malawi exported 14.3 million tonnes of tea. Malawi sells it to many.",
        False,
    ),
    "one body": (
        "The Inland Rivers Commission (IRC) met. In 2023 the IRC surveyed 1,420 km of river banks.",
        "In 2023 the Inland Rivers Commission surveyed 1,240 km of river banks.",
        True,
    ),
    "two bodies": (
        "The Inland Rivers Commission (IRC) met. In 2023 the IRC surveyed 1,420 km of river banks.",
        "In 2023 the Coastal Waters Agency surveyed 1,240 km of river banks.",
        False,
    ),
    "the nation": (
        "Bộ Y tế cho biết, năm 2024 Việt Nam có 1.420 bệnh viện công lập hoạt động.",
        "Thứ trưởng Bộ Y tế nêu rõ năm 2024 có 1.240 bệnh viện công lập hoạt động.",
        True,
    ),
    "nation and province": (
        "Bộ Y tế cho biết, năm 2024 Việt Nam có 1.420 bệnh viện công lập hoạt động.",
        "Năm 2024, trên địa bàn tỉnh có 1.240 bệnh viện công lập hoạt động.",
        False,
    ),
    "bare names in two spellings": (
        "Khánh Hoà phát triển khá. Năm 2024, Khánh Hoà có 1.420 hợp tác xã hoạt động.",
        "Năm 2024, Khánh Hòa có 1.240 hợp tác xã hoạt động. Khánh Hòa tiếp tục phấn đấu.",
        True,
    ),
    "one district by its committee in two titles": (
        "BÁO CÁO CHÍNH TRỊ\ncủa Ban Chấp hành Đảng bộ huyện Suối Ngàn\n\nNăm 2024 có 1.420 hộ nghèo.",
        "BÁO CÁO KIỂM ĐIỂM\ncủa Ban Chấp hành Đảng bộ huyện Suối Ngàn\n\nNăm 2024 có 1.240 hộ nghèo.",
        True,
    ),
    "one commune by its committee in two titles": (
        "BÁO CÁO CHÍNH TRỊ\ncủa Đảng ủy xã Mường Cang\n\nNăm 2024 có 1.420 hộ nghèo.",
        "NGHỊ QUYẾT\nĐại hội Đảng bộ xã Mường Cang\n\nNăm 2024 có 1.240 hộ nghèo.",
        True,
    ),
    "two communes of one district": (
        "BÁO CÁO CHÍNH TRỊ\ncủa Đảng ủy xã Mường Cang\n\nHuyện Suối Ngàn, huyện Suối Ngàn. Năm 2024 có 1.420 hộ nghèo.",
        "BÁO CÁO CHÍNH TRỊ\ncủa Đảng ủy xã Nậm Lành\n\nHuyện Suối Ngàn, huyện Suối Ngàn. Năm 2024 có 1.240 hộ nghèo.",
        False,
    ),
    "another province as the place": (
        "Tại Hà Nội, tỉnh Phú Thọ cho biết năm 2024 có 1.420 hợp tác xã hoạt động.",
        "Năm 2024, tỉnh Phú Thọ có 1.240 hợp tác xã hoạt động.",
        True,
    ),
    "long numbers in like words": (
        "In all 8.412 million pupils sat the test in 2023, of whom 4.731 million passed it.",
        "The test of 2023 was sat by 8.412 million pupils, and 4.713 million of them passed the test in 2023.",
        False,
    ),
}


@pytest.mark.parametrize(("a", "b", "same"), SUBJECTS.values(), ids=SUBJECTS)
def test_documents_of_one_subject_are_compared(a: str, b: str, same: bool, audited: Auditor) -> None:
    """The country, body, nation or area of which two documents speak above all tells that they are to be compared."""
    assert bool(audited(a, b, same_organisation=False).findings) is same


def test_order_of_documents_does_not_matter(audited: Auditor) -> None:
    """Law: the same findings, whichever file is named first."""
    a = "Năm 2024, tỉnh có 123 xã đạt chuẩn nông thôn mới và 1.245 km đường được bê tông hóa."
    b = "Năm 2024, tỉnh có 132 xã đạt chuẩn nông thôn mới và 1.245 km đường được bê tông hóa."
    first, second = audited(a, b), audited(b, a)
    assert {f.id for f in first.findings} == {f.id for f in second.findings} != set()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.integers(24, 90))
def test_rewrapping_changes_nothing(width: int, audited: Auditor) -> None:
    """Law: where the lines break is no matter; finding ids stay."""
    import textwrap

    a = "Năm 2024, sản lượng lương thực có hạt của tỉnh đạt 318,6 nghìn tấn, tăng 2,4% so với cùng kỳ; sản lượng thủy sản đạt 12,46 nghìn tấn."
    b = "Sản lượng lương thực có hạt năm 2024 là 316,8 nghìn tấn; sản lượng thủy sản là 12,46 nghìn tấn."
    plain = audited(a, b)
    wrapped = audited(textwrap.fill(a, width, break_long_words=False, break_on_hyphens=False), b)
    assert [f.id for f in plain.findings] == [f.id for f in wrapped.findings]
    assert len(plain.findings) == 1


def test_every_figure_is_its_span(audited: Auditor) -> None:
    """``document.text[start:end] == figure.text`` for all that is shown."""
    result = audited(
        "Thu ngân sách nhà\nnước đạt 7.339,7\ntỷ đồng, tăng 47% so\nvới cùng kỳ.",
        "Thu ngân sách nhà nước đạt 7.393,7 tỷ đồng.",
    )
    for alignment in result.alignments:
        for member in alignment.members:
            assert isinstance(member, Figure)
            assert result.documents[member.document].text[member.start : member.end] == member.text


def test_annex_against_prose(tmp_path: Path, knowledge: Knowledge) -> None:
    """A workbook's column of the right year is compared with the report's sentence, also where it names no year."""
    from openpyxl import Workbook

    from auditor.pipeline import audit

    book = Workbook()
    for row in (
        ["Phụ lục chỉ tiêu của tỉnh Sông Trà"],
        [],
        ["TT", "Chỉ tiêu", "ĐVT", "TH 2020", "TH 2024", "KH 2025"],
        [1, "Thu ngân sách nhà nước trên địa bàn", "tỷ đồng", 3105, 4836, 5000],
        [2, "Tỷ lệ hộ nghèo", "%", 12.3, 4.8, 3.5],
    ):
        book.active.append(row)
    book.save(tmp_path / "annex.xlsx")
    (tmp_path / "report.txt").write_text(
        "BÁO CÁO\nTình hình kinh tế - xã hội năm 2024 của tỉnh Sông Trà\n\nThu ngân sách nhà nước trên địa bàn đạt 4.863 tỷ đồng. "
        "Tỷ lệ hộ nghèo năm 2024 còn 4,8%.\n",
        encoding="utf-8",
    )
    paths = [str(tmp_path / name) for name in ("annex.xlsx", "report.txt")]
    result = audit(paths, knowledge=knowledge, same_organisation=True)
    assert [[e.text for e in f.evidence] for f in result.findings] == [["4836", "4.863 tỷ đồng"]]
    agreed = [[m.text for m in a.members] for a in result.alignments if str(a.status) == "consistent"]
    assert ["4,8", "4,8%"] in agreed
