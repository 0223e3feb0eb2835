"""Notes in words: reasons and labels from ``reports/messages/phrases.<language>.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from auditor.model import Note
from auditor.resources import report_messages

LANGUAGES = ("vi", "en")


@cache
def phrases(language: str) -> dict[str, str]:
    """All phrases of one language."""
    return report_messages(f"phrases.{language}")


def say(language: str, code: str, **values: str) -> str:
    """One phrase, filled in.

    Args:
        language: ``vi`` or ``en``.
        code: Key in the catalogue.
        values: What its placeholders stand for.
    """
    return phrases(language)[code].format(**values)


def has(code: str) -> bool:
    """Whether there is a phrase of this key."""
    return code in phrases("en")


def render(notes: Iterable[Note], language: str) -> str:
    """Notes as one line of text; a value that is itself the code of a phrase is said in words."""
    parts = []
    for note in notes:
        values = {
            k: render([v], language) if isinstance(v, Note) else phrases(language).get(v, v) for k, v in note.values
        }
        parts.append(say(language, note.code, **values))
    return "; ".join(parts)
