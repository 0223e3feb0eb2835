"""Percentages that do not fit the fraction, or the counts, that they are printed for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from auditor.checks.base import (
    BESIDE,
    HUNDRED,
    LEVELS,
    MOVES,
    SAME_SENTENCE,
    Case,
    Hit,
    mark,
    number,
    places_of,
    shown,
    spoken,
    value_of,
)
from auditor.intervals import added, centre, digits, divided, ends, exact, meet, one_edit, scaled, subtracted
from auditor.language import Labelled, Pack
from auditor.language.cues import Cues
from auditor.model import Figure, Interval, Kind, Role
from auditor.terms import UNSUMMED

_NEAR = Decimal("0.05")
"""Part by which a share in a bracket may miss what it makes of the number in the sentence before."""
_OF_PLAN = 3
"""Words behind a percentage that say of what it is one, before a bracket with its fraction."""


def share_of_fraction(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """A fraction, and the percentage printed for it, differ by more than rounding.

    ``53/62 (down 14.5 %)`` is this year's number of last year's: the percentage is what is missing to the whole.

    Parameters:
        near: Part by which they may differ and still be held to belong together at a distance.
    """
    near = Decimal(str(parameters["near"]))
    for _, _, figures in case.by_sentence:
        for i, figure in enumerate(figures):
            if figure.kind is not Kind.FRACTION or not figure.total:
                continue
            m = mark(case.language(figure))
            before = _percentage_before(case, figures, i)
            percent = before or _percentage_of(case, figures, i)
            quotient = divided(figure.printed, _whole(figure, figure.total))
            if percent is None or quotient is None:
                continue
            part, whole = (number(value / figure.scale, m) for value in (value_of(figure), figure.total))
            division = f"{part} / {whole}"
            computed = scaled(quotient, HUNDRED)
            if percent.measure == "down":
                computed, division = subtracted(exact(HUNDRED), computed), f"100% - {division}"
            elif percent.measure == "up":
                computed, division = subtracted(computed, exact(HUNDRED)), f"{division} - 100%"
            if meet(computed, percent.printed) or _explained(figures, percent):
                continue
            stated, right = value_of(percent), centre(computed)
            if right <= 0:
                continue
            places = places_of(percent.printed)
            close = abs(stated - right) / right <= near or one_edit(digits(stated, places), digits(right, places))
            beside = _alone_in_bracket(case, percent, figure) if before else percent.at - figure.to <= BESIDE
            if close or (beside and percent.measure not in MOVES):
                yield _share_hit(
                    (figure, percent), division, right, percent, case.language(percent), doubtful=not close
                )


def _whole(fraction: Figure, total: Decimal) -> Interval:
    """The whole of a fraction: of something measured rounded like its part."""
    low, high = ends(fraction.printed)
    room = (high - low) / 2
    return Interval(total - room, total + room)


def _percentage_of(case: Case, figures: Sequence[Figure], i: int) -> Figure | None:
    """The percentage that speaks of fraction ``i``: the next one, when it has no words and no time of its own.

    A rise or fall only when it stands in brackets right behind.
    """
    folded = case.folded(figures[i])
    fraction = figures[i]
    for figure in figures[i + 1 :]:
        between = folded[fraction.to : figure.at]
        if ";" in between or figure.kind is Kind.FRACTION:
            return None
        if figure.unit == "percent":
            if figure.measure == "previous" or figure.kind is Kind.RANGE or figure.hedge or figure.features.core:
                return None
            if figure.role is Role.BASELINE or _of_another_time(case, between, fraction, figure):
                return None
            beside = figure is figures[i + 1] and figure.group != fraction.group and between.count("(") == 1
            return figure if figure.measure not in MOVES or beside else None
        if figure.group == 0 and figure.measure in LEVELS:
            return None
    return None


def _percentage_before(case: Case, figures: Sequence[Figure], i: int) -> Figure | None:
    """The percentage right behind which a bracket opens with fraction ``i``: ``98.7 % (1,421 of the 1,440 pupils)``."""
    if i == 0:
        return None
    percent, fraction = figures[i - 1], figures[i]
    gap = case.folded(fraction)[percent.to : fraction.at]
    noun, bracket, inside = gap.partition("(")
    opens = bool(bracket) and not inside.strip() and len(noun.split()) <= _OF_PLAN and not any(c in noun for c in ",;:")
    plain = percent.unit == "percent" and percent.kind is Kind.SHARE and not percent.hedge
    return percent if opens and plain and percent.measure not in (*MOVES, "previous") else None


def _alone_in_bracket(case: Case, percent: Figure, fraction: Figure) -> bool:
    """Whether a bracket right behind a percentage holds a fraction, what is counted, and nothing else."""
    folded = case.folded(fraction)
    rest, closed, _ = folded[fraction.to :].partition(")")
    noun = rest.split()
    short = len(noun) <= _OF_PLAN and all(word.isalpha() for word in noun)
    return bool(closed) and folded[percent.to : fraction.at].strip() == "(" and short


def _of_another_time(case: Case, between: str, fraction: Figure, percent: Figure) -> bool:
    """Whether a time stands between, which is the percentage's alone: ``40/50 communes, 83 % in 2020``."""
    labels = [figure.period.label if figure.period else "" for figure in (fraction, percent)]
    return labels[0] != labels[1] and any(case.pack(percent).periods.find(between))


def _opens_bracket(pack: Pack, folded: str, at: int) -> bool:
    """Whether a bracket opens right before a figure, or before ``reaching`` and the like."""
    opening = folded.rfind("(", 0, at)
    return opening >= 0 and pack.fillers.fullmatch(folded, opening + 1, at) is not None


def _explained(figures: Sequence[Figure], percent: Figure) -> bool:
    """Whether the percentage is the share of two other counts in its sentence, or of its fractions taken together."""
    if any(meet(share, percent.printed) for _, _, share in _count_shares(figures, percent)):
        return True
    fractions = [f for f in figures if f.kind is Kind.FRACTION and f.total and f.at < percent.at]
    totals = added(exact(f.total) for f in fractions if f.total)
    together = divided(added(f.printed for f in fractions), totals)
    return together is not None and meet(scaled(together, HUNDRED), percent.printed)


def share_of_counts(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``271 cases …, 238 solved …, a rate of 80.8 %``: one digit off the share that two counts of one noun give.

    The whole may stand in the sentence before, where the percentage's own holds none; amounts of one unit are held to
    belong together only where they stand side by side.
    """
    del parameters
    for extract, figures, earlier in case.with_sentence_before():
        pack = case.packs[extract.document.language]
        folded = case.folded(figures[0])
        for percent in figures:
            if percent.unit != "percent" or percent.hedge:
                continue
            if any(f.kind is Kind.FRACTION and f.to <= percent.at for f in figures):
                continue
            if not _plain_share(pack, folded, figures, percent):
                continue
            together = [*earlier, *figures]
            if any(meet(share, percent.printed) for _, _, share in _count_shares(together, percent)):
                continue
            pairs = list(_count_shares(figures, percent, pack.parts, folded))
            if not pairs:
                pairs = list(_of_earlier(pack.cues, folded, earlier, figures, percent))
            stated, places = value_of(percent), places_of(percent.printed)
            for part, whole, share in reversed(pairs):
                right = centre(share)
                named = pack.measures.last(folded, part.to, percent.at) or _drawn(pack, folded, figures, percent)
                beside = _opens_bracket(pack, folded, percent.at)
                parted = whole in earlier or pack.parts.last(folded, whole.to, percent.at)
                slip = one_edit(digits(stated, places), digits(right, places))
                # The one number of the same right before, and a bracket: what else should it be a share of?
                near = whole in earlier and percent.group != part.group and abs(stated - right) <= _NEAR * right
                if not (named or (beside and parted)) or not (slip or near):
                    continue
                a, b = shown(part.text), shown(whole.text)
                yield _share_hit(
                    (whole, part, percent), f"{a} / {b}", right, percent, case.language(percent), doubtful=not slip
                )
                break


def _plain_share(pack: Pack, folded: str, figures: Sequence[Figure], percent: Figure) -> bool:
    """Whether a percentage speaks of the counts before it: it names nothing that they do not."""
    named = {
        w for f in figures if f.at < percent.at and f.unit != "percent" for w in (*f.features.core, *f.features.head)
    }
    if percent.measure == "share":
        return set(percent.features.core) <= named
    if percent.measure != "level" or percent.features.core:
        return False
    return _opens_bracket(pack, folded, percent.at) or _drawn(pack, folded, figures, percent)


def _drawn(pack: Pack, folded: str, figures: Sequence[Figure], percent: Figure) -> bool:
    """Whether a percentage closes what is said of an amount drawn from another: ``of the 120, 84 were paid, 70 %``."""
    part = next((f for f in reversed(figures) if f.to <= percent.at), None)
    if part is None or part.measure not in LEVELS or part.unit == "percent":
        return False
    comma = folded.rfind(",", part.to, percent.at)
    closes = comma >= 0 and pack.fillers.fullmatch(folded, comma, percent.at) is not None
    opened = pack.cues.divided.find(folded, percent.sentence[0], part.at)
    return closes and bool(opened or pack.cues.drawn.find(folded, max(percent.sentence[0], part.at - BESIDE), part.at))


def _amounts(figures: Sequence[Figure], percent: Figure) -> list[Figure]:
    """The amounts before a percentage of which it can be a share: counts, and what is measured in one unit."""
    sentence = [f for f in figures if f.sentence != percent.sentence or f.at < percent.at]
    plain = [f for f in sentence if f.measure in LEVELS and f.kind is Kind.VALUE]
    return [f for f in plain if f.unit not in (*UNSUMMED, "percent", "multiple", "permille")]


def _count_shares(
    figures: Sequence[Figure], percent: Figure, parts: Labelled | None = None, folded: str = ""
) -> Iterator[tuple[Figure, Figure, Interval]]:
    """Pairs of amounts before a percentage, the lesser and the greater, with the percentage that they make.

    With ``parts``, the words that introduce a part, only counts of one noun, or a count and what is called its part.
    """
    amounts = [f for f in _amounts(figures, percent) if f.group == 0 or parts is None]
    for k, whole in enumerate(amounts):
        for part in amounts[k + 1 :]:
            if part.unit != whole.unit:
                continue
            nouns = {f.noun.split()[0] if f.noun else "" for f in (whole, part)}
            if part.unit != "count" and parts and not _side_by_side(whole, part, percent, figures):
                continue
            unlike = part.unit == "count" and (len(nouns) > 1 or "" in nouns)
            if parts and unlike and not _part_of(part, whole, percent, amounts, parts, folded):
                continue
            if parts and _shared_between(whole, part, figures):
                continue
            quotient = divided(_around(part), _around(whole))
            if quotient is not None and centre(quotient) <= 1:
                yield part, whole, scaled(quotient, HUNDRED)


def _around(figure: Figure) -> Interval:
    """What an amount may be: a hedged one gives way by the last digit that it tells, ``over 606,000`` by a thousand."""
    if not figure.hedge:
        return figure.printed
    low, high = ends(figure.printed)
    step = Decimal(1).scaleb(int(value_of(figure).normalize().as_tuple().exponent))
    return Interval(max(low - step, Decimal(0)), high + step)


def _side_by_side(whole: Figure, part: Figure, percent: Figure, figures: Sequence[Figure]) -> bool:
    """Whether two amounts of one unit and the percentage follow each other with no other figure between."""
    k = figures.index(whole)
    following = figures[k + 1 : k + 3]
    return list(following) == [part, percent] and not (whole.hedge or part.hedge) and whole.role is part.role


def _of_earlier(
    cues: Cues, folded: str, earlier: Sequence[Figure], figures: Sequence[Figure], percent: Figure
) -> Iterator[tuple[Figure, Figure, Interval]]:
    """Pairs of an amount and the one amount of the same in the sentence before, with the percentage that they make."""
    for part in (f for f in _amounts(figures, percent) if f.group == 0):
        noun = part.noun.split()[:1]
        alike = [f for f in _amounts(earlier, percent) if f.unit == part.unit and f.noun.split()[:1] == noun]
        drawn = cues.drawn.find(folded, max(part.sentence[0], part.at - BESIDE), part.at)
        if (part.unit == "count" and not noun) or (part.unit != "count" and not drawn):
            continue
        own = any(part.to <= f.at < percent.at and f.unit == "percent" for f in figures)
        if own or ";" in folded[part.to : percent.at]:
            continue
        if len(alike) != 1 or alike[0].group or alike[0].hedge or part.hedge:
            continue
        quotient = divided(part.printed, alike[0].printed)
        if quotient is not None and ends(quotient)[1] <= 1:
            yield part, alike[0], scaled(quotient, HUNDRED)


def _shared_between(one: Figure, other: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the first of two counts has a share of its own: then they are members of one list."""
    return any(f.measure == "share" and f.unit == "percent" and one.to <= f.at < other.at for f in figures)


def _part_of(
    part: Figure, whole: Figure, percent: Figure, counts: Sequence[Figure], parts: Labelled, folded: str
) -> bool:
    """Whether a count is called a part of the one right before it: ``9,240 complaints, of which 8,131``."""
    if counts.index(part) != counts.index(whole) + 1:
        return False
    return not part.features.core or parts.last(folded, whole.to, percent.at) is not None


def _share_hit(
    evidence: tuple[Figure, ...], division: str, right: Decimal, percent: Figure, language: str, *, doubtful: bool
) -> Hit:
    places = max(places_of(percent.printed), 1)

    def fill(language: str) -> dict[str, str]:
        return {
            "stated": shown(percent.text),
            "expected": f"{number(right, mark(language), places=places)}%",
            "parts": division,
        }

    return Hit(
        evidence=evidence,
        computed=f"{division} = {number(right, mark(language), places=2)}% ≠ {shown(percent.text)}",
        confidence=0.7 if doubtful else 0.95,
        values=spoken(fill),
        key="share",
        label=evidence[0].phrase,
        doubtful=doubtful,
        reason=SAME_SENTENCE,
        repairs=((percent, right), *_other_counts(evidence, percent)),
    )


def _other_counts(evidence: tuple[Figure, ...], percent: Figure) -> Iterator[tuple[Figure, Decimal]]:
    """The count that would make a printed share right: the part of a fraction, or of two counts."""
    part = evidence[-2]
    whole = part.total or value_of(evidence[0])
    if percent.measure in MOVES:
        return
    right = (whole * value_of(percent) / HUNDRED).to_integral_value()
    if part.unit == "count" and 0 < right <= whole and meet(exact(right / whole * HUNDRED), percent.printed):
        yield part, right
