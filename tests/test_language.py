"""Language packs as matchers: what is passed over for speed is never a match."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.language.anchored import Family
from auditor.language.pack import Pack
from auditor.pipeline import Knowledge
from tests.conftest import ROOT

FAMILIES = ("periods", "not_figures", "dates")
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
