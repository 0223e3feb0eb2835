"""What a figure is to the reader: a result, an estimate, a plan, a target, a baseline."""

from __future__ import annotations

import re

from auditor.extraction.baselines import Baselines
from auditor.extraction.mentions import PERCENTS, Mention
from auditor.extraction.numerals import DIGITS
from auditor.extraction.wording import Sentence
from auditor.language import Pack, within
from auditor.model import Passage, Period, Role
from auditor.times import FULL_DATE, RELATIVE

_NUMBERED = re.compile(r"(?:[IVXLC]{1,6}|[A-Z])\s?[-–.)/]\s?(?=\S)")
"""The number of a greater part of a document."""
_SET_OFF = re.compile(r",?\s*\x00\s*,?")
_REACHED = re.compile(r"[\d%]/$")
"""Right before a plan: ``83,2%/50%``."""
_REACHED_NEAR = 3
_OVER_UNIT = re.compile(r"\d\s?([^\W\d_]+(?:\s[^\W\d_]+)?)/\Z")
"""The same where both have their unit: ``96 m³/90 m³``. The first is the greater, else it is a part of the other."""
_OVER_NEAR = 16
_MEANWHILE = re.compile(r"\d[^,]*,(?!\d)")
"""A figure and a comma: what is said behind is said of another."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_COMMA = re.compile(r",(?!\d)")
_PLAN_NEAR = 20
_ANNOUNCED = 90
"""Characters of a sentence within which a colon announces its list."""
_BEHIND_NEAR = 60
_BEHIND_WORDS = 5
_OF_NEXT = re.compile(r"\s(?:\w{1,3}\s)?[£$€¥]?(?!(?:19|20)\d\d,\s)\d")
_BEHIND_END = re.compile(r"[\d,;:.)]")
_GOVERNED = 90
_COMPARED_NEAR = 45
_SET_OUT = 240
"""Characters of the sentence before in which it sets targets."""
_ESTIMATE_NEAR = 60
_PASSING_NEAR = 20
_OF_LAST = 40
"""Characters before a word of a plan that ends what is said of the figure there."""
_COUNTED = re.compile(r"(?<![\d/])\d[\d.]*\s(?:[^\W\d_]+\s){1,4}\Z")
_MONTHS = 12


class Roles:
    """Tells the roles of the figures of one document."""

    def __init__(self, pack: Pack, year: int | None, baselines: Baselines) -> None:
        """Read by ``pack``; ``year`` is the document's, by which a future time tells a target; ``baselines`` tells
        what is only compared with."""
        self._pack = pack
        self._year = year
        self._of_heading: dict[str, Role | None] = {}
        self._baselines = baselines

    def of(
        self,
        folded: str,
        sentence: tuple[int, int],
        clause: int,
        mention: Mention,
        period: Period | None,
        passage: Passage,
    ) -> Role:
        """The role of a figure: the nearest word in its clause tells, then its time, then the headings.

        Args:
            folded: Text of the passage.
            sentence: Span of its sentence.
            clause: Where its clause begins.
            mention: The figure.
            period: Its time.
            passage: Where it stands.
        """
        told = self._pack.table_roles.last(folded, 0, passage.lead) if passage.lead else None
        if told is not None:
            return Role(told[2])
        cue = self._role_cue(folded, clause, mention.start)
        others = (self._passed_by, self._measured_by, self._of_last)
        if cue is not None and any(of_another(folded, cue, mention) for of_another in others):
            cue = None
        # A table of chief targets shows what became of them, unless a time to come stands above it.
        heading = self._heading_role(passage.headings) if not passage.lead or self._ahead(passage.headings) else None
        if self._plan_in_brackets(folded, clause, mention):
            opening = folded.rfind("(", 0, mention.start)
            inside = self._pack.roles.last(folded, opening, mention.start)
            return Role.TARGET if inside is not None and inside[2] == "target" else Role.PLAN
        if self._plan_beside(folded, sentence[0], mention) or _REACHED.search(
            folded, max(0, mention.start - _REACHED_NEAR), mention.start
        ):
            return Role.PLAN
        over = _OVER_UNIT.search(folded[max(0, mention.start - _OVER_NEAR) : mention.start])
        if over is not None and mention.unit != "count" and folded[: mention.end].endswith(over[1]):
            return Role.PLAN
        if mention.unit != "count" and self._pack.named_target.match(folded, mention.end):
            return Role.TARGET
        if self._baselines.told(folded, mention):
            return Role.BASELINE
        if self._come_to(folded, sentence[0], mention.start):
            return Role.RESULT
        announced = self._announced(folded, sentence[0], mention.start)
        if announced is not None:
            return announced
        first = next(iter(self._pack.roles.find(folded, sentence[0], mention.start)), None)
        settled = cue is not None and cue[2] == "result" and first is not None and clause >= first[1]
        opens = first is not None and first[2] == "estimate" and not folded[sentence[0] : first[0]].strip()
        if opens and not settled:
            return Role.ESTIMATE
        behind = self._told_behind(folded, mention.end)
        opener = None if behind is Role.RESULT else self._opener(folded, sentence[0], mention)
        if opener is not None and self._turned(folded, opener[1], mention.start):
            opener = None
        if opener is not None and all(
            # A plan that is to be met is part of what is wanted.
            label in ("target", "plan")
            for _, _, label in self._pack.roles.find(folded, opener[1], mention.start)
        ):
            planned = cue is not None and cue[2] == "plan" and self._right_behind(folded, cue[1], mention.start)
            # ``We plan …``; not what only names it: ``the plan for 2025 sets …``
            planned = planned or (*opener[:2], "plan") in self._pack.roles.find(folded, *opener[:2])
            return Role.PLAN if planned else Role.TARGET
        set_off = cue is not None and not folded[sentence[0] : cue[0]].strip() and folded[cue[1] : cue[1] + 1] == ","
        governed = cue is not None and self._governs(folded, cue[1] + set_off, mention.start)
        if cue is not None and cue[2] in ("target", "plan") and governed and behind is not Role.RESULT:
            return Role(cue[2])
        headed = self._headed(folded, sentence[0], clause, mention.start)
        if headed is not None:
            return headed
        if behind is not None:
            return behind
        if period is not None and self.to_come(period) and self._pack.future_is_target:
            # ``set 16 targets for 2026``: so many there are.
            named = self._pack.roles.pattern.match(folded, mention.end + 1) if mention.unit == "count" else None
            return Role.RESULT if named and self._pack.roles.label(named.group()) == "target" else Role.TARGET
        if cue is not None and cue[2] in ("estimate", "baseline") and mention.start - cue[0] <= _ESTIMATE_NEAR:
            ended = cue[2] == "baseline" and _MEANWHILE.search(folded, cue[1], mention.start)
            if not ended and not self._turned(folded, cue[1], mention.start):
                return Role(cue[2])
        return heading or Role.RESULT

    def _of_last(self, folded: str, cue: tuple[int, int, str], mention: Mention) -> bool:
        """Whether a word of a plan ends what is said of the figure before: ``164 visits as planned and 23 others``."""
        if cue[2] != "plan" or not self._pack.joins.fullmatch(folded, cue[1], mention.start):
            return False
        return _COUNTED.search(folded, max(0, cue[0] - _OF_LAST), cue[0]) is not None

    def _passed_by(self, folded: str, cue: tuple[int, int, str], mention: Mention) -> bool:
        """Whether a percentage is by how much a target was passed: ``the target for grants was passed by 20 %``."""
        if cue[2] != "target" or mention.unit != "percent":
            return False
        passing = self._pack.passing.search(folded, max(cue[1], mention.start - _PASSING_NEAR), mention.start)
        return passing is not None and not self._pack.role_openers.find(folded, cue[0], cue[1])

    def _measured_by(self, folded: str, cue: tuple[int, int, str], mention: Mention) -> bool:
        """Whether a percentage is what was reached of a plan: ``of that planned, 42 % was reached``."""
        if (
            cue[2] != "plan"
            or mention.unit != "percent"
            or not self._pack.reached.search(folded, cue[1], mention.start)
        ):
            return False
        before = folded[max(0, cue[0] - _COMPARED_NEAR) : cue[0]].rstrip()
        base = self._pack.period_base.last(before, 0, len(before))
        return base is not None and base[1] == len(before)

    def _opener(self, folded: str, begin: int, mention: Mention) -> tuple[int, int, str] | None:
        """The last word behind which all is wanted, and that stands in no fixed phrase."""
        end = mention.start
        excepted = self._pack.role_exceptions.find(folded, begin, end)
        found = self._pack.role_openers.find(folded, begin, end)
        opener = next((c for c in reversed(found) if not within(c, excepted)), None)
        if opener is not None:
            return opener
        if self._pack.roles.pattern.match(folded, mention.end + 1):
            return None  # ``14 targets: economy 9 targets, …`` counts them
        counted = self._pack.counted_targets.search(folded, begin, end)
        if counted is not None:
            return (*counted.span(), "target")
        # ``The congress set 14 targets. Among them: …``
        goes_on = self._pack.parts.pattern.match(folded, begin)
        set_out = self._pack.set_before.search(folded, max(0, begin - _SET_OUT), begin) if goes_on else None
        return (*goes_on.span(), "target") if goes_on and set_out else None

    def _right_behind(self, folded: str, cue_end: int, start: int) -> bool:
        """Whether a figure is the amount of the plan that a word names right before it."""
        between = folded[cue_end:start]
        return not between.strip() or self._pack.plan_fillers.fullmatch(folded, cue_end, start) is not None

    def _ahead(self, headings: tuple[str, ...]) -> bool:
        """Whether a year after the document's own stands in a heading."""
        years = (int(y) for heading in headings for y in _YEAR.findall(heading))
        return self._year is not None and any(y > self._year for y in years)

    def _over(self, heading: str) -> bool:
        """Whether the years in a heading are over, or are those of a term that ends with the document's own year."""
        years = [int(y) for y in _YEAR.findall(heading)]
        if not years or self._year is None:
            return False
        return max(years) < self._year or min(years) < max(years) == self._year

    def _announced(self, folded: str, begin: int, start: int) -> Role | None:
        """The role of a list that a colon opens behind a word for a target (``Targets: …``), or behind one for a plan
        and a time (``The plan for 2024: …``)."""
        colon = folded.find(":", begin, start)
        if colon > begin + _ANNOUNCED and not self._ends_with_target(folded, begin, colon):
            return None
        if colon < 0 or colon + 1 >= len(folded) or not folded[colon + 1].isspace():
            return None
        before = self._pack.roles.find(folded, begin, colon)
        excepted = self._pack.role_exceptions.find(folded, begin, colon)
        before = [c for c in before if not within(c, excepted)]
        told = {label for _, _, label in before}
        if told == {"plan"}:
            between = _YEAR.sub(" ", folded[before[-1][1] : colon])
            planned = not folded[begin : before[0][0]].strip() and self._pack.plan_fillers.fullmatch(between)
        if told != {"target"} and not (told == {"plan"} and planned):
            return None
        if any(label in ("result", "plan") for _, _, label in self._pack.roles.find(folded, colon, start)):
            return None
        years = [int(year) for year in _YEAR.findall(folded, begin, colon)]
        if years and self._year is not None and max(years) < self._year:
            return None  # ``Key measures of health in 2021: …``, told in 2022
        return Role.TARGET if told == {"target"} else Role.PLAN

    def _ends_with_target(self, folded: str, begin: int, colon: int) -> bool:
        """Whether a word for a target stands right before a colon."""
        last = self._pack.roles.last(folded, begin, colon)
        return last is not None and last[1] == colon and last[2] == "target"

    def _role_cue(self, folded: str, start: int, end: int) -> tuple[int, int, str] | None:
        """The last role word before a figure that is not counted itself and stands in no fixed phrase."""
        excepted = self._pack.role_exceptions.find(folded, start, end)
        for cue in reversed(self._pack.roles.find(folded, start, end)):
            before = folded[start : cue[0]].rstrip()
            # ``in Q3 2 forecasts``; but ``in month 10 estimated at``: no number counts a verb.
            counted = (cue[2] != "estimate" or before.endswith("%")) and _counted(before)
            counted = counted or (cue[2] == "target" and self._limit(before))
            if cue[2] == "baseline" and (self._of_another(folded, cue, end) or self._pack.done.match(folded, cue[1])):
                continue
            if cue[2] in ("plan", "target") and self._reached(folded, cue, end):
                continue
            if cue[2] in ("plan", "target") and self._of_earlier(folded, start, cue, end):
                continue
            # ``The resolution sets 20 targets, among them 7 of the economy``
            counted = counted or (cue[2] == "target" and self._counts_targets(folded, cue[1], end))
            if not counted and not within(cue, excepted):
                return cue
        return None

    def _counts_targets(self, folded: str, at: int, end: int) -> bool:
        """Whether a number of targets stands right behind a word for what sets them."""
        number = DIGITS.match(folded, at + 1)
        named = self._pack.roles.pattern.match(folded, number.end() + 1) if number is not None else None
        return named is not None and self._pack.roles.label(named.group()) == "target"

    def _of_earlier(self, folded: str, begin: int, cue: tuple[int, int, str], end: int) -> bool:
        """Whether a word for a plan is told of the figure before it: ``of the 500 homes planned for 2025, 463 …``."""
        if "," not in folded[cue[1] : end] or not self._pack.roles_behind.find(folded, *cue[:2]):
            return False
        head = folded[max(begin, cue[0] - _BEHIND_NEAR) : cue[0]]
        words = _BEHIND_END.split(head)[-1].split()
        return len(words) < len(head.split()) and 0 < len(words) <= _BEHIND_WORDS and head.rstrip()[-1:].isalpha()

    def _limit(self, before: str) -> bool:
        """Whether a number and its unit at the end of a text name what is wanted: the ``four-hour`` target."""
        number, hyphen, unit = before.rpartition(" ")[2].partition("-")
        return bool(hyphen and unit) and (number.isdecimal() or number in self._pack.number_words)

    def _reached(self, folded: str, cue: tuple[int, int, str], end: int) -> bool:
        """Whether a word for a plan only says of what a percentage before it is one: ``82 % of target, and …``."""
        head = folded[max(0, cue[0] - _COMPARED_NEAR) : cue[1]]
        share = self._pack.measured_against.last(head, 0, len(head))
        if share is None or not self._pack.plan_fillers.fullmatch(head, share[1]):
            return False
        before = head[: share[0]].rstrip()
        base = self._pack.period_base.last(before, 0, len(before))  # ``82 % against the plan, and``
        if (
            base is not None
            and base[1] == len(before)
            and (cue[2] == "target" or not self._right_behind(folded, cue[1], end))
        ):
            before = before[: base[0]].rstrip()
        return before.endswith("%")

    def _of_another(self, folded: str, cue: tuple[int, int, str], end: int) -> bool:
        """Whether a word of an earlier time says what something is compared with, or stands in a closed bracket."""
        before = folded[max(0, cue[0] - _COMPARED_NEAR) : cue[0]].rstrip()
        base = self._pack.period_base.last(before, 0, len(before))
        if base is not None and base[1] == len(before):
            return True
        closed = folded.find(")", cue[1], end)
        return closed >= 0 and "(" not in folded[cue[1] : closed]

    def _plan_in_brackets(self, folded: str, clause: int, mention: Mention) -> bool:
        """Whether a bracket says how much the plan was: ``54 % of the estimate (5,120 bn)``."""
        opening = folded.rfind("(", max(0, mention.start - _COMPARED_NEAR), mention.start)
        if opening < 0 or ")" in folded[opening : mention.start]:
            return False
        inside = self._pack.measured_against.last(folded, opening, mention.start)
        if inside is not None and inside[2] == "plan" and folded[mention.start - 2 : mention.start].strip() == ":":
            return True
        if inside is not None and inside[2] == "plan" and inside[0] == opening + 1:
            # ``fell by 1.2 % (plan: a fall of 1 %)``
            told = folded[inside[1] : mention.start].strip(" :£$€¥")
            move = self._pack.measures.pattern.fullmatch(told)
            if not told or (move is not None and self._pack.measures.label(told) in ("up", "down")):
                return True
        if not self._pack.fillers.fullmatch(folded, opening + 1, mention.start):
            return False
        cue = self._pack.measured_against.last(folded, clause, opening)
        if cue is None or cue[2] != "plan" or opening - cue[1] > _PLAN_NEAR:
            return False
        if any(c.isdecimal() for c in folded[cue[1] : opening]):
            return False  # ``26.4 bn/plan 88 bn (30 %)``
        number = folded[clause : cue[0]].rstrip()
        return number.endswith("%") or not _counted(number)

    def _plan_beside(self, folded: str, begin: int, mention: Mention) -> bool:
        """Whether the word for a plan opens a statement and the figure follows at once: ``: plan 75, result 77``.

        Or is said to be surpassed: ``62 courses, above the target 12``.
        """
        cue = self._pack.measured_against.last(folded, max(begin, mention.start - _COMPARED_NEAR), mention.start)
        between = _YEAR.sub("", folded[cue[1] : mention.start]) if cue is not None else ""
        if cue is None or cue[2] != "plan" or not self._pack.plan_fillers.fullmatch(between):
            return False
        if self._pack.roles.pattern.match(folded, mention.end + 1):
            return False  # ``The plan sets 24 targets`` counts them
        before = folded[begin : cue[0]].rstrip()
        told = folded[cue[1] : mention.start].strip(" :")
        role = self._pack.roles.pattern.match(folded, cue[0])
        if role is not None and self._pack.roles.label(role.group()) == "target":
            dated = _YEAR.search(folded, cue[1], mention.start) is not None
            if dated or before.endswith(("(", "/")):
                return False  # ``96 % (target 95 %)``
        if before.endswith("/") and role is None:
            return True  # ``846 bn/plan 800 bn``
        return bool(told) or not before or before[-1] in ",;:(" or self._surpassed(folded, begin, cue[1], mention)

    def _surpassed(self, folded: str, begin: int, end: int, mention: Mention) -> bool:
        """Whether a figure is the plan that was surpassed: a percentage may be by how much, as the word allows it."""
        passed = self._pack.passed.search(folded, begin, end)
        if passed is None or mention.unit not in PERCENTS:
            return passed is not None
        return bool(self._pack.measure_exceptions.find(folded, passed.start(), end))

    def _governs(self, folded: str, cue_end: int, start: int) -> bool:
        """A target word speaks of the figure when no other comma-parted statement lies between."""
        between = folded[cue_end:start]
        if len(between) > _GOVERNED or self._turned(folded, cue_end, start):
            return False
        if "," not in between:
            return True
        # A time set off by commas parts nothing: ``aims, by 2030, at …``.
        for _, pattern in self._pack.periods.patterns:
            between = pattern.sub("\0", between)
        return not _COMMA.search(_SET_OFF.sub(" ", between))

    def _turned(self, folded: str, cue_end: int, start: int) -> bool:
        """Whether words behind a figure turn to what became of it: ``planned to inspect 450 homes and inspected``."""
        turn = self._pack.turns.search(folded, cue_end, start)
        return turn is not None and any(c.isdecimal() for c in folded[cue_end : turn.start()])

    def _come_to(self, folded: str, begin: int, start: int) -> bool:
        """Whether what was reached is told behind what is wanted: ``to cut it by 60 %; so far it fell by 41 %``."""
        turn = next(reversed([*self._pack.so_far.finditer(folded, begin, start)]), None)
        if turn is None or self._pack.roles.find(folded, turn.end(), start):
            return False
        return any(
            label in ("target", "plan") and any(c.isdecimal() for c in folded[end : turn.start()])
            for _, end, label in self._pack.roles.find(folded, begin, turn.start())
        )

    def _headed(self, folded: str, begin: int, clause: int, start: int) -> Role | None:
        """The role that a word before a colon tells of the figure right behind it: ``(target: 85 %)``."""
        if folded[clause - 1 : clause] != ":" or not self._pack.fillers.fullmatch(folded, clause, start):
            return None
        cue = self._pack.roles.last(folded, max(begin, clause - _COMPARED_NEAR), clause - 1)
        excepted = self._pack.role_exceptions.last(folded, begin, clause - 1)
        if cue is not None and excepted is not None and within(cue, [excepted]):
            return None
        words = folded[cue[1] : clause - 1].split() if cue is not None else []
        return Role(cue[2]) if cue is not None and len(words) <= 1 and "(" not in folded[cue[1] : clause] else None

    def _told_behind(self, folded: str, end: int) -> Role | None:
        """The role that a word right behind a figure and its noun tells: ``of the 60 visits planned``."""
        stop = _BEHIND_END.search(folded, end, end + _BEHIND_NEAR)
        limit = stop.start() if stop else end + _BEHIND_NEAR
        cue = next(iter(self._pack.roles_behind.find(folded, end, limit)), None)
        if cue is None or len(folded[end : cue[0]].split()) > _BEHIND_WORDS:
            return None
        if self._pack.joins.match(folded, end):
            return None  # ``stood at 212 and is projected to reach 260``
        if self._pack.measured_against.find(folded, end, limit):
            return None  # ``78 % of the annual estimate``: a share of it
        if within(cue, self._pack.role_exceptions.find(folded, end, cue[1] + _BEHIND_NEAR)):
            return None
        # ``£2m of the planned £3m``, ``against a revised estimate of £3m``: said of the other.
        of_next = _OF_NEXT.match(folded, cue[1]) or self._pack.period_base.find(folded, end, cue[0])
        return None if of_next else Role(cue[2])

    def to_come(self, time: Period) -> bool:
        """Whether a time lies after the document's own year."""
        ahead = self._year is not None and time.first > self._year * _MONTHS + _MONTHS - 1
        return ahead and time.label not in RELATIVE

    def all_to_come(self, sentence: Sentence) -> bool:
        """Whether a passage tells of nothing but a time to come, without a word that says which of it is wanted.

        Below a heading on results only the sentence that tells it does.
        """
        stated = [s for s in sentence.stated if not s.base]
        if self._year is None or not stated or not self._pack.future_is_target:
            return False
        begin, end = sentence.span
        told_here = any(begin <= s.start < end for s in stated)
        if not told_here and self._heading_role(sentence.passage.headings) is Role.RESULT:
            return False
        if not all(self.to_come(s.period) for s in stated):
            return False
        # A day that is over tells of what took place.
        if any(int(m["y"]) <= self._year for m in FULL_DATE.finditer(sentence.folded, 0, end)):
            return False
        return all(label == "result" for _, _, label in self._pack.roles.find(sentence.folded))

    def _heading_role(self, headings: tuple[str, ...]) -> Role | None:
        """The role that the nearest heading with a word for one tells."""
        for at, heading in reversed(list(enumerate(headings))):
            if heading not in self._of_heading:
                found = self._pack.role_headings(self._pack.lexicon.fold(heading))
                told = Role(found[0][2]) if found else None
                if told is Role.TARGET and turns_ahead(heading, found[0][0]):
                    told = None
                # Of a term that is at its end the targets have become results.
                self._of_heading[heading] = Role.RESULT if told is Role.TARGET and self._over(heading) else told
            role = self._of_heading[heading]
            if role is Role.TARGET and self._of_results(heading, headings[:at]):
                return Role.RESULT
            if role is not None:
                return role
        return None

    def _of_results(self, heading: str, above: tuple[str, ...]) -> bool:
        """Whether what a heading names as wanted is what the results of the part above it are on.

        So ``2. Targets of the economy`` below ``I. Results`` tells what became of them, unless it names a time to come.
        """
        if (
            not above
            or self._ahead((heading,))
            or not self._pack.result_topics.search(self._pack.lexicon.fold(heading))
        ):
            return False
        for outer in above:
            folded = self._pack.lexicon.fold(outer)
            if _NUMBERED.match(outer) or self._pack.part_headings.match(folded):
                told = {label for _, _, label in self._pack.role_headings(folded)}
                if told:
                    return told == {"result"}
        return False


def turns_ahead(line: str, at: int) -> bool:
    """Whether a line tells of one year and, from a word of what is wanted on, of a later one: ``Work of 2024, targets
    for 2025`` is the title of both.

    Args:
        line: A title or heading.
        at: Where the word stands.
    """
    told, wanted = ([int(year) for year in _YEAR.findall(part)] for part in (line[:at], line[at:]))
    return bool(told and wanted) and max(told) < min(wanted)


def _counted(before: str) -> bool:
    """Whether a word behind this text is counted or taken a share of: ``3 targets``; ``99 % of target`` says what was
    reached, not what is wanted."""
    return before.endswith("%") or (before[-1:].isdigit() and not _YEAR.search(before, max(0, len(before) - 4)))
