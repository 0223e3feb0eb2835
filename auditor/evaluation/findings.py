"""Measures an audit against labels: recall and precision of findings, share of agreements aligned.

A label names passages by quotation and figures by their text; both are found in the documents themselves, so a
finding meets a label when its evidence overlaps the labelled characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError
from auditor.evaluation.labels import holds, read_lines
from auditor.model import Document, Fact, Figure, Severity, Status
from auditor.pipeline import Audit, audit, know

Span = tuple[str, int, int]
"""Document key, start and end."""

_RIGHT = frozenset({"conflict", "target-missed"})


@dataclass
class Score:
    """How an audit did; each list holds one line a case."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    unlabelled: list[str] = field(default_factory=list)
    aligned: int = 0
    unaligned: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """One line of figures."""
        conflicts = self.found + len(self.missed)
        judged = self.right + len(self.wrong)
        agreements = self.aligned + len(self.unaligned)
        return (
            f"discrepancies found {self.found}/{conflicts} (recall {_share(self.found, conflicts)}); "
            f"loud findings right {self.right}, wrong {len(self.wrong)}, not labelled {len(self.unlabelled)} "
            f"(precision {_share(self.right, judged)}); agreements aligned {self.aligned}/{agreements}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def evaluate(labels: Iterable[Path], files: Mapping[str, str], rules_folder: Path | None = None) -> Score:
    """Audit documents and compare with labels.

    Args:
        labels: Files of JSON lines.
        files: Path of each document by the key that labels use.
        rules_folder: A project's own rules.

    Raises:
        AuditorError: A label is no JSON, or names a document or quotation that does not exist.
    """
    result = audit(list(files.values()), knowledge=know(rules_folder))
    by_path = {x.document.path: x.document for x in result.extracts}
    for path in files.values():
        if path not in by_path:
            raise AuditorError("could not be read", where=path)
    places = _Places({key: by_path[path] for key, path in files.items()})
    return _score(result, [label for path in labels for label in read_lines(path, _well_formed)], places)


def _well_formed(label: object) -> bool:
    if not isinstance(label, dict) or not holds(label, {"id": str, "verdict": str}):
        return False
    if "a" in label:
        return all(holds(side, {"doc": str, "quote": str, "figure": str}) for side in (label["a"], label.get("b")))
    more = label.get("more", [])
    return (
        holds(label, {"doc": str})
        and isinstance(more, list)
        and all(holds(p, {"quote": str, "figures": list}) for p in (label, *more))
        and all(isinstance(figure, str) for p in (label, *more) for figure in p["figures"])
    )


class _Places:
    """Finds quotations and figures in documents, whatever the line breaks and footnotes between their words."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.key_of = {d.id: key for key, d in documents.items()}
        self._plain: dict[str, tuple[str, list[int]]] = {}
        for key, document in documents.items():
            kept = [i for i, c in enumerate(document.text) if not c.isspace()]
            self._plain[key] = ("".join(document.text[i] for i in kept), kept)

    def find(self, key: str, quote: str, figure: str) -> Span:
        """The span of a figure inside a quotation.

        Raises:
            AuditorError: It is not there.
        """
        if key not in self._plain:
            raise AuditorError(f"no --doc for document {key}")
        text, kept = self._plain[key]
        wanted, number = ("".join(s.split()) for s in (quote, figure))
        at = text.find(wanted)
        inside = text.find(number, at, at + len(wanted)) if at >= 0 else -1
        if at < 0 or inside < 0:
            raise AuditorError(f"{figure!r} in {quote[:60]!r} is not in document {key}")
        return key, kept[inside], kept[inside + len(number) - 1] + 1


def _score(result: Audit, labels: Sequence[Mapping[str, Any]], places: _Places) -> Score:
    score = Score()
    findings = [(f, _spans(f.evidence, places)) for f in result.findings]
    loud = [(f, spans) for f, spans in findings if f.severity is not Severity.INFO]
    agreements = [_spans(a.members, places) for a in result.alignments if a.status is Status.CONSISTENT]
    right: set[str] = set()
    judged: set[str] = set()
    for label in labels:
        wanted = _wanted(label, places)
        if label["verdict"] in _RIGHT:
            met = [f for f, spans in findings if _meets(spans, wanted)]
            right.update(f.id for f in met)
            if label.get("certainty") == "soft":
                judged.update(f.id for f in met)
            elif met:
                score.found += 1
            else:
                score.missed.append(f"{label['id']}: {label.get('why', '')}")
        else:
            judged.update(f.id for f, spans in loud if _meets(spans, wanted))
            if "a" in label and label["verdict"] == "consistent":
                if any(_meets(spans, wanted) for spans in agreements):
                    score.aligned += 1
                else:
                    score.unaligned.append(f"{label['id']}: {label['a']['figure']} / {label['b']['figure']}")
    for finding, _ in loud:
        line = f"{finding.rule} {finding.severity} {finding.id}: {finding.message[1]}"
        if finding.id in right:
            score.right += 1
        elif finding.id in judged:
            score.wrong.append(line)
        else:
            score.unlabelled.append(line)
    return score


def _wanted(label: Mapping[str, Any], places: _Places) -> list[Span]:
    if "a" in label:
        return [places.find(side["doc"], side["quote"], side["figure"]) for side in (label["a"], label["b"])]
    parts = [label, *label.get("more", [])]
    return [places.find(label["doc"], part["quote"], figure) for part in parts for figure in part["figures"]]


def _meets(spans: Sequence[Span], wanted: Sequence[Span]) -> bool:
    """Whether evidence overlaps the labelled figures: both of a pair, at least two of a group."""
    hit = sum(1 for key, start, end in wanted if any(k == key and s < end and start < e for k, s, e in spans))
    return hit >= min(2, len(wanted))


def _spans(items: Iterable[Figure | Fact], places: _Places) -> list[Span]:
    return [(places.key_of[i.document], i.start, i.end) for i in items if i.document in places.key_of]
