"""Lines of a plain text, what they measure, and which of them are page furniture."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from auditor.reading.source import Grid, Span

PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(\d{1,3})(?:\s*[-–—])?|(?:page|trang)\s+(\d{1,4})(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE
)
"""A line that holds a page number and nothing else."""

_MOST_PAGES = 2000
_LEAST_PAGES = 3
_LONGEST = 400
"""Characters of a line above which it says nothing of how long full lines are."""
_FEW = 8
"""Lines up to which a text shows no layout, where they are no longer than lines that are wrapped."""
_MOST_WRAPPED = 200
"""Characters of a full line above which the lines of a text are its paragraphs."""
_MOST_ENDED = 0.6
"""Share of full lines that end a sentence above which the same holds: where text is wrapped, few of them do."""
_ENDED = (".", ";", ":", "!", "?", "…")
_HEAD = re.compile(r"\d+\s|.*\s\d+$")
_LEVELS = re.compile(r"\d+")


@dataclass(slots=True)
class Line:
    """A line that holds text.

    Attributes:
        start: Span of the line without surrounding white space.
        indent: Characters of white space before it.
        blanks: Empty lines before it.
        new_page: A form feed stands before it.
        layer: ``body``, ``note`` or ``furniture``.
        note: Number of the note it belongs to.
        opens: For a note: where its text begins, after its number.
        cuts: Spans of footnote markers in it, with their numbers; 0 for other signs that are no text.
        grid: The table that stands here instead of text.
        small: Set smaller than the body, as notes are; None where the format shows no sizes.
    """

    start: int
    end: int
    indent: int
    blanks: int
    new_page: bool
    text: str
    page: int = 1
    layer: str = "body"
    note: int | None = None
    opens: int = 0
    cuts: list[tuple[int, int, int]] = field(default_factory=list)
    grid: Grid | None = None
    small: bool | None = None

    def spans(self) -> list[Span]:
        """The spans that are text: the line without its markers."""
        return self.within(max(self.start, self.opens), self.end)

    def within(self, start: int, end: int) -> list[Span]:
        """The spans of a part of the line that are text."""
        at, found = start, []
        for cut_start, cut_end, _ in sorted(c for c in self.cuts if start <= c[0] < end):
            if cut_start > at:
                found.append((at, cut_start))
            at = max(at, cut_end)
        if at < end:
            found.append((at, end))
        return found


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a text are set.

    Attributes:
        width: Usual length of a full line.
        double: Every line is followed by an empty one, so that empty lines part nothing.
    """

    width: float
    double: bool


def split_lines(text: str) -> list[Line]:
    """All lines that hold text, page numbers and running heads marked as furniture."""
    lines: list[Line] = []
    at = blanks = 0
    new_page = False
    for raw in text.splitlines(keepends=True):
        body = raw.strip("\ufeff \t\r\n\f\v\u00a0\x1c\x1d\x1e\x85\u2028\u2029")
        if "\f" in raw:
            new_page = True
        if body:
            lead = raw.index(body[0])
            lines.append(Line(at + lead, at + lead + len(body), lead, blanks, new_page, body))
            blanks, new_page = 0, False
        elif not raw.endswith("\f"):
            blanks += 1
        at += len(raw)
    _mark_furniture(lines)
    return lines


def measure(lines: list[Line]) -> Layout:
    """Width and spacing of the body lines."""
    body = [line for line in lines if line.layer == "body"]
    if not body:
        return Layout(80, False)
    lengths = [len(line.text) for line in body]
    longest = max(lengths)
    long = [n for n in lengths if longest * 0.25 <= n <= _LONGEST] or lengths
    usual = median(long)
    full = [n for n in long if n >= usual]
    spaced = sum(1 for line in body[1:] if line.blanks >= 1)
    ended = [line.text.endswith(_ENDED) for line in body if usual <= len(line.text) <= _LONGEST]
    wrapped = median(full) <= _MOST_WRAPPED
    if (len(body) > _FEW or not wrapped) and sum(ended) > _MOST_ENDED * len(ended):
        return Layout(2 * longest, False)
    return Layout(median(full), wrapped and len(body) > _FEW and spaced > 0.7 * (len(body) - 1))


def _mark_furniture(lines: list[Line]) -> None:
    """Mark page numbers alone on a line and running heads; number the pages."""
    candidates: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        match = PAGE_NUMBER.fullmatch(line.text)
        if match:
            candidates.append((i, int(match.group(1) or match.group(2))))
    numbers = set(_increasing(candidates)) if len(candidates) <= min(_MOST_PAGES, max(4, len(lines) / 12)) else set()
    for i, _ in candidates:
        near_break = lines[i].new_page or (i + 1 < len(lines) and lines[i + 1].new_page)
        if i in numbers or near_break:
            lines[i].layer = "furniture"
    edged = [
        (i, line, _LEVELS.sub("#", line.text))
        for i, line in enumerate(lines)
        if (line.text[0].isdigit() or line.text[-1].isdigit()) and _HEAD.match(line.text)
    ]
    heads = Counter(head for _, line, head in edged if len(line.text) >= 12)
    for i, line, head in edged:
        if heads[head] >= 4 and (line.new_page or (i + 1 < len(lines) and lines[i + 1].new_page) or line.blanks):
            line.layer = "furniture"
    page = 1
    for line in lines:
        if line.new_page and lines[0] is not line:
            page += 1
        line.page = page
    if page == 1 and len(numbers) >= _LEAST_PAGES:
        page = 1
        for line in lines:
            match = PAGE_NUMBER.fullmatch(line.text) if line.layer == "furniture" else None
            if match:
                page = int(match.group(1) or match.group(2))
            line.page = page
    elif page == 1:
        for line in lines:
            line.page = 0


def _increasing(candidates: list[tuple[int, int]]) -> list[int]:
    """Indices of the longest run of candidates whose numbers rise; of several the first."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for k, (_, number) in enumerate(candidates):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(number)
            ends.append(k)
        else:
            tails[at], ends[at] = number, k
    run: list[int] = []
    k = ends[-1] if ends else -1
    while k >= 0:
        run.append(candidates[k][0])
        k = before[k]
    return run[::-1]
