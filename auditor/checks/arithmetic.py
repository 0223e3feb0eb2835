"""Figures of one document that must add up: sums and partitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, pairwise
from typing import Any

from auditor.checks.base import (
    LEVELS,
    MOVES,
    SAME_SENTENCE,
    Case,
    Hit,
    makes,
    mark,
    number,
    places_of,
    shown,
    spoken,
    value_of,
)
from auditor.checks.divisions import below, known
from auditor.intervals import added, centre, digits, ends, one_edit, scaled
from auditor.language import Pack
from auditor.model import Figure, Interval, Kind
from auditor.terms import UNSUMMED

_LEAST = 2
_SMALL = 20
_SLIP_ROOM = 3
_MOST_SUMS = 12
_NOUN_WORDS = 7
_DIVIDED_NEAR = 60
_LEAST_DIVIDED = 3
_LEAST_FRACTIONS = 3
_STOP = re.compile(r"[,;.]")
_OPENS = " ,:;-–"
_ENDS = re.compile(r"[;)]|[,.](?!\d)")


def sum_of_parts(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """The parts listed after a total add up to something near it, but not to it.

    Parameters:
        near: Part of the total by which the sum may miss it and still be held to be meant as its sum.
    """
    near = Decimal(str(parameters["near"]))
    told: set[str] = set()
    for total, listed, exhaustive in _breakdowns(case):
        if total.id in told or makes(listed, total.printed):
            continue
        spread = len({part.passage for part in listed}) > 1
        parts = listed if spread else _before_single(case, total, listed)
        if len(parts) < _LEAST:
            continue
        computed = added(p.printed for p in parts)
        whole, sum_ = value_of(total), centre(computed)
        miss, allowed = abs(sum_ - whole), near * whole
        mistyped = _mistyped(total, computed)
        slip = mistyped or any(_slip(p, whole - sum_) for p in parts)
        parallel = _parallel(total, parts)
        far = miss > allowed * _SLIP_ROOM and not (mistyped and parallel and len(parts) > 2)
        if miss > allowed and (not slip or far or whole < _SMALL or not exhaustive):
            continue
        if not spread and _overlapping(case, total, parts, divided=exhaustive and _of_one_noun(total, parts)):
            continue
        if not exhaustive and sum_ < whole and not (slip and miss <= allowed / 5):
            continue
        if not parallel and not (exhaustive and slip and (whole >= _SMALL or _said_to_be_all(case, total, parts))):
            continue
        told.add(total.id)
        yield _sum_hit(total, parts, sum_, whole, case.language(total), doubtful=not (parallel and exhaustive))


def _before_single(case: Case, total: Figure, listed: Sequence[Figure]) -> Sequence[Figure]:
    """The parts before one that is singled out: ``…; shrimp alone 14 tonnes``; none where the first is."""
    folded, single = case.folded(listed[0]), case.pack(listed[0]).cues.singled_out
    if total.sentence == listed[0].sentence and single.find(folded, total.to, listed[0].at):
        return ()
    following = [*(part.at for part in listed[2:]), listed[-1].sentence[1]]
    for i, (before, part, end) in enumerate(zip(listed, listed[1:], following, strict=False), 1):
        behind = _STOP.split(folded[part.to : end])[0]
        if single.find(folded, before.to, part.at) or single.find(behind):
            return listed[:i]
    return listed


def _sum_hit(
    total: Figure, parts: Sequence[Figure], sum_: Decimal, whole: Decimal, language: str, *, doubtful: bool
) -> Hit:
    terms = " + ".join(shown(p.text) for p in parts)

    def fill(language: str) -> dict[str, str]:
        m = mark(language)
        return {
            "stated": shown(total.text),
            "parts": terms,
            "expected": number(sum_ / total.scale, m),
            "difference": number(abs(sum_ - whole) / total.scale, m),
        }

    return Hit(
        evidence=(total, *parts),
        computed=f"{terms} = {fill(language)['expected']} ≠ {shown(total.text)}",
        confidence=0.75 if doubtful else 0.95,
        values=spoken(fill),
        key="sum",
        label=total.phrase,
        doubtful=doubtful,
        reason=SAME_SENTENCE,
        repairs=repairs(total, parts, sum_, whole),
    )


def repairs(
    total: Figure, parts: Sequence[Figure], sum_: Decimal, whole: Decimal
) -> tuple[tuple[Figure, Decimal], ...]:
    """What would make a sum right: another total, or one other part."""
    changed = ((part, value_of(part) + whole - sum_) for part in parts)
    return ((total, sum_), *((part, value) for part, value in changed if value > 0))


def _of_one_noun(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether three parts or more each say again what is counted: ``640 cells, made up of 410 rural cells, …``."""
    nouns = [f.noun.split()[:1] for f in (total, *parts)]
    return len(parts) >= _LEAST_DIVIDED and bool(nouns[0]) and all(noun == nouns[0] for noun in nouns)


def _overlapping(case: Case, total: Figure, parts: Sequence[Figure], *, divided: bool) -> bool:
    """Whether parts need not divide the total: attributes go together, grades hold each other, times differ.

    Args:
        case: The documents.
        total: What they are parts of.
        parts: In their order.
        divided: They surely divide it: what tells them apart need not be of one sort.
    """
    folded, pack = case.folded(parts[0]), case.pack(total)
    last = parts[-1]
    close = folded.find(")", last.to, last.sentence[1]) if last.group else -1
    behind = close if close >= 0 else last.sentence[1]
    own = [(p.at, end) for p, end in zip(parts, [*(p.at for p in parts[1:]), behind], strict=True)]
    # ``109 members: 79 members warned, 20 …``: what the total counts is no attribute of its parts.
    if any(
        folded[start:end] not in total.noun for span in own for start, end, _ in pack.attributes.find(folded, *span)
    ):
        return True
    # Of a part's own words only: what its neighbour says carries on to it as long as nothing contradicts.
    common = {group for group, _ in total.features.modifiers}
    # Behind a sign stand those of the next part, where the numbers stand behind the words.
    near = [(start, start + len(_ENDS.split(folded[start:end])[0])) for start, end in own]
    told = [{label.partition("/")[0] for *_, label in pack.modifiers.find(folded, *span)} - common for span in near]
    if not any(told):
        told = [{group for group, _ in p.features.modifiers} - common for p in parts]
    named = [groups for groups in told if groups]
    if named and not divided and not set.intersection(*named):
        return True
    times = {p.period.label for p in parts if p.period is not None}
    return len(times) > 1 and total.period is None


def _said_to_be_all(case: Case, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a bracket right behind a total opens with a word that leads to all of it: ``12 sites (comprising …)``."""
    folded = case.folded(total)
    gap = folded[total.to : parts[0].at]
    at = total.to + gap.find("(") + 1
    cue = next(iter(case.pack(total).parts.find(folded, at, parts[0].at)), None) if "(" in gap else None
    return cue is not None and cue[2] == "whole" and not folded[at : cue[0]].strip()


def _mistyped(total: Figure, computed: Interval) -> bool:
    """Whether a total is one slip of the hand away from a sum that its parts, as rounded, can make."""
    low, high = ends(computed)
    places = places_of(scaled(total.printed, 1 / total.scale))
    stated, step = digits(value_of(total) / total.scale, places), Decimal(1).scaleb(-places)
    sum_ = (low / total.scale).quantize(step)
    sums = [sum_ + step * k for k in range(_MOST_SUMS)]
    return len(stated) > 1 and any(one_edit(stated, digits(s, places)) for s in sums if low <= s * total.scale <= high)


def _slip(part: Figure, missing: Decimal) -> bool:
    value = value_of(part)
    return value + missing > 0 and one_edit(digits(value), digits(value + missing))


def _parallel(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts are of one sort, so that they can be all of the total: one noun, or none."""
    firsts = {p.noun.split()[0] if p.noun else "" for p in parts}
    mine = total.noun.split()[0] if total.noun else ""
    if total.unit != "count":
        return True
    return firsts <= {mine, ""} or len(firsts) == 1


def _breakdowns(case: Case) -> Iterator[tuple[Figure, list[Figure], bool]]:
    """Totals with the parts listed after them, and whether the parts are said or set to be all of it."""
    notes: dict[tuple[str, str], list[tuple[int, list[Figure]]]] = {}
    for extract, note, figures in case.by_passage:
        if note.anchor is not None:
            host, place = note.anchor
            notes.setdefault((extract.document.id, host), []).append((place, figures))
    for extract, passage, figures in case.by_sentence:
        pack = case.packs[extract.document.language]
        folded = case.folded(figures[0])
        for i, total in enumerate(figures):
            if not _countable(total):
                continue
            inside = _bracket(figures, i, folded)
            if inside:
                said = bool(pack.parts.find(folded, total.to, inside[0].at))
                whole = not said or any(
                    label == "whole" for _, _, label in pack.parts.find(folded, total.to, inside[0].at)
                )
                parts = _same_sort(total, inside)
                if parts:
                    yield total, parts, whole
            listed = _beyond_its_worth(pack, folded, total, _listed(folded, figures, i, pack))
            if listed:
                bracket = folded.rfind(")", total.to, listed[0].at)
                begin = max(total.to, bracket)
                cue = pack.parts.find(folded, begin, listed[0].at)
                if cue and pack.each_of_its_own(folded, total.sentence[0], total.at, begin, cue[0][:2]):
                    continue
                if cue:
                    parts = _same_sort(total, listed)
                    if parts:
                        yield total, parts, cue[-1][2] == "whole"
                elif _after_colon(folded, total, listed):
                    parts = _same_sort(total, listed)
                    if parts:
                        yield total, parts, bool(pack.cues.list_joins.find(folded, parts[-2].to, parts[-1].at))
                elif _divides(pack, folded, total, listed):
                    parts = _same_sort(total, listed)
                    if len(parts) >= _LEAST_DIVIDED and pack.cues.list_joins.find(folded, parts[-2].to, parts[-1].at):
                        yield total, parts, True
        for place, inner in notes.get((extract.document.id, passage.id), ()):
            before = [f for f in figures if f.to <= place]
            if before and place <= figures[0].sentence[1] + 1 and _countable(before[-1]):
                parts = _same_sort(before[-1], [f for f in inner if f.group == 0])
                if parts and len(parts) == sum(1 for f in inner if f.unit == before[-1].unit and f.group == 0):
                    yield before[-1], parts, True
    yield from ((total, parts, True) for total, parts in chain(known(case), below(case)))


def _beyond_its_worth(pack: Pack, folded: str, total: Figure, listed: list[Figure]) -> list[Figure]:
    """The figures after a total, those between it and its parts that say what it is worth left out: ``358 homes, worth
    14.6 billion dong, of which 241 new``."""
    first = next((k for k, f in enumerate(listed) if f.unit == total.unit), 0)
    if not first or ";" in folded[total.to : listed[first].at] or listed[first - 1].group != total.group:
        return listed
    worth = all(f.measure in LEVELS and f.unit != "percent" for f in listed[:first])
    parted = pack.parts.find(folded, listed[first - 1].to, listed[first].at)
    return listed[first:] if worth and parted else listed


def _countable(figure: Figure) -> bool:
    return (
        figure.measure in LEVELS
        and figure.unit not in UNSUMMED
        and figure.kind in (Kind.VALUE, Kind.FRACTION)
        and not figure.hedge
    )


def _bracket(figures: Sequence[Figure], i: int, folded: str) -> list[Figure]:
    """The figures of the bracket that opens after figure ``i``, when no other level stands between."""
    total = figures[i]
    level = (f for f in figures[i + 1 :] if f.measure in LEVELS and f.unit != "percent")
    first = next((f for f in figures[i + 1 :] if f.group and f.group != total.group), None)
    if first is None or next(level, first).at < first.at:
        return []
    gap = folded[total.to : first.at]
    opens = ";" not in gap.partition("(")[0] and gap.count("(") - gap.count(")") == 1
    return [f for f in figures if f.group == first.group] if opens else []


def _after_colon(folded: str, total: Figure, listed: Sequence[Figure]) -> bool:
    """Whether a colon right after a total and its noun opens the list, which goes on to the end of the sentence."""
    noun, colon, opening = folded[total.to : listed[0].at].partition(":")
    plain = len(noun.split()) <= _NOUN_WORDS and not any(c in noun for c in ",;()")
    return bool(colon) and plain and not any(c.isalnum() for c in opening)


def _divides(pack: Pack, folded: str, total: Figure, listed: Sequence[Figure]) -> bool:
    """Whether a statement opens with a total of which it tells the parts: ``Of the 42 measures, 27 …, 9 … and 6 …``."""
    begin = total.sentence[0]
    cue = pack.cues.divided.last(folded, begin, total.at)
    if cue is None or folded[cue[1] : total.at].strip() or folded[begin : cue[0]].rstrip(" ,:;")[-1:].isalnum():
        return False
    gap = folded[total.to : listed[0].at]
    between = [folded[a.to : b.at] for a, b in pairwise(listed)]
    return len(gap) <= _DIVIDED_NEAR and not any(";" in text for text in (gap, *between))


def _listed(folded: str, figures: Sequence[Figure], i: int, pack: Pack) -> list[Figure]:
    """The figures after figure ``i`` on its own level of brackets; inside one, up to the semicolon of its entry."""
    total = figures[i]
    listed = [f for f in figures[i + 1 :] if f.group == total.group]
    stop = total.to + len(folded[total.to :].partition(";")[0])
    entry = [f for f in listed if f.at < stop]
    if total.group:
        return entry if len(entry) >= _LEAST else listed
    first = pack.parts.find(folded, total.to, listed[0].at) if listed else []
    named = not first or bool(pack.own_subject.match(folded[first[-1][1] :].lstrip(_OPENS)))
    for k in range(1, len(listed)):
        semicolon = folded.rfind(";", listed[k - 1].to, listed[k].at)
        if semicolon < 0:
            continue
        # Behind a semicolon a number that has parts of its own is the next total …
        if k >= _LEAST and k + 1 < len(listed) and pack.parts.find(folded, listed[k].to, listed[k + 1].at):
            return listed[:k]
        # … and what says anew that a number of something follows, as no part before it does, is the next statement.
        if not named and pack.own_subject.match(folded[semicolon:].lstrip(_OPENS)):
            return listed[:k]
    return listed


def _same_sort(total: Figure, found: Sequence[Figure]) -> list[Figure]:
    """Two or more parts of the total's unit; none when a change stands among them: then they are no parts."""
    if any(f.measure in MOVES and f.unit == total.unit for f in found):
        return []
    parts: list[Figure] = []
    beside: set[str] = set()
    for figure in found:
        if figure.unit == total.unit and figure.kind is Kind.VALUE and figure.measure in LEVELS:
            parts.append(figure)
        elif figure.unit in ("percent", "percentage-point", total.unit):
            continue
        elif not parts:
            beside.add(figure.unit)  # ``6 farms of 354 MW and 5 of 164 MW``: each part with its own number
        elif figure.unit not in beside:
            break
    return parts if len(parts) >= _LEAST and not any(p.hedge for p in parts) else []


def partition(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Three or more fractions of one whole that together exceed it.

    Parameters:
        near: Part of the whole by which they may exceed it and still be held to divide it.
    """
    near = Decimal(str(parameters["near"]))
    for _, _, figures in case.by_sentence:
        by_total: dict[tuple[Decimal, str], list[Figure]] = {}
        for figure in figures:
            if figure.kind is Kind.FRACTION and figure.total:
                noun = figure.noun.split()[0] if figure.noun else ""
                by_total.setdefault((figure.total, noun), []).append(figure)
        for (whole, _), parts in by_total.items():
            if len(parts) < _LEAST_FRACTIONS:
                continue
            sum_ = sum(map(value_of, parts), Decimal(0))
            times = {p.period.label for p in parts if p.period is not None}
            if whole < sum_ <= whole * (1 + near) and len(times) <= 1 and _states(case, parts):
                yield _partition_hit(parts, sum_, whole)


def _states(case: Case, parts: Sequence[Figure]) -> bool:
    """Whether fractions stand for states of work, which exclude each other; attributes and grades do not."""
    folded, pack = case.folded(parts[0]), case.pack(parts[0])
    start, end = parts[0].sentence
    graded = any(group in pack.lone_modifiers for p in parts for group, _ in p.features.modifiers)
    if graded or pack.attributes.find(folded, start, end):
        return False
    return bool(pack.states.find(folded, parts[0].at, end))


def _partition_hit(parts: Sequence[Figure], sum_: Decimal, whole: Decimal) -> Hit:
    terms = " + ".join(shown(p.text).split("/")[0] for p in parts)
    return Hit(
        evidence=tuple(parts),
        computed=f"{terms} = {sum_:f} > {whole:f}",
        confidence=0.93,
        values=spoken(
            lambda language: {
                "parts": terms,
                "expected": number(sum_, mark(language)),
                "stated": number(whole, mark(language)),
                "difference": number(sum_ - whole, mark(language)),
            }
        ),
        key="partition",
        label=parts[0].phrase,
        reason=SAME_SENTENCE,
    )
