"""The file of decisions: its records, reading, writing, and merging of several."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError
from auditor.model import Verdict
from auditor.resources import dotted, read_text, schema

SCHEMA_VERSION = "1.0"
_MOST_SAID = 160


class DecisionFileError(AuditorError):
    """A file of decisions, or a decision, that does not say what it must."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """One piece of evidence as it was when the decision was taken.

    Attributes:
        document: Path as it was given; for people only.
        text: The figure as printed.
        quote: Its sentence, white space collapsed.
        fingerprint: See `auditor.decisions.fingerprints.fingerprint`.
    """

    document: str
    text: str
    quote: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's verdict on a finding.

    Attributes:
        finding: Id of the finding.
        time: When it was decided, ISO 8601 with a zone.
        expires: The last day on which it holds, or None.
        evidence: In the order of the finding.
    """

    finding: str
    rule: str
    verdict: Verdict
    reason: str
    author: str
    time: str
    expires: date | None
    evidence: tuple[Remembered, ...]

    @property
    def about(self) -> tuple[str, tuple[str, ...]]:
        """What was decided: the rule and the fingerprints, in whatever order the documents were given."""
        return self.rule, tuple(sorted(item.fingerprint for item in self.evidence))

    @property
    def moment(self) -> datetime:
        """`time` as a point in time."""
        return datetime.fromisoformat(self.time).astimezone(UTC)

    def record(self) -> dict[str, Any]:
        """The decision as the file has it."""
        return {
            "finding": self.finding,
            "rule": self.rule,
            "verdict": str(self.verdict),
            "reason": self.reason,
            "author": self.author,
            "time": self.time,
            "expires": self.expires.isoformat() if self.expires else None,
            "evidence": [
                {"document": e.document, "text": e.text, "quote": e.quote, "fingerprint": e.fingerprint}
                for e in self.evidence
            ],
        }


@dataclass(frozen=True, slots=True)
class Conflict:
    """One finding on which files of decisions disagree.

    Attributes:
        kept: The decision that merging keeps: the latest.
        others: File and decision of each that says otherwise.
    """

    kept: Decision
    others: tuple[tuple[str, Decision], ...]


def load(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file, in its order.

    Raises:
        DecisionFileError: It cannot be read, is of a version that is not known, or does not say what it must.
    """
    try:
        data = json.loads(read_text(path, "utf-8-sig"))
    except FileNotFoundError as error:
        raise DecisionFileError("no such file", where=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionFileError(f"cannot be read: {error}", where=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise DecisionFileError(f"is not JSON: {error}", where=str(path)) from error
    if isinstance(data, dict) and data.get("schema_version", SCHEMA_VERSION) != SCHEMA_VERSION:
        raise DecisionFileError(
            f"has schema_version {data['schema_version']!r}; this version of auditor reads {SCHEMA_VERSION}",
            where=str(path),
        )
    from jsonschema import Draft202012Validator

    errors = Draft202012Validator(schema("decisions.schema.json")).iter_errors(data)
    first = min(errors, key=lambda e: [(isinstance(p, str), p) for p in e.absolute_path], default=None)
    if first is not None:
        said = first.message if len(first.message) <= _MOST_SAID else f"{first.message[:_MOST_SAID]}…"
        raise DecisionFileError(f"key {dotted(first.absolute_path)}: {said}", where=str(path))
    return tuple(_decision(each, f"decisions.{i}", path) for i, each in enumerate(data["decisions"]))


def _decision(record: Mapping[str, Any], key: str, path: Path) -> Decision:
    try:
        datetime.fromisoformat(record["time"])
    except ValueError as error:
        raise DecisionFileError(f"key {key}.time: {record['time']!r} is no time: {error}", where=str(path)) from error
    return Decision(
        finding=record["finding"],
        rule=record["rule"],
        verdict=Verdict(record["verdict"]),
        reason=record["reason"],
        author=record["author"],
        time=record["time"],
        expires=read_day(record["expires"], f"{path}: key {key}.expires") if record["expires"] else None,
        evidence=tuple(Remembered(**e) for e in record["evidence"]),
    )


def read_day(text: str, where: str) -> date:
    """A day written as ``2026-12-31``.

    Raises:
        DecisionFileError: There is no such day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DecisionFileError(f"{text!r} is no day; days are written as 2026-12-31", where=where) from error


def dump(decisions: Iterable[Decision]) -> str:
    """The file of decisions as text, in the order given."""
    data = {"schema_version": SCHEMA_VERSION, "decisions": [d.record() for d in decisions]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def from_report(
    finding: Mapping[str, Any], verdict: Verdict, *, reason: str, author: str, time: str, expires: date | None = None
) -> Decision:
    """A decision on a finding of a machine report.

    Args:
        finding: The finding as the report has it.
        verdict: What was decided.
        reason: In the reviewer's words.
        author: Who decided.
        time: When, ISO 8601 with a zone.
        expires: The last day on which it holds.

    Raises:
        DecisionFileError: The report is older than decisions, or the finding has no evidence: a rule has failed.
    """
    evidence = finding["evidence"]
    if not evidence:
        raise DecisionFileError(f"finding {finding['id']} is a failure of a rule, not a matter for a decision")
    if any("fingerprint" not in e for e in evidence):
        raise DecisionFileError("the report was written before decisions were known; run the audit again")
    return Decision(
        finding=finding["id"],
        rule=finding["rule"],
        verdict=verdict,
        reason=reason,
        author=author,
        time=time,
        expires=expires,
        evidence=tuple(
            Remembered(e["document"], " ".join(e["text"].split()), e["quote"], e["fingerprint"]) for e in evidence
        ),
    )


def merge(*files: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions of several files, one for each finding: the latest, whatever the order of the files."""
    kept: dict[tuple[str, tuple[str, ...]], Decision] = {}
    for decision in (d for each in files for d in each):
        there = kept.get(decision.about)
        if there is None or _rank(there) < _rank(decision):
            kept[decision.about] = decision
    return tuple(sorted(kept.values(), key=_rank))


def conflicts(files: Sequence[tuple[str, Sequence[Decision]]]) -> list[Conflict]:
    """Where files disagree: findings on which they hold different verdicts.

    Args:
        files: Name and decisions of each file.
    """
    found = []
    for kept in merge(*(decisions for _, decisions in files)):
        others = [(name, d) for name, decisions in files for d in decisions if d.about == kept.about and d is not kept]
        against = tuple((name, d) for name, d in others if d.verdict is not kept.verdict)
        if against:
            found.append(Conflict(kept, against))
    return found


def _rank(decision: Decision) -> tuple[datetime, str]:
    """Later is greater; at one moment the records' own text decides, so that no order of files does."""
    return decision.moment, json.dumps(decision.record(), ensure_ascii=False, sort_keys=True)
