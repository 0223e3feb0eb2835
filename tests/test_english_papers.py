"""What English papers and offices tell of one matter: times told by their last month, series, bodies, comparisons."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.pipeline import Audit
from tests.said import figures, loud_texts, times


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("In the 12 months to March, wardens logged 5,310 fires.", "2017/2018"),
        ("The rate fell to 5,310 in the three months to May.", "2018-03/05"),
        ("In the second quarter there were 5,310 fires.", "2018-Q2"),
        ("For the year ended 31 December there were 5,310 fires.", "2017"),
        ("There were 5,310 fires, the most since comparable records began in 1973.", ""),
        ("In the year ending in March 2018 there were fires. Over the year, 5,310 homes burnt.", "2017/2018"),
    ],
)
def test_times_told_by_their_last_month(text: str, period: str, audited: Callable[..., Audit]) -> None:
    """A month or quarter without a year is the last that was over on the day that a line of its own tells."""
    assert times(audited(f"Norvale Gazette\nMore fires in the hills\n19 July 2018\n\n{text}"))["5,310"] == period


def test_a_quarter_not_yet_begun(audited: Callable[..., Audit]) -> None:
    """In March the fourth quarter is that of the year before."""
    text = "Norvale Gazette\nMore fires in the hills\n2 March 2018\n\nIn the fourth quarter there were 5,310 fires."
    assert times(audited(text)) == {"5,310": "2017-Q4"}


def test_a_year_of_two_halves_dates_a_report(audited: Callable[..., Audit]) -> None:
    """The years of which most is told date it, not a year of long ago that stands alone."""
    text = (
        "Crime in Norvale: 2018-2019\n\nBetween 2017-18 and 2018-19:\n\nCrimes recorded rose by 1% from 31,204 to 31,520.\n\n"
        "In 2018-19 there were 31,520 crimes. Crime fell from a peak in 1991 of 60,418."
    )
    assert audited(text).extracts[0].document.date == "2019"


def test_items_without_a_stop_are_sentences_of_their_own(audited: Callable[..., Audit]) -> None:
    """What one item names is no time of the next; the time of the line above the list is that of its items."""
    text = (
        "Parks of Norvale\n\nIn 2019 the largest parks were:\n- Alder, with 412 trees, no more than between 1984 and 2012\n"
        "- birch, with 518 trees\n"
    )
    assert times(audited(text)) == {"412": "2019", "518": "2019"}


def test_a_sentence_that_goes_back_to_the_figure_before(audited: Callable[..., Audit]) -> None:
    """``This is …`` says more of the first figure of the sentence before."""
    a = "Norvale ferries fill up\n3 May 2019\n\nThe ferries of Norvale carried 412,300 passengers. This is 7% more than in 2017."
    b = "More people on Norvale ferries\n3 May 2019\n\nThe ferries of Norvale carried 9% more passengers than in 2017, or 412,300."
    assert loud_texts(audited(a, b)) == [["7%", "9%"]]


def test_better_or_worse_says_no_direction(audited: Callable[..., Audit]) -> None:
    """An improvement of a ratio of costs is a fall of it."""
    a = "Alta Bank plc\nResults for 2019\n\nThere was a 2 percentage point improvement in the cost-income ratio to 52%."
    b = "Alta Bank plc\nSummary for 2019\n\nThe cost-income ratio fell 2 percentage points to 52%."
    assert loud_texts(audited(a, b)) == []
    c = "Alta Bank plc\nSummary for 2019\n\nThe cost-income ratio rose 2 percentage points to 52%."
    assert loud_texts(audited(b, c)) != []


def test_series_as_counted_and_adjusted(audited: Callable[..., Audit]) -> None:
    """What is told in trend terms holds so for what follows, and is no other account's adjusted number."""
    a = (
        "Norland Statistics\nJobs in June 2019\n\nIn trend terms, the jobless rate was 3.8%.\n\n"
        "The participation rate of men was 73.4%."
    )
    b = "Norland Statistics\nJobs in June 2019\n\nSeasonally adjusted, the jobless rate was 3.8%. The participation rate of men was {}."
    assert loud_texts(audited(a, b.format("74.1%"))) == []
    assert loud_texts(audited(a, b.replace("Seasonally adjusted", "In trend terms").format("74.1%"))) == [
        ["73.4%", "74.1%"]
    ]


def test_compared_to_is_no_change_to(audited: Callable[..., Audit]) -> None:
    """``A compared to B, an increase of P %``: it rose from B to A."""
    text = "Alta Retail\n\nRevenue was 48.3 million pounds compared to 43.6 million pounds, an increase of 10.8%."
    assert loud_texts(audited(text)) == []


def test_rates_of_other_things_in_brackets(audited: Callable[..., Audit]) -> None:
    """Shares of all and rates of each, both told in brackets, are no contradiction."""
    a = (
        "Norvale Police\nCrime in 2018-19\n\nThefts were the largest group. They were followed by arson (27%) and "
        "fraud (18%) in 2018-19."
    )
    b = "Norvale Police\nCrime in 2018-19\n\nArson (86%) and fraud (71%) had higher clear-up rates in 2018-19 than theft."
    assert loud_texts(audited(a, b)) == []


def test_accounts_of_one_body_named_in_their_titles(audited: Callable[..., Audit]) -> None:
    """Two papers on one firm that share two amounts are of one matter; on two firms they are not."""
    a = "Altamart profits jump\n10 April 2019\n\nAltamart has reported profits of £1.6bn on revenue of £63bn. Rents came to £412m."
    b = "Altamart pays more\n10 April 2019\n\nProfits at Altamart were £1.6bn, and its revenue was £63bn. Rents came to £421m."
    assert loud_texts(audited(a, b, same_organisation=False)) == [["412m", "421m"]]
    assert loud_texts(audited(a, b.replace("Altamart", "Bestbuy"), same_organisation=False)) == []


def test_one_word_and_one_time_are_enough_for_a_move(audited: Callable[..., Audit]) -> None:
    """Two moves of one thing in one stated year, put alike, are compared though they share one word."""
    a = "Norland Post\nGrowth\n28 April 2020\n\nForestry grew by 4.2 per cent in 2019, as rain fell late."
    b = "Norland Times\nGrowth\n28 April 2020\n\nForestry grew by 4.7 per cent in 2019."
    assert loud_texts(audited(a, b)) == [["4.2 per cent", "4.7 per cent"]]


def test_rates_behind_names_that_moved(audited: Callable[..., Audit]) -> None:
    """Rates in brackets behind names are rises where the clause tells of rises; the year of a publication is no time."""
    text = (
        "Norvale Gazette\nRents\n3 May 2019\n\nBig rises were seen in Alder (58 per cent) and Birch (34 per cent), says the "
        "2018 Norvale Housing Report."
    )
    told = figures(audited(text))
    assert {f: told[f].measure for f in told} == {"58 per cent": "up", "34 per cent": "up"}
    assert times(audited(text)) == {"58 per cent": "", "34 per cent": ""}
