"""Facts that are no quantities: cited documents, ordinals, names, persons with their office, dates, terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from auditor.extraction.spans import Stated
from auditor.language import Pack
from auditor.model import Passage
from auditor.romans import roman

_SPACES = re.compile(r"\s+")
_GOVERNOR_WINDOW = 40
_DEFINED_WINDOW = 160
_LEAST_NAME_WORDS = 3
_MOST_NAME = 240
_CONTEXT = 60
_BODY_WORDS = 8
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_YEARLY = re.compile(r"((?:19|20)\d\d(?=[-/])|\d\d(?=-))[-/]\d+")
_BREAK = re.compile(r"[.;:()]")
_BEHIND = 60
_DATE_ROOM = 110
"""Characters before a citation among which the sentence gives its date."""
_BETWEEN = re.compile(r"(?:\s[^\W\d_]+){0,3}\s?[:,]?\s*")


class Claim(NamedTuple):
    """Characters of a passage that belong to a fact, or to something that is no figure."""

    start: int
    end: int
    reason: str
    kind: str = ""
    key: str = ""
    value: tuple[tuple[str, str], ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether the claim is a fact that can be compared."""
        return bool(self.kind)


def citations(text: str, pack: Pack) -> list[Claim]:
    """Cited documents with number, and date, issuer and title where stated."""
    found: list[Claim] = []
    for match in _cited(text, pack):
        number = re.sub(r"\s", "", match.group("number"))
        groups = match.groupdict()
        if not any(c.isupper() for c in number) and not _typed(match):
            continue
        if groups.get("serial"):
            number = f"{groups['serial']}/{groups['of']}"
        begin = match.start("type") if groups.get("type") else match.start()
        context = f"{text[max(0, begin - _CONTEXT) : begin]} {groups.get('title') or ''}"
        date, date_end = _date(match, pack)
        end = max(match.end("number"), date_end)
        value = [
            ("number", number),
            ("type", _words(groups.get("type"), pack)),
            ("series", _series(number)),
            ("context", _words(context, pack)),
            ("behind", _words(_BREAK.split(text[end : end + _BEHIND])[0], pack)),
        ]
        if not date and (before := pack.citation_date_before.search(text, max(0, begin - _DATE_ROOM), begin)):
            date, _ = _date(before, pack)
        if date:
            value.append(("date", date))
        stated = {"issuer": _normal(groups.get("issuer"), pack), "title": _words(groups.get("title"), pack)}
        value += [(name, words) for name, words in stated.items() if words]
        start = match.start("type") if groups.get("type") else match.start("number")
        found.append(Claim(start, end, "citation", "citation", number.upper(), tuple(value)))
    return found


def _typed(match: re.Match[str]) -> bool:
    """Whether a number of digits alone is a document's: its kind stands before it, as a name or with ``No.``."""
    kind = match.groupdict().get("type")
    if not kind:
        return False
    between = match.string[match.end("type") : match.start("number")].strip()
    return kind[0].isupper() or bool(between) or "/" in match.group("number")


def _series(number: str) -> str:
    """What a document's number has in common with the others of its kind and year: ``NQ/TU``, or the year itself."""
    if (yearly := _YEARLY.fullmatch(number)) is not None:
        return yearly.group(1)
    return re.sub(r"^\d+(?:/\d{4})?[-/]", "", number).upper()


def _cited(text: str, pack: Pack) -> Iterator[re.Match[str]]:
    """The matches of the expression for citations, which is tried only shortly before numbers of documents."""
    at = 0
    while (number := pack.citation_hint.search(text, at)) is not None:
        match = pack.citation.search(text, max(at, number.start() - pack.citation_reach))
        if match is None:
            return
        yield match
        at = match.end()


def _date(match: re.Match[str], pack: Pack) -> tuple[str, int]:
    groups = match.groupdict()
    for suffix in ("", "2"):
        if groups.get(f"monthname{suffix}"):
            month = pack.period_words[pack.lexicon.fold(groups[f"monthname{suffix}"])]
            day, year = (groups[f"{part}{suffix}"] for part in ("day", "year"))
            return f"{year}-{month:02d}-{int(day):02d}", match.end(f"year{suffix}")
    for suffix in ("", "2"):
        if groups.get(f"year{suffix}") and groups.get(f"month{suffix}"):
            year, month, day = (int(groups[f"{part}{suffix}"]) for part in ("year", "month", "day"))
            return f"{year:04d}-{month:02d}-{day:02d}", match.end(f"year{suffix}")
    return "", -1


def _words(text: str | None, pack: Pack) -> str:
    return _SPACES.sub(" ", pack.lexicon.fold(text)).strip(" ,.;") if text else ""


def _normal(text: str | None, pack: Pack) -> str:
    """A name in normal form, in which its abbreviations are written out."""
    return pack.lexicon.written_out(_words(text, pack))


def ordinals(folded: str, pack: Pack, area: str = "") -> list[Claim]:
    """Counted congresses, committees and meetings, with the term where stated.

    Args:
        folded: Text of a passage.
        pack: Its language.
        area: The document's own, folded: a congress of a term is the same with its name and without.
    """
    found: list[Claim] = []
    for hint, pattern in pack.ordinals:
        if hint not in folded:
            continue
        for match in pattern.finditer(folded):
            groups = match.groupdict()
            number = roman(groups["ordinal"])
            if number is None or any(c.start < match.end() and match.start("ordinal") < c.end for c in found):
                continue
            named = groups["body"].rstrip()
            if pack.running.find(named) or any(end == len(named) for _, end, _ in pack.citation_types.find(named)):
                continue
            term = f"{groups['y']}-{groups['y2']}" if groups.get("y") else ""
            years = _YEAR.findall(folded[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT]) if not term else []
            body = " ".join(_body(groups["body"], pack, area if term else ""))
            held = [holder for _, _, holder in pack.holders.find(groups["body"])]
            value = (
                ("ordinal", str(number)),
                ("term", term),
                ("holders", " ".join(sorted({w for h in held for w in pack.lexicon.words(h)}))),
                ("counted", "digits" if groups["ordinal"].isdigit() else "roman"),
                ("year", years[0] if years else ""),
            )
            end = match.end("tail") if groups.get("tail") else match.end("ordinal")
            begin = match.start("ordinal")
            head = folded.rfind(" ", 0, max(0, folded.rfind(" ", 0, begin - 1)))
            found.append(Claim(max(head + 1, match.start("body")), end, "ordinal", "ordinal", body, value))
    return found


def _body(counted: str, pack: Pack, area: str) -> tuple[str, ...]:
    """The words of a counted body, without the document that it adopted and, at the end, an area's name."""
    paper = pack.citation_types.last(counted, 0, len(counted))
    words = pack.lexicon.words(counted[paper[1] :] if paper else counted)
    own = pack.lexicon.words(area)
    return (words[: -len(own)] if own and words[-len(own) :] == own else words)[-_BODY_WORDS:]


def names(text: str, folded: str, pack: Pack) -> list[Claim]:
    """Names in quotation marks, with the noun such as ``movement`` or ``programme`` that governs them.

    The quotation marks and the governing noun are outside the claim's span. Words in quotation marks without such a
    noun are a name, too, unless numbers stand among them: it can only stand in two documents alike.
    """
    found: list[Claim] = []
    for opening, closing in pack.quotes:
        at = 0
        while True:
            start = text.find(opening, at)
            if start < 0:
                break
            end = text.find(closing, start + 1)
            if end < 0 or end - start > _MOST_NAME:
                at = start + 1
                continue
            at = end + 1
            inside = folded[start + 1 : end]
            if len(inside.split()) < _LEAST_NAME_WORDS:
                continue
            governor = pack.named.last(folded, max(0, start - _GOVERNOR_WINDOW), start)
            if governor is None or not _BETWEEN.fullmatch(folded[governor[1] : start]):
                governor = _defined(folded, start, pack)
            if governor is None:
                governor = next(iter(pack.named.find(folded, end + 1, end + 1 + _GOVERNOR_WINDOW)), None)
                if governor is not None and folded[end + 1 : governor[0]].strip():
                    governor = None
            if governor is None:
                governor, inside = _governed_inside(inside, start + 1, pack)
            if "..." in inside or "…" in inside or (governor is None and any(c.isdecimal() for c in inside)):
                continue
            noun = folded[governor[0] : governor[1]] if governor is not None else ""
            name = _name(inside, pack)
            slogan = "yes" if noun and pack.slogans.find(noun) else ""
            value = (("name", name), ("noun", noun), ("slogan", slogan))
            found.append(Claim(start + 1, end, "name", "name", noun, value))
    return found


def _defined(folded: str, start: int, pack: Pack) -> tuple[int, int, str] | None:
    """The noun of a motto that a sentence says a quotation to be: ``The theme of the congress is “…”``.

    Args:
        folded: Text of the passage.
        start: Where the quotation mark stands.
        pack: Its language.
    """
    begin = max(folded.rfind(". ", 0, start) + 1, folded.rfind(";", 0, start) + 1, start - _DEFINED_WINDOW)
    if not pack.copula.search(folded, begin, start):
        return None
    noun = next(iter(pack.slogans.find(folded, begin, start)), None)
    return noun if noun is not None and not folded[begin : noun[0]].strip() else None


def _governed_inside(inside: str, at: int, pack: Pack) -> tuple[tuple[int, int, str] | None, str]:
    """The governing noun that opens or closes what stands in quotation marks, if any, and the name without it.

    Args:
        inside: The folded text between the marks.
        at: Where it begins in the passage.
        pack: Its language.
    """
    for start, end, label in pack.named.find(inside):
        rest = f"{inside[:start]} {inside[end:]}".strip()
        edge = not inside[:start].strip() or not inside[end:].strip()
        if edge and len(rest.split()) >= _LEAST_NAME_WORDS:
            return (at + start, at + end, label), rest
    return None, inside


def _name(folded: str, pack: Pack) -> str:
    """A name for comparison: number words as digits, punctuation and white space as one space."""
    words = re.findall(r"\w+", folded)
    numbers = pack.name_numbers
    return " ".join(numbers.get(w, w.lstrip("0") if w.isdigit() else w) for w in words)


def persons(text: str, pack: Pack) -> list[Claim]:
    """Persons by name, with the office that stands beside the name."""
    found: list[Claim] = []
    for _, match in pack.persons.find(text):
        start, end = match.span("name")
        if any(c.start < end and start < c.end for c in found):
            continue
        name = _words(match.group("name"), pack)
        offices = [match.groupdict().get("office")]
        at = match.end()
        while offices[0] and match.end("office") > end and (further := pack.further_office.match(text, at)) is not None:
            offices.append(further.group("office"))
            at = further.end()
        # What one held when one was given another: ``Ann Lee, deputy leader, was elected chair``.
        offices += filter(None, [match.groupdict().get("held")])
        first, *others = (_office(each, pack) for each in offices)
        value = [("name", name), ("office", first)]
        value += [("others", "; ".join(others))] if others else []
        found.append(Claim(start, end, "person", "person", name, tuple(value)))
    return found


def _office(text: str | None, pack: Pack) -> str:
    """An office in normal form, without the words that go on with what its holder does."""
    words = _words(text, pack)
    end = next((start for start, _, _ in pack.office_ends.find(words) if start), len(words))
    return words[:end].rstrip(" ,")


def programmes(text: str, pack: Pack) -> list[Claim]:
    """Programmes by their official names, not in quotation marks."""
    found: list[Claim] = []
    for _, match in pack.programmes.find(text):
        name = _words(match.group("name"), pack)
        found.append(Claim(*match.span(), "programme", "programme", name, (("name", name),)))
    return found


def spans_of_years(stated: Iterable[Stated], folded: str, pack: Pack) -> Iterator[Claim]:
    """Terms of office, and other times of several years."""
    terms = list(pack.term.finditer(folded))
    for match in terms:
        label = f"{match.group('y')}-{match.group('y2')}"
        yield Claim(*match.span(), "term", "term", label, (("term", label),))
    for time in stated:
        label = time.period.label
        if "/" in label and not any(m.start() < time.end and time.start < m.end() for m in terms):
            yield Claim(time.start, time.end, "period", "period", label, (("period", label),))


def passage_claims(
    passage: Passage, folded: str, pack: Pack, area: str = "", within: Sequence[tuple[int, int]] | None = None
) -> list[Claim]:
    """All claims of a passage, the stronger before the weaker: numerals inside them are no figures.

    Args:
        passage: As read.
        folded: Its text.
        pack: Its language.
        area: The document's own, folded.
        within: Where numerals stand, if that is known.
    """
    claims = citations(passage.text, pack)
    claims += ordinals(folded, pack, area)
    claims += programmes(passage.text, pack)
    claims += [Claim(m.start(), m.end(), reason) for reason, m in pack.numbered_names.find(passage.text)]
    claims += [Claim(m.start(), m.end(), reason) for reason, m in pack.not_figures.find(folded, within=within)]
    claims += [_date_claim(m, pack) for _, m in pack.dates.find(folded, within=within) if _is_date(m, passage.text)]
    return claims


def _date_claim(match: re.Match[str], pack: Pack) -> Claim:
    """A date: a fact when it names a day, also one that no calendar has."""
    groups = match.groupdict()
    day, month, year = groups.get("d"), groups.get("m"), groups.get("y")
    if not (day and month and year):
        return Claim(*match.span(), "date")
    numbers = int(year), pack.period_number(month) or 0, int(day)
    stated = "{:04d}-{:02d}-{:02d}".format(*numbers)
    value = [("date", stated)]
    try:
        date(*numbers)
    except ValueError:
        value.append(("impossible", "yes"))
    return Claim(*match.span(), "date", "date", stated, tuple(value))


def _is_date(match: re.Match[str], text: str) -> bool:
    """Whether day and month can be meant as such, and a bare ``d/m`` follows a name (``… Day 2/9``), not a count.

    With a year beside them they are meant so whatever their numbers.
    """
    groups = match.groupdict()
    day, month = groups.get("d"), groups.get("m")
    if day and month and groups.get("y"):
        return True
    if (day and not 1 <= int(day) <= 31) or (month and month.isdecimal() and not 1 <= int(month) <= 12):
        return False
    if groups.get("bare") is None:
        return True
    before = re.search(r"([^\W\d_]+)\s*$", text[: match.start()])
    return bool(before and before.group(1)[0].isupper())
