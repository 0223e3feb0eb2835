"""Words in normal form: spelling folded, synonyms joined to one, endings dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice, pairwise
from typing import Any, TypeVar

T = TypeVar("T")

_MOST_KNOWN = 20_000
_SHORT = 200
"""Characters up to which folded text is kept: a phrase is asked for many times, a passage once."""
_WORD = re.compile(r"[^\W\d_][\w’']*")
_SIGN = re.compile(r", | [-–] ")
_RUN = re.compile(r"([^\W_]+)")
_ODD = re.compile(r"[_’']|[^\S ]")
"""Where one stands, words are not just runs of letters parted by single spaces and signs."""

Item = tuple[int, int, str, bool]
"""A word, or a phrase that is a synonym of one, as start, end, normal form, and whether it is a phrase or else stands
where no stop phrase can be."""


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first, white space as it may stand."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(r"\s".join(map(re.escape, _parts(word))) for word in ordered) or r"(?!)"


def _parts(word: str) -> list[str]:
    """The words of a phrase; one between two spaces is empty, where a sign was blanked."""
    return word.split(" ") if "  " in word else word.split()


def bounded(words: Iterable[str]) -> str:
    """Like `alternation`, and not inside a longer word.

    What stands before is looked at last: an expression that begins with letters is looked for by these.
    """
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    parts = (rf"{alternation([word])}(?<![^\W_][\s\S]{{{len(' '.join(_parts(word)))}}})" for word in ordered)
    return rf"(?:{'|'.join(parts) or '(?!)'})(?![^\W_])"


def _blanked(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, _ in spans:
        parts += [text[at:start], "," * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _by_first_word(surfaces: Iterable[str]) -> dict[str, list[str]]:
    """Surfaces by the letters and digits that they begin with, the longest first."""
    found: dict[str, list[str]] = {}
    for surface in sorted(set(surfaces), key=lambda w: (-len(w), w)):
        first = _RUN.match(surface)
        found.setdefault(first.group() if first else "", []).append(surface)
    return found


def _forms(surface: str) -> tuple[str, ...]:
    """A surface as it may stand: a sign inside may be blanked where it parts nothing."""
    return surface, _SIGN.sub("  ", surface), _SIGN.sub(" ", surface)


def _reworded(groups: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The surfaces of groups of wordings with the first of each; it stands for itself where another is part of it."""
    for first, *others in groups:
        part = any(f" {other} " in f" {first} " for other in others)
        yield from ((other, first) for other in ([first, *others] if part else others))


def _put_for(normal: Mapping[str, str], words: Sequence[str]) -> str:
    """Words with the normal forms of the surfaces among them in their place, the longest first."""
    put: list[str] = []
    at = 0
    while at < len(words):
        ends = range(len(words), at, -1)
        to = next((end for end in ends if " ".join(words[at:end]) in normal), 0)
        put.append(normal[" ".join(words[at:to])] if to else words[at])
        at = to or at + 1
    return " ".join(put)


_HYPHENS = "\u2010\u2011"
"""Hyphens that are typed for the plain one."""


class _Kinds(dict[str, tuple[int, list[str]]]):
    """For each run of letters and digits met: where in it a word begins, and the synonyms that it begins.

    A word goes from the first character that is no digit to the end: ``290m`` holds ``m``, a run of digits none.
    """

    def __init__(self, synonyms: Iterable[str]) -> None:
        super().__init__()
        self._synonyms = _by_first_word(synonyms)

    def __missing__(self, run: str) -> tuple[int, list[str]]:
        begin = next((i for i, character in enumerate(run) if not character.isdecimal()), len(run))
        kind = self[run] = begin, self._synonyms.get(run, [])
        return kind


class _Kept(dict[str, T]):
    """What a function gives for a text, kept for so many; not kept for another process."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> T:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        made = self[text] = self._make(text)
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._make,)


class Lexicon:
    """The words of one language for comparing phrases."""

    def __init__(self, words: Mapping[str, Any], language: Mapping[str, Any]) -> None:
        """Compile spelling, synonyms and stop words of a pack.

        Args:
            words: Content of ``words.yaml``.
            language: Content of ``language.yaml``.
        """
        spelling = language["spelling"]
        self._pairs = [(new, old) for new, old in spelling["pairs"]]
        self._spelled = {old: new for new, old in spelling["words"]}
        self._spell_pattern = re.compile(bounded(self._spelled)) if self._spelled else None
        # What may not stand before is looked at last: an expression that begins with letters is looked for by these.
        surely = {
            old: "".join(rf"(?<!{re.escape(c)}[\s\S]{{{len(old)}}})" for c in spelling["not_after"])
            for _, old in self._pairs
        }
        tones = "|".join(re.escape(old) + behind for old, behind in surely.items())
        self._tone_pattern = re.compile(rf"(?:{tones})(?![^\W\d_])") if surely else None
        self._tones = {old: new for new, old in self._pairs}
        self._folded: _Kept[str] = _Kept(self._fold)
        self._known: _Kept[tuple[str, ...]] = _Kept(self._words)
        self._normal: dict[str, str] = {}
        for group in words["synonyms"]:
            for surface in map(self.fold, group):
                for form in _forms(surface):
                    self._normal[form] = "_".join(self.fold(group[0]).split())
        stop = [self.fold(surface) for surface in words["stop"]]
        self._stop = {w for w in stop if " " not in w}
        # Unlike a synonym an abbreviation or another wording stands for words that are also met one by one.
        others = [*words["stands_for"].items(), *_reworded(words["wordings"])]
        said = {self.fold(other): _put_for(self._normal, self.fold(full).split()) for other, full in others}
        self._normal |= {form: full for other, full in said.items() for form in _forms(other)}
        phrases = [w for w in stop if " " in w]
        self._kinds = _Kinds(self._normal)
        normals = {word for normal in self._normal.values() for word in normal.split()}
        self._edges = {normal: (_RUN.findall(normal) or [""]) for normal in normals}
        self._stop_phrases_by_word = _by_first_word(phrases)
        self._stop_pairs = {pair for phrase in phrases for pair in pairwise(phrase.split())}
        self._odd_phrases = [phrase for phrase in phrases if not all(map(str.isalpha, phrase.split()))]
        self._by_items = all(surface[0].isalnum() for surface in self._normal)
        self._endings: list[tuple[str, str]] = [(a, b) for a, b in language["endings"]]

    @cached_property
    def _synonyms(self) -> re.Pattern[str] | None:
        return re.compile(bounded(self._normal)) if self._normal else None

    @cached_property
    def _stop_phrases(self) -> re.Pattern[str] | None:
        phrases = [phrase for of_word in self._stop_phrases_by_word.values() for phrase in of_word]
        return re.compile(bounded(phrases)) if phrases else None

    def fold(self, text: str) -> str:
        """Lower case and one spelling, of the same length as ``text``."""
        return self._fold(text) if len(text) > _SHORT else self._folded[text]

    def _fold(self, text: str) -> str:
        low = text.lower()
        if len(low) != len(text):
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        for hyphen in _HYPHENS:  # faster than a table, as most text has none
            low = low.replace(hyphen, "-")
        return self.spell(low)

    def spell(self, low: str) -> str:
        """Lower-case text, or a pattern for it, in one spelling."""
        if self._tone_pattern is not None:
            low = self._tone_pattern.sub(lambda m: self._tones[m.group()], low)
        if self._spell_pattern is not None:
            low = self._spell_pattern.sub(lambda m: self._spelled[m.group()], low)
        return low

    def words(self, folded: str) -> tuple[str, ...]:
        """The meaning words of folded text, in order: synonyms joined, endings and stop words dropped."""
        return self._known[folded]

    def _words(self, folded: str) -> tuple[str, ...]:
        items = self._items(folded)
        if items is None or self._stops_at_synonym(items):
            return self.words_plainly(folded)
        stop = self._stop
        words: list[str] = []
        for _, _, word, synonym in self._without_stop_phrases(folded, items):
            if not synonym:
                words.append(word)
            else:
                words += _WORD.findall(word)
        if not self._endings:
            return tuple([word for word in words if word not in stop])
        return tuple([self._stem(word) for word in words if word not in stop])

    def written_out(self, folded: str) -> str:
        """Folded text with the normal forms of its synonyms and abbreviations in their place, and no word dropped."""
        items = self._items(folded)
        if items is not None:
            parts, at = [], 0
            for start, end, _, synonym in items:
                normal = self._normal.get(folded[start:end]) if synonym and start >= at else None
                if normal is not None and not folded[start - 1 : start].isalnum():
                    parts += [folded[at:start], normal.replace("_", " ")]
                    at = end
            return "".join([*parts, folded[at:]])
        if self._synonyms is None:
            return folded
        return self._synonyms.sub(lambda m: self._normal[" ".join(m.group().split())].replace("_", " "), folded)

    def words_plainly(self, folded: str) -> tuple[str, ...]:
        """What `words` gives, by the expressions alone: for text that is not made of plain words."""
        if self._synonyms is not None:
            folded = self._synonyms.sub(lambda m: self._normal[" ".join(m.group().split())], folded)
        if self._stop_phrases is not None:
            folded = self._stop_phrases.sub(" ", folded)
        return tuple(self._stem(w) for w in _WORD.findall(folded) if w not in self._stop)

    def tokens(self, folded: str) -> list[tuple[int, int, str]]:
        """The meaning words of folded text with their places, as (start, end, normal form)."""
        items = self._items(folded)
        if items is None:
            return self.tokens_plainly(folded)
        stop = self._stop
        kept = self._without_stop_phrases(folded, items)
        if not self._endings:
            return [(start, end, word) for start, end, word, _ in kept if word not in stop]
        return [(start, end, self._stem(word)) for start, end, word, _ in kept if word not in stop]

    def tokens_plainly(self, folded: str) -> list[tuple[int, int, str]]:
        """What `tokens` gives, by the expressions alone: for text that is not made of plain words."""
        found: list[tuple[int, int, str]] = []
        names: list[tuple[int, int, str]] = []
        if self._synonyms is not None:
            for m in self._synonyms.finditer(folded):
                normal = self._normal[" ".join(m.group().split())]
                found += [(m.start(), m.end(), word) for word in normal.split()]
                names.append((m.start(), m.end(), normal))
        phrases = len(found)
        rest = _blanked(folded, names)
        if self._stop_phrases is not None:
            rest = self._stop_phrases.sub(lambda m: " " * len(m.group()), rest)
        for m in _WORD.finditer(rest):
            if m.group() not in self._stop:
                found.append((m.start(), m.end(), self._stem(m.group())))
        found[:phrases] = [(s, e, self._stem(w)) for s, e, w in found[:phrases] if w not in self._stop]
        return sorted(found, key=lambda token: token[:2])

    def _items(self, folded: str) -> list[Item] | None:
        """The words of folded text in one pass, synonyms as one; None where it is not made of plain words."""
        if not self._by_items or _ODD.search(folded) or any(phrase in folded for phrase in self._odd_phrases):
            return None
        if len(self._kinds) > _MOST_KNOWN:
            self._kinds.clear()
        parts = _RUN.split(folded)
        items: list[Item] = []
        kinds = self._kinds
        taken = 0
        for word, start in zip(parts[1::2], islice(accumulate(map(len, parts)), 0, None, 2), strict=False):
            begin, surfaces = kinds[word]
            if start < taken:
                continue
            for surface in surfaces:
                to = start + len(surface)
                if folded.startswith(surface, start) and not folded[to : to + 1].isalnum():
                    items += [(start, to, normal, True) for normal in self._normal[surface].split()]
                    taken = to
                    break
            else:
                if not begin:
                    items.append((start, start + len(word), word, False))
                elif begin < len(word):
                    # Like a synonym it is no part of a stop phrase: a digit stands right before it.
                    items.append((start + begin, start + len(word), word[begin:], True))
        return items

    def _without_stop_phrases(self, folded: str, items: list[Item]) -> list[Item]:
        phrases = self._stop_phrases_by_word
        if not phrases:
            return items
        kept: list[Item] = []
        taken = 0
        for k, item in enumerate(items):
            start, _, word, synonym = item
            if start < taken:
                continue
            if word in phrases and not synonym:
                for surface in phrases[word]:
                    last = k + surface.count(" ")
                    whole = last < len(items) and items[last][1] == start + len(surface)
                    if whole and folded.startswith(surface, start) and not any(i[3] for i in items[k : last + 1]):
                        taken = start + len(surface)
                        break
            if start >= taken:
                kept.append(item)
        return kept

    def _stops_at_synonym(self, items: list[Item]) -> bool:
        """Whether the normal form of a synonym could make a stop phrase with the word beside it."""
        pairs, edges = self._stop_pairs, self._edges
        for k, (_, _, word, synonym) in enumerate(items):
            if not synonym:
                continue
            own = edges.get(word, [word])
            before = edges.get(items[k - 1][2], [items[k - 1][2]]) if k else own
            after = edges.get(items[k + 1][2], [items[k + 1][2]]) if k + 1 < len(items) else own
            if (before[-1], own[0]) in pairs or (own[-1], after[0]) in pairs:
                return True
        return False

    def _stem(self, word: str) -> str:
        for old, new in self._endings:
            if word.endswith(old) and len(word) - len(old) >= 3:
                return word[: len(word) - len(old)] + new
        return word
