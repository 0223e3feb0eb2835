"""Folded text that is walked once: its words, and where in it each of a pack's matchers can match."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import Any, Protocol

_MOST_KNOWN = 20_000
_OTHER_SPACE = re.compile(r"[^\S ]")
RUN = r"[^\W_]+"
"""A word as matchers see it: a run of letters and digits."""


class Matcher(Hashable, Protocol):
    """What finds something that begins with a word or sign."""

    @property
    def signs(self) -> set[str]:
        """The signs that its matches can begin with."""

    def opening(self, word: str) -> Any:
        """What can begin with a word or sign, or None where nothing can."""

    def following(self, opening: Any) -> Mapping[str, Any] | None:
        """What can begin with a word by the two characters behind it, as `two` gives them; None where other things
        can, too."""

    def spot(self, text: str, start: int, word: str, opening: Any) -> Any:
        """What can match where a word stands that opens something, or None where nothing can after all."""


class Folded(str):
    """The folded text of a passage. Its slices are plain text again.

    Only text whose white space is single spaces is walked: that is how phrases are written in a pack, so that they can
    be compared without an expression. It is walked part by part, when something is looked for there: in many sentences
    nothing is.

    Attributes:
        walker: Walks it.
        bounds: Where its parts begin, the first at 0, none inside a word.
    """

    walker: Walker
    bounds: Sequence[int]

    @cached_property
    def _parts(self) -> list[_Part | None]:
        return [None] * len(self.bounds)

    def _walked(self, k: int) -> _Part:
        """A part, walked."""
        begin = self.bounds[k]
        pieces = self.walker.runs.split(self[begin : self.bounds[k + 1]] if k + 1 < len(self.bounds) else self[begin:])
        starts = accumulate(map(len, pieces[:-1]), initial=begin)
        found: _Part = {}
        known = self.walker.known
        for word, start in zip(pieces[1::2], islice(starts, 1, None, 2), strict=False):
            opens = known[word]
            if opens:
                end = start + len(word)
                behind = self[end : end + 2]
                if behind[1:].isdecimal():  # as `two` does: a call for each word would cost more than all else
                    behind = f"{behind[0]}0"
                for number, opening, following in opens:
                    of_two = opening if following is None else following.get(behind)
                    if of_two is not None:
                        found.setdefault(number, ([], []))[0].append((start, word, of_two))
        self._parts[k] = found
        return found

    def _spots(self, k: int, number: int, matcher: Matcher) -> list[tuple[int, Any]]:
        """The places in a part at which a matcher can match."""
        part = self._parts[k]
        of_matcher = (self._walked(k) if part is None else part).get(number)
        if of_matcher is None:
            return []
        openings, spots = of_matcher
        if openings:
            for start, word, opening in openings:
                spot = matcher.spot(self, start, word, opening)
                if spot is not None:
                    spots.append((start, spot))
            openings.clear()
        return spots

    def spots(self, matcher: Matcher, start: int, stop: int) -> list[tuple[int, Any]] | None:
        """The places in a range at which a matcher can match, with what it said of each; None for one that the walk
        leaves out."""
        number = self.walker.numbers.get(matcher)
        if number is None:
            return None
        bounds = self.bounds
        k = bisect_right(bounds, start)
        spots = self._spots(k - 1, number, matcher)
        found = spots[bisect_left(spots, (start,)) : bisect_left(spots, (stop,))]
        while k < len(bounds) and bounds[k] < stop:
            spots = self._spots(k, number, matcher)
            found += spots[: bisect_left(spots, (stop,))]
            k += 1
        return found


_Part = dict[int, tuple[list[tuple[int, str, Any]], list[tuple[int, Any]]]]
"""Of a part of a text, for each matcher: words that open something, not looked at yet, and where it can match."""


class _Known(dict[str, tuple[tuple[int, Any, Mapping[str, Any] | None], ...]]):
    """Words met so far, with the matchers for which they open something, and what must follow there."""

    def __init__(self, matchers: Sequence[Matcher]) -> None:
        super().__init__()
        self._matchers = matchers

    def __missing__(self, word: str) -> tuple[tuple[int, Any, Mapping[str, Any] | None], ...]:
        found = ((number, matcher, matcher.opening(word)) for number, matcher in enumerate(self._matchers))
        opens = self[word] = tuple(
            (number, opening, matcher.following(opening)) for number, matcher, opening in found if opening is not None
        )
        return opens


class Walker:
    """Walks text for several matchers at once."""

    def __init__(self, matchers: Iterable[Matcher]) -> None:
        """Walk for these; each word is put to them once, and what they say of it is kept."""
        self.matchers = list(matchers)
        self.numbers = {matcher: number for number, matcher in enumerate(self.matchers)}
        self.runs = runs_of(self.matchers)
        self.known = _Known(self.matchers)

    def walk(self, folded: str, bounds: Sequence[int] = (0,)) -> str:
        """Folded text, ready to be walked where its white space allows it.

        Args:
            folded: The text.
            bounds: Where its parts begin, the first at 0, none inside a word.
        """
        if _OTHER_SPACE.search(folded):
            return folded
        if len(self.known) > _MOST_KNOWN:
            self.known.clear()
        text = Folded(folded)
        text.walker = self
        text.bounds = bounds
        return text


def spots_in(matcher: Matcher, runs: re.Pattern[str], text: str, start: int, stop: int) -> list[tuple[int, Any]] | None:
    """What `Folded.spots` gives, in text that one matcher looks at once.

    Args:
        matcher: It.
        runs: What `runs_of` makes for it.
        text: Folded text.
        start: Where to begin.
        stop: Where to end, not inside a word.

    Returns:
        None where the white space of the text, or a word that is cut, leaves it to an expression.
    """
    if _OTHER_SPACE.search(text, start, stop) or cut(text, start):
        return None
    found = []
    for run in runs.finditer(text, start, stop):
        word = run.group()
        opening = matcher.opening(word)
        if opening is not None:
            spot = matcher.spot(text, run.start(), word, opening)
            if spot is not None:
                found.append((run.start(), spot))
    return found


def runs_of(matchers: Iterable[Matcher]) -> re.Pattern[str]:
    """The words, and the signs with which something can begin, in group 1."""
    signs = sorted({re.escape(sign) for matcher in matchers for sign in matcher.signs})
    return re.compile(f"({RUN}{'|[' + ''.join(signs) + ']' if signs else ''})")


def two(text: str, at: int) -> str:
    """The two characters at a place, a digit for the second as ``0``: by them most places are passed over."""
    found = text[at : at + 2]
    return f"{found[0]}0" if found[1:].isdecimal() else found


def cut(text: str, at: int) -> bool:
    """Whether a place lies inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
