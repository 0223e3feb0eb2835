"""Whose a document is by the lines at its head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from auditor.language import Pack
from auditor.model import Document

NAMED_AGAIN = 2
"""Mentions from which a name says whose a document is."""
_PASSAGES = 3
"""Passages at the beginning of a document of which its title is."""
_RUN = 3
"""Words in capitals with which a line begins that goes on in small letters, from which they are no short forms."""
_CAPITALS = re.compile(r"^[^\W\d_a-z](?:[^\na-z](?![a-z]))+(?![^\s.,;:)])", re.MULTILINE)
_SHORT = re.compile(r"\s\((\w{2,8})\)")
"""The letters that stand in brackets behind a name."""
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


def as_printed(text: str, pack: Pack) -> str:
    """A text with the capitals of lines, and at their beginnings, as names are printed elsewhere.

    The text itself if the language does not say what is small in names.
    """
    if not pack.small_words:
        return text

    def word(match: re.Match[str]) -> str:
        return match.group() if match.group() in pack.small_words else match.group().capitalize()

    def line(match: re.Match[str]) -> str:
        capitals = match.group()
        whole = match.end() == len(text) or text[match.end()] == "\n"
        return _WORD.sub(word, capitals.lower()) if whole or len(capitals.split()) >= _RUN else capitals

    return _CAPITALS.sub(line, text)


def printed_lines(document: Document, pack: Pack) -> list[str]:
    """The lines of a title as they stand, where several were read as one: what a line ends with ends a name, too."""
    ends = ((p.pieces[0], p.pieces[-1]) for p in document.passages[:_PASSAGES] if p.pieces)
    texts = (document.text[first.start : last.start + last.source_length] for first, last in ends)
    return [line.strip() for text in texts if "\n" in text for line in as_printed(text, pack).split("\n")]


def issuer_of(head: str, body: str, pack: Pack, lines: Sequence[str] = ()) -> str | None:
    """The one body that a document's title and the lines below it name, without its legal form.

    Else the one line of them that is a name and stands again in the text.

    Args:
        head: The title and the lines below it, as printed.
        body: The text.
        pack: Its language.
        lines: What `printed_lines` gives.
    """
    names: dict[str, str] = {}
    for _, match in pack.named_issuers.find(pack.addressed.sub(" ", head)):
        name = _called(_of_line(" ".join(match.group("name").split()), lines, pack), pack)
        names.setdefault(name.casefold(), name.title() if name.isupper() else name)
    whole = [name for low, name in names.items() if not any(low != other and low in other for other in names)]
    if whole:
        return whole[0] if len(whole) == 1 else None
    alone = (pack.name_line.fullmatch(line.strip()) for line in head.split("\n"))
    return only({_called(m.group("name"), pack) for m in alone if m is not None and _is_name(m.group("name"), body)})


def subject_of(head: str, statement: str, body: str, pack: Pack) -> str | None:
    """Of whom a short account tells: the one that its title, else its first sentence, says did or said something, if it
    is named again; else the only body that it names.

    Args:
        head: The title and the lines below it, as printed.
        statement: The first sentence, as printed.
        body: The text.
        pack: Its language.
    """
    bodies = [m for _, m in pack.named_issuers.find(body)]
    short = {letters[1]: m.group("name") for m in bodies if (letters := _SHORT.match(body, m.end()))}
    for text in (head, statement):
        told = {m["line"] or m["name"] for m in pack.tellers.finditer(text) if m["line"] or _is_name(m["name"], body)}
        if told:
            return only({_called(" ".join(short.get(name, name).split()), pack) for name in told})
    return only({_called(" ".join(m.group("name").split()), pack) for m in bodies})


def _of_line(name: str, lines: Sequence[str], pack: Pack) -> str:
    """A name without what follows in the next line of a title, where its own line is a whole name."""
    for line, following in pairwise(lines):
        opens = following.partition(" ")[0].lower()
        if opens in pack.small_words or not name.casefold().startswith(f"{line} ".casefold()):
            continue
        if any(match.group("name") == line for _, match in pack.named_issuers.find(line)):
            return line
    return name


def _is_name(words: str, body: str) -> bool:
    """Whether words with capitals stand again in a text, and never without these."""
    low = words.lower()
    times = [len(re.findall(rf"(?<!\w){re.escape(x)}(?!\w)", body)) for x in (words, low)]
    return words != low and times[0] >= NAMED_AGAIN and not times[1]


def _called(name: str, pack: Pack) -> str:
    """What a body is called in all of its documents: without its legal form, under one of its names."""
    name = pack.body_forms.sub("", name) or name
    for pattern, one in pack.bodies_alike:
        match = pattern.fullmatch(name)
        if match is not None:
            return match.expand(one)
    return name


def only(names: Collection[str]) -> str | None:
    """The name that stands alone: on one page, once is enough."""
    return next(iter(names)) if len(names) == 1 else None


def one_of_many(area: str, bare: Counter[str]) -> bool:
    """Whether no more than half of the listed areas that a text names are one of them."""
    return area in bare and bare[area] * 2 <= bare.total()


def area_in(issuer: str, pack: Pack) -> str | None:
    """The area with which the name of a body ends."""
    return next((proper(m["name"], pack) for _, m in pack.organisations.find(issuer) if m.end() == len(issuer)), None)


def proper(name: str, pack: Pack) -> str:
    """A name in one spelling, without what capitals run on into, small after first letters if all are capitals.

    A listed area has the first of its spellings.
    """
    spelt = _spelt(name, pack)
    return pack.provinces.get(spelt, spelt)


def _spelt(name: str, pack: Pack) -> str:
    """A name without what capitals run on into, small after first letters if all are capitals."""
    folded = pack.lexicon.fold(name)
    name = "".join(f.upper() if c.isupper() else f for c, f in zip(name, folded, strict=True))
    words = name.split()
    if name.isupper():
        return " ".join(w.capitalize() for w in words)
    kept = []
    for word in words:
        if word.isupper() and len(word) > 1:
            break
        kept.append(word)
    return " ".join(kept or words)
