"""Lists that hold more or fewer items than they announce, and numbers that skip or repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from auditor.checks.base import SAME_SENTENCE, Case, Hit, noted, shown, spoken, value_of
from auditor.language import Pack
from auditor.model import Extract, Fact, Figure, Kind, Note, Passage
from auditor.romans import roman

_LEAST, _MOST = 2, 20
_NOUN_NEAR = 25
_OPENER_NEAR = 25
_LONG_ITEM = 7
_LEAST_NOTES = 4
_ENUMERATOR = re.compile(r"(?:(?<=[\s;,:.])|^)\(?(\d{1,2}|[a-h]|i{1,3}|iv|v)\)\s")
_OPEN_END = re.compile(r"…|\.\.\.")
_DOTTED = re.compile(r"\s*((?:\d{1,2}\.)+)(\d{1,2})(?:[.)]\s+\S|\s+(?P<first>[^\W\d_]))")
_ROMAN = re.compile(r"\s*()([IVX]{1,6})[.\-–—]\s*\S")


def announced_count(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``Five components: a, b, c, d``: the list that follows holds another number of items.

    Items that are numbered are counted by their numbers. Items between commas are counted only where each is short
    and holds no figure; where ``and`` may stand inside an item, any number that it allows is accepted.
    """
    del parameters
    for extract, passage, figures in case.by_sentence:
        pack = case.packs[extract.document.language]
        folded = case.folded(figures[0])
        for figure in figures:
            value = value_of(figure)
            if not _announces(figure) or value is None or not _LEAST <= value <= _MOST:
                continue
            begin = _list_begin(pack, folded, figure)
            if begin is None:
                continue
            end = min([figure.sentence[1], *(i for i in [folded.find(";", begin)] if i >= 0)])
            numbered = _numbered(folded, begin, figure.sentence[1])
            least, most = (numbered, numbered) if numbered else _between_commas(pack, folded, begin, end)
            if not least or least <= value <= most or abs(least - value) > 2 or not _whole_list(folded, end, passage):
                continue
            found = noted(extract, passage, begin, figure.sentence[1] if numbered else end, "list", count=str(least))
            said = f"{least}" if least == most else f"{least}–{most}"
            values = {"stated": f"{shown(figure.text)} {figure.noun}".strip(), "expected": said, "label": figure.phrase}
            yield Hit(
                evidence=(figure, found),
                computed=f"{said} ≠ {shown(figure.text)}",
                confidence=0.9 if numbered else 0.75,
                values=spoken(partial(_same, values)),
                key="announced",
                label=figure.phrase,
                doubtful=not numbered,
                reason=SAME_SENTENCE,
            )


def _same(values: Mapping[str, str], language: str) -> Mapping[str, str]:
    del language
    return values


def _announces(figure: Figure) -> bool:
    plain = figure.kind is Kind.VALUE and figure.unit == "count" and figure.measure == "level"
    return plain and not figure.hedge and figure.group == 0


def _list_begin(pack: Pack, folded: str, figure: Figure) -> int | None:
    """Where the list begins that a count and its noun announce."""
    noun = next(iter(pack.cues.announced.find(folded, figure.to, figure.to + _NOUN_NEAR)), None)
    if noun is None or folded[figure.to : noun[0]].strip():
        return None
    stop = min(noun[1] + _OPENER_NEAR, figure.sentence[1])
    colon = folded.find(":", noun[1], stop)
    if colon >= 0 and not re.search(r"[,;()\d]", folded[noun[1] : colon]):
        return colon + 1
    opener = next(iter(pack.parts.find(folded, noun[1], stop)), None)
    if opener is None or opener[2] != "whole" or folded[noun[1] : opener[0]].strip(" ,"):
        return None
    return opener[1] + (1 if folded[opener[1] : opener[1] + 1] == ":" else 0)


def _numbered(folded: str, begin: int, end: int) -> int:
    """The number of items that are numbered ``(1) … (2) …``, ``a) … b) …`` from the first on; 0 where none are."""
    labels = [m.group(1) for m in _ENUMERATOR.finditer(folded, begin, end)]
    for series in (_digits, _letters, _romans):
        count = 0
        for label in labels:
            if series(count + 1) == label:
                count += 1
        if count >= _LEAST and count == len(labels):
            return count
    return 0


def _digits(number: int) -> str:
    return str(number)


def _letters(number: int) -> str:
    return chr(96 + number)


def _romans(number: int) -> str:
    return ("i", "ii", "iii", "iv", "v", "")[min(number, 6) - 1]


def _between_commas(pack: Pack, folded: str, begin: int, end: int) -> tuple[int, int]:
    """The least and greatest number of items that commas and joining words leave; 0, 0 where they cannot be told."""
    text = folded[begin:end].strip(" .")
    if not text or _OPEN_END.search(text) or re.search(r"[\d():]", text):
        return 0, 0
    items = [i for i in re.split(r",", text) if i.strip()]
    joins = len(pack.cues.list_joins.find(text))
    if any(len(i.split()) > _LONG_ITEM for i in items) or len(items) < _LEAST:
        return 0, 0
    return len(items), len(items) + joins


def _whole_list(folded: str, end: int, passage: Passage) -> bool:
    """Whether the list ends where its sentence does, so that nothing of it stands elsewhere."""
    return folded[end - 1 : end + 1].strip() in (".", ";", ".;") or end >= len(passage.text) or folded[end] == ";"


def numbering(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Sections or notes whose numbers skip one or repeat one."""
    del parameters
    for extract in case.extracts:
        yield from _notes(case, extract)
        for pattern in (_DOTTED, _ROMAN):
            yield from _sections(case, extract, pattern)


def _notes(case: Case, extract: Extract) -> Iterator[Hit]:
    notes = [p for p in extract.document.passages if p.note is not None and p.kind == "note"]
    firsts = [p for i, p in enumerate(notes) if not i or p.note != notes[i - 1].note]
    steps = [(a, b) for a, b in pairwise(firsts) if a.note is not None and b.note is not None]
    odd = [(a, b) for a, b in steps if b.note != (a.note or 0) + 1]
    # Notes that begin anew on each page or in each part are no single series.
    if len(firsts) < _LEAST_NOTES or len(odd) != 1 or (odd[0][1].note or 0) <= (odd[0][0].note or 0):
        return
    a, b = odd[0]
    yield _jump(case, extract, (a, b), (str(a.note), str(b.note)), str((a.note or 0) + 1))


def _sections(case: Case, extract: Extract, pattern: re.Pattern[str]) -> Iterator[Hit]:
    last: dict[tuple[str, str], tuple[Passage, int, str]] = {}
    part = ""
    for passage in extract.document.passages:
        if passage.kind not in ("heading", "paragraph", "item"):
            continue
        match = pattern.match(passage.text)
        if passage.kind == "heading" and match is None and passage.section == "":
            part = passage.id
        initial = match.groupdict().get("first") if match else None
        if match is None or (initial and not initial.isupper()) or (pattern is _ROMAN and passage.kind != "heading"):
            continue
        number = int(match.group(2)) if match.group(2).isdigit() else roman(match.group(2).lower())
        if number is None:
            continue
        above = passage.section.split(".")[0] if pattern is _DOTTED else ""
        key = (f"{part}/{above}", match.group(1))
        label = f"{match.group(1)}{match.group(2)}"
        before = last.get(key)
        last[key] = (passage, number, label)
        if before is None or number == 1 or number == before[1] + 1:
            continue
        missing = f"{match.group(1)}{before[1] + 1}"
        repeats = number == before[1] and passage.kind == before[0].kind == "heading"
        skips = number == before[1] + 2 and bool(match.group(1)) and not _stands(extract, missing)
        if repeats or skips:
            yield _jump(case, extract, (before[0], passage), (before[2], label), missing)


def _stands(extract: Extract, label: str) -> bool:
    """Whether a section of this number opens any line after all."""
    return re.search(rf"^\W*{re.escape(label)}\b", extract.document.text, re.MULTILINE) is not None


def _jump(case: Case, extract: Extract, passages: Sequence[Passage], labels: tuple[str, str], expected: str) -> Hit:
    facts: list[Fact] = []
    for passage, label in zip(passages, labels, strict=True):
        to = max(len(passage.text) if len(passage.text) < len(label) else len(label), 1)
        facts.append(noted(extract, passage, 0, min(to, len(passage.text)), "numbering", number=label))
    values = {"stated": labels[1], "other": labels[0], "expected": expected}
    return Hit(
        evidence=tuple(facts),
        computed=f"{labels[0]} → {labels[1]}",
        confidence=0.8,
        values=spoken(partial(_same, values)),
        key="numbering",
        label=f"{labels[0]} → {labels[1]}",
        reason=(Note.of("reason.series-of-numbers"),),
    )
