"""What a language pack is made of: expressions of words by class, units, old encodings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from auditor.language.folded import RUN, Folded, cut, runs_of, spots_in, two
from auditor.language.words import Lexicon

_RUN = re.compile(RUN)
_CAPITALS = re.compile(r"(?<![^\W\d_])[^\W\d_a-z]{2,}(?![^\W\d_])")
"""A word without a small letter of ASCII."""


def _raised(word: re.Match[str]) -> str:
    letters = word.group()
    capitals = sum("A" <= c <= "Z" for c in letters)
    return letters.upper() if capitals > 1 or (capitals and letters[0].islower()) else letters


@dataclass(frozen=True, slots=True)
class LegacyEncoding:
    """An encoding from before Unicode.

    Attributes:
        name: As a user names it.
        label: As people call it.
        fonts: Fonts whose text is in it, matched on the name in lower case.
        capitals: Those of them that print small letters as capitals.
        characters: One or two characters, as Windows-1252 has them, to the letter they stand for.
        pattern: Any of the characters, the longest first.
    """

    name: str
    label: str
    fonts: re.Pattern[str]
    capitals: re.Pattern[str]
    characters: dict[str, str]
    pattern: re.Pattern[str]

    def decode(self, text: str) -> str:
        """Text in this encoding, its bytes read as Windows-1252, with its letters.

        An encoding without marked capitals has small letters in their place: in a word of capitals they are raised.
        """
        return _CAPITALS.sub(_raised, self.pattern.sub(lambda m: self.characters[m.group()], text))


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One surface of a unit."""

    unit: str
    dimension: str
    factor: Decimal


def dashed(surface: str) -> Iterator[str]:
    """A folded phrase, and its other spellings where a dash between spaces stands in it: ``farming–fishing``."""
    yield surface
    if " - " in surface:
        for sign in (" – ", "-", "–"):
            yield surface.replace(" - ", sign)


class Labelled:
    """Words of several classes, found as one expression; the class of a match is looked up.

    In a text that is walked they are found without the expression, by the words with which they begin.
    """

    def __init__(self, classes: Mapping[str, Iterable[str]], lexicon: Lexicon) -> None:
        """Fold and compile; a word in two classes belongs to the first. A dash may be written in any way."""
        self._label: dict[str, str] = {}
        for label, words in classes.items():
            for word in words:
                for surface in dashed(" ".join(lexicon.fold(word).split())):
                    self._label.setdefault(surface, label)
        self._by_opening: dict[str, list[tuple[str, bool, str]]] = {}
        for surface in _in_order(self._label):
            run = _RUN.match(surface)
            opening = run.group() if run else surface[0]
            of_opening = self._by_opening.setdefault(opening, [])
            of_opening.append((surface, surface[-1].isalnum(), self._label[surface]))

    @classmethod
    def joined(cls, several: Iterable[Labelled]) -> Labelled:
        """The words of several: at a place where several match, those of the first."""
        found = cls.__new__(cls)
        found._label = {}
        found._by_opening = {}
        patterns = []
        for each in several:
            patterns.append(each.pattern.pattern)
            for surface, label in each._label.items():
                found._label.setdefault(surface, label)
            for opening, surfaces in each._by_opening.items():
                found._by_opening.setdefault(opening, []).extend(surfaces)
        found.pattern = re.compile("|".join(patterns))
        return found

    @cached_property
    def _runs(self) -> re.Pattern[str]:
        return runs_of([self])

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the words, for text whose white space is not single spaces."""
        return re.compile(edges(self._label))

    @property
    def signs(self) -> set[str]:
        """The signs with which surfaces begin."""
        return {opening for opening in self._by_opening if not opening[0].isalnum()}

    def opening(self, word: str) -> list[tuple[str, bool, str]] | None:
        """The surfaces that begin with a word, in the order in which the expression tries them."""
        return self._by_opening.get(word)

    def following(self, opening: list[tuple[str, bool, str]]) -> dict[str, list[tuple[str, bool, str]]] | None:
        """The surfaces by the two characters behind their opening word, where all go on."""
        found: dict[str, list[tuple[str, bool, str]]] = {}
        for each in opening:
            run = _RUN.match(each[0])
            behind = two(each[0], run.end() if run else 1)
            if len(behind) <= 1:
                return None
            found.setdefault(behind, []).append(each)
        return found

    def spot(
        self, text: str, start: int, word: str, opening: list[tuple[str, bool, str]]
    ) -> tuple[tuple[int, str], ...] | None:
        """The surfaces that stand at a place, as (end, class), in that order; None where none does."""
        found = []
        for surface, whole, label in opening:
            if text.startswith(surface, start):
                end = start + len(surface)
                if not (whole and end < len(text) and text[end].isalnum()):
                    found.append((end, label))
        return tuple(found) or None

    def label(self, surface: str) -> str:
        """The class of a matched surface."""
        return self._label[" ".join(surface.split())]

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
        """All matches as (start, end, class)."""
        length = len(folded)
        stop = length if end is None or end > length else end
        spots: list[tuple[int, Any]] | None = None
        if not cut(folded, stop):
            if isinstance(folded, Folded):
                spots = folded.spots(self, start, stop)
            else:
                spots = spots_in(self, self._runs, folded, start, stop)
        if spots is None:
            return [(m.start(), m.end(), self.label(m.group())) for m in self.pattern.finditer(folded, start, stop)]
        found = []
        at = start
        for begin, surfaces in spots:
            if begin >= at:
                for to, label in surfaces:
                    if to <= stop:
                        found.append((begin, to, label))
                        at = to
                        break
        return found

    def last(self, folded: str, start: int, end: int) -> tuple[int, int, str] | None:
        """The last match that lies in the range."""
        found = self.find(folded, start, end)
        return found[-1] if found else None


def edges(surfaces: Iterable[str], *, after_digit: bool = False) -> str:
    """Any of the surfaces, those that begin or end with a letter or digit not inside a longer word.

    Surfaces of one sort of edges share their look-around, behind a look at the first character alone: most places of
    a text are passed over by that.

    Args:
        surfaces: Words and signs.
        after_digit: Whether a surface may follow a digit at once, as units do.
    """
    parts = []
    for (left, right), words in _sorts(surfaces):
        first = "".join(sorted({re.escape(w[0]) for w in words}))
        body = "|".join(r"\s".join(re.escape(p) for p in word.split()) for word in words)
        behind = (r"(?<![^\W\d_])" if after_digit else r"(?<![^\W_])") if left else ""
        ahead = r"(?![^\W_])" if right else ""
        parts.append(f"(?=[{first}]){behind}(?:{body}){ahead}")
    return "|".join(parts) or r"(?!)"


def _sorts(surfaces: Iterable[str]) -> list[tuple[tuple[bool, bool], list[str]]]:
    """Surfaces, the longest first, by whether they begin and whether they end with a letter or digit.

    A surface of a word and a sign comes before the word alone: it is the longer reading of the same beginning.
    """
    sorts: dict[tuple[bool, bool], list[str]] = {}
    for word in sorted({s for s in surfaces if s}, key=lambda w: (-len(w), w)):
        sorts.setdefault((word[0].isalnum(), word[-1].isalnum()), []).append(word)
    return sorted(sorts.items(), key=lambda sort: (not sort[0][0], sort[0][0] == sort[0][1]))


def _in_order(surfaces: Iterable[str]) -> list[str]:
    """Surfaces in the order in which their expression tries them."""
    return [word for _, words in _sorts(surfaces) for word in words]


def within(cue: tuple[int, int, str], phrases: Iterable[tuple[int, int, str]]) -> bool:
    """Whether a word that was found stands in one of the phrases in which it is none.

    Args:
        cue: Where the word begins and ends, and its class, as `Labelled.find` gives it.
        phrases: The phrases in the same form.
    """
    return any(start <= cue[0] and cue[1] <= end for start, end, _ in phrases)
