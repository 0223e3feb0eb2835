"""Results against plans, totals against yearly means, end points against yearly growth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Any

from auditor.checks.base import (
    AMOUNTS,
    BESIDE,
    HUNDRED,
    MOVES,
    SAME_SENTENCE,
    Case,
    Hit,
    close_to,
    mark,
    number,
    places_of,
    shown,
    spoken,
    value_of,
)
from auditor.checks.limits import clause
from auditor.intervals import centre, divided, ends, exact, meet, negated, scaled, subtracted
from auditor.language import Pack
from auditor.model import Figure, Interval, Kind, Note, Role

_YEAR = 12
_TERM = 5
"""Years of a term of office, which is written as from its first year to the first of the next."""
_MOST_YEARS = 15
_MEAN_NEAR = 40
_YEARS_FAR = 90
_PERCENTS = ("percent", "percentage-point", "point", "multiple")


def plan_share(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Plan, result and the share of the plan that was reached do not fit.

    Parameters:
        near: Part by which the computed and the printed share may differ and still be held to belong together.
    """
    near = Decimal(str(parameters["near"]))
    for _, _, figures in case.by_sentence:
        folded = case.folded(figures[0])
        for i, share in enumerate(figures):
            if share.unit != "percent" or share.hedge:
                continue
            told = _of_plan(share) or any(
                _beside_plan(case, folded, plan, share) or _behind_plan(case, folded, plan, share)
                for plan in figures[:i][-1:]
            )
            if not told:
                continue
            both = _plan_and_result(case, folded, figures, share)
            quotient = divided(both[1].printed, both[0].printed) if both is not None else None
            if both is None or quotient is None:
                continue
            plan, result = both
            computed, right = scaled(quotient, HUNDRED), value_of(result) / value_of(plan) * HUNDRED
            terms = f"{shown(result.text)} / {shown(plan.text)}"
            if share.measure == "up":
                computed, right = subtracted(computed, exact(HUNDRED)), right - HUNDRED
                terms = f"{terms} - 100%"
            elif share.measure == "down":
                computed, right = subtracted(exact(HUNDRED), computed), HUNDRED - right
                terms = f"100% - {terms}"
            if meet(computed, share.printed) or right <= 0:
                continue
            doubtful = not close_to(share.printed, right, near)
            yield _hit(case, (result, plan, share), terms, right, share, suffix="%", doubtful=doubtful)


def _of_plan(share: Figure) -> bool:
    return share.measure == "plan" or (share.measure in ("up", "down") and share.base == "plan")


def _beside_plan(case: Case, folded: str, plan: Figure, share: Figure) -> bool:
    """Whether a bracket holds the plan and what was reached of it: ``4,560 ha (plan 5,000 ha, 91.2 %)``."""
    plain = share.measure == "level" and share.kind is Kind.SHARE and not share.features.core
    together = share.group == plan.group != 0 and plan.unit not in _PERCENTS
    return plain and together and (plan.role is Role.PLAN or _called_plan(case, folded, plan))


def _behind_plan(case: Case, folded: str, plan: Figure, share: Figure) -> bool:
    """Whether a share closes what is said of a plan: ``456 against a target of 500, or 91.2 %.``"""
    plain = share.measure in ("level", "share") and share.kind is Kind.SHARE and not share.features.core
    between = folded[plan.to : share.at]
    near = len(between) <= BESIDE and share.group == plan.group and not any(c in between for c in "()")
    closed = folded[share.to :].lstrip()[:1] in ("", ".", ",", ";")
    return plain and near and "," in between and closed and _called_plan(case, folded, plan)


def _plan_and_result(case: Case, folded: str, figures: Sequence[Figure], share: Figure) -> tuple[Figure, Figure] | None:
    """The plan and the result of which a share is told: both of one unit, in its part of the sentence.

    Only where each is the only one of its sort there: of two results, or two plans, it cannot be told which.
    """
    begin, end = clause(folded, share)
    near = [f for f in figures if begin <= f.at < end]
    here = [f for f in near if f is not share and f.unit not in _PERCENTS and f.measure == "level"]
    shares = [f for f in near if _of_plan(f)]
    plans = [f for f in here if f.role is Role.PLAN or _called_plan(case, folded, f)]
    # Under a heading of targets a result is read as one, and so is its share of the plan.
    results = [f for f in here if f not in plans and f.role in (Role.RESULT, Role.ESTIMATE, share.role)]
    if len(plans) != 1 or len(results) != 1 or len({share.id, *(f.id for f in shares)}) != 1:
        return None
    plan, result = plans[0], results[0]
    alike = plan.unit == result.unit and Kind.FRACTION not in (plan.kind, result.kind)
    plain = Kind.RANGE not in (plan.kind, result.kind) and not (plan.hedge or result.hedge)
    nouns = {f.noun.split()[0] for f in (plan, result) if f.noun}
    return (plan, result) if alike and plain and len(nouns) < 2 else None


def _called_plan(case: Case, folded: str, figure: Figure) -> bool:
    """Whether the word for a plan stands right before a figure: ``against a plan of 5,000 ha``."""
    pack = case.pack(figure)
    near = max(figure.sentence[0], figure.at - BESIDE)
    cue = pack.measured_against.last(folded, near, figure.at)
    if cue is not None and cue[2] == "plan" and pack.fillers.fullmatch(folded, cue[1], figure.at):
        return True
    named = pack.cues.planned.last(folded, near, figure.at)
    return named is not None and bool(pack.fillers.fullmatch(folded, named[1], figure.at))


def yearly_average(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """A total over some years, and a yearly mean that they do not make.

    Parameters:
        near: Part by which the computed and the printed mean may differ and still be held to belong together.
    """
    near = Decimal(str(parameters["near"]))
    for _, _, figures in case.by_sentence:
        folded = case.folded(figures[0])
        yield from _points_a_year(case, folded, figures, near)
        for i, mean in enumerate(figures[1:], 1):
            total = figures[i - 1]
            if total.measure != "level" or total.hedge or mean.hedge:
                continue
            if total.unit != mean.unit or total.unit in _PERCENTS or total.kind not in AMOUNTS:
                continue
            if not _is_mean(case, folded, mean, total):
                continue
            if ";" in folded[total.to : mean.at]:
                continue
            possible = {years: scaled(total.printed, 1 / Decimal(years)) for years in _years(case, folded, total)}
            if any(meet(_rough(computed, mean), mean.printed) for computed in possible.values()):
                continue
            means = {years: centre(computed) for years, computed in possible.items()}
            for years, right in sorted(means.items(), key=lambda each: abs(each[1] - value_of(mean)))[:1]:
                if close_to(mean.printed, right, near, mean.scale):
                    terms = f"{shown(total.text)} / {years}"
                    yield _hit(case, (total, mean), terms, right / mean.scale, mean, suffix="", doubtful=False)


def _points_a_year(case: Case, folded: str, figures: Sequence[Figure], near: Decimal) -> Iterator[Hit]:
    """``from 14.2 % in 2021 to 5.2 % in 2024, 3.9 % a year on average``: so many points a year they do not make.

    The year before the first may be meant as that from which it is reckoned; a rate told in percent of itself is none
    of points.
    """
    for first, second, mean in zip(figures, figures[1:], figures[2:], strict=False):
        shares = first.unit == second.unit == "percent" and first.measure == second.measure == "level"
        moved = mean.measure in MOVES and mean.unit in ("percent", "percentage-point") and mean.kind is Kind.CHANGE
        plain = not (first.hedge or second.hedge or mean.hedge) and first.role is Role.BASELINE
        if not (shares and moved and plain) or ";" in folded[first.to : mean.at]:
            continue
        pack = case.pack(mean)
        room = second.to, min(mean.to + BESIDE, mean.sentence[1])
        yearly = pack.yearly.find(folded, *room)
        light = (pack.lexicon.words(folded[s:e]) for s, e, _ in (*yearly, *pack.cues.mean.find(folded, *room)))
        own = set(mean.features.core).difference(*light)
        years, _ = _years_between(first, second)
        if not yearly or own or not years:
            continue
        grown = subtracted(second.printed, first.printed)
        risen = grown if mean.measure == "up" else negated(grown)
        if any(meet(scaled(risen, 1 / Decimal(n)), mean.printed) for n in (years, years + 1)):
            continue
        compound = _compound(first.printed, second.printed, years)
        right = centre(risen) / years
        relative = compound is not None and meet(compound if mean.measure == "up" else negated(compound), mean.printed)
        if right > 0 and not relative and close_to(mean.printed, right, near):
            high, low = (second, first) if mean.measure == "up" else (first, second)
            terms = f"({shown(high.text)} - {shown(low.text)}) / {years}"
            yield _hit(case, (first, second, mean), terms, right, mean, suffix="%", doubtful=True)


def _years_between(first: Figure, second: Figure) -> tuple[int, bool]:
    """The years from the year of one figure to that of another, and whether they are whole ones.

    0 where either states no one year, or they are too few or too many for a yearly mean.
    """
    begin, end = first.period, second.period
    if begin is None or end is None or max(begin.last - begin.first, end.last - end.first) >= _YEAR:
        return 0, False
    years = end.last // _YEAR - begin.last // _YEAR
    return years if 1 < years <= _MOST_YEARS else 0, not (end.last - begin.last) % _YEAR


def _rough(computed: Interval, mean: Figure) -> Interval:
    """A mean of things counted is rounded to whole ones, up or down."""
    if mean.unit != "count" or mean.printed.low != mean.printed.high:
        return computed
    one = Interval(Decimal(-1), Decimal(1))
    return subtracted(computed, one)


def _is_mean(case: Case, folded: str, mean: Figure, total: Figure) -> bool:
    """Whether a figure is called a yearly mean of what stands before it, and of nothing else."""
    pack = case.pack(mean)
    cue = _mean_before(pack, folded, total, mean) or _mean_behind(pack, folded, mean)
    if cue is None or mean.measure != "level":
        return False
    yearly = cue[2] == "yearly" or mean.kind is Kind.RATIO
    for start, end, _ in pack.yearly.find(folded, total.to, min(mean.to + BESIDE, mean.sentence[1])):
        yearly |= end <= cue[0] or start >= cue[1]
    known = {*total.features.core, *total.features.head, *pack.lexicon.words(folded[cue[0] : cue[1]])}
    own = set(mean.features.core) - known
    return yearly and len(own) <= 1 and mean.at - total.to <= _YEARS_FAR


def _mean_before(pack: Pack, folded: str, total: Figure, mean: Figure) -> tuple[int, int, str] | None:
    """The words of a mean right before a figure: ``an average of 1,604``."""
    cue = pack.cues.mean.last(folded, total.to, mean.at)
    return cue if cue is not None and pack.fillers.fullmatch(folded, cue[1], mean.at) else None


def _mean_behind(pack: Pack, folded: str, mean: Figure) -> tuple[int, int, str] | None:
    """The words of a mean right behind a figure and the words of its year: ``1,604 a year on average``."""
    year = next(iter(pack.yearly.find(folded, mean.to, mean.sentence[1])), None)
    if year is None or folded[mean.to : year[0]].strip():
        return None
    cue = next(iter(pack.cues.mean.find(folded, year[1], mean.sentence[1])), None)
    return cue if cue is not None and not folded[year[1] : cue[0]].strip() else None


def _years(case: Case, folded: str, total: Figure) -> list[int]:
    """Over how many years a total runs: its own time tells, or the one number of years before it.

    From 2020 to 2025 are six years, but five as a term of office: both are possible.
    """
    found = {case.pack(total).cues.count(m.group("n")) for m in _year_counts(case, folded, total)}
    period = total.period
    if period is not None and period.last > period.first and period.label != "term":
        months = period.last - period.first + 1
        if months % _YEAR:
            return []
        years = months // _YEAR
        if years == _TERM + 1 and found <= {_TERM}:
            return [_TERM] if found else [_TERM, years]
        found.add(years)
    return list(found) if len(found) == 1 and max(found) <= _MOST_YEARS and min(found) > 1 else []


def _year_counts(case: Case, folded: str, figure: Figure) -> list[Any]:
    return list(case.pack(figure).cues.years.finditer(folded, figure.sentence[0], figure.at))


def average_growth(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``From A in 2020 to B in 2025, growing by G % a year``: compounding from A does not lead to B.

    Where the printed rate is the whole growth divided by the years, or counts a year too many or too few, the message
    says which number fits, and the finding is a query.

    Parameters:
        near: Part by which the computed and the printed rate may differ and still be held to belong together.
    """
    near = Decimal(str(parameters["near"]))
    for _, _, figures in case.by_sentence:
        folded = case.folded(figures[0])
        for a, b in pairwise(figures):
            years = _years_apart(a, b)
            if not years or ";" in folded[a.to : b.at]:
                continue
            for rate in figures:
                if rate in (a, b) or not _is_rate(case, folded, rate, (a, b)):
                    continue
                bounds = _compound(a.printed, b.printed, years)
                if bounds is None or meet(bounds, rate.printed):
                    continue
                exactly = _compound(exact(value_of(a)), exact(value_of(b)), years)
                right = centre(exactly or bounds)
                if right <= 0:
                    continue
                plain = divided(subtracted(b.printed, a.printed), a.printed)
                simple = plain is not None and meet(scaled(plain, HUNDRED / years), rate.printed)
                off = any(
                    (other := _compound(a.printed, b.printed, n)) is not None and meet(other, rate.printed)
                    for n in (years - 1, years + 1)
                )
                if not (simple or off or close_to(rate.printed, right, near)):
                    continue
                terms = f"({shown(b.text)} / {shown(a.text)})^(1/{years}) - 1"
                reason = ("simple" if simple else "years",) if simple or off else ()
                yield _hit(case, (a, b, rate), terms, right, rate, suffix="%", doubtful=simple or off, reading=reason)


def _years_apart(a: Figure, b: Figure) -> int:
    """How many years lie between two levels, each of one year; 0 where growth from one to the other tells nothing."""
    if a.unit != b.unit or a.unit in _PERCENTS:
        return 0
    plain = all(f.measure == "level" and f.kind in AMOUNTS and not f.hedge for f in (a, b))
    years, whole = _years_between(a, b)
    return years if plain and whole else 0


def _is_rate(case: Case, folded: str, rate: Figure, ends: tuple[Figure, Figure]) -> bool:
    """Whether a percentage is the yearly growth of what the end points tell."""
    if rate.unit != "percent" or rate.measure != "up" or rate.kind is not Kind.CHANGE or rate.hedge:
        return False
    begin, end = max(rate.sentence[0], rate.at - _MEAN_NEAR), min(rate.to + BESIDE, rate.sentence[1])
    pack = case.pack(rate)
    yearly = pack.yearly.find(folded, begin, end)
    places = [f.at for f in (rate, *ends)]
    if not yearly or ";" in folded[min(places) : max(places)]:
        return False
    before = rate.at < ends[0].at
    per_head = [{m for m in f.features.modifiers if m[0] in pack.ratio_modifiers} for f in (rate, ends[0])]
    if before and rate.features.core and per_head[0] != per_head[1]:
        return False  # ``Output grew by 6 % a year, output per head rose from …``: growth of another
    known = {w for f in ends for w in (*f.features.core, *f.features.head)}
    known.update(w for start, stop, _ in yearly for w in pack.lexicon.words(folded[start:stop]))
    return set(rate.features.core) <= known or (before and not ends[0].features.core)


def _compound(a: Interval, b: Interval, years: int) -> Interval | None:
    """The yearly growth in percent that leads from a value of ``a`` to one of ``b``."""
    quotient = divided(b, a)
    if quotient is None or not quotient.low:
        return None
    with localcontext() as context:
        context.prec = 20
        root = 1 / Decimal(years)
        low, high = (((end.ln() * root).exp() - 1) * HUNDRED for end in ends(quotient))
    return Interval(low, high)


def _hit(
    case: Case,
    evidence: tuple[Figure, ...],
    terms: str,
    right: Decimal,
    stated: Figure,
    *,
    suffix: str,
    doubtful: bool,
    reading: tuple[str, ...] = (),
) -> Hit:
    places = max(places_of(scaled(stated.printed, 1 / stated.scale)), 1)
    label = evidence[0].phrase
    return Hit(
        evidence=evidence,
        computed=f"{terms} = {number(right, mark(case.language(stated)), places=places)}{suffix}"
        f" ≠ {shown(stated.text)}",
        confidence=0.75 if doubtful else 0.93,
        values=spoken(
            lambda language: {
                "stated": shown(stated.text).partition("/")[0] if suffix else shown(stated.text),
                "expected": f"{number(right, mark(language), places=places)}{suffix}",
                "parts": terms,
            }
        ),
        key="plan" if suffix else "average",
        label=label,
        doubtful=doubtful,
        reason=(*SAME_SENTENCE, *(Note.of(f"reading.{code}") for code in reading)),
        repairs=((stated, right * stated.scale),),
    )
