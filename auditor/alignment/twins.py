"""Sentences that stand in two documents in the same words: their figures are told apart by their places alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model import Figure

Spot = tuple[str, str, tuple[int, int]]
"""Document, passage and span of a sentence."""
LEAST_WORDS = 2
"""Words that make a sentence one of its own."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Figures at the same place of sentences that differ in their figures only.

    Attributes:
        pairs: Two such figures, by their numbers.
        sentences: Two such sentences; figures at other places of them are no partners.
    """

    pairs: frozenset[tuple[int, int]]
    sentences: frozenset[tuple[Spot, Spot]]


def spot(figure: Figure) -> Spot:
    """The sentence that a figure stands in."""
    return figure.document, figure.passage, figure.sentence


def find(figures: Sequence[Figure], allowed: set[tuple[str, str]]) -> Twins:
    """Twins of different documents; a sentence whose words stand in one document twice has none.

    Args:
        figures: All figures, in the order of documents and places.
        allowed: Pairs of document ids that may be aligned.
    """
    sentences: dict[Spot, list[int]] = defaultdict(list)
    for i, figure in enumerate(figures):
        if len(figure.features.wide) >= LEAST_WORDS:
            sentences[spot(figure)].append(i)
    by_words: dict[tuple[tuple[str, ...], int], dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    for place, members in sentences.items():
        by_words[figures[members[0]].features.wide, len(members)][place[0]].append(place)
    pairs: set[tuple[int, int]] = set()
    same: set[tuple[Spot, Spot]] = set()
    for homes in by_words.values():
        alone = [places[0] for places in homes.values() if len(places) == 1]
        for n, a in enumerate(alone):
            for b in alone[n + 1 :]:
                if (a[0], b[0]) in allowed and not _moved_on(*([figures[i] for i in sentences[x]] for x in (a, b))):
                    same.add((a, b))
                    pairs.update(zip(sentences[a], sentences[b], strict=True))
    return Twins(frozenset(pairs), frozenset(same))


def _moved_on(left: Sequence[Figure], right: Sequence[Figure]) -> bool:
    """Whether two sentences tell of two times, each beside the time before: ``90 in 2023 (2022: 80)``.

    There the figures at different places are those of one time.
    """
    mine, theirs = ([f.period.label if f.period is not None else "" for f in side] for side in (left, right))
    return all(x and y and x != y for x, y in zip(mine, theirs, strict=True)) and bool(set(mine) & set(theirs))
