"""A language pack, compiled: word lists and patterns of ``rules/<tag>/`` as matchers on folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from auditor.language.anchored import Family
from auditor.language.cues import Cues
from auditor.language.folded import Walker
from auditor.language.matchers import Labelled, edges
from auditor.language.modifiers import Modifiers
from auditor.language.naming import Naming
from auditor.language.numerals import Numerals
from auditor.language.organisations import Organisations
from auditor.language.skeleton import Skeleton
from auditor.language.wanted import Wanted
from auditor.resources import RuleFiles


class Pack(Numerals, Naming, Organisations, Modifiers, Skeleton, Wanted):
    """All that is known of one language. Matchers expect text folded by ``pack.lexicon``."""

    def walked(self, text: str, bounds: Sequence[int] = (0,)) -> str:
        """The text of a passage, folded, in which matchers look only where they can match.

        Args:
            text: The text.
            bounds: Where parts of it begin that are walked when something is looked for in them: the first at 0, none
                inside a word.
        """
        return self._walker.walk(self.lexicon.fold(text), bounds)

    @cached_property
    def _walker(self) -> Walker:
        """Walks for all that is looked for in whole passages and sentences."""
        families = (self.periods, self.criteria, self.numbered, self.dates, self.not_figures)
        measured = (self.measures, self.measure_exceptions, self.measured_against, self.bases, self.parts)
        quantities = (*measured, self.cuts, self.whole_names)
        numbers = (self.hedges, self.change_opener, self.comparisons, self.period_base, self.relations)
        roles = (self.roles, self.role_exceptions, self.role_openers, self.roles_behind, self.table_roles)
        said = (self.finality, self.cumulative, self.scopes, self.modifiers, self.modifier_exceptions, self.named)
        return Walker((*families, *quantities, *numbers, *roles, *said))

    @cached_property
    def common(self) -> frozenset[str]:
        """Small words and words of scales, in lower case; single letters are the numbers of items, too."""
        words = (*self._files["words"]["stop"], *self._files["numerals"]["scales"])
        return frozenset(w.lower() for w in words if len(w) > 1)

    @cached_property
    def letters(self) -> frozenset[str]:
        """Letters beyond ASCII in which the language is written, in lower case."""
        return frozenset(c for word in self.common for c in word if c.isalpha() and not c.isascii())

    @cached_property
    def cues(self) -> Cues:
        """Words that the checks look for."""
        return Cues(self._files["checks"], self.lexicon)

    @cached_property
    def finality(self) -> Labelled:
        """Words that tell an estimate, a first count and a settled one apart."""
        return Labelled(self._files["roles"]["finality"], self.lexicon)

    @cached_property
    def cumulative(self) -> Labelled:
        """Words of an amount that is added up since an earlier time."""
        return Labelled({"cumulative": self._files["periods"]["cumulative"]}, self.lexicon)

    @cached_property
    def periods(self) -> Family:
        """Period types and their patterns, the most specific first."""
        return Family((p["type"], self._compile(p["pattern"])) for p in self._files["periods"]["patterns"])

    @cached_property
    def criteria(self) -> Family:
        """Standards that are told apart by their years, groups ``y`` and ``y2``: what is measured by them differs."""
        return Family((kind, pattern) for kind, pattern in self.periods.patterns if kind == "criterion")

    @cached_property
    def period_words(self) -> dict[str, int]:
        """Month names and other words that stand for a number inside a period or date."""
        return {self.lexicon.fold(k): v for k, v in self._files["periods"]["words"].items()}

    def period_number(self, text: str) -> int | None:
        """The number that digits or a month name stand for."""
        return int(text) if text.isdecimal() else self.period_words.get(text)

    @cached_property
    def moments(self) -> tuple[re.Pattern[str], dict[str, str]]:
        """Up to which time of a day something was counted; and the parts of a day, by their words."""
        told = self._files["periods"]["moments"]
        return self._compile(told["pattern"]), {self.lexicon.fold(word): part for word, part in told["parts"].items()}

    @cached_property
    def told_of(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Words before a time and behind it between which it is that of what is told next, and no base."""
        words = self._files["periods"]["told_of"]
        before, behind = ([self.lexicon.fold(w) for w in words[side]] for side in ("before", "behind"))
        if not before or not behind:
            return re.compile(r"(?!)"), re.compile(r"(?!)")
        return re.compile(rf"(?:{edges(before)})\s$"), re.compile(rf"\s(?:{edges(behind)})")

    @cached_property
    def accounts(self) -> re.Pattern[str]:
        """Nouns of an account, up to the word behind which its time stands, which is no base."""
        return self._compile(self._files["periods"]["accounts"] or r"(?!)")

    @cached_property
    def becoming(self) -> re.Pattern[str]:
        """What, behind a time, tells what something is to become by it."""
        return self._compile(self._files["periods"]["becoming"] or r"(?!)")

    @cached_property
    def period_base(self) -> Labelled:
        """Words that make the period after them the base of a comparison."""
        return Labelled({"base": self._files["periods"]["base"]}, self.lexicon)

    @cached_property
    def asides(self) -> Labelled:
        """Words before the time of a part that is told by the way."""
        return Labelled({"aside": self._files["periods"]["asides"]}, self.lexicon)

    @cached_property
    def nouns_behind(self) -> frozenset[str]:
        """Words of a rise or fall that are nouns behind a number, folded."""
        return frozenset(self.lexicon.fold(word) for word in self._files["measures"]["nouns_behind"])

    @cached_property
    def succeeding(self) -> Labelled:
        """Words before a rise or fall that came before the one that is told."""
        return Labelled({"succeeding": self._files["periods"]["succeeding"]}, self.lexicon)

    @cached_property
    def purpose(self) -> re.Pattern[str]:
        """Words behind which a time is that of a purpose."""
        return Labelled({"purpose": self._files["periods"]["purpose"]}, self.lexicon).pattern

    @cached_property
    def comparisons(self) -> Labelled:
        """Words that make the figure right after them the base of a comparison."""
        return Labelled({"base": self._files["periods"]["comparisons"]}, self.lexicon)

    @cached_property
    def bases(self) -> Labelled:
        """Comparisons with a time that names no year."""
        return Labelled(self._files["periods"]["bases"], self.lexicon)

    @cached_property
    def yearly(self) -> Labelled:
        """Words of a yearly rate."""
        return Labelled({"yearly": self._files["periods"]["yearly"]}, self.lexicon)

    @cached_property
    def roles(self) -> Labelled:
        """Role cues in running text."""
        roles = self._files["roles"]
        return Labelled({r: roles[r] for r in ("target", "plan", "estimate", "baseline", "result")}, self.lexicon)

    @cached_property
    def plan_fillers(self) -> re.Pattern[str]:
        """What may stand between the word for a plan and the planned amount, and nothing else."""
        words = self._files["roles"]["plan_fillers"]
        return re.compile(rf"(?:\s|{edges(self.lexicon.fold(w) for w in words)})*\Z")

    @cached_property
    def passed(self) -> re.Pattern[str]:
        """Words at the end of a text that say that the plan named next was surpassed."""
        return re.compile(rf"(?:{edges(self.lexicon.fold(w) for w in self._files['roles']['passed'])})\s*\Z")

    @cached_property
    def roles_behind(self) -> Labelled:
        """Role cues that stand behind a figure and its noun."""
        return Labelled(self._files["roles"]["behind"], self.lexicon)

    @cached_property
    def named_target(self) -> re.Pattern[str]:
        """What stands right behind a figure that it names as wanted: ``the 85 % target``."""
        return self._compile(self._files["roles"]["named"] or r"(?!)")

    @cached_property
    def done(self) -> re.Pattern[str]:
        """What, behind a word of an earlier time, tells of something done, on folded text."""
        return self._compile(self._files["roles"]["done"])

    @cached_property
    def turns(self) -> re.Pattern[str]:
        """Words at which what was said of the figures before holds no longer."""
        return self._compile(self._files["roles"]["turns"])

    @cached_property
    def so_far(self) -> re.Pattern[str]:
        """Words behind a figure that turn from what is wanted to what has been reached."""
        return self._compile(self._files["roles"]["so_far"])

    @cached_property
    def counted_targets(self) -> re.Pattern[str]:
        """A number of targets that are set, behind which each is told."""
        return self._compile(self._files["roles"]["counted"] or r"(?!)")

    @cached_property
    def result_topics(self) -> re.Pattern[str]:
        """The beginning of a heading that below one on results names what these are on, and not what is wanted."""
        return self._compile(self._files["roles"]["result_topics"] or r"(?!)")

    @cached_property
    def role_openers(self) -> Labelled:
        """Words after which all of a sentence is wanted, until something is said to be reached."""
        return Labelled({"target": self._files["roles"]["opens"]}, self.lexicon)

    @cached_property
    def role_exceptions(self) -> Labelled:
        """Phrases in which a role cue is none."""
        return Labelled({"none": self._files["roles"]["unless"]}, self.lexicon)

    @cached_property
    def _role_headings(self) -> Labelled:
        return Labelled(self._files["roles"]["headings"], self.lexicon)

    def role_headings(self, folded: str) -> list[tuple[int, int, str]]:
        """Role cues in the folded text of a heading, those left out that are part of a name."""
        return [cue for cue in self._role_headings.find(folded) if cue[2] != "unless"]

    @property
    def future_is_target(self) -> bool:
        """Whether a time after the document's own makes a figure a target."""
        return bool(self._files["roles"]["future_is_target"])

    @cached_property
    def measures(self) -> Labelled:
        """Words that say how the figure after them relates to its subject."""
        m = self._files["measures"]
        names = ("multiple", "growth", "up", "down", "over", "under", "share", "rank", "to", "equivalent")
        return Labelled({name: m[name] for name in names}, self.lexicon)

    @cached_property
    def measure_exceptions(self) -> Labelled:
        """Phrases in which a word of a change, share or rank says nothing."""
        return Labelled({"none": self._files["measures"]["unless"]}, self.lexicon)

    @cached_property
    def ordinal(self) -> re.Pattern[str]:
        """What stands right behind a number that says the how-manieth."""
        return self._compile(self._files["measures"]["ordinal"])

    @cached_property
    def compared(self) -> Labelled:
        """Words right after a number that make it a difference; classes ``up`` and ``down``."""
        return Labelled(self._files["measures"]["compared"], self.lexicon)

    @cached_property
    def reached(self) -> re.Pattern[str]:
        """A word behind a rise or fall that tells the level that it came to."""
        return re.compile(edges(self.lexicon.fold(w) for w in self._files["measures"]["reached"]) or r"(?!)")

    @cached_property
    def measured_against(self) -> Labelled:
        """Words after a percentage that say of what it is one."""
        m = self._files["measures"]
        return Labelled({"plan": m["plan"], "previous": m["previous"]}, self.lexicon)

    @cached_property
    def plan_rates(self) -> Labelled:
        """Words beside a percentage that make it a share of a plan, whether or not one is named."""
        return Labelled({"plan": self._files["measures"]["plan_rates"]}, self.lexicon)

    @cached_property
    def relations(self) -> Labelled:
        """All words that say how a figure relates to its subject, and none of which names the subject."""
        return Labelled.joined((self.bases, self.measures, self.measured_against))

    @cached_property
    def growth(self) -> tuple[str, ...]:
        """Words that name a rate of growth, folded, each with the space behind it."""
        return tuple(f"{self.lexicon.fold(word)} " for word in self._files["measures"]["growth"])

    @cached_property
    def grows(self) -> re.Pattern[str]:
        """Names of amounts whose level in percent is a rate of growth."""
        return self._compile(self._files["measures"]["grows"] or r"(?!)")

    @cached_property
    def change_opener(self) -> Labelled:
        """The word that opens the first end point of a change."""
        return Labelled({"from": self._files["measures"]["from"]}, self.lexicon)

    @cached_property
    def change_from(self) -> re.Pattern[str]:
        """The same at the end of what stands before a figure."""
        return re.compile(f"(?:{self.change_opener.pattern.pattern})$")

    @cached_property
    def moves(self) -> re.Pattern[str]:
        """Words of a move up or down, at the end of what stands before the word that opens its first end point."""
        words = (self.lexicon.fold(w) for w in self._files["measures"]["moves"])
        return re.compile(rf"(?:{edges(words)})\s*$")

    @cached_property
    def passing(self) -> re.Pattern[str]:
        """Words of a level that was passed, at the end of what stands before a figure."""
        return re.compile(rf"(?:{edges(self.lexicon.fold(w) for w in self._files['measures']['passing'])})\s*$")

    @cached_property
    def merging(self) -> re.Pattern[str]:
        """Verbs before what there was until things were merged."""
        return re.compile(edges(self.lexicon.fold(w) for w in self._files["measures"]["merges"]))

    @cached_property
    def merges(self) -> re.Pattern[str]:
        """The same at the end of what stands before a figure."""
        return re.compile(rf"(?:{self.merging.pattern})\s*$")

    @cached_property
    def through(self) -> re.Pattern[str]:
        """What lies between a word of a change and its figure when it names what changed: ``cut its costs by``."""
        return self._compile(self._files["measures"]["through"])

    @cached_property
    def opens_account(self) -> re.Pattern[str]:
        """A verb of a change and its colon, behind which an amount is no change: ``use grew: 143 loans were made``."""
        return self._compile(self._files["measures"]["opens_account"] or "(?!)")

    @cached_property
    def changed(self) -> re.Pattern[str]:
        """A word of a change, what changed, and the room before a percentage: ``cut its running costs 12 %``."""
        return self._compile(self._files["measures"]["changed"])

    @cached_property
    def gapped(self) -> re.Pattern[str]:
        """What lies between a rise or fall and the next of its list, the verb left out: ``rose 3 %, wholesale 2 %``."""
        return self._compile(self._files["measures"]["gapped"])

    @cached_property
    def parts(self) -> Labelled:
        """Words that introduce parts of the figure before them; class ``whole`` when they name all parts."""
        m = self._files["measures"]
        return Labelled({"whole": m["whole"], "parts": m["parts"]}, self.lexicon)

    def each_of_its_own(self, folded: str, opening: int, total: int, begin: int, cue: tuple[int, int]) -> bool:
        """Whether two bodies each have a number: ``the presidium comprises 9 members, the secretariat comprises 3``.

        There words that seem to introduce parts stand before both numbers, and what the second is of behind a comma
        before it.

        Args:
            folded: Text of the passage.
            opening: Where the sentence begins.
            total: Where the first number stands.
            begin: Where the figure before the second number ends.
            cue: The word before the second.
        """
        led = self.parts.last(folded, opening, total)
        if led is None or folded[led[1] : total].strip():
            return False
        comma = folded.rfind(",", begin, cue[0])
        return comma >= 0 and bool(folded[comma + 1 : cue[0]].strip())

    @cached_property
    def rises_in_growth(self) -> dict[str, int]:
        """Characters of the rise with which a name of a growth begins that goes on with what grows."""
        words = {name: [self.lexicon.fold(w) for w in self._files["measures"][name]] for name in ("growth", "up")}
        rises = {name: [len(up) for up in words["up"] if name.startswith(f"{up} ")] for name in words["growth"]}
        return {name: max(lengths) for name, lengths in rises.items() if lengths}

    def _only_before(self, sign: str) -> bool:
        """Whether a sign of a currency stands before numbers only."""
        return sign in self.signs or not sign[-1].isalnum()

    @cached_property
    def fillers(self) -> re.Pattern[str]:
        """What may stand between a measure word and its figure, and nothing else."""
        words = [*self._files["measures"]["fillers"], *(sign for sign, _ in self.money if self._only_before(sign))]
        return re.compile(rf"(?:[\s,]|{edges(self.lexicon.fold(w) for w in words)})*\Z")

    @cached_property
    def states(self) -> Labelled:
        """Words of a state of work: fractions of one whole in different states divide it."""
        return Labelled({"state": self._files["measures"]["states"]}, self.lexicon)

    @cached_property
    def attributes(self) -> Labelled:
        """Words of attributes that one person or thing can have together: such parts divide no whole."""
        return Labelled({"attribute": self._files["measures"]["attributes"]}, self.lexicon)

    @cached_property
    def respective(self) -> re.Pattern[str]:
        """Words that say that of two lists each goes with the one at its place."""
        return re.compile(edges(self.lexicon.fold(w) for w in self._files["words"]["respective"]))

    @cached_property
    def joins(self) -> re.Pattern[str]:
        """A word that, right after an amount with its unit, begins what is said of the next."""
        return re.compile(rf"\s(?:{edges(self.lexicon.fold(w) for w in self._files['words']['joins'])})\s")

    @cached_property
    def noun_ends(self) -> frozenset[str]:
        """Words, folded, before which the noun of what is counted ends."""
        return frozenset(self.lexicon.fold(w) for w in self._files["words"]["noun_ends"])

    @cached_property
    def no_nouns(self) -> re.Pattern[str]:
        """Words with which no noun of what is counted begins."""
        return re.compile(edges(self.lexicon.fold(w) for w in self._files["words"]["no_nouns"]))

    @cached_property
    def amount_names(self) -> Labelled:
        """Phrases that name an amount of what stands before them."""
        return Labelled({"amount": self._files["words"]["attributes"]}, self.lexicon)

    @cached_property
    def attribute_words(self) -> frozenset[str]:
        """Words of phrases that name an amount of what stands before them: ``worth``, ``with a total area of``."""
        return frozenset(w for phrase in self._files["words"]["attributes"] for w in self.lexicon.words(phrase))

    @cached_property
    def authors(self) -> re.Pattern[str]:
        """Those who report, on folded text, where they only do or have what is told: ``the council planted``."""
        return self._compile(self._files["words"]["authors"] or "(?!)")

    @cached_property
    def elided(self) -> re.Pattern[str]:
        """What stands right behind a number whose noun is left out, on folded text."""
        return self._compile(self._files["wording"]["elided"])

    @cached_property
    def goes_back(self) -> re.Pattern[str]:
        """What opens a sentence that says more of the first figure of the one before it, on folded text."""
        return self._compile(self._files["wording"]["goes_back"])

    @cached_property
    def joined(self) -> Labelled:
        """Names of one thing in which a sign parts nothing: ``farming, forestry and fishing``."""
        names = self._files["words"]["joined"]
        areas = (name for alike in self._files["scopes"]["provinces"] for name in alike if "-" in name)
        return Labelled({"joined": [*names, *areas]}, self.lexicon)

    @cached_property
    def whole_names(self) -> Labelled:
        """Names of one thing with a word inside at which words are cut else: ``good or better``, ``see and treat``."""
        words = self._files["words"]
        surfaces = [self.lexicon.fold(w) for w in (*chain.from_iterable(words["synonyms"]), *words["joined"])]
        cut = [w for w in surfaces if any(s > 0 and e < len(w) for s, e, _ in self.cuts.find(w))]
        return Labelled({"name": cut}, self.lexicon)

    @cached_property
    def causes(self) -> Labelled:
        """Words that open a cause between two figures: ``up 3 % because the area grew by 2 ha``."""
        return Labelled({"cause": self._files["words"]["causes"]}, self.lexicon)

    @cached_property
    def cuts(self) -> Labelled:
        """Words at which the words of one figure end and those of the next begin."""
        return Labelled({"cut": self._files["words"]["cuts"]}, self.lexicon)


def load_packs(rules: RuleFiles) -> dict[str, Pack]:
    """All language packs by tag.

    Args:
        rules: All rule files, as `auditor.resources.load_rules` gives them.
    """
    grouped: dict[str, dict[str, Any]] = {}
    for name, data in rules.items():
        folder, _, rest = name.partition("/")
        if f"{folder}/language.yaml" in rules:
            grouped.setdefault(folder, {})[rest.removesuffix(".yaml")] = data
    return {tag: Pack(tag, grouped[tag]) for tag in sorted(grouped, reverse=True)}
