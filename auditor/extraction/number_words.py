"""Numbers written in words: which of them are numerals, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.language import Pack

_NOUN = re.compile(r"\s[^\W\d_]{3,}")
_CLOSING = re.compile(r"[,.;:)](?:\s|$)|$")
_AFTER = 14
"""Characters before a number word in which an ordinal's word can end."""


class WordNumeral(NamedTuple):
    """A number in words.

    Attributes:
        start: Span in the folded text.
        counts: It counts something; a word in a phrase otherwise.
        compound: It is made of several words.
    """

    start: int
    end: int
    value: Decimal
    counts: bool
    compound: bool


def word_numerals(folded: str, pack: Pack) -> Iterator[WordNumeral]:
    """The numbers in words of a passage.

    A compound one counts something, a single one before a scale, a unit or a counted noun.

    Args:
        folded: The passage's text, folded.
        pack: Its language.
    """
    for run in pack.number_word_pattern.finditer(folded):
        for start, end, value, words in _numbers(folded, run.start(), run.end(), pack):
            if words == 1 and (value < 2 or folded[start:end] in pack.never_alone):
                continue
            ordinal = pack.no_number_after.search(folded, max(0, start - _AFTER), start)
            counts = ordinal is None and (words > 1 or _counts(folded, end, pack) or _closes(folded, start, end, pack))
            yield WordNumeral(start, end, Decimal(value), counts, words > 1)


def _closes(folded: str, start: int, end: int, pack: Pack) -> bool:
    """Whether a word ends a statement behind a word such as ``by``: ``the number of clinics grew by five``."""
    closing = _CLOSING.match(folded, end) is not None
    return closing and pack.number_before.search(folded, max(0, start - _AFTER), start) is not None


def _counts(folded: str, end: int, pack: Pack) -> bool:
    if pack.counted_after_words.match(folded, end) or (pack.any_word_counts and _NOUN.match(folded, end)):
        return True
    between = pack.between.match(folded, end)
    if between is not None:
        at = between.end()
        if folded[at : at + 1].isdecimal() or _word(folded, at, len(folded), pack):
            return True
    scale = pack.scale_pattern.match(folded, end)
    if scale and scale.end() > end:
        return True
    unit = pack.unit_at(folded, end)
    return unit is not None and unit[0] not in pack.alone


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
