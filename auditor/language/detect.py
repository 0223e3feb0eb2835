"""Which language a text is written in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from auditor.language.pack import Pack

_SAMPLE = 60_000


def detect(text: str, packs: Mapping[str, Pack]) -> str:
    """The tag of the pack whose signature words are the most frequent; the first pack when none occurs.

    Args:
        text: The document; its first 60,000 characters are looked at.
        packs: Packs by tag.
    """
    counts = Counter(re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower()))
    return max(packs, key=lambda tag: (sum(counts[w] for w in packs[tag].signature), tag == next(iter(packs))))
