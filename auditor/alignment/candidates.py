"""Pairs of figures worth a closer look, and how much of their words they share.

Words count by rarity (inverse document frequency over sentences). The overlap of two figures is the sum, over the
words they share, of the lesser weight: one merge and one group-by of pandas over a table of (block, word, figure).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from auditor.alignment.compare import measure_class, unit_class
from auditor.model import Figure

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
    blocks = pd.factorize(np.array([f"{unit_class(f)}|{measure_class(f)}" for f in figures], dtype=object))[0]
    table = pd.DataFrame(
        [(blocks[i], word, i, weight) for i, v in enumerate(vectors) for word, weight in v.items()],
        columns=["block", "word", "figure", "weight"],
    )
    table["word"] = pd.factorize(table["word"])[0]
    spread = table.groupby(["block", "word"], sort=False)["figure"].transform("size")
    table = table[(spread > 1) & (spread <= SPREAD)]
    merged = table.merge(table, on=["block", "word"], suffixes=("_a", "_b"))
    merged = merged[merged["figure_a"] < merged["figure_b"]]
    ids = pd.factorize(np.array([f.document for f in figures], dtype=object))
    may = np.zeros((len(ids[1]), len(ids[1])), dtype=bool)
    names = list(ids[1])
    for x, y in allowed:
        if x in names and y in names:
            may[names.index(x), names.index(y)] = may[names.index(y), names.index(x)] = True
    merged = merged[may[ids[0][merged["figure_a"]], ids[0][merged["figure_b"]]]]
    merged["least"] = np.minimum(merged["weight_a"], merged["weight_b"])
    overlap = merged.groupby(["figure_a", "figure_b"], sort=True)["least"].sum().reset_index()
    if overlap.empty:
        return []
    a, b = overlap["figure_a"].to_numpy(), overlap["figure_b"].to_numpy()
    shared = overlap["least"].to_numpy()
    ta, tb = totals[a], totals[b]
    local = 0.5 * shared / np.minimum(ta, tb) + shared / (ta + tb)
    keep = local >= LEAST_OVERLAP
    a, b, local = a[keep], b[keep], local[keep]
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
