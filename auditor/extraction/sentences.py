"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.language import Pack

MOST_SENTENCE = 3_000
"""Characters after which a text without an end of sentence is cut: the longest list of a report has about 2,000."""

_END = re.compile(r"[.!?…][”\"’»)\]]*\s+(?=[“\"‘«(\[]*(\S))")


def sentences(text: str, pack: Pack) -> list[tuple[int, int]]:
    """Spans of the sentences of a passage, without the white space between them; no character else is lost."""
    spans: list[tuple[int, int]] = []
    at = 0
    for match in _END.finditer(text):
        following = match.group(1)
        if not (following.isupper() or following.isdigit()) or (following.isdigit() and text[match.start()] != "."):
            continue
        before = _last_word(text, at, match.start())
        if len(before) <= pack.longest_abbreviation and pack.lexicon.fold(before) in pack.abbreviations:
            continue
        if before.isdigit() and len(before) <= 2 and at == match.start() - len(before):
            continue
        spans.append((at, len(text[: match.end()].rstrip())))
        at = match.end()
    if at < len(text):
        spans.append((at, len(text)))
    return [part for span in spans for part in _parts(text, *span)]


def _last_word(text: str, start: int, end: int) -> str:
    """What stands right before a place, back to white space or a bracket."""
    at = end
    while at > start and text[at - 1] != "(" and not text[at - 1].isspace():
        at -= 1
    return text[at:end]


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span in parts of bounded length, cut at the last semicolon, else the last white space, before the bound."""
    while end - start > MOST_SENTENCE:
        stop = start + MOST_SENTENCE
        cut = max(text.rfind("; ", start, stop) + 1, 0) or text.rfind(" ", start, stop)
        cut = cut if cut > start else stop
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
