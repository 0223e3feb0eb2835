"""Headings, tables and encodings of a language pack."""

from __future__ import annotations

import re
from functools import cached_property

from auditor.language.dimension import Dimension
from auditor.language.matchers import Labelled, LegacyEncoding, edges
from auditor.resources import expand_classes


class Skeleton(Dimension):
    """How documents of the language are built."""

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
    def table_counted(self) -> frozenset[str]:
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
    def meetings(self) -> re.Pattern[str]:
        """A meeting in a title with its month, groups ``m`` and ``y``, on folded text."""
        return self._compile(self._files["structure"]["meetings"])

    @cached_property
    def ahead(self) -> re.Pattern[str]:
        """Words of a title that tells of what is yet to be done, on folded text."""
        return self._compile(self._files["structure"]["ahead"])

    @cached_property
    def reviewed(self) -> re.Pattern[str]:
        """What stands in the first sentence of an account right before the time that it is about, on folded text."""
        return self._compile(self._files["structure"]["reviewed"])

    @cached_property
    def document_kinds(self) -> list[tuple[str, dict[str, str]]]:
        """First words of titles, folded, the longest first, and what messages in each language call the document."""
        kinds = self._files["wording"]["kinds"]
        found = [(self.lexicon.fold(kind["surface"]), {"vi": kind["vi"], "en": kind["en"]}) for kind in kinds]
        return sorted(found, key=lambda kind: (-len(kind[0]), kind[0]))

    @cached_property
    def trailing(self) -> re.Pattern[str]:
        """Words at the end of an indicator's name that belong to its figure, on folded text."""
        unless = "".join(
            rf"(?<!\s{re.escape(self.lexicon.fold(w))})" for w in self._files["wording"]["trailing_unless"]
        )
        return re.compile(rf"(?:{unless}\s+(?:{self._wording('trailing')}))+$")

    @cached_property
    def beyond_nouns(self) -> frozenset[str]:
        """Words, folded, that go on with the sentence behind what is counted."""
        return frozenset(self.lexicon.fold(w) for w in self._files["wording"]["beyond_nouns"])

    def _wording(self, key: str) -> str:
        """An expression for words of ``wording.yaml``, on folded text."""
        return edges(self.lexicon.fold(w) for w in self._files["wording"][key])

    @cached_property
    def leading(self) -> re.Pattern[str]:
        """Words at the head of a name that name nothing, on folded text."""
        return re.compile(rf"(?:(?:{self._wording('leading')})[\s,]+)+")

    @cached_property
    def name_ends(self) -> re.Pattern[str]:
        """Verbs and words of a role behind which no name goes on, on folded text."""
        return re.compile(rf"\s(?:{self._wording('name_ends')})(?=\s|$)")

    @cached_property
    def name_tails(self) -> re.Pattern[str]:
        """Words at the end of a name that only lead on to the figure, on folded text."""
        return re.compile(rf"(?:\s+(?:{self._wording('name_tails')}))+$")

    @cached_property
    def part_openers(self) -> re.Pattern[str]:
        """Words between the name of a whole and that of its part, on text as it is printed."""
        return re.compile(rf",?\s(?:{self._wording('part_openers')})(?=\s(?!…)|$)", re.IGNORECASE)

    @cached_property
    def loose_times(self) -> re.Pattern[str]:
        """Times that name no year, in the middle of a name, on folded text."""
        return re.compile(self._wording("loose_times"))

    @cached_property
    def time_openers(self) -> re.Pattern[str]:
        """Words right before a time that go with it, at the end of folded text."""
        return re.compile(rf"(?:(?:^|(?<=[\s(]))(?:{self._wording('time_openers')})\s?)+$")

    @cached_property
    def share_words(self) -> frozenset[str]:
        """Meaning words that say of what sort a share is, and not of what: ``rate``."""
        named = (self.lexicon.words(self.lexicon.fold(name)) for name in self._files["wording"]["share_names"])
        return frozenset(word for words in named for word in words)

    @cached_property
    def share_names(self) -> re.Pattern[str]:
        """Nouns of what is told in percent, on folded text."""
        return re.compile(self._wording("share_names"))

    @cached_property
    def portion_names(self) -> re.Pattern[str]:
        """Nouns that are left out where a percentage is said of what has it (``98 % of the poor``), on folded text."""
        return re.compile(self._wording("portion_names"))

    @cached_property
    def own_subject(self) -> re.Pattern[str]:
        """Words with which a name begins that needs no other subject, on folded text."""
        return re.compile(rf"(?:{self._wording('own_subject')})\s")

    @property
    def least_words(self) -> int:
        """Words, in Vietnamese syllables, with which a name tells an indicator."""
        return int(self._files["wording"]["least_words"])

    @property
    def noun_first(self) -> bool:
        """Whether a noun stands before the number that tells it from others, not behind."""
        return bool(self._files["wording"]["noun_first"])

    @cached_property
    def currency_signs(self) -> re.Pattern[str]:
        """Signs of a currency that stand alone where a figure was."""
        return re.compile(r"(?:(?<=\s)|^)(?:US|A|NZ|HK)?[$£€¥](?=\s|$)")

    @cached_property
    def ended(self) -> re.Pattern[str]:
        """Words between an indicator's name and its figure, wherever they stand in folded text."""
        return re.compile(rf"\s(?:{edges(self.lexicon.fold(w) for w in self._files['wording']['trailing'])})(?=\s|$)")

    @cached_property
    def document_date(self) -> re.Pattern[str]:
        """The date of the document itself, on folded text."""
        return self._compile(self._files["structure"]["date"])

    @cached_property
    def attribution(self) -> re.Pattern[str]:
        """What a text, as it is printed, opens with that only says whose figures it tells."""
        return self._compile_plain(self._files["structure"]["attribution"])

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
    def term_over(self) -> re.Pattern[str]:
        """The end of what stands before a term at whose end a document is written, on folded text."""
        return self._compile(self._files["structure"]["term_over"] or r"(?!)")

    @cached_property
    def term_past(self) -> re.Pattern[str]:
        """What an account of a term that is over says of it, on folded text."""
        return self._compile(self._files["structure"]["term_past"] or r"(?!)")

    @cached_property
    def term_begun(self) -> re.Pattern[str]:
        """The end of what stands before a term at whose beginning a document is written, on folded text."""
        return self._compile(self._files["structure"]["term_begun"] or r"(?!)")

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words whose full stop ends no sentence."""
        return frozenset(self.lexicon.fold(w) for w in self._files["structure"]["abbreviations"])

    @cached_property
    def longest_abbreviation(self) -> int:
        """Characters of the longest of them."""
        return max(map(len, self.abbreviations), default=0)

    @cached_property
    def plan_titles(self) -> re.Pattern[str]:
        """A title of what is planned for a year: below it a line may announce what is wanted of that year."""
        return self._compile(self._files["roles"]["plan_titles"] or r"(?!)")
