"""Measures extraction against labelled sentences: what was read of each figure, and what was taken for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import NoneType
from typing import Any

from auditor.errors import AuditorError
from auditor.evaluation.labels import PARTS, Needed, holds, is_year, read_lines, small_document, spans_of
from auditor.extraction import extract
from auditor.intervals import decimal_text
from auditor.language import Pack
from auditor.model import Figure

ATTRIBUTES = ("value", "unit", "kind", "role", "period")
"""What is compared of a figure, in the order shown."""
_LABEL: Needed = {
    **dict.fromkeys(("id", "language", "part", "form", "text"), str),
    "year": (int, str),
    "figures": list,
    "none": list,
}
_FIGURE: Needed = {
    **dict.fromkeys(("text", "kind", "role"), str),
    **dict.fromkeys(("low", "high", "unit", "period"), (str, NoneType)),
}


@dataclass
class Tally:
    """How the figures of one form were read.

    Attributes:
        labelled: Figures that stand in the sentences.
        found: Figures that extraction gave.
        right: Figures with the right attribute, by attribute.
        none: Numerals that are no figure.
        passed: Those of them that extraction passed over.
    """

    labelled: int = 0
    found: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ATTRIBUTES, 0))
    none: int = 0
    passed: int = 0

    def recall(self, attribute: str) -> float:
        """Share of the labelled figures that were found with the right attribute."""
        return self.right[attribute] / self.labelled if self.labelled else 1.0

    def precision(self, attribute: str) -> float:
        """Share of the figures found that have the right attribute of a labelled one."""
        return self.right[attribute] / self.found if self.found else 1.0

    def silence(self) -> float:
        """Share of the numerals that are no figure and were passed over."""
        return self.passed / self.none if self.none else 1.0

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.labelled += other.labelled
        self.found += other.found
        self.none += other.none
        self.passed += other.passed
        for attribute in ATTRIBUTES:
            self.right[attribute] += other.right[attribute]


@dataclass
class FigureScore:
    """How extraction did.

    Attributes:
        forms: Tally by form, in the order of the forms' names.
        wrong: One line for each fault: label, form, what was labelled, what was read.
    """

    forms: dict[str, Tally]
    wrong: list[str]

    @property
    def total(self) -> Tally:
        """All forms together."""
        whole = Tally()
        for tally in self.forms.values():
            whole.add(tally)
        return whole


def evaluate_figures(labels: Iterable[Path], packs: Mapping[str, Pack], part: str = "all") -> FigureScore:
    """Read labelled sentences and compare.

    Args:
        labels: Files of JSON lines.
        packs: Language packs by tag.
        part: ``work``, ``test`` or ``all`` of the labels.

    Raises:
        AuditorError: A file cannot be read, a line is no label, or a label's text is not in its sentence.
    """
    forms: dict[str, Tally] = {}
    wrong: list[str] = []
    for path in labels:
        for label in read_lines(path, _well_formed):
            if part not in ("all", label["part"]):
                continue
            if label["language"] not in packs:
                raise AuditorError(f"no language pack {label['language']!r}", where=f"{path}: {label['id']}")
            tally, faults = _compare(label, packs[label["language"]], str(path))
            forms.setdefault(label["form"], Tally()).add(tally)
            wrong += faults
    return FigureScore(dict(sorted(forms.items())), wrong)


def _well_formed(label: object) -> bool:
    if not isinstance(label, dict) or not holds(label, _LABEL) or label["part"] not in PARTS:
        return False
    return (
        is_year(label["year"])
        and isinstance(label.get("heading", ""), str)
        and all(holds(figure, _FIGURE) for figure in label["figures"])
        and all(holds(numeral, {"text": str}) for numeral in label["none"])
    )


def _compare(label: Mapping[str, Any], pack: Pack, path: str) -> tuple[Tally, list[str]]:
    text, heading = label["text"], label.get("heading", "")
    document = small_document("a", text, heading, int(label["year"]), pack.tag)
    shift = len(document.text) - len(text)
    found = [f for f in extract(document, pack).figures if f.start >= shift]
    tally = Tally(labelled=len(label["figures"]), found=len(found), none=len(label["none"]))
    faults: list[str] = []
    taken: set[str] = set()
    for wanted, (start, end) in _placed(label["figures"], text, path, label["id"]):
        figure = next((f for f in found if f.id not in taken and f.start - shift < end and start < f.end - shift), None)
        if figure is None:
            faults.append(f"{label['id']} {label['form']}: {wanted['text']!r} was not read")
            continue
        taken.add(figure.id)
        read = read_attributes(figure)
        for attribute in ATTRIBUTES:
            expected = (wanted["low"], wanted["high"]) if attribute == "value" else wanted[attribute]
            if read[attribute] == _plain(expected):
                tally.right[attribute] += 1
            else:
                faults.append(
                    f"{label['id']} {label['form']}: {attribute} of {wanted['text']!r} is {_shown(expected)}, "
                    f"read {_shown(read[attribute])}"
                )
    for figure in found:
        if figure.id not in taken:
            faults.append(f"{label['id']} {label['form']}: {figure.text!r} is no figure, read {figure.kind}")
    for _, (start, end) in _placed(label["none"], text, path, label["id"]):
        tally.passed += not any(f.start - shift < end and start < f.end - shift for f in found)
    return tally, faults


def read_attributes(figure: Figure) -> dict[str, Any]:
    """What is compared of a figure, by attribute."""
    return {
        "value": (decimal_text(figure.value.low), decimal_text(figure.value.high)),
        "unit": figure.unit,
        "kind": str(figure.kind),
        "role": str(figure.role),
        "period": figure.period.label if figure.period else None,
    }


def _plain(value: Any) -> Any:
    """A label's value in the form in which it is read: decimals without needless zeros."""
    if isinstance(value, tuple):
        return tuple(None if v is None else (v.rstrip("0").rstrip(".") if "." in v else v) for v in value)
    return value


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return " … ".join("∞" if v is None else str(v) for v in value)
    return "unstated" if value is None else str(value)


def _placed(
    entries: Sequence[Mapping[str, Any]], text: str, path: str, name: str
) -> Iterator[tuple[Mapping[str, Any], tuple[int, int]]]:
    spans = spans_of(text, (e["text"] for e in entries))
    for entry, span in zip(entries, spans, strict=True):
        if span is None:
            raise AuditorError(f"{name}: {entry['text']!r} is not in its sentence", where=path)
        yield entry, span
