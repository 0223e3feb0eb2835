"""Coverage-guided fuzzing with atheris (``pip install -e ".[fuzz]"``)::

    python -m tests.fuzz.run --seconds 600              every target, ten minutes each
    python -m tests.fuzz.run pdf docx --seconds 3600    two targets, an hour each
    python -m tests.fuzz.run --seconds 600 --keep DIR   go on from what earlier runs found, and keep what is new
    python -m tests.fuzz.run --inputs 200               so many inputs for each target, the same ones every time

What crashes, hangs (over 20 s) or takes over 2 GB is written to ``tests/fuzz/crashes/TARGET-…``, where the tests read
it from then on; the exit code is 1.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_CRASHES = Path(__file__).parent / "crashes"
_COUNT = re.compile(r"^#(\d+)|Done (\d+) runs", re.MULTILINE)
"""What libFuzzer says of the number of inputs; the last time before a fault, or at the end."""


def _fuzz(target: str, arguments: list[str]) -> None:
    """Fuzz in this process until libFuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=["auditor"]):
        from tests.fuzz import targets
    targets.knowledge()
    atheris.Setup(["fuzz", *arguments], targets.TARGETS[target])
    atheris.Fuzz()


def _campaign(target: str, bound: str, keep: Path | None) -> tuple[int, bool]:
    """Fuzz a target in a process of its own: number of inputs, and whether all went well."""
    with tempfile.TemporaryDirectory() as folder:
        found = (keep or Path(folder)) / target
        found.mkdir(parents=True, exist_ok=True)
        corpus = Path(folder) / "seeds"
        shutil.copytree(Path(__file__).parent / "corpus" / target, corpus)
        options = [bound, "-timeout=20", "-rss_limit_mb=2048", "-max_len=20000", "-seed=1"]
        _CRASHES.mkdir(exist_ok=True)
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.fuzz.run", "--one", target, "--", str(found), str(corpus)),
                *(*options, f"-artifact_prefix={_CRASHES}/{target}-"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )
    counts = [int(number or last) for number, last in _COUNT.findall(done.stdout)]
    if done.returncode:
        print("\n".join(done.stdout.splitlines()[-60:]))
    return max(counts, default=0), done.returncode == 0


def main() -> int:
    """Parse options and fuzz."""
    from tests.fuzz import targets

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", choices=[*targets.TARGETS, []], metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--inputs", type=int, help="for each target, instead of a time")
    parser.add_argument("--keep", type=Path, help="folder of inputs that earlier runs found")
    given = parser.parse_args()
    bound = f"-runs={given.inputs}" if given.inputs else f"-max_total_time={given.seconds}"
    sound, total, began = True, 0, time.monotonic()
    for target in given.targets or targets.TARGETS:
        count, well = _campaign(target, bound, given.keep)
        total += count
        print(f"{target}: {count} inputs, {'no fault' if well else 'FAULT: see tests/fuzz/crashes'}", flush=True)
        sound &= well
    print(f"{total} inputs in {(time.monotonic() - began) / 3600:.2f} hours")
    return 0 if sound else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _fuzz(sys.argv[2], sys.argv[4:])
    sys.exit(main())
