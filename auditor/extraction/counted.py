"""What a number counts: the noun behind it, what it is counted per, its class."""

from __future__ import annotations

import re

from auditor.extraction.mentions import PERCENTS, Mention
from auditor.extraction.places import Place
from auditor.extraction.subjects import Subject
from auditor.extraction.wording import Sentence
from auditor.language import Pack

_WORDS = re.compile(r"[^\W\d_]+")
_FURTHER = 1
"""Words before the second thing that something is counted per: more of them begin another statement."""
_NOUN_WORDS = 4
"""Words that a noun has at most."""


def noun(sentence: Sentence, mention: Mention, place: Place, subject: Subject) -> str:
    """What is counted, by the words behind the number, or by those of the number whose parts stand in brackets."""
    folded, pack = sentence.plain, sentence.pack
    counts = (mention.unit == "count" and mention.shape != "range") or mention.dimension == "count"
    suffix = pack.ordinal.match(folded, mention.end)
    behind = suffix.end() if suffix else mention.end
    # The time behind a noun is no part of it: ``12 schools in 2020``.
    right = min([place.right, *(s.start for s in sentence.stated if behind <= s.start)])
    words = _noun(folded[behind:right], pack) if counts else mention.per
    bare = mention.unit == "count" and mention.bare and mention.shape == "number"
    of_whole = bare and place.depth and subject.unit not in ("", *PERCENTS)
    return words or (subject.noun if of_whole else "")


def per(folded: str, mention: Mention, pack: Pack) -> str:
    """What a number is counted per, as the text has it."""
    if mention.shape == "fraction" or mention.unit in ("percent", "percentage-point", "multiple"):
        return ""
    if mention.per:
        return mention.per
    words: list[str] = []
    match = pack.per.match(folded, mention.end)
    while match is not None:  # ``142 litres per person per day``
        words += next((g.split() for g in match.groups() if g), [])
        match = pack.per.match(folded, match.end())
        if match is not None and len(match.group().split()) > _FURTHER + len(match[match.lastgroup or 0].split()):
            break
    return " ".join(words)


def class_of(folded: str, mention: Mention, near: int, pack: Pack) -> str:
    """The class of what is counted: by the words right behind the number, or by those that open its label."""
    if mention.unit != "count":
        return ""
    known = pack.counted
    match = known.pattern.match(folded, mention.end + 1)
    if match and folded[mention.end].isspace():
        return known.label(match.group())
    label = folded[near : mention.start]
    first = None if folded[mention.end : mention.end + 2].strip(" .,;)") else known.pattern.search(label)
    opens = first is not None and not pack.lexicon.words(label[: first.start()])
    return known.label(first.group()) if first is not None and opens else ""


def _noun(right: str, pack: Pack) -> str:
    words: list[str] = []
    right = right.strip()
    if pack.no_nouns.match(right):
        return ""
    ends = pack.cuts.pattern, pack.after.pattern, pack.compared.pattern
    for match in _WORDS.finditer(right):
        if match[0] in pack.noun_ends or (words and any(e.match(right, match.start()) for e in ends)):
            break
        words.append(match.group())
        if len(words) == _NOUN_WORDS:
            break
    return " ".join(words)
