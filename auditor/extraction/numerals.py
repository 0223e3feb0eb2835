"""Numerals in digits: what number they write, and what other number they could write."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from auditor.language import Pack

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
"""Fractions of one character."""
DIGITS = re.compile(rf"\d+(?:[.,]\d+)*(?!\d)[{VULGAR}]?|[{VULGAR}]")
"""A numeral: digits with their marks, a vulgar fraction alone or behind them."""
MOST_DIGITS = 30
"""Digits above which a numeral is taken for a code, not a quantity."""
_SPACES = str.maketrans("", "", " \u00a0\u202f")


class Numeral(NamedTuple):
    """One number as printed.

    Attributes:
        value: The number that the digits write.
        step: What its last digit counts: 0.01 for two decimals; 0 for an exact one (a vulgar fraction).
        sure: False when its marks allow another reading.
        otherwise: That other reading.
    """

    value: Decimal
    step: Decimal
    sure: bool = True
    otherwise: Numeral | None = None


def parse(digits: str, pack: Pack) -> Numeral | None:
    """The number that digits with separators write, by the conventions of the language.

    A mark that the language does not use so is read by the other convention, surely no more, with the reading in which
    it only groups beside it: ``12.34`` in a language of the decimal comma is 12.34, or else 1234.

    Returns:
        None for a run too long for a quantity, and for marks that no convention sets.
    """
    if len(digits) > MOST_DIGITS:
        return None
    bare = digits.translate(_SPACES)
    if bare[-1] in VULGAR:
        return _vulgar(bare, pack)
    if not bare.isascii():
        # Digits of another script in the middle of a text look like its own: read, and looked at twice.
        bare = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in bare)
        numeral = _by_convention(bare, pack)
        return numeral._replace(sure=False) if numeral else None
    return _by_convention(bare, pack)


def _vulgar(bare: str, pack: Pack) -> Numeral | None:
    """A vulgar fraction, behind a whole number or alone."""
    part = Decimal(str(unicodedata.numeric(bare[-1])))
    if len(bare) == 1:
        return Numeral(part, Decimal(0))
    whole = _by_convention(bare[:-1], pack)
    return Numeral(whole.value + part, Decimal(0), whole.sure) if whole and whole.step == 1 else None


def _by_convention(bare: str, pack: Pack) -> Numeral | None:
    if bare.isdecimal():
        return Numeral(Decimal(bare), Decimal(1))
    decimal, group = pack.decimal, pack.grouping[0]
    if decimal in bare and group in bare:
        return _with_both(bare, decimal, group)
    if decimal in bare:
        if bare.count(decimal) == 1:
            return _decimal(*bare.split(decimal))
        # Two decimal marks: they group thousands in the other convention.
        return Numeral(_joined(bare, decimal), Decimal(1), sure=False) if _groups(bare, decimal) else None
    if _groups(bare, group):
        return Numeral(_joined(bare, group), Decimal(1), sure=not bare.startswith("0"))
    if bare.count(group) == 1:
        otherwise = Numeral(_joined(bare, group), Decimal(1), sure=False)
        return _decimal(*bare.split(group))._replace(sure=False, otherwise=otherwise)
    return _misgrouped(bare, group)


def _with_both(bare: str, decimal: str, group: str) -> Numeral | None:
    """Both marks stand: the last one is the decimal mark, the other groups."""
    last = decimal if bare.rindex(decimal) > bare.rindex(group) else group
    other = group if last == decimal else decimal
    if bare.count(last) > 1:
        return None
    whole, _, part = bare.rpartition(last)
    numeral = _decimal(whole.replace(other, ""), part)
    if last == decimal and _groups(whole, other):
        return numeral
    return numeral._replace(sure=False) if _groups(whole, other) or last == decimal else None


def _misgrouped(bare: str, group: str) -> Numeral | None:
    """Grouped, but for the last group: that lost or gained a digit, or holds decimals."""
    whole, _, part = bare.rpartition(group)
    if not _groups(whole, group):
        return None
    otherwise = Numeral(_joined(bare, group), Decimal(1), sure=False)
    return _decimal(whole.replace(group, ""), part)._replace(sure=False, otherwise=otherwise)


def _decimal(whole: str, part: str) -> Numeral:
    return Numeral(Decimal(f"{whole}.{part}"), Decimal(1).scaleb(-len(part)))


def _joined(bare: str, mark: str) -> Decimal:
    return Decimal(bare.replace(mark, ""))


def _groups(bare: str, mark: str) -> bool:
    """Whether a mark parts groups of three digits behind one of up to three, or, as a comma, lakhs and crores."""
    first, *rest = bare.split(mark)
    if mark == "," and len(rest) > 1 and len(rest[-1]) == 3 and all(len(g) == 2 for g in rest[:-1]):
        return 1 <= len(first) <= 2
    return bool(rest) and 1 <= len(first) <= 3 and all(len(g) == 3 for g in rest)
