"""Files of labels: JSON lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError
from auditor.model import Document, Passage, Piece
from auditor.resources import read_text

PARTS = ("work", "test")
"""The part of labelled sentences to work on, and the part to test on."""
HINT = "is no label; see data/README.md for what a label holds"


def read_lines(path: Path, well_formed: Callable[[object], bool]) -> list[dict[str, Any]]:
    """The labels of a file.

    Args:
        path: JSON lines in UTF-8.
        well_formed: Whether a line holds what a label of its sort must hold.

    Raises:
        AuditorError: The file cannot be read, or a line is no label.
    """
    found = []
    try:
        lines = read_text(path).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AuditorError(f"cannot be read as UTF-8: {error}", where=str(path)) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                label = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise AuditorError(f"is not JSON: {error}", where=f"{path}:{number}") from error
            if not well_formed(label):
                raise AuditorError(HINT, where=f"{path}:{number}")
            found.append(label)
    return found


def sort_of(path: Path) -> str:
    """What a file of labels is about, told by its first line: ``findings``, ``figures`` or ``pairs``.

    Raises:
        AuditorError: The file cannot be read, or holds no label.
    """
    labels = read_lines(path, lambda label: isinstance(label, dict))
    if not labels:
        raise AuditorError("holds no labels", where=str(path))
    first = labels[0]
    if "none" in first and "figures" in first:
        return "figures"
    return "pairs" if "aligned" in first else "findings"


Needed = Mapping[str, type | tuple[type, ...]]
"""Keys that a part of a label must have, and of which kind each is."""


def holds(record: object, needed: Needed) -> bool:
    """Whether a part of a label is an object with these keys, each of this kind."""
    return isinstance(record, dict) and all(
        name in record and isinstance(record[name], kind) for name, kind in needed.items()
    )


def is_year(value: object) -> bool:
    """Whether a label's year, a number or digits, is one."""
    return (isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000) or (
        isinstance(value, str) and value.isascii() and value.isdigit() and len(value) == 4
    )


def small_document(
    name: str, text: str, heading: str, year: int, language: str, organisation: str | None = None
) -> Document:
    """A document of one paragraph, under a heading if it has one, as a reader would hand it on.

    Args:
        name: Its id and path.
        text: The paragraph.
        heading: The heading above it, or an empty string.
        year: Year of the document; its date is the middle of that year.
        language: Tag of its language.
        organisation: Whose document it is, where the label says so.
    """
    parts = [part for part in (heading, text) if part]
    whole = "\n\n".join(parts)
    at = len(whole) - len(text)
    passages = [
        Passage("p0001", "heading", heading, (Piece(0, 0, len(heading), len(heading)),)),
        Passage("p0002", "paragraph", text, (Piece(0, at, len(text), len(text)),), headings=(heading,)),
    ]
    if not heading:
        passages = [Passage("p0001", "paragraph", text, (Piece(0, 0, len(text), len(text)),))]
    return Document(
        name, name, "", whole, language, "", tuple(passages), date=f"{year}-06-30", organisation=organisation
    )


def spans_of(text: str, wanted: Iterable[str]) -> list[tuple[int, int] | None]:
    """Where strings stand in a text, each after the one before; None for one that does not stand there."""
    found: list[tuple[int, int] | None] = []
    at = 0
    for item in wanted:
        start = text.find(item, at)
        found.append((start, start + len(item)) if start >= 0 else None)
        at = start + len(item) if start >= 0 else at
    return found
