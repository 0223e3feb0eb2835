"""Reading: a file becomes a `Document` of passages that lead back to it, character by character."""

from auditor.reading.files import collect, read_document

__all__ = ["collect", "read_document"]
