"""The name of what is measured, made of the words of a document: without times, conjunctions and other figures."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from auditor.language import Pack, within
from auditor.model import Figure

GAP = "…"
"""Stands in a name where the figure stood in the sentence."""
CLAUSE = 8
"""Characters from which the last clause of a phrase is a name."""
_MOST_KEPT = 4096
"""Names kept: each is asked for in both languages and for several parts of a message."""
LEAST = 4
"""Characters below which a name is left as it is."""
_LETTER = re.compile(r"[^\W\d_]")
_TWICE = re.compile(r"(?<!\w)(\w+)(?: \1)+(?!\w)")
_EDGES = " ,;:.–-("
_ITEM = re.compile(r"^(?:[-+•]|(?:\w{1,2}|\d+(?:\.\d+)*)[).]|\d{4}(?!\S))\s+")
"""The letter or number of a list's item, or what is left of a time before the words."""
_RELATIONS = {
    "up": ("up", "down"),
    "down": ("up", "down"),
    "share": ("share",),
    "multiple": ("multiple",),
    "plan": ("plan",),
    "previous": ("previous",),
}
"""Whose words are no part of a name, by how the figure relates to it."""
_NAMES = ("name", "criterion", "first")
"""Types of periods that belong to a name."""


@lru_cache(maxsize=_MOST_KEPT)
def name_of(phrase: str, pack: Pack, measure: str = "") -> str:
    """What a phrase names, without the words that belong to the figure.

    Args:
        phrase: The words by which a figure says what it measures, as printed.
        pack: Their language.
        measure: How a figure relates to its subject: the words of that relation go.
    """
    text = _ITEM.sub("", " ".join(phrase.split()))
    clause = text.rpartition("; ")[2]
    text = _related(clause if len(clause) >= CLAUSE else text, pack, measure)
    text = _without_times(text, pack)
    segments = [_plain(s, pack) for s in pack.part_openers.split(_marked(text, pack))]
    named = ": ".join(s for s in segments if _LETTER.search(s)) or _plain(text, pack)
    # Where a figure stood between the two, a word may stand twice.
    return _TWICE.sub(r"\1", named)


def name_of_figure(figure: Figure, pack: Pack) -> str:
    """The name of what a figure measures; of a part of which nothing is said but what it counts, the whole and that.

    Args:
        figure: A figure.
        pack: Its language.
    """
    noun = counted(figure, pack)
    folded = pack.lexicon.fold(figure.phrase)
    numbered = _with_number(figure.noun, folded)
    if numbered and numbered[-1].end() == len(folded):
        head, part = figure.phrase[: numbered[0].start()], figure.phrase[numbered[-1].start() :]
        whole = name_of(head.rstrip(f" {GAP}"), pack, figure.measure)
        return f"{whole}: {part}" if len(whole) >= LEAST else part
    alone = set(figure.features.core) == set(pack.lexicon.words(noun))
    if not alone or figure.unit != "count" or not noun or not folded.endswith(f" {noun}") or GAP in folded:
        return name_of(_said_once(figure.phrase, noun, pack), pack, figure.measure)
    whole = name_of(figure.phrase[: -len(noun)], pack, figure.measure)
    return f"{whole}: {noun}" if whole else noun


def _said_once(phrase: str, noun: str, pack: Pack) -> str:
    """A phrase without what is counted behind its figure, where the words before it say that already."""
    head, _, tail = (pack.lexicon.fold(part).split() for part in phrase.partition(GAP))
    return phrase.partition(GAP)[0] if tail == noun.split() and {*tail} <= {*head} else phrase


def counted(figure: Figure, pack: Pack) -> str:
    """What a figure counts, without the words that go on with the sentence.

    Args:
        figure: A figure.
        pack: Its language.
    """
    return _counted(figure.noun, figure.per, figure.phrase, pack)


@lru_cache(maxsize=_MOST_KEPT)
def _counted(noun: str, per: str, phrase: str, pack: Pack) -> str:
    first, *others = noun.removesuffix(per).split() or [""]
    if numbered := _with_number(noun, pack.lexicon.fold(phrase)):
        return numbered[-1].group("before" if pack.noun_first else "behind")
    kept = list(takewhile(lambda word: pack.lexicon.words(word) and word not in pack.beyond_nouns, others))
    return " ".join([first, *kept])


def _with_number(noun: str, folded: str) -> list[re.Match[str]]:
    """Where a phrase names what is counted with a number inside: ``products of 3 stars``, also those before it."""
    words = noun.split() if any(map(str.isdecimal, folded)) else ()
    for k in range(1, len(words)):
        before, behind = (" ".join(map(re.escape, part)) for part in (words[:k], words[k:]))
        found = list(re.finditer(rf"(?<!\w)(?P<before>{before}) \d+ (?P<behind>{behind})(?!\w)", folded))
        if found:
            return found
    return []


def is_poor(name: str, noun: str, pack: Pack) -> bool:
    """Whether a name alone tells no indicator from another: ``people died``, ``harvest``.

    Args:
        name: A name.
        noun: What is counted.
        pack: Their language.
    """
    folded = pack.lexicon.fold(name)
    if pack.own_subject.match(folded):
        return False
    # A short noun is that of anything counted: people, households.
    if len(noun.split()) < pack.least_words:
        folded = folded.replace(f"{GAP} {noun}", " ")
    syllables = sum(word.count("_") + 1 for word in pack.lexicon.words(folded))
    return syllables < pack.least_words


def says(name: str, measure: str, pack: Pack) -> bool:
    """Whether a name says itself that it is one of a share, or of a change.

    Args:
        name: A name.
        measure: ``share``, ``up`` or ``down``; no name says of itself anything else.
        pack: Their language.
    """
    folded = pack.lexicon.fold(name)
    if measure == "share":
        return bool(pack.share_names.search(folded))
    changes = [(start, label) for start, _, label in pack.measures.find(folded)]
    return measure in ("up", "down") and any(
        label == "growth" or (label == measure and not at) for at, label in changes
    )


def belongs(figure: Figure, other: Figure) -> bool:
    """Whether a figure was read as one about what another measures: it took words over from it."""
    return bool({*figure.features.head, *figure.features.topic} & {*other.features.core, *other.features.head})


def _related(text: str, pack: Pack, measure: str) -> str:
    """The text before the words that say how its figure relates to it, if it names anything."""
    folded = pack.lexicon.fold(text)
    excepted = pack.measure_exceptions.find(folded)
    found = [
        start
        for start, end, label in (*pack.measures.find(folded), *pack.measured_against.find(folded))
        if label in _RELATIONS.get(measure, ())
        and len(text[:start].strip()) >= LEAST
        and not within((start, end, label), excepted)
    ]
    return text[: min(found, default=len(text))]


def _without_times(text: str, pack: Pack) -> str:
    folded = pack.lexicon.fold(text)
    taken: list[tuple[int, int]] = []
    times = [m.span() for m in pack.loose_times.finditer(folded)]
    for kind, match in pack.periods.find(folded):
        (taken if kind in _NAMES else times).append(match.span())
    kept = len(text)
    for start, end in sorted(times, key=lambda span: (-span[1], span[0])):
        if end <= kept and not any(start < e and s < end for s, e in taken):
            opened = pack.time_openers.search(folded[:start])
            kept = opened.start() if opened else start
            text = f"{text[:kept]} {text[end:].removeprefix(',')}"
    return " ".join(text.replace("( )", "").split())


def _marked(text: str, pack: Pack) -> str:
    """A name of the subject and what stands beside the figure, other figures' holes and their words left out."""
    holes = [m.span() for m in pack.currency_signs.finditer(text)]
    if not holes:
        return text
    first, last = text[: holes[0][0]], text[holes[-1][1] :]
    if last.lstrip().startswith(GAP):
        last = last.lstrip()[len(GAP) :]
    first = _plain(first, pack)
    return f"{first} {last.strip()}".strip()


def _plain(text: str, pack: Pack) -> str:
    """A name without leading conjunctions and without the verbs and words of a role behind it."""
    text = text.strip(_EDGES)
    folded = pack.lexicon.fold(text)
    ended = next((m.start() for m in pack.name_ends.finditer(folded) if m.start() >= LEAST), None)
    text, folded = text[:ended].rstrip(_EDGES), folded[:ended].rstrip(_EDGES)
    opened = pack.leading.match(folded)
    if opened and _LETTER.search(folded[opened.end() :]):
        text, folded = text[opened.end() :], folded[opened.end() :]
    if text.startswith(GAP):
        text, folded = text[len(GAP) :].lstrip(), folded[len(GAP) :].lstrip()
    bare = folded
    for ends in (pack.trailing, pack.name_tails) * 2:
        bare = ends.sub("", bare).rstrip(f"{_EDGES}{GAP}")
    return (text[: len(bare)] if len(bare) >= LEAST else text).strip(_EDGES)
