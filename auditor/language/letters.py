"""Letters without their marks."""

from __future__ import annotations

import unicodedata

_STROKED = {"\u0111": "d", "\u0142": "l", "\u00f8": "o"}
"""Letters whose stroke Unicode does not take for a mark of its own."""


def unmarked(text: str) -> str:
    """Text without marks over and under letters, in lower case, white space collapsed."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join("".join(_STROKED.get(c, c) for c in plain).split())
