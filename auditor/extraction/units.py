"""Scale words and units behind a number, and currencies before it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from auditor.extraction.numerals import DIGITS
from auditor.language import Pack

_PER = re.compile(r"\s?/\s?(?=[^\W\d_])(?P<per>[^\W\d_]+)")
_DIGIT = re.compile(r"\s\d")
_WORD = re.compile(r"\s[^\W\d_]")
_WHOLE_WORD = re.compile(r"\s([^\W\d_]+)")
_STOP = re.compile(r";|\.(?:\s|$)")
_NEXT = 60
"""Characters behind an amount in which the next of its list stands."""
_LISTED = re.compile(r",?\s(?:[^\W\d_]{2,3}\s)?\d[\d.,]*(?=[^\W\d_])")
"""Between a number and the last digit of the next of its list."""
_MOST_LISTED = 30
"""Numbers of a list that are looked at to find the one that closes it."""
_NAMED = 40
"""Characters before a number in which stands what is measured."""
_RISE = 30
"""Characters before a number in which the word of a rise stands."""
_MEASURED = ("money", "length", "area", "volume", "weight", "energy", "power", "data")
"""Dimensions of what is built, paid or made in parts of a whole."""
_CURRENCY = 5
"""Characters before a number within which its currency stands."""


class Tail(NamedTuple):
    """What follows a number: scale and unit.

    Attributes:
        end: Where it ends; where it begins, for a currency before a number.
        unit: Base unit.
        factor: From the unit to its base unit.
        scale: Of the scale words.
        per: What it is counted per, for a ratio.
        half: A half of the scale is added to the number.
    """

    end: int
    unit: str
    dimension: str
    factor: Decimal
    scale: Decimal
    per: str
    half: bool = False

    @property
    def measured(self) -> bool:
        """Whether a part and its whole before it are an amount of the unit, or of a scale: ``2.3 of 3 million``."""
        return self.dimension in _MEASURED or (self.dimension == "count" and self.scale != 1)


class Units:
    """Reads units by the words of a language."""

    def __init__(self, pack: Pack) -> None:
        """Read by the words of ``pack``."""
        self._pack = pack

    def before(self, folded: str, start: int) -> Tail | None:
        """A currency sign or code right before the number: ``$3.2 billion``, ``USD 5``; its end is where it begins."""
        begin = max(0, start - _CURRENCY)
        end = start
        while end > begin and folded[end - 1].isspace():
            end -= 1
        surfaces = self._pack.money_by_end.get(folded[end - 1]) if end > begin else None
        if surfaces is None:
            return None
        head = folded[begin:end]
        for surface, entry in surfaces:
            if surface in self._pack.signs and end < start:
                continue
            if head.endswith(surface) and (
                not surface[0].isalnum() or len(head) == len(surface) or not head[-len(surface) - 1].isalnum()
            ):
                return Tail(end - len(surface), entry.unit, entry.dimension, entry.factor, Decimal(1), "")
        return None

    def _no_scale(self, folded: str, at: int, word: re.Match[str]) -> bool:
        """Whether a letter behind a number is no scale: ``2m high`` are metres; ``5m tonnes`` is millions.

        Of numbers in a list all letters are what the last is. A letter that stands for no unit, before a word:
        ``1.2k schools``, is one.
        """
        start, end = word.span("scale")
        letter = folded[start:end]
        told = self._pack.glued.get(letter)
        if told is not None:
            for _ in range(_MOST_LISTED):
                further = _LISTED.match(folded, end)
                following = self._pack.scale_pattern.match(folded, further.end()) if further else None
                if further is None or following is None or following["scale"] != letter:
                    break
                at, end = further.end(), following.end("scale")
            before, behind = told
            if folded.startswith("/", end) or behind.match(folded, end):  # ``15 m/s``
                return True
            return before.search(folded, max(0, at - _NAMED), at) is not None
        if end - start > 1 or start > word.start() or not letter.isalpha():
            return False
        if _WORD.match(folded, end) is None:
            return self._pack.unit_at(folded, end) is None
        unit = letter in self._pack.alone
        goes_on = self._pack.cuts.pattern.match(folded, end + 1)
        return unit and not (
            goes_on or self._pack.counted.pattern.match(folded, end + 1) or self._pack.unit_at(folded, end)
        )

    def behind(self, folded: str, at: int, *, currency: bool = False) -> Tail:
        """Scale and unit right behind a number, ``count`` where no unit follows.

        Args:
            folded: Text of a passage.
            at: Where the number ends.
            currency: A currency stands before it: only one of money can follow.
        """
        pack = self._pack
        scale = Decimal(1)
        end = at
        while True:
            word = pack.scale_pattern.match(folded, end)
            if not word or (not currency and pack.compounds.match(folded, end)):
                break
            if end == at and not currency and self._no_scale(folded, at, word):
                break
            scale *= pack.scales[" ".join(word.group("scale").split())]
            end = word.end()
            if end - at > 30:
                break
        more = pack.half_behind_scale.match(folded, end) if end > at else None
        end = more.end() if more else end
        unit = pack.unit_at(folded, end)
        if unit is not None and currency and pack.units[unit[0]].dimension != "money":
            unit = None
        if unit is not None:
            surface, unit_end = unit
            lasts = surface in pack.lasting and _DIGIT.match(folded, unit_end) is None
            entry = pack.units[surface]
            lasts = lasts or (entry.dimension == "duration" and self._ends(folded, unit_end))
            # Glued to its number, a letter that is no scale is no word of its own.
            glued = surface in pack.glued or (unit_end - len(surface) == at and surface not in pack.scales)
            ranks = self._of_ranks(folded, unit_end) if entry.dimension == "step" else None
            alone = self._stands_alone(folded, unit_end) if ranks is None else ranks
            if surface not in pack.alone or lasts or glued or alone:
                per = self._per(folded, unit_end)
                if per:
                    return Tail(per[1], entry.unit, "ratio", entry.factor, scale, per[0], bool(more))
                return Tail(unit_end, entry.unit, entry.dimension, entry.factor, scale, "", bool(more))
        last = " ".join(folded[at:end].split())
        each = None if currency or more or last not in pack.of_money_per else self._per(folded, end)
        if each is not None and each[0].split()[0] not in pack.no_money_per:
            return Tail(each[1], pack.of_money_per[last], "ratio", Decimal(1), scale, each[0])
        money = "" if currency or more else pack.of_money.get(last, "")
        if money and self._stands_alone(folded, end) and not self._other_money(folded, end, money):
            return Tail(end, money, "money", Decimal(1), scale, "")
        return Tail(end, "count", "count", Decimal(1), scale, "", bool(more))

    def _per(self, folded: str, at: int) -> tuple[str, int] | None:
        """What a unit is counted per, and where that ends: the word behind a slash, or the words of a known name."""
        slash = _PER.match(folded, at)
        words = self._pack.roles, self._pack.measured_against
        if slash is None or any(w.pattern.match(folded, slash.start("per")) for w in words):
            return None  # ``74.6%/target 75%``
        known = self._pack.per.match(folded, at)
        start, end = slash.span("per")
        for group in range(1, self._pack.per.groups + 1) if known is not None else ():
            if known is not None and known.start(group) == start:
                end = max(end, known.end(group))
        per = " ".join(folded[start:end].split())
        further = self._per(folded, end)  # ``7.2 million/person/month``
        return (f"{per} {further[0]}", further[1]) if further else (per, end)

    def _other_money(self, folded: str, at: int, unit: str) -> bool:
        """Whether the next amount of the clause is of another currency: ``3.1 billion and 2.5 billion dollars``."""
        stop = _STOP.search(folded, at)
        number = DIGITS.search(folded, at, min(at + _NEXT, stop.start() if stop else len(folded)))
        tail = self.behind(folded, number.end()) if number is not None else None
        return tail is not None and tail.dimension == "money" and tail.unit != unit

    def multiple(self, folded: str, start: int, tail: Tail, step: Decimal) -> Tail | None:
        """A number of times as much, where it has decimals or a word of a rise stands right before it.

        Args:
            folded: Text of a passage.
            start: Where the number begins.
            tail: What was read behind it.
            step: What its last digit counts.
        """
        pack = self._pack
        times = pack.multiplied.match(folded, tail.end) if tail.unit == "count" and tail.scale == 1 else None
        if times is None:
            return None
        if step == 1:
            rise = pack.measures.last(folded, max(0, start - _RISE), start)
            if rise is None or rise[2] not in ("up", "multiple") or not pack.fillers.fullmatch(folded, rise[1], start):
                return None
        return Tail(times.end(), "multiple", "multiple", Decimal(1), Decimal(1), "")

    def _ends(self, folded: str, at: int) -> bool:
        """Whether a word or a time follows with which no noun goes on: ``stayed 1.7 days in 2024``."""
        word = _WHOLE_WORD.match(folded, at)
        if word is None:
            return False
        timed = (m.start() == word.start(1) for _, m in self._pack.periods.find(folded, word.start(1), at + _NEXT))
        return word[1] in self._pack.noun_ends or any(timed)

    def _of_ranks(self, folded: str, at: int) -> bool | None:
        """Whether places are those of a ranking: ``rose five places to 12th``, ``up three places on last year``; None
        where neither a time to compare with follows nor a word for where something came to."""
        pack = self._pack
        if pack.bases.pattern.match(folded, at + 1):
            return True
        lead = pack.measures.pattern.match(folded, at + 1)
        if lead is None or pack.measures.label(lead.group()) != "to":
            return None
        at = lead.end() + 1
        named, number = pack.measures.pattern.match(folded, at), DIGITS.match(folded, at)
        if named is not None and pack.measures.label(named.group()) == "rank":
            return True
        if number is None:
            return pack.rank_words.match(folded, at) is not None
        return True if pack.ordinal.match(folded, number.end()) else None

    def _stands_alone(self, folded: str, at: int) -> bool:
        """Whether what follows a short unit word is no noun that it belongs to."""
        if _DIGIT.match(folded, at):
            return False
        if _WORD.match(folded, at) is None:
            return True
        pack = self._pack
        if pack.per.match(folded, at):
            return True
        cut = pack.cuts.pattern.match(folded, at + 1) or (
            pack.fillers.match("") and pack.bases.pattern.match(folded, at + 1)
        )
        return bool(cut) or any(p.match(folded, at + 1) for p in (pack.after.pattern, pack.compared.pattern))
