"""Fits the weights of `auditor.alignment.likeness` to the work part of the labelled pairs; prints them.

    python data/labels/fit_weights.py [--rounds 4000] [--ridge 0.02]

A logistic regression by gradient descent in numpy. Each pair of figures of two labelled sentences is an example: the
labelled figures as labelled, and, where a label says that two are one fact, all other partners of these two as none.
Signs are held to what a part can mean (a rival's word never speaks for a pair). The test part is never read.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from auditor.alignment import Judged, align, compare
from auditor.alignment.likeness import BIAS, WEIGHTS
from auditor.evaluation.labels import small_document, spans_of
from auditor.extraction import extract
from auditor.pipeline import Knowledge, know

LABELS = Path(__file__).with_name("pairs.jsonl")
AGAINST = frozenset(name for name, weight in WEIGHTS.items() if weight < 0)
ABSENT = 0.3
"""Weight of an example that no label states itself."""
EQUAL = 5.0
"""Where the weight of an equal value begins: thresholds tell what it is worth, and the others are fitted beside it."""


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=4000)
    parser.add_argument("--ridge", type=float, default=0.02, help="pull towards the weights that are in use")
    options = parser.parse_args()
    names = list(WEIGHTS)
    rows, wanted, weights = examples(know(), names)
    start = np.array([BIAS, *WEIGHTS.values(), EQUAL])
    fitted = fit(rows, wanted, weights, start, names, options.rounds, options.ridge)
    for title, at in (("in use", start), ("fitted", fitted)):
        print(f"{title}: loss {loss(rows, wanted, weights, at):.4f}")
    print(f"BIAS = {fitted[0]:.1f}")
    for name, weight in zip(names, fitted[1:-1], strict=True):
        print(f'    "{name}": {weight:.1f},')


def examples(known: Knowledge, names: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The parts of each example (a leading 1 for the bias), whether it is one fact, and what it weighs."""
    rows, wanted, weights = [], [], []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if label["part"] != "work":
            continue
        sides = (label["a"], label["b"])
        documents = [
            small_document(name, s["text"], s["heading"], int(s["year"]), label["language"], label.get("organisation"))
            for name, s in zip(("d1", "d2"), sides, strict=True)
        ]
        trace: list[Judged] = []
        pack = known.packs[label["language"]]
        align([extract(d, pack) for d in documents], known.packs, known.catalogue, same_organisation=True, trace=trace)
        spans = {}
        for document, side in zip(documents, sides, strict=True):
            (span,) = spans_of(side["text"], [side["figure"]])
            shift = len(document.text) - len(side["text"])
            spans[document.id] = (span[0] + shift, span[1] + shift) if span else (0, 0)
        for judged in trace:
            # What an obstacle keeps apart is not for the likelihood to tell.
            if judged.left.document == judged.right.document or judged.outcome.code.startswith("obstacle."):
                continue
            meant = [
                f.start < spans[f.document][1] and spans[f.document][0] < f.end for f in (judged.left, judged.right)
            ]
            if not (all(meant) or (label["aligned"] and any(meant))):
                continue
            found = dict(judged.parts)
            close = float(compare.close(judged.left, judged.right))
            rows.append([1.0, *(found.get(name, 0.0) / WEIGHTS[name] for name in names), close])
            wanted.append(float(all(meant) and label["aligned"]))
            weights.append(1.0 if all(meant) else ABSENT)
    return np.array(rows), np.array(wanted), np.array(weights)


def fit(
    rows: np.ndarray,
    wanted: np.ndarray,
    weights: np.ndarray,
    start: np.ndarray,
    names: list[str],
    rounds: int,
    ridge: float,
) -> np.ndarray:
    """Weights of least loss near those in use."""
    at = start.copy()
    against = np.array([False, *(name in AGAINST for name in names), False])
    for _ in range(rounds):
        likely = 1 / (1 + np.exp(-rows @ at))
        slope = rows.T @ (weights * (likely - wanted)) / weights.sum() + ridge * (at - start) / len(start)
        at -= 0.5 * slope
        at[1:] = np.where(against[1:], np.minimum(at[1:], 0), np.maximum(at[1:], 0))
    return at


def loss(rows: np.ndarray, wanted: np.ndarray, weights: np.ndarray, at: np.ndarray) -> float:
    """Mean log loss."""
    likely = np.clip(1 / (1 + np.exp(-rows @ at)), 1e-9, 1 - 1e-9)
    each = -(wanted * np.log(likely) + (1 - wanted) * np.log(1 - likely))
    return float((weights * each).sum() / weights.sum())


if __name__ == "__main__":
    main()
