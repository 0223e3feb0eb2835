"""How alike the words are in which two figures are put."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from auditor.alignment.arrays import Floats, Ints
from auditor.alignment.profiles import Profiles, shared

ELSEWHERE = 3
"""Own words said of other figures from which more of them tell no more."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the words of pairs of figures are, each part 0 to 1.

    Attributes:
        wide: Weight of the words of their sentences that both have.
        phrase: Likeness of the two strings of words.
        noun: Likeness of what is counted.
        cover: Part of the own words of the side that has more of its own which the other side knows.
        spare: The same of the other side.
        elsewhere: How many of the own words of both are said of other figures only in the other's sentence, 1 for
            `ELSEWHERE` and more: the mark of a neighbour in a list.
    """

    wide: Floats
    phrase: Floats
    noun: Floats
    cover: Floats
    spare: Floats
    elsewhere: Floats


def alike(profiles: Profiles, a: Ints, b: Ints) -> Likeness:
    """How alike the words of each pair of figures are, found once for each two wordings.

    Args:
        profiles: What figures are put in.
        a: The first figure of each pair.
        b: The other.
    """
    size = len(profiles.features)
    codes, where = np.unique(profiles.of[a] * size + profiles.of[b], return_inverse=True)
    return Likeness(*(each[where] for each in _of_wordings(profiles, codes // max(size, 1), codes % max(size, 1))))


def _of_wordings(profiles: Profiles, x: Ints, y: Ints) -> tuple[Floats, ...]:
    """The parts of `Likeness` for pairs of wordings."""
    size = len(profiles.words)
    idf = profiles.rarity
    wide, core, known = profiles.wide, profiles.core, profiles.known
    common = shared(wide, idf[wide.words], wide, x, y, size)
    totals = wide.sums(idf[wide.words])
    least, both = np.minimum(totals[x], totals[y]), totals[x] + totals[y]
    around = 0.5 * common / np.where(least, least, 1.0) + common / np.where(both, both, 1.0)
    own = core.sums(idf[core.words])

    def covered(i: Ints, j: Ints) -> Floats:
        met = shared(core, idf[core.words], known, i, j, size)
        return np.where(own[i] > 0, met / np.where(own[i], own[i], 1.0), 1.0)

    one, other = covered(x, y), covered(y, x)
    ones = np.ones(len(core.words))
    others = shared(core, ones, profiles.spared, x, y, size) + shared(core, ones, profiles.spared, y, x, size)
    phrases = profiles.phrases
    i, j = x.tolist(), y.tolist()
    written = cpdist([phrases[n] for n in i], [phrases[n] for n in j], scorer=fuzz.token_sort_ratio) / 100.0
    return (
        np.minimum(around, 1.0),
        written.astype(np.float64),
        _nouns(profiles, x, y),
        np.minimum(one, other),
        np.maximum(one, other),
        np.minimum(1.0, others / ELSEWHERE),
    )


def _nouns(profiles: Profiles, x: Ints, y: Ints) -> Floats:
    """The likeness of what is counted, for pairs of wordings."""
    kinds = {noun: n for n, noun in enumerate(dict.fromkeys(profiles.nouns))}
    kind = np.array([kinds[noun] for noun in profiles.nouns], np.int64)
    counted, at = np.unique(kind[x] * len(kinds) + kind[y], return_inverse=True)
    names = list(kinds)
    alike = [_noun_likeness(names[c // len(kinds)], names[c % len(kinds)]) for c in counted.tolist()]
    return np.array(alike, np.float64)[at]


def _noun_likeness(a: str, b: str) -> float:
    """1 for the same noun counted, 0.6 where one is left out, down to 0 for different nouns."""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.6
    first, second = a.split(), b.split()
    if first[0] != second[0]:
        return 0.3 * fuzz.ratio(a, b) / 100
    return 0.5 + 0.5 * fuzz.ratio(a, b) / 100
