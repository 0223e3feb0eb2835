"""The words of a figure, and what a sentence is about from one figure to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from auditor.extraction.mentions import PERCENTS, Mention
from auditor.extraction.places import BREAK, Place
from auditor.extraction.wording import Sentence
from auditor.language import Pack
from auditor.model import Features, Figure

CHANGES = ("up", "down", "multiple")
_LED = 3
"""Words between two ranks of which one led to the other."""
_FAR_WORDS = 24
_FAR_KEPT = 8
OWN_RIGHT = 2
"""Words behind a figure that are enough to say what it is about."""
_GOES_ON_FEW = 5
"""Words of its own with which a figure within a sentence still speaks of the topic before it."""


class Words(NamedTuple):
    """The words around one figure.

    Attributes:
        left: Its own before it.
        right: Its own behind it.
        far: Those before its own.
        far_right: Those behind its own.
        beside: Separating modifiers around it.
        after: Those behind it.
        derived: It says something of the figure before it: a change, a share.
        attribute: They only name an amount of what stands before it: its worth, its area.
        alone: Where those behind it stand that alone say of what it is: ``3rd in the country for exports``.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    far: tuple[str, ...]
    far_right: tuple[str, ...]
    beside: Mapping[str, str]
    after: Mapping[str, str]
    derived: bool
    attribute: bool
    alone: tuple[int, int] | None = None

    @property
    def own(self) -> bool:
        """Whether the words before it say of what it is."""
        return self.alone is not None or (bool(self.left) and not self.derived and not self.attribute)

    @property
    def few(self) -> bool:
        """Whether fewer than two words stand before it; a name that is one in the language's words has several."""
        return len("_".join(self.left).split("_")) <= 1

    def begins_anew(self, before: Sequence[Figure], sentence: Sentence, mention: Mention) -> bool:
        """Whether a figure that is named behind it alone leaves what was spoken of.

        A count does behind a semicolon; a percentage right behind the comma of another whose name stands before that:
        ``training reached over 75 %, 100 % of health posts have a doctor``.
        """
        if not (self.right and before) or self.left or self.derived:
            return False
        gap = sentence.plain[before[-1].to : mention.start]
        if mention.unit != "percent" or before[-1].unit != "percent" or gap.strip() != ",":
            return ";" in gap
        listed = sentence.pack.respective.search(sentence.folded, sentence.span[0], mention.start)
        return len(self.right) > OWN_RIGHT and listed is None


@dataclass(frozen=True, slots=True)
class Subject:
    """What the figures of a sentence are about so far.

    ``goes_on`` where it opens with words that go on with another; ``moved``: what stands behind a rise or fall.
    """

    left: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    noun: str = ""
    unit: str = ""
    raw: str = ""
    modifiers: Mapping[str, str] = field(default_factory=dict)
    topic: tuple[str, ...] = ()
    topic_modifiers: Mapping[str, str] = field(default_factory=dict)
    growing: bool = False
    lead: str = ""
    root: str = ""
    goes_on: bool = False
    moved: bool = False

    def grows_on(self, before: Sequence[Figure], left: tuple[str, ...], gap: str) -> bool:
        """Whether a figure with these words before it, behind a gap, goes on with a rate of growth: not behind an
        amount that a semicolon closes."""
        if not self.growing or not before:
            return False
        closed = before[-1].unit not in PERCENTS and not before[-1].group and ";" in gap
        return len(left) <= _GOES_ON_FEW and not (closed and left)

    def left_behind(self) -> Subject:
        """Only the topic, for a figure that begins anew."""
        return Subject(
            topic=self.topic or self.left,
            topic_modifiers=self.topic_modifiers or self.modifiers,
            growing=self.growing,
            goes_on=self.goes_on,
        )

    def topic_of(self, words: Words, *, first: bool) -> tuple[tuple[str, ...], Mapping[str, str]]:
        """The topic that a figure goes on with: its own words are few, and fewer where a sentence begins that does not
        say that it goes on (``of which``)."""
        opens = first and not self.goes_on
        goes_on = words.few if opens else words.derived or len(words.left) <= _GOES_ON_FEW
        return (self.topic, self.topic_modifiers) if goes_on else ((), {})

    def counted_alike(self, before: Sequence[Figure], noun: str, measure: str) -> Subject:
        """What a rise or fall of a count is of, where the figure before it counts something else.

        ``27 strikes with 9,486 workers, down by 14 strikes``.

        Args:
            before: The figures before it.
            noun: What it counts.
            measure: How it relates to its subject.
        """
        levels = [f for f in before if f.measure == "level"] if measure in ("up", "down") else []
        like = max(reversed(levels), key=lambda f: begins_alike(f.noun, noun), default=None)
        last = begins_alike(before[-1].noun, noun) if before else 0
        if like is None or begins_alike(like.noun, noun) <= last:
            return self
        said = like.features
        return replace(
            self,
            left=said.core,
            full=(*said.core, *said.head),
            noun=like.noun,
            raw=like.phrase,
            modifiers=dict(said.modifiers),
            topic=said.topic,
            topic_modifiers=dict(said.topic_modifiers),
        )

    def replaced(
        self, words: Words, noun: str, unit: str, spoken: tuple[str, str], *, first: bool, growing: bool
    ) -> Subject:
        """What the sentence is about behind a figure with words of its own before it."""
        topic, said = self.topic_of(words, first=first)
        left = (*words.far[-_FAR_KEPT:], *words.left)
        about, told = (topic, said) if topic else (left, words.beside)
        full = (*left, *words.right)
        raw = " ".join(spoken)
        return Subject(left, full, noun, unit, raw, words.beside, about, told, growing, spoken[0], raw, self.goes_on)

    def widened(self, words: Words, noun: str, unit: str, spoken: str) -> Subject:
        """What it is about behind a figure without such words.

        What has words of its own after it (``53 % consider …``) is about these, not about what was before.
        """
        shared = () if len(words.right) >= OWN_RIGHT else self.left
        # Each of a list of counts (``3 hospitals, 12 clinics``) is named by its own noun.
        before = self.root if unit == "count" and words.right else self.raw
        raw = f"{before} {spoken}"
        return Subject(
            self.left,
            (*words.right, *shared),
            noun or self.noun,
            unit,
            raw,
            {**self.modifiers, **words.after},
            self.topic,
            self.topic_modifiers,
            self.growing,
            self.lead,
            self.root or raw,
            self.goes_on,
        )


def begins_alike(one: str, other: str) -> int:
    """How many words two nouns begin with alike."""
    pairs = zip(one.split(), other.split(), strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one.split()), len(other.split())))


def before_bracket(
    subject: Subject, sentence: Sentence, mention: Mention, place: Place, before: Sequence[Figure]
) -> Subject:
    """What a sentence is about behind a bracket that holds its first figure, or the first behind a semicolon.

    So the fall is of farming in ``farming (over 75 % of the sector) fell by 0.8 %``.
    """
    folded = sentence.plain
    opening = folded.rfind("(", place.left, mention.start)
    if opening < 0 or (before and ";" not in folded[before[-1].to : opening]):
        return subject
    start = max((m.end() for m in BREAK.finditer(folded, place.left, opening)), default=place.left)
    words = sentence.own_words(start, opening)
    if not words:
        return subject
    said = sentence.modifiers(start, opening)
    return Subject(words, words, "", "", sentence.text[start:opening], said, words, said)


def around(
    sentence: Sentence,
    mention: Mention,
    place: Place,
    before: Sequence[Figure],
    measure: str,
    pack: Pack,
    *,
    starts: bool,
) -> Words:
    """The words around a figure.

    Args:
        sentence: As read.
        mention: The figure's number.
        place: The room around it.
        before: The figures before it.
        measure: How it relates to its subject.
        pack: The language.
        starts: It is where a change began.
    """
    ranked = _ranked_by(sentence, mention, place, pack) if measure == "rank" else None
    if ranked is not None:
        beside = sentence.modifiers(mention.end, place.clause_end)
        own = sentence.own_words(*ranked) or sentence.words(*ranked)  # ``12th for its rate of growth``
        return Words((), own, (), (), beside, beside, derived=False, attribute=False, alone=ranked)
    left = sentence.own_words(place.near, mention.start)
    of_right = sentence.words if mention.unit == "count" else sentence.own_words
    begin = mention.end
    if measure == "rank":
        # Of how many it is one, and of which, says nothing of what is ranked.
        among = pack.ranked_among.match(sentence.plain, begin, place.right)
        begin = among.end() if among is not None else begin
        # How fast something grows is what is ranked then, and no measure of the figure.
        growth = (c for c in sentence.measures(place.near, mention.start) if c[2] == "growth")
        left = (*(word for at, to, _ in growth for word in sentence.words(at, to)), *left)
    # ``50 members or more``: the bound names nothing.
    bound = next(iter(pack.after.find(sentence.plain, begin, place.right)), None) if mention.hedge else None
    rooms = ((begin, bound[0]), (bound[1], place.right)) if bound is not None else ((begin, place.right),)
    right = (*(word for room in rooms for word in of_right(*room)), *sentence.own_words(*place.shared))
    derived = measure in (*CHANGES, "plan", "previous") or (
        not left and bool(before) and ((mention.unit in PERCENTS and not right) or starts)
    )
    attribute = bool(left and before) and ";" not in sentence.plain[before[-1].to : mention.start]
    begun = _statement(sentence.plain, place, pack)
    far = {} if before else sentence.modifiers(begun, place.near)
    opening = {group: member for group, member in far.items() if group in pack.opening_modifiers}
    # A limit may have been read as a figure of its own: ``answered within ten minutes were 97 %``.
    limits: dict[str, str] = {}
    for other in before if not left else ():
        limits |= sentence.limits_around(other.at, other.to)
    return Words(
        left,
        right,
        sentence.own_words(begun, place.near)[-_FAR_WORDS:],
        sentence.own_words(place.right, place.far_right),
        {
            **sentence.modifiers(*place.shared),
            **opening,
            **limits,
            **sentence.modifiers(place.near, place.right, (mention.start, mention.end)),
        },
        sentence.modifiers(mention.end, place.right),
        derived,
        attribute and pack.attribute_words.issuperset(left),
    )


def _statement(folded: str, place: Place, pack: Pack) -> int:
    """Where the statement of a figure begins: behind a semicolon, where that names a subject of its own."""
    behind = folded.rfind(";", place.left, place.near) + 1
    named = pack.own_subject.match(folded[behind : place.right].lstrip()) if behind else None
    return behind if named is not None else place.left


def _ranked_by(sentence: Sentence, mention: Mention, place: Place, pack: Pack) -> tuple[int, int] | None:
    """The words behind a rank by which it is one: ``3rd of 63 provinces for exports``; up to the next clause.

    So of both ranks in ``3rd in the region and 12th of all for exports``, ``from 8th to 12th for exports``.
    """
    folded, limit = sentence.plain, place.clause_end
    by = pack.ranked_by.match(folded, mention.end, limit)
    if by is None:
        following = next((m for m in sentence.mentions if m.start >= mention.end), None)
        if following is None or not _ranked_on(folded, mention, following, pack):
            return None
        limit = sentence.span[1]
        by = pack.ranked_by.match(folded, following.end, limit)
        if by is None:
            return None
    stop = BREAK.search(folded, by.end(), limit)
    joined = pack.joins.search(folded, by.end(), limit)
    ends = [m.start() for m in (stop, joined) if m is not None]
    end = min([limit, sentence.span[1], *ends])
    return (by.end(), end) if sentence.words(by.end(), end) else None


def _ranked_on(folded: str, mention: Mention, following: Mention, pack: Pack) -> bool:
    """Whether another rank of the same follows: that among others, or the one that it came to."""
    among = pack.ranked_among.match(folded, mention.end, following.start)
    if among is not None:
        return pack.joins.match(folded, among.end(), following.start) is not None
    suffix = pack.ordinal.match(folded, mention.end)
    lead = folded[suffix.end() if suffix is not None else mention.end : following.start].strip()
    word = pack.measures.pattern.match(lead)
    return word is not None and pack.measures.label(word.group()) == "to" and len(lead.split()) <= _LED


def features(
    words: Words,
    subject: Subject,
    place: Place,
    before: Sequence[Figure],
    sentence: Sentence,
    mention: Mention,
    told: Mapping[str, str],
) -> Features:
    """The words by which a figure is aligned.

    Args:
        words: Those around it.
        subject: What the sentence is about so far.
        place: The room around it.
        before: The figures before it.
        sentence: As read.
        mention: The figure's number.
        told: Its separating modifiers.
    """
    core = (*reversed(words.left), *words.right)
    head = tuple(dict.fromkeys(_head(words, subject, place, before, sentence, mention)))
    topic, topic_modifiers = subject.topic_of(words, first=not before)
    # What a sentence goes on with is said in it, too.
    wide = tuple(dict.fromkeys([*sentence.wide, *topic])) if subject.goes_on else sentence.wide
    return Features(
        core,
        head,
        wide,
        tuple(sorted(told.items())),
        tuple(word for word in dict.fromkeys(topic) if word not in core and word not in head),
        tuple(sorted(topic_modifiers.items())),
    )


def names_its_own(words: Words, before: Sequence[Figure], sentence: Sentence, mention: Mention) -> bool:
    """Whether a change behind a semicolon says itself what changed: ``…; revenue rose by 12 %``."""
    return len(words.left) > 1 and bool(before) and ";" in sentence.plain[before[-1].to : mention.start]


def _with(before: Sequence[Figure], sentence: Sentence, mention: Mention) -> bool:
    """Whether what is counted stands between a figure and the one before it, and neither comma nor ``and``."""
    gap = sentence.plain[before[-1].to : mention.start] if before else ";"
    return not BREAK.search(gap) and sentence.pack.joins.search(gap) is None


def _elided(subject: Subject, before: Sequence[Figure], sentence: Sentence, mention: Mention) -> bool:
    """Whether a count leaves out its noun, which the one before it has: ``40 rooms were built and 12 repaired``."""
    alike = mention.bare and bool(subject.noun and before) and before[-1].unit == mention.unit
    return alike and sentence.pack.elided.match(sentence.folded, mention.end) is not None


def _head(
    words: Words, subject: Subject, place: Place, before: Sequence[Figure], sentence: Sentence, mention: Mention
) -> tuple[str, ...]:
    """The words farther off that a figure is also about."""
    if words.alone is not None:
        return ()
    if not words.left:
        if words.derived:
            # ``a 2 % rise in imports, and a 3 % fall in exports``: each names its own.
            return words.far if subject.moved and words.right else (*words.far, *subject.full)
        # What nobody names (``7 industrial parks with 1,685 ha``), or only by a noun (``32 inns with 460 rooms``), is
        # told of what was counted before it.
        named = len(words.right) > 1 or (words.right and not _with(before, sentence, mention))
        whole = place.depth or not (named or subject.left)
        noun = sentence.pack.lexicon.words(subject.noun) if _elided(subject, before, sentence, mention) else ()
        return (*words.far, *(subject.full if whole else subject.left), *words.far_right, *noun)
    head = (*words.far, *words.far_right)
    if (
        place.depth
        or words.attribute
        or (words.derived and before and not names_its_own(words, before, sentence, mention))
    ):
        return (*head, *subject.full)
    if subject.noun and ";" not in sentence.plain[before[-1].to if before else 0 : mention.start]:
        return (*head, *sentence.pack.lexicon.words(subject.noun))
    return head
