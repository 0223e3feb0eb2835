"""Roman and Arabic ordinals."""

from __future__ import annotations

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


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
