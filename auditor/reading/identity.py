"""What a document says of itself: title, date, whose report it is."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from auditor.language import Pack
from auditor.model import Document
from auditor.reading.structure import is_part
from auditor.romans import roman

_OPENING = 12
_FIRST_PAGE = 2500
_DOMINANT = 0.6


def of(document: Document, pack: Pack) -> dict[str, Any]:
    """Title, organisation, date and congress ordinals, for the fields of the same names; None where nothing tells."""
    body = "\n".join(p.text for p in document.passages)
    return {
        "title": _title(document, pack),
        "organisation": _organisation(body, pack),
        "date": _date(document, body, pack),
        "ordinals": _ordinals(pack.lexicon.fold(body), pack),
    }


def _title(document: Document, pack: Pack) -> str | None:
    """The kind of document and the lines under it; else the first heading."""
    opening = document.passages[:_OPENING]
    for i, passage in enumerate(opening):
        folded = pack.lexicon.fold(passage.text)
        if any(folded == w or (passage.text.isupper() and folded.startswith(w)) for w in pack.title_words):
            rest = ""
            if len(passage.text) < 40 and i + 1 < len(opening) and opening[i + 1].kind != "item":
                rest = " " + opening[i + 1].text
            return (passage.text + rest).strip()[:200]
    first = next((p for p in opening if p.kind == "heading" and not is_part(p.text, pack)), None)
    return first.text[:200] if first else None


def _organisation(body: str, pack: Pack) -> str | None:
    """The one area that the document names far more often than any other."""
    names: Counter[str] = Counter()
    for pattern in pack.organisations:
        for match in pattern.finditer(body):
            names[_proper(match.group("name"))] += 1
    if names:
        (name, count), *_ = names.most_common(1)
        if count >= 2 and count >= _DOMINANT * names.total():
            return name
        return None
    folded = pack.lexicon.fold(body)
    if pack.national and sum(folded.count(w) for w in pack.national) >= 6 * max(1, len(folded) // 20_000):
        return "(national)"
    return None


def _proper(name: str) -> str:
    words = name.split()
    if name.isupper():
        return " ".join(w.capitalize() for w in words)
    kept = []
    for word in words:
        if word.isupper() and len(word) > 1:
            break
        kept.append(word)
    return " ".join(kept or words)


def _date(document: Document, body: str, pack: Pack) -> str | None:
    """The date on the first page, else the newest full date or part of a year that is written anywhere."""
    first = pack.document_date.search(pack.lexicon.fold(body[:_FIRST_PAGE]))
    if first:
        return _iso(first.group("y"), first.group("m"), first.group("d"))
    newest = ""
    for match in pack.dates[0].finditer(body):
        newest = max(newest, _iso(match.group("y"), match.group("m"), match.group("d")) or "")
    # A part of a year that is reported on is over: ``the first six months of 2025``.
    reported = max((m.group("y") for p in pack.parts_of_year for m in p.finditer(pack.lexicon.fold(body)) if m.group("y")), default="")
    if newest or reported:
        return newest if newest[:4] >= reported else reported
    years = Counter(re.findall(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,])", body))
    return max(years, key=lambda y: (years[y], y)) if years else None


def _iso(year: str, month: str, day: str) -> str | None:
    y, m, d = int(year), int(month), int(day)
    return f"{y:04d}-{m:02d}-{d:02d}" if 1 <= m <= 12 and 1 <= d <= 31 and 1900 <= y <= 2099 else None


def _ordinals(folded: str, pack: Pack) -> tuple[tuple[str, str, int], ...]:
    found: set[tuple[str, str, int]] = set()
    for body, pattern in pack.bodies:
        for match in pattern.finditer(folded):
            groups = match.groupdict()
            number = roman(groups["ordinal"])
            if number:
                term = f"{groups['y']}-{groups['y2']}" if groups.get("y") else ""
                found.add((body, term, number))
    return tuple(sorted(found))
