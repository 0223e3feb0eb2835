"""Which language a text is written in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from auditor.language.pack import Pack

_SAMPLE = 20_000
_LEAST_PLAIN = 3
_WORD = re.compile(r"[^\W\d_]+")


def detect(text: str, packs: Mapping[str, Pack]) -> str:
    """The tag of the pack whose signature words are the most frequent.

    Where none occurs, as in a sentence or two, letters beyond ASCII tell, then other small words and words of scales,
    then that some words have no letter of a language that has its own; at last the first pack.

    Args:
        text: The document; its first 20,000 characters are looked at.
        packs: Packs by tag.
    """
    # A mark that stands apart from its letter is no letter: it is composed first.
    counts = Counter(_WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE]).lower()))

    def known(tag: str) -> tuple[int, int, int, bool, bool]:
        pack = packs[tag]
        signature, common = (sum(counts[w] for w in words) for words in (pack.signature, pack.common))
        marked = sum(n for word, n in counts.items() if not pack.letters.isdisjoint(word))
        plain = not pack.letters and counts.total() >= _LEAST_PLAIN
        return signature, marked, common, plain, tag == next(iter(packs))

    return max(packs, key=known)


def signature_share(text: str, pack: Pack) -> float:
    """The share, from 0 to 1, of a text's words that are signature words of a language."""
    counts = Counter(_WORD.findall(text.lower()))
    return sum(counts[w] for w in pack.signature) / max(1, counts.total())
