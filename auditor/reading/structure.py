"""Paragraphs, headings and the section path."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.language import Pack
from auditor.reading.lines import Layout, Line

_CLOSED = '.:;!?…”"»'
_ENUM = re.compile(
    r"(?P<roman>[IVXLC]{1,6})\s*[-–.)/]\s*(?=\S)"
    r"|(?P<deep>\d{1,2}(?:\.\d{1,2}){1,4})\.?\s+(?=\S)"
    r"|(?P<arabic>\d{1,2})(?:\s?[.)]\s+(?=\S)|[-–]\s+(?=[^\W\d_a-z])(?!\w{1,12}\s?[-/]))"
    r"|(?P<letter>[^\W\d_A-Z])\s?[.)]\s+(?=\S)"
    r"|\((?P<paren>\d{1,3}|[^\W\d_A-Z])\)\s*(?=\S)"
    r"|(?P<bullet>[-–—+•*▪●○◦➢✓])\s+(?=\S)"
    r"|(?P<markdown>#{1,6})\s+(?=\S)"
)
_TITLED = re.compile(r"\s?[:.–—-]\s+(?=[^\W\d_])")
"""Between the number of a part and its title."""
_LEVEL = {"part": 0, "roman": 1, "arabic": 2, "deep": 3, "letter": 7, "paren": 8}
_MOST_HEADING = 260
_MOST_PART = 90
_MOST_DAY = 24
"""Characters of the longest day: ``30 September 2024``."""
_ENTRY = re.compile(r"[^\W\d_a-z][^.:;]{1,60}:\s+\S.{0,60}")
"""A line that names a thing and what is told of it: ``Surplus in 2022: $7.3 billion``."""


@dataclass(frozen=True, slots=True)
class Label:
    """The number or sign that opens a paragraph."""

    style: str
    text: str
    end: int


def label_of(text: str) -> Label | None:
    """The number, letter or bullet that a line opens with."""
    match = _ENUM.match(text)
    if not match:
        return None
    style = str(match.lastgroup)
    return Label(style, match.group(style), match.end())


def is_part(text: str, pack: Pack) -> bool:
    """Whether a line is the name of a part, chapter or appendix."""
    if len(text) > _MOST_PART or text[0].lower() not in pack.part_initials:
        return False
    match = pack.part_headings.match(pack.lexicon.fold(text))
    if match is None:
        return False
    titled = _TITLED.match(text, match.end()) is not None and text[-1] not in _CLOSED
    return match.end() >= len(text) - 1 or text.isupper() or len(text) < 40 or titled


def starts_paragraph(before: Line, line: Line, layout: Layout, pack: Pack, *, seam: bool, in_heading: bool) -> bool:
    """Whether ``line`` opens a new paragraph after ``before``.

    Args:
        before: The line before, of the same layer.
        line: The line in question.
        layout: Width and spacing of the text.
        pack: Language of the document.
        seam: A page break, or notes, stand between the two.
        in_heading: The paragraph so far is a heading.
    """
    open_end = before.text[-1] not in _CLOSED
    label = label_of(line.text)
    if _is_item_like(label, before):
        return True
    if _is_day(line.text, pack) or _is_day(before.text, pack):
        return True
    if label is not None and not _runs_on(before, line, label, open_end=open_end, apart=line.blanks > layout.double):
        return True
    if is_part(line.text, pack) or (is_part(before.text, pack) and not line.text[0].islower()):
        return True
    if (
        line.text.isupper()
        and before.text.isupper()
        and open_end
        and len(before.text) > 8
        and (layout.double or not line.blanks)
    ):
        return False
    if line.text.isupper() != before.text.isupper() and (
        (line.text.isupper() and len(line.text) > 8) or (before.text.isupper() and len(before.text) > 8)
    ):
        return True
    if _ENTRY.fullmatch(before.text) and _ENTRY.fullmatch(line.text):
        return True
    low = line.text[0].islower()
    room = len(before.text) + 1 + len(line.text.split(" ", 1)[0])
    if seam:
        # A full line at the end of a page more often goes on than ends its paragraph, whatever it closes with.
        return (not open_end and not low and room <= layout.width) or (in_heading and not low)
    if line.blanks and not layout.double:
        return not (open_end and low) if not in_heading else True
    if layout.double and line.indent >= 1 and before.indent == 0 and not low:
        return not open_end or in_heading
    if layout.double and line.blanks >= 2 and not low:
        return True
    if low or (line.text[0].isdigit() and open_end):
        return False
    if before.text[-1] == ":" and (label := label_of(before.text)) is not None and label.style == "roman":
        return True  # A numbered line that announces what follows is a heading, however long.
    fits = room <= layout.width * (0.9 if in_heading else 0.8)
    if before.text[-1] in ".:!?…":
        return fits or (line.indent > before.indent + 1)
    return fits and (open_end or before.text[-1] == ";")


def _is_item_like(label: Label | None, before: Line) -> bool:
    """Whether a line opens with the bullet that the line before opened with, too."""
    if label is None or label.style != "bullet":
        return False
    other = label_of(before.text)
    return other is not None and other.style == "bullet" and other.text == label.text


def _is_day(text: str, pack: Pack) -> bool:
    """Whether a line is a day and no more: when a document was written."""
    if len(text) > _MOST_DAY or not any(c.isdecimal() for c in text):
        return False
    folded = pack.lexicon.fold(text)
    return any(kind == "day" and match.span() == (0, len(folded)) for kind, match in pack.periods.find(folded))


def _runs_on(before: Line, line: Line, label: Label, *, open_end: bool, apart: bool) -> bool:
    """Whether what looks like a label is the text going on: ``2025``, line break, ``- 2030``.

    ``apart``: more white space stands between the two lines than between all lines of the text.
    """
    if label.style == "bullet":
        return (
            open_end
            and not apart
            and (
                before.text[-1].isdigit()
                or (line.text[2:3].islower() and label.text in "-–—" and before.text[-1] not in ",")
            )
        )
    if label.style == "arabic":
        return open_end and before.text[-1] not in ",;" and not apart and not line.text[label.end].isupper()
    if label.style == "deep":
        # ``1.9 million``: no heading opens with a small letter.
        return not apart and line.text[label.end].islower()
    if label.style == "roman":
        return open_end and not apart and line.text[label.end].islower()
    return False


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading above: how deep its number puts it, the level that the format declares (0 for none), number, words."""

    depth: float
    declared: int
    number: str
    text: str


class Sections:
    """The stack of headings while a document is read from top to bottom."""

    def __init__(self, pack: Pack) -> None:
        """Start above the first heading."""
        self._pack = pack
        self._stack: list[_Heading] = []

    def enter(self, text: str, level: int = 0) -> str:
        """Take in a paragraph; say what it is.

        Args:
            text: The paragraph.
            level: Level of a heading that the format declares, from 1; 0 where the words must tell.

        Returns:
            ``heading``, ``item`` or ``paragraph``.
        """
        label = label_of(text)
        if level:
            if label is None or label.style in ("bullet", "markdown"):
                self._open_declared(level, 0 if is_part(text, self._pack) else 0.5, "", text)
            else:
                self._open_declared(level, _depth(label), label.text, text)
            return "heading"
        if is_part(text, self._pack):
            self._open(0, "", text)
            return "heading"
        heading = len(text) <= _MOST_HEADING and text[-1] not in ".;" and not _is_sentence(text)
        if label is None:
            if text.isupper() and len(text) > 3 and any(c.isalpha() for c in text):
                self._open(0.5, "", text)
                return "heading"
            return "paragraph"
        if label.style in ("bullet", "markdown"):
            return "item"
        # A numbered paragraph gives its number to what follows it, not its words.
        number = label.text if label.style != "paren" else f"({label.text})"
        self._open(_depth(label), number, text if heading else "")
        return "heading" if heading else "item"

    @property
    def path(self) -> str:
        """Section path as printed: ``II.4.2``."""
        numbers: list[str] = []
        for number in (h.number for h in self._stack if h.number):
            if numbers and "." in number:
                last = numbers[-1]
                if number.startswith(f"{last}."):
                    numbers[-1] = number
                    continue
            numbers.append(number)
        return ".".join(numbers)

    @property
    def headings(self) -> tuple[str, ...]:
        """Texts of the headings above, outermost first."""
        return tuple(h.text for h in self._stack if h.text)

    def _open(self, depth: float, number: str, text: str) -> None:
        # What has no number gives way to a part alone: how deep a declared heading stands, its number tells.
        while (
            self._stack
            and self._stack[-1].depth >= depth
            and (not self._stack[-1].declared or self._stack[-1].number or depth < 1)
        ):
            self._stack.pop()
        self._stack.append(_Heading(depth, 0, number, text))

    def _open_declared(self, level: int, depth: float, number: str, text: str) -> None:
        while self._stack and (not self._stack[-1].declared or self._stack[-1].declared >= level):
            self._stack.pop()
        self._stack.append(_Heading(depth, level, number, text))


def _depth(label: Label) -> float:
    return float(_LEVEL[label.style]) + (label.text.count(".") if label.style == "deep" else 0)


def _is_sentence(text: str) -> bool:
    """A long line with a full stop inside is prose, whatever number it opens with."""
    return bool(re.search(r"[^\W\d_]{3,}[.;]\s+\S", text)) and len(text) > 120
