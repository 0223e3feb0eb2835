"""Persons and their offices, as extraction tells them in facts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from auditor.checks.base import Case, Hit, spoken
from auditor.model import Fact, Note
from auditor.phrases import say

_HUNDRED = 100


def person_office(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One office, a name spelt in two ways; or one name with two offices, which is worth a note only.

    Facts of the kind ``person`` with ``name`` and ``office``.

    Parameters:
        near: Likeness of two names, 0 to 1, from which they are one name misspelt.
    """
    least = float(parameters["near"]) * _HUNDRED
    for office, facts in _by(case, "person", "office").items():
        names = {f.get("name") for f in facts}
        for pair in combinations(facts, 2):
            a, b = (f.get("name") for f in pair)
            # What several hold (a member, a delegate) tells nothing of two who have nearly the same name.
            held_by_one = all(max(fuzz.ratio(n, a), fuzz.ratio(n, b)) >= least for n in names)
            if office and held_by_one and _apart(case, pair, "name") and fuzz.ratio(a, b) >= least:
                yield _hit(case, pair, "name", office, doubtful=False)
                break
    for name, facts in _by(case, "person", "name").items():
        two = next((p for p in combinations(facts, 2) if _apart(case, p, "office") and not _shortened(p)), None)
        if name and two is not None and two[0].document != two[1].document:
            yield _hit(case, two, "office", name, doubtful=True)


def _shortened(pair: tuple[Fact, Fact]) -> bool:
    """Whether one of two offices is the other in fewer words."""
    a, b = (set(re.findall(r"\w+", f.get("office"))) for f in pair)
    return a <= b or b <= a


def _by(case: Case, kind: str, attribute: str) -> dict[str, list[Fact]]:
    """Facts of a kind by an attribute, or by their key."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for extract in case.extracts:
        for fact in extract.facts:
            if fact.kind == kind:
                found[fact.get(attribute) if attribute else fact.key].append(fact)
    return dict(sorted(found.items()))


def _apart(case: Case, pair: tuple[Fact, Fact], attribute: str) -> bool:
    """Whether two facts that may be compared state an attribute differently."""
    a, b = pair
    known = a.document == b.document or frozenset((a.document, b.document)) in case.related
    return known and bool(a.get(attribute)) and bool(b.get(attribute)) and a.get(attribute) != b.get(attribute)


def _hit(case: Case, pair: tuple[Fact, Fact], attribute: str, label: str, *, doubtful: bool) -> Hit:
    def fill(language: str) -> dict[str, str]:
        told = (
            say(language, "says", documents=case.name(f.document, language), text=f"“{case.said(f)}”") for f in pair
        )
        return {"statements": ", ".join(told)}

    return Hit(
        evidence=pair,
        computed=" ≠ ".join(f.get(attribute) for f in pair),
        confidence=0.6 if doubtful else 0.9,
        values=spoken(fill),
        key=f"{pair[0].kind}:{label}",
        label=label,
        quiet=doubtful,
        reason=(Note.of("reason.same-person"),),
    )
