"""How a figure relates to its subject: a level, a rise, a fall, a share, a plan share, a rank."""

from __future__ import annotations

import re

from auditor.extraction import continuing, earlier_targets
from auditor.extraction.baselines import Baselines
from auditor.extraction.mentions import PERCENTS, Mention
from auditor.extraction.numerals import DIGITS
from auditor.extraction.places import BREAK, Place
from auditor.extraction.wording import Sentence
from auditor.intervals import middle
from auditor.language import Pack
from auditor.model import Figure

_ONLY_BY = {"over": "up", "under": "down"}
_LIKE_LAST_YEAR = 80
"""Percentage from which what is told against last year is rather its level than its growth."""
_ROUND = 2
"""Digits of a level that is worth telling when it is passed …"""
_MANY = 1000
"""… and from which a count is one."""
_MOST_WORDS = 8
"""Words of what is counted, up to the verb of a rise or fall that ends the clause."""
_BASE = 30
"""Characters before the word of a rise or fall in which stands what it is measured against."""
_WORD = 12
"""Characters before a figure in which the word stands."""
_SIGN_IN_BRACKET = re.compile(r"\(\s?[+\u2212\u2013-]\s?\Z")


class Measures:
    """Tells how the figures of one document relate to their subjects."""

    def __init__(self, pack: Pack, baselines: Baselines) -> None:
        """Read by the words of ``pack``; ``baselines`` knows where a change begins."""
        self._pack = pack
        self._baselines = baselines

    def of(
        self,
        sentence: Sentence,
        mention: Mention,
        place: Place,
        related: str,
        before: list[Figure],
        *,
        growing: bool,
        left: bool,
    ) -> tuple[str, str]:
        """How the figure relates to its subject, and what a change or share is measured against.

        Args:
            sentence: As read.
            mention: The figure.
            place: The room around it.
            related: ``plan`` or ``previous`` where an earlier percentage was one of those.
            before: The figures before it.
            growing: What it goes on with is a rate of growth.
            left: Words of its own stand before it.
        """
        pack, folded = self._pack, sentence.folded
        if earlier_targets.surpassed(folded, mention, before, pack):
            return "level", ""
        cue, cue_start, cue_end = "", 0, 0
        for start, end, label in reversed(sentence.measures(place.left, mention.start)):
            between = continuing.without_times(sentence, end, mention.start)
            if label in ("up", "down") and self._of_bound(folded, start, mention):
                continue  # ``no lower than 8 %``
            if label == "equivalent" and any(
                earlier in ("up", "down") and not folded[e:start].strip()
                for _, e, earlier in sentence.measures(place.left, start)
            ):
                continue  # ``grew respectively by 2.3 % and 26.1 %``
            if label in _ONLY_BY:
                cue = _ONLY_BY[label] if self._through(between) else ""
            elif self._opens_account(folded, start, mention) or (
                label in ("up", "down") and self._reached(sentence, between, mention, place.left, start)
            ):
                cue = ""
            elif label == "up" and mention.unit not in PERCENTS and self._planned(between):
                cue = ""  # ``more than the target of 16,000``: the target itself
            elif pack.fillers.fullmatch(between) or (label in ("up", "down") and self._through(between)):
                cue, cue_start, cue_end = label, start, end
            elif label in ("up", "down") and mention.unit in PERCENTS:
                cue = label if pack.changed.fullmatch(folded, start, mention.start) else ""
            elif label == "share" and mention.unit in PERCENTS:
                continue  # ``cut the rate of defects 2 %``
            break
        tail = folded[mention.end : min(place.clause_end, mention.end + 90)]
        against = ""
        for start, end, label in pack.bases.find(tail):
            times = (s for s in sentence.stated if s.base and mention.end <= s.start < mention.end + start)
            if len(tail[:start].split()) <= 6 and not self._of_next(tail, start, end) and not any(times):
                against = label
            break
        if cue in ("up", "down") and not against:
            through = pack.measured_against.find(folded, cue_end, mention.start) if cue_end else []
            against = "plan" if any(label == "plan" for _, _, label in through) else self._led_by(sentence, mention)
        if cue in ("up", "down") and not against and cue_end:
            # ``a year-on-year increase of 4 %``
            base = pack.bases.last(folded, max(sentence.span[0], cue_start - _BASE), cue_start)
            against = base[2] if base is not None and not folded[base[1] : cue_start].strip() else ""
        if cue in ("up", "down") and not against and mention.unit != "count":
            beyond = next(iter(pack.measured_against.find(tail)), None)
            if beyond is not None and beyond[2] == "plan" and not tail[: beyond[0]].strip():
                against = "plan"
        if cue == "up" and not against and mention.unit == "percent" and self._passing(folded, mention):
            # ``passed by 5 %``: what was planned, where nothing else is named.
            against = "" if pack.period_base.find(tail) else "plan"
        if cue == "up" and mention.shape == "fraction" and self._passing(folded, mention):
            return "level", ""  # ``passed 6/15 targets``
        if mention.unit == "step" and cue in ("", "to"):
            cue = continuing.climbed(folded, place, mention, pack)
        if cue in ("up", "down"):
            passed = mention.hedge == "at-least" and not against and self._passing(folded, mention)
            last = before[-1] if before else None
            begun = passed or self._baselines.of_ends(sentence, mention, last, down=cue == "down")
            return ("level", "") if begun else (cue, against)
        if mention.unit == "multiple":
            return "multiple", against
        climbed = mention.shape == "fraction" and bool(before) and before[-1].unit == "step"
        if climbed and cue == "to":
            return "rank", ""  # ``up 4 places to 17/63``
        if climbed and place.depth:
            # ``ranked 19/63, up 16 places on 2020 (33/63)``: the place that it had then.
            return ("rank" if any(f.measure == "rank" and f.total == mention.total for f in before) else "level"), ""
        ranked = cue == "rank" and (mention.shape == "fraction" or mention.bare)
        if (ranked and not folded[cue_end : mention.start].strip(" :")) or self._ordinal(folded, mention):
            return "rank", ""
        signed = self._signed(sentence, mention, place, before)
        if signed:
            return signed, against
        beside = self._beside(sentence, mention)
        # ``slowed to 0.1 % growth``
        rate = beside and cue == "to" and folded.startswith(pack.growth, mention.end + 1)
        if beside and (not cue or rate) and mention.unit in PERCENTS and mention.end < place.clause_end:
            return beside, against
        if not cue and place.depth and (way := continuing.of_names(sentence, mention, before)):
            return way, against
        if before and not cue and continuing.by_part(folded, before[-1], mention, pack):
            return before[-1].measure, against or before[-1].base
        if before and continuing.planned(folded, before[-1], mention, pack):
            return before[-1].measure, ""
        if mention.unit == "percent":
            led = self._elided(sentence, mention, before, place.right) if not cue else None
            if led is not None:
                return led.measure, against or led.base
            of_some = pack.of_whole.match(folded, mention.end) is not None  # ``and 62 % of guests``
            # ``up 8 % on last year and reached 60 % against the plan``: no second rise.
            of_some = of_some or bool(
                before and against == "plan" and pack.reached.search(folded, before[-1].to, mention.start)
            )
            if before and (
                (cue != "share" and continuing.told_again(sentence, mention, place, before[-1]))
                or (not of_some and continuing.in_turn(sentence, mention, before[-1], pack))
            ):
                return before[-1].measure, against or before[-1].base
            if cue == "equivalent" and before and continuing.absolute_change(before[-1]):
                return before[-1].measure, against or before[-1].base
            joined = not cue and not of_some and before and before[-1].unit == "percent"
            if joined and continuing.joined(folded, before[-1], mention, pack):
                return before[-1].measure, against
            if not cue and self._reached_of_plan(folded, place, mention):
                return "plan", ""
            for start, stop, label in pack.measured_against.find(tail):
                words = tail[:start].split()
                if words == ["/"] and folded[mention.end + stop : mention.end + stop + 2].strip()[:1].isdecimal():
                    break  # ``74.6%/target 75%``: what was reached, and what was wanted
                if len(words) <= 2 and not BREAK.search(tail[:start]):
                    rate = label == "previous" and self._rate_of_growth(sentence, place, mention)
                    return "up" if rate else label, against
                break
            if cue == "multiple" and before and before[-1].unit not in PERCENTS and self._of_a_time(sentence, mention):
                return "previous", against
            if (
                related
                and cue in ("", "multiple")
                and before
                and before[-1].unit != "percent"
                and (
                    not continuing.has_words(sentence, place, mention)
                    or (related == "plan" and self._parted(sentence, before, mention))
                )
            ):
                return related, ""
            if cue == "share":
                # ``fell by 312, or 9.4 %``: the change once more, in percent.
                again = before and continuing.absolute_change(before[-1])
                again = again and not sentence.words(mention.end, place.right)  # ``38 % of all communes``: a share
                return (before[-1].measure, against) if again and not left else ("share", "")
            # ``growth was 8 %; 86 % of households …``: told of what stands behind it, in a statement of its own.
            apart = before and not left and ";" in folded[before[-1].to : mention.start]
            apart = apart and bool(sentence.words(mention.end, place.right))
            if self.names_growth(sentence, place, mention) or (growing and not cue and not apart):
                return "up", against
        if cue == "share" and before and before[-1].unit == "percent" and before[-1].measure in ("up", "down"):
            # ``grew 6.2 %, or 48 million, on 2023``: the change once more, as an amount.
            again = len(folded[before[-1].to : cue_end].split()) == 2 and not left
            if again and not sentence.words(mention.end, place.right):
                return before[-1].measure, against or before[-1].base
        if cue == "equivalent" and before and continuing.said_again(folded, before[-1], mention):
            return before[-1].measure, against or before[-1].base
        if (
            mention.shape == "fraction"
            and not cue
            and before
            and continuing.ranked_on(folded, before[-1], mention, pack)
        ):
            return "rank", ""
        if not cue and against and before and continuing.joined(folded, before[-1], mention, pack):
            return before[-1].measure, against
        if beside and cue in ("", "equivalent") and mention.end < place.clause_end:
            return beside, against
        after = next(reversed(sentence.measures(mention.end, place.right)), None)
        moved = mention.shape == "number" and after is not None and after[2] in ("up", "down")
        moved = moved and after is not None and folded[after[0] : after[1]] not in pack.nouns_behind
        moved = moved and not (mention.unit == "percent" and pack.of_whole.match(folded, mention.end))
        end = min(place.clause_end, sentence.span[1])
        told = after is not None and len(folded[mention.end : after[0]].split()) <= _MOST_WORDS
        # ``0.05 % of the cost, no less than 5 million``: the word is that of the next figure.
        of_next = after is not None and any(
            m.start >= after[1] and not folded[after[1] : m.start].strip() for m in sentence.mentions
        )
        if after is not None and told and moved and not of_next and not folded[after[1] : end].strip(" .,;:"):
            # ``64 posts were cut``: the number is what went, not what is there.
            return after[2], ""
        if not cue and not left and before and continuing.told_in_amount(sentence, mention, place, before):
            return before[-1].measure, against or before[-1].base
        # Of a percentage this was asked above.
        bare = not cue and not against and mention.unit != "percent"
        led = self._elided(sentence, mention, before, place.right) if bare else None
        if led is not None:
            return led.measure, led.base
        if not cue and not left and before and continuing.listed(folded, before, mention, pack):
            return before[-1].measure, before[-1].base
        return "level", ""

    def against(self, measure: str, base: str, phrase: str, before: str) -> str:
        """What a figure is measured against, as far as it must be said.

        Of a share of a plan the plan is said, and it is told only of rates that need not name it: ``disbursed 94.8 %``
        is as much as ``disbursed 94.8 % of the plan``.

        Args:
            measure: How it relates to its subject.
            base: What stands beside it.
            phrase: The words for what it measures.
            before: The sentence up to it, folded; what stands before a colon is said of all behind it.
        """
        if measure != "plan":
            return base
        label = before.partition(":")[0] if ":" in before else ""
        return "plan" if self._pack.plan_rates.find(f"{label} {self._pack.lexicon.fold(phrase)}") else ""

    def told_behind(self, folded: str, mention: Mention, measure: str) -> bool:
        """Whether the word that makes a rate a rise or fall stands behind it: ``a 2 % rise in imports``."""
        moved = measure in ("up", "down") and mention.unit in PERCENTS
        return moved and self._pack.compared.pattern.match(folded, mention.end + 1) is not None

    def passed(self, sentence: Sentence, mention: Mention, place: Place, before: list[Figure]) -> bool:
        """Whether a figure is a level that was passed, not what it was passed by: ``exports passed 5 billion``.

        Such a level is a round number, measured against nothing, and no small part of an amount told before it.
        """
        folded = sentence.folded
        if mention.shape != "number" or mention.unit in (*PERCENTS, "multiple", "point", "step") or mention.hedge:
            return False
        value = middle(mention.printed)
        if not value or not self._passing(folded, mention) or len(value.normalize().as_tuple().digits) > _ROUND:
            return False
        if mention.dimension in ("count", "duration") and value < _MANY:
            return False
        tail = folded[mention.end : place.clause_end]
        bases = self._pack.bases, self._pack.period_base, self._pack.measured_against
        if any(words.find(tail) for words in bases):
            return False
        last = before[-1] if before else None
        if last is None or last.unit != mention.unit or ";" in folded[last.to : mention.start]:
            return True
        amount = middle(last.printed)
        return amount is not None and 2 * value >= amount

    def _reached_of_plan(self, folded: str, place: Place, mention: Mention) -> bool:
        """Whether a percentage is what was reached of a plan named before it: ``against the plan, it came to 42 %``."""
        base = self._pack.bases.last(folded, place.left, mention.start)
        verb = self._pack.reached.search(folded, base[1], mention.start) if base and base[2] == "plan" else None
        if base is None or verb is None or not self._pack.fillers.fullmatch(folded, verb.start(), mention.start):
            return False
        return self._pack.plan_fillers.fullmatch(folded, base[1], verb.start()) is not None

    def _passing(self, folded: str, mention: Mention) -> bool:
        """Whether the word of a level that was passed stands right before a figure."""
        return self._pack.passing.search(folded, max(0, mention.start - _WORD), mention.start) is not None

    def _beside(self, sentence: Sentence, mention: Mention) -> str:
        """``up`` or ``down`` where a word right behind a figure makes it a difference: ``12 more``, ``a £4m rise``.

        Behind an amount (``£44.2m up 6 %``) such a word says how it changed.
        """
        if mention.shape != "number":
            return ""
        folded, compared = sentence.folded, self._pack.compared
        at = mention.end + 1
        base = self._pack.bases.pattern.match(folded, at)
        word = compared.pattern.match(folded, at)
        if word is None and base is not None:
            word = compared.pattern.match(folded, base.end() + 1)
        if word is None:
            return ""
        rate = next((m for m in sentence.mentions if m.start >= word.end()), None)
        if (
            rate is not None
            and rate.unit in PERCENTS
            and mention.unit not in (rate.unit, "point", "percentage-point")
            and self._pack.fillers.fullmatch(folded, word.end(), rate.start)
        ):
            return ""
        return compared.label(word.group())

    def _signed(self, sentence: Sentence, mention: Mention, place: Place, before: list[Figure]) -> str:
        """``up`` or ``down`` where a sign alone says that a figure is one of a change: ``$96 m (-2.1 %)``.

        What is no percentage is a change only where the sign opens a bracket: ``up 0.3 % (+0.2 t/ha)``; where the sign
        is one with the number, only behind the same change in percent: ``down 1.4 % (-153 ha)``.
        """
        if mention.shape != "number":
            return ""
        if mention.unit not in PERCENTS:
            opened = _SIGN_IN_BRACKET.search(sentence.folded, max(0, mention.start - _WORD), mention.start)
            if opened is not None:
                return "up" if "+" in opened.group() else "down"
            high = mention.printed.high
            below = high is not None and high < 0 and sentence.folded[: mention.start].rstrip().endswith("(")
            return (
                "down"
                if below and continuing.moved_by_rate(before) and not sentence.words(mention.end, place.right)
                else ""
            )
        if sentence.folded[max(0, mention.start - 2) : mention.start].rstrip().endswith("+"):
            # ``+ 80 % of all firms``: the sign of an item of a list.
            return "up" if sentence.folded[sentence.span[0] : mention.start].strip(" +") else ""
        high = mention.printed.high
        if high is None or high >= 0 or sentence.words(mention.end, place.right):
            return ""
        opening = sentence.folded[: mention.start].rstrip()[-1:]
        # ``Norland (2,417, -5.3 %)``
        return "down" if opening and opening in ("(:;," if place.depth else "(:;") else ""

    def _of_a_time(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether a word of comparison and a time stand right behind: ``equal to 92 % of (that of) 2023``."""
        base = self._pack.period_base.pattern.match(sentence.folded, mention.end + 1)
        return base is not None and any(s.start == base.end() + 1 for s in sentence.stated)

    def _of_next(self, tail: str, start: int, end: int) -> bool:
        """Whether a base behind a figure opens what is said of the next: ``up 3 %, on last year up 5 %``."""
        gap = tail[:start]
        opened = gap.strip() == "," or self._pack.joins.fullmatch(gap) is not None
        return opened and any(label in ("up", "down") for _, _, label in self._pack.measures.find(tail, end, len(tail)))

    def _led_by(self, sentence: Sentence, mention: Mention) -> str:
        """What opens a clause for the changes that follow in it: ``On last year, cases fell by 12, deaths by 3``."""
        folded, begin = sentence.folded, sentence.span[0]
        for start, end, label in reversed(self._pack.bases.find(folded, begin, mention.start)):
            before = folded[begin:start].rstrip()
            if ";" in folded[end : mention.start]:
                break
            if not before or before[-1] in ",;:" or self._pack.joins.match(f" {before.split()[-1]} "):
                return label
        return ""

    def _ordinal(self, folded: str, mention: Mention) -> bool:
        """Whether a number, or the part of a fraction (``31st out of 45``), is the how-manieth."""
        in_words = self._pack.rank_words.match(folded, mention.start)
        if in_words is not None and in_words.end() <= mention.end:
            return True
        if mention.shape != "fraction":
            return self._pack.ordinal.match(folded, mention.end) is not None
        part = DIGITS.match(folded, mention.start)
        return part is not None and self._pack.ordinal.match(folded, part.end()) is not None

    def _reached(self, sentence: Sentence, between: str, mention: Mention, left: int, start: int) -> bool:
        """Whether a figure is the level that a rise or fall came to: ``exports rose strongly, reaching 144 million``.

        A percentage is where a share is told of; else it is the rate at which something grew.

        Args:
            sentence: As read.
            between: What stands between the word of the change and the figure.
            mention: The figure.
            left: Where the words before the figure begin.
            start: Where the word of the change stands.
        """
        reached = self._pack.reached.search(between)
        if reached is None or not self._pack.fillers.fullmatch(between):
            return False
        return mention.unit not in PERCENTS or any(label == "share" for _, _, label in sentence.measures(left, start))

    def _opens_account(self, folded: str, start: int, mention: Mention) -> bool:
        """Whether an amount stands behind a verb and its colon: ``use grew: 143 loans were made``."""
        return mention.unit not in PERCENTS and bool(self._pack.opens_account.fullmatch(folded, start, mention.start))

    def _of_bound(self, folded: str, start: int, mention: Mention) -> bool:
        """Whether a word of a rise or fall belongs to the bound right before a figure."""
        if mention.hedge not in ("at-least", "at-most"):
            return False
        bound = self._pack.hedges.last(folded, max(0, start - _WORD), mention.start)
        return bound is not None and bound[0] < start < bound[1] and not folded[bound[1] : mention.start].strip(" £$€¥")

    def _planned(self, between: str) -> bool:
        """Whether nothing but a word for a plan stands between ``passed`` and an amount."""
        plain = between.strip()
        return any(label == "plan" and plain == plain[s:e] for s, e, label in self._pack.measured_against.find(plain))

    def _through(self, between: str) -> bool:
        """Whether what lies between a word of a change and its figure only names what changed."""
        named = self._pack.through.match(between)
        return named is not None and bool(self._pack.fillers.fullmatch(between, named.end()))

    def _elided(self, sentence: Sentence, mention: Mention, before: list[Figure], right: int) -> Figure | None:
        """The rise or fall that a figure goes on with, its verb left out: ``arson fell by 8 %, and theft by 3 %``.

        So ``rice rose 8 % to 2.4 bn, coffee 31 % to 3.9 bn``, where both lead to a level.
        """
        last = next((f for f in reversed(before) if f.unit == mention.unit), before[-1] if before else None)
        gap = sentence.folded[last.to : mention.start] if last is not None else ""
        if last is None or last.measure not in ("up", "down") or ";" in gap:
            return None
        gap = continuing.without_times(sentence, last.to, mention.start)
        # ``fuel (up 14 %), bread (9 %) and rents (7 %)``
        bracketed = gap.startswith(")") and gap.endswith("(")
        gapped = mention.unit == "percent" and self._pack.gapped.fullmatch(gap[1:-1] if bracketed else gap)
        if gapped and not sentence.words(mention.end, right):
            return last
        levels = self.led_to(sentence, last.to), self.led_to(sentence, mention.end)
        alike = all(level is not None and level.unit not in PERCENTS for level in levels)
        return last if alike or self._through(BREAK.split(gap)[-1]) else None

    def led_to(self, sentence: Sentence, end: int) -> Mention | None:
        """The level that a word such as ``to`` tells right behind a rise or fall that ends at a place."""
        level = next((m for m in sentence.mentions if m.start >= end), None)
        cue = next((c for c in sentence.measures(end, level.start) if c[2] == "to"), None) if level else None
        if level is None or cue is None or sentence.folded[end : cue[0]].strip():
            return None
        return level if self._pack.fillers.fullmatch(sentence.folded, cue[1], level.start) else None

    def _parted(self, sentence: Sentence, before: list[Figure], mention: Mention) -> bool:
        """Whether a percentage is told of a part of what the plan share before it was told of."""
        last = max((f.to for f in before if f.measure == "plan"), default=None)
        return last is not None and bool(sentence.cues(self._pack.parts, last, mention.start))

    def names_growth(self, sentence: Sentence, place: Place, mention: Mention) -> bool:
        """Whether the figure's own words name a rate of growth: ``the growth rate of output was 8 %`` is a rise."""
        found = sentence.measures(place.near, mention.start)
        if self._pack.grows.search(sentence.folded, place.near, mention.start) or self._in_list(sentence, mention):
            return True
        # ``growth of farming was 3 %``, where ``growth of`` may stand before a rise itself
        names = (sentence.folded[start:end] for start, end, label in found if label != "growth")
        return any(c[2] == "growth" for c in found) or any(name.startswith(self._pack.growth) for name in names)

    @staticmethod
    def _in_list(sentence: Sentence, mention: Mention) -> bool:
        """Whether a figure stands in the list that rates of growth open: ``growth of: farming 3 %; services 8 %``."""
        told = sentence.measures(sentence.span[0], mention.start)
        return bool(told) and told[-1][2] == "growth" and sentence.folded.startswith(":", told[-1][1])

    def _rate_of_growth(self, sentence: Sentence, place: Place, mention: Mention) -> bool:
        """Whether a percentage told against last year is how fast something grew, not its level in percent of it."""
        high = mention.printed.high
        return high is not None and high < _LIKE_LAST_YEAR and self.names_growth(sentence, place, mention)
