"""Abbreviations that a document defines: ``new rural standard (NRS)``."""

from __future__ import annotations

import re

from auditor.language import Pack
from auditor.model import Document

_SHORT = re.compile(r"\(([^\W\d_a-z][^\W\d_a-z -]{1,11})\)")
"""An abbreviation in brackets: few passages have one."""
_BEFORE = re.compile(r"(?:[ \u00a0-][^\W\d_]+){1,12}")
"""The words before it, on text turned round, so that they are looked for from the bracket alone."""
_MOST_WORDS = 9
_FARTHEST = 400
"""Characters before the bracket within which these words stand."""


def abbreviations(document: Document, pack: Pack) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Abbreviations in brackets after what they stand for.

    Where the initials fit, the words with those initials are meant; otherwise all words since the last word at which
    phrases are cut.

    Returns:
        Abbreviation and words, both in the normal form of the pack, sorted; the first definition counts.
    """
    found: dict[str, tuple[str, ...]] = {}
    for passage in document.passages:
        for match in _SHORT.finditer(passage.text) if "(" in passage.text else ():
            before = _BEFORE.match(passage.text[max(0, match.start() - _FARTHEST) : match.start()][::-1])
            if before is None:
                continue
            short = pack.lexicon.words(pack.lexicon.fold(match.group(1)))
            if len(short) != 1 or match.group(1) != match.group(1).upper():
                continue
            words = before.group()[::-1].replace("-", " ").split()
            letters = [c for c in match.group(1) if c.isalpha()]
            initials = [w[0].upper() for w in words[-len(letters) :]]
            if initials != letters:
                phrase = " ".join(words[-_MOST_WORDS:])
                cuts = pack.cuts.find(pack.lexicon.fold(phrase))
                words = phrase[cuts[-1][1] :].split() if cuts else phrase.split()
            else:
                words = words[-len(letters) :]
            long = pack.lexicon.words(pack.lexicon.fold(" ".join(words)))
            if long and long != short:
                found.setdefault(short[0], long)
    return tuple(sorted(found.items()))
