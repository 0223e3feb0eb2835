"""How well a document was read: what became of each digit of its text, page by page, and of its figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from auditor.model import Alignment, Extract, Figure, Status

STATUSES = ("figure", "fact", "non-figure", "unread")
"""What a numeral can be, as `auditor.model.NumeralEntry.status` has it."""
_BARE_PAGES = 3
_LEAST_DIGITS = 20
_LEAST_FIGURES = 20
"""Figures of which some should align with those of a report of the same organisation that has as many."""
_MOST_LEFT_OUT = 0.3
_MOST_UNCOUNTED = 0.05


@dataclass(frozen=True, slots=True)
class Account:
    """The digits of a document's text; the counts add up to ``digits``.

    Attributes:
        digits: Digits in the text of the document.
        counted: Digits in numerals, by what became of the numeral.
        uncounted: Digits in passages that are part of no numeral: in names, codes, addresses.
        left_out: Digits in no passage: page numbers, running heads, note markers, or passages that were lost.
        pages: Numerals by page, for pages from the first to the last; empty for a format without pages.
    """

    digits: int
    counted: dict[str, int]
    uncounted: int
    left_out: int
    pages: tuple[tuple[int, int], ...]

    @property
    def bare_pages(self) -> tuple[int, ...]:
        """Pages without any numeral, where there are several and most others have some."""
        bare = tuple(page for page, count in self.pages if not count)
        return bare if _BARE_PAGES <= len(bare) < len(self.pages) / 2 else ()

    @property
    def doubtful(self) -> bool:
        """Whether so many digits are in no passage or no numeral that the document looks badly read."""
        if self.digits < _LEAST_DIGITS:
            return False
        return self.left_out > _MOST_LEFT_OUT * self.digits or self.uncounted > _MOST_UNCOUNTED * self.digits


def aligned(alignments: Iterable[Alignment]) -> Counter[str]:
    """How many figures of each document align with a figure of another one, by the id of the document."""
    met = {
        (member.document, member.id)
        for alignment in alignments
        if alignment.status is not Status.NOT_COMPARED and len({m.document for m in alignment.members}) > 1
        for member in alignment.members
        if isinstance(member, Figure)
    }
    return Counter(document for document, _ in met)


def alone(
    extracts: Sequence[Extract], alignments: Iterable[Alignment], apart: Set[tuple[str, str]]
) -> Iterator[tuple[Extract, int]]:
    """The documents of which no figure aligns with one of another, though they have many, and another has.

    Args:
        extracts: All documents.
        alignments: What was found in them.
        apart: Ids of each two documents that were not compared, in either order.

    Yields:
        Such a document, and the number of those with which it was compared.
    """
    met = aligned(alignments)
    for found in extracts:
        own = found.document.id
        if met[own] or len(found.figures) < _LEAST_FIGURES:
            continue
        pairs = [((own, x.document.id), (x.document.id, own), x) for x in extracts if x is not found]
        others = [x for one, other, x in pairs if one not in apart and other not in apart]
        if any(len(x.figures) >= _LEAST_FIGURES for x in others):
            yield found, len(others)


def account(found: Extract) -> Account:
    """The account of a document's digits."""
    text = found.document.text
    # What covers a digit: nothing, a passage, or a numeral of one status.
    cover = bytearray(len(text))
    for passage in found.document.passages:
        for piece in passage.pieces:
            end = piece.start + piece.source_length
            cover[piece.start : end] = b"\x01" * (end - piece.start)
    for numeral in found.numerals:
        length = numeral.end - numeral.start
        cover[numeral.start : numeral.end] = bytes([2 + STATUSES.index(numeral.status)]) * length
    signs = "".join(c for c in sorted(set(text)) if c.isdigit())
    runs = re.finditer(f"[{signs}]+", text) if signs else ()
    counts = Counter(chain.from_iterable(cover[run.start() : run.end()] for run in runs))
    return Account(
        digits=sum(counts.values()),
        counted={status: counts[2 + i] for i, status in enumerate(STATUSES)},
        uncounted=counts[1],
        left_out=counts[0],
        pages=_pages(found),
    )


def _pages(found: Extract) -> tuple[tuple[int, int], ...]:
    page_of = {p.id: p.page for p in found.document.passages}
    pages = [page for page in page_of.values() if page is not None]
    if not pages:
        return ()
    counts = Counter(page_of[n.passage] for n in found.numerals)
    return tuple((page, counts[page]) for page in range(1, max(pages) + 1))
