"""Times of what a figure is compared with: an earlier year, a base in a bracket, the year before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from auditor.extraction.mentions import PERCENTS, Mention
from auditor.extraction.numerals import DIGITS
from auditor.extraction.periods import BESIDE, GAP, beside
from auditor.extraction.places import Place
from auditor.extraction.spans import Stated
from auditor.extraction.wording import Sentence
from auditor.language import Pack
from auditor.model import Figure, Period, Role

_MONTHS = 12
_CLAUSE = re.compile(r"[,;:()]")
_COUNTED = 2
"""Words of a noun between a figure and what is said of it."""
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED = re.compile(r"(?:[’']s)?(?:\s[^\W\d_]+){0,3}\s[£$€]?")
"""What stands between a time and the figure that it names."""
_SIGNS = " £$€¥"
_SPLIT = re.compile(r"[;,](?!\d)")
_ASIDE = re.compile(r"\s?\([^()]*\)")
_ALONE = re.compile(r"(?:\s[^\W\d_]+){0,3}\)")
_BEFORE = ("previous-year", "previous-quarter", "previous-month")
_BRACKET = 20
"""Characters between a bracket and the figure that it opens with."""


def of_means(
    stated: Sequence[Stated],
    sentence: Sentence,
    mention: Mention,
    place: Place,
    measure: str,
    to_come: Callable[[Period], bool],
) -> list[Stated]:
    """The times of a passage that may be a figure's: how much something changed a year is told of no one year that
    stands at another figure within the sentence: ``output was 80 bn in 2025; growing 7.9 % a year``.

    Args:
        stated: The times of the passage.
        sentence: That of the figure.
        mention: The figure.
        place: The room around it.
        measure: How it relates to its subject.
        to_come: Whether a time lies ahead: what is wanted by it is told of all behind it.
    """
    yearly = (mention.per and mention.unit in PERCENTS) or not sentence.pack.of_years.isdisjoint(
        sentence.modifiers(place.near, mention.start).items()
    )
    if measure not in ("up", "down") or not yearly:
        return list(stated)
    between = [m.start for m in sentence.mentions if m.end <= mention.start]
    begin = sentence.span[0]

    def of_all(time: Stated) -> bool:
        """Whether a time is a base, more than a year, ahead, opens the sentence, or stands beside the figure."""
        longer = time.period.last - time.period.first >= _MONTHS or not time.period.last
        opens = not sentence.own_words(begin, time.start)
        return time.base or longer or opens or to_come(time.period) or not any(time.end <= m for m in between)

    return [time for time in stated if of_all(time)]


def right_behind(stated: list[Stated], folded: str, end: int) -> Period | None:
    """The time right behind a figure that others are compared with: ``against 46 % in 2020``."""
    time = next((s for s in stated if s.start >= end), None)
    return time.period if time is not None and beside(folded, end, time.start) else None


def named_before(stated: list[Stated], folded: str, at: int) -> Period | None:
    """The time that names what others are compared with, a few words before it: ``the 2019 baseline of 502``."""
    time = next((s for s in reversed(stated) if s.base and s.end <= at), None)
    if time is None or not _NAMED.fullmatch(folded, time.end, at):
        return None
    return time.period


def of_year_before(period: Period | None, folded: str, at: int, end: int, pack: Pack) -> Period | None:
    """The time of what others are compared with, a year earlier where words say so right behind: ``2,871 a year
    earlier``; or where they open a bracket: ``(last year: 2,871)``."""
    if period is None or not period.last:
        return period
    cue = next((c for c in pack.bases.find(folded, end, end + BESIDE) if c[2] == "previous-year"), None)
    behind = (
        cue is not None and len(folded[end : cue[0]].split()) <= _COUNTED and not _CLAUSE.search(folded, end, cue[0])
    )
    if not (behind or opened_by_year_before(folded, at, pack) or _in_bracket_behind(folded, at, end, pack)):
        return period
    label = _ANY_YEAR.sub(lambda m: str(int(m.group()) - 1), period.label)
    return replace(period, first=period.first - _MONTHS, last=period.last - _MONTHS, label=label)


def opened_bracket(folded: str, at: int) -> int:
    """Where the bracket opens that a figure is the first in, but for the sign of a currency; -1 where none does."""
    opening = folded.rfind("(", max(0, at - _BRACKET), at)
    return -1 if opening < 0 or folded[opening + 1 : at].strip(_SIGNS) else opening


def opened_by_year_before(folded: str, at: int, pack: Pack) -> bool:
    """Whether a bracket opens with words for a year earlier and a figure follows at once: ``(last year: 2,871)``."""
    opening = folded.rfind("(", max(0, at - BESIDE), at)
    words = pack.bases.pattern.match(folded, opening + 1) if opening >= 0 else None
    if words is None or words.end() > at or pack.bases.label(words.group()) != "previous-year":
        return False
    return pack.fillers.fullmatch(folded, words.end(), at) is not None


def tells_of_year_before(folded: str, at: int, end: int, pack: Pack) -> bool:
    """Whether words say that a figure is of a year earlier: ``(£27.9m a year earlier)``, ``against 11 % last year``.

    Args:
        folded: Text of the passage.
        at: Start of the figure.
        end: End of the figure.
        pack: Their language.
    """
    if opened_by_year_before(folded, at, pack):
        return True
    words = pack.bases.pattern.match(folded, end + 1)
    if (
        words is not None
        and folded.startswith(")", words.end())
        and pack.bases.label(words.group()) == "previous-year"
        and opened_bracket(folded, at) >= 0
    ):
        return True
    if _in_bracket_behind(folded, at, end, pack):
        return True
    begun = pack.period_base.last(folded, max(0, at - BESIDE), at)
    bound = pack.hedges.last(folded, max(0, at - BESIDE), at) if begun is not None else None
    if begun is not None and bound is not None and bound[0] < begun[0] and begun[1] <= bound[1]:
        return False  # ``more than 2 million from the year before``: the word is that of a bound
    if begun is None or not pack.fillers.fullmatch(folded, begun[1], at):
        return False
    told = pack.measures.last(folded, begun[0], begun[1])
    if told is not None and told[1] == begun[1]:
        return False  # ``equal to 92 % of last year``: the word says how the figure stands to that year
    aside = _ASIDE.match(folded, end)
    behind = aside.end() if aside else end
    found = next(iter(pack.bases.find(folded, behind, behind + BESIDE)), None)
    if found is None or found[2] != "previous-year" or len(folded[behind : found[0]].split()) > 1:
        return False
    # ``higher by 2 % than last year``: these words compare, and the figure is what came of it.
    return pack.comparisons.pattern.match(folded, found[0]) is None


def _in_bracket_behind(folded: str, at: int, end: int, pack: Pack) -> bool:
    """Whether a number stands alone, or with its noun, in a bracket right behind words for the time before it:
    ``4 % fewer than in the year before (641,370)``."""
    opening = opened_bracket(folded, at)
    if opening < 0 or not _ALONE.match(folded, end):
        return False
    words = pack.bases.last(folded, max(0, opening - BESIDE), opening)
    if words is None or words[2] not in _BEFORE or folded[words[1] : opening].strip():
        return False
    # A rate in the bracket tells of the change itself.
    return pack.unit_pattern.search(folded, at, end) is None or folded[at:end].rstrip()[-1:].isdecimal()


def of_bracket(stated: list[Stated], folded: str, at: int) -> Period | None:
    """The time of a figure that opens a bracket after the base of a comparison: ``up on 2020 (1,842 members)``.

    Args:
        stated: Times of the passage.
        folded: Its text.
        at: Start of the figure.
    """
    opening = folded.rfind("(", max(0, at - _BRACKET), at)
    if opening < 0 or ")" in folded[opening:at]:
        return None
    first = next((s for s in stated if opening < s.start), None)
    if first is not None and first.end <= at and not folded[opening + 1 : first.start].strip():
        return first.period if folded[first.end : at].strip(_SIGNS) == ":" and _only_one(stated, folded, at) else None
    if any(c.isdecimal() for c in folded[opening:at]):
        return None
    closing = folded.find(")", at)
    inside = [s for s in stated if at < s.start < closing]
    told = next((s for s in reversed(stated) if s.end <= opening), None)
    if len(inside) == 1 and told is not None and 0 < inside[0].period.last < told.period.first:
        # ``1,846 (1,902 at the end of 2023)``: only a number and its time.
        number = DIGITS.match(folded, at)
        alone = number is not None and GAP.fullmatch(folded, number.end(), inside[0].start) is not None
        if alone and not folded[opening + 1 : at].strip(_SIGNS) and not folded[inside[0].end : closing].strip():
            return inside[0].period
    return next((s.period for s in stated if s.base and s.end <= opening and not folded[s.end : opening].strip()), None)


def _only_one(stated: list[Stated], folded: str, at: int) -> bool:
    """Whether no other time stands in the rest of a bracket: several times part a sum, and are no base."""
    closing = folded.find(")", at)
    return closing >= 0 and not any(at <= s.start < closing for s in stated) and not _SPLIT.search(folded, at, closing)


def base(stated: list[Stated], left: int, at: int, end: int, clause_end: int) -> Period | None:
    """The time that a change is measured against: stated after it, else before it (``compared with 2023, 121 more``).

    Args:
        stated: Times of the passage.
        left: Where the words before the figure begin.
        at: Start of the figure.
        end: End of the figure.
        clause_end: End of its clause.
    """
    after = next((s.period for s in stated if s.base and end <= s.start < clause_end), None)
    return after or next((s.period for s in reversed(stated) if s.base and left <= s.start and s.end <= at), None)


def of_level(before: list[Figure], folded: str, mention: Mention) -> Period | None:
    """The time of the amount that a change or share right after it is told of; an aside in brackets is none."""
    level = next(
        (f for f in reversed(before) if f.measure in ("level", "rank") and not _aside(folded, f, mention)), None
    )
    # Where a change began is told of its own time: ``from 8 % in 2020 to 3 %``.
    began = level is not None and level.role is Role.BASELINE
    if level is None or began or level.period is None or ";" in folded[level.to : mention.start]:
        return None
    return replace(level.period, origin="sentence")


def _aside(folded: str, level: Figure, mention: Mention) -> bool:
    """Whether an amount stands in a bracket that closes before a figure."""
    closing = folded.find(")", level.to, mention.start)
    opening = folded.find("(", level.to, mention.start)
    return closing >= 0 and not 0 <= opening < closing
