"""One part of two wholes, where one document tells part and whole as two numbers: ``1,874 services, 1,023 of them``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from auditor.checks import shapes
from auditor.checks.base import Case, Hit, spoken, stated, value_of
from auditor.model import Alignment, Figure, Status

_LONG = 3
"""Digits of a part that two documents do not share by chance."""


def beside(case: Case) -> Iterator[Hit]:
    """A fraction of one document whose part another tells of a whole of its own, a slip of the hand apart.

    Args:
        case: All that was aligned.
    """
    for alignment in case.alignments:
        if alignment.status is not Status.CONSISTENT:
            continue
        figures = [m for m in alignment.members if isinstance(m, Figure)]
        for fraction, part in permutations(figures, 2):
            of = {r.figure for r in part.relations if r.kind == "part-of"}
            whole = next((f for f in case.beside(part) if f.id in of), None)
            if whole is not None and _one_part(fraction, part) and _other_whole(case, fraction, whole):
                yield _hit(case, alignment, fraction, whole)


def _one_part(fraction: Figure, part: Figure) -> bool:
    """Whether a number of another document, told as a part, is that of a fraction."""
    plain = part.total is None and part.document != fraction.document and not (part.hedge or fraction.hedge)
    long = len(value_of(part).normalize().as_tuple().digits) >= _LONG
    return plain and long and fraction.total is not None and value_of(fraction) == value_of(part)


def _other_whole(case: Case, fraction: Figure, whole: Figure) -> bool:
    """Whether a whole counts the same as a fraction, and its number is a slip apart from the fraction's own."""
    if whole.unit != fraction.unit or whole.hedge or whole.total is not None or fraction.total is None:
        return False
    lexicon = case.pack(fraction).lexicon
    mine, theirs = (lexicon.words(lexicon.fold(f.noun)) for f in (fraction, whole))
    printed, own = (str(int(value)) for value in (fraction.total, value_of(whole)))
    return bool(mine) and mine[:1] == theirs[:1] and bool(shapes.shape(printed, own))


def _hit(case: Case, alignment: Alignment, fraction: Figure, whole: Figure) -> Hit:
    evidence = (fraction, whole)
    return Hit(
        evidence=evidence,
        computed=" ≠ ".join(case.said(f) for f in evidence),
        confidence=alignment.score * 0.9,
        values=spoken(
            lambda language: {
                "statements": ", ".join(
                    stated([case.name(f.document, language)], case.said(f), language) for f in evidence
                ),
            }
        ),
        key=alignment.key,
        label=alignment.label,
        doubtful=True,
        reason=alignment.reason,
    )
