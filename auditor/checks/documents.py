"""Cited documents, congresses and names: what one text, or two, say of them that cannot both be true."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from auditor.checks.base import Case, Hit, spoken, stated
from auditor.model import Alignment, Fact, Note, Status

_NEW_COUNT = 0.25
_TITLE_WORDS = 5
_AREA_NEAR = 40
_JOINT_WORDS = 2
_NUMBER = re.compile(r"(\d+)(?:/((?:19|20)\d\d))?(?:[-/](.+))?")


def citation_year(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """A document number holds one year, its date another."""
    del parameters
    for fact in _facts(case, "citation"):
        match = _NUMBER.fullmatch(fact.get("number"))
        date = fact.get("date")
        if match and match.group(2) and date and match.group(2) != date[:4]:
            number, year = fact.get("number"), match.group(2)
            yield _hit(
                (fact,),
                f"{number}: {year} ≠ {date[:4]}",
                {"text": case.said(fact), "expected": year, "stated": date[:4]},
                label=number,
                confidence=0.95,
            )


def citation_order(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Two documents of one series and year whose numbers rise while their dates fall."""
    del parameters
    series: dict[tuple[str, ...], dict[int, Fact]] = defaultdict(dict)
    for fact in _facts(case, "citation"):
        match = _NUMBER.fullmatch(fact.get("number"))
        date = fact.get("date")
        # Of 24-77 the year stands first, and the rest is no series.
        yearly = match is not None and (match.group(3) or "").isdecimal()
        if match and date and not yearly and (match.group(2) in (None, date[:4])):
            issuer = fact.get("issuer") or _issuer_after(case, fact) or _area_before(case, fact)
            key = (fact.document, fact.get("type"), (match.group(3) or "").upper(), issuer, date[:4])
            series[key].setdefault(int(match.group(1)), fact)
    for _, members in sorted(series.items()):
        ordered = sorted(members)
        for low, high in pairwise(ordered):
            first, second = members[low], members[high]
            # Numbers start anew with a new term: a number that falls to a fraction is the new count.
            if first.get("date") > second.get("date") and low >= high * _NEW_COUNT:
                evidence = tuple(sorted((first, second), key=lambda f: f.start))
                yield _hit(
                    evidence,
                    f"{low} < {high}, {_day(first)} > {_day(second)}",
                    {"text": case.said(evidence[0]), "other": case.said(evidence[1])},
                    label=f"{first.get('number')} / {second.get('number')}",
                    confidence=0.9,
                    reason=(Note.of("reason.series"),),
                )


def _issuer_after(case: Case, fact: Fact) -> str:
    """The issuer named after the last of several citations in a row: ``Decision 15 and Decision 12 of …``."""
    extract = next(x for x in case.extracts if x.document.id == fact.document)
    place = (fact.passage, fact.sentence)
    end = fact.to
    for other in extract.facts:
        if other.kind != "citation" or (other.passage, other.sentence) != place or other.at < end:
            continue
        joint = case.folded(fact)[end : other.at]
        same = (other.get("type"), other.get("series")) == (fact.get("type"), fact.get("series"))
        if not same or len(joint.split()) > _JOINT_WORDS or ";" in joint:
            return ""
        if other.get("issuer"):
            return other.get("issuer")
        end = other.to
    return ""


def _area_before(case: Case, fact: Fact) -> str:
    """The area named right before a citation, whose document it then is."""
    text = case.passages[fact.document, fact.passage].text
    begin = max(fact.sentence[0], fact.at - _AREA_NEAR)
    _, area = next(case.pack(fact).organisations.find(text, begin, fact.at), ("", None))
    return str(area.group("name")) if area else ""


def citation_date(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One document number, two dates."""
    del parameters
    for alignment in _conflicts(case, "citation"):
        if len({m.key for m in alignment.members if isinstance(m, Fact)}) > 1:
            continue
        facts = _one_of_each([m for m in alignment.members if isinstance(m, Fact) and m.get("date")], "date")
        yield _aligned(case, alignment, facts, "date")


def citation_title(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One document number of one date, two titles that have hardly a word in common.

    Parameters:
        near: Part of the first words of one title that stand in the other, from which both are held to be one title.
    """
    near = Decimal(str(parameters["near"]))
    by_number: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in _facts(case, "citation"):
        match = _NUMBER.fullmatch(fact.get("number"))
        dated = fact.get("date") or (match.group(2) if match else "")
        if fact.get("title") and dated:
            by_number[fact.key, fact.get("type"), dated].append(fact)
    for (_, kind, _), facts in sorted(by_number.items()):
        for i, a in enumerate(facts):
            b = next((b for b in facts[i + 1 :] if _other_title(case, a, b, near)), None)
            if b is None:
                continue
            label = f"{kind} {a.get('number')}".strip()
            titles = [f"“{_title(f)}”" for f in (a, b)]
            values = {"text": titles[0], "other": titles[1]}
            yield _hit((a, b), " ≠ ".join(titles), values, label=label, confidence=0.8)
            break


def _other_title(case: Case, a: Fact, b: Fact, near: Decimal) -> bool:
    """Whether two citations in one document, or in documents that were compared, name other things."""
    if a.document != b.document and frozenset((a.document, b.document)) not in case.related:
        return False
    return max(_found(a, b), _found(b, a)) < near


def _found(a: Fact, b: Fact) -> Decimal:
    """The part of the first words of a title that stand anywhere in another."""
    first, whole = set(_title(a).split()), set(b.get("title").replace(",", " ").split())
    return Decimal(len(first & whole)) / max(len(first), 1)


def _title(fact: Fact) -> str:
    """The first words of a title: what follows is often the sentence that it stands in."""
    return " ".join(fact.get("title").replace(",", " ").split()[:_TITLE_WORDS])


def citation_number(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One document of one date, cited under two numbers."""
    del parameters
    for alignment in _conflicts(case, "citation"):
        facts = _one_of_each([m for m in alignment.members if isinstance(m, Fact)], "number")
        if len({f.key for f in facts}) > 1:
            yield _aligned(case, alignment, facts, "number")


def ordinal(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One congress or committee of one term is counted differently."""
    del parameters
    for alignment in _conflicts(case, "ordinal"):
        facts = _one_of_each([m for m in alignment.members if isinstance(m, Fact)], "ordinal")
        yield _aligned(case, alignment, facts, "ordinal")


def name(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One official name in quotation marks, with words lost, added or changed inside."""
    del parameters
    for alignment in _conflicts(case, "name"):
        facts = _one_of_each([m for m in alignment.members if isinstance(m, Fact)], "name")
        yield _aligned(case, alignment, facts, "name")


def _facts(case: Case, kind: str) -> Iterator[Fact]:
    for extract in case.extracts:
        for fact in extract.facts:
            if fact.kind == kind:
                yield fact


def _conflicts(case: Case, kind: str) -> Iterator[Alignment]:
    for alignment in case.alignments:
        first = alignment.members[0]
        if alignment.status is Status.CONFLICT and isinstance(first, Fact) and first.kind == kind:
            yield alignment


def _one_of_each(facts: list[Fact], attribute: str) -> tuple[Fact, ...]:
    """The first statement of each value in each document."""
    kept: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        kept.setdefault((fact.document, fact.get(attribute)), fact)
    return tuple(kept.values())


def _day(fact: Fact) -> str:
    year, month, day = fact.get("date").split("-")
    return f"{day}/{month}/{year}"


def _aligned(case: Case, alignment: Alignment, facts: tuple[Fact, ...], attribute: str) -> Hit:
    def statements(language: str) -> str:
        told: dict[str, tuple[str, list[str]]] = {}
        for fact in facts:
            text = _day(fact) if attribute == "date" else case.said(fact)
            told.setdefault(fact.get(attribute), (text, []))[1].append(case.name(fact.document, language))
        return ", ".join(stated(names, f"“{text}”", language) for text, names in told.values())

    return Hit(
        evidence=facts,
        computed=" ≠ ".join(dict.fromkeys(_day(f) if attribute == "date" else case.said(f) for f in facts)),
        confidence=alignment.score,
        values=spoken(lambda language: {"statements": statements(language)}),
        key=alignment.key,
        label=alignment.label,
        reason=alignment.reason,
    )


def _hit(
    evidence: tuple[Fact, ...],
    computed: str,
    values: Mapping[str, str],
    *,
    label: str,
    confidence: float,
    reason: tuple[Note, ...] = (),
) -> Hit:
    return Hit(
        evidence=evidence,
        computed=computed,
        confidence=confidence,
        values=spoken(lambda _: values),
        key=f"citation:{label}",
        label=label,
        reason=reason,
    )
