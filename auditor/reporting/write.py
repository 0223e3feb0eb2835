"""Writes reports, each whole or not at all."""

from __future__ import annotations

import glob
import os
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from auditor.errors import OutputError
from auditor.pipeline import Audit

_RANDOM = 8
"""Letters that `tempfile` puts behind the name of an unfinished file."""
_UNFINISHED = 60
"""Seconds without a change after which an unfinished file is held to be left by a killed run."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of the report.

    Attributes:
        file: Name of the file in the output folder.
        module: Module of this package that holds the renderer; imported when it is asked for.
        renderer: Name of the function from an audit and a language to text or bytes.
    """

    file: str
    module: str
    renderer: str


FORMATS: Mapping[str, Format] = {
    "html": Format("report.html", "html", "document"),
    "json": Format("report.json", "machine", "dump"),
    "csv": Format("report.csv", "plain", "table"),
    "text": Format("report.txt", "plain", "text"),
    "markdown": Format("report.md", "markdown", "document"),
    "xlsx": Format("report.xlsx", "spreadsheet", "workbook"),
    "sarif": Format("report.sarif", "sarif", "dump"),
    "junit": Format("report.junit.xml", "junit", "document"),
}
"""Formats by name."""


def render(audit: Audit, form: str, language: str) -> str | bytes:
    """The audit in one format: text, or bytes for a workbook."""
    chosen = FORMATS[form]
    module = import_module(f"auditor.reporting.{chosen.module}")
    rendered: str | bytes = getattr(module, chosen.renderer)(audit, language)
    return rendered


def write(audit: Audit, folder: Path, forms: Iterable[str], language: str) -> list[Path]:
    """Write the audit into a folder, made if need be.

    Returns:
        The files written.

    Raises:
        OutputError: The folder or a file in it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make this folder: {error.strerror or error}", where=str(folder)) from error
    written = []
    for form in forms:
        written.append(replace_file(folder / FORMATS[form].file, render(audit, form, language)))
    return written


def replace_file(path: Path, content: str | bytes) -> Path:
    """Put ``content``, text as UTF-8, into ``path`` by renaming a finished temporary file.

    A killed run leaves no half report. A device or pipe is written to, and stays what it is.

    Raises:
        OutputError: It cannot be written.
    """
    temporary = ""
    _sweep(path)
    try:
        # A file name may hold bytes that are no text.
        raw = content.encode("utf-8", errors="backslashreplace") if isinstance(content, str) else content
        if path.exists() and not path.is_file():
            path.write_bytes(raw)
            return path
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as out:
            temporary = out.name
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"cannot be written: {error.strerror or error}", where=str(path)) from error
    return path


def _sweep(path: Path) -> None:
    """Remove unfinished files of this name that a killed run has left."""
    try:
        for left in path.parent.glob(f".{glob.escape(path.name)}.{'?' * _RANDOM}"):
            if time.time() - left.lstat().st_mtime > _UNFINISHED:
                left.unlink()
    except OSError:
        return  # another run has removed it, or the folder cannot be read; writing will tell


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
