"""How a figure goes on with what the one before it says: a list, a change told once more, a place among others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from auditor.extraction.base_times import opened_bracket
from auditor.extraction.mentions import PERCENTS, Mention
from auditor.extraction.places import BREAK, Place
from auditor.extraction.spans import Stated
from auditor.extraction.wording import Sentence
from auditor.intervals import middle
from auditor.language import Pack
from auditor.model import Figure

_ALL = Decimal(100)
_FIRST_WORD = re.compile(r"\s([^\W\d_]+)")
_PART = re.compile(r"\s([^\W\d_]{1,3})(?:\s(?:the\s)?[^\W\d_]{3,}){1,4}?(?=,|\s[^\W\d_]+\s\d)")
_ITEM = re.compile(r"(?:\s[^\W\d_]+){1,6}(?:,|\s[^\W\d_]+)\s")
"""What is counted, up to the next of a list."""


def compares(opening: str, stated: Sequence[Stated], begin: int, pack: Pack) -> bool:
    """Whether a sentence opens with what it is compared with: ``On the same months of 2023, up 12 cases``.

    What it compares was told in the sentence before it.

    Args:
        opening: Its first words, folded.
        stated: Times in and around it.
        begin: Where it begins.
        pack: The language.
    """
    if pack.bases.pattern.match(opening):
        return True
    base = pack.period_base.pattern.match(opening)
    return base is not None and any(s.base and 0 <= s.start - begin <= len(opening) for s in stated)


def listed(folded: str, before: list[Figure], mention: Mention, pack: Pack) -> bool:
    """Whether a bare count goes on with the rise or fall before it: ``cut 5 departments, 48 divisions``.

    Behind amounts (``24 cases, 3 more, 5 dead``) only where one of the same things stands before; a percentage
    only where what it is of begins alike: ``cut 16 % of the cases, 27 % of the deaths``.
    """
    last = before[-1]
    if last.unit == mention.unit == "percent" and last.measure in ("up", "down"):
        gap, noun = _ITEM.fullmatch(folded, last.to, mention.start), _FIRST_WORD.match(folded, mention.end)
        first = _FIRST_WORD.match(folded, last.to)
        return gap is not None and noun is not None and first is not None and first[1] == noun[1]
    if last.measure not in ("up", "down") or last.unit != "count" or mention.unit != "count":
        return False
    gap = _ITEM.fullmatch(folded, last.to, mention.start)
    noun = _FIRST_WORD.match(folded, mention.end)
    if gap is None or noun is None or pack.period_base.find(folded, last.to, mention.start):
        return False
    clause = folded.rfind(";", 0, mention.start)
    levels = [f for f in before if f.measure == "level" and f.at > clause]
    return not levels or any(f.noun.split()[:1] == [noun[1]] for f in levels)


def of_names(sentence: Sentence, mention: Mention, before: list[Figure]) -> str:
    """``up`` or ``down`` for the first of some rates in brackets behind names: ``rises were seen in Alder (58 %)``."""
    folded, begin = sentence.folded, sentence.span[0]
    if before or mention.unit not in PERCENTS or not folded.startswith(")", mention.end):
        return ""
    if opened_bracket(folded, mention.start) < 0:
        return ""
    told = [(folded[s:e], way) for s, e, way in sentence.measures(begin, mention.start) if way in ("up", "down")]
    return told[-1][1] if told and told[-1][0] in sentence.pack.nouns_behind else ""


def by_part(folded: str, last: Figure, mention: Mention, pack: Pack) -> bool:
    """Whether a rate goes on with the rise or fall before it for another part, told in the same words: ``a fall of 1.0
    points in chemistry, 1.7 points in physics``."""
    if last.measure not in ("up", "down") or last.unit != mention.unit or mention.unit not in PERCENTS:
        return False
    part, own = _PART.match(folded, last.to), _FIRST_WORD.match(folded, mention.end)
    if part is None or own is None or part[1] != own[1] or part.end() > mention.start:
        return False
    gap = folded[part.end() : mention.start]
    return gap.strip() == "," or pack.joins.fullmatch(gap.lstrip(",")) is not None


def joined(folded: str, last: Figure, mention: Mention, pack: Pack) -> bool:
    """Whether a rise or fall of two things is told at once: ``up by 12 cells and 87 members on last year``."""
    join = _join_before(folded, last, mention, pack)
    return last.measure in ("up", "down") and join is not None and not BREAK.search(join.string[: join.start()])


def _join_before(folded: str, last: Figure, mention: Mention, pack: Pack) -> re.Match[str] | None:
    """The word such as ``and`` right before a figure, in what stands between it and the one before."""
    gap = folded[last.to : mention.start]
    return next((m for m in pack.joins.finditer(gap) if m.end() == len(gap)), None)


def in_turn(sentence: Sentence, mention: Mention, last: Figure, pack: Pack) -> bool:
    """Whether only times part a rise or fall from the one before, or a list goes on with it.

    ``grow by 4 % this year and 5 % next year``; ``grew 2.4, 5.3 and 7.1 %``.
    """
    if last.measure not in ("up", "down") or last.unit != mention.unit:
        return False
    gap = f" {' '.join(without_times(sentence, last.to, mention.start).split())} "
    if any(last.to <= s.start and s.end <= mention.start for s in sentence.stated):
        joined = None if leads_to(gap, pack) else pack.joins.match(gap)
        return gap == " , " or (joined is not None and bool(pack.fillers.fullmatch(gap, joined.end())))
    return _lists_on(sentence, last, mention, pack)


def _lists_on(sentence: Sentence, last: Figure, mention: Mention, pack: Pack) -> bool:
    """Whether commas and a closing ``and`` alone part a figure from the one before and from those behind it."""
    at = last.to
    for each in (m for m in sentence.mentions if m.start >= mention.start and m.unit == mention.unit):
        gap = sentence.folded[at : each.start]
        if pack.joins.fullmatch(gap.lstrip(",")):
            return not leads_to(gap, pack)
        if gap.strip() != ",":
            return False
        at = each.end
    return False


def leads_to(gap: str, pack: Pack) -> bool:
    """Whether the words between two figures say to what the first led: one may be a joining word elsewhere."""
    return any(label == "to" for _, _, label in pack.measures.find(gap))


def told_again(sentence: Sentence, mention: Mention, place: Place, last: Figure) -> bool:
    """Whether a bracket gives a rise or fall in percent, too: ``fell by 63 billion (7.8 %)``."""
    return (
        bool(place.group)
        and last.measure in ("up", "down")
        # What rose by so many percent (in a bracket) is told in percent again only as what it was before.
        and last.unit != "percent"
        and not (last.unit == "percentage-point" and (last.base or last.base_period is not None))
        and place.group != last.group
        and sentence.folded[last.to : mention.start].count("(") == 1
        and not has_words(sentence, place, mention)
    )


def planned(folded: str, last: Figure, mention: Mention, pack: Pack) -> bool:
    """Whether a bracket only tells what rise or fall was planned: ``rose by 8.4 % (plan: 9 %)``."""
    if last.measure not in ("up", "down") or last.unit != mention.unit:
        return False
    before, bracket, inside = folded[last.to : mention.start].partition("(")
    inside = inside.strip(" :")
    known = pack.measured_against.pattern.match(inside)
    against = pack.bases.pattern.fullmatch(before.strip()) is not None  # ``up 8.4 % on last year (plan: 9 %)``
    told = bool(bracket) and (before.strip() in ("", last.noun) or against)
    if not told or known is None or pack.measured_against.label(known.group()) != "plan":
        return False
    return pack.fillers.fullmatch(inside[known.end() :]) is not None


def told_in_amount(sentence: Sentence, mention: Mention, place: Place, before: list[Figure]) -> bool:
    """Whether a bracket gives a rise or fall as an amount, too: ``376 t, up 5.4 % (19 t)``.

    Not where it gives what there was before (``up 5.4 % (357 t)``): the amount that fits better is meant.
    """
    last = before[-1]
    if not place.group or place.group == last.group or last.unit != "percent" or last.measure not in ("up", "down"):
        return False
    if mention.shape != "number" or sentence.folded[last.to : mention.start].strip() != "(":
        return False
    level = next((f for f in reversed(before[:-1]) if f.measure == "level" and f.unit == mention.unit), None)
    if level is None or ";" in sentence.folded[level.to : last.at] or has_words(sentence, place, mention):
        return False
    amount, whole, rate = middle(mention.printed), middle(level.printed), middle(last.printed)
    if not amount or not whole or not rate or rate >= _ALL or min(amount, whole, rate) <= 0:
        return False
    earlier = whole * _ALL / (_ALL + (rate if last.measure == "up" else -rate))
    moved = abs(whole - earlier)
    return _apart(amount, moved) < _apart(amount, earlier)


def _apart(one: Decimal, other: Decimal) -> Decimal:
    return max(one, other) / min(one, other)


def said_again(folded: str, last: Figure, mention: Mention) -> bool:
    """Whether an amount says again by how much something rose or fell: ``fell by 8.3 %, equal to 14,075 ha``."""
    moved = last.unit in PERCENTS and last.measure in ("up", "down")
    amount = mention.unit not in (*PERCENTS, "multiple")
    return moved and amount and ";" not in folded[last.to : mention.start]


def ranked_on(folded: str, last: Figure, mention: Mention, pack: Pack) -> bool:
    """Whether a place among others goes on with the one before: ``ranked 4/14 in the region and 26/63 of all``."""
    join = _join_before(folded, last, mention, pack)
    return last.measure == "rank" and last.total is not None and join is not None


def without_times(sentence: Sentence, start: int, end: int) -> str:
    """Folded text with the times in it, and words for times, blanked: ``more than in 2023, by 261``."""
    text = sentence.folded[start:end]
    text = sentence.pack.bases.pattern.sub(lambda m: " " * len(m.group()), text)
    for time in sentence.stated:
        if start <= time.start and time.end <= end:
            text = text[: time.start - start] + " " * (time.end - time.start) + text[time.end - start :]
    return text


def has_words(sentence: Sentence, place: Place, mention: Mention) -> bool:
    """Whether words of its own stand beside a figure."""
    return bool(sentence.own_words(place.near, mention.start) or sentence.words(mention.end, place.right))


def moved_by_rate(before: Sequence[Figure]) -> bool:
    """Whether the last figure is a rise or fall in percent."""
    return bool(before) and before[-1].measure in ("up", "down") and before[-1].unit in PERCENTS


def absolute_change(figure: Figure) -> bool:
    """Whether a figure is a rise or fall that is not told in percent."""
    return figure.measure in ("up", "down") and figure.unit not in PERCENTS


def climbed(folded: str, place: Place, mention: Mention, pack: Pack) -> str:
    """``up`` or ``down`` where a verb of moving through a ranking stands before a number of places; else empty."""
    verb = pack.climbs.last(folded, place.left, mention.start)
    if verb is None or not pack.fillers.fullmatch(folded, verb[1], mention.start):
        return ""
    return verb[2]
