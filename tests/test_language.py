"""Language packs as matchers: what is passed over for speed is never a match."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.language.anchored import Family
from auditor.language.matchers import Labelled
from auditor.language.pack import Pack
from auditor.pipeline import Knowledge
from tests.conftest import ROOT

FAMILIES = ("periods", "not_figures", "dates", "criteria", "amounts")
PRINTED = ("persons", "programmes", "numbered_names", "organisations")
LABELLED = (
    *("measures", "bases", "roles", "modifiers", "cuts", "scopes", "parts", "table_roles", "named", "relations"),
    *("hedges", "change_opener", "comparisons", "period_base", "roles_behind"),
)
SAMPLES = sorted((ROOT / "data" / "samples").glob("*/*.txt"))


def plainly(family: Family, text: str) -> list[tuple[str, int, int]]:
    """What each expression finds by itself."""
    return [(name, *m.span()) for name, pattern in family.patterns for m in pattern.finditer(text)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_families_find_what_their_expressions_find(path: Path, knowledge: Knowledge) -> None:
    """One walk over the beginnings of words finds the same as each expression on the whole text."""
    for pack in knowledge.packs.values():
        folded = pack.lexicon.fold(path.read_text(encoding="utf-8"))
        for name in FAMILIES:
            family = getattr(pack, name)
            assert [(n, *m.span()) for n, m in family.find(folded)] == plainly(family, folded), name


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_walked_text_gives_the_same(path: Path, knowledge: Knowledge) -> None:
    """In a passage that is walked, families and lists of words find what their expressions find; so in sentences."""
    for pack in knowledge.packs.values():
        for line in path.read_text(encoding="utf-8").splitlines():
            walked = pack.walked(" ".join(line.split()))
            for name in FAMILIES:
                family = getattr(pack, name)
                assert [(n, *m.span()) for n, m in family.find(walked)] == plainly(family, walked), name
            for name in PRINTED:
                family = getattr(pack, name)
                assert [(n, *m.span()) for n, m in family.find(line)] == plainly(family, line), name
            for name in LABELLED:
                words = getattr(pack, name)
                for start, end in ((0, len(walked)), (len(walked) // 3, 2 * len(walked) // 3)):
                    expected = by_expression(words, walked, start, end)
                    assert words.find(walked, start, end) == words.find(str(walked), start, end) == expected, name


def by_expression(words: Labelled, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """What the expression of some words finds in a range of a text."""
    return [(*m.span(), words.label(m.group())) for m in words.pattern.finditer(text, start, end)]


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_words_are_those_of_the_expressions(tag: str, knowledge: Knowledge) -> None:
    """Law: words and their places are the same whether found in one pass or by expressions."""
    lexicon = knowledge.packs[tag].lexicon
    pieces = [*lexicon._normal, *lexicon._stop, *(p for ps in lexicon._stop_phrases_by_word.values() for p in ps)]
    pieces += [part for piece in pieces for part in piece.split()]
    pieces += ["5", "km2", "290m", "12b4", "x’y", "_", "½", "²", "-", "  ", "\t"]

    @settings(max_examples=300, deadline=None)
    @given(st.lists(st.sampled_from(sorted(set(pieces))), max_size=10), st.sampled_from([" ", "", ", ", "_"]))
    def law(words: list[str], gap: str) -> None:
        text = gap.join(words)
        assert lexicon.tokens(text) == lexicon.tokens_plainly(text)
        assert lexicon.words(text) == lexicon.words_plainly(text)
        assert lexicon._synonyms is not None
        in_full = lexicon._synonyms.sub(lambda m: lexicon._normal[" ".join(m.group().split())].replace("_", " "), text)
        assert lexicon.written_out(text) == in_full

    law()


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_walked_text_gives_the_same_in_any_order(tag: str, knowledge: Knowledge) -> None:
    """Law: the same holds for words in any order, between any two places, and where a text is walked part by part."""
    pack = knowledge.packs[tag]

    @settings(max_examples=80, deadline=None)
    @given(st.lists(st.sampled_from(_pieces(pack)), max_size=14), st.sampled_from(["", " "]), st.data())
    def law(words: list[str], gap: str, data: st.DataObject) -> None:
        text = gap.join(words)
        parts = [i + 1 for i, c in enumerate(text) if c == " "]
        walked = pack.walked(
            text, [0, *(data.draw(st.lists(st.sampled_from(parts), unique=True).map(sorted)) if parts else ())]
        )
        start = data.draw(st.integers(0, len(walked)))
        end = data.draw(st.integers(start, len(walked)))
        for name in FAMILIES:
            family = getattr(pack, name)
            found = [(n, *m.span()) for n, m in family.find(walked, start, end)]
            expected = [(n, *m.span()) for n, p in family.patterns for m in p.finditer(walked, start, end)]
            assert found == expected, name
        for name in LABELLED:
            matcher = getattr(pack, name)
            expected = by_expression(matcher, walked, start, end)
            assert matcher.find(walked, start, end) == matcher.find(str(walked), start, end) == expected, name

    law()


def _pieces(pack: Pack) -> list[str]:
    """Words and numbers of which times, dates and the like are made."""
    return [
        *("12", "2024", "2025", "6", "30/6", "/2025", "-", "–", "/", ",", ".", "%", "h", "5g", "q3", "(", ")", "ii"),
        *pack.period_words,
        *(word for cue in ("period_base", "bases", "roles") for word in getattr(pack, cue)._label),
    ]


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_families_find_the_same_in_any_text(tag: str, knowledge: Knowledge) -> None:
    """Law: the same holds for words in any order."""
    pack = knowledge.packs[tag]

    @settings(max_examples=80, deadline=None)
    @given(st.lists(st.sampled_from(_pieces(pack)), max_size=14), st.sampled_from(["", " "]))
    def law(words: list[str], gap: str) -> None:
        text = gap.join(words)
        for name in FAMILIES:
            family = getattr(pack, name)
            assert [(n, *m.span()) for n, m in family.find(text)] == plainly(family, text), name

    law()


def test_abbreviations_stand_for_words_at_their_place(knowledge: Knowledge) -> None:
    """An abbreviation is met where its words are met one by one; a synonym is one word."""
    lexicon = knowledge.packs["vi"].lexicon
    assert lexicon.words("hội ccb") == ("hội", "cựu", "chiến", "binh")
    assert lexicon.tokens("hội ccb") == [(0, 3, "hội"), (4, 7, "cựu"), (4, 7, "chiến"), (4, 7, "binh")]
    assert lexicon.words("đvhc") == lexicon.words("đơn vị hành chính")
    assert lexicon.words("thạc sĩ  tiến sĩ") == lexicon.words("thạc sĩ, tiến sĩ") == lexicon.words("trên đại học")
