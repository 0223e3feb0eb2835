"""What the labels in data/ promise: extraction and alignment of sentences that no rule was written for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.alignment import Catalogue
from auditor.errors import AuditorError
from auditor.evaluation import evaluate_figures, evaluate_pairs, sort_of
from auditor.pipeline import Knowledge
from tests.conftest import ROOT

LABELS = ROOT / "data" / "labels"


@pytest.mark.parametrize(
    ("language", "least"),
    [
        ("vi", {"value": 0.98, "unit": 0.98, "kind": 0.98, "role": 0.95, "period": 0.95}),
        ("en", {"value": 0.95, "unit": 0.96, "kind": 0.92, "role": 0.93, "period": 0.92}),
    ],
)
def test_figures_of_the_test_part(language: str, least: dict[str, float], knowledge: Knowledge) -> None:
    """Every attribute of a figure is read as a proofreader labelled it; the README states the measured shares."""
    total = evaluate_figures([LABELS / f"figures-{language}.jsonl"], knowledge.packs, "test").total
    assert {name: round(total.recall(name), 3) for name in least if total.recall(name) < least[name]} == {}
    assert total.silence() >= {"vi": 0.97, "en": 0.9}[language]


def test_pairs_of_the_test_part(knowledge: Knowledge) -> None:
    """One fact is found in two reports, and tempting pairs are left alone, with and without the catalogue."""
    for catalogue in (knowledge.catalogue, Catalogue({}, knowledge.packs)):
        total = evaluate_pairs([LABELS / "pairs.jsonl"], knowledge.packs, catalogue, "test").total
        assert total.f1 >= 0.76


def test_labels_cover_every_form_in_both_parts() -> None:
    """Each form stands in the part to work on and in the part to test on, and no sentence in both."""
    for path in sorted(LABELS.glob("figures-*.jsonl")):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        forms = {part: {x["form"] for x in lines if x["part"] == part} for part in ("work", "test")}
        assert forms["work"] == forms["test"]
        texts = [x["text"] for x in lines]
        assert len(texts) == len(set(texts))
    pairs = [json.loads(line) for line in (LABELS / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sum(p["aligned"] for p in pairs) >= 300 <= sum(not p["aligned"] for p in pairs)


def test_faults_are_told_apart(tmp_path: Path, knowledge: Knowledge) -> None:
    """A figure read otherwise, a figure missed and a numeral taken for one each lower their own share."""
    label = {
        "id": "x1",
        "language": "vi",
        "part": "work",
        "form": "percent",
        "year": 2025,
        "heading": "",
        "text": "Tỷ lệ hộ nghèo năm 2024 còn 4,38%, có 12 xã.",
        "figures": [
            {
                "text": "4,38%",
                "low": "4.375",
                "high": "4.385",
                "unit": "percent",
                "kind": "share",
                "role": "target",
                "period": "2024",
            }
        ],
        "none": [{"text": "2024"}, {"text": "12"}],
    }
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps(label), encoding="utf-8")
    score = evaluate_figures([path], knowledge.packs)
    total = score.total
    assert (total.recall("value"), total.recall("role"), total.precision("value")) == (1.0, 0.0, 0.5)
    assert total.silence() == 0.5
    assert len(score.wrong) == 2


def test_sorts_and_bad_labels(tmp_path: Path, knowledge: Knowledge) -> None:
    """The first line tells what a file of labels is about; a line that is none is named."""
    assert sort_of(LABELS / "pairs.jsonl") == "pairs"
    assert sort_of(LABELS / "figures-vi.jsonl") == "figures"
    assert sort_of(ROOT / "data" / "samples" / "vi" / "labels.jsonl") == "findings"
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": 1, "none": [], "figures": []}\n', encoding="utf-8")
    with pytest.raises(AuditorError, match=r"bad\.jsonl:1"):
        evaluate_figures([path], knowledge.packs)
    path.write_text("", encoding="utf-8")
    with pytest.raises(AuditorError, match="no labels"):
        sort_of(path)
