"""What a check is given and what it gives back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from auditor.intervals import added, centre, digits, ends, meet, middle, one_edit, scaled
from auditor.language import Pack
from auditor.model import Alignment, Document, Extract, Fact, Figure, Interval, Kind, Note, Passage
from auditor.phrases import LANGUAGES, say

T = TypeVar("T")

HUNDRED = Decimal(100)
LEVELS = frozenset({"level"})
AMOUNTS = frozenset({Kind.VALUE, Kind.RATIO})
"""Kinds of what is neither a part of a whole nor a change: an amount, also one per unit."""
MOVES = ("up", "down")
BESIDE = 30
"""Characters within which a percentage stands beside what it is of."""
_STOP = re.compile(r"[.;!?] ")
SAME_SENTENCE = (Note.of("reason.sentence"),)


@dataclass(frozen=True, slots=True)
class Hit:
    """A discrepancy that a check found.

    Attributes:
        evidence: The figures or facts concerned, in the order to be shown.
        computed: The arithmetic.
        confidence: 0 to 1.
        doubtful: The check itself has a reserve: an ``error`` becomes a ``warning``.
        quiet: Explicable: the finding becomes ``info``.
        values: What the message's placeholders stand for, by language.
        repairs: Figures, each with the value that alone would make the arithmetic right; the one that the others
            make stands first.
    """

    evidence: tuple[Figure | Fact, ...]
    computed: str
    confidence: float
    values: Mapping[str, Mapping[str, str]]
    key: str = ""
    label: str = ""
    doubtful: bool = False
    quiet: bool = False
    reason: tuple[Note, ...] = ()
    repairs: tuple[tuple[Figure, Decimal], ...] = ()


@dataclass
class Case:
    """All that the checks may look at: the documents, what was extracted, what was aligned.

    Attributes:
        names: What the indicators of the catalogue are called in each language, by key.
        directions: By catalogue key, which way is better: ``up`` or ``down``.
        compared: Pairs of documents that are held to be of one organisation.
    """

    extracts: Sequence[Extract]
    alignments: Sequence[Alignment]
    packs: Mapping[str, Pack]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _sentences: dict[tuple[str, str, tuple[int, int]], list[Figure]] = field(default_factory=dict)
    directions: Mapping[str, str] = field(default_factory=dict)
    compared: frozenset[frozenset[str]] = frozenset()
    _folds: dict[tuple[str, str], str] = field(default_factory=dict)
    _found: dict[Callable[[Case], Iterable[Any]], Sequence[Any]] = field(default_factory=dict)

    def once(self, search: Callable[[Case], Iterable[T]]) -> Sequence[T]:
        """What several checks search all documents, or alignments, for: found once.

        Args:
            search: A function of the module; it is called with the case alone.
        """
        if search not in self._found:
            self._found[search] = list(search(self))
        return self._found[search]

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Documents by id."""
        return {x.document.id: x.document for x in self.extracts}

    @cached_property
    def passages(self) -> dict[tuple[str, str], Passage]:
        """Passages by document id and passage id."""
        return {(x.document.id, p.id): p for x in self.extracts for p in x.document.passages}

    @cached_property
    def related(self) -> set[frozenset[str]]:
        """Pairs of documents that were compared, whether or not anything of both was aligned."""
        return {*self.compared} | {
            frozenset((a.document, b.document))
            for alignment in self.alignments
            for a in alignment.members
            for b in alignment.members
            if a.document != b.document
        }

    @cached_property
    def by_sentence(self) -> list[tuple[Extract, Passage, list[Figure]]]:
        """The figures of each sentence, in order."""
        found: list[tuple[Extract, Passage, list[Figure]]] = []
        for extract in self.extracts:
            last = None
            for figure in extract.figures:
                key = (figure.passage, figure.sentence)
                if key != last:
                    found.append((extract, self.passages[extract.document.id, figure.passage], []))
                    last = key
                found[-1][2].append(figure)
        return found

    def with_sentence_before(self) -> Iterator[tuple[Extract, list[Figure], Sequence[Figure]]]:
        """The figures of each sentence with those of the sentence before it in its passage that has any."""
        last: tuple[Passage | None, list[Figure]] = None, []
        for extract, passage, figures in self.by_sentence:
            before = last[1] if last[0] is passage else ()
            last = passage, figures
            yield extract, figures, before

    def beside(self, figure: Figure) -> Sequence[Figure]:
        """The figures of a figure's sentence, itself included, in order."""
        return self._beside.get((figure.document, figure.passage, figure.sentence), ())

    def before(self, figure: Figure) -> Sequence[Figure]:
        """The figures of the sentence before a figure's in its passage that has any."""
        return self._before.get((figure.document, figure.passage, figure.sentence), ())

    @cached_property
    def _before(self) -> dict[tuple[str, str, tuple[int, int]], Sequence[Figure]]:
        return {(f[0].document, f[0].passage, f[0].sentence): before for _, f, before in self.with_sentence_before()}

    @cached_property
    def _beside(self) -> dict[tuple[str, str, tuple[int, int]], list[Figure]]:
        return {(f[0].document, f[0].passage, f[0].sentence): f for _, _, f in self.by_sentence}

    @cached_property
    def by_passage(self) -> list[tuple[Extract, Passage, list[Figure]]]:
        """The figures of each passage, in order."""
        found: list[tuple[Extract, Passage, list[Figure]]] = []
        for extract in self.extracts:
            last = None
            for figure in extract.figures:
                if figure.passage != last:
                    found.append((extract, self.passages[extract.document.id, figure.passage], []))
                    last = figure.passage
                found[-1][2].append(figure)
        return found

    def stating(self, document: str, value: Decimal, unit: str) -> Sequence[Figure]:
        """The figures of a document that print a number, in order."""
        return self._by_number.get((document, value, unit), ())

    @cached_property
    def _by_number(self) -> dict[tuple[str, Decimal | None, str], list[Figure]]:
        found: dict[tuple[str, Decimal | None, str], list[Figure]] = {}
        for extract in self.extracts:
            for figure in extract.figures:
                found.setdefault((figure.document, middle(figure.printed), figure.unit), []).append(figure)
        return found

    def pack(self, item: Figure | Fact) -> Pack:
        """The language pack of an item's document."""
        return self.packs[self.documents[item.document].language]

    def language(self, item: Figure | Fact) -> str:
        """The language in which to write the arithmetic of an item: its document's, if messages come in it."""
        language = self.documents[item.document].language
        return language if language in LANGUAGES else LANGUAGES[-1]

    def name(self, document_id: str, language: str) -> str:
        """What a document is called in a message: its kind where no other is of it, else its file's name.

        Args:
            document_id: Id of the document.
            language: Language of the message.
        """
        kind = self._kinds.get(document_id)
        return kind[language] if kind else self.file_name(document_id)

    def file_name(self, document_id: str) -> str:
        """The name of a document's file without the ending, for what is said in no language yet."""
        return Path(self.documents[document_id].path).stem

    @cached_property
    def _kinds(self) -> dict[str, dict[str, str]]:
        """The kinds of the documents whose titles tell one that no other document is of, or may be taken to be of."""
        kinds: dict[str, dict[str, str]] = {}
        openings: dict[str, str] = {}
        for document in self.documents.values():
            pack = self.packs[document.language]
            printed = shown(document.title or "")
            title = pack.lexicon.fold(printed)
            kind = _kind_of(printed, title, pack)
            if kind:
                kinds[document.id] = kind
            openings[document.id] = next((w for w in pack.title_words if _opens(title, w)), "")
        times = Counter(called for kind in kinds.values() for called in kind.values())
        # "The report" that says no more may be any report: beside it none is called so.
        vague = {opening for document, opening in openings.items() if opening and document not in kinds}
        return {
            document: kind
            for document, kind in kinds.items()
            if openings[document] not in vague and all(times[called] == 1 for called in kind.values())
        }

    def said(self, item: Figure | Fact) -> str:
        """What a figure or fact says, as a reader reads it: over a page break, with the unit of its table."""
        return shown(self.passages[item.document, item.passage].text[item.at : item.to])

    def folded(self, item: Figure | Fact) -> str:
        """The folded text of an item's passage."""
        return self._folds.get((item.document, item.passage)) or self._fold(item.document, item.passage)

    def folded_text(self, extract: Extract, passage: Passage) -> str:
        """The folded text of a passage in which nothing need have been read."""
        return self._fold(extract.document.id, passage.id)

    def _fold(self, document: str, passage: str) -> str:
        """Every check looks at the same passages: they are folded once."""
        key = (document, passage)
        if key not in self._folds:
            lexicon = self.packs[self.documents[document].language].lexicon
            self._folds[key] = lexicon.fold(self.passages[key].text)
        return self._folds[key]


def _kind_of(printed: str, folded: str, pack: Pack) -> dict[str, str] | None:
    """The kind of document that a title opens with, or, all in capitals, ends with behind whose it is."""
    for surface, called in pack.document_kinds:
        if _opens(folded, surface):
            return called
    if not printed.isupper() or any(_opens(folded, word) for word in pack.title_words):
        return None
    bare = folded.rstrip(" 0123456789/-–")
    return next((called for surface, called in pack.document_kinds if bare.endswith(f" {surface}")), None)


def _opens(text: str, words: str) -> bool:
    return f"{text} ".startswith(f"{words} ")


def noted(extract: Extract, passage: Passage, at: int, to: int, kind: str, **value: str) -> Fact:
    """Something that a check itself read in a passage, as evidence.

    Args:
        extract: The document's extract.
        passage: Where it stands.
        at: Span in the passage's text.
        to: Its end.
        kind: What it is: ``date``, ``ordinal``, ``list`` …
        value: What it states.
    """
    start, end = passage.span(at, to)
    head = max((stop.end() for stop in _STOP.finditer(passage.text[:at])), default=0)
    stop = _STOP.search(passage.text, to)
    return Fact(
        id=f"{extract.document.id}#{passage.id}:{at}",
        document=extract.document.id,
        passage=passage.id,
        start=start,
        end=end,
        text=extract.document.text[start:end],
        kind=kind,
        key=kind,
        value=tuple(sorted(value.items())),
        at=at,
        to=to,
        sentence=(head, stop.start() + 1 if stop else len(passage.text)),
    )


def shown(text: str) -> str:
    """Text of a figure on one line."""
    return " ".join(text.split())


def stated(names: Sequence[str], text: str, language: str) -> str:
    """What documents say, in a message: ``a and b say 5 %``."""
    *first, last = names
    who = f"{', '.join(first)}{say(language, 'and')}{last}" if first else last
    return say(language, "say" if first else "says", documents=who, text=text)


def number(value: Decimal, decimal_mark: str, *, places: int | None = None) -> str:
    """A number as an editor writes it: thousands grouped, the language's decimal mark.

    Args:
        value: The number.
        decimal_mark: ``,`` or ``.``; the other one groups thousands.
        places: Decimals to round half up to; None for as many as the number has.
    """
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        plain = f"{value:,f}"
    else:
        normal = value.normalize()
        plain = f"{normal:,f}" if normal != normal.to_integral() else f"{normal.to_integral():,f}"
    group = "." if decimal_mark == "," else ","
    return plain.replace(",", "\0").replace(".", decimal_mark).replace("\0", group)


def places_of(interval: Interval) -> int:
    """Decimals of the number that was printed, from the width of its interval."""
    low, high = ends(interval)
    return max(0, -(high - low).normalize().adjusted())


def value_of(figure: Figure) -> Decimal:
    """The number a figure prints, in its base unit."""
    return centre(figure.printed)


def close_to(printed: Interval, right: Decimal, near: Decimal, scale: Decimal = Decimal(1)) -> bool:
    """Whether a printed number is so near to what it should be, or so like it, that it must be meant for it.

    Args:
        printed: The interval of the printed number.
        right: What the other figures make of it.
        near: Part of ``right`` by which they may differ.
        scale: What the digits of the printed number are multiplied by.
    """
    stated = centre(printed)
    if abs(stated - right) <= near * abs(right):
        return True
    places = places_of(scaled(printed, 1 / scale))
    return one_edit(digits(stated / scale, places), digits(right / scale, places))


def spoken(fill: Callable[[str], Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """Message values in every language.

    Args:
        fill: From a language to what the placeholders stand for.
    """
    return {language: fill(language) for language in LANGUAGES}


def mark(language: str) -> str:
    """The decimal mark of a language."""
    return say(language, "decimal_mark")


def makes(listed: Sequence[Figure], total: Interval) -> bool:
    """Whether all figures of a list, or the first two or more, make a total: what comes behind them is another matter.

    Args:
        listed: In their order.
        total: As printed.
    """
    return any(meet(added(f.printed for f in listed[:end]), total) for end in range(2, len(listed) + 1))
