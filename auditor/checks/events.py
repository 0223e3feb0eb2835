"""Events and their dates, as the words around a date tell them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from auditor.checks.base import Case, Hit, noted, shown, spoken, stated
from auditor.language import Pack
from auditor.language.matchers import Labelled
from auditor.model import Extract, Fact, Note, Passage

_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"[;:()“”\"–—]|[,.](?!\d)")
_STOP = re.compile(r"[;:“”\"]|[,.](?!\d)")
"""Where the clause of an honour ends: what stands in brackets in it says more of it."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST_DEED = 4
"""Words from which what was done tells the event without who did it."""
_LEAST_SUBJECT = 2
_CLAUSE = re.compile(r"[,;:.()“”\"–—]|\d+%?")
_BY_YEAR = "#year"
"""Marks the words of what has a year alone: it is no event of a day …"""
_HONOURED = "#honour"
"""… and those of what was bestowed or recognised in a year."""
_LEAST_HONOUR = 4
"""Words that tell who was recognised, and as what."""
_FIELDS = ("year", "month", "day")


class _Dated(NamedTuple):
    """A date, the event that it is of, and that event as it is written.

    Attributes:
        fact: The date.
        event: The words of the event.
        deed: The same without who did it, where the event is told of somebody; else empty.
        name: The event as it is written.
        words: All its words; the ids of findings hang on them.
    """

    fact: Fact
    event: frozenset[str]
    deed: frozenset[str]
    name: str
    words: frozenset[str]


def event_date(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One event, in the same words in two documents, on two dates that differ in the day, the month or the year.

    One may leave out who did it: ``the council adopted the plan``, ``the plan was adopted``. A document that gives an
    event two dates speaks of one that comes again: nothing can be said then.
    """
    del parameters
    by_event: dict[frozenset[str], dict[str, list[_Dated]]] = defaultdict(lambda: defaultdict(list))
    for extract in case.extracts:
        counted = _counted(extract)
        dates = [dated for fact in extract.facts if (dated := _dated(case, fact, counted)) is not None]
        for dated in (*dates, *_milestones(case, extract, counted), *_honours(case, extract, counted)):
            by_event[dated.event][dated.fact.document].append(dated)
    done = [told[0] for documents in by_event.values() for told in documents.values() if _one_date(told)]
    for doer in [dated for dated in done if dated.deed in by_event]:
        for document, told in by_event[doer.deed].items():
            if document != doer.fact.document and doer.fact.document not in by_event[doer.deed]:
                by_event[doer.event].setdefault(document, told)
    for documents in by_event.values():
        once = [told[0] for told in documents.values() if _one_date(told)]
        pair = next((p for p in combinations(once, 2) if _apart(case, *p)), None)
        if pair is not None:
            yield _hit(case, *pair)


def _one_date(told: Sequence[_Dated]) -> bool:
    return len({dated.fact.get("date") for dated in told}) == 1


def _counted(extract: Extract) -> dict[str, list[tuple[int, int]]]:
    """Where the figures of each passage stand."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for figure in extract.figures:
        found[figure.passage].append((figure.at, figure.to))
    return found


def _words(folded: str, begin: int, end: int, counted: Sequence[tuple[int, int]], pack: Pack) -> frozenset[str]:
    """The words that tell an event apart: none of its size, which one document tells and another leaves out."""
    text = folded[begin:end]
    for at, to in counted:
        # ``two boards`` may be their name.
        if begin <= at and to <= end and any(map(str.isdecimal, folded[at:to])):
            text = text[: at - begin] + " " * (to - at) + text[to - begin :]
    return _telling(text, pack)


def _telling(folded: str, pack: Pack) -> frozenset[str]:
    """The words of a text but those of what sort something is and where it lies."""
    return frozenset(_WORD.findall(pack.cues.event_kinds.pattern.sub(" ", folded)))


def _dated(case: Case, fact: Fact, counted: Mapping[str, Sequence[tuple[int, int]]]) -> _Dated | None:
    """The event of a date: what stands before it in its clause, or else after it; None where no event is named.

    Where its clause holds the verb alone, the event is that of the subject before what is inserted: ``the bridge,
    closed for a year, opened on …``.
    """
    if fact.kind != "date" or fact.get("impossible"):
        return None
    text, folded, pack = case.passages[fact.document, fact.passage].text, case.folded(fact), case.pack(fact)
    cues, figures = pack.cues, counted.get(fact.passage, ())
    begin = max((m.end() for m in _BREAK.finditer(folded, fact.sentence[0], fact.at)), default=fact.sentence[0])
    before = [word for word in _WORD.findall(folded[begin : fact.at]) if word not in cues.light]
    # The first day of several (from 3 to 5 May 2024) is that of the event; its year stands with the last.
    if before and before[-1] in cues.spans and _YEAR.search(fact.text):
        return None
    passed = cues.light | cues.spans
    for at, to in ((begin, fact.at), _after(folded, fact)):
        named = cues.events.find(folded, at, to)
        words = _words(folded, at, to, figures, pack) - passed
        told = frozenset(_WORD.findall(folded[at:to])) - passed
        verbs = {word for a, b, _ in named for word in _WORD.findall(folded[a:b])}
        if named and words - verbs:
            deed = _words(folded, named[0][0], to, figures, pack) - passed
            deed = deed if deed != words and len(deed - verbs) >= _LEAST_DEED else frozenset()
            return _Dated(fact, words, deed, _ended(text[at:to], pack), told)
        end = _subject(folded, fact.sentence[0], at, figures, pack) if named and at == begin else None
        if end is not None:
            name = text[fact.sentence[0] : end].strip()
            words |= _words(folded, fact.sentence[0], end, figures, pack) - passed
            told |= frozenset(_WORD.findall(folded[fact.sentence[0] : end])) - passed
            return _Dated(fact, words, frozenset(), _ended(f"{name} {text[at:to]}", pack), told)
    return None


def _years(
    case: Case, extract: Extract, pattern: re.Pattern[str], told: Labelled
) -> Iterator[tuple[Passage, str, Fact]]:
    """The years that an expression finds, in group ``y``, each with its passage and the folded text of that.

    Args:
        case: All documents.
        extract: The document.
        pattern: Finds the years.
        told: Words without which a passage tells nothing that is looked for.
    """
    for passage in extract.document.passages:
        folded = case.folded_text(extract, passage) if _YEAR.search(passage.text) else ""
        if not told.pattern.search(folded):
            continue
        for match in pattern.finditer(folded):
            yield passage, folded, noted(extract, passage, *match.span(), "date", date=f"{match.group('y')}-00-00")


def _milestones(case: Case, extract: Extract, counted: Mapping[str, Sequence[tuple[int, int]]]) -> Iterator[_Dated]:
    """What is done once by a year: the words between the year and a break, or another year, before it.

    Beside a figure it is none: how many homes were completed in a year differs from year to year.
    """
    pack = case.packs[extract.document.language]
    cues = pack.cues
    for passage, folded, fact in _years(case, extract, cues.milestone_years, cues.milestones):
        stops = list(_CLAUSE.finditer(folded, fact.sentence[0], fact.at))
        begin = stops[-1].end() if stops else fact.sentence[0]
        end = _BREAK.search(folded, fact.to, fact.sentence[1])
        counts = bool(stops and stops[-1][0][0].isdecimal() and not _YEAR.fullmatch(stops[-1][0]))
        beside = _beside(counted, passage.id, begin, end.start() if end else fact.sentence[1])
        if counts or beside or (end and end[0] == ":"):
            continue
        words = frozenset(_WORD.findall(folded[begin : fact.at])) - cues.light - cues.milestone_light
        named = cues.milestones.find(folded, begin, fact.at)
        verbs = {word for a, b, label in named if label == "deed" for word in _WORD.findall(folded[a:b])}
        if any(label == "state" for *_, label in named) or (verbs and len(words - verbs) >= cues.milestone_words):
            name = _ended(passage.text[begin : fact.at], pack)
            yield _Dated(fact, words | {_BY_YEAR}, frozenset(), name, words | {_BY_YEAR})


def _honours(case: Case, extract: Extract, counted: Mapping[str, Sequence[tuple[int, int]]]) -> Iterator[_Dated]:
    """What was bestowed on somebody, or recognised, in a year: ``the town was made a city in 2022``.

    The year stands behind it, also in brackets, or opens the sentence. Beside a figure it is none: how many were
    recognised in a year differs from year to year.
    """
    pack = case.packs[extract.document.language]
    cues = pack.cues
    for passage, folded, fact in _years(case, extract, cues.honour_years, cues.honours):
        begin, end = fact.sentence[0], fact.at
        begin = max((stop.end() for stop in _STOP.finditer(folded, begin, end)), default=begin)
        if not folded[begin:end].strip(" ("):
            if begin > fact.sentence[0] or folded[fact.to : fact.to + 1] != ",":
                continue
            begin = fact.to + 1
            stop = _STOP.search(folded, begin, fact.sentence[1])
            end = stop.start() if stop else fact.sentence[1]
        if not cues.honours.find(folded, begin, end) or _beside(counted, passage.id, begin, end):
            continue
        words = _telling(cues.honours.pattern.sub(" ", folded[begin:end]), pack) - cues.light
        if len(words) >= _LEAST_HONOUR:
            name = _ended(passage.text[begin:end].strip(" ("), pack)
            yield _Dated(fact, words | {_HONOURED}, frozenset(), name, words | {_HONOURED})


def _beside(counted: Mapping[str, Sequence[tuple[int, int]]], passage: str, begin: int, end: int) -> bool:
    """Whether a figure stands in a part of a passage."""
    return any(begin <= at < end for at, _ in counted.get(passage, ()))


def _ended(text: str, pack: Pack) -> str:
    """An event as it is written, without the words that only lead on to it or to its date."""
    words = shown(text).split()
    while len(words) > 1 and pack.lexicon.fold(words[-1]) in pack.cues.light | pack.cues.spans:
        words.pop()
    while len(words) > 1 and pack.lexicon.fold(words[0]) in pack.cues.light & pack.cues.milestone_light:
        words.pop(0)
    return " ".join(words)


def _subject(folded: str, begin: int, at: int, counted: Sequence[tuple[int, int]], pack: Pack) -> int | None:
    """Where the first words of a sentence end at a break, if they are more than one and hold no number but figures."""
    stop = _BREAK.search(folded, begin, at)
    words = _words(folded, begin, stop.start(), counted, pack) if stop else frozenset()
    words -= pack.cues.light | pack.cues.spans
    if stop is None or len(words) < _LEAST_SUBJECT or any(word.isdecimal() for word in words):
        return None
    return stop.start()


def _after(folded: str, fact: Fact) -> tuple[int, int]:
    """The clause after a date, also behind a comma."""
    begin = fact.to + (len(folded[fact.to :]) - len(folded[fact.to :].lstrip(" ,")))
    end = _BREAK.search(folded, begin, fact.sentence[1])
    return begin, end.start() if end else fact.sentence[1]


def _apart(case: Case, a: _Dated, b: _Dated) -> bool:
    """Whether two documents that were compared give an event two dates of which all but one field is the same.

    Day and month may both differ where their digits have changed places.
    An event in the same words in another year, another month and on another day is the next of its kind; so is one of
    another year, when the documents report on two years.
    """
    if frozenset((a.fact.document, b.fact.document)) not in case.related:
        return False
    fields = zip(_FIELDS, a.fact.get("date").split("-"), b.fact.get("date").split("-"), strict=True)
    other = [name for name, x, y in fields if x != y]
    if other == ["month", "day"]:
        # 19/8 and 18/9: the digits are the same in another order.
        first, second = (sorted(f"{int(part)}" for part in d.fact.get("date").split("-")[1:]) for d in (a, b))
        return sorted("".join(first)) == sorted("".join(second))
    years = {case.documents[d.fact.document].year for d in (a, b)} - {None}
    return len(other) == 1 and (other != ["year"] or len(years) < 2)


def _hit(case: Case, a: _Dated, b: _Dated) -> Hit:
    return Hit(
        evidence=(a.fact, b.fact),
        computed=f"{case.said(a.fact)} ≠ {case.said(b.fact)}",
        confidence=0.85,
        values=spoken(
            lambda language: {
                "statements": ", ".join(
                    stated([case.name(d.fact.document, language)], f"“{case.said(d.fact)}”", language) for d in (a, b)
                ),
            }
        ),
        key=f"event:{' '.join(sorted(a.words))}",
        label=a.name,
        reason=(Note.of("reason.same-event"),),
    )
