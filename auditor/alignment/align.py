"""From figures and facts to alignments: candidates, obstacles, assignment, groups, verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from auditor.alignment import compare, facts, twins
from auditor.alignment.candidates import Pair, propose
from auditor.alignment.catalogue import Catalogue, Entry
from auditor.alignment.likeness import WEIGHTS, likely, parts
from auditor.alignment.organisations import SAME, Relation, relate
from auditor.alignment.units import other_units
from auditor.alignment.verdicts import explained, standing
from auditor.intervals import middle
from auditor.language import Pack
from auditor.model import Alignment, Extract, Fact, Figure, Kind, Note, Status

ACCEPT = 0.38
"""Likelihood from which figures that differ are held to be one indicator; from the work part of the labelled pairs."""
ACCEPT_EQUAL = 0.03
"""The same for figures of one distinctive value, or one value of one noun: the value itself is evidence then."""
ACCEPT_PLAIN = 0.12
"""The same for values that many figures share (100 %, 3, 15)."""
OWN_WORDS = 2
"""Words of their own, or of their subjects, that two figures must share to be held for a contradiction …"""
AROUND = 7
"""… or words of their sentences …"""
AROUND_ONE = 4
"""… or fewer of these, and one of their own."""
YEARS_APART = 2
"""Years between the dates of two documents from which they report on different times."""
EQUAL = 0.15
"""What the same value adds when two partners are in question …"""
EQUAL_RARE = 1.0
"""… and what a value adds that two reports do not share by chance."""
AGREED = 0.25
"""How much an agreement in a value that is rare (plus) or common (minus) outweighs, or not, a conflict elsewhere."""
ROW = 0.72
"""Likeness of words from which neighbours in two lists are held to be one indicator."""
ROW_EQUAL = 0.4
"""The same where they state one value."""
SAME_DOCUMENT = 0.80
"""Score from which two places of one document repeat an indicator."""
SURE = 0.72
"""Score from which a conflict needs no reserve for the alignment."""
TWIN = 0.97
"""Score of figures at the same place of sentences in the same words."""
NOT_COMPARED = 0.66
"""Score from which a pair with an obstacle is worth telling."""
_DISTINCTIVE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class _Edge:
    left: int
    right: int
    score: float
    equal: bool
    known: str
    refused: Note | None = None
    found: Mapping[str, float] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[tuple[str, float], ...]:
        """Log odds of each part."""
        return tuple((name, WEIGHTS[name] * value) for name, value in self.found.items() if value)


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
    relations: dict[tuple[str, str], Relation] = {}
    for i, a in enumerate(extracts):
        for b in extracts[i + 1 :]:
            relations[a.document.id, b.document.id] = relate(a, b)
    allowed = {(x.document.id, x.document.id) for x in extracts}
    for pair, relation in relations.items():
        if relation.verdict == SAME or (same_organisation and relation.verdict == "unknown"):
            allowed.add(pair)
    figures = [f for x in extracts for f in x.figures]
    language = {x.document.id: x.document.language for x in extracts}
    known = [catalogue.lookup(f, language[f.document]) for f in figures]
    defined = _definitions(extracts)
    figures = [_expanded(f, defined) for f in figures]
    years = {x.document.id: (x.document.year, (x.document.date or "")[:4]) for x in extracts}
    same = twins.find(figures, allowed)
    found = _Aligner(figures, known, language, packs, years, same, trace).run(propose(figures, allowed, same.pairs))
    found += other_units(figures, known, found, allowed, same.pairs)
    found += facts.align([f for x in extracts for f in x.facts], allowed)
    stated: list[Figure | Fact] = [*figures, *(f for x in extracts for f in x.facts)]
    order = {m.id: n for n, m in enumerate(stated)}
    found.sort(key=lambda a: ([order[m.id] for m in a.members], a.status))
    return [replace(a, verdict=standing(a)) for a in found], relations


def _definitions(extracts: Sequence[Extract]) -> dict[str, tuple[str, ...]]:
    """What abbreviations stand for, over all documents; one that is defined in two ways stands for nothing."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for extract in extracts:
        for short, words in extract.abbreviations:
            found[short].add(words)
    return {short: next(iter(words)) for short, words in found.items() if len(words) == 1}


def _expanded(figure: Figure, defined: Mapping[str, tuple[str, ...]]) -> Figure:
    """The figure with the words that its abbreviations stand for."""
    features = figure.features
    core, head = (
        tuple(dict.fromkeys(w for word in words for w in (word, *defined.get(word, ()))))
        if any(word in defined for word in words)
        else words
        for words in (features.core, features.head)
    )
    if core is features.core and head is features.head:
        return figure
    return replace(figure, features=replace(features, core=core, head=head))


class _Aligner:
    def __init__(
        self,
        figures: Sequence[Figure],
        known: Sequence[Entry | None],
        language: Mapping[str, str],
        packs: Mapping[str, Pack],
        years: Mapping[str, tuple[str | None, str]],
        same: twins.Twins,
        trace: list[Judged] | None,
    ) -> None:
        self._trace = trace
        self._years = years
        self._twins = same
        self._figures = figures
        self._known = known
        self._pack_of = {document: packs[tag] for document, tag in language.items()}
        self._counts: dict[twins.Spot, set[Decimal]] = defaultdict(set)
        for figure in figures:
            value = middle(figure.printed) if figure.unit == "count" and figure.total is None else None
            if value is not None:
                self._counts[twins.spot(figure)].add(value)

    def run(self, pairs: list[Pair]) -> list[Alignment]:
        edges: list[_Edge] = []
        hindered: list[tuple[_Edge, Note]] = []
        alike = {(p.left, p.right): p.local for p in pairs}
        for pair in pairs:
            edge = self._edge(pair, self._neighbours(pair, alike))
            if self._misplaced(pair):
                edge = replace(edge, refused=Note.of("explain.place"))
            if edge.refused is not None:
                self._tell(edge, edge.refused)
                continue
            a, b = self._figures[pair.left], self._figures[pair.right]
            obstacle = self._obstacle(a, b)
            if obstacle is None:
                edges.append(edge)
                continue
            self._tell(edge, obstacle)
            if edge.score >= NOT_COMPARED and a.document != b.document:
                hindered.append((edge, obstacle))
        chosen = self._assign(edges)
        if self._trace is not None:
            taken = {(e.left, e.right) for e in chosen}
            for edge in edges:
                aligned = (edge.left, edge.right) in taken
                outcome = Note.of("explain.aligned" if aligned else "explain.beaten")
                self._tell(edge, outcome, aligned=aligned)
        groups = self._groups(chosen)
        grouped = {i for members, _ in groups for i in members}
        out = [self._alignment(members, links) for members, links in groups]
        return out + self._hindered(hindered, grouped)

    def _misplaced(self, pair: Pair) -> bool:
        """Whether two figures stand at different places of sentences in the same words."""
        if (pair.left, pair.right) in self._twins.pairs:
            return False
        places = twins.spot(self._figures[pair.left]), twins.spot(self._figures[pair.right])
        return places in self._twins.sentences

    def _neighbours(self, pair: Pair, alike: Mapping[tuple[int, int], float]) -> bool:
        """Whether the figures right before, or right after, the two in their sentences are surely alike."""
        return any(
            self._same_sentence(pair.left, pair.left + step)
            and self._same_sentence(pair.right, pair.right + step)
            and self._surely(pair.left + step, pair.right + step, alike.get((pair.left + step, pair.right + step), 0.0))
            for step in (-1, 1)
        )

    def _surely(self, i: int, j: int, local: float) -> bool:
        """Whether two neighbours are alike by their words, or by fewer of them and their value."""
        return local >= ROW or (local >= ROW_EQUAL and compare.close(self._figures[i], self._figures[j]))

    def _one_whole(self, a: Figure, b: Figure) -> bool:
        """Whether two figures are parts of one whole: ``31 of the 36`` and ``of the 36 made, 31 were kept``."""
        if a.total is not None and b.total is not None:
            return a.total == b.total
        if a.total is None and b.total is None:
            return False
        part, other = (a, b) if a.total is not None else (b, a)
        return other.unit == part.unit and part.total in self._counts[twins.spot(other)] - {middle(other.printed)}

    def _same_sentence(self, i: int, j: int) -> bool:
        if not 0 <= j < len(self._figures):
            return False
        a, b = self._figures[i], self._figures[j]
        return (a.document, a.passage, a.sentence) == (b.document, b.passage, b.sentence)

    def _tell(self, edge: _Edge, outcome: Note, *, aligned: bool = False) -> None:
        if self._trace is not None:
            a, b = self._figures[edge.left], self._figures[edge.right]
            self._trace.append(Judged(a, b, edge.parts, edge.score, outcome, aligned))

    def _edge(self, pair: Pair, in_row: bool) -> _Edge:
        """The pair with its likelihood; refused when that is too little."""
        a, b = self._figures[pair.left], self._figures[pair.right]
        mine, theirs = self._known[pair.left], self._known[pair.right]
        keys = mine.key if mine else "", theirs.key if theirs else ""
        key = keys[0] if keys[0] == keys[1] else ""
        found = parts(pair, a, b, in_row=in_row, whole=self._one_whole(a, b), keys=keys)
        score = tested = likely(found)
        equal = compare.close(a, b)
        least = ACCEPT
        refused: Note | None = None
        open_words = not equal and not key and not (in_row and a.document != b.document)
        if a.document == b.document:
            least, tested = SAME_DOCUMENT, min(score, pair.wide, _same_words(a, b))
            if (a.passage, a.sentence) == (b.passage, b.sentence):
                refused = refused or Note.of("explain.sentence")
        elif equal:
            rare = _rare(a, b) or (bool(a.noun) and pair.noun == 1.0)
            least = ACCEPT_EQUAL if rare else ACCEPT_PLAIN
        if tested < least:
            refused = refused or Note.of("explain.score", score=f"{tested:.2f}", least=f"{least:.2f}")
        elif open_words and not _enough_words(a, b):
            refused = refused or Note.of("explain.words")
        if (pair.left, pair.right) in self._twins.pairs:
            refused, score = None, max(score, TWIN)
        return _Edge(pair.left, pair.right, score, equal, key, refused, found)

    def _assign(self, edges: list[_Edge]) -> list[_Edge]:
        """One partner for each figure in each sentence of the other side, the most alike first.

        A figure that agrees with a partner in a document is no conflict with another place of it that is less alike.
        """
        ranked = sorted(
            edges,
            key=lambda e: (
                (e.left, e.right) not in self._twins.pairs,
                -e.score - self._agreement(e),
                e.left,
                e.right,
            ),
        )
        taken: set[tuple[int, str, str, tuple[int, int]]] = set()
        settled = self._settled(edges)
        chosen: list[_Edge] = []
        for edge in ranked:
            a, b = self._figures[edge.left], self._figures[edge.right]
            to_b = (edge.left, b.document, b.passage, b.sentence)
            to_a = (edge.right, a.document, a.passage, a.sentence)
            if to_b in taken or to_a in taken:
                continue
            if (
                not edge.equal
                and (edge.left, edge.right) not in self._twins.pairs
                and self._across(edge)
                and not compare.near(a, b)
                and edge.score
                < max(settled.get((edge.left, b.document), 0.0), settled.get((edge.right, a.document), 0.0))
            ):
                continue
            taken.update((to_b, to_a))
            chosen.append(edge)
        agreed = {i for e in chosen if e.equal for i in (e.left, e.right) if self._across(e)}
        return [e for e in chosen if e.equal or not self._across(e) or not ({e.left, e.right} <= agreed)]

    def _agreement(self, edge: _Edge) -> float:
        """What the same value adds where several partners are in question."""
        if not edge.equal:
            return 0.0
        rare = _distinctive(self._figures[edge.left]) or _distinctive(self._figures[edge.right])
        return EQUAL_RARE if rare else EQUAL

    def _settled(self, edges: list[_Edge]) -> dict[tuple[int, str], float]:
        """How alike a conflict must be before it outweighs the agreement that a figure has with a document."""
        settled: dict[tuple[int, str], float] = {}
        for edge in edges:
            a, b = self._figures[edge.left], self._figures[edge.right]
            if edge.equal or compare.near(a, b):
                weight = edge.score + (AGREED if _distinctive(a) or _distinctive(b) else -AGREED)
                for spot in ((edge.left, b.document), (edge.right, a.document)):
                    settled[spot] = max(settled.get(spot, 0.0), weight)
        return settled

    def _across(self, edge: _Edge) -> bool:
        return self._figures[edge.left].document != self._figures[edge.right].document

    def _groups(self, edges: list[_Edge]) -> list[tuple[list[int], list[_Edge]]]:
        """Join edges to groups in which every two members may be compared with each other."""
        member_of: dict[int, int] = {}
        groups: dict[int, list[int]] = {}
        links: dict[int, list[_Edge]] = defaultdict(list)
        # What documents say of each other comes before what one says twice.
        for edge in sorted(edges, key=lambda e: (not self._across(e), -e.score, e.left, e.right)):
            x, y = edge.left, edge.right
            gx, gy = member_of.get(x, x), member_of.get(y, y)
            if gx == gy and x in member_of:
                links[gx].append(edge)
                continue
            left, right = groups.get(gx, [x]), groups.get(gy, [y])
            if not self._coherent(left, right):
                continue
            home = min(gx, gy)
            merged = sorted({*left, *right})
            kept = [*links.pop(gx, []), *links.pop(gy, []), edge]
            for old in (gx, gy):
                groups.pop(old, None)
            groups[home], links[home] = merged, kept
            for i in merged:
                member_of[i] = home
        return [(groups[g], links[g]) for g in sorted(groups)]

    def _obstacle(self, a: Figure, b: Figure) -> Note | None:
        return compare.obstacle(a, b, self._pack_of[a.document], self._reported(a.document, b.document))

    def _reported(self, left: str, right: str) -> tuple[str | None, str | None]:
        """The years that two documents report on, None for one whose title names none.

        Titles tell; the dates of documents do when they lie years apart, as those of two terms.
        """
        (mine, my_date), (theirs, their_date) = self._years[left], self._years[right]
        if mine and theirs:
            return mine, theirs
        first, second = mine or my_date, theirs or their_date
        if first and second and abs(int(first) - int(second)) >= YEARS_APART:
            return first, second
        return mine, theirs

    def _coherent(self, left: list[int], right: list[int]) -> bool:
        for i in left:
            for j in right:
                a, b = self._figures[i], self._figures[j]
                if self._obstacle(a, b) is not None:
                    return False
                # Two values of one document may stand in a group only when they are its own contradiction.
                if a.document == b.document and not compare.agree(a, b) and len(left) + len(right) > 2:
                    return False
                if (a.document, a.passage, a.sentence) == (b.document, b.passage, b.sentence):
                    return False
        return True

    def _alignment(self, members: list[int], links: list[_Edge]) -> Alignment:
        figures = [self._figures[i] for i in members]
        status = compare.verdict(figures)
        bad = [e for e in links if not e.equal] or links
        score = min(e.score for e in bad) if status is Status.CONFLICT else max(e.score for e in links)
        key, label = self._name(members)
        doubts = sorted({d for e in bad for d in compare.doubts(self._figures[e.left], self._figures[e.right])})
        if status is Status.CONFLICT and score < SURE:
            doubts.append("alignment")
        link = max(bad, key=lambda e: (e.score, -e.left))
        a, b = self._figures[link.left], self._figures[link.right]
        return Alignment(
            key,
            label,
            tuple(figures),
            status,
            round(score, 4),
            _reason(a, b, link.score, key),
            tuple(doubts),
            explanation=explained(a, b, link.parts),
        )

    def _name(self, members: list[int]) -> tuple[str, str]:
        """Catalogue key and label of a group, or a key and label made of the plainest phrase in it."""
        for i in members:
            entry = self._known[i]
            if entry is not None:
                tag = self._pack_of[self._figures[i].document].tag
                return entry.key, entry.label.get(tag) or next(iter(entry.label.values()))
        phrases = sorted((self._figures[i].phrase for i in members), key=lambda p: (len(p), p))
        label = next((p for p in phrases if len(p) >= 8), phrases[-1])
        words = self._figures[members[0]].features
        key = "-".join(sorted({*words.core, *words.head[:4]})[:8])
        return f"phrase:{key}", label

    def _hindered(self, hindered: list[tuple[_Edge, Note]], grouped: set[int]) -> list[Alignment]:
        """Pairs in like words that are no statements of one fact, each figure told at most once."""
        told: set[int] = set()
        out = []
        for edge, why in sorted(hindered, key=lambda h: (-h[0].score, h[0].left, h[0].right)):
            if {edge.left, edge.right} & told or {edge.left, edge.right} <= grouped:
                continue
            told.update((edge.left, edge.right))
            key, label = self._name([edge.left, edge.right])
            members = (self._figures[edge.left], self._figures[edge.right])
            why_alike = explained(*members, edge.parts)
            out.append(
                Alignment(key, label, members, Status.NOT_COMPARED, round(edge.score, 4), (why,), explanation=why_alike)
            )
        return out


def _enough_words(a: Figure, b: Figure) -> bool:
    """Whether two figures that differ share words enough to be one indicator, however alike those few are.

    Rows of a table, captions and page heads are alike in all of their one or two words.
    """
    mine, theirs = ({*f.features.core, *f.features.head, *f.features.topic} for f in (a, b))
    own = _word_count(mine & theirs)
    around = _word_count({*a.features.wide} & {*b.features.wide})
    if a.document == b.document:
        return own >= OWN_WORDS + 2 and around >= AROUND
    if compare.slip(a, b):
        # Long numbers that differ by one slip of the hand say more than a word does.
        around += AROUND_ONE - 1
    return own >= OWN_WORDS or around >= AROUND or (own >= 1 and around >= AROUND_ONE)


def _word_count(words: set[str]) -> int:
    """Words as printed: a term that is joined to one for comparing counts with all its words."""
    return sum(word.count("_") + 1 for word in words)


def _same_words(a: Figure, b: Figure) -> float:
    """Share of the words of two figures, their own and their subjects', that both have."""
    mine, theirs = {*a.features.core, *a.features.head}, {*b.features.core, *b.features.head}
    return len(mine & theirs) / max(1, len(mine | theirs))


def _rare(a: Figure, b: Figure) -> bool:
    """Whether the value that two figures share is unlikely to be shared by chance: a number that is part of a fraction
    here and stands alone there is as common as numbers are."""
    if (a.total is None) != (b.total is None):
        return any(_long(f) for f in (a, b))
    return _distinctive(a) or _distinctive(b)


def _distinctive(figure: Figure) -> bool:
    """Whether a value is unlikely to stand in two reports by chance."""
    if figure.total is not None:
        return figure.total >= 10
    return figure.kind is Kind.RANGE or _long(figure)


def _long(figure: Figure) -> bool:
    value = middle(figure.printed)
    return value is not None and len(value.normalize().as_tuple().digits) >= _DISTINCTIVE_DIGITS


def _reason(first: Figure, second: Figure, score: float, key: str) -> tuple[Note, ...]:
    a, b = first.features, second.features
    mine, theirs = dict.fromkeys([*a.core, *a.head]), {*b.core, *b.head}
    order = {word: i for i, word in enumerate(a.wide)}
    common = sorted((w for w in [*mine][:24] if w in theirs), key=lambda w: order.get(w, len(order)))
    shared = " ".join(w.replace("_", " ") for w in common)
    notes = [Note.of("reason.words", words=shared or "–"), Note.of("reason.score", score=f"{score:.2f}")]
    if not key.startswith("phrase:"):
        notes.append(Note.of("reason.catalogue", key=key))
    return tuple(notes)
