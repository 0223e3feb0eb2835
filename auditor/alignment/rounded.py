"""Bounds and hedges of one number that are rounded at two places."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from auditor.intervals import middle
from auditor.model import Figure, Kind, Role

_NEARLY = Decimal("0.1")
"""Part by which a number of one digit may be missed and still nearly be reached: the next such number is far."""
_CUT_DIGITS = 2
"""Digits that must be left of a number that was cut off."""
_ROUNDED = {"at-least": ROUND_FLOOR, "near-below": ROUND_CEILING}
"""Which way the number of a bound or hedge is rounded."""


def coarser(a: Figure, b: Figure) -> bool:
    """Whether two bounds or hedges of one kind are one number cut off at two places: ``over 5,200``, ``over 5,250``.

    Two targets are two.
    """
    x, y = middle(a.printed), middle(b.printed)
    if Role.TARGET in (a.role, b.role):
        return False
    if a.hedge not in _ROUNDED or not x or not y or Kind.RANGE in (a.kind, b.kind) or a.total != b.total:
        return False
    cut = x.normalize()
    exponent = cut.as_tuple().exponent
    if not isinstance(exponent, int) or len(cut.as_tuple().digits) < _CUT_DIGITS:
        return False
    return y.quantize(Decimal(1).scaleb(exponent), rounding=_ROUNDED[a.hedge]) == x


def nearly(a: Figure, b: Figure) -> bool:
    """Whether one figure is called nearly a number of one digit that the other does not reach: ``nearly 100``, 92."""
    x, y = middle(a.printed), middle(b.printed)
    if a.hedge != "near-below" or b.hedge or not x or y is None or a.unit != b.unit:
        return False
    return len(x.normalize().as_tuple().digits) == 1 and x - _NEARLY * abs(x) <= y <= x
