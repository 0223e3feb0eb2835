"""The words by which a figure is shown: labels of lists, and rises that are each of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extraction.mentions import Mention
from auditor.extraction.subjects import CHANGES, Words
from auditor.extraction.wording import Sentence
from auditor.language import Pack
from auditor.model import Figure

LABEL = re.compile(r"^\W*(?:\d{1,3}(?:\.\d{1,2})*|[^\W\d_])[.)]\s+|^[•▪●○*+-]\s+")
"""The number or sign of an item of a list."""


def with_label(left: str, sentence: Sentence, mention: Mention, pack: Pack) -> str:
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
    label = LABEL.sub("", " ".join(label.split()))
    named = pack.share_names.match(pack.lexicon.fold(label)) is not None
    return f"{label}: {left}" if named and label not in left else left


def names_its_own(
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
