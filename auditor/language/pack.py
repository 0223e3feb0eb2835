"""A language pack, compiled: word lists and patterns of ``rules/<tag>/`` as matchers on folded text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from auditor.language.anchored import Family
from auditor.language.cues import Cues
from auditor.language.matchers import Labelled, LegacyEncoding, UnitEntry, edges
from auditor.language.words import Lexicon
from auditor.resources import RuleFiles, expand_classes


class Pack:
    """All that is known of one language. Matchers expect text folded by ``pack.lexicon``."""

    def __init__(self, tag: str, files: Mapping[str, Any]) -> None:
        """Compile the files of ``rules/<tag>/``.

        Args:
            tag: BCP-47 tag, the name of the folder.
            files: Content by file name without ending.
        """
        self.tag = tag
        self._files = files
        self.signature: list[str] = files["language"]["signature"]
        self.hyphenation: bool = files["language"]["hyphenation"]
        self.lexicon = Lexicon(files["words"], files["language"])

        numerals = files["numerals"]
        self.decimal: str = numerals["decimal"]
        self.grouping: list[str] = numerals["grouping"]
        self.space_groups: bool = numerals["space_groups"]
        self.about = Decimal(str(numerals["about_part"]))
        self.scales = {self.lexicon.fold(k): Decimal(v) for k, v in numerals["scales"].items()}
        self.scale_pattern = re.compile(rf"\s?(?P<scale>{edges(self.scales, after_digit=True)})")
        self.number_words = {self.lexicon.fold(k): (v, False) for k, v in numerals["words"]["numbers"].items()}
        self.number_words |= {self.lexicon.fold(k): (v, True) for k, v in numerals["words"]["times"].items()}
        self.hedges = Labelled(numerals["hedges"], self.lexicon)
        self.after = Labelled(numerals["after"], self.lexicon)
        self.not_figures = Family((n["reason"], self._compile(n["pattern"])) for n in numerals["not_figures"])
        self.of_whole = self._compile(numerals["fraction"])
        between = numerals["range"]["between"]
        self.between = re.compile(rf"\s?(?:{edges(between)})\s?")

        self.units: dict[str, UnitEntry] = {}
        for entry in files["units"]["units"]:
            for surface in entry["surfaces"]:
                folded = self.lexicon.fold(surface)
                self.units.setdefault(
                    folded, UnitEntry(entry["unit"], entry["dimension"], Decimal(str(entry["factor"])))
                )
        self.unit_pattern = re.compile(rf"\s?(?P<unit>{edges(self.units, after_digit=True)})")
        self.compounds = re.compile(rf"\s?(?:{edges(files['units']['compounds'])})")
        self.alone = {self.lexicon.fold(w) for w in files["units"]["alone"]}

    def unit_at(self, folded: str, at: int) -> tuple[str, int] | None:
        """The unit word at a place, as `units` spells it, and where it ends; None where none stands there, or one
        that only begins another word."""
        unit = self.unit_pattern.match(folded, at)
        if unit is None or self.compounds.match(folded, at):
            return None
        return " ".join(unit.group("unit").split()), unit.end()

    @cached_property
    def number_word_pattern(self) -> re.Pattern[str]:
        """A run of number words and joining words that begins and ends with a number word."""
        one = edges(self.number_words)
        join = edges(self.lexicon.fold(w) for w in self._files["numerals"]["words"]["joins"])
        return re.compile(rf"(?:{one})(?:[\s-](?:(?:{join})\s)?(?:{one}))*")

    @cached_property
    def never_alone(self) -> frozenset[str]:
        """Number words that alone are words like others."""
        return frozenset(self.lexicon.fold(w) for w in self._files["numerals"]["words"]["never"])

    @cached_property
    def counted_after_words(self) -> re.Pattern[str]:
        """A noun that a single number word counts, at once after it."""
        return re.compile(rf"\s(?:{edges(self.lexicon.fold(w) for w in self._files['numerals']['words']['counted'])})")

    @cached_property
    def no_number_after(self) -> re.Pattern[str]:
        """A word, at the end of what stands before, that makes a number word an ordinal or a name."""
        return re.compile(rf"(?:{edges(self.lexicon.fold(w) for w in self._files['numerals']['words']['after'])})\s$")

    @cached_property
    def amounts(self) -> list[tuple[re.Pattern[str], Decimal, str, str]]:
        """Amounts in words: pattern on folded text, value, unit, hedge."""
        return [
            (self._compile(a["pattern"]), Decimal(str(a["value"])), a["unit"], a["hedge"])
            for a in self._files["numerals"]["amounts"]
        ]

    def _compile(self, pattern: str) -> re.Pattern[str]:
        """A pattern for folded text, in the spelling to which that is folded."""
        return re.compile(expand_classes(self.lexicon.spell(pattern)))

    def _compile_plain(self, pattern: str) -> re.Pattern[str]:
        """A pattern for text as it is printed."""
        return re.compile(expand_classes(pattern))

    # What only some documents need is compiled when it is asked for.

    @cached_property
    def periods(self) -> Family:
        """Period types and their patterns, the most specific first."""
        return Family((p["type"], self._compile(p["pattern"])) for p in self._files["periods"]["patterns"])

    @cached_property
    def period_words(self) -> dict[str, int]:
        """Month names and other words that stand for a number inside a period or date."""
        return {self.lexicon.fold(k): v for k, v in self._files["periods"]["words"].items()}

    def period_number(self, text: str) -> int | None:
        """The number that digits or a month name stand for."""
        return int(text) if text.isdecimal() else self.period_words.get(text)

    @cached_property
    def period_base(self) -> Labelled:
        """Words that make the period after them the base of a comparison."""
        return Labelled({"base": self._files["periods"]["base"]}, self.lexicon)

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
    def role_openers(self) -> Labelled:
        """Words after which all of a sentence is wanted, until something is said to be reached."""
        return Labelled({"target": self._files["roles"]["opens"]}, self.lexicon)

    @cached_property
    def role_exceptions(self) -> Labelled:
        """Phrases in which a role cue is none."""
        return Labelled({"none": self._files["roles"]["unless"]}, self.lexicon)

    @cached_property
    def role_headings(self) -> Labelled:
        """Role cues in headings."""
        return Labelled(self._files["roles"]["headings"], self.lexicon)

    @property
    def future_is_target(self) -> bool:
        """Whether a time after the document's own makes a figure a target."""
        return bool(self._files["roles"]["future_is_target"])

    @cached_property
    def measures(self) -> Labelled:
        """Words that say how the figure after them relates to its subject."""
        m = self._files["measures"]
        names = ("multiple", "growth", "up", "down", "share", "rank", "to", "equivalent")
        return Labelled({name: m[name] for name in names}, self.lexicon)

    @cached_property
    def measured_against(self) -> Labelled:
        """Words after a percentage that say of what it is one."""
        m = self._files["measures"]
        return Labelled({"plan": m["plan"], "previous": m["previous"]}, self.lexicon)

    @cached_property
    def relations(self) -> re.Pattern[str]:
        """All words that say how a figure relates to its subject, and none of which names the subject."""
        parts = (self.bases, self.measures, self.measured_against)
        return re.compile("|".join(p.pattern.pattern for p in parts))

    @cached_property
    def change_from(self) -> re.Pattern[str]:
        """The word that opens the first end point of a change, at the end of what stands before a figure."""
        return re.compile(f"(?:{edges(self.lexicon.fold(w) for w in self._files['measures']['from'])})$")

    @cached_property
    def parts(self) -> Labelled:
        """Words that introduce parts of the figure before them; class ``whole`` when they name all parts."""
        m = self._files["measures"]
        return Labelled({"whole": m["whole"], "parts": m["parts"]}, self.lexicon)

    @cached_property
    def fillers(self) -> re.Pattern[str]:
        """What may stand between a measure word and its figure, and nothing else."""
        words = self._files["measures"]["fillers"]
        return re.compile(rf"(?:[\s,]|{edges(self.lexicon.fold(w) for w in words)})*\Z")

    @cached_property
    def scopes(self) -> Labelled:
        """Areas and levels."""
        return Labelled(self._files["scopes"]["scopes"], self.lexicon)

    @cached_property
    def organisations(self) -> list[re.Pattern[str]]:
        """Patterns (on unfolded text) that name an area, group ``name``."""
        return [self._compile_plain(p) for p in self._files["scopes"]["organisation"]]

    @property
    def national(self) -> list[str]:
        """Words of a document about the whole country."""
        return [self.lexicon.fold(w) for w in self._files["scopes"]["national"]]

    @cached_property
    def bodies(self) -> list[tuple[str, re.Pattern[str]]]:
        """Bodies whose congresses are counted, with patterns on folded text."""
        return [(b["body"], self._compile(b["pattern"])) for b in self._files["scopes"]["bodies"]]

    @cached_property
    def citation(self) -> re.Pattern[str]:
        """A cited document, on unfolded text: type, number, and if stated date, issuer and title."""
        c = self._files["citations"]
        types = "|".join(
            r"\s".join(f"[{p[0].upper()}{p[0]}]{re.escape(p[1:])}" for p in word.split()[:1])
            + "".join(rf"\s{re.escape(p)}" for p in word.split()[1:])
            for word in sorted(c["types"], key=lambda w: (-len(w), w))
        )
        word = f"(?:{c['number_word']}\\s?)?" if c["number_word"] else ""
        return self._compile_plain(
            rf"(?:\b(?P<type>{types})\s)?{word}{c['number']}(?:{c['date']})?(?=(?:{c['issuer']})?(?:{c['title']})?)"
        )

    @cached_property
    def citation_hint(self) -> re.Pattern[str]:
        """The number alone: a cheap first look before `citation`."""
        return self._compile_plain(self._files["citations"]["number"])

    @cached_property
    def dates(self) -> Family:
        """Dates in any form, on folded text."""
        return Family(("date", self._compile(p)) for p in self._files["citations"]["dates"])

    @cached_property
    def ordinals(self) -> list[tuple[str, re.Pattern[str]]]:
        """Counted congresses, committees, meetings: words that must stand in folded text, and the pattern."""
        return [
            (self.lexicon.fold(o["hint"]), self._compile(o["pattern"])) for o in self._files["citations"]["ordinals"]
        ]

    @cached_property
    def named(self) -> Labelled:
        """Nouns that govern a name in quotation marks."""
        return Labelled({"named": self._files["citations"]["named"]}, self.lexicon)

    @cached_property
    def slogans(self) -> Labelled:
        """Nouns of which there is one at a time: mottos, themes, movements."""
        return Labelled({"slogan": self._files["citations"]["slogans"]}, self.lexicon)

    @cached_property
    def running(self) -> Labelled:
        """Meetings that are counted through a term: their numbers differ from report to report."""
        return Labelled({"running": self._files["citations"]["running"]}, self.lexicon)

    @cached_property
    def citation_types(self) -> Labelled:
        """Kinds of documents."""
        return Labelled({"type": self._files["citations"]["types"]}, self.lexicon)

    @cached_property
    def states(self) -> Labelled:
        """Words of a state of work: fractions of one whole in different states divide it."""
        return Labelled({"state": self._files["measures"]["states"]}, self.lexicon)

    @cached_property
    def attributes(self) -> Labelled:
        """Words of attributes that one person or thing can have together: such parts divide no whole."""
        return Labelled({"attribute": self._files["measures"]["attributes"]}, self.lexicon)

    @property
    def quotes(self) -> list[tuple[str, str]]:
        """Pairs of quotation marks."""
        return [(a, b) for a, b in self._files["citations"]["quotes"]]

    @property
    def name_numbers(self) -> dict[str, str]:
        """Number words as digits, for names."""
        return {self.lexicon.fold(k): str(v) for k, v in self._files["citations"]["name_numbers"].items()}

    @cached_property
    def joins(self) -> re.Pattern[str]:
        """A word that, right after an amount with its unit, begins what is said of the next."""
        return re.compile(rf"\s(?:{edges(self.lexicon.fold(w) for w in self._files['words']['joins'])})\s")

    @cached_property
    def cuts(self) -> Labelled:
        """Words at which the words of one figure end and those of the next begin."""
        return Labelled({"cut": self._files["words"]["cuts"]}, self.lexicon)

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
    def modifier_exceptions(self) -> Labelled:
        """Phrases in which a separating modifier is none; the class is the group."""
        return Labelled({g["group"]: g.get("unless", []) for g in self._files["modifiers"]["groups"]}, self.lexicon)

    @cached_property
    def lone_modifiers(self) -> frozenset[str]:
        """Groups in which a figure without a member differs from one with a member."""
        return frozenset(g["group"] for g in self._files["modifiers"]["groups"] if g["lone"] == "all")

    @cached_property
    def part_headings(self) -> re.Pattern[str]:
        """The words that open a part, chapter or appendix, on folded text."""
        return re.compile(
            "(?:" + "|".join(expand_classes(self.lexicon.spell(p)) for p in self._files["structure"]["parts"]) + r")\b"
        )

    @cached_property
    def encodings(self) -> list[LegacyEncoding]:
        """Encodings of this language from before Unicode."""
        return [
            LegacyEncoding(
                e["name"],
                e["label"],
                re.compile(e["fonts"]),
                re.compile(e["capitals"]),
                e["characters"],
                re.compile("|".join(sorted(map(re.escape, e["characters"]), key=lambda c: (-len(c), c)))),
            )
            for e in self._files["encodings"]["encodings"]
        ]

    @cached_property
    def unit_captions(self) -> list[re.Pattern[str]]:
        """A line that states the unit of a table, on folded text, group ``unit``."""
        return [self._compile(p) for p in self._files["tables"]["unit_captions"]]

    @cached_property
    def unit_columns(self) -> frozenset[str]:
        """Headings of the column that holds the units."""
        return frozenset(self.lexicon.fold(w) for w in self._files["tables"]["unit_columns"])

    @cached_property
    def number_columns(self) -> frozenset[str]:
        """Headings of the column that numbers the rows."""
        return frozenset(self.lexicon.fold(w) for w in self._files["tables"]["number_columns"])

    @cached_property
    def counted(self) -> frozenset[str]:
        """Nouns that stand behind a heading and say what is counted."""
        return frozenset(self.lexicon.fold(w) for w in self._files["tables"]["counted"])

    @cached_property
    def table_year(self) -> str:
        """The word that a year alone in a heading is read with, folded."""
        return self.lexicon.fold(self._files["tables"]["year"])

    @cached_property
    def table_headers(self) -> dict[str, str]:
        """Short forms in headings, written out."""
        return {self.lexicon.fold(k): v for k, v in self._files["tables"]["headers"].items()}

    @cached_property
    def table_roles(self) -> Labelled:
        """Role words in the headings of a table."""
        return Labelled(self._files["tables"]["roles"], self.lexicon)

    @cached_property
    def table_relations(self) -> list[tuple[re.Pattern[str], str]]:
        """Headings over percentages of something else, on folded text, and what to say after the figure."""
        return [(self._compile(r["pattern"]), r["words"]) for r in self._files["tables"]["relations"]]

    @cached_property
    def table_header_pattern(self) -> re.Pattern[str]:
        """Any of the short forms, on folded text."""
        return re.compile(edges(self.table_headers))

    @cached_property
    def part_initials(self) -> frozenset[str]:
        """The letters with which such words begin: most lines are passed over by them."""
        return frozenset(p[0] for p in self._files["structure"]["parts"])

    @property
    def appendix(self) -> list[str]:
        """Words that open an appendix."""
        return [self.lexicon.fold(w) for w in self._files["structure"]["appendix"]]

    @property
    def title_words(self) -> list[str]:
        """First words of a document that say what kind it is."""
        return [self.lexicon.fold(w) for w in self._files["structure"]["titles"]]

    @cached_property
    def document_date(self) -> re.Pattern[str]:
        """The date of the document itself, on folded text."""
        return self._compile(self._files["structure"]["date"])

    @cached_property
    def document_number(self) -> re.Pattern[str]:
        """The number of the document itself, on text as it is printed, group ``number``."""
        return re.compile(expand_classes(self._files["structure"]["number"]), re.IGNORECASE)

    @cached_property
    def document_place(self) -> re.Pattern[str]:
        """Where the document was issued, on text as it is printed, group ``place``."""
        return self._compile_plain(self._files["structure"]["place"])

    @cached_property
    def term(self) -> re.Pattern[str]:
        """A term of office, on folded text."""
        return self._compile(self._files["structure"]["term"])

    @cached_property
    def cues(self) -> Cues:
        """Words that the checks look for."""
        return Cues(self._files["checks"], self.lexicon)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words whose full stop ends no sentence."""
        return frozenset(self.lexicon.fold(w) for w in self._files["structure"]["abbreviations"])


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
