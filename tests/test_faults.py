"""Kills, full disks, read-only folders, files that change: nothing half-written is taken for whole, nothing is lost."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.errors import UnreadableDocumentError
from auditor.reading import read_bytes
from auditor.reporting.write import replace_file
from tests import office
from tests.conftest import ROOT, SAMPLES
from tests.test_cli import CLEAN, run
from tests.test_formats import para

KILLS = int(os.environ.get("AUDITOR_KILLS", "8"))
"""Kills of each test; set the variable for a long run."""
SEED = 20261125
FORMS = ("json", "html", "csv", "text", "xlsx", "markdown", "sarif", "junit")
NOBODY = 65534


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """A folder with two documents that disagree, one of them a DOCX."""
    (tmp_path / "a.txt").write_text(CLEAN.format("5,25"), encoding="utf-8")
    office.write_docx(tmp_path / "b.docx", para(CLEAN.format("5,52")))
    return tmp_path


AUDIT = ("audit", "a.txt", "b.docx", "--same-organisation", "-q")


def started(*arguments: str, cwd: Path, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "auditor", *arguments],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_killed_audits(pair: Path) -> None:
    """Killed at random points, whatever stands under the name of a report is a whole one; the next run leaves no rest."""
    chance = random.Random(SEED)
    temporary = pair / "temporary"
    temporary.mkdir()
    env = {"TMPDIR": str(temporary), "XDG_CACHE_HOME": str(pair / "cache")}
    forms = [word for form in FORMS for word in ("-f", form)]
    began = time.monotonic()
    assert run(*AUDIT, "-o", "whole", *forms, "--annotate", cwd=pair, env=env).returncode == 1
    usual = time.monotonic() - began
    whole = {p.name: p.read_bytes() for p in sorted((pair / "whole").rglob("*")) if p.is_file()}
    assert len(whole) == len(FORMS) + 2
    killed = 0
    while killed < KILLS:
        process = started(*AUDIT, "-o", "out", *forms, "--annotate", cwd=pair, env=env)
        time.sleep(chance.uniform(0, 1.1 * usual))
        process.kill()
        process.wait()
        if process.returncode == -signal.SIGKILL:
            killed += 1
        else:
            usual *= 0.8  # it was done before
        for path in (pair / "out").rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                assert path.read_bytes() == whole[path.name], path
        for path in (pair / "out").rglob(".*"):
            os.utime(path, (0, 0))  # as old as what another day's run has left
    assert run(*AUDIT, "-o", "out", *forms, "--annotate", cwd=pair, env=env).returncode == 1
    there = {p.name: p.read_bytes() for p in sorted((pair / "out").rglob("*")) if p.is_file()}
    assert there == whole
    deadline = time.monotonic() + 120
    while any(temporary.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.1)  # workers of killed runs end by themselves
    assert list(temporary.iterdir()) == []


WRITING = """
import sys
from pathlib import Path
from auditor.pipeline import audit
from auditor.reporting import write
from auditor.reporting.annotated import annotate
from auditor.reading import Options
result = audit(["a.txt", "b.docx"], same_organisation=True)
print("ready", flush=True)
while True:
    write(result, Path("out"), sys.argv[1:], "vi")
    annotate(result, Path("out"), "vi", lambda path: Options())
"""


def test_killed_while_reports_are_written(pair: Path) -> None:
    """A program that does nothing but write reports, killed again and again: each file is whole, or not there."""
    chance = random.Random(SEED)
    began = time.monotonic()
    arguments = [word for form in FORMS for word in ("-f", form)]
    assert run(*AUDIT, "-o", "whole", *arguments, "--annotate", cwd=pair).returncode == 1
    usual = time.monotonic() - began
    whole = {p.name: p.read_bytes() for p in sorted((pair / "whole").rglob("*")) if p.is_file()}
    for _ in range(KILLS):
        shutil.rmtree(pair / "out", ignore_errors=True)
        process = subprocess.Popen(
            [sys.executable, "-c", WRITING, *FORMS], cwd=pair, stdout=subprocess.PIPE, env={**os.environ}
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, min(usual, 1.5)))
        process.kill()
        process.wait()
        process.stdout.close()
        for path in (pair / "out").rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                assert path.read_bytes() == whole[path.name], path


def test_killed_archive_add(pair: Path) -> None:
    """Killed at random points: what was in the archive stays, what is in it is whole, the next run adds the rest."""
    chance = random.Random(SEED)
    for number in range(4):
        (pair / f"n{number}.txt").write_text(CLEAN.format(f"{number},11"), encoding="utf-8")
    assert run("archive", "init", "archive", cwd=pair).returncode == 0
    assert run("archive", "add", "archive", "a.txt", cwd=pair).returncode == 0
    began = time.monotonic()
    shutil.copytree(pair / "archive", pair / "other")
    assert run("archive", "add", "other", "a.txt", "b.docx", *(f"n{n}.txt" for n in range(4)), cwd=pair).returncode == 0
    usual = time.monotonic() - began
    killed = 0
    listed = {"a.txt"}
    rounds = itertools.count()
    while killed < KILLS:
        round_ = next(rounds)
        (pair / "n0.txt").write_text(CLEAN.format(f"{round_},22"), encoding="utf-8")  # a new version each time
        names = ["a.txt", "b.docx", *(f"n{n}.txt" for n in range(4))]
        process = started("archive", "add", "archive", "--no-cache", *names, cwd=pair)
        time.sleep(chance.uniform(0.4, 1.1) * usual)
        process.kill()
        process.wait()
        if process.returncode == -signal.SIGKILL:
            killed += 1
        else:
            usual *= 0.8  # it was done before
        check = run("archive", "verify", "archive", cwd=pair)
        assert (check.returncode, ", 0 faults" in check.stdout) == (0, True), check.stderr
        now = {entry["document"] for entry in json.loads(run(*LIST, cwd=pair).stdout)}
        assert listed <= now
        listed = now
    assert run("archive", "add", "archive", *names, cwd=pair).returncode == 0
    done = run("archive", "verify", "archive", cwd=pair)
    assert " 0 faults\n" in done.stdout  # and nothing is left over
    assert {entry["document"] for entry in json.loads(run(*LIST, cwd=pair).stdout)} == set(names)


LIST = ("archive", "list", "archive", "--format", "json")


def test_killed_decisions(tmp_path: Path) -> None:
    """Killed while it decides, a decision is in the file or not; those that were confirmed are never lost."""
    documents = [str(SAMPLES / "vi" / name) for name in ("review-report.txt", "political-report.txt")]
    assert run("audit", *documents, "-q", "-o", "out", cwd=tmp_path).returncode == 1
    findings = [f["id"] for f in json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["findings"]]
    chance = random.Random(SEED)
    began = time.monotonic()
    run("decide", findings[0], "--accept", cwd=tmp_path)
    usual = time.monotonic() - began
    confirmed = {findings[0]}
    for number in range(KILLS):
        finding = findings[number % len(findings)]
        process = started("decide", finding, "--accept", cwd=tmp_path)
        try:
            process.wait(chance.uniform(0.3, 1.2) * usual)
        except subprocess.TimeoutExpired:
            process.kill()
        if process.wait() == 0:
            confirmed.add(finding)
        stored = json.loads((tmp_path / "decisions.json").read_text(encoding="utf-8"))["decisions"]
        assert confirmed <= {d["finding"] for d in stored}
    assert run("decide", findings[1], "--accept", cwd=tmp_path).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path):
    """A file system of 256 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)], check=False)
    assert mounted.returncode == 0, "this test mounts a small file system: run it as root"
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Leave no room."""
    with (folder / "full").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass


def test_full_disk(pair: Path, small_disk: Path) -> None:
    """One line and exit code 2; the reports and decisions that were there stay whole; with room it works again."""
    assert run(*AUDIT, "-f", "json", "-o", str(small_disk), cwd=pair).returncode == 1
    report = small_disk / "report.json"
    before = report.read_bytes()
    finding = json.loads(before)["findings"][0]["id"]
    decide = ("decide", finding, "--report", str(report), "--decisions", str(small_disk / "d.json"), "--accept")
    assert run(*decide, cwd=pair).returncode == 0
    decisions = (small_disk / "d.json").read_bytes()
    fill(small_disk)
    done = run(*AUDIT, "-f", "json", "-f", "html", "-o", str(small_disk), cwd=pair)
    assert done.returncode == 2
    assert done.stderr.strip().endswith("cannot be written: No space left on device")
    again = run(*decide[:-1], "--fixed", cwd=pair)
    assert (again.returncode, len(again.stderr.splitlines())) == (2, 1)
    assert report.read_bytes() == before
    assert (small_disk / "d.json").read_bytes() == decisions
    (small_disk / "full").unlink()
    assert {p.name for p in small_disk.iterdir()} <= {"report.json", "d.json", ".d.json.lock"}
    assert run(*AUDIT, "-f", "json", "-o", str(small_disk), cwd=pair).returncode == 1


def test_full_temporary_disk(pair: Path, small_disk: Path) -> None:
    """No room where temporary files go: the system's other place for them is taken."""
    (pair / "c.rtf").write_bytes(rb"{\rtf1 Ty le ho ngheo cua tinh nam 2024 con 5,53%.}")
    fill(small_disk)
    done = run("audit", "a.txt", "c.rtf", "--same-organisation", "-q", cwd=pair, env={"TMPDIR": str(small_disk)})
    assert (done.returncode, done.stderr) == (0, "")


def as_nobody(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command line as a user who may do little."""
    command = [sys.executable, "-m", "auditor", *arguments]
    if os.getuid() == 0:
        setpriv = shutil.which("setpriv")
        assert setpriv, "this test needs setpriv (util-linux)"
        drop = [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--inh-caps=-all"]
        command = [*drop, *command]
    return subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "HOME": "/nonexistent", "PYTHONPATH": f"{ROOT}"},
    )


@pytest.fixture
def opened(pair: Path):
    """The folder of the pair and those above it, open to all while the test runs."""
    opened_folders = [f for f in (pair, *pair.parents) if f.stat().st_uid == os.getuid() and len(f.parts) > 2]
    modes = [(f, f.stat().st_mode & 0o7777) for f in opened_folders]
    for folder, _ in modes:
        folder.chmod(0o755)
    yield pair
    for folder, mode in modes:
        folder.chmod(mode)


def test_what_may_not_be_read_or_written(opened: Path) -> None:
    """An unreadable document is named and the others audited; a read-only folder for reports gets one line."""
    audit = ("audit", "a.txt", "b.txt", "--same-organisation", "-q")
    (opened / "b.txt").write_text(CLEAN.format("5,52"), encoding="utf-8")
    (opened / "secret.txt").write_text(CLEAN.format("6,66"), encoding="utf-8")
    (opened / "secret.txt").chmod(0)
    done = as_nobody(*audit, "secret.txt", cwd=opened)
    assert done.returncode == 1, done.stderr
    assert done.stderr == "auditor: secret.txt: cannot be opened: permission denied\n"
    done = as_nobody(*audit, "-o", "out", cwd=opened)
    assert done.returncode == 2
    assert done.stderr == "auditor: out: cannot make this folder: Permission denied\n"
    (opened / "out").mkdir(mode=0o755)
    done = as_nobody(*audit, "-o", "out", cwd=opened)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "cannot be written: Permission denied" in done.stderr


def test_a_file_that_is_being_written(tmp_path: Path) -> None:
    """A document that changes each time it is looked at is refused; one that has come to rest is read whole."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 40_000_000)
    stop = threading.Event()

    def scribble() -> None:
        with path.open("r+b", buffering=0) as file:
            while not stop.is_set():
                file.seek(0)
                file.write(b"y")

    writer = threading.Thread(target=scribble)
    writer.start()
    try:
        with pytest.raises(UnreadableDocumentError, match=r"a\.txt: is being written; try again when it is saved"):
            read_bytes(str(path))
    finally:
        stop.set()
        writer.join()
    assert len(read_bytes(str(path))) == 40_000_000


def test_a_file_that_goes_away(pair: Path) -> None:
    """A document that is gone when its turn comes is named; between reading and copying too."""
    from auditor.pipeline import audit

    def remove(stage: str, step: int, _: int) -> None:
        if stage == "read" and (pair / "b.docx").exists():
            (pair / "b.docx").unlink()

    result = audit([str(pair / "a.txt"), str(pair / "b.docx")], same_organisation=True, progress=remove)
    assert [x.document.path for x in result.extracts] == [str(pair / "a.txt")]
    assert result.problems == (f"{pair / 'b.docx'}: no such file",)


@pytest.mark.parametrize("name", [b"b\xe1o-c\xe1o.txt", "báo cáo.txt".encode(), b"a\xffb.txt"])
def test_names_that_are_no_utf_8(tmp_path: Path, name: bytes) -> None:
    """Such a document is audited, and its name stands in every report as well as it can be shown."""
    (tmp_path / "a.txt").write_text(CLEAN.format("5,25"), encoding="utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(CLEAN.format("5,52"), encoding="utf-8")
    forms = [word for form in FORMS for word in ("-f", form)]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "auditor",
            "audit",
            b"a.txt",
            name,
            "--same-organisation",
            "-o",
            "out",
            *forms,
            "--annotate",
        ],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert len(report["documents"]) == 2
    assert len(list((tmp_path / "out" / "annotated").iterdir())) == 2


def test_locale_and_time_zone_change_nothing(pair: Path) -> None:
    """The machine report has the same bytes under other locales, encodings and time zones."""
    reports = set()
    for env in (
        {"LC_ALL": "C", "TZ": "UTC", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/St_Johns"},
        {"LC_ALL": "vi_VN.UTF-8", "TZ": "Nowhere/Nothing"},
        {"LC_ALL": "no_such.locale", "PYTHONIOENCODING": "ascii"},
    ):
        done = run(*AUDIT, "-f", "json", "-f", "html", "-o", "out", cwd=pair, env=env)
        assert (done.returncode, done.stderr) == (1, ""), env
        reports.add((pair / "out" / "report.json").read_bytes() + (pair / "out" / "report.html").read_bytes())
    assert len(reports) == 1


def test_a_clock_that_jumps(tmp_path: Path) -> None:
    """A decision taken after the clock was set back still holds over the earlier one."""
    from auditor import deciding
    from auditor.decisions import Decision, load
    from auditor.decisions.records import Remembered
    from auditor.model import Verdict

    def decision(verdict: Verdict, year: int) -> Decision:
        moment = datetime(year, 1, 1, tzinfo=UTC).isoformat()
        return Decision(
            "0" * 12, "cross-value", verdict, "why", "an", moment, None, (Remembered("a", "1", "1", "f" * 16),)
        )

    path = tmp_path / "decisions.json"
    deciding.add(path, [decision(Verdict.DISMISSED, 2031)])
    deciding.add(path, [decision(Verdict.FIXED, 2026)])
    assert [d.verdict for d in load(path)] == [Verdict.FIXED]


def test_unfinished_files_of_others_stay(tmp_path: Path) -> None:
    """What a killed run has left is removed; what another run is writing now, and other hidden files, are not."""
    for name in (".report.json.abcdefgh", ".report.json.lock", ".report.json.12345678", ".report.html.abcdefgh"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    os.utime(tmp_path / ".report.json.abcdefgh", (0, 0))
    os.utime(tmp_path / ".report.json.lock", (0, 0))
    replace_file(tmp_path / "report.json", "{}")
    assert {p.name for p in tmp_path.iterdir()} == {
        "report.json",
        ".report.json.lock",
        ".report.json.12345678",
        ".report.html.abcdefgh",
    }


@pytest.mark.parametrize(
    "command",
    [
        ("audit", "a.txt", "-q", "--project", "pipe"),
        ("audit", "a.txt", "-q", "--decisions", "pipe"),
        ("decisions", "list", "pipe"),
        ("compare", "pipe", "pipe"),
        ("evaluate", "pipe"),
        ("show", "pipe"),
        ("audit", "pipe", "-q"),
    ],
)
def test_pipes_are_not_waited_for(pair: Path, command: tuple[str, ...]) -> None:
    """A named pipe in the place of a file: one line at once, not a wait without end."""
    os.mkfifo(pair / "pipe")
    done = run(*command, cwd=pair)
    assert done.returncode == 2
    assert "is a pipe or device, not a file" in done.stderr
