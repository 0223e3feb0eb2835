"""Numbers written in words: which of them are numerals, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.extraction.numerals import DIGITS
from auditor.language import Pack

_NOUN = re.compile(r"\s[^\W\d_]{3,}")
_CLOSING = re.compile(r"[,.;:)](?:\s|$)|$")
_STATED = re.compile(r"[.;:)](?:\s|$)|$")
_AFTER = 14
"""Characters before a number word in which an ordinal's word can end."""
_RANKED = 24
"""Characters before a word for the how-manieth in which a word of ranks can stand."""
_NEXT_RANK = 90
"""Characters before a word for the how-manieth in which a rank stands that it goes on from."""
_STOP = re.compile(r"[.;]\s")
_NOUN_ROOM = 25
"""Characters behind a number word in which the noun that announces a list can stand."""
HALF = Decimal("0.5")
"""What ``and a half`` adds to the number before a scale …"""
TENTH = Decimal("0.1")
"""… and what such a number is rounded to."""


class WordNumeral(NamedTuple):
    """A number in words.

    Attributes:
        start: Span in the folded text.
        counts: It counts something; a word in a phrase otherwise.
        compound: It is made of several words.
        step: What it is rounded to: a tenth, where a half of its scale is added.
    """

    start: int
    end: int
    value: Decimal
    counts: bool
    compound: bool
    step: Decimal = Decimal(1)


def word_numerals(folded: str, pack: Pack) -> Iterator[WordNumeral]:
    """The numbers in words of a passage.

    A compound one counts something, a single one before a scale, a unit or a counted noun.

    Args:
        folded: The passage's text, folded.
        pack: Its language.
    """
    yield from _ordinals(folded, pack)
    for run in pack.number_word_pattern.finditer(folded):
        for start, end, value, words in _numbers(folded, run.start(), run.end(), pack):
            half = pack.half_before_scale.match(folded, end)
            if half is not None and (_scaled(folded, half.end(), pack) or pack.unit_at(folded, half.end())):
                yield WordNumeral(start, half.end(), value + HALF, counts=True, compound=True, step=TENTH)
                continue
            ordinal = None if _told(folded, start, pack) else pack.no_number_after.search(*_window(folded, start))
            ranked = ordinal is not None and _ranked(folded, start, end, pack)
            alone = words == 1 and (value < 2 or folded[start:end] in pack.never_alone)
            alone = alone and not (value > 1 and _opens(folded, start, end, pack))
            if alone and not ranked and not _scaled(folded, end, pack) and not _of_hundred(folded, end, pack):
                continue
            counts = ordinal is None and (words > 1 or _counts(folded, end, pack) or _closes(folded, start, end, pack))
            yield WordNumeral(start, end, Decimal(value), counts or ranked, words > 1)


def _ordinals(folded: str, pack: Pack) -> Iterator[WordNumeral]:
    """Words for the how-manieth that give a rank: ``came third``, ``in third place``, ``and ninth for safety``."""
    told = -1
    for match in pack.rank_words.finditer(folded):
        start, end = match.span()
        if _ranked(folded, start, end, pack) or _further(folded, told, start, end, pack):
            told = end
            value = Decimal(pack.ranks[" ".join(re.split(r"[\s-]+", match.group()))])
            yield WordNumeral(start, end, value, counts=True, compound=False)


def _further(folded: str, told: int, start: int, end: int, pack: Pack) -> bool:
    """Whether a word goes on from a rank told before: ``came 12th for pay and ninth for safety``.

    Args:
        folded: A passage's text.
        told: Where the last rank in words ends; -1 where there is none.
        start: Where the word begins.
        end: Where it ends.
        pack: The language.
    """
    begin = max(0, start - _NEXT_RANK)
    joined = pack.joins.search(folded, max(begin, start - _AFTER), start)
    if (joined is None or joined.end() != start) and not folded[begin:start].endswith(", "):
        return False
    if pack.ranked_by.match(folded, end) is None:
        return False
    digits = (d.end() for d in DIGITS.finditer(folded, begin, start))
    told = max([told, *(at for at in digits if pack.ordinal.match(folded, at))])
    return told >= begin and _STOP.search(folded, told, start) is None


def _ranked(folded: str, start: int, end: int, pack: Pack) -> bool:
    """Whether what stands before or behind a word for the how-manieth makes it a rank."""
    if pack.rank_before.search(folded, max(0, start - _RANKED), start) or pack.rank_behind.match(folded, end):
        return True
    if _STATED.match(folded, end) and pack.rank_before_end.search(folded, max(0, start - _RANKED), start):
        return True
    among = pack.of_whole.match(folded, end)
    return (
        among is not None
        and pack.ranks.get(folded[start:end]) != 1
        and folded[among.end() : among.end() + 1].isdecimal()
    )


def _closes(folded: str, start: int, end: int, pack: Pack) -> bool:
    """Whether a word ends a statement behind a word such as ``by``: ``the number of clinics grew by five``."""
    return _CLOSING.match(folded, end) is not None and _told(folded, start, pack)


def _told(folded: str, start: int, pack: Pack) -> bool:
    """Whether a word such as ``by`` stands before a number word."""
    return pack.number_before.search(*_window(folded, start)) is not None


def _opens(folded: str, start: int, end: int, pack: Pack) -> bool:
    """Whether a word that may be another announces a list: a word for five that is one for a year, too."""
    before = pack.number_opening
    if before is None or not before.search(*_window(folded, start)):
        return False
    noun = next(iter(pack.cues.announced.find(folded, end, end + _NOUN_ROOM)), None)
    return noun is not None and not folded[end : noun[0]].strip()


def _window(folded: str, start: int) -> tuple[str, int, int]:
    """What stands right before a number word."""
    return folded, max(0, start - _AFTER), start


def _counts(folded: str, end: int, pack: Pack) -> bool:
    if pack.counted_after_words.match(folded, end) or (pack.any_word_counts and _NOUN.match(folded, end)):
        return True
    between = pack.between.match(folded, end)
    if between is not None:
        at = between.end()
        if folded[at : at + 1].isdecimal() or _word(folded, at, len(folded), pack):
            return True
    whole = pack.of_whole.match(folded, end)
    if whole is not None:
        word = _word(folded, whole.end(), len(folded), pack)
        if word is not None and word[0] not in pack.never_alone:
            return True
    if _scaled(folded, end, pack):
        return True
    unit = pack.unit_at(folded, end)
    return unit is not None and unit[0] not in pack.alone


def _scaled(folded: str, end: int, pack: Pack) -> bool:
    """Whether a scale word stands behind a number, and does not only begin another word."""
    scale = pack.scale_pattern.match(folded, end)
    return scale is not None and scale.end() > end and pack.compounds.match(folded, end) is None


def _of_hundred(folded: str, end: int, pack: Pack) -> bool:
    """Whether a number is told in percent or percentage points."""
    unit = pack.unit_at(folded, end)
    return unit is not None and pack.units[unit[0]].dimension in ("percent", "percentage-point")


def _numbers(folded: str, start: int, stop: int, pack: Pack) -> Iterator[tuple[int, int, int, int]]:
    """The numbers in a run of number words: ``start, end, value, count of words``.

    A word that cannot go on (two units in a row) begins the next number.
    """
    total = unit = words = 0
    begin = end = start
    at = start
    while at < stop:
        match = _word(folded, at, stop, pack)
        if match is None:
            at += 1
            continue
        surface, word_end = match
        value, times = pack.number_words[surface]
        goes_on = words > 0 and (
            (times and 0 < unit < value)
            or (not times and (unit == 0 or (unit >= 10 and unit % 10 == 0 and value < 10)))
        )
        if words and not goes_on:
            yield begin, end, total + unit, words
            total = unit = words = 0
        if not words:
            begin = at
            if times:  # nothing before it to multiply
                at = word_end
                continue
        if times and value >= 100:
            total, unit = total + unit * value, 0
        elif times:
            unit *= value
        else:
            unit += value
        words += 1
        end = at = word_end
    if words:
        yield begin, end, total + unit, words


def _word(folded: str, at: int, stop: int, pack: Pack) -> tuple[str, int] | None:
    """The number word that begins at a place, if one does."""
    if at and folded[at - 1].isalpha():
        return None
    end = at
    while end < stop and folded[end].isalpha():
        end += 1
    surface = folded[at:end]
    return (surface, end) if surface in pack.number_words else None
