"""From a document to its figures and facts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from auditor.extraction import facts as fact_finder
from auditor.extraction import periods
from auditor.extraction.abbreviations import abbreviations
from auditor.extraction.context import Reader
from auditor.extraction.facts import Claim
from auditor.extraction.mentions import Mention
from auditor.extraction.number_words import WordNumeral, word_numerals
from auditor.extraction.numbers import Scanner
from auditor.extraction.numerals import DIGITS, VULGAR
from auditor.extraction.relations import Link
from auditor.extraction.reported import of_document, of_plan
from auditor.extraction.roles import turns_ahead
from auditor.extraction.sentences import sentences
from auditor.extraction.spans import lasting
from auditor.extraction.wording import PROSE, Sentence
from auditor.language import Pack
from auditor.model import Document, Extract, Fact, Figure, Ledger, NumeralEntry, Passage, Period, Relation
from auditor.openings import first_statement, first_words, headlines
from auditor.times import month_of, season_of

_LABEL = re.compile(
    r"(?:[A-Z]\.?\d{1,2}(?:\.\d{1,2})*\.?(?=\s[A-Z])|\(?\d{1,3}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[-–](?=\s[^\W\d_a-z]))\s"
)

_DECIMAL = re.compile(r"\d{1,2}\.\d{1,2}\s")
"""A label that may be a number."""
_CLOSED = ("address", "law", "standard", "number")
"""What is no figure, and states no time either."""
_HEAD_NUMBER = re.compile(r"\d{1,3}\s+(?=[^\W\d_a-z]|(?:19|20)\d\d\b)")
"""The page number that stands before a running head, or the number before a heading."""


_ENUMERATOR = re.compile(r"(?:(?<=\s)|^)(?:\(?(\d{1,2})\)|\[(\d{1,2})\]|(\d{1,2})\.)(?=\s)")
_ENUMERATED = re.compile(r"\d[)\].](?=\s)")
"""In few places of a passage stands the end of one."""
_LONGEST = 4
"""Characters of the longest of them."""
_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(rf"[\d{VULGAR}]")
_NEAR = 100
"""Characters around a sentence within which a time stands that can concern it."""
_BEFORE = 48
"""Characters before a sentence in which what is said of its numerals can begin: a short word may end with a stop."""
_ITEM = re.compile(r"[-–+•*]\s|\(?(?:\d{1,2}|[^\W\d_])[.)]\s|\d{1,2}[-–]\s")
"""What opens an item of a list."""
_HEADED = 90
"""Characters of a line that announces a list without a colon, as a heading without a number does."""
_ACCOUNT = 6000
"""Characters of a short account."""
_LEADING = 240
"""Characters of a line that leads to a list."""
_ANNOUNCED = 160
"""Characters that a line before a list may have."""
_BARE = re.compile(r"(?=.{3,70}$)[^\W\d_](?:[^\d.:;!?]|\b(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?\b)*(?<![,(…”\"»])")
"""A line that may be a heading though it has no number: short, without a stop, with no number but years."""


def enumerators(text: str) -> list[tuple[int, int]]:
    """The numbers that count the items of a running list: ``(1) …; (2) …``."""
    ends = [m.end() for m in _ENUMERATED.finditer(text)]
    begun = ((end, _ENUMERATOR.search(text, max(0, end - _LONGEST), end + 1)) for end in ends)
    found = [match for end, match in begun if match is not None and match.end() == end]
    spans: list[tuple[int, int]] = []
    for first, second in pairwise(found):
        # Each is written in one of three ways; all of a list in the same.
        if (
            first.lastindex != second.lastindex
            or int(second[second.lastindex or 0]) != int(first[first.lastindex or 0]) + 1
        ):
            continue
        spans += [m.span() for m in (first, second) if m.span() not in spans]
    return spans


def _with_numerals(text: str, spans: list[tuple[int, int]], words: list[int]) -> list[tuple[int, int]]:
    """The sentences in which numerals stand, with some characters before each: elsewhere nothing is said of one.

    Args:
        text: Text of a passage.
        spans: Its sentences.
        words: Where numbers and amounts in words begin.
    """
    ordered = sorted(words)
    found: list[tuple[int, int]] = []
    end = 0
    for start, stop in spans:
        k = bisect_left(ordered, start)
        if (k < len(ordered) and ordered[k] < stop) or _NUMERAL.search(text, start, stop):
            found.append((max(end, start - _BEFORE), stop))
            end = stop
    return found


def extract(document: Document, pack: Pack) -> Extract:
    """Read the figures and facts of a document.

    Args:
        document: As read.
        pack: The pack of its language.

    Returns:
        Figures and facts in reading order, and the ledger: every run of digits is a figure, part of a fact,
        recognised as no figure, or unread.
    """
    return _Extractor(document, pack).run()


class _Extractor:
    def __init__(self, document: Document, pack: Pack) -> None:
        self._document = document
        self._pack = pack
        self._scanner = Scanner(pack)
        year = document.year or (document.date or "")[:4]
        self._year = int(year) if year.isdigit() else None
        written = (document.date or "")[:4]
        self._written = int(written) if written.isdigit() else None
        # A month without a year is mostly over when it is told of.
        self._month = month_of(document.date) if self._year == self._written else None
        heads = headlines(document)
        head = " ".join([document.title or "", *heads])
        plain = {p.text for p in document.passages if p.kind == "paragraph"}
        lines = " ".join(line for line in heads if line in plain)
        opening, announced = first_words(document, pack.attribution), first_statement(document)
        reported = of_document(document.title or "", head, opening, pack, self._year, announced, self._month, lines)
        self._reader = Reader(document, pack, self._year, reported)
        self._season = reported if reported is not None and season_of(reported) is not None else None
        # What opens with what was last year tells of the year of two halves before that in which it was written.
        self._gone = int(self._season is not None and written == document.date and self._written != self._year)
        self._area = pack.lexicon.fold(document.organisation or "")
        self._figures: list[Figure] = []
        self._facts: list[Fact] = []
        self._numerals: list[NumeralEntry] = []
        self._by_id = {p.id: p for p in document.passages}
        self._announcement = ""
        self._above = ""
        self._lead = ""
        self._latest: Period | None = None
        self._short = sum(len(p.text) for p in document.passages) <= _ACCOUNT

    def run(self) -> Extract:
        for passage in self._document.passages:
            self._passage(self._announced(passage))
        states = Counter(entry.status for entry in self._numerals)
        ledger = Ledger(len(self._numerals), *(states[s] for s in ("figure", "fact", "non-figure", "unread")))
        short = abbreviations(self._document, self._pack)
        figures, facts = tuple(self._figures), tuple(self._facts)
        return Extract(self._document, figures, facts, ledger, short, tuple(self._numerals))

    def _announced(self, passage: Passage) -> Passage:
        """The passage; with the line that announces what is wanted put to its headings.

        ``Targets:`` announces the items of its list, ``Targets for 2025`` or ``June 2024: the situation`` on a line of
        its own all up to the next such line or heading.
        """
        if passage.kind == "note":
            return passage
        passage = self._led(passage)
        if self._announcement and (passage.kind == "item" or _ITEM.match(passage.text)):
            return replace(passage, headings=(*passage.headings, self._announcement))
        self._announcement = passage.text if self._announces(passage) else ""
        if passage.kind == "heading" or _BARE.fullmatch(passage.text):
            self._above = self._announcement if self._of_next(passage) else ""
        elif self._dated(passage):
            self._above = passage.text
        elif self._above and passage.kind in PROSE:
            return replace(passage, headings=(*passage.headings, self._above))
        return passage

    def _dated(self, passage: Passage) -> bool:
        """Whether a short line without a stop opens with one time, and a colon sets off what is told of it."""
        text = passage.text
        if passage.kind != "paragraph" or len(text) > _HEADED or ":" not in text or not text[-1].isalnum():
            return False
        folded = self._pack.lexicon.fold(text)
        stated = periods.find(folded, self._pack, self._year)[0]
        opens = len(stated) == 1 and stated[0].start == 0 and not stated[0].period.point
        return opens and folded[stated[0].end :].lstrip().startswith(":") and not _DIGIT.search(text, stated[0].end)

    def _led(self, passage: Passage) -> Passage:
        """The passage; an item of a list with the one time put to its headings that the line above the list tells:
        ``In 2019 the largest parks were:``."""
        opens = passage.text.endswith(":") and passage.kind in PROSE
        told = self._time_told(passage.text) if opens or self._lead else ""
        if self._lead and passage.kind == "item" and not opens and not told:
            return replace(passage, headings=(*passage.headings, self._lead))
        self._lead = told if opens else ""
        return passage

    def _time_told(self, text: str) -> str:
        """The one time of a line that tells of nothing wanted, as printed; else nothing."""
        folded = self._pack.lexicon.fold(text)
        if len(text) > _LEADING or self._pack.role_headings(folded):
            return ""
        times = periods.find(
            folded, self._pack, self._year, None, self._written, self._season, self._month, gone=self._gone
        )[0]
        own = [s for s in times if not s.base]
        return text[own[0].start : own[0].end] if len({s.period.label for s in own}) == 1 else ""

    def _of_next(self, passage: Passage) -> bool:
        """Whether a line names one year, and that behind the year on which its document reports."""
        years = {s.period.last // 12 for s in periods.find(self._pack.lexicon.fold(passage.text), self._pack, None)[0]}
        return self._year is not None and len(years) == 1 and min(years) > self._year

    def _announces(self, passage: Passage) -> bool:
        """Whether a line names targets, of a year to come or of a plan where it names one, and not what was met."""
        closed = not passage.text[-1].isalnum() or len(passage.text) > _HEADED
        if passage.kind != "paragraph" or len(passage.text) > _ANNOUNCED or (closed and not passage.text.endswith(":")):
            return False
        pack, folded = self._pack, self._pack.lexicon.fold(passage.text)
        found = pack.role_headings(folded)
        if not found or {label for _, _, label in found} != {"target"} or pack.measure_exceptions.find(folded):
            return False
        if turns_ahead(folded, found[0][0]):
            return False
        if any(label == "result" for _, _, label in pack.roles.find(folded)):
            return False
        times = [s.period for s in periods.find(folded, pack, self._year)[0]]
        if self._year is None or not times:
            above = [pack.role_headings(pack.lexicon.fold(h)) for h in passage.headings]
            return not any(label == "result" for cues in above for _, _, label in cues)
        return any(time.last > (self._year - self._planned) * 12 + 11 for time in times)

    @cached_property
    def _planned(self) -> bool:
        """Whether the title is that of a plan, and names no results."""
        return of_plan(self._document, self._pack)

    def _passage(self, passage: Passage) -> None:
        pack = self._pack
        text = passage.text
        spans = sentences(text, pack)
        folded = pack.walked(text, [0, *(start for start, _ in spans if start and text[start - 1].isspace())])
        words = list(word_numerals(folded, pack))
        amounts = list(pack.amounts.find(folded))
        in_words = bool(amounts or words) or pack.number_word_pattern.search(folded) is not None
        named = fact_finder.names(text, folded, pack)
        named += fact_finder.persons(text, pack)
        if not in_words and _DIGIT.search(text) is None:
            claims = [c for c in fact_finder.ordinals(folded, pack, self._area) if c.start >= passage.lead]
            self._keep_facts(passage, spans, [*claims, *named])
            return
        within = _with_numerals(text, spans, [*(w.start for w in words), *(m.start() for _, m in amounts)])
        claims = fact_finder.passage_claims(passage, folded, pack, self._area, within)
        titled = self._document.year is not None
        stated, named_years = periods.find(
            folded,
            pack,
            self._year,
            within,
            self._written,
            self._season,
            self._month,
            titled=titled,
            latest=self._latest,
            gone=self._gone,
        )
        # In a report on one year, ``the year`` is that; in a long one, any.
        over = [s for s in stated if self._written is None or s.period.last // 12 <= self._written]
        self._latest = None if titled or not self._short else lasting(over, self._latest)
        claims += [Claim(start, end, "period") for start, end in named_years]
        label = _LABEL.match(text)
        # Where a point marks decimals, a small letter goes on with a sentence: ``46.2 miles of road``.
        if label and pack.decimal == "." and _DECIMAL.fullmatch(label.group()) and text[label.end() :][:1].islower():
            label = None
        label = label or (_HEAD_NUMBER.match(text) if text[-1].isalnum() else None)
        if passage.kind == "numbering":
            claims.append(Claim(0, len(text), "numbering"))
        elif label:
            claims.append(Claim(0, label.end(), "numbering"))
        claims += [Claim(start, end, "enumerator") for start, end in enumerators(text)]
        # A citation or ordinal keeps its digits; a date inside it is part of it.
        strong = [c for c in claims if c.is_fact and c.kind != "date"] + named
        # Nor is a year in a file number or an address a time.
        closed = [*strong, *(c for c in claims if c.reason in _CLOSED)]
        stated = [s for s in stated if not any(c.start <= s.start < c.end for c in closed)]
        times = [c for c in claims if c.kind == "date"] + list(fact_finder.spans_of_years(stated, folded, pack))
        times = [t for t in times if not any(c.start <= t.start < c.end for c in strong)]
        weak = [*times, *(c for c in claims if not c.is_fact), *(Claim(s.start, s.end, "period") for s in stated)]
        claimed = bytearray(len(text) + 1)
        for claim in [*strong, *weak]:
            length = min(claim.end, len(text)) - claim.start
            claimed[claim.start : claim.start + length] = b"\x01" * length
        mentions = self._scanner.scan(folded, claimed, words, amounts)
        strong = [c for c in strong if c.start >= passage.lead]
        self._enter(passage, words, strong, weak, mentions, claimed)
        self._keep_facts(passage, spans, [*strong, *(t for t in times if t.start >= passage.lead)])
        host = self._host(passage)
        begun = [s.start for s in stated]
        k = 0
        for span in spans:
            first = k
            while k < len(mentions) and mentions[k].start < span[1]:
                k += 1
            # A passage can have very many times: those far from a sentence say nothing of it.
            near = stated[bisect_left(begun, span[0] - _NEAR) : bisect_left(begun, span[1] + _NEAR)]
            if k == first:
                self._reader.pass_by(passage, span, near)
            else:
                inside = mentions[first:k]
                sentence = Sentence(passage, text, folded, span, inside, near, host, pack, self._area)
                self._keep_figures(*self._reader.figures(sentence))

    def _host(self, passage: Passage) -> str:
        """Words before the marker of a note: what its figures are about."""
        if passage.anchor is None:
            return ""
        host = self._by_id.get(passage.anchor[0])
        if host is None:
            return ""
        before = host.text[: passage.anchor[1]]
        cut = max(before.rfind(". "), before.rfind("; "))
        return before[cut + 1 :][-160:]

    def _enter(
        self,
        passage: Passage,
        words: list[WordNumeral],
        strong: list[Claim],
        weak: list[Claim],
        mentions: list[Mention],
        claimed: bytearray,
    ) -> None:
        """Enter every numeral of a passage's own text into the ledger."""
        text = passage.text
        spans = [(m.start, max(m.digits_end, m.start + 1)) for m in mentions]
        tokens = [m.span() for m in DIGITS.finditer(text, passage.lead)]
        tokens += [(w.start, w.end) for w in words if w.start >= passage.lead and (w.counts or w.compound)]
        k = 0
        for start, end in sorted(tokens):
            while k < len(spans) and spans[k][1] <= start:
                k += 1
            if k < len(spans) and spans[k][0] <= start:
                status, reason = "figure", ""
            elif claimed[start] and (fact := next((c for c in strong if c.start <= start < c.end), None)) is not None:
                status, reason = "fact", fact.kind
            elif claimed[start] and (claim := next((c for c in weak if c.start <= start < c.end), None)) is not None:
                status, reason = ("fact" if claim.is_fact else "non-figure"), claim.reason
            elif start and (text[start - 1].isalpha() or text[start - 1] == "_"):
                status, reason = "non-figure", "in-word"
            elif not text[start].isdecimal():
                status, reason = "non-figure", "phrase"
            else:
                status, reason = "unread", ""
            here, there = passage.span(start, end)
            self._numerals.append(
                NumeralEntry(passage.id, here, there, self._document.text[here:there], status, reason)
            )

    def _keep_figures(self, figures: list[Figure], links: list[Link]) -> None:
        """Keep the figures of a sentence with their relations, those of a table cell's headings left out."""
        related: dict[int, list[Relation]] = {}
        for i, kind, other in links:
            if figures[i].id and figures[other].id:
                related.setdefault(i, []).append(Relation(kind, figures[other].id))
        for i, figure in enumerate(figures):
            if figure.id:
                self._figures.append(replace(figure, relations=tuple(related[i])) if i in related else figure)

    def _keep_facts(self, passage: Passage, spans: list[tuple[int, int]], claims: list[Claim]) -> None:
        for claim in sorted((c for c in claims if c.is_fact), key=lambda c: (c.start, c.end)):
            start, end = passage.span(claim.start, claim.end)
            sentence = next((s for s in spans if s[0] <= claim.start < s[1]), (0, len(passage.text)))
            self._facts.append(
                Fact(
                    id=f"{self._document.id}#a{len(self._facts) + 1}",
                    document=self._document.id,
                    passage=passage.id,
                    start=start,
                    end=end,
                    text=self._document.text[start:end],
                    kind=claim.kind,
                    key=claim.key,
                    value=claim.value,
                    at=claim.start,
                    to=claim.end,
                    sentence=sentence,
                )
            )
