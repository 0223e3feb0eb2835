"""Samples of each version of the files that auditor writes and reads back: read, or refused in one clear line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_cli import run

VERSIONS = ROOT / "tests" / "versions"


@pytest.mark.parametrize("name", ["report-1.0.json", "report-1.0-before-decisions.json"])
def test_reports_that_are_read(name: str) -> None:
    """An older machine report is compared with a later one of the same documents: nothing is new."""
    done = run("compare", str(VERSIONS / name), str(VERSIONS / "report-1.0.json"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("0 mới, 0 thay đổi, 0 đã hết, 1 giữ nguyên")


def test_reports_that_are_refused(tmp_path: Path) -> None:
    """A version that is not known; a report older than decisions where one is to be decided on."""
    done = run("compare", str(VERSIONS / "report-0.9.json"), str(VERSIONS / "report-1.0.json"))
    assert done.returncode == 2
    assert "report-0.9.json: has schema_version '0.9', read are 1.0; run the audit again" in done.stderr
    old = VERSIONS / "report-1.0-before-decisions.json"
    finding = json.loads(old.read_text(encoding="utf-8"))["findings"][0]["id"]
    done = run("decide", finding, "--accept", "--report", str(old), cwd=tmp_path)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "the report was written before decisions were known; run the audit again" in done.stderr


def test_decisions(tmp_path: Path) -> None:
    """The version that is written now is read; a later one is refused, and never written over."""
    assert "3f2a9c01b7d4 dismissed" in run("decisions", "list", str(VERSIONS / "decisions-1.0.json")).stdout
    later = Path(shutil.copy(VERSIONS / "decisions-2.0.json", tmp_path))
    before = later.read_bytes()
    for command in (
        ("decisions", "list", later.name),
        ("decisions", "merge", str(VERSIONS / "decisions-1.0.json"), "-o", later.name),
    ):
        done = run(*command, cwd=tmp_path)
        assert done.returncode == 2
        assert "decisions-2.0.json: has schema_version '2.0'; this version of auditor reads 1.0" in done.stderr
    assert later.read_bytes() == before


@pytest.mark.parametrize("number", [1, 2])
def test_archives(number: int, tmp_path: Path) -> None:
    """Both formats are read, compared with, and kept in the present one when they are written; a later one is refused."""
    archive = tmp_path / "archive"
    shutil.copytree(VERSIONS / f"archive-{number}", archive)
    assert run("archive", "verify", "archive", cwd=tmp_path).stdout == "1 documents, 2 figures, 0 faults\n"
    (tmp_path / "b.txt").write_text(
        "Tỉnh Sông Trà. Tỷ lệ hộ nghèo của tỉnh năm 2024 còn 5,52%, theo điều tra cuối năm.", encoding="utf-8"
    )
    done = run("audit", "b.txt", "--against", "archive", "-q", "--same-organisation", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert run("archive", "add", "archive", "b.txt", "-q", cwd=tmp_path).returncode == 0
    listed = json.loads((archive / "archive.json").read_text(encoding="utf-8"))
    assert (listed["format"], len(listed["documents"])) == (2, 2)
    (archive / "archive.json").write_text(json.dumps({**listed, "format": 3}), encoding="utf-8")
    before = (archive / "archive.json").read_bytes()
    for command in (("list", "archive"), ("add", "archive", "b.txt"), ("verify", "archive")):
        done = run("archive", *command, cwd=tmp_path)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert "has format 3, known are 1, 2; a newer auditor wrote it, or it is no archive" in done.stderr
    assert (archive / "archive.json").read_bytes() == before
