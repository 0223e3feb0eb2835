"""How a document opens: the lines that say what it reports on, and the first words below them."""

from __future__ import annotations

import re
from itertools import chain

from auditor.model import Document, Passage

_LINES = 3
"""Lines at the beginning of a document in which it says what it reports on."""
_LONGEST = 240
_SCANNED = 36_000
"""Characters of a document, about 14 pages, in which it says whose it is and of what time."""
_STATEMENT = re.compile(r"(?<=[^\W\d_]{2})\.\s|(?<=\d)\.\s")
_WORDS = 48
"""Characters of a text in which a time that opens it begins and ends."""


def headlines(document: Document) -> tuple[str, ...]:
    """The lines before the text, which end without a stop: who reports, and on what."""
    lines = (p.text for p in document.passages[:_LINES] if len(p.text) < _LONGEST)
    return tuple(line for line in lines if line[-1:] not in ".;:")


def first_statement(document: Document, *, behind: bool = False) -> str:
    """The first sentence of the text below those lines, where accounts are announced: ``for the year ended …``.

    Args:
        document: With its passages.
        behind: The sentence behind that one instead.
    """
    first = _first(document)
    told = [] if first is None else _STATEMENT.split(first.text, maxsplit=2)
    return told[behind][:_LONGEST] if len(told) > behind else ""


def first_words(document: Document, attribution: re.Pattern[str]) -> str:
    """The first words of the text below those lines, where an account says of what time it tells.

    Args:
        document: With its passages.
        attribution: What stands before them where the source of the figures is named.
    """
    first = _first(document)
    words = "" if first is None else attribution.sub("", first.text[first.lead :])
    return words if len(words) <= _WORDS else words[: words.rfind(" ", 0, _WORDS) + 1]


def _first(document: Document) -> Passage | None:
    """The first passage below those lines; where three stand, the fourth if it ends with a stop."""
    lines = headlines(document)
    below = (p for p in document.passages[:_LINES] if p.text not in lines)
    behind = (p for p in document.passages[_LINES : _LINES + 1] if p.text[-1:] in ".:;")
    return next(chain(below, behind), None)


def scanned(document: Document) -> str:
    """The words of a document from its beginning, the headings that cells are read with left out."""
    parts: list[str] = []
    length = 0
    for passage in document.passages:
        parts.append(passage.text[passage.lead :])
        length += len(parts[-1]) + 1
        if length > _SCANNED:
            break
    return "\n".join(parts)
