"""Facts of the same thing: one document number, one congress and term, one named movement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from rapidfuzz import fuzz

from auditor.intervals import one_edit
from auditor.model import Alignment, Fact, Note, Status

ALIKE_NAME = 80.0
"""Ratio from which two names under one noun are held to be one name written differently."""
ALIKE_SHORTENED = 70.0
"""The same where one name is the other with words left out."""
LONG_NAME = 10
"""Words from which a name is so long that another with a word replaced is the same."""
MISSPELT = 70.0
"""Ratio from which the words in which two names differ are one word spelt twice."""
ALIKE_BODY = 88.0
ALIKE_CONTEXT = 75.0
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST_NAME_WORDS = 4
_LEAST_BODY_WORDS = 3
_LEAST_TITLE_WORDS = 3
_LEAST_ACT_WORDS = 4
_MOST_DIFFERENT_WORDS = 3


def align(facts: Sequence[Fact], allowed: set[tuple[str, str]]) -> list[Alignment]:
    """Align facts of allowed documents, and of one document with itself.

    Args:
        facts: In the order of documents and places.
        allowed: Pairs of document ids.
    """
    by_kind: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_kind[fact.kind].append(fact)
    return [
        *_citations(by_kind["citation"], allowed),
        *_renumbered(by_kind["citation"], allowed),
        *_ordinals(by_kind["ordinal"], allowed),
        *_names(by_kind["name"], allowed),
    ]


def _may(a: Fact, b: Fact, allowed: set[tuple[str, str]]) -> bool:
    return (a.document, b.document) in allowed or (b.document, a.document) in allowed


def _components(facts: Sequence[Fact], allowed: set[tuple[str, str]]) -> list[list[Fact]]:
    """Facts of documents that may be aligned, directly or over a third."""
    groups: list[list[Fact]] = []
    for fact in facts:
        home = next((g for g in groups if any(_may(fact, other, allowed) for other in g)), None)
        if home is None:
            groups.append([fact])
        else:
            home.append(fact)
    return groups


def _citations(facts: Sequence[Fact], allowed: set[tuple[str, str]]) -> list[Alignment]:
    by_key: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        by_key[fact.key, fact.get("type")].append(fact)
    out = []
    for (key, kind), same in sorted(by_key.items()):
        for group in _components(same, allowed):
            if len(group) < 2:
                continue
            issuers = {f.get("issuer") for f in group} - {""}
            if len(issuers) > 1 and not _one_issuer(issuers):
                continue
            dates = {f.get("date") for f in group} - {""}
            # Numbers without a year start anew each term or year: far dates are two documents, not two datings.
            years = {d[:4] for d in dates}
            status = Status.CONSISTENT
            if len(dates) > 1:
                status = Status.CONFLICT if len(years) == 1 or _one_slip(dates) else Status.NOT_COMPARED
            label = f"{kind} {group[0].get('number')}".strip()
            reason = [Note.of("reason.same-number")]
            if status is Status.NOT_COMPARED:
                reason.append(Note.of("obstacle.dates"))
            out.append(Alignment(f"citation:{key}", label, tuple(group), status, 1.0, tuple(reason)))
    return out


def _one_issuer(issuers: set[str]) -> bool:
    """Whether issuers are one, named in full and in short, or by the initials."""
    ordered = sorted(issuers, key=len)
    return all(
        fuzz.token_set_ratio(ordered[0], other) >= ALIKE_BODY or ordered[0] == "".join(w[0] for w in other.split())
        for other in ordered[1:]
    )


def _one_slip(dates: set[str]) -> bool:
    """Whether dates differ by one digit, or two neighbours swapped: a slip, not another document."""
    ordered = sorted(dates)
    first = ordered[0]
    return all(sum(x != y for x, y in zip(first, other, strict=True)) <= 1 for other in ordered[1:])


def _ordinals(facts: Sequence[Fact], allowed: set[tuple[str, str]]) -> list[Alignment]:
    out = []
    used: set[str] = set()
    for i, a in enumerate(facts):
        if a.id in used or not a.key:
            continue
        group = [a]
        for b in facts[i + 1 :]:
            if b.id in used or not _may(a, b, allowed):
                continue
            if fuzz.token_set_ratio(a.key, b.key) < ALIKE_BODY or fuzz.ratio(a.key, b.key) < 50:
                continue
            if _one_count(a, b, facts):
                group.append(b)
        if len({f.document for f in group}) > 1 or (len(group) > 1 and len({f.get("ordinal") for f in group}) > 1):
            used.update(f.id for f in group)
            status = Status.CONSISTENT if len({f.get("ordinal") for f in group}) == 1 else Status.CONFLICT
            reason = (Note.of("reason.same-body-term" if a.get("term") else "reason.same-body"),)
            out.append(
                Alignment(
                    f"ordinal:{a.key.replace(' ', '-')}", a.key.replace("_", " "), tuple(group), status, 0.9, reason
                )
            )
    return out


def _one_count(a: Fact, b: Fact, facts: Sequence[Fact]) -> bool:
    """Whether two ordinals count the same occasion.

    Held by the same bodies. Of one term, or of the same number; or, for events counted in digits, when each document
    knows the event under one number only. Congresses follow each other: two numbers without a term are two congresses.
    """
    if a.get("holders") != b.get("holders"):
        return False
    if a.get("ordinal") == b.get("ordinal"):
        return True
    if a.get("year") and b.get("year") and a.get("year") != b.get("year"):
        return False
    if a.get("term") and b.get("term"):
        return a.get("term") == b.get("term") and (_named_alike(a, b) or not _knows_two(a, b, facts))
    if (
        a.document == b.document
        or {a.get("counted"), b.get("counted")} != {"digits"}
        or len(a.key.split()) < _LEAST_BODY_WORDS
    ):
        return False
    return not _knows_two(a, b, facts)


def _named_alike(a: Fact, b: Fact) -> bool:
    """Whether two bodies are called the same, or one without the name of its area at the end."""
    short, long = sorted((a.key, b.key), key=len)
    return f"{long} ".startswith(f"{short} ")


def _knows_two(a: Fact, b: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a document of two facts counts such bodies, of that term, under several numbers: they are several then.

    The congress of the committee's own party organisation is the first, that of the province the eighteenth.
    """
    return any(
        len(
            {
                f.get("ordinal")
                for f in facts
                if f.document == x.document
                and x.get("term") in ("", f.get("term"))
                and fuzz.token_set_ratio(f.key, x.key) >= ALIKE_BODY
            }
        )
        > 1
        for x in (a, b)
    )


def _renumbered(facts: Sequence[Fact], allowed: set[tuple[str, str]]) -> list[Alignment]:
    """One document cited under two numbers a slip apart: same kind, series and date, in like words."""
    numbers: dict[str, set[str]] = defaultdict(set)
    dated: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    turn = []
    for fact in facts:
        numbers[fact.document].add(fact.key)
        if fact.get("date"):
            same = dated[fact.get("date"), fact.get("type"), fact.get("series")]
            same.append(fact)
            turn.append((fact, same, len(same)))
    out = []
    seen: set[tuple[str, str]] = set()
    for a, same, after in turn:
        for b in same[after:]:
            if a.document == b.document or not _may(a, b, allowed) or a.key == b.key or (a.key, b.key) in seen:
                continue
            if b.key in numbers[a.document] or a.key in numbers[b.document]:
                continue
            alike = fuzz.token_set_ratio(a.get("context"), b.get("context")) >= ALIKE_CONTEXT
            if not (alike or ((_one_title(a, b) or _one_act(a, b)) and one_edit(_serial(a), _serial(b)))):
                continue
            seen.add((a.key, b.key))
            label = f"{a.get('type')} {a.get('number')} / {b.get('number')}".strip()
            reason = (Note.of("reason.same-date"),)
            out.append(Alignment(f"citation:{a.key}", label, (a, b), Status.CONFLICT, 0.9, reason))
    return out


def _one_title(a: Fact, b: Fact) -> bool:
    """Whether the title of one, up to its first comma, opens the other: the sentence that goes on says nothing."""
    short, long = sorted((f.get("title").partition(",")[0].strip() for f in (a, b)), key=len)
    return len(short.split()) >= _LEAST_TITLE_WORDS and f"{long} ".startswith(f"{short} ")


def _one_act(a: Fact, b: Fact) -> bool:
    """Whether what two documents did, told behind their numbers, is told in like words."""
    first, second = (f.get("behind") for f in (a, b))
    few = min(len(first.split()), len(second.split())) < _LEAST_ACT_WORDS
    return not few and fuzz.ratio(first, second) >= ALIKE_BODY


def _serial(fact: Fact) -> str:
    """The digits with which a document's number opens; behind the year where that stands first."""
    year = fact.get("series")
    number = fact.key.removeprefix(year).lstrip("-/") if year.isdecimal() else fact.key
    return "".join(takewhile(str.isdecimal, number))


def _names(facts: Sequence[Fact], allowed: set[tuple[str, str]]) -> list[Alignment]:
    out = []
    used: set[str] = set()
    for i, a in enumerate(facts):
        if a.id in used:
            continue
        group = [a]
        for b in facts[i + 1 :]:
            if b.id in used or not _may(a, b, allowed) or not _same_noun(a.key, b.key):
                continue
            replaced = bool(a.get("slogan"))
            governed = bool(a.key and b.key)
            if a.get("name") == b.get("name") or (
                governed and one_name_varied(a.get("name"), b.get("name"), replaced=replaced)
            ):
                group.append(b)
        if len(group) > 1:
            used.update(f.id for f in group)
            status = Status.CONSISTENT if len({f.get("name") for f in group}) == 1 else Status.CONFLICT
            key = min(f.get("name") for f in group).replace(" ", "-")[:60]
            label = f"{a.key} “{a.text}”"
            reason = (Note.of("reason.same-name", noun=a.key or "“…”"),)
            out.append(Alignment(f"name:{key}", " ".join(label.split()), tuple(group), status, 0.9, reason))
    return out


def _same_noun(a: str, b: str) -> bool:
    return a == b or a.startswith(b) or b.startswith(a)


def one_name_varied(a: str, b: str, *, replaced: bool) -> bool:
    """Whether two names are one name in which words were lost, added or misspelt.

    A name cut short at its end or beginning is a quotation in part, and a name that differs in a number, or in its
    first word, is another thing of the series; unless of several years that it names one alone differs.

    Args:
        a: A name in normal form.
        b: Another under the same noun.
        replaced: Words may also have been put for others: of mottos and movements there is one, of programmes many.
    """
    first, second = a.split(), b.split()
    if _one_year_apart(first, second):
        return True
    one_of_a_kind = replaced
    replaced = replaced or min(len(first), len(second)) >= LONG_NAME
    lost = _within(first, second) or _within(second, first)
    least = ALIKE_SHORTENED if lost or replaced else ALIKE_NAME
    if min(len(first), len(second)) < _LEAST_NAME_WORDS or fuzz.ratio(a, b) < least:
        return False
    if a in b or b in a or {w for w in first if w.isdigit()} != {w for w in second if w.isdigit()}:
        return False
    common = 0
    while common < min(len(first), len(second)) and first[common] == second[common]:
        common += 1
    tail = 0
    while tail < min(len(first), len(second)) - common and first[-1 - tail] == second[-1 - tail]:
        tail += 1
    if common == 0 or (tail == 0 and not one_of_a_kind):
        return False
    middle, other = (" ".join(words[common : len(words) - tail]) for words in (first, second))
    if not lost and not replaced and fuzz.ratio(middle, other) < MISSPELT:
        return False
    return max(len(first), len(second)) - common - tail <= _MOST_DIFFERENT_WORDS


def _one_year_apart(first: list[str], second: list[str]) -> bool:
    """Whether names are word for word the same but for one of the several years that both name."""
    if len(first) != len(second) or len(first) < LONG_NAME:
        return False
    other = [(x, y) for x, y in zip(first, second, strict=True) if x != y]
    years = [word for word in first if _YEAR.fullmatch(word)]
    return len(other) == 1 and len(years) > 1 and all(_YEAR.fullmatch(word) for word in other[0])


def _within(short: list[str], long: list[str]) -> bool:
    """Whether all words of ``short`` stand in ``long`` in the same order."""
    rest = iter(long)
    return all(word in rest for word in short)
