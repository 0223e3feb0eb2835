"""Things of one sort that figures are about: doctors, nurses and beds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from auditor.language import Pack
from auditor.model import Figure

Thing = tuple[int, int]
"""Number of a sort in the language pack, and of a thing in it."""


class Rivals:
    """Tells figures about one thing from figures about another of its sort."""

    def __init__(self) -> None:
        """Know no figure yet."""
        self._things: dict[tuple[str, tuple[str, ...]], frozenset[Thing]] = {}

    def part(self, a: Figure, b: Figure, pack: Pack) -> bool:
        """Whether two figures name, in the words of their own, different things of one sort and none in common.

        Args:
            a: A figure.
            b: The other.
            pack: Language of both.
        """
        mine, theirs = self._of(a, pack), self._of(b, pack)
        if not mine or not theirs:
            return False
        sorts = {sort for sort, _ in mine} & {sort for sort, _ in theirs}
        return any(not {t for t in mine if t[0] == sort} & {t for t in theirs if t[0] == sort} for sort in sorts)

    def _of(self, figure: Figure, pack: Pack) -> frozenset[Thing]:
        words = figure.features.core or figure.features.head
        known = self._things.get((pack.tag, words))
        if known is None:
            said = set(words)
            known = self._things[pack.tag, words] = frozenset(
                (i, j) for i, sort in enumerate(pack.rivals) for j in _named(sort, said)
            )
        return known


def _named(sort: Sequence[Sequence[frozenset[str]]], said: Set[str]) -> Iterator[int]:
    """The things of a sort that words name; one whose name is part of a longer one there is not meant itself."""
    found = [(j, phrase) for j, phrases in enumerate(sort) for phrase in phrases if phrase and phrase <= said]
    for j, phrase in found:
        if not any(phrase < other for _, other in found):
            yield j
