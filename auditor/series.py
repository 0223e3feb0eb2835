"""The history of an indicator in an archive: what was said of each period, restated or out of line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from statistics import median
from typing import Any

from auditor.archive import Archive, ArchiveError, ask
from auditor.intervals import meet, middle
from auditor.knowledge import Knowledge
from auditor.model import Interval

RESTATED = "restated"
OUTLIER = "outlier"
LEAST_PERIODS = 5
"""Periods from which a line through them says something about each."""
_FAR = 3.5 * 1.4826
"""Median absolute deviations from which a value is out of line (Iglewicz and Hoaglin), for normal errors."""
_NEAR = 0.05
"""Part of the usual value within which nothing is out of line, however straight the others stand."""

COLUMNS = (
    *("organisation", "period", "low", "high", "unit", "measure", "role", "scope"),
    *("text", "document", "start", "marks"),
)
"""Columns of a series, stable."""


@dataclass(frozen=True, slots=True)
class Point:
    """One statement of the indicator.

    Attributes:
        period: Label of its period.
        month: The last month of the period, counted from year 0.
        document: Path of the document.
        date: Of the document, empty where it is not known.
        start: Place in the document's text.
        marks: `RESTATED`, where an earlier document said otherwise of the period; `OUTLIER`, where it is far from the
            line through the periods.
    """

    organisation: str
    period: str
    month: int
    value: Interval
    unit: str
    measure: str
    role: str
    scope: str
    text: str
    document: str
    date: str
    start: int
    marks: tuple[str, ...] = ()

    @property
    def group(self) -> tuple[str, ...]:
        """What must be the same for two statements to be of one series."""
        return (
            self.organisation,
            self.unit,
            self.measure,
            self.scope,
            "wanted" if self.role in ("target", "plan") else "happened",
        )

    @property
    def number(self) -> float | None:
        """The value as printed, or the end that is known."""
        found = middle(self.value)
        found = found if found is not None else self.value.low if self.value.low is not None else self.value.high
        return None if found is None else float(found)

    def row(self) -> tuple[str | int, ...]:
        """The statement under `COLUMNS`."""
        ends = ("" if end is None else str(end) for end in (self.value.low, self.value.high))
        stated = (
            self.unit,
            self.measure,
            self.role,
            self.scope,
            self.text,
            self.document,
            self.start,
            " ".join(self.marks),
        )
        return (self.organisation, self.period, *ends, *stated)


def history(archive: Archive, indicator: str, knowledge: Knowledge, where: str | None = None) -> list[Point]:
    """What the current documents say of an indicator's level and changes, by series, period and date.

    Args:
        archive: The archive.
        indicator: Key in the catalogue, one of its names, or words that stand before the figure.
        knowledge: The catalogue.
        where: A condition of SQL over the columns of ``figures``.

    Raises:
        ArchiveError: The archive has no such figure, or the condition is none.
    """
    key = _key(indicator, knowledge)
    condition, value = ("indicator = ?", key) if key else ("contains(lower(phrase), lower(?))", indicator)
    more = f"AND ({where}\n)" if where is not None else ""
    answer = ask(
        archive,
        "SELECT coalesce(organisation, ''), period_label, period_last, value_low, value_high, value_low_open, "
        "value_high_open, unit, measure, role, scope, text, document, coalesce(date, year, ''), start FROM figures "
        f"WHERE current AND measure IN ('level', 'up', 'down') AND period_label IS NOT NULL AND {condition} {more}",
        (value,),
    )
    points = [_point(row) for row in answer.rows]
    if not points:
        said = f"catalogue key {key}" if key else "no indicator of the catalogue; looked for in the words of figures"
        raise ArchiveError(f"{indicator}: no figure with a period is found ({said})", where=str(archive.folder))
    points.sort(key=lambda p: (p.group, p.month, p.period, p.date, p.document, p.start))
    groups: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for point in points:
        groups[point.group].append(point)
    return [marked for group in groups.values() for marked in _marked(group)]


def _key(indicator: str, knowledge: Knowledge) -> str:
    """The catalogue's key for a key or a name; empty where it knows neither."""
    names: dict[str, str] = {}
    for name, data in knowledge.files.items():
        if not name.startswith("indicators/"):
            continue
        for entry in data["indicators"]:
            said = [entry["key"], *entry["label"].values(), *(s for v in entry.get("synonyms", {}).values() for s in v)]
            names |= {each.casefold(): entry["key"] for each in said}
    return names.get(indicator.casefold(), "")


def _point(row: Sequence[Any]) -> Point:
    organisation, period, month, low, high, low_open, high_open, unit, measure, role, scope, text, *source = row
    value = Interval(_decimal(low), _decimal(high), low_open, high_open)
    said = " ".join(text.split())
    return Point(organisation, period, month, value, unit, measure, role, scope, said, *source)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _marked(points: Sequence[Point]) -> list[Point]:
    """The statements of one series with their marks."""
    first: dict[str, Point] = {}
    for point in points:
        first.setdefault(point.period, point)
    restated = {
        point
        for point in points
        if point.document != first[point.period].document and not meet(point.value, first[point.period].value)
    }
    far = _out_of_line(points)
    return [
        replace(p, marks=(*((RESTATED,) if p in restated else ()), *((OUTLIER,) if p in far else ()))) for p in points
    ]


def _out_of_line(points: Sequence[Point]) -> set[Point]:
    """Statements far from the line through the periods: that of Theil and Sen, which a few wrong ones do not bend."""
    numbers: Mapping[Point, float] = {p: n for p in points if (n := p.number) is not None}
    by_month: dict[int, list[float]] = defaultdict(list)
    for point, number in numbers.items():
        by_month[point.month].append(number)
    if len(by_month) < LEAST_PERIODS:
        return set()
    line = [(month, median(found)) for month, found in sorted(by_month.items())]
    slope = median((b - a) / (m - n) for (n, a), (m, b) in combinations(line, 2))
    level = median(number - slope * month for month, number in line)
    away = {point: abs(number - slope * point.month - level) for point, number in numbers.items()}
    spread = median(abs(number - slope * month - level) for month, number in line)
    least = max(_FAR * spread, _NEAR * abs(median(number for _, number in line)))
    return {point for point, distance in away.items() if distance > least}
