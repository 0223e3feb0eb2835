"""Times made of months and years: their labels, their first and last months."""

from __future__ import annotations

from auditor.model import Period

_MONTHS = 12


def months(y1: int, m1: int, y2: int, m2: int, label: str, *, point: bool = False) -> Period:
    """A time from a month of a year to a month of a year; ``point``: what it tells of is as at its end."""
    return Period(y1 * 12 + m1 - 1, y2 * 12 + m2 - 1, point, label, "stated")


def of_year(year: int) -> Period:
    """A year as a time that is stated."""
    return months(year, 1, year, 12, str(year))


def of_years(first: int, last: int) -> Period:
    """Some years as a time that is stated."""
    return months(first, 1, last, 12, f"{first}/{last}")


def months_up_to(year: int, last: int, n: int) -> Period:
    """Some months up to the last of them, which is one of a year: they may begin in the year before."""
    first = last - n + 1
    if first >= 1:
        return months(year, first, year, last, of_months(year, first, last))
    return months(year - 1, first + _MONTHS, year, last, f"{year - 1}-{first + _MONTHS:02d}/{year}-{last:02d}")


def of_months(year: int, first: int, last: int) -> str:
    """The label of some months: the half or quarter that they are, or the part of the year up to the last."""
    length = last - first + 1
    if length == 6 and first in (1, 7):
        return f"{year}-H{1 if first == 1 else 2}"
    if length == 3 and first % 3 == 1:
        return f"{year}-Q{last // 3}"
    return f"{year}-M{last}" if first == 1 else f"{year}-{first:02d}/{last:02d}"
