"""The words that records are told in: kinds of figures, roles, severities, states."""

from __future__ import annotations

from enum import StrEnum

SETTLING = frozenset({"parts", "things", "narrowed", "past", "size"})
"""Doubts with which a conflict is only worth a note: each side may well be about something of its own."""
AREA = "area:"
"""What a scope that names an area begins with."""
WIDER = frozenset({"country", "wider"})
"""Scopes that are surely more than the area of a document that says nothing of it."""
UNSUMMED = frozenset({"percentage-point", "point", "step", "year", "month", "day"})
"""Units of amounts that do not add up to a total of the same: indices, terms and times."""


class Kind(StrEnum):
    """What sort of quantity a figure is."""

    VALUE = "value"
    RANGE = "range"
    FRACTION = "fraction"
    RANK = "rank"
    CHANGE = "change"
    SHARE = "share"
    RATIO = "ratio"


class Role(StrEnum):
    """What a figure is to the reader: what happened, what is expected, what is wanted, what was before."""

    RESULT = "result"
    ESTIMATE = "estimate"
    PLAN = "plan"
    TARGET = "target"
    BASELINE = "baseline"


WANTED = frozenset({Role.TARGET, Role.PLAN})
"""Roles of what is to be reached …"""
REACHED = frozenset({Role.RESULT, Role.ESTIMATE})
"""… and of what was, or is thought to have been."""


class Severity(StrEnum):
    """How loudly a finding speaks."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return (Severity.ERROR, Severity.WARNING, Severity.INFO).index(self)


class Status(StrEnum):
    """The verdict on an alignment."""

    CONSISTENT = "consistent"
    CONFLICT = "conflict"
    NOT_COMPARED = "not-compared"


class Standing(StrEnum):
    """How the statements of an alignment stand to each other: `Status`, told by its cause."""

    CONSISTENT = "consistent"
    ROUNDED = "consistent-by-rounding"
    CONFLICT = "conflict"
    OTHER_PERIOD = "different-period"
    OTHER_SCOPE = "different-scope"
    OTHER_ROLE = "different-role"
    OTHER_DEFINITION = "different-definition"
    REVISION = "revision"
    NOT_COMPARABLE = "not-comparable"
    SINGLE = "single-source"


class Verdict(StrEnum):
    """What a reviewer holds of a finding: it is right, it is none, or the documents have been mended."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    FIXED = "fixed"
