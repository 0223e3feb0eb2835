"""What a document says of itself: title, date, whose report it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auditor.language import Pack
from auditor.language.matchers import edges
from auditor.model import NATION, Document
from auditor.openings import first_statement, headlines, scanned
from auditor.reading import titled, years
from auditor.reading.issuers import (
    NAMED_AGAIN,
    area_in,
    as_printed,
    issuer_of,
    one_of_many,
    only,
    printed_lines,
    proper,
    subject_of,
)
from auditor.reading.structure import is_part
from auditor.reading.titled import YEAR
from auditor.romans import roman
from auditor.times import FULL_DATE, LATE_DATE

_OPENING = 12
_ACCOUNT = 6000
"""Characters of a short account."""
_LETTERHEAD = 600
"""Characters within which the line stands that says whose the document is."""
_FIRST_PAGE = 2500
_DOMINANT = 0.6
_NATIONAL, _NATION = 6, 2
"""Mentions of the whole country that make a document its; of it as the subject, where none speaks of an area's own."""
_LONG_SPAN = 4
"""Years between the first and the last of a term."""
_LAST_TOLD = 8
"""How many times as often the year before the last of a term may stand in a report on that term."""
_YEAR_END = "-12-31"
"""The day up to which a year is told of by who writes in the next."""
_BARE = 40
"""Characters of a title that goes on in the next line."""
_CITED = 36
"""Characters before the year of a document's date in which its number stands."""
_DAY_OF = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]$")
"""The day and month before the year of a date in figures."""
_FROM_KIND = 200
"""Characters before a term within which the kind of the document stands."""
_TIME = 60
"""Characters that a time may hold before its year."""
_DATELINE = re.compile(r"\s?\([^()\n]{2,60}\)\s?[-–—:]")
"""Behind the place with which the account of a press agency begins: the agency and the day."""
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNTED_OFF = re.compile(r"\d{1,2}\s?[.)–-]\s.*\d")
"""A numbered line that tells a figure."""


def of(document: Document, pack: Pack, properties: Mapping[str, str]) -> dict[str, Any]:
    """Title, organisation, date and congress ordinals, for the fields of the same names; None where nothing tells.

    Args:
        document: With its passages.
        pack: Language of the document.
        properties: What the file says of itself, for what its text does not tell.
    """
    body = scanned(document)
    folded = pack.lexicon.fold(body)
    title = _title(document, pack) or properties.get("title") or None
    opening = body[:_FIRST_PAGE]
    term = pack.term.search(folded[:_FIRST_PAGE])
    head = "\n".join(headlines(document))
    date = _date(body, folded, term, _until(f"{title or ''}\n{head}", pack), title or "", pack)
    date = titled.of_title(years.of_season(date, said := pack.lexicon.fold(f"{title or ''}\n{head}"), pack), said, pack)
    date = years.of_writing(date, document, pack)
    printed, named = as_printed(body, pack), as_printed(head, pack)
    country = _dominant(_counted(printed, pack.countries))
    number, place = pack.document_number.search(opening), pack.document_place.search(opening)
    # Of a country as of one body: those that report on it may be several.
    issuer = None if country else issuer_of(named, printed, pack, printed_lines(document, pack))
    return {
        "number": number.group("number") if number else None,
        "place": place.group("place") if place else None,
        "term": f"{term.group('y')}-{term.group('y2')}" if term else None,
        "title": title,
        "organisation": _organisation(printed, folded, pack, named) or area_in(issuer or "", pack),
        "country": country,
        "institution": issuer
        or _institution(printed, pack)
        or (None if country or len(body) > _ACCOUNT else _subject(document, named, printed, pack)),
        "date": date,
        "year": years.reported(document, title, date, pack),
        "ordinals": _ordinals(folded, pack),
    }


def _title(document: Document, pack: Pack) -> str | None:
    """The kind of document and the lines under it; else the first heading."""
    opening = document.passages[:_OPENING]
    for i, passage in enumerate(opening):
        folded = pack.lexicon.fold(passage.text)
        if any(_opens_title(passage.text, folded, word) for word in pack.title_words):
            rest = ""
            bare = any(folded.endswith(word) for word in pack.title_words) or len(passage.text) < _BARE
            if bare and i + 1 < len(opening) and opening[i + 1].kind != "item":
                rest = " " + opening[i + 1].text
            return (passage.text + rest).strip()[:200]
    headings = (p for p in opening if p.kind == "heading" and not is_part(p.text, pack))
    # ``1. Growth was 8 %``: an item of a list, if a short one.
    first = next((p for p in headings if not _COUNTED_OFF.match(p.text)), None)
    return first.text[:200] if first else None


def _opens_title(text: str, folded: str, word: str) -> bool:
    """Whether a line is the kind of document, begins with it in capitals, or ends with it below the issuer's name."""
    if folded == word or (folded.startswith(f"{word} ") and text[: len(word)].isupper()):
        return True
    return text.isupper() and folded.endswith(f" {word}")


def _organisation(body: str, folded: str, pack: Pack, head: str) -> str | None:
    """The smaller area whose body issued the document by its title; else the one area that it names far more often than
    any other, or most and alone in its title.

    Args:
        body: Its text.
        folded: The same, folded.
        pack: Its language.
        head: Its title and the lines below it.
    """
    if pack.nation_letterhead.match(body):
        return NATION
    issuers = [m for p in pack.issuers for m in p.finditer(head)]
    # The greater area stands above the smaller one that issues a document.
    issued = next((m for m in issuers if m.group("small")), issuers[0] if issuers else None)
    if issued is not None and issued.group("small"):
        return proper(issued.group("name"), pack)
    named = (pack.area(body, match) for _, match in pack.organisations.find(body))
    names = _without_titles(Counter(proper(name, pack) for name in named if name is not None))
    short = len(body) <= _FIRST_PAGE
    seated = pack.seat.sub("", body)
    area = _dominant(names)
    # A short account that names many areas is of none, though it should call the same one an area oftener.
    if area is not None and not (short and one_of_many(area, _counted(seated, pack.provinces))):
        return area
    issuer = next((m for p in pack.letterheads if (m := p.search(body, 0, _LETTERHEAD)) is not None), issued)
    if issuer is not None:
        return proper(issuer.group("name"), pack)
    # In capitals a name of no list cannot be told from the words behind it, where these tell whose a document is.
    known = set(pack.provinces.values()) if pack.letterheads else None
    titles = (m.group("name") for _, m in pack.organisations.find(head))
    in_title = {proper(n, pack) for n in titles if known is None or not n.isupper() or proper(n, pack) in known}
    area = _if_most(only(in_title), names)
    # An account of the whole country may well name one place of it.
    if area is not None and not (short and _of_the_nation(folded, names[area], pack)):
        return area
    # The offices of guests tell of no area where another is named without one.
    listed = pack.provinces, pack.venues
    bare = _counted(seated, *listed, pack.of_office) or _counted(seated, *listed)
    alone = only(names | bare) if short else None
    titled = only(_counted(head, pack.provinces, pack.venues))
    area = _dominant(bare) or (alone if alone in pack.provinces.values() else None) or _if_most(titled, bare)
    if area is not None and not (short and _of_the_nation(folded, (names | bare)[area], pack)):
        return area
    # Once named with what it is, an area of no list is named again without.
    again = None if bare else _dominant(_counted(seated, {name: name for name in names}))
    small = _of_small_area(body, folded, pack) if not (names or bare) and short else None
    return again or small or (NATION if _is_national(folded, bool(names), pack) else None)


def _of_small_area(body: str, folded: str, pack: Pack) -> str | None:
    """The one smaller area whose body a short account names, and that speaks of no greater one as a whole."""
    if any(label in ("own", "district") for _, _, label in pack.scopes.find(folded)):
        return None
    names = Counter(proper(m["name"], pack) for p in pack.issuers for m in p.finditer(body) if m["small"])
    return _dominant(names) or only(names)


def _of_the_nation(folded: str, named: int, pack: Pack) -> bool:
    """Whether a short document speaks of the country oftener than it names its one area, and of this not as its own."""
    whole = sum(label == "country" for _, _, label in pack.scopes.find(folded))
    told = len(pack.nation.findall(folded)) + whole
    return told >= _NATION and told > named and pack.local.search(folded) is None


def _is_national(folded: str, areas: bool, pack: Pack) -> bool:
    """Whether a document speaks of the whole country: in its words, and of no area as its own."""
    told = len(pack.nation.findall(folded))
    pages = max(1, len(folded) // 20_000)
    if told >= max(_NATION, _NATIONAL * (pages - 1)) and pack.local.search(folded) is None:
        return True
    told += sum(len(pattern.findall(folded)) for pattern in pack.national)
    return not areas and told >= _NATIONAL * pages


def _counted(
    body: str,
    names: Mapping[str, str],
    venues: Sequence[str] = (),
    passed_over: Callable[[str, int], bool] = lambda _text, _at: False,
) -> Counter[str]:
    """How often each name of a list stands in a text as it is printed, under the first of its spellings.

    Args:
        body: The text.
        names: The first spelling of each name, by each of them.
        venues: Words before a name that make it the place of a meeting.
        passed_over: Whether a name at a place of the text does not count.
    """
    if not names:
        return Counter()
    pattern = re.compile("".join(rf"(?<!\b(?i:{re.escape(word)}) )" for word in venues) + f"(?:{edges(names)})")
    found = (m for m in pattern.finditer(body) if not _DATELINE.match(body, m.end()) or body[: m.start()].strip())
    return Counter(names[" ".join(m.group().split())] for m in found if not passed_over(body, m.start()))


def _subject(document: Document, head: str, body: str, pack: Pack) -> str | None:
    """Of whom a short account tells that names no country and no body of its own."""
    return subject_of(head, as_printed(first_statement(document), pack), body, pack)


def _institution(body: str, pack: Pack) -> str | None:
    """The national or international body that the document names far more often than any other.

    A short form that stands in brackets behind its name counts for it, wherever it stands.
    """
    names = _counted(body, pack.institutions)
    short: dict[str, str] = {}
    for match in pack.institution.finditer(body):
        name = " ".join(match.group("name").split())
        if name in pack.institutions or match.group("short") in pack.institutions:
            continue
        names[name] += 1
        if match.group("short"):
            short[match.group("short")] = name
    for letters, name in short.items():
        names[name] += len(re.findall(rf"(?<!\w){letters}(?!\w)", body)) - 1
    return _dominant(names) or (only(names) if len(body) <= _FIRST_PAGE else None)


def _if_most(name: str | None, names: Counter[str]) -> str | None:
    """A name, where no other of them stands as often."""
    least = names[name] if name is not None else 0
    return name if least and all(count < least for other, count in names.items() if other != name) else None


def _dominant(names: Counter[str]) -> str | None:
    """The name that stands far more often than all others, and more than once."""
    if not names:
        return None
    (name, count), *_ = names.most_common(1)
    return name if count >= NAMED_AGAIN and count >= _DOMINANT * names.total() else None


def _without_titles(names: Counter[str]) -> Counter[str]:
    """Names with what capitals run on into (``… CITY OFFICE``) counted to the shortest name that they begin with."""
    joined: Counter[str] = Counter()
    for name, count in names.items():
        shorter = [other for other in names if name.startswith(f"{other} ")]
        joined[min(shorter, key=len) if shorter else name] += count
    return joined


def _until(head: str, pack: Pack) -> str:
    """The year behind the last that a title and the lines below it name; later days are to come in such a document."""
    years = _ANY_YEAR.findall(pack.lexicon.fold(head))  # of ``the term 2016-2021`` the last, too
    return str(int(max(years)) + 1) if years else "9999"


def _date(body: str, folded: str, term: re.Match[str] | None, until: str, title: str, pack: Pack) -> str | None:
    """The date on the first page, else the newest time that is reported on.

    A part of a year that is reported on is over: ``the first six months of 2025``.

    Args:
        body: The text.
        folded: The same, folded.
        term: The term that the document names.
        until: The last year that its date can be of.
        title: Its title.
        pack: Its language.
    """
    if first := pack.document_date.search(folded[:_FIRST_PAGE]):
        return _iso(first.group("y"), first.group("m"), first.group("d"))
    patterns = [p for kind, p in pack.periods.patterns if kind in ("day", "first-months", "quarter")]
    mentions: dict[str, list[int]] = defaultdict(list)
    for match in _ANY_YEAR.finditer(folded):
        mentions[match.group()].append(match.start())
    counts = years.of_its_own(folded, pack)
    oftenest = max(counts, key=lambda y: (counts[y], y)) if counts else None
    own = oftenest if term else titled.later_season(oftenest, counts, folded, pack)
    last = max((m.group("y") for m in FULL_DATE.finditer(folded)), default=None)
    window = (max(0, term.start() - _FROM_KIND), term.start()) if term else (0, 0)
    over = pack.term_over.search(folded, *window) is not None
    begun = not over and pack.term_begun.search(folded, *window) is not None
    over = over or (term is not None and not begun and _looks_back(folded, term, pack))
    if term and own == term.group("y2") and (last == term.group("y") or begun):
        own = term.group("y")  # What is wanted by the end of a term dates no account of its congress.
    elif term and begun and own is not None and own < term.group("y"):
        own = term.group("y")  # Written as a term begins, of whose last years more is told.
    elif term and over and own == term.group("y"):
        # What there was when it began is told again and again in an account of a term, beside what came later.
        own = max((y for y in counts if term.group("y") < y < term.group("y2")), default=own)
    closed = (term.group("y2") if over else None) if term else _closed(folded, pack)
    if own is not None and closed == str(int(own) + 1) and counts[closed] * _LAST_TOLD >= counts[own]:
        own = closed  # Nor is a report on several years of the year before the last.
    opened = next((m.group("y") for m in LATE_DATE.finditer(folded, 0, _LETTERHEAD)), None)
    if opened is not None and own == str(int(opened) + 1) and counts[own] <= counts[opened]:
        own = opened  # A meeting in December is on the year, and on what is to be done in the next.
    for year in sorted(mentions, reverse=True):
        if own is not None and year < own:
            break  # a day of the year before, on which something was decided, dates no report on this one
        if year > until:
            continue
        told = (at for at in mentions[year] if not _cited(body, at, pack))
        newest = max((_newest(folded, at, year, patterns, pack) for at in told), default="")
        if newest and not (newest.endswith(_YEAR_END) and year == own and _last_but_one(own, term, title, over=over)):
            return newest
    if own is not None:
        return term.group("y2") if term and _last_but_one(own, term, title, over=over) else own
    if term:
        return term.group("y2" if over else "y")
    bases = years.of_bases(folded, pack)
    counts = Counter(m.group() for m in YEAR.finditer(body) if m.start() not in bases)
    return max(counts, key=lambda y: (counts[y], y)) if counts else None


def _looks_back(folded: str, term: re.Match[str], pack: Pack) -> bool:
    """Whether a text says that a term is over, or tells of the next, too."""
    if pack.term_past.search(folded, 0, _FIRST_PAGE) is not None:
        return True
    return any(other.group("y") == term.group("y2") for other in pack.term.finditer(folded))


def _last_but_one(own: str, term: re.Match[str] | None, title: str, *, over: bool) -> bool:
    """Whether a year is over for who accounts for a term, and who writes in its last: of that year most is told."""
    return term is not None and over and int(term.group("y2")) == int(own) + 1 and own not in title


def _closed(folded: str, pack: Pack) -> str | None:
    """The last of the years on which a report says at its head that it is, where they are as many as of a term."""
    for kind, match in pack.periods.find(folded, 0, _FIRST_PAGE):
        years = match.groupdict()
        if kind != "years" or int(years["y2"]) - int(years["y"]) < _LONG_SPAN:
            continue
        if pack.term_over.search(folded, max(0, match.start() - _FROM_KIND), match.start()):
            return str(years["y2"])
    return None


def _cited(body: str, at: int, pack: Pack) -> bool:
    """Whether a year is that of the date of a cited document, whose number stands before it."""
    before = _DAY_OF.sub("", body[max(0, at - _CITED) : at])
    return pack.citation_hint.search(before) is not None


def _newest(folded: str, at: int, year: str, patterns: list[re.Pattern[str]], pack: Pack) -> str:
    """The date, or the year, of the time that a mention of a year closes; empty where it closes none."""
    newest = ""
    for pattern in patterns:
        for match in pattern.finditer(folded, max(0, at - _TIME), at + _TIME):
            groups = match.groupdict()
            if groups.get("y") == year and match.start("y") == at:
                month, day = pack.period_number(groups.get("m") or ""), groups.get("d")
                newest = max(newest, (_iso(year, str(month), day) if month and day else None) or year)
    return newest


def _iso(year: str, month: str, day: str) -> str | None:
    y, m, d = int(year), int(month), int(day)
    return f"{y:04d}-{m:02d}-{d:02d}" if 1 <= m <= 12 and 1 <= d <= 31 and 1900 <= y <= 2099 else None


def _ordinals(folded: str, pack: Pack) -> tuple[tuple[str, str, int], ...]:
    found: set[tuple[str, str, int]] = set()
    for body, pattern in pack.bodies:
        for match in pattern.finditer(folded):
            groups = match.groupdict()
            if number := roman(groups["ordinal"]):
                term = f"{groups['y']}-{groups['y2']}" if groups.get("y") else ""
                found.add((body, term, number))
    return tuple(sorted(found))
