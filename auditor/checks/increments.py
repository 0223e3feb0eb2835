"""Changes told twice beside the level that they led to: by how much, and by how many percent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from auditor.checks.base import (
    AMOUNTS,
    BESIDE,
    HUNDRED,
    MOVES,
    SAME_SENTENCE,
    Case,
    Hit,
    close_to,
    mark,
    number,
    places_of,
    shown,
    spoken,
    value_of,
)
from auditor.intervals import ends, exact, meet
from auditor.model import Figure, Interval, Kind

_UNGROWN = ("percent", "percentage-point", "point", "step", "multiple")


def increments(case: Case, near: Decimal) -> Iterator[Hit]:
    """``1,200 million, up 200 million, or 25 %``: the difference is another part of what there was before.

    Args:
        case: The documents.
        near: Part by which the computed and the printed percentage may differ and still be held to belong together.
    """
    for level, moved, rate in _told(case):
        computed = _rate(level, moved)
        if computed is None or meet(computed, rate.printed) or _of_the_whole(level, moved, rate):
            continue
        before = value_of(level) - value_of(moved) * (1 if rate.measure == "up" else -1)
        right = value_of(moved) / before * HUNDRED
        close = close_to(rate.printed, right, near)
        if not close and (_bare(case, moved, rate) or max(rate.at - moved.to, moved.at - rate.to) > BESIDE):
            continue
        yield _hit(case, level, moved, rate, right, doubtful=not close)


def paired_years(case: Case, near: Decimal) -> Iterator[Hit]:
    """``206 cases, up 83 (206/113)``: this year's number and last year's, parted by a slash, make another difference.

    Args:
        case: The documents.
        near: Part by which the computed and the printed difference may differ and still be held to belong together.
    """
    for _, _, figures in case.by_sentence:
        for level, moved, pair in zip(figures, figures[1:], figures[2:], strict=False):
            if pair.kind is not Kind.FRACTION or not pair.total or not _same_pair(case, level, moved, pair):
                continue
            sign = 1 if moved.measure == "up" else -1
            right = (value_of(pair) - pair.total) * sign
            # 60/90 is as well 60 of 90, unless what is missing to it is about what the number fell by.
            close = abs(value_of(moved) - right) <= near * right
            if right <= 0 or meet(exact(right), moved.printed) or not (close or sign > 0):
                continue
            this, last = (number(v / pair.scale, mark(case.language(pair))) for v in (value_of(pair), pair.total))
            terms = f"{this} - {last}" if sign > 0 else f"{last} - {this}"
            yield change_hit(
                case,
                (level, moved, pair),
                moved,
                terms,
                right / moved.scale,
                repairs=((moved, right),),
                doubtful=not close,
            )


def _same_pair(case: Case, level: Figure, moved: Figure, pair: Figure) -> bool:
    """Whether a bracket behind a difference opens with the level itself and the one before it."""
    between = case.folded(moved)[moved.to : pair.at].rstrip()
    bracket = pair.group != moved.group and between.endswith("(") and between.count("(") == 1 and ";" not in between
    moves = moved.kind is Kind.CHANGE and moved.measure in MOVES and moved.unit == level.unit == pair.unit
    plain = level.kind is Kind.VALUE and level.measure == "level" and not any(f.hedge for f in (level, moved, pair))
    return bracket and moves and plain and meet(level.printed, pair.printed)


def _told(case: Case) -> Iterator[tuple[Figure, Figure, Figure]]:
    """A level, the difference that led to it, and the percentage printed beside that difference."""
    for _, figures, earlier in case.with_sentence_before():
        by_id = {f.id: f for f in figures}
        for a, b in pairwise(figures):
            moved, rate = (b, a) if a.unit == "percent" else (a, b)
            levels = {r.figure for f in (a, b) for r in f.relations if r.kind == "change-of"}
            if len(levels) > 1 or any(f.kind is not Kind.CHANGE or f.measure not in MOVES for f in (a, b)):
                continue
            level = by_id.get(levels.pop()) if levels else _earlier(earlier, figures, moved)
            if level is not None and rate.unit == "percent" and moved.measure == rate.measure:
                plain = level.kind in AMOUNTS and level.unit == moved.unit and level.unit not in _UNGROWN
                if plain and not any(f.hedge for f in (level, moved, rate)) and _one_change(case, a, b):
                    yield level, moved, rate


def _earlier(earlier: Sequence[Figure], figures: Sequence[Figure], moved: Figure) -> Figure | None:
    """The one number of the same in the sentence before, where this one tells of nothing but changes."""
    if not moved.noun or any(f.kind is not Kind.CHANGE for f in figures):
        return None
    noun = moved.noun.split()[0]
    alike = [f for f in earlier if f.unit == moved.unit and f.measure == "level" and f.noun.split()[:1] == [noun]]
    if len(alike) > 1:
        alike = [f for f in alike if moved.features.modifiers and f.features.modifiers == moved.features.modifiers]
    return alike[0] if len(alike) == 1 and not alike[0].group else None


def _one_change(case: Case, a: Figure, b: Figure) -> bool:
    """Whether two neighbours tell one change: in a bracket, as the same in other words, or against one base."""
    pack, between = case.pack(a), case.folded(a)[a.to : b.at]
    if ";" in between or (a.base and b.base and a.base != b.base):
        return False
    if a.base_period is not None and b.base_period is not None and a.base_period.label != b.base_period.label:
        return False
    bracket = b.group != a.group and between.rstrip().endswith("(")
    same = bracket or any(label == "equivalent" for *_, label in pack.measures.find(between))
    # A percentage may be told in units behind it; else what follows is another change: ``(-23 %), down 11 dead``.
    return same or (a.unit != "percent" and not pack.comparisons.find(between))


def _rate(level: Figure, moved: Figure) -> Interval | None:
    """The percentage that a difference is of what there was before it."""
    (low, high), (least, most) = ends(level.printed), ends(moved.printed)
    bases = (high - least, low - most) if moved.measure == "up" else (high + least, low + most)
    if least <= 0 or min(bases) <= 0:
        return None
    return Interval(least / bases[0] * HUNDRED, most / bases[1] * HUNDRED)


def _of_the_whole(level: Figure, moved: Figure, rate: Figure) -> bool:
    """Whether a percentage in a bracket is what the difference is of the level itself: ``up 20 (6 % of all)``."""
    share = Interval(
        ends(moved.printed)[0] / ends(level.printed)[1] * HUNDRED,
        ends(moved.printed)[1] / ends(level.printed)[0] * HUNDRED,
    )
    return rate.group != moved.group and meet(share, rate.printed)


def _bare(case: Case, moved: Figure, rate: Figure) -> bool:
    """Whether a bracket holds a percentage and nothing that says which way it went."""
    folded = case.folded(rate)
    signed = rate.text.lstrip()[:1] in "+-–" or folded[: rate.at].rstrip()[-1:] in ("+", "-", "–")
    return rate.group != moved.group and not signed and folded[: rate.at].rstrip().endswith("(")


def _hit(case: Case, level: Figure, moved: Figure, rate: Figure, right: Decimal, *, doubtful: bool) -> Hit:
    sign = "-" if rate.measure == "up" else "+"
    terms = f"{shown(moved.text)} / ({shown(level.text)} {sign} {shown(moved.text)})"
    stated = abs(value_of(rate))
    step = stated if rate.measure == "up" else -stated
    repairs = [(rate, right)]
    if stated and HUNDRED + step > 0:
        repairs += [
            (moved, value_of(level) * stated / (HUNDRED + step)),
            (level, value_of(moved) * (HUNDRED + step) / stated),
        ]
    return change_hit(
        case,
        (level, moved, rate),
        rate,
        terms,
        right,
        suffix="%",
        places=max(places_of(rate.printed), 1),
        repairs=tuple(repairs),
        doubtful=doubtful,
    )


def change_hit(
    case: Case,
    evidence: Sequence[Figure],
    change: Figure,
    terms: str,
    right: Decimal,
    *,
    suffix: str = "",
    places: int | None = None,
    repairs: tuple[tuple[Figure, Decimal], ...],
    doubtful: bool,
) -> Hit:
    """A hit on a printed change.

    Args:
        case: The documents.
        evidence: The figures that make it, and itself.
        change: The one of them that is wrong.
        terms: What makes the right one, as it is printed.
        right: The right one, in the scale it is printed in.
        suffix: What stands behind it: ``%`` or nothing.
        places: Its decimals; None for as many as it has.
        repairs: What would make them agree.
        doubtful: The two may not be meant to belong together.
    """
    exactly = number(right, mark(case.language(change)), places=2 if suffix else places)
    return Hit(
        evidence=tuple(evidence),
        computed=f"{terms} = {exactly}{suffix} ≠ {shown(change.text)}",
        confidence=0.7 if doubtful else 0.93,
        values=spoken(
            lambda language: {
                "stated": shown(change.text),
                "expected": f"{number(right, mark(language), places=places)}{suffix}",
                "parts": terms,
            }
        ),
        key="change",
        label=min(evidence, key=lambda f: f.at).phrase or evidence[1].phrase,
        doubtful=doubtful,
        reason=SAME_SENTENCE,
        repairs=repairs,
    )
