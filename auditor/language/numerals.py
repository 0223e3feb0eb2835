"""Numbers and units of a language pack."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from auditor.language.anchored import Family
from auditor.language.dimension import Dimension
from auditor.language.matchers import Labelled, UnitEntry, edges


class Numerals(Dimension):
    """How numbers are written, what they are counted in, and what looks like a number and is none."""

    def __init__(self, tag: str, files: Mapping[str, Any]) -> None:
        """Compile ``numerals.yaml`` and ``units.yaml``."""
        super().__init__(tag, files)
        numerals = files["numerals"]
        self.decimal: str = numerals["decimal"]
        self.grouping: list[str] = numerals["grouping"]
        self.space_groups: bool = numerals["space_groups"]
        self.about = Decimal(str(numerals["about_part"]))
        self.scales = {self.lexicon.fold(k): Decimal(v) for k, v in numerals["scales"].items()}
        self.scale_pattern = re.compile(rf"(?:\s|-(?=[^\W\d_]{{4}}))?(?P<scale>{edges(self.scales, after_digit=True)})")
        self.number_words = {self.lexicon.fold(k): (v, False) for k, v in numerals["words"]["numbers"].items()}
        self.number_words |= {self.lexicon.fold(k): (v, True) for k, v in numerals["words"]["times"].items()}
        self.hedges = Labelled(numerals["hedges"], self.lexicon)
        self.after = Labelled(numerals["after"], self.lexicon)
        self.not_figures = Family((n["reason"], self._compile(n["pattern"])) for n in numerals["not_figures"])
        self.of_whole = self._compile(numerals["fraction"])
        between = numerals["range"]["between"]
        self.between = re.compile(rf"\s?(?:{edges(between)})\s?")
        opened = numerals["range"]["opened"]
        self.only_opened = re.compile(rf"\s?(?:{edges(opened)})\s?")
        self.range_open = re.compile(rf"(?:{edges(self.lexicon.fold(w) for w in numerals['range']['open'])})$")

        self.units: dict[str, UnitEntry] = {}
        self.signs: dict[str, UnitEntry] = {}
        for entry in files["units"]["units"]:
            unit = UnitEntry(entry["unit"], entry["dimension"], Decimal(str(entry["factor"])))
            for surface in entry["surfaces"]:
                self.units.setdefault(self.lexicon.fold(surface), unit)
            for sign in entry.get("signs", ()):
                self.signs[self.lexicon.fold(sign)] = unit
        self.unit_pattern = re.compile(rf"\s?(?P<unit>{edges(self.units, after_digit=True)})")
        self.compounds = re.compile(rf"\s?(?:{edges(files['units']['compounds'])})")
        self.alone = {self.lexicon.fold(w) for w in files["units"]["alone"]}
        self.of_money = {self.lexicon.fold(w): unit for w, unit in files["units"]["of_money"].items()}
        told_per = files["units"]["of_money_per"]
        self.of_money_per = {self.lexicon.fold(w): unit for w, unit in told_per["scales"].items()}
        self.no_money_per = {self.lexicon.fold(w) for w in told_per["unless"]}
        self.lasting = {self.lexicon.fold(w) for w in files["units"]["lasting"]}

    @cached_property
    def durations(self) -> frozenset[str]:
        """Base units of how long something lasts."""
        return frozenset(entry.unit for entry in self.units.values() if entry.dimension == "duration")

    @cached_property
    def glued(self) -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
        """Letters behind a number that are a scale or a unit, and the words before and behind that tell the unit."""
        told = self._files["units"]["glued"]
        words = {
            k: [edges(map(self.lexicon.fold, of[side])) for side in ("before", "behind")] for k, of in told.items()
        }
        return {k: (re.compile(before), re.compile(rf"\s(?:{behind})")) for k, (before, behind) in words.items()}

    @cached_property
    def money(self) -> list[tuple[str, UnitEntry]]:
        """Currency signs and codes, which may stand before a number, the longest first; no words that stand behind."""
        both = {**self.units, **self.signs}
        behind = {self.lexicon.fold(word) for word in self._files["units"]["behind"]}
        found = ((s, entry) for s, entry in both.items() if entry.dimension == "money" and s not in behind)
        return sorted(found, key=lambda item: (-len(item[0]), item[0]))

    @cached_property
    def money_by_end(self) -> dict[str, list[tuple[str, UnitEntry]]]:
        """They by their last characters: before most numbers none of these stands."""
        found: dict[str, list[tuple[str, UnitEntry]]] = {}
        for surface, entry in self.money:
            found.setdefault(surface[-1], []).append((surface, entry))
        return found

    @cached_property
    def money_sign(self) -> re.Pattern[str]:
        """A currency sign or code before a number."""
        return re.compile(rf"(?:{edges(surface for surface, _ in self.money)})\s?")

    @cached_property
    def per(self) -> re.Pattern[str]:
        """What follows a number that is counted per something; one of the groups ``per0``, ``per1`` … names it."""
        patterns = self._files["numerals"]["per"]
        named = (p.replace("(?P<per>", f"(?P<per{i}>") for i, p in enumerate(patterns))
        return self._compile("|".join(f"(?:{p})" for p in named))

    @cached_property
    def per_alike(self) -> list[frozenset[str]]:
        """Words for one thing that rates are counted per."""
        return [frozenset(self.lexicon.fold(w) for w in words) for words in self._files["numerals"]["per_alike"]]

    @cached_property
    def multiplied(self) -> re.Pattern[str]:
        """What stands behind a number that says how many times as much: ``2.5 times``."""
        return self._compile(self._files["units"]["multiplied"] or r"(?!)")

    @cached_property
    def counted(self) -> Labelled:
        """Classes of what is counted, by the words with which the noun begins."""
        return Labelled(self._files["units"]["counted"], self.lexicon)

    @cached_property
    def counted_behind(self) -> re.Pattern[str]:
        """A noun of those classes right behind a number."""
        return re.compile(rf"\s(?:{self.counted.pattern.pattern})")

    def unit_at(self, folded: str, at: int) -> tuple[str, int] | None:
        """The unit word at a place, as `units` spells it, and where it ends; None where none stands there, or one
        that only begins another word."""
        unit = self.unit_pattern.match(folded, at)
        if unit is None or self.compounds.match(folded, at):
            return None
        last = folded.rfind(" ", unit.start("unit"), unit.end()) + 1
        if last and self.compounds.match(folded, last):
            # The last word begins what is counted: ``90 % of points of sale``, not 90 percentage points.
            unit = self.unit_pattern.match(folded, at, last - 1)
            if unit is None:
                return None
        return " ".join(unit.group("unit").split()), unit.end()

    @cached_property
    def number_word_pattern(self) -> re.Pattern[str]:
        """A run of number words and joining words that begins and ends with a number word."""
        one = edges(self.number_words)
        join = edges(self.lexicon.fold(w) for w in self._files["numerals"]["words"]["joins"])
        return re.compile(rf"(?:{one})(?:[\s-](?:(?:{join})\s)?(?:{one}))*")

    @cached_property
    def number_joint(self) -> re.Pattern[str]:
        """What stands between the parts of one number: ``two thousand and fifty``."""
        join = edges(self.lexicon.fold(w) for w in self._files["numerals"]["words"]["joins"])
        return re.compile(rf"\s(?:(?:{join})\s)?")

    @cached_property
    def never_alone(self) -> frozenset[str]:
        """Number words that alone are words like others."""
        return frozenset(self.lexicon.fold(w) for w in self._files["numerals"]["words"]["never"])

    @cached_property
    def number_opening(self) -> re.Pattern[str] | None:
        """What stands before a word that is none alone where it is one: a statement's beginning, or certain words."""
        words = self._files["numerals"]["words"]["opening"]
        if not words:
            return None
        return re.compile(rf"(?:^|[.;:!?]\s|\b(?:{edges(self.lexicon.fold(w) for w in words)})\s)$")

    @property
    def any_word_counts(self) -> bool:
        """Whether a single number word counts whatever noun follows it."""
        return bool(self._files["numerals"]["words"]["any"])

    @cached_property
    def counted_after_words(self) -> re.Pattern[str]:
        """A noun that a single number word counts, at once after it."""
        return re.compile(rf"\s(?:{edges(self.lexicon.fold(w) for w in self._files['numerals']['words']['counted'])})")

    @cached_property
    def number_before(self) -> re.Pattern[str]:
        """A word, at the end of what stands before, that makes a number word at the end of a statement a number."""
        return re.compile(rf"(?:{edges(self.lexicon.fold(w) for w in self._files['numerals']['words']['before'])})\s$")

    @cached_property
    def no_number_after(self) -> re.Pattern[str]:
        """A word, at the end of what stands before, that makes a number word an ordinal or a name."""
        return re.compile(rf"(?:{edges(self.lexicon.fold(w) for w in self._files['numerals']['words']['after'])})\s$")

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Words for the how-manieth, and what they come to."""
        return {self.lexicon.fold(k): v for k, v in self._files["numerals"]["words"]["ranks"]["numbers"].items()}

    @cached_property
    def rank_words(self) -> re.Pattern[str]:
        """A word for the how-manieth; the longest that stands there."""
        return re.compile(edges(self.ranks))

    @cached_property
    def rank_before(self) -> re.Pattern[str]:
        """A word, at the end of what stands before, that makes a word for the how-manieth a rank."""
        words = self._files["numerals"]["words"]["ranks"]["before"]
        return re.compile(rf"(?:{edges(self.lexicon.fold(w) for w in words)})\s$")

    @cached_property
    def rank_before_end(self) -> re.Pattern[str]:
        """The same of a word for the how-manieth at the end of a statement: ``on pay we were sixth``."""
        words = self._files["numerals"]["words"]["ranks"]["closing"]
        return re.compile(rf"(?:{edges(self.lexicon.fold(w) for w in words)})\s$" if words else r"(?!)")

    @cached_property
    def ranked_by(self) -> re.Pattern[str]:
        """What stands between a rank and that by which it is one."""
        return self._compile(self._files["measures"]["ranked_by"])

    @cached_property
    def ranked_among(self) -> re.Pattern[str]:
        """What right behind a rank names those among which it is one."""
        return self._compile(self._files["measures"]["ranked_among"])

    @cached_property
    def climbs(self) -> Labelled:
        """Words before a number of places in a ranking that say which way; classes ``up`` and ``down``."""
        return Labelled(self._files["measures"]["climbs"], self.lexicon)

    @cached_property
    def rank_behind(self) -> re.Pattern[str]:
        """A word right behind that makes it one."""
        words = self._files["numerals"]["words"]["ranks"]["behind"]
        return re.compile(rf"\s(?:{edges(self.lexicon.fold(w) for w in words)})")

    @cached_property
    def half_before_scale(self) -> re.Pattern[str]:
        """What adds a half to a number, between it and its scale: ``one and a half million``."""
        words = self._files["numerals"]["halves"]["before_scale"]
        return re.compile(rf"[\s-](?:{edges(self.lexicon.fold(w) for w in words)})")

    @cached_property
    def half_behind_scale(self) -> re.Pattern[str]:
        """What adds a half of a scale behind it."""
        words = self._files["numerals"]["halves"]["behind_scale"]
        return re.compile(rf"\s(?:{edges(self.lexicon.fold(w) for w in words)})")

    @cached_property
    def known_number(self) -> re.Pattern[str]:
        """What stands right before a small number that tells nothing new: ``the two hospitals``."""
        return self._compile(self._files["numerals"]["known"] or r"(?!)")

    @cached_property
    def amounts(self) -> Family:
        """Amounts in words, on folded text; the name of each is its key in `amount`."""
        patterns = (a["pattern"] for a in self._files["numerals"]["amounts"])
        return Family((str(number), self._compile(pattern)) for number, pattern in enumerate(patterns))

    @cached_property
    def amount(self) -> dict[str, tuple[Decimal, str, str]]:
        """What amounts in words come to: value, unit, hedge."""
        amounts = self._files["numerals"]["amounts"]
        return {str(n): (Decimal(str(a["value"])), a["unit"], a["hedge"]) for n, a in enumerate(amounts)}
