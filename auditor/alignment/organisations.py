"""Whether two documents speak of the same organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.intervals import middle
from auditor.model import Document, Extract, Figure, Kind, Note

SAME, DIFFERENT, UNKNOWN = "same", "different", "unknown"

_LEAST_SHARED = 3
"""Distinctive figures, in like words, that two documents must share to be of one organisation."""
_LEAST_DIGITS = 4
_LEAST_WORDS = 0.45


@dataclass(frozen=True, slots=True)
class Relation:
    """How two documents stand to each other, and what tells."""

    verdict: str
    reason: Note


def relate(a: Extract, b: Extract) -> Relation:
    """Compare the organisations of two documents.

    Named areas decide; then the ordinals of congresses, which are counted for each organisation; then what the
    documents themselves share: several long figures that stand in like words in both. What cannot be told is
    unknown, and unknown is never the same.
    """
    x, y = a.document.organisation, b.document.organisation
    if x and y:
        if f"{x} ".startswith(f"{y} ") or f"{y} ".startswith(f"{x} "):
            return Relation(SAME, Note.of("relation.same", name=x))
        return Relation(DIFFERENT, Note.of("obstacle.different", left=x, right=y))
    clash = _ordinal_clash(a.document, b.document)
    if clash:
        return Relation(DIFFERENT, clash)
    shared = _shared(a.figures, b.figures)
    if shared >= _LEAST_SHARED:
        return Relation(SAME, Note.of("relation.shared", count=str(shared)))
    return Relation(UNKNOWN, Note.of("relation.unknown"))


def _ordinal_clash(a: Document, b: Document) -> Note | None:
    for body, term, ordinal in a.ordinals:
        for other_body, other_term, other in b.ordinals:
            if term and (body, term) == (other_body, other_term) and ordinal != other:
                return Note.of("obstacle.ordinals", left=str(ordinal), right=str(other), term=term)
    return None


def _shared(left: Sequence[Figure], right: Sequence[Figure]) -> int:
    by_value: dict[tuple[str, object], list[Figure]] = {}
    for figure in left:
        key = _key(figure)
        if key is not None:
            by_value.setdefault(key, []).append(figure)
    found = set()
    for figure in right:
        key = _key(figure)
        for other in by_value.get(key, ()) if key is not None else ():
            words, others = set(figure.features.wide), set(other.features.wide)
            if words and others and len(words & others) >= _LEAST_WORDS * min(len(words), len(others), 16):
                found.add(key)
    return len(found)


def _key(figure: Figure) -> tuple[str, object] | None:
    value = middle(figure.printed)
    if value is None or figure.kind is Kind.RANGE:
        return None
    digits = value.normalize().as_tuple().digits
    return (figure.unit, value.normalize()) if len(digits) >= _LEAST_DIGITS - (figure.unit != "count") else None
