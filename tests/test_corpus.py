"""Real reports, where they lie beside the project: what is found, what is aligned, what is left alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from auditor.pipeline import Audit, Knowledge, audit
from auditor.reporting import machine
from tests.conftest import ROOT

SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus"
GOLD = sorted((SHARED / "gold").glob("*.jsonl")) if (SHARED / "gold").is_dir() else []
NOTES = {"review-report-2025.vi.txt": 7, "political-report-2025.vi.txt": 27}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not part of the project")


@pytest.fixture(scope="module")
def three(knowledge: Knowledge) -> Audit:
    """Two reports of one organisation and another province's."""
    names = [*NOTES, "other-province-conclusion-2023.vi.txt"]
    return audit([str(CORPUS / name) for name in names], knowledge=knowledge)


def score(result: Audit, tmp_path: Path, *labels: Path) -> str:
    report = tmp_path / "report.json"
    report.write_text(json.dumps(machine.report(result, "en")), encoding="utf-8")
    command = [sys.executable, str(SHARED / "tools" / "score.py"), str(report), *map(str, labels)]
    keys = ["--doc", "D0=review-report", "--doc", "D1=political-report"]
    done = subprocess.run([*command, *keys], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


def test_conflicts_precision_and_agreements(three: Audit, tmp_path: Path) -> None:
    """All labelled discrepancies, nothing wrong among the judged, nearly all agreements aligned."""
    line = score(three, tmp_path, *GOLD)
    assert "discrepancies found 10/10" in line, line
    assert "wrong 0" in line, line
    aligned = int(line.rsplit(" ", 1)[1].split("/")[0])
    assert aligned >= 0.95 * 105, line


def test_another_province_meets_nobody(three: Audit) -> None:
    """Not one finding or alignment pairs it with the two reports."""
    other = next(x.document.id for x in three.extracts if "other-province" in x.document.path)
    for members in [f.evidence for f in three.findings] + [a.members for a in three.alignments]:
        assert (
            len({m.document for m in members if m.document == other} | {"" for m in members if m.document != other})
            == 1
        )


def test_every_note_has_its_place(three: Audit) -> None:
    """Each footnote is joined to its marker, and no marker is a figure."""
    for extract in three.extracts:
        expected = NOTES.get(Path(extract.document.path).name)
        if expected is not None:
            notes = [p for p in extract.document.passages if p.note is not None]
            assert sorted(p.note for p in notes if p.note) == list(range(1, expected + 1))
            assert all(p.anchor is not None for p in notes)


def test_sentences_broken_by_a_page_are_whole(three: Audit) -> None:
    """No paragraph goes on in the next one: none begins within a sentence that the one before leaves open."""
    for extract in three.extracts:
        body = [p for p in extract.document.passages if p.kind != "note"]
        for before, after in pairwise(body):
            goes_on = after.text[0].islower() and not re.match(r"\w\) ", after.text)
            split_dash = before.text[-1].isalnum() and re.match(r"[-–] (?:[a-zà-ỹ]|\d{4})", after.text)
            assert not goes_on, (before.text[-40:], after.text[:40])
            assert not split_dash, (before.text[-40:], after.text[:40])


def test_ledger(three: Audit) -> None:
    """At most one numeral in a hundred stays unread."""
    for extract in three.extracts:
        assert extract.ledger.unread <= 0.01 * extract.ledger.numerals


@pytest.mark.parametrize("seed", [1, 2])
def test_planted_errors(seed: int, knowledge: Knowledge, tmp_path: Path) -> None:
    """Errors planted at figures that the other report states in its own words are found."""
    folder = tmp_path / "planted"
    review, political = (CORPUS / name for name in NOTES)
    tool = [sys.executable, str(SHARED / "tools" / "plant.py"), str(review), str(SHARED / "gold" / "d0_d1_cross.jsonl")]
    subprocess.run([*tool, "--key", "D0", "--out", str(folder), "--seed", str(seed)], check=True, capture_output=True)
    found = planted = 0
    for batch in sorted(folder.iterdir()):
        result = audit([str(batch / review.name), str(political)], knowledge=knowledge)
        line = score(result, tmp_path, batch / "gold.jsonl")
        one, all_ = line.split("discrepancies found ")[1].split(" ")[0].split("/")
        found, planted = found + int(one), planted + int(all_)
    assert found / planted >= 0.95, f"{found}/{planted}"
