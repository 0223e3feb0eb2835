"""What a slip looks like: the smallest change that makes figures agree, and which slip of the hand it would be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.base import Case, mark, number, places_of, shown, value_of
from auditor.intervals import digits, one_edit, scale_slip, scaled
from auditor.model import Figure
from auditor.phrases import say

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MOST = 2

Repair = tuple[Figure, Decimal]
"""A figure, and the value (in its base unit) with which the arithmetic would be right."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure changed.

    Attributes:
        figure: The figure.
        text: What would be printed instead.
        shape: Code of the slip of the hand, or empty where it is none.
    """

    figure: Figure
    text: str
    shape: str


def shape(a: str, b: str) -> str:
    """Which slip of the hand turns one string of digits into another; empty where it takes more than one.

    Returns:
        ``swapped``, ``digit``, ``dropped`` (of the second), ``doubled`` (in the second), ``added`` or empty.
    """
    if not one_edit(a, b):
        return ""
    if len(a) == len(b):
        return "swapped" if sum(x != y for x, y in zip(a, b, strict=True)) == _MOST else "digit"
    if len(b) < len(a):
        return "dropped"
    at = next((i for i in range(len(a)) if a[i] != b[i]), len(a))
    return "doubled" if at and b[at] == b[at - 1] else "added"


def between(a: Figure, b: Figure) -> str:
    """The shape of the difference of two figures of one indicator; empty where it has none."""
    x, y = value_of(a), value_of(b)
    if a.total is not None and b.total is not None and a.total != b.total:
        return "denominator" if x == y else ""
    if a.total is not None and a.total == b.total:
        return "numerator"
    if x and y and scale_slip(x, y):
        return "scale"
    places = max(_places(a), _places(b))
    return shape(digits(y / b.scale, places), digits(x / a.scale, places)) if a.scale == b.scale else ""


def smallest(case: Case, repairs: Sequence[Repair]) -> list[Change]:
    """The smallest changes that would make figures agree.

    Those that are one slip of the hand, two at most; where none is, the first repair, which is the figure that the
    others make.

    Args:
        case: The documents, whose languages say how numbers are printed.
        repairs: Each of them alone makes the arithmetic right.
    """
    changes = [_change(case, figure, value) for figure, value in repairs]
    slips = [c for c in changes if c.shape]
    return (slips or changes[:1])[:_MOST]


def told(changes: Sequence[Change], language: str) -> str:
    """Changes as a sentence, or nothing."""
    if not changes:
        return ""
    parts = []
    for change in changes:
        slip = f" ({say(language, f'shape.{change.shape}')})" if change.shape else ""
        parts.append(f"{shown(change.figure.text)} → {change.text}{slip}")
    return say(language, "smallest", changes=f" {say(language, 'or')} ".join(parts))


def _places(figure: Figure) -> int:
    return places_of(scaled(figure.printed, 1 / figure.scale))


def _change(case: Case, figure: Figure, value: Decimal) -> Change:
    places = _places(figure)
    was = value_of(figure)
    before = digits(was / figure.scale, places)
    after = digits(value / figure.scale, places)
    slip = shape(after, before)
    if not slip and was and value and scale_slip(was, value):
        slip = "scale"
    printed = number(abs(value) / figure.scale, mark(case.language(figure)), places=places)
    text = shown(figure.text)
    first = _NUMBER.search(text)
    if first and first.group().startswith("0") and printed.isdigit():
        printed = printed.zfill(len(first.group()))
    return Change(figure, _NUMBER.sub(printed, text, count=1) if first else printed, slip if first else "")
