"""Words of a language pack that change the fact: groups of them, things of one sort, what tells of a part only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Any

from auditor.language.anchored import Family
from auditor.language.dimension import Dimension
from auditor.language.folded import Walker
from auditor.language.matchers import Labelled, dashed, edges

_WORD = re.compile(r"[^\W\d_]+")


class Modifiers(Dimension):
    """Separating modifiers and the groups that they are of; rivals; words that narrow."""

    @cached_property
    def modifiers(self) -> Labelled:
        """Separating modifiers; the class of a match is ``group/member``."""
        classes = {
            f"{g['group']}/{member}": words
            for g in self._files["modifiers"]["groups"]
            for member, words in g["members"].items()
        }
        return Labelled(classes, self.lexicon)

    @cached_property
    def numbered(self) -> Family:
        """Numbers that belong to what is measured, a grade or a limit; the groups of a match make the member."""
        return Family((n["group"], self._compile(n["pattern"])) for n in self._files["modifiers"]["numbered"])

    @cached_property
    def numbered_groups(self) -> frozenset[str]:
        """Groups of these."""
        return frozenset(n["group"] for n in self._files["modifiers"]["numbered"])

    @cached_property
    def inner_modifiers(self) -> dict[str, list[tuple[int, int, str]]]:
        """Modifiers of other groups that stand inside one, or are the same: their places in it, and their classes."""
        found: dict[str, list[tuple[int, int, str]]] = {}
        for group in self._files["modifiers"]["groups"]:
            others = Labelled(
                {
                    f"{g['group']}/{member}": words
                    for g in self._files["modifiers"]["groups"]
                    if g["group"] != group["group"]
                    for member, words in g["members"].items()
                },
                self.lexicon,
            )
            walker = Walker([others])  # an expression of all others, once a group, would take most of a pack's time
            for words in group["members"].values():
                folded = (" ".join(self.lexicon.fold(word).split()) for word in words)
                for surface in chain.from_iterable(map(dashed, folded)):
                    if inside := others.find(walker.walk(surface)):
                        found.setdefault(surface, inside)  # a match is of the first group that has it
        return found

    @cached_property
    def rivals(self) -> list[list[list[frozenset[str]]]]:
        """Sorts of things; of each thing of a sort the phrases by which it is told, as sets of meaning words.

        First those of which only a figure's own words tell; countries and parts of the world are one sort, areas that
        are told by their names alone another.
        """
        scopes = self._files["scopes"]
        persons = set(scopes["persons_too"])
        areas = [[name for name in area if self._all_tell(name)] for area in scopes["provinces"]]
        areas = [area for area in areas if area and persons.isdisjoint(area)]
        rivals = self._files["modifiers"]["rivals"]
        sorts = [*self._by_name, *rivals, [*scopes["countries"], *scopes["continents"]], areas]
        return [
            [[frozenset(self.lexicon.words(self.lexicon.fold(phrase))) for phrase in thing] for thing in sort]
            for sort in sorts
        ]

    def _all_tell(self, name: str) -> bool:
        """Whether each word of a name has meaning: what is left of others would tell of anything."""
        return len(self.lexicon.words(self.lexicon.fold(name))) == len(_WORD.findall(name))

    @property
    def _by_name(self) -> list[list[list[str]]]:
        by_name: list[list[list[str]]] = self._files["modifiers"]["rivals_by_name"]
        return by_name

    @property
    def named_rivals(self) -> int:
        """How many sorts of rivals, from the first, are told by words of a figure's own alone."""
        return len(self._by_name)

    @property
    def area_rivals(self) -> int:
        """The sort of the areas that are told by their names alone: the last."""
        return len(self.rivals) - 1

    @cached_property
    def not_rivals(self) -> frozenset[frozenset[str]]:
        """Pairs of meaning words that stand side by side and are one word, of which one alone would name a thing."""
        phrases = (self.lexicon.words(self.lexicon.fold(phrase)) for phrase in self._files["modifiers"]["not_rivals"])
        return frozenset(map(frozenset, phrases))

    @cached_property
    def limits(self) -> Labelled:
        """Words that say what is left out of a figure, or that nothing else is counted."""
        return Labelled({"limit": self._narrowing["limits"]}, self.lexicon)

    @cached_property
    def narrowing_openers(self) -> re.Pattern[str]:
        """Words behind which a part of the thing is named: a place, a group, a sort; some not where a text begins."""
        anywhere, inner = ([self.lexicon.fold(w) for w in self._narrowing[name]] for name in ("openers", "inner"))
        return re.compile(rf"{edges(anywhere)}|(?<!^)(?:{edges(inner)})")

    @cached_property
    def narrowing_ends(self) -> re.Pattern[str]:
        """Where what such words open ends at the latest."""
        return re.compile(rf"[,;:()…]|{edges(self.lexicon.fold(w) for w in self._narrowing['ends'])}")

    @cached_property
    def plain_words(self) -> frozenset[str]:
        """Meaning words that narrow nothing wherever they stand: of the whole area, of all that are counted."""
        known = [self.lexicon.words(self.lexicon.fold(phrase)) for phrase in self._narrowing["plain"]]
        return frozenset(words[0] for words in known if len(words) == 1)

    @cached_property
    def counters(self) -> frozenset[str]:
        """Meaning words that only count, and are no thing of their own: people, cases."""
        return frozenset(
            w for phrase in self._narrowing["counters"] for w in self.lexicon.words(self.lexicon.fold(phrase))
        )

    @cached_property
    def plain_phrases(self) -> Labelled:
        """The same of more than one word."""
        return Labelled({"plain": [phrase for phrase in self._narrowing["plain"] if " " in phrase]}, self.lexicon)

    @cached_property
    def never_narrows(self) -> re.Pattern[str]:
        """Words beside a noun that are none of its name: verbs."""
        return self._compile(self._narrowing["never"] or r"(?!)")

    @cached_property
    def thing_names(self) -> re.Pattern[str]:
        """The words of the names of single things, in a phrase as it is printed."""
        return self._compile_plain(self._narrowing["names"] or r"(?!)")

    @property
    def narrows_behind(self) -> bool:
        """Whether what narrows a noun stands behind it."""
        return bool(self._narrowing["behind"])

    @property
    def _narrowing(self) -> dict[str, Any]:
        narrowing: dict[str, Any] = self._files["modifiers"]["narrowing"]
        return narrowing

    @cached_property
    def modifier_exceptions(self) -> Labelled:
        """Phrases in which a separating modifier is none; the class is the group."""
        return Labelled({g["group"]: g.get("unless", []) for g in self._files["modifiers"]["groups"]}, self.lexicon)

    def _flagged(self, flag: str) -> frozenset[str]:
        """Groups that set a flag."""
        return frozenset(g["group"] for g in self._files["modifiers"]["groups"] if g.get(flag, False))

    @cached_property
    def opening_modifiers(self) -> frozenset[str]:
        """Groups whose words may stand at the opening of a sentence, away from its first figure."""
        return self._flagged("opens")

    @cached_property
    def unsaid_modifiers(self) -> frozenset[str]:
        """Groups of which a figure may well say nothing: that another has a member leaves nothing in doubt."""
        return self._flagged("unsaid")

    @cached_property
    def lasting_modifiers(self) -> frozenset[str]:
        """Groups whose words hold for what follows, up to the next of them: ``In trend terms, …``."""
        return self._flagged("lasts")

    @cached_property
    def ratio_modifiers(self) -> frozenset[str]:
        """Groups whose words before a number make it a ratio per unit."""
        return self._flagged("ratio")

    @cached_property
    def of_years(self) -> frozenset[tuple[str, str]]:
        """Groups and members that make a figure the mean of several years."""
        return frozenset((g["group"], g["mean"]) for g in self._files["modifiers"]["groups"] if "mean" in g)

    @cached_property
    def change_modifiers(self) -> frozenset[str]:
        """Groups that tell rises and falls apart, not levels."""
        return frozenset(g["group"] for g in self._files["modifiers"]["groups"] if g.get("only") == "change")

    @cached_property
    def level_modifiers(self) -> frozenset[str]:
        """Groups that tell levels apart, not rises and falls."""
        return frozenset(g["group"] for g in self._files["modifiers"]["groups"] if g.get("only") == "level")

    @cached_property
    def of_points(self) -> dict[str, str]:
        """The member of each group that percentage points imply."""
        return {g["group"]: g["points"] for g in self._files["modifiers"]["groups"] if "points" in g}

    @cached_property
    def lone_modifiers(self) -> frozenset[str]:
        """Groups in which a figure without a member differs from one with a member."""
        return frozenset(g["group"] for g in self._separating if g.get("lone", "none") != "none")

    @cached_property
    def parting_modifiers(self) -> frozenset[str]:
        """Those of which it differs even where the numbers are a slip apart: most of a whole is nearly the whole."""
        return frozenset(g["group"] for g in self._separating if g.get("lone") == "always")

    @property
    def _separating(self) -> Iterator[dict[str, Any]]:
        """The groups of words, and of numbers that belong to what is measured."""
        yield from (*self._files["modifiers"]["groups"], *self._files["modifiers"]["numbered"])

    @cached_property
    def carried_modifiers(self) -> frozenset[str]:
        """Groups of which a member that a sentence opens with holds for all of its figures, up to the next."""
        return self._flagged("carries")
