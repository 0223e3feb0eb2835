"""Things of one sort that figures are about: doctors, nurses and beds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from auditor.language import Pack
from auditor.model import Figure


class Rivals:
    """Tells figures about one thing from figures about another of its sort."""

    def __init__(self) -> None:
        """Know no figure yet."""
        self._things: dict[tuple[str, tuple[str, ...]], Mapping[int, frozenset[int]]] = {}

    def part(self, a: Figure, b: Figure, pack: Pack, *, differ: bool) -> bool:
        """Whether two figures name, in the words of their own, different things of one sort and none in common.

        Of a sort of which neither of their own words says anything, they are about what their subjects name, where
        they state two values: a subject may reach back to what was told of something else.

        Args:
            a: A figure.
            b: The other.
            pack: Language of both.
            differ: They state two values.
        """
        mine, theirs = (self._named(f.features.core or f.features.head, pack) for f in (a, b))
        if differ:
            told = {*mine, *theirs}
            mine, theirs = (self._subject(f, pack, told) for f in (a, b))
        return any(not mine[sort] & theirs[sort] for sort in mine.keys() & theirs.keys())

    def partly(self, a: Figure, b: Figure, pack: Pack) -> bool:
        """Whether one of two figures names several things of one sort, the other only some of them.

        Args:
            a: A figure.
            b: The other.
            pack: Language of both.
        """
        mine, theirs = self._named(a.features.core, pack), self._named(b.features.core, pack)
        return any(mine[sort] != theirs[sort] for sort in mine.keys() & theirs.keys())

    def _subject(self, figure: Figure, pack: Pack, told: set[int]) -> Mapping[int, frozenset[int]]:
        """What a figure is about by its own words, or, of sorts of which none are told, by those of its subject."""
        said = figure.features
        own = self._named(said.core or said.head, pack)
        around = self._named((*said.head, *said.topic), pack)
        return {**own, **{sort: things for sort, things in around.items() if sort not in told}}

    def _named(self, words: tuple[str, ...], pack: Pack) -> Mapping[int, frozenset[int]]:
        """The things of each sort that some words name, for the sorts of which they name any."""
        known = self._things.get((pack.tag, words))
        if known is None:
            said = set(words)
            found = {i: frozenset(_meant(sort, said)) for i, sort in enumerate(pack.rivals)}
            known = self._things[pack.tag, words] = {i: things for i, things in found.items() if things}
        return known


def _meant(sort: Sequence[Sequence[frozenset[str]]], said: Set[str]) -> Iterator[int]:
    """The things of a sort that words name; one whose name is part of a longer one there is not meant itself."""
    found = [(j, phrase) for j, phrases in enumerate(sort) for phrase in phrases if phrase and phrase <= said]
    for j, phrase in found:
        if not any(phrase < other for _, other in found):
            yield j
