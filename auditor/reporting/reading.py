"""A document as it was read, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.model import Document, Passage
from auditor.phrases import render
from auditor.reporting.evidence import shown

_FACTS = ("form", "encoding", "language", "title", "organisation", "number", "place", "date", "term", "role")


def passage_lines(document: Document) -> Iterator[str]:
    """A line for each fact of a document, each warning, and each passage: section, page, place, text."""
    for name in _FACTS:
        value = getattr(document, name)
        if value:
            yield f"{name}: {shown(str(value))}"
    for warning in document.warnings:
        yield f"! {shown(render([warning], 'en'))}"
    yield ""
    marked = _markers(document)
    for passage in document.passages:
        where = "  ".join(_where(passage))
        text = shown(_with_markers(passage, marked.get(passage.id, [])))
        yield f"{where}  {text}" if where else text


def record(document: Document) -> dict[str, Any]:
    """A document as a plain mapping: its facts and its passages with their spans."""
    return {
        "path": document.path,
        **{name: getattr(document, name) for name in _FACTS},
        "warnings": [render([warning], "en") for warning in document.warnings],
        "passages": [_passage_record(passage) for passage in document.passages],
    }


def _passage_record(passage: Passage) -> dict[str, Any]:
    own = passage.text[passage.lead :]
    start, end = passage.span(passage.lead, len(passage.text)) if own else (passage.source(0), passage.source(0))
    return {
        "id": passage.id,
        "kind": passage.kind,
        "section": passage.section,
        "page": passage.page,
        "place": passage.place,
        "note": passage.note,
        "anchor": list(passage.anchor) if passage.anchor else None,
        "start": start,
        "end": end,
        "text": passage.text,
        "stored": passage.stored or None,
        "confidence": passage.certainty(0, len(passage.text)),
    }


def _where(passage: Passage) -> Iterator[str]:
    yield f"[{passage.section}]" if passage.section else "[]"
    if passage.page is not None:
        yield f"p.{passage.page}"
    if passage.place:
        yield passage.place
    if passage.kind == "heading":
        yield "#"
    if passage.note is not None:
        yield f"({passage.note})"
    if passage.stored:
        yield f"={passage.stored}"


def _markers(document: Document) -> dict[str, list[tuple[int, int]]]:
    """The places of note markers by passage."""
    found: dict[str, list[tuple[int, int]]] = {}
    for passage in document.passages:
        if passage.anchor is not None and passage.note is not None:
            found.setdefault(passage.anchor[0], []).append((passage.anchor[1], passage.note))
    return found


def _with_markers(passage: Passage, markers: list[tuple[int, int]]) -> str:
    text = passage.text
    for at, number in sorted(markers, reverse=True):
        text = f"{text[:at]}[{number}]{text[at:]}"
    return text
