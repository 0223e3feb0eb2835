"""The years that a document tells of: the one that it reports on, and how often each is its own."""

from __future__ import annotations

import re
from collections import Counter

from auditor.language import Pack
from auditor.model import Document
from auditor.openings import first_statement, first_words, headlines, scanned
from auditor.reading import titled
from auditor.reading.issuers import NAMED_AGAIN
from auditor.reading.titled import YEAR, announced_year, compared_with, season

_DAY = len("2024-12-31")
_BASE_WORDS = 40
"""Characters before a year in which words compare with the same time of the year before."""
_BRACKET = re.compile(r"^\s?\([^()]*\)")
_COMPARATIVE = re.compile(r"\d\D{0,24}\(((?:19|20)\d\d): ?[^\s\d]{0,3}\d")
"""An amount with that of the year before in brackets."""


def of_writing(date: str | None, document: Document, pack: Pack) -> str | None:
    """The date of a document; that which is only the year that its text tells of is of the next where the text opens
    with what was last year.

    So is one that is only that of a year of two halves: ``our year 2023-24. Last year we …``.
    """
    if date is None or len(date) != len("2024") or not _on_year_before(document, pack):
        return date
    statement = pack.lexicon.fold(first_statement(document))
    announced = {announced_year(statement, pack) or ""}
    seasons = _seasons(pack.lexicon.fold("\n".join(headlines(document))), pack)
    seasons |= _seasons(statement, pack) & announced
    # What was last year is the year of which the same opening says that it is reviewed.
    for named in (seasons, announced):
        if told := named & {date, str(int(date) + 1)}:
            return str(int(max(told)) + 1)
    own = _told_in(document, pack)
    before = str(int(date) - 1)
    return str(int(date) + 1) if own[date] and own[date] >= own[before] else date


def reported(document: Document, title: str | None, date: str | None, pack: Pack) -> str | None:
    """The year that the title, a short line before the text or the text's first words say the document reports on.

    None where none does: a document on a term of several years has no such year.
    """
    folded = pack.lexicon.fold("\n".join([title or "", *headlines(document)]))
    before = str(int(date[:4]) - 1) if date and _on_year_before(document, pack) else None
    if date and (left := titled.without_meetings(folded, pack)) != folded:
        # What is dated in a year may tell of the one before.
        own = _told_in(document, pack)
        folded = left if before or own[str(int(date[:4]) - 1)] else folded
    seasons = _seasons(folded, pack) if before else set()
    for kind, pattern in pack.periods.patterns:
        if kind == "year-ended":
            folded = pattern.sub(lambda m: f" {m.groupdict().get('y') or m.group()} ", folded)
        elif kind in ("day", "years", "months"):
            folded = pattern.sub(lambda m: f" {season(m, pack)} ", folded)
    if all(compared_with(folded, m.start(), pack) for m in YEAR.finditer(folded)):
        year = before or titled.opening_year(pack.lexicon.fold(first_words(document, pack.attribution)), pack)
        year = year or announced_year(pack.lexicon.fold(first_statement(document)), pack) or _after_bases(document)
        # What goes on to a later time reports on that, too; what is to come is no time that a text reports on.
        return None if year and date and year not in (date[:4], before) else year
    # ``Output of 2024 down 3 % on 2023`` is a report on 2024.
    years = sorted({m.group() for m in YEAR.finditer(folded) if not compared_with(folded, m.start(), pack)})
    if date is not None and years and min(years) > date[:4]:
        # What is planned for a later year is issued before it; what it reports is of its own.
        return date[:4] if len(date) == _DAY else None
    if before and date and years == [date[:4]] and date[:4] not in seasons:
        # The year of an edition: ``Market monitor 2023``, which opens with what was last year. Of a season it is none.
        own = _told_in(document, pack)
        return before if own[before] > own[date[:4]] else years[0]
    # A report on one year sets out what is to be done in the next.
    on_next = len(years) == 2 and int(years[1]) == int(years[0]) + 1
    return years[0] if len(years) == 1 or on_next else None


def _told_in(document: Document, pack: Pack) -> Counter[str]:
    """How often each year stands in a document as that of what is reported."""
    return of_its_own(pack.lexicon.fold(scanned(document)), pack)


def _on_year_before(document: Document, pack: Pack) -> bool:
    """Whether a text opens with what was last year, and not with what is of this one.

    So does one that first announces what it reviews: ``published its review of 2024. Last year …``.
    """
    folded = pack.lexicon.fold(first_statement(document))
    if announced_year(folded, pack):
        folded = f"{folded}. {pack.lexicon.fold(first_statement(document, behind=True))}"
    told = {kind for kind, m in pack.periods.find(folded) if not compared_with(folded, m.start(), pack)}
    return "year-before" in told and "this-year" not in told


def _after_bases(document: Document) -> str | None:
    """The year behind that of the amounts in brackets, where all are of one: ``£901 m (2015: £850 m)``."""
    years = [m.group(1) for p in document.passages for m in _COMPARATIVE.finditer(p.text)]
    return str(int(years[0]) + 1) if len(years) >= NAMED_AGAIN and len(set(years)) == 1 else None


def _seasons(folded: str, pack: Pack) -> set[str]:
    """The later year of each season that a text names."""
    return {season(m, pack) for kind, m in pack.periods.find(folded) if kind in ("years", "months")} - {""}


def of_season(date: str | None, folded: str, pack: Pack) -> str | None:
    """The date of a document; that which is only the first year of the one season in its title is of the second."""
    found = _seasons(folded, pack)
    later = found.pop() if len(found) == 1 else ""
    return later if date is not None and len(date) == len(later) and int(later) == int(date) + 1 else date


def of_bases(folded: str, pack: Pack) -> set[int]:
    """Where the years stand with which something is compared, the second of two joined too: ``than in 2021 (12) and
    2022 (15)``."""
    found: set[int] = set()
    end = -1
    for match in YEAR.finditer(folded):
        base = compared_with(folded, match.start(), pack) or (end >= 0 and _joined(folded[end : match.start()], pack))
        end = match.end() if base else -1
        if base:
            found.add(match.start())
    return found


def of_its_own(folded: str, pack: Pack) -> Counter[str]:
    """How often each year stands as that of what is reported: not in a span of years, as an aim, or as a base.

    A month counts for its year, and ``the same time of 2023`` for the year behind it.
    """
    times = list(pack.periods.find(folded))
    skip = [m.span() for kind, m in times if kind in ("years", "year-end", "name")]
    counts: Counter[str] = Counter()
    bases = of_bases(folded, pack)
    for match in YEAR.finditer(folded):
        at = match.start()
        if any(start <= at < end for start, end in skip) or titled.aimed_at(folded, at, pack):
            continue
        if _of_year_before(folded, at, pack):
            counts[str(int(match.group()) + 1)] += 1
        elif at not in bases:
            counts[match.group()] += 1
    for kind, match in times:
        if kind in ("month", "month-end") and match.groupdict().get("y") and not YEAR.match(folded, match.start("y")):
            counts[match.group("y")] += not compared_with(folded, match.start(), pack)
    return counts


def _joined(gap: str, pack: Pack) -> bool:
    """Whether only a word such as ``and`` stands between two years, and the amount of the first in a bracket."""
    return pack.joins.fullmatch(_BRACKET.sub("", gap)) is not None


def _of_year_before(folded: str, at: int, pack: Pack) -> bool:
    """Whether a year is that of the same time one year earlier: ``up 3 % on the same months of 2023``."""
    before = folded[max(0, at - _BASE_WORDS) : at].rstrip()
    base = pack.bases.last(before, 0, len(before))
    if base is None or base[2] != "previous-year":
        return False
    between = before[base[1] :]
    return len(between.split()) <= 1 and between.strip()[:1] not in (",", ".", ";", ":", ")")
