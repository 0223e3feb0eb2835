"""The words of a figure, and what a sentence is about from one figure to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.extraction.mentions import PERCENTS, Mention
from auditor.extraction.places import BREAK, Place
from auditor.extraction.wording import Sentence
from auditor.language import Pack
from auditor.model import Features, Figure

CHANGES = ("up", "down", "multiple")
_FAR_WORDS = 24
_FAR_KEPT = 8
OWN_RIGHT = 2
"""Words behind a figure that are enough to say what it is about."""
_OPENS_FEW = 1
_GOES_ON_FEW = 5
"""Words of its own with which a figure still speaks of the topic before it, where a sentence begins and within it."""


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
        goes_on = words.derived or len(words.left) <= (_OPENS_FEW if first and not self.goes_on else _GOES_ON_FEW)
        return (self.topic, self.topic_modifiers) if goes_on else ((), {})

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
        own = sentence.own_words(*ranked)
        return Words((), own, (), (), beside, beside, derived=False, attribute=False, alone=ranked)
    left = sentence.own_words(place.near, mention.start)
    of_right = sentence.words if mention.unit == "count" else sentence.own_words
    right = (*of_right(mention.end, place.right), *sentence.own_words(*place.shared))
    derived = measure in (*CHANGES, "plan", "previous") or (
        not left and bool(before) and ((mention.unit in PERCENTS and not right) or starts)
    )
    attribute = bool(left and before) and ";" not in sentence.plain[before[-1].to : mention.start]
    far = {} if before else sentence.modifiers(place.left, place.near)
    opening = {group: member for group, member in far.items() if group in pack.opening_modifiers}
    # A limit may have been read as a figure of its own: ``answered within ten minutes were 97 %``.
    limits: dict[str, str] = {}
    for other in before if not left else ():
        limits |= sentence.limits_around(other.at, other.to)
    return Words(
        left,
        right,
        sentence.own_words(place.left, place.near)[-_FAR_WORDS:],
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


def _ranked_by(sentence: Sentence, mention: Mention, place: Place, pack: Pack) -> tuple[int, int] | None:
    """The words behind a rank by which it is one: ``3rd of 63 provinces for exports``; up to the next clause."""
    folded = sentence.plain
    by = pack.ranked_by.match(folded, mention.end, place.clause_end)
    if by is None:
        return None
    stop = BREAK.search(folded, by.end(), place.clause_end)
    joined = pack.joins.search(folded, by.end(), place.clause_end)
    ends = [m.start() for m in (stop, joined) if m is not None]
    end = min([place.clause_end, sentence.span[1], *ends])
    return (by.end(), end) if sentence.own_words(by.end(), end) else None


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
    if place.depth or words.attribute or (words.derived and before):
        return (*head, *subject.full)
    if subject.noun and ";" not in sentence.plain[before[-1].to if before else 0 : mention.start]:
        return (*head, *sentence.pack.lexicon.words(subject.noun))
    return head
