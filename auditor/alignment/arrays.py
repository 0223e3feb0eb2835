"""Arrays in which alignment holds what it knows of many figures or pairs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

T = TypeVar("T", bound=Hashable)

_TABLE = 4_000_000
"""Cells up to which what was asked of two values is laid out in a table of all of them."""


class Distinct(Generic[T]):
    """Something that figures have, each distinct value once: what follows from two values is asked once.

    Attributes:
        of: The number of each figure's value.
        values: The values, by their numbers.
    """

    def __init__(self, values: Iterable[T]) -> None:
        """Number the values.

        Args:
            values: One for each figure.
        """
        numbers: dict[T, int] = {}
        self.of: Ints = np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64)
        self.values = list(numbers)

    def first(self) -> Ints:
        """The first figure that has each value."""
        first = np.zeros(len(self.values), np.int64)
        first[self.of[::-1]] = np.arange(len(self.of))[::-1]
        return first

    def asked(self, question: Callable[[T, T], bool], a: Ints, b: Ints) -> Flags:
        """The answers to a question about the values of each pair of figures.

        Args:
            question: Asked once of each two values.
            a: The first figure of each pair.
            b: The other.
        """
        size = len(self.values)
        codes = self.of[a] * size + self.of[b]
        if size * size > _TABLE:
            met, codes = np.unique(codes, return_inverse=True)
            table = self._answers(question, met)
        else:
            table = np.zeros(size * size, bool)
            table[codes] = True
            met = np.flatnonzero(table)
            table[met] = self._answers(question, met)
        found: Flags = table[codes]
        return found

    def _answers(self, question: Callable[[T, T], bool], codes: Ints) -> Flags:
        values, size = self.values, len(self.values)
        return np.array([question(values[n // size], values[n % size]) for n in codes.tolist()], bool)


def among(numbers: Ints, known: Ints) -> Flags:
    """Which numbers stand in a sorted list of others."""
    if not len(known):
        return np.zeros(len(numbers), bool)
    at = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    found: Flags = known[at] == numbers
    return found


def spread(first: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Which of some first numbers each is counted from, and so many numbers from each of these on."""
    owner = np.repeat(np.arange(len(first)), counts)
    return owner, np.arange(len(owner)) + np.repeat(first - np.cumsum(counts) + counts, counts)
