"""A quantity as it stands in a passage, before it is known what it tells."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from auditor.intervals import at_least, middle
from auditor.model import Interval


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
