"""One movement told in two directions: from 38 down to 29 here, from 29 up to 38 there.

Or one level: up to 29 here, down to 29 there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from auditor.checks.base import MOVES, Case, Hit, shown, spoken, stated
from auditor.checks.changes import movements
from auditor.model import Alignment, Figure, Note, Status
from auditor.phrases import say


@dataclass(frozen=True, slots=True)
class _Movement:
    before: Figure
    after: Figure
    way: str


def turned(case: Case) -> Iterator[Hit]:
    """Movements of two documents whose end points agree crosswise, and whose words say opposite ways."""
    begins: dict[str, _Movement] = {}
    ends: dict[str, _Movement] = {}
    for before, after, ways in movements(case):
        if len(ways) == 1:
            begins[before.id] = ends[after.id] = _Movement(before, after, *ways)
    moved = begins.keys() | ends.keys()
    agreeing = {frozenset((a, b)): alignment for alignment in case.alignments for a, b in _pairs(alignment, moved)}
    for pair, alignment in agreeing.items():
        for one, other in ((begins.get(a), ends.get(b)) for a in pair for b in pair if a != b):
            if one is None or other is None or one.before.document >= other.before.document:
                continue
            if one.way != other.way and frozenset((one.after.id, other.before.id)) in agreeing:
                yield _hit(case, alignment, one, other)


def reached(case: Case) -> Iterator[Hit]:
    """Levels that two documents agree on, and that was reached from below in one and from above in the other."""
    for alignment in (a for a in case.alignments if a.status is Status.CONSISTENT):
        told: dict[str, _Reached] = {}
        for figure in (m for m in alignment.members if isinstance(m, Figure)):
            verb = _verb(case, figure)
            if verb is not None:
                told.setdefault(figure.document, verb)
        ups, downs = ([r for r in told.values() if r.way == way] for way in MOVES)
        if ups and downs:
            yield _hit_of_levels(case, alignment, sorted((ups[0], downs[0]), key=lambda r: r.figure.document))


@dataclass(frozen=True, slots=True)
class _Reached:
    figure: Figure
    way: str
    said: str


def _verb(case: Case, figure: Figure) -> _Reached | None:
    """The verb by which a level is reached, where nothing but ``to`` stands between the two."""
    if figure.measure != "level":
        return None
    pack, folded = case.pack(figure), case.folded(figure)
    verb = pack.cues.moves.last(folded, figure.sentence[0], figure.at)
    if verb is None:
        return None
    gap = folded[verb[1] : figure.at].strip()
    if not any(label == "to" and gap[start:end] == gap for start, end, label in pack.measures.find(gap)):
        return None
    text = case.passages[figure.document, figure.passage].text
    return _Reached(figure, verb[2], shown(text[verb[0] : figure.to]))


def _one(said: Sequence[object]) -> bool:
    """Whether all say the same, and none says nothing."""
    return all(said) and len(set(said)) == 1


def _hit_of_levels(case: Case, alignment: Alignment, both: list[_Reached]) -> Hit:
    def statements(language: str) -> str:
        return ", ".join(stated([case.name(r.figure.document, language)], f"“{r.said}”", language) for r in both)

    years = [case.documents[r.figure.document].year for r in both]
    times = [r.figure.period.label if r.figure.period else "" for r in both]
    return Hit(
        evidence=tuple(r.figure for r in both),
        computed=" ≠ ".join(r.said for r in both),
        confidence=alignment.score,
        values=spoken(lambda language: {"statements": statements(language)}),
        key=alignment.key,
        label=alignment.label,
        # One level may be reached in one year from below and in another from above.
        doubtful=not (_one(times) or _one(years)),
        reason=alignment.reason,
    )


def _pairs(alignment: Alignment, moved: Set[str]) -> Iterator[tuple[str, str]]:
    """The ids of figures of two documents that agree, of those that are end points of a movement."""
    if alignment.status is not Status.CONSISTENT:
        return
    figures = [m for m in alignment.members if m.id in moved]
    yield from ((a.id, b.id) for a, b in combinations(figures, 2) if a.document != b.document)


def _hit(case: Case, alignment: Alignment, one: _Movement, other: _Movement) -> Hit:
    def told(movement: _Movement) -> str:
        return f"{shown(movement.before.text)} → {shown(movement.after.text)}"

    def statements(language: str) -> str:
        return ", ".join(
            stated(
                [case.name(m.before.document, language)], f"{say(language, f'direction.{m.way}')} {told(m)}", language
            )
            for m in (one, other)
        )

    years = [case.documents[m.before.document].year for m in (one, other)]
    return Hit(
        evidence=(one.before, one.after, other.before, other.after),
        computed=f"{told(one)} ≠ {told(other)}",
        confidence=alignment.score,
        values=spoken(lambda language: {"statements": statements(language)}),
        key=alignment.key,
        label=alignment.label,
        # What fell in one term may have risen again in the next: only a time, or documents of one year, rule it out.
        doubtful=one.after.period is None and not _one(years),
        reason=(*alignment.reason, Note.of("reason.turned")),
    )
