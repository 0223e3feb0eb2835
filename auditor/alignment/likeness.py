"""How likely two figures state one indicator: what speaks for it and against it, weighed."""

from __future__ import annotations

import math

import numpy as np

from auditor.alignment.arrays import Floats

BIAS = -3.05
WEIGHTS = {
    "words": 3.35,
    "sentence": 0.15,
    "phrase": 2.55,
    "noun": 0.4,
    "own": 0.4,
    "own-spare": 0.05,
    "elsewhere": -1.7,
    "row": 0.8,
    "company": 1.2,
    "catalogue": 0.2,
    "catalogue-alone": 2.2,
    "catalogue-other": -1.0,
    "time": 0.8,
    "time-unsaid": -0.9,
    "whole": 1.25,
    "form": -0.4,
    "slip": 1.8,
    "apart": -1.0,
    "size": -3.0,
    "modifiers": 0.85,
    "modifier-unsaid": -0.2,
}
"""Log odds that each part adds: between a logistic regression over the work part of ``data/labels/pairs.jsonl``
(``data/labels/fit_weights.py``) and an earlier one that also had whole reports before it; signs held to what the part
can mean, and a time that both state weighed against one that is unsaid."""


Modifiers = tuple[tuple[str, str], ...]
"""Separating modifiers of a figure's words, as `auditor.model.Features.modifiers`."""


def one_modifier(mine: Modifiers, theirs: Modifiers) -> bool:
    """Whether two figures have a modifier in common."""
    return bool(set(mine) & set(theirs))


def unsaid_modifier(mine: Modifiers, theirs: Modifiers) -> bool:
    """Whether one of two figures leaves a modifier of the other unsaid."""
    return {group for group, _ in mine} != {group for group, _ in theirs}


def likely(found: Floats) -> Floats:
    """The likelihoods, 0 to 1, that two figures state one indicator.

    Args:
        found: Each part, about 0 to 1, of each pair: a row for each of `WEIGHTS`, in their order.
    """
    odds = np.zeros(found.shape[1])
    for weight, part in zip(WEIGHTS.values(), found, strict=True):
        odds += weight * part
    # Of the mathematics of one number: a vector's may differ by where in it a number stands.
    return np.array([1 / (1 + math.exp(-BIAS - each)) for each in odds.tolist()])
