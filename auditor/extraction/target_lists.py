"""Targets that a sentence or heading announces and the lines below it tell one by one."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.extraction.mentions import Mention
from auditor.extraction.spans import Stated
from auditor.extraction.wording import PROSE, Sentence
from auditor.language import Pack
from auditor.model import Passage, Period

_LINE = 240
"""Characters of a line that tells a target at most."""


class TargetLists:
    """Follows the passages of a document, in order, and tells which are lines of such a list.

    Attributes:
        period: The time that the announcement states, if it states one.
    """

    def __init__(self, pack: Pack) -> None:
        """Read by the words of ``pack``."""
        self._pack = pack
        self._at = ""
        self._announced = self._told = self._in_items = False
        self.period: Period | None = None

    def pass_by(self, passage: Passage, span: tuple[int, int], stated: Sequence[Stated]) -> None:
        """Keep what a sentence announces.

        Args:
            passage: Of the sentence.
            span: The sentence.
            stated: Times in and around it.
        """
        if passage.id != self._at:
            self._at = passage.id
            goes_on = self._told and not self._announced
            self._told = (goes_on or self._announced) and self._line(passage)
            self._announced = False
        sentence = self._pack.lexicon.fold(passage.text[slice(*span)])
        last = not passage.text[span[1] :].strip()
        colon = last and self._pack.lists_targets.search(sentence) is not None
        if colon or (last and not self._told and self._pack.set_before.search(sentence) is not None):
            times = [s.period for s in stated if span[0] <= s.start < span[1] and not s.base]
            self.period = times[-1] if times else self.period if self._told else None
            self._announced, self._in_items = True, not colon

    def tell(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether a figure of the sentence passed by last stands in a line of such a list, which announces none itself,
        behind no word that says what it is."""
        told = self._told and not self._announced
        return told and not sentence.cues(self._pack.roles, sentence.span[0], mention.start)

    def _line(self, passage: Passage) -> bool:
        if passage.kind not in PROSE or len(passage.text) > _LINE:
            return False
        return passage.kind == "item" or not self._in_items
