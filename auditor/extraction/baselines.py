"""Figures that only serve to compare with: where a change began, or what something is set against."""

from __future__ import annotations

import re

from auditor.extraction.base_times import tells_of_year_before
from auditor.extraction.mentions import Mention
from auditor.extraction.wording import Sentence
from auditor.intervals import middle
from auditor.language import Pack, within
from auditor.model import Figure

_FROM_NEAR = 40
_COMPARED_NEAR = 45
_CHANGED_NEAR = 90
"""Characters before ``from`` within which what changed is said, and behind a figure within which it ends."""
_PARTED = re.compile(r"[\d,;:.()]")
"""What does not stand between a word of comparison and the bracket behind what is compared with; a time is blanked."""
_LISTED = 150
"""Characters before an item of a list in which its verb can stand."""


class Baselines:
    """Tells which figures of a document only serve to compare with."""

    def __init__(self, pack: Pack) -> None:
        """Read by the words of ``pack``."""
        self._pack = pack
        self._openers: tuple[str, dict[int, bool]] = ("", {})
        self._bases: tuple[str, dict[int, bool]] = ("", {})

    def told(self, folded: str, mention: Mention) -> bool:
        """Whether a figure only serves to compare with: where a change began, or what something is set against."""
        if self._bases[0] is not folded:
            self._bases = folded, {}
        known = self._bases[1]
        if mention.start not in known:
            known[mention.start] = (
                self.starts_from(folded, mention)
                or self._compared_with(folded, mention)
                or self._glosses(folded, mention)
                or tells_of_year_before(folded, mention.start, mention.end, self._pack)
            )
        return known[mention.start]

    def succeeded(self, folded: str, mention: Mention) -> bool:
        """Whether a figure tells of a rise or fall before the one told: ``up 1 %, after a fall of 3 % in 2019``."""
        words = self._pack.succeeding.last(folded, max(0, mention.start - _FROM_NEAR), mention.start)
        if words is None or mention.unit != "percent":
            return False
        between = folded[words[1] : mention.start]
        moved = self._pack.measures.last(between, 0, len(between))
        at = moved[1] if moved is not None and moved[2] in ("up", "down") else 0
        if not self._pack.fillers.fullmatch(between, at):
            return False
        return bool(at) or self._pack.compared.pattern.match(folded, mention.end + 1) is not None

    def starts_from(self, folded: str, mention: Mention) -> bool:
        """Whether the word that opens a change stands right before: ``up from 47 %``."""
        if self._openers[0] is not folded:
            self._openers = folded, {}
        known = self._openers[1]
        if mention.start not in known:
            known[mention.start] = self._opens_change(folded, mention)
        return known[mention.start]

    def of_ends(self, sentence: Sentence, mention: Mention, before: Figure | None, *, down: bool) -> bool:
        """Whether a figure is where a change began whose end is told, too.

        Args:
            sentence: As read.
            mention: The figure's number.
            before: The figure before it.
            down: The change is a fall.
        """
        if not self.starts_from(sentence.folded, mention):
            return False
        return self._ends_behind(sentence, mention) or _ends_before(mention, before, down=down)

    def _ends_behind(self, sentence: Sentence, mention: Mention) -> bool:
        """``rose from 412 to 486``"""
        following = next(
            (
                m
                for m in sentence.mentions
                if m.start >= mention.end
                # ``from 142 (118 of them rural) to 58``: what a bracket holds is told of where it began.
                and sentence.folded.count("(", mention.end, m.start) == sentence.folded.count(")", mention.end, m.start)
            ),
            None,
        )
        cue = next(reversed(sentence.measures(mention.end, following.start)), None) if following else None
        if following is None or cue is None or cue[2] != "to":
            return False
        return bool(self._pack.fillers.fullmatch(sentence.folded, cue[1], following.start))

    def _opens_change(self, folded: str, mention: Mention) -> bool:
        if mention.shape == "range":
            return False
        pack = self._pack
        opening = pack.change_opener.last(folded, max(0, mention.start - _FROM_NEAR), mention.start)
        if opening is None or not pack.fillers.fullmatch(folded, opening[1], mention.start):
            return mention.hedge != "at-least" and self._merged(folded, mention)
        if mention.hedge in ("at-least", "at-most") and not folded[opening[1] : mention.start].strip():
            return False  # ``from 10 % upwards`` opens no change, ``from over 40`` does
        before = pack.measures.find(folded, max(0, opening[0] - _CHANGED_NEAR), opening[0])
        after = self._behind(folded, mention)
        led = any(label == "to" for _, _, label in after)
        if any(label in ("up", "down", "multiple") for _, _, label in before):
            yearly = mention.unit == "percent" and "/" in folded[mention.digits_end : mention.end]
            return led or not yearly  # ``growth from 10 % a year``: at least
        earlier = pack.bases.pattern.match(folded, mention.end + 1)
        if earlier is not None and pack.bases.label(earlier.group()) == "previous-year":
            return True  # ``14.9 %, from 13.9 % a year earlier``
        return led

    def _merged(self, folded: str, mention: Mention) -> bool:
        """Whether a figure is what there was before a merger: ``merged 19 bodies, now 14; 139 communes, now 54``."""
        begin = max(0, mention.start - _COMPARED_NEAR)
        listed = folded[begin : mention.start].rstrip().endswith(";")
        verbs = self._pack.merging if listed else self._pack.merges
        begin = max(0, mention.start - _LISTED) if listed else begin
        if mention.unit != "count" or verbs.search(folded, begin, mention.start) is None:
            return False  # ``the merged income of £4 m`` is none before a merger
        left = next(iter(self._behind(folded, mention)), None)
        gap = folded[mention.end : left[0]] if left is not None else ";"
        return left is not None and left[2] == "to" and ";" not in gap and not any(c.isdecimal() for c in gap)

    def _behind(self, folded: str, mention: Mention) -> list[tuple[int, int, str]]:
        """The words of changes and levels behind a figure, but for those that are part of others."""
        end = mention.end + _CHANGED_NEAR
        found = self._pack.measures.find(folded, mention.end, end)
        excepted = self._pack.measure_exceptions.find(folded, mention.end, end) if found else []
        return [cue for cue in found if not within(cue, excepted)]

    def _glosses(self, folded: str, mention: Mention) -> bool:
        """Whether a percentage alone in a bracket is of what is compared with: ``above the rate of 2023 (6.1 %)``."""
        opening = mention.start - 1
        if mention.unit != "percent" or not folded.startswith("(", opening) or not folded.startswith(")", mention.end):
            return False
        cue = self._pack.comparisons.last(folded, max(0, opening - _COMPARED_NEAR), opening)
        return cue is not None and _PARTED.search(folded, cue[1], opening) is None

    def _compared_with(self, folded: str, mention: Mention) -> bool:
        """Whether words of comparison stand right before: ``than the 18 of 2020``."""
        begin = max(0, mention.start - _COMPARED_NEAR)
        cue = self._pack.comparisons.last(folded, begin, mention.start)
        bound = self._pack.hedges.last(folded, begin, mention.start) if mention.hedge else None
        if cue is None or (bound is not None and bound[0] <= cue[0]):
            return False  # ``no lower than the level of 54 %`` is a bound
        return bool(self._pack.fillers.fullmatch(folded, cue[1], mention.start))


def _ends_before(mention: Mention, before: Figure | None, *, down: bool) -> bool:
    """``is now 4 % (fell from 9 % in 2020)``"""
    if before is None or before.unit != mention.unit or before.measure != "level":
        return False
    ended, begun = middle(before.printed), middle(mention.printed)
    return ended is not None and begun is not None and (begun > ended if down else begun < ended)
