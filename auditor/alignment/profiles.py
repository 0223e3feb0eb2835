"""The words of many figures as numbers: figures that are put in the same words are weighed once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from auditor.alignment.arrays import Distinct, Floats, Ints, spread
from auditor.model import Features, Figure
from auditor.terms import AREA

HEAD_WEIGHT = 0.55
"""Weight of a word of the shared subject against a word of the figure's own; from the labelled pairs in data/."""
TOPIC_WEIGHT = 0.3
"""The same of a word of the topic with which a figure only goes on."""
LONELY = 0.5
"""Weight of a word that only one document uses: it cannot tell which figure of the other is meant."""
PARTLY = 0.4
"""Part of the weight of a name of several words by which it is known where only its words stand."""
_GRAIN = 2**20
_ROWS = 64
"""Sets that are laid out at once."""
_AT_ONCE = 200_000
"""Pairs of them."""


class Sets:
    """Sets of words, one after the other.

    Attributes:
        starts: Where each set begins, and the end of the last.
        words: The numbers of their words.
    """

    def __init__(self, sets: Iterable[Iterable[int]]) -> None:
        """Lay out sets of word numbers."""
        words: list[int] = []
        starts = [0]
        for each in sets:
            words.extend(each)
            starts.append(len(words))
        self.starts = np.array(starts, np.int64)
        self.words = np.array(words, np.int64)

    def sizes(self) -> Ints:
        """Number of words of each set."""
        return np.diff(self.starts)

    def sums(self, weights: Floats) -> Floats:
        """The sum over each set of one weight for each of its words."""
        owner = np.repeat(np.arange(len(self.starts) - 1), self.sizes())
        return np.bincount(owner, weights=weights, minlength=len(self.starts) - 1).astype(np.float64)

    def places(self, chosen: Ints) -> tuple[Ints, Ints]:
        """Where the words of some sets stand, and to which of them (by its place among the chosen) each belongs."""
        owner, where = spread(self.starts[chosen], self.sizes()[chosen])
        return where, owner


def shared(mine: Sets, weights: Floats, theirs: Sets, a: Ints, b: Ints, vocabulary: int) -> Floats:
    """The weight of the words of one set that stand in another, for many pairs of sets.

    Args:
        mine: Sets whose words are weighed.
        weights: Of each word of each of them.
        theirs: Other sets.
        a: For each pair, which of ``mine``.
        b: For each pair, which of ``theirs``.
        vocabulary: Number of words in all.
    """
    found = np.zeros(len(a))
    if not len(a):
        return found
    order = np.argsort(a, kind="stable")
    first = np.flatnonzero(np.r_[True, np.diff(a[order]) != 0])
    column = np.zeros(vocabulary, np.int64)  # 0 where no set of the part has the word
    at = 0
    while at < len(first):
        start = int(first[at])
        to = min(at + _ROWS, len(first))
        to = max(at + 1, at + int(np.searchsorted(first[at:to], start + _AT_ONCE)))
        end = int(first[to]) if to < len(first) else len(order)
        chosen = order[start:end]
        rows = a[order[first[at:to]]]
        where, row = mine.places(rows)
        words = np.unique(mine.words[where])
        column[words] = np.arange(1, len(words) + 1)
        table = np.zeros((len(rows), len(words) + 1))
        table[row, column[mine.words[where]]] = weights[where]
        other, pair = theirs.places(b[chosen])
        mine_of = np.repeat(np.arange(len(rows)), np.diff(np.r_[first[at:to], end]))
        met = table[mine_of[pair], column[theirs.words[other]]]
        found[chosen] = np.bincount(pair, weights=met, minlength=len(chosen))
        column[words] = 0
        at = to
    return found


def exact(weights: Floats) -> Floats:
    """Floats of few binary digits, so that sums do not depend on the order of their terms."""
    rounded: Floats = np.rint(weights * _GRAIN) / _GRAIN
    return rounded


class Profiles:
    """What figures are put in, each distinct wording once.

    Attributes:
        of: The wording of each figure.
        features: The words of each wording.
        said: Words of its own and of the subject, of each wording, the names of areas too.
        nouns: What is counted.
        rarity: Inverse document frequency of each word, a sentence being a document; less for words of one report.
        known: Own words, those of the subject and of the topic.
        weights: The weight of each of these.
        core: Own words alone.
        wide: Words of the sentence.
    """

    def __init__(self, figures: Sequence[Figure]) -> None:
        """Number the words of figures, and weigh them by rarity."""
        areas = {scope: area_words(scope) for scope in {f.scope for f in figures}}
        put = Distinct((*_put(f.features), f.noun, areas[f.scope]) for f in figures)
        self.of = put.of
        firsts = [figures[i] for i in put.first().tolist()]
        self.features = [_without(f.features, areas[f.scope]) for f in firsts]
        self.said = [frozenset((*f.features.core, *f.features.head)) for f in firsts]
        self.nouns = [f.noun for f in firsts]
        self.phrases = [" ".join((*reversed(x.head[:6]), *x.core)) for x in self.features]
        words: dict[str, int] = {}

        def numbered(each: Iterable[str]) -> list[int]:
            return [words.setdefault(word, len(words)) for word in each]

        own = [numbered(dict.fromkeys(x.core)) for x in self.features]
        heads = [numbered(x.head) for x in self.features]
        topics = [numbered(x.topic) for x in self.features]
        around: dict[tuple[str, ...], list[int]] = {}
        wides = []
        for x in self.features:
            if x.wide not in around:
                around[x.wide] = numbered(dict.fromkeys(x.wide))
            wides.append(around[x.wide])
        self.core, self.wide = Sets(own), Sets(wides)
        parts = {n: numbered(word.split("_")) for n, word in enumerate(list(words)) if "_" in word}
        self.words = list(words)
        shares = [_shares(*each, parts) for each in zip(own, heads, topics, strict=True)]
        self.known = Sets(shares)
        self.rarity = self._rarity(figures, [tuple(each) for each in shares], wides)
        weights = exact(np.array([s for each in shares for s in each.values()]) * self.rarity[self.known.words])
        # With no words of its own a figure is known by its subject alone.
        bare = np.repeat(self.core.sizes() == 0, self.known.sizes())
        self.weights = np.where(bare, exact(weights / HEAD_WEIGHT), weights)

    @cached_property
    def spoken(self) -> list[frozenset[str]]:
        """The words that each wording has for its figure and its subject, names of several words in parts."""
        return [frozenset(part for word in said for part in word.split("_")) for said in self.said]

    @cached_property
    def own_parts(self) -> list[frozenset[str]]:
        """The words that each wording has for its figure alone, names of several words in parts."""
        return [frozenset(part for word in x.core for part in word.split("_")) for x in self.features]

    @cached_property
    def spared(self) -> Sets:
        """Words of the sentence of each wording that are said of other figures only."""
        known, wide = (
            [each.words[i:j].tolist() for i, j in pairwise(each.starts.tolist())] for each in (self.known, self.wide)
        )
        return Sets(
            dict.fromkeys(word for word in around if word not in said)
            for around, said in zip(wide, map(set, known), strict=True)
        )

    def same_words(self, a: Ints, b: Ints) -> Floats:
        """Share of the words of the figures of each pair, their own and their subjects', that both have."""
        size = len(self.features)
        codes, where = np.unique(self.of[a] * size + self.of[b], return_inverse=True)
        said = self.said
        shares = [
            len(x & y) / max(1, len(x | y)) for x, y in ((said[n // size], said[n % size]) for n in codes.tolist())
        ]
        return np.array(shares, np.float64)[where]

    def _rarity(self, figures: Sequence[Figure], said: list[tuple[int, ...]], wides: list[list[int]]) -> Floats:
        homes: dict[int, set[str]] = {}
        sentences: dict[tuple[str, str, tuple[int, int]], int] = {}
        for figure, profile in zip(figures, self.of.tolist(), strict=True):
            homes.setdefault(profile, set()).add(figure.document)
            sentences[figure.document, figure.passage, figure.sentence] = profile
        of_sentences = np.bincount(np.array(list(sentences.values()), np.int64), minlength=len(wides))
        counts = [0] * len(self.words)
        home: list[set[str]] = [set() for _ in self.words]
        for profile, times in enumerate(of_sentences.tolist()):
            where = homes[profile]
            for word in wides[profile]:
                counts[word] += times
            for word in (*said[profile], *wides[profile]):
                if len(home[word]) < 2:
                    home[word] |= where
        total = len(sentences) + 1
        return exact(
            np.array(
                [
                    math.log(1 + total / (n or 1)) * (LONELY if len(where) == 1 else 1.0)
                    for n, where in zip(counts, home, strict=True)
                ]
            )
        )


def _put(x: Features) -> tuple[object, ...]:
    """All words of a figure; a plain tuple is hashed faster than a record."""
    return x.core, x.head, x.wide, x.modifiers, x.topic, x.topic_modifiers


def area_words(scope: str) -> frozenset[str]:
    """The words of the area that a scope names; none where it names none."""
    name = scope.removeprefix(AREA)
    return frozenset(() if name == scope else name.lower().split())


def _without(features: Features, area: frozenset[str]) -> Features:
    """What figures of an area are put in without its name: scopes are compared by themselves."""
    if not area:
        return features
    core, head, topic = (
        tuple(word for word in words if word not in area) for words in (features.core, features.head, features.topic)
    )
    return replace(features, core=core, head=head, topic=topic)


def _shares(
    own: Sequence[int], head: Sequence[int], topic: Sequence[int], parts: Mapping[int, Sequence[int]]
) -> dict[int, float]:
    """What each word counts for against an own one, each word once: where it stands first.

    A name of several words, which is one word, is partly known by these.

    Args:
        own: Words of the figure's own.
        head: Words of its subject.
        topic: Words of the topic it goes on with.
        parts: The words of such names.
    """
    shares: dict[int, float] = dict.fromkeys(own, 1.0)
    for word in head:
        shares.setdefault(word, HEAD_WEIGHT)
    for word in topic:
        shares.setdefault(word, TOPIC_WEIGHT)
    for word in [word for word in shares if word in parts]:
        of_parts = PARTLY * shares[word]
        shares[word] -= of_parts
        for part in parts[word]:
            shares.setdefault(part, of_parts / len(parts[word]))
    return shares
