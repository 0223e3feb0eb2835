"""Two machine reports compared: what was resolved, what is new, what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.decisions import Remembered
from auditor.decisions.likeness import LEAST_CHANGED, likeness

_RANK = {"error": 0, "warning": 1, "info": 2}

Record = Mapping[str, Any]
"""A report, a document or a finding as the machine report has it."""


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """One document in both runs; None on the side where it is not.

    Attributes:
        changed: Whether the file's content differs; true where it is on one side only.
    """

    old: str | None
    new: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding whose figures have changed and that still is one."""

    old: Record
    new: Record


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the findings.

    Attributes:
        documents: In the order of the new report, then those that are gone.
        new: Findings of the new report that were not in the old one.
        changed: Same rule, indicator and documents, other figures.
        unchanged: As the new report has them: same figures, though the words around them may differ.
        resolved: Findings of the old report that are gone.
        dismissed: Findings that were shown before, and that a decision keeps away now.
    """

    documents: tuple[DocumentPair, ...]
    new: tuple[Record, ...]
    changed: tuple[Changed, ...]
    unchanged: tuple[Record, ...]
    resolved: tuple[Record, ...]
    dismissed: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    """A finding with what it is matched by."""

    record: Record
    documents: tuple[str, ...]
    items: tuple[Remembered, ...]

    @property
    def rule(self) -> str:
        return str(self.record["rule"])

    @property
    def key(self) -> str:
        return str(self.record["indicator"]["key"])

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """What each document says."""
        return tuple(sorted((e.document, e.text) for e in self.items))


def compare(old: Record, new: Record) -> Comparison:
    """Compare two machine reports.

    Args:
        old: The earlier report, as `auditor.reports.load` gives it.
        new: The later one.
    """
    names, pairs = _pair_documents(old["documents"], new["documents"])
    before = [_finding(f, names) for f in old["findings"]]
    after = [_finding(f, {}) for f in [*new["findings"], *new["dismissed"]]]
    matched = _match(before, after)
    shown = range(len(new["findings"]))
    origin = {j: before[i] for i, j in matched.items()}
    still = [(origin[j], after[j]) for j in shown if j in origin]
    return Comparison(
        documents=pairs,
        new=tuple(after[j].record for j in shown if j not in origin),
        changed=tuple(Changed(a.record, b.record) for a, b in still if not _same(a, b)),
        unchanged=tuple(b.record for a, b in still if _same(a, b)),
        resolved=tuple(f.record for i, f in enumerate(before) if i not in matched),
        dismissed=tuple(after[j].record for j in sorted(origin) if j not in shown),
    )


def fails(comparison: Comparison, level: str) -> bool:
    """Whether a comparison fails.

    Args:
        comparison: The comparison.
        level: ``new-errors``: an error that is new, or that was milder before; ``new-warnings``: a warning or error
            likewise; ``any``: anything new or changed; ``never``.
    """
    if level == "never":
        return False
    if level == "any":
        return bool(comparison.new or comparison.changed)
    worst = _RANK["error" if level == "new-errors" else "warning"]
    worse = [c.new for c in comparison.changed if _RANK[c.old["severity"]] > worst]
    return any(_RANK[f["severity"]] <= worst for f in (*comparison.new, *worse))


def _pair_documents(old: Sequence[Record], new: Sequence[Record]) -> tuple[dict[str, str], tuple[DocumentPair, ...]]:
    """The new path of each old one, as far as there is one: by path, content, file name, title; the last one left.

    Returns:
        Old path to new path, and the pairs.
    """
    names: dict[str, str] = {}
    for mark in (_path, _content, _file_name, _title, _any):
        left = [d for d in old if d["path"] not in names]
        right = [d for d in new if d["path"] not in names.values()]
        for document in left:
            wanted = mark(document)
            here = [d for d in left if mark(d) == wanted]
            there = [d for d in right if mark(d) == wanted]
            if wanted and len(here) == len(there) == 1:
                names[document["path"]] = there[0]["path"]
    content = {d["path"]: d["sha256"] for d in old}
    back = {b: a for a, b in names.items()}
    pairs = [
        DocumentPair(back.get(d["path"]), d["path"], content.get(back.get(d["path"], "")) != d["sha256"]) for d in new
    ]
    gone = [DocumentPair(d["path"], None, True) for d in old if d["path"] not in names]
    return names, (*pairs, *gone)


def _path(document: Record) -> str:
    return str(document["path"])


def _content(document: Record) -> str:
    return str(document["sha256"])


def _file_name(document: Record) -> str:
    return str(document["path"]).replace("\\", "/").rsplit("/", 1)[-1]


def _title(document: Record) -> str:
    return "\0".join([document["title"] or "", document["organisation"] or ""]) if document["title"] else ""


def _any(_: Record) -> str:
    return "any"


def _finding(record: Record, names: Mapping[str, str]) -> _Finding:
    items = tuple(
        Remembered(names.get(e["document"], e["document"]), " ".join(e["text"].split()), e["quote"], _fingerprint(e))
        for e in record["evidence"]
    )
    return _Finding(record, tuple(sorted({e.document for e in items})), items)


def _fingerprint(evidence: Record) -> str:
    """Made anew, so that a report without fingerprints compares like one with them."""
    said = f"{' '.join(evidence['text'].split())}\0{evidence['quote']}"
    return hashlib.sha256(said.encode(errors="backslashreplace")).hexdigest()[:16]


def _same(old: _Finding, new: _Finding) -> bool:
    return old.record["id"] == new.record["id"] or old.figures == new.figures


def _match(old: Sequence[_Finding], new: Sequence[_Finding]) -> dict[int, int]:
    """Which new finding each old one is, by their places: the surest pairs first, each finding once."""
    ids = {f.record["id"]: j for j, f in enumerate(new)}
    matched = {i: ids[f.record["id"]] for i, f in enumerate(old) if f.record["id"] in ids}
    taken = set(matched.values())
    places: dict[tuple[str, str], list[int]] = {}
    for j, finding in enumerate(new):
        if j not in taken:
            for mark in _marks(finding):
                places.setdefault((finding.rule, mark), []).append(j)
    candidates = []
    for i, finding in enumerate(old):
        if i not in matched:
            near = dict.fromkeys(j for mark in _marks(finding) for j in places.get((finding.rule, mark), ()))
            candidates += [(rank, i, j) for j in near if (rank := _rank(finding, new[j])) is not None]
    for _, i, j in sorted(candidates):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def _marks(finding: _Finding) -> Iterable[str]:
    """What two findings must have one of in common to be looked at."""
    return dict.fromkeys([f"key\0{finding.key}" if finding.key else "", *(e.text for e in finding.items)])


def _rank(old: _Finding, new: _Finding) -> tuple[int, float] | None:
    """How surely two findings of one rule are one, less is surer; None where they are not."""
    alike = likeness(old.items, new.items)
    one_key = bool(old.key) and old.key == new.key
    if old.documents == new.documents and (one_key or alike >= LEAST_CHANGED):
        return (0 if old.figures == new.figures else 1), -alike
    nested = set(old.documents) <= set(new.documents) or set(new.documents) <= set(old.documents)
    return (2, -alike) if one_key and nested else None
