"""Accounts of banks and agencies: currencies, forecasts of several years and countries, years told from now."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Role
from auditor.pipeline import Audit
from tests.said import figures, label, loud


@pytest.mark.parametrize(
    ("written", "text", "unit"),
    [
        ("P4.2 billion", "4.2 billion", "PHP"),
        ("Rs 38,400 million", "38,400 million", "INR"),
        ("Rs38,400 million", "38,400 million", "INR"),
        ("RM1.9 million", "1.9 million", "MYR"),
        ("S$640 million", "640 million", "SGD"),
        ("₱310 million", "310 million", "PHP"),
        ("USD5.1 million", "5.1 million", "USD"),
    ],
)
def test_letters_of_a_currency_stand_before_amounts(
    written: str, text: str, unit: str, audited: Callable[..., Audit]
) -> None:
    """Glued or not; what the letters end is no code then."""
    result = audited(f"Harbour Bank: results\n\nLoans to fishing cooperatives came to {written} in 2023.")
    assert figures(result)[text].unit == unit


@pytest.mark.parametrize("code", ["P4", "B52", "RM7 is", "room P12", "CP4.2"])
def test_codes_are_no_amounts(code: str, audited: Callable[..., Audit]) -> None:
    """Letters before a number without marks or a scale word, and letters of a longer word."""
    result = audited(f"Harbour Bank: results\n\nThe branch in {code} was closed by the bank in 2023.")
    assert figures(result) == {}


def test_two_lists_go_together_respectively(audited: Callable[..., Audit]) -> None:
    """Each number has the year at its place, on whichever side the years stand."""
    first = "Coast Outlook\n\n3 July 2023\n\nThe fund kept its 2023 and 2024 growth forecasts for Ghana at 4.8% and 4.5% respectively."
    second = "Coast News\n\n4 July 2023\n\nFor Ghana, the fund kept its growth forecasts of 4.8% and 4.5% for 2023 and 2024, respectively."
    result = audited(first, second)
    for k in (0, 1):
        read = figures(result, k)
        assert (label(read["4.8%"]), label(read["4.5%"])) == ("2023", "2024")
    assert loud(result) == []
    assert loud(audited(first, second.replace("and 4.5%", "and 5.4%"))) == ["cross-value"]


def test_numbers_in_turn_in_vietnamese(audited: Callable[..., Audit]) -> None:
    """The same words of the other language."""
    result = audited("BÁO CÁO\n\nSố hộ tham gia năm 2021, 2022 và 2023 lần lượt là 312, 345 và 398 hộ.")
    read = figures(result)
    assert [label(read[text]) for text in ("312", "345", "398")] == ["2021", "2022", "2023"]


def test_years_are_told_from_when_a_document_was_written(audited: Callable[..., Audit]) -> None:
    """``last year`` in February is the year of the report; what goes on with ``next year`` grows, too."""
    result = audited(
        "Harbour Bank: income rises in 2023\n\nFebruary 22, 2024\n\nLoans reached $536 million last year. "
        "Deposits are projected to grow by 4.6% this year and 4.7% next year."
    )
    read = figures(result)
    assert label(read["536 million"]) == "2023"
    assert [(label(read[t]), read[t].measure) for t in ("4.6%", "4.7%")] == [("2024", "up"), ("2025", "up")]


def test_months_from_one_to_another(audited: Callable[..., Audit]) -> None:
    """Quarters and parts of a year, also without a year of their own."""
    text = "Coast News\n\nMay 4, 2024\n\nExports grew 4.7% in January-March from a year earlier, {}."
    result = audited(text.format("the slowest since the first quarter of 2021"))
    assert label(figures(result)["4.7%"]) == "2024-Q1"
    result = audited("BÁO CÁO\n\nTừ tháng 1 đến tháng 9 năm 2024, xuất khẩu đạt 310 triệu USD.")
    assert label(figures(result)["310 triệu USD"]) == "2024-M9"


def test_where_a_change_comes_from_stands_behind_it(audited: Callable[..., Audit]) -> None:
    """Behind the level it led to, with a currency, or told by ``a year earlier`` alone."""
    result = audited(
        "Harbour Bank: results\n\nIncome from treasury edged up to P14.9 billion from P14.6 billion. "
        "The capital ratio stood at 14.9% in 2023, from 13.9% a year earlier."
    )
    read = figures(result)
    assert [read[t].role for t in ("14.6 billion", "13.9%")] == [Role.BASELINE, Role.BASELINE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Growth in developing Asia is put at 5.0% in 2023.", "Growth in the Pacific is put at 3.3% in 2023."),
        ("Viet Nam's economic growth is put at 6.2% in 2023.", "Economic growth of Thailand is put at 2.6% in 2023."),
        ("Inflation in South Asia is put at 7.0% in 2023.", "Growth in South Asia is put at 6.3% in 2023."),
        ("Growth in East Asia is put at 4.6% in 2023.", "Growth in Asia and the Pacific is put at 5.0% in 2023."),
    ],
)
def test_countries_and_parts_of_the_world_are_told_apart(one: str, other: str, audited: Callable[..., Audit]) -> None:
    """What two accounts say of two of them is no contradiction; of one it is."""
    head = "Coast Outlook\n\n3 July 2023\n\n"
    assert loud(audited(head + one, head + other)) == []
    slipped = one.replace(".0%", ".9%").replace("6.2%", "6.8%").replace("4.6%", "4.1%")
    assert loud(audited(head + one, head + slipped)) == ["cross-value"]


def test_by_how_much_a_target_was_passed_is_no_growth(audited: Callable[..., Audit]) -> None:
    """``exceeded its target by 29 %`` and ``grew by 20 %`` are two facts."""
    head = "Harbour Bank: results for 2023\n\n"
    first = head + "Harbour Bank exceeded its net income target by 29 percent in 2023."
    assert loud(audited(first, head + "Harbour Bank saw its net income grow by 20 percent in 2023.")) == []


def test_the_whole_world_is_no_other_area(audited: Callable[..., Audit]) -> None:
    """An agency that says ``worldwide`` in one account and not in the other speaks of the same people."""
    head = "Coast Health Agency: facts for 2023\n\n"
    first = f"{head}An estimated 10.8 million people worldwide fell ill with cholera in 2023."
    assert (
        loud(audited(first, f"{head}The agency estimates that 10.8 million people fell ill with cholera in 2023."))
        == []
    )
    second = f"{head}The agency estimates that 10.3 million people fell ill with cholera in 2023."
    assert loud(audited(first, second)) == ["cross-value"]
