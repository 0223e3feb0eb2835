"""From figures and facts to alignments: candidates, obstacles, assignment, groups, verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from auditor.alignment import abbreviations, facts, twins
from auditor.alignment.arrays import Flags, Ints
from auditor.alignment.candidates import propose
from auditor.alignment.catalogue import Catalogue, Entry, named_alike, told_alone
from auditor.alignment.judging import Edges, Judge
from auditor.alignment.narrowing import Above
from auditor.alignment.numbers import Numbers
from auditor.alignment.organisations import SAME, Relation, relate_all
from auditor.alignment.profiles import Profiles
from auditor.alignment.units import other_units
from auditor.alignment.verdicts import Common, standing
from auditor.language import Pack
from auditor.model import Alignment, Extract, Fact, Figure, Note, Period, Status
from auditor.terms import SETTLING
from auditor.times import compatible

EQUAL = 0.15
"""What the same value adds when two partners are in question …"""
PART = 0.1
"""What a partner of another size loses that is told as a part of another number, where the figure itself is none."""
EQUAL_RARE = 1.0
"""… and what a value adds that two reports do not share by chance."""
AGREED = 0.25
"""How much an agreement in a value that is rare (plus) or common (minus) outweighs, or not, a conflict elsewhere."""
SURE = 0.72
"""Score from which a conflict needs no reserve for the alignment."""
_FEW_DOUBTS = 1
"""Doubts of the surest of several disagreements with which it tells, and not the others."""
OF_WORDS = frozenset({"narrowed", "wording", "things", "parts", "modifier-unstated"})
"""Doubts whether words mean one thing, which is sure of the worth of what is counted alike."""
NOT_COMPARED = 0.66
"""Score from which a pair with an obstacle is worth telling."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """A pair that nothing keeps apart.

    Attributes:
        index: Its number among those that were judged.
        equal: Both figures agree by their numbers.
        inside: They stand in one document.
    """

    index: int
    left: int
    right: int
    score: float
    equal: bool
    inside: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair of figures that was looked at, and what became of it.

    Attributes:
        left: The figure of the earlier document or place.
        right: The other.
        parts: Log odds that speak for and against it, by the names of `auditor.alignment.likeness.WEIGHTS`.
        score: The likelihood that they make, 0 to 1.
        outcome: Why they were aligned, or why not.
        aligned: Whether they were.
    """

    left: Figure
    right: Figure
    parts: tuple[tuple[str, float], ...]
    score: float
    outcome: Note
    aligned: bool


def align(
    extracts: Sequence[Extract],
    packs: Mapping[str, Pack],
    catalogue: Catalogue,
    *,
    same_organisation: bool = False,
    trace: list[Judged] | None = None,
) -> tuple[list[Alignment], dict[tuple[str, str], Relation]]:
    """Align the figures and facts of several documents.

    Args:
        extracts: One for each document, sorted by path so that their order on the command line does not matter.
        packs: Language packs by tag.
        catalogue: Known indicators.
        same_organisation: Hold documents whose organisation cannot be told to be of one.
        trace: Filled with every pair of figures that was looked at, where somebody wants to know.

    Returns:
        Alignments in the order of their first member, and how each pair of documents stands to each other.
    """
    relations = relate_all(extracts)
    allowed = {(x.document.id, x.document.id) for x in extracts}
    for pair, relation in relations.items():
        if relation.verdict == SAME or (same_organisation and relation.verdict == "unknown"):
            allowed.add(pair)
    figures = [f for x in extracts for f in x.figures]
    language = {x.document.id: x.document.language for x in extracts}
    known = [catalogue.lookup(f, language[f.document]) for f in figures]
    defined = abbreviations.definitions(extracts)
    figures = [abbreviations.expanded(f, defined) for f in figures]
    years = {x.document.id: (x.document.year, (x.document.date or "")[:4]) for x in extracts}
    spots = twins.sentences(figures)
    same = twins.find(figures, spots, allowed)
    profiles = Profiles(figures)
    numbers = Numbers(figures)
    by_document = {document: packs[tag] for document, tag in language.items()}
    told = told_alone(figures, known, by_document, _names(extracts, packs, allowed))
    surely = np.concatenate([same.pairs, named_alike(figures, known, told, allowed)])
    pairs = propose(figures, profiles, numbers, allowed, surely)
    judge = Judge(figures, known, told, language, packs, years, spots, same, profiles, numbers, pairs, Above(extracts))
    common = Common(figures, profiles.of)
    found = _Aligner(figures, known, by_document, judge, common, trace).run()
    found += other_units(figures, known, found, allowed, same.pairs, profiles, common)
    found += facts.align([f for x in extracts for f in x.facts], allowed)
    stated: list[Figure | Fact] = [*figures, *(f for x in extracts for f in x.facts)]
    order = {m.id: n for n, m in enumerate(stated)}
    found.sort(key=lambda a: ([order[m.id] for m in a.members], a.status))
    return [replace(a, verdict=standing(a)) for a in found], relations


class _Aligner:
    def __init__(
        self,
        figures: Sequence[Figure],
        known: Sequence[Entry | None],
        packs: Mapping[str, Pack],
        judge: Judge,
        common: Common,
        trace: list[Judged] | None,
    ) -> None:
        self._trace = trace
        self._figures = figures
        self._known = known
        self._packs = packs
        self._judge = judge
        self._common = common
        self._free: dict[int, bool] = {}
        self._agreed: set[tuple[int, int]] = set()
        self._part = np.array([any(r.kind == "part-of" for r in f.relations) for f in figures], bool)
        self._sentence, self._document = judge.sentence.tolist(), judge.document.tolist()
        # Pairs that are surely apart are looked at when all else is told, and only those of which something can be.
        self._apart = judge.apart() if trace is None else np.zeros(len(judge.pairs.left), bool)
        self._edges = judge.judge(np.flatnonzero(~self._apart))

    def run(self) -> list[Alignment]:
        judged = self._edges
        at = np.flatnonzero(judged.accepted | (judged.outscored & (judged.alike >= NOT_COMPARED)))
        obstacle, notes = self._judge.obstacles(judged, at)
        codes = judged.left[at] * len(self._figures) + judged.right[at]
        self._free = dict(zip(codes.tolist(), (obstacle == 0).tolist(), strict=True))
        accepted = judged.accepted[at]
        chosen = self._assign(at[(obstacle == 0) & accepted])
        self._agreed = {(e.left, e.right) for e in chosen if e.equal and not e.inside}
        if self._trace is not None:
            told = zip(at.tolist(), obstacle.tolist(), accepted.tolist(), strict=True)
            outcomes = {n: notes[why] for n, why, free in told if why or free}
            self._trace += self._traced(outcomes, {e.index for e in chosen})
        groups = self._groups(chosen)
        out = [self._alignment(members, links) for members, links in groups]
        grouped = np.zeros(len(self._figures), bool)
        grouped[[i for members, _ in groups for i in members]] = True
        pairs = self._judge.pairs
        # Of two that have partners, or of one document, nothing is told.
        document = self._judge.document
        untold = (grouped[pairs.left] & grouped[pairs.right]) | (document[pairs.left] == document[pairs.right])
        rest = self._judge.judge(np.flatnonzero(self._apart & ~untold))
        hindered = (judged, at[obstacle > 0]), (rest, np.flatnonzero(rest.accepted | rest.outscored))
        return out + self._hindered(hindered, grouped)

    def _traced(self, notes: Mapping[int, Note | None], chosen: set[int]) -> Iterator[Judged]:
        """What became of each pair; those come last that nothing kept apart."""
        judged = self._edges
        last = []
        for n in range(len(judged.left)):
            outcome = notes[n] if n in notes else judged.refused(n)
            if outcome is None:
                last.append((n, Note.of("explain.aligned" if n in chosen else "explain.beaten")))
            else:
                yield self._told(n, outcome)
        for n, outcome in last:
            yield self._told(n, outcome, aligned=n in chosen)

    def _told(self, n: int, outcome: Note, *, aligned: bool = False) -> Judged:
        judged = self._edges
        a, b = self._figures[judged.left[n]], self._figures[judged.right[n]]
        return Judged(a, b, judged.parts(n), float(judged.score[n]), outcome, aligned)

    def _assign(self, at: Ints) -> list[_Edge]:
        """One partner for each figure in each sentence of the other side, the most alike first.

        A figure that agrees with a partner in a document is no conflict with another place of it that is less alike.

        Args:
            at: The edges that nothing keeps apart.
        """
        judged, judge = self._edges, self._judge
        left, right, score = judged.left[at], judged.right[at], judged.score[at]
        equal, twin, inside = judged.equal[at], judged.twin[at], judged.inside[at]
        near = equal | judge.near(left, right)
        rare = (judge.distinctive[left] | judge.distinctive[right]) & ~judge.numbers.loose(left, right)
        # How alike a conflict must be before it outweighs the agreement that a figure has with a document.
        spots = [left * judge.documents + judge.document[right], right * judge.documents + judge.document[left]]
        known, spot = np.unique(np.concatenate(spots), return_inverse=True)
        settled = np.zeros(len(known))
        weight = np.where(near, score + np.where(rare, AGREED, -AGREED), 0.0)
        np.maximum.at(settled, spot, np.r_[weight, weight])
        beaten = score < np.maximum(*np.split(settled[spot], 2))
        kept = near | twin | inside | ~beaten
        agreement = np.where(equal, np.where(rare, EQUAL_RARE, EQUAL), 0.0)
        # ``15 towns, 1 of them of the first class`` and ``17 towns``: they disagree by the whole, not by its part.
        parted = np.where((self._part[left] != self._part[right]) & judge.numbers.far(left, right), PART, 0.0)
        ranked = np.lexsort((right, left, parted - score - agreement, ~twin))
        ranked = ranked[kept[ranked]]
        taken: set[int] = set()
        chosen: list[_Edge] = []
        to_b = left * judge.sentences + judge.sentence[right]
        to_a = right * judge.sentences + judge.sentence[left]
        columns = at, left, right, score, equal, inside
        ordered = zip(*(column[ranked].tolist() for column in columns), strict=True)
        places = zip(to_b[ranked].tolist(), to_a[ranked].tolist(), strict=True)
        for edge, (one, other) in zip(ordered, places, strict=True):
            if one not in taken and other not in taken:
                taken.update((one, other))
                chosen.append(_Edge(*edge))
        agreed = {i for e in chosen if e.equal and not e.inside for i in (e.left, e.right)}
        dated = self._dated(chosen)
        return [
            e
            for e in chosen
            if e.inside
            or not (
                self._told_apart(e)
                or (not e.equal and ({e.left, e.right} <= agreed or self._otherwise_dated(e, dated)))
            )
        ]

    def _dated(self, chosen: list[_Edge]) -> dict[tuple[int, str], Period]:
        """The times of figures that state none: that of the figure with which each agrees, by the other's document."""
        dated: dict[tuple[int, str], Period] = {}
        for edge in chosen:
            if edge.equal and not edge.inside:
                for i, j in ((edge.left, edge.right), (edge.right, edge.left)):
                    a, b = self._figures[i], self._figures[j]
                    if a.period is None and b.period is not None and b.period.last:
                        dated.setdefault((i, b.document), b.period)
        return dated

    def _otherwise_dated(self, edge: _Edge, dated: Mapping[tuple[int, str], Period]) -> bool:
        """Whether a figure agrees in the other's document with one of another time than the one it disagrees with."""
        for i, j in ((edge.left, edge.right), (edge.right, edge.left)):
            other = self._figures[j]
            time = dated.get((i, other.document))
            if time is not None and compatible(time, other.period) is False:
                return True
        return False

    def _told_apart(self, edge: _Edge) -> bool:
        """Whether the document of a figure without a time tells the other number, too, of the other's time.

        So ``7.77 million, up from 7.75 million in August`` is no other account of August.
        """
        for i, j in ((edge.left, edge.right), (edge.right, edge.left)):
            a, b = self._figures[i], self._figures[j]
            if a.period is not None and b.period is None and a.printed != b.printed and self._judge.distinctive[i]:
                return (b.document, *_said(a)) in self._dates_told
        return False

    @cached_property
    def _dates_told(self) -> set[tuple[object, ...]]:
        """The numbers that documents tell with their times."""
        return {(f.document, *_said(f)) for f in self._figures if f.period is not None and f.period.last}

    def _groups(self, edges: list[_Edge]) -> list[tuple[list[int], list[_Edge]]]:
        """Join edges to groups in which every two members may be compared with each other.

        Two values of one document that are a slip of the hand apart, and of which one agrees with another document,
        are its own contradiction beside that.
        """
        slipped = self._edges.part("slip")
        beside: list[tuple[list[int], list[_Edge]]] = []
        told: set[int] = set()
        member_of: dict[int, int] = {}
        groups: dict[int, list[int]] = {}
        links: dict[int, list[_Edge]] = defaultdict(list)
        # Groups that cannot be joined: what keeps them apart stays in them when they grow.
        apart: dict[int, set[int]] = defaultdict(set)
        # What documents say of each other comes before what one says twice.
        for edge in sorted(edges, key=lambda e: (e.inside, -e.score, e.left, e.right)):
            x, y = edge.left, edge.right
            gx, gy = member_of.get(x, x), member_of.get(y, y)
            if gx == gy and x in member_of:
                links[gx].append(edge)
                continue
            if gy in apart[gx]:
                continue
            left, right = groups.get(gx, [x]), groups.get(gy, [y])
            own = edge.inside and not edge.equal and bool(slipped[edge.index]) and not told.intersection((x, y))
            if own and self._told_elsewhere(left, right):
                told.update((x, y))
                beside.append(([x, y], [edge]))
                continue
            if not self._coherent(left, right):
                apart[gx].add(gy)
                apart[gy].add(gx)
                continue
            home, old = min(gx, gy), max(gx, gy)
            links[home] = [*links.pop(gx, []), *links.pop(gy, []), edge]
            groups.pop(old, None)
            groups[home] = sorted({*left, *right})
            for i in groups[home]:
                member_of[i] = home
            for other in apart.pop(old, ()):
                apart[other].remove(old)
                apart[other].add(home)
                apart[home].add(other)
        return [*((groups[g], links[g]) for g in sorted(groups)), *beside]

    def _told_elsewhere(self, left: list[int], right: list[int]) -> bool:
        """Whether one of two figures of one document stands in a group with another document, and the other in none."""
        small, large = sorted((left, right), key=len)
        return len(small) == 1 and any(self._document[i] != self._document[small[0]] for i in large)

    def _comparable(self, i: int, j: int) -> bool:
        """Whether nothing keeps two figures apart; of those that were proposed it is known."""
        known = self._free.get(i * len(self._figures) + j)
        return self._judge.obstacle(i, j) is None if known is None else known

    def _coherent(self, left: list[int], right: list[int]) -> bool:
        """Whether every two members of two groups may be compared."""
        sentence, document, compared = self._sentence, self._document, self._judge.numbers.compared
        several = len(left) + len(right) > 2
        for i in left:
            for j in right:
                if sentence[i] == sentence[j]:
                    return False
                # Two values of one document may stand in a group only when they are its own contradiction.
                if several and document[i] == document[j] and not compared(i, j)[0]:
                    return False
                if not self._comparable(min(i, j), max(i, j)):
                    return False
        return True

    def _alignment(self, members: list[int], links: list[_Edge]) -> Alignment:
        numbers = self._judge.numbers
        agreed = (len(members) == 2 and links[0].equal) or numbers.all_agree(members)
        status = Status.CONSISTENT if agreed else Status.CONFLICT
        key, label = self._name(members)
        bad = [e for e in links if not e.equal] or links
        score = min(e.score for e in bad) if status is Status.CONFLICT else max(e.score for e in links)
        link = max(bad, key=lambda e: (e.score, -e.left))
        doubts: list[str] = []
        # Figures that state one number leave nothing in doubt.
        if not numbers.one(members):
            told = [(self._doubts(e), e) for e in bad]
            doubts = sorted({doubt for each, _ in told for doubt in each})
            least, sure = min(told, key=lambda t: (not SETTLING.isdisjoint(t[0]), len(t[0]), -t[1].score, t[1].left))
            if len(least) <= _FEW_DOUBTS:
                # One contradiction that is nearly sure is enough, whatever is doubtful of others beside it.
                doubts, link = least, sure
                score = sure.score if status is Status.CONFLICT else score
        if status is Status.CONFLICT and score < SURE:
            doubts.append("alignment")
        return Alignment(
            key,
            label,
            tuple([self._figures[i] for i in members]),
            status,
            round(score, 4),
            self._common.reasons(link.left, link.right, link.score, key),
            tuple(doubts),
            explanation=self._common.explained(link.left, link.right, self._edges.parts(link.index)),
        )

    def _doubts(self, edge: _Edge) -> list[str]:
        """What is doubtful of two partners; of the worth of what both count alike no words are."""
        found = self._judge.doubts(self._edges, edge.index)
        things = self._valued(edge.left), self._valued(edge.right)
        return sorted({*found} - OF_WORDS if things in self._agreed else found)

    def _valued(self, i: int) -> int:
        """The figure right before an amount that says what the thing counted there comes to: ``142 homes, worth …``.

        The amount itself, where nothing says so.
        """
        amount = self._figures[i]
        if not i or self._sentence[i - 1] != self._sentence[i] or self._figures[i - 1].unit == amount.unit:
            return i
        pack = self._packs[amount.document]
        phrase = pack.lexicon.fold(amount.phrase)
        return i - 1 if any(end == len(phrase) for _, end, _ in pack.amount_names.find(phrase)) else i

    def _name(self, members: list[int]) -> tuple[str, str]:
        """Catalogue key and label of a group, or a key and label made of the plainest phrase in it."""
        for i in members:
            entry = self._known[i]
            if entry is not None:
                tag = self._packs[self._figures[i].document].tag
                return entry.key, entry.label.get(tag) or next(iter(entry.label.values()))
        phrases = sorted((self._figures[i].phrase for i in members), key=lambda p: (len(p), p))
        label = next((p for p in phrases if len(p) >= 8), phrases[-1])
        words = self._figures[members[0]].features
        key = "-".join(sorted({*words.core, *words.head[:4]})[:8])
        return f"phrase:{key}", label

    def _hindered(self, apart: Sequence[tuple[Edges, Ints]], grouped: Flags) -> list[Alignment]:
        """Pairs in like words that are no statements of one fact, each figure told at most once.

        Args:
            apart: Pairs, and which of them something keeps apart.
            grouped: Which figures have partners.
        """
        found = []
        for which, (judged, at) in enumerate(apart):
            both = grouped[judged.left[at]] & grouped[judged.right[at]]
            at = at[~both & ~judged.inside[at] & (judged.alike[at] >= NOT_COMPARED)]
            found.append((-judged.alike[at], judged.left[at], judged.right[at], np.full(len(at), which), at))
        score, left, right, which_of, place = map(np.concatenate, zip(*found, strict=True))
        ranked = np.lexsort((right, left, score))
        told: set[int] = set()
        out = []
        for which, n, i, j in zip(*(each[ranked].tolist() for each in (which_of, place, left, right)), strict=True):
            note = None if i in told or j in told else self._judge.obstacle(i, j)
            if note is None:
                continue
            told.update((i, j))
            key, label = self._name([i, j])
            a, b = self._figures[i], self._figures[j]
            judged = apart[which][0]
            alike, likely = self._common.explained(i, j, judged.parts(n)), round(float(judged.alike[n]), 4)
            out.append(Alignment(key, label, (a, b), Status.NOT_COMPARED, likely, (note,), explanation=alike))
        return out


def _names(
    extracts: Sequence[Extract], packs: Mapping[str, Pack], allowed: set[tuple[str, str]]
) -> dict[str, frozenset[str]]:
    """Words of the area or body that each document, or one that it is compared with, is of."""
    own: dict[str, frozenset[str]] = {}
    for document in (x.document for x in extracts):
        lexicon = packs[document.language].lexicon
        said = (document.organisation or "", document.institution or "")
        own[document.id] = frozenset(word for name in said for word in lexicon.words(lexicon.fold(name)))
    names = dict.fromkeys(own, frozenset[str]())
    for a, b in allowed:
        both = own[a] | own[b]
        names[a], names[b] = names[a] | both, names[b] | both
    return names


def _said(figure: Figure) -> tuple[object, ...]:
    """The number of a figure and the label of its time."""
    return figure.unit, figure.printed, figure.total, figure.period.label if figure.period else ""
