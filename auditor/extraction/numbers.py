"""Numbers as printed: digits, fraction or range, scale word, unit, hedge: one mention each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from auditor.intervals import at_least, at_most, exact, rounded, scaled, widened
from auditor.language import Pack
from auditor.model import Interval

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
MOST_DIGITS = 30
"""Digits above which a numeral is taken for a code, not a quantity."""

_SLASH = re.compile(r"\s?/\s?(?=\d)")
_PER = re.compile(r"\s?/\s?(?=[^\W\d_])(?P<per>[^\W\d_]+)")
_SPACED = re.compile(r"\d{1,3}(?:[ \u202f\u00a0]\d{3})+(?!\d)")
_COUNTED = {"count"}
_BEFORE = 26


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number as printed.

    Attributes:
        value: The number that the digits write.
        step: What its last digit counts: 0.01 for two decimals.
        sure: False when separators allow another reading.
    """

    value: Decimal
    step: Decimal
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity in a passage.

    Attributes:
        start: Span of number, scale and unit in the passage text.
        digits_end: Where the last digit ends.
        numbers: Numerals in it: 1, or 2 for a fraction or a range.
        printed: Interval in the base unit from the digits alone.
        value: The same with hedge and bounds.
        unit: Base unit, ``count`` when no unit follows.
        per: What it is counted per, for a ratio.
        total: Denominator.
        shape: ``number``, ``fraction`` or ``range``.
        bare: No unit word follows.
        sure: False when the digits could be read otherwise.
        scale: What the number is multiplied by to come to the base unit.
    """

    start: int
    end: int
    digits_end: int
    numbers: int
    printed: Interval
    value: Interval
    unit: str
    dimension: str
    per: str
    total: Decimal | None
    shape: str
    hedge: str
    bare: bool
    sure: bool
    scale: Decimal = Decimal(1)


def parse(digits: str, pack: Pack) -> Numeral | None:
    """The number that digits with separators write, by the conventions of the language.

    Returns:
        None for a run too long for a quantity.
    """
    if len(digits) > MOST_DIGITS:
        return None
    bare = digits.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    decimal, groups = pack.decimal, "".join(pack.grouping)
    sure = True
    if decimal in bare:
        whole, _, part = bare.rpartition(decimal)
        if decimal in whole or not part.isdigit():
            # Two decimal marks: the marks group thousands in the other convention.
            if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(decimal)}\d{{3}})+", bare):
                return Numeral(Decimal(bare.replace(decimal, "")), Decimal(1), sure=False)
            return None
        for mark in groups:
            sure &= not (mark in whole and not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", whole))
            whole = whole.replace(mark, "")
        if not whole.isdigit():
            return None
        return Numeral(Decimal(f"{whole}.{part}"), Decimal(1).scaleb(-len(part)), sure)
    for mark in groups:
        if mark in bare:
            if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", bare):
                return Numeral(Decimal(bare.replace(mark, "")), Decimal(1), sure=not bare.startswith("0"))
            whole, _, part = bare.rpartition(mark)
            if not whole.isdigit():
                return None
            return Numeral(Decimal(f"{whole}.{part}"), Decimal(1).scaleb(-len(part)), sure=False)
    return Numeral(Decimal(bare), Decimal(1)) if bare.isdigit() else None


class Scanner:
    """Finds the mentions of a passage."""

    def __init__(self, pack: Pack) -> None:
        """Read numbers by the conventions of ``pack``."""
        self._pack = pack

    def scan(self, folded: str, claimed: list[bool]) -> list[Mention]:
        """All quantities outside the claimed characters, in order.

        Args:
            folded: The passage's text, folded.
            claimed: For each character, whether something else (a date, a document number) has it.
        """
        found: list[Mention] = []
        at = 0
        while True:
            match = self._number_at(folded, at)
            if match is None:
                break
            start, end = match
            at = end
            if claimed[start] or (start and (folded[start - 1].isalpha() or folded[start - 1] == "_")):
                continue
            mention = self._mention(folded, start, end, claimed)
            if mention is not None:
                found.append(mention)
                at = max(end, mention.digits_end)
        return self._elided(folded, found)

    def _number_at(self, folded: str, at: int) -> tuple[int, int] | None:
        match = DIGITS.search(folded, at)
        if match is None:
            return None
        if self._pack.space_groups:
            spaced = _SPACED.match(folded, match.start())
            if spaced and spaced.end() > match.end():
                return spaced.span()
        return match.span()

    def _mention(self, folded: str, start: int, end: int, claimed: list[bool]) -> Mention | None:
        pack = self._pack
        first = parse(folded[start:end], pack)
        if first is None:
            return None
        unit_start = self._prefix(folded, start)
        slash = _SLASH.match(folded, end) or self._of_whole(folded, end, first)
        if slash:
            second_match = DIGITS.match(folded, slash.end())
            second = parse(second_match.group(), pack) if second_match else None
            if second is not None and second_match is not None and not claimed[slash.end()]:
                tail = self._unit(folded, second_match.end())
                whole = first.step == 1 and second.step == 1
                value = exact(first.value) if whole else rounded(first.value, first.step)
                hedge = self._hedge(folded, start)[0]
                return Mention(
                    start,
                    tail.end,
                    second_match.end(),
                    2,
                    value,
                    self._given_way(value, "fraction", hedge),
                    "count",
                    "count",
                    "",
                    second.value,
                    "fraction",
                    hedge,
                    tail.unit == "count",
                    first.sure and second.sure,
                )
        tail = self._unit(folded, end)
        other = self._range(folded, end, tail, claimed)
        if other is not None:
            second, second_start, second_end = other
            closing = self._unit(folded, second_end)
            opening = tail if tail.unit != "count" or tail.scale != 1 else closing
            low = first.value * opening.factor * opening.scale
            high = second.value * closing.factor * closing.scale
            alike = opening.dimension == closing.dimension
            if alike and low < high and not self._end_points(folded, start, end, second_start):
                both = Interval(low, high)
                return self._hedged(
                    folded,
                    start,
                    Mention(
                        start,
                        closing.end,
                        second_end,
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
                        first.sure and second.sure,
                    ),
                )
        if unit_start is not None and tail.unit == "count":
            tail = replace(tail, unit=unit_start.unit, dimension=unit_start.dimension, factor=unit_start.factor)
        printed = self._interval(first, tail)
        return self._hedged(
            folded,
            start,
            Mention(
                start,
                tail.end,
                end,
                1,
                printed,
                printed,
                tail.unit,
                tail.dimension,
                tail.per,
                None,
                "number",
                "",
                tail.unit == "count" and tail.scale == 1,
                first.sure,
                tail.factor * tail.scale,
            ),
        )

    def _of_whole(self, folded: str, end: int, part: Numeral) -> re.Match[str] | None:
        """The words between part and whole (``16 of 63``), when a greater whole number follows that counts no time."""
        words = self._pack.of_whole.match(folded, end)
        if words is None or part.step != 1:
            return None
        number = DIGITS.match(folded, words.end())
        whole = parse(number.group(), self._pack) if number else None
        if number is None or whole is None or whole.step != 1 or whole.value < part.value:
            return None
        unit = self._unit(folded, number.end())
        return words if unit.dimension == "count" and unit.scale == 1 else None

    def _prefix(self, folded: str, start: int) -> _Tail | None:
        """A currency sign or code right before the number: ``$3.2 billion``, ``USD 5``."""
        head = folded[max(0, start - 5) : start].rstrip()
        for surface, entry in self._pack.units.items():
            if (
                entry.dimension == "money"
                and head.endswith(surface)
                and (not surface[0].isalnum() or len(head) == len(surface) or not head[-len(surface) - 1].isalnum())
            ):
                return _Tail(start, entry.unit, entry.dimension, entry.factor, Decimal(1), "")
        return None

    def _unit(self, folded: str, at: int) -> _Tail:
        pack = self._pack
        scale = Decimal(1)
        end = at
        while True:
            word = pack.scale_pattern.match(folded, end)
            if not word or (word.start("scale") == end == at and folded[end].isalpha()):
                break
            scale *= pack.scales[" ".join(word.group("scale").split())]
            end = word.end()
            if end - at > 30:
                break
        unit = pack.unit_pattern.match(folded, end)
        if unit and not pack.compounds.match(folded, end):
            surface = " ".join(unit.group("unit").split())
            if surface not in pack.alone or self._stands_alone(folded, unit.end()):
                entry = pack.units[surface]
                per = _PER.match(folded, unit.end())
                if per:
                    return _Tail(per.end(), entry.unit, "ratio", entry.factor, scale, per.group("per"))
                return _Tail(unit.end(), entry.unit, entry.dimension, entry.factor, scale, "")
        return _Tail(end, "count", "count", Decimal(1), scale, "")

    def _stands_alone(self, folded: str, at: int) -> bool:
        """Whether what follows a short unit word is no noun that it belongs to."""
        if re.match(r"\s\d", folded[at : at + 2]):
            return False
        following = re.match(r"\s[^\W\d_]+", folded[at:])
        if following is None:
            return True
        pack = self._pack
        cut = pack.cuts.pattern.match(folded, at + 1) or (
            pack.fillers.match("") and pack.bases.pattern.match(folded, at + 1)
        )
        return bool(cut) or bool(pack.after.pattern.match(folded, at + 1))

    def _range(self, folded: str, end: int, tail: _Tail, claimed: list[bool]) -> tuple[Numeral, int, int] | None:
        for at in dict.fromkeys((tail.end, end)):
            between = self._pack.between.match(folded, at)
            if between is None or between.end() == between.start():
                continue
            number = DIGITS.match(folded, between.end())
            if number is None or claimed[number.start()]:
                continue
            follows = folded[number.end() : number.end() + 1]
            if follows == "/" or follows.isalpha():
                continue
            numeral = parse(number.group(), self._pack)
            if numeral is not None:
                return numeral, number.start(), number.end()
        return None

    def _end_points(self, folded: str, start: int, end: int, second: int) -> bool:
        """Whether two numbers are where a change began and ended, not a range: ``rose from 412 to 486``."""
        head = folded[max(0, start - _BEFORE) : start].rstrip()
        opening = self._pack.change_from.search(head)
        if opening is None:
            return False
        gap = folded[end:second].strip()
        joins = any(label == "to" for _, _, label in self._pack.measures.find(gap))
        moved = self._pack.measures.last(head, 0, opening.start())
        return (
            joins and moved is not None and moved[2] in ("up", "down") and not head[moved[1] : opening.start()].strip()
        )

    def _interval(self, numeral: Numeral, tail: _Tail) -> Interval:
        with localcontext() as context:
            context.prec = 60
            factor = tail.factor * tail.scale
            if tail.unit == "count" and tail.scale == 1 and numeral.step == 1:
                return exact(numeral.value)
            return scaled(rounded(numeral.value, numeral.step), factor)

    def _hedge(self, folded: str, start: int) -> tuple[str, str]:
        window = folded[max(0, start - _BEFORE) : start].rstrip(" (")
        for s, e, label in reversed(self._pack.hedges.find(window)):
            if e == len(window):
                return label, window[s:e]
            break
        return "", ""

    def _hedged(self, folded: str, start: int, mention: Mention) -> Mention:
        """Widen by the hedge before, or the bound after."""
        hedge, _ = self._hedge(folded, start)
        after = self._pack.after.pattern.match(folded, mention.end + 1) if mention.end < len(folded) else None
        if after is None:
            # The bound may stand after the counted noun: ``50 members or more``.
            close = re.compile(r"(?:\s[^\W\d_]+){1,4}?\s").match(folded, mention.end)
            after = self._pack.after.pattern.match(folded, close.end()) if close else None
        if after is not None:
            hedge = self._pack.after.label(after.group())
        return replace(mention, value=self._given_way(mention.printed, mention.shape, hedge), hedge=hedge)

    def _given_way(self, printed: Interval, shape: str, hedge: str) -> Interval:
        """The interval with hedge or bound."""
        low, high = printed.low, printed.high
        if not hedge or low is None or high is None:
            return printed
        base = low if shape == "range" else (low + high) / 2
        if hedge == "at-least":
            return at_least(base)
        if hedge == "at-most":
            return at_most(high if shape == "range" else base)
        if hedge == "near-below":
            return Interval(widened(printed, self._pack.about).low, high)
        return widened(printed, self._pack.about)

    def _elided(self, folded: str, found: list[Mention]) -> list[Mention]:
        """Give a bare number the unit of the number that closes its list: ``5, 6 and 7 %``."""
        out = list(found)
        for i in range(len(out) - 2, -1, -1):
            here, after = out[i], out[i + 1]
            if here.bare and here.shape == after.shape == "number" and not after.bare and after.unit != "count":
                gap = folded[here.end : after.start].strip()
                joins = self._pack.measures.pattern.fullmatch(gap)
                if self._pack.between.fullmatch(gap) or (joins and self._pack.measures.label(gap) == "to"):
                    numeral = parse(folded[here.start : here.digits_end], self._pack)
                    entry = self._pack.unit_pattern.search(folded, after.digits_end, after.end)
                    if numeral is not None and entry is not None:
                        tail = self._unit(folded, after.digits_end)
                        printed = self._interval(numeral, tail)
                        out[i] = replace(
                            here, unit=after.unit, dimension=after.dimension, printed=printed, value=printed, bare=False
                        )
                        continue
            if here.bare and here.shape == "number" and after.unit == "percent" and after.shape == "number":
                gap = folded[here.end : after.start]
                if re.fullmatch(r"\s?,\s?", gap) or (
                    re.fullmatch(r"\s[^\W\d_]{1,3}\s", gap) and self._pack.cuts.pattern.search(gap)
                ):
                    numeral = parse(DIGITS.match(folded, here.start).group(), self._pack)  # type: ignore[union-attr]
                    if numeral is not None:
                        printed = rounded(numeral.value, numeral.step)
                        out[i] = replace(
                            here, unit=after.unit, dimension=after.dimension, printed=printed, value=printed, bare=False
                        )
        return out


@dataclass(frozen=True, slots=True)
class _Tail:
    """What follows a number: scale and unit."""

    end: int
    unit: str
    dimension: str
    factor: Decimal
    scale: Decimal
    per: str
