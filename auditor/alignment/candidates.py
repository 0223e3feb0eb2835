"""Pairs of figures worth a closer look, and how much of their own words they share.

Words count by rarity (inverse document frequency over sentences). The overlap of two figures is the sum, over the
words they share, of the lesser weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import numpy as np

from auditor.alignment.arrays import Distinct, Flags, Floats, Ints, among, spread
from auditor.alignment.compare import measure_class, unit_class
from auditor.alignment.numbers import Numbers
from auditor.alignment.profiles import Profiles, shared
from auditor.model import Figure
from auditor.terms import AREA

SPREAD = 400
"""Figures in one block that may share a word before the word is too common to propose pairs by itself."""
SPREAD_EQUAL = 40
"""Figures of one number above which the number is common."""
LEAST_OVERLAP = 0.14
LEAST_AROUND = 0.20
"""Overlap of their sentences from which two figures of one long number are proposed whatever their own words."""
PARTNERS = 6
"""Partners of a figure in one other document that are looked at closely, those with most words in common."""
RIVAL = 0.55
"""Part of the overlap with the likeliest partner in a document below which another is none …"""
SURELY = 4
"""… but for the first of them."""
OTHER_AREA = 0.5
"""What the overlap with a figure of another area counts for among rivals."""
_TURNED = 5
"""Digits of a number from which the same in another order are hardly those of another fact."""
_AT_ONCE = 200_000
"""Pairs that are laid out at once: so few that they stay in the processor's own memory."""
_DENSE = 8
"""Cells for each pair up to which a table of all pairs is faster than sorting them."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of figures, by their numbers in the sequence given.

    Attributes:
        left: The earlier figure of each pair.
        right: The later.
        local: Weight of the words, own or taken over, that both have, 0 to 1.
    """

    left: Ints
    right: Ints
    local: Floats

    @classmethod
    def none(cls) -> Pairs:
        """No pairs."""
        empty = np.zeros(0, np.int64)
        return cls(empty, empty, np.zeros(0))


def propose(
    figures: Sequence[Figure],
    profiles: Profiles,
    numbers: Numbers,
    allowed: set[tuple[str, str]],
    surely: Ints,
) -> Pairs:
    """Pairs of one block (unit, measure) in allowed documents whose words overlap.

    Args:
        figures: All figures, in the order of documents and places.
        profiles: What they are put in.
        numbers: What numbers they state.
        allowed: Pairs of document ids (in that order) that may be aligned; a document with itself for repeats.
        surely: Pairs (a row each) to be proposed whatever their words, if they are of one block.

    Returns:
        The pairs in order, those of each figure together.
    """
    if len(figures) < 2 or not allowed:
        return Pairs.none()
    homes = _Homes.of(figures, allowed)
    blocks = _blocks(figures)
    a, b, local, common = _overlaps(profiles, numbers, np.arange(len(figures)), blocks, homes)
    if len(common):
        # What is too common in a block may tell enough among the figures of one time and area.
        cells = Distinct((f.period.label if f.period else "", f.scope) for f in figures)
        parts = blocks * len(cells.values) + cells.of
        a, b, local = _joined((a, b, local), _overlaps(profiles, numbers, common, parts, homes)[:3], len(figures))
    a, b, local = _with_equals(profiles, numbers, blocks, homes, surely, (a, b, local))
    return Pairs(a, b, np.minimum(local, 1.0))


def _blocks(figures: Sequence[Figure]) -> Ints:
    """The number of each figure's block: figures of one are stated in one unit, and are levels, or changes."""
    names: dict[tuple[str, str], int] = {}
    return np.array([names.setdefault((unit_class(f), measure_class(f)), len(names)) for f in figures], np.int64)


def _with_equals(
    profiles: Profiles,
    numbers: Numbers,
    blocks: Ints,
    homes: _Homes,
    surely: Ints,
    pairs: tuple[Ints, Ints, Floats],
) -> tuple[Ints, Ints, Floats]:
    """The pairs, and those of one long number, or of the same digits in another order, in sentences that share words,
    in which the own words did not meet."""
    a, b, local = pairs
    by_value: dict[tuple[int, Decimal | tuple[int, ...] | None], list[int]] = {}
    for i in np.flatnonzero(numbers.long).tolist():
        value = numbers.middles[i]
        by_value.setdefault((int(blocks[i]), value), []).append(i)
        if value is not None and len(digits := value.normalize().as_tuple().digits) >= _TURNED:
            by_value.setdefault((int(blocks[i]), (value.adjusted(), *sorted(digits))), []).append(i)
    same = [each for each in by_value.values() if 1 < len(each) <= SPREAD_EQUAL]
    equal = np.array([pair for each in same for pair in combinations(each, 2)], np.int64).reshape(-1, 2)
    x, y = homes.document[equal[:, 0]], homes.document[equal[:, 1]]
    equal = equal[(x != y) & homes.may[x, y]]
    wide = profiles.wide
    x, y = profiles.of[equal[:, 0]], profiles.of[equal[:, 1]]
    common = shared(wide, np.ones(len(wide.words)), wide, x, y, len(profiles.words))
    least = np.minimum(wide.sizes()[x], wide.sizes()[y])
    alike = common >= LEAST_AROUND * np.maximum(1, least)
    sure = surely[blocks[surely[:, 0]] == blocks[surely[:, 1]]]
    more = np.concatenate([equal[alike], sure])
    size = len(profiles.of)
    codes, new = a * size + b, np.unique(more[:, 0] * size + more[:, 1])
    new = new[~among(new, codes)]
    at = np.searchsorted(codes, new)
    return np.insert(a, at, new // size), np.insert(b, at, new % size), np.insert(local, at, 0.0)


@dataclass(frozen=True, slots=True)
class _Homes:
    """Where figures belong.

    Attributes:
        document: The number of each figure's document.
        may: Which documents may be aligned (documents × documents).
        area: The number of the area that each speaks of, one for all that name none.
    """

    document: Ints
    may: Flags
    area: Ints

    @classmethod
    def of(cls, figures: Sequence[Figure], allowed: set[tuple[str, str]]) -> _Homes:
        documents = Distinct(f.document for f in figures)
        names = {name: i for i, name in enumerate(documents.values)}
        may = np.zeros((len(names), len(names)), dtype=bool)
        for x, y in allowed:
            if x in names and y in names:
                may[names[x], names[y]] = may[names[y], names[x]] = True
        return cls(documents.of, may, Distinct(f.scope if f.scope.startswith(AREA) else "" for f in figures).of)

    def likeliest(self, a: Ints, b: Ints, local: Floats) -> Flags:
        """Which pairs are among the likeliest of the first figure in the document of the other."""
        return _best(a, self.document[b], np.where(self.area[a] == self.area[b], local, OTHER_AREA * local))


def _overlaps(
    profiles: Profiles, numbers: Numbers, chosen: Ints, blocks: Ints, homes: _Homes
) -> tuple[Ints, Ints, Floats, Ints]:
    """Pairs of figures of one block that share words, sorted, and how alike those words are.

    What is shared is found once for each two wordings of a block, and then told of the figures that are put so, some
    at a time. Of a figure's partners in one document the likeliest stay, and those that state the same number.

    Args:
        profiles: What figures are put in.
        numbers: What they state.
        chosen: Those that are looked at, in order.
        blocks: The block of each figure.
        homes: Where they belong.

    Returns:
        The pairs, and the figures with words that are too common in their blocks to propose any.
    """
    size = len(chosen)
    put, wording = _first_numbered(blocks[chosen] * len(profiles.features) + profiles.of[chosen])
    members = np.argsort(wording, kind="stable")
    counts = np.bincount(wording, minlength=len(put))
    ends = np.cumsum(counts)
    x, y, alike, common = _wordings(profiles, put, counts)
    # From the other side, too, where a figure that is put in the later wording stands before one of the earlier.
    back = np.flatnonzero((x != y) & (members[ends - 1][x] > members[ends - counts][y]))
    if len(back):
        x, y, alike = np.r_[x, y[back]], np.r_[y, x[back]], np.r_[alike, alike[back]]
        order = np.argsort(x, kind="stable")
        x, y, alike = x[order], y[order], alike[order]
    first = np.searchsorted(x, np.arange(len(put) + 1))
    partners = np.diff(first)[wording]
    placed = wording[members] * size + members
    grown = np.cumsum(np.bincount(x, weights=counts[y], minlength=len(put))[wording])
    found = [(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))]
    begin = 0
    while begin < size:
        target = (grown[begin - 1] if begin else 0) + _AT_ONCE
        end = max(int(np.searchsorted(grown, target)), begin + 1)
        mine, at = spread(first[wording[begin:end]], partners[begin:end])
        mine += begin
        # Of the figures that are put in a partner's wording the later ones.
        later = np.searchsorted(placed, y[at] * size + mine, side="right")
        pair, place = spread(later, ends[y[at]] - later)
        a, b, local = chosen[mine[pair]], chosen[members[place]], alike[at[pair]]
        keep = homes.may[homes.document[a], homes.document[b]]
        a, b, local = a[keep], b[keep], local[keep]
        keep = homes.likeliest(a, b, local) | numbers.same(a, b)
        found.append((a[keep], b[keep], local[keep]))
        begin = end
    a, b = (np.concatenate([part[i] for part in found]) for i in (0, 1))
    local = np.concatenate([part[2] for part in found])
    keep = homes.likeliest(b, a, local) | numbers.same(a, b)
    a, b, local = a[keep], b[keep], local[keep]
    order = np.argsort(a * len(profiles.of) + b)
    return a[order], b[order], local[order], chosen[common[wording]]


def _joined(
    pairs: tuple[Ints, Ints, Floats], others: tuple[Ints, Ints, Floats], size: int
) -> tuple[Ints, Ints, Floats]:
    """Pairs of both, sorted; of those in both the words that are more alike."""
    a, b, local = (np.concatenate(each) for each in zip(pairs, others, strict=True))
    order = np.argsort(a * size + b, kind="stable")
    codes = (a * size + b)[order]
    first = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]][: len(codes)])
    return a[order][first], b[order][first], np.maximum.reduceat(local[order], first) if len(first) else local


def _first_numbered(codes: Ints) -> tuple[Ints, Ints]:
    """The distinct ones of some numbers in the order in which they first stand, and where each is among them."""
    distinct, first, where = np.unique(codes, return_index=True, return_inverse=True)
    order = np.argsort(first)
    number = np.zeros(len(order), np.int64)
    number[order] = np.arange(len(order))
    return distinct[order], number[where]


def _wordings(profiles: Profiles, put: Ints, counts: Ints) -> tuple[Ints, Ints, Floats, Flags]:
    """Pairs of wordings of one block that share enough words, and how alike these are.

    All postings (block and word, wording, weight) are sorted; each is paired with itself and the later ones of its
    run, for some wordings at a time, and the pairs are summed.

    Args:
        profiles: The words of each wording.
        put: Block and wording, as one number, of all that figures are put in.
        counts: How many figures are put in each.

    Returns:
        The pairs, and which wordings have words that are too common.
    """
    size = len(profiles.features)
    where, owner = profiles.known.places(put % size)
    term = (put // size)[owner] * len(profiles.words) + profiles.known.words[where]
    weight = profiles.weights[where]
    totals = np.bincount(owner, weights=weight, minlength=len(put))
    order = np.argsort(term, kind="stable")
    term, owner, weight = term[order], owner[order], weight[order]
    starts = np.flatnonzero(np.r_[True, term[1:] != term[:-1]][: len(term)])
    lengths = np.diff(np.r_[starts, len(term)])
    said = np.bincount(np.repeat(np.arange(len(starts)), lengths), weights=counts[owner], minlength=len(starts))
    frequent = np.zeros(len(put), bool)
    frequent[owner[np.repeat(said > SPREAD, lengths)]] = True
    kept = np.repeat((said > 1) & (said <= SPREAD), lengths)
    term, owner, weight = term[kept], owner[kept], weight[kept]
    starts = np.flatnonzero(np.r_[True, term[1:] != term[:-1]][: len(term)])
    lengths = np.diff(np.r_[starts, len(term)])
    later = np.repeat(starts + lengths, lengths) - np.arange(len(term))
    by_owner = np.argsort(owner, kind="stable")
    owners = owner[by_owner]
    grown = np.cumsum(later[by_owner])
    found = [(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))]
    begin = 0
    while begin < len(by_owner):
        target = (grown[begin - 1] if begin else 0) + _AT_ONCE
        end = max(int(np.searchsorted(grown, target)), begin + 1)
        # All postings of one wording stay together.
        end = int(np.searchsorted(owners, owners[end - 1], side="right"))
        x, y, common = _summed(by_owner[begin:end], later, owner, weight, len(put))
        alike = 0.5 * common / np.minimum(totals[x], totals[y]) + common / (totals[x] + totals[y])
        keep = alike >= LEAST_OVERLAP
        found.append((x[keep], y[keep], alike[keep]))
        begin = end
    x, y = (np.concatenate([part[i] for part in found]) for i in (0, 1))
    return x, y, np.concatenate([part[2] for part in found]), frequent


def _summed(chosen: Ints, later: Ints, owner: Ints, weight: Floats, size: int) -> tuple[Ints, Ints, Floats]:
    """Pairs of the owners of some postings with those of the later ones in their runs, and what they share."""
    which, second = spread(chosen, later[chosen])
    first = chosen[which]
    least = np.minimum(weight[first], weight[second])
    base = int(owner[chosen[0]]) * size
    pairs = owner[first] * size + owner[second] - base
    if len(pairs) and int(pairs.max()) < _DENSE * len(pairs):
        table = np.bincount(pairs, weights=least)
        codes = np.flatnonzero(table)
        sums: Floats = table[codes].astype(np.float64)
    else:
        codes, inverse = np.unique(pairs, return_inverse=True)
        sums = np.bincount(inverse, weights=least, minlength=len(codes)).astype(np.float64)
    return (codes + base) // size, (codes + base) % size, sums


def _best(mine: Ints, document: Ints, local: Floats) -> Flags:
    """Which pairs are among the likeliest of a figure in a document; ties with the last of them stay."""
    keep = np.ones(len(mine), dtype=bool)
    group = mine * (int(document.max(initial=0)) + 1) + document
    # So few are kept whatever they are; the others are ranked.
    order = np.flatnonzero(_counted(group) > SURELY)
    order = order[np.lexsort((-local[order], group[order]))]
    sizes = np.diff(np.flatnonzero(np.r_[True, np.diff(group[order]) != 0, True][: len(order) + 1]))
    first = np.cumsum(sizes) - sizes
    x = local[order]
    last = first + np.minimum(sizes, PARTNERS) - 1
    least = np.minimum(x[first + SURELY - 1], np.maximum(x[last], RIVAL * x[first]))
    keep[order] = x >= np.repeat(least, sizes)
    return keep


def _counted(codes: Ints) -> Ints:
    """How often each of some numbers, which are not negative, stands among them."""
    if len(codes) and int(codes.max()) < _DENSE * len(codes):
        return np.bincount(codes)[codes]
    _, where, counts = np.unique(codes, return_inverse=True, return_counts=True)
    return counts[where]
