"""The corpus and what once crashed; and a bounded search around it, the same in every run."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import CORPUS, TARGETS, seeds, words

SLOW = {"language": 6, "indicators": 6}
"""Inputs for targets that compile all rules for each."""


def test_every_target_has_seeds() -> None:
    """A target without a seed would search blindly; a folder without a target is not searched."""
    assert {p.name for p in CORPUS.iterdir()} == set(TARGETS)
    assert all(seeds(name) for name in TARGETS)


@pytest.mark.parametrize(("target", "name"), [(t, p.name) for t in TARGETS for p in seeds(t)])
def test_seed(target: str, name: str) -> None:
    """Each seed, and each file that once crashed, is read or refused in one line."""
    path = next(p for p in seeds(target) if p.name == name)
    TARGETS[target](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_around_the_seeds(target: str) -> None:
    """Pieces of seeds cut out, doubled, replaced and interspersed with words that readers look for."""
    pool = [path.read_bytes() for path in seeds(target)]
    extra = [word.encode("utf-8", "surrogatepass") for word in words(target)]

    @settings(
        max_examples=SLOW.get(target, 60),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.sampled_from(pool),
        st.lists(
            st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(st.sampled_from(extra), st.binary(max_size=6))),
            max_size=6,
        ),
    )
    def search(seed: bytes, edits: list[tuple[float, int, bytes]]) -> None:
        data = seed
        for place, length, put in edits:
            at = int(place * len(data))
            data = data[:at] + put + data[at + length :]
        TARGETS[target](data)

    search()
