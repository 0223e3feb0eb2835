"""Automatic numbers of lists and headings, as they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from auditor.romans import to_roman

_PLACE = re.compile(r"%(\d)")
_PRIVATE = range(0xE000, 0xF900)
_BULLET = "•"
_MOST_LETTERS = 26 * 20


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Attributes:
        form: ``decimal``, ``upperRoman``, ``lowerLetter``, ``bullet`` … as ECMA-376 names them.
        pattern: What is printed, ``%1`` standing for the number of level 1: ``%1.%2.``
        start: First number.
        legal: Numbers of the levels above are printed in digits.
        restarts: Begins anew after a number of a level above.
    """

    form: str
    pattern: str
    start: int = 1
    legal: bool = False
    restarts: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list: the counters that it shares with others of the same ``key``, its levels, and where it starts anew."""

    key: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document from top to bottom."""

    def __init__(self, sequences: dict[str, Sequence]) -> None:
        """All counters at their start.

        Args:
            sequences: Lists by the name that paragraphs call them.
        """
        self._sequences = sequences
        self._counters: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()

    def set(self, name: str, level: int, number: int) -> None:
        """Let the last number of a level have been ``number``."""
        self._counters.setdefault(self._sequences[name].key, {})[level] = number

    def next(self, name: str, level: int) -> str:
        """The number printed before the next paragraph of a list; empty where none is.

        Args:
            name: The list.
            level: Its level, counted from 0.
        """
        sequence = self._sequences.get(name)
        own = sequence.levels.get(level) if sequence else None
        if sequence is None or own is None:
            return ""
        counters = self._counters.setdefault(sequence.key, {})
        restart = sequence.restarts.get(level)
        if restart is not None and (name, level) not in self._used:
            self._used.add((name, level))
            counters[level] = restart
        else:
            counters[level] = counters[level] + 1 if level in counters else own.start
        for deeper in [k for k in counters if k > level]:
            deep = sequence.levels.get(deeper)
            if deep is None or deep.restarts:
                del counters[deeper]
        if own.form == "bullet":
            return _BULLET if not own.pattern or ord(own.pattern[0]) in _PRIVATE else own.pattern
        if own.form == "none":
            return ""
        return _PLACE.sub(lambda m: self._printed(sequence, counters, int(m.group(1)) - 1, own), own.pattern)

    @staticmethod
    def _printed(sequence: Sequence, counters: dict[int, int], level: int, own: Level) -> str:
        of = sequence.levels.get(level)
        if of is None:
            return ""
        number = counters.get(level, of.start)
        return printed(number, "decimal" if own.legal else of.form)


def printed(number: int, form: str) -> str:
    """A number in the form that ECMA-376 names, in digits where the form is another.

    Args:
        number: At least 0.
        form: ``decimal``, ``decimalZero``, ``upperRoman``, ``lowerRoman``, ``upperLetter``, ``lowerLetter``.
    """
    if form == "decimalZero":
        return f"{number:02d}"
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = to_roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and 0 < number <= _MOST_LETTERS:
        # After z come aa, bb, cc: the letter is repeated.
        letter = chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    return str(number)
