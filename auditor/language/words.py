"""Words in normal form: spelling folded, synonyms joined to one, endings dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_MOST_KNOWN = 20_000
_WORD = re.compile(r"[^\W\d_][\w’']*")


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first, white space as it may stand."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(r"\s".join(re.escape(part) for part in word.split()) for word in ordered) or r"(?!)"


def bounded(words: Iterable[str]) -> str:
    """Like `alternation`, and not inside a longer word."""
    return rf"(?<![^\W_])(?:{alternation(words)})(?![^\W_])"


def _blanked(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, _ in spans:
        parts += [text[at:start], "," * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


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
        self._tone_pattern = (
            re.compile(
                "".join(f"(?<!{re.escape(c)})" for c in spelling["not_after"])
                + f"(?:{'|'.join(re.escape(o) for _, o in self._pairs)})"
                + r"(?![^\W\d_])"
            )
            if self._pairs
            else None
        )
        self._tones = {old: new for new, old in self._pairs}
        self._normal: dict[str, str] = {}
        for group in words["synonyms"]:
            for surface in group:
                self._normal[self.fold(surface)] = "_".join(self.fold(group[0]).split())
        self._synonyms = re.compile(bounded(self._normal)) if self._normal else None
        stop = [self.fold(surface) for surface in words["stop"]]
        self._stop = {w for w in stop if " " not in w}
        phrases = [w for w in stop if " " in w]
        self._stop_phrases = re.compile(bounded(phrases)) if phrases else None
        self._known: dict[str, tuple[str, ...]] = {}
        self._endings: list[tuple[str, str]] = [(a, b) for a, b in language["endings"]]

    def fold(self, text: str) -> str:
        """Lower case and one spelling, of the same length as ``text``."""
        low = text.lower()
        if len(low) != len(text):
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
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
        known = self._known.get(folded)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[folded] = self._words(folded)
        return known

    def _words(self, folded: str) -> tuple[str, ...]:
        if self._synonyms is not None:
            folded = self._synonyms.sub(lambda m: self._normal[" ".join(m.group().split())], folded)
        if self._stop_phrases is not None:
            folded = self._stop_phrases.sub(" ", folded)
        return tuple(self._stem(w) for w in _WORD.findall(folded) if w not in self._stop)

    def tokens(self, folded: str) -> list[tuple[int, int, str]]:
        """The meaning words of folded text with their places, as (start, end, normal form)."""
        found: list[tuple[int, int, str]] = []
        if self._synonyms is not None:
            for m in self._synonyms.finditer(folded):
                found.append((m.start(), m.end(), self._normal[" ".join(m.group().split())]))
        phrases = len(found)
        rest = _blanked(folded, found)
        if self._stop_phrases is not None:
            rest = self._stop_phrases.sub(lambda m: " " * len(m.group()), rest)
        for m in _WORD.finditer(rest):
            if m.group() not in self._stop:
                found.append((m.start(), m.end(), self._stem(m.group())))
        found[:phrases] = [(s, e, self._stem(w)) for s, e, w in found[:phrases] if w not in self._stop]
        return sorted(found)

    def _stem(self, word: str) -> str:
        for old, new in self._endings:
            if word.endswith(old) and len(word) - len(old) >= 3:
                return word[: len(word) - len(old)] + new
        return word
