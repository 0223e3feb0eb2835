"""Reporting: an audit as JSON, HTML, CSV or text, and on the terminal."""

from auditor.reporting.write import FORMATS, render, replace_file, write

__all__ = ["FORMATS", "render", "replace_file", "write"]
