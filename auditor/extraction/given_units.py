"""Units that stand away from their numbers: in the label of a row, or at the total whose parts are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.extraction.mentions import Mention
from auditor.extraction.units import Tail, Units
from auditor.intervals import middle
from auditor.language import Pack

_OPENS = re.compile(r"[(,:|]\s?")
_BARE_END = re.compile(r"\s?(?:[;,](?!\d)|\.(?:\s|$)|[)(|:]|$)")
"""What follows a number that counts nothing: no noun."""
_CLOSES = {
    "(": re.compile(r"\s?(?:[^\W\d_]+\s?){0,3}\)\s?[:|]?"),
    ",": re.compile(r"\s?:"),
    ":": re.compile(r"\s?[;,](?!\d)"),
    "|": re.compile(r"\s?\|"),
}
"""What follows a unit by which a label ends, by what stands before it."""
_LABEL = re.compile(r"(?:^|[.;•]\s|(?<=^-)\s|\n)\s?(?P<unit>[^\W\d_]{4,})\s[^\d:;.()|]{2,80}?\s?[:|]\s(?=\d)")
_SPELL = re.compile(
    r"(?:^|[.;•]\s|(?<=^-)\s|\n)\s?[^\W\d_]+\s(?P<unit>[^\W\d_]{4,})\s[^\d:;.()|]{2,80}?\s?[:|]\s(?=\d)"
)
"""A label of which the second word is a unit, as those of how long something takes."""
_MEASURED = frozenset({"length", "area", "weight", "volume", "duration"})
_DURATION = frozenset({"duration"})
_NOUN = re.compile(r"(?:\s[^\W\d_]+){1,2}")
_SENTENCE = re.compile(r"\.\s")
_NAMED = re.compile(r"[;,.|][^;,.|]*:")
"""Behind a number, the name of another row."""
_NAMED_NEXT = re.compile(r"(?:,|\s[^\W\d_]{1,3})\s(?:[^\W\d_]+[\s-]){1,4}")
"""What is counted by the next number of a list, behind the one before."""
_FOLLOWING = re.compile(r"\s?([^\W\d_]+)(\s\d)?")
_COMMA = re.compile(r"\s?,\s?")
_PARTED = re.compile(r"\s?[,;]\s?|\s[-–]\s")
_JOIN = re.compile(r"\s[^\W\d_]{1,3}\s")
_NEAR = 26
"""Characters before a number in which a word of comparison stands."""
_ALIKE = 50
"""How many times one of the numbers of a list may be another that closes it with their unit."""
_LIST = 3
"""Numbers that are surely a list; two are one where a word says that each is told of something else."""
_TOLD = 80
"""Characters before and behind a list in which that word stands."""
_COMPARABLE = 10
"""How many times one of two amounts may be the other where one borrows the other's unit."""
_ASIDE = 2
"""Words behind a total before its parts begin."""
_ROOM = Decimal("0.01")
"""Part of a total by which its rounded parts may exceed it."""


def of_labels(folded: str, found: Sequence[Mention], pack: Pack, units: Units) -> Iterator[tuple[int, Tail]]:
    """The bare numbers behind a label that states their unit: ``Sales (EUR m): 412.6``, ``rate, %: plan 71, now 72``.

    Args:
        folded: A passage's text.
        found: Its mentions.
        pack: Its language.
        units: Reader of units.

    Yields:
        The place among the mentions, and the unit.
    """
    if not any(_bare(folded, mention, pack) for mention in found):
        return
    for opening in _OPENS.finditer(folded):
        label = _label(folded, opening, pack, units)
        if label is None:
            continue
        tail, end = label
        at = end
        for n, mention in enumerate(found):
            if mention.start < end:
                continue
            between = folded[at : mention.start]
            if _SENTENCE.search(between) or not _bare(folded, mention, pack):
                break
            row = _NAMED.search(between) if at > end else None
            if row is not None and not any(c.isdecimal() for c in row.group()):
                break
            yield n, tail
            at = mention.end


def of_openings(folded: str, found: Sequence[Mention], pack: Pack, units: Units) -> Iterator[tuple[int, Tail]]:
    """The bare numbers behind a label that opens with their unit: ``Tonnes of waste collected: 41,200``, ``Average days
    to relet: 31``.

    Args:
        folded: A passage's text.
        found: Its mentions.
        pack: Its language.
        units: Reader of units.

    Yields:
        The place among the mentions, and the unit.
    """
    if ":" not in folded and "|" not in folded:
        return
    at = {mention.start: n for n, mention in enumerate(found)}
    told = [(label, _MEASURED) for label in _LABEL.finditer(folded)]
    for label, dimensions in [*told, *((label, _DURATION) for label in _SPELL.finditer(folded))]:
        n = at.get(label.end())
        tail = units.behind(folded, label.start("unit")) if n is not None else None
        if n is None or tail is None or tail.dimension not in dimensions or tail.end != label.end("unit"):
            continue
        if folded[slice(*label.span("unit"))] not in pack.alone and _bare(folded, found[n], pack):
            yield n, tail


def of_totals(folded: str, found: Sequence[Mention], pack: Pack, units: Units) -> Iterator[tuple[int, Tail]]:
    """The bare parts of a total with a unit: ``21.6 million tonnes (coal 17.9, ore 3.7)``, each no greater than it.

    Args:
        folded: A passage's text.
        found: Its mentions.
        pack: Its language.
        units: Reader of units.

    Yields:
        The place among the mentions, and the unit.
    """
    for n, total in enumerate(found[:-1]):
        if total.bare or total.shape != "number" or total.unit in ("count", "percent", "multiple"):
            continue
        whole = middle(total.printed)
        bracket = _opens_parts(folded, total.end, found[n + 1].start, pack)
        if bracket is None or whole is None or total.scale == 0:
            continue
        closing = folded.find(")", total.end) if bracket else len(folded)
        left, parts = abs(whole / total.scale), []
        for k in range(n + 1, len(found)):
            part, size = found[k], middle(found[k].printed)
            gap = folded[found[k - 1].end : part.start]
            if part.start > closing or size is None or _SENTENCE.search(gap) or not _bare(folded, part, pack):
                break
            if any(label not in ("parts", "whole", "to") for _, _, label in pack.measures.find(gap)):
                break  # a rank, a rise, a share of the plan
            left -= abs(size)
            parts.append(k)
        # Parts that come to more than the total are numbers of something else.
        if parts and left >= -abs(whole / total.scale) * _ROOM:
            tail = units.behind(folded, total.digits_end, currency=total.dimension == "money")
            tail = tail._replace(unit=total.unit, dimension=total.dimension, factor=total.scale / tail.scale)
            yield from ((k, tail) for k in parts)


def of_lists(folded: str, found: Sequence[Mention], pack: Pack, units: Units) -> Iterator[tuple[int, Tail]]:
    """The bare numbers of a list that is closed by one with their unit: ``12, 15 and 21 km``.

    Args:
        folded: A passage's text.
        found: Its mentions.
        pack: Its language.
        units: Reader of units.

    Yields:
        The place among the mentions, and the unit.
    """
    place = {(m.start, m.end): n for n, m in enumerate(found)}
    for run in runs([(m.start, m.end) for m in found], folded, pack):
        places = [place[span] for span in run]
        # What has a unit of its own closes a list, and may open none.
        closings = [k for k, n in enumerate(places) if not found[n].bare or found[n].scale != 1]
        first = 0
        for k in closings:
            items, first = places[first : k + 1], k + 1
            if len(items) > 1 and _is_list(folded, [found[n] for n in items], pack):
                tail = units.behind(folded, found[items[-1]].digits_end)
                if tail.unit != "count" or tail.scale != 1:
                    yield from ((n, tail) for n in items[:-1])


def _is_list(folded: str, items: Sequence[Mention], pack: Pack) -> bool:
    """Whether numbers, the last of them with a unit, are alike: as large, and joined as a list is."""
    closing = items[-1]
    last = middle(closing.printed)
    if last is None or any(m.shape != "number" for m in items):
        return False
    told = pack.respective.search(folded, max(0, items[0].start - _TOLD), closing.end + _TOLD)
    joined = pack.joins.search(folded, items[-2].end, closing.start)
    if told is None and (joined is None or len(items) < _LIST):
        return False
    sizes = [size * closing.scale for m in items[:-1] if (size := middle(m.printed)) is not None]
    return all(_as_large(last, size, _ALIKE) for size in sizes)


def _as_large(one: Decimal, other: Decimal, most: int) -> bool:
    """Whether neither of two amounts is more than so many times the other."""
    return abs(one) <= most * abs(other) and abs(other) <= most * abs(one)


def runs(spans: Sequence[tuple[int, int]], folded: str, pack: Pack) -> Iterator[list[tuple[int, int]]]:
    """Spans that only commas, semicolons, dashes and a closing ``and`` part, two or more of them."""
    run: list[tuple[int, int]] = []
    for span in spans:
        gap = folded[run[-1][1] : span[0]] if run else ""
        if run and not (_PARTED.fullmatch(gap) or pack.joins.fullmatch(gap.lstrip(",;"))):
            if len(run) > 1:
                yield run
            run = []
        run.append(span)
    if len(run) > 1:
        yield run


def goes_on(gap: str, pack: Pack) -> bool:
    """Whether words between two numbers lead from one end of a range or change to the other."""
    return _leads(gap, pack) or pack.between.fullmatch(gap) is not None


def _leads(gap: str, pack: Pack) -> bool:
    """Whether a word between two numbers leads to where a change ended."""
    return pack.measures.pattern.fullmatch(gap) is not None and pack.measures.label(gap) == "to"


def lists(gap: str, before: str, pack: Pack) -> bool:
    """Whether what stands between two numbers only parts the items of a list: ``5, 6, and 7 %``.

    Args:
        gap: What stands between them.
        before: What stands between the first and the number before it.
        pack: Their language.
    """
    if _COMMA.fullmatch(gap):
        return True
    if _COMMA.fullmatch(before) and gap.startswith(",") and pack.joins.fullmatch(gap[1:]):
        return True
    moved = any(label in ("up", "down") for _, _, label in pack.measures.find(gap))
    return not moved and _JOIN.fullmatch(gap) is not None and pack.cuts.pattern.search(gap) is not None


def compared(folded: str, before: Mention, here: Mention, pack: Pack) -> bool:
    """Whether a bare number is one with which the measured amount before it is compared.

    A word of comparison alone stands between, no noun follows, and it is about as large.
    """
    if before.bare or before.dimension in ("count", "duration") or before.per or not before.scale:
        return False
    cue = pack.comparisons.last(folded, max(before.end, here.start - _NEAR), here.start)
    if cue is None or folded[before.end : cue[0]].strip(" ,") or folded[cue[1] : here.start].strip():
        return False
    return _of_same(folded, before, here, pack)


def ended(folded: str, before: Mention, here: Mention, pack: Pack) -> bool:
    """Whether a bare number ends the change that began at the measured amount before: ``from 18 weeks to 12``."""
    if before.bare or before.dimension == "count" or not before.scale:
        return False
    if not _leads(folded[before.end : here.start].strip(), pack):
        return False
    begun = pack.change_from.search(folded[max(0, before.start - _NEAR) : before.start].rstrip())
    return begun is not None and _of_same(folded, before, here, pack)


def led_to(folded: str, before: Mention, here: Mention, pack: Pack) -> bool:
    """Whether an amount without its currency is the level to which a change of money led: ``a rise of 8 billion
    dollars to 64.7 billion``."""
    if here.unit != "count" or here.per or here.bare or before.dimension != "money" or before.per:
        return False
    if not _leads(folded[before.end : here.start].strip(), pack) or not _BARE_END.match(folded, here.end):
        return False
    moved = pack.measures.last(folded, max(0, before.start - _TOLD), before.start)
    return moved is not None and moved[2] in ("up", "down")


def listed_on(folded: str, before: Mention, here: Mention, pack: Pack, units: Units) -> bool:
    """Whether an amount with a scale alone is of the unit of the one before in its list: ``rice 3.4 million tonnes,
    barley 1.2 million``.

    What is counted of each stands before its number, in the same scale, and the numbers are about as large.
    """
    if here.unit != "count" or here.per or here.bare or before.dimension not in _MEASURED or before.per:
        return False
    tail, gap = units.behind(folded, before.digits_end), folded[before.end : here.start]
    if tail.scale == 1 or tail.scale != here.scale or not _NAMED_NEXT.fullmatch(gap) or pack.measures.find(gap):
        return False
    there, own = middle(before.printed), middle(here.printed)
    alike = there is not None and own is not None and _as_large(there, own * tail.factor, _ALIKE)
    return alike and _ends_item(folded, here.end, pack)


def moved_on(folded: str, before: Mention, rate: Mention, here: Mention, pack: Pack, units: Units) -> bool:
    """Whether an amount with a scale alone is what the next thing of a list moved to: ``lamb fell 2.4 % to 38 thousand
    tonnes and beef rose 1.2 % to 52 thousand``."""
    if here.unit != "count" or here.per or here.bare or before.dimension not in _MEASURED or rate.unit != "percent":
        return False
    tail, gap = units.behind(folded, before.digits_end), folded[before.end : rate.start]
    if tail.scale == 1 or tail.scale != here.scale or not _NAMED_NEXT.fullmatch(gap):
        return False
    return _leads(folded[rate.end : here.start].strip(), pack) and _ends_item(folded, here.end, pack)


def _ends_item(folded: str, end: int, pack: Pack) -> bool:
    """Whether no noun of what is counted stands behind a number."""
    return _BARE_END.match(folded, end) is not None or pack.joins.match(folded, end) is not None


def _of_same(folded: str, before: Mention, here: Mention, pack: Pack) -> bool:
    """Whether no noun follows a bare number, and it is about as large as the amount before it."""
    word = _FOLLOWING.match(folded, here.end)
    # A word of time with a number behind it tells when, not what is counted.
    if word and word[1] not in pack.noun_ends and not (word[2] and word[1] in pack.alone):
        return False
    there, own = middle(before.printed), middle(here.printed)
    if there is None or own is None:
        return False
    return _as_large(there, own * before.scale, _COMPARABLE)


def _label(folded: str, opening: re.Match[str], pack: Pack, units: Units) -> tuple[Tail, int] | None:
    """The unit that stands alone behind a bracket, comma or colon, and where its label ends."""
    at, sign = opening.end(), opening.group()[0]
    money = pack.money_sign.match(folded, at)
    if money and money.group().strip() in pack.signs:  # one that is glued to its number
        money = None
    tail = units.behind(folded, money.end() if money else at, currency=money is not None)
    if money is not None and tail.unit == "count":
        entry = pack.units[money.group().strip()]
        tail = tail._replace(
            end=max(tail.end, money.end()), unit=entry.unit, dimension=entry.dimension, factor=entry.factor
        )
    if tail.unit == "count" and tail.scale == 1:
        return None
    end = tail.end
    if tail.unit == "count":
        noun = _NOUN.match(folded, end)
        end = noun.end() if noun else end
    closing = _CLOSES[sign].match(folded, end)
    return (tail._replace(end=end), closing.end()) if closing else None


def _opens_parts(folded: str, end: int, start: int, pack: Pack) -> bool | None:
    """Whether a bracket opens the parts behind a total; None where nothing opens them."""
    gap = folded[end:start]
    if ";" in gap or ")" in gap:
        return None
    before, bracket, _ = gap.partition("(")
    if bracket and len(before.split()) <= _ASIDE:
        return True
    cues = pack.parts.find(gap)
    return False if cues and len(gap[: cues[0][0]].split()) <= _ASIDE else None


def _bare(folded: str, mention: Mention, pack: Pack) -> bool:
    """Whether a number has neither unit nor noun."""
    if not mention.bare or mention.shape != "number" or mention.unit != "count":
        return False
    if _BARE_END.match(folded, mention.end):
        return True
    cut = pack.cuts.pattern.match(folded, mention.end + 1)
    return cut is not None and folded[mention.end : mention.end + 1].isspace()


KINDS = (of_labels, of_openings, of_totals, of_lists)
"""All ways in which bare numbers are given units, in the order in which they are looked for."""
