"""Short English accounts: whose they are, and of what year they tell, where no line above them says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Severity
from auditor.pipeline import Audit
from tests.said import figures, label, loud

REPORT = "Torvale Shipping plc\nAnnual report 2024\n\nTorvale Shipping carried 4,126 containers in 2024."
HEAD = "Ministry of Fisheries\nAnnual sector review 2023\n\n"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Torvale Shipping reports more cargo\n\nTorvale Shipping had a good year.", "Torvale Shipping"),
        ("A good year at sea\n\nAlder, 4 March - The carrier Torvale Shipping today announced its results. "
         "Torvale Shipping is an old firm.", "Torvale Shipping"),
        ("A good year at sea\n\nMore was carried, the Council for Sea Trade (CST) said. The CST is an old body.", "Council for Sea Trade"),
        ("The CST has released its count\n\nThe Council for Sea Trade (CST) counts. The CST is old.", "Council for Sea Trade"),
        ("Bright Torvale: what you made possible\n\nThanks to you we helped 620 people.", "Bright Torvale"),
        ("Officials said that trade grew\n\nOfficials said it was a good year. Officials said more.", None),
        ("Monday posts record heat\n\nOn Monday it was warm. Monday was hot.", None),
        ("Sea trade: what we do\n\nThanks to you we helped 620 people.", None),
    ],
)  # fmt: skip
def test_of_whom_a_short_account_tells(text: str, body: str | None, audited: Callable[..., Audit]) -> None:
    """Of the one whose doing its title or first sentence tells, else of the one body that it names."""
    assert audited(text).extracts[0].document.institution == body


def test_an_account_and_the_report_of_whom_it_tells(audited: Callable[..., Audit]) -> None:
    """One name makes them accounts of one; with another name nothing is told."""
    news = "{0} carries more\n\n{0} said on Tuesday that it carried 4,162 containers in 2024. {0} is an old firm."
    assert loud(audited(REPORT, news.format("Torvale Shipping"), same_organisation=False)) == ["cross-value"]
    assert loud(audited(REPORT, news.format("Borland Lines"), same_organisation=False)) == []


@pytest.mark.parametrize(
    ("text", "date", "year"),
    [
        ("Statement by the Minister, February 2024\n\nLast year our boats did well.", "2024-02", "2023"),
        ("Statement by the Minister, February 2024\n\nThis year is better than last year.", "2024-02", "2024"),
        ("Catch up again\nBy Ann Reed\n14 March 2024\n\nBoats landed more last year.", "2024-03-14", "2023"),
        ("Catch up again\nBy Ann Reed\n14 May 2024\n\nBoats landed more, for the year to 31 March 2024.", "2024-05-14", "2024"),
        ("Catch up again\n12/01/2024\n\nBoats landed more last year.", "2024-01-12", "2023"),
        ("Catch up again\n2024-01-12\n\nBoats landed more last year.", "2024-01-12", "2023"),
        ("Catch up again\n\nBoats landed more last year. In 2023 there were 41 boats. In 2023 it was warm.", "2024", "2023"),
        ("Fish Monitor 2023\n\nBoats landed more last year. In 2022 there were 41. In 2022 it was warm.", "2023", "2022"),
        ("Review in brief: April 2022 to March 2023\n\nBoats landed more.", "2023", "2023"),
        ("Review in brief\n\nFewer came than in 2021 (12) and 2022 (15), of late.", None, None),
    ],
)  # fmt: skip
def test_of_what_year_an_account_tells(text: str, date: str, year: str | None, audited: Callable[..., Audit]) -> None:
    """What opens with last year's is of the year before its day; twelve months over two years are one year."""
    document = audited(text).extracts[0].document
    assert (document.date, document.year) == (date, year)


def test_a_speech_of_the_next_year_tells_of_the_year_before(audited: Callable[..., Audit]) -> None:
    """It is compared with the report on that year; one that tells of its own year is not."""
    report = f"{HEAD}Boats landed 6,820 tonnes of cod. The ministry trained 412 crews."
    speech = "Statement by the Minister, February 2024\n\n{} our boats did well. They landed 6,280 tonnes of cod."
    assert loud(audited(report, speech.format("Last year"))) == ["cross-value"]
    assert loud(audited(report, speech.format("This year"))) == []


def test_twelve_months_over_two_years_are_a_year_of_two_halves(audited: Callable[..., Audit]) -> None:
    """Told by their first and last months, or by the years; more months are no such year."""
    text = "From April 2022 to March 2023, 412 boats came. From March 2021 to March 2023, 815 boats came."
    read = figures(audited(HEAD + text))
    assert (label(read["412"]), label(read["815"])) == ("2022/2023", "2021-03/2023-03")


def test_two_years_joined_are_no_year_of_two_halves(audited: Callable[..., Audit]) -> None:
    """``The 2023 and 2024 forecasts`` leave what ``next year`` is."""
    text = "Bank keeps 2023 and 2024 forecasts\n14 December 2023\n\nThe outlook for next year is growth of 4.8%."
    assert label(figures(audited(text))["4.8%"]) == "2024"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("In the last quarter of this year 412 boats came.", "2024-Q4"),
        ("In the first quarter of last year 412 boats came.", "2023-Q1"),
        ("In Q3’22, 412 boats came.", "2022-Q3"),
        ("At constant (2011-12) prices, 412 boats came.", ""),
    ],
)
def test_times_of_news(text: str, period: str, audited: Callable[..., Audit]) -> None:
    """A quarter of this year or the last; the years of prices are no time."""
    assert label(figures(audited(f"Catch up again\n14 December 2024\n\n{text}"))["412"]) == period


def test_what_there_was_before_has_not_the_time_of_its_heading(audited: Callable[..., Audit]) -> None:
    """A rate that fell ``from 8.9%`` below a heading on 2024 is none of 2024; that to which it fell is."""
    report = "Report of Alder Province\n\nI. Results in 2024\n\nThe rate of poor households fell from 8.9% to 6.8%."
    news = "Alder Province cuts poverty\n\nThe rate of poor households was cut to {} in 2024."
    told = [f for f in audited(report, news.format("8.6%")).findings if f.severity is not Severity.INFO]
    assert [sorted(e.text for e in f.evidence) for f in told] == [["6.8%", "8.6%"]]


def test_words_behind_brackets_are_of_the_numbers_before_them(audited: Callable[..., Audit]) -> None:
    """Each item of a list of counts with rates has the verb behind its own bracket."""
    listed = "In 2023, 148 boats (22%) were leased, 45 boats (7%) were sold and 37 (6%) were scrapped."
    read = figures(audited(HEAD + listed))
    assert [read[n].phrase.rsplit(" ", 1)[1] for n in ("148", "45", "37")] == ["leased", "sold", "scrapped"]
    other = "Of the boats 148 were leased, 45 were sold and 37 were scrapped in 2023."
    assert loud(audited(HEAD + listed, HEAD + other)) == []
    assert loud(audited(HEAD + listed, HEAD + other.replace("45", "54"))) == ["cross-value"]


def test_a_word_behind_and_tells_of_what_follows(audited: Callable[..., Audit]) -> None:
    """``stood at £212m and is projected to reach …``: the first is a result."""
    read = figures(audited(f"{HEAD}The fund stood at £212m and is projected to reach £260m."))
    assert [read[n].role.value for n in ("212m", "260m")] == ["result", "estimate"]


def test_a_model_is_told_apart_by_its_number(audited: Callable[..., Audit]) -> None:
    """It counts nothing, and what is told of it is not what is told of all."""
    text = "{} The trust made 476,770 {} in 2023."
    every, one = (HEAD + text.format("", noun) for noun in ("cars", "Model 3 cars"))
    assert "3" not in figures(audited(one))
    assert loud(audited(every, one.replace("476,770", "494,980"))) == []
    assert loud(audited(one, one.replace("476,770", "467,770"))) == ["cross-value"]


def test_how_long_something_lasts_parts_no_number_from_its_time(audited: Callable[..., Audit]) -> None:
    """A wait stands between those who wait and the time at which they did; another number parts them."""
    text = "There were 8,990 people waiting more than 18 months for a boat at the end of August, up from 7,280 in July."
    other = "There were 8,990 boats for 412 crews at the end of August, up from 7,280 in July."
    assert label(figures(audited(HEAD + text))["8,990"]) == "2023-08"
    assert label(figures(audited(HEAD + other))["8,990"]) != "2023-08"


def test_a_limit_holds_for_both_ends_of_a_move(audited: Callable[..., Audit]) -> None:
    """What fell to a rate within two weeks is not what fell from one within four hours."""
    first = "The share of patients seen within two weeks fell from 77.5% in July to 74.8% in August."
    second = "Some 71.6% of patients were seen within four hours in September, down from 73.9% in August."
    assert loud(audited(HEAD + first, HEAD + second)) == []


def test_where_the_title_says_that_figures_are_of(audited: Callable[..., Audit]) -> None:
    """An account whose title names the country tells of its own where it names it again."""
    first = "Boats in England: August 2023\n\nIn England 7,750 boats were in use at the end of August."
    second = "{}\n\nIn all 7,570 boats were in use at the end of August 2023."
    assert loud(audited(first, second.format("What the latest boat figures show"))) == ["cross-value"]
    assert loud(audited(first.replace(" in England:", ":"), second.format("What the latest figures show"))) == []


def test_a_number_of_no_time_beside_that_of_another_time(audited: Callable[..., Audit]) -> None:
    """``7.91 million, up from 7.75 million in August`` is of a later time than August."""
    august = "Boats at work\n12 October 2023\n\nThere were 7.75 million boats at work at the end of August."
    later = "Boats at work\n9 November 2023\n\nThere were 7.91 million boats at work.{}"
    before = " There were 7.75 million boats at work in August."
    assert loud(audited(august, later.format(before))) == []
    assert loud(audited(august, later.format(""))) == ["cross-value"]


def test_the_last_year_told_leaves_what_follows_where_it_was(audited: Callable[..., Audit]) -> None:
    """A sentence that looks back is none that the next goes on with; one that goes forward is."""
    text = "In 2023, 412 crews came. {}, 380 came. The number of boats rose by 6.2%."
    assert label(figures(audited(HEAD + text.format("In 2021")))["6.2%"]) == "2023"
    assert label(figures(audited(HEAD + text.replace("In 2023", "In 2020").format("In 2021")))["6.2%"]) == "2021"
