"""What a number is about: the words that belong to it, how it relates to its subject, its role, time and scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.extraction import base_times, counted, earlier_targets, periods, settled
from auditor.extraction.baselines import Baselines
from auditor.extraction.continuing import compares
from auditor.extraction.lists import (
    bases_listed,
    behind_brackets,
    closed_lists,
    labelled_role,
    planned_lists,
    points_of_percent,
    reached,
    role_of_level,
    shared_bases,
    shared_rates,
)
from auditor.extraction.measures import Measures
from auditor.extraction.mentions import Mention, kind_of, moved_by, times_of
from auditor.extraction.phrases import phrase_of
from auditor.extraction.places import Place, Places, timed_end
from auditor.extraction.relations import Link, relations
from auditor.extraction.reported import at_end, of_heading, of_plan, terms_of
from auditor.extraction.respective import in_order
from auditor.extraction.roles import Roles
from auditor.extraction.scopes import Scopes
from auditor.extraction.spans import Stated, outside_brackets
from auditor.extraction.subjects import CHANGES, Subject, around, before_bracket, features, names_its_own
from auditor.extraction.target_lists import TargetLists
from auditor.extraction.wording import PROSE, Sentence, modifiers
from auditor.language import Pack
from auditor.model import Document, Figure, Kind, Passage, Period, Role
from auditor.terms import REACHED, WANTED
from auditor.times import NOW, inherited

_OPENING = 20
"""Characters of a sentence within which a time opens it."""
_SPAN = re.compile(r"\d{4}(?:-(?:H|Q|M)\d+)?")
"""Years and parts of a year from its beginning, and quarters: what is told next may be of the same."""
_YEAR_AND_NEXT = 24
"""Months of two years one after the other: a school year, or a financial one, may be gone on with, too."""
_YEAR = 12
_SOME = 2
"""Figures of a paragraph that tell that all of it is wanted."""


class Reader:
    """Turns the mentions of a sentence into figures."""

    def __init__(self, document: Document, pack: Pack, year: int | None, reported: Period | None = None) -> None:
        """Read by a pack.

        Args:
            document: Whose sentences are read, in order. The name of its organisation states no scope.
            pack: Its language.
            year: Its year, by which a future time tells a target.
            reported: The part of a year that the document reports on: what is told without a time is of it.
        """
        self._pack = pack
        self._baselines = Baselines(pack)
        self._roles = Roles(pack, year, self._baselines)
        self._places = Places(pack)
        self._measures = Measures(pack, self._baselines)
        self._document = document
        self._scopes = Scopes(document, pack)
        self._kept = 0
        self._year = year
        self._reported = reported
        self._ahead, self._over = terms_of(document, year)
        self._plan_begins = year * _YEAR if year is not None and of_plan(document, pack) else 0
        self._of_heading: dict[str, tuple[bool, Period | None]] = {}
        self._topics: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._topic: tuple[str, tuple[str, ...]] = ("", ())
        self._opening: tuple[str, Period | None] = ("", None)
        self._told: Period | None = None
        self._only: Period | None = None
        self._aim: Period | None = None
        self._compares = False
        self._before = Subject()
        self._first: Subject | None = None
        self._lasting: dict[str, str] = {}
        self._newest: tuple[str, int] = ("", 0)
        self._carried: dict[str, str] = {}
        self._related = ""
        self._lists = TargetLists(pack)
        self._wanted: list[tuple[str, tuple[str, ...], list[Role]]] = [("", (), [])]

    def figures(self, sentence: Sentence) -> tuple[list[Figure], list[Link]]:
        """The figures of a sentence in order, without their relations, and these.

        A figure of the headings that a table cell is read with has no id and no place in the document: it is only read
        for what it tells of the others.
        """
        if self._wanted[-1][0] != sentence.passage.id:
            self._wanted = [self._wanted[-1], (sentence.passage.id, sentence.passage.headings, [])]
        found, links = self._in_order(sentence)
        self._wanted[-1][2].extend(figure.role for figure in found)
        return found, links

    def _in_order(self, sentence: Sentence) -> tuple[list[Figure], list[Link]]:
        """The figures of a sentence, and their relations."""
        places = self._places.of(sentence)
        self.pass_by(sentence.passage, sentence.span, sentence.stated)
        subject = Subject(topic=self._topic_before(sentence), goes_on=self._goes_on(sentence))
        if self._first is not None and self._pack.goes_back.match(sentence.folded, sentence.span[0]):
            subject = self._first
        elif self._compares and self._topic[0] == sentence.passage.id:
            subject = self._compared(subject, sentence, places[0])
        if sentence.host:
            host = self._pack.lexicon.fold(sentence.host)
            host_words = tuple(self._pack.lexicon.words(host)[-10:])
            subject = Subject(host_words, host_words, raw=sentence.host, modifiers=modifiers(host, self._pack))
        told = self._baselines.told, self._baselines.succeeded
        compared = [m.end for m in sentence.mentions if times_of(m) or any(of(sentence.plain, m) for of in told)]
        outer: list[Subject] = []
        found: list[Figure] = []
        # ``22.9 % of the plan for the year. Of it, 823.7 billion were for investment, 48.2 %``
        related = self._related if self._goes_on(sentence) else ""
        depth = 0
        for mention, place in zip(sentence.mentions, places, strict=True):
            while depth < place.depth:
                outer.append(before_bracket(subject, sentence, mention, place, found))
                depth += 1
            while depth > place.depth and outer:
                subject = outer.pop()
                depth -= 1
            figure, subject = self._figure(sentence, mention, place, subject, found, related, compared)
            related = figure.measure if figure.measure in ("plan", "previous") else related
            if not found:
                self._before = subject
            found.append(figure)
            if len(found) == 1:
                self._first = subject if sentence.passage.kind in PROSE else None
        self._topic = (sentence.passage.id, subject.topic or subject.left)
        first = found[0].period if found and found[0].measure == "level" else None
        self._only = replace(first, origin="passage") if first and not inherited(first) else self._told
        self._related = "plan" if related == "plan" else ""
        if len(found) == 1:
            return found, []
        found = behind_brackets(points_of_percent(found, sentence), sentence, self._pack)
        found = bases_listed(shared_bases(found, sentence, self._pack), sentence, self._pack)
        found = earlier_targets.counted_alike(shared_rates(found, sentence, self._pack))
        found = in_order(closed_lists(found, sentence), sentence)
        pairs = zip(sentence.mentions, places, strict=True)
        own = [bool(sentence.own_words(place.near, mention.start)) for mention, place in pairs]
        links = list(relations(sentence, found, own))
        for part, kind, total in links:
            # What a planned or wanted total is made of is planned or wanted, too.
            same = found[part].role is Role.RESULT and found[total].role is not Role.BASELINE
            if kind == "part-of" and same and not reached(found[total], found[part], sentence.folded, self._pack):
                time = found[part].period or found[total].period
                found[part] = replace(found[part], role=found[total].role, period=time)
            # Points by which a percentage changed are percentage points.
            if kind == "change-of" and found[part].unit == "point" and found[total].unit == "percent":
                found[part] = replace(found[part], unit="percentage-point")
        return planned_lists(found, sentence.folded), links

    def _compared(self, subject: Subject, sentence: Sentence, place: Place) -> Subject:
        """What a sentence that opens with a comparison is about: all that the first figure before it was of, where no
        words of its own stand before its first."""
        before, start = self._before, sentence.mentions[0].start
        if sentence.own_words(place.left, start):
            return replace(subject, topic_modifiers=before.topic_modifiers or before.modifiers)
        return replace(before, topic=subject.topic)

    def pass_by(self, passage: Passage, span: tuple[int, int], stated: Sequence[Stated]) -> None:
        """Keep the time with which a sentence opens, with or without figures: the next may go on with it.

        One that opens with ``of which`` goes on with the only time of the sentence before it, wherever that stands; one
        that opens with a comparison with that of its first figure, be it a month.

        Args:
            passage: Of the sentence.
            span: The sentence.
            stated: Times in and around it.
        """
        self._lists.pass_by(passage, span, stated)
        source = self._pack.attribution.match(passage.text[slice(*span)])
        begin = span[0] + (source.end() if source else 0)
        if self._pack.lasting_modifiers:
            said = modifiers(self._pack.lexicon.fold(passage.text[slice(*span)]), self._pack)
            self._lasting |= {group: said[group] for group in said.keys() & self._pack.lasting_modifiers}
        told = [s for s in stated if span[0] <= s.start < span[1] and not s.base]
        # Who tells of it, and when, stands before: ``The office said in June that in 2023 …``.
        told = [s for s in told if s.start >= begin] or told
        opening = self._pack.lexicon.fold(passage.text[span[0] : span[0] + _OPENING])
        of_parts = self._pack.parts.pattern.match(opening) is not None
        told = outside_brackets(passage.text, told) or ([] if of_parts else told)
        self._compares = compares(opening, stated, span[0], self._pack)
        if self._opening[0] != passage.id:
            self._only = self._aim = None
        if told:
            time = told[0].period
            lasts = _SPAN.fullmatch(time.label) is not None or time.last - time.first == _YEAR_AND_NEXT - 1
            goes_on = replace(time, origin="passage") if not self._roles.to_come(time) else None
            back = self._newest[0] == passage.id and 0 < time.last < self._newest[1]
            if not back:  # ``Last year it was 80 %.`` leaves what follows where it was
                # What a plan tells of a year before its own, it tells of no other until it says so.
                lasts = lasts and (told[0].start - begin <= _OPENING or 0 < time.last < self._plan_begins)
                self._opening = passage.id, goes_on if lasts else None
                self._newest = passage.id, time.last
            one = len({s.period.label for s in told}) == 1
            self._told = goes_on if time.last and not back and one else None
            # ``By 2030 it wants …. It aims for …``: what else is wanted is, too, by the time told first.
            wanted = (one or told[0].start - begin <= _OPENING) and all(self._roles.to_come(s.period) for s in told)
            of_term = self._ahead is not None and self._ahead.last == time.last
            self._aim = replace(time, origin="passage") if wanted and not of_term else None
        elif self._opening[0] != passage.id:
            # So does one that opens the next passage.
            led = self._told if of_parts and passage.kind in PROSE else None
            self._opening, self._told = (passage.id, None), led
        elif self._compares:
            self._told = self._only
        elif self._told is not None:
            self._told = self._told if of_parts else None

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether a sentence opens with words for parts and goes on with the one before it in its passage."""
        begin = sentence.span[0]
        return (
            self._topic[0] == sentence.passage.id and self._pack.parts.pattern.match(sentence.folded, begin) is not None
        )

    def _goes_on_wanting(self, sentence: Sentence) -> bool:
        """Whether a paragraph only turns to the next field: all that the one before it told was wanted, and nothing in
        it is said to be done or of a time."""
        passage, pack = sentence.passage, self._pack
        _, headings, roles = self._wanted[0]
        if len(roles) < _SOME or {*roles} != {Role.TARGET} or headings != passage.headings or sentence.stated:
            return False
        turned = pack.turns_to.match(sentence.folded) is not None
        return turned and all(label == "target" for _, _, label in pack.roles.find(sentence.folded))

    def _topic_before(self, sentence: Sentence) -> tuple[str, ...]:
        """What the sentence before was about, or the nearest heading: a sentence may only go on with it."""
        passage, topic = self._topic
        if passage == sentence.passage.id:
            return topic
        headings = sentence.passage.headings
        if headings not in self._topics:
            heading = self._pack.lexicon.fold(headings[-1]) if headings else ""
            self._topics[headings] = self._pack.lexicon.words(heading)
        return self._topics[headings]

    def _figure(
        self,
        sentence: Sentence,
        mention: Mention,
        place: Place,
        subject: Subject,
        before: list[Figure],
        related: str,
        compared: Sequence[int],
    ) -> tuple[Figure, Subject]:
        """One figure, and what the sentence is about behind it.

        Args:
            sentence: As read.
            mention: The figure's number.
            place: The room around it.
            subject: What the sentence is about so far.
            before: The figures before it.
            related: ``plan`` or ``previous`` where an earlier percentage was one of those.
            compared: Ends of the mentions that others are compared with.
        """
        folded = sentence.plain
        left = sentence.own_words(place.near, mention.start)
        growing = subject.grows_on(before, left, folded[before[-1].to if before else 0 : mention.start])
        # ``growth of 8 %; the share of …``: a share with a name of its own goes on with no growth.
        growing = growing and not any(label == "share" for _, _, label in sentence.measures(place.near, mention.start))
        if self._measures.passed(sentence, mention, place, before):
            mention = mention.at_least()
        measure, base_word = self._measures.of(
            sentence, mention, place, related, before, growing=growing, left=bool(left)
        )
        mention, measure = moved_by(mention, measure)
        starts = self._baselines.starts_from(folded, mention)
        words = around(sentence, mention, place, before, measure, self._pack, starts=starts)
        if words.begins_anew(before, sentence, mention) and not sentence.cues(
            self._pack.parts, before[-1].to, mention.start
        ):
            subject = subject.left_behind()
        period, base_period, role = self._time_and_role(
            sentence, mention, place, measure, before, compared, derived=words.derived, starts=starts
        )
        if role is Role.PLAN and measure in ("up", "down") and base_word == "plan":
            role = Role.RESULT  # by how much it was passed is not planned
        per = counted.per(folded, mention, self._pack)
        noun = counted.noun(sentence, mention, place, subject)
        of_what = subject.counted_alike(before, noun, measure) if words.derived and not words.left else subject
        goes_on = words.derived and not names_its_own(words, before, sentence, mention)
        inherited = of_what.modifiers if goes_on or place.depth or not words.left else {}
        told = {**self._lasting, **inherited, **words.beside}
        if not before and not self._compares:
            self._carried = {}
        told = {**self._carried, **told}
        self._carried = {group: member for group, member in told.items() if group in self._pack.carried_modifiers}
        alike = not before or before[-1].unit == mention.unit
        # ``income per head rose threefold to 72 million``
        alike = alike or (before[-1].measure == "multiple" and not (words.left or words.right))
        named_ratio = not self._pack.ratio_modifiers.isdisjoint(told if alike else words.beside)
        name, start, end = self._named(sentence.passage, mention)
        phrase = phrase_of(sentence, mention, place, of_what, words, before, measure)
        figure = Figure(
            id=name,
            document=self._document.id,
            passage=sentence.passage.id,
            start=start,
            end=end,
            text=self._document.text[start:end],
            value=mention.value,
            printed=mention.printed,
            unit=mention.unit,
            noun=noun,
            kind=kind_of(mention, measure, per=bool(per) or named_ratio or self._again(folded, before, mention)),
            role=role,
            measure=measure,
            base=self._measures.against(measure, base_word, phrase, folded[sentence.span[0] : mention.start]),
            hedge=mention.hedge,
            total=mention.total,
            period=period,
            base_period=base_period,
            scope=self._scopes.of(sentence, place, mention),
            phrase=phrase,
            at=mention.start,
            to=mention.end,
            sentence=sentence.span,
            group=place.group,
            scale=mention.scale,
            confidence=1.0 if mention.sure else 0.7,
            otherwise=mention.otherwise,
            per=per,
            counted=counted.class_of(folded, mention, place.near, self._pack),
            finality=settled.finality(sentence, place, mention),
            cumulative=measure == "level" and settled.added_up(sentence, place, mention, before, period),
            features=features(words, of_what, place, before, sentence, mention, told),
        )
        grows = growing or self._measures.names_growth(sentence, place, mention)
        if words.right and self._measures.told_behind(folded, mention, measure):
            # ``a 2 % rise in imports to 318.4 bn``: what rose is what the level behind it is one of.
            raw = sentence.text[mention.end : place.right]
            moved = replace(subject, left=words.right, full=words.right, raw=raw, root=raw, growing=grows, moved=True)
            return figure, moved
        if words.derived and not words.left:
            return figure, replace(subject, growing=grows)
        spoken = sentence.text[place.near : mention.start], sentence.text[mention.end : place.right]
        if not words.left:
            return figure, subject.widened(words, noun, mention.unit, spoken[1])
        noun = noun or mention.per
        return figure, subject.replaced(words, noun, mention.unit, spoken, first=not before, growing=grows)

    def _named(self, passage: Passage, mention: Mention) -> tuple[str, int, int]:
        """The id of a figure, and its place in the document."""
        if mention.start < passage.lead:
            return "", 0, 0
        self._kept += 1
        return f"{self._document.id}#f{self._kept}", *passage.span(mention.start, mention.end)

    def _time_and_role(
        self,
        sentence: Sentence,
        mention: Mention,
        place: Place,
        measure: str,
        before: list[Figure],
        compared: Sequence[int],
        *,
        derived: bool,
        starts: bool,
    ) -> tuple[Period | None, Period | None, Role]:
        """The time of a figure, that of what it is measured against, and its role."""
        folded = sentence.plain
        period = periods.own(
            base_times.of_means(sentence.stated, sentence, mention, place, measure, self._roles.to_come),
            folded,
            mention.start,
            mention.end,
            sentence.span,
            timed_end(sentence, place, mention),
            [m.end for m in sentence.mentions if m is not mention],
            self._pack,
            behind=measure != "multiple" or mention.end == mention.digits_end,
            compared=[end for end in compared if end != mention.end or times_of(mention)],
        )
        if period is None and derived:
            period = base_times.of_level(before, folded, mention)
        level = self._measures.led_to(sentence, mention.end) if period is None and measure in CHANGES else None
        if level is not None:
            # ``grew by 8 % to 2.4 bn in 2025``: the time of the level is that of the rise, too.
            told = base_times.right_behind([s for s in sentence.stated if not s.base], folded, level.end)
            period = replace(told, origin="sentence") if told else None
        inside = [s for s in sentence.stated if s.start < sentence.span[1] > s.end > sentence.span[0] and not s.base]
        of_parts = self._pack.parts.pattern.match(folded, sentence.span[0]) is not None
        carried = period is None and not (outside_brackets(sentence.text, inside) if of_parts else inside)
        if period is None:
            period = self._heading_period(sentence.passage.headings)
        base_period = None
        if measure in CHANGES or measure == "previous":
            base_period = base_times.base(sentence.stated, place.left, mention.start, mention.end, place.clause_end)
        role = labelled_role(sentence.folded, sentence.span[0], mention.start, self._pack) if place.depth else None
        if measure == "level" and earlier_targets.surpassed(folded, mention, before, self._pack):
            role = Role.PLAN
        role = role or self._roles.of(sentence.folded, sentence.span, place.clause, mention, period, sentence.passage)
        if earlier_targets.turned_back(folded, mention, before, sentence.stated, self._year, self._pack):
            role = Role.RESULT
        elif role is Role.RESULT and derived:
            role = role_of_level(before, folded, mention.start, measure, self._pack)
        if role is Role.BASELINE:
            # The time of a sentence is that of what it is compared with.
            other = period is not None and period.origin == "sentence" and (derived or starts)
            # ``In 2024 the rate fell from 5.2 % to 4.1 %``: the one year told is that of where it came to.
            one = starts and period is not None and bool(period.last) and period.last - period.first < _YEAR
            other = other or (one and not any(mention.end <= s.start < sentence.span[1] for s in sentence.stated))
            behind = base_times.right_behind(sentence.stated, folded, mention.end) or base_times.named_before(
                sentence.stated, folded, mention.start
            )
            if behind is not None and behind.label == NOW:  # ``from 42 % now to 83 %``
                behind, other = None, True
            earlier = base_times.of_year_before(period, folded, mention.start, mention.end, self._pack)
            period = behind or (None if other else earlier)
        before_it = base_times.of_bracket(sentence.stated, folded, mention.start) if place.depth else None
        # ``up 12 % on 2022 (99.7 % of the plan)``: that is no amount of 2022; nor is a rank that goes on with none.
        ranked = any(f.measure == "rank" or f.unit == "step" for f in before)
        before_it = None if measure == "plan" or (measure == "rank" and not ranked) else before_it
        if before_it is not None:
            return before_it, base_period, Role.BASELINE
        if role is Role.RESULT and inherited(period) and self._lists.tell(sentence, mention):
            role, period = Role.TARGET, self._lists.period or period
        elif role is Role.RESULT and period is None and not derived:
            ahead = self._roles.all_to_come(sentence) or self._goes_on_wanting(sentence)
            role = Role.TARGET if ahead else role
        if period is None and role in WANTED:
            quoted = earlier_targets.quoted(folded, mention, before, self._pack, in_bracket=place.depth > 0)
            if quoted and measure != "plan":
                period = self._over
            elif carried and self._aim and measure != "plan" and not place.depth:
                period = self._aim
            elif role is Role.TARGET and not place.depth:
                period = self._ahead
        if carried and role in REACHED:
            period = (self._told if self._compares else None) or self._opening[1] or self._told or period
        if self._reported is not None and role in REACHED:
            planned = measure == "plan" and any(
                mention.end <= s.start < sentence.span[1] for s in sentence.stated if s.period == period
            )
            # The year of a plan is no time of what is done of it; what the title says may only be gone on with.
            again = period is not None and period.label == self._reported.label and period.origin != "stated"
            if period is None or again or planned:
                period = self._reported
            elif period.label == NOW:
                period = at_end(self._reported)
        return period, base_period, role

    def _again(self, folded: str, before: Sequence[Figure], mention: Mention) -> bool:
        """Whether money tells once more what a ratio right before it is: ``73 million dong a head (2,910 dollars)``."""
        last = before[-1] if before else None
        if last is None or last.kind is not Kind.RATIO or mention.dimension != "money" or last.unit == mention.unit:
            return False
        cue = self._pack.measures.last(folded, last.to, mention.start)
        if cue is not None and cue[2] == "equivalent":
            return bool(self._pack.fillers.fullmatch(folded, cue[1], mention.start))
        return folded[last.to : mention.start].strip() == "("

    def _heading_period(self, headings: tuple[str, ...]) -> Period | None:
        """The time that the nearest heading with a time states for all below it."""
        for heading in reversed(headings):
            if heading not in self._of_heading:
                title = heading in (self._document.title or "")
                self._of_heading[heading] = of_heading(heading, self._pack, self._year, title=title)
            told, period = self._of_heading[heading]
            if told:
                return period
        return None
