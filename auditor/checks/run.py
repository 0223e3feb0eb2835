"""Carries out the rules: from hits to findings."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from auditor.checks import (
    arithmetic,
    calendar,
    changes,
    conflicts,
    counting,
    documents,
    events,
    history,
    limits,
    numbering,
    people,
    plans,
    portions,
    retold,
    shapes,
    shares,
    tabular,
    unlike,
)
from auditor.checks.base import Case, Hit
from auditor.checks.wording import relation, subject, time
from auditor.intervals import exact, meet
from auditor.model import Fact, Figure, Finding, Note, Severity
from auditor.phrases import LANGUAGES, say
from auditor.rulebook import Rule

Check = Callable[[Case, Mapping[str, Any]], Iterator[Hit]]

CHECKS: Mapping[str, Check] = {
    "value": conflicts.value,
    "fraction": conflicts.fraction,
    "rank": conflicts.rank,
    "direction": conflicts.direction,
    "scale": conflicts.scale,
    "population": conflicts.population,
    "range": conflicts.span,
    "restated-target": conflicts.restated_target,
    "restated-history": conflicts.restated_history,
    "rounding": conflicts.rounding,
    "derived-baseline": history.derived_baseline,
    "attainment": history.attainment,
    "attainment-count": history.attainment_count,
    "repeat": conflicts.repeat,
    "period": unlike.period,
    "unit": unlike.unit,
    "sum-of-parts": arithmetic.sum_of_parts,
    "partition": arithmetic.partition,
    "share-of-fraction": shares.share_of_fraction,
    "share-of-counts": shares.share_of_counts,
    "percentage-change": changes.percentage_change,
    "change-of-levels": changes.change_of_levels,
    "multiple-of-levels": changes.multiple_of_levels,
    "direction-word": changes.direction_word,
    "change-retold": retold.change_retold,
    "portion-retold": portions.portion_retold,
    "plan-share": plans.plan_share,
    "yearly-average": plans.yearly_average,
    "average-growth": plans.average_growth,
    "share-of-hundred": limits.share_of_hundred,
    "impossible-value": limits.impossible_value,
    "impossible-date": calendar.impossible_date,
    "weekday": calendar.weekday,
    "term-ordinal": calendar.term_ordinal,
    "announced-count": counting.announced_count,
    "numbering": numbering.numbering,
    "table-total": tabular.table_total,
    "citation-year": documents.citation_year,
    "citation-order": documents.citation_order,
    "citation-date": documents.citation_date,
    "citation-title": documents.citation_title,
    "citation-number": documents.citation_number,
    "event-date": events.event_date,
    "person-office": people.person_office,
    "ordinal": documents.ordinal,
    "name": documents.name,
}
"""Every check, by the name that rules call it by."""

INTERNAL_ERROR = "internal-error"

RECOGNISED = 0.9
"""Confidence of text recognition under which a figure can be no ``error``: somebody must look at the image first."""


def run(case: Case, rules: Iterable[Rule], checks: Mapping[str, Check] = CHECKS) -> list[Finding]:
    """The findings of all enabled rules, most severe first, then by rule and id.

    A check that raises gives a finding of the rule ``internal-error``, never a pass.
    """
    found: dict[str, Finding] = {}
    hits: dict[str, Hit] = {}
    for rule in (rule for rule in rules if rule.enabled):
        made: list[Hit] = []
        try:
            made = list(checks[rule.check](case, rule.parameters))
        except MemoryError:
            raise  # no fault of the check's
        except Exception as error:
            finding = _failed(rule, error)
            found[finding.id] = finding
        for hit in made:
            finding = _finding(case, rule, hit)
            # The same wrong words in two documents, or twice in one, are two findings.
            while finding.id in found and found[finding.id].evidence != finding.evidence:
                finding = replace(finding, id=hashlib.sha256(f"{finding.id}+".encode()).hexdigest()[:12])
            found.setdefault(finding.id, finding)
            hits.setdefault(finding.id, hit)
    told = _told_once(case, found, hits)
    return sorted(told, key=lambda f: (f.severity.rank, f.rule, f.id))


def _told_once(case: Case, found: Mapping[str, Finding], hits: Mapping[str, Hit]) -> Iterator[Finding]:
    """One root cause is one finding.

    Arithmetic that fails because one of its figures conflicts with another document, whose number makes it right, is
    told with that conflict, as evidence of which document is right. What it proves stays proven: the conflict is as
    severe as the arithmetic, and says it.
    """
    conflicts: dict[str, list[Finding]] = defaultdict(list)
    for finding in found.values():
        if not hits.get(finding.id) or not hits[finding.id].repairs:
            for item in dict.fromkeys(item.id for item in finding.evidence):
                conflicts[item].append(finding)
    explained: dict[str, list[Note]] = {}
    proofs: dict[str, list[Finding]] = {}
    dropped = set()
    for finding in found.values():
        for figure, right in hits[finding.id].repairs if finding.id in hits else ():
            told = (c for c in conflicts.get(figure.id, ()) if figure in c.evidence)
            other = next((c for c in told if _other_says(c, figure, right)), None)
            if other is not None:
                witness = next(e for e in other.evidence if isinstance(e, Figure) and _says(e, figure, right))
                note = Note.of("reason.also", sum=finding.computed, document=case.file_name(witness.document))
                explained.setdefault(other.id, []).append(note)
                proofs.setdefault(other.id, []).append(finding)
                dropped.add(finding.id)
                break
    for finding in found.values():
        if finding.id not in dropped:
            proven = _proven(case, finding, proofs.get(finding.id, ()))
            yield replace(proven, reason=(*proven.reason, *explained.get(finding.id, ())))


def _proven(case: Case, conflict: Finding, proofs: Iterable[Finding]) -> Finding:
    """A conflict with the arithmetic of its documents that fails: said, computed, and as severe and sure as it."""
    told = conflict
    for proof in proofs:
        vi, en = (
            " ".join(
                (message, say(each, "proof", document=case.name(proof.evidence[0].document, each), sum=proof.computed))
            )
            for message, each in zip(told.message, LANGUAGES, strict=True)
        )
        told = replace(
            told,
            severity=min(told.severity, proof.severity, key=lambda severity: severity.rank),
            confidence=max(told.confidence, proof.confidence),
            message=(vi, en),
            computed=f"{told.computed}; {proof.computed}",
        )
    return told


def _other_says(conflict: Finding, figure: Figure, right: Decimal) -> bool:
    return any(isinstance(e, Figure) and _says(e, figure, right) for e in conflict.evidence)


def _says(other: Figure, figure: Figure, right: Decimal) -> bool:
    """Whether another document states, for a figure, the value that would be right."""
    same = other.document != figure.document and other.unit == figure.unit and other.total == figure.total
    return same and meet(other.printed, exact(right))


def _finding(case: Case, rule: Rule, hit: Hit) -> Finding:
    severity = rule.severity
    places = [(case.passages[item.document, item.passage], item) for item in hit.evidence]
    certainty = min((passage.certainty(item.at, item.to) for passage, item in places), default=1.0)
    if hit.quiet:
        severity = Severity.INFO
    elif (hit.doubtful or certainty < RECOGNISED) and severity is Severity.ERROR:
        severity = Severity.WARNING
    changes = shapes.smallest(case, hit.repairs)
    vi, en = (
        " ".join(filter(None, (_message(case, rule, hit, each), shapes.told(changes, each)))) for each in LANGUAGES
    )
    return Finding(
        id=_identity(case, rule.id, hit.evidence),
        rule=rule.id,
        severity=severity,
        confidence=round(min(hit.confidence, certainty, 0.99), 2),
        key=hit.key,
        label=_label(case, hit, case.language(hit.evidence[0])) if hit.evidence else hit.label,
        message=(vi, en),
        computed=hit.computed,
        evidence=hit.evidence,
        reason=(*hit.reason, *_recognised(certainty)),
    )


def _message(case: Case, rule: Rule, hit: Hit, language: str) -> str:
    name = subject(case, hit, language)
    label = name + time(hit, name, language) + relation(case, hit, language)
    values = {**hit.values[language], "label": label}
    message = rule.message[language].format_map(_Filled(values))
    return message[:1].upper() + message[1:]


def _label(case: Case, hit: Hit, language: str) -> str:
    """The indicator's name without its time: what is alike in several years bears one name."""
    return subject(case, hit, language) + relation(case, hit, language)


def _recognised(certainty: float) -> tuple[Note, ...]:
    return () if certainty == 1 else (Note.of("reason.recognised", confidence=f"{certainty:.0%}"),)


class _Filled(dict[str, str]):
    """Placeholders that a hit does not fill are left empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _identity(case: Case, rule: str, evidence: Iterable[Figure | Fact]) -> str:
    """An id that outlives re-wrapping and re-paging: made of the rule, the figures and their sentences."""
    parts = []
    for item in evidence:
        passage = case.passages[item.document, item.passage]
        quote = " ".join(passage.text[slice(*item.sentence)].split())
        parts.append(f"{case.said(item)}\0{quote}\0{item.at - item.sentence[0]}")
    digest = hashlib.sha256("\0\0".join([rule, *sorted(parts)]).encode())
    return digest.hexdigest()[:12]


def _failed(rule: Rule, error: Exception) -> Finding:
    message = f"{rule.id}: {type(error).__name__}: {error}"
    digest = hashlib.sha256(message.encode()).hexdigest()[:12]
    return Finding(digest, INTERNAL_ERROR, Severity.ERROR, 1.0, INTERNAL_ERROR, rule.id, (message, message), "", ())
