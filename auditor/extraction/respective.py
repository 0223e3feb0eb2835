"""Numbers and what they are told of in one order: ``4.8 % and 4.5 % for 2024 and 2025, respectively``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from auditor.extraction.given_units import runs
from auditor.extraction.spans import of_year
from auditor.extraction.wording import Sentence, modifiers
from auditor.language import Pack
from auditor.model import Figure, Kind

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOVES = ("up", "down")
_SIGNS = "£$€¥"
_JOINT = re.compile(r"[,;:()](?!\d)")
_DASH = re.compile(r"\s[-–]\s")
_ASIDE = re.compile(r"\s?\([^()]*\)")
_WORD = re.compile(r"[^\W_]+")
_PAIR = 2
_SHORT = 3
"""Words of the longer of two names between which no ``and`` stands."""


class _Name(NamedTuple):
    """What a number of a list is told of.

    Attributes:
        text: As it is printed.
        words: Its meaning words.
        modifiers: Its separating modifiers.
        grows: It names a rate of growth.
    """

    text: str
    words: tuple[str, ...]
    modifiers: dict[str, str]
    grows: bool


def in_order(found: Sequence[Figure], sentence: Sentence) -> list[Figure]:
    """The figures of a sentence, each of a list told of what stands at its place.

    A word says so, or as many years stand in a list as numbers: ``in 2022, 2023 and 2024 14, 16 and 21 routes``.

    Args:
        found: Figures of the sentence, in order.
        sentence: As read.
    """
    figures = list(found)
    folded, span, pack = sentence.plain, sentence.span, sentence.pack
    told = pack.respective.search(folded, *span) is not None
    if told or len(sentence.stated) > 1 or len(_YEAR.findall(folded, *span)) > 1:
        # Each list by the places of its figures.
        places = {_span(f, folded): k for k, f in enumerate(figures)}
        outer = [one for one in sorted(places) if not any(at < one[0] and one[1] <= to for at, to in places)]
        inner = [one for one in sorted(places) if one not in outer]
        lists = [[places[one] for one in run] for each in (outer, inner) for run in runs(each, folded, pack)]
        _dated(figures, lists, sentence)
        if told:
            _moved(figures, lists)
            _told_in_turn(figures, lists, sentence)
            _paired(figures, lists, folded, span, pack)
            _told_before(figures, lists, folded, span, pack)
    return figures


def _span(figure: Figure, folded: str) -> tuple[int, int]:
    """A number with its currency and noun, and a bracket that tells more of it: ``85 % (46 of 54 wards)``."""
    begin = figure.at
    while begin and folded[begin - 1] in _SIGNS:
        begin -= 1
    end = figure.to + 1 + len(figure.noun)
    end = end if figure.noun and folded[figure.to + 1 : end] == figure.noun else figure.to
    aside = _ASIDE.match(folded, end)
    return begin, aside.end() if aside else end


def _dated(figures: list[Figure], lists: Sequence[list[int]], sentence: Sentence) -> None:
    """Give each figure of a list the year, or other time, at its place: ``in Q1 and Q2 4.1 and 4.4 million``."""
    folded, span, pack = sentence.plain, sentence.span, sentence.pack
    years = {m.span(): of_year(int(m.group())) for m in _YEAR.finditer(folded, *span)}
    times = {(s.start, s.end): s.period for s in sentence.stated if span[0] <= s.start < span[1] and not s.base}
    told = [(each, list(run)) for each in (years, times) for run in runs(sorted(each), folded, pack)]
    for places in lists:
        # A year may be read as a count of its own; the list must be of one sort.
        numbered = {(figures[k].at, figures[k].to) for k in places}
        fitting = [
            tuple(each[spot] for spot in run)
            for each, run in told
            if len(run) == len(places) and numbered.isdisjoint(run)
        ]
        if len({figures[k].unit for k in places}) != 1 or len({tuple(p.label for p in run) for run in fitting}) != 1:
            continue
        for k, period in zip(places, fitting[0], strict=True):
            figures[k] = replace(figures[k], period=period)


def _moved(figures: list[Figure], lists: Sequence[list[int]]) -> None:
    """Make all of a list rises or falls where the first is one: ``fell by 0.8 and 0.6 points respectively``."""
    for places in lists:
        first = figures[places[0]]
        if first.measure in _MOVES and all(figures[k].unit == first.unit for k in places):
            for k in places[1:]:
                if figures[k].measure == "level":
                    figures[k] = replace(figures[k], measure=first.measure, kind=first.kind, base=first.base)


def _paired(figures: list[Figure], lists: Sequence[list[int]], folded: str, span: tuple[int, int], pack: Pack) -> None:
    """Make each change of a list one of the amount at its place in the list of amounts before it.

    ``opened 240 firms and closed 114, up 60.5 % and 41.1 % respectively``: one amount for each change stands before
    them in their sentence, or behind its last semicolon.
    """
    for places in lists:
        changes = [figures[k] for k in places]
        opens = max(span[0], folded.rfind(";", span[0], changes[0].at))
        levels = [f for f in figures[: places[0]] if f.at >= opens]
        told = {(f.unit, f.measure) for f in changes}
        if len(levels) != len(changes) or len(told) > 1 or changes[0].measure not in _MOVES:
            continue
        if {f.measure for f in levels} != {"level"} or len({f.unit for f in levels}) > 1:
            continue
        for k, level in zip(places, levels, strict=True):
            words = level.features
            about = replace(
                figures[k].features,
                core=(),
                head=tuple(dict.fromkeys((*words.core, *words.head))),
                modifiers=words.modifiers,
                topic=words.topic,
                topic_modifiers=words.topic_modifiers,
            )
            figures[k] = replace(figures[k], features=about, phrase=level.phrase, base=changes[-1].base)


def _told_before(
    figures: list[Figure], lists: Sequence[list[int]], folded: str, span: tuple[int, int], pack: Pack
) -> None:
    """Make each number of a list in brackets one of what the amount at its place before the bracket is told of.

    ``10.6 doctors and 31.4 beds (in 2020 8.7 and 26.2 respectively)``.
    """
    for places in lists:
        here = [figures[k] for k in places]
        levels = figures[max(0, places[0] - len(places)) : places[0]]
        opening = folded.rfind("(", span[0], here[0].at)
        one = len({f.group for f in here}) == 1 and here[0].group and len(levels) == len(here)
        if not one or any(f.group == here[0].group or f.at > opening or f.measure != "level" for f in levels):
            continue
        closing = folded.find(")", here[-1].to)
        told = pack.respective.search(folded, opening, closing if closing >= 0 else span[1])
        listed = any({*range(places[0] - len(places), places[0])} == {*each} for each in lists)
        if (told is None and not listed) or any(
            f.measure != "level" or f.unit != level.unit for f, level in zip(here, levels, strict=True)
        ):
            continue
        for k, level in zip(places, levels, strict=True):
            same = {name: getattr(level, name) for name in ("noun", "per", "kind", "counted", "features", "phrase")}
            figures[k] = replace(figures[k], relations=(), **same)


def _told_in_turn(figures: list[Figure], lists: Sequence[list[int]], sentence: Sentence) -> None:
    """Tell each figure of a list of what is named at its place in a list before them, and of none of the others."""
    for places in lists:
        if len({figures[k].unit for k in places}) not in (1, len(places)):
            continue
        begin = max([sentence.span[0], *(f.to for f in figures[: places[0]])])
        dashed = _DASH.fullmatch(sentence.plain, figures[places[0]].to, figures[places[1]].at)
        names = _names(sentence, begin, figures[places[0]].at, len(places), _DASH if dashed else _JOINT)
        for k, name in zip(places, names, strict=False):
            at, to = _span(figures[k], sentence.plain)
            aside = (i for i in range(k + 1, len(figures)) if at <= figures[i].at < to)
            for i in (k, *(i for i in aside if not any(i in each for each in lists))):
                figures[i] = _told_of(figures[i], name, names, sentence)


def _names(sentence: Sentence, begin: int, end: int, count: int, joint: re.Pattern[str]) -> list[_Name]:
    """What so many numbers are told of, where it is named in a list before them; empty where it is not.

    What stands before the first name is said of all (``the output of rice, maize and beans``), and so is what stands
    behind the last: ``the export and import of goods``.

    Args:
        sentence: As read.
        begin: Where the names can begin.
        end: Where the first number stands.
        count: Numbers in the list.
        joint: What parts the names.
    """
    # Also the commas within a name that they do not cut elsewhere.
    folded, pack = sentence.folded, sentence.pack
    told = pack.respective.search(folded, begin, end)
    end = told.start() if told else end
    joints = [m.span() for m in joint.finditer(folded, begin, end)]
    joins = [m.span() for m in pack.joins.finditer(folded, begin, end)]
    # ``farming and fishing; industry, building; services``: what stands between semicolons is one of them.
    wider = _between([span for span in joints if folded[span[0]] == ";"], begin, end)
    parts = wider if len(wider) == count else _between(sorted([*joints, *joins]), begin, end)
    parts = [part for part in parts if folded[slice(*part)].strip()]
    while len(parts) > count and not sentence.own_words(*parts[-1]):
        *parts, (end, _) = parts  # ``A and B went on growing, at rates of … respectively``
    parts = parts[-count:]
    named = [
        [(start + at, start + to) for at, to, _ in pack.lexicon.tokens(folded[start:stop])] for start, stop in parts
    ]
    if len(named) < count or not all(named) or any(_YEAR.search(folded, *part) for part in parts):
        return []
    # Two that only a comma parts are short, as ``revenue, spending``; a time or a place may only come before.
    short = count == _PAIR and not joins
    place = pack.narrowing_openers.match(folded[slice(*parts[0])].strip()) is not None
    longest = max(_unrated(words, start, folded, pack) for words, (start, _) in zip(named, parts, strict=True))
    if short and (not pack.noun_first or longest > _SHORT or place or not sentence.own_words(*parts[0])):
        return []
    last, tail = _without_tail(named[-1], min(map(len, named[:-1])), folded, end, pack, compound=short)
    if not last:
        return []
    ends = [*(to for _, to in parts[:-1]), tail[0][0] if tail else last[-1][1]]
    starts = [words[0][0] for words in named]
    first = parts[0][0]
    # A name of several parts has nothing before it.
    if not any(first <= at < ends[0] for at, _ in (*joints, *joins)):
        starts[0] = _after_lead(folded, (starts[0], ends[0]), (starts[1], ends[1]))
    behind = (tail[0][0], tail[-1][1]) if tail else (end, end)
    places = list(zip(starts, ends, strict=True))
    if not all(sentence.own_words(*own) for own in places):
        return []  # quarters and years name nothing
    return [_name(sentence, [(first, starts[0]), own, behind]) for own in places]


def _unrated(words: list[tuple[int, int]], begin: int, folded: str, pack: Pack) -> int:
    """How many words a name has before what it is counted per: ``beds per 10,000 people`` has one."""
    rate = pack.per.match(folded, begin)
    end = words[-1][1] if rate is None else rate.start(rate.lastgroup or 0)
    return sum(to <= end for _, to in words)


def _name(sentence: Sentence, parts: Sequence[tuple[int, int]]) -> _Name:
    """What is told of by the words before all names of a list, those of one, and those behind all.

    Args:
        sentence: As read.
        parts: The places of these.
    """
    said = " ".join(sentence.plain[slice(*part)] for part in parts)
    return _Name(
        " ".join(" ".join(sentence.text[slice(*part)] for part in parts).split()),
        tuple(w for part in parts for w in sentence.own_words(*part)),
        modifiers(said, sentence.pack),
        any(label == "growth" for _, _, label in sentence.measures(parts[0][0], parts[-1][1])),
    )


def _between(joints: Sequence[tuple[int, int]], begin: int, end: int) -> list[tuple[int, int]]:
    starts, stops = [begin, *(to for _, to in joints)], [*(at for at, _ in joints), end]
    return [(start, max(start, stop)) for start, stop in zip(starts, stops, strict=True)]


def _after_lead(folded: str, first: tuple[int, int], other: tuple[int, int]) -> int:
    """Where the first name of a list begins: with the word with which the others begin, or so that it is as long."""
    words = [(first[0] + m.start(), m.group()) for m in _WORD.finditer(folded[slice(*first)])]
    others = _WORD.findall(folded[slice(*other)])
    begun = [at for at, word in words[1:] if word == others[0]]
    return begun[0] if begun else words[max(0, len(words) - len(others))][0]


def _without_tail(
    last: list[tuple[int, int]], least: int, folded: str, end: int, pack: Pack, *, compound: bool
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The words of the last name, and those behind it that are said of all, up to a word of a rise or share."""
    moved = pack.measures.find(folded, last[0][0], end)
    words = [span for span in last if not moved or span[1] <= moved[0][0]]
    if pack.noun_first:
        # What is said of a thing stands behind it, and begins with a verb.
        verb = next((cut for cut, _, _ in pack.cuts.find(folded, last[0][0], end)), end)
        size = sum(to <= verb for _, to in words)
        size = min(size, least) if compound else size
    else:
        size = max(1, least)
    return words[:size], words[size:]


def _told_of(figure: Figure, name: _Name, names: Sequence[_Name], sentence: Sentence) -> Figure:
    """A figure by the words of one name, and of none of the others."""
    features, lexicon = figure.features, sentence.pack.lexicon
    told = sentence.pack.respective.search(sentence.plain, *sentence.span)
    others = {word for each in names for word in each.words} - set(name.words)
    others.update(lexicon.words(told.group()) if told else ())
    kept = {g: member for g, member in features.modifiers if not any(g in each.modifiers for each in names)}
    head, wide, topic = (
        tuple(word for word in words if word not in others) for words in (features.head, features.wide, features.topic)
    )
    grows = name.grows and figure.unit == "percent" and figure.measure == "level"
    return replace(
        figure,
        kind=Kind.CHANGE if grows else figure.kind,
        measure="up" if grows else figure.measure,
        phrase=name.text,
        features=replace(
            features,
            core=tuple(dict.fromkeys((*name.words, *lexicon.words(figure.noun)))),
            head=tuple(word for word in head if word not in name.words),
            wide=wide,
            modifiers=tuple(sorted({**kept, **name.modifiers}.items())),
            topic=tuple(word for word in topic if word not in name.words),
        ),
    )
