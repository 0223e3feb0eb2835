"""Roman and Arabic ordinals."""

from __future__ import annotations

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LETTERS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(text: str) -> int | None:
    """The value of a Roman numeral or of Arabic digits.

    Returns:
        None when the text is neither.
    """
    low = text.lower()
    if low.isdecimal():
        return int(low) if len(low) <= 6 else None
    if not low or any(c not in _VALUES for c in low):
        return None
    values = [_VALUES[c] for c in low]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def to_roman(number: int) -> str:
    """The Roman numeral of a number from 1 to 3,999, in capitals."""
    out = ""
    for value, letters in _LETTERS:
        count, number = divmod(number, value)
        out += letters * count
    return out
