"""Engines: the same results wherever the work is done, though workers die; the cache; progress."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditor.engines import Done, Engine, Failed, Pool, Serial
from auditor.engines.dask import Dask
from auditor.generating import generate
from tests.conftest import ROOT
from tests.test_cli import run

DIE_ONCE = "die once "
DIE = "die"


def here(_: object) -> int:
    return os.getpid()


def work(item: str) -> str:
    """Doubles its item, or dies with its process."""
    if item == DIE:
        os.kill(os.getpid(), signal.SIGKILL)
    if item.startswith(DIE_ONCE):
        mark = Path(item.removeprefix(DIE_ONCE))
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "lived"
    if item == "raise":
        raise ValueError("no\nsuch thing")
    return item * 2


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A real scheduler and two worker processes of it, without nannies that would begin them again."""
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    begin = [sys.executable, "-m", "dask"]
    shared = ["--scheduler-file", str(file), "--no-dashboard"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment, "cwd": folder}
    processes = [subprocess.Popen([*begin, "scheduler", "--port", "0", *shared], **quiet)]  # type: ignore[call-overload]
    for _ in range(2):
        options = [*shared, "--no-nanny", "--nthreads", "1", "--local-directory", str(folder)]
        processes.append(subprocess.Popen([*begin, "worker", *options], **quiet))  # type: ignore[call-overload]
    while not file.exists() or not file.read_text():
        assert processes[0].poll() is None
        time.sleep(0.1)
    yield json.loads(file.read_text())["address"], processes[1:]
    for process in processes:
        process.kill()
        process.wait()


def test_no_other_process_may_be_begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the interpreter may not be run by this user, this process does all the work."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    assert [outcome.value for outcome in Pool(2, patience=0).map(here, range(3))] == [os.getpid()] * 3


@dataclass(frozen=True)
class Foretold:
    """An item that knows how long it takes."""

    seconds: float


def test_items_that_foretell_their_time_are_spread_at_once() -> None:
    """Not only when the first of them has shown it; one alone, or some that are soon done, are worked on here."""

    def places(*seconds: float) -> set[int]:
        outcomes = Pool(2, patience=1.0).map(here, [Foretold(each) for each in seconds])
        return {outcome.value for outcome in outcomes if isinstance(outcome, Done)}

    assert os.getpid() not in places(5.0, 5.0)
    assert places(100.0) == places(0.1, 0.1) == {os.getpid()}


@pytest.mark.parametrize("make", [Serial, lambda: Pool(2, patience=0), lambda: Pool(2), lambda: Pool(1)])
def test_local_engines(make: Callable[[], Engine]) -> None:
    """In order, none lost; what raises costs its item alone."""
    items = [str(n) for n in range(25)] + ["raise", "end"]
    outcomes = list(make().map(work, iter(items)))
    assert outcomes[:25] == [Done(str(n) * 2) for n in range(25)]
    assert outcomes[25:] == [Failed("ValueError: no such thing"), Done("endend")]
    assert list(make().map(work, [])) == []


def test_a_pool_outlives_its_processes(tmp_path: Path) -> None:
    """An item that always kills its process fails; one that did once, and those that died beside it, do not."""
    items = [*map(str, range(8)), DIE, f"{DIE_ONCE}{tmp_path / 'mark'}", *map(str, range(8, 20))]
    outcomes = list(Pool(2, patience=0).map(work, items))
    expected = [Done(str(n) * 2) for n in range(20)]
    assert [outcomes[:8], outcomes[10:]] == [expected[:8], expected[8:]]
    assert isinstance(outcomes[8], Failed)
    assert "died" in outcomes[8].reason
    assert outcomes[9] == Done("lived")


KILLED = """
import os, signal, sys, time
from auditor.engines import Pool

def name(_):
    return os.getpid()

if __name__ == "__main__":
    results = Pool(2, patience=0).map(name, range(10**6))
    print(*{next(results).value for _ in range(30)}, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


COPIED = """
import sys, threading
from auditor.engines import Pool

TOLD = "nothing"

def ask(item):
    return TOLD

if __name__ == "__main__":
    TOLD = "what was made while this process ran"
    print(next(Pool(2, patience=0).map(ask, range(9))).value)
    waiting = threading.Event()
    threading.Thread(target=waiting.wait).start()
    print(next(Pool(2, patience=0).map(ask, range(9))).value)
    waiting.set()
"""


def test_a_process_of_one_thread_is_copied(tmp_path: Path) -> None:
    """Its copies have all that it made; those of a process with more threads could hang, and are begun afresh."""
    script = tmp_path / "copied.py"
    script.write_text(COPIED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment, check=True)
    assert done.stdout.decode().splitlines() == ["what was made while this process ran", "nothing"]


OUTLIVED = """
import sys
from tests.test_engines import DIE, DIE_ONCE, work
from auditor.engines import Done, Pool
from auditor.engines.local import _can_be_copied

if __name__ == "__main__":
    print(_can_be_copied())
    for outcome in Pool(2, patience=0).map(work, ["1", DIE, DIE_ONCE + sys.argv[1], "2"]):
        print(outcome.value if isinstance(outcome, Done) else "failed")
"""


def test_a_pool_outlives_copies(tmp_path: Path) -> None:
    """An item that kills its process costs no other, where this process was copied."""
    script = tmp_path / "outlived.py"
    script.write_text(OUTLIVED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, str(script), str(tmp_path / "mark")]
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True)
    assert done.stdout.decode().split() == [str(sys.platform == "linux"), "11", "failed", "lived", "22"]


def test_processes_end_with_the_one_that_began_them(tmp_path: Path) -> None:
    """Also when that is killed: none is left behind."""
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    workers = [int(each) for each in done.stdout.split()]
    assert workers
    end = time.monotonic() + 60
    while any(map(alive, workers)):
        assert time.monotonic() < end
        time.sleep(0.05)


def alive(process: int) -> bool:
    """Whether a process runs; one that has ended and whose end nobody has asked for does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_pool_takes_items_as_it_needs_them() -> None:
    """Of a thousand items no more are taken than can be worked on: memory is bounded."""
    taken = 0

    def items() -> Iterator[str]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield str(n)

    results = Pool(2, patience=0).map(work, items())
    assert next(results) == Done("00")
    assert taken <= 16
    results.close()  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty reports, and one that cannot be read in the midst of them."""
    folder = tmp_path_factory.mktemp("nation") / "nation"
    generate(folder, provinces=5, years=4, seed=2)
    (folder / "003" / "2022-broken.docx").write_bytes(b"PK\x03\x04 no archive")
    return folder


@pytest.fixture(scope="module")
def straight(nation: Path) -> str:
    """The machine report by one process."""
    return audited(nation, "--jobs", "1", "--no-cache")


def audited(nation: Path, *options: str, **environment: str) -> str:
    done = run("audit", str(nation), "--format", "json", "--fail-on", "never", *options, env=environment)
    assert done.returncode == 0, done.stderr
    assert "2022-broken.docx" in done.stderr
    return done.stdout


def test_same_bytes_by_a_pool_of_processes(nation: Path, straight: str) -> None:
    """Order, ids, notes and problems included."""
    assert audited(nation, "--jobs", "2", "--no-cache") == straight


def test_same_bytes_by_dask_though_a_worker_is_killed(
    nation: Path, straight: str, cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    """A real scheduler with two workers, one of which is killed while it works."""
    address, workers = cluster
    command = ["audit", str(nation), "--format", "json", "--fail-on", "never", "--engine", "dask"]
    process = subprocess.Popen(
        [sys.executable, "-m", "auditor", *command, "--scheduler", address],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    )
    kept = tmp_path / "auditor" / "extracts"
    # Workers put what they have extracted into the cache: some is done, not all.
    while process.poll() is None and len(list(kept.glob("*.extract"))) < 5:
        time.sleep(0.005)
    workers[0].send_signal(signal.SIGKILL)
    done = len(list(kept.glob("*.extract")))
    assert 5 <= done < 40
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err.decode()
    assert out.decode() == straight
    assert workers[0].wait() == -signal.SIGKILL
    assert workers[1].poll() is None


def test_dask_by_itself_and_its_faults(cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    """Outcomes as of every engine; a scheduler that cannot be reached is one line."""
    outcomes = list(Dask().map(len, ["a", "bb", 3]))  # type: ignore[list-item]
    assert outcomes[:2] == [Done(1), Done(2)]
    assert isinstance(outcomes[2], Failed)
    done = run(
        "audit", "x.txt", str(ROOT / "README.md"), "--engine", "dask", "--scheduler", "nonsense://x", "--no-cache"
    )
    assert done.returncode == 2
    assert "nonsense" in done.stderr.splitlines()[-1]
    for options in (("--scheduler", "tcp://x:1"), ("--engine", "dask", "--jobs", "2")):
        assert run("audit", "x.txt", *options).returncode == 2


def test_a_second_run_reads_only_what_has_changed(nation: Path, straight: str, tmp_path: Path) -> None:
    """The cache gives the same bytes, is used, notices changes of documents, rules and project, and may be deleted."""
    home = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    kept = tmp_path / "cache" / "auditor" / "extracts"
    assert audited(nation, **home) == straight
    first = {path.name for path in kept.iterdir()}
    assert len(first) == 40
    assert audited(nation, **home) == straight
    assert {path.name for path in kept.iterdir()} == first
    # What the cache holds is what the second run shows: with two of its files exchanged, another report.
    one, other = sorted(kept.iterdir())[:2]
    contents = one.read_bytes(), other.read_bytes()
    one.write_bytes(contents[1])
    assert audited(nation, **home) != straight
    one.write_bytes(contents[0])
    figures = json.loads(straight)["statistics"]["figures"]
    changed = nation / "001" / "2024-bao-cao-nam.txt"
    before = changed.read_bytes()
    try:
        changed.write_bytes(before + "Có 7.777 hộ mới.\n".encode())
        assert json.loads(audited(nation, **home))["statistics"]["figures"] == figures + 1
        assert len({path.name for path in kept.iterdir()} - first) == 1
    finally:
        changed.write_bytes(before)
    rules = tmp_path / "rules" / "vi"
    rules.mkdir(parents=True)
    (rules / "words.yaml").write_text("stop: [tiếp]\n", encoding="utf-8")
    count = len(list(kept.iterdir()))
    run("audit", str(nation / "001"), "--rules", str(rules.parent), "--quiet", env=home)
    assert len(list(kept.iterdir())) > count
    for path in kept.iterdir():
        path.write_bytes(b"broken")
    assert audited(nation, **home) == straight
    assert (kept.stat().st_mode & 0o077) == 0


def test_without_cache_nothing_is_kept(nation: Path, tmp_path: Path) -> None:
    """Nothing of a document is written but the reports."""
    run("audit", str(nation / "001"), "--no-cache", "--quiet", env={"XDG_CACHE_HOME": str(tmp_path)})
    assert not (tmp_path / "auditor" / "extracts").exists()
