"""The catalogue of known indicators: which one a phrase names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from auditor.alignment.arrays import Ints
from auditor.alignment.narrowing import telling
from auditor.language import Pack
from auditor.model import Figure, Kind
from auditor.resources import RuleFiles

_END = ""
MONEY = frozenset({"VND", "USD", "EUR", "CNY", "GBP", "AUD"})
"""Units of money."""
_PERCENT = frozenset({"percent", "percentage-point"})
_UNITS = {
    "area": frozenset({"ha"}),
    "length": frozenset({"km"}),
    "weight": frozenset({"tonne"}),
    "volume": frozenset({"m3", "litre"}),
    "energy": frozenset({"kWh", "MW", "kVA"}),
}
"""Base units of what is measured."""
_MOST_ALIKE = 40
"""Figures that name one indicator above which their pairs are too many."""
_MOST_KNOWN = 100_000
"""Phrases whose indicators are kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One known indicator.

    Attributes:
        counted: Class of what it counts, as its name in one language begins; empty where that names none.
        words: The meaning words of all its names in that language.
        loose: It was found by words that stand together in any order, among which others may narrow them.
    """

    key: str
    label: Mapping[str, str]
    dimension: str
    excludes: tuple[str, ...]
    counted: str
    words: frozenset[str]
    loose: bool = False

    def tells(self, figure: Figure, pack: Pack, names: frozenset[str] = frozenset()) -> bool:
        """Whether a figure says nothing of what it is but what the indicator is called, and words that narrow nothing.

        Args:
            figure: A figure that its phrase says to be of this indicator.
            pack: Its language.
            names: Words of the names of those whose documents are compared: ``the economy of Harland grew``.
        """
        own = figure.features.core or figure.features.head
        return bool(own) and not telling({*own} - self.words - names, figure.phrase, pack)


class _Names:
    """The names of all indicators in one language."""

    def __init__(self, indicators: Iterable[Mapping[str, Any]], tag: str, pack: Pack) -> None:
        """Index labels and synonyms.

        Args:
            indicators: As the files in ``rules/indicators/`` hold them.
            tag: The language.
            pack: Its pack, by which surfaces are brought to normal form.
        """
        self._pack = pack
        self._entries: dict[str, Entry] = {}
        self._all: dict[str, Any] = {}
        self._together: dict[str, list[tuple[frozenset[str], str]]] = {}
        # Ranks by the names of what is ranked: "the index ranked 5th" has no "rank of the index".
        self._ranks: dict[str, Any] = {}
        # Rates by the names of what they are rates of: "98 % of the poor" has no "rate".
        self._shares: dict[str, Any] = {}
        for raw in indicators:
            self._add(raw, tag)

    def _add(self, raw: Mapping[str, Any], tag: str) -> None:
        pack, key = self._pack, raw["key"]
        lexicon = pack.lexicon
        excluded = tuple(lexicon.fold(w) for w in raw.get("excludes", {}).get(tag, ()))
        counted = _counted(pack, raw["label"].get(tag, "")) if raw["dimension"] == "count" else ""
        surfaces = [raw["label"].get(tag, ""), *raw.get("synonyms", {}).get(tag, ())]
        folded = [lexicon.fold(surface) for surface in surfaces]
        met = [lexicon.words(lexicon.fold(s)) for s in raw.get("together", {}).get(tag, ())]
        words = frozenset(word for name in (*map(lexicon.words, folded), *met) for word in name)
        self._entries[key] = Entry(key, raw["label"], raw["dimension"], excluded, counted, words)
        for name in met:
            if len(set(name)) > 1:
                self._together.setdefault(name[0], []).append((frozenset(name), key))
        for surface, low in zip(surfaces, folded, strict=True):
            short = surface.isupper()
            self._enter(self._all, low, key, short=short)
            if raw["dimension"] == "rank":
                self._enter(self._ranks, pack.measures.pattern.sub(" ", low), key, short=short)
            if raw["dimension"] == "percent":
                self._enter(self._shares, pack.portion_names.sub(" ", low), key, short=False)

    def _enter(self, trie: dict[str, Any], folded: str, key: str, *, short: bool) -> None:
        """Enter a name; ``short`` for one that is written as an abbreviation is."""
        lexicon = self._pack.lexicon
        folded = folded.strip()
        words = lexicon.words(folded)
        # One common word names too many things; an abbreviation does not.
        if not words or (len(words) == 1 and "_" not in words[0] and not short):
            return
        node = trie
        for word in words:
            node = node.setdefault(word, {})
        total = len(words) == 1 and lexicon.tokens(folded)[0][0] > 0
        node.setdefault(_END, (key, total))

    def knows(self, words: Sequence[str]) -> bool:
        """Whether some meaning words in normal form are a name of an indicator."""
        node = self._all
        for word in words:
            if word not in node:
                return False
            node = node[word]
        return _END in node

    def find(self, phrase: str, sort: str) -> tuple[Entry, bool, tuple[str, ...]] | None:
        """The indicator with the longest, then the last, name in a phrase; whether it is a total; words behind it.

        A name of several words that the lexicon holds for one is as long as these.

        Args:
            phrase: As printed.
            sort: Which names are looked for: those of ranks, of what has a share, or, if empty, all.
        """
        lexicon = self._pack.lexicon
        folded = lexicon.fold(phrase)
        words = lexicon.words(folded)
        trie = {"rank": self._ranks, "share": self._shares}.get(sort, self._all)
        best: tuple[int, str, bool] | None = None
        end = 0
        for start in [i for i, word in enumerate(words) if word in trie]:
            node = trie
            for at in range(start, len(words)):
                step = node.get(words[at])
                if step is None:
                    break
                node = step
                if _END not in node:
                    continue
                length = _length(words[start : at + 1])
                if best is None or length >= best[0]:
                    best, end = (length, *node[_END]), at + 1
        loose = None if sort else self._met(words, folded, best[0] if best else 1)
        if loose is not None:
            return replace(loose, loose=True), False, ()
        if best is None:
            return None
        entry = self._entries[best[1]]
        return None if any(word in folded for word in entry.excludes) else (entry, best[2], tuple(words[end:]))

    def _met(self, words: Sequence[str], folded: str, least: int) -> Entry | None:
        """The indicator of which the most words, and more than ``least``, stand together in a phrase in any order."""
        here = set(words)
        best: tuple[int, Entry] | None = None
        for word in dict.fromkeys(words):
            for name, key in self._together.get(word, ()):
                length = _length(name)
                if length <= (best[0] if best else least) or not name <= here:
                    continue
                entry = self._entries[key]
                if not any(excluded in folded for excluded in entry.excludes):
                    best = length, entry
        return best[1] if best else None


class Catalogue:
    """Finds the indicator whose name, in the words of one language, a phrase contains; the longest name wins."""

    def __init__(self, rules: RuleFiles, packs: Mapping[str, Pack]) -> None:
        """Take the indicators of ``rules/indicators/``.

        Args:
            rules: All rule files.
            packs: Language packs, by which surfaces are brought to normal form.
        """
        files = [data for name, data in rules.items() if name.startswith("indicators/")]
        self._indicators: list[Mapping[str, Any]] = [raw for data in files for raw in data["indicators"]]
        self._packs = packs
        self._names: dict[str, _Names] = {}
        self._named: dict[tuple[str, str, str], tuple[Entry, bool, tuple[str, ...]] | None] = {}

    def _of(self, tag: str) -> _Names:
        """The names in a language. Entered when first asked for: most audits are of one language."""
        if tag not in self._names:
            self._names[tag] = _Names(self._indicators, tag, self._packs[tag])
        return self._names[tag]

    @property
    def names(self) -> dict[str, Mapping[str, str]]:
        """What each indicator is called in each language, by its key."""
        return {raw["key"]: raw["label"] for raw in self._indicators}

    def knows(self, words: Sequence[str], tag: str) -> bool:
        """Whether some words are a name of an indicator.

        Args:
            words: Meaning words in normal form.
            tag: Their language.
        """
        return self._of(tag).knows(words)

    def lookup(self, figure: Figure, tag: str) -> Entry | None:
        """The indicator that a figure's phrase names, or None.

        Args:
            figure: A figure; its phrase is looked at.
            tag: Language of its document.
        """
        entry = self._known(figure, tag, "rank" if figure.kind is Kind.RANK else "")
        if entry is None and figure.unit == "percent" and figure.measure in ("level", "share"):
            entry = self._known(figure, tag, "share")
            if entry is not None and not entry.tells(figure, self._packs[tag]):
                return None
        return entry

    def _known(self, figure: Figure, tag: str, sort: str) -> Entry | None:
        """The indicator that a figure's phrase names and that it can be a statement of, or None.

        Args:
            figure: A figure.
            tag: Language of its document.
            sort: Which names are looked for: those of ranks, of what has a share, or, if empty, all.
        """
        key = figure.phrase, tag, sort
        if key in self._named:
            found = self._named[key]
        else:
            if len(self._named) >= _MOST_KNOWN:
                self._named.clear()
            found = self._named[key] = self._of(tag).find(figure.phrase, sort)
        if found is None:
            return None
        entry, total, behind = found
        # The total of something is none of its kinds: no word of the figure may say more.
        if total and len({*figure.features.core, *figure.features.head}) > 1:
            return None
        fits = _counts(entry, figure) and not _of_the_whole(figure, behind) and _fits(entry.dimension, figure)
        return entry if fits else None


def _length(words: Iterable[str]) -> int:
    """How many words of the text some words are: several may stand as one."""
    return sum(1 + word.count("_") for word in words)


def told_alone(
    figures: Sequence[Figure],
    known: Sequence[Entry | None],
    packs: Mapping[str, Pack],
    names: Mapping[str, frozenset[str]],
) -> list[bool]:
    """Whether each figure says nothing of what it is but a name of its indicator, and perhaps whose it is.

    Args:
        figures: In the order of documents and places.
        known: Their indicators.
        packs: The language of each document.
        names: Words of the names of those whose documents each is compared with.
    """
    both = zip(known, figures, strict=True)
    return [e is not None and e.tells(f, packs[f.document], names[f.document]) for e, f in both]


def named_alike(
    figures: Sequence[Figure], known: Sequence[Entry | None], told: Sequence[bool], allowed: set[tuple[str, str]]
) -> Ints:
    """Pairs of figures of two documents that say nothing but names of one indicator, which may share no word.

    Args:
        figures: In the order of documents and places.
        known: Their indicators.
        told: What `told_alone` says of them.
        allowed: Pairs of document ids (in that order) that may be aligned.

    Returns:
        A row for each pair; none of an indicator that very many figures name.
    """
    by_key: dict[str, list[int]] = {}
    for i, (entry, alone) in enumerate(zip(known, told, strict=True)):
        if entry is not None and alone:
            by_key.setdefault(entry.key, []).append(i)
    found = [
        (i, j)
        for named in by_key.values()
        if len(named) <= _MOST_ALIKE
        for i, j in combinations(named, 2)
        if figures[i].document != figures[j].document and (figures[i].document, figures[j].document) in allowed
    ]
    return np.array(found, np.int64).reshape(-1, 2)


def _counts(entry: Entry, figure: Figure) -> bool:
    """Whether what a figure counts can be what a name says is counted; guests are told by their visits, too."""
    classes = {entry.counted, figure.counted}
    return figure.measure != "level" or len(classes) == 1 or "" in classes or classes == {"visit", "person"}


def _of_the_whole(figure: Figure, behind: tuple[str, ...]) -> bool:
    """Whether a name is that of the whole of which a count is a part: none of the figure's own words is in it.

    Args:
        figure: A figure.
        behind: Words of its phrase behind the name.
    """
    own = {*figure.features.core}
    return figure.unit == "count" and figure.measure == "level" and bool(own) and own <= {*behind}


def _counted(pack: Pack, label: str) -> str:
    """The class of what a name says is counted, if it is the first thing that it names."""
    folded = pack.lexicon.fold(label)
    first = pack.counted.find(folded)
    return first[0][2] if first and not pack.lexicon.words(folded[: first[0][0]]) else ""


def _fits(dimension: str, figure: Figure) -> bool:
    """Whether a figure of this unit can be a statement of an indicator of this dimension, or of its change."""
    if figure.measure in ("up", "down", "plan", "previous", "multiple"):
        return True
    if dimension == "percent":
        return figure.unit in _PERCENT
    if dimension == "money":
        return figure.unit in MONEY
    if dimension == "count":
        return figure.unit == "count"
    if dimension == "duration":
        return figure.unit not in _PERCENT and figure.unit not in MONEY and figure.unit != "count"
    return dimension not in _UNITS or figure.unit in _UNITS[dimension]
