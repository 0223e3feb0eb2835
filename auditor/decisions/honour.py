"""How an audit honours decisions: what stays away, what is marked, what comes back and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from auditor.decisions.fingerprints import fingerprint, quotation
from auditor.decisions.likeness import Match, best_matches, changes
from auditor.decisions.records import Decision, Remembered, merge
from auditor.model import Decided, Extract, Fact, Figure, Finding, Note, Verdict

PROJECT_FILE = "auditor.toml"
"""The author of a waiver."""
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that the project file itself dismisses.

    Attributes:
        finding: Its id, which changes when its figures or their sentences do.
        expires: The last day on which it holds, or None.
    """

    finding: str
    reason: str
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Honoured:
    """Findings after decisions.

    Attributes:
        remaining: Findings that reviewers must see, marked with what was decided of them.
        dismissed: Findings that a decision keeps away.
        notes: What the reader must know: how many were dismissed, and decisions that match nothing.
    """

    remaining: tuple[Finding, ...]
    dismissed: tuple[Finding, ...]
    notes: tuple[Note, ...]


def honour(
    findings: Sequence[Finding],
    extracts: Iterable[Extract],
    decisions: Iterable[Decision],
    waivers: Iterable[Waiver] = (),
    today: date | None = None,
) -> Honoured:
    """Carry out decisions on findings.

    A dismissal keeps its finding away while every figure and sentence of its evidence is unchanged. Where one has
    changed, the finding that stands in its place is shown and says so, as does one whose decision has expired, and
    one that was marked as fixed and still stands.

    Args:
        findings: What the checks found.
        extracts: The documents in which the evidence stands.
        decisions: Of all files; of several on one finding the latest holds.
        waivers: Of the project file; a decision on the same finding goes before.
        today: The day by which decisions expire; None for none does.
    """
    now = {f.id: items for f, items in zip(findings, _remember(findings, extracts), strict=True) if items}
    given = merge(decisions)
    exact = {d.about: d for d in given}
    waived = {w.finding: w for w in waivers}
    rulings: dict[str, Decided] = {}
    standing = set()
    for finding in findings:
        items = now.get(finding.id, ())
        about = (finding.rule, tuple(sorted(item.fingerprint for item in items)))
        if items and about in exact:
            standing.add(about)
            rulings[finding.id] = _ruled(exact[about], (), today)
        elif items and finding.id in waived:
            rulings[finding.id] = _waived(waived[finding.id], today)
    left = [d for d in given if d.about not in standing]
    by_id = {f.id: f for f in findings}
    matches = best_matches(left, [(by_id[id], items) for id, items in now.items()], taken=rulings.keys())
    for match in matches.values():
        if match.finding not in rulings:
            why = changes(match.decision, now[match.finding])
            rulings[match.finding] = _ruled(match.decision, why, today)
    decided = [replace(f, decision=rulings.get(f.id)) for f in findings]
    away = tuple(f for f in decided if f.decision and _keeps_away(f.decision))
    notes = _notes(away, _unused(left, matches), [w for w in waived if w not in now])
    return Honoured(tuple(f for f in decided if not (f.decision and _keeps_away(f.decision))), away, notes)


def _remember(findings: Iterable[Finding], extracts: Iterable[Extract]) -> Iterable[tuple[Remembered, ...]]:
    """The evidence of each finding as a decision would remember it today."""
    documents = {x.document.id: x.document.path for x in extracts}
    passages = {(x.document.id, p.id): p for x in extracts for p in x.document.passages}

    def one(item: Figure | Fact) -> Remembered:
        passage = passages[item.document, item.passage]
        quote = " ".join("".join(quotation(item, passage)).split())
        return Remembered(documents[item.document], " ".join(item.text.split()), quote, fingerprint(item, passage))

    return [tuple(map(one, f.evidence)) for f in findings]


def _ruled(decision: Decision, why: tuple[Note, ...], today: date | None) -> Decided:
    if decision.verdict is Verdict.FIXED:
        why = (*why, Note.of("returned.fixed"))
    else:
        why = (*why, *_expiry(decision.expires, today))
    expires = decision.expires.isoformat() if decision.expires else None
    return Decided(decision.verdict, decision.reason, decision.author, decision.time, expires, why)


def _waived(waiver: Waiver, today: date | None) -> Decided:
    expires = waiver.expires.isoformat() if waiver.expires else None
    return Decided(Verdict.DISMISSED, waiver.reason, PROJECT_FILE, "", expires, _expiry(waiver.expires, today))


def _expiry(expires: date | None, today: date | None) -> tuple[Note, ...]:
    if expires is None or today is None or today <= expires:
        return ()
    return (Note.of("returned.expired", expires=expires.isoformat()),)


def _keeps_away(decided: Decided) -> bool:
    return decided.verdict is Verdict.DISMISSED and not decided.returned


def _unused(left: Iterable[Decision], matches: dict[Decision, Match]) -> list[str]:
    """Ids of decisions that concern nothing in these documents; what was marked as fixed and is gone is well."""
    return [d.finding for d in left if d not in matches and d.verdict is not Verdict.FIXED]


def _notes(away: Sequence[Finding], unused: list[str], unused_waivers: list[str]) -> tuple[Note, ...]:
    notes = []
    if away:
        notes.append(Note.of("note.dismissed", count=str(len(away))))
    if unused:
        notes.append(Note.of("note.unused-decisions", findings=_named(unused)))
    if unused_waivers:
        notes.append(Note.of("note.unused-waivers", findings=_named(unused_waivers)))
    return tuple(notes)


def _named(ids: Iterable[str]) -> str:
    names = sorted(set(ids))
    more = f" … (+{len(names) - _MOST_NAMED})" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
