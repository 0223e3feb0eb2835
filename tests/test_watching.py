"""Watching a folder: the real command, real saves; only what changed is read again."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor import gathering
from auditor.pipeline import Knowledge, Memory, audit
from auditor.reporting import machine
from auditor.watching import Watched
from tests import office
from tests.test_cli import run

A = "Tỷ lệ hộ nghèo của tỉnh năm 2024 còn {}%, các cấp đã được giao việc."
PATIENCE = 60.0
"""Seconds after which a test gives up; what is waited for comes much sooner."""


def wait(found: Callable[[], Any], watching: Watching) -> Any:
    """What ``found`` gives, once it gives something."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        got = found()
        if got:
            return got
        assert watching.process.poll() is None, watching.said()
        time.sleep(0.05)
    raise AssertionError(f"nothing came; said was: {watching.said()}")


class Watching:
    """A running ``auditor watch`` and what it has said."""

    def __init__(self, cwd: Path, *arguments: str) -> None:
        """Start it."""
        self._lines: queue.Queue[str] = queue.Queue()
        self._said: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "auditor", "watch", *arguments],
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout
        stream = self.process.stdout
        self._reader = threading.Thread(target=lambda: [self._lines.put(line) for line in stream], daemon=True)
        self._reader.start()

    def said(self) -> str:
        while not self._lines.empty():
            self._said.append(self._lines.get())
        return "".join(self._said)

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.end()

    def end(self) -> int:
        """Wait until it has ended and all that it said is here; the exit code."""
        code = self.process.wait(timeout=PATIENCE)
        self._reader.join(timeout=PATIENCE)
        return code


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """Two drafts that disagree in one figure."""
    (tmp_path / "drafts").mkdir()
    for name, value in (("a", "5,25"), ("b", "5,52")):
        (tmp_path / "drafts" / f"{name}.txt").write_text(A.format(value), encoding="utf-8")
    return tmp_path


@pytest.fixture
def watching(drafts: Path) -> Iterator[Callable[..., Watching]]:
    """Starts ``auditor watch drafts`` with reports in ``drafts/out``, and ends it."""
    started: list[Watching] = []

    def start(*arguments: str) -> Watching:
        common = ("drafts", "--output", "drafts/out", "--same-organisation", "--lang", "en")
        started.append(Watching(drafts, *common, *arguments))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait()


def figures(folder: Path) -> list[str]:
    """The figures of all findings in the report, and whether it is there."""
    path = folder / "drafts" / "out" / "report.json"
    if not path.exists():
        return []
    findings = json.loads(path.read_text(encoding="utf-8"))["findings"]
    return ["report", *sorted(e["text"] for f in findings for e in f["evidence"])]


def test_a_saved_draft_refreshes_the_report(drafts: Path, watching: Callable[..., Watching]) -> None:
    """Saved in place, saved as Word does, added, removed; editors' files count for nothing; Ctrl-C ends with 0."""
    running = watching()
    wait(lambda: figures(drafts) == ["report", "5,25%", "5,52%"], running)
    folder = drafts / "drafts"
    (folder / "b.txt").write_text(A.format("5,62"), encoding="utf-8")
    wait(lambda: figures(drafts) == ["report", "5,25%", "5,62%"], running)
    for name in ("~$b.txt", ".b.txt.swp", "b.txt~", "b.tmp", "~WRL0001.txt"):
        (folder / name).write_text(A.format("7,77"), encoding="utf-8")
    (folder / "~WRD0001.tmp").write_text(A.format("5,25"), encoding="utf-8")
    (folder / "b.txt").rename(folder / "~WRL0002.tmp")
    (folder / "~WRD0001.tmp").rename(folder / "b.txt")
    wait(lambda: figures(drafts) == ["report"], running)
    (folder / "new").mkdir()
    (folder / "new" / "c.txt").write_text("Đến nay, " + A.format("5,35"), encoding="utf-8")
    wait(lambda: set(figures(drafts)) == {"report", "5,25%", "5,35%"}, running)
    (folder / "new" / "c.txt").unlink()
    wait(lambda: figures(drafts) == ["report"], running)
    assert running.stop() == 0
    said = running.said()
    assert "7,77" not in said
    assert "1 error, 0 warning" in said
    assert "0 new, 1 changed, 0 resolved" in said
    assert "1 new, 0 changed, 0 resolved" in said
    assert said.endswith("auditor: stopped watching\n")
    assert not list((folder / "out").glob(".*"))


def test_a_half_written_file_does_not_end_the_watch(drafts: Path, watching: Callable[..., Watching]) -> None:
    """The report stays while the file is damaged; what stays damaged is named; whole again, it is audited."""
    running = watching("--quiet")
    wait(lambda: figures(drafts) == ["report", "5,25%", "5,52%"], running)
    folder = drafts / "drafts"
    text = office.Text([office.Paragraph("Đến hết năm, " + A.format("5,35"))], {})
    whole = office.docx(drafts / "c.docx", text).read_bytes()
    (folder / "c.docx").write_bytes(whole[: len(whole) // 2])
    wait(lambda: "c.docx: is a damaged or cut-off office file" in running.said(), running)
    assert figures(drafts) == ["report", "5,25%", "5,52%"]
    (folder / "c.docx").write_bytes(whole)
    wait(lambda: "5,35%" in figures(drafts), running)
    assert running.stop() == 0
    assert running.said().count("c.docx") == 1


def test_decisions_and_the_project_file_are_followed(drafts: Path, watching: Callable[..., Watching]) -> None:
    """A decision refreshes the report; a broken project file is told, and mending it goes on."""
    (drafts / "auditor.toml").write_text('decisions = "decisions.json"\n', encoding="utf-8")
    running = watching("--quiet")
    wait(lambda: figures(drafts) == ["report", "5,25%", "5,52%"], running)
    report = drafts / "drafts" / "out" / "report.json"
    finding = json.loads(report.read_text(encoding="utf-8"))["findings"][0]["id"]
    decided = run("decide", finding, "--dismiss", "--reason", "x", "--report", str(report), cwd=drafts)
    assert decided.returncode == 0, decided.stderr
    wait(lambda: figures(drafts) == ["report"], running)
    (drafts / "auditor.toml").write_text("decisions = [\n", encoding="utf-8")
    wait(lambda: "auditor.toml: is not TOML" in running.said(), running)
    (drafts / "auditor.toml").write_text("", encoding="utf-8")
    wait(lambda: figures(drafts) == ["report", "5,25%", "5,52%"], running)
    assert running.stop() == 0


def test_an_empty_folder_is_waited_for(drafts: Path, watching: Callable[..., Watching]) -> None:
    """Drafts may come later; a folder that goes away ends the watch with one line."""
    texts = {path: path.read_bytes() for path in (drafts / "drafts").iterdir()}
    for path in texts:
        path.unlink()
    running = watching("--quiet")
    wait(lambda: "waiting for one" in running.said(), running)
    for path, content in texts.items():
        path.write_bytes(content)
    wait(lambda: figures(drafts) == ["report", "5,25%", "5,52%"], running)
    (drafts / "drafts").rename(drafts / "elsewhere")
    assert running.end() == 2
    assert "drafts: this folder is gone" in running.said()


def test_refusals(drafts: Path) -> None:
    """Wrong usage is exit code 2, before anything is watched."""
    for arguments, said in (
        (("drafts", "--output", "drafts"), "name a folder of its own"),
        (("drafts", "--output", "."), "name a folder of its own"),
        (("drafts", "--format", "json"), "--format needs a folder"),
        (("none",), "does not exist"),
        (("drafts", "--decisions", "none.json"), "none.json: no such file"),
        (("drafts", "--output", "drafts/a.txt"), "cannot make this folder"),
    ):
        done = run("watch", *arguments, cwd=drafts)
        assert done.returncode == 2, arguments
        assert said in done.stderr


def test_only_what_changed_is_read_again(drafts: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """By content: a file that was only touched is not; the report is that of a fresh audit."""
    read: list[str] = []
    extracted: list[str] = []
    reader, extractor = gathering.reading.read_document, gathering.extract
    monkeypatch.setattr(
        gathering.reading, "read_document", lambda path, *more: (read.append(Path(path).name), reader(path, *more))[1]
    )
    monkeypatch.setattr(
        gathering, "extract", lambda d, pack: (extracted.append(Path(d.path).name), extractor(d, pack))[1]
    )
    memory = Memory()

    def audited(memory: Memory | None) -> str:
        return machine.dump(audit([str(drafts / "drafts")], knowledge=knowledge, memory=memory), "vi")

    folder = drafts / "drafts"
    for change, expected in (
        (lambda: None, ["a.txt", "b.txt"]),
        (lambda: (folder / "a.txt").touch(), []),
        (lambda: (folder / "b.txt").write_text(A.format("5,62"), encoding="utf-8"), ["b.txt"]),
        (lambda: (folder / "c.txt").write_text("Đến nay, " + A.format("5,9"), encoding="utf-8"), ["c.txt"]),
        (lambda: (folder / "c.txt").unlink(), []),
        (lambda: (folder / "c.txt").write_text("Đến nay, " + A.format("5,9"), encoding="utf-8"), ["c.txt"]),
    ):
        change()
        read.clear()
        extracted.clear()
        kept = audited(memory)
        assert (read, extracted) == (expected, expected)
        assert kept == audited(None)


@pytest.mark.parametrize(
    ("name", "concerns"),
    [
        ("a.docx", True),
        ("2025/a.txt", True),
        ("2025", True),
        ("~$a.docx", False),
        ("~WRD0000.docx", False),
        (".a.docx.swp", False),
        (".~lock.a.docx#", False),
        ("a.tmp", False),
        ("a.txt~", False),
        ("picture.png", False),
        (".git/a.txt", False),
        ("out/a.docx", False),
        ("out", False),
    ],
)
def test_what_concerns_an_audit(name: str, concerns: bool, tmp_path: Path) -> None:
    """Drafts and folders do; temporary and hidden files, pictures and the reports do not."""
    assert Watched(tmp_path, tmp_path / "out").concerns(str(tmp_path / name)) == concerns
