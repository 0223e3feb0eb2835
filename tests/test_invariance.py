"""Laws of alignment: what changes no meaning changes no alignment, and what separates two facts removes one."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.alignment import compare
from auditor.model import Figure, Status
from auditor.pipeline import Audit

Auditor = Callable[..., Audit]
LAW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

FIRST = [
    "Năm 2024, sản lượng lương thực có hạt của tỉnh đạt 318,6 nghìn tấn.",
    "Tổng kim ngạch xuất nhập khẩu năm 2024 đạt 41.710,4 triệu USD.",
    "Tỷ lệ dân số tham gia bảo hiểm y tế năm 2024 đạt 95,47%.",
    "Năm 2024, toàn tỉnh có 1.245 bác sĩ đang làm việc tại tuyến cơ sở.",
    "Đã xây dựng mới 2.157 căn nhà cho hộ nghèo trong năm 2024.",
    "Tỷ lệ thu gom rác thải ở đô thị năm 2024 đạt 95,4%.",
]
SECOND = [
    "Sản lượng lương thực có hạt trong năm 2024 là 316,8 nghìn tấn.",
    "Năm 2024, tổng kim ngạch xuất nhập khẩu của tỉnh là 41.710,4 triệu USD.",
    "Năm 2024 có 95,47% dân số tham gia bảo hiểm y tế.",
    "Số bác sĩ đang làm việc tại tuyến cơ sở của tỉnh năm 2024 là 1.254 người.",
    "Trong năm 2024, số căn nhà xây dựng mới cho hộ nghèo là 2.157 căn.",
    "Năm 2024, rác thải ở đô thị được thu gom đạt tỷ lệ 95,4%.",
]


def aligned(result: Audit, names: dict[str, str] | None = None) -> set[tuple[str, frozenset[str]]]:
    """Status and texts of every alignment, white space collapsed, some texts under another name."""
    return {
        (
            str(a.status),
            frozenset((names or {}).get(" ".join(m.text.split()), " ".join(m.text.split())) for m in a.members),
        )
        for a in result.alignments
    }


def plain(audited: Auditor) -> set[tuple[str, frozenset[str]]]:
    found = aligned(audited("\n\n".join(FIRST), "\n\n".join(SECOND)))
    assert len([x for x in found if x[0] != "not-compared"]) == len(FIRST)
    return found


@LAW
@given(seed=st.integers(0, 10_000))
def test_order_of_sentences(seed: int, audited: Auditor) -> None:
    """Law: sentences in another order, in one paragraph or many."""
    expected = plain(audited)
    rng = random.Random(seed)
    first, second = rng.sample(FIRST, len(FIRST)), rng.sample(SECOND, len(SECOND))
    assert aligned(audited("\n\n".join(first), "\n\n".join(second))) == expected


@LAW
@given(width=st.integers(22, 80))
def test_rewrapping(width: int, audited: Auditor) -> None:
    """Law: lines broken elsewhere."""
    expected = plain(audited)
    wrapped = "\n\n".join(textwrap.fill(s, width, break_long_words=False, break_on_hyphens=False) for s in SECOND)
    assert aligned(audited("\n\n".join(FIRST), wrapped)) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bác sĩ", "bác sỹ"),
        ("bảo hiểm y tế", "BHYT"),
        ("xây dựng mới", "làm mới"),
        ("căn nhà", "ngôi nhà"),
        ("xuất nhập khẩu", "XNK"),
        ("đô thị", "thành thị"),
        ("tỷ lệ", "tỉ lệ"),
    ],
)
def test_synonyms_and_spelling(old: str, new: str, audited: Auditor) -> None:
    """Another word of the same meaning, or another spelling, in one of the documents."""
    expected = plain(audited)
    text = "\n\n".join(SECOND)
    changed = text.replace(old, new).replace(old[:1].upper() + old[1:], new[:1].upper() + new[1:])
    assert changed != text
    assert aligned(audited("\n\n".join(FIRST), changed)) == expected


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("old", "new"), [("hòa", "hoà"), ("thủy", "thuỷ"), ("hóa", "hoá")])
def test_tone_marks(old: str, new: str, form: str, audited: Auditor) -> None:
    """Both conventions of placing tone marks, composed or not."""
    import unicodedata

    text = f"Năm 2024, tỉnh có 1.245 cơ sở {old} giải và sản xuất {{}}."
    other = unicodedata.normalize(form, f"Số cơ sở {new} giải và sản xuất của tỉnh năm 2024 là 1.254 cơ sở.")
    assert ("conflict", 2) in {(s, len(m)) for s, m in aligned(audited(text.format(old), other))}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("41.710,4 triệu USD", "41,7104 tỷ USD"),
        ("316,8 nghìn tấn", "316.800 tấn"),
        ("316,8 nghìn tấn", "0,3168 triệu tấn"),
    ],
)
def test_unit_conversion(old: str, new: str, audited: Auditor) -> None:
    """The same amount in another unit or scale."""
    expected = plain(audited)
    text = "\n\n".join(SECOND)
    assert aligned(audited("\n\n".join(FIRST), text.replace(old, new)), {new: old}) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ở đô thị", "ở nông thôn"),
        ("xuất nhập khẩu", "nhập khẩu"),
        ("xây dựng mới", "sửa chữa"),
        ("năm 2024", "năm 2023"),
        ("tuyến cơ sở", "tuyến tỉnh"),
    ],
)
def test_a_separating_modifier_removes_the_alignment(old: str, new: str, audited: Auditor) -> None:
    """Another residence, direction of trade, kind of work, time or tier is another fact, whatever the value."""
    for one, other in zip(FIRST, SECOND, strict=True):
        if old.lower() not in one.lower():
            continue
        if old not in other and old.capitalize() not in other:
            continue
        value = {
            "316,8": "617,2",
            "41.710,4": "38.206,9",
            "95,47": "71,3",
            "1.254": "873",
            "2.157": "941",
            "95,4": "72,8",
        }
        for before, after in value.items():
            other = other.replace(before, after) if after not in other else other
        changed = other.replace(old, new).replace(old.capitalize(), new.capitalize())
        result = audited(one + " Các sở và ngành đã được giao việc.", changed)
        assert [a for a in result.alignments if a.status is not Status.NOT_COMPARED] == [], (one, changed)


SAYINGS = [
    "Tỷ lệ dân số tham gia bảo hiểm y tế của tỉnh năm 2024 đạt {}%.",
    "Năm 2024, tỷ lệ dân số tham gia BHYT của tỉnh là {}%.",
    "Đến hết năm 2024, {}% dân số tham gia bảo hiểm y tế.",
    "Năm 2024, dân số của tỉnh tham gia bảo hiểm y tế đạt tỷ lệ {}%.",
    "Tỷ lệ dân số tham gia bảo hiểm y tế năm 2024: {}%.",
]


@pytest.mark.parametrize("odd", range(5))
def test_five_documents_one_odd_value(odd: int, audited: Auditor) -> None:
    """Five documents that state one indicator make one alignment, and one odd value makes one finding."""
    texts = [saying.format("95,4" if i != odd else "94,5") for i, saying in enumerate(SAYINGS)]
    result = audited(*texts)
    (alignment,) = result.alignments
    assert len(alignment.members) == 5
    (finding,) = result.findings
    assert len(finding.evidence) == 5


def test_groups_are_consistent(audited: Auditor) -> None:
    """If A is B and B is C, A is C: no figure stands in two groups, and no two members are hindered."""
    texts = [" ".join(s.format(v) for s, v in ((saying, "95,4"), (FIRST[i], ""))) for i, saying in enumerate(SAYINGS)]
    result = audited(*texts, "\n\n".join(FIRST), "\n\n".join(SECOND))
    groups = [a.members for a in result.alignments if a.status is not Status.NOT_COMPARED]
    members = [m.id for group in groups for m in group]
    assert len(members) == len(set(members))
    assert max(len(group) for group in groups) >= 6
    for group in groups:
        for a, b in combinations([m for m in group if isinstance(m, Figure)], 2):
            assert (a.unit, compare.measure_class(a)) == (b.unit, compare.measure_class(b))
            # A document may say one thing twice, or contradict itself alone.
            assert a.document != b.document or compare.agree(a, b) or len(group) == 2
