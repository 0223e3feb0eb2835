"""Measures alignment against labelled pairs of sentences: the same fact, or a tempting other one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any

from auditor.alignment import Catalogue, align
from auditor.errors import AuditorError
from auditor.evaluation.labels import PARTS, Needed, holds, is_year, read_lines, small_document, spans_of
from auditor.extraction import extract
from auditor.language import Pack
from auditor.model import Document, Figure, Status

_LABEL: Needed = {"id": str, "language": str, "part": str, "form": str, "a": dict, "b": dict, "aligned": bool}
_SIDE: Needed = {"text": str, "figure": str, "year": (int, str)}


@dataclass
class PairTally:
    """How the pairs of one form were judged.

    Attributes:
        same: Pairs labelled as one fact.
        found: Those of them that were aligned.
        other: Pairs labelled as different facts.
        taken: Those of them that were aligned all the same.
    """

    same: int = 0
    found: int = 0
    other: int = 0
    taken: int = 0

    def add(self, other: PairTally) -> None:
        """Count another tally in."""
        self.same += other.same
        self.found += other.found
        self.other += other.other
        self.taken += other.taken

    @property
    def recall(self) -> float:
        """Share of the pairs of one fact that were aligned."""
        return self.found / self.same if self.same else 1.0

    @property
    def precision(self) -> float:
        """Share of the pairs aligned that are of one fact."""
        return self.found / (self.found + self.taken) if self.found + self.taken else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of recall and precision."""
        return 2 * self.recall * self.precision / (self.recall + self.precision) if self.found else 0.0


@dataclass
class PairScore:
    """How alignment did: tallies by form, and a line for each pair that was judged otherwise than labelled."""

    forms: dict[str, PairTally]
    wrong: list[str]

    @property
    def total(self) -> PairTally:
        """All forms together."""
        whole = PairTally()
        for tally in self.forms.values():
            whole.add(tally)
        return whole


def evaluate_pairs(
    labels: Iterable[Path], packs: Mapping[str, Pack], catalogue: Catalogue, part: str = "all"
) -> PairScore:
    """Align labelled pairs, each as two documents of one organisation.

    Args:
        labels: Files of JSON lines.
        packs: Language packs by tag.
        catalogue: Known indicators; an empty one measures discovery alone.
        part: ``work``, ``test`` or ``all`` of the labels.

    Raises:
        AuditorError: A file cannot be read, a line is no label, or a figure is not in its sentence.
    """
    forms: dict[str, PairTally] = {}
    wrong: list[str] = []
    for path in labels:
        for label in read_lines(path, _well_formed):
            if part not in ("all", label["part"]):
                continue
            taken = _aligned(label, packs, catalogue, str(path))
            same = bool(label["aligned"])
            tally = PairTally(same, same and taken, not same, not same and taken)
            forms.setdefault(label["form"], PairTally()).add(tally)
            if same != taken:
                said = "missed" if same else "taken for one fact"
                sides = " | ".join(f"{label[s]['figure']}: {label[s]['text']}" for s in ("a", "b"))
                wrong.append(f"{label['id']} {label['form']}: {said}: {sides}")
    return PairScore(dict(sorted(forms.items())), wrong)


def _well_formed(label: object) -> bool:
    if not isinstance(label, dict) or not holds(label, _LABEL):
        return False
    sides = (label["a"], label["b"])
    return (
        label["part"] in PARTS
        and isinstance(label.get("organisation"), (str, NoneType))
        and all(
            holds(side, _SIDE) and is_year(side["year"]) and isinstance(side.get("heading", ""), str) for side in sides
        )
    )


def _aligned(label: Mapping[str, Any], packs: Mapping[str, Pack], catalogue: Catalogue, path: str) -> bool:
    language = label["language"]
    if language not in packs:
        raise AuditorError(f"no language pack {language!r}", where=f"{path}: {label['id']}")
    documents = [
        small_document(
            name, side["text"], side.get("heading", ""), int(side["year"]), language, label.get("organisation")
        )
        for name, side in (("d1", label["a"]), ("d2", label["b"]))
    ]
    extracts = [extract(document, packs[language]) for document in documents]
    alignments, _ = align(extracts, packs, catalogue, same_organisation=True)
    wanted = [
        (document.id, *_span(document, side, path, label["id"]))
        for document, side in zip(documents, (label["a"], label["b"]), strict=True)
    ]
    for alignment in alignments:
        figures = [m for m in alignment.members if isinstance(m, Figure)]
        if alignment.status is Status.NOT_COMPARED:
            continue
        if all(any(f.document == d and f.start < end and start < f.end for f in figures) for d, start, end in wanted):
            return True
    return False


def _span(document: Document, side: Mapping[str, Any], path: str, name: str) -> tuple[int, int]:
    shift = len(document.text) - len(side["text"])
    (span,) = spans_of(side["text"], [side["figure"]])
    if span is None:
        raise AuditorError(f"{name}: {side['figure']!r} is not in its sentence", where=path)
    return span[0] + shift, span[1] + shift
