"""A sentence with its quantities, and its words found once and looked up by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from auditor.extraction.mentions import Mention
from auditor.extraction.spans import Stated
from auditor.language import Labelled, Pack, within
from auditor.model import Passage
from auditor.times import RELATIVE

PROSE = ("paragraph", "item")
"""Passages whose sentences go on with one another."""
_REMARK = re.compile(r"\([^()]*\)")
_SIGN = re.compile("[,–-]")
_SHORT_NAME = 3
"""Words of capitals that an abbreviation in brackets may have."""


class _Words:
    """The meaning words of a text by place."""

    def __init__(self, tokens: list[tuple[int, int, str]]) -> None:
        self._starts = [start for start, _, _ in tokens]
        self._ends = [end for _, end, _ in tokens]
        self._words = tuple(word for _, _, word in tokens)

    def of(self, start: int, end: int) -> tuple[str, ...]:
        # No word runs into the next: their ends are in order, too.
        return self._words[bisect_left(self._starts, start) : bisect_right(self._ends, end)]


@dataclass(frozen=True)
class Sentence:
    """A sentence with the quantities and times in it.

    Attributes:
        text: Text of its passage.
        folded: The same, folded.
        span: Where the sentence stands in it.
        stated: Times in it and near it.
        host: Words before the marker, for the sentence of a note.
        own_area: Name of the area whose report it is, folded: it tells no figure from another.
    """

    passage: Passage
    text: str
    folded: str
    span: tuple[int, int]
    mentions: list[Mention]
    stated: list[Stated]
    host: str
    pack: Pack
    own_area: str = ""
    _found: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)

    @cached_property
    def plain(self) -> str:
        """The folded text with what parts no words blanked: remarks without a quantity, signs in names and times."""
        folded = self.folded
        for time in self.stated:
            if self.span[0] <= time.start and time.end <= self.span[1]:
                start, end = time.start, time.end
                folded = folded[:start] + _SIGN.sub(" ", folded[start:end]) + folded[end:]
        for start, end, _ in self.pack.joined.find(folded, *self.span):
            folded = folded[:start] + _SIGN.sub(" ", folded[start:end]) + folded[end:]
        parts, at = [], 0
        starts = [m.start for m in self.mentions]
        for remark in _REMARK.finditer(folded, *self.span):
            start, end = remark.span()
            short = self.text[start + 1 : end - 1]
            if short.isupper() and short.count(" ") < _SHORT_NAME:
                parts += [folded[at:start], f" {folded[start + 1 : end - 1]} "]
            elif bisect_right(starts, start) == bisect_left(starts, end):
                parts += [folded[at:start], " " * (end - start)]
            else:
                continue
            at = end
        return "".join([*parts, folded[at:]]) if parts else folded

    def words(self, start: int, end: int) -> tuple[str, ...]:
        """The meaning words between two places of the passage, remarks left out."""
        return self._all_words.of(start - self.span[0], end - self.span[0])

    def own_words(self, start: int, end: int) -> tuple[str, ...]:
        """The same without times and the words that only say how a figure relates to its subject."""
        return self._own_words.of(start - self.span[0], end - self.span[0])

    @cached_property
    def wide(self) -> tuple[str, ...]:
        """The meaning words of the whole sentence, each once, and those of its host."""
        lexicon = self.pack.lexicon
        words = lexicon.words(self.folded[slice(*self.span)])
        return tuple(dict.fromkeys([*words, *lexicon.words(lexicon.fold(self.host))] if self.host else words))

    def cues(self, cues: Labelled, start: int, end: int) -> list[tuple[int, int, str]]:
        """The words of some classes between two places of the sentence, as (start, end, class)."""
        found = self._found.get(id(cues))
        if found is None:
            found = self._found[id(cues)] = cues.find(self.folded, *self.span)
        return [cue for cue in found if start <= cue[0] and cue[1] <= end]

    def measures(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The words between two places that say how a figure relates to its subject, fixed phrases left out."""
        excepted = self.cues(self.pack.measure_exceptions, *self.span)
        found = self.cues(self.pack.measures, start, end)
        if not excepted:
            return found
        return [cue for cue in found if not within(cue, excepted)]

    def modifiers(self, start: int, end: int, own: tuple[int, int] = (0, 0)) -> dict[str, str]:
        """The separating modifiers between two places: the last member of each group.

        Args:
            start: Where they may begin.
            end: Where they end. A limit (``within 62 days``) that begins before holds what stands there, too.
            own: The number that is spoken of, which is no limit of its own.
        """
        numbered = self.pack.numbered_groups
        found = {}
        for at, to, group, member in self._modifiers:
            limit = group in numbered
            if start <= at < end and (to <= end or limit) and not (limit and at < own[1] and own[0] < to):
                found[group] = member
        return found

    def limits_around(self, start: int, end: int) -> dict[str, str]:
        """The numbers that belong to what is measured of which one stands between two places: ``within ten days``."""
        numbered = self.pack.numbered_groups
        return {
            group: member for at, to, group, member in self._modifiers if group in numbered and at < start and end <= to
        }

    @cached_property
    def _modifiers(self) -> list[tuple[int, int, str, str]]:
        return list(_separating(self.folded, *self.span, self.pack))

    @cached_property
    def _all_words(self) -> _Words:
        return _Words(self.pack.lexicon.tokens(self._without_area(self.plain[slice(*self.span)])))

    @cached_property
    def _own_words(self) -> _Words:
        begin, end = self.span
        kept, at = [], begin
        fixed = self.pack.measure_exceptions, self.pack.whole_names
        names = [name for names in fixed for name in names.find(self.plain, begin, end)]
        # ``above the target of 65 %`` names no other thing.
        names = [name for name in names if self.pack.passed.search(self.plain[name[0] : name[1]]) is None]
        for start, found, _ in self.pack.relations.find(self.plain, begin, end):
            if any(s <= start and found <= e for s, e, _ in names):
                continue  # such a word is one of a name there
            # What grows is a word of its own: ``economic`` in ``economic growth``.
            to = start + self.pack.rises_in_growth.get(self.plain[start:found], found - start)
            kept += [self.plain[at:start], " " * (to - start)]
            at = to
        bare = "".join([*kept, self.plain[at:end]])
        for time in self.stated:
            if begin <= time.start and time.end <= end and time.period.label not in RELATIVE:
                at, to = time.start - begin, time.end - begin
                bare = bare[:at] + " " * (to - at) + bare[to:]
        return _Words(self.pack.lexicon.tokens(self._without_area(bare)))

    def _without_area(self, folded: str) -> str:
        """The text without the names of the area and of those who report."""
        folded = self.pack.authors.sub(lambda m: " " * len(m.group()), folded)
        return folded.replace(self.own_area, " " * len(self.own_area)) if self.own_area else folded


def modifiers(folded: str, pack: Pack) -> dict[str, str]:
    """The separating modifiers of folded text: the last member of each group."""
    return {group: member for _, _, group, member in _separating(folded, 0, len(folded), pack)}


def _separating(folded: str, begin: int, end: int, pack: Pack) -> Iterator[tuple[int, int, str, str]]:
    excepted = pack.modifier_exceptions.find(folded, begin, end)
    for start, stop, label in pack.modifiers.find(folded, begin, end):
        inner = pack.inner_modifiers.get(" ".join(folded[start:stop].split()), ())
        for at, to, each in ((start, stop, label), *((start + i, start + j, other) for i, j, other in inner)):
            group, _, member = each.partition("/")
            if not any(s <= at and to <= e and g == group for s, e, g in excepted):
                yield at, to, group, member
    for kind, match in pack.numbered.find(folded, begin, end):
        said = [pack.number_words.get(each, (each.lstrip("0") or each,))[0] for each in match.groups() if each]
        yield match.start(), match.end(), kind, " ".join(map(str, said))
    for kind, match in pack.criteria.find(folded, begin, end):
        yield match.start(), match.end(), kind, f"{match.group('y')}-{match.group('y2')}"
