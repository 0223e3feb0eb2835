"""Comparing the times that figures speak of."""

from __future__ import annotations

import re

from auditor.model import Figure, Period

FULL_DATE = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?P<y>20\d\d)(?!\d)")
"""A day of this century in figures: group ``y``, its year."""
LATE_DATE = re.compile(r"(?<![\d/.-])\d{1,2}[/.-]1[12][/.-](?P<y>20\d\d)(?!\d)")
"""The same of a day in one of the last two months of a year."""
NOW = "now"
TERM = "term"
START = "start"
CARRIED = "passage"
"""Origin of a time with which a passage before opened."""
RELATIVE = (NOW, START, TERM)
"""Labels of times that name no year."""
_START = "-start"
_PLAN = "plan"
_LATELY = frozenset({"previous-month", "previous-quarter"})
_YEAR = 12
_SINCE = 2
"""Years after its end in which a document may still call a term the one that it reports on."""
YEAR_ENDS = range(3, 10)
"""Months with which a year ends that is counted from one calendar year into the next: ``2024/25``."""
TERM_MONTHS = 35
"""Months from the first to the last above which a time is a term of some years."""


def compatible(a: Period | None, b: Period | None, years: tuple[str | None, str | None] = (None, None)) -> bool | None:
    """Whether two figures speak of the same time.

    Args:
        a: Time of a figure, if stated.
        b: Time of another.
        years: The years that their documents report on, where their titles name one: a figure without a time of its
            own speaks of that year.

    Returns:
        True or False, or None when one of them states none.
    """
    if None not in years and years[0] != years[1]:
        if (a is None or a.label in RELATIVE) and (b is None or b.label in RELATIVE):
            return False
        if a is None or b is None:
            stated, year = (b, years[0]) if a is None else (a, years[1])
            return None if stated is not None and _covers(stated, int(year or 0)) else False
    if a is None or b is None:
        stated, year = (b, years[0]) if a is None else (a, years[1])
        if stated is not None and stated.label == START:
            return False  # what there was at the beginning is not what is told of no time
        if stated is None or year is None or stated.label in RELATIVE or season_of(stated) == int(year):
            return None
        # What a report on part of a year tells is not what a report on the year tells.
        return None if stated.origin != "document" and _covers(stated, int(year)) else False
    if a.label == b.label:
        return True
    if headed(a, b) or beside_season(a, b) or before_last(a, b):
        return None
    if TERM in (a.label, b.label):
        # A term is several years; a year or less is a part of it, and what holds now says nothing of either.
        other, year = (b, years[0]) if a.label == TERM else (a, years[1])
        if other.label in RELATIVE:
            return None
        over = year is not None and other.last < (int(year) - _SINCE) * _YEAR
        return False if over or other.last - other.first < TERM_MONTHS else None
    for here, other, year in ((a, b, years[0]), (b, a, years[1])):
        # What was over before the year of a document is not what it tells of the present.
        if here.label == NOW and other.label not in RELATIVE and year and other.last < int(year) * 12 - 1:
            return False
    if NOW in (a.label, b.label) or START in (a.label, b.label):
        return False if {a.label, b.label} == {NOW, START} else None
    if a.last == b.last and abs(a.first - b.first) == _YEAR and min(x.last - x.first for x in (a, b)) >= TERM_MONTHS:
        return None  # A term of office is written from the year in which it begins, its plan from the next.
    if (a.last == b.last and (a.point or b.point)) or _closes(a, b) or _closes(b, a):
        return True
    if a.point and b.point and any(y.label.endswith(_START) and x.last + 1 == y.first for x, y in ((a, b), (b, a))):
        return True  # The beginning of a year is the end of the one before.
    # The end of a span and the span itself: a stock at the end of June and a flow of the first half may be one.
    return a.first == b.first and a.last == b.last


def season_of(period: Period) -> int | None:
    """The year in which a year of two halves (``2024/25``) ends, as schools and accounts count it, else None."""
    first, _, second = period.label.partition("/")
    one = first.isdecimal() and second.isdecimal() and int(second) == int(first) + 1
    return int(second) if one else None


def beside_season(a: Period | None, b: Period | None) -> bool:
    """Whether one time is a year of two halves, and the other the calendar year in which it ends, or none.

    Whether what is told of the one is told of the other their numbers must say.
    """
    for one, other in ((a, b), (b, a)):
        if one is not None and (season := season_of(one)) is not None:
            return other is None or other.label == str(season)
    return False


def inherited(period: Period | None) -> bool:
    """Whether a figure has no time of its own: that of a heading or document is not of what there was before."""
    return period is None or period.origin in ("heading", "document")


def base_year(figure: Figure) -> int | None:
    """The year against which a change is measured, where it is said or follows from the figure's own.

    The beginning of a year is the end of the one before.
    """
    if figure.base_period is not None:
        last = figure.base_period.last - figure.base_period.label.endswith(_START)
        return last // _YEAR if figure.base_period.last else None
    if figure.base in ("previous-year", "year-start") and figure.period is not None and figure.period.last:
        return figure.period.last // _YEAR - 1
    return None


def headed(a: Period | None, b: Period | None) -> bool:
    """Whether one of two times is that of a heading that states a term, the other one that may be meant for it."""
    return a is not None and b is not None and (_of_headed(a, b) or _of_headed(b, a))


def before_last(a: Period | None, b: Period | None) -> bool:
    """Whether one of two times is that of a heading that states a term, the other the last full year before its end.

    A congress meets in the last year of its term: what its report tells of no time of its own is often of the year
    before, as their numbers must say.
    """
    for term, other in ((a, b), (b, a)):
        if term is not None and other is not None and term.origin == "heading" and other.label not in RELATIVE:
            full = other.last - other.first == _YEAR - 1 and term.last - other.last == _YEAR
            if full and term.last - term.first >= TERM_MONTHS:
                return not _of_headed(term, other)
    return False


def _of_headed(term: Period, other: Period) -> bool:
    """Whether a time may be meant for a term that only a heading states: what stands below may be of either.

    That is the time of the term's end, and one within it that a passage only goes on with.
    """
    if term.origin != "heading" or other.label in RELATIVE or other.last - other.first >= _YEAR:
        return False
    if other.origin == CARRIED and (term.label == TERM or term.first <= other.first <= other.last <= term.last):
        return term.label == TERM or term.last - term.first >= TERM_MONTHS
    return term.last - term.first >= TERM_MONTHS and term.last - _YEAR < other.last <= term.last


def _closes(day: Period, year: Period) -> bool:
    """Whether a day is one on which a year of two halves (``2024/25``) may end: its last month is not told."""
    first, _, second = year.label.partition("/")
    if not day.point or not second.isdecimal() or int(second) != int(first) + 1:
        return False
    in_year, month = divmod(day.last, _YEAR)
    return in_year == int(second) and month + 1 in YEAR_ENDS


def _covers(period: Period, year: int) -> bool:
    """Whether a time is in a year, or a term that reaches into it; what two years made together is no year's.

    A year that begins in the one before is called by that in which it ends.
    """
    if _YEAR <= period.last - period.first < TERM_MONTHS:
        return False
    if period.last - period.first == _YEAR - 1:
        return period.last // _YEAR == year
    return period.first <= year * _YEAR + _YEAR - 1 and period.last >= year * _YEAR


def month_of(date: str | None) -> int | None:
    """The month of a date, if it tells one."""
    return int(date[5:7]) if date is not None and len(date) >= len("2024-12") else None


def month_before(base: Period, time: Period | None) -> bool:
    """Whether what a change is measured against is the month right before the last one of a time."""
    return time is not None and base.first == base.last == time.last - 1


def other_part(a: Period | None, b: Period | None) -> bool:
    """Whether two times are parts of a year, as long as each other, and not the same: a first and a fourth quarter."""
    if a is None or b is None or a.point or b.point:
        return False
    return a.last - a.first == b.last - b.first < _YEAR - 1 and a.first != b.first


def other_base(a: Figure, b: Figure) -> bool:
    """Whether two changes are measured against different times; one that cannot be placed is no other."""
    mine, theirs = base_year(a), base_year(b)
    if mine is not None and theirs is not None:
        return mine != theirs or _since_start(a, b) or other_part(a.base_period, b.base_period)
    for here, there in ((a, b), (b, a)):
        if here.base in _LATELY and there.base_period is not None:
            return not month_before(there.base_period, here.period)
        if here.base == _PLAN != there.base and here.measure != _PLAN:
            return True  # By how much a plan was passed is no growth.
    return bool(a.base and b.base and a.base != b.base)


def _since_start(a: Figure, b: Figure) -> bool:
    """Whether one of two changes is measured against the same part of the year before, the other against its end."""
    parts = [f for f in (a, b) if f.period is not None and f.period.last % _YEAR != _YEAR - 1]
    return bool(parts) and {a.base, b.base} == {"previous-year", "year-start"}
