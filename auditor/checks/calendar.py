"""Dates that do not exist, days of the week that are not theirs, committees counted otherwise than their congress."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from auditor.checks.base import Case, Hit, noted, shown, spoken
from auditor.language import Pack
from auditor.model import Extract, Fact, Passage
from auditor.phrases import say
from auditor.romans import roman

_LONGEST = 31
_MISTYPED = 39
"""The greatest number that, with a month and a year, is still meant for a day."""
_TWO_DIGITS = 99
"""Behind the word for a day every number of two digits is meant for one."""
_THIRTY = 30
_MONTHS = 12
_FEBRUARY = 29
_SHORT_MONTHS = frozenset({4, 6, 9, 11})
_WEEKDAY_ROOM = 40
_WORD_ROOM = 12
_ELECTED_NEAR = 160


def impossible_date(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """A day that its month does not have: 31/6, 30/02, 29/02 of a common year."""
    del parameters
    for found in case.once(_dates):
        longest = _FEBRUARY if found.month == 2 else _THIRTY if found.month in _SHORT_MONTHS else _LONGEST
        if found.month == 2 and found.year is not None and not isleap(found.year):
            longest -= 1
        meant = _LONGEST if found.year is None else _TWO_DIGITS if found.announced else _MISTYPED
        if longest < found.day <= meant:
            fact = noted(found.extract, found.passage, found.at, found.to, "date")
            values = {"text": shown(fact.text), "expected": str(longest), "other": str(found.month)}
            yield _hit(case, (fact,), f"{found}: 1–{longest}", spoken(partial(_same, values)))


def _same(values: Mapping[str, str], language: str) -> Mapping[str, str]:
    del language
    return values


def weekday(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """A date, and the day of the week printed beside it, which it is not."""
    del parameters
    for found in case.once(_dates):
        pack = case.packs[found.extract.document.language]
        told = _weekday_beside(pack, case.folded_text(found.extract, found.passage), found.at, found.to)
        right = _weekdays(found, month_first=pack.cues.month_first)
        if told is None or not right or told[2] in right:
            continue
        fact = noted(found.extract, found.passage, told[0], told[1], "date")
        values = spoken(partial(_days, shown(fact.text), right[0], told[2]))
        here = values[case.language(fact)]
        yield _hit(case, (fact,), f"{found}: {here['expected']} ≠ {here['stated']}", values)


def _days(text: str, right: int, said: int, language: str) -> Mapping[str, str]:
    return {"text": text, "expected": say(language, f"weekday.{right}"), "stated": say(language, f"weekday.{said}")}


def _weekdays(found: _Date, *, month_first: bool) -> list[int]:
    """The day of the week of a date, 0 for Monday; two where the month may stand first; none where it has no year."""
    orders = [(found.month, found.day)]
    if month_first:
        orders.append((found.day, found.month))
    days = []
    for month, day in orders:
        with suppress(ValueError):  # a day that does not exist is told by `impossible_date`; no month has such a number
            days.extend([date(found.year, month, day).weekday()] if found.year else [])
    return days


def term_ordinal(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """A congress and the committee that it elected, counted differently: only where one sentence gives both."""
    del parameters
    for extract, passage in _passages(case):
        cues = case.packs[extract.document.language].cues
        folded = case.folded_text(extract, passage)
        for congress in cues.congress.finditer(folded):
            elected = next(iter(cues.elected.find(folded, congress.end(), congress.end() + _ELECTED_NEAR)), None)
            if elected is None or re.search(r"[.;]\s", folded[congress.end() : elected[0]]):
                continue
            committee = cues.committee.search(folded, elected[1])
            if committee is None or committee.start() - elected[1] > _ELECTED_NEAR:
                continue
            between = folded[elected[1] : committee.start()]
            mine, theirs = roman(congress.group("ordinal")), roman(committee.group("ordinal"))
            if mine is None or theirs is None or mine == theirs or re.search(r"[.;]\s", between):
                continue
            numbers = [m.group("ordinal").upper() for m in (congress, committee)]
            facts = tuple(
                noted(extract, passage, m.start(), m.end(), "ordinal", ordinal=number)
                for m, number in zip((congress, committee), numbers, strict=True)
            )
            values = {"text": shown(facts[0].text), "other": shown(facts[1].text)}
            yield _hit(case, facts, " ≠ ".join(numbers), spoken(partial(_same, values)))


def _hit(case: Case, facts: tuple[Fact, ...], computed: str, values: Mapping[str, Mapping[str, str]]) -> Hit:
    return Hit(
        evidence=facts,
        computed=computed,
        confidence=0.95,
        values=values,
        key=facts[0].kind,
        label=case.said(facts[0]),
    )


def _passages(case: Case) -> Iterator[tuple[Extract, Passage]]:
    for extract in case.extracts:
        for passage in extract.document.passages:
            yield extract, passage


@dataclass(frozen=True, slots=True)
class _Date:
    """A date with day and month as it stands in a passage."""

    extract: Extract
    passage: Passage
    at: int
    to: int
    day: int
    month: int
    year: int | None
    announced: bool

    def __str__(self) -> str:
        return f"{self.day}/{self.month}" + (f"/{self.year}" if self.year else "")


def _dates(case: Case) -> Iterator[_Date]:
    for extract, passage in _passages(case):
        if not any(c.isdigit() for c in passage.text):
            continue
        pack = case.packs[extract.document.language]
        folded = case.folded_text(extract, passage)
        seen: list[tuple[int, int]] = []
        found = [m for pattern in pack.cues.days for m in pattern.finditer(folded)]
        for match in [*found, *(m for _, m in pack.dated_days.find(folded))]:
            groups = match.groupdict()
            # A bare ``d/m`` may be a fraction.
            if not groups.get("d") or not groups.get("m") or groups.get("bare") is not None:
                continue
            day, month = int(groups["d"]), pack.period_number(groups["m"])
            if pack.cues.month_first and month is not None and month > _MONTHS:
                day, month = month, day
            if (
                month is None
                or not 1 <= month <= _MONTHS
                or any(a < match.end() and match.start() < b for a, b in seen)
            ):
                continue
            seen.append(match.span())
            announced = pack.cues.date_words.last(folded, max(0, match.start() - _WORD_ROOM), match.start("d"))
            before = announced is not None and not folded[announced[1] : match.start("d")].strip()
            year = int(groups["y"]) if groups.get("y") else None
            yield _Date(extract, passage, match.start(), match.end(), day, month, year, before)


def _weekday_beside(pack: Pack, folded: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The day of the week beside a date: where the two stand, and its number."""
    before, after = pack.cues.weekday_gaps
    cue = pack.cues.weekdays.last(folded, max(0, start - _WEEKDAY_ROOM), start)
    unless = pack.cues.weekday_unless.last(folded, 0, cue[0]) if cue is not None else None
    ordinal = cue is not None and unless is not None and not folded[unless[1] : cue[0]].strip()
    if cue is not None and not ordinal and before is not None and before.fullmatch(folded, cue[1], start):
        return cue[0], end, int(cue[2])
    found = next(iter(pack.cues.weekdays.find(folded, end, end + _WEEKDAY_ROOM)), None)
    if found is not None and after is not None and after.fullmatch(folded, end, found[0]):
        return start, found[1], int(found[2])
    return None
