"""Errors that a user can mend, each one line: what, where, what was received, what is allowed."""

from __future__ import annotations


def one_line(text: str) -> str:
    """Text for one line of a terminal: its control characters written out, white space collapsed."""
    return " ".join("".join(c if c.isprintable() else _WRITTEN.get(c, " ") for c in text).split(" "))


_WRITTEN = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\x1b": "\\x1b"}


class AuditorError(Exception):
    """A fault in the input that the user can mend.

    Attributes:
        where: The file, and the line or key in it, if known.
        reason: What is wrong, without the place, on one line.
    """

    def __init__(self, message: str, *, where: str = "") -> None:
        """Join place and message to the one line that is shown."""
        self.where = where
        self.reason = one_line(message)
        super().__init__(one_line(f"{where}: {message}" if where else message))


class UnreadableDocumentError(AuditorError):
    """A document that could not be read; the other documents still are."""


class RuleFileError(AuditorError):
    """A file under ``rules/`` that does not say what it must, with file, line and key."""


class OutputError(AuditorError):
    """A place to which a report could not be written."""
