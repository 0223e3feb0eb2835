"""Where sentences begin and end."""

from __future__ import annotations

import re

from auditor.language import Pack

_END = re.compile(r"[.!?…][”\"’»)\]]*\s+(?=[“\"‘«(\[]*(\S))")


def sentences(text: str, pack: Pack) -> list[tuple[int, int]]:
    """Spans of the sentences of a passage, without the white space between them; no character else is lost."""
    spans: list[tuple[int, int]] = []
    at = 0
    for match in _END.finditer(text):
        following = match.group(1)
        if not (following.isupper() or following.isdigit()) or (following.isdigit() and text[match.start()] != "."):
            continue
        word = re.search(r"[^\s(]*$", text[at : match.start()])
        before = word.group() if word else ""
        if pack.lexicon.fold(before) in pack.abbreviations or (
            before.isdigit() and len(before) <= 2 and at == match.start() - len(before)
        ):
            continue
        spans.append((at, len(text[: match.end()].rstrip())))
        at = match.end()
    if at < len(text):
        spans.append((at, len(text)))
    return spans
