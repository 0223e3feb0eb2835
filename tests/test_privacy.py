"""What is stored where: nothing of a draft lies anywhere but where PRIVACY.md says, and there for its owner alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from auditor.archive import cache
from tests import office
from tests.conftest import ROOT
from tests.test_cli import CLEAN

SECRET = "Thung lũng Mây Ngàn"


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    """A home, a folder for temporary files and one with two drafts that nobody may know of."""
    found = {name: tmp_path / name for name in ("home", "temporary", "drafts")}
    for folder in found.values():
        folder.mkdir()
    (found["drafts"] / "a.txt").write_text(f"{SECRET}. {CLEAN.format('5,25')}", encoding="utf-8")
    office.docx(found["drafts"] / "b.docx", office.Text([office.Paragraph(f"{SECRET}. {CLEAN.format('5,52')}")]))
    return found


def auditor(places: dict[str, Path], *arguments: str) -> None:
    """Run a command in which everything that it may write to is empty at first."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    env = {**kept, "HOME": str(places["home"]), "TMPDIR": str(places["temporary"]), "PYTHONPATH": str(ROOT)}
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [sys.executable, "-m", "auditor", *arguments]
    done = subprocess.run(command, cwd=places["drafts"], env=env, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_nothing_is_left_but_where_it_is_said(places: dict[str, Path]) -> None:
    """Audit, decisions, an archive, a check: each file that they leave is of a kind that the page names."""
    drafts, kept = places["drafts"], places["home"] / ".cache" / "auditor"
    auditor(places, "audit", "a.txt", "b.docx", "--same-organisation", "-o", "out", "--annotate", "-q", "--jobs", "2")
    finding = (
        (drafts / "out" / "report.json").read_text(encoding="utf-8").split('"findings"')[1].split('"id": "')[1][:12]
    )
    auditor(places, "decide", finding, "--accept", "--reason", "x", "--report", "out/report.json")
    auditor(places, "archive", "init", "archive")
    auditor(places, "archive", "add", "archive", "a.txt")
    auditor(places, "doctor", "a.txt", "b.docx")
    assert files(places["temporary"]) == []
    assert all(name.startswith(".cache/auditor/") for name in files(places["home"]))
    kinds = {name.split("/")[0] for name in files(drafts)} - {"a.txt", "b.docx"}
    assert kinds <= {"out", "decisions.json", ".decisions.json.lock", "archive"}
    page = (ROOT / "PRIVACY.md").read_text(encoding="utf-8")
    for place in (
        "~/.cache/auditor/extracts",
        "decisions.json",
        ".decisions.json.lock",
        "auditor archive init",
        "--output",
    ):
        assert place in page
    extracts = list((kept / "extracts").rglob("*"))
    assert len([p for p in extracts if p.is_file()]) == 2
    assert all(p.stat().st_mode & 0o077 == 0 for p in extracts if p.is_file())
    assert (kept / "extracts").stat().st_mode & 0o077 == 0
    elsewhere = [p for p in places["home"].rglob("*") if p.is_file() and "extracts" not in p.parts]
    assert not any(SECRET.encode() in p.read_bytes() for p in elsewhere)


def test_no_cache_keeps_nothing(places: dict[str, Path]) -> None:
    """With ``--no-cache`` nothing of a draft stays in the home of its reader."""
    auditor(places, "audit", "a.txt", "b.docx", "--same-organisation", "-q", "--no-cache")
    assert not any("extracts" in name for name in files(places["home"]))
    assert files(places["drafts"]) == ["a.txt", "b.docx"]
    assert files(places["temporary"]) == []


def test_what_a_kill_leaves_in_the_cache_goes(places: dict[str, Path]) -> None:
    """A file that was not made whole holds text of a draft: the next audit removes it, once nobody can be at it."""
    auditor(places, "audit", "a.txt", "-q")
    kept = places["home"] / ".cache" / "auditor" / "extracts"
    for name, age in (("tmpold", 7200), ("tmpnew", 0)):
        (kept / name).write_text(SECRET, encoding="utf-8")
        past = time.time() - age
        os.utime(kept / name, (past, past))
    (places["drafts"] / "a.txt").write_text(CLEAN.format("6,25"), encoding="utf-8")
    auditor(places, "audit", "a.txt", "-q")
    assert "tmpnew" in files(kept)
    assert "tmpold" not in files(kept)
    assert len(files(kept)) == 3


def test_a_full_cache_loses_what_was_not_used_for_longest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size of what is kept of drafts is bounded."""
    monkeypatch.setattr(cache, "MOST_BYTES", 25)
    for name, age in (("a", 30), ("b", 10), ("c", 20)):
        path = tmp_path / f"{name}.extract"
        path.write_bytes(b"x" * 10)
        past = time.time() - age
        os.utime(path, (past, past))
    cache.Cache(tmp_path).prune()
    assert files(tmp_path) == ["b.extract", "c.extract"]
