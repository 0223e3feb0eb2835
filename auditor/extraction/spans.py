"""Times made of months and years: their labels, their first and last months, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from auditor.model import Period
from auditor.times import TERM_MONTHS

_MONTHS = 12
_CENTURY = 100
_LASTS = 2
"""Months between the first and the last of the shortest span that ``the period`` can mean."""


class Stated(NamedTuple):
    """A time as it stands in a passage; ``base`` when it is what something is compared with."""

    start: int
    end: int
    period: Period
    base: bool


def months(y1: int, m1: int, y2: int, m2: int, label: str, *, point: bool = False) -> Period:
    """A time from a month of a year to a month of a year; ``point``: what it tells of is as at its end."""
    return Period(y1 * 12 + m1 - 1, y2 * 12 + m2 - 1, point, label, "stated")


def in_full(year: int, first: int = 2000) -> int:
    """A year of two digits in full: in the century of another, or of this one."""
    return year if year >= _CENTURY else first - first % _CENTURY + year


def of_year(year: int) -> Period:
    """A year as a time that is stated."""
    return months(year, 1, year, 12, str(year))


def of_years(first: int, last: int) -> Period:
    """Some years as a time that is stated."""
    return months(first, 1, last, 12, f"{first}/{last}")


def years_later(season: Period, years: int) -> Period:
    """A year of two halves, some years later, as a time that is stated."""
    first, second = (int(year) + years for year in season.label.split("/"))
    return Period(season.first + years * _MONTHS, season.last + years * _MONTHS, False, f"{first}/{second}", "stated")


def part_of_year(year: int, n: int | None, *, last: bool) -> Period | None:
    """The first or last so many months of a year, None where it has not so many."""
    if n is None or not 1 <= n <= _MONTHS:
        return None
    first = _MONTHS + 1 - n if last else 1
    label = f"{year}-{'L' if last else 'M'}{n}" if n != _MONTHS // 2 else f"{year}-H{2 if last else 1}"
    return months(year, first, year, first + n - 1, label)


def months_up_to(year: int, last: int, n: int) -> Period:
    """Some months up to the last of them, which is one of a year: they may begin in the year before."""
    first = last - n + 1
    if first >= 1:
        return months(year, first, year, last, of_months(year, first, last))
    return months(year - 1, first + _MONTHS, year, last, f"{year - 1}-{first + _MONTHS:02d}/{year}-{last:02d}")


def months_between(y1: int, m1: int, y2: int, m2: int) -> Period | None:
    """The months from one of a year to one of the same or a later year, or None where there are none.

    Twelve of two years are a year of two halves.
    """
    if not 1 <= m1 <= _MONTHS or not 1 <= m2 <= _MONTHS or (y1, m1) >= (y2, m2):
        return None
    if y1 == y2:
        return months(y1, m1, y2, m2, of_months(y1, m1, m2))
    if m1 == 1 and m2 == _MONTHS:
        return of_years(y1, y2)
    halves = (y2 - y1) * _MONTHS + m2 - m1 + 1 == _MONTHS
    return months(y1, m1, y2, m2, f"{y1}/{y2}" if halves else f"{y1}-{m1:02d}/{y2}-{m2:02d}")


def outside_brackets(text: str, stated: Sequence[Stated]) -> list[Stated]:
    """The times that stand in no bracket: one in a bracket is of what stands in it, or of what it glosses."""
    return [s for s in stated if text.rfind("(", 0, s.start) <= text.rfind(")", 0, s.start)]


def of_months(year: int, first: int, last: int) -> str:
    """The label of some months: the half, quarter or year that they are, or the part of the year up to the last."""
    length = last - first + 1
    if length == 6 and first in (1, 7):
        return f"{year}-H{1 if first == 1 else 2}"
    if length == 3 and first % 3 == 1:
        return f"{year}-Q{last // 3}"
    if length == _MONTHS:
        return str(year)
    return f"{year}-M{last}" if first == 1 else f"{year}-{first:02d}/{last:02d}"


def lasting(stated: Sequence[Stated], latest: Period | None) -> Period | None:
    """The last of some times that is a span of months, and nothing that is compared with; else the one before them."""
    spans = (s.period for s in reversed(stated) if not s.base and not s.period.point)
    return next((p for p in spans if p.last and _LASTS <= p.last - p.first < TERM_MONTHS), latest)


def told_again(
    found: list[Stated], again: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]], latest: Period | None
) -> list[Stated]:
    """The times, and words such as ``in that period`` with the time told last before each."""
    for start, end in again:
        if any(start < e and s < end for s, e in taken):
            continue
        time = lasting([s for s in found if s.start < start], latest)
        if time is not None:
            found = sorted([*found, Stated(start, end, replace(time, origin="stated"), False)], key=lambda s: s.start)
    return found
