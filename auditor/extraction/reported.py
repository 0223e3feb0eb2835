"""The times that headings state for what stands below them, and documents for all that they tell."""

from __future__ import annotations

import re
from dataclasses import replace

from auditor.extraction.periods import find
from auditor.extraction.spans import of_years
from auditor.language import Pack
from auditor.model import Document, Period
from auditor.times import season_of

_NUMBERED = re.compile(r"(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*|[^\W\d_])\s?[-–.)/]\s?")
_SPAN = re.compile(r"\d{4}(?:/\d{4}|-[HMLQ]\d{1,2})?")
"""Labels of periods of some length."""
_MONTH = re.compile(r"\d{4}-\d\d")
_PART = re.compile(r"\d{4}-(?:H1|M\d{1,2}|Q[1-4])")
"""Labels of parts of a year that reports are made on when they are over."""


def of_heading(heading: str, pack: Pack, year: int | None, *, title: bool) -> tuple[bool, Period | None]:
    """The time that a heading states for all below it, where it states just one.

    A title, told by its first word or its capitals, names the year of the document, which has its own place. A month
    counts before a colon with which the heading opens, too.

    Args:
        heading: Its text.
        pack: Its language.
        year: Year of the document.
        title: The document's title holds it.

    Returns:
        Whether the headings above it are not to be asked, and the time.
    """
    folded = pack.lexicon.fold(heading)
    numbered = _NUMBERED.match(heading) is not None
    if not numbered and ((title and heading.isupper()) or any(folded.startswith(w) for w in pack.title_words)):
        return False, None
    stated = find(folded, pack, year)[0]
    times = [s.period for s in stated]
    # A day or month in a heading is that of a document it names, save for a month that ends it.
    found = [time for time in times if _SPAN.fullmatch(time.label)]
    if found and (numbered or len(times) == 1):
        return True, replace(found[0], origin="heading") if len(found) == 1 else None
    opens = len(times) == 1 and not times[0].point and stated[0].start == 0
    if opens and folded[stated[0].end :].lstrip().startswith(":"):
        return True, replace(times[0], origin="heading")
    alone = numbered and len(times) == 1 and _MONTH.fullmatch(times[0].label) and not times[0].point
    if alone and not folded[stated[0].end :].strip(" .:"):
        return True, replace(times[0], origin="heading")
    return False, None


def of_plan(document: Document, pack: Pack) -> bool:
    """Whether the title of a document is that of a plan, and names no results."""
    title = pack.lexicon.fold(document.title or "")
    results = any(label == "result" for _, _, label in pack.role_headings(title))
    return pack.plan_titles.search(title) is not None and not results


def terms_of(document: Document, year: int | None) -> tuple[Period | None, Period | None]:
    """The term that a document names at its head, where it lies ahead, and the one that ends as that begins.

    What is wanted of no time is of the former; a target that is quoted beside what was reached is of the latter.

    Args:
        document: As read.
        year: Its year.
    """
    first, _, last = (document.term or "").partition("-")
    if not last or year is None or year >= int(last):
        return None, None
    begin, end = int(first), int(last)
    over = replace(of_years(2 * begin - end, begin), origin="heading") if year <= begin else None
    return replace(of_years(begin, end), origin="document"), over


def of_document(
    title: str,
    head: str,
    opening: str,
    pack: Pack,
    year: int | None,
    announced: str = "",
    written_in: int | None = None,
    lines: str = "",
) -> Period | None:
    """The part of a year that a document reports on, by its title, else by its first words.

    A year of two halves (``2023-24``) is one, too, and so is one month that a title names. None for a year, a term,
    and the part of a year that is yet to come: a title that names such a time leaves nothing to the first words.

    Args:
        title: Of the document.
        head: The same, and the lines below it.
        opening: The first words of its text.
        pack: Its language.
        year: Year of the document.
        announced: The first sentence of its text, which may name a year of two halves by its last day.
        written_in: Month in which it was written, if that is known and it reports on that year or on none.
        lines: Those of ``head`` that are no headings.
    """
    season, before = _season_announced(announced, pack, year), str((year or 0) - 1)
    for words in (head, opening):
        folded = pack.lexicon.fold(words)
        stated = find(folded, pack, year, written_in=written_in)[0]
        # ``The 2023 and 2024 forecasts`` are of two years, none of which has two halves.
        told = (s for s in stated if not s.base and not pack.joins.search(folded, s.start, s.end))
        times = list({s.period.label: s.period for s in told}.values())
        parts = [time for time in times if _PART.fullmatch(time.label) or season_of(time) is not None]
        if parts:
            # ``The third quarter and nine months``: what has no time of its own is mostly of all that is over.
            return replace(max(parts, key=lambda time: time.last - time.first), origin="document")
        spans = {time.label for time in times if _SPAN.fullmatch(time.label)}
        # ``Sales rose last year, says the report for 2023-24``: last year is that.
        if spans and (season is None or spans != {before}):
            return None
    if season is not None:
        return replace(season, origin="document")
    part = _reviewed(announced, pack, year, written_in)
    if part is not None:
        return replace(part, origin="document")
    folded = pack.meetings.sub(lambda m: " " if m.group("held") else m.group(), pack.lexicon.fold(title))
    # A month that a comma sets off dates the document.
    told = (
        s
        for s in find(folded, pack, year, written_in=written_in)[0]
        if not s.base and folded[: s.start].rstrip()[-1:] not in (",", "(")
    )
    named = {s.period.label: s.period for s in told}
    month = next(iter(named.values())) if len(named) == 1 else None
    month = month or _month_named(pack.lexicon.fold(lines), pack, year, written_in)
    alone = month is not None and not month.point and 0 < month.first == month.last
    return replace(month, origin="document") if month is not None and alone else None


def _season_announced(statement: str, pack: Pack, year: int | None) -> Period | None:
    """The one year of two halves that the first sentence of an account names, where that is the one it reports on."""
    stated = find(pack.lexicon.fold(statement), pack, year)[0]
    ended = {s.period.label: s.period for s in stated if not s.base and season_of(s.period) is not None}
    season = next(iter(ended.values())) if len(ended) == 1 else None
    return season if season is not None and season_of(season) == year else None


def _reviewed(statement: str, pack: Pack, year: int | None, written_in: int | None) -> Period | None:
    """The one part of a year of which the first sentence of an account says that it is about it."""
    folded = pack.lexicon.fold(statement)
    times = [s for s in find(folded, pack, year, written_in=written_in)[0] if not s.base]
    told = {s.period.label: s.period for s in times if pack.reviewed.search(folded[: s.start])}
    part = next(iter(told.values())) if len(told) == 1 else None
    return part if part is not None and _PART.fullmatch(part.label) else None


def _month_named(folded: str, pack: Pack, year: int | None, written_in: int | None) -> Period | None:
    """The one month that the lines above a text name in the run of their words: ``Jobless rate at 4.1 % in June``.

    A day there says when it was written, and so does a month behind a sign.
    """
    folded = pack.meetings.sub(lambda m: " " * len(m.group()), folded)
    stated = [s for s in find(folded, pack, year, written_in=written_in)[0] if not s.base and not s.period.point]
    in_words = (s for s in stated if folded[: s.start].rstrip()[-1:].isalnum())
    months = {s.period.label: s.period for s in in_words}
    return next(iter(months.values())) if len(months) == 1 == len({s.period.label for s in stated}) else None


def at_end(reported: Period) -> Period:
    """What ``at present`` means in a report on part of a year: the end of that part.

    The last month of a year of two halves is not told.
    """
    if season_of(reported) is not None:
        return reported
    year, month = divmod(reported.last, 12)
    return Period(reported.last, reported.last, True, f"{year}-{month + 1:02d}", "document")
