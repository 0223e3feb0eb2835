"""PDF: the text layer with its places and sizes (pypdfium2); pages without one are recognised, or named."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from auditor.errors import UnreadableDocumentError
from auditor.limits import current
from auditor.reading.layout import Fragment, Page

_LEAST_TEXT = 8
"""Characters below which a page that shows an image is taken for a scan."""
_LEAST_RULE = 8.0
_MOST_FRAGMENTS = 12_000
"""Runs of text on a page; a dense table has about 2,000."""
_MOST_PIXELS = 60_000_000
_ASCENT = 0.8
"""Part of a letter's size above the baseline; the rest is below."""
_SPACES = frozenset((9, 10, 13, 32, 0xA0))
_NO_CHARACTERS = frozenset((0, 0xFFFE, 0xFFFF))
_LINE_END_HYPHEN = 2
"""The code that pdfium gives a hyphen at the end of a line."""


@dataclass(slots=True)
class PdfText:
    """The pages of a PDF.

    Attributes:
        scans: Numbers of pages that hold an image and no text.
        broken: Numbers of pages that could not be read, with the reason.
        title: As the file's properties have it.
    """

    pages: list[Page]
    scans: list[int]
    broken: list[tuple[int, str]]
    title: str


def parse(raw: bytes, path: str) -> PdfText:
    """The text layer of a PDF.

    Args:
        raw: The file.
        path: As given, for messages.

    Raises:
        UnreadableDocumentError: The file is encrypted, damaged, or has too many pages.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocumentError("is encrypted; save it without a password", where=path) from error
        raise UnreadableDocumentError("is a damaged or cut-off PDF", where=path) from error
    try:
        count = len(document)
        most = current().pages
        if count > most:
            raise UnreadableDocumentError(f"has {count:,} pages; at most {most:,} are read", where=path)
        if not count:
            raise UnreadableDocumentError("is a damaged or cut-off PDF: no page in it", where=path)
        found = PdfText([], [], [], str(document.get_metadata_value("Title") or "").strip())
        for index in range(count):
            try:
                page, image = _page(document[index], index + 1)
            except (pdfium.PdfiumError, UnreadableDocumentError) as error:
                found.broken.append((index + 1, str(error)))
                continue
            letters = sum(len(f.text.strip()) for f in page.fragments)
            if image and letters < _LEAST_TEXT:
                found.scans.append(index + 1)
            else:
                found.pages.append(page)
        return found
    finally:
        document.close()


def images(raw: bytes, numbers: list[int], *, dots: int) -> Iterator[tuple[int, bytes, float, float]]:
    """Pages of a PDF drawn as PNG images: number, image, width and height in points.

    Args:
        raw: The file.
        numbers: Pages, counted from 1.
        dots: Resolution in dots per inch.
    """
    import io

    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(raw)
    try:
        for number in numbers:
            page = document[number - 1]
            width, height = page.get_size()
            # A poster is drawn coarser; a page of no sensible size is left to the caller as it is.
            scale = min(dots / 72, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))
            out = io.BytesIO()
            page.render(scale=scale, grayscale=True).to_pil().save(out, "PNG")
            page.close()
            yield number, out.getvalue(), width, height
    finally:
        document.close()


def _page(page: Any, number: int) -> tuple[Page, bool]:
    """A page's text and rules, and whether it shows an image."""
    import pypdfium2.raw as api

    width, height = page.get_size()
    text = page.get_textpage()
    fragments = list(_fragments(text.raw, text.count_chars(), height, api))
    text.close()
    rules: list[tuple[float, float, float, float]] = []
    if len(fragments) > _MOST_FRAGMENTS:
        raise UnreadableDocumentError(f"more than {_MOST_FRAGMENTS:,} separate pieces of text")
    image = False
    for thing in page.get_objects(filter=[api.FPDF_PAGEOBJ_PATH, api.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        if thing.type == api.FPDF_PAGEOBJ_IMAGE:
            image = True
            continue
        left, bottom, right, top = thing.get_bounds()
        rules += _edges(left, height - top, right, height - bottom)
    page.close()
    return Page(number, width, height, fragments, rules), image


def _edges(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[float, float, float, float]]:
    """A path as rules: a thin one is one, a box is its four sides."""
    wide, tall = right - left, bottom - top
    if wide <= 3 or tall <= 3:
        if max(wide, tall) >= _LEAST_RULE:
            yield left, top, right, bottom
        return
    yield left, top, right, top
    yield left, bottom, right, bottom
    yield left, top, left, bottom
    yield right, top, right, bottom


def _fragments(handle: Any, count: int, height: float, api: Any) -> Iterator[Fragment]:
    """Runs of characters that follow one another on a baseline in one size."""
    box, matrix = api.FS_RECTF(), api.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    run: Fragment | None = None
    letters: list[str] = []
    space = False
    for i in range(count):
        code = api.FPDFText_GetUnicode(handle, i)
        if code in _SPACES:
            space = True
            continue
        if code == _LINE_END_HYPHEN:
            letters.append("-")
            continue
        if code in _NO_CHARACTERS or not (
            api.FPDFText_GetCharOrigin(handle, i, x, y)
            and api.FPDFText_GetMatrix(handle, i, matrix)
            and api.FPDFText_GetLooseCharBox(handle, i, box)
        ):
            continue
        size = api.FPDFText_GetFontSize(handle, i) * math.hypot(matrix.c, matrix.d)
        left, right, baseline = x.value, max(box.right, x.value), height - y.value
        if not all(map(math.isfinite, (left, right, baseline, size))) or size <= 0:
            continue
        top, bottom = baseline - _ASCENT * size, baseline + (1 - _ASCENT) * size
        if run is not None and _follows(run, left, top, bottom, size):
            if space or left - run.right > 0.18 * size:
                letters.append(" ")
            letters.append(chr(code))
            run.right = max(run.right, right)
        else:
            if run is not None:
                run.text = "".join(letters)
                yield run
            letters = [chr(code)]
            run = Fragment("", left, top, right, bottom, size)
        space = False
    if run is not None:
        run.text = "".join(letters)
        yield run


def _follows(run: Fragment, left: float, top: float, bottom: float, size: float) -> bool:
    """Whether a character goes on in a run: same size, same line, no gap wider than a column's."""
    return (
        abs(size - run.size) < 0.12 * run.size
        and abs(bottom - run.bottom) < 0.25 * run.size
        and abs(top - run.top) < 0.35 * run.size
        and -0.5 * size < left - run.right < 1.6 * size
    )
