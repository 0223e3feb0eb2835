"""Finds contradictions between overlapping reports.

The public API::

    import auditor

    result = auditor.audit(["review.txt", "political.txt"])   # an auditor.pipeline.Audit
    table = auditor.figures("review.txt")                      # a pandas DataFrame, one row a figure
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from auditor.pipeline import Audit

__version__ = "0.1.0"
__all__ = ["__version__", "audit", "figures"]


def audit(paths: Sequence[str], **options: Any) -> Audit:
    """Audit overlapping reports; see `auditor.pipeline.audit`."""
    from auditor.pipeline import audit as run

    return run(paths, **options)


def figures(path: str) -> pd.DataFrame:
    """The figures of a document, one row each; columns as in `auditor.tables.FIGURE_COLUMNS`.

    Raises:
        auditor.errors.UnreadableDocumentError: The document cannot be read.
    """
    from auditor.extraction import extract
    from auditor.pipeline import know, read_one
    from auditor.tables import figure_table

    known = know()
    document = read_one(path, known)
    return figure_table([extract(document, known.packs[document.language])])
