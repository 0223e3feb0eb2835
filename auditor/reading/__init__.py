"""Reading: a file becomes a `Document` of passages that lead back to it, character by character."""

from auditor.reading.documents import read_document
from auditor.reading.files import OWN_REPORT, collect, is_document_name, is_plain_name, read_bytes
from auditor.reading.formats import Options

__all__ = ["OWN_REPORT", "Options", "collect", "is_document_name", "is_plain_name", "read_bytes", "read_document"]
