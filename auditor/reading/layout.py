"""Text placed on a page, and its printed lines.

Positions are in points from the page's top left corner, y downwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.reading.source import superscript

RAISED = 0.78
"""Size of a note marker over that of its line: office programs raise at 0.58 to 0.65, TeX at 0.7."""


@dataclass(slots=True)
class Fragment:
    """A run of text on one baseline.

    Attributes:
        size: Height of its letters' boxes in points.
        confidence: How sure recognition is of it, 0 to 1; 1 where the text is in the file.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    confidence: float = 1.0


@dataclass(slots=True)
class Page:
    """A page: its number from 1, its size, its text, its ruled lines as (left, top, right, bottom)."""

    number: int
    width: float
    height: float
    fragments: list[Fragment]
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """A printed line: fragments side by side."""

    fragments: list[Fragment]
    column: int = 0

    @property
    def top(self) -> float:
        """Top of its letters, raised ones left out."""
        return min(f.top for f in self._main)

    @property
    def bottom(self) -> float:
        """Bottom of its letters, raised ones left out."""
        return max(f.bottom for f in self._main)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.fragments[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(f.right for f in self.fragments)

    @property
    def size(self) -> float:
        """The size that most of its letters have."""
        return usual_size(self.fragments)

    @property
    def _main(self) -> list[Fragment]:
        size = self.size
        return [f for f in self.fragments if f.size > RAISED * size] or self.fragments

    def words(self) -> Iterator[tuple[str, float]]:
        """Its text piece by piece with the confidence: raised digits as such, wide gaps as tabs."""
        size = self.size
        before: Fragment | None = None
        for fragment in self.fragments:
            text = fragment.text
            raised = fragment.size <= RAISED * size and text.strip().isdecimal()
            if before is not None:
                gap = fragment.left - before.right
                if gap > 2.5 * size:
                    yield "\t", 1.0
                elif not raised and gap > 0.15 * size and not before.text.endswith(" ") and not text.startswith(" "):
                    yield " ", 1.0
            yield (superscript(text).strip() if raised else text), fragment.confidence
            before = fragment

    def __str__(self) -> str:
        """Its text."""
        return "".join(text for text, _ in self.words()).strip()


def usual_size(fragments: list[Fragment]) -> float:
    """The size in points that most letters have, of two the larger; 10 where there are none."""
    sizes: Counter[float] = Counter()
    for fragment in fragments:
        sizes[round(fragment.size, 1)] += len(fragment.text)
    return max(sizes, key=lambda s: (sizes[s], s), default=10.0)


def gathered(fragments: list[Fragment]) -> list[Row]:
    """Fragments gathered to lines, from the top; what overlaps by half of the smaller stands on one line."""
    rows: list[Row] = []
    for fragment in sorted(fragments, key=lambda f: (f.bottom, f.left)):
        for row in reversed(rows[-4:]):
            low, high = max(fragment.top, row.top), min(fragment.bottom, row.bottom)
            if high - low > 0.5 * min(fragment.bottom - fragment.top, row.bottom - row.top):
                row.fragments.append(fragment)
                break
        else:
            rows.append(Row([fragment]))
    for row in rows:
        row.fragments.sort(key=lambda f: f.left)
    return sorted(rows, key=lambda r: (r.top, r.left))
