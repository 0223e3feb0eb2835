"""What speaks for and against each proposed pair of figures, and what keeps two figures from being compared.

Pairs are many and alike: what follows from words, from numbers, or from what figures claim to be is found once for
each two wordings, numbers or claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from auditor.alignment import compare, twins
from auditor.alignment.arrays import Distinct, Flags, Floats, Ints, among
from auditor.alignment.candidates import Pairs
from auditor.alignment.catalogue import Entry
from auditor.alignment.doubts import Doubts
from auditor.alignment.likeness import WEIGHTS, likely, one_modifier, unsaid_modifier
from auditor.alignment.narrowing import Headings
from auditor.alignment.numbers import Numbers
from auditor.alignment.obstacles import Obstacles, Years
from auditor.alignment.profiles import Profiles, shared
from auditor.alignment.words import alike
from auditor.intervals import middle
from auditor.language import Pack
from auditor.model import Figure, Kind, Note
from auditor.terms import WANTED

ACCEPT = 0.38
"""Likelihood from which figures that differ are held to be one indicator; from the work part of the labelled pairs."""
ACCEPT_EQUAL = 0.03
"""The same for figures of one distinctive value, or one value of one noun: the value itself is evidence then."""
ACCEPT_PLAIN = 0.12
"""The same for values that many figures share (100 %, 3, 15)."""
ACCEPT_TWO = 0.07
"""The same for numbers of two digits."""
OWN_WORDS = 2
"""Words of their own, or of their subjects, that two figures must share to be held for a contradiction …"""
AROUND = 7
"""… or words of their sentences …"""
AROUND_ONE = 4
"""… or fewer of these, and one of their own."""
ROW = 0.72
"""Likeness of words from which neighbours in two lists are held to be one indicator."""
ROW_EQUAL = 0.4
"""The same where they state one value."""
COMPANY = 3
"""Other figures of two sentences that agree, above which more of them tell no more."""
VOUCHED = 1.5
"""Other figures of two sentences that agree, and neighbours in their lists that are alike, from which both sentences
tell of one thing."""
SAME_DOCUMENT = 0.80
"""Score from which two places of one document repeat an indicator."""
SLIPPED = 0.90
"""Score from which two places that differ in their words repeat one, if their numbers are a slip apart."""
TWIN = 0.97
"""Score of figures at the same place of sentences in the same words."""
_LARGE_WHOLE = 10
"""Whole from which the fraction made of it stands in two reports by chance no more."""

_ROW_OF = {name: row for row, name in enumerate(WEIGHTS)}


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs with their likelihoods.

    Attributes:
        left: The earlier figure of each pair.
        right: The later.
        score: How likely they state one indicator, 0 to 1.
        alike: The same, whatever the size of their values.
        tested: The likelihood, as far as it counts for being accepted.
        least: What it must reach.
        equal: They agree by their numbers.
        twin: They stand at the same place of sentences in the same words.
        inside: They stand in one document.
        same_sentence: They stand in one sentence.
        misplaced: They stand at different places of sentences in the same words.
        wordless: They differ, and share too few words to be held for a contradiction.
        found: What speaks for and against them, a row for each of `auditor.alignment.likeness.WEIGHTS`.
    """

    left: Ints
    right: Ints
    score: Floats
    alike: Floats
    tested: Floats
    least: Floats
    equal: Flags
    twin: Flags
    inside: Flags
    same_sentence: Flags
    misplaced: Flags
    wordless: Flags
    found: Floats

    @property
    def accepted(self) -> Flags:
        """Whether nothing but an obstacle can keep each pair apart."""
        refused = self.same_sentence | (self.tested < self.least) | self.wordless
        return (self.twin | ~refused) & ~self.misplaced

    @property
    def outscored(self) -> Flags:
        """Whether each pair is refused for its likelihood alone."""
        return (self.tested < self.least) & ~self.same_sentence & ~self.twin & ~self.misplaced

    def refused(self, n: int) -> Note:
        """Why a pair is not accepted."""
        if self.misplaced[n]:
            return Note.of("explain.place")
        if self.same_sentence[n]:
            return Note.of("explain.sentence")
        if self.tested[n] < self.least[n]:
            return Note.of("explain.score", score=f"{self.tested[n]:.2f}", least=f"{self.least[n]:.2f}")
        return Note.of("explain.words")

    def parts(self, n: int) -> tuple[tuple[str, float], ...]:
        """Log odds of each part of a pair's likelihood."""
        column = self.found[:, n].tolist()
        return tuple([(name, WEIGHTS[name] * value) for name, value in zip(WEIGHTS, column, strict=True) if value])

    def part(self, name: str) -> Floats:
        """One part of what speaks for and against each pair."""
        part: Floats = self.found[_ROW_OF[name]]
        return part


class Judge:
    """Judges pairs of the figures of one set of documents.

    Attributes:
        pairs: Those that are judged.
        numbers: What numbers the figures state.
        document: The number of each figure's document.
        documents: How many there are.
        sentence: The number of each figure's sentence.
        sentences: How many there are.
        distinctive: Whether the value of each is unlikely to stand in two reports by chance.
    """

    def __init__(
        self,
        figures: Sequence[Figure],
        known: Sequence[Entry | None],
        told: Sequence[bool],
        language: Mapping[str, str],
        packs: Mapping[str, Pack],
        years: Years,
        spots: Distinct[twins.Spot],
        same: twins.Twins,
        profiles: Profiles,
        numbers: Numbers,
        pairs: Pairs,
        headings: Headings,
    ) -> None:
        """Number what figures have in common.

        Args:
            figures: In the order of documents and places.
            known: Their indicators in the catalogue.
            told: What `auditor.alignment.catalogue.told_alone` says of them.
            language: Of each document.
            packs: By language.
            years: What the title of each document says it reports on, and the year of its date.
            spots: The sentences that they stand in.
            same: Figures at the same place of sentences in the same words.
            profiles: What figures are put in.
            numbers: What numbers they state.
            pairs: Those that were proposed.
            headings: Those under which figures stand.
        """
        self._figures = figures
        self.pairs = pairs
        self._twins = same
        self._profiles = profiles
        self.numbers = numbers
        keys: dict[str, int] = {"": 0}
        self._key = np.array([keys.setdefault(e.key if e else "", len(keys)) for e in known], np.int64)
        self._known = known
        self._told = np.array(told, bool)
        # Words that stand together anyhow name an indicator for certain only where nothing else is said.
        self._sure = self._told | np.array([e is not None and not e.loose for e in known], bool)
        documents: dict[str, int] = {}
        self.document = np.array([documents.setdefault(f.document, len(documents)) for f in figures], np.int64)
        self.documents = len(documents)
        self.sentence, self.sentences = spots.of, len(spots.values)
        named = np.where(self._told, self._key, 0)
        self._obstacles = Obstacles(figures, language, packs, years, numbers, profiles, named)
        by_document = {document: packs[tag] for document, tag in language.items()}
        self._shares = frozenset(word for pack in by_document.values() for word in pack.share_words)
        self._doubts = Doubts(figures, by_document, numbers, self._obstacles, headings)
        self._times = Distinct("" if f.period is None else f.period.label for f in figures)
        self._undated = np.array([f.period is None for f in figures], bool)
        self._modifiers = Distinct(compare.telling_modifiers(f, by_document[f.document]) for f in figures)
        self._wanted = np.array([f.role in WANTED for f in figures], bool)
        totals: dict[Decimal | None, int] = {None: 0}
        self._total = np.array([totals.setdefault(f.total, len(totals)) for f in figures], np.int64)
        whole = self._total > 0
        large = np.array([f.total is not None and f.total >= _LARGE_WHOLE for f in figures], bool)
        span = np.array([f.kind is Kind.RANGE for f in figures], bool)
        self.distinctive = np.where(whole, large, span | self.numbers.long)
        way = {"up": 1, "down": -1}
        self._way = np.array([way.get(f.measure, 0) for f in figures], np.int64)
        self._noun = np.array([bool(f.noun) for f in figures], bool)
        self._counts: dict[int, set[Decimal]] = defaultdict(set)
        for figure, number, sentence in zip(figures, numbers.middles, spots.of.tolist(), strict=True):
            if number is not None and figure.unit == "count" and figure.total is None:
                self._counts[sentence].add(number)

    def apart(self) -> Flags:
        """Which pairs are not to be compared whatever their numbers are: the roles, times or areas are others."""
        a, b = self.pairs.left, self.pairs.right
        apart: Flags = self._obstacles.apart(a, b) | (self._wanted[a] != self._wanted[b])
        return apart

    def judge(self, at: Ints) -> Edges:
        """What is known of some of the pairs.

        Args:
            at: Which of them.
        """
        a, b, local = self.pairs.left[at], self.pairs.right[at], self.pairs.local[at]
        figures = self._figures
        size = len(figures)
        equal = self.numbers.close(a, b)
        row = self._rows[at]
        whole = self._one_whole(a, b)
        mine, theirs = self._key[a], self._key[b]
        same_key = (mine == theirs) & (mine > 0)
        slip = self.numbers.slip(a, b)
        words = alike(self._profiles, a, b)
        undated = self._undated[a]
        other_size = self.numbers.other_size(a, b)
        parts = {
            "words": local,
            "sentence": words.wide,
            "phrase": words.phrase,
            "noun": words.noun,
            "own": words.cover,
            "own-spare": words.spare,
            "elsewhere": words.elsewhere,
            "row": row,
            "company": self._company[at],
            "catalogue": same_key,
            "catalogue-alone": same_key & self._told[a] & self._told[b] & (self.document[a] != self.document[b]),
            "catalogue-other": (mine > 0) & (theirs > 0) & (mine != theirs),
            "time": (self._times.of[a] == self._times.of[b]) & ~undated,
            "time-unsaid": undated != self._undated[b],
            "whole": whole,
            "form": ((self._total[a] == 0) != (self._total[b] == 0)) & ~whole,
            "slip": slip,
            "apart": self.numbers.apart(a, b, other_size),
            "size": other_size,
            "modifiers": self._modifiers.asked(one_modifier, a, b),
            "modifier-unsaid": self._modifiers.asked(unsaid_modifier, a, b),
        }
        found = np.array([parts[name] for name in WEIGHTS], np.float64)
        score = likely(found)
        inside = self.document[a] == self.document[b]
        tested = score.copy()
        own = np.flatnonzero(inside)
        same_words = self._profiles.same_words(a[own], b[own])
        strict = np.minimum(np.minimum(score[own], words.wide[own]), same_words)
        # What is put otherwise may be another fact; but seldom one whose number looks like a slip of this one.
        near = self.numbers.surely_slip(a[own], b[own], slip[own]) & (score[own] >= SLIPPED)
        tested[own] = np.where(near & (self.sentence[a[own]] != self.sentence[b[own]]), score[own], strict)
        one_total = (self._total[a] == 0) != (self._total[b] == 0)
        long = self.numbers.long[a] | self.numbers.long[b]
        rare = np.where(one_total, long, self.distinctive[a] | self.distinctive[b])
        rare |= self._noun[a] & (words.noun == 1.0)
        plain = np.where(self.numbers.two[a] & self.numbers.two[b], ACCEPT_TWO, ACCEPT_PLAIN)
        least = np.where(equal, np.where(rare, ACCEPT_EQUAL, plain), ACCEPT)
        least = np.where(inside, SAME_DOCUMENT, least)
        twin = among(a * size + b, _codes(self._twins.pairs, size))
        # Unless the pair is refused for its score anyway, it must have words.
        doubtful = ~equal & ~same_key & ~(row & ~inside) & ~(tested < least) & ~twin
        # Two moves of one stated time that are put alike are no rows of a table.
        moved = (self._way[a] == self._way[b]) & (self._way[a] != 0) & parts["time"] & (score >= SLIPPED)
        vouched = moved | (self._company[at] > 0)
        wordless = np.zeros(len(a), bool)
        asked = np.flatnonzero(doubtful)
        wordless[asked] = ~self._enough_words(a[asked], b[asked], (whole | slip)[asked], vouched[asked])
        sentences = self.sentence[a], self.sentence[b]
        alike_ones = _codes(self._twins.sentences, self.sentences)
        misplaced = among(sentences[0] * self.sentences + sentences[1], alike_ones) & ~twin
        final = np.where(twin, np.maximum(score, TWIN), score)
        return Edges(
            a,
            b,
            final,
            np.maximum(final, _whatever_size(found, score)),
            tested,
            least,
            equal,
            twin,
            inside,
            sentences[0] == sentences[1],
            misplaced,
            wordless,
            found,
        )

    @cached_property
    def _rows(self) -> Flags:
        """Whether the figures right before, or right after, those of each pair in their sentences are surely alike.

        They are by their words, or by fewer of them and their value.
        """
        a, b, local, size = self.pairs.left, self.pairs.right, self.pairs.local, len(self._figures)
        codes = a * size + b
        surely = local >= ROW
        less = np.flatnonzero(~surely & (local >= ROW_EQUAL))
        surely[less] = self.numbers.close(a[less], b[less])
        found = np.zeros(len(a), bool)
        for step in (-1, 1):
            there = (a + step >= 0) & (b + step < size)
            x, y = np.clip(a + step, 0, size - 1), np.clip(b + step, 0, size - 1)
            there &= (self.sentence[x] == self.sentence[a]) & (self.sentence[y] == self.sentence[b])
            at = np.searchsorted(codes, codes + step * (size + 1))
            at = np.clip(at, 0, max(len(codes) - 1, 0))
            found |= there & (codes[at] == codes + step * (size + 1)) & surely[at]
        return found

    @cached_property
    def _company(self) -> Floats:
        """How many other figures of their sentences agree with each other, 1 for `COMPANY` and more.

        Two sentences of two documents in which other figures agree are about one thing.
        """
        a, b = self.pairs.left, self.pairs.right
        told = self.distinctive[a] | self.distinctive[b] | (self.pairs.local >= ROW_EQUAL)
        agreeing = self.numbers.same(a, b) & told
        there = self.sentence[a] * self.sentences + self.sentence[b]
        here_left = a * self.sentences + self.sentence[b]
        here_right = b * self.sentences + self.sentence[a]
        of_both, of_left, of_right = (_times(codes, codes[agreeing]) for codes in (there, here_left, here_right))
        others = of_both - of_left - of_right + agreeing
        found: Floats = np.where(self.document[a] == self.document[b], 0.0, np.clip(others / COMPANY, 0.0, 1.0))
        return found

    def _one_whole(self, a: Ints, b: Ints) -> Flags:
        """Whether two figures are parts of one whole: ``31 of the 36`` and ``of the 36 made, 31 were kept``."""
        x, y = self._total[a], self._total[b]
        whole: Flags = (x > 0) & (x == y)
        for n in np.flatnonzero((x > 0) != (y > 0)).tolist():
            i, j = (a[n], b[n]) if x[n] > 0 else (b[n], a[n])
            part, other = self._figures[i], self._figures[j]
            counts = self._counts[int(self.sentence[j])] - {middle(other.printed)}
            whole[n] = other.unit == part.unit and part.total in counts
        return whole

    def _enough_words(self, a: Ints, b: Ints, vouched: Flags, company: Flags) -> Flags:
        """Whether figures that differ share words enough to be one indicator, however alike those few are.

        Rows of a table, captions and page heads are alike in all of their one or two words. Fewer are enough where
        numbers vouch for them: one whole, or long values that differ by one slip of the hand; or another figure
        (``company``) on which their sentences agree: ``imports rose 6.5 % to 4.2 tn`` and ``imports soared …``.
        """
        profiles = self._profiles
        size = len(profiles.features)
        codes, where = np.unique(profiles.of[a] * size + profiles.of[b], return_inverse=True)
        length = np.array([word.count("_") + 1.0 for word in profiles.words])
        # What is known of figures has the words of such names beside them.
        alone = np.where(length > 1, 0.0, 1.0)
        x, y = codes // size, codes % size
        # A number vouches for nothing where no word says more than ``rate``.
        telling = np.where([word in self._shares for word in profiles.words], 0.0, alone)
        own, told, around = (
            shared(sets, each[sets.words], sets, x, y, len(length))[where]
            for sets, each in ((profiles.known, alone), (profiles.known, telling), (profiles.wide, length))
        )
        inside = self.document[a] == self.document[b]
        more = around + np.where(vouched, AROUND_ONE - 1, 0)
        across = (own >= OWN_WORDS) | (more >= AROUND) | ((own >= 1) & (around >= AROUND_ONE))
        across |= (told >= 1) & ((more >= AROUND_ONE) | company)
        # A rise and a fall of things that share none of their own words are two facts, whatever is said around them.
        opposed = np.flatnonzero(self._way[a] * self._way[b] < 0)
        said = profiles.spoken
        pairs = [(said[i], said[j]) for i, j in zip(profiles.of[a[opposed]], profiles.of[b[opposed]], strict=True)]
        across[opposed] &= np.array([not one or not other or not one.isdisjoint(other) for one, other in pairs], bool)
        # So are two of which each has words of its own that the other's thing and subject know nothing of.
        parts = profiles.own_parts
        known = [
            not parts[i] or not parts[j] or not parts[i].isdisjoint(said[j]) or not parts[j].isdisjoint(said[i])
            for i, j in zip(x.tolist(), y.tolist(), strict=True)
        ]
        across &= vouched | company | np.array(known, bool)[where]
        enough: Flags = np.where(inside, (own >= OWN_WORDS + 2) & (around >= AROUND), across)
        return enough

    def obstacles(self, edges: Edges, at: Ints) -> tuple[Ints, list[Note | None]]:
        """Why the figures of each pair are not to be compared.

        Args:
            edges: Pairs.
            at: Which of them are asked about.

        Returns:
            For each pair, the number of its obstacle among those that were met, and these; the first, 0, is none.
        """
        slip = edges.part("slip")[at] > 0
        return self._obstacles.of_pairs(edges.left[at], edges.right[at], edges.equal[at], slip)

    def obstacle(self, i: int, j: int) -> Note | None:
        """Why two figures are not to be compared, or None."""
        return self._obstacles.of(i, j)

    def doubts(self, edges: Edges, n: int) -> tuple[str, ...]:
        """What keeps a disagreement of the two figures of a pair from being certain, by its codes."""
        i, j = int(edges.left[n]), int(edges.right[n])
        entry = self._known[i] if edges.part("catalogue")[n] > 0 else None
        known = entry is not None and bool(self._sure[i] and self._sure[j])
        agreeing = COMPANY * float(edges.part("company")[n]) + float(edges.part("row")[n])
        names = entry.words if entry else frozenset[str]()
        return self._doubts.of(i, j, known=known, names=names, vouched=agreeing >= VOUCHED)

    def near(self, a: Ints, b: Ints) -> Flags:
        """Whether the long numbers of each pair differ so little that they must be meant for one."""
        return self.numbers.near(a, b)


def _whatever_size(found: Floats, score: Floats) -> Floats:
    """The likelihoods of pairs without what their sizes say: of facts that are told apart these say nothing."""
    alike = score.copy()
    sizes = [_ROW_OF["size"], _ROW_OF["apart"]]
    sized = np.flatnonzero(found[sizes].any(axis=0))
    unsized = found[:, sized]
    unsized[sizes] = 0
    alike[sized] = likely(unsized)
    return alike


def _codes(pairs: Ints, size: int) -> Ints:
    """One number for each of some pairs of numbers, sorted."""
    return np.sort(pairs[:, 0] * size + pairs[:, 1])


def _times(codes: Ints, found: Ints) -> Ints:
    """How often each of some numbers stands among others."""
    known, counts = np.unique(found, return_counts=True)
    if not len(known):
        return np.zeros(len(codes), np.int64)
    at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    times: Ints = np.where(known[at] == codes, counts[at], 0)
    return times
