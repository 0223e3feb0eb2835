"""Measures the auditor on a user's own document: discrepancies planted in copies of it, and how many are found.

A copy differs from the document in a few places, each in a sentence of its own. The audit of document against copy
must report each place, and nothing else but what it reports of the document alone.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.language import Pack
from auditor.model import Document, Extract, Figure, Finding, Kind
from auditor.pipeline import Audit, Knowledge, audit

Edits = tuple[tuple[int, int, str], ...]
"""What is put in place of which characters of a text: (start, end, text), in their order."""
Signature = tuple[str, frozenset[str]]
"""A rule, and the texts of what it found."""
KINDS = ("digit", "scale", "unit", "period", "swap")
"""What is planted: one digit changed, one scale word, one unit, one year, two figures of a sentence swapped."""
BATCH = 15
"""Discrepancies in one copy."""
MOST = 40
"""Discrepancies of each kind."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?![\d/]|[.,-]\d)")


@dataclass(frozen=True, slots=True)
class Plant:
    """One discrepancy.

    Attributes:
        kind: One of `KINDS`.
        edits: What is changed in the document.
        sentence: Span of the sentence in the document.
    """

    kind: str
    edits: Edits
    sentence: tuple[int, int]


@dataclass
class PlantedScore:
    """What was planted and found, by kind, and a line for each miss, and for each finding where nothing was planted."""

    planted: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    missed: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def evaluate_planted(document: Document, knowledge: Knowledge, seed: int) -> PlantedScore:
    """Plant discrepancies in copies of a document, audit it against each, and count.

    Args:
        document: As read; its text stands for it, so that every format can be measured.
        knowledge: Rules and language packs.
        seed: Which places are taken; the same seed takes the same.
    """
    score = PlantedScore()
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder) / f"original{'.md' if document.form == 'markdown' else '.txt'}"
        original.write_text(document.text, encoding="utf-8", newline="")
        alone = audit([str(original)], knowledge=knowledge)
        (found,) = alone.extracts
        known = {_signature(f) for f in alone.findings}
        plants = list(_plants(found, knowledge.packs[found.document.language], random.Random(seed)))
        for plant in plants:
            score.planted[plant.kind] += 1
        for batch in _batches(plants):
            copy = original.with_stem("copy")
            text, moved = _edited(found.document.text, batch)
            copy.write_text(text, encoding="utf-8", newline="")
            result = audit([str(original), str(copy)], knowledge=knowledge, same_organisation=True)
            _count(score, result, known, list(zip(batch, moved, strict=True)), found.document.text)
    return score


def _plants(found: Extract, pack: Pack, rng: random.Random) -> Iterator[Plant]:
    """Discrepancies of every kind, no two in one sentence."""
    passages = {p.id: p for p in found.document.passages}
    by_sentence: dict[tuple[int, int], list[Figure]] = {}
    for figure in found.figures:
        if not figure.hedge and figure.kind is not Kind.RANGE and figure.confidence == 1 and figure.otherwise is None:
            span = passages[figure.passage].span(*figure.sentence)
            if span[0] <= figure.start and figure.end <= span[1]:
                by_sentence.setdefault(span, []).append(figure)
    makers: Mapping[str, Callable[..., list[Edits]]] = {
        "swap": _swaps,
        "scale": _scales,
        "unit": _units,
        "period": _periods,
        "digit": _digits,
    }
    free = sorted(by_sentence)
    rng.shuffle(free)
    for kind, make in makers.items():
        made = 0
        for span in list(free):
            choices = make(by_sentence[span], found.document.text, span, pack, rng) if made < MOST else []
            if choices:
                free.remove(span)
                made += 1
                yield Plant(kind, rng.choice(choices), span)


def _swaps(figures: Sequence[Figure], text: str, span: tuple[int, int], pack: Pack, rng: random.Random) -> list[Edits]:
    found: list[Edits] = []
    for i, a in enumerate(figures):
        for b in figures[i + 1 :]:
            x, y = _NUMBER.search(a.text), _NUMBER.search(b.text)
            alike = a.unit == b.unit and a.scale == b.scale and a.kind is b.kind is not Kind.FRACTION
            # ``01`` and ``1`` swapped say what they said.
            if x and y and alike and a.end <= b.start and a.measure == b.measure and a.printed != b.printed:
                first = (a.start + x.start(), a.start + x.end(), y.group())
                second = (b.start + y.start(), b.start + y.end(), x.group())
                found.append((first, second))
    return found


def _scales(figures: Sequence[Figure], text: str, span: tuple[int, int], pack: Pack, rng: random.Random) -> list[Edits]:
    found: list[Edits] = []
    for figure in figures:
        number = _NUMBER.search(figure.text)
        match = pack.scale_pattern.match(pack.lexicon.fold(figure.text), number.end()) if number else None
        if match:
            value = pack.scales[match["scale"]]
            others = sorted(word for word, scale in pack.scales.items() if scale != value and " " not in word)
            at = figure.start + match.start("scale")
            found.append(((at, at + len(match["scale"]), rng.choice(others)),))
    return found


def _units(figures: Sequence[Figure], text: str, span: tuple[int, int], pack: Pack, rng: random.Random) -> list[Edits]:
    found: list[Edits] = []
    for figure in figures:
        folded = pack.lexicon.fold(figure.text)
        for surface in sorted(pack.units, key=len, reverse=True):
            if folded.endswith(surface) and folded[-len(surface) - 1 : -len(surface)].isspace():
                mine = pack.units[surface]
                others = sorted(
                    other
                    for other, entry in pack.units.items()
                    if entry.dimension == mine.dimension
                    and (entry.unit, entry.factor) != (mine.unit, mine.factor)
                    and other not in pack.alone
                )
                if others:
                    found.append(((figure.end - len(surface), figure.end, rng.choice(others)),))
                break
    return found


def _periods(
    figures: Sequence[Figure], text: str, span: tuple[int, int], pack: Pack, rng: random.Random
) -> list[Edits]:
    years = list(_YEAR.finditer(text, *span))
    stated = [f.period for f in figures if f.period is not None and f.period.origin in ("stated", "sentence")]
    if len(years) != 1 or len(stated) != len(figures) or any(years[0].group() not in p.label for p in stated):
        return []
    if any(f.start <= years[0].start() < f.end for f in figures):
        return []
    year = int(years[0].group()) + rng.choice((-1, 1))
    return [((years[0].start(), years[0].end(), str(year)),)]


def _digits(figures: Sequence[Figure], text: str, span: tuple[int, int], pack: Pack, rng: random.Random) -> list[Edits]:
    found: list[Edits] = []
    for figure in figures:
        number = _NUMBER.search(figure.text)
        if number:
            places = [i for i in range(*number.span()) if figure.text[i].isdigit()]
            first = places[0]
            place = rng.choice(places)
            allowed = [d for d in "0123456789" if d != figure.text[place] and not (place == first and d == "0")]
            at = figure.start + place
            found.append(((at, at + 1, rng.choice(allowed)),))
    return found


def _batches(plants: Sequence[Plant]) -> Iterator[list[Plant]]:
    """All discrepancies, a few of every part of the document in each batch."""
    ordered = sorted(plants, key=lambda p: p.sentence)
    number = -(-len(ordered) // BATCH)
    for first in range(number):
        yield ordered[first::number]


def _edited(text: str, plants: Sequence[Plant]) -> tuple[str, list[tuple[int, int]]]:
    """The text with discrepancies planted, and where their sentences stand in it then."""
    parts: list[str] = []
    spans = []
    at = length = 0
    for plant in plants:
        grown = sum(len(new) - (end - start) for start, end, new in plant.edits)
        begin = length + plant.sentence[0] - at
        spans.append((begin, begin + plant.sentence[1] - plant.sentence[0] + grown))
        for start, end, new in plant.edits:
            parts += [text[at:start], new]
            length += start - at + len(new)
            at = end
    return "".join([*parts, text[at:]]), spans


def _count(
    score: PlantedScore,
    result: Audit,
    known: set[Signature],
    planted: Sequence[tuple[Plant, tuple[int, int]]],
    text: str,
) -> None:
    first, second = (x.document.id for x in result.extracts)
    for plant, moved in planted:
        places = {first: plant.sentence, second: moved}
        met = [f for f in result.findings if _signature(f) not in known and len({e.document for e in f.evidence}) > 1]
        if any(_touches(f, {document: span}) for f in met for document, span in places.items()):
            score.found[plant.kind] += 1
        else:
            said = " ".join(text[slice(*plant.sentence)].split())
            changes = ", ".join(f"{text[start:end]} → {new}" for start, end, new in plant.edits)
            score.missed.append(f"{plant.kind}: {changes}: {said}")
    spots = [{first: plant.sentence, second: moved} for plant, moved in planted]
    for finding in result.findings:
        if _signature(finding) not in known and not any(_touches(finding, places) for places in spots):
            score.elsewhere.append(f"{finding.rule} {finding.severity}: {finding.message[1]}")


def _signature(finding: Finding) -> Signature:
    """What tells a finding of the document itself again in its copy, where it stands under another id."""
    return finding.rule, frozenset(item.text for item in finding.evidence)


def _touches(finding: Finding, places: Mapping[str, tuple[int, int]]) -> bool:
    return any(
        item.start < places[item.document][1] and places[item.document][0] < item.end
        for item in finding.evidence
        if item.document in places
    )
