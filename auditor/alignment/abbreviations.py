"""Abbreviations that documents define, written out for comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.model import Extract, Figure


def definitions(extracts: Sequence[Extract]) -> dict[str, tuple[str, ...]]:
    """What abbreviations stand for, over all documents; one that is defined in two ways stands for nothing.

    Args:
        extracts: One for each document.
    """
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for extract in extracts:
        for short, words in extract.abbreviations:
            found[short].add(words)
    return {short: next(iter(words)) for short, words in found.items() if len(words) == 1}


def expanded(figure: Figure, defined: Mapping[str, tuple[str, ...]]) -> Figure:
    """The figure with the words that its abbreviations stand for.

    Args:
        figure: As read.
        defined: Words by abbreviation.
    """
    features = figure.features
    if defined.keys().isdisjoint(features.core) and defined.keys().isdisjoint(features.head):
        return figure
    core, head = (
        tuple(dict.fromkeys(w for word in words for w in (word, *defined.get(word, ()))))
        for words in (features.core, features.head)
    )
    return replace(figure, features=replace(features, core=core, head=head))
