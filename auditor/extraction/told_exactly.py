"""Parts that are told in a word and exactly in the bracket behind it: ``almost two thirds (64.8 %) of teachers``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from auditor.extraction.mentions import Mention
from auditor.intervals import middle

_OPENS = re.compile(r"\s?\(")
_NEAR = Decimal(16)
"""Percentage points by which the word for a part differs at most from what it stands for: ``over half (64 %)``."""


def told_exactly(folded: str, found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a passage, one for each part and the percentage in the bracket behind it.

    What is said behind the bracket is said of both, so that the bracket parts nothing.

    Args:
        folded: The passage's text.
        found: In order.
    """
    out: list[Mention] = []
    for mention in found:
        if out and _says_again(folded, out[-1], mention):
            out[-1] = mention._replace(start=out[-1].start, end=mention.end + 1)
        else:
            out.append(mention)
    return out


def _says_again(folded: str, part: Mention, mention: Mention) -> bool:
    """Whether a percentage alone in a bracket says more exactly what a word for a part before it does."""
    if not part.unit == mention.unit == "percent" or folded[part.start].isdecimal():
        return False
    if _OPENS.fullmatch(folded, part.end, mention.start) is None or folded[mention.end : mention.end + 1] != ")":
        return False
    rounded, exact = middle(part.printed), middle(mention.printed)
    return rounded is not None and exact is not None and abs(rounded - exact) <= _NEAR
