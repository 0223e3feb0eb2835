"""Figures of two documents that are put in the same words, though they tell one thing in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import permutations

from auditor.checks.base import Case
from auditor.model import Figure
from auditor.times import compatible

_WORDS = 2
"""Words that must tell what figures are about."""
BY_WORDS = 0.8
"""Confidence of what is held to be one indicator by its words alone."""


def in_same_words(case: Case, wanted: Callable[[Figure], bool]) -> Iterator[tuple[Figure, Figure]]:
    """Each two figures of documents that may be compared, put in the same words, of one role, area and time.

    Of words in which one document tells several figures nothing follows.

    Args:
        case: What is checked.
        wanted: Which figures are looked at.

    Yields:
        Each pair in both orders.
    """
    by_words: dict[tuple[object, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for extract in case.extracts:
        for figure in filter(wanted, extract.figures):
            words = frozenset((*figure.features.core, *figure.features.head))
            if sum(1 + word.count("_") for word in words) >= _WORDS:
                key = words, _lone(case, figure), figure.role, figure.scope, figure.per
                by_words[key][figure.document].append(figure)
    for of_document in by_words.values():
        single = [figures[0] for figures in of_document.values() if len(figures) == 1]
        for one, other in permutations(single, 2):
            if _one_kind(case, one, other) and _of_one_time(case, one, other):
                yield one, other


def _modifiers(case: Case, figure: Figure) -> dict[str, str]:
    """The modifiers of a figure, but those that only tell changes apart, which a level has by chance."""
    level = figure.measure in ("level", "share")
    idle = case.pack(figure).change_modifiers if level else frozenset()
    return {group: member for group, member in figure.features.modifiers if group not in idle}


def _lone(case: Case, figure: Figure) -> tuple[tuple[str, str], ...]:
    """Those that a figure of the same thing cannot leave unsaid."""
    lone = case.pack(figure).lone_modifiers
    return tuple(sorted(each for each in _modifiers(case, figure).items() if each[0] in lone))


def _one_kind(case: Case, a: Figure, b: Figure) -> bool:
    """Whether no modifier tells two figures apart."""
    mine, theirs = _modifiers(case, a), _modifiers(case, b)
    return all(mine[group] == theirs[group] for group in mine.keys() & theirs.keys())


def _of_one_time(case: Case, a: Figure, b: Figure) -> bool:
    """Whether two figures of documents that may be compared speak of one time, as far as is known."""
    years = case.documents[a.document].year, case.documents[b.document].year
    return frozenset((a.document, b.document)) in case.related and compatible(a.period, b.period, years) is not False
