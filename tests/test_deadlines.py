"""Limits of time on reading text, extraction and comparison: what takes too long is named, the others are audited."""

from __future__ import annotations

import re
import signal
import threading
from pathlib import Path

import pytest

from auditor import sharding
from auditor.deadlines import OverTimeError, within
from auditor.engines import Pool
from auditor.pipeline import Knowledge, audit
from auditor.reading import Options
from tests.test_cli import CLEAN, run

CROWDED = "Tỉnh có " + "12 xã, " * 6000 + "\n"
"""One sentence of thousands of figures: extraction takes many seconds for it."""


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
    """Two documents that disagree, and one that is too much."""
    for name, value in (("a", "5,25"), ("c", "5,52")):
        (tmp_path / f"{name}.txt").write_text(CLEAN.format(value), encoding="utf-8")
    (tmp_path / "b.txt").write_text(CROWDED, encoding="utf-8")
    return tmp_path


def test_extraction_has_a_limit(three: Path) -> None:
    """One line that names the document and the limit; the others are audited. The same for commands on one document."""
    said = (
        "auditor: b.txt: its figures were not found within 1 s and it is left out "
        "(--limit extract_seconds=… allows more)\n"
    )
    limit = ("--limit", "extract_seconds=1")
    done = run("audit", "a.txt", "b.txt", "c.txt", "--same-organisation", "-q", "--no-cache", *limit, cwd=three)
    assert (done.returncode, done.stderr) == (1, said)
    done = run("figures", "b.txt", *limit, cwd=three)
    assert (done.returncode, done.stderr) == (2, said)
    (three / "auditor.toml").write_text("[limits]\nextract_seconds = 1\n", encoding="utf-8")
    assert run("archive", "init", "archive", cwd=three).returncode == 0
    done = run("archive", "add", "archive", "a.txt", "b.txt", "-q", "--no-cache", cwd=three)
    assert (done.returncode, done.stderr) == (2, said)
    assert "1 documents, 1 figures, 0 faults" in run("archive", "verify", "archive", cwd=three).stdout


def test_reading_text_has_a_limit(three: Path) -> None:
    """Plain text is read in the main process, and has the same limit as other formats."""
    (three / "b.txt").write_text(CLEAN.format("6,66") * 90_000, encoding="utf-8")
    done = run("audit", "a.txt", "b.txt", "c.txt", "--same-organisation", "-q", "--limit", "seconds=1", cwd=three)
    assert (done.returncode, done.stderr) == (
        1,
        "auditor: b.txt: was not read within 1 s and is left out (--limit seconds=… allows more)\n",
    )


def test_comparison_has_a_limit(three: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a document comparison does not end: the one with the most figures is left out and named."""
    (three / "b.txt").write_text(CLEAN.format("6,66") + CLEAN.format("7,77"), encoding="utf-8")
    align = sharding.align

    def endless(group, *arguments, **options):
        if any(x.document.path.endswith("b.txt") for x in group):
            spin()
        return align(group, *arguments, **options)

    monkeypatch.setattr(sharding, "align", endless)
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
    paths = [str(three / name) for name in ("a.txt", "b.txt", "c.txt")]
    options = Options(limits=(("extract_seconds", 1),))
    engine = Pool(2, patience=0)
    result = audit(paths, knowledge=knowledge, same_organisation=True, options=options, engine=engine)
    assert [problem.split(": ")[1][:22] for problem in result.problems] == ["its figures were not f"]
    assert [f.rule for f in result.findings] == ["cross-value"]
