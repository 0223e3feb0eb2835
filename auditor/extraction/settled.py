"""How settled an amount is, and whether it is added up since an earlier time."""

from __future__ import annotations

from auditor.extraction.mentions import Mention
from auditor.extraction.places import Place
from auditor.extraction.wording import Sentence
from auditor.language import within
from auditor.model import Figure, Period

_NEAR = 60
"""Characters before a figure within which ``estimated`` or ``provisional`` is said of it."""


def finality(sentence: Sentence, place: Place, mention: Mention) -> str:
    """Whether the words of the clause call the figure an estimate, a first count or a settled one."""
    pack = sentence.pack
    near = [cue for cue in sentence.cues(pack.finality, place.clause, mention.start) if mention.start - cue[0] <= _NEAR]
    excepted = sentence.cues(pack.role_exceptions, place.clause, mention.start) if near else ()
    return next((cue[2] for cue in reversed(near) if not within(cue, excepted)), "")


def added_up(sentence: Sentence, place: Place, mention: Mention, before: list[Figure], period: Period | None) -> bool:
    """Whether the words around the figure, or before one of its clause and time, say that it is added up."""
    cumulative = sentence.pack.cumulative
    if sentence.cues(cumulative, place.left, mention.start) or sentence.cues(cumulative, mention.end, place.right):
        return True
    last = before[-1] if before else None
    if last is None or not last.cumulative or ";" in sentence.folded[last.to : mention.start]:
        return False
    return (last.period.label if last.period else "") == (period.label if period else "")
