"""Whether two documents speak of the same organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.intervals import middle
from auditor.model import Document, Extract, Figure, Kind, Note

_Key = tuple[str, Decimal | None]

SAME, DIFFERENT, UNKNOWN = "same", "different", "unknown"

_LONG, _ORDINARY = 5, 2
"""What one value in like words counts for that both documents state: of several digits, of two."""
_LEAST_SHARED = 15
"""What two documents must share to be of one organisation …"""
_LEAST_SHORT = 6
"""… and two short ones that name no area, which have few figures that could be equal by chance."""
_SHORT = 40
"""Figures up to which a document is short."""
_LEAST_DIGITS = 4
_MILLION = 1_000_000
_LEAST_WORDS = 0.45
_SOME_WORDS = 0.2
"""Share of the words of a value of several digits by which it counts as one of two, among short documents."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How two documents stand to each other, and what tells."""

    verdict: str
    reason: Note


def relate(a: Extract, b: Extract) -> Relation:
    """Compare the organisations of two documents.

    Named areas decide; then the ordinals of congresses, which are counted for each organisation; then the country or
    the body of which both speak above all others; then what the documents themselves share: several long figures that
    stand in like words in both. What cannot be told is unknown, and unknown is never the same.
    """
    x, y = a.document.organisation, b.document.organisation
    if x and y:
        if f"{x} ".startswith(f"{y} ") or f"{y} ".startswith(f"{x} "):
            return Relation(SAME, Note.of("relation.same", name=x))
        return Relation(DIFFERENT, Note.of("obstacle.different", left=x, right=y))
    clash = _ordinal_clash(a.document, b.document)
    if clash:
        return Relation(DIFFERENT, clash)
    subject = None if x or y else _one_subject(a.document, b.document)
    if subject:
        return Relation(SAME, Note.of("relation.same", name=subject))
    short = not x and not y and max(len(a.figures), len(b.figures)) <= _SHORT
    found = _shared(a.figures, b.figures, short=short)
    if sum(found.values()) >= (_LEAST_SHORT if short else _LEAST_SHARED):
        return Relation(SAME, Note.of("relation.shared", count=str(len(found))))
    return Relation(UNKNOWN, Note.of("relation.unknown"))


def _one_subject(a: Document, b: Document) -> str | None:
    """The country of which both speak, told by bodies that may be one; else their one body, of no country."""
    bodies = {a.institution, b.institution} - {None}
    if a.country != b.country or len(bodies) > 1:
        return None
    return a.country or (a.institution if a.institution == b.institution else None)


def _ordinal_clash(a: Document, b: Document) -> Note | None:
    for body, term, ordinal in a.ordinals:
        for other_body, other_term, other in b.ordinals:
            if term and (body, term) == (other_body, other_term) and ordinal != other:
                return Note.of("obstacle.ordinals", left=str(ordinal), right=str(other), term=term)
    return None


def _shared(left: Sequence[Figure], right: Sequence[Figure], *, short: bool) -> dict[_Key, int]:
    """The values that stand in like words in both documents, and what each counts for."""
    by_value: dict[_Key, list[Figure]] = {}
    for figure in left:
        if _weight(figure, short):
            by_value.setdefault(_key(figure), []).append(figure)
    found: dict[_Key, int] = {}
    for figure in right:
        key, weight = _key(figure), _weight(figure, short)
        for other in by_value.get(key, ()):
            words, others = set(figure.features.wide), set(other.features.wide)
            alike = len(words & others) / max(1, min(len(words), len(others), 16))
            if alike >= _LEAST_WORDS:
                found[key] = weight
            elif short and weight == _LONG and alike >= _SOME_WORDS:
                found.setdefault(key, _ORDINARY)
    return found


def _key(figure: Figure) -> _Key:
    value = middle(figure.printed)
    return figure.unit, None if value is None else value.normalize()


def _weight(figure: Figure, short: bool) -> int:
    """What a value that two documents share tells; 0 for one that stands anywhere."""
    value = middle(figure.printed)
    if value is None or figure.kind is Kind.RANGE:
        return 0
    digits = len(value.normalize().as_tuple().digits)
    small = figure.unit == "count" and not (short and abs(value) >= _MILLION)
    if digits >= _LEAST_DIGITS - (not small):
        return _LONG
    return _ORDINARY if short and digits == _LEAST_DIGITS // 2 and not small else 0
