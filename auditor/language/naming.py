"""Cited documents, dates, ordinals, persons and names of a language pack."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from auditor.language.anchored import Family
from auditor.language.dimension import Dimension
from auditor.language.matchers import Labelled, edges

_OFFICE = 90
"""Characters before the name of an area in which the office can begin that is held there."""
_WHOLE_NAME = 3
"""Words of a person's name that is no area's."""


class Naming(Dimension):
    """How facts that are no quantities are written."""

    @cached_property
    def citation(self) -> re.Pattern[str]:
        """A cited document, on unfolded text: type, number, and if stated date, issuer and title."""
        c = self._files["citations"]
        types = _any_of(c["types"])
        word = f"(?:{c['number_word']}\\s?)?" if c["number_word"] else ""
        return self._compile_plain(
            rf"(?:\b(?P<type>{types})\s)?{word}{c['number']}(?:{c['date']})?(?=(?:{c['issuer']})?(?:{c['title']})?)"
        )

    @cached_property
    def citation_reach(self) -> int:
        """Characters of `citation` before its number at most: the longest kind of document, and the word for number."""
        c = self._files["citations"]
        return max(map(len, c["types"]), default=0) + len(c["number_word"]) + 2

    @cached_property
    def citation_hint(self) -> re.Pattern[str]:
        """The number alone: a cheap first look before `citation`."""
        return self._compile_plain(self._files["citations"]["number"])

    @cached_property
    def citation_date_before(self) -> re.Pattern[str]:
        """The date of a document that its sentence gives first, up to where the citation begins, on unfolded text."""
        return self._compile_plain(rf"(?:{self._files['citations']['date_before']})\Z")

    @cached_property
    def dates(self) -> Family:
        """Dates in any form, on folded text."""
        return Family(("date", self._compile(p)) for p in self._files["citations"]["dates"])

    @cached_property
    def dated_days(self) -> Family:
        """Those of the dates that name a day and a month, groups ``d`` and ``m``."""
        return Family((name, p) for name, p in self.dates.patterns if {"d", "m"} <= p.groupindex.keys())

    @cached_property
    def ordinals(self) -> list[tuple[str, re.Pattern[str]]]:
        """Counted congresses, committees, meetings: words that must stand in folded text, and the pattern."""
        return [
            (self.lexicon.fold(o["hint"]), self._compile(o["pattern"])) for o in self._files["citations"]["ordinals"]
        ]

    @cached_property
    def persons(self) -> Family:
        """Persons in text as it is printed: groups ``name`` and, where stated, ``office``."""
        surnames, offices = self._surnames, self._offices
        after = "|".join(sorted(self._files["citations"]["after_names"]))
        patterns = (
            p.replace("{surname}", f"(?:{surnames})")
            .replace("{office}", f"(?:{offices})")
            .replace("{after}", f"(?:{after})")
            for p in self._files["citations"]["persons"]
        )
        return Family(("person", self._compile_plain(p)) for p in patterns)

    @cached_property
    def further_office(self) -> re.Pattern[str]:
        """Another office behind the first, in text as it is printed: group ``office``."""
        pattern = self._files["citations"]["further_office"]
        return self._compile_plain(pattern.replace("{office}", f"(?:{self._offices})"))

    @cached_property
    def holder(self) -> re.Pattern[str] | None:
        """An office before the name of the area that it is held in; None where no person's name follows such a name."""
        pattern = self._files["scopes"]["holder"]
        return self._compile_plain(pattern.replace("{office}", f"(?:{self._offices})")) if pattern else None

    def of_office(self, text: str, start: int) -> bool:
        """Whether the name of an area, as text is printed, only says where somebody holds an office.

        Args:
            text: As it is printed.
            start: Where the area is named.
        """
        return self.holder is not None and self.holder.search(text, max(0, start - _OFFICE), start) is not None

    def area(self, text: str, match: re.Match[str]) -> str | None:
        """The area that a match of `Pack.organisations` names, without the person who holds an office there.

        Args:
            text: As it is printed.
            match: With the group ``name``.

        Returns:
            None where the name is the person's alone.
        """
        name = " ".join(str(match.group("name")).split())
        name = self.provinces.get(name, name)
        if not self.of_office(text, match.start()):
            return name
        words = name.split()
        persons = [k for k, word in enumerate(words[:-1]) if re.fullmatch(self._surnames, word)]
        if persons and persons[-1] > 0:
            return " ".join(words[: persons[-1]])
        return None if persons and len(words) >= _WHOLE_NAME else name

    @property
    def venues(self) -> list[str]:
        """Words before the name of an area that make it the place of a meeting, as they are printed."""
        return list(self._files["scopes"]["venues"])

    @cached_property
    def seat(self) -> re.Pattern[str]:
        """Where bodies of the whole country sit, before a date: the place of issue, which tells of no area."""
        return re.compile(self._files["scopes"]["seat"] or r"(?!)")

    @cached_property
    def provinces(self) -> dict[str, str]:
        """Names of areas that stand without the word for what they are, by each of their spellings."""
        scopes = self._files["scopes"]
        persons = set(scopes["persons_too"])
        return {each: names[0] for names in scopes["provinces"] for each in names if each not in persons}

    @cached_property
    def listed_areas(self) -> re.Pattern[str]:
        """Any of those names, on text as it is printed."""
        return re.compile(edges(self.provinces) if self.provinces else r"(?!)")

    @cached_property
    def _surnames(self) -> str:
        """Any of the surnames: an alternation."""
        return "|".join(sorted(self._files["citations"]["surnames"], key=lambda w: (-len(w), w)))

    @cached_property
    def _offices(self) -> str:
        """Any of the offices, each word with a small or a capital letter: an alternation."""
        return _any_of(self._files["citations"]["offices"])

    @cached_property
    def office_ends(self) -> Labelled:
        """Words behind an office that are no part of it: what its holder does."""
        return Labelled({"end": self._files["citations"]["office_ends"]}, self.lexicon)

    @cached_property
    def programmes(self) -> Family:
        """Official names of programmes in text as it is printed: group ``name``."""
        return Family(("programme", self._compile_plain(p)) for p in self._files["citations"]["programmes"])

    @cached_property
    def numbered_names(self) -> Family:
        """Names that end with a number, in text as it is printed."""
        return Family(("name", self._compile_plain(p)) for p in self._files["citations"]["numbered_names"])

    @cached_property
    def named(self) -> Labelled:
        """Nouns that govern a name in quotation marks."""
        return Labelled({"named": self._files["citations"]["named"]}, self.lexicon)

    @cached_property
    def slogans(self) -> Labelled:
        """Nouns of which there is one at a time: mottos, themes, movements."""
        return Labelled({"slogan": self._files["citations"]["slogans"]}, self.lexicon)

    @cached_property
    def copula(self) -> re.Pattern[str]:
        """A word right before a quotation that says that it is what was named before."""
        words = edges(self.lexicon.fold(w) for w in self._files["citations"]["copulas"])
        return re.compile(rf"(?:{words})\s?$")

    @cached_property
    def running(self) -> Labelled:
        """Meetings that are counted through a term: their numbers differ from report to report."""
        return Labelled({"running": self._files["citations"]["running"]}, self.lexicon)

    @cached_property
    def holders(self) -> Labelled:
        """Bodies that hold congresses of their own, each its own class."""
        return Labelled({w: [w] for w in self._files["citations"]["holders"]}, self.lexicon)

    @cached_property
    def citation_types(self) -> Labelled:
        """Kinds of documents."""
        return Labelled({"type": self._files["citations"]["types"]}, self.lexicon)

    @property
    def quotes(self) -> list[tuple[str, str]]:
        """Pairs of quotation marks."""
        return [(a, b) for a, b in self._files["citations"]["quotes"]]

    @property
    def name_numbers(self) -> dict[str, str]:
        """Number words as digits, for names."""
        return {self.lexicon.fold(k): str(v) for k, v in self._files["citations"]["name_numbers"].items()}


def _any_of(phrases: Iterable[str]) -> str:
    """Any of several phrases, the longest first, each word with a small or a capital letter: an alternation."""
    return "|".join(
        r"\s".join(f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in phrase.split())
        for phrase in sorted(phrases, key=lambda p: (-len(p), p))
    )
