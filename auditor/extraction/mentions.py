"""A quantity as it stands in a passage, before it is known what it tells."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from auditor.intervals import at_least, middle, negated
from auditor.model import Interval, Kind

PERCENTS = ("percent", "percentage-point")


class Mention(NamedTuple):
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
        otherwise: Interval in the base unit of the other reading, if there is one.
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
    otherwise: Interval | None = None

    def at_least(self) -> Mention:
        """The same as a bound from below."""
        return self._replace(value=at_least(middle(self.printed) or Decimal(0)), hedge="at-least")


def times_of(mention: Mention) -> bool:
    """Whether a time right behind is that of what is multiplied: ``1.6 times 2020``."""
    return mention.unit == "multiple" and mention.end > mention.digits_end


def moved_by(mention: Mention, measure: str) -> tuple[Mention, str]:
    """A change without its sign: growth of -2.1 % is a fall by 2.1 %, and (-153 ha) one by 153 ha."""
    high = mention.printed.high
    if measure not in ("up", "down") or high is None or high >= 0:
        return mention, measure
    if measure == "up" and mention.unit not in PERCENTS:
        return mention, measure
    return mention._replace(value=negated(mention.value), printed=negated(mention.printed)), "down"


def kind_of(mention: Mention, measure: str, *, per: bool) -> Kind:
    """What sort of quantity a mention is.

    Args:
        mention: A quantity.
        measure: How it relates to its subject.
        per: It is counted per something.
    """
    if mention.shape == "range":
        return Kind.RANGE
    if measure in ("up", "down", "multiple"):
        return Kind.CHANGE
    if measure == "rank":
        return Kind.RANK
    if mention.shape == "fraction":
        return Kind.FRACTION
    if per and mention.unit not in PERCENTS:
        return Kind.RATIO
    return Kind.SHARE if mention.unit in ("percent", "permille") else Kind.VALUE
