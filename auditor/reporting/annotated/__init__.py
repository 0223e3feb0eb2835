"""Copies of the documents with comments at the figures that findings concern."""

from auditor.reporting.annotated.copies import annotate

__all__ = ["annotate"]
