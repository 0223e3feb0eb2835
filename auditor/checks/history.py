"""Reports of two times: what the later says of the earlier, and what became of the earlier one's targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any

from auditor.checks.base import (
    AMOUNTS,
    HUNDRED,
    MOVES,
    Case,
    Hit,
    mark,
    noted,
    number,
    places_of,
    shown,
    spoken,
    value_of,
)
from auditor.intervals import centre, divided, exact, meet, negated, scaled, subtracted
from auditor.model import Alignment, Document, Extract, Fact, Figure, Interval, Kind, Note, Role, Status
from auditor.phrases import say
from auditor.terms import WANTED

_LIKE = 0.85
_YEAR = 12
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PERCENTS = ("percent", "percentage-point")
_CHANGE_NEAR = 40


def derived_baseline(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``95 %, up 2.1 points since 2020`` claims 92.9 % for 2020; the other document printed something else.

    Parameters:
        near: Part by which claimed and printed baseline may differ and still be held to be meant for one.
    """
    near = Decimal(str(parameters["near"]))
    following = _changes(case)
    seen: set[tuple[str, str]] = set()
    for alignment in case.alignments:
        figures = [m for m in alignment.members if isinstance(m, Figure)]
        for level in figures:
            change = following.get(level.id)
            for base in figures:
                if change is None or base.document == level.document or alignment.score < _LIKE:
                    continue
                implied = _implied(level, change)
                if implied is None or not _is_base(case, base, level, change) or (change.id, base.id) in seen:
                    continue
                seen.add((change.id, base.id))
                claim, terms, other = implied
                right, stated = centre(claim), value_of(base)
                if meet(claim, base.value) or (other and meet(other, base.value)):
                    continue
                if abs(right - stated) <= near * abs(stated):
                    yield _baseline(case, alignment, (base, level, change), right, terms)


def _changes(case: Case) -> dict[str, Figure]:
    """The change printed right after a level, by the level's id: ``95 %, up 2.1 %``."""
    found = {}
    for _, _, figures in case.by_sentence:
        folded = case.folded(figures[0])
        for level, change in pairwise(figures):
            gap = folded[level.to : change.at]
            plain = level.measure == "level" and level.kind in (*AMOUNTS, Kind.SHARE) and not level.hedge
            moved = change.measure in MOVES and change.kind is Kind.CHANGE and not change.hedge
            if plain and moved and len(gap) <= _CHANGE_NEAR and ";" not in gap and not change.features.core:
                found[level.id] = change
    return found


def _implied(level: Figure, change: Figure) -> tuple[Interval, str, Interval | None] | None:
    """The baseline that a level and its change claim, how it is worked out, and its other reading."""
    up = change.measure == "up"
    terms = f"{shown(level.text)} {'-' if up else '+'} {shown(change.text)}"
    if change.unit == level.unit or (level.unit == "percent" and change.unit in _PERCENTS):
        claim = subtracted(level.printed, change.printed if up else negated(change.printed))
        return claim, terms, _divided(level, change) if level.unit == change.unit == "percent" else None
    if change.unit == "percent":
        claimed = _divided(level, change)
        factor = f"(1 {'+' if up else '-'} {shown(change.text)})"
        return (claimed, f"{shown(level.text)} / {factor}", None) if claimed is not None else None
    return None


def _divided(level: Figure, change: Figure) -> Interval | None:
    part = scaled(change.printed, 1 / HUNDRED)
    return divided(level.printed, subtracted(exact(1), negated(part) if change.measure == "up" else part))


def _is_base(case: Case, base: Figure, level: Figure, change: Figure) -> bool:
    """Whether a figure of another document is of the very time that a change is measured against."""
    if base.measure != "level" or base.unit != level.unit or base.role in WANTED:
        return False
    if base.total is not None or base.kind is Kind.RANGE:
        return False
    stated = change.base_period.label if change.base_period is not None else ""
    if change.base == "term-start":  # its period names no year
        stated = (case.documents[level.document].term or "")[:4]
    elif not stated and change.base == "previous-year" and level.period is not None:
        stated = str(level.period.last // _YEAR - 1) if level.period.label.isdigit() else ""
    return bool(stated) and base.period is not None and base.period.label == stated


def _baseline(
    case: Case, alignment: Alignment, evidence: tuple[Figure, Figure, Figure], right: Decimal, terms: str
) -> Hit:
    base, level, _ = evidence
    places = max(places_of(scaled(f.printed, 1 / base.scale)) for f in evidence[:2])
    printed = number(right / base.scale, mark(case.language(base)), places=places)
    expected = _NUMBER.sub(printed, case.said(base), count=1)

    def fill(language: str) -> dict[str, str]:
        return {
            "text": case.name(level.document, language),
            "other": case.name(base.document, language),
            "parts": terms,
            "expected": expected,
            "stated": case.said(base),
        }

    return Hit(
        evidence=evidence,
        computed=f"{terms} = {expected} ≠ {case.said(base)}",
        confidence=alignment.score * 0.9,
        values=spoken(fill),
        key=alignment.key,
        label=alignment.label,
        reason=tuple(n for n in alignment.reason if not n.code.startswith("obstacle")),
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """A target of an earlier document and the result that a later one reports."""

    alignment: Alignment
    target: Figure
    result: Figure
    verdict: str


def attainment(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Each target of the earlier document, judged by the result in the later one: met, missed or not judged."""
    del parameters
    for judged in _judged(case):
        target, result = judged.target, judged.result
        sign = {"met": "✓", "missed": "✗", "unknown": "?"}[judged.verdict]
        values = {"text": case.said(target), "stated": case.said(result)}
        yield Hit(
            evidence=(target, result),
            computed=f"{case.said(target)} → {case.said(result)} {sign}",
            confidence=judged.alignment.score,
            values=spoken(partial(_with_verdict, case, target, values, judged.verdict)),
            key=judged.alignment.key,
            label=judged.alignment.label,
            reason=(Note.of(f"attainment.{judged.verdict}"),),
        )


def _with_verdict(
    case: Case, target: Figure, values: Mapping[str, str], verdict: str, language: str
) -> Mapping[str, str]:
    other = case.name(target.document, language)
    return {**values, "expected": say(language, f"attainment.{verdict}"), "other": other}


def attainment_count(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """The later document says that so many targets were met; its own figures miss more than that leaves room for."""
    del parameters
    judged = _judged(case)
    for extract in case.extracts:
        missed = [j for j in judged if j.result.document == extract.document.id and j.verdict == "missed"]
        for claim, met, total in _claims(case, extract):
            if len(missed) <= total - met or not missed:
                continue
            targets = ", ".join(f"{j.alignment.label} ({case.said(j.target)} → {case.said(j.result)})" for j in missed)
            values = {
                "stated": f"{met}/{total}",
                "expected": str(total - met),
                "difference": str(len(missed)),
                "parts": targets,
            }
            evidence: list[Figure | Fact] = [claim]
            evidence += [figure for j in missed for figure in (j.target, j.result)]
            yield Hit(
                evidence=tuple(evidence),
                computed=f"{total} - {met} = {total - met} < {len(missed)}",
                confidence=0.8,
                values=spoken(partial(_named, case, extract.document.id, values)),
                key="attainment",
                label=f"{met}/{total}",
            )


def _named(case: Case, document: str, values: Mapping[str, str], language: str) -> Mapping[str, str]:
    return {**values, "text": case.name(document, language)}


def _claims(case: Case, extract: Extract) -> list[tuple[Fact, int, int]]:
    """Where a document says how many of its targets were met; what it says of fewer is about some of them only."""
    found = []
    for passage in extract.document.passages:
        for match in case.packs[extract.document.language].cues.met.finditer(case.folded_text(extract, passage)):
            groups = match.groupdict()
            met, total = (groups.get(n) or groups.get(f"{n}2") for n in ("met", "total"))
            if met and total and int(met) <= int(total):
                fact = noted(extract, passage, match.start(), match.end(), "attainment", met=met, total=total)
                found.append((fact, int(met), int(total)))
    most = max((total for _, _, total in found), default=0)
    return [claim for claim in found if claim[2] == most]


def _judged(case: Case) -> list[_Judged]:
    """The targets of earlier documents that a later one reports a result for, once each."""
    found: dict[str, _Judged] = {}
    for alignment in case.alignments:
        figures = [m for m in alignment.members if isinstance(m, Figure)]
        if alignment.status is not Status.NOT_COMPARED or alignment.score < _LIKE:
            continue
        for target in figures:
            for result in figures:
                if target.role is not Role.TARGET or result.role is not Role.RESULT or not _due(case, target, result):
                    continue
                verdict = _verdict(case, alignment, target, result)
                found.setdefault(target.id, _Judged(alignment, target, result, verdict))
    return list(found.values())


def _due(case: Case, target: Figure, result: Figure) -> bool:
    """Whether a result is of the very time for which an earlier document set a target."""
    earlier, later = (_year_of(case.documents[f.document]) for f in (target, result))
    if not earlier or not later or earlier >= later:
        return False
    alike = target.unit == result.unit and target.measure == result.measure and target.total == result.total
    times = (f.period.last // _YEAR if f.period is not None and f.period.last else None for f in (target, result))
    due, reported = times
    return alike and due is not None and due == (reported or int(later))


def _year_of(document: Document) -> str:
    """The year of a document: of its full date, else the one that it reports on; empty where neither is known."""
    dated = document.date or ""
    return (dated if len(dated) > len("2025") else document.year or dated)[:4]


def _verdict(case: Case, alignment: Alignment, target: Figure, result: Figure) -> str:
    """``met``, ``missed`` or ``unknown``: by the bound that the target states, or by which way is better."""
    goal, reached = target.meant, result.value
    wants = {"at-least": "up", "at-most": "down"}.get(target.hedge) or case.directions.get(alignment.key, "")
    if target.measure in MOVES:
        wants = "up"
    low = goal.low if goal.low is not None else goal.high
    high = goal.high if goal.high is not None else goal.low
    if low is None or high is None or not wants or result.hedge == "about":
        return "unknown"
    if meet(goal, reached) and not target.hedge:
        return "met"
    best, worst = (reached.high, reached.low) if wants == "up" else (reached.low, reached.high)
    if worst is not None and (worst >= low if wants == "up" else worst <= high):
        return "met"
    return "missed" if best is not None and (best < low if wants == "up" else best > high) else "unknown"


def restated(case: Case, figures: Sequence[Figure]) -> str:
    """Whether a conflict is one of an earlier document quoted by a later one.

    Returns:
        ``target`` or ``history``, or empty where the documents are of one time or nothing tells.
    """
    years = {_year_of(case.documents[f.document]) for f in figures}
    if len(years) < 2 or "" in years:
        return ""
    if any(f.role in WANTED for f in figures):
        return "target"
    latest = int(max(years))
    past = all(f.period is not None and f.period.last and f.period.last // _YEAR < latest for f in figures)
    return "history" if past else ""
