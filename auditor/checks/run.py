"""Carries out the rules: from hits to findings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from auditor.checks import arithmetic, conflicts, documents, shares, unlike
from auditor.checks.base import Case, Hit
from auditor.checks.wording import subject, time
from auditor.model import Fact, Figure, Finding, Note, Severity
from auditor.phrases import LANGUAGES
from auditor.rulebook import Rule

Check = Callable[[Case, Mapping[str, Any]], Iterator[Hit]]

CHECKS: Mapping[str, Check] = {
    "value": conflicts.value,
    "fraction": conflicts.fraction,
    "rank": conflicts.rank,
    "direction": conflicts.direction,
    "scale": conflicts.scale,
    "repeat": conflicts.repeat,
    "period": unlike.period,
    "unit": unlike.unit,
    "sum-of-parts": arithmetic.sum_of_parts,
    "partition": arithmetic.partition,
    "share-of-fraction": shares.share_of_fraction,
    "share-of-counts": shares.share_of_counts,
    "percentage-change": arithmetic.percentage_change,
    "citation-year": documents.citation_year,
    "citation-order": documents.citation_order,
    "citation-date": documents.citation_date,
    "citation-number": documents.citation_number,
    "ordinal": documents.ordinal,
    "name": documents.name,
}
"""Every check, by the name that rules call it by."""

INTERNAL_ERROR = "internal-error"

RECOGNISED = 0.9
"""Confidence of text recognition under which a figure can be no ``error``: somebody must look at the image first."""


def run(case: Case, rules: Iterable[Rule]) -> list[Finding]:
    """The findings of all enabled rules, most severe first, then by rule and id.

    A check that raises gives a finding of the rule ``internal-error``, never a pass.
    """
    found: dict[str, Finding] = {}
    for rule in rules:
        if not rule.enabled:
            continue
        try:
            hits = list(CHECKS[rule.check](case, rule.parameters))
        except Exception as error:
            finding = _failed(rule, error)
            found[finding.id] = finding
            continue
        for hit in hits:
            finding = _finding(case, rule, hit)
            found.setdefault(finding.id, finding)
    return sorted(found.values(), key=lambda f: (f.severity.rank, f.rule, f.id))


def _finding(case: Case, rule: Rule, hit: Hit) -> Finding:
    severity = rule.severity
    places = [(case.passages[item.document, item.passage], item) for item in hit.evidence]
    certainty = min((passage.certainty(item.at, item.to) for passage, item in places), default=1.0)
    if hit.quiet:
        severity = Severity.INFO
    elif (hit.doubtful or certainty < RECOGNISED) and severity is Severity.ERROR:
        severity = Severity.WARNING
    vi, en = (_message(case, rule, hit, language) for language in LANGUAGES)
    return Finding(
        id=_identity(case, rule.id, hit.evidence),
        rule=rule.id,
        severity=severity,
        confidence=round(min(hit.confidence, certainty, 0.99), 2),
        key=hit.key,
        label=subject(case, hit, case.language(hit.evidence[0])) if hit.evidence else hit.label,
        message=(vi, en),
        computed=hit.computed,
        evidence=hit.evidence,
        reason=(*hit.reason, *_recognised(certainty)),
    )


def _message(case: Case, rule: Rule, hit: Hit, language: str) -> str:
    values = {**hit.values[language], "label": f"{subject(case, hit, language)}{time(hit, language)}"}
    message = rule.message[language].format_map(_Filled(values))
    return message[:1].upper() + message[1:]


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
