"""Hedges and bounds around a number: ``over``, ``about``, ``50 members or more``."""

from __future__ import annotations

import re

from auditor.extraction.units import Units
from auditor.intervals import at_least, at_most, widened
from auditor.language import Pack
from auditor.model import Interval

_WORD = re.compile(r"\s[^\W\d_]+(?=\s)")
_OPENED_NOUN = 5
"""Words of a counted noun behind which a bound may stand where a word that opens a bound stands before the number:
``from 50 new members upwards``; else one, or a noun that is known to be counted."""
_NEXT = re.compile(r"\s[£$€¥]?\d")
"""Behind a bound: it is that of the next number, as in ``under 18 weeks and at least 95 %``."""
_BEFORE = 26
"""Characters before a number in which its hedge stands."""


class Hedges:
    """Reads hedges and bounds by the words of a language."""

    def __init__(self, pack: Pack, units: Units) -> None:
        """Read by the words of ``pack``; ``units`` knows the currency before a number."""
        self._pack = pack
        self._units = units

    def opened(self, folded: str, start: int) -> bool:
        """Whether the word that opens a range or a bound stands right before a number."""
        prefix = self._units.before(folded, start)
        head = folded[max(0, start - _BEFORE) : prefix.end if prefix else start].rstrip()
        return bool(self._pack.range_open.search(head))

    def before(self, folded: str, start: int) -> str:
        """The hedge right before a number, or an empty string."""
        prefix = self._units.before(folded, start)
        start = prefix.end if prefix is not None else start
        begin, end = max(0, start - _BEFORE), start
        while end > begin and folded[end - 1] in " (":
            end -= 1
        times = self._pack.measures.last(folded, begin, end)
        if times is not None and times[1:] == (end, "multiple"):  # ``nearly doubled``, in two words
            end = len(folded[: times[0]].rstrip())
        found = self._pack.hedges.last(folded, begin, end)
        return found[2] if found is not None and found[1] == end and found[2] != "none" else ""

    def around(self, folded: str, start: int, end: int) -> str:
        """The bound behind a number, or the hedge before it; an empty string where there is neither.

        Args:
            folded: Text of a passage.
            start: Where the number begins.
            end: Where it and its unit end.
        """
        if end < len(folded):
            bound = self._pack.after.pattern.match(folded, end + (not folded[end].strip()))
            bound = bound or self._behind_noun(folded, start, end)
            if bound is not None and _NEXT.match(folded, bound.end()) is None:
                return self._pack.after.label(bound.group())
        return self.before(folded, start)

    def _behind_noun(self, folded: str, start: int, end: int) -> re.Match[str] | None:
        """The bound behind the counted noun: ``50 members or more``.

        Only behind the noun itself: in ``85 officials of the district and above`` the bound is that of the district.
        """
        after = self._pack.after.pattern
        nouns = (self._pack.counted_after_words.match(folded, end), self._pack.counted_behind.match(folded, end))
        for noun in nouns:
            bound = after.match(folded, noun.end() + 1) if noun is not None else None
            if bound is not None:
                return bound
        at, bound = end, None
        for _ in range(_OPENED_NOUN if self.opened(folded, start) else 1):
            word = _WORD.match(folded, at)
            if word is None or bound is not None:
                break
            at = word.end()
            bound = after.match(folded, at + 1)
        return bound

    def widen(self, printed: Interval, shape: str, hedge: str) -> Interval:
        """The interval with a hedge or bound.

        Args:
            printed: From the digits alone.
            shape: ``number``, ``fraction`` or ``range``.
            hedge: Its class; an empty string for none.
        """
        low, high = printed.low, printed.high
        if not hedge or low is None or high is None:
            return printed
        base = low if shape == "range" else (low + high) / 2
        if hedge == "at-least":
            return at_least(base)
        if hedge == "at-most":
            return at_most(high if shape == "range" else base)
        if hedge == "near-below":
            return Interval(widened(printed, self._pack.about).low, high)
        return widened(printed, self._pack.about)
