"""How messages name what a finding is about: the indicator as an editor would write it, and its time."""

from __future__ import annotations

import re

from auditor.checks.base import Case, Hit
from auditor.checks.naming import CLAUSE, GAP, belongs, counted, is_poor, name_of, name_of_figure, says
from auditor.model import Fact, Figure, Kind
from auditor.phrases import has, say

_MOST = 120
"""Characters of a name; more is cut at a word."""
_NAME_WORDS = 14
"""Words before an ordinal among which the name of what is counted stands."""
_BREAK = re.compile(r"[,;:.()“”\"]")
_YEAR = re.compile(r"\d{4}")
_TWO = 2
_FEW = 10
"""Words of a subject that may stand before a name."""
_LABELS = (
    (re.compile(r"(?P<year>\d{4})"), "time.year"),
    (re.compile(r"(?P<year>\d{4})/(?P<last>\d{4})"), "time.years"),
    (re.compile(r"(?P<year>\d{4})-H1"), "time.first-half"),
    (re.compile(r"(?P<year>\d{4})-H2"), "time.second-half"),
    (re.compile(r"(?P<year>\d{4})-M(?P<number>\d+)"), "time.first-months"),
    (re.compile(r"(?P<year>\d{4})-L(?P<number>\d+)"), "time.last-months"),
    (re.compile(r"(?P<year>\d{4})-Q(?P<number>\d)"), "time.quarter"),
    (re.compile(r"(?P<year>\d{4})-0?(?P<number>\d+)"), "time.month"),
    (re.compile(r"term"), "time.term"),
)
"""Periods that have a name, by their labels."""


def subject(case: Case, hit: Hit, language: str) -> str:
    """The name of the indicator: as the catalogue has it in a language, else the words of the documents.

    Of these the last clause is taken, without the words that belong to the figure.
    """
    known = case.names.get(hit.key, {}).get(language)
    if known:
        return known
    first = hit.evidence[0] if hit.evidence else None
    if first is None:
        return hit.label
    if isinstance(first, Figure):
        name = _named(case, hit, first)
    else:
        name = (_counted(case, first) if first.kind == "ordinal" else "") or " ".join(hit.label.split())
        clause = name.rpartition("; ")[2]
        name = clause if len(clause) >= CLAUSE else name
        bare = case.pack(first).trailing.sub("", case.pack(first).lexicon.fold(name))
        name = name[: len(bare)] if len(bare) >= CLAUSE else name
    if len(name) > _MOST:
        name = f"{name[:_MOST].rpartition(' ')[0] or name[:_MOST]}{GAP}"
    return name[:1].upper() + name[1:]


def relation(case: Case, hit: Hit, language: str) -> str:
    """How all figures relate to the indicator, to be put after its name: a fall, a share of the plan; else empty."""
    figures = [item for item in hit.evidence if isinstance(item, Figure)]
    measures = {f.measure for f in figures}
    if len(figures) < _TWO or not _of_one_thing(case, hit):
        return ""
    name, pack = subject(case, hit, case.language(figures[0])), case.pack(figures[0])
    if len(measures) > 1 or measures == {"level"}:
        shares = measures <= {"level", "share"} and all(f.kind is Kind.SHARE for f in figures)
        told = hit.key in case.names or says(name, "share", pack)
        return say(language, "measure.share") if shares and not told else ""
    measure = measures.pop()
    told = says(name, measure, pack) or (hit.key in case.names and measure == "share")
    if told or not has(f"measure.{measure}"):
        return ""
    base = _base(figures, language) if figures[0].kind is Kind.CHANGE else ""
    return say(language, f"measure.{measure}") + base


def _of_one_thing(case: Case, hit: Hit) -> bool:
    """Whether all figures of a hit state one indicator: they were aligned."""
    return hit.key.startswith("phrase:") or hit.key in case.names


def _base(figures: list[Figure], language: str) -> str:
    """What changes are measured against, where all say the same."""
    bases = {f.base_period.label if f.base_period else f.base for f in figures}
    base = bases.pop()
    if bases:
        return ""
    if _YEAR.fullmatch(base):
        return say(language, "base.year", year=base)
    return say(language, f"base.{base}") if has(f"base.{base}") else ""


def _named(case: Case, hit: Hit, first: Figure) -> str:
    """A name of the words of the documents: of those that state one thing, the first that tells it alone."""
    pack = case.pack(first)
    figures = [item for item in hit.evidence if isinstance(item, Figure)]
    said = [(f, name_of_figure(f, case.pack(f))) for f in figures]
    # What is the label's phrase stands first; of two documents any other may say more.
    said.sort(key=lambda each: (each[0].phrase != hit.label, len(each[1])))
    if not _of_one_thing(case, hit) or not said:
        said = [(first, name_of(hit.label, pack, first.measure))]
    for figure, name in said:
        if not is_poor(name, counted(figure, case.pack(figure)), case.pack(figure)):
            return name
    for figure, name in said:
        above = _above(case, figure)
        if above and above.lower() not in name.lower():
            return f"{above}: {name}"
    return said[0][1] or " ".join(hit.label.split())


def _above(case: Case, figure: Figure) -> str:
    """The subject of a figure's sentence: what heads it, or what a figure before it measures that this one is about."""
    pack = case.pack(figure)
    before = case.passages[figure.document, figure.passage].text[figure.sentence[0] : figure.at]
    head, colon, _ = before.partition(":")
    found = [(name_of(head, pack), "")] if colon else []
    for other in case.beside(figure):
        if other.at < figure.at and belongs(figure, other):
            name, _, behind = name_of(other.phrase, pack, other.measure).partition(f" {GAP} ")
            found += [(name_of(name, pack), counted(other, pack)), (behind, "")]
    told = (name for name, noun in found if len(name.split()) <= _FEW and not is_poor(name, noun, pack))
    return next(told, "")


def _counted(case: Case, fact: Fact) -> str:
    """The words before an ordinal, from their first capital on: what is counted, as it is written."""
    text = case.passages[fact.document, fact.passage].text[fact.sentence[0] : fact.at].rstrip()
    words = _BREAK.split(text)[-1].split()[-_NAME_WORDS:]
    begin = next((i for i, word in enumerate(words) if word[:1].isupper()), len(words))
    return " ".join(words[begin:])


def time(hit: Hit, name: str, language: str) -> str:
    """The time of which all documents speak, to be put after a name that does not say it; empty for none."""
    figures = [item for item in hit.evidence if isinstance(item, Figure)]
    labels = {f.period.label for f in figures if f.period and f.period.origin in ("stated", "sentence")}
    timed = {f.document for f in figures if f.period and {f.period.label} == labels}
    # An earlier level and the change since then have two times; the level's is told.
    one = len({"level" if f.measure == "share" else f.measure for f in figures}) == 1
    if len(labels) != 1 or (one and timed != {item.document for item in hit.evidence}):
        return ""
    label = labels.pop()
    for pattern, code in _LABELS:
        match = pattern.fullmatch(label)
        if match and match.groupdict().get("year", "…") not in name:
            return say(language, code, **match.groupdict())
    return ""
