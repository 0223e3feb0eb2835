"""The archive: documents and what was extracted from them, kept as tables and asked in SQL."""

from auditor.archive.manifest import ArchiveError, Entry
from auditor.archive.query import Answer, ask, choose
from auditor.archive.store import Addition, Archive, Change, Check

__all__ = ["Addition", "Answer", "Archive", "ArchiveError", "Change", "Check", "Entry", "ask", "choose"]
