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
    r"|(?P<arabic>\d{1,2})\s?[.)]\s+(?=\S)"
    r"|(?P<letter>[^\W\d_A-Z])\s?[.)]\s+(?=\S)"
    r"|\((?P<paren>\d{1,3}|[^\W\d_A-Z])\)\s*(?=\S)"
    r"|(?P<bullet>[-–—+•*▪●○◦➢✓])\s+(?=\S)"
    r"|(?P<markdown>#{1,6})\s+(?=\S)"
)
_LEVEL = {"part": 0, "roman": 1, "arabic": 2, "deep": 3, "letter": 7, "paren": 8}
_MOST_HEADING = 260


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
    match = pack.part_headings.match(pack.lexicon.fold(text))
    return (
        bool(match)
        and len(text) <= 90
        and ((match is not None and match.end() >= len(text) - 1) or text.isupper() or len(text) < 40)
    )


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
    if label is not None and not _runs_on(before, line, label, open_end=open_end):
        return True
    if is_part(line.text, pack) or is_part(before.text, pack):
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
    low = line.text[0].islower()
    if seam:
        return (not open_end and not low) or (in_heading and not low)
    if line.blanks and not layout.double:
        return not (open_end and low) if not in_heading else True
    if layout.double and line.indent >= 1 and before.indent == 0 and not low:
        return not open_end or in_heading
    if layout.double and line.blanks >= 2 and not low:
        return True
    if low or (line.text[0].isdigit() and open_end):
        return False
    room = len(before.text) + 1 + len(line.text.split(" ", 1)[0])
    fits = room <= layout.width * (0.9 if in_heading else 0.8)
    if before.text[-1] in ".:!?…":
        return fits or (line.indent > before.indent + 1)
    return fits and (open_end or before.text[-1] == ";")


def _runs_on(before: Line, line: Line, label: Label, *, open_end: bool) -> bool:
    """Whether what looks like a label is the text going on: ``2025``, line break, ``- 2030``."""
    if label.style == "bullet":
        return (
            open_end
            and not line.blanks
            and (
                before.text[-1].isdigit()
                or (line.text[2:3].islower() and label.text in "-–—" and before.text[-1] not in ",")
            )
        )
    if label.style == "arabic":
        return open_end and before.text[-1] not in ",;" and not line.blanks and not line.text[label.end].isupper()
    if label.style == "roman":
        return open_end and not line.blanks and line.text[label.end].islower()
    return False


class Sections:
    """The stack of headings while a document is read from top to bottom."""

    def __init__(self, pack: Pack) -> None:
        """Start above the first heading."""
        self._pack = pack
        self._stack: list[tuple[float, str, str]] = []

    def enter(self, text: str) -> str:
        """Take in a paragraph; say what it is.

        Returns:
            ``heading``, ``item`` or ``paragraph``.
        """
        label = label_of(text)
        if is_part(text, self._pack):
            self._open(0, "", text)
            return "heading"
        if label is not None and label.style == "markdown":
            self._open(len(label.text) / 10, "", text[label.end :])
            return "heading"
        heading = len(text) <= _MOST_HEADING and text[-1] not in ".;" and not _is_sentence(text)
        if label is None:
            if text.isupper() and len(text) > 3 and any(c.isalpha() for c in text):
                self._open(0.5, "", text)
                return "heading"
            return "paragraph"
        if label.style == "bullet":
            return "item"
        level = float(_LEVEL[label.style]) + (label.text.count(".") if label.style == "deep" else 0)
        self._open(level, label.text if label.style != "paren" else f"({label.text})", text)
        if not heading:
            # A numbered paragraph gives its number to what follows it, not its words.
            level_, number, _ = self._stack[-1]
            self._stack[-1] = (level_, number, "")
            return "item"
        return "heading"

    @property
    def path(self) -> str:
        """Section path as printed: ``II.4.2``."""
        numbers: list[str] = []
        for _, number, _ in self._stack:
            if not number:
                continue
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
        return tuple(text for _, _, text in self._stack if text)

    def _open(self, level: float, number: str, text: str) -> None:
        while self._stack and self._stack[-1][0] >= level:
            self._stack.pop()
        self._stack.append((level, number, text))


def _is_sentence(text: str) -> bool:
    """A long line with a full stop inside is prose, whatever number it opens with."""
    return bool(re.search(r"[^\W\d_]{3,}[.;]\s+\S", text)) and len(text) > 120
