"""Sentences that stand in two documents in the same words: their figures are told apart by their places alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from auditor.alignment.arrays import Distinct, Flags, Ints, among, spread
from auditor.alignment.compare import unit_class
from auditor.model import Figure, Role

Spot = tuple[str, str, tuple[int, int]]
"""Document, passage and span of a sentence."""
_Sort = tuple[bool, bool, bool]
LEAST_WORDS = 2
"""Words that make a sentence one of its own."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Figures at the same place of sentences that differ in their figures only.

    Attributes:
        pairs: Two such figures in each row, by their numbers, sorted.
        sentences: Two such sentences in each row, by their numbers; figures at other places of them are no partners.
    """

    pairs: Ints
    sentences: Ints

    @classmethod
    def none(cls) -> Twins:
        """No twins."""
        return cls(np.zeros((0, 2), np.int64), np.zeros((0, 2), np.int64))


def sentences(figures: Sequence[Figure]) -> Distinct[Spot]:
    """The sentences that figures stand in."""
    return Distinct((f.document, f.passage, f.sentence) for f in figures)


def find(figures: Sequence[Figure], spots: Distinct[Spot], allowed: set[tuple[str, str]]) -> Twins:
    """Twins of different documents; a sentence whose words stand in one document twice has none.

    Args:
        figures: All figures, in the order of documents and places.
        spots: Their sentences.
        allowed: Pairs of document ids that may be aligned.
    """
    members = np.argsort(spots.of, kind="stable")
    counts = np.bincount(spots.of, minlength=len(spots.values))
    starts = np.cumsum(counts) - counts
    by_words: dict[tuple[tuple[str, ...], tuple[_Sort, ...]], dict[str, list[int]]] = defaultdict(dict)
    ordered = members.tolist()
    for n, (begin, count) in enumerate(zip(starts.tolist(), counts.tolist(), strict=True)):
        inside = [figures[i] for i in ordered[begin : begin + count]]
        words = inside[0].features.wide
        if len(words) >= LEAST_WORDS:
            by_words[words, tuple(map(_sort, inside))].setdefault(spots.values[n][0], []).append(n)
    once = ([(home, places[0]) for home, places in homes.items() if len(places) == 1] for homes in by_words.values())
    same = [
        (place, other)
        for places in once
        for (home, place), (there, other) in combinations(places, 2)
        if (home, there) in allowed
    ]
    found = np.array(same, np.int64).reshape(-1, 2)
    found = found[~_moved_on(figures, members, starts, counts, found)]
    left, right = found[:, 0], found[:, 1]
    a, b = (members[spread(starts[side], counts[side])[1]] for side in (left, right))
    order = np.lexsort((b, a))
    return Twins(np.column_stack((a[order], b[order])), found)


def _sort(figure: Figure) -> _Sort:
    """What tells figures apart that sentences of the same words tell in another order.

    ``fell from 9 to 4 %`` and ``is 4 % (9 % before)``, ``9 of 10, or 90 %`` and ``90 % (9 of 10)``.
    """
    return figure.role is Role.BASELINE, figure.total is None, unit_class(figure) == "percent"


def _moved_on(figures: Sequence[Figure], members: Ints, starts: Ints, counts: Ints, pairs: Ints) -> Flags:
    """Which pairs of sentences tell of two times, each beside the time before: ``90 in 2023 (2022: 80)``.

    There the figures at different places are those of one time.

    Args:
        figures: All figures.
        members: Those of each sentence, together.
        starts: Where the figures of each sentence begin among these.
        counts: How many there are.
        pairs: Two sentences of equally many figures in each row.
    """
    times = Distinct("" if f.period is None else f.period.label for f in figures)
    untimed = next((n for n, label in enumerate(times.values) if not label), -1)
    owner, at = spread(starts[pairs[:, 0]], counts[pairs[:, 0]])
    mine, theirs = times.of[members[at]], times.of[members[spread(starts[pairs[:, 1]], counts[pairs[:, 1]])[1]]]
    told = np.unique(np.repeat(np.arange(len(counts)), counts) * len(times.values) + times.of[members])
    moved = np.zeros(len(pairs), bool)
    moved[owner[among(pairs[owner, 1] * len(times.values) + mine, told)]] = True
    moved[owner[(mine == theirs) | (mine == untimed) | (theirs == untimed)]] = False
    return moved
