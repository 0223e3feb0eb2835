"""Numbers of sections, notes and items that skip one or repeat one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from auditor.checks.base import Case, Hit, noted, spoken
from auditor.model import Extract, Fact, Note, Passage
from auditor.romans import roman, to_roman

_LEAST_NOTES = 4
_LEAST_ITEMS = 3
_LEAST_WORDS = 2
"""Words of an item that no semicolon ends: numbers in brackets with less between them are references, not items."""
_DOTTED = re.compile(r"\s*((?:\d{1,2}\.)+)(\d{1,2})(?:[.)]\s+\S|\s+(?P<first>[^\W\d_]))")
_ROMAN = re.compile(r"\s*()([IVX]{1,6})[.\-–—]\s*\S")
_PLAIN = re.compile(r"\s*(\d{1,2})[.)]\s+[^\W\d_]")
_OPENING = re.compile(r"\s*[^\s;]+(?:\s+[^\s;]+){0,5}")
_ITEM = re.compile(r"(?:(?<=[\s;,:.])|^)\((\d{1,2})\)\s")


def numbering(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Sections, notes or items of a sentence whose numbers skip one or repeat one."""
    del parameters
    for extract in case.extracts:
        yield from _notes(case, extract)
        for pattern in (_DOTTED, _ROMAN):
            yield from _sections(case, extract, pattern)
        yield from _heads(case, extract)
        for passage in extract.document.passages:
            yield from _items(case, extract, passage)


def _notes(case: Case, extract: Extract) -> Iterator[Hit]:
    notes = [(p, p.note) for p in extract.document.passages if p.note is not None and p.kind == "note"]
    firsts = [next(paragraphs) for _, paragraphs in groupby(notes, key=lambda note: note[1])]
    odd = [(one, other) for one, other in pairwise(firsts) if other[1] != one[1] + 1]
    if len(firsts) < _LEAST_NOTES or len(odd) != 1:
        return
    (((a, before), (b, after)),) = odd
    # Notes that begin anew on each page or in each part are no single series.
    if after > before:
        yield _jump(case, extract, (a, b), (str(before), str(after)), str(before + 1))


def _sections(case: Case, extract: Extract, pattern: re.Pattern[str]) -> Iterator[Hit]:
    last: dict[tuple[str, str], tuple[Passage, int, str]] = {}
    part = ""
    for passage in extract.document.passages:
        if passage.kind not in ("heading", "item"):
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
        if before is None or number == 1:
            continue
        following = to_roman(before[1] + 1) if pattern is _ROMAN else str(before[1] + 1)
        missing = f"{match.group(1)}{following}"
        repeats = number == before[1] and passage.kind == before[0].kind == "heading"
        skips = number == before[1] + 2 and not _stands(extract, before[0], passage, missing)
        if repeats or skips:
            yield _jump(case, extract, (before[0], passage), (before[2], label), missing)


def _heads(case: Case, extract: Extract) -> Iterator[Hit]:
    """Headings numbered 1, 2, 3 … of which one is skipped or stands twice, and none but headings stands between."""
    heads = [(p, m) for p in extract.document.passages if p.kind == "heading" and (m := _PLAIN.match(p.text))]
    for (a, first), (b, second) in pairwise(heads):
        before, number = int(first.group(1)), int(second.group(1))
        same = a.section.rpartition(".")[0] == b.section.rpartition(".")[0]
        # An item 1 that is a sentence is no heading, but the numbers start anew with it; so they do with a heading 1.
        told = any(_stands(extract, a, b, label) for label in (str(before + 1), "1"))
        if same and not told and number in (before, before + 2):
            yield _jump(case, extract, (a, b), (first.group(1), second.group(1)), str(before + 1))


def _items(case: Case, extract: Extract, passage: Passage) -> Iterator[Hit]:
    """Items ``(1) …; (2) …`` of one passage, one of which is skipped or stands twice."""
    if "(1)" not in passage.text and "(01)" not in passage.text:
        return
    found = list(_ITEM.finditer(passage.text))
    numbers = [int(m.group(1)) for m in found]
    odd = [i for i, (a, b) in enumerate(pairwise(numbers)) if b != a + 1]
    items = [passage.text[a.end() : b.start()].strip() for a, b in pairwise(found)]
    told = all(item.endswith(";") or len(item.split()) >= _LEAST_WORDS for item in items)
    if len(numbers) < _LEAST_ITEMS or numbers[0] != 1 or len(odd) != 1 or not told:
        return
    (i,) = odd
    if numbers[i + 1] not in (numbers[i], numbers[i] + 2):
        return
    ends = [*(m.start() for m in found), len(passage.text)][i + 1 : i + 3]
    facts = tuple(_item(extract, passage, m, end) for m, end in zip(found[i : i + 2], ends, strict=True))
    yield _told(case, facts, (str(numbers[i]), str(numbers[i + 1])), str(numbers[i] + 1))


def _item(extract: Extract, passage: Passage, match: re.Match[str], end: int) -> Fact:
    """An item by its first words, which end where the next one begins."""
    at = match.start(1) - 1
    words = passage.text[at : min(end, _words_end(passage, at))].rstrip(" ,")
    return noted(extract, passage, at, at + len(words), "numbering", number=match.group(1))


def _stands(extract: Extract, a: Passage, b: Passage, label: str) -> bool:
    """Whether a section of this number opens any line between two passages after all."""
    between = extract.document.text[a.span(0, len(a.text))[0] : b.span(0, len(b.text))[0]]
    return re.search(rf"^\W*{re.escape(label)}(?!\w)", between, re.MULTILINE) is not None


def _jump(case: Case, extract: Extract, passages: Sequence[Passage], labels: tuple[str, str], expected: str) -> Hit:
    facts = tuple(
        noted(extract, passage, 0, _words_end(passage, 0), "numbering", number=label)
        for passage, label in zip(passages, labels, strict=True)
    )
    return _told(case, facts, labels, expected)


def _words_end(passage: Passage, at: int) -> int:
    """The end of the few words, from ``at`` on, by which a reader finds a numbered place again."""
    match = _OPENING.match(passage.text, at)
    return match.end() if match else len(passage.text)


def _told(case: Case, facts: tuple[Fact, ...], labels: tuple[str, str], expected: str) -> Hit:
    other, stated = (_quoted(case.said(fact), label) for fact, label in zip(facts, labels, strict=True))
    values = {"stated": stated, "other": other, "expected": expected}
    return Hit(
        evidence=facts,
        computed=f"{labels[0]} → {labels[1]}",
        confidence=0.8,
        values=spoken(lambda _: values),
        key="numbering",
        label=f"{labels[0]} → {labels[1]}",
        reason=(Note.of("reason.series-of-numbers"),),
    )


def _quoted(words: str, label: str) -> str:
    """The first words of a numbered place with its number, which stands apart from the text of a note."""
    return f"“{words}”" if words.lstrip("(").startswith(label) else f"“{label} {words}”"
