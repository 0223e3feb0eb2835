"""Expressions that are tried only where a word begins as their matches can begin: most places are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_DIGITS = "0"
"""Stands for a run of digits in a head."""
_RUN = re.compile(r"\d+")
_HEAD = 5
"""Characters of a match by which it is told beforehand: more tell no more words apart."""
_ZERO_WIDTH = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT)

Head = tuple[str, bool]
"""Characters that a match can begin with, and whether no more of them are asked for."""


class Family:
    """Named expressions that are looked for together in one walk over the beginnings of words."""

    def __init__(self, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> None:
        """Work out how the matches of each can begin; one that is not bound to the beginning of a word goes alone."""
        self.patterns: Sequence[tuple[str, re.Pattern[str]]] = list(patterns)
        self._alone: list[int] = []
        heads: dict[str, set[int]] = {}
        for i, (_, pattern) in enumerate(self.patterns):
            of_pattern = heads_of(pattern)
            if of_pattern is None:
                self._alone.append(i)
            for head in of_pattern or ():
                heads.setdefault(head, set()).add(i)
        # The longest head is met first: it stands for the shorter ones that it begins with.
        self._by_head = {h: sorted({i for g in heads if h.startswith(g) for i in heads[g]}) for h in heads}
        self._begin = re.compile(_any_of(heads))

    def find(self, text: str) -> Iterator[tuple[str, re.Match[str]]]:
        """The matches of each expression in turn, as it finds them itself, with its name."""
        found: list[list[re.Match[str]]] = [[] for _ in self.patterns]
        for i in self._alone:
            found[i] = list(self.patterns[i][1].finditer(text))
        if self._by_head:
            for word in self._begin.finditer(text):
                at = word.start()
                for i in self._by_head[_RUN.sub(_DIGITS, word.group(1))]:
                    match = self.patterns[i][1].match(text, at)
                    if match is not None and not (found[i] and at < found[i][-1].end()):
                        found[i].append(match)
        for (name, _), matches in zip(self.patterns, found, strict=True):
            for match in matches:
                yield name, match


def heads_of(pattern: re.Pattern[str]) -> set[str] | None:
    """What the matches of an expression begin with; None where it asks for no beginning of a word, or where a match
    can begin with anything. Each head is at most `_HEAD` characters, with a run of digits as one."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    heads = _heads(tree) if _at_word(tree) else None
    if heads is None or not all(text[:1].isalnum() for text, _ in heads):
        return None
    return {text for text, _ in heads}


def _any_of(heads: Iterable[str]) -> str:
    """An expression for the beginning of a word with one of the heads in group 1, which it does not consume."""
    by_first: dict[str, list[str]] = {}
    for head in sorted(heads, key=lambda h: (-len(h), h)):
        by_first.setdefault(head[0], []).append(head)
    parts = []
    for first, words in by_first.items():
        rest = "|".join(re.escape(w[1:]).replace(_DIGITS, r"\d+") for w in words)
        parts.append((r"\d+" if first == _DIGITS else first) + f"(?:{rest})")
    letters = "".join(c for c in by_first if c != _DIGITS)
    return rf"\b(?=[\d{letters}])(?=({'|'.join(parts)}))"


def _at_word(nodes: Iterable[tuple[Any, Any]]) -> bool:
    """Whether an expression asks for the edge of a word before all else."""
    for op, argument in nodes:
        if op is ops.AT and argument is ops.AT_BOUNDARY:
            return True
        if op not in _ZERO_WIDTH:
            return False
    return False


def _heads(nodes: Iterable[tuple[Any, Any]]) -> set[Head] | None:
    """How matches of a sequence can begin; None where that cannot be told."""
    heads: set[Head] = {("", False)}
    for op, argument in nodes:
        if op in _ZERO_WIDTH:
            continue
        unfinished = {text for text, done in heads if not done}
        if not unfinished:
            break
        following = _first(op, argument)
        if following is None and "" in unfinished:
            return None
        heads = {head for head in heads if head[1]}
        for text in unfinished:
            for more, done in following or {("", True)}:
                joined = text if more == _DIGITS and text.endswith(_DIGITS) else text + more
                heads.add((joined[:_HEAD], done or len(joined) >= _HEAD))
    return heads


def _first(op: Any, argument: Any) -> set[Head] | None:
    if op is ops.LITERAL:
        return {(_of_character(chr(argument)), False)}
    if op is ops.IN:
        return _of_set(argument)
    if op is ops.SUBPATTERN:
        return _heads(argument[-1])
    if op is ops.BRANCH:
        heads: set[Head] = set()
        for branch in argument[1]:
            of_branch = _heads(branch)
            if of_branch is None:
                return None
            heads |= of_branch
        return heads
    if op in _REPEATS:
        least, most, body = argument
        of_body = _heads(body)
        if of_body is None:
            return None
        if most > 1 and of_body != {(_DIGITS, False)}:
            of_body = {(text, True) for text, _ in of_body}
        return of_body | {("", False)} if least == 0 else of_body
    return None


def _of_character(character: str) -> str:
    return _DIGITS if character.isdecimal() else character


def _of_set(items: Iterable[tuple[Any, Any]]) -> set[Head] | None:
    heads: set[Head] = set()
    for op, argument in items:
        digits = (op is ops.CATEGORY and argument is ops.CATEGORY_DIGIT) or (
            op is ops.RANGE and all(chr(c).isdecimal() for c in argument)
        )
        if not digits and op is not ops.LITERAL:
            return None
        heads.add((_DIGITS if digits else _of_character(chr(argument)), False))
    return heads
