"""Machine reports read back, to decide on their findings or to compare them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError
from auditor.resources import dotted, read_text, schema

KNOWN_VERSIONS = ("1.0",)
"""Versions of the machine report that can be read."""
_READ = ("schema_version", "documents", "findings", "dismissed")
"""What is read of a report; the long list of alignments is not looked at."""
_MOST_SAID = 160


class ReportFileError(AuditorError):
    """A file that is no machine report, or one of a version that is not known."""


def load(path: Path) -> dict[str, Any]:
    """A machine report.

    Raises:
        ReportFileError: It cannot be read, is of a version that is not known, or is no machine report.
    """
    try:
        data = json.loads(read_text(path, "utf-8-sig"))
    except FileNotFoundError as error:
        raise ReportFileError("no such file", where=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ReportFileError(f"cannot be read: {error}", where=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise ReportFileError(f"is not JSON: {error}", where=str(path)) from error
    if not isinstance(data, dict) or "schema_version" not in data or "findings" not in data:
        raise ReportFileError(
            "is no machine report of auditor: no schema_version and findings in it (audit --format json writes one)",
            where=str(path),
        )
    if data["schema_version"] not in KNOWN_VERSIONS:
        raise ReportFileError(
            f"has schema_version {data['schema_version']!r}, read are {', '.join(KNOWN_VERSIONS)}; run the audit again",
            where=str(path),
        )
    _validate(data, path)
    data.setdefault("dismissed", [])  # written since decisions are known
    return data


def _validate(data: dict[str, Any], path: Path) -> None:
    from jsonschema import Draft202012Validator

    whole = schema("report.schema.json")
    read = {name: part for name, part in whole["properties"].items() if name in _READ}
    required = [name for name in whole["required"] if name in _READ]
    errors = Draft202012Validator({"type": "object", "properties": read, "required": required}).iter_errors(data)
    error = next(iter(errors), None)
    if error is not None:
        said = error.message if len(error.message) <= _MOST_SAID else f"{error.message[:_MOST_SAID]}…"
        raise ReportFileError(f"key {dotted(error.absolute_path)}: {said}", where=str(path))
