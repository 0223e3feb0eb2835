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

_Keyed = dict[tuple[str, object], list[frozenset[str]]]
"""The words around figures, by unit and value."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How two documents stand to each other, and what tells."""

    verdict: str
    reason: Note


_UNKNOWN = Relation(UNKNOWN, Note.of("relation.unknown"))


def relate(a: Extract, b: Extract) -> Relation:
    """Compare the organisations of two documents.

    Named areas decide; then the ordinals of congresses, which are counted for each organisation; then what the
    documents themselves share: several long figures that stand in like words in both. What cannot be told is
    unknown, and unknown is never the same.
    """
    return _related(a.document, b.document, _keyed(a.figures), _keyed(b.figures))


def relate_all(extracts: Sequence[Extract]) -> dict[tuple[str, str], Relation]:
    """How each two documents stand to each other, by their ids, the earlier of ``extracts`` first."""
    keyed = [(x.document, _keyed(x.figures)) for x in extracts]
    return {
        (a.id, b.id): _related(a, b, figures, others)
        for i, (a, figures) in enumerate(keyed)
        for b, others in keyed[i + 1 :]
    }


def _related(a: Document, b: Document, left: _Keyed, right: _Keyed) -> Relation:
    x, y = a.organisation, b.organisation
    if x and y:
        if f"{x} ".startswith(f"{y} ") or f"{y} ".startswith(f"{x} "):
            return Relation(SAME, Note.of("relation.same", name=x))
        return Relation(DIFFERENT, Note.of("obstacle.different", left=x, right=y))
    clash = _ordinal_clash(a, b)
    if clash:
        return Relation(DIFFERENT, clash)
    shared = _shared(left, right)
    if shared >= _LEAST_SHARED:
        return Relation(SAME, Note.of("relation.shared", count=str(shared)))
    return _UNKNOWN


def _ordinal_clash(a: Document, b: Document) -> Note | None:
    for body, term, ordinal in a.ordinals:
        for other_body, other_term, other in b.ordinals:
            if term and (body, term) == (other_body, other_term) and ordinal != other:
                return Note.of("obstacle.ordinals", left=str(ordinal), right=str(other), term=term)
    return None


def _keyed(figures: Sequence[Figure]) -> _Keyed:
    """The words around each distinctive figure."""
    keyed: _Keyed = {}
    for figure in figures:
        key = _key(figure)
        words = frozenset(figure.features.wide)
        if key is not None and words:
            keyed.setdefault(key, []).append(words)
    return keyed


def _shared(left: _Keyed, right: _Keyed) -> int:
    """How many distinctive figures stand in like words in both."""
    common = left.keys() & right.keys() if left and right else ()
    if len(common) < _LEAST_SHARED:
        return 0
    return sum(any(_alike(a, b) for a in left[key] for b in right[key]) for key in common)


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) >= _LEAST_WORDS * min(len(words), len(others), 16)


def _key(figure: Figure) -> tuple[str, object] | None:
    value = middle(figure.printed)
    if value is None or figure.kind is Kind.RANGE:
        return None
    digits = value.normalize().as_tuple().digits
    return (figure.unit, value.normalize()) if len(digits) >= _LEAST_DIGITS - (figure.unit != "count") else None
