"""Events and their dates, as the words around a date tell them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

from auditor.checks.base import Case, Hit, shown, spoken, stated
from auditor.model import Fact, Note

_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"[,;:.()“”\"–—]")
_FIELDS = ("year", "month", "day")


class _Dated(NamedTuple):
    """A date, the event that it is of, and that event as it is written."""

    fact: Fact
    event: frozenset[str]
    name: str


def event_date(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One event, in the same words in two documents, on two dates that differ in the day, the month or the year.

    A document that gives an event two dates speaks of one that comes again: nothing can be said then.
    """
    del parameters
    by_event: dict[frozenset[str], dict[str, list[_Dated]]] = defaultdict(lambda: defaultdict(list))
    for extract in case.extracts:
        for fact in extract.facts:
            dated = _dated(case, fact)
            if dated is not None:
                by_event[dated.event][fact.document].append(dated)
    for documents in by_event.values():
        once = [told[0] for told in documents.values() if len({d.fact.get("date") for d in told}) == 1]
        pair = next((p for p in combinations(once, 2) if _apart(case, *p)), None)
        if pair is not None:
            yield _hit(case, *pair)


def _dated(case: Case, fact: Fact) -> _Dated | None:
    """The event of a date: what stands before it in its clause, or else after it; None where no event is named."""
    if fact.kind != "date" or fact.get("impossible"):
        return None
    text, folded, cues = case.passages[fact.document, fact.passage].text, case.folded(fact), case.pack(fact).cues
    begin = max((m.end() for m in _BREAK.finditer(folded, fact.sentence[0], fact.at)), default=fact.sentence[0])
    before = [word for word in _WORD.findall(folded[begin : fact.at]) if word not in cues.light]
    if before and before[-1] in cues.spans:
        return None
    for at, to in ((begin, fact.at), _after(folded, fact)):
        named = cues.events.find(folded, at, to)
        words = frozenset(_WORD.findall(folded[at:to])) - cues.light
        own = words - {word for a, b, _ in named for word in _WORD.findall(folded[a:b])}
        if named and own:
            return _Dated(fact, words, shown(text[at:to]))
    return None


def _after(folded: str, fact: Fact) -> tuple[int, int]:
    """The clause after a date, also behind a comma."""
    begin = fact.to + (len(folded[fact.to :]) - len(folded[fact.to :].lstrip(" ,")))
    end = _BREAK.search(folded, begin, fact.sentence[1])
    return begin, end.start() if end else fact.sentence[1]


def _apart(case: Case, a: _Dated, b: _Dated) -> bool:
    """Whether two documents that were compared give an event two dates of which all but one field is the same.

    An event in the same words in another year, another month and on another day is the next of its kind; so is one of
    another year, when the documents report on two years.
    """
    if frozenset((a.fact.document, b.fact.document)) not in case.related:
        return False
    fields = zip(_FIELDS, a.fact.get("date").split("-"), b.fact.get("date").split("-"), strict=True)
    other = [name for name, x, y in fields if x != y]
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
        key=f"event:{' '.join(sorted(a.event))}",
        label=a.name,
        reason=(Note.of("reason.same-event"),),
    )
