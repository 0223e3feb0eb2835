"""Folded text that is walked once: its words, and where in it each of a pack's matchers can match."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
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

    def following(self, opening: Any) -> frozenset[str] | None:
        """The two characters of which some stand right behind a word that opens something, a digit as ``0``; None for
        any."""

    def spot(self, text: str, start: int, word: str, opening: Any) -> Any:
        """What can match where a word stands that opens something, or None where nothing can after all."""


class Folded(str):
    """The folded text of a passage. Its slices are plain text again.

    Only text whose white space is single spaces is walked: that is how phrases are written in a pack, so that they can
    be compared without an expression.
    """

    walker: Walker

    @cached_property
    def runs(self) -> tuple[list[str], list[int]]:
        """Its words and signs, and where each begins."""
        parts = self.walker.runs.split(self)
        return parts[1::2], list(accumulate(map(len, parts)))[: len(parts) - 1 : 2]

    @cached_property
    def _openings(self) -> list[list[tuple[int, str, Any]]]:
        """For each matcher of the walker, the words that open something."""
        found: list[list[tuple[int, str, Any]]] = [[] for _ in self.walker.matchers]
        known = self.walker.known
        for word, start in zip(*self.runs, strict=True):
            opens = known[word]
            if opens:
                end = start + len(word)
                behind = self[end : end + 2]
                if behind[1:].isdecimal():
                    behind = behind[0] + "0"
                for number, opening, following in opens:
                    if following is None or behind in following:
                        found[number].append((start, word, opening))
        return found

    @cached_property
    def _spots(self) -> dict[int, list[tuple[int, Any]]]:
        return {}

    def spots(self, matcher: Matcher) -> list[tuple[int, Any]] | None:
        """The places at which a matcher can match, with what it said of each; None for one that the walk leaves out."""
        number = self.walker.numbers.get(matcher)
        if number is None:
            return None
        spots = self._spots.get(number)
        if spots is None:
            found = ((start, matcher.spot(self, start, word, of)) for start, word, of in self._openings[number])
            spots = self._spots[number] = [(start, spot) for start, spot in found if spot is not None]
        return spots


class _Known(dict[str, tuple[tuple[int, Any, frozenset[str] | None], ...]]):
    """Words met so far, with the matchers for which they open something, and what must follow there."""

    def __init__(self, matchers: Sequence[Matcher]) -> None:
        super().__init__()
        self._matchers = matchers

    def __missing__(self, word: str) -> tuple[tuple[int, Any, frozenset[str] | None], ...]:
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
        signs = sorted({re.escape(sign) for matcher in self.matchers for sign in matcher.signs})
        self.runs = re.compile(f"({RUN}{'|[' + ''.join(signs) + ']' if signs else ''})")
        self.known = _Known(self.matchers)

    def walk(self, folded: str) -> str:
        """Folded text, ready to be walked where its white space allows it."""
        if _OTHER_SPACE.search(folded):
            return folded
        if len(self.known) > _MOST_KNOWN:
            self.known.clear()
        text = Folded(folded)
        text.walker = self
        return text


def cut(text: str, at: int) -> bool:
    """Whether a place lies inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
