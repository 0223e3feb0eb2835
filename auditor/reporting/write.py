"""Writes reports, each whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from auditor.errors import OutputError
from auditor.pipeline import Audit
from auditor.reporting import html, machine, plain

FORMATS: Mapping[str, tuple[str, Callable[[Audit, str], str]]] = {
    "html": ("report.html", html.document),
    "json": ("report.json", machine.dump),
    "csv": ("report.csv", plain.table),
    "text": ("report.txt", plain.text),
}
"""File name and renderer by format."""


def render(audit: Audit, form: str, language: str) -> str:
    """The audit in one format."""
    return FORMATS[form][1](audit, language)


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
        name, renderer = FORMATS[form]
        written.append(replace_file(folder / name, renderer(audit, language)))
    return written


def replace_file(path: Path, content: str | bytes) -> Path:
    """Put ``content``, text as UTF-8, into ``path`` by renaming a finished temporary file.

    A killed run leaves no half report.

    Raises:
        OutputError: It cannot be written.
    """
    temporary = ""
    try:
        # A file name may hold bytes that are no text.
        raw = content.encode("utf-8", errors="backslashreplace") if isinstance(content, str) else content
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as out:
            temporary = out.name
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise OutputError(f"cannot be written: {error.strerror or error}", where=str(path)) from error
    return path


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
