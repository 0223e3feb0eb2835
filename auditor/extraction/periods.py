"""Times that a passage states, and which of them is a figure's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extraction.numerals import DIGITS
from auditor.extraction.spans import (
    Stated,
    in_full,
    months,
    months_between,
    months_up_to,
    of_months,
    of_year,
    of_years,
    part_of_year,
    told_again,
    years_later,
)
from auditor.language import Pack
from auditor.model import Period
from auditor.romans import roman
from auditor.times import NOW, TERM, TERM_MONTHS, YEAR_ENDS

_BASE_WINDOW = 34
_ACCOUNT = 60
"""Characters before a time in which the noun of an account stands."""
_NEAR = 40
BESIDE = 45
_CLAUSE = re.compile(r"[,;:.()](?!\d)")
_COLON = re.compile(r":\s")
"""Behind it stands what a number announced, with times of its own."""
_STATEMENT = re.compile(r"[.;]\s")
_MONTHS = 12
_OPENED = re.compile(r"(?:\s?[^\W\d_]+){0,3}\s?\(")
_PLACE = re.compile(r"[^\W\d_][^\d.;:]{1,40}[(,]\s?")
_DATELINE = re.compile(r"\)?(?:\s\([^()]{1,30}\))?\s?(?:[\u2013\u2014]|--?)\s")
"""What stands before and behind a date at the head of a text that says where and when it was written."""
_LISTED = re.compile(r",(?!\d)")
_PARTS = re.compile(r"[,/)]")
"""Signs between figures of which one time at the end is told."""
GAP = re.compile(r"(?:\s?[^\W\d_]+){0,3}(?:\s?\([^()]*\))?(?:\s[^\W\d_]+){0,1}\s{0,2}")
"""What stands between a figure and its time; the bracket around a time may be blanked."""


_PARTS_OF_YEAR = ("quarter", "half", "first-months", "last-months")
_YEARLY = re.compile(r"\d{4}(?:-[HMLQ]\d{1,2})?\Z")
_OF_YEAR = re.compile(r"\d{4}-[HMLQ]\d{1,2}\Z")
_SENTENCE = re.compile(r"[.!?;]\s")
_STOP = re.compile(r"[.!?]\s")


def find(
    folded: str,
    pack: Pack,
    year: int | None,
    within: Sequence[tuple[int, int]] | None = None,
    written: int | None = None,
    season: Period | None = None,
    written_in: int | None = None,
    *,
    titled: bool = True,
    latest: Period | None = None,
    gone: int = 0,
) -> tuple[list[Stated], list[tuple[int, int]]]:
    """The times of a passage, in order, none inside another; and where years stand that only belong to a name.

    Args:
        folded: The passage's text.
        pack: Its language.
        year: Year of the document, for ``the first six months`` without one.
        within: Where times can concern a numeral, if that is known.
        written: Year in which the document was written, for ``last year``; by default the same.
        season: The year that it reports on, where that runs from one calendar year into the next, for ``this year``.
        written_in: Month in which the document was written, if that is known and it reports on that year or on none.
        latest: The time told last before the passage, for ``in that period``; such words say nothing where none is.
        gone: Years since that year was over when the document was written.
        titled: The document's title names its year; else ``the whole year`` is the one that a passage told of before.
    """
    found: list[Stated] = []
    unsaid: dict[int, tuple[str, re.Match[str]]] = {}
    untold: list[int] = []
    named: list[tuple[int, int]] = []
    taken: list[tuple[int, int]] = []
    again: list[tuple[int, int]] = []
    for kind, match in pack.periods.find(folded, within=within):
        start, end = match.span()
        if any(start < e and s < end for s, e in taken):
            continue
        if kind == "again":
            again.append((start, end))
            continue
        if kind in ("name", "criterion"):
            taken.append((start, end))
            digit = DIGITS.search(folded, start, end)
            if digit is not None:
                named.append((digit.start(), end))
            continue
        in_year = (written or year) if kind in _BESIDE_YEAR else year
        if in_year is not None and match.groupdict().get("before"):
            in_year = (written or in_year) - 1
        elif season is None and in_year is not None and kind in _ENDED and written_in is not None:
            # ``the year to March``: the last that was over when this was written.
            in_year = (written or in_year) - ((pack.period_number(match.group("m")) or 0) > written_in)
        elif season is None and in_year is not None and kind == "quarter" and written_in is not None:
            in_year -= 3 * (pack.period_number(match.group("q")) or 0) - written_in >= _LONG_OVER
        if season is not None and kind in _MONTHLY:
            in_year = _year_in(season, match, pack)
        elif in_year is not None and written_in is not None and kind in _MONTHLY:
            in_year -= (pack.period_number(match.groupdict().get("m") or "") or 0) - written_in >= _LONG_OVER
        period = _period(kind, match, in_year, pack)
        if kind == "year-so-far" and season is None:
            period = _so_far(match, written, written_in) or period
        if season is not None and kind in _BESIDE_YEAR:
            period = years_later(season, _BESIDE_YEAR[kind] + gone)
        if period is None:
            # Which year it is of cannot be told: still its number is none of anything.
            digit = DIGITS.search(folded, start, end) if kind in _PARTS_OF_YEAR else None
            if digit is not None:
                named.append((digit.start(), end))
            continue
        taken.append((start, end))
        if kind == "day" and _DATELINE.match(folded, end) and _PLACE.fullmatch(folded, 0, start):
            continue  # ``TORVIK (4 March 2022) – …`` says when it was written
        window = folded[max(0, start - _BASE_WINDOW) : start].rstrip()
        cues = pack.period_base.find(window)
        if kind in _PARTS_OF_YEAR and not match.groupdict().get("y"):
            unsaid[start] = kind, match
        elif kind == "year-told" or (kind == "year" and not titled and not match.groupdict().get("y")):
            untold.append(start)
        base = (bool(cues) and cues[-1][1] >= len(window)) or _glosses_base(folded, start, end, pack)
        found.append(Stated(start, end, period, base and not _told_of(folded, start, end, pack)))
    ordered = _of_years_told(sorted(found, key=lambda s: s.start), untold)
    told = _with_years(_of_named_terms(folded, ordered, year), unsaid, folded, pack)
    return told_again(told, again, taken, latest), named


def _of_years_told(found: list[Stated], untold: list[int]) -> list[Stated]:
    """The times; ``the whole year`` of a report on several is the one year that its passage has told of before."""
    for k, time in enumerate(found) if untold else ():
        if time.start in untold:
            told = {s.period.label[:4] for s in found[:k] if not s.base and _YEARLY.match(s.period.label)}
            if len(told) == 1:
                found[k] = time._replace(period=of_year(int(told.pop())))
    return found


def _of_named_terms(folded: str, found: list[Stated], year: int | None) -> list[Stated]:
    """The times; a term without years is the one that its sentence named before: ``Term 2025 - 2030: in 5 years …``.

    Beyond a semicolon only one that is yet to come when the document is written.
    """
    out: list[Stated] = []
    for time in found:
        named = next((s for s in reversed(out) if not s.base and s.period.last - s.period.first >= TERM_MONTHS), None)
        if named is not None and time.period.label == TERM and not time.base:
            to_come = year is not None and named.period.last // _MONTHS > year
            parted = (_STOP if to_come else _STATEMENT).search(folded, named.end, time.start)
            out.append(time if parted else time._replace(period=named.period))
        else:
            out.append(time)
    return out


def _glosses_base(folded: str, start: int, end: int, pack: Pack) -> bool:
    """Whether a bracket only says when it was that something is compared with: ``on the start of the term (2020)``."""
    if folded[start - 1 : start] != "(" or folded[end : end + 1] != ")":
        return False
    before = folded[max(0, start - _BASE_WINDOW) : start - 1].rstrip()
    base = pack.bases.last(before, 0, len(before))
    return base is not None and base[1] == len(before)


def _told_of(folded: str, start: int, end: int, pack: Pack) -> bool:
    """Whether a time is that of which something is told next: ``that of 2023 was 2.11 million``."""
    before, behind = pack.told_of
    if pack.accounts.search(folded[max(0, start - _ACCOUNT) : start].rstrip()):
        return True  # ``some results of the last term, as the chairman said: …``
    return before.search(folded, max(0, start - _BASE_WINDOW), start) is not None and bool(behind.match(folded, end))


def _with_years(
    found: list[Stated], unsaid: dict[int, tuple[str, re.Match[str]]], folded: str, pack: Pack
) -> list[Stated]:
    """The times of a passage, parts of a year that say none those of the year before them in their sentence.

    Where none is, of that of the next part of a year: ``in the first quarter and 4.5 % in the second quarter of 2024``.

    Args:
        found: Times, in order.
        unsaid: Kinds and matches of those parts, by where they stand.
        folded: The passage's text.
        pack: Its language.
    """
    for k, time in enumerate(found) if unsaid else ():
        if time.start not in unsaid:
            continue
        # What something was compared with is of another year.
        before = next((s for s in reversed(found[:k]) if not s.base and _YEARLY.match(s.period.label)), None)
        if before is not None and (before.period.point or _SENTENCE.search(folded, before.end, time.start)):
            before = None
        after = next((s for s in found[k + 1 :] if s.start not in unsaid), None)
        # ``in the third quarter sales rose to 60 from the 52 recorded in the third quarter of 2022``
        if after is not None and (
            after.base
            or pack.change_opener.find(folded, time.end, after.start)
            or not _OF_YEAR.match(after.period.label)
            or _SENTENCE.search(folded, time.end, after.start)
        ):
            after = None
        near = before or after
        period = _period(*unsaid[time.start], int(near.period.label[:4]), pack) if near else None
        if period is not None:
            found[k] = time._replace(period=period)
    return found


def _period(kind: str, match: re.Match[str], document_year: int | None, pack: Pack) -> Period | None:
    groups = match.groupdict()
    if kind in _RELATIVE:
        return Period(0, 0, kind != "term", _RELATIVE[kind], "stated")
    stated = groups.get("y")
    year = in_full(int(stated)) if stated else document_year
    if year is None:
        return None
    if kind == "years":
        last = in_full(int(groups["y2"]), year)
        return of_years(year, last) if year <= last <= year + 60 else None
    if kind in ("first-months", "last-months", "half"):
        later = kind == "last-months" or (kind == "half" and pack.period_number(groups.get("h") or "1") == 2)
        return part_of_year(year, pack.period_number(groups.get("n") or "6"), last=later)
    if kind == "quarter":
        q = pack.period_number(groups["q"]) or roman(groups["q"])
        return months(year, 3 * q - 2, year, 3 * q, f"{year}-Q{q}") if q and 1 <= q <= 4 else None
    if kind == "months":
        first, last = (pack.period_number(groups[name]) or 0 for name in ("m", "m2"))
        if groups.get("y2"):
            return months_between(year, first, int(groups["y2"]), last)
        return months(year, first, year, last, of_months(year, first, last)) if 1 <= first < last <= _MONTHS else None
    if kind == "months-between":
        first, last = (pack.period_number(groups[name]) or 0 for name in ("m", "m2"))
        return months_between(year, first, in_full(int(groups["y2"]), year), last)
    if kind == "months-ended":
        length, closing = pack.period_number(groups["n"]), pack.period_number(groups["m"])
        return months_up_to(year, closing, length) if length and closing and length < _MONTHS else None
    if kind in ("month", "month-end", "day", "year-ended"):
        m = pack.period_number(groups["m"])
        if m is None or not 1 <= m <= 12:
            return None
        if kind == "year-ended" and m in YEAR_ENDS:
            return months(year - 1, m + 1, year, m, f"{year - 1}/{year}")
        if kind == "year-ended" and m == _MONTHS:
            return of_year(year)
        return months(year, m, year, m, f"{year}-{m:02d}", point=kind != "month")
    if kind == "mid-year":
        return months(year, 6, year, 6, f"{year}-06", point=True)
    if kind == "year-start":
        return months(year, 1, year, 1, f"{year}-start", point=True)
    if kind in _BESIDE_YEAR:
        other = year + _BESIDE_YEAR[kind]
        return months(other, 1, other, 12, str(other))
    if kind in ("year", "year-told", "year-end"):
        return months(year, 1, year, 12, str(year), point=kind == "year-end")
    return None


def _so_far(match: re.Match[str], written: int | None, month: int | None) -> Period | None:
    """The months of the year of writing up to then, all of it where the month is not known; None for another year's."""
    named = match.groupdict().get("y")
    if written is None or (named and int(named) != written) or (month is None and not named):
        return None
    return months(written, 1, written, month, of_months(written, 1, month)) if month else of_year(written)


def _year_in(season: Period, match: re.Match[str], pack: Pack) -> int | None:
    """The year of a month that is told without one in a report on a year of two halves, where that is sure."""
    month = pack.period_number(match.groupdict().get("m") or "")
    if month is None:
        return None
    first, second = map(int, season.label.split("/"))
    if season.last - season.first < _MONTHS:
        return first if month > season.first % _MONTHS else second
    return first if month > YEAR_ENDS.stop - 1 else second if month <= YEAR_ENDS.start else None


_BESIDE_YEAR = {"year-before": -1, "this-year": 0, "year-after": 1}
"""Kinds of times that are told from the year in which the document was written."""
_LONG_OVER = 6
"""Months by which one without a year comes after that of writing, from which it is one of the year before."""
_MONTHLY = ("month", "month-end", "day")
_ENDED = ("year-ended", "months-ended")
"""Kinds of times that are told by their last month."""
_OTHER_TIMES = ("target", "plan", "baseline")
"""Roles of what is told of another time than what a sentence is about."""
_RELATIVE = {"present": NOW, "year-so-far": NOW, "first": "start", "term": TERM}


def own(
    stated: list[Stated],
    folded: str,
    at: int,
    end: int,
    sentence: tuple[int, int],
    clause_end: int,
    others: list[int],
    pack: Pack,
    *,
    behind: bool = True,
    compared: Sequence[int] = (),
) -> Period | None:
    """The time of a figure: the one right behind it, else the last before it in its sentence, else the next one.

    Times that something is compared with do not count, nor those right behind another figure: ``from 44 in 2020 to
    71``.

    Args:
        stated: Times of the passage.
        folded: Its text.
        at: Start of the figure.
        end: End of the figure.
        sentence: Span of its sentence.
        clause_end: End of its clause.
        others: Ends of the other figures of the sentence.
        pack: Their language.
        compared: Ends of the figures that others are compared with: a time beside one is its alone.
        behind: Whether a time right behind it can be its own; behind ``three times`` it is what it is compared with.
    """
    stated = [
        s
        for s in stated
        if not any(
            c <= s.start and (_is_of(folded, c, s, pack) or _closes_base(folded, end, c, s, others)) for c in compared
        )
    ]
    following = next((s for s in stated if not s.base and s.start >= end), None) if behind else None
    if following is not None and (
        _in_next_bracket(folded, end, following, others)
        or pack.purpose.search(folded, end, following.start)
        or _COLON.search(folded, end, following.start)
    ):
        following = None
    if following is not None and following.start < clause_end and _is_of(folded, end, following, pack):
        return following.period
    before = [
        s
        for s in stated
        if not s.base
        and sentence[0] <= s.start
        and s.end <= at
        and not any(other <= s.start and _is_of(folded, other, s, pack) for other in others)
        and not _shut_in(folded, s, at, others)
    ]
    while len(before) > 1 and (_aside(folded, before[-1], at, pack) or _milestone(folded, before[-1], at, pack)):
        before.pop()
    if before:
        last = before[-1]
        return last.period if last.end >= at - _NEAR else replace(last.period, origin="sentence")
    if following is not None and following.start < clause_end and not _opens_next(folded, end, following, others, pack):
        return following.period
    # A bracket, which is blanked, that holds nothing but the time of another figure holds for that alone.
    shared = [
        s
        for s in stated
        if folded[s.start : s.end].strip() or not any(o <= s.start and _is_of(folded, o, s, pack) for o in others)
    ]
    return _of_sentence(shared, folded, end, (at, sentence), others, pack)


def _of_sentence(
    stated: list[Stated],
    folded: str,
    end: int,
    place: tuple[int, tuple[int, int]],
    others: list[int],
    pack: Pack,
) -> Period | None:
    """The one time that a sentence states, beside another figure: it holds for what follows, for all if it closes."""
    at, sentence = place
    inside = [
        s
        for s in stated
        if not s.base and sentence[0] <= s.start and s.end <= sentence[1] and not _shut_in(folded, s, at, others)
    ]
    if len({s.period.label for s in inside}) != 1:
        return None
    time = inside[0]
    if _in_next_bracket(folded, end, time, others):
        return None
    closes = time.start >= max([end, *others]) and not time.period.point and not _of_plan(folded, time.start, pack)
    gap = folded[end : time.start]
    if closes and _COLON.search(gap):
        return None  # ``on two things: the results of 2024 and …``
    if closes and any(role in _OTHER_TIMES for _, _, role in pack.roles.find(folded, end, time.start)):
        return None  # ``built 64 miles, and will build 72 miles in 2025``; ``came 41st, having been 29th in 2022``
    roles = pack.roles.find(folded, sentence[0], time.start) if folded[time.end : time.end + 1] == "," else ()
    if time.end <= at and any(role == "baseline" for _, _, role in roles):
        return None  # ``Having been 29th in 2022, it came 41st.``
    carries = time.end <= at or (closes and ";" not in gap and bool(_PARTS.search(gap)))
    return replace(time.period, origin="sentence") if carries else None


def _of_plan(folded: str, start: int, pack: Pack) -> bool:
    """Whether a time is that of a plan named right before it: ``3,846 bn, 74.7 % of the plan for 2023``."""
    before = folded[max(0, start - _BASE_WINDOW) : start].rstrip()
    cues = pack.measured_against.find(before)
    return bool(cues) and cues[-1][2] == "plan" and cues[-1][1] >= len(before)


def _aside(folded: str, time: Stated, at: int, pack: Pack) -> bool:
    """Whether a time is only that of a part told by the way, which a semicolon ends: ``in five years 80; of them in
    2024 alone 20; and 45 others``."""
    before = folded[max(0, time.start - _BASE_WINDOW) : time.start].rstrip()
    begun = pack.asides.find(before)
    return bool(begun) and begun[-1][1] >= len(before) and bool(_STATEMENT.search(folded, time.end, at))


def _milestone(folded: str, time: Stated, at: int, pack: Pack) -> bool:
    """Whether by a time something only becomes what it is to be, up to a semicolon: ``by 2030 to become a city; growth
    of 8 %``."""
    becomes = pack.becoming.match(folded, time.end)
    stop = _STATEMENT.search(folded, becomes.end(), at) if becomes else None
    return stop is not None and DIGITS.search(folded, time.end, stop.start()) is None


def _opens_next(folded: str, end: int, stated: Stated, others: list[int], pack: Pack) -> bool:
    """Whether a time behind a comma or ``and`` is that of a later figure: ``29,480 bn, in 2025 6,950 bn``."""
    gap = folded[end : stated.start]
    return (_LISTED.search(gap) is not None or pack.joins.fullmatch(gap) is not None) and any(
        other > stated.end for other in others
    )


def _shut_in(folded: str, stated: Stated, at: int, others: list[int]) -> bool:
    """Whether a time stands in a closed bracket with a figure of its own: ``(of it 4 in the first half), 9 %``."""
    opening = folded.rfind("(", 0, stated.start)
    if opening < 0 or ")" in folded[opening : stated.start]:
        return False
    closing = folded.find(")", stated.end)
    return 0 <= closing <= at and any(opening < other <= closing for other in others)


def _in_next_bracket(folded: str, end: int, stated: Stated, others: list[int]) -> bool:
    """Whether a time stands in a bracket after the figure that holds another: ``12 % (in 2023 it was 5 %)``."""
    if "(" not in folded[end : stated.start]:
        return False
    closing = folded.find(")", stated.end)
    opening = folded.find("(", end, stated.start)
    return any(opening < other <= closing for other in others)


def _closes_base(folded: str, end: int, compared: int, time: Stated, others: list[int]) -> bool:
    """Whether a time ends what is told of a figure that another before it is compared with: ``640 died, fewer than the
    1,900 who died at the height of it in 2006``."""
    between = any(compared < other <= time.start for other in others)
    return end < compared and not between and _CLAUSE.search(folded, compared, time.start) is None


def _is_of(folded: str, end: int, time: Stated, pack: Pack) -> bool:
    """Whether a time stands right behind a figure, or alone in a bracket there: ``3,005 members (2023)``.

    Behind ``and`` it is that of what follows: ``8 % in 2011 - 2015 and in 2016 - 2020 9 %``.
    """
    gap = folded[end : time.start]
    if pack.joins.match(gap):
        return False
    alone = folded[time.end : time.end + 1] == ")" and len(gap) <= BESIDE and bool(_OPENED.fullmatch(gap))
    return alone or beside(folded, end, time.start)


def beside(folded: str, end: int, start: int) -> bool:
    """Whether a time stands right behind a figure: only its noun, or a bracket, lies between."""
    gap = folded[end:start]
    return len(gap) <= BESIDE and bool(GAP.fullmatch(gap))
