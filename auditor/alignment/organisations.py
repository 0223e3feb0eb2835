"""Whether two documents speak of the same organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from auditor.intervals import middle
from auditor.model import Document, Extract, Figure, Kind, Note
from auditor.openings import headlines

_Key = tuple[str, Decimal | None]

SAME, DIFFERENT, UNKNOWN = "same", "different", "unknown"

_LONG, _ORDINARY, _SMALL = 5, 2, 1
"""What one value in like words counts for that both documents state: of several digits, of two; a count of some."""
_LEAST_SHARED = 15
"""What two documents must share to be of one organisation …"""
_LEAST_SHORT = 6
"""… and two short ones that name no area, which have few figures that could be equal by chance."""
_LEAST_NAMED = 4
"""… and of which the titles name one that both speak of."""
_SHORT = 40
"""Figures up to which a document is short."""
_NAME = re.compile(r"(?<![^\W\d_])[^\W\d_a-z][^\W\d_]+")
_LEAST_LETTERS = 4
_RARE = 7
"""Digits of a value that no two documents share by chance, whatever the words around it."""
_LEAST_DIGITS = 4
_MILLION = 1_000_000
_LEAST_WORDS = 0.45
_SOME_WORDS = 0.2
"""Share of the words of a value of several digits by which it counts as one of two, among short documents."""


@dataclass(frozen=True, slots=True)
class _Values:
    """What a document states that may tell whose it is.

    Attributes:
        figures: Number of its figures.
        words: The words around each value that tells anything, by unit and value.
        weight: What each of them tells; and what it tells among short documents.
    """

    figures: int
    words: dict[_Key, list[frozenset[str]]]
    weight: dict[_Key, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Relation:
    """How two documents stand to each other, and what tells."""

    verdict: str
    reason: Note


_UNKNOWN = Relation(UNKNOWN, Note.of("relation.unknown"))


def relate(a: Extract, b: Extract) -> Relation:
    """Compare the organisations of two documents.

    Named areas decide; then the ordinals of congresses, which are counted for each organisation; then the country or
    the body of which both speak above all others; then what the documents themselves share: several long figures that
    stand in like words in both. What cannot be told is unknown, and unknown is never the same.
    """
    return _related(_Told(a), _Told(b))


def relate_all(extracts: Sequence[Extract]) -> dict[tuple[str, str], Relation]:
    """How each two documents stand to each other, by their ids, the earlier of ``extracts`` first."""
    return {(a.document.id, b.document.id): _related(a, b) for a, b in combinations(map(_Told, extracts), 2)}


class _Told:
    """A document, and what it states that may tell whose it is: looked for where its names do not tell."""

    def __init__(self, extract: Extract) -> None:
        self.document = extract.document
        self._figures = extract.figures

    @cached_property
    def names(self) -> frozenset[str]:
        """Words of the title that are printed with a capital wherever they stand, and stand in the text again."""
        lines = headlines(self.document)
        title = " ".join(lines)
        body = " ".join(p.text for p in self.document.passages if p.text not in lines)
        again = {word for word in _NAME.findall(title) if len(word) > _LEAST_LETTERS and not word.isupper()}
        known = (self.document.country or "").split()
        return frozenset(w for w in again if w in body and w not in known and w.lower() not in f"{title} {body}")

    @cached_property
    def values(self) -> _Values:
        return _values(self._figures)


def _related(left: _Told, right: _Told) -> Relation:
    a, b = left.document, right.document
    x, y = a.organisation, b.organisation
    if x and y:
        if f"{x} ".startswith(f"{y} ") or f"{y} ".startswith(f"{x} "):
            return Relation(SAME, Note.of("relation.same", name=x))
        return Relation(DIFFERENT, Note.of("obstacle.different", left=x, right=y))
    clash = _ordinal_clash(a, b)
    if clash:
        return Relation(DIFFERENT, clash)
    # An area that one of them names may be where its body works: of one body they are all the same.
    subject = _one_body(a, b) if x or y else _one_subject(a, b)
    if subject:
        return Relation(SAME, Note.of("relation.same", name=subject))
    short = not x and not y and max(left.values.figures, right.values.figures) <= _SHORT
    found = _shared(left.values, right.values, short=short)
    least = _LEAST_SHORT if short else _LEAST_SHARED
    if short and not left.names.isdisjoint(right.names):
        least = _LEAST_NAMED
    if sum(found) >= least:
        return Relation(SAME, Note.of("relation.shared", count=str(len(found))))
    return _UNKNOWN


def _one_subject(a: Document, b: Document) -> str | None:
    """The country of which both speak, told by bodies that may be one; else their one body, of no country."""
    body = _one_body(a, b)
    if a.country != b.country or (a.institution and b.institution and not body):
        return None
    return a.country or body


def _one_body(a: Document, b: Document) -> str | None:
    """The body of which both are; titles may print its name in capitals."""
    mine, theirs = (x.institution and x.institution.casefold() for x in (a, b))
    return a.institution if mine == theirs else None


def _ordinal_clash(a: Document, b: Document) -> Note | None:
    for body, term, ordinal in a.ordinals:
        for other_body, other_term, other in b.ordinals:
            if term and (body, term) == (other_body, other_term) and ordinal != other:
                return Note.of("obstacle.ordinals", left=str(ordinal), right=str(other), term=term)
    return None


def _values(figures: Sequence[Figure]) -> _Values:
    """The words around each figure that may tell whose document it is."""
    found = _Values(len(figures), {}, {})
    for figure in figures:
        weight = _weight(figure, short=False), _weight(figure, short=True)
        said = figure.features
        words = frozenset((*said.wide, *said.core, *said.head))
        if any(weight) and words:
            key = _key(figure)
            found.words.setdefault(key, []).append(words)
            found.weight[key] = weight
    return found


def _shared(left: _Values, right: _Values, *, short: bool) -> list[int]:
    """What each value that stands in like words in both documents counts for."""
    counts = {key: left.weight[key][short] for key in left.weight.keys() & right.weight.keys()}
    if sum(counts.values()) < (_LEAST_NAMED if short else _LEAST_SHARED):
        return []
    found = []
    for key, weight in counts.items():
        alike = max(_alike(a, b) for a in left.words[key] for b in right.words[key])
        if (weight == _LONG and _digits(key) >= _RARE) or (weight and alike >= _LEAST_WORDS):
            found.append(weight)
        elif short and weight == _LONG and alike >= _SOME_WORDS:
            found.append(_ORDINARY)
    return found


def _digits(key: _Key) -> int:
    """How many digits a value has, the noughts at its end left out."""
    return 0 if key[1] is None else len(key[1].as_tuple().digits)


def _alike(words: frozenset[str], others: frozenset[str]) -> float:
    return len(words & others) / min(len(words), len(others), 16)


def _key(figure: Figure) -> _Key:
    value = middle(figure.printed)
    return figure.unit, None if value is None else value.normalize()


def _weight(figure: Figure, *, short: bool) -> int:
    """What a value that two documents share tells; 0 for one that stands anywhere."""
    value = middle(figure.printed)
    if value is None or figure.kind is Kind.RANGE:
        return 0
    digits = len(value.normalize().as_tuple().digits)
    small = figure.unit == "count" and not (short and abs(value) >= _MILLION)
    if digits >= _LEAST_DIGITS - (not small):
        return _LONG
    if not short or digits < _LEAST_DIGITS // 2:
        return 0
    return _SMALL if small else _ORDINARY
