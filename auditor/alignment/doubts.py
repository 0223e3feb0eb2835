"""What keeps a disagreement of two figures from being certain, found once for each two that say and are put alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from auditor.alignment import compare
from auditor.alignment.arrays import Distinct, Ints
from auditor.alignment.narrowing import Headings, Narrow, Narrowing
from auditor.alignment.numbers import Numbers
from auditor.alignment.obstacles import Obstacles
from auditor.language import Pack
from auditor.model import Figure
from auditor.terms import WANTED


class Doubts:
    """What `auditor.alignment.compare.doubts` says of figures, and what their words and numbers add."""

    def __init__(
        self,
        figures: Sequence[Figure],
        packs: Mapping[str, Pack],
        numbers: Numbers,
        obstacles: Obstacles,
        headings: Headings,
    ) -> None:
        """Number what figures leave open.

        Args:
            figures: In the order of documents and places.
            packs: The language of each document.
            numbers: What numbers the figures state.
            obstacles: What keeps them apart.
            headings: Those under which each stands.
        """
        self._figures = figures
        self._packs = packs
        self._numbers = numbers
        self._obstacles = obstacles
        self._rivals = obstacles.rivals
        self._wording: Ints = obstacles.wording
        self._scope: Ints = obstacles.scopes.of
        self._of_said: dict[tuple[int, int, bool, str], tuple[str, ...]] = {}
        self._of_words: dict[tuple[int, int, frozenset[str]], tuple[bool, bool, bool]] = {}
        self._narrowing = Narrowing(headings)

    @cached_property
    def _said(self) -> list[int]:
        """The number of what each figure leaves open."""
        said: list[int] = Distinct(map(_open, self._figures)).of.tolist()
        return said

    def of(self, i: int, j: int, *, known: bool, names: frozenset[str], vouched: bool) -> tuple[str, ...]:
        """The codes of what is doubtful about two figures.

        Args:
            i: A figure.
            j: The other.
            known: The catalogue holds both for one indicator.
            names: The words of all its names, which tell no part of it from the whole.
            vouched: Other figures of their sentences agree: what one alone adds is said of all.
        """
        one_scope = bool(self._scope[i] == self._scope[j])
        pack = self._packs[self._figures[i].document]
        key = self._said[i], self._said[j], one_scope, pack.tag
        found = self._of_said.get(key)
        if found is None:
            found = self._of_said[key] = compare.doubts(self._figures[i], self._figures[j], pack)
        reworded, partly, apart = self._worded(i, j, names)
        if reworded:
            found = (*found, "wording")
        if self._wording[i] != self._wording[j] and compare.other_size(self._figures[i], self._figures[j]):
            found = (*found, "size")
        if self._obstacles.past(i, j) and not compare.surely_slip(self._figures[i], self._figures[j]):
            found = (*found, "past")
        if self._figures[i].role != self._figures[j].role and self._forecast(i) != self._forecast(j):
            return (*found, "things")
        pack = self._packs[self._figures[i].document]
        if _of_other_rates(self._figures[i], self._figures[j], pack):
            return (*found, "things")
        narrow = self._narrowing.between(self._figures[i], self._figures[j], pack, names)
        if self._numbers.slipped(i, j):
            return (*found, "limited") if narrow is Narrow.LIMIT else found
        narrow = Narrow.NOT if narrow is Narrow.PART and vouched else narrow
        if known:
            found = (*found, "narrowed") if narrow is not Narrow.NOT else found
            return (*found, "things") if apart else found
        if narrow is not Narrow.NOT:
            found = (*found, "narrowed")
        if partly:
            found = (*found, "parts")
        return (*found, "things") if apart else found

    def _forecast(self, i: int) -> bool:
        """Whether what is to come is told in words of an estimate: what is budgeted or aimed at is another thing."""
        figure = self._figures[i]
        if figure.role not in WANTED:
            return False
        pack = self._packs[figure.document]
        told = pack.roles.find(pack.lexicon.fold(figure.phrase))
        return bool(told) and told[-1][2] == "estimate"  # ``an estimated 128 bn (target: 135 bn)`` quotes a target

    def _worded(self, i: int, j: int, names: frozenset[str]) -> tuple[bool, bool, bool]:
        """Whether two figures each have words of their own, name parts of one whole, and are about two things."""
        key = int(self._wording[i]), int(self._wording[j]), names
        found = self._of_words.get(key)
        if found is None:
            a, b = self._figures[i], self._figures[j]
            pack = self._packs[a.document]
            partly = self._rivals.partly(a, b, pack)
            found = self._of_words[key] = compare.reworded(a, b), partly, compare.apart(a, b, names, pack)
        return found


def _of_other_rates(a: Figure, b: Figure, pack: Pack) -> bool:
    """Whether two percentages that only stand behind names in brackets are told in sentences of which one alone names
    a rate: ``fires (27 %) and floods (18 %) followed``, ``fires (86 %) and floods (24 %) had higher rates of …``."""
    if not (a.group and b.group and a.unit == b.unit == "percent"):
        return False
    mine, theirs = ({*f.features.wide} & pack.share_words for f in (a, b))
    return mine != theirs


def _open(figure: Figure) -> tuple[object, ...]:
    """What `compare.doubts` reads of a figure, but for its area."""
    f = figure
    return f.period, f.confidence < 1, f.kind, f.features.modifiers, f.role, f.finality, f.cumulative, f.counted
