"""Numbers that are no range: where a change began and ended, a change and the level it led to, a list."""

from __future__ import annotations

import re

from auditor.language import Pack

_AMOUNT = re.compile(r"(?:[^\W\d_]+\s){0,4}[£$€]?\d[\d.,]*(?:\s?%|(?:\s[^\W\d_]+){1,3})")
"""What something changed by: ``by 9 percentage points``."""
_NEAR = 80
"""Characters before the first number within which the word of the change stands."""
_LISTED = 160
"""The same for the later ones of a list, each with its two ends."""
_RATE = re.compile(r"[\d.,]\s?([^\d\s.,]+(?:\s[^\W\d_]+)?)\Z")
"""A number and its unit at the end of a text."""
_RATE_BY = re.compile(r"\s[\d.,]+\s?(?:%|[^\W\d_]+(?:\s[^\W\d_]+)?)\s(?=[^\W\d_]+\s\Z)")
"""A rate between the verb of a change and the word before its amount."""
_DASH_BEFORE = re.compile(r"[\d%]\s?[-\u2013]\s?\Z")
_DASH_BEHIND = re.compile(r"\s?[-\u2013]\s?\d")
_DASH = 4
"""Characters before a number in which a dash and the end of another number stand."""


def of_many(folded: str, start: int, end: int) -> bool:
    """Whether a dash parts two numbers from a third: they are a list, not the ends of a range.

    Args:
        folded: Text of the passage.
        start: Where the first number begins.
        end: Where the second and its unit end.
    """
    before = _DASH_BEFORE.search(folded, max(0, start - _DASH), start)
    return before is not None or _DASH_BEHIND.match(folded, end) is not None


def are_ends(folded: str, start: int, end: int, second: int, pack: Pack) -> bool:
    """Whether two numbers are where a change began and ended, not a range: ``rose from 412 to 486``.

    Args:
        folded: Text of the passage.
        start: Where the first number, with its currency, begins.
        end: Where it ends.
        second: Where the second begins.
        pack: Their language.
    """
    head = folded[max(0, start - _NEAR) : start].rstrip()
    opening = pack.change_from.search(head)
    if opening is None or not _joined(folded, end, second, pack):
        return False
    before = head[: opening.start()].rstrip()
    if pack.moves.search(before):
        return True
    told = pack.measures.find(before, 0, len(before))
    moved = told[-1] if told else None
    if moved is not None and moved[2] == "to" and ";" not in before[moved[1] :]:
        # ``rose from 3 to 4, and the cap from 60 to 75``: the verb of the first holds for the second.
        far = max(0, start - _LISTED)
        begun = far + len(folded[far:start].rstrip()) - len(head) + moved[0]
        verbs = [end for _, end, label in pack.measures.find(folded, far, begun) if label in ("up", "down")]
        return bool(verbs and pack.change_opener.find(folded, verbs[0], begun))
    if moved is None or moved[2] not in ("up", "down", "multiple"):
        if before.endswith(","):
            return _multiplied(before, pack)
        # ``growth in wheat (by 5.4 % from 26 to 27 million tonnes)``: a percentage is by what it changed.
        rate = _RATE.search(before)
        return rate is not None and rate[1] in pack.units and pack.units[rate[1]].unit == "percent"
    # ``rose 12 %, from 340 to 381``: what it rose by stands between.
    between = before[moved[1] :].strip()
    return not between or (between[-1] in ",(" and ";" not in between) or _AMOUNT.fullmatch(between) is not None


def moved_to(folded: str, start: int, end: int, second: int, pack: Pack) -> bool:
    """Whether a change and the level that it led to stand side by side: ``rose by 14 to 391``.

    Args:
        folded: Text of the passage.
        start: Where the first number begins.
        end: Where it and its unit end.
        second: Where the second number begins.
        pack: Their language.
    """
    if not _joined(folded, end, second, pack):
        return False
    begin = max(0, start - _NEAR)
    moved = pack.measures.last(folded, begin, start)
    if moved is None or moved[2] not in ("up", "down"):
        return False
    if pack.fillers.fullmatch(folded, moved[1], start):
        return True
    # ``an increase in the gap of 8.0 bn to 64.7 bn``, ``rose 12 % by 82 to 713``
    named = pack.through.match(folded, moved[1], start) or _RATE_BY.match(folded, moved[1], start)
    return named is not None and bool(pack.fillers.fullmatch(folded, named.end(), start))


def _joined(folded: str, end: int, second: int, pack: Pack) -> bool:
    """Whether the words between two numbers join where a change began to where it ended."""
    gap = folded[end:second].strip()
    return any(label == "to" for _, _, label in pack.measures.find(gap))


def _multiplied(before: str, pack: Pack) -> bool:
    """Whether a multiple in words ends a text: ``use grew threefold,``."""
    return any(
        pack.amount[name][1] == "multiple" and match.end() == len(before) - 1
        for name, match in pack.amounts.find(before)
    )
