"""Persons and their offices, as extraction tells them in facts."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from auditor.checks.base import Case, Hit, spoken
from auditor.model import Fact, Note
from auditor.phrases import say

_HUNDRED = 100
_LEAST_NAME_WORDS = 3
_ONE_WORD = 65.0
"""Likeness, without tone marks, of two words that begin alike, from which one may be written for the other."""
_YEARS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?(?!\d)")


def person_office(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One office, a name spelt in two ways; or one name with two offices, which is worth a note only.

    Facts of the kind ``person`` with ``name``, ``office`` and, where more offices stand beside the name, ``others``.
    Sentences about different years tell of holders who followed each other.

    Parameters:
        near: Likeness of two names, 0 to 1, from which they are one name misspelt.
    """
    least = float(parameters["near"]) * _HUNDRED
    for office, facts in _by_office(case).items():
        names = {f.get("name") for f in facts}
        for pair in combinations(facts, 2):
            a, b = (f.get("name") for f in pair)
            # What several hold (a member, a delegate) tells nothing of two who have nearly the same name.
            held_by_one = all(_one_name(n, a, least) or _one_name(n, b, least) for n in names)
            one_time = not _other_years(case, pair)
            if office and held_by_one and one_time and _apart(case, pair, "name") and _one_name(a, b, least):
                yield _hit(case, pair, "name", office, doubtful=False)
                break
    for name, facts in _by_name(case).items():
        two = next((p for p in combinations(facts, 2) if _apart(case, p, "office") and not _shortened(p)), None)
        if two is not None and two[0].document != two[1].document:
            yield _hit(case, two, "office", name, doubtful=True)


def _one_name(a: str, b: str, least: float) -> bool:
    """Whether two names may be one: nearly the same letters, or one word of several put for another like it."""
    if fuzz.ratio(a, b) >= least:
        return True
    first, second = a.split(), b.split()
    other = [(x, y) for x, y in zip(first, second, strict=False) if x != y]
    if len(first) != len(second) or len(first) < _LEAST_NAME_WORDS or len(other) != 1:
        return False
    x, y = (_bare(word) for word in other[0])
    return x[:1] == y[:1] and fuzz.ratio(x, y) >= _ONE_WORD


def _bare(word: str) -> str:
    """A word without the marks over and under its letters."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _other_years(case: Case, pair: tuple[Fact, Fact]) -> bool:
    """Whether the sentences of two facts name years or terms, and none that is the same."""
    a, b = (set(_YEARS.findall(case.folded(f)[slice(*f.sentence)])) for f in pair)
    return bool(a and b and not a & b)


def _shortened(pair: tuple[Fact, Fact]) -> bool:
    """Whether two persons share an office, or one of their offices is the other in fewer words."""
    offices = [[set(re.findall(r"\w+", office)) for office in _offices(f)] for f in pair]
    return any(a <= b or b <= a for a in offices[0] for b in offices[1])


def _offices(fact: Fact) -> list[str]:
    """The offices that stand beside a name."""
    others = fact.get("others")
    return [fact.get("office"), *(others.split("; ") if others else ())]


def _persons(case: Case) -> Iterator[Fact]:
    return (fact for extract in case.extracts for fact in extract.facts if fact.kind == "person")


def _by_office(case: Case) -> dict[str, list[Fact]]:
    """Persons by each office that stands beside their names."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in _persons(case):
        for office in dict.fromkeys(_offices(fact)):
            found[office].append(fact)
    return dict(sorted(found.items()))


def _by_name(case: Case) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in _persons(case):
        found[fact.get("name")].append(fact)
    return dict(sorted(found.items()))


def _apart(case: Case, pair: tuple[Fact, Fact], attribute: str) -> bool:
    """Whether two facts that may be compared state an attribute differently."""
    a, b = pair
    known = a.document == b.document or frozenset((a.document, b.document)) in case.related
    return known and bool(a.get(attribute)) and bool(b.get(attribute)) and a.get(attribute) != b.get(attribute)


def _printed(case: Case, fact: Fact, words: str) -> str:
    """A name or an office as it is printed in the sentence of a person, else in normal form."""
    begin, end = fact.sentence
    at = case.folded(fact).find(words, begin, end)
    return case.passages[fact.document, fact.passage].text[at : at + len(words)] if at >= 0 else words


def _hit(case: Case, pair: tuple[Fact, Fact], attribute: str, label: str, *, doubtful: bool) -> Hit:
    printed = [_printed(case, fact, fact.get(attribute)) for fact in pair]

    def fill(language: str) -> dict[str, str]:
        told = (
            say(language, "says", documents=case.name(fact.document, language), text=f"“{text}”")
            for fact, text in zip(pair, printed, strict=True)
        )
        return {"statements": ", ".join(told)}

    return Hit(
        evidence=pair,
        computed=" ≠ ".join(printed),
        confidence=0.6 if doubtful else 0.9,
        values=spoken(fill),
        key=f"person:{label}",
        label=_printed(case, pair[0], label),
        quiet=doubtful,
        reason=(Note.of("reason.same-person"),),
    )
