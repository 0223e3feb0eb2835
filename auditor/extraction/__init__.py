"""Extraction: the figures and facts of a document, each with its span, and a ledger of every numeral."""

from auditor.extraction.document import extract

__all__ = ["extract"]
