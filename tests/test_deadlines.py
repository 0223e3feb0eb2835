"""Limits of time on reading text, extraction and comparison: what takes too long is named, the others are audited."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import gathering, sharding
from auditor.cli.main import main
from auditor.deadlines import OverTimeError, within
from auditor.engines import Pool
from auditor.pipeline import Knowledge, audit
from auditor.reading import Options, documents
from tests.test_cli import CLEAN, run


def spin() -> None:
    """Python code that does not end, and takes every error of its own in its stride."""
    while True:
        try:
            len("a")
        except Exception:
            continue


def backtrack() -> object:
    """One call of a regular expression that does not end."""
    return re.match(r"(?:a+)+$", "a" * 60 + "b")


@pytest.mark.parametrize("work", [spin, backtrack])
def test_work_is_stopped(work) -> None:
    """In the main thread, within a regular expression too; afterwards the alarm is free again, and nothing rings."""
    with pytest.raises(OverTimeError):
        within(1, work)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert within(1, lambda: "done") == "done"


def test_what_fails_in_time_fails_as_it_is() -> None:
    """An error of the work is not taken for one of time."""
    with pytest.raises(ZeroDivisionError):
        within(60, lambda: 1 / 0)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_work_is_stopped_in_another_thread() -> None:
    """Where there is no alarm, as in a program that uses the library in threads."""
    said: list[object] = []

    def work() -> None:
        try:
            within(1, spin)
        except OverTimeError:
            said.append("stopped")
        said.append(within(60, lambda: "done"))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert said == ["stopped", "done"]


def test_an_alarm_of_the_program_stays_its_own() -> None:
    """A program that uses the alarm for itself keeps its handler and its time."""
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 500)
    try:
        with pytest.raises(OverTimeError):
            within(1, spin)
        assert callable(signal.getsignal(signal.SIGALRM))
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 400
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Two documents that disagree, and one that is made to be too much."""
    for name, value in (("a", "5,25"), ("c", "5,52")):
        (tmp_path / f"{name}.txt").write_text(CLEAN.format(value), encoding="utf-8")
    (tmp_path / "b.txt").write_text(CLEAN.format("6,66"), encoding="utf-8")
    return tmp_path


def endless(work: Callable[..., object], names_b: Callable[..., bool]) -> Callable[..., object]:
    """Work that does not end for the document ``b.txt``."""

    def instead(*arguments, **options):
        if names_b(*arguments):
            spin()
        return work(*arguments, **options)

    return instead


@pytest.fixture
def commanded(
    three: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Runs a command in this process, where its work can be made endless: exit code and standard error."""
    monkeypatch.chdir(three)

    def command(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["auditor", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code, capsys.readouterr().err

    return command


def test_extraction_has_a_limit(
    three: Path, commanded: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that names the document and the limit; the others are audited. The same for commands on one document."""
    monkeypatch.setattr(gathering, "extract", endless(gathering.extract, lambda d, _: d.path.endswith("b.txt")))
    said = (
        "auditor: b.txt: its figures were not found within 3 s and it is left out "
        "(--limit extract_seconds=… allows more)\n"
    )
    limit = ("--limit", "extract_seconds=3")
    audited = ("audit", "a.txt", "b.txt", "c.txt", "--same-organisation", "-q", "--no-cache", "--jobs", "1", *limit)
    assert commanded(*audited) == (1, said)
    assert commanded("figures", "b.txt", *limit) == (2, said)
    (three / "auditor.toml").write_text("[limits]\nextract_seconds = 3\n", encoding="utf-8")
    assert commanded("archive", "init", "archive")[0] == 0
    assert commanded("archive", "add", "archive", "a.txt", "b.txt", "-q", "--no-cache") == (2, said)
    assert "1 documents, 1 figures, 0 faults" in run("archive", "verify", "archive", cwd=three).stdout


def test_reading_text_has_a_limit(commanded: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain text is read in the main process, and has the same limit as other formats."""
    monkeypatch.setattr(documents, "read_raw", endless(documents.read_raw, lambda _, path, *__: path == "b.txt"))
    assert commanded("audit", "a.txt", "b.txt", "c.txt", "--same-organisation", "-q", "--limit", "seconds=3") == (
        1,
        "auditor: b.txt: was not read within 3 s and is left out (--limit seconds=… allows more)\n",
    )


def test_comparison_has_a_limit(three: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a document comparison does not end: the one with the most figures is left out and named."""
    (three / "b.txt").write_text(CLEAN.format("6,66") + CLEAN.format("7,77"), encoding="utf-8")

    def holds_b(group, *_) -> bool:
        return any(x.document.path.endswith("b.txt") for x in group)

    monkeypatch.setattr(sharding, "align", endless(sharding.align, holds_b))
    paths = [str(three / name) for name in ("a.txt", "b.txt", "c.txt")]
    options = Options(limits=(("compare_seconds", 1),))
    result = audit(paths, knowledge=knowledge, same_organisation=True, options=options)
    assert result.problems == (
        f"{three / 'b.txt'}: was not compared: with it, that takes more than 1 s a document "
        "(--limit compare_seconds=… allows more)",
    )
    assert {e.document for f in result.findings for e in f.evidence} == {"d1", "d3"}
    assert [f.rule for f in result.findings] == ["cross-value"]


def test_limits_hold_in_other_processes(three: Path, knowledge: Knowledge) -> None:
    """The engine of several processes: the same line, the same findings."""
    (three / "b.txt").write_text("Tỉnh có " + "12 xã, " * 200_000 + "\n", encoding="utf-8")  # a minute of work
    paths = [str(three / name) for name in ("a.txt", "b.txt", "c.txt")]
    options = Options(limits=(("extract_seconds", 4),))
    engine = Pool(2, patience=0)
    result = audit(paths, knowledge=knowledge, same_organisation=True, options=options, engine=engine)
    assert [problem.split(": ")[1][:22] for problem in result.problems] == ["its figures were not f"]
    assert [f.rule for f in result.findings] == ["cross-value"]
