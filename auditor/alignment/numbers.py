"""The numbers of many pairs of figures compared at once.

What `auditor.alignment.compare` says of two figures holds. Binary fractions and counts of digits only tell which pairs
it need not be asked of, since it could say but one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

import numpy as np

from auditor.alignment import compare
from auditor.alignment.arrays import Distinct, Flags, Floats, Ints
from auditor.alignment.profiles import exact
from auditor.intervals import middle
from auditor.model import Figure, Interval, Kind, Role

_ROOM = 0.061
"""A little more than the part of a number by which two that agree may be apart."""
_NEAR = 0.0051
"""A little more than the part of a number by which two that are meant for one may be apart."""
_ROUNDED = 0.101
"""A little more than the part of a number by which `auditor.alignment.rounded` takes two for one."""
_LESS, _MORE = 2.499, 2.501
"""Around the ratio from which two numbers are of another size."""
_POWER = 0.0012
"""A little more than a power of ten may be missed by."""
_EDIT = 2
"""Digits of two numbers that find no like in the other after one slip of the hand."""
LONG = 3
"""Digits of a number that two reports do not share by chance."""
_LARGE = 1e15
"""Numbers whose digits are not counted."""
_GRAIN = 1e-9
"""More than binary fractions are wrong by."""


class Numbers:
    """The numbers of figures beside each other; what follows from two of them is found once, whoever states them.

    Attributes:
        middles: The number of each figure, or the middle of its range; None where there is none.
        long: Whether it has so many digits that two reports do not share it by chance.
        two: Whether it has two digits.
    """

    def __init__(self, figures: Sequence[Figure]) -> None:
        """Take the numbers of figures."""
        distinct = Distinct(map(_stated, figures))
        self._of = distinct.of
        self._first = [figures[i] for i in distinct.first().tolist()]
        middles = [middle(f.printed) for f in self._first]
        self._known = np.array([m is not None for m in middles], bool)
        self._middle = np.array([0.0 if m is None else float(m) for m in middles])
        self._odd = ~(np.abs(self._middle) < _LARGE)
        self._digits = _Digits([_significant(m) for m in middles])
        self._rounded = _Digits(
            ["" if m is None or odd else _hundredths(m) for m, odd in zip(middles, self._odd.tolist(), strict=True)]
        )
        self._printed = _ends([f.printed for f in self._first])
        self._value = _ends([f.value for f in self._first])
        hedges: dict[str, int] = {"": 0}
        self._hedge = np.array([hedges.setdefault(f.hedge, len(hedges)) for f in self._first], np.int64)
        self._twofold = np.array([f.otherwise is not None for f in self._first], bool)
        self._compared: dict[tuple[int, int], tuple[bool, bool, bool]] = {}
        self._slipped: dict[tuple[int, int], bool] = {}
        self._number = self._of.tolist()
        self.middles = [middles[n] for n in self._number]
        self.long = (self._digits.count >= LONG)[self._of]
        self.two = (self._digits.count == LONG - 1)[self._of]

    def compared(self, i: int, j: int) -> tuple[bool, bool, bool]:
        """What `compare.agree`, `compare.close` and, of numbers as long, `compare.slip` say of two figures."""
        key = self._number[i], self._number[j]
        known = self._compared.get(key)
        if known is None:
            a, b = self._first[key[0]], self._first[key[1]]
            agree = compare.agree(a, b)
            known = agree, agree and compare.close(a, b), compare.slip(a, b, same_length=True)
            self._compared[key] = known
        return known

    def all_agree(self, members: Sequence[int]) -> bool:
        """Whether each two of several figures agree."""
        if self.one(members):
            members = members[:2]
        return all(self.compared(i, j)[0] for i, j in combinations(members, 2))

    def one(self, members: Sequence[int]) -> bool:
        """Whether several figures state one number."""
        return len({self._number[i] for i in members}) == 1

    def slipped(self, i: int, j: int) -> bool:
        """What `compare.slipped` says of two figures."""
        key = self._number[i], self._number[j]
        known = self._slipped.get(key)
        if known is None:
            known = self._slipped[key] = compare.slipped(self._first[key[0]], self._first[key[1]])
        return known

    def of_slipped(self, a: Ints, b: Ints, open_: Flags) -> Flags:
        """What `compare.slipped` says of some of the pairs; False of the others."""
        return self._asked(compare.slipped, self._of[a], self._of[b], open_)

    def same(self, a: Ints, b: Ints) -> Flags:
        """Whether the numbers of each pair are one, as near as binary fractions tell."""
        a, b = self._of[a], self._of[b]
        same: Flags = self._known[a] & self._known[b] & (self._middle[a] == self._middle[b])
        return same

    def agree(self, a: Ints, b: Ints, close: Flags) -> Flags:
        """What `compare.agree` says of each pair; all that are close agree."""
        a, b = self._of[a], self._of[b]
        apart = self._bounded_apart(a, b)
        open_ = ~close & (~apart | self._twofold[a] | self._twofold[b])
        return close | self._asked(compare.agree, a, b, open_)

    def _bounded_apart(self, a: Ints, b: Ints) -> Flags:
        """Which pairs of numbers cannot agree: two that are hedged may be one number, rounded at two places."""
        hedged = (self._hedge[a] == self._hedge[b]) & (self._hedge[a] > 0)
        x, y = self._middle[a], self._middle[b]
        rounded = (self._hedge[a] > 0) | (self._hedge[b] > 0)
        rounded &= (np.abs(x - y) <= _ROUNDED * np.maximum(np.abs(x), np.abs(y))) & (x != y)
        apart: Flags = np.where(hedged, _apart(self._printed, a, b), _apart(self._value, a, b))
        return apart & ~rounded

    def close(self, a: Ints, b: Ints) -> Flags:
        """What `compare.close` says of each pair."""
        a, b = self._of[a], self._of[b]
        x, y = self._middle[a], self._middle[b]
        near = ~(np.abs(x - y) > _ROOM * np.maximum(np.abs(x), np.abs(y)))
        apart = self._bounded_apart(a, b)
        near &= ~apart | self._twofold[a] | self._twofold[b]
        return self._asked(compare.close, a, b, near & self._known[a] & self._known[b])

    def near(self, a: Ints, b: Ints) -> Flags:
        """What `compare.near` says of each pair."""
        a, b = self._of[a], self._of[b]
        x, y = self._middle[a], self._middle[b]
        near = ~(np.abs(x - y) > _NEAR * np.maximum(np.abs(x), np.abs(y)))
        return self._asked(compare.near, a, b, near & (self._digits.count[a] >= LONG) & (self._digits.count[b] >= LONG))

    def loose(self, a: Ints, b: Ints) -> Flags:
        """Of which pairs one number alone is hedged, by other digits: ``over 12`` agrees with many."""
        a, b = self._of[a], self._of[b]
        loose: Flags = (self._hedge[a] != self._hedge[b]) & self._digits.unlike(a, b)
        return loose

    def slip(self, a: Ints, b: Ints) -> Flags:
        """What `compare.slip` says of each pair."""
        a, b = self._of[a], self._of[b]
        long = (self._digits.count[a] >= LONG) & (self._digits.count[b] >= LONG)
        return self._asked(compare.slip, a, b, long & self._digits.one_edit(a, b))

    def surely_slip(self, a: Ints, b: Ints, slip: Flags) -> Flags:
        """What `compare.surely_slip` says of each pair, of which it is known whether they are a slip apart."""
        return self._asked(compare.surely_slip, self._of[a], self._of[b], slip & self.same_length(a, b))

    def same_length(self, a: Ints, b: Ints) -> Flags:
        """Whether the numbers of each pair have as many digits."""
        a, b = self._of[a], self._of[b]
        same: Flags = self._digits.count[a] == self._digits.count[b]
        return same

    def other_size(self, a: Ints, b: Ints) -> Flags:
        """What `compare.other_size` says of each pair."""
        a, b = self._of[a], self._of[b]
        x, y = np.abs(self._middle[a]), np.abs(self._middle[b])
        least, most = np.minimum(x, y), np.maximum(x, y)
        there = self._known[a] & self._known[b] & (least > 0)
        larger = there & ~(most < _LESS * least)
        power = np.log10(np.where(larger, most / np.where(larger, least, 1.0), 1.0))
        slipped = np.abs(power - np.rint(power)) < _POWER
        open_ = slipped | (most < _MORE * least) | self._rounded.one_edit(a, b) | self._odd[a] | self._odd[b]
        found: Flags = self._asked(compare.other_size, a, b, larger & open_) | (larger & ~open_)
        return found

    def far(self, a: Ints, b: Ints) -> Flags:
        """Whether the numbers of each pair are of wholly different size, by a slip of the hand or not."""
        a, b = self._of[a], self._of[b]
        x, y = np.abs(self._middle[a]), np.abs(self._middle[b])
        far: Flags = np.maximum(x, y) > _MORE * np.minimum(x, y)
        return far

    def apart(self, a: Ints, b: Ints, size: Flags) -> Floats:
        """How far apart the values of each pair are for what they measure, 0 to 1: by the logarithm of their ratio.

        0 where a slip of the hand or of the scale tells them apart.

        Args:
            a: Figures.
            b: The others.
            size: What `other_size` says of them.
        """
        a, b = self._of[a], self._of[b]
        x, y = np.abs(self._middle[a]), np.abs(self._middle[b])
        least, most = np.minimum(x, y), np.maximum(x, y)
        ratio = np.where(least > 0, most / np.where(least > 0, least, 1.0), 1.0)
        far = np.minimum(1.0, np.log(ratio) / np.log(_MORE))
        found: Floats = np.where(size | (ratio < _LESS), far, 0.0)
        return exact(found)

    def _asked(self, question: Callable[[Figure, Figure], bool], a: Ints, b: Ints, open_: Flags) -> Flags:
        """The answers to a question about two numbers where they are open, False elsewhere."""
        answers = np.zeros(len(a), bool)
        where = np.flatnonzero(open_)
        size = len(self._first)
        codes, of = np.unique(a[where] * size + b[where], return_inverse=True)
        first = self._first
        found = [question(first[n // size], first[n % size]) for n in codes.tolist()]
        answers[where] = np.array(found, bool)[of]
        return answers


def _stated(figure: Figure) -> tuple[object, ...]:
    """All that `auditor.alignment.compare` reads of a figure to compare its number with another."""
    f = figure
    printed, value = f.printed, f.value
    ends: tuple[object, ...] = printed.low, printed.high, printed.low_open, printed.high_open
    if value is not printed:
        ends += value.low, value.high, value.low_open, value.high_open
    way = f.measure if f.measure in ("up", "down") else ""
    return ends, f.otherwise, f.hedge, f.kind is Kind.RANGE, f.role is Role.TARGET, way, f.scale, f.unit, f.total


class _Digits:
    """Strings of digits, told apart by how many of each digit they have."""

    def __init__(self, strings: Sequence[str]) -> None:
        names: dict[str, int] = {}
        self._name = np.array([names.setdefault(s, len(names)) for s in strings], np.int64)
        self.count = np.array([len(s) for s in strings], np.int64)
        self._each = np.array([[s.count(d) for d in "0123456789"] for s in names], np.int16).reshape(-1, 10)

    def unlike(self, a: Ints, b: Ints) -> Flags:
        """Whether two differ."""
        unlike: Flags = self._name[a] != self._name[b]
        return unlike

    def one_edit(self, a: Ints, b: Ints) -> Flags:
        """Whether two may be one slip of the hand apart; False when they surely are not."""
        i, j = self._name[a], self._name[b]
        found: Flags = (i != j) & (np.abs(self.count[a] - self.count[b]) <= 1)
        where = np.flatnonzero(found)
        unlike = np.abs(self._each[i[where]] - self._each[j[where]]).sum(axis=1)
        found[where] = unlike <= _EDIT
        return found


def _significant(value: Decimal | None) -> str:
    return "" if value is None else str(abs(value).normalize()).partition("E")[0].replace(".", "").lstrip("0") or "0"


def _hundredths(value: Decimal) -> str:
    digits = abs(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return str(digits).replace(".", "").lstrip("0")


def _ends(intervals: Sequence[Interval]) -> tuple[Floats, Floats]:
    """Lower and upper ends, a little further out than they are."""
    low = np.array([-np.inf if x.low is None else float(x.low) for x in intervals])
    high = np.array([np.inf if x.high is None else float(x.high) for x in intervals])
    return low - np.abs(np.nan_to_num(low)) * _GRAIN, high + np.abs(np.nan_to_num(high)) * _GRAIN


def _apart(ends: tuple[Floats, Floats], a: Ints, b: Ints) -> Flags:
    """Whether no number lies in both intervals; False where it is not sure."""
    low, high = ends
    apart: Flags = (high[a] < low[b]) | (high[b] < low[a])
    return apart
