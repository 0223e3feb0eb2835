"""Arithmetic on the intervals that printed numbers stand for.

A number printed with n decimals stands for every value that rounds to it: ``99,78`` is [99.775, 99.785). The method
is that of GRIM/statcheck-like checks of printed statistics: compute with the ends, and two statements agree when
their intervals meet.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from auditor.model import Interval

ZERO = Decimal(0)
_PRINTED = {
    ",": re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"),
    ".": re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"),
}
_SAME_DIGITS = Decimal("0.0005")
_NEAR_POWER = 0.001
_SLIPS = frozenset({-6, -3, -2, -1, 1, 2, 3, 6})
"""Powers of ten by which scales and decimal marks slip."""


def exact(value: Decimal | int) -> Interval:
    """The interval of one value."""
    v = Decimal(value)
    return Interval(v, v)


def rounded(value: Decimal, unit: Decimal) -> Interval:
    """All values that round half up to ``value`` when its last digit counts ``unit``."""
    half = unit / 2
    return Interval(value - half, value + half, high_open=True)


def at_least(value: Decimal) -> Interval:
    """``value`` and all above it."""
    return Interval(value, None)


def at_most(value: Decimal) -> Interval:
    """``value`` and all below it."""
    return Interval(None, value)


def widened(interval: Interval, part: Decimal) -> Interval:
    """Both ends moved outwards by ``part`` (0.05 for 5 %) of the end's size."""
    low = None if interval.low is None else interval.low - abs(interval.low) * part
    high = None if interval.high is None else interval.high + abs(interval.high) * part
    return Interval(low, high)


def hull(a: Interval, b: Interval) -> Interval:
    """The least interval that holds both."""
    low = None if a.low is None or b.low is None else min(a.low, b.low)
    high = None if a.high is None or b.high is None else max(a.high, b.high)
    return Interval(low, high)


def meet(a: Interval, b: Interval) -> bool:
    """Whether a value exists that both can stand for."""
    for left, right in ((a, b), (b, a)):
        if left.high is not None and right.low is not None:
            if left.high < right.low:
                return False
            if left.high == right.low and (left.high_open or right.low_open):
                return False
    return True


def scaled(a: Interval, factor: Decimal) -> Interval:
    """``a`` times a positive ``factor``."""
    return Interval(
        None if a.low is None else a.low * factor,
        None if a.high is None else a.high * factor,
        a.low_open,
        a.high_open,
    )


def added(parts: Iterable[Interval]) -> Interval:
    """The sums that one value of each interval can make."""
    low: Decimal | None = ZERO
    high: Decimal | None = ZERO
    low_open = high_open = False
    for part in parts:
        low = None if low is None or part.low is None else low + part.low
        high = None if high is None or part.high is None else high + part.high
        low_open |= part.low_open
        high_open |= part.high_open
    return Interval(low, high, low_open, high_open)


def negated(a: Interval) -> Interval:
    """The values of ``a`` with the other sign."""
    return Interval(_negative(a.high), _negative(a.low), a.high_open, a.low_open)


def subtracted(a: Interval, b: Interval) -> Interval:
    """The differences of a value of ``a`` and one of ``b``."""
    return added((a, negated(b)))


def divided(a: Interval, b: Interval) -> Interval | None:
    """The quotients of a value of ``a`` (not negative) and one of ``b`` (positive).

    Returns:
        The interval, or None where an end is open or ``b`` touches zero: nothing can be said then.
    """
    if a.low is None or a.high is None or b.low is None or b.high is None or b.low <= 0 or a.low < 0:
        return None
    return Interval(a.low / b.high, a.high / b.low, a.low_open or b.high_open, a.high_open or b.low_open)


def middle(a: Interval) -> Decimal | None:
    """The value as printed, when both ends are known."""
    return None if a.low is None or a.high is None else (a.low + a.high) / 2


def ends(a: Interval) -> tuple[Decimal, Decimal]:
    """Both ends of what was printed, or is made of it.

    Raises:
        ValueError: An end is open.
    """
    if a.low is None or a.high is None:
        raise ValueError(f"an end is open: {interval_text(a)}")
    return a.low, a.high


def centre(a: Interval) -> Decimal:
    """The value as printed, or as made of what was printed.

    Raises:
        ValueError: An end is open.
    """
    low, high = ends(a)
    return (low + high) / 2


def gap(a: Interval, b: Interval) -> Decimal | None:
    """Distance of the middles, when both are known."""
    x, y = middle(a), middle(b)
    return None if x is None or y is None else abs(x - y)


def scale_slip(x: Decimal, y: Decimal) -> bool:
    """Whether two numbers, neither of them zero, are the same digits a power of ten apart."""
    power = math.log10(abs(x / y))
    n = round(power)
    if x / y < 0 or n not in _SLIPS or abs(power - n) > _NEAR_POWER:
        return False
    return abs(x / y / Decimal(10) ** n - 1) < _SAME_DIGITS


def one_edit(a: str, b: str) -> bool:
    """Whether two digit strings differ by one changed, lost, doubled or swapped digit: a slip of the hand."""
    if a == b:
        return False
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        return len(wrong) == 1 or (
            len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        )
    if abs(len(a) - len(b)) != 1:
        return False
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def digits(value: Decimal, places: int = 0) -> str:
    """The digits of a number rounded to ``places`` decimals, without marks."""
    return str(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)).replace(".", "").replace("-", "")


def printed(text: str, decimal_mark: str) -> Interval | None:
    """The values that a number printed with grouped thousands stands for; a whole number stands for itself.

    Args:
        text: The number, with white space or a unit around it: ``1.245,6 ha``.
        decimal_mark: ``,`` or ``.``; the other one groups thousands.

    Returns:
        The interval, or None where no number stands at the beginning.
    """
    group = "." if decimal_mark == "," else ","
    match = _PRINTED[decimal_mark].match(text.strip())
    if match is None:
        return None
    plain = match.group().replace(group, "").replace(decimal_mark, ".")
    places = len(plain.partition(".")[2])
    value = Decimal(plain)
    return rounded(value, Decimal(1).scaleb(-places)) if places else exact(value)


def decimal_text(value: Decimal | None) -> str | None:
    """A decimal in plain digits, without exponent or needless zeros."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def interval_text(interval: Interval) -> str:
    """Both ends in plain digits, ``34.5..35.5``; an open end is left out."""
    return f"{decimal_text(interval.low) or ''}..{decimal_text(interval.high) or ''}"


def _negative(x: Decimal | None) -> Decimal | None:
    return None if x is None else -x
