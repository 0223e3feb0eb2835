"""Two English accounts of one year, each in its own words: minutes, press releases, briefings against a report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Role, Severity
from auditor.pipeline import Audit
from tests.said import figures, label, loud, loud_texts

REPORT = "Ashmere Hospital Trust\nAnnual report 2023\n\n"
OTHER = "\n\nIn 2023 the trust ran 14 clinics."


def test_the_month_of_a_meeting_is_not_what_its_minutes_are_on(audited: Callable[..., Audit]) -> None:
    """Minutes of a February tell of the year before; a month told without a year was before the meeting."""
    minutes = "Ashmere Hospital Trust\nMinutes of the board meeting held in February 2024\n\n"
    result = audited(
        f"{REPORT}At the end of November 2023, 5,180 patients were on the waiting list.",
        f"{minutes}Figures for 2023 were presented. There were 5,810 patients on the waiting list at the end of November.",
    )
    assert (result.extracts[1].document.date, result.extracts[1].document.year) == ("2024-02", None)
    assert label(figures(result, 1)["5,810"]) == "2023-11"
    assert [f.evidence[1].text for f in result.findings if f.severity is not Severity.INFO] == ["5,810"]


@pytest.mark.parametrize(
    ("line", "text", "date", "year"),
    [
        ("Statement of the chair, March 2024", "In 2023 we treated 9,240 people.", "2024-03", None),
        ("Statement of the chair, March 2024", "We treated 9,240 people.", "2024-03", "2024"),
        ("March 2024", "In 2023 we treated 9,240 people.", "2024-03", None),
        ("Results for 2023, March 2024", "In 2023 we treated 9,240 people.", "2024-03", "2023"),
        ("Newsletter, Spring 2024", "In 2023 we treated 9,240 people.", "2024", None),
        ("Monthly bulletin, March 2024", "In 2023 we treated 9,240 people.", "2024", "2024"),
    ],
)
def test_a_month_that_ends_a_line_of_the_title(
    line: str, text: str, date: str, year: str | None, audited: Callable[..., Audit]
) -> None:
    """It dates a document; where the year before is told of, no year is its own."""
    text = f"Ashmere Hospital Trust\n{line}\n\n{text} In 2024 we shall open 14 clinics. In 2024 we hire 31 nurses."
    document = audited(text).extracts[0].document
    assert (document.date, document.year) == (date, year)


def test_a_month_soon_after_that_of_writing_is_to_come(audited: Callable[..., Audit]) -> None:
    """As is one in a document whose title names the year that it is on."""
    minutes = "Ashmere Hospital Trust\nMinutes of the board meeting held in February 2024\n\n"
    text = "In June the trust opens 40 beds."
    assert label(figures(audited(minutes + text))["40"]) == "2024-06"
    assert label(figures(audited(REPORT + "At the end of November the trust had 62 closed beds."))["62"]) == "2023-11"


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("Our year 2024 at a glance", "2024"),
        ("Annual report 2024", "2024"),
        ("Draft budget 2024", "2023"),
        ("Plan for 2024", "2023"),
        ("Targets for 2024", "2023"),
        ("Annual report 2023 and plan for 2024", "2023"),
    ],
)
def test_a_year_in_the_title_of_which_less_is_told_than_of_the_one_before(
    title: str, date: str, audited: Callable[..., Audit]
) -> None:
    """A report compares with the year before; a plan is written in it."""
    text = "In 2023 there were 1,204 births. Our staff came to 2,310, against 2,240 in 2023. We saw 812 crews in 2023."
    assert audited(f"Ashmere Hospital Trust\n{title}\n\n{text}").extracts[0].document.date == date


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Members heard that 412 drains had been cleaned.", Role.RESULT),
        ("The fee had been lowered to £412.", Role.RESULT),
        ("Those who had been waiting for a year numbered 412.", Role.RESULT),
        ("The fee had been £412.", Role.BASELINE),
        ("The number of drains had been 412.", Role.BASELINE),
    ],
)
def test_what_had_been_done_is_a_result(text: str, role: Role, audited: Callable[..., Audit]) -> None:
    """What there had been is what something is compared with."""
    assert figures(audited(REPORT + text))["412"].role is role


def test_who_says_it_is_no_word_of_what_is_said(audited: Callable[..., Audit]) -> None:
    """The clerk of a committee puts an office and a verb before each fact; what people say of themselves stays."""
    said = audited(
        f"{REPORT}Operating surplus: £6.3m.{OTHER}",
        f"{REPORT}The Director of Finance reported that the operating surplus was £3.6m.{OTHER}",
    )
    assert loud(said) == ["cross-value"]
    words = figures(audited(f"{REPORT}Patients said that they waited 47 days."))["47 days"].features
    assert "patient" in (*words.core, *words.head)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Of our 58 wards, 47 were rated good or outstanding.", "Good or outstanding: 41 of the 58 wards."),
        ("Carbon emissions: 21,400 tonnes.", "Emissions of carbon came down to 24,100 tonnes."),
        ("2,514 babies were born here.", "Births: 2,541."),
        ("The average response took 7 minutes 24 seconds.", "Average response: 7 minutes 42 seconds."),
    ],
)
def test_two_wordings_of_one_fact(first: str, second: str, audited: Callable[..., Audit]) -> None:
    """A joint name is one, whatever words stand in it."""
    (rule,) = loud(audited(REPORT + first + OTHER, REPORT + second + OTHER))
    assert rule in ("cross-value", "cross-fraction")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The average wait was 4 minutes 12 seconds.", "The average wait was 4.2 minutes."),
        ("The average wait was 90 seconds.", "The average wait was 1 minute 30 seconds."),
    ],
)
def test_minutes_and_seconds_are_one_time(first: str, second: str, audited: Callable[..., Audit]) -> None:
    """Said in two units or in one."""
    result = audited(REPORT + first, REPORT + second)
    assert [a.status.value for a in result.alignments] == ["consistent"]
    assert loud(result) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Per capita use was 138.4 litres per person per day.", "Each person used 134.8 litres a day."),
        ("In all 36,200 new meters were installed.", "As many as 32,600 meters were fitted."),
        ("Revenue rose 4.2% to £418.7m.", "Turnover grew by 4.2% and reached £481.7 million."),
        ("There were 1,307 knife crimes.", "Offences involving knives came to 1,370."),
        ("Donors pledged $318 million.", "The sum of $381 million was pledged by donors."),
        ("Projects built or upgraded 2,470 km of rural roads.", "Rural roads: 2,740 km built or improved."),
        ("Outstanding loans were £9.8m; 2.4% were non-performing.", "Non-performing loans made up 4.2%."),
        ("The college has 41,870 students.", "The college's students number 41,780."),
        ("The planted area of paddy was 146.3 thousand hectares.", "Farmers sowed 143.6 thousand ha of rice."),
        ("Losses of victims to fraud: £17.3 million.", "To fraud victims lost £13.7 million."),
        ("The entry fare was set at £2.65.", "The entry fare is £2.56."),
        ("The clinic came in at number 23 of 150.", "The clinic ranked 32nd of 150."),
    ],
)
def test_more_wordings_of_one_fact(first: str, second: str, audited: Callable[..., Audit]) -> None:
    """Two things that a rate is counted per, what is fitted and no measure, decisions, places told by a number."""
    rules = loud(audited(REPORT + first + OTHER, REPORT + second + OTHER))
    assert rules
    assert rules[0] in ("cross-value", "cross-rank"), rules


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Turnover was £418.7m.", "Staff turnover was 11.2%."),
        ("Members pledged $318 million.", "Of the funds of members $381 million was disbursed."),
        ("Use was 138.4 litres per person per day.", "Use was 134.8 litres per household per week."),
        ("Route number 23 carried 4,100 people.", "The service ranked 32nd."),
    ],
)
def test_what_is_told_alike_and_is_another_thing(first: str, second: str, audited: Callable[..., Audit]) -> None:
    """The opposite of each."""
    assert loud(audited(REPORT + first + OTHER, REPORT + second + OTHER)) == []


def test_a_colon_behind_a_verb_opens_an_account(audited: Callable[..., Audit]) -> None:
    """What stands behind it is no change; a percentage and what a noun names are."""
    text = "Membership grew: 2,140 people joined. Prices rose: 3.4%. The increase: 31 beds."
    read = figures(audited(REPORT + text))
    assert {text: f.measure for text, f in read.items()} == {"2,140": "level", "3.4%": "up", "31": "up"}


def test_a_noun_that_is_left_out(audited: Callable[..., Audit]) -> None:
    """The second of two counts is of what the first counts, unless a noun of its own stands behind it."""
    text = "In all 1,263 rooms were built and 528 repaired. In all 1,263 tiles were laid and 528 painted boards."
    figures = [f for f in audited(REPORT + text).extracts[0].figures if f.text == "528"]
    assert ["room" in f.features.head for f in figures] == [True, False]
    assert ["tile" in f.features.head for f in figures] == [False, False]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("OFFICE OF WATER AND ROADS\nSECTOR PERFORMANCE REPORT 2023", "Office of Water and Roads"),
        ("OFFICE OF WATER\nAND ROADS\nREPORT 2023", "Office of Water and Roads"),
    ],
)
def test_a_name_ends_with_its_line(head: str, name: str, audited: Callable[..., Audit]) -> None:
    """In a title in capitals of several lines, unless the next goes on with a joining word."""
    text = f"{head}\n\nIn 2023 the office mended 418 km of roads and 27 dams."
    assert audited(text).extracts[0].document.institution == name


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Tonnes of glass collected: 41,200", "tonne"),
        ("Days lost to sickness per employee: 2.5", "day"),
        ("- Kilometres of road resurfaced: 38.2", "km"),
        ("Pipes are old. Hectares drained last year: 118.", "ha"),
        ("Meters installed: 43,200", "count"),
        ("Points of sale: 312", "count"),
        ("Degrees conferred: 6,815", "count"),
        ("In all 6,815 degrees were awarded.", "count"),
        ("Weeks of waiting: 31 patients", "count"),
    ],
)
def test_a_label_that_opens_with_its_unit(text: str, unit: str, audited: Callable[..., Audit]) -> None:
    """Gives it to the bare number behind its colon; what only sounds like a unit gives none."""
    (figure,) = audited(REPORT + text).extracts[0].figures
    assert figure.unit == unit


@pytest.mark.parametrize(
    ("text", "time"),
    [
        (
            "Ashmere Ferries plc has announced its annual results for the year ended 30 June 2023. Fares rose.",
            "2022/2023",
        ),
        ("Fares of the ferries rose again in the twelve months ending March 2023. They had fallen.", "2022/2023"),
        ("Fares rose on those of the year ended 30 June 1998. They had fallen.", ""),
    ],
)
def test_a_year_that_the_first_sentence_names_by_its_last_day(
    text: str, time: str, audited: Callable[..., Audit]
) -> None:
    """A press release says of what year it tells where it announces the accounts."""
    assert label(figures(audited(f"{text}\n\nThe ferries carried 412 crews."))["412"]) == time


def test_a_year_that_is_only_compared_with_is_told_from(audited: Callable[..., Audit]) -> None:
    """The year behind it is that of the account."""
    text = "Key indices\n\nIn September prices rose by 0.8% on August and by 4.2% over the same period of 2010."
    assert label(figures(audited(text))["0.8%"]) == "2011-09"


def test_brackets_of_a_list_are_no_parts_of_each_other(audited: Callable[..., Audit]) -> None:
    """What a closed bracket or a semicolon parts is no total; a bracket within one is of it."""
    text = "We ran 40 schemes in farming; roads (38); health (10); housing (4). It has 23 sites (9 new (8 large and 1 small))."
    related = {f.text: [r.kind for r in f.relations] for f in audited(text).extracts[0].figures}
    assert related["38"] == related["10"] == related["4"] == []
    assert related["9"] == related["8"] == ["part-of"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The ferry service displayed robust growth of 2.7%.", "The ferry service exhibited growth of 7.2%."),
        ("The ferry service experienced sluggish growth of 2.7%.", "The ferry service posted growth of 7.2%."),
    ],
)
def test_how_a_rise_is_praised_is_no_other_thing(first: str, second: str, audited: Callable[..., Audit]) -> None:
    """Verbs of seeing and words of praise say nothing of what it is."""
    assert loud(audited(REPORT + first + OTHER, REPORT + second + OTHER)) == ["cross-value"]


def test_a_season_in_the_title_is_no_edition(audited: Callable[..., Audit]) -> None:
    """What opens with ``last year`` below a season tells of that season: its last month is not to come."""
    statement = "Ashmere Hospital Trust\nStatement of the chair: our year 2023-24\n\nLast year we opened 14 clinics. "
    result = audited(f"{statement}The waiting list shrank to 5,180 patients at the end of March.")
    assert result.extracts[0].document.year == "2024"
    assert figures(result)["5,180"].role is Role.RESULT


@pytest.mark.parametrize("line", ["Targets for 2024-25", "Targets for 2024/2025", "Targets for 2025"])
def test_targets_told_below_a_line_and_in_a_sentence(line: str, audited: Callable[..., Audit]) -> None:
    """The line may name a season; all that ``we will`` opens is wanted."""
    text = "We will open 350 beds, raise attendance to 52%, plant 7,000 trees and resurface 45 miles of path."
    result = audited(f"Ashmere Hospital Trust\nAnnual report 2023-24\n\n{line}\n\nThe trust runs 412 beds. {text}")
    wanted = figures(result)
    assert {wanted[key].role for key in ("412", "350", "52%", "7,000", "45 miles")} == {Role.TARGET}
    result = audited(f"Ashmere Hospital Trust\nAnnual report 2023-24\n\nThe trust runs 412 beds. {text}")
    wanted = figures(result)
    assert {wanted[key].role for key in ("350", "52%", "7,000", "45 miles")} == {Role.TARGET}
    assert wanted["412"].role is Role.RESULT


@pytest.mark.parametrize("season", ["2023/24", "2023-24", "2023/2024", "2023–2024"])
def test_the_ways_to_write_a_season(season: str, audited: Callable[..., Audit]) -> None:
    """Two years in a row are one season, with a stroke or a dash, the second in two digits or four."""
    text = f"In the academic year {season} the school taught 4,120 pupils."
    assert label(figures(audited(f"Ashmere School\nAnnual report\n\n{text}"))["4,120"]) == "2023/2024"


@pytest.mark.parametrize("kind", ["review of 2024", "annual report for 2024", "summary of the year 2024"])
def test_last_year_is_that_of_what_is_announced(kind: str, audited: Callable[..., Audit]) -> None:
    """A release without a date that announces the review of a year goes on with ``last year``: it is of that year."""
    release = (
        f"Ashmere School\nPress release\n\nAshmere School has published its {kind}. It taught 4,120 pupils last year."
    )
    result = audited(release)
    assert (result.extracts[0].document.year, label(figures(result)["4,120"])) == ("2024", "2024")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("In 2023, 31 accidents killed 78 people.", "In 2023 there were 31 accidents, leaving 87 people dead.", "87"),
        (
            "In 2023 there were 61 FDI projects worth USD 214 million.",
            "In 2023, 68 foreign-invested projects ran.",
            "68",
        ),
        (
            "In 2023 budget revenue was VND 12,460 billion, up 9.3% on the previous year.",
            "Budget revenue was VND 12,460 billion in 2023, exceeding the plan by 12.4% and rising 9.8% year on year.",
            "9.8%",
        ),
        (
            "In 2023 the poverty rate fell by 1.14 points.",
            "The rate of poor households fell by 1.41 points in 2023.",
            "1.41 points",
        ),
        (
            "In 2023, 94 communes met the new rural standard.",
            "In 2023 the province had 49 communes meeting the new-style rural standard.",
            "49",
        ),
    ],
)
def test_words_of_provincial_reports(one: str, other: str, said: str, audited: Callable[..., Audit]) -> None:
    """Told in other words of the same meaning, one thing is compared; nothing else is reported."""
    found = loud_texts(audited(f"Lam Ha Province\n\n{one}", f"Lam Ha Province\n\n{other}"))
    assert [texts[1] for texts in found] == [said]


def test_a_name_ends_before_the_currency(audited: Callable[..., Audit]) -> None:
    """The code of a currency before a number is none of the indicator's words."""
    one, other = (f"Lam Ha Province\n\nThe registered capital in 2023 was VND {n} billion." for n in ("8,540", "8,450"))
    message = audited(one, other).findings[0].message[1]
    assert message.startswith("The registered capital in 2023: ")


SEASON = "Ashmere Hospital Trust\nAnnual report 2023-24\n\nIn 2023-24 the trust treated 9,240 inpatients and hired 312 nurses."


@pytest.mark.parametrize(
    ("opening", "season"),
    [
        ("Our year 2023-24\n\nLast year we treated {} inpatients. We hired 312 nurses.", "2023/2024"),
        ("Minutes of the board\n\nWe treated {} inpatients last year, says the statement for 2023-24.", "2023/2024"),
        ("The chair looks back on 2023-24\n\nWe treated {} inpatients.", "2023/2024"),
        ("Annual report 2023-24\n\nWe hired 312 nurses. Last year we treated {} inpatients.", "2022/2023"),
        ("Our year 2023-24\n\nThis year we hired 312 nurses. Last year we treated {} inpatients.", "2022/2023"),
    ],
)
def test_last_year_of_an_account_of_a_year_of_two_halves(
    opening: str, season: str, audited: Callable[..., Audit]
) -> None:
    """Where an account opens with it, it is that year; elsewhere it is the one before."""
    result = audited(SEASON, f"Ashmere Hospital Trust\n{opening.format('9,420')}")
    assert label(figures(result, 1)["9,420"]) == season
    assert loud_texts(result) == ([["9,240", "9,420"]] if season == "2023/2024" else [])


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "Attendances at the two emergency departments totalled 164,285 in 2023.",
            "In 2023 there were 146,285 attendances at our emergency departments.",
            [["164,285", "146,285"]],
        ),
        (
            "In 2023, 734 formal complaints were received, and 83.5% were answered within 40 days.",
            "In 2023, 85.3% of the 734 formal complaints were answered within 40 days.",
            [["83.5%", "85.3%"]],
        ),
        (
            "In 2023 the trust produced 2,860 MWh of solar electricity.",
            "The production of solar electricity came to 2,680 MWh in 2023.",
            [["2,860 MWh", "2,680 MWh"]],
        ),
        (
            "In 2023 there were 14 homicides and 7,046 offences of shoplifting.",
            "In 2023 the shops reported 7,406 thefts from shops; 14 murders were recorded.",
            [["7,046", "7,406"]],
        ),
        ("In 2023 two emergency departments opened.", "In 2023 we closed 3 of the two emergency wards.", []),
    ],
)
def test_what_stands_beside_a_number_that_is_known(
    one: str, other: str, told: list[list[str]], audited: Callable[..., Audit]
) -> None:
    """It is of the number that follows; a rate of things that are counted right behind it is told of these."""
    assert loud_texts(audited(REPORT + one, f"Ashmere Hospital Trust\nPress release on 2023\n\n{other}")) == told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "In Saldria the cholera response assisted 284,300 people in 11 districts; 157 tonnes of chlorine were sent.",
            "When cholera struck Saldria, our teams helped 284,300 people across 17 districts and sent 157 tonnes of chlorine.",
            [["11", "17"]],
        ),
        (
            "In Saldria the cholera response assisted people in 11 districts; chlorine was sent.",
            "When cholera struck Saldria, our teams helped people across 17 districts and sent chlorine.",
            [],
        ),
        (
            "In Saldria the cholera teams helped 284,300 people, excluding 96 camps.",
            "When cholera struck Saldria we helped 284,300 people, in 69 camps.",
            [],
        ),
    ],
)
def test_a_word_that_one_side_adds_where_other_figures_agree(
    one: str, other: str, told: list[list[str]], audited: Callable[..., Audit]
) -> None:
    """It is said of all of them, and narrows none; what is left out does all the same."""
    head = "Ashmere Relief Trust\nAnnual report 2023\n\nIn 2023 we worked as follows. "
    assert loud_texts(audited(head + one, head.replace("Annual report", "Newsletter") + other)) == told


NINE_MONTHS = "Ashmere Relief Trust\nResults of the first nine months of 2024\n\n"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "Grants to farmers of £4.12 million were paid.",
            "By the end of September grants of £4.21 million had been paid to farmers.",
            [["4.12 million", "4.21 million"]],
        ),
        (
            "Cash grants supported 27,940 households with an average of £86 a month.",
            "With cash grants we supported 27,940 households, on average with £68 every month.",
            [["86", "68"]],
        ),
        (
            "Cash grants supported 27,940 households with an average of £86 a month.",
            "With cash grants we supported 27,940 households, on average with £68 every day.",
            [],
        ),
        ("Growth was 7.86%.", "Growth for the whole year is targeted at 8.2%.", []),
    ],
)
def test_nine_months_and_their_end(one: str, other: str, told: list[list[str]], audited: Callable[..., Audit]) -> None:
    """What there was at their end is of them; what is wanted of the whole year is not."""
    assert loud_texts(audited(NINE_MONTHS + one, NINE_MONTHS + other)) == told
