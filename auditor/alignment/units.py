"""Statements of one indicator in units that cannot be converted into each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from auditor.alignment.arrays import Distinct, Ints
from auditor.alignment.catalogue import Entry
from auditor.alignment.compare import measure_class, unit_class
from auditor.alignment.profiles import Profiles
from auditor.alignment.verdicts import Common, words_of
from auditor.model import Alignment, Figure, Note, Role, Status

_WORDS = 3
"""Words that must tell the indicator where the catalogue does not."""
_PERCENT = "percent"


def other_units(
    figures: Sequence[Figure],
    known: Sequence[Entry | None],
    found: Sequence[Alignment],
    allowed: set[tuple[str, str]],
    surely: Ints,
    profiles: Profiles,
    common: Common,
) -> list[Alignment]:
    """Levels of one indicator that two documents state in different units, where neither has another partner.

    A share and an amount in the same words are two indicators, and so are two counts, unless whole sentences are the
    same.

    Args:
        figures: All figures, in the order of documents and places.
        known: Their indicators in the catalogue.
        found: Alignments made so far.
        allowed: Pairs of document ids that may be aligned.
        surely: Figures at the same place of sentences in the same words, two in each row, sorted.
        profiles: What figures are put in.
        common: The words that they have in common.
    """
    taken = {m.id for a in found for m in a.members}
    units = Distinct(map(unit_class, figures)).of
    measures = Distinct(map(measure_class, figures)).of
    wording = profiles.of.tolist()
    by_words: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, figure in enumerate(figures):
        if measure_class(figure) != "level" or unit_class(figure) in (_PERCENT, "count"):
            continue
        words = profiles.said[wording[i]]
        if sum(word.count("_") + 1 for word in words) >= _WORDS:
            period = figure.period.label if figure.period else ""
            by_words[words, figure.role is Role.TARGET, period, figure.scope].append(i)
    alike = [(same[0], other) for same in by_words.values() for other in same[1:]]
    pairs = np.concatenate([surely, np.array(alike, np.int64).reshape(-1, 2)])
    left, right = pairs[:, 0], pairs[:, 1]
    free = np.array([figure.id not in taken for figure in figures], bool)
    other = (units[left] != units[right]) & (measures[left] == measures[right]) & free[left] & free[right]
    out = []
    for i, j in pairs[other].tolist():
        a, b = figures[i], figures[j]
        if {a.id, b.id} & taken or a.document == b.document or (a.document, b.document) not in allowed:
            continue
        taken.update((a.id, b.id))
        entry = known[i]
        key = entry.key if entry else f"phrase:{'-'.join(sorted(words_of(a))[:8])}"
        why = Note.of("obstacle.unit", left=a.unit, right=b.unit)
        why_alike = common.explained(i, j, ())
        out.append(Alignment(key, a.phrase, (a, b), Status.NOT_COMPARED, 1.0, (why,), explanation=why_alike))
    return out
