"""How messages name what a finding is about: the indicator as an editor would write it, and its time."""

from __future__ import annotations

import re

from auditor.checks.base import Case, Hit
from auditor.model import Fact, Figure
from auditor.phrases import say

_LEAST = 8
"""Characters below which a name is left as it is."""
_MOST = 120
"""Characters of a name; more is cut at a word."""
_NAME_WORDS = 14
"""Words before an ordinal among which the name of what is counted stands."""
_GAP = "…"
"""Stands in a name where the figure stood in the sentence."""
_BREAK = re.compile(r"[,;:.()“”\"]")
_LABELS = (
    (re.compile(r"(?P<year>\d{4})"), "time.year"),
    (re.compile(r"(?P<year>\d{4})/(?P<last>\d{4})"), "time.years"),
    (re.compile(r"(?P<year>\d{4})-H1"), "time.first-half"),
    (re.compile(r"(?P<year>\d{4})-H2"), "time.second-half"),
    (re.compile(r"(?P<year>\d{4})-M(?P<number>\d+)"), "time.first-months"),
    (re.compile(r"(?P<year>\d{4})-L(?P<number>\d+)"), "time.last-months"),
    (re.compile(r"(?P<year>\d{4})-Q(?P<number>\d)"), "time.quarter"),
    (re.compile(r"(?P<year>\d{4})-0?(?P<number>\d+)"), "time.month"),
)
"""Periods that have a name, by their labels."""


def subject(case: Case, hit: Hit, language: str) -> str:
    """The name of the indicator: as the catalogue has it in a language, else the words of the documents.

    Of these the last clause is taken, without the words at its end that belong to the figure.
    """
    known = case.names.get(hit.key, {}).get(language)
    if known:
        return known
    first = hit.evidence[0] if hit.evidence else None
    if first is None:
        return hit.label
    name = _counted(case, first) if isinstance(first, Fact) and first.kind == "ordinal" else ""
    name = name or " ".join(hit.label.split())
    clause = name.rpartition("; ")[2]
    if len(clause) >= _LEAST:
        name = clause
    bare = case.pack(first).trailing.sub("", case.pack(first).lexicon.fold(name))
    if len(bare) >= _LEAST:
        name = name[: len(bare)]
    if len(name) > _MOST:
        name = f"{name[:_MOST].rpartition(' ')[0] or name[:_MOST]}{_GAP}"
    return name[:1].upper() + name[1:]


def _counted(case: Case, fact: Fact) -> str:
    """The words before an ordinal, from their first capital on: what is counted, as it is written."""
    text = case.passages[fact.document, fact.passage].text[fact.sentence[0] : fact.at].rstrip()
    words = _BREAK.split(text)[-1].split()[-_NAME_WORDS:]
    begin = next((i for i, word in enumerate(words) if word[:1].isupper()), len(words))
    return " ".join(words[begin:])


def time(hit: Hit, language: str) -> str:
    """The time of which all figures speak that state one, to be put after the indicator's name; empty for none."""
    figures = [item for item in hit.evidence if isinstance(item, Figure)]
    labels = {f.period.label for f in figures if f.period is not None and f.period.origin in ("stated", "sentence")}
    if len(labels) != 1 or _GAP in hit.label:
        return ""
    label = labels.pop()
    for pattern, code in _LABELS:
        match = pattern.fullmatch(label)
        if match and match["year"] not in hit.label:
            return say(language, code, **match.groupdict())
    return ""
