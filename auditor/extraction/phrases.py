"""The words by which a figure is shown: its own, those of its list or subject, of rises each of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extraction.lists import parted
from auditor.extraction.mentions import Mention
from auditor.extraction.places import Place
from auditor.extraction.subjects import CHANGES, OWN_RIGHT, Subject, Words
from auditor.extraction.wording import Sentence
from auditor.language import Pack
from auditor.model import Figure

_LABEL = re.compile(r"^\W*(?:(?:\d{1,3}(?:\.\d{1,2})*|[^\W\d_])[.)]|\d{1,2}[-–])\s+|^[•▪●○*+-]\s+")
"""The number or sign of an item of a list."""


def phrase_of(
    sentence: Sentence,
    mention: Mention,
    place: Place,
    subject: Subject,
    words: Words,
    before: Sequence[Figure],
    measure: str,
) -> str:
    """The words by which people would name what is measured."""
    text = sentence.text
    if words.alone is not None:
        return text[slice(*words.alone)].strip(" ,;:().")
    left = text[place.near : mention.start].strip(" ,;:(–-+.")
    right = text[mention.end : place.right].strip(" ,;:().")
    if place.shared[0] < place.shared[1]:
        right = f"{right} {text[slice(*place.shared)].strip(' ,;:().')}"
    if not sentence.text[sentence.span[0] : place.near].strip():
        left = _LABEL.sub("", left)
    if words.own and mention.unit == "percent" and measure in ("level", "share"):
        left = _with_label(left, sentence, mention, sentence.pack)
    if words.own or not subject.raw or _names_its_own(sentence.plain, mention, words, before, measure, place.group):
        return " ".join(f"{left} … {right}".split()).strip(" …") if right else left
    # What only a number tells apart (``30 hotels of 2 stars``) is named with what it is a kind of.
    plain = not any(c.isdecimal() for c in right)
    listed = before and plain and parted(sentence.folded[before[-1].to : mention.start], sentence.pack)
    # ``services grew by 7 %, contributing 48 % to the growth of all``: the verb is a word of its own.
    listed = listed and not sentence.measures(place.near, mention.start)
    if listed and subject.lead and not words.derived and not words.left and len(words.right) >= OWN_RIGHT:
        # ``opened 84 km of motorways, 265 km of country roads``: each is told of what stands behind it.
        return " ".join(f"{subject.lead.strip(' ,;:(')} … {right}".split())[:160]
    about = "" if subject.moved and words.derived and words.right else subject.raw
    if listed and words.right and mention.unit == "count":
        about = subject.root if sentence.pack.parts.find(sentence.plain, before[0].to, mention.start) else ""
    return " ".join(f"{about.strip(' ,;:(')} {left} {right}".split())[:160]


def _with_label(left: str, sentence: Sentence, mention: Mention, pack: Pack) -> str:
    """The words before a percentage, with the label of its list where that names a share: ``Rate of absence: Year 10 …
    1.9 %, Year 11 … 2.4 %``."""
    begin, folded = sentence.span[0], sentence.plain
    colon = folded.find(":", begin, mention.start)
    if colon < 0 or any(m.end <= colon for m in sentence.mentions) or pack.share_names.match(pack.lexicon.fold(left)):
        return left
    start = max(folded.rfind(sign, begin, colon) + 1 for sign in ",;(") or begin
    label = sentence.text[start:colon]
    for time in reversed([s for s in sentence.stated if start <= s.start and s.end <= colon]):
        label = label[: time.start - start] + label[time.end - start :]
    label = _LABEL.sub("", " ".join(label.split()))
    named = pack.share_names.match(pack.lexicon.fold(label)) is not None
    return f"{label}: {left}" if named and label not in left else left


def _names_its_own(
    folded: str, mention: Mention, words: Words, before: Sequence[Figure], measure: str, group: int
) -> bool:
    """Whether a rise or fall is one of a list, each of its own: ``industry grew by 18 %, services grew by 6 %``.

    Behind a semicolon it is so whatever stands before: ``…, a share of 3 %; services grew by 6 %``. What a bracket told
    by the way (``industry grew by 11 % (5 % of the growth), services grew by 6 %``) does not count.
    """
    last = next((f for f in reversed(before) if f.group in (0, group)), None)
    if last is None or measure not in (*CHANGES, "plan") or words.few or words.attribute:
        return False
    alike = measure not in ("multiple", "plan") and any(
        f.measure in ("up", "down") and f.unit == mention.unit for f in (last, before[-1])
    )
    return alike or ";" in folded[last.to : mention.start]
