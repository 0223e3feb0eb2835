"""Pairs of figures worth a closer look, and how much of their words they share.

Words count by rarity (inverse document frequency over sentences). The overlap of two figures is the sum, over the
words they share, of the lesser weight.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from auditor.alignment.compare import measure_class, unit_class
from auditor.intervals import middle
from auditor.model import Figure

_Numbers = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]
_Weights = npt.NDArray[np.float64]

HEAD_WEIGHT = 0.55
"""Weight of a word of the shared subject against a word of the figure's own; from the labelled pairs in data/."""
TOPIC_WEIGHT = 0.3
"""The same of a word of the topic with which a figure only goes on."""
SPREAD = 400
"""Figures in one block that may share a word before the word is too common to propose pairs by itself."""
SPREAD_EQUAL = 40
"""Figures of one number above which the number is common."""
LONELY = 0.5
"""Weight of a word that only one document uses: it cannot tell which figure of the other is meant."""
LEAST_OVERLAP = 0.14
LEAST_AROUND = 0.20
"""Overlap of their sentences from which two figures of one long number are proposed whatever their own words."""
LONG_NUMBER = 3
"""Digits of a number that two reports do not share by chance."""
_GRAIN = 2**20
PARTNERS = 6
"""Partners of a figure in one other document that are looked at closely, those with most words in common."""
RIVAL = 0.55
"""Part of the overlap with the likeliest partner in a document below which another is none …"""
SURELY = 4
"""… but for the first of them."""
_AT_ONCE = 4_000_000
"""Pairs that are laid out in memory at once."""
ELSEWHERE = 3
"""Own words said of other figures from which more of them tell no more."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures, by their numbers in the sequence given, and how alike their words are (each part 0 to 1).

    Attributes:
        local: Weight of the words, own or taken over, that both have.
        wide: The same over their sentences.
        phrase: Likeness of the two strings of words.
        noun: Likeness of what is counted.
        cover: Part of the own words of the side that has more of its own which the other side knows.
        spare: The same of the other side.
        elsewhere: How many of the own words of both are said of other figures only in the other's sentence, 1 for
            `ELSEWHERE` and more: the mark of a neighbour in a list.
    """

    left: int
    right: int
    local: float
    wide: float
    phrase: float
    noun: float
    cover: float
    spare: float
    elsewhere: float


def rarity(figures: Sequence[Figure]) -> dict[str, float]:
    """Inverse document frequency of each word, a sentence being a document; less for words of one report alone."""
    sentences = {(f.document, f.passage, f.sentence): f.features.wide for f in figures}
    counts = Counter(word for words in sentences.values() for word in set(words))
    for figure in figures:
        for word in (*figure.features.core, *figure.features.head, *figure.features.topic):
            counts.setdefault(word, 1)
    total = len(sentences) + 1
    homes: dict[str, set[str]] = {}
    for figure in figures:
        features = figure.features
        for word in (*features.wide, *features.core, *features.head, *features.topic):
            homes.setdefault(word, set()).add(figure.document)
    return {
        word: _exact(math.log(1 + total / n) * (LONELY if len(homes[word]) == 1 else 1.0)) for word, n in counts.items()
    }


def _exact(weight: float) -> float:
    """A weight of few binary digits, so that sums do not depend on the order in which sets give their words."""
    return round(weight * _GRAIN) / _GRAIN


def vector(figure: Figure, idf: dict[str, float]) -> dict[str, float]:
    """Words, and neighbouring pairs of words, of a figure with their weights."""
    weights: dict[str, float] = {}
    core = figure.features.core
    for word in core:
        weights[word] = idf.get(word, 1.0)
    for word in figure.features.head:
        weights.setdefault(word, _exact(HEAD_WEIGHT * idf.get(word, 1.0)))
    for word in figure.features.topic:
        weights.setdefault(word, _exact(TOPIC_WEIGHT * idf.get(word, 1.0)))
    if not core:
        # With no words of its own the figure is known by its subject alone.
        weights = {word: _exact(weight / HEAD_WEIGHT) for word, weight in weights.items()}
    return weights


def propose(
    figures: Sequence[Figure], allowed: set[tuple[str, str]], surely: frozenset[tuple[int, int]] = frozenset()
) -> list[Pair]:
    """Pairs of one block (unit, measure) in allowed documents whose words overlap.

    Args:
        figures: All figures, in the order of documents and places.
        allowed: Pairs of document ids (in that order) that may be aligned; a document with itself for repeats.
        surely: Pairs to be proposed whatever their words, if they are of one block.
    """
    if len(figures) < 2 or not allowed:
        return []
    idf = rarity(figures)
    vectors = [vector(f, idf) for f in figures]
    a, b, local = _overlaps(figures, vectors, _permitted(figures, allowed))
    a, b, local = _with_equals(figures, allowed, surely, a, b, local)
    if not len(a):
        return []
    phrases = [" ".join((*reversed(f.features.head[:6]), *f.features.core)) for f in figures]
    alike = cpdist([phrases[i] for i in a], [phrases[i] for i in b], scorer=fuzz.token_sort_ratio) / 100.0
    wides = [frozenset(f.features.wide) for f in figures]
    wide_totals = [sum(idf.get(w, 1.0) for w in words) for words in wides]
    cores = [{w: idf.get(w, 1.0) for w in f.features.core} for f in figures]
    own = [sum(core.values()) for core in cores]
    known = [frozenset(v) for v in vectors]
    nouns: dict[tuple[str, str], float] = {}
    pairs = []
    for i, j, near, phrase in zip(a.tolist(), b.tolist(), local.tolist(), alike.tolist(), strict=True):
        common = sum([idf.get(w, 1.0) for w in wides[i] & wides[j]])
        least = min(wide_totals[i], wide_totals[j]) or 1.0
        both = (wide_totals[i] + wide_totals[j]) or 1.0
        wide = 0.5 * common / least + common / both
        covered = sorted((_covered(cores[i], own[i], known[j]), _covered(cores[j], own[j], known[i])))
        counted = figures[i].noun, figures[j].noun
        noun = nouns.get(counted)
        if noun is None:
            noun = nouns[counted] = _noun_likeness(*counted)
        others = len(cores[i].keys() & (wides[j] - known[j])) + len(cores[j].keys() & (wides[i] - known[i]))
        elsewhere = min(1.0, others / ELSEWHERE)
        parts = min(near, 1.0), min(wide, 1.0), float(phrase), noun, covered[0], covered[1], elsewhere
        pairs.append(Pair(i, j, *parts))
    return pairs


def _with_equals(
    figures: Sequence[Figure],
    allowed: set[tuple[str, str]],
    surely: frozenset[tuple[int, int]],
    a: _Numbers,
    b: _Numbers,
    local: _Weights,
) -> tuple[_Numbers, _Numbers, _Weights]:
    """The pairs, and those of one long number in sentences that share words, in which the own words did not meet."""
    known = set(zip(a.tolist(), b.tolist(), strict=True))
    by_value: dict[tuple[str, str, Decimal], list[int]] = {}
    for i, figure in enumerate(figures):
        value = middle(figure.printed)
        if value is not None and len(value.normalize().as_tuple().digits) >= LONG_NUMBER:
            by_value.setdefault((unit_class(figure), measure_class(figure), value), []).append(i)
    found = [
        (i, j)
        for i, j in sorted(surely - known)
        if unit_class(figures[i]) == unit_class(figures[j]) and measure_class(figures[i]) == measure_class(figures[j])
    ]
    known |= surely
    for same in by_value.values():
        for n, i in enumerate(same if len(same) <= SPREAD_EQUAL else ()):
            for j in same[n + 1 :]:
                x, y = figures[i], figures[j]
                if (i, j) in known or x.document == y.document or (x.document, y.document) not in allowed:
                    continue
                mine, theirs = set(x.features.wide), set(y.features.wide)
                if len(mine & theirs) >= LEAST_AROUND * max(1, min(len(mine), len(theirs))):
                    found.append((i, j))
    if not found:
        return a, b, local
    more = np.array(found, np.int64)
    a, b = np.r_[a, more[:, 0]], np.r_[b, more[:, 1]]
    local = np.r_[local, np.zeros(len(found))]
    order = np.lexsort((b, a))
    return a[order], b[order], local[order]


def _covered(own: dict[str, float], total: float, known: frozenset[str]) -> float:
    """Part of the weight of a figure's own words that stand among others; 1 where it has none."""
    return sum([own[word] for word in own.keys() & known]) / total if total else 1.0


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
    """Pairs of figures of one block that share words, sorted, and how alike those words are.

    All postings (block and word, figure, weight) are sorted; each is paired with the later ones of its run, for some
    figures at a time, and the pairs are summed. Of a figure's partners in one document the likeliest stay, and those
    that state the same number.
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
    totals = np.bincount(owner, weights=weight_, minlength=len(figures))
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
    numbers = np.array([_number(figure) for figure in figures])
    by_owner = np.argsort(owner, kind="stable")
    grown = np.cumsum(later[by_owner])
    documents, _ = permitted
    found: list[tuple[_Numbers, _Numbers, _Weights]] = []
    begin = 0
    while begin < len(by_owner):
        target = (grown[begin - 1] if begin else 0) + _AT_ONCE
        end = max(int(np.searchsorted(grown, target)), begin + 1)
        # All postings of one figure stay together.
        end = int(np.searchsorted(owner[by_owner], owner[by_owner[end - 1]], side="right"))
        chosen = by_owner[begin:end]
        begin = end
        a, b, shared = _expanded(chosen, later, owner, weight_, permitted, len(figures))
        local = 0.5 * shared / np.minimum(totals[a], totals[b]) + shared / (totals[a] + totals[b])
        keep = local >= LEAST_OVERLAP
        a, b, local = a[keep], b[keep], local[keep]
        keep = _best(a, documents[b], local) | (numbers[a] == numbers[b])
        found.append((a[keep], b[keep], local[keep]))
    a, b = (np.concatenate([part[i] for part in found]) for i in (0, 1))
    local = np.concatenate([part[2] for part in found])
    keep = _best(b, documents[a], local) | (numbers[a] == numbers[b])
    return a[keep], b[keep], local[keep]


def _expanded(
    chosen: _Numbers, later: _Numbers, owner: _Numbers, weight: _Weights, permitted: tuple[_Numbers, _Flags], size: int
) -> tuple[_Numbers, _Numbers, _Weights]:
    """Pairs of the owners of some postings with those of the later ones in their runs, and what they share."""
    counts = later[chosen]
    first = np.repeat(chosen, counts)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    a, b = owner[first], owner[second]
    documents, may = permitted
    allowed = may[documents[a], documents[b]]
    least = np.minimum(weight[first], weight[second])[allowed]
    codes, inverse = np.unique(a[allowed] * size + b[allowed], return_inverse=True)
    sums: _Weights = np.bincount(inverse, weights=least, minlength=len(codes)).astype(np.float64)
    return codes // size, codes % size, sums


def _best(mine: _Numbers, document: _Numbers, local: _Weights) -> _Flags:
    """Which pairs are among the likeliest of a figure in a document; ties with the last of them stay."""
    order = np.lexsort((-local, document, mine))
    m, d, x = mine[order], document[order], local[order]
    first = np.flatnonzero(np.r_[True, (m[1:] != m[:-1]) | (d[1:] != d[:-1])][: len(m)])
    sizes = np.diff(np.r_[first, len(m)])
    last = first + np.minimum(sizes, PARTNERS) - 1
    keep = np.zeros(len(m), dtype=bool)
    kept = first + np.minimum(sizes, SURELY) - 1
    least = np.minimum(x[kept], np.maximum(x[last], RIVAL * x[first]))
    keep[order] = x >= np.repeat(least, sizes)
    return keep


def _number(figure: Figure) -> float:
    """The printed number, near enough to tell that two are the same; not a number where there is none."""
    value = middle(figure.printed)
    return float("nan") if value is None else float(value)


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
