"""Figures of one document that must add up: sums, partitions, shares, changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from auditor.checks.base import Case, Hit, digits, mark, number, one_edit, places_of, shown, spoken, value_of
from auditor.intervals import added, divided, exact, meet, middle, scaled, subtracted
from auditor.model import Figure, Interval, Kind, Note, Passage

HUNDRED = Decimal(100)
_LEVELS = frozenset({"level"})
_MOVES = ("up", "down")
_BESIDE = 30
_SMALL = 20
_SAME_SENTENCE = (Note.of("reason.sentence"),)


def sum_of_parts(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """The parts listed after a total add up to something near it, but not to it.

    Parameters:
        near: Part of the total by which the sum may miss it and still be held to be meant as its sum.
    """
    near = Decimal(str(parameters["near"]))
    for total, parts, exhaustive in _breakdowns(case):
        computed = added(p.printed for p in parts)
        if meet(computed, total.printed):
            continue
        whole, sum_ = middle(total.printed), middle(computed)
        if whole is None or sum_ is None or whole <= 0:
            continue
        miss = abs(sum_ - whole) / whole
        slip = one_edit(digits(whole), digits(sum_)) or any(_slip(p, whole - sum_) for p in parts)
        parallel = _parallel(total, parts)
        if miss > near and not (slip and miss <= 1 and whole >= _SMALL and exhaustive):
            continue
        if not exhaustive and sum_ < whole and not (slip and miss <= near / 5):
            continue
        if not parallel and not (exhaustive and slip and whole >= _SMALL):
            continue
        yield _sum_hit(
            total, parts, sum_, whole, case.language(total), doubtful=not (parallel and (exhaustive or sum_ > whole))
        )


def _sum_hit(
    total: Figure, parts: Sequence[Figure], sum_: Decimal, whole: Decimal, language: str, *, doubtful: bool
) -> Hit:
    terms = [value_of(p) or Decimal(0) for p in parts]

    def fill(language: str) -> dict[str, str]:
        m = mark(language)
        return {
            "stated": shown(total.text),
            "parts": " + ".join(number(t, m) for t in terms),
            "expected": number(sum_, m),
            "difference": number(abs(sum_ - whole), m),
            "label": total.phrase,
        }

    written = fill(language)
    return Hit(
        evidence=(total, *parts),
        computed=f"{written['parts']} = {written['expected']} ≠ {number(whole, mark(language))}",
        confidence=0.75 if doubtful else 0.95,
        values=spoken(fill),
        key="sum",
        label=total.phrase,
        doubtful=doubtful,
        reason=_SAME_SENTENCE,
    )


def _slip(part: Figure, missing: Decimal) -> bool:
    value = value_of(part)
    return value is not None and value + missing > 0 and one_edit(digits(value), digits(value + missing))


def _parallel(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts are of one sort, so that they can be all of the total: one noun, or none."""
    firsts = {p.noun.split()[0] if p.noun else "" for p in parts}
    mine = total.noun.split()[0] if total.noun else ""
    if total.unit != "count":
        return True
    return len(firsts - {""}) <= 1 and (firsts <= {mine, ""} or len(firsts) == 1)


def _breakdowns(case: Case) -> Iterator[tuple[Figure, list[Figure], bool]]:
    """Totals with the parts listed after them, and whether the parts are said or set to be all of it."""
    notes: dict[tuple[str, str], list[tuple[Passage, list[Figure]]]] = {}
    for _, passage, figures in case.by_passage:
        if passage.anchor is not None:
            notes.setdefault((figures[0].document, passage.anchor[0]), []).append((passage, figures))
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
            listed = _listed(figures, i)
            if listed:
                cue = pack.parts.find(folded, total.to, listed[0].at)
                if cue and "(" not in folded[total.to : listed[0].at]:
                    parts = _same_sort(total, listed)
                    if parts:
                        yield total, parts, cue[-1][2] == "whole"
        for note, inner in notes.get((extract.document.id, passage.id), ()):
            place = note.anchor[1] if note.anchor else 0
            before = [f for f in figures if f.to <= place]
            if before and figures[0].sentence[0] <= place <= figures[0].sentence[1] + 1 and _countable(before[-1]):
                parts = _same_sort(before[-1], [f for f in inner if f.group == 0])
                if parts and len(parts) == sum(1 for f in inner if f.unit == before[-1].unit and f.group == 0):
                    yield before[-1], parts, True


def _countable(figure: Figure) -> bool:
    return (
        figure.measure in _LEVELS
        and figure.unit not in ("percent", "percentage-point", "point", "step", "year", "month", "day")
        and figure.kind in (Kind.VALUE, Kind.FRACTION)
        and not figure.hedge
    )


def _bracket(figures: Sequence[Figure], i: int, folded: str) -> list[Figure]:
    """The figures of the bracket that opens after figure ``i``, when no other level stands between."""
    total = figures[i]
    for k in range(i + 1, len(figures)):
        figure = figures[k]
        if figure.group and figure.group != total.group:
            gap = folded[total.to : figure.at]
            if ";" in gap.split("(")[0] or gap.count("(") - gap.count(")") != 1:
                return []
            return [f for f in figures[k:] if f.group == figure.group]
        if figure.measure in _LEVELS and figure.unit != "percent":
            return []
    return []


def _listed(figures: Sequence[Figure], i: int) -> list[Figure]:
    """The figures after figure ``i`` on its own level of brackets."""
    return [f for f in figures[i + 1 :] if f.group == figures[i].group]


def _same_sort(total: Figure, found: Sequence[Figure]) -> list[Figure]:
    """Two or more parts of the total's unit; none when a change stands among them: then they are no parts."""
    if any(f.measure in ("up", "down", "multiple", "rank") and f.unit == total.unit for f in found):
        return []
    parts: list[Figure] = []
    for figure in found:
        if figure.unit == total.unit and figure.kind is Kind.VALUE and figure.measure in _LEVELS:
            parts.append(figure)
        elif figure.unit not in ("percent", "percentage-point") and figure.unit != total.unit and parts:
            break
    return parts if len(parts) >= 2 and not any(p.hedge for p in parts) else []


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
            values = [value_of(p) for p in parts]
            if len(parts) < 3 or any(v is None for v in values):
                continue
            sum_ = sum((v for v in values if v is not None), Decimal(0))
            if whole < sum_ <= whole * (1 + near):
                yield _partition_hit(parts, sum_, whole)


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
                "label": parts[0].noun,
            }
        ),
        key="partition",
        label=parts[0].phrase,
        reason=_SAME_SENTENCE,
    )


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
            percent = _percentage_of(case, figures, i)
            quotient = divided(figure.printed, exact(figure.total))
            if percent is None or quotient is None:
                continue
            division = shown(figure.text).split(" ")[0].replace("/", " / ")
            computed = scaled(quotient, HUNDRED)
            if percent.measure == "down":
                computed, division = subtracted(exact(HUNDRED), computed), f"100% - {division}"
            elif percent.measure == "up":
                computed, division = subtracted(computed, exact(HUNDRED)), f"{division} - 100%"
            if meet(computed, percent.printed) or _explained(figures, percent):
                continue
            stated, right = middle(percent.printed), middle(computed)
            if stated is None or right is None or right <= 0:
                continue
            places = places_of(percent.printed)
            close = abs(stated - right) / right <= near or one_edit(digits(stated, places), digits(right, places))
            if close or (percent.measure not in _MOVES and 0 <= percent.at - figure.to <= _BESIDE):
                yield _share_hit(
                    (figure, percent), division, right, percent, case.language(percent), doubtful=not close
                )


def _percentage_of(case: Case, figures: Sequence[Figure], i: int) -> Figure | None:
    """The percentage that speaks of fraction ``i``: the next one, when it has no words of its own.

    A rise or fall only when one of the two stands in brackets right beside the other.
    """
    folded = case.folded(figures[i])
    fraction = figures[i]
    if i and figures[i - 1].measure in _MOVES and fraction.group and fraction.group != figures[i - 1].group:
        before = figures[i - 1]
        if (
            before.unit == "percent"
            and not before.features.core
            and not before.hedge
            and _opens_bracket(folded, fraction.at)
        ):
            return before
    for figure in figures[i + 1 :]:
        between = folded[fraction.to : figure.at]
        if ";" in between or figure.kind is Kind.FRACTION:
            return None
        if figure.unit == "percent":
            if figure.measure == "previous" or figure.kind is Kind.RANGE or figure.hedge or figure.features.core:
                return None
            beside = figure is figures[i + 1] and figure.group != fraction.group and between.count("(") == 1
            return figure if figure.measure not in _MOVES or beside else None
        if figure.group == 0 and figure.measure in _LEVELS:
            return None
    return None


def _opens_bracket(folded: str, at: int) -> bool:
    return folded[:at].rstrip().endswith("(")


def _explained(figures: Sequence[Figure], percent: Figure) -> bool:
    """Whether the percentage is the share of two other counts in its sentence."""
    return any(meet(share, percent.printed) for _, _, share in _count_shares(figures, percent, same_noun=False))


def share_of_counts(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``271 cases …, 238 solved …, a rate of 80.8 %``: one digit off the share that two counts of one noun give."""
    del parameters
    for extract, _, figures in case.by_sentence:
        pack = case.packs[extract.document.language]
        folded = case.folded(figures[0])
        for percent in figures:
            if percent.unit != "percent" or percent.measure != "share" or percent.hedge or percent.features.core:
                continue
            if any(f.kind is Kind.FRACTION and f.to <= percent.at for f in figures):
                continue
            pairs = list(_count_shares(figures, percent, same_noun=True))
            if not pairs or any(
                meet(share, percent.printed) for _, _, share in _count_shares(figures, percent, same_noun=False)
            ):
                continue
            stated = middle(percent.printed)
            places = places_of(percent.printed)
            for part, whole, share in reversed(pairs):
                right = middle(share)
                cue = pack.measures.last(folded, part.to, percent.at)
                if (
                    stated is None
                    or right is None
                    or cue is None
                    or not one_edit(digits(stated, places), digits(right, places))
                ):
                    continue
                a, b = shown(part.text), shown(whole.text)
                yield _share_hit(
                    (whole, part, percent), f"{a} / {b}", right, percent, case.language(percent), doubtful=False
                )
                break


def _count_shares(
    figures: Sequence[Figure], percent: Figure, *, same_noun: bool
) -> Iterator[tuple[Figure, Figure, Interval]]:
    """Pairs of counts before a percentage, the lesser and the greater, with the percentage that they make."""
    counts = [
        f
        for f in figures
        if f.at < percent.at
        and f.unit == "count"
        and f.measure in _LEVELS
        and f.kind is Kind.VALUE
        and (f.group == 0 or not same_noun)
    ]
    for k, whole in enumerate(counts):
        for part in counts[k + 1 :]:
            nouns = {f.noun.split()[0] if f.noun else "" for f in (whole, part)}
            if same_noun and (len(nouns) > 1 or "" in nouns) and not _part_of(part, whole, counts):
                continue
            quotient = divided(part.printed, whole.printed)
            if quotient is not None and quotient.high is not None and quotient.high <= 1:
                yield part, whole, scaled(quotient, HUNDRED)


def _part_of(part: Figure, whole: Figure, counts: Sequence[Figure]) -> bool:
    """Whether a count without a noun of its own follows a count with one: ``9,240 complaints, of which 8,131``."""
    return not part.features.core and counts.index(part) == counts.index(whole) + 1


def _share_hit(
    evidence: tuple[Figure, ...], division: str, right: Decimal, percent: Figure, language: str, *, doubtful: bool
) -> Hit:
    places = max(places_of(percent.printed), 1)

    def fill(language: str) -> dict[str, str]:
        return {
            "stated": shown(percent.text),
            "expected": f"{number(right, mark(language), places=places)}%",
            "parts": division,
            "label": evidence[0].phrase,
        }

    return Hit(
        evidence=evidence,
        computed=f"{division} = {number(right, mark(language), places=2)}% ≠ {shown(percent.text)}",
        confidence=0.7 if doubtful else 0.95,
        values=spoken(fill),
        key="share",
        label=evidence[0].phrase,
        doubtful=doubtful,
        reason=_SAME_SENTENCE,
    )


def percentage_change(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """``from A to B, up P %``: the percentage is not what A and B make.

    Parameters:
        near: Part by which the computed and the printed percentage may differ and still be held to belong together.
    """
    near = Decimal(str(parameters["near"]))
    for extract, _, figures in case.by_sentence:
        pack = case.packs[extract.document.language]
        folded = case.folded(figures[0])
        for first, second, change in zip(figures, figures[1:], figures[2:], strict=False):
            if not _end_points(first, second, change):
                continue
            cue = pack.measures.last(folded, first.to, second.at)
            if cue is None or cue[2] != "to" or ";" in folded[first.to : change.at]:
                continue
            quotient = divided(second.printed, first.printed)
            if quotient is None or quotient.low is None or quotient.high is None:
                continue
            grown = scaled(subtracted(quotient, exact(1)), HUNDRED)
            computed = (
                grown
                if change.measure == "up"
                else Interval(
                    -grown.high if grown.high is not None else None, -grown.low if grown.low is not None else None
                )
            )
            if meet(computed, change.printed):
                continue
            stated, right = middle(change.printed), middle(computed)
            if stated is None or right is None or right == 0:
                continue
            doubtful = abs(stated - right) / abs(right) > near
            if doubtful and not one_edit(digits(stated, 1), digits(abs(right), 1)) and change.at - second.to > 30:
                continue
            yield _change_hit(first, second, change, right, case.language(change), doubtful=doubtful)


def _end_points(first: Figure, second: Figure, change: Figure) -> bool:
    return (
        first.unit == second.unit
        and change.unit == "percent"
        and change.measure in ("up", "down")
        and first.unit not in ("percent", "percentage-point", "point")
        and first.kind is Kind.VALUE
        and not (first.hedge or second.hedge or change.hedge)
        and not change.features.core
    )


def _change_hit(first: Figure, second: Figure, change: Figure, right: Decimal, language: str, *, doubtful: bool) -> Hit:
    places = max(places_of(change.printed), 1)
    division = f"({shown(second.text)} - {shown(first.text)}) / {shown(first.text)}"
    return Hit(
        evidence=(first, second, change),
        computed=f"{division} = {number(right, mark(language), places=2)}% ≠ {shown(change.text)}",
        confidence=0.7 if doubtful else 0.93,
        values=spoken(
            lambda language: {
                "stated": shown(change.text),
                "expected": f"{number(right, mark(language), places=places)}%",
                "parts": division,
                "label": first.phrase,
            }
        ),
        key="change",
        label=first.phrase,
        doubtful=doubtful,
        reason=_SAME_SENTENCE,
    )
