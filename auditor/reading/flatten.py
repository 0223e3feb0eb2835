"""Text as a reader reads it, with the way back: lines joined, white space collapsed, Unicode composed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from auditor.model import Piece
from auditor.reading.source import Span

_RUN = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CHUNK = 512
_PERHAPS_ODD = re.compile(
    "[\u00ad\u0300-\u1dff\u1f00-\u1fff\u200b-\u200f\u2028-\u202e\u2060-\u2069\u2126\u212a\u212b\u2329\u232a"
    "\u2c00-\U0010ffff]"
)
"""All characters that composing can change or that are left out, and many that are neither: what holds none of them
(Latin letters with their marks, punctuation, signs) stays as it is."""
_LAST_WORD = re.compile(r"([^\W\d_]+)-$")
_BROKEN = re.compile(r"[^\W\d_]+-[ \t]*\n\s*[^\W\d_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


class Plainness:
    """Where a text holds characters that have to be composed or left out: most of it holds none."""

    def __init__(self, text: str) -> None:
        """Look through the text once."""
        self._odd = {m.start() // _CHUNK for m in _PERHAPS_ODD.finditer(text)}

    def plain(self, start: int, end: int) -> bool:
        """Whether nothing between two places has to be composed or left out."""
        return not self._odd or self._odd.isdisjoint(range(start // _CHUNK, end // _CHUNK + 1))


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text in lower case, those that a hyphen divides at the end of a line left out."""
    return frozenset(_WORD.findall(_BROKEN.sub(" ", text.lower())))


class Flattener:
    """Collects spans of a document into one flat text."""

    def __init__(self, text: str, *, plain: Plainness, words: Callable[[], frozenset[str]] | None = None) -> None:
        """Start empty.

        Args:
            text: The document's text.
            plain: Where the text is plain.
            words: What `vocabulary` says of it, where the language divides words at the end of a line.
        """
        self._source = text
        self._words = words
        self._plain = plain
        self._out: list[str] = []
        self._pieces: list[list[int]] = []
        self._length = 0

    def add(self, spans: Iterable[Span]) -> None:
        """Append a line, given as the spans of it that are text.

        Args:
            spans: Spans of the document, in order; what lies between them (markers) is left out.
        """
        first = True
        source = self._source
        for start, end in spans:
            for run in _RUN.finditer(source, start, end):
                word_start, word_end = run.span()
                if self._out and first:
                    self._join(word_start)
                elif self._out and not first and (space := self._space_before(word_start)) >= 0:
                    self._put(" ", space, 1)
                if self._plain.plain(word_start, word_end):
                    self._put(source[word_start:word_end], word_start, word_end - word_start)
                else:
                    self._run(word_start, word_end)
                first = False

    def result(self) -> tuple[str, tuple[Piece, ...]]:
        """The flat text and its pieces."""
        return "".join(self._out).replace("\u00a0", " "), tuple([Piece(*piece) for piece in self._pieces])

    @property
    def length(self) -> int:
        """Characters of the flat text so far."""
        return self._length

    @property
    def end(self) -> int:
        """Where in the document what was added last ends."""
        return self._pieces[-1][1] + self._pieces[-1][3] if self._pieces else 0

    def literal(self, text: str, at: int) -> None:
        """Append words that the document does not print, as if they stood at ``at`` without length."""
        if self._out and text[0].isalnum():
            text = f" {text}"
        self._put(text, at, 0)

    def _space_before(self, start: int) -> int:
        """Where white space stands between what was put last and ``start``; -1 where nothing but markers does."""
        return next((i for i in range(self.end, start) if self._source[i].isspace()), -1)

    def _join(self, next_start: int) -> None:
        last = self._out[-1]
        following = self._source[next_start]
        if last[-1] in "-/" or following == "/":
            before = last[-2:-1] if len(last) > 1 else (self._out[-2][-1] if len(self._out) > 1 else "")
            if last[-1] in "-/" and before.isalnum():
                lower = before.islower() and following.islower()
                if self._words is not None and last[-1] == "-" and lower:
                    if self._divided(last, next_start):
                        self._out[-1] = last[:-1]
                        self._length -= 1
                        self._pieces[-1][2] -= 1
                        self._pieces[-1][3] -= 1
                    return
                if following.isalnum() and (before.isdigit() or following.isupper() or following.isdigit()):
                    return
            if following == "/" and before.isalnum():
                return
        end = self.end
        if end < next_start and self._source[end].isspace():
            self._put(" ", end, 1)
        else:
            self._put(" ", next_start, 0)

    def _divided(self, last: str, start: int) -> bool:
        """Whether a hyphen at the end of a line only divides a word: by the words that the document has elsewhere."""
        assert self._words is not None
        left = _LAST_WORD.search(last.lower())
        right = _WORD.match(self._source[start : start + 60].lower())
        if left is None or right is None:
            return True
        words = self._words()
        a, b = left.group(1), right.group()
        if f"{a}-{b}" in words:
            return False
        return a + b in words or not (a in words and b in words)

    def _run(self, start: int, end: int) -> None:
        raw = self._source[start:end]
        if _INVISIBLE.search(raw):
            at = start
            for hidden in _INVISIBLE.finditer(self._source, start, end):
                if hidden.start() > at:
                    self._composed(at, hidden.start())
                at = hidden.end()
            if at < end:
                self._composed(at, end)
        else:
            self._composed(start, end)

    def _composed(self, start: int, end: int) -> None:
        raw = self._source[start:end]
        if unicodedata.is_normalized("NFC", raw):
            self._put(raw, start, end - start)
            return
        at = start
        while at < end:
            to = at + 1
            while to < end and unicodedata.combining(self._source[to]):
                to += 1
            self._put(unicodedata.normalize("NFC", self._source[at:to]), at, to - at)
            at = to

    def _put(self, text: str, start: int, source_length: int) -> None:
        """Append text that stands at ``start``: to the last piece, where it goes on in the document character by
        character, or as a new one."""
        length = len(text)
        self._out.append(text)
        if self._pieces and length == source_length:
            last = self._pieces[-1]
            if last[2] == last[3] and last[1] + last[3] == start and last[0] + last[2] == self._length:
                last[2] += length
                last[3] += length
                self._length += length
                return
        self._pieces.append([self._length, start, length, source_length])
        self._length += length
