"""A document of any other format as a web page: its text with the figures marked, the comments beside them."""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.model import Document
from auditor.reading import OWN_REPORT
from auditor.reporting.annotated.marks import Mark, Marked
from auditor.reporting.evidence import shown
from auditor.reporting.wording import Wording
from auditor.resources import report_file


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of text with the numbers of the comments on it; none for text without."""

    text: str
    comments: tuple[int, ...]


def copy(document: Document, marks: Sequence[Mark], say: Wording) -> Marked:
    """The page. Every mark has its place in it.

    Args:
        document: As it was read.
        marks: In the order of its text.
        say: Names and labels.
    """
    from jinja2 import Environment, StrictUndefined

    css = report_file("styles/annotated.css")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    html = environment.from_string(report_file("templates/annotated.html.j2")).render(
        lang=say.language,
        mark=OWN_REPORT,
        title=say.label("annotated.title", document=say.names[document.id]),
        help=say.label("annotated.help" if marks else "annotated.none"),
        comments=say.label("annotated.comments"),
        css=css,
        css_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
        blocks=list(_blocks(document.text, marks)),
        document_language=document.language,
    )
    return Marked(html.encode("utf-8"), ())


def _blocks(text: str, marks: Sequence[Mark]) -> Iterator[dict[str, Any]]:
    """The text cut at empty lines outside of marks, each part with its comments."""
    at = 0
    number = 0
    for end in _ends(text, marks):
        own = []
        while number < len(marks) and marks[number].start < end:
            number += 1
            own.append((number, marks[number - 1]))
        block = text[at:end].strip("\n")
        begin = text.index(block, at) if block else at
        if block.strip():
            yield {
                "parts": list(_parts(text, begin, begin + len(block), own)),
                "comments": [{"number": n, "severity": str(m.severity), "lines": m.lines} for n, m in own],
            }
        at = end


def _ends(text: str, marks: Sequence[Mark]) -> Iterator[int]:
    at = 0
    number = 0
    while (at := text.find("\n\n", at)) >= 0:
        at += 2
        while number < len(marks) and marks[number].end <= at:
            number += 1
        if number == len(marks) or marks[number].start >= at:
            yield at
    yield len(text)


def _parts(text: str, start: int, end: int, marks: Sequence[tuple[int, Mark]]) -> Iterator[_Part]:
    """A block cut where marks begin and end: marks may lie over one another."""
    spans = [(max(m.start, start), min(m.end, end), n) for n, m in marks]
    cuts = sorted({start, end, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    for left, right in itertools.pairwise(cuts):
        yield _Part(
            shown(text[left:right].replace("\f", "\n")), tuple(n for s, e, n in spans if s <= left and right <= e)
        )
