"""What the times in a title and the first words say of a document: the year that it is on, when a meeting was held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from auditor.language import Pack

YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,]\d|\d)")
"""A year that is no part of a date or number."""
_YEAR_ALONE = len("2024")
_BASE = 14
"""Characters before a year in which a word makes it the base of a comparison."""
_BASE_WORDS = 40
"""Characters that such words may take: ``the pre-pandemic year of 2019``."""
_ACCOUNT = 60
"""Characters before a year in which the noun of an account stands."""
_AIM = 60
"""Characters before a year in which a word makes it the time of an aim."""
_OPENED = re.compile(r"\d{4},\s")
_WHOSE = 3
"""Words between a year that opens a sentence and a word of an aim: whose it is."""
_STOP = re.compile(r"[,;:.!?()](?!\d)")
_SEASONS = 2
"""Times that a year of two halves stands in a text that is on it."""
_OPENS = 20
"""Characters of a text within which a time opens it."""


def without_meetings(folded: str, pack: Pack) -> str:
    """The folded lines of a title without the month of a meeting or of the document, which is none that they are on."""
    return pack.meetings.sub(lambda m: f"{m.group()[: m.start('m') - m.start()]} ", folded)


def of_title(date: str | None, head: str, pack: Pack) -> str | None:
    """The date of a document that is told by the years in its text alone, corrected by what its title says.

    The month of a meeting is the document's own. A report on one year may name the year before oftener, with which it
    compares; what is planned for a year is written before it.

    Args:
        date: As found in the text.
        head: The title and the lines below it, folded.
        pack: Their language.
    """
    if date is None or len(date) != _YEAR_ALONE:
        return date
    held = [m for m in pack.meetings.finditer(head) if m.group("y") == date]
    month = pack.period_number(held[-1].group("m")) if held else None
    if month:
        return f"{date}-{month:02d}"
    head = without_meetings(head, pack)
    years = {m.group() for m in YEAR.finditer(head) if not compared_with(head, m.start(), pack)}
    ahead = pack.ahead.search(head) or any(label == "target" for _, _, label in pack.role_headings(head))
    return str(int(date) + 1) if years == {str(int(date) + 1)} and not ahead else date


def opening_year(lead: str, pack: Pack) -> str | None:
    """The year of the time with which a text opens, if nothing is compared with it."""
    times = list(pack.periods.find(lead))
    days = [m.span() for kind, m in times if kind in ("day", "years")]
    # The month of a day says when a text was written.
    opens = next((m for _, m in times if not any(s <= m.start() and m.end() <= e for s, e in days)), None)
    if opens is None or opens.start() > _OPENS or pack.period_base.find(lead[: opens.start()]):
        return None
    return opens.groupdict().get("y")


def announced_year(statement: str, pack: Pack) -> str | None:
    """The year that the first sentence names by its last day, or as that of what it reviews: ``results for the year
    ended 30 June 2024``; of a year of two halves the later."""
    times = pack.periods.find(statement)
    told = [m for kind, m in times if kind == "year-ended" or _reviewed(statement, m, pack)]
    seasons = {m.start("y"): later for m in told if (later := season(m, pack))}
    stated = ((m, seasons.get(m.start("y"), m.group("y"))) for m in told if m.groupdict().get("y"))
    years = {year for m, year in stated if year and not compared_with(statement, m.start(), pack)}
    return years.pop() if len(years) == 1 else None


def _reviewed(statement: str, time: re.Match[str], pack: Pack) -> bool:
    """Whether what a sentence reviews stands right before a time, whose own first word may join the two: ``report for
    2024``."""
    year = time.start("y") if time.groupdict().get("y") else time.start()
    return any(pack.reviewed.search(statement, 0, end) is not None for end in (time.start(), year))


def season(match: re.Match[str], pack: Pack) -> str:
    """The later of two years in a row, which are one: a fiscal or school year; empty for a longer time or a day.

    So is that of twelve months: ``April 2023 to March 2024``.
    """
    first, last = match.groupdict().get("y"), match.groupdict().get("y2")
    if not first or not last or pack.joins.search(match.group()):
        return ""
    begins, ends = (pack.period_number(match.groupdict().get(name) or "") for name in ("m", "m2"))
    if begins and ends and begins != ends + 1:
        return ""
    last = first[: len(first) - len(last)] + last
    return last if int(last) == int(first) + 1 else ""


def later_season(own: str | None, counts: Mapping[str, int], folded: str, pack: Pack) -> str | None:
    """The year of which most is told in a text: the last of a year of two halves (``2018-19``) where such years stand
    oftener than any other, and later.

    Args:
        own: The year that stands oftenest.
        counts: How often each stands.
        folded: The text, folded.
        pack: Its language.
    """
    seasons: Counter[str] = Counter()
    for kind, match in pack.periods.find(folded):
        if kind == "years":
            first, last = match.group("y"), match.group("y2")
            last = first[: len(first) - len(last)] + last
            seasons[last] += int(last) == int(first) + 1
    found = max(seasons, key=lambda y: (seasons[y], y), default=None)
    if found is None or seasons[found] < _SEASONS:
        return own
    return found if own is None or (found > own and seasons[found] > counts[own]) else own


def compared_with(folded: str, at: int, pack: Pack) -> bool:
    """Whether words of a comparison stand before a year and the word for it, or several of them right before it.

    What stands before it may name an account of it instead: ``looks back on 2023``.
    """
    if pack.accounts.search(folded[max(0, at - _ACCOUNT) : at].rstrip()):
        return False
    before = folded[max(0, at - _BASE) : at]
    if any(len(before[end:].split()) <= 1 for _, end, _ in pack.period_base.find(before)):
        return True
    before = folded[max(0, at - _BASE_WORDS) : at].rstrip()
    cues = pack.period_base.find(before)
    return bool(cues) and cues[-1][1] >= len(before)


def aimed_at(folded: str, at: int, pack: Pack) -> bool:
    """Whether a year is that of an aim, by a word of one before it in its clause, or soon behind it where it opens one:
    ``to become a city by 2030``, ``In 2030, the city aims to …``."""
    begin = max(0, at - _AIM)
    aim = pack.roles.last(folded, begin, at)
    if aim is not None and aim[2] == "target" and _STOP.search(folded, aim[1], at) is None:
        return True
    opens = _OPENED.match(folded, at)
    named = next(iter(pack.roles.find(folded, opens.end(), opens.end() + _AIM)), None) if opens else None
    if opens is None or named is None or named[2] != "target":
        return False
    return len(folded[opens.end() : named[0]].split()) <= _WHOSE and not _STOP.search(folded, opens.end(), named[0])
