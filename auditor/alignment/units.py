"""Statements of one indicator in units that cannot be converted into each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from auditor.alignment.arrays import Ints
from auditor.alignment.catalogue import Entry
from auditor.alignment.compare import measure_class, unit_class
from auditor.alignment.verdicts import explained, words_of
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
    """
    taken = {m.id for a in found for m in a.members}
    by_words: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, figure in enumerate(figures):
        words = words_of(figure)
        if measure_class(figure) != "level" or unit_class(figure) in (_PERCENT, "count"):
            continue
        if sum(word.count("_") + 1 for word in words) >= _WORDS:
            period = figure.period.label if figure.period else ""
            by_words[frozenset(words), figure.role is Role.TARGET, period, figure.scope].append(i)
    pairs = [*map(tuple, surely.tolist()), *((same[0], other) for same in by_words.values() for other in same[1:])]
    out = []
    for left, right in pairs:
        a, b = figures[left], figures[right]
        if {a.id, b.id} & taken or a.document == b.document or (a.document, b.document) not in allowed:
            continue
        if unit_class(a) != unit_class(b) and measure_class(a) == measure_class(b):
            taken.update((a.id, b.id))
            entry = known[left]
            key = entry.key if entry else f"phrase:{'-'.join(sorted(words_of(a))[:8])}"
            why = Note.of("obstacle.unit", left=a.unit, right=b.unit)
            alike = explained(a, b, ())
            out.append(Alignment(key, a.phrase, (a, b), Status.NOT_COMPARED, 1.0, (why,), explanation=alike))
    return out
