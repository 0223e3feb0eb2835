"""What documents may cost: time, memory, size. What is over it is refused with a line that names the limit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Given = tuple[tuple[str, int], ...]
"""Limits that a user has set, by name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one document, and for their number.

    Attributes:
        seconds: Time to read a file; programs and recognised pages have their own.
        program_seconds: Time for a conversion by LibreOffice, and for each page that Tesseract recognises.
        extract_seconds: Time to find the figures and facts of a document.
        compare_seconds: Time to align and check documents, for each of those that are compared with one another.
        memory: Address space in MB of the process that reads, and of each program.
        main_memory: Memory in MB of the process in which plain text is read, figures are found, aligned and checked.
        documents: Documents that are compared with one another; each is looked at beside each.
        file: Size in MB above which a file is refused.
        text: Size in MB above which plain text or HTML is refused; 64 are about 20,000 pages.
        pages: Pages of a PDF or an image file.
        nesting: Elements inside one another in a part of an office file; a web page may have five times as many. A
            table in a table in a text box comes to about 60.
    """

    seconds: int = 120
    program_seconds: int = 120
    extract_seconds: int = 300
    compare_seconds: int = 300
    memory: int = 2048
    main_memory: int = 16384
    documents: int = 3000
    file: int = 256
    text: int = 64
    pages: int = 5000
    nesting: int = 400

    def over_memory(self, work: str) -> str:
        """What is said of a document where some work, as a noun, went over ``main_memory``."""
        return f"{work} takes more than {self.main_memory:,} MB of memory (--limit main_memory=… allows more)"

    @classmethod
    def of(cls, given: Given) -> Limits:
        """The defaults with what was given laid over them."""
        return cls(**dict(given))


MEGABYTE = 1024 * 1024

_current: ContextVar[Limits | None] = ContextVar("limits", default=None)


def current() -> Limits:
    """The limits that hold here: those of the document that is being read, else the defaults."""
    return _current.get() or Limits()


@contextmanager
def applied(limits: Limits) -> Iterator[None]:
    """Within, these limits hold."""
    token = _current.set(limits)
    try:
        yield
    finally:
        _current.reset(token)
