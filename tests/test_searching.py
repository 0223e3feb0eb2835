"""Folders and patterns: each folder is looked into once, whatever links, depth and names it has."""

from __future__ import annotations

import glob
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditor.reading import collect, searching
from tests.test_cli import CLEAN, run

_DEEP = 1200
"""Folders in one another: more than Python nests calls, and with two letters a name not yet too long for the system."""


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything in it that makes a search go astray."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(CLEAN.format("5,25"), encoding="utf-8")
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.txt").write_text(CLEAN.format("5,52"), encoding="utf-8")
    for name in ("up", "again", "once more"):
        (tmp_path / "a" / name).symlink_to("..")
        (tmp_path / "a" / "b" / name).symlink_to("../..")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "nowhere.txt").symlink_to("gone")
    (tmp_path / "null.txt").symlink_to("/dev/null")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "d.txt").write_text("5%", encoding="utf-8")
    for name in ("[x].txt", "two\nlines.txt", "\x1b[31m.txt", "*.txt", "-q.txt"):
        (tmp_path / "a" / name).write_text(f"{name} 5,25%", encoding="utf-8")
    Path(os.fsdecode(os.path.join(os.fsencode(tmp_path / "a"), b"\xff\xfe.txt"))).write_text("x 5%", encoding="utf-8")
    return tmp_path


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Callable[[int], None]]:
    """Makes folders in one another, the names of which together may be longer than the system takes."""

    def make(depth: int) -> None:
        here = os.getcwd()
        os.chdir(tmp_path)
        for _ in range(depth):
            os.mkdir("dd")
            os.chdir("dd")
        Path("e.txt").write_text("6%", encoding="utf-8")
        os.chdir(here)

    yield make
    # Python removes no folders that are deeper than it nests calls.
    subprocess.run(["rm", "-rf", str(tmp_path / "dd")], check=True)


@pytest.mark.parametrize("pattern", [".", "**/**", "**/**/**/*.txt", "**/*.txt", "*/**/*"])
def test_loops_of_links_end(hostile: Path, pattern: str) -> None:
    """Every file once, under the name that no link leads to; pipes, devices and dangling links are left out."""
    found, problems = collect([pattern])
    assert problems == []
    names = {
        "a/b/c.txt",
        "a/[x].txt",
        "a/two\nlines.txt",
        "a/\x1b[31m.txt",
        "a/*.txt",
        "a/-q.txt",
        "a/\udcff\udcfe.txt",
    }
    assert set(found) >= names
    assert len(found) == len(set(map(os.path.realpath, found)))
    assert set(found) - names <= {"a.txt"} | {f"a/{link}/a.txt" for link in ("up", "again", "once more")}


def test_stars_follow_links_as_far_as_the_pattern_goes(hostile: Path) -> None:
    """A link to a folder is entered where a part of the pattern names it."""
    assert collect(["a/*/a.txt"])[0] == ["a/again/a.txt"]  # three links to one folder: looked into once
    assert collect(["a/up/*/b/c.txt"])[0] == ["a/up/a/b/c.txt"]
    assert collect([f"{'*/' * 40}c.txt"])[0] != []


@pytest.mark.parametrize(
    "pattern",
    [
        "*.txt",
        "a/*",
        "a/[[]x].txt",
        "?.txt",
        "**",
        "a/**",
        "./*.txt",
        "a//*.txt",
        ".*/*.txt",
        "no/*.txt",
        "a.txt/*",
        "[",
    ],
)
def test_patterns_mean_what_they_always_did(hostile: Path, pattern: str) -> None:
    """The standard library's search is the measure, where it comes to an end: without links to folders."""
    for link in [p for p in hostile.rglob("*") if p.is_symlink() and p.is_dir()]:
        link.unlink()
    wanted = sorted(os.path.normpath(p) for p in glob.glob(pattern, recursive=True) if os.path.isfile(p))
    assert sorted(map(os.path.normpath, searching.matching(pattern).files)) == wanted


def test_depth(tmp_path: Path, deep: Callable[[int], None]) -> None:
    """Folders in one another deeper than Python nests calls."""
    deep(_DEEP)
    assert [p.count("dd/") for p in searching.inside(str(tmp_path)).files] == [_DEEP]


def test_names_too_long_for_the_system_are_told(tmp_path: Path, deep: Callable[[int], None]) -> None:
    """What lies too deep to be opened is named in one line of bounded length; the other documents are audited."""
    (tmp_path / "a.txt").write_text(CLEAN.format("5,25"), encoding="utf-8")
    deep(3000)
    done = run("audit", ".", "-q", "--no-cache", cwd=tmp_path)
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("auditor: .: could not be searched: dd/dd/")
    assert "(File name too long)" in done.stderr
    assert len(done.stderr) < 400


@pytest.mark.parametrize("pattern", [".", "**/**"])
def test_ten_thousand_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    """Each is looked at once: so many steps as there are files, not their square."""
    monkeypatch.chdir(tmp_path)
    for folder in range(100):
        Path(f"{folder:02}").mkdir()
        for number in range(100):
            Path(f"{folder:02}/{number:02}.txt").touch()
    steps = 0
    counted = searching._steps

    def counting(*arguments):
        nonlocal steps
        steps += 1
        return counted(*arguments)

    monkeypatch.setattr(searching, "_steps", counting)
    assert len(collect([pattern])[0]) == 10_000
    assert steps == 10_100


def test_the_hostile_folder_is_audited(hostile: Path) -> None:
    """By the real command line: a result, and nothing but the documents in it."""
    done = run("audit", "**/**", "--same-organisation", "-q", "--no-cache", cwd=hostile)
    assert (done.returncode, done.stderr) == (1, "")
