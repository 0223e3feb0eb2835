"""Limits of memory and number: what takes too much is named, the others are audited."""

from __future__ import annotations

import math
import resource
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import gathering, sharding
from auditor.cli.main import main
from auditor.deadlines import within
from auditor.memory import OverMemoryError, within_memory
from auditor.pipeline import Audit, Knowledge, audit
from auditor.reading import Options
from tests.test_cli import CLEAN, run

_ROOM = 300
"""MB that the work in these tests may add to what the process of the tests has."""


def held() -> int:
    """MB of memory for data that this process has."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmData:")[1].split()[0]) // 1024


def hoard(*_: object, most: float = math.inf) -> None:
    """Takes memory piece by piece: so many MB, or without end."""
    kept: list[bytearray] = []
    while len(kept) < most:
        kept.append(bytearray(1 << 20))


def test_work_is_stopped() -> None:
    """What it took can be had again, and the process is bounded as it was before.

    What is free need not be given back to the system: the allocator may keep it for this process.
    """
    before = resource.getrlimit(resource.RLIMIT_DATA)
    at_first = held()
    for _ in range(3):
        with pytest.raises(OverMemoryError):
            within_memory(at_first + _ROOM, hoard)
        within_memory(at_first + _ROOM, lambda: hoard(most=_ROOM / 2))
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert within_memory(at_first + _ROOM, lambda: "done") == "done"
    with pytest.raises(ZeroDivisionError):
        within_memory(at_first + _ROOM, lambda: 1 / 0)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_the_least_bound_holds() -> None:
    """Work within work, as in several threads of a program."""
    tight, wide = held() + _ROOM, held() + 10 * _ROOM
    with pytest.raises(OverMemoryError):
        within_memory(wide, lambda: within_memory(tight, hoard))
    with pytest.raises(OverMemoryError):
        within_memory(tight, lambda: within_memory(wide, hoard))


def test_no_memory_for_a_thread() -> None:
    """Where the library is used in a thread, time is kept by another; without memory for it the work ends, too.

    It is stopped, or done where the system has the room of an earlier thread to give.
    """
    said: list[str] = []

    def work() -> None:
        try:
            said.append(within_memory(16, lambda: within(60, lambda: "done")))
        except OverMemoryError:
            said.append("stopped")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(600)
    assert said in (["stopped"], ["done"])


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Two documents that disagree, and one that is made to be too much."""
    for name, value in (("a", "5,25"), ("c", "5,52")):
        (tmp_path / f"{name}.txt").write_text(CLEAN.format(value), encoding="utf-8")
    (tmp_path / "b.txt").write_text(CLEAN.format("6,66") + " " + CLEAN.format("7,77"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def audited(three: Path, knowledge: Knowledge) -> Callable[[], tuple[Audit, int]]:
    """An audit of the three, with little room, and what room that was in MB."""

    def auditing() -> tuple[Audit, int]:
        most = held() + _ROOM
        paths = [str(three / name) for name in ("a.txt", "b.txt", "c.txt")]
        options = Options(limits=(("main_memory", most),))
        return audit(paths, knowledge=knowledge, same_organisation=True, options=options), most

    return auditing


def hoarding(work: Callable[..., object], names_b: Callable[..., bool]) -> Callable[..., object]:
    """Work that takes memory without end for the document ``b.txt``."""

    def instead(*arguments, **options):
        if names_b(*arguments):
            hoard()
        return work(*arguments, **options)

    return instead


def test_comparison(three: Path, audited: Callable[[], tuple[Audit, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The document with the most figures is left out and named; the contradiction of the others is found."""

    def holds_b(group, *_) -> bool:
        return any(x.document.path.endswith("b.txt") for x in group)

    monkeypatch.setattr(sharding, "align", hoarding(sharding.align, holds_b))
    result, most = audited()
    assert result.problems == (
        f"{three / 'b.txt'}: was not compared: with it, that takes more than {most:,} MB of memory "
        "(--limit main_memory=… allows more)",
    )
    assert [f.rule for f in result.findings] == ["cross-value"]


def test_a_check(
    knowledge: Knowledge, audited: Callable[[], tuple[Audit, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check that runs out of memory is no internal failure: the documents are named, and nothing is held for audited."""
    monkeypatch.setitem(knowledge.checks, "table-total", hoard)
    result, _ = audited()
    assert len(result.problems) == 3
    assert all("takes more than" in problem for problem in result.problems)
    assert (result.findings, result.extracts) == ((), ())


def test_extraction(three: Path, audited: Callable[[], tuple[Audit, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The document is named and left out; the others are audited."""
    monkeypatch.setattr(gathering, "extract", hoarding(gathering.extract, lambda d, _: d.path.endswith("b.txt")))
    result, most = audited()
    assert result.problems == (
        f"{three / 'b.txt'}: is left out: finding its figures takes more than {most:,} MB of memory "
        "(--limit main_memory=… allows more)",
    )
    assert [f.rule for f in result.findings] == ["cross-value"]


def test_on_the_command_line(three: Path) -> None:
    """Where nothing can be audited within the limit: a line for each document, exit code 2."""
    done = run("audit", "a.txt", "c.txt", "-q", "--no-cache", "--limit", "main_memory=16", cwd=three)
    assert done.returncode == 2
    said = "is left out: reading it takes more than 16 MB of memory (--limit main_memory=… allows more)"
    assert done.stderr.splitlines() == [
        f"auditor: a.txt: {said}",
        f"auditor: c.txt: {said}",
        "auditor: nothing could be audited",
    ]


def test_too_many_documents(three: Path) -> None:
    """Each would be looked at beside each: one line says how many, and what to do."""
    done = run("audit", ".", "-q", "--no-cache", "--limit", "documents=2", cwd=three)
    assert (done.returncode, done.stderr) == (
        2,
        "auditor: 3 documents would be compared with one another; at most 2 are: name fewer at once, or say whose each is "
        "in auditor.toml (--limit documents=… allows more)\n",
    )


def test_memory_that_ends_elsewhere(
    three: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Outside of what a document costs, too: one line, exit code 2, no internal failure."""

    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("auditor.reporting.render", exhausted)
    monkeypatch.setattr("sys.argv", ["auditor", "audit", str(three / "a.txt"), "-f", "json", "--no-cache"])
    with pytest.raises(SystemExit) as left:
        main()
    said = "auditor: needs more memory than there is: audit fewer or smaller documents at once\n"
    assert (left.value.code, capsys.readouterr().err) == (2, said)
