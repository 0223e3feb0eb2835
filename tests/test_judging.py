"""What is found once for many pairs of figures is what would be found for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.alignment import align, arrays, candidates, compare, twins
from auditor.alignment.arrays import Distinct
from auditor.alignment.candidates import Pairs
from auditor.alignment.judging import Judge
from auditor.alignment.narrowing import Above
from auditor.alignment.numbers import Numbers
from auditor.alignment.obstacles import sorts_of_amounts
from auditor.alignment.profiles import Profiles, Sets, shared
from auditor.alignment.rivals import Rivals
from auditor.benchmark import invented
from auditor.generating import generate
from auditor.intervals import at_least, exact, rounded
from auditor.model import Document, Extract, Figure, Interval, Ledger, Note, Period, Status
from auditor.pipeline import Knowledge, read_all

SAMPLES = Path(__file__).parents[1] / "data" / "samples"


def of_samples(language: str, knowledge: Knowledge) -> tuple[list[Figure], dict[str, tuple[str | None, str]]]:
    extracts = read_all([str(path) for path in sorted((SAMPLES / language).glob("*.txt"))], knowledge).extracts
    years = {x.document.id: (x.document.year, (x.document.date or "")[:4]) for x in extracts}
    return [f for x in extracts for f in x.figures], years


@pytest.mark.parametrize("language", ["vi", "en"])
def test_obstacles_of_alike_pairs_are_those_of_each(language: str, knowledge: Knowledge) -> None:
    """Every two figures of the samples: a claim that decides anything tells two figures apart."""
    figures, years = of_samples(language, knowledge)
    tags = dict.fromkeys(years, language)
    spots, none = twins.sentences(figures), twins.Twins.none()
    judge = Judge(
        figures,
        [None] * len(figures),
        [False] * len(figures),
        tags,
        knowledge.packs,
        years,
        spots,
        none,
        Profiles(figures),
        Numbers(figures),
        Pairs.none(),
        Above([]),
    )
    rivals, of = Rivals(), sorts_of_amounts(figures)
    for i, j in combinations(range(len(figures)), 2):
        a, b = figures[i], figures[j]
        told = tuple(title for title, _ in (years[a.document], years[b.document]))
        pack = knowledge.packs[language]
        expected = compare.obstacle(a, b, pack, told)
        if "" not in (of[i], of[j]) and of[i] != of[j] and not compare.close(a, b):
            expected = Note.of("obstacle.thing")  # whatever else would part them
        otherwise = not compare.close(a, b) and (
            rivals.called_apart(a, b, pack) or (not compare.slipped(a, b) and compare.replaced(a, b, pack))
        )
        if expected is None and (otherwise or rivals.part(a, b, pack, differ=not compare.close(a, b))):
            expected = Note.of("obstacle.thing")
        assert judge.obstacle(i, j) == expected, (a.text, b.text)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_obstacles_of_all_pairs_at_once_are_those_of_each(language: str, knowledge: Knowledge) -> None:
    """What is asked once for pairs that are alike holds for each of them."""
    figures, years = of_samples(language, knowledge)
    tags = dict.fromkeys(years, language)
    profiles = Profiles(figures)
    spots, none = twins.sentences(figures), twins.Twins.none()
    left, right = (np.array(side) for side in zip(*combinations(range(len(figures)), 2), strict=True))
    pairs = Pairs(left, right, np.zeros(len(left)))
    known, told = [None] * len(figures), [False] * len(figures)
    numbers = Numbers(figures)
    judge = Judge(figures, known, told, tags, knowledge.packs, years, spots, none, profiles, numbers, pairs, Above([]))
    numbers, notes = judge.obstacles(judge.judge(np.arange(len(left))), np.arange(len(left)))
    told = [notes[n] for n in numbers.tolist()]
    assert None not in {note for note, apart in zip(told, judge.apart().tolist(), strict=True) if apart}
    assert told == [judge.obstacle(i, j) for i, j in zip(left.tolist(), right.tolist(), strict=True)]


def interval(draw: st.DrawFn) -> tuple[Interval, Interval]:
    """What is printed, and what it stands for: alone or as a lower bound."""
    digits = draw(st.text("0123456789", min_size=1, max_size=6))
    number = Decimal(digits).scaleb(-draw(st.integers(0, 3))) * draw(st.sampled_from([1, 1, 1, -1, 1000, 10**9]))
    form = draw(st.sampled_from(["exact", "rounded", "bound"]))
    printed = rounded(number, Decimal("0.1")) if form == "rounded" else exact(number)
    return printed, at_least(number) if form == "bound" else printed


@st.composite
def figures(draw: st.DrawFn) -> list[Figure]:
    model = invented(4)[0].figures[0]
    found = []
    for _ in range(draw(st.integers(2, 8))):
        printed, value = interval(draw)
        hedge = "over" if printed is not value else ""
        otherwise = draw(st.sampled_from([None, None, None, exact(Decimal(7))]))
        total = draw(st.sampled_from([None, None, Decimal(9)]))
        scale = draw(st.sampled_from([Decimal(1), Decimal(1000), Decimal(0)]))
        numbers = {"printed": printed, "value": value, "hedge": hedge, "otherwise": otherwise}
        found.append(replace(model, **numbers, total=total, scale=scale))
    # Neighbours a slip of the hand apart.
    middle = found[0].printed
    if middle.low is not None and middle.high is not None:
        found.append(replace(found[0], printed=exact(middle.low + 1), value=exact(middle.low * 10)))
    return found


@settings(max_examples=300, deadline=None)
@given(figures())
def test_numbers_are_judged_together_as_one_by_one(found: Sequence[Figure]) -> None:
    """Binary fractions never decide what exact numbers decide otherwise."""
    numbers = Numbers(found)
    pairs = [(i, j) for i in range(len(found)) for j in range(len(found))]
    a, b = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
    close = numbers.close(a, b)
    together = {
        compare.close: close,
        compare.agree: numbers.agree(a, b, close),
        compare.near: numbers.near(a, b),
        compare.slip: numbers.slip(a, b),
        compare.other_size: numbers.other_size(a, b),
    }
    for question, answers in together.items():
        assert answers.tolist() == [question(found[i], found[j]) for i, j in pairs], question.__name__


@given(st.lists(st.lists(st.integers(0, 12), unique=True), min_size=1, max_size=90), st.data())
def test_shared_weight_is_that_of_the_common_words(sets: list[list[int]], data: st.DataObject) -> None:
    """Laid out in parts, sets share what they share."""
    number = st.integers(0, len(sets) - 1)
    pairs = data.draw(st.lists(st.tuples(number, number)))
    laid = Sets(sets)
    weights = np.array([2.0**word for each in sets for word in each])
    a, b = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    found = shared(laid, weights, laid, a, b, 13)
    assert found.tolist() == [sum(2.0**w for w in {*sets[i]} & {*sets[j]}) for i, j in pairs]


def test_nothing_to_align(knowledge: Knowledge) -> None:
    """No document, or none with figures, gives nothing."""
    assert align([], knowledge.packs, knowledge.catalogue) == ([], {})
    empty, other = (x for x in invented(0)[:2])
    assert align([empty, other], knowledge.packs, knowledge.catalogue, same_organisation=True)[0] == []


@pytest.mark.parametrize("cells", [0, 10**6])
def test_what_is_asked_of_two_values_is_asked_once(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a table of all values, or by those that meet: the same answers, each question once."""
    monkeypatch.setattr(arrays, "_TABLE", cells)
    values = Distinct(["a", "b", "a", "c", "b"])
    asked: list[tuple[str, str]] = []

    def less(x: str, y: str) -> bool:
        asked.append((x, y))
        return x < y

    a, b = np.array([0, 2, 1, 3, 0]), np.array([1, 4, 0, 2, 2])
    assert values.asked(less, a, b).tolist() == [True, True, False, False, False]
    assert sorted(asked) == [("a", "a"), ("a", "b"), ("b", "a"), ("c", "a")]


def test_too_common_words_tell_among_figures_of_one_time_and_area(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no word is rare enough to propose pairs by itself, conflicts are found all the same."""
    generate(tmp_path / "nation", provinces=1, years=1, seed=1, communes=12)
    extracts = read_all([str(tmp_path / "nation")], knowledge).extracts

    def conflicts() -> list[list[str]]:
        found, _ = align(extracts, knowledge.packs, knowledge.catalogue)
        return [[m.id for m in a.members] for a in found if a.status is Status.CONFLICT]

    expected = conflicts()
    assert expected
    monkeypatch.setattr(candidates, "SPREAD", 8)
    assert conflicts() == expected


def skewed(areas: int) -> list[Extract]:
    """Four documents that state one indicator in the same words of many areas and years; some values are odd."""
    extracts = []
    model = invented(4)[0].figures[0]
    for n in range(4):
        document = Document(f"d{n + 1}", f"report-{n + 1}", "", "", "vi", "", ())
        figures = []
        for area in range(areas):
            for year in (2021, 2022, 2023):
                odd = n == 2 and year == 2022 and area % 10 == 3
                value = exact(Decimal(1000 + area * 7 + year % 10 * 300 + odd))
                figures.append(
                    replace(
                        model,
                        id=f"{document.id}#{len(figures)}",
                        document=document.id,
                        passage=f"p{len(figures)}",
                        value=value,
                        printed=value,
                        period=Period(year * 12, year * 12 + 11, False, str(year), "stated"),
                        scope=f"area:Xã {area}",
                    )
                )
        extracts.append(Extract(document, tuple(figures), (), Ledger(len(figures), len(figures), 0, 0, 0)))
    return extracts


def test_one_indicator_of_many_figures_is_split_and_finds_the_same(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said too often to be compared with all is compared within its time and area."""

    def aligned() -> list[tuple[tuple[str, ...], Status]]:
        found, _ = align(skewed(40), knowledge.packs, knowledge.catalogue, same_organisation=True)
        return [(tuple(m.id for m in a.members), a.status) for a in found]

    split = aligned()
    assert [status for _, status in split].count(Status.CONFLICT) == 4
    assert all(len(members) == 4 for members, _ in split)
    assert len(split) == 40 * 3
    monkeypatch.setattr(candidates, "SPREAD", 10**6)
    assert aligned() == split
