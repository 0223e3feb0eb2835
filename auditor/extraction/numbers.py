"""Numbers as printed: digits, fraction or range, scale word, unit, hedge: one mention each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, localcontext
from typing import NamedTuple

from auditor.extraction import end_points, given_units, two_units
from auditor.extraction.hedges import Hedges
from auditor.extraction.mentions import Mention
from auditor.extraction.number_words import HALF, TENTH, WordNumeral
from auditor.extraction.numerals import DIGITS, VULGAR, Numeral, parse
from auditor.extraction.told_exactly import told_exactly
from auditor.extraction.units import Tail, Units
from auditor.intervals import exact, rounded, scaled
from auditor.language import Pack
from auditor.model import Interval

_GROUPED = re.compile(r"\d[.,]\d")
_SLASH = re.compile(r"\s?/\s?(?=\d)")
_SPACED = re.compile(r"\d{1,3}(?:[ \u202f\u00a0]\d{3})+(?!\d)")
_SURELY_SPACED = re.compile(r"[ \u202f\u00a0]0|(?:[ \u202f\u00a0]\d{3}){2}(?=\s[^\W\d_])")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""A digit of these behind a number is a note's mark or a power: the number itself is read, not surely."""
_MISTYPED = re.compile(r"[ol]\d")
"""A letter typed for a digit: what the number is cannot be told."""
_NEGATIVE = re.compile(r"(?:\u2212|(?<=[\s(:;])[-\u2013]|(?<=:\s)[-\u2013\u2212]\s)\Z")
"""A sign, not a dash: it stands at the number and away from the word before, or alone behind a colon."""
_SIGN = 4
"""Characters before a number in which its sign stands."""
_TIMES = re.compile(r"\dx\Z")
"""Between two numbers, as in ``2x40 MVA``: Unicode's sign is no letter."""
_UNSIGNED = ("count", "year", "month", "day")
_DASHED = re.compile(r"[-\u2013\u2014]")
_PERCENT = Tail(0, "percent", "percent", Decimal(1), Decimal(1), "")
_FAR = 2
"""A level is more than so many times the change that led to it; the ends of a range lie nearer."""
_THOUSAND = _LARGE = 1000
"""A count from which one greater than its whole is a plan surpassed, not an impossible part."""


class _Token(NamedTuple):
    """A number where it stands; ``None`` for digits that write no quantity."""

    start: int
    end: int
    numeral: Numeral | None


class Scanner:
    """Finds the mentions of a passage."""

    def __init__(self, pack: Pack) -> None:
        """Read numbers by the conventions of ``pack``."""
        self._pack = pack
        self._units = Units(pack)
        self._hedges = Hedges(pack, self._units)
        self._tokens: dict[int, _Token] = {}
        self._parsed: dict[str, Numeral | None] = {}

    def scan(
        self,
        folded: str,
        claimed: bytearray,
        words: Iterable[WordNumeral] = (),
        in_words: Iterable[tuple[str, re.Match[str]]] = (),
    ) -> list[Mention]:
        """All quantities outside the claimed characters, in order.

        Args:
            folded: The passage's text, folded.
            claimed: For each character, 1 where something else (a date, a document number) has it.
            words: Numbers in words; those that count nothing can only close a fraction.
            in_words: Amounts in words: the key of each in `Pack.amount`, and where it stands.
        """
        numbers = [(_Token(w.start, w.end, Numeral(w.value, w.step)), w.counts) for w in words]
        tokens = [*self._digits(folded), *(token for token, counts in numbers if counts)]
        amounts = [a for a in self._amounts(folded, in_words) if not claimed[a.start]]
        for amount in amounts:
            tokens = [t for t in tokens if not (amount.start <= t.start < amount.end)]
        tokens.sort(key=lambda t: t.start)
        tokens = self._composed(folded, tokens)
        self._tokens = {t.start: t for t in [*(token for token, _ in numbers), *tokens]}
        found: list[Mention] = []
        at = 0
        for token in tokens:
            start = token.start
            if start < at or claimed[start] or (start and self._in_word(folded, token)):
                continue
            mention = self._mention(folded, token, claimed)
            if mention is not None:
                found.append(mention)
                at = max(token.end, mention.digits_end)
        if amounts:
            taken = [(m.start, m.end) for m in found]
            found += [a for a in amounts if not any(s < a.end and a.start < e for s, e in taken)]
            found = told_exactly(folded, sorted(found, key=lambda m: m.start))
        return two_units.joined(folded, self._elided(folded, found), self._pack, self._hedges)

    def _in_word(self, folded: str, token: _Token) -> bool:
        """Whether a number only ends a word or code, and is no amount behind letters of a currency or ``2x`` of it."""
        before = folded[token.start - 1]
        if not before.isalpha() or _TIMES.search(folded, token.start - _SIGN, token.start):
            return before == "_"
        amount = _GROUPED.search(folded, token.start, token.end) or self._units.behind(folded, token.end).scale != 1
        return not amount or self._units.before(folded, token.start) is None

    def _composed(self, folded: str, tokens: list[_Token]) -> list[_Token]:
        """The numbers, one for those that are said in parts: ``twenty-one thousand four hundred``, ``1 bn 200 m``."""
        out: list[_Token] = []
        for token in tokens:
            whole = self._joined(folded, out[-1], token) if out else None
            if whole is None:
                out.append(token)
            else:
                out[-1] = whole
        return out

    def _joined(self, folded: str, first: _Token, second: _Token) -> _Token | None:
        """Two numbers as one, where a scale alone parts them; in digits, where a lesser one follows, too."""
        more, less = first.numeral, second.numeral
        between = self._pack.scale_pattern.match(folded, first.end)
        if more is None or less is None or between is None or more.step != 1:
            return None
        if not self._pack.number_joint.fullmatch(folded, between.end(), second.start):
            return None
        greater = self._pack.scales[" ".join(between.group("scale").split())]
        behind = self._pack.scale_pattern.match(folded, second.end)
        lesser = self._pack.scales[" ".join(behind.group("scale").split())] if behind else None
        in_digits = folded[first.start].isdecimal() or folded[second.start].isdecimal()
        # ``5 thousand 400 billion`` is 5,400 billion: the greater scale behind holds for both.
        scaled_behind = greater == _THOUSAND and lesser is not None and lesser > greater
        if in_digits and not scaled_behind and (lesser is None or lesser >= greater):
            return None
        part = lesser if lesser is not None and lesser < greater else Decimal(1)
        if less.value * part >= greater or (less.step != 1 and part == 1):
            return None
        return _Token(first.start, second.end, Numeral(more.value * greater / part + less.value, less.step))

    def _digits(self, folded: str) -> Iterator[_Token]:
        at = 0
        while (match := DIGITS.search(folded, at)) is not None:
            start, end = match.span()
            spaced = _SPACED.match(folded, start)
            sure = self._pack.space_groups
            if spaced and spaced.end() > end and (sure or self._surely_grouped(folded, spaced)):
                end = spaced.end()
            else:
                sure = not (end < len(folded) and folded[end] in _RAISED)
            numeral = None if _MISTYPED.match(folded, end) else self._parse(folded[start:end])
            if numeral is not None and not sure:
                numeral = numeral._replace(sure=False)
            yield _Token(start, end, numeral)
            at = end

    def _parse(self, digits: str) -> Numeral | None:
        """The number that digits write: years and small numbers come again and again."""
        if digits not in self._parsed:
            self._parsed[digits] = parse(digits, self._pack)
        return self._parsed[digits]

    def _surely_grouped(self, folded: str, spaced: re.Match[str]) -> bool:
        """Whether spaces group digits where the language groups otherwise: money follows, a group begins with 0, or
        three stand before a word."""
        unit = self._pack.unit_at(folded, spaced.end())
        if _SURELY_SPACED.search(folded, spaced.start(), spaced.end() + 2) is not None:
            return True
        return unit is not None and self._pack.units[unit[0]].dimension == "money"

    def _amounts(self, folded: str, in_words: Iterable[tuple[str, re.Match[str]]]) -> Iterator[Mention]:
        """Amounts in words that carry their unit: ``half of``, ``doubled``."""
        for name, match in in_words:
            value, unit, hedge = self._pack.amount[name]
            printed = exact(value)
            start, end = match.span()
            hedge = self._hedges.before(folded, start) or hedge
            given = self._hedges.widen(printed, "number", hedge)
            bare = unit == "count"
            yield Mention(start, end, end, 1, printed, given, unit, unit, "", None, "number", hedge, bare, True)

    def _mention(self, folded: str, token: _Token, claimed: bytearray) -> Mention | None:
        start, end, first = token.start, token.end, token.numeral
        if first is None:
            return None
        unit_start = self._units.before(folded, start)
        slash = _SLASH.match(folded, end) or self._of_whole(folded, end, first)
        if slash:
            other = self._tokens.get(slash.end())
            if other is not None and other.numeral is not None and not claimed[slash.end()]:
                behind = self._units.behind(folded, other.end)
                measured = behind.measured
                if not self._reached(first, other.numeral, measured=measured):
                    return self._fraction(folded, token, first, other, behind, measured=measured)
                own = self._units.behind(folded, end)
                tail = own if own.unit != "count" else behind._replace(end=end)
                return self._number(folded, token, first, tail._replace(per=""), bare=tail.unit == "count")
        tail = self._units.behind(folded, end, currency=unit_start is not None)
        if tail.measured and unit_start is None:
            whole = self._measured_whole(folded, first, tail, claimed)
            if whole is not None:
                return self._fraction(folded, token, first, *whole, measured=True)
        tail = self._units.multiple(folded, start, tail, first.step) or tail
        if self._pack.rank_words.fullmatch(folded, start, end):
            tail = Tail(end, "count", "count", Decimal(1), Decimal(1), "")
        ranged = self._ranged(folded, token, first, tail, claimed, unit_start)
        if ranged is not None:
            return ranged
        if unit_start is not None and tail.unit == "count":
            tail = tail._replace(unit=unit_start.unit, dimension=unit_start.dimension, factor=unit_start.factor)
        sign = _NEGATIVE.search(folded[max(0, start - _SIGN) : start]) if tail.unit not in _UNSIGNED else None
        if (
            unit_start is not None
            and sign is None
            and _NEGATIVE.search(folded, max(0, unit_start.end - _SIGN), unit_start.end)
        ):
            first = first._replace(value=-first.value)  # ``-$58 billion``
        if sign is not None:
            token, first = token._replace(start=start - len(sign.group())), first._replace(value=-first.value)
        if tail.unit == "count" and first.step == 0 and folded[start] in VULGAR:
            # A vulgar fraction alone, of things: a half of them.
            tail = tail._replace(unit="percent", dimension="percent", factor=Decimal(100))
        return self._number(folded, token, first, tail, bare=tail.unit == "count" and tail.scale == 1)

    def _number(self, folded: str, token: _Token, numeral: Numeral, tail: Tail, *, bare: bool) -> Mention:
        if tail.half and numeral.step == 1:
            numeral = numeral._replace(value=numeral.value + HALF, step=TENTH)
        printed = self._interval(numeral, tail)
        otherwise = numeral.otherwise
        mention = Mention(
            token.start,
            tail.end,
            token.end,
            1,
            printed,
            printed,
            tail.unit,
            tail.dimension,
            tail.per,
            None,
            "number",
            "",
            bare,
            numeral.sure,
            tail.factor * tail.scale,
            self._interval(otherwise, tail) if otherwise else None,
        )
        return self._hedged(folded, mention)

    @staticmethod
    def _reached(first: Numeral, other: Numeral, *, measured: bool) -> bool:
        """Whether a slash parts what was reached from what was planned: the first is the greater."""
        return first.value > other.value and (measured or other.value >= _LARGE)

    def _fraction(
        self, folded: str, token: _Token, part: Numeral, other: _Token, tail: Tail, *, measured: bool
    ) -> Mention | None:
        """A part and its whole; of something measured (``6,459 of 7,298 million dong``) in its unit."""
        whole = other.numeral
        if whole is None:
            return None
        unit = tail if measured else Tail(tail.end, "count", "count", Decimal(1), Decimal(1), "")
        whole_numbers = not measured and part.step == 1 and whole.step == 1
        value = exact(part.value) if whole_numbers else self._interval(part, unit)
        hedge = self._hedges.before(folded, token.start)
        return Mention(
            token.start,
            tail.end,
            other.end,
            2,
            value,
            self._hedges.widen(value, "fraction", hedge),
            unit.unit,
            unit.dimension,
            "",
            whole.value * unit.factor * unit.scale,
            "fraction",
            hedge,
            tail.unit == "count",
            part.sure and whole.sure,
            unit.factor * unit.scale,
        )

    def _measured_whole(self, folded: str, part: Numeral, tail: Tail, claimed: bytearray) -> tuple[_Token, Tail] | None:
        """The whole of a measured part that has its unit, too, and that unit: ``12.5 km of 14 km``."""
        joint = _SLASH.match(folded, tail.end) or self._pack.of_whole.match(folded, tail.end)
        other = self._tokens.get(joint.end()) if joint and not _after_noun(joint) else None
        if other is None or other.numeral is None or claimed[other.start]:
            return None
        behind = self._units.behind(folded, other.end)
        alike = (behind.unit, behind.dimension, behind.factor, behind.scale) == (
            tail.unit,
            tail.dimension,
            tail.factor,
            tail.scale,
        )
        return (other, behind) if alike and part.value <= other.numeral.value else None

    def _ranged(
        self, folded: str, token: _Token, first: Numeral, tail: Tail, claimed: bytearray, currency: Tail | None
    ) -> Mention | None:
        """A range that a number opens, or None when it opens none."""
        other = self._range(folded, token.start, token.end, tail, claimed)
        if other is None or other.numeral is None:
            return None
        closing = self._units.behind(folded, other.end, currency=currency is not None)
        if currency is not None and closing.unit == "count":
            closing = closing._replace(unit=currency.unit, dimension=currency.dimension, factor=currency.factor)
            if tail.unit == "count":
                tail = tail._replace(unit=currency.unit, dimension=currency.dimension, factor=currency.factor)
        dashed = _DASHED.search(folded, token.end, other.start) is not None
        opening = tail if tail.scale != 1 or (tail.unit != "count" and currency is None) else closing
        if tail.unit == "count" != closing.unit:
            opening = closing._replace(scale=opening.scale)  # ``from 80 thousand to 120 thousand dong``
        low = first.value * opening.factor * opening.scale
        high = other.numeral.value * closing.factor * closing.scale
        alike = opening.unit == closing.unit or (not closing.per and opening.dimension == closing.dimension)
        alike = alike and not (dashed and end_points.of_many(folded, token.start, closing.end))
        if not alike or low == high or self._ends(folded, token, tail, other, far=abs(high) > _FAR * abs(low)):
            return None
        closed = tail.unit == "count" != closing.unit and dashed
        if low > high and not closed:
            # Two scores, or two counts side by side, have no unit that closes them.
            return None
        both = Interval(min(low, high), max(low, high))
        mention = Mention(
            token.start,
            closing.end,
            other.end,
            2,
            both,
            both,
            closing.unit,
            closing.dimension,
            closing.per,
            None,
            "range",
            "",
            closing.unit == "count",
            first.sure and other.numeral.sure and low <= high,
        )
        return self._hedged(folded, mention)

    def _of_whole(self, folded: str, end: int, part: Numeral) -> re.Match[str] | None:
        """The words between part and whole (``16 of 63``): no time; the greater, save for a place (``66th of 63``)."""
        words = self._pack.of_whole.match(folded, end)
        if words is None or part.step == 0:
            return None
        number = self._tokens.get(words.end())
        if number is None or (whole := number.numeral) is None:
            return None
        unit = self._units.behind(folded, number.end)
        part_of = whole.value >= part.value or self._pack.ordinal.match(folded, end) is not None
        if unit.measured:
            return words if part_of and not _after_noun(words) else None
        return words if part_of and whole.step == 1 and unit.dimension == "count" else None

    def _range(self, folded: str, start: int, end: int, tail: Tail, claimed: bytearray) -> _Token | None:
        for at in dict.fromkeys((tail.end, end)):
            between = self._pack.between.match(folded, at)
            if between is None or between.end() == between.start():
                continue
            if self._pack.only_opened.fullmatch(between.group()) and not self._hedges.opened(folded, start):
                continue
            number = self._tokens.get(between.end())
            if number is None:
                sign = self._pack.money_sign.match(folded, between.end())
                number = self._tokens.get(sign.end()) if sign else None
            if number is None or claimed[number.start]:
                continue
            follows = folded[number.end : number.end + 1]
            glued = self._pack.scale_pattern.match(folded, number.end) or self._pack.unit_at(folded, number.end)
            if follows != "/" and (glued or not follows.isalpha()) and number.numeral is not None:
                return number
        return None

    def _ends(self, folded: str, token: _Token, tail: Tail, other: _Token, *, far: bool) -> bool:
        """Whether two numbers are where a change began and ended, or, ``far`` apart, by how much and to what level."""
        if self._hedges.opened(folded, token.start):
            return False
        prefix = self._units.before(folded, token.start)
        start, end = prefix.end if prefix else token.start, max(token.end, tail.end)
        ends = end_points.are_ends(folded, start, token.end, other.start, self._pack)
        return ends or (far and end_points.moved_to(folded, token.start, end, other.start, self._pack))

    def _interval(self, numeral: Numeral, tail: Tail) -> Interval:
        with localcontext() as context:
            context.prec = 60
            factor = tail.factor * tail.scale
            if tail.unit == "count" and tail.scale == 1 and numeral.step == 1:
                return exact(numeral.value)
            if numeral.step == 0:
                return exact(numeral.value * factor)
            return scaled(rounded(numeral.value, numeral.step), factor)

    def _hedged(self, folded: str, mention: Mention) -> Mention:
        """Widen by the hedge before, or the bound after."""
        hedge = self._hedges.around(folded, mention.start, mention.end)
        if not hedge:
            return mention
        return mention._replace(value=self._hedges.widen(mention.printed, mention.shape, hedge), hedge=hedge)

    def _elided(self, folded: str, found: list[Mention]) -> list[Mention]:
        """Give a bare number the unit of its label, of its total, of what closes its list (``5, 6 and 7 %``), or of
        the one with which it is compared (``62.4 %, against 58.1 in 2019``), or from which it came."""
        out = list(found)
        for given in given_units.KINDS:
            for n, tail in given(folded, tuple(out), self._pack, self._units):
                numeral = self._tokens[out[n].start].numeral
                if numeral is not None:
                    token, told = _Token(out[n].start, out[n].end, numeral), tail._replace(end=out[n].end, half=False)
                    out[n] = self._number(folded, token, numeral, told, bare=False)
        for i in range(len(out) - 2, -1, -1):
            here, after = out[i], out[i + 1]
            if here.unit != "count" or here.per or not here.shape == after.shape == "number":
                continue
            gap = folded[here.end : after.start]
            if not after.bare and after.unit != "count" and given_units.goes_on(gap.strip(), self._pack):
                if self._pack.unit_pattern.search(folded, after.digits_end, after.end) is not None:
                    out[i] = self._given(here, after, self._units.behind(folded, after.digits_end))
            elif (
                here.bare
                and after.unit == "percent"
                # ``(2,417, -5.3 %)``: how it changed.
                and not _below(after)
                and given_units.lists(gap, folded[out[i - 1].end : here.start] if i else "", self._pack)
            ):
                out[i] = self._given(here, after, _PERCENT)
        for i in range(1, len(out)):
            here, before = out[i], out[i - 1]
            if here.shape == before.shape and given_units.led_to(folded, before, here, self._pack):
                tail = Tail(here.end, before.unit, before.dimension, Decimal(1), here.scale, "")
                out[i] = self._given(here, before, tail)
                continue
            if here.shape == before.shape and given_units.listed_on(folded, before, here, self._pack, self._units):
                out[i] = self._given(here, before, self._units.behind(folded, before.digits_end))
                continue
            if i > 1 and given_units.moved_on(folded, out[i - 2], before, here, self._pack, self._units):
                out[i] = self._given(here, out[i - 2], self._units.behind(folded, out[i - 2].digits_end))
                continue
            if not (here.bare and here.shape == before.shape == "number"):
                continue
            if any(told(folded, before, here, self._pack) for told in (given_units.compared, given_units.ended)):
                tail = Tail(here.end, before.unit, before.dimension, before.scale, Decimal(1), before.per)
                out[i] = self._given(here, before, tail)
        return out

    def _given(self, here: Mention, other: Mention, tail: Tail) -> Mention:
        """A number without a unit with that of another; a scale of its own stays."""
        if (numeral := self._tokens[here.start].numeral) is None:
            return here
        printed = self._interval(numeral, tail if here.bare else tail._replace(scale=here.scale))
        told = here._replace(unit=other.unit, dimension=other.dimension, per=tail.per, printed=printed, value=printed)
        return told._replace(bare=False)


def _below(mention: Mention) -> bool:
    """Whether a sign makes a number one below zero."""
    return mention.printed.high is not None and mention.printed.high < 0


def _after_noun(joint: re.Match[str]) -> bool:
    """Whether the words before a whole follow a noun of the number before: no part of it, if it has another unit."""
    return bool(joint.groupdict().get("noun"))
