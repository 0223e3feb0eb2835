"""What a language pack is made of: expressions of words by class, units, old encodings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from auditor.language.words import Lexicon

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


class Labelled:
    """Words of several classes, found as one expression; the class of a match is looked up."""

    def __init__(self, classes: Mapping[str, Iterable[str]], lexicon: Lexicon) -> None:
        """Fold and compile; a word in two classes belongs to the first."""
        self._label: dict[str, str] = {}
        for label, words in classes.items():
            for word in words:
                self._label.setdefault(" ".join(lexicon.fold(word).split()), label)
        self.pattern = re.compile(edges(self._label))

    def label(self, surface: str) -> str:
        """The class of a matched surface."""
        return self._label[" ".join(surface.split())]

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
        """All matches as (start, end, class)."""
        stop = len(folded) if end is None else end
        return [(m.start(), m.end(), self.label(m.group())) for m in self.pattern.finditer(folded, start, stop)]

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
    ordered = sorted({s for s in surfaces if s}, key=lambda w: (-len(w), w))
    sorts: dict[tuple[bool, bool], list[str]] = {}
    for word in ordered:
        sorts.setdefault((word[0].isalnum(), word[-1].isalnum()), []).append(word)
    parts = []
    # A surface of a word and a sign before the word alone: it is the longer reading of the same beginning.
    for (left, right), words in sorted(sorts.items(), key=lambda sort: (not sort[0][0], sort[0][0] == sort[0][1])):
        first = "".join(sorted({re.escape(w[0]) for w in words}))
        body = "|".join(r"\s".join(re.escape(p) for p in word.split()) for word in words)
        behind = (r"(?<![^\W\d_])" if after_digit else r"(?<![^\W_])") if left else ""
        ahead = r"(?![^\W_])" if right else ""
        parts.append(f"(?=[{first}]){behind}(?:{body}){ahead}")
    return "|".join(parts) or r"(?!)"
