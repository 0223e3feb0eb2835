"""What is planted in copies of a document is found, and nothing else is reported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.evaluation import evaluate_planted, evaluate_rules
from auditor.pipeline import Knowledge, read_one
from tests.conftest import SAMPLES
from tests.test_cli import run


@pytest.mark.parametrize("path", ["vi/review-report.txt", "en/annual-report-2024.txt"])
@pytest.mark.parametrize("seed", [1, 2])
def test_planted_discrepancies_of_the_samples(path: str, seed: int, knowledge: Knowledge) -> None:
    """98 of 100 are found, of every kind, and nothing is reported where nothing was planted."""
    score = evaluate_planted(read_one(str(SAMPLES / path), knowledge), knowledge, seed)
    assert all(score.planted.values()), score.planted
    assert sum(score.found.values()) >= 0.98 * sum(score.planted.values()), score.missed
    assert score.elsewhere == []


def test_same_seed_same_places(knowledge: Knowledge) -> None:
    """A seed stands for its places; another takes others."""
    document = read_one(str(SAMPLES / "en" / "summary-2024.txt"), knowledge)
    silent = Knowledge(knowledge.files, knowledge.packs, knowledge.catalogue, ())
    first, again, other = (evaluate_planted(document, silent, seed).missed for seed in (1, 1, 2))
    assert first == again != other


def test_without_rules_nothing_is_found(knowledge: Knowledge) -> None:
    """The count can fail: an auditor without rules finds nothing, and each place is named."""
    document = read_one(str(SAMPLES / "en" / "summary-2024.txt"), knowledge)
    score = evaluate_planted(document, Knowledge(knowledge.files, knowledge.packs, knowledge.catalogue, ()), 1)
    assert sum(score.found.values()) == 0
    assert len(score.missed) == sum(score.planted.values()) > 0


def test_command_line(tmp_path: Path) -> None:
    """``auditor evaluate --planted FILE`` prints each kind and what was reported elsewhere."""
    done = run("evaluate", "--planted", str(SAMPLES / "vi" / "political-report.txt"), "--seed", "3", "--list")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^digit +\d+ +\d+  [01]\.\d{3}$", done.stdout, re.MULTILINE)
    assert done.stdout.endswith("reported where nothing was planted: 0\n")
    assert run("evaluate").returncode == 2
    empty = tmp_path / "empty.txt"
    empty.write_text("Không có số liệu.", encoding="utf-8")
    assert "all           0" in run("evaluate", "--planted", str(empty)).stdout


@pytest.mark.parametrize("path", ["vi/review-report.txt", "vi/political-report.txt", "en/summary-2024.txt"])
def test_each_rule_finds_its_kind(path: str, knowledge: Knowledge) -> None:
    """A discrepancy of every rule's kind, planted in a document, is found; what is right beside it is left alone."""
    score = evaluate_rules(read_one(str(SAMPLES / path), knowledge), knowledge, 1)
    assert set(score.planted) == {rule.id for rule in knowledge.rules}
    assert score.found == score.planted
    assert set(score.reported.values()) == {0}


def test_command_line_each_rule() -> None:
    """``--each-rule`` prints a line for each rule, and wants a document."""
    path = str(SAMPLES / "en" / "summary-2024.txt")
    done = run("evaluate", "--planted", path, "--each-rule")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^sum-of-parts +3 +3 +1\.000  0$", done.stdout, re.MULTILINE)
    assert run("evaluate", "--each-rule").returncode == 2
