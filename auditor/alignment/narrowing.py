"""Words by which one of two figures says that it is about a part only: ``overtime of drivers``, ``sick leave alone``.

What one author leaves out as a matter of course (``of the province``, ``of the customers``) narrows nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from auditor.language import Pack
from auditor.model import Extract, Figure, Kind

_MOST_KNOWN = 20_000
"""Phrases kept: each is asked for with every other that it may be one with."""
_TOLD_OF = ("up", "down", "share")
"""What words say of a thing that make it no other."""
Headings = Callable[[Figure], tuple[str, ...]]
"""The title of a figure's document, whose it is, and the headings under which it stands."""


class Narrow(IntEnum):
    """How surely one of two figures is about a part of what the other is about.

    Attributes:
        NOT: Nothing says so.
        PART: It names a place, a group or a sort of which the other says nothing.
        LIMIT: It says what is left out, or that nothing else is counted.
    """

    NOT = 0
    PART = 1
    LIMIT = 2


class Above:
    """What stands above the passages of some documents, looked up for each document when it is first asked for."""

    def __init__(self, extracts: Sequence[Extract]) -> None:
        """Know documents."""
        self._documents = {x.document.id: x.document for x in extracts}
        self._of: dict[str, dict[str, tuple[str, ...]]] = {}

    def __call__(self, figure: Figure) -> tuple[str, ...]:
        """The title of a figure's document and the body whose it is, as far as they are known, and the headings under
        which it stands: who did what is told narrows nothing where it is the body itself."""
        document = self._documents[figure.document]
        found = self._of.get(figure.document)
        if found is None:
            found = self._of[figure.document] = {p.id: p.headings for p in document.passages if p.headings}
        return (document.title or "", document.institution or "", *found.get(figure.passage, ()))


class Narrowing:
    """Tells the figures of which one is about a part of the other's thing."""

    def __init__(self, headings: Headings) -> None:
        """Know no figure yet.

        Args:
            headings: What stands above the other figure narrows it, too.
        """
        self._headings = headings
        self._words: dict[tuple[str, str], tuple[str, ...]] = {}

    def between(self, a: Figure, b: Figure, pack: Pack, names: frozenset[str]) -> Narrow:
        """How surely one of two figures is about a part only.

        Args:
            a: A figure.
            b: The other.
            pack: Language of both.
            names: Words of the names of the indicator that both are, if that is known: these narrow nothing.
        """
        if a.kind is Kind.RANK:
            return Narrow.NOT  # What it is a rank among is compared by itself.
        return max(self._narrower(a, b, pack, names), self._narrower(b, a, pack, names))

    def _narrower(self, figure: Figure, other: Figure, pack: Pack, names: frozenset[str]) -> Narrow:
        folded = pack.lexicon.fold(figure.phrase)
        said = figure.features
        # A number in the name of a part takes its words: ``of two coastal districts``.
        own = {*said.core, *said.head} if said.core else {*said.head, *_unmoved(folded, pack)}
        new = own - pack.plain_words - names - self._known(other, pack)
        plain = without_plain(folded, pack)
        if not new.isdisjoint(pack.lexicon.words(plain)):
            if pack.limits.find(plain) and not pack.limits.find(pack.lexicon.fold(other.phrase)):
                return Narrow.LIMIT
            if not new.isdisjoint(self._narrowing(folded, plain, new, pack)):
                return Narrow.PART
        return Narrow.NOT

    def _known(self, figure: Figure, pack: Pack) -> set[str]:
        """All that is said of a figure, in its sentence and above it."""
        said = figure.features
        above = [word for heading in self._headings(figure) for word in self._of(heading, pack)]
        return {*said.core, *said.head, *said.wide, *said.topic, *above}

    def _of(self, heading: str, pack: Pack) -> tuple[str, ...]:
        found = self._words.get((pack.tag, heading))
        if found is None:
            found = self._words[pack.tag, heading] = pack.lexicon.words(pack.lexicon.fold(heading))
        return found

    def _narrowing(self, folded: str, plain: str, new: set[str], pack: Pack) -> Iterator[str]:
        """The words of a phrase that stand where words narrow what is spoken of.

        Args:
            folded: The words by which people would name what is measured.
            plain: The same without those that narrow nothing; some of these open what does.
            new: Those that the other figure does not know.
            pack: The language.
        """
        openers = [match.span() for match in pack.narrowing_openers.finditer(folded)]
        for (_, start), (end, _) in pairwise([*openers, (len(folded), len(folded))]):
            stop = pack.narrowing_ends.search(plain, start, end)
            yield from pack.lexicon.words(plain[start : stop.start() if stop else end])
        left = {*pack.lexicon.words(plain)}
        tokens = pack.lexicon.tokens(folded)
        for (at, to, word), (after, behind, following) in pairwise(tokens):
            if folded[to:after].strip(" -"):
                continue
            noun, added = (word, following) if pack.narrows_behind else (following, word)
            verbs = (pack.never_narrows.fullmatch(folded, *place) for place in ((at, to), (after, behind)))
            if added in left and noun not in new and not any(verbs):
                yield added


@lru_cache(maxsize=_MOST_KNOWN)
def without_plain(folded: str, pack: Pack) -> str:
    """Folded text, of the same length, with the phrases blanked that narrow nothing."""
    for start, end, _ in pack.plain_phrases.find(folded):
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


@lru_cache(maxsize=_MOST_KNOWN)
def _unmoved(folded: str, pack: Pack) -> frozenset[str]:
    """The meaning words of a folded phrase, but for those of a share, a rise or a fall that something else tells of."""
    told = [pack.lexicon.words(folded[s:e]) for s, e, way in pack.measures.find(folded) if way in _TOLD_OF]
    return frozenset(pack.lexicon.words(folded)).difference(*told)


def telling(words: Iterable[str], phrase: str, pack: Pack) -> set[str]:
    """Those of some words of a phrase that say more than any such phrase may: none that narrow nothing."""
    left = {*words} - pack.plain_words
    if left:
        folded = pack.lexicon.fold(phrase)
        plain = without_plain(folded, pack)
        if plain != folded:
            left -= {*pack.lexicon.words(folded)}.difference(pack.lexicon.words(plain))
    return left
