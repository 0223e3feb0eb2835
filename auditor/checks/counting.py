"""Lists that hold more or fewer items than they announce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import takewhile
from operator import itemgetter
from typing import Any

from auditor.checks.base import SAME_SENTENCE, Case, Hit, noted, shown, spoken, value_of
from auditor.language import Pack
from auditor.model import Extract, Figure, Kind, Passage
from auditor.romans import to_roman

_LEAST, _MOST = 2, 20
_FAR = 2
"""So many items more or fewer are a slip; of more than that, what was counted is another list."""
_NOUN_NEAR = 25
_OPENER_NEAR = 25
_TIME_ROOM = 15
"""Characters more between a noun and its list, for the years that they are of."""
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d{4}|\d\d))?(?!\d)")
_LONG_ITEM = 7
_LONG_PARTED = 15
_ENUMERATOR = re.compile(r"(?:(?<=[\s;,:.])|^)\(?(\d{1,2}|[ivx]{1,4}|[^\W\d_])\)\s")
_DIGITS = tuple(str(number) for number in range(1, 100))
_ROMANS = tuple(to_roman(number).lower() for number in range(1, 40))
_DASHES = ("- ", "– ", "• ")
_OPEN_END = re.compile(r"…|\.\.\.")


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
            if not _announces(figure) or not _LEAST <= (value := value_of(figure)) <= _MOST:
                continue
            begin, noun_end = _list_begin(pack, folded, figure)
            if begin is None:
                continue
            last = figure.sentence[1]
            end = begin + len(folded[begin:last].partition(";")[0])
            numbered = _numbered(pack, folded, begin, last) or _below(case, extract, passage, begin)
            if not numbered and (in_words := _in_words(case, extract, passage, begin)) is not None:
                if not in_words:
                    continue
                numbered, last, end = in_words, len(folded), len(folded)
            dashed, parted = (0, 0) if numbered else _dashed(case, extract, passage, begin)
            sure = numbered or dashed
            counts = (sure, sure + parted) if sure else _between_commas(pack, folded, begin, end)
            if counts is None and (items := _between_semicolons(pack, folded, begin, last)):
                end, counts = last, (items, items)
            if counts is None or not _whole_list(folded, end):
                continue
            least, most = counts
            # ``three: roads, canals; training; forests``: where commas stand inside the items, semicolons part them.
            if not sure and folded[begin:last].count(";") + 1 == value:
                continue
            if least <= value <= most or abs(least - value) > _FAR:
                continue
            at = begin if folded[begin:].strip() else figure.at
            found = noted(extract, passage, at, last if numbered else end, "list", count=str(least))
            said = f"{least}" if least == most else f"{least}–{most}"
            values = {"stated": f"{shown(figure.text)} {folded[figure.to : noun_end].strip()}", "expected": said}
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
    return plain and not figure.hedge


def _list_begin(pack: Pack, folded: str, figure: Figure) -> tuple[int | None, int]:
    """Where the list begins that a count and its noun announce, if it does, and where that noun ends."""
    noun = next(iter(pack.cues.announced.find(folded, figure.to, figure.to + _NOUN_NEAR)), None)
    if noun is None or folded[figure.to : noun[0]].strip():
        return None, figure.to
    if figure.group:
        # ``The chief targets (6 targets): …``
        closed = folded.startswith("):", noun[1])
        return (noun[1] + 2 if closed else None), noun[1]
    stop = min(noun[1] + _OPENER_NEAR, figure.sentence[1])
    before, colon, _ = folded[noun[1] : min(stop + _TIME_ROOM, figure.sentence[1])].partition(":")
    between = _YEARS.sub("", before)
    if colon and len(between) <= _OPENER_NEAR and not re.search(r"[,;()\d]", between):
        return noun[1] + len(before) + 1, noun[1]
    first = next((m for m in (_first_of(words).match(folded, noun[1]) for words in pack.cues.list_items) if m), None)
    if first is not None:
        return first.start(1), noun[1]
    opener = next(iter(pack.cues.list_openers.find(folded, noun[1], stop)), None)
    if opener is None or folded[noun[1] : opener[0]].strip(" ,"):
        return None, noun[1]
    return opener[1] + (1 if folded[opener[1] : opener[1] + 1] == ":" else 0), noun[1]


def _numbered(pack: Pack, folded: str, begin: int, end: int) -> int:
    """The number of items that are numbered ``(1) … (2) …``, ``a) … b) …`` from the first on; 0 where none are.

    They may be numbered in words: ``first, …; second, …``.
    """
    for words in pack.cues.list_items:
        clauses = [part.strip() for part in re.split(r"[;:.]", folded[begin:end])]
        opened = [part for part in clauses if any(_opens(part, word) for word in words)]
        if len(opened) >= _LEAST and all(map(_opens, opened, words)):
            return len(opened)
    labels = [m.group(1) for m in _ENUMERATOR.finditer(folded, begin, end)]
    count = len(labels)
    return count if count >= _LEAST and any(labels == list(series[:count]) for series in _series(pack)) else 0


def _first_of(words: Sequence[str]) -> re.Pattern[str]:
    """The first word of a series by which the items of a list are counted, right behind the noun that announces it."""
    return re.compile(rf"\s?[.,:(]\s?({re.escape(words[0])})[\s,:]")


def _in_words(case: Case, extract: Extract, passage: Passage, begin: int) -> int | None:
    """The number of items that are counted in words from here to the end of the paragraph: ``First, … Second, …``.

    0 where they are not counted in order, or the list goes on in the next paragraph; None where no such list begins.
    """
    folded = case.folded_text(extract, passage)
    for words in case.packs[extract.document.language].cues.list_items:
        item = re.compile(rf"(?:^|[;:.,(])\s?({'|'.join(map(re.escape, words))})[\s,:]")
        found = [m[1] for m in item.finditer(folded[begin:])]
        if not item.match(folded[begin:]):
            continue
        if len(found) < _LEAST or found != list(words[: len(found)]):
            return 0
        behind = [p for p in extract.document.passages if p.kind != "note"]
        place = next((i for i, p in enumerate(behind) if p.id == passage.id), len(behind))
        later = (item.match(case.folded_text(extract, p).strip()) for p in behind[place + 1 :][:_MOST])
        return 0 if any(m is not None and m[1] != words[0] for m in later) else len(found)
    return None


def _series(pack: Pack) -> list[tuple[str, ...]]:
    """The signs by which the items of a list are numbered: each series from its first on."""
    return [_DIGITS, *pack.cues.list_letters, _ROMANS]


def _opens(text: str, word: str) -> bool:
    return f"{text} ".startswith((f"{word},", f"{word} "))


def _below(case: Case, extract: Extract, passage: Passage, begin: int) -> int:
    """The number of items that stand in the paragraphs below a list's announcement; 0 where that cannot be told.

    They are numbered in one way, from the first on, each in a paragraph of its own.
    """
    if passage.text[begin:].strip() or passage.kind == "note":
        return 0
    pack = case.packs[extract.document.language]
    passages = [p for p in extract.document.passages if p.kind != "note"]
    place = next(i for i, p in enumerate(passages) if p.id == passage.id)
    below = [case.folded_text(extract, p).strip() for p in passages[place + 1 :][:_MOST]]
    signs: list[list[tuple[str, ...]]] = [[(f"({n})", f"{n})", f"{n}.") for n in series] for series in _series(pack)]
    words: list[list[tuple[str, ...]]] = [
        [(f"{word},", f"{word}:") for word in series] for series in pack.cues.list_items
    ]
    # Two alphabets begin alike: the one that goes on is meant.
    count, series = max(((_run(below, each), each) for each in [*signs, *words]), key=itemgetter(0))
    if count < _LEAST and below:
        return _numbered(pack, below[0], 0, len(below[0]))
    # A number that comes later belongs to an item of several paragraphs: the list may go on.
    later = any(text.startswith(sign) for text in below[count:] for sign in series[count : count + 1])
    return 0 if later or count < _LEAST else count


def _dashed(case: Case, extract: Extract, passage: Passage, begin: int) -> tuple[int, int]:
    """The number of items with dashes in the paragraphs below a list's announcement, and how many more a semicolon
    within one may part; 0 where that cannot be told.

    The list ends with a heading, or with the document: what is no item may be part of one.
    """
    if passage.text[begin:].strip() or passage.kind == "note":
        return 0, 0
    passages = [p for p in extract.document.passages if p.kind != "note"]
    place = next(i for i, p in enumerate(passages) if p.id == passage.id)
    items = list(takewhile(lambda p: p.text.startswith(_DASHES), passages[place + 1 :][: _MOST + 1]))
    behind = passages[place + 1 + len(items) :][:1]
    alike = len({p.text[0] for p in items}) == 1
    if not alike or any(p.kind != "heading" for p in behind):
        return 0, 0
    return len(items), sum(p.text.rstrip("; ").count(";") for p in items)


def _run(texts: Sequence[str], series: Sequence[tuple[str, ...]]) -> int:
    """How many texts, from the first on, begin with the signs of a series in their order."""
    return sum(1 for _ in takewhile(lambda pair: pair[0].startswith(pair[1]), zip(texts, series, strict=False)))


def _between_commas(pack: Pack, folded: str, begin: int, end: int) -> tuple[int, int] | None:
    """The least and greatest number of items that commas and joining words leave; None where they cannot be told."""
    text = folded[begin:end]
    items = [item for item in text.split(",") if item.strip()]
    if len(items) < _LEAST or _untold(text) or any(len(item.split()) > _LONG_ITEM for item in items):
        return None
    return len(items), len(items) + len(pack.cues.list_joins.find(text))


def _between_semicolons(pack: Pack, folded: str, begin: int, end: int) -> int:
    """The number of items that semicolons part; 0 where one is long, holds a figure, or may be two."""
    items = [item.strip() for item in folded[begin:end].split(";")]
    if len(items) <= _LEAST or folded[begin - 1] != ":" or _untold(folded[begin:end]):
        return 0
    if "," in items[0] or any(not item or len(item.split()) > _LONG_PARTED for item in items):
        return 0
    # What joins the last two items where no semicolon does may stand inside one, too.
    joins = pack.cues.list_joins.find(items[-1])
    return 0 if joins and joins[0][0] > 0 else len(items)


def _untold(text: str) -> bool:
    """Whether a list is left open, or holds what may be no item of it."""
    return bool(_OPEN_END.search(text) or re.search(r"[\d():]", text))


def _whole_list(folded: str, end: int) -> bool:
    """Whether the list ends where its sentence does, so that nothing of it stands elsewhere."""
    return end >= len(folded) or folded[end - 1] == "." or folded[end] == ";"
