"""By what a decision knows a piece of evidence again, and how it quotes it."""

from __future__ import annotations

import hashlib

from auditor.model import Fact, Figure, Passage

MOST_QUOTE = 700
"""Characters of a quotation; a longer sentence is cut around its figure."""
CUT = "…"
"""Mark of where a quotation is cut."""


def fingerprint(item: Figure | Fact, passage: Passage) -> str:
    """What a decision remembers of one piece of evidence: what it says and its sentence, whatever the line breaks.

    Args:
        item: The figure or fact.
        passage: The passage in which it stands.

    Returns:
        16 hexadecimal digits, alike as long as the printed figure, its sentence and its place in that are unchanged.
    """
    said = " ".join(passage.text[item.at : item.to].split())
    sentence = " ".join(passage.text[slice(*item.sentence)].split())
    return hashlib.sha256(f"{said}\0{sentence}\0{item.at - item.sentence[0]}".encode()).hexdigest()[:16]


def quotation(item: Figure | Fact, passage: Passage) -> tuple[str, str, str]:
    """The sentence before, at and after the item; a long one is cut around it."""
    start, end = item.sentence
    left, right = passage.text[start : item.at], passage.text[item.to : end]
    if len(left) + len(right) > MOST_QUOTE:
        half = MOST_QUOTE // 2
        if len(left) > half:
            left = CUT + left[-max(half, MOST_QUOTE - len(right)) :]
        if len(right) > half:
            right = right[: max(half, MOST_QUOTE - len(left))] + CUT
    return left, passage.text[item.at : item.to], right
