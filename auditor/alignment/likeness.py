"""How likely two figures state one indicator: what speaks for it and against it, weighed."""

from __future__ import annotations

import math

from auditor.alignment import compare
from auditor.alignment.candidates import Pair
from auditor.model import Figure

BIAS = -3.05
WEIGHTS = {
    "words": 3.35,
    "sentence": 0.15,
    "phrase": 2.55,
    "noun": 0.4,
    "own": 0.4,
    "own-spare": 0.05,
    "elsewhere": -1.7,
    "row": 0.55,
    "catalogue": 0.2,
    "catalogue-other": -1.0,
    "time": 0.8,
    "time-unsaid": -0.9,
    "whole": 1.25,
    "form": -0.4,
    "slip": 1.6,
    "size": -2.5,
    "modifiers": 0.85,
    "modifier-unsaid": -0.2,
}
"""Log odds that each part adds: between a logistic regression over the work part of ``data/labels/pairs.jsonl``
(``data/labels/fit_weights.py``) and an earlier one that also had whole reports before it; signs held to what the part
can mean, and a time that both state weighed against one that is unsaid."""


def parts(pair: Pair, a: Figure, b: Figure, *, in_row: bool, whole: bool, keys: tuple[str, str]) -> dict[str, float]:
    """What is known of two figures, each part about 0 to 1.

    Args:
        pair: How alike their words are.
        a: A figure.
        b: The other.
        in_row: Their neighbours are surely alike.
        whole: They are parts of one whole, stated beside the one or in its sentence.
        keys: Their indicators in the catalogue, empty where it knows none.
    """
    return {
        "words": pair.local,
        "sentence": pair.wide,
        "phrase": pair.phrase,
        "noun": pair.noun,
        "own": pair.cover,
        "own-spare": pair.spare,
        "elsewhere": pair.elsewhere,
        "row": float(in_row),
        "catalogue": float(bool(keys[0]) and keys[0] == keys[1]),
        "catalogue-other": float(bool(keys[0]) and bool(keys[1]) and keys[0] != keys[1]),
        "time": float(compare.same_time(a, b)),
        "time-unsaid": float((a.period is None) != (b.period is None)),
        "whole": float(whole),
        "form": float((a.total is None) != (b.total is None) and not whole),
        "slip": float(compare.slip(a, b)),
        "size": float(compare.other_size(a, b)),
        "modifiers": float(bool(set(a.features.modifiers) & set(b.features.modifiers))),
        "modifier-unsaid": float({g for g, _ in a.features.modifiers} != {g for g, _ in b.features.modifiers}),
    }


def likely(found: dict[str, float]) -> float:
    """The likelihood, 0 to 1, that two figures with these parts state one indicator."""
    return 1 / (1 + math.exp(-BIAS - sum([WEIGHTS[name] * value for name, value in found.items() if value])))
