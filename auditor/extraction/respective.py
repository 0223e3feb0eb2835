"""Numbers and what they are told of in one order: ``4.8 % and 4.5 % for 2024 and 2025, respectively``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.extraction.periods import of_year
from auditor.language import Pack
from auditor.model import Figure

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOVES = ("up", "down")
_CLAUSE = re.compile(r"[,;:(](?!\d)")
_PAIR = 2
_COMMA = re.compile(r"\s?,\s?")


def in_order(found: Sequence[Figure], folded: str, span: tuple[int, int], pack: Pack) -> list[Figure]:
    """The figures of a sentence, each of a list told of what stands at its place, where a word says so.

    Args:
        found: Figures of the sentence, in order.
        folded: Text of the passage.
        span: The sentence.
        pack: Its language.
    """
    figures = list(found)
    if pack.respective.search(folded, *span) is not None:
        # Each list by the places of its figures.
        lists = []
        for run in _runs([(f.at, f.to) for f in figures], folded, pack):
            lists.append([k for k, f in enumerate(figures) if (f.at, f.to) in run])
        for tell in (_dated, _paired, _told_before, _told_in_turn):
            tell(figures, lists, folded, span, pack)
    return figures


def _dated(figures: list[Figure], lists: Sequence[list[int]], folded: str, span: tuple[int, int], pack: Pack) -> None:
    """Give each figure of a list the year at its place."""
    years = [list(run) for run in _runs([m.span() for m in _YEAR.finditer(folded, *span)], folded, pack)]
    for places in lists:
        # A year may be read as a count of its own; the list must be of one sort.
        numbered = {(figures[k].at, figures[k].to) for k in places}
        fitting = [run for run in years if len(run) == len(places) and numbered.isdisjoint(run)]
        if len({figures[k].unit for k in places}) != 1 or len(fitting) != 1:
            continue
        for k, (start, end) in zip(places, fitting[0], strict=True):
            figures[k] = replace(figures[k], period=of_year(int(folded[start:end])))


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
        if told is None or any(
            f.measure != "level" or f.unit != level.unit for f, level in zip(here, levels, strict=True)
        ):
            continue
        for k, level in zip(places, levels, strict=True):
            same = {name: getattr(level, name) for name in ("noun", "per", "kind", "counted", "features", "phrase")}
            figures[k] = replace(figures[k], relations=(), **same)


def _told_in_turn(
    figures: list[Figure], lists: Sequence[list[int]], folded: str, span: tuple[int, int], pack: Pack
) -> None:
    """Leave the words out of each figure of a list that name what the others of it are told of."""
    for places in lists:
        if len({figures[k].unit for k in places}) != 1:
            continue
        begin = max([span[0], *(f.to for f in figures[: places[0]])])
        names = _names(folded[begin : figures[places[0]].at], len(places), pack)
        for k, others in zip(places, names, strict=False):
            figures[k] = _without(figures[k], others)


def _names(text: str, count: int, pack: Pack) -> list[frozenset[str]]:
    """For each of the things that a text names in a list before their numbers, the words that name only the others.

    What stands behind the last of them and has no counterpart in the first is of all: ``the export and import of
    goods``. Empty where the text names not so many.
    """
    clause = _CLAUSE.split(text)[-1] if count == _PAIR else text
    joined = list(pack.joins.finditer(clause))
    if not joined:
        return []
    before, last = clause[: joined[-1].start()], clause[joined[-1].end() :]
    parts = [*before.rstrip(" ,").split(",")[-(count - 1) :], last]
    moved = pack.measures.find(last)
    parts[-1] = last[: moved[0][0]] if moved else last
    words = [pack.lexicon.words(part) for part in parts]
    if len(words) != count or not all(words):
        return []
    shared = set(words[-1][max(1, min(len(w) for w in words[:-1])) :])
    return [
        frozenset(w for j, other in enumerate(words) if j != k for w in other) - set(words[k]) - shared
        for k in range(count)
    ]


def _without(figure: Figure, words: frozenset[str]) -> Figure:
    """A figure that is not about some words."""
    features = figure.features
    kept = {
        name: tuple(w for w in getattr(features, name) if w not in words) for name in ("core", "head", "wide", "topic")
    }
    return replace(figure, features=replace(features, **kept))


def _runs(spans: Sequence[tuple[int, int]], folded: str, pack: Pack) -> Iterator[list[tuple[int, int]]]:
    """Spans that only commas and a closing ``and`` part, two or more of them."""
    run: list[tuple[int, int]] = []
    for span in spans:
        gap = folded[run[-1][1] : span[0]] if run else ""
        if run and not (_COMMA.fullmatch(gap) or pack.joins.fullmatch(gap.lstrip(","))):
            if len(run) > 1:
                yield run
            run = []
        run.append(span)
    if len(run) > 1:
        yield run
