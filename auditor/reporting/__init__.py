"""Reporting: an audit as JSON, HTML, CSV or text."""
