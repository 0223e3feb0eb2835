"""Abbreviations that a document defines: ``new rural standard (NRS)``."""

from __future__ import annotations

import re

from auditor.language import Pack
from auditor.model import Document

_SHORT = r"\(([^\W\d_a-z][^\W\d_a-z -]{1,11})\)"
_IN_BRACKETS = re.compile(_SHORT)
"""Found at once by its bracket: few passages are looked at for the words before."""
_DEFINED = re.compile(r"((?:[^\W\d_]+[ \u00a0-]){1,12})" + _SHORT)
_MOST_WORDS = 9


def abbreviations(document: Document, pack: Pack) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Abbreviations in brackets after what they stand for.

    Where the initials fit, the words with those initials are meant; otherwise all words since the last word at which
    phrases are cut.

    Returns:
        Abbreviation and words, both in the normal form of the pack, sorted; the first definition counts.
    """
    found: dict[str, tuple[str, ...]] = {}
    for passage in document.passages:
        if not _IN_BRACKETS.search(passage.text):
            continue
        for match in _DEFINED.finditer(passage.text):
            short = pack.lexicon.words(pack.lexicon.fold(match.group(2)))
            if len(short) != 1 or match.group(2) != match.group(2).upper():
                continue
            words = match.group(1).replace("-", " ").split()
            letters = [c for c in match.group(2) if c.isalpha()]
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
