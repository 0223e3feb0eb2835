"""What reviewers decided about findings: the file of decisions, and how the next run honours it."""

from auditor.decisions.fingerprints import fingerprint, quotation
from auditor.decisions.honour import Waiver, honour
from auditor.decisions.records import (
    SCHEMA_VERSION,
    Conflict,
    Decision,
    DecisionFileError,
    Remembered,
    conflicts,
    dump,
    from_report,
    load,
    merge,
    read_day,
)

__all__ = [
    "SCHEMA_VERSION",
    "Conflict",
    "Decision",
    "DecisionFileError",
    "Remembered",
    "Waiver",
    "conflicts",
    "dump",
    "fingerprint",
    "from_report",
    "honour",
    "load",
    "merge",
    "quotation",
    "read_day",
]
