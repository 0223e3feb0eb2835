"""Footnotes in plain text: which lines are notes, and which glued digits are their markers.

Markers run 1, 2, 3 … through a document and each has a note that opens with its number; that running order is what
tells ``2023`` + marker 23 from the number 202323.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate, pairwise

from auditor.reading.lines import Line
from auditor.reading.source import SUPERSCRIPTS

_NOTE_LINE = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3}))(?:\s+|(?=[^\W\d_]))(?=\S)")
_NOTE_ALONE = re.compile(r"\d{1,3}")
_GLUED = re.compile(
    r"(?P<year>(?<!\d)(?:19|20)\d\d)(?P<a>\d{1,3})(?![\d/]|[.,]\d)"
    r"|(?<=[^\W\d_])(?P<b>\d{1,3})(?![\w/%]|[.,-]\d)"
    r"|(?<=[^\W\d_]\)|\S[”\"’»%\]…]|\d\))(?P<c>\d{1,3})(?![\w/%]|[.,]\d)"
    r"|(?<=[^\W\d_][.,;:])(?P<d>\d{1,3})(?![\w/%.,])"
    r"|(?<=[^\W\d_]”[.,;])(?P<e>\d{1,3})(?![\w/%.,])"
)
_PART = re.compile(r"(?:(?:[IVXLC]+|[A-Z])\s?[.)–-]|\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}\.|\(\d{1,2}\))\s")
_RUN = re.compile(r"\d+")
_UNIT_TAIL = re.compile(r"(?:^|[\s/\d(])(?:[cdk]?m|co|h|n|pm)$", re.IGNORECASE)
_RAISED_SIGN = re.compile(r"<sup|[⁰¹²³⁴-⁹]")
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_RAISED = re.compile(r"(?:<sup>\s*\[?(\d{1,3})\]?\s*</sup>|(?<=\S)([⁰¹²³⁴-⁹]{1,3}))")
_DECLARED = re.compile(r"\[\^([^\]\s]{1,60})\]:\s*")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\]")
_LEAST_FOUND = 0.6


def mark_notes(text: str, lines: list[Line], *, seams: set[int], sized: bool = False) -> None:
    """Put the lines of footnotes on the layer ``note`` and cut their markers out of the lines that carry them.

    Nothing is marked where the running order does not hold: a document without notes stays as it is.

    Args:
        text: The document's text.
        lines: Its lines, changed in place.
        seams: Indices of lines that open a page.
        sized: The format shows sizes: markers are printed as raised digits, and notes stand in small lines.
    """
    body = [i for i, line in enumerate(lines) if line.layer != "furniture"]
    openers: dict[int, list[int]] = defaultdict(list)
    sized = sized and any(line.small for line in lines)
    for i in body:
        if sized and not lines[i].small:
            continue
        match = _NOTE_LINE.match(lines[i].text.translate(_DIGITS) if sized else lines[i].text)
        number = match.group(1) or match.group(2) if match else None
        if number is None and _NOTE_ALONE.fullmatch(lines[i].text) and lines[i].grid is None:
            number = lines[i].text
        if number and not number.startswith("0"):
            openers[int(number)].append(i)
    markers = _markers(text, lines, [i for i in body if not lines[i].small], raised=sized)
    chain = _chain(openers, markers, lines)
    if not chain:
        return
    appendix = _in_appendix(chain, lines, seams)
    _assign(lines, sorted(chain), appendix=appendix, seams=seams)
    for number, (opener, place) in enumerate(sorted(chain.items()), 1):
        lines[opener].opens = lines[opener].start + _opening(lines[opener].text.translate(_DIGITS))
        if place is not None:
            line, start, end = place
            lines[line].cuts.append((start, end, number))


def mark_declared_notes(text: str, lines: list[Line]) -> None:
    """Markdown's own notes: ``[^name]`` in the text, ``[^name]: …`` on a line of its own.

    Args:
        text: The document's text.
        lines: Its lines, changed in place.
    """
    numbers: dict[str, int] = {}
    inside = 0
    for line in lines:
        match = _DECLARED.match(line.text)
        if match:
            inside = numbers.setdefault(match.group(1), len(numbers) + 1)
            line.opens = line.start + match.end()
        elif line.blanks and not line.indent:
            inside = 0
        if inside:
            line.layer, line.note = "note", inside
    for line in lines:
        if line.layer == "body":
            for mark in _REFERENCE.finditer(text, line.start, line.end):
                if mark.group(1) in numbers:
                    line.cuts.append((*mark.span(), numbers[mark.group(1)]))


def _in_appendix(chain: dict[int, tuple[int, int, int] | None], lines: list[Line], seams: set[int]) -> bool:
    """Whether all notes stand together after a text of several pages, or at the end of one that shows no pages."""
    marked = [place[0] for place in chain.values() if place is not None]
    first, last, notes = min(marked), max(marked), min(chain)
    if last > notes:
        return False
    pages = {i for i, line in enumerate(lines) if line.new_page or line.layer == "furniture"} | seams
    if any(first < i <= last for i in pages):
        return True
    return not any(i > notes for i in pages) and not _goes_on(lines, max(chain))


def _goes_on(lines: list[Line], note: int) -> bool:
    """Whether a part of the body stands behind a note: it opens with the number of a part, after an empty line."""
    return any(line.blanks and _PART.match(line.text) for line in lines[note + 1 :])


def _opening(text: str) -> int:
    match = _NOTE_LINE.match(text)
    return match.end() if match else len(text)


def _markers(text: str, lines: list[Line], body: list[int], *, raised: bool) -> dict[int, list[tuple[int, int, int]]]:
    """Every raised or, where none is ``raised``, glued digit run that could be a marker.

    Returns:
        Number to places (line, start, end).
    """
    found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    raised_signs = bool(_RAISED_SIGN.search(text))
    for i in body:
        line = lines[i]
        for match in _RAISED.finditer(text, line.start, line.end) if raised_signs else ():
            digits = match.group(1) or match.group(2).translate(_DIGITS)
            found[int(digits)].append((i, match.start(), match.end()))
        if raised:
            continue
        for run in _RUN.finditer(text, line.start, line.end):
            glued = _GLUED.match(text, run.start(), line.end)
            if glued is None:
                continue
            name = "a" if glued.group("a") else glued.lastgroup or "b"
            start, end = glued.span(name)
            digits = glued.group(name)
            if digits.startswith("0") or (name == "b" and _UNIT_TAIL.search(text, line.start, start)):
                continue
            found[int(digits)].append((i, start, end))
    return found


def _chain(
    openers: dict[int, list[int]], markers: dict[int, list[tuple[int, int, int]]], lines: list[Line]
) -> dict[int, tuple[int, int, int] | None]:
    """Note lines 1, 2, 3 … in order, each with its marker.

    Returns:
        Line index of each note to the place of its marker (None where it was not found); empty when the order
        does not hold.
    """
    chain: list[int] = []
    number = 1
    while openers.get(number):
        after = chain[-1] if chain else -1
        possible = [i for i in openers[number] if i > after]
        if not possible:
            break
        follows = openers.get(number + 1, [])
        good = [i for i in possible if _opens_note(lines, i)] or possible
        # The last note line 1 before note line 2: a body line that begins with a number stands earlier.
        usable = [i for i in good if not follows or any(j > i for j in follows)] or good
        chain.append(_nearest_marked(number, usable, markers, chain))
        number += 1
    if not chain or not any(mark[0] < chain[0] for mark in markers.get(1, [])):
        return {}
    length = len(chain)
    while length:
        placed = _placed(chain[:length], markers, lines)
        counts = list(accumulate(mark is not None for mark in placed.values()))
        if placed[chain[0]] is not None and counts[-1] >= _LEAST_FOUND * length:
            return placed
        # The longest shorter chain of which enough was found so far.
        length = next((n for n in range(length - 1, 0, -1) if counts[n - 1] >= _LEAST_FOUND * n), 0)
    return {}


def _placed(
    chain: list[int], markers: dict[int, list[tuple[int, int, int]]], lines: list[Line]
) -> dict[int, tuple[int, int, int] | None]:
    """The marker of each note of a chain, in running order, outside the notes."""
    placed: dict[int, tuple[int, int, int] | None] = {}
    inside_notes = _note_extent(chain, lines)
    at = (-1, -1)
    for k, opener in enumerate(chain, 1):
        mark = next(
            (m for m in markers.get(k, []) if (m[0], m[1]) > at and m[0] < opener and m[0] not in inside_notes), None
        )
        placed[opener] = mark
        if mark is not None:
            at = (mark[0], mark[1])
    return placed


def _nearest_marked(
    number: int, usable: list[int], markers: dict[int, list[tuple[int, int, int]]], chain: list[int]
) -> int:
    """The first usable note line after a marker of its number; the first of all when no marker stands before one."""
    after = chain[-1] if chain else -1
    for i in usable:
        if any(
            mark[0] < i and (mark[0] > after or not chain or mark[0] < chain[0]) for mark in markers.get(number, [])
        ):
            return i
    return usable[0]


def _opens_note(lines: list[Line], i: int) -> bool:
    """Whether what stands before the line is at an end, so that it can open something."""
    if i == 0:
        return False
    before = lines[i - 1]
    return before.layer == "furniture" or before.text[-1] in ".:;!?…”)»" or lines[i].blanks > 0 or before.text.isupper()


def _note_extent(chain: list[int], lines: list[Line]) -> set[int]:
    """Line indices that surely belong to notes: the note lines, and all between two that follow closely."""
    inside = set(chain)
    for first, second in pairwise(chain):
        if (
            second - first <= 12
            and lines[first].page == lines[second].page
            and all(lines[i].layer != "furniture" for i in range(first, second))
        ):
            inside.update(range(first, second))
    return inside


def _assign(lines: list[Line], chain: list[int], *, appendix: bool, seams: set[int]) -> None:
    """Put every line of every note on the note layer.

    In an appendix a note runs to the next one. At the foot of a page it ends where the page does, or at the empty
    line before the body goes on.
    """
    for k, opener in enumerate(chain):
        limit = chain[k + 1] if k + 1 < len(chain) else len(lines)
        lines[opener].layer, lines[opener].note = "note", k + 1
        for i in range(opener + 1, limit):
            line = lines[i]
            if line.layer == "furniture":
                if appendix:
                    continue
                break
            if not appendix and (line.new_page or i in seams):
                break
            if not appendix and line.blanks and line.text[0].islower() is False and not seams and i > opener + 1:
                break
            if not appendix and line.blanks and not seams and _body_resumes(lines, chain, k, i):
                break
            if appendix and limit == len(lines) and line.text.isupper() and line.blanks:
                break
            line.layer, line.note = "note", k + 1


def _body_resumes(lines: list[Line], chain: list[int], k: int, i: int) -> bool:
    """Whether a line after an empty one takes up the body again: the note is at an end."""
    return lines[i - 1].text[-1] in ".;!?…”)" or bisect_right(chain, i) > k + 1
