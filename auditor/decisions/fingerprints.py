"""By what a decision knows a piece of evidence again."""

from __future__ import annotations

import hashlib

from auditor.model import Fact, Figure, Passage


def fingerprint(item: Figure | Fact, passage: Passage) -> str:
    """What a decision remembers of one piece of evidence: what it says and its sentence, whatever the line breaks.

    Args:
        item: The figure or fact.
        passage: The passage in which it stands.

    Returns:
        16 hexadecimal digits, alike as long as the printed figure, its sentence and its place in that are unchanged.
    """
    said, sentence = said_in(item, passage)
    return hashlib.sha256(f"{said}\0{sentence}\0{item.at - item.sentence[0]}".encode()).hexdigest()[:16]


def said_in(item: Figure | Fact, passage: Passage) -> tuple[str, str]:
    """What a figure or fact says, and its sentence, white space collapsed."""
    said = " ".join(passage.text[item.at : item.to].split())
    return said, " ".join(passage.text[slice(*item.sentence)].split())
