"""Targets that are quoted beside what was reached of them, when the time they were set for is over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from auditor.extraction.mentions import Mention
from auditor.extraction.spans import Stated
from auditor.intervals import middle
from auditor.language import Pack
from auditor.model import Figure, Kind
from auditor.terms import REACHED, WANTED

_LARGE = 30
"""Percentage from which a target a little below it is hardly by how much another was passed."""
_NEAR = Decimal("0.25")
"""Part of what was reached by which such a target differs at most, be it printed wrong."""
_SEPARATED = re.compile(r"\s?[,;]\s")
_MONTHS = 12


def quoted(folded: str, mention: Mention, before: Sequence[Figure], pack: Pack, *, in_bracket: bool) -> bool:
    """Whether what was wanted is told only beside what was reached of it: in a bracket, behind words that compare, or
    as what was passed.

    Args:
        folded: Text of the passage.
        mention: What was wanted.
        before: The figures before it in its sentence.
        pack: Their language.
        in_bracket: Whether it stands in one.
    """
    reached = before[-1] if before else None
    if reached is None or reached.role not in REACHED:
        return False
    if pack.role_openers.find(folded, reached.to, mention.start):
        return False  # ``82 % (aims at 95 %)``
    between = (pack.measured_against, pack.period_base)
    return in_bracket or any(words.find(folded, reached.to, mention.start) for words in between)


def counted_alike(found: Sequence[Figure]) -> list[Figure]:
    """The figures, a target in a bracket counted per what the amount before it is: ``27.9 t a year (target: 26 t)``."""
    figures = list(found)
    for k in range(1, len(found)):
        reached, wanted = found[k - 1], found[k]
        alike = reached.unit == wanted.unit and reached.group != wanted.group and reached.role in REACHED
        if alike and wanted.role in WANTED and reached.per and not wanted.per and wanted.kind is Kind.VALUE:
            figures[k] = replace(wanted, per=reached.per, kind=Kind.RATIO)
    return figures


def surpassed(folded: str, mention: Mention, before: Sequence[Figure], pack: Pack) -> bool:
    """Whether a percentage is the target that a greater one passed, and not by how much: ``66.8 %, above the target of
    65 %``."""
    if mention.unit != "percent" or mention.shape != "number" or mention.hedge:
        return False
    begin = before[-1].to if before else mention.start
    if pack.passed.search(folded[begin : mention.start]) is None or ";" in folded[begin : mention.start]:
        return False
    reached = next((f for f in reversed(before) if f.role in REACHED), None)
    if reached is None or reached.unit != "percent" or reached.measure not in ("level", "share"):
        return False
    level, wanted = middle(reached.printed), middle(mention.printed)
    if level is None or wanted is None or level < _LARGE:
        return False
    return abs(level - wanted) <= _NEAR * level


def turned_back(
    folded: str, mention: Mention, before: Sequence[Figure], stated: Sequence[Stated], year: int | None, pack: Pack
) -> bool:
    """Whether behind a target what there was in a year before the document's own is told: ``(target 97 %; in 2020:
    95.6 %)``.

    Args:
        folded: Text of the passage.
        mention: What there was.
        before: The figures before it in its sentence.
        stated: The times of the passage.
        year: That of the document.
        pack: Their language.
    """
    last = before[-1] if before else None
    if last is None or year is None or last.role not in WANTED or not _SEPARATED.match(folded, last.to):
        return False
    times = [s for s in stated if last.to <= s.start and s.end <= mention.start]
    if not times or not 0 < times[-1].period.last < year * _MONTHS:
        return False
    return not any(label in ("target", "plan") for _, _, label in pack.roles.find(folded, last.to, mention.start))
