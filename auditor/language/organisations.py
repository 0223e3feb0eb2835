"""Areas and bodies of a language pack: whose documents are, and of whom figures speak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from auditor.language.anchored import Family
from auditor.language.dimension import Dimension
from auditor.language.matchers import Labelled, edges
from auditor.resources import expand_classes


class Organisations(Dimension):
    """How areas, bodies and those that issue a document are named."""

    @cached_property
    def scopes(self) -> Labelled:
        """Areas and levels."""
        return Labelled(self._files["scopes"]["scopes"], self.lexicon)

    @cached_property
    def meets(self) -> re.Pattern[str]:
        """An event with the whole country in its name, on folded text."""
        return self._compile(self._files["scopes"]["meets"] or r"(?!)")

    @cached_property
    def organisations(self) -> Family:
        """Names of areas, on text as it is printed, group ``name``."""
        return Family(("area", self._compile_plain(p)) for p in self._of_areas("organisation"))

    def _of_areas(self, name: str) -> Iterator[str]:
        """The patterns of a list, with the words before which the name of an area ends."""
        scopes = self._files["scopes"]
        return (pattern.replace("{name_ends}", scopes["name_ends"]) for pattern in scopes[name])

    @cached_property
    def place_names(self) -> Family:
        """Names of areas and of smaller areas in them, on text as it is printed, group ``name``."""
        smaller = (("area", self._compile_plain(p)) for p in self._files["scopes"]["areas"])
        return Family((*self.organisations.patterns, *smaller))

    @cached_property
    def former(self) -> re.Pattern[str]:
        """What stands right behind the name of an area, as it is printed, that is no more what it was."""
        return re.compile(self._files["scopes"]["former"] or r"(?!)")

    @cached_property
    def issuers(self) -> list[re.Pattern[str]]:
        """Bodies in a title, as it is printed, that say whose the document is: groups ``name`` and ``small``."""
        return [re.compile(expand_classes(p)) for p in self._of_areas("issuers")]

    @cached_property
    def letterheads(self) -> list[re.Pattern[str]]:
        """Lines at the head of a document, as it is printed, that say whose it is: group ``name``."""
        return [re.compile(expand_classes(p), re.MULTILINE) for p in self._of_areas("letterhead")]

    @cached_property
    def nation_letterhead(self) -> re.Pattern[str]:
        """The head of a document, as it is printed, of a body whose reports speak of the whole country."""
        return re.compile(self._files["scopes"]["nation_letterhead"] or r"(?!)", re.MULTILINE)

    @cached_property
    def national(self) -> list[re.Pattern[str]]:
        """Words of a document about the whole country, on folded text."""
        return [self._compile(p) for p in self._files["scopes"]["national"]]

    @cached_property
    def nation(self) -> re.Pattern[str]:
        """Words by which a document speaks of the country as its subject, on folded text."""
        return re.compile("|".join(self._compile(p).pattern for p in self._files["scopes"]["nation"]) or r"(?!)")

    @cached_property
    def local(self) -> re.Pattern[str]:
        """Words by which a document speaks of an area as its own, on folded text."""
        return re.compile(edges(self.lexicon.fold(w) for w in self._files["scopes"]["local"]))

    @cached_property
    def countries(self) -> dict[str, str]:
        """Names of countries, by each of their spellings."""
        return {spelling: names[0] for names in self._files["scopes"]["countries"] for spelling in names}

    @cached_property
    def institutions(self) -> dict[str, str]:
        """Names of known national and international bodies, by each of their spellings."""
        return {spelling: names[0] for names in self._files["scopes"]["institutions"] for spelling in names}

    @cached_property
    def institution(self) -> re.Pattern[str]:
        """Names of national and international bodies, on text as it is printed: groups ``name`` and ``short``."""
        pattern = self._files["scopes"]["institution"]
        return re.compile(expand_classes(pattern) or r"(?P<name>(?!))(?P<short>(?!))")

    @cached_property
    def named_issuers(self) -> Family:
        """Names of those that issue a document, on its title as it is printed: group ``name``."""
        return Family(("issuer", self._compile_plain(p)) for p in self._files["scopes"]["named_issuers"])

    @cached_property
    def body_forms(self) -> re.Pattern[str]:
        """What at the end of the name of a body tells it from no other: its legal form."""
        return re.compile(self._files["scopes"]["body_forms"] or r"(?!)")

    @cached_property
    def bodies_alike(self) -> list[tuple[re.Pattern[str], str]]:
        """Names of one body and how it is called in all of its documents, the latter as `re.sub` takes it."""
        return [(re.compile(b["pattern"]), b["as"]) for b in self._files["scopes"]["bodies_alike"]]

    @cached_property
    def name_line(self) -> re.Pattern[str]:
        """A line at the head of a document, as it is printed, that is the name of a body: group ``name``."""
        return re.compile(expand_classes(self._files["scopes"]["name_line"]) or r"(?P<name>(?!))")

    @cached_property
    def tellers(self) -> re.Pattern[str]:
        """Of whom a title or the first sentence of an account, as it is printed, tells what it did: group ``name``.

        Group ``line``: a name that a title sets before a colon.
        """
        return re.compile(expand_classes(self._files["scopes"]["tellers"]) or r"(?P<name>(?P<line>(?!)))")

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that are small in names; empty where lines in capitals are read as they are."""
        return frozenset(self._files["scopes"]["small_words"])

    @cached_property
    def addressed(self) -> re.Pattern[str]:
        """To whom a document is addressed, in its title as it is printed."""
        return re.compile(expand_classes(self._files["scopes"]["addressed"]) or r"(?!)")

    @cached_property
    def bodies(self) -> list[tuple[str, re.Pattern[str]]]:
        """Bodies whose congresses are counted, with patterns on folded text."""
        return [(b["body"], self._compile(b["pattern"])) for b in self._files["scopes"]["bodies"]]
