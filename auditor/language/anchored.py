"""Expressions that are tried only where a word begins as their matches can begin: most places are passed over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from auditor.language.folded import Folded, cut

_DIGITS = "0"
"""Stands for a run of digits in a head."""
_RUN = re.compile(r"\d+")
_HEAD = 16
"""Characters of a match by which it is told beforehand: more tell no more words apart."""
_MANY = 200
"""Heads of one expression above which they are made no longer."""
_FOLLOWING = 2
"""Characters behind a word by which most places are passed over."""
_ZERO_WIDTH = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT)

Head = tuple[str, bool]
"""Characters that a match can begin with, and whether no more of them are asked for."""


OfLength = tuple[int, dict[str, list[tuple[bool, list[int]]]]]
"""Signs and letters of one length right behind the first word of a match; for each, the numbers of expressions, and
whether digits must follow."""
Tails = tuple[list[int], dict[str, list[OfLength]]]
"""Of a word: the expressions of which heads tell nothing more, and what follows it in the others, by its first sign."""


class Family:
    """Named expressions that are looked for together in one walk over the beginnings of words."""

    def __init__(self, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> None:
        """Work out how the matches of each can begin; one that is not bound to the beginning of a word goes alone."""
        self.patterns: Sequence[tuple[str, re.Pattern[str]]] = list(patterns)
        alone: dict[str | re.Pattern[str], list[int]] = {}
        trees = [_tree(pattern) for _, pattern in self.patterns]
        self._needed = [needed(p, tree) for (_, p), tree in zip(self.patterns, trees, strict=True)]
        heads: dict[str, set[int]] = {}
        for i, tree in enumerate(trees):
            of_pattern = heads_of(tree)
            if of_pattern is None:
                alone.setdefault(self._needed[i], []).append(i)
            for head in of_pattern or ():
                heads.setdefault(head, set()).add(i)
        self._heads = heads
        self._begun: dict[str, set[int]] = {}
        self._followed: dict[str, list[tuple[str, bool, set[int]]]] = {}
        for head, numbers in heads.items():
            word, tail, digits = _parted(head)
            if tail:
                self._followed.setdefault(word, []).append((tail, digits, numbers))
            else:
                self._begun.setdefault(word, set()).update(numbers)
        self._anchored = sorted({i for numbers in heads.values() for i in numbers})
        # Expressions that need the same words are asked for together.
        self._alone = list(alone.values())
        self._reach = max(map(_reach, trees), default=0)

    @cached_property
    def _by_head(self) -> dict[str, list[int]]:
        """The expressions by head. The longest is met first: it stands for the shorter ones that it begins with."""
        heads = self._heads
        return {h: sorted(set().union(*(heads.get(h[:n], ()) for n in range(1, _HEAD + 1)))) for h in heads}

    @cached_property
    def _begin(self) -> re.Pattern[str]:
        """Where a match can begin, for text that is not walked."""
        return re.compile(_any_of(self._heads))

    @property
    def signs(self) -> set[str]:
        """None: every head begins with a word."""
        return set()

    def opening(self, word: str) -> Tails | None:
        """What can follow a word that begins a match."""
        shown = _RUN.sub(_DIGITS, word)
        alone = set().union(*(self._begun.get(shown[:n], ()) for n in range(1, min(len(shown), _HEAD) + 1)))
        tails: dict[tuple[str, bool], set[int]] = {}
        for tail, digits, numbers in self._followed.get(shown, ()):
            tails.setdefault((tail, digits), set()).update(numbers)
        if not alone and not tails:
            return None
        by_sign: dict[str, dict[int, dict[str, list[tuple[bool, list[int]]]]]] = {}
        for (tail, digits), numbers in sorted(tails.items()):
            of_length = by_sign.setdefault(tail[0], {}).setdefault(len(tail), {})
            of_length.setdefault(tail, []).append((digits, sorted(numbers - alone)))
        return sorted(alone), {sign: sorted(lengths.items()) for sign, lengths in by_sign.items()}

    def following(self, opening: Tails) -> frozenset[str] | None:
        """The first two characters of all that can follow; a single one is followed by anything."""
        alone, by_sign = opening
        if alone:
            return None
        tails = [
            (tail, digits)
            for lengths in by_sign.values()
            for _, of_length in lengths
            for tail, ways in of_length.items()
            for digits, _ in ways
        ]
        if any(len(tail) < _FOLLOWING and not digits for tail, digits in tails):
            return None
        return frozenset((tail + _DIGITS)[:_FOLLOWING] for tail, _ in tails)

    def spot(self, text: str, start: int, word: str, opening: Tails) -> list[int] | None:
        """The expressions that can match where a word stands."""
        found, by_sign = opening
        end = start + len(word)
        for length, tails in by_sign.get(text[end : end + 1], ()):
            to = end + length
            for digits, numbers in tails.get(text[end:to], ()):
                if not digits or text[to : to + 1].isdecimal():
                    found = found + numbers
        return found or None

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, re.Match[str]]]:
        """The matches of each expression in turn, as it finds them itself, with its name."""
        stop = len(text) if end is None else end
        found: dict[int, list[re.Match[str]]] = {}
        for alike in self._alone:
            if self._stands(alike[0], text, start, stop):
                for i in alike:
                    found[i] = list(self.patterns[i][1].finditer(text, start, stop))
        for at, numbers in self._beginnings(text, start, stop):
            for i in numbers:
                match = self.patterns[i][1].match(text, at, stop)
                if match is not None and not (i in found and at < found[i][-1].end()):
                    found.setdefault(i, []).append(match)
        for i in sorted(found):
            for match in found[i]:
                yield self.patterns[i][0], match

    def _stands(self, i: int, text: str, start: int, stop: int) -> bool:
        """Whether the words stand in a range without which an expression matches nowhere in it."""
        words = self._needed[i]
        begin = max(0, start - self._reach)
        if isinstance(words, str):
            return text.find(words, begin, stop) >= 0
        return words.search(text, begin, stop) is not None

    def _beginnings(self, text: str, start: int, stop: int) -> Iterable[tuple[int, list[int]]]:
        """The places at which an expression can match, with the numbers of those that can."""
        spots = text.spots(self) if isinstance(text, Folded) else None
        if spots is not None and not cut(text, stop):
            return spots[bisect_left(spots, (start,)) : bisect_left(spots, (stop,))]
        if not any(self._stands(i, text, start, stop) for i in self._anchored):
            return ()
        words = self._begin.finditer(text, start, stop)
        return ((word.start(), self._by_head[_RUN.sub(_DIGITS, word.group(1))]) for word in words)


def _parted(head: str) -> tuple[str, str, bool]:
    """The word of a head, the signs and letters behind it up to the next digits, and whether there are such."""
    word = next((i for i, c in enumerate(head) if not c.isalnum()), len(head))
    tail, digits, _ = head[word:].partition(_DIGITS)
    return head[:word], tail, bool(digits)


def heads_of(tree: Any) -> set[str] | None:
    """What the matches of a parsed expression begin with; None where it asks for no beginning of a word, or where a
    match can begin with anything. Each head is at most `_HEAD` characters, with a run of digits as one."""
    heads = _heads(tree) if _at_word(tree) else None
    if heads is None or not all(text[:1].isalnum() for text, _ in heads):
        return None
    return {text for text, _ in heads}


def _tree(pattern: re.Pattern[str]) -> Any:
    return _parser.parse(pattern.pattern, pattern.flags)


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
        if "" not in unfinished and len(following or ()) * len(unfinished) > _MANY:
            following = None
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


def needed(pattern: re.Pattern[str], tree: Any) -> str | re.Pattern[str]:
    """A word, or an expression for several, without which a pattern matches nowhere in a text: quickly looked for."""
    words = None if pattern.flags & re.IGNORECASE else _needed(tree)
    if words is None or len(words) == 1:
        return next(iter(words or ("",)))
    return re.compile("|".join(map(re.escape, sorted(words))))


def _needed(nodes: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """Words of which one stands in, before or behind each match of a sequence; None where none can be told."""
    best: set[str] | None = None
    run = ""
    for op, argument in [*nodes, (None, None)]:
        if op is ops.LITERAL:
            run += chr(argument)
            continue
        for words in ({run} if run else None, _needed_of(op, argument)):
            if words is not None and (best is None or _rarity(words) > _rarity(best)):
                best = words
        run = ""
    return best


def _needed_of(op: Any, argument: Any) -> set[str] | None:
    if op is ops.SUBPATTERN:
        return None if argument[1] & re.IGNORECASE else _needed(argument[-1])
    if op is ops.ASSERT:
        return _needed(argument[1])
    if op in _REPEATS:
        return _needed(argument[2]) if argument[0] else None
    if op is ops.IN:
        literal = all(kind is ops.LITERAL for kind, _ in argument)
        return {chr(character) for _, character in argument} if literal else None
    if op is ops.BRANCH:
        branches = [_needed(branch) for branch in argument[1]]
        return None if None in branches else {word for words in branches for word in words or ()}
    return None


def _rarity(words: set[str]) -> tuple[bool, bool, int, int]:
    """How rare words are: signs and capitals are rarer than letters, long words than short ones, one than several."""
    signs = all(not any(c.isalnum() or c.isspace() for c in word) for word in words)
    return signs, all(word[0].isupper() for word in words), min(map(len, words)), -len(words)


def _reach(nodes: Iterable[tuple[Any, Any]]) -> int:
    """Characters before a match at which an expression can look at most."""
    reach = 0
    for op, argument in nodes:
        if op in (ops.ASSERT, ops.ASSERT_NOT):
            direction, inside = argument
            reach = max(reach, _reach(inside), inside.getwidth()[1] if direction < 0 else 0)
        elif op is ops.BRANCH:
            reach = max([reach, *(_reach(branch) for branch in argument[1])])
        elif op is ops.SUBPATTERN or op in _REPEATS:
            reach = max(reach, _reach(argument[-1]))
    return reach
