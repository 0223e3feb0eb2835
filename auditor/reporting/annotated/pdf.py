"""A PDF with a highlight and a note at each figure concerned, appended to the file as it is.

The text that was read from a PDF does not lead back to the letters on its pages. A figure is found again among them by
its own letters and by those around it; where two places fit equally well, it is not marked.
"""

from __future__ import annotations

import io
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.errors import UnreadableDocumentError
from auditor.model import Document
from auditor.reading import OWN_REPORT
from auditor.reporting.annotated.marks import AUTHOR, Mark, Marked

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, from the lower left corner of the page."""

_AROUND = 60
"""Letters on each side by which places of equal figures are told apart."""
_LEAST_FIT = 4
"""Letters around a figure that must be as in the text: the figure may be a part of another number."""
_REACH = 3
"""Pages over which a passage may run."""
_COLOUR = (1.0, 0.88, 0.3)
_PRINTED = 4
_DASHES = frozenset("-‐‑‒–—\u00ad\u0002")


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a page in normal form, each with its box."""

    text: str
    boxes: tuple[Box, ...]


def copy(raw: bytes, document: Document, marks: Sequence[Mark]) -> Marked:
    """A copy with a highlight for each mark.

    Args:
        raw: The file.
        document: As it was read.
        marks: In the order of its text.

    Raises:
        UnreadableDocumentError: The file is protected, or so damaged that nothing can be added to it.
    """
    if not marks:
        return Marked(raw, ())
    pages = _Pages(raw)
    text = _Text(document.text)
    unplaced: list[Mark] = []
    placed: list[tuple[int, Mark, list[Box]]] = []
    try:
        for mark in marks:
            place = pages.find(text, mark)
            if place is None:
                unplaced.append(mark)
            else:
                placed.append((place[0], mark, place[1]))
    finally:
        pages.close()
    return Marked(_highlighted(raw, placed, document.path) if placed else raw, tuple(unplaced))


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """The letters and digits of a text in normal form, with their places: no white space, marks or hyphens."""
    for i, char in enumerate(text):
        if char.isspace() or char in _DASHES:
            continue
        for part in unicodedata.normalize("NFKD", char):
            if not unicodedata.combining(part) and not part.isspace():
                yield i, part


class _Text:
    """A document's text in normal form."""

    def __init__(self, text: str) -> None:
        found = list(_letters(text))
        self._places = [i for i, _ in found]
        self._letters = "".join(letter for _, letter in found)

    def around(self, start: int, end: int) -> tuple[str, str, str]:
        """The letters before, in and after a span."""
        first, last = bisect_left(self._places, start), bisect_left(self._places, end)
        whole = self._letters
        return whole[max(0, first - _AROUND) : first], whole[first:last], whole[last : last + _AROUND]


class _Pages:
    """The letters of the pages, read as they are asked for."""

    def __init__(self, raw: bytes) -> None:
        import pypdfium2 as pdfium

        self._file = pdfium.PdfDocument(raw)
        self._known: dict[int, tuple[_Letters, _Letters]] = {}

    def close(self) -> None:
        self._file.close()

    def find(self, text: _Text, mark: Mark) -> tuple[int, list[Box]] | None:
        """Page (from 0) and boxes of a figure, or None where it is in no place or in several alike."""
        around = text.around(mark.start, mark.end)
        first = (mark.page or 1) - 1
        numbers = range(first, min(first + _REACH if mark.page else len(self._file), len(self._file)))
        for order in (0, 1):
            pages = {number: self._page(number)[order] for number in numbers}
            place = _best(pages, *around)
            if place is not None:
                number, at = place
                return number, _lines(pages[number].boxes[at : at + len(around[1])])
        return None

    def _page(self, number: int) -> tuple[_Letters, _Letters]:
        """The letters in the order of the file, and as they stand on the page: not every program writes in order."""
        if number not in self._known:
            self._known[number] = self._read(number)
        return self._known[number]

    def _read(self, number: int) -> tuple[_Letters, _Letters]:
        import pypdfium2 as pdfium
        import pypdfium2.raw as api

        try:
            page = self._file[number]
        except pdfium.PdfiumError:
            return _Letters("", ()), _Letters("", ())
        text = page.get_textpage()
        found: list[tuple[str, Box]] = []
        for i in range(text.count_chars()):
            code = api.FPDFText_GetUnicode(text.raw, i)
            for _, letter in _letters(chr(code)) if 0 < code < 0xD800 or 0xDFFF < code < 0xFFFE else ():
                found.append((letter, text.get_charbox(i, loose=True)))
        text.close()
        page.close()
        return _joined(found), _joined(_as_printed(found))


def _joined(letters: Sequence[tuple[str, Box]]) -> _Letters:
    return _Letters("".join(letter for letter, _ in letters), tuple(box for _, box in letters))


def _as_printed(letters: Sequence[tuple[str, Box]]) -> list[tuple[str, Box]]:
    """Letters line by line from the top, each line from the left."""
    rows: list[list[tuple[str, Box]]] = []
    for letter, box in sorted(letters, key=lambda item: -(item[1][1] + item[1][3])):
        last = rows[-1][0][1] if rows else None
        if last is not None and last[1] < (box[1] + box[3]) / 2 < last[3]:
            rows[-1].append((letter, box))
        else:
            rows.append([(letter, box)])
    return [item for row in rows for item in sorted(row, key=lambda item: item[1][0])]


def _best(pages: Mapping[int, _Letters], before: str, figure: str, after: str) -> tuple[int, int] | None:
    """Page and place of the figure whose surroundings fit best, or None where none or several do."""
    found: list[tuple[int, int, int]] = []
    for number, letters in pages.items():
        at = letters.text.find(figure) if figure else -1
        while at >= 0:
            end = at + len(figure)
            fit = _shared(before[::-1], letters.text[max(0, at - _AROUND) : at][::-1])
            fit += _shared(after, letters.text[end : end + _AROUND])
            found.append((fit, number, at))
            at = letters.text.find(figure, at + 1)
    found.sort(reverse=True)
    alone = len(found) < 2 or found[0][0] > found[1][0]
    if not found or not alone or found[0][0] < min(_LEAST_FIT, len(before) + len(after)):
        return None
    return found[0][1:]


def _shared(a: str, b: str) -> int:
    """How many letters two texts have in common at their beginning."""
    count = 0
    for left, right in zip(a, b, strict=False):
        if left != right:
            break
        count += 1
    return count


def _lines(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of letters joined to one box a line."""
    found: list[Box] = []
    for left, bottom, right, top in boxes:
        if found and found[-1][1] < (bottom + top) / 2 < found[-1][3]:
            old = found[-1]
            found[-1] = (min(old[0], left), min(old[1], bottom), max(old[2], right), max(old[3], top))
        else:
            found.append((left, bottom, right, top))
    return found


def _highlighted(raw: bytes, placed: Sequence[tuple[int, Mark, list[Box]]], path: str) -> bytes:
    """The file with the highlights appended to it.

    Raises:
        UnreadableDocumentError: It is protected or damaged.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    try:
        if PdfReader(io.BytesIO(raw)).is_encrypted:
            raise UnreadableDocumentError("is protected against changes", where=path)
        writer = PdfWriter(io.BytesIO(raw), incremental=True)
        for count, (number, mark, boxes) in enumerate(placed):
            writer.add_annotation(number, _annotation(mark, boxes, count))
        out = io.BytesIO()
        writer.write(out)
        out.write(f"% {OWN_REPORT}\n".encode())
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        # What pypdf raises for a file that is not quite a PDF is not one class.
        raise UnreadableDocumentError(f"nothing can be added to this file ({error})", where=path) from error
    return out.getvalue()


def _annotation(mark: Mark, boxes: Sequence[Box], count: int) -> Any:
    """A highlight with a note (ISO 32000-1, 12.5.6.10)."""
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

    def floats(values: Sequence[float]) -> ArrayObject:
        return ArrayObject(FloatObject(f"{value:.3f}") for value in values)

    outer = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    corners = [c for left, bottom, right, top in boxes for c in (left, top, right, top, left, bottom, right, bottom)]
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Highlight"),
            NameObject("/Rect"): floats(outer),
            NameObject("/QuadPoints"): floats(corners),
            NameObject("/C"): floats(_COLOUR),
            NameObject("/F"): NumberObject(_PRINTED),
            NameObject("/T"): TextStringObject(AUTHOR),
            NameObject("/NM"): TextStringObject(f"{mark.finding}-{count}"),
            NameObject("/Contents"): TextStringObject("\n".join(mark.lines)),
        }
    )
