"""Pairs of figures worth a closer look, and how much of their words they share.

Words count by rarity (inverse document frequency over sentences). The overlap of two figures is the sum, over the
words they share, of the lesser weight.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from auditor.alignment.compare import measure_class, unit_class
from auditor.model import Figure

_Numbers = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]
_Weights = npt.NDArray[np.float64]

HEAD_WEIGHT = 0.55
"""Weight of a word of the shared subject against a word of the figure's own; from the labelled pairs in data/."""
SPREAD = 400
"""Figures in one block that may share a word before the word is too common to propose pairs by itself."""
LONELY = 0.5
"""Weight of a word that only one document uses: it cannot tell which figure of the other is meant."""
LEAST_OVERLAP = 0.18
WEIGHTS = {"local": 0.52, "wide": 0.22, "phrase": 0.16, "noun": 0.10}
"""How much each part adds to the score; a grid search over the labelled pairs in data/ moved none by more than 0.05
without loss."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures, by their numbers in the sequence given, and how alike their words are (each part 0 to 1)."""

    left: int
    right: int
    local: float
    wide: float
    phrase: float
    noun: float

    @property
    def score(self) -> float:
        """The parts, weighted."""
        w = WEIGHTS
        return w["local"] * self.local + w["wide"] * self.wide + w["phrase"] * self.phrase + w["noun"] * self.noun


def rarity(figures: Sequence[Figure]) -> dict[str, float]:
    """Inverse document frequency of each word, a sentence being a document; less for words of one report alone."""
    sentences = {(f.document, f.passage, f.sentence): f.features.wide for f in figures}
    counts = Counter(word for words in sentences.values() for word in set(words))
    for figure in figures:
        for word in (*figure.features.core, *figure.features.head):
            counts.setdefault(word, 1)
    total = len(sentences) + 1
    homes: dict[str, set[str]] = {}
    for figure in figures:
        for word in (*figure.features.wide, *figure.features.core, *figure.features.head):
            homes.setdefault(word, set()).add(figure.document)
    return {word: math.log(1 + total / n) * (LONELY if len(homes[word]) == 1 else 1.0) for word, n in counts.items()}


def vector(figure: Figure, idf: dict[str, float]) -> dict[str, float]:
    """Words, and neighbouring pairs of words, of a figure with their weights."""
    weights: dict[str, float] = {}
    core = figure.features.core
    for word in core:
        weights[word] = idf.get(word, 1.0)
    for word in figure.features.head:
        weights.setdefault(word, HEAD_WEIGHT * idf.get(word, 1.0))
    if not core:
        # With no words of its own the figure is known by its subject alone.
        weights = {word: weight / HEAD_WEIGHT for word, weight in weights.items()}
    return weights


def propose(figures: Sequence[Figure], allowed: set[tuple[str, str]]) -> list[Pair]:
    """Pairs of one block (unit, measure) in allowed documents whose words overlap.

    Args:
        figures: All figures, in the order of documents and places.
        allowed: Pairs of document ids (in that order) that may be aligned; a document with itself for repeats.
    """
    if len(figures) < 2 or not allowed:
        return []
    idf = rarity(figures)
    vectors = [vector(f, idf) for f in figures]
    totals = np.array([sum(sorted(v.values())) for v in vectors])
    left, right, shared = _overlaps(figures, vectors, _permitted(figures, allowed))
    if not len(left):
        return []
    ta, tb = totals[left], totals[right]
    local = 0.5 * shared / np.minimum(ta, tb) + shared / (ta + tb)
    keep = local >= LEAST_OVERLAP
    a, b, local = left[keep], right[keep], local[keep]
    phrases = [" ".join((*reversed(f.features.head[:6]), *f.features.core)) for f in figures]
    alike = cpdist([phrases[i] for i in a], [phrases[i] for i in b], scorer=fuzz.token_sort_ratio) / 100.0
    wides = [frozenset(f.features.wide) for f in figures]
    wide_totals = [sum(sorted(idf.get(w, 1.0) for w in words)) for words in wides]
    nouns = [f.noun for f in figures]
    pairs = []
    for i, j, near, phrase in zip(a.tolist(), b.tolist(), local.tolist(), alike.tolist(), strict=True):
        common = sum(sorted(idf.get(w, 1.0) for w in wides[i] & wides[j]))
        least = min(wide_totals[i], wide_totals[j]) or 1.0
        both = (wide_totals[i] + wide_totals[j]) or 1.0
        wide = 0.5 * common / least + common / both
        pairs.append(Pair(i, j, min(near, 1.0), min(wide, 1.0), float(phrase), _noun_likeness(nouns[i], nouns[j])))
    return pairs


def _permitted(figures: Sequence[Figure], allowed: set[tuple[str, str]]) -> tuple[_Numbers, _Flags]:
    """The number of each figure's document, and which documents may be aligned (documents × documents)."""
    names = {name: i for i, name in enumerate(dict.fromkeys(f.document for f in figures))}
    may = np.zeros((len(names), len(names)), dtype=bool)
    for x, y in allowed:
        if x in names and y in names:
            may[names[x], names[y]] = may[names[y], names[x]] = True
    return np.array([names[f.document] for f in figures]), may


def _overlaps(
    figures: Sequence[Figure], vectors: Sequence[dict[str, float]], permitted: tuple[_Numbers, _Flags]
) -> tuple[_Numbers, _Numbers, _Weights]:
    """Pairs of figures of one block that share words, sorted, and the sum of the lesser weights of those words.

    All postings (block and word, figure, weight) are sorted; each run of one word is expanded to its pairs, and the
    pairs are summed.
    """
    words: dict[tuple[str, str, str], int] = {}
    terms: list[int] = []
    owners: list[int] = []
    weights: list[float] = []
    for i, (figure, weighed) in enumerate(zip(figures, vectors, strict=True)):
        unit, measure = unit_class(figure), measure_class(figure)
        for word, weight in weighed.items():
            terms.append(words.setdefault((unit, measure, word), len(words)))
            owners.append(i)
            weights.append(weight)
    # Typed, since without a word there is nothing to tell the type by.
    term, owner, weight_ = np.array(terms, np.int64), np.array(owners, np.int64), np.array(weights, np.float64)
    order = np.argsort(term, kind="stable")
    term, owner, weight_ = term[order], owner[order], weight_[order]
    sizes = np.bincount(term, minlength=len(words))
    usable = (sizes > 1) & (sizes <= SPREAD)
    kept = usable[term]
    term, owner, weight_ = term[kept], owner[kept], weight_[kept]
    if not len(term):
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty, np.zeros(0)
    starts = np.flatnonzero(np.r_[True, term[1:] != term[:-1]])
    ends = np.r_[starts[1:], len(term)]
    # Posting k of a run is paired with all that follow it in the run.
    later = np.repeat(ends, ends - starts) - np.arange(len(term)) - 1
    first = np.repeat(np.arange(len(term)), later)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(later) - later, later)
    a, b = owner[first], owner[second]
    documents, may = permitted
    allowed = may[documents[a], documents[b]]
    least = np.minimum(weight_[first], weight_[second])[allowed]
    codes, inverse = np.unique(a[allowed] * len(figures) + b[allowed], return_inverse=True)
    sums: _Weights = np.bincount(inverse, weights=least, minlength=len(codes)).astype(np.float64)
    return codes // len(figures), codes % len(figures), sums


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
