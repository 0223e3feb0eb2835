"""What English papers and offices tell of one matter: times told by their last month, series, bodies, comparisons."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Role
from auditor.pipeline import Audit
from tests.said import figures, label, loud_texts, times


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


@pytest.mark.parametrize(
    ("lead", "year"),
    [
        ("Output grew 4.7% last year, after 3.9% in 2023, the office said in its review of 2024.", "2024"),
        ("Output grew 4.7% last year, after 3.9% in 2022, the office said in its review of 2023.", "2023"),
        ("Output grew 4.7% last year, the office said.", None),
    ],
)
def test_last_year_is_the_year_that_the_same_sentence_reviews(
    lead: str, year: str | None, audited: Callable[..., Audit]
) -> None:
    """However often the one before it stands as what is compared with."""
    text = f"Norvale Gazette\nOutput picks up\n\n{lead} The deficit was 2.8%, compared with 4.1% a year earlier."
    assert audited(text).extracts[0].document.year == year


def test_few_long_lines_are_paragraphs(audited: Callable[..., Audit]) -> None:
    """What a short text tells of a year to come, in a line of its own, says nothing of the lines above it."""
    line = "The company {} and spent £{}.5 million on mains, sewers and works across the whole of its area. " * 3
    lines = [
        line.format("repaired its works", n, "laid pipes", n + 1, "cleaned its tanks", n + 2) for n in (21, 31, 41)
    ]
    text = "\n".join(
        ["Norvale Water: assessment 2018", *lines, "By March 2020 it has undertaken to fit 95,000 meters."]
    )
    result = audited(text)
    assert len(result.extracts[0].document.passages) == len(lines) + 2
    assert {f.role for f in result.extracts[0].figures[:-1]} == {Role.RESULT}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("By 2030 Norvale wants 60 clinics. It aims for 94% of homes on mains water and 310 buses.", "2030"),
        ("Growth of 4.1% is projected for 2030. The deficit is to fall to 2.4% and 310 buses are to run.", "2030"),
        ("By 2030 Norvale wants 60 clinics. In 2018 it had 94 schools. It aims for 310 buses.", ""),
        ("By 2030 Norvale wants 60 clinics. It has 310 buses.", ""),
    ],
)
def test_the_time_of_what_is_wanted_holds_for_what_else_is(text: str, said: str, audited: Callable[..., Audit]) -> None:
    """Until another time is told, and for nothing that there is."""
    found = figures(audited(f"Norvale Council\nAnnual report 2018\n\n{text}"))["310"]
    assert (label(found), found.role) == (said, Role.RESULT if "has 310" in text else Role.TARGET)


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("Almost two thirds (64.8%) of teachers hold a degree.", ["two thirds (64.8%)"]),
        ("Just over half (52.4%) of teachers hold a degree.", ["half (52.4%)"]),
        ("Half (21.4%) of teachers hold a degree.", ["Half", "21.4%"]),
        ("Of teachers 64.8% (412) hold a degree.", ["64.8%", "412"]),
    ],
)
def test_a_part_told_in_a_word_and_in_the_bracket_behind_it(
    text: str, texts: list[str], audited: Callable[..., Audit]
) -> None:
    """One figure, of which what stands behind the bracket is said, where both are of one size."""
    result = audited(f"Norvale School\nReport 2018\n\n{text}")
    assert [f.text for f in result.extracts[0].figures] == texts
    if len(texts) == 1:
        assert "degree" in result.extracts[0].figures[0].features.core


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("The trade deficit was £47.1 million.", "The trade gap came to £41.7 million.", "41.7 million"),
        ("The budget deficit was 2.8% of GDP.", "The budget shortfall equalled 3.8% of GDP.", "3.8%"),
        ("Proficient in mathematics were 54.1% of pupils.", "In math 51.4% of pupils were proficient.", "51.4%"),
        ("Teacher turnover fell to 11.6%.", "Turnover among teachers was 16.1%.", "16.1%"),
        ("The trade deficit was £47.1 million.", "The pay gap was £41.7 million.", ""),
        ("Turnover of the company was £11.6 million.", "Teacher turnover was 16.1%.", ""),
    ],
)
def test_gaps_and_turnovers(one: str, other: str, said: str, audited: Callable[..., Audit]) -> None:
    """A gap in trade or a budget is its deficit; teachers that leave are no revenue."""
    common = " In 2018 Norvale had 31 parks and 4,120 pupils."
    result = audited(
        f"Norvale Council\nReport 2018\n\n{one}{common}", f"Norvale Council\nReview 2018\n\n{other}{common}"
    )
    assert [texts[1] for texts in loud_texts(result)] == ([said] if said else [])


@pytest.mark.parametrize("told", ["During the tenure", "Over the past tenure", "In the five years", "During the term"])
def test_a_tenure_is_a_term(told: str, audited: Callable[..., Audit]) -> None:
    """As English accounts of congresses call it; how long it was is no age."""
    head = "Party Committee of Lam Ha Province\nPolitical report, term 2015-2020\n\n"
    found = figures(
        audited(f"{head}{told} the province built 386 km of roads, and revenue over five years was £9.4bn.")
    )
    assert label(found["386 km"]) == "term"
    assert not [m for m in found["9.4bn"].features.modifiers if m[0] == "age"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (
            "We are proud that 91.2% of pupils graduated in four years, an improvement of 1.4 points.",
            "percentage-point",
        ),
        ("The index, 91.2% of which is food, stood at 104, an increase of 1.4 points.", "point"),
    ],
)
def test_points_are_of_no_time(text: str, unit: str, audited: Callable[..., Audit]) -> None:
    """Between a percentage and the points by which it rose, a number of years is none that rose by points."""
    assert figures(audited(f"Norvale School\nReport 2018\n\n{text}"))["1.4 points"].unit == unit
