"""What keeps figures from being compared, found once for each two claims of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from auditor.alignment import compare
from auditor.alignment.arrays import Distinct, Flags, Ints
from auditor.alignment.catalogue import MONEY
from auditor.alignment.numbers import Numbers
from auditor.alignment.profiles import Profiles
from auditor.alignment.rivals import Rivals
from auditor.language import Pack
from auditor.model import Figure, Kind, Note, Period, Role
from auditor.times import NOW, compatible, headed

Years = Mapping[str, tuple[str | None, str]]
"""What the title of each document says it reports on, and the year of its date."""
YEARS_APART = 2
"""Years between the dates of two documents from which they report on different times."""
_THING = Note.of("obstacle.thing")
_RATES = frozenset({"percent", "percentage-point", "permille", "point", "step", "multiple"})
_OF_AMOUNTS = ("change-of", "plan-share-of")
_ANSWERS = 16
"""What may be said of two numbers: they agree, are close, are a slip apart, vouch for one fact."""


class Obstacles:
    """What `auditor.alignment.compare.obstacle` says of figures, and whether they are about rivals.

    Areas are many, and claims but for them few: the areas of two figures count only where they are told apart.

    Attributes:
        periods: The times that figures state.
        scopes: The areas or levels.
        wording: The number of what each figure is put in, and of its language.
        rivals: Tells figures about one thing from figures about another of its sort.
        rank: Which figures are ranks.
    """

    def __init__(
        self,
        figures: Sequence[Figure],
        language: Mapping[str, str],
        packs: Mapping[str, Pack],
        years: Years,
        numbers: Numbers,
        profiles: Profiles,
        named: Ints,
    ) -> None:
        """Number what figures claim to be.

        Args:
            figures: In the order of documents and places.
            language: Of each document.
            packs: By language.
            years: Of each document.
            numbers: What numbers the figures state.
            profiles: What they are put in.
            named: The number of the indicator of which each says nothing but a name, 0 where it says more.
        """
        self._figures = figures
        self._named: list[int] = named.tolist()
        self._packs = {document: packs[tag] for document, tag in language.items()}
        self._years = years
        self._numbers = numbers
        self.periods = Distinct(f.period for f in figures)
        self.scopes = Distinct(f.scope for f in figures)
        self._counted = Distinct(f.counted for f in figures)
        self.rank = np.array([f.kind is Kind.RANK for f in figures], bool)
        self._plain = np.array([f.total is None for f in figures], bool) & ~self.rank
        self.rivals = Rivals()
        tags = sorted({language[f.document] for f in figures})
        tag = [tags.index(language[f.document]) for f in figures] if len(tags) > 1 else 0
        wordings = Distinct((profiles.of * len(tags) + np.array(tag, np.int64)).tolist())
        self.wording = wordings.of
        sorts = [self.rivals.sorts(f, self._packs[f.document]) for f in (figures[i] for i in wordings.first().tolist())]
        self._sorts = np.array(sorts, np.int64).reshape(-1, 2)
        self._parted: dict[tuple[int, int, bool], bool] = {}
        self._replaced: dict[tuple[int, int], bool] = {}
        self._of = sorts_of_amounts(figures)
        homes = {document: (tag, years[document]) for document, tag in language.items()}
        of_time = self.periods.of.tolist()
        told = zip(figures, of_time, self._of, strict=True)
        claims = Distinct((time, homes[f.document], of, *_claimed(f)) for f, time, of in told)
        self._claim, self._claims = claims.of, len(claims.values)
        self._known: dict[tuple[object, ...], Note | None] = {}

    def apart(self, a: Ints, b: Ints) -> Flags:
        """Which pairs are told apart by their times or areas, whatever their words and numbers are."""
        apart: Flags = self._elsewhere(a, b) | self.periods.asked(_other_time, a, b)
        return apart

    def of_pairs(self, a: Ints, b: Ints, equal: Flags, slip: Flags) -> tuple[Ints, list[Note | None]]:
        """Why the figures of each pair are not to be compared.

        Args:
            a: Figures.
            b: The others.
            equal: What `compare.close` says of them.
            slip: What `compare.slip` says.

        Returns:
            For each pair, the number of its obstacle among those that were met, and these; the first, 0, is none.
        """
        agree = self._numbers.agree(a, b, equal)
        slip = slip & self._numbers.same_length(a, b)
        # Asked only where it counts: of what stands below the heading of a term, of people and visits.
        concerned = self.periods.asked(headed, a, b) | self._counted.asked(compare.visits, a, b)
        vouched = self._numbers.of_slipped(a, b, ~equal & concerned)
        alike = (self._claim[a] * self._claims + self._claim[b]) * _ANSWERS
        alike = alike + vouched * 8 + agree * 4 + equal * 2 + slip
        areas = np.where(self._elsewhere(a, b), 1 + self.scopes.of[a] * len(self.scopes.values) + self.scopes.of[b], 0)
        # Wholes and ranks are compared by their numbers, too: each such pair is one of its own.
        alone = np.where(self._plain[a] & self._plain[b], 0, 1 + np.arange(len(a)))
        order = np.lexsort((alone, areas, alike))
        new = np.ones(len(a), bool)
        new[1:] = np.logical_or.reduce([np.diff(each[order]) != 0 for each in (alike, areas, alone)])
        where = np.zeros(len(a), np.int64)
        where[order] = np.cumsum(new) - 1
        first = order[new]
        numbers: dict[Note | None, int] = {None: 0}
        answers = [
            numbers.setdefault(self._asked(i, j), len(numbers))
            for i, j in zip(a[first].tolist(), b[first].tolist(), strict=True)
        ]
        found = np.array(answers, np.int64)[where]
        free = np.flatnonzero(found == 0)
        differ = ~equal[free]
        asked = self._may_part(a[free], b[free], differ)
        rivals = [
            self._part(i, j, differ=unlike)
            for i, j, unlike in zip(
                a[free[asked]].tolist(), b[free[asked]].tolist(), differ[asked].tolist(), strict=True
            )
        ]
        found[free[asked]] = np.where(np.array(rivals, bool), numbers.setdefault(_THING, len(numbers)), 0)
        unlike = np.flatnonzero((found == 0) & ~equal)
        for n in unlike.tolist():
            if self._otherwise(int(a[n]), int(b[n])):
                found[n] = numbers[_THING]
        return found, list(numbers)

    def of(self, i: int, j: int) -> Note | None:
        """Why two figures are not to be compared, or None."""
        agree, close, slip = self._numbers.compared(i, j)
        if not (self._plain[i] and self._plain[j]):
            found = self._asked(i, j)
        else:
            here, there = self._figures[i].scope, self._figures[j].scope
            areas = (here, there) if here != there and compare.other_scope(here, there) else None
            times = self._figures[i].period, self._figures[j].period
            counted = self._figures[i].counted, self._figures[j].counted
            concerned = headed(*times) or compare.visits(*counted)
            vouched = concerned and not close and self._numbers.slipped(i, j)
            key = int(self._claim[i]), int(self._claim[j]), agree, close, slip, vouched, areas
            if key in self._known:
                found = self._known[key]
            else:
                found = self._known[key] = self._asked(i, j)
        if found is None and (self._part(i, j, differ=not close) or (not close and self._otherwise(i, j))):
            return _THING
        return found

    def _may_part(self, a: Ints, b: Ints, differ: Flags) -> Flags:
        """Whether the figures of each pair name things of one sort at all."""
        own, named = (self._sorts[self.wording[a]] & self._sorts[self.wording[b]]).T
        may: Flags = (own != 0) | (differ & (named != 0))
        return may

    def _part(self, i: int, j: int, *, differ: bool) -> bool:
        """Whether two figures are about different things of one sort.

        What stands before a part names its whole: ``staff, of whom 1,128 lecturers`` are ``1,128 lecturers``.
        """
        a, b = self._figures[i], self._figures[j]
        part = any(relation.kind == "part-of" for relation in (*a.relations, *b.relations))
        if part and not differ and a.noun and a.noun == b.noun and self._numbers.long[i]:
            return False
        key = int(self.wording[i]), int(self.wording[j]), differ
        known = self._parted.get(key)
        if known is None:
            known = self._parted[key] = self.rivals.part(a, b, self._packs[a.document], differ=differ)
        return known

    def _otherwise(self, i: int, j: int) -> bool:
        """Whether two figures tell of two things by their names; where their values do not vouch for one fact, also
        whether they are told in one run of words but for the thing."""
        if 0 < self._named[i] == self._named[j]:
            return False  # Two names of one indicator may well differ by a word.
        key = int(self.wording[i]), int(self.wording[j])
        a, b = self._figures[i], self._figures[j]
        if self.rivals.called_apart(a, b, self._packs[a.document]):
            return True
        if self._numbers.slipped(i, j):
            return False
        known = self._replaced.get(key)
        if known is None:
            known = self._replaced[key] = compare.replaced(a, b, self._packs[a.document])
        return known

    def _elsewhere(self, a: Ints, b: Ints) -> Flags:
        """Which pairs speak of different areas; ranks are of places among areas."""
        elsewhere: Flags = self.scopes.asked(compare.other_scope, a, b) & ~self.rank[a]
        return elsewhere

    def _asked(self, i: int, j: int) -> Note | None:
        a, b = self._figures[i], self._figures[j]
        if "" != self._of[i] != self._of[j] != "" and not compare.close(a, b):
            return _THING  # A share of a plan for money, and one of a plan for people.
        return compare.obstacle(a, b, self._packs[a.document], self._reported(a.document, b.document))

    def past(self, i: int, j: int) -> bool:
        """Whether one of two figures is of a time long over when the other, of none or of now, was written, or to come.

        What was done cannot be told before its time.
        """
        a, b = self._figures[i], self._figures[j]
        of_now = [f.period is None or f.period.label == NOW for f in (a, b)]
        if of_now[0] == of_now[1]:
            return False
        told, other = (b, a) if of_now[0] else (a, b)
        year = self._years[other.document][1]
        time = told.period
        if time is None or not time.last or not year:
            return False
        done = Role.TARGET not in (a.role, b.role) and Role.PLAN not in (a.role, b.role)
        return time.last // 12 <= int(year) - YEARS_APART or (done and time.first // 12 > int(year))

    def _reported(self, left: str, right: str) -> tuple[str | None, str | None]:
        """The years that two documents report on, None for one whose title names none.

        Titles tell; the dates of documents do when they lie years apart, as those of two terms.
        """
        (mine, my_date), (theirs, their_date) = self._years[left], self._years[right]
        if mine and theirs:
            return mine, theirs
        first, second = mine or my_date, theirs or their_date
        if first and second and abs(int(first) - int(second)) >= YEARS_APART:
            return first, second
        return mine, theirs


def sorts_of_amounts(figures: Sequence[Figure]) -> list[str]:
    """Whether what each figure is a change or plan share of is money, a count or measured; empty if unknown."""
    by_id = {f.id: f for f in figures if f.measure == "level"}
    found = []
    for figure in figures:
        amounts = (by_id.get(r.figure) for r in figure.relations if r.kind in _OF_AMOUNTS)
        units = {a.unit for a in amounts if a is not None and a.unit not in _RATES}
        sorts = {"money" if unit in MONEY else "count" if unit == "count" else "measured" for unit in units}
        found.append(sorts.pop() if len(sorts) == 1 else "")
    return found


def _claimed(figure: Figure) -> tuple[object, ...]:
    """What decides, beside time, area, document, number and words, whether a figure can be compared with another."""
    f = figure
    said = f.kind, f.role, f.unit, f.measure, f.base, f.base_period, f.finality, f.cumulative, f.counted, f.per, f.hedge
    return (*said, f.features.modifiers, f.features.topic_modifiers, compare.goes_on(f))


def _other_time(a: Period | None, b: Period | None) -> bool:
    """Whether two times are apart, whatever the years of the documents that state them."""
    return compatible(a, b) is False
