"""What the times of two figures say of whether they may state one fact."""

from __future__ import annotations

import re

from auditor.language import Pack
from auditor.model import Figure, Role
from auditor.terms import UNSUMMED
from auditor.times import NOW, RELATIVE, START, TERM, base_year, inherited, season_of

_NO_SUMS = UNSUMMED | {"percent", "permille", "multiple"}
_SO_FAR = re.compile(r"\d{4}-(?:M\d+|H1|Q1)")
_TERM = 5
_MONTHS = 12


def of_mean(a: Figure, b: Figure, pack: Pack) -> bool:
    """Whether a figure is the mean of several years, and another that of one of them, or the sum of some.

    The mean of a rate over some years is what the rate was in them.
    """
    if [not pack.of_years.isdisjoint(f.features.modifiers) for f in (a, b)] != [True, False] or one_year(a, a):
        return False
    return one_year(b, b) or (a.measure == "level" and a.unit == b.unit and a.unit not in _NO_SUMS and not b.per)


def long_before(a: Figure, b: Figure, years: tuple[str | None, str | None]) -> bool:
    """Whether one of two figures tells what there was when a change began, the other what there is."""
    (begun, other), year = ((a, b), years[1]) if a.role is Role.BASELINE else ((b, a), years[0])
    if begun.period is None or inherited(begun.period) or begun.period.label == START:
        return other.period is None or begun.period is None or {begun.period.label, other.period.label} != {START}
    if other.period is not None and other.period.label != NOW:
        return False
    return begun.period.label not in RELATIVE and year != str(begun.period.last // _MONTHS)


def one_year(a: Figure, b: Figure) -> bool:
    """Whether two figures state one year, or a part of one, and no more; a year of two halves is one."""
    mine, theirs = a.period, b.period
    if mine is None or theirs is None or mine.label != theirs.label or not mine.last:
        return False
    return mine.last - mine.first < _MONTHS or season_of(mine) is not None


def one_time(a: Figure, b: Figure) -> bool:
    """Whether two figures state one year, a part of one, or one span of years."""
    if a.period is None or b.period is None:
        return False
    return one_year(a, b) or (a.period.label == b.period.label and a.period.label not in RELATIVE)


def one_span(a: Figure, b: Figure) -> bool:
    """Whether a change over some years is one of their last year against their first."""
    if (
        a.measure not in ("up", "down")
        or a.period is None
        or b.period is None
        or not a.period.last
        or not b.period.last
    ):
        return False
    years = a.period.first // _MONTHS, a.period.last // _MONTHS
    return years[0] < years[1] and (base_year(b), b.period.last // _MONTHS) == years


def one_unstated(a: Figure, b: Figure, years: tuple[str | None, str | None]) -> bool:
    """Whether one of two figures alone states a time, which is not the year that the document of the other is on."""
    if (a.period is None) == (b.period is None):
        return False
    stated, year = (b.period, years[0]) if a.period is None else (a.period, years[1])
    return stated is None or stated.label != year


def wanted_yearly(a: Figure, b: Figure, pack: Pack) -> bool:
    """Whether two targets of one end say what each year is to bring: in the term up to it, or by it.

    Of rates one of them says enough.
    """
    if not (a.role is b.role is Role.TARGET) or a.period is None or b.period is None:
        return False
    yearly = [not pack.of_years.isdisjoint(f.features.modifiers) for f in (a, b)]
    return a.period.last == b.period.last and (all(yearly) or (any(yearly) and a.unit in _NO_SUMS))


def other_term(a: Figure, b: Figure, years: tuple[str | None, str | None]) -> bool:
    """Whether two documents of different terms set two targets: one without a year belongs to its document's term.

    What a later report says was planned (in brackets beside its result) restates the earlier target instead.
    """
    if a.role is not Role.TARGET or b.role is not Role.TARGET:
        return False
    if a.period is None and b.period is None and None not in years:
        return True  # each is of the year on which its document reports
    spans = []
    for figure, year in ((a, years[0]), (b, years[1])):
        begin = int(year or 0)
        stated = figure.period if figure.period is not None and figure.period.last else None
        spans.append((stated.last // _MONTHS, stated.last // _MONTHS) if stated else (begin + 1, begin + _TERM))
    (first, last), (other_first, other_last) = spans
    return last < other_first or other_last < first


def part_of_year(a: Figure, b: Figure, years: tuple[str | None, str | None]) -> bool:
    """Whether one figure is of a part of the year on which the document of the other, which says no time, reports."""
    for told, other, year in ((a, b, years[1]), (b, a, years[0])):
        time = told.period
        if other.period is None and time is not None and not time.point and time.last - time.first < _MONTHS - 1:
            return year is not None and time.first // _MONTHS == int(year)
    return False


def spans(figure: Figure) -> bool:
    """Whether a figure states an amount over a time, not a state at its end."""
    return figure.period is not None and not figure.period.point


def over(a: Figure, b: Figure) -> bool:
    """Whether both are stated over one part of a year, several years, or the term, from its beginning: what was added
    up since is the amount."""
    mine, theirs = a.period, b.period
    if mine is None or theirs is None or mine.point or theirs.point:
        return False
    if mine.label != theirs.label:
        years = next((p for p in (mine, theirs) if p.label != TERM), mine)
        return TERM in (mine.label, theirs.label) and years.last - years.first >= (_TERM - 1) * _MONTHS
    long = bool(mine.last) and mine.last - mine.first >= _MONTHS
    return mine.label == TERM or long or _SO_FAR.fullmatch(mine.label) is not None
