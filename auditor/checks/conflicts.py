"""Aligned statements that disagree: values, fractions, ranks, directions, scale slips, repeats within a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from auditor.checks import shapes, wholes
from auditor.checks.base import Case, Hit, mark, number, places_of, shown, spoken, stated, value_of
from auditor.checks.history import restated
from auditor.checks.loose import cut_off, of_other_levels, of_other_moments, of_own_area, of_two_times, rounded_beside
from auditor.checks.naming import counted
from auditor.checks.other_times import one_statement, tells_of_two
from auditor.checks.turned import reached, turned
from auditor.intervals import scale_slip, scaled
from auditor.model import Alignment, Figure, Kind, Note, Status
from auditor.phrases import has, say
from auditor.terms import SETTLING

_WITHIN = ("value", "fraction", "population", "range", "rank", "direction", "scale")
"""Disagreements, as `shape_of` names them, that may stand within one document."""
_TWO = 2
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = 12
_BESIDE = 24
"""Characters before and behind a change in which the word that says which way it went stands."""
_LIST_LENGTH = 3_000
"""Characters within which entries of one list stand."""
_LONG = 5
"""Digits of a number of which two exchanged tell of a slip."""
QUIET = 0.5
"""Confidence below which a conflict is only worth a note."""
_NOUN_WORDS = 3
"""Words of what is counted; more may have been cut off anywhere."""
_SERIOUS = frozenset(
    {
        "period-unstated",
        "alignment",
        "kind",
        "scope-unstated",
        "reading",
        "modifier-unstated",
        "wording",
        "limited",
        "visits",
    }
)


def value(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Two documents give one indicator different values."""
    del parameters
    yield from _conflicts(case, "value", across=True)


def fraction(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Two documents give one indicator different fractions."""
    del parameters
    yield from _conflicts(case, "fraction", across=True)


def rank(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Two documents give one indicator different ranks."""
    del parameters
    yield from _conflicts(case, "rank", across=True)


def direction(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One document says it rose, the other that it fell."""
    del parameters
    yield from (
        hit for hit in _conflicts(case, "direction", across=True) if not (_valued(case, hit) or _of_months(hit))
    )
    yield from turned(case)
    yield from reached(case)


def _of_months(hit: Hit) -> bool:
    """Whether some changes are told of a part of a year, and others of no time: both ways may be true."""
    times = [item.period for item in hit.evidence if isinstance(item, Figure)]
    return None in times and any(t is not None and t.last and t.last - t.first < _YEAR - 1 for t in times)


def _valued(case: Case, hit: Hit) -> bool:
    """Whether words for better or worse, not for more or less, say which way something went: a cost ratio that falls
    by a point is an improvement of a point."""
    figures = [item for item in hit.evidence if isinstance(item, Figure)]
    found = (
        case.pack(f).cues.valued.find(
            case.folded(f), max(f.sentence[0], f.at - _BESIDE), min(f.sentence[1], f.to + _BESIDE)
        )
        for f in figures
    )
    return any(found)


def scale(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Values of the same digits, a power of ten apart: a slipped decimal mark, unit or scale word."""
    del parameters
    yield from _conflicts(case, "scale", across=True)


def repeat(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """One document gives one indicator different values in two places."""
    del parameters
    for shape in _WITHIN:
        for hit in _conflicts(case, shape, across=False):
            apart = _of_other_wholes(case, hit) or of_own_area(case, hit) or of_two_times(case, hit)
            if not (apart or of_other_levels(case, hit) or _one_form(case, hit)):
                yield hit


def _one_form(case: Case, hit: Hit) -> bool:
    """Whether the sentences are one form filled in for several things of a list: alike but for their numbers."""
    passages = [case.passages[item.document, item.passage] for item in hit.evidence]
    forms = {
        _DIGITS.sub("", shown(p.text[slice(*item.sentence)])) for p, item in zip(passages, hit.evidence, strict=True)
    }
    starts = [item.start for item in hit.evidence]
    return len(forms) == 1 and max(starts) - min(starts) <= _LIST_LENGTH


def _of_other_wholes(case: Case, hit: Hit) -> bool:
    """Whether sentences that open with words for parts tell of wholes of their own: ``Rice 412 ha. Of which …``.

    Each goes on with what the sentence before it tells, and is no part of what it is a part of.
    """
    figures = [item for item in hit.evidence if isinstance(item, Figure)]
    wholes = [_told_before(case, figure) for figure in figures]
    parts = [whole for whole in wholes if whole is not None]
    if len(parts) == len(figures):
        numbers = [{value_of(figure) for figure in whole} for whole in parts]
        return all(one.isdisjoint(other) for one, other in combinations(numbers, 2))
    rest = [figure for figure, whole in zip(figures, wholes, strict=True) if whole is None]
    return len(rest) == 1 and any(rest[0] in whole for whole in parts)


def _told_before(case: Case, figure: Figure) -> Sequence[Figure] | None:
    """The figures of the sentence before that of a figure; None where this does not open with words for parts."""
    opens = case.pack(figure).parts.pattern.match(case.folded(figure), figure.sentence[0])
    return case.before(figure) if opens is not None else None


def shape_of(case: Case, figures: list[Figure]) -> str:
    """What sort of disagreement stands between aligned figures."""
    measures = {f.measure for f in figures}
    if {"up", "down"} <= measures:
        return "direction"
    kinds = {f.kind for f in figures}
    if Kind.RANK in kinds:
        return "rank"
    if Kind.FRACTION in kinds:
        one_part = len({value_of(f) for f in figures}) == 1 and None not in {f.total for f in figures}
        return "population" if one_part else "fraction"
    if kinds == {Kind.RANGE}:
        return "range"
    if any(a and b and a != b and scale_slip(a, b) for a, b in combinations(map(value_of, figures), 2)):
        return "scale"
    return restated(case, figures) or "value"


def population(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Two documents give one part of two wholes: ``106/175`` and ``106/181``."""
    del parameters
    yield from _conflicts(case, "population", across=True)
    yield from wholes.beside(case)


def span(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Two documents give one indicator two ranges that are not the same."""
    del parameters
    yield from _conflicts(case, "range", across=True)


def restated_target(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """A later document quotes a target of an earlier one differently."""
    del parameters
    yield from _conflicts(case, "target", across=True)


def restated_history(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """A later document quotes a result of an earlier one differently."""
    del parameters
    yield from _conflicts(case, "history", across=True)


def rounding(case: Case, parameters: Mapping[str, Any]) -> Iterator[Hit]:
    """Two documents agree only because one of them rounds: worth a note where both are read side by side."""
    del parameters
    for alignment in case.alignments:
        figures = [m for m in alignment.members if isinstance(m, Figure)]
        if alignment.status is not Status.CONSISTENT or any(f.hedge or f.kind is Kind.RANGE for f in figures):
            continue
        if len({f.document for f in figures}) > 1 and len({value_of(f) for f in figures}) > 1:
            yield _hit(case, alignment, figures)


def _conflicts(case: Case, shape: str, *, across: bool) -> Iterator[Hit]:
    for alignment, figures, its_shape in case.once(_disagreeing):
        if its_shape == shape and (len({f.document for f in figures}) > 1) is across:
            yield _hit(case, alignment, figures)


def _disagreeing(case: Case) -> Iterator[tuple[Alignment, list[Figure], str]]:
    """The alignments whose figures disagree, with these and the shape of it."""
    for alignment in case.alignments:
        figures = [m for m in alignment.members if isinstance(m, Figure)]
        if alignment.status is Status.CONFLICT and figures:
            yield alignment, figures, shape_of(case, figures)


def _hit(case: Case, alignment: Alignment, figures: list[Figure]) -> Hit:
    return Hit(
        evidence=tuple(figures),
        computed=" ≠ ".join(dict.fromkeys(case.said(f) for f in figures)),
        confidence=_confidence(alignment),
        values=spoken(
            lambda language: {
                "statements": _statements(case, figures, language),
                "difference": _difference(case, figures, language),
            }
        ),
        key=alignment.key,
        label=alignment.label,
        quiet=(_confidence(alignment) < QUIET and not _turned(alignment, figures))
        or (alignment.status is Status.CONFLICT and not SETTLING.isdisjoint(alignment.doubts))
        or tells_of_two(case, figures)
        or cut_off(figures)
        or rounded_beside(figures)
        or of_other_moments(case, figures),
        doubtful=bool(set(alignment.doubts) & _SERIOUS),
        reason=(*alignment.reason, *(Note.of(f"doubt.{d}") for d in alignment.doubts), *_clues(case, figures)),
    )


def _turned(alignment: Alignment, figures: list[Figure]) -> bool:
    """Whether two long numbers of a known indicator have two digits exchanged: hardly two facts, however put."""
    if len(figures) != _TWO or alignment.key.startswith("phrase:"):
        return False
    long = all(len(value_of(f).normalize().as_tuple().digits) >= _LONG for f in figures)
    return long and shapes.between(*figures) == "swapped"


def _clues(case: Case, figures: list[Figure]) -> Iterator[Note]:
    """What the shape of a conflict tells: a slip of the hand, another year's number, a document that stands alone."""
    camps: list[list[Figure]] = []
    for figure in figures:
        home = next((c for c in camps if one_statement(c[0], figure)), None)
        if home is None:
            camps.append([figure])
        else:
            home.append(figure)
    if len(camps) != _TWO:
        return
    small, large = sorted(camps, key=lambda c: len({f.document for f in c}))
    alone = {f.document for f in small}
    if len(alone) == 1 and len({f.document for f in large} - alone) >= _TWO:
        yield Note.of("reason.alone", document=case.file_name(small[0].document))
    slip = shapes.between(small[0], large[0])
    if slip:
        yield Note.of(f"shape.{slip}")
    for one, other in ((small[0], large[0]), (large[0], small[0])):
        twin = _stale(case, one, other)
        if twin is not None and twin.period is not None:
            yield Note.of("reason.stale", document=case.file_name(twin.document), period=twin.period.label)


def _stale(case: Case, figure: Figure, other: Figure) -> Figure | None:
    """A figure of the other document that prints the same number for another time, in the same words."""
    core = set(figure.features.core)
    for twin in case.stating(other.document, value_of(figure), figure.unit):
        same = twin.total == figure.total and twin.measure == figure.measure
        later = twin.period is not None and other.period is not None and twin.period.label != other.period.label
        if same and later and not core.isdisjoint(twin.features.core):
            return twin
    return None


def _confidence(alignment: Alignment) -> float:
    """The likeness of the words, less a twentieth for each doubt."""
    return alignment.score * 0.95 ** len(alignment.doubts)


def _statements(case: Case, figures: list[Figure], language: str) -> str:
    """Who says what: documents that print one number stand together; within one its sections tell the places apart."""
    alone = len({f.document for f in figures}) == 1
    turned = len({f.measure for f in figures} & {"up", "down"}) > 1
    told: list[tuple[Figure, list[str]]] = []
    for figure in figures:
        name = case.name(figure.document, language)
        section = case.passages[figure.document, figure.passage].section
        if alone and section:
            name = f"{name} {section}"
        for first, names in told:
            same = figure.measure == first.measure and figure.printed == first.printed
            if same and one_statement(figure, first):
                if name not in names:
                    names.append(name)
                break
        else:
            told.append((figure, [name]))
    parts = []
    for figure, names in told:
        text = case.said(figure)
        if turned:
            text = f"{say(language, f'direction.{figure.measure}')} {text}"
        parts.append(stated(names, text, language))
    return ", ".join(parts)


def _difference(case: Case, figures: list[Figure], language: str) -> str:
    """How far the extreme values stand apart, in the unit of the figures."""
    one, other = max(combinations(figures, 2), key=lambda pair: abs(value_of(pair[0]) - value_of(pair[1])))
    widest, places = abs(value_of(one) - value_of(other)), max(places_of(one.printed), places_of(other.printed))
    printed = _printed_unit(case, figures, language)
    if printed:
        return f"{number(widest / figures[0].scale, mark(language), places=_decimals(figures))} {printed}"
    suffix = _unit(case, figures, language)
    for power in (9, 6):
        if widest >= Decimal(10) ** power and all(f.printed.low != f.printed.high for f in figures):
            return f"{number(widest.scaleb(-power), mark(language))}{say(language, f'scale.{power}')}{suffix}"
    return f"{number(widest, mark(language), places=places)}{suffix}"


def _decimals(figures: list[Figure]) -> int:
    """Decimals of the most exact of some numbers, as they are printed."""
    return max(places_of(scaled(f.printed, 1 / f.scale)) for f in figures)


def _printed_unit(case: Case, figures: list[Figure], language: str) -> str:
    """The unit that all figures print, where it says all and a reader of the message's language knows it.

    Percentages differ by points.
    """
    units = {re.sub(r"^[\d.,\s]+", "", case.said(f)) for f in figures}
    unit = units.pop()
    if units or not unit or figures[0].unit == "percent" or len({f.scale for f in figures}) > 1:
        return ""
    # A word of scale alone leaves the currency to the sign before the number; minutes have seconds for their base.
    whole = has(f"unit.{figures[0].unit}") and (len(unit.split()) > 1 or figures[0].unit == "second")
    sign = unit.isascii() and " " not in unit and not unit.isalpha()
    return unit if sign or (whole and case.language(figures[0]) == language) else ""


def _unit(case: Case, figures: list[Figure], language: str) -> str:
    """The unit of a difference; of counts, what is counted, where all say the same in the message's language."""
    unit = figures[0].unit
    if unit != "count":
        code = f"unit.{unit}"
        return say(language, code) if has(code) else f" {unit}"
    nouns = {counted(f, case.pack(f)) for f in figures}
    noun = nouns.pop()
    spoken_here = case.documents[figures[0].document].language == language
    return f" {noun}" if noun and not nouns and spoken_here and len(noun.split()) <= _NOUN_WORDS else ""
