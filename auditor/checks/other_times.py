"""Accounts that tell of two times without saying so: where nearly all that both tell differs, little of it is wrong.

Two reports of one time agree in most of what they share; an error is an exception among many agreements, and most often
a slip of the hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from itertools import combinations

from auditor.checks import shapes
from auditor.checks.base import Case
from auditor.intervals import meet
from auditor.model import Figure, Kind, Status

_COMPARED = (Status.CONFLICT, Status.CONSISTENT)
_LEAST_OF_TWO_YEARS = 2
"""Disagreements of two documents of two years from which they are held to tell of these …"""
_LEAST = 5
"""… and of documents of which one's year cannot be told …"""
_LEAST_WITHIN = 3
"""… and of two passages of one document."""
_SHARE_OF_TWO_YEARS = 2
_SHARE = 5
_SHARE_WITHIN = 3
"""How many disagreements must stand against each agreement."""


def one_statement(a: Figure, b: Figure) -> bool:
    """Whether two figures say the same; ranges do only with the same ends."""
    if a.kind is b.kind is Kind.RANGE:
        return (a.printed.low, a.printed.high) == (b.printed.low, b.printed.high)
    return a.total == b.total and meet(a.meant, b.meant)


def tells_of_two(case: Case, figures: list[Figure]) -> bool:
    """Whether figures that disagree, each two of them, stand in accounts of two times, and do not say of which.

    Args:
        case: All that was aligned.
        figures: Of one alignment.
    """
    differing = [(a, b) for a, b in combinations(figures, 2) if not one_statement(a, b)]
    if not differing or not all(_differ(a, b) for a, b in differing):
        return False
    apart = case.once(_apart)
    return all(_accounts(a, b) in apart for a, b in differing)


def _apart(case: Case) -> Iterator[frozenset[Hashable]]:
    """The pairs of documents, and of passages of one document, that tell of two times."""
    agreed: Counter[frozenset[Hashable]] = Counter()
    differing: Counter[frozenset[Hashable]] = Counter()
    for alignment in case.alignments:
        figures = [m for m in alignment.members if isinstance(m, Figure)]
        if alignment.status not in _COMPARED or not figures:
            continue
        pairs = list(combinations(figures, 2))
        agreed.update({_accounts(a, b) for a, b in pairs if one_statement(a, b)})
        differing.update({_accounts(a, b) for a, b in pairs if not one_statement(a, b) and _differ(a, b)})
    for accounts, count in differing.items():
        least, share = _needed(case, accounts)
        if least and count >= least and agreed[accounts] * share <= count:
            yield accounts


def _accounts(a: Figure, b: Figure) -> frozenset[Hashable]:
    """The two documents in which figures stand, or the two passages of one."""
    if a.document != b.document:
        return frozenset((a.document, b.document))
    return frozenset(((a.document, a.passage), (b.document, b.passage)))


def _differ(a: Figure, b: Figure) -> bool:
    """Whether two figures, of which one says nothing of its time, differ as two facts do: by no slip of the hand."""
    return (a.period is None or b.period is None) and not shapes.between(a, b)


def _needed(case: Case, accounts: frozenset[Hashable]) -> tuple[int, int]:
    """How many disagreements it takes, and how many against each agreement; none is enough within one year."""
    if any(isinstance(account, tuple) for account in accounts):
        return (_LEAST_WITHIN, _SHARE_WITHIN) if len(accounts) > 1 else (0, 0)
    years = {_year(case, str(account)) for account in accounts}
    if "" in years:
        return _LEAST, _SHARE
    return (_LEAST_OF_TWO_YEARS, _SHARE_OF_TWO_YEARS) if len(years) > 1 else (0, 0)


def _year(case: Case, document: str) -> str:
    """The year on which a document reports, else that of its date, else nothing."""
    told = case.documents[document]
    return told.year or (told.date or "")[:4]
