"""The area or level that a figure speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extraction.mentions import Mention
from auditor.extraction.places import Place
from auditor.extraction.wording import Sentence
from auditor.language import Pack
from auditor.model import NATION, Document
from auditor.openings import headlines
from auditor.terms import AREA

_OTHER = "other"
"""What names an area with which the figure is only compared."""
_OWN = "own"
"""The scope of a figure that is said to speak of the whole area of its document."""
_ACCOUNT = 6000
"""Characters of an account of the press."""
_COUNTRY = "country"
"""That of one that is said to speak of the nation."""


class Scopes:
    """Tells the scopes of the figures of one document."""

    def __init__(self, document: Document, pack: Pack) -> None:
        """Read by the words of ``pack``; the name of the document's own organisation states no scope."""
        self._pack = pack
        self._own = document.organisation
        self._land = self._own is None and _of_its_land(document, pack)
        heads = pack.lexicon.fold("\n".join(headlines(document)))
        self._headed = {heads[s:e] for s, e, label in pack.scopes.find(heads) if label == _COUNTRY}
        self._areas: tuple[tuple[str, int], list[tuple[int, str]]] = (("", 0), [])
        self._alone = ("", "")

    def of(self, sentence: Sentence, place: Place, mention: Mention) -> str:
        """The level stated beside a figure, or the other area that its sentence names before it."""
        here = [
            cue
            for cue in sentence.cues(self._pack.scopes, place.left, place.right)
            if cue[2] != _OTHER and not (cue[2] == _COUNTRY and self._in_name(sentence, cue[1]))
        ]
        if here:
            # What a body of the nation says of the nation is of its own area.
            own = here[-1][2] == _OWN or (here[-1][2] == _COUNTRY and self._own == NATION)
            # So is what an account of one country, which no area or body issued, tells of that.
            own = own or (here[-1][2] == _COUNTRY and sentence.folded[slice(*here[-1][:2])] in self._headed)
            own = own or (
                self._land and here[-1][2] == _COUNTRY and _named_in(sentence.folded[slice(*here[-1][:2])], self._pack)
            )
            return "" if own else here[-1][2]
        key = (sentence.passage.id, sentence.span[0])
        if key != self._areas[0]:
            self._areas = key, self._named(sentence) or self._gone_on_with(sentence)
            names = {name for _, name in self._areas[1]}
            self._alone = sentence.passage.id, names.pop() if len(names) == 1 else ""
        behind = self._behind(sentence, place, mention)
        if behind is not None:
            return f"{AREA}{behind}"
        before = [
            name for at, name in self._areas[1] if at < mention.start and not _shut(sentence.folded, at, mention.start)
        ]
        if before and self._listed_on(sentence, before[-1], mention):
            return ""
        return f"{AREA}{before[-1]}" if before else ""

    def _in_name(self, sentence: Sentence, end: int) -> bool:
        """Whether words for the nation end the name of an event: ``at the national games``."""
        found = self._pack.meets.finditer(sentence.folded, *sentence.span)
        return any(match.end() == end for match in found)

    def _behind(self, sentence: Sentence, place: Place, mention: Mention) -> str | None:
        """The area that is named right behind what a figure counts: ``417 houses in Alpha district, 251 in Beta``."""
        for at, name in self._areas[1]:
            if mention.end < at < place.right:
                gap = sentence.folded[mention.end : at].rstrip()
                led = next((m for m in self._pack.narrowing_openers.finditer(gap) if m.end() == len(gap)), None)
                return name if led is not None and not self._pack.joins.search(gap) else None
        return None

    def _listed_on(self, sentence: Sentence, name: str, mention: Mention) -> bool:
        """Whether a figure stands in a later item of a list, which names another area: ``Alpha City 6 %; Beta 4 %``."""
        item = sentence.text.rfind(";", sentence.span[0], mention.start)
        named = self._pack.listed_areas.search(sentence.text, item, mention.start) if item >= 0 else None
        return named is not None and self._pack.provinces[named.group()] != name

    def _gone_on_with(self, sentence: Sentence) -> list[tuple[int, str]]:
        """The one area of the sentence before, where a sentence that names none opens with words for its parts."""
        passage, name = self._alone
        begin = sentence.span[0]
        parts = self._pack.parts.pattern.match(sentence.folded, begin) is not None
        return [(begin, name)] if name and parts and passage == sentence.passage.id else []

    def _named(self, sentence: Sentence) -> list[tuple[int, str]]:
        """Areas other than the document's own, with their places; none where a sentence tells how several were merged.

        What such a sentence tells is of what they were merged into. What an area of the document's own name was before
        is another.
        """
        found = []
        names = self._pack.place_names.find(sentence.text, *sentence.span)
        places = [(match, self._pack.area(sentence.text, match)) for _, match in names]
        for match, name in places:
            # A document that is of an area names the offices of others, as those of guests, beside figures of its own.
            guest = self._own not in (None, NATION) and self._pack.of_office(sentence.text, match.start())
            if name is not None and not guest:
                found.append((match.start(), name))
        begin, end = sentence.span
        opening = end - len(sentence.text[begin:end].lstrip())
        opens = self._pack.listed_areas.match(sentence.text, opening)
        if opens is not None and self._own not in (None, NATION) and sentence.text[opens.end() :][1:2].islower():
            found.append((opening, self._pack.provinces[opens.group()]))  # ``Beta took 86 billion, up 9 %.``
        if found and self._pack.merging.search(sentence.folded, *sentence.span) is not None:
            listed = self._pack.listed_areas.finditer(sentence.text, *sentence.span)
            if len({name for _, name in found} | {self._pack.provinces[m.group()] for m in listed}) > 1:
                return []
        others = [(at, name) for at, name in found if not self._is_own(name)]
        return sorted({**dict(others), **self._former(sentence, places)}.items())

    def _is_own(self, name: str) -> bool:
        return self._own is not None and f"{name} ".startswith(f"{self._own} ")

    def _former(self, sentence: Sentence, places: Sequence[tuple[re.Match[str], str | None]]) -> dict[int, str]:
        """Areas that are said to be those of before a merger, by their places: ``Alpha (old) took 77 billion``."""
        pack, text = self._pack, sentence.text
        if pack.former.search(text, *sentence.span) is None:
            return {}
        listed = [(m, pack.provinces[m.group()]) for m in pack.listed_areas.finditer(text, *sentence.span)]
        marks = [(m.start(), name, pack.former.match(text, m.end())) for m, name in (*listed, *places)]
        return {
            at: f"{name} {mark.group().strip(' ()')}" if self._is_own(name) else name
            for at, name, mark in marks
            if name is not None and mark is not None
        }


def _of_its_land(document: Document, pack: Pack) -> bool:
    """Whether a short account tells of the country that it names: its title does, or no area or body is its own."""
    titled = any(_named_in(pack.lexicon.fold(line), pack) for line in headlines(document))
    # A body of the nation, or of several, tells of what others are, too.
    known = document.institution is None or document.institution in pack.institutions.values()
    if not known and document.country is None and not titled:
        return False
    text = " ".join(p.text for p in document.passages)
    return len(text) <= _ACCOUNT and pack.local.search(pack.lexicon.fold(text)) is None


def _named_in(folded: str, pack: Pack) -> bool:
    """Whether words for the country hold its name."""
    return any(pack.lexicon.fold(name) in folded for name in pack.countries)


def _shut(folded: str, at: int, start: int) -> bool:
    """Whether a place stands in a bracket that closes before a figure: the address of where something was held."""
    closing = folded.find(")", at, start)
    return closing >= 0 and "(" not in folded[at:closing]
