"""Things of one sort that figures are about: doctors, nurses and beds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from auditor.language import Pack
from auditor.model import Figure

Things = Mapping[int, frozenset[int]]
"""The things of each sort that some words name, for the sorts of which they name any."""
_Name = tuple[int, int, frozenset[str]]
"""A sort, a thing of it, and the words of a phrase by which it is told."""

_PAIR = 2
_BESIDE = 3
"""Words beside those of two figures that tell that their sentences are about one thing."""
_WORD = 4
"""Letters of a word that is no article, preposition or conjunction, as titles leave in small letters."""
_BITS = 62
"""Sorts that are told apart by the bits of one number."""


class Rivals:
    """Tells figures about one thing from figures about another of its sort."""

    def __init__(self) -> None:
        """Know no figure yet."""
        self._things: dict[tuple[str, tuple[str, ...]], Things] = {}
        self._names: dict[str, Mapping[str, Sequence[_Name]]] = {}
        self._called: dict[tuple[str, str], frozenset[str]] = {}

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
        mine, theirs = (self._own(f, pack) for f in (a, b))
        if differ:
            # Of which area a subject is, it says wherever it stands.
            told = {*mine, *theirs} - {pack.area_rivals}
            alone = _one_place(a, b)
            mine, theirs = (self._subject(f, pack, told, alone=alone) for f in (a, b))
        return any(not mine[sort] & theirs[sort] for sort in mine.keys() & theirs.keys())

    def partly(self, a: Figure, b: Figure, pack: Pack) -> bool:
        """Whether one of two figures names several things of one sort, the other only some of them.

        Args:
            a: A figure.
            b: The other.
            pack: Language of both.
        """
        mine, theirs = self._named(a.features.core, pack), self._named(b.features.core, pack)
        sorts = [sort for sort in mine.keys() & theirs.keys() if mine[sort] != theirs[sort]]
        if not sorts:
            return False
        # What is told of some things is theirs together, though its own words begin behind the first of them.
        all_mine, all_theirs = (self._named((*f.features.core, *f.features.head), pack) for f in (a, b))
        return any(all_mine[sort] != all_theirs[sort] for sort in sorts)

    def sorts(self, figure: Figure, pack: Pack) -> tuple[int, int]:
        """The sorts of which a figure names a thing, as the bits of two numbers: in words of its own, and in any.

        Two that have no bit in common name nothing of one sort.
        """
        own, around = self._own(figure, pack), self._around(figure, pack)
        return _bits(own), _bits(own) | _bits(around)

    def called_apart(self, a: Figure, b: Figure, pack: Pack) -> bool:
        """Whether each of two figures names a thing of which the other knows no word: ``at Eastmere``, ``at Holt``.

        Args:
            a: A figure.
            b: Another.
            pack: Language of both.
        """
        mine = self._called_by(a, pack)
        theirs = self._called_by(b, pack) if mine else frozenset()
        if not theirs:
            return False
        said = [{*f.core, *f.head, *f.topic, *f.wide} for f in (a.features, b.features)]
        return mine.isdisjoint(said[1]) and theirs.isdisjoint(said[0])

    def _called_by(self, figure: Figure, pack: Pack) -> frozenset[str]:
        """The words of names in a figure's own words; none where all of its phrase is capitalised, as in titles."""
        key = pack.tag, figure.phrase
        known = self._called.get(key)
        if known is None:
            names: list[str] = []
            if any(word.islower() and len(word) >= _WORD for word in figure.phrase.split()):
                names = pack.thing_names.findall(figure.phrase)
            words = frozenset(pack.lexicon.words(pack.lexicon.fold(" ".join(names)))) if names else frozenset()
            known = self._called[key] = words - pack.plain_words
        return known.intersection(figure.features.core) if known else known

    def _own(self, figure: Figure, pack: Pack) -> Things:
        """What a figure names in words of its own; those of its subject, where it has none."""
        return self._named(figure.features.core or figure.features.head, pack)

    def _around(self, figure: Figure, pack: Pack, *, alone: bool = False) -> Things:
        """What the subject and the topic of a figure name; that of its own sentence alone, where asked for."""
        said = figure.features
        topic = () if alone and {*said.topic}.isdisjoint(said.wide) else said.topic
        return self._named((*said.head, *topic), pack)

    def _subject(self, figure: Figure, pack: Pack, told: set[int], *, alone: bool) -> Things:
        """What a figure is about by its own words, or, of sorts of which none are told, by those of its subject.

        Args:
            figure: A figure.
            pack: Its language.
            told: The sorts of which words of its own, or of the other, name a thing.
            alone: What only sentences before it were about counts for nothing.
        """
        own = self._own(figure, pack)
        around = self._around(figure, pack, alone=alone)
        told_of = {sort: things for sort, things in around.items() if sort not in told and sort >= pack.named_rivals}
        return {**told_of, **own}

    def _named(self, words: tuple[str, ...], pack: Pack) -> Things:
        """The things of each sort that some words name; one whose name is part of a longer one there is not meant."""
        known = self._things.get((pack.tag, words))
        if known is None:
            said = set(words)
            beside = {frozenset(pair) for pair in pairwise(words)}
            # The word for a good grade is half of the one for leaving school.
            inside = {word for pair in beside & pack.not_rivals for word in pair}
            names = self._names.get(pack.tag) or self._names.setdefault(pack.tag, _by_word(pack))
            found: dict[int, list[tuple[int, frozenset[str]]]] = defaultdict(list)
            for word in said & names.keys():
                for sort, thing, phrase in names[word]:
                    if _told(phrase, said, beside, inside):
                        found[sort].append((thing, phrase))
            known = self._things[pack.tag, words] = {
                sort: frozenset(thing for thing, phrase in told if not any(phrase < other for _, other in told))
                for sort, told in sorted(found.items())
            }
        return known


def _one_place(a: Figure, b: Figure) -> bool:
    """Whether the sentences of two figures share words beside those of the figures themselves: they tell what both are
    about, whatever was told before them."""
    one, other = a.features, b.features
    both = {*one.wide} & {*other.wide}
    return len(both - {*one.core} - {*other.core}) >= _BESIDE


def _told(phrase: frozenset[str], said: set[str], beside: set[frozenset[str]], inside: set[str]) -> bool:
    """Whether a phrase stands among some words.

    The words of a longer one may stand apart: what is said of it comes between. Two are one word in Vietnamese, and of
    one alone it is looked whether it is not part of another.

    Args:
        phrase: Its words.
        said: All words.
        beside: Pairs of words that stand side by side.
        inside: Words that are part of another word there.
    """
    if len(phrase) == 1:
        return phrase <= said and phrase.isdisjoint(inside)
    return phrase in beside if len(phrase) == _PAIR else phrase <= said


def _bits(things: Things) -> int:
    bits = 0
    for sort in things:
        bits |= 1 << sort % _BITS
    return bits


def _by_word(pack: Pack) -> dict[str, list[_Name]]:
    """The names of a language's rivals, each by the longest of its words: the others stand in more of them."""
    names: dict[str, list[_Name]] = defaultdict(list)
    for sort, things in enumerate(pack.rivals):
        for thing, phrases in enumerate(things):
            for phrase in phrases:
                if phrase:
                    names[max(phrase, key=lambda word: (len(word), word))].append((sort, thing, phrase))
    return names
