"""Many audits one after another: memory stays flat, no file stays open, no temporary file stays behind::

python -m tests.soak                           500 audits in one process, 200 on the command line
python -m tests.soak --audits 40 --commands 0
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import office
from tests.conftest import SAMPLES

_WARM = 20
"""Audits after which caches are filled."""
_MOST_GROWTH = 12
"""MB by which memory may grow after that."""


def _memory() -> int:
    """Resident memory of this process in KB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


def _documents(folder: Path) -> list[str]:
    """A sample as text and as DOCX, so that the worker takes part."""
    text = (SAMPLES / "vi" / "review-report.txt").read_text(encoding="utf-8")[:6000]
    (folder / "a.txt").write_text(text, encoding="utf-8")
    paragraphs = [office.Paragraph(line) for line in text.replace("5", "6").splitlines() if line.strip()]
    office.docx(folder / "b.docx", office.Text(paragraphs))
    return [str(folder / "a.txt"), str(folder / "b.docx")]


def in_one_process(audits: int) -> tuple[int, int, int]:
    """Growth of memory in KB after the first audits, of open files, and temporary files left."""
    from auditor import isolation
    from auditor.pipeline import audit, know
    from auditor.reporting import write

    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as left:
        documents = _documents(Path(place))
        before, tempfile.tempdir = tempfile.tempdir, left
        os.environ["TMPDIR"], old = left, os.environ.get("TMPDIR")
        try:
            known = know()
            memory = files = 0
            for number in range(audits):
                result = audit(documents, knowledge=known, same_organisation=True)
                assert result.problems == (), result.problems
                write(result, Path(place, "out"), ("html", "json"), "vi")
                if number == min(_WARM, audits // 2):
                    gc.collect()
                    memory, files = _memory(), len(os.listdir("/proc/self/fd"))
            gc.collect()
            grown, opened = _memory() - memory, len(os.listdir("/proc/self/fd")) - files
            isolation.close()
            rest = len(list(Path(left).iterdir())) + len(list(Path(place, "out").glob(".*")))
        finally:
            tempfile.tempdir = before
            os.environ.pop("TMPDIR") if old is None else os.environ.update(TMPDIR=old)
    return grown, opened, rest


def on_the_command_line(commands: int) -> int:
    """Temporary files left."""
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as left:
        documents = _documents(Path(place))
        for _ in range(commands):
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "auditor",
                    "audit",
                    *documents,
                    "--same-organisation",
                    "-q",
                    "-o",
                    f"{place}/out",
                ],
                env={**os.environ, "TMPDIR": left},
                check=False,
            )
            assert done.returncode in (0, 1)
        return len(list(Path(left).iterdir())) + len(list(Path(place, "out").glob(".*")))


def main() -> int:
    """Soak, and say how it went."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--audits", type=int, default=500)
    parser.add_argument("--commands", type=int, default=200)
    given = parser.parse_args()
    sound = True
    if given.audits:
        grown, opened, rest = in_one_process(given.audits)
        print(
            f"{given.audits} audits: memory {grown:+} KB, open files {opened:+}, temporary files left {rest}",
            flush=True,
        )
        sound &= grown < _MOST_GROWTH * 1024 and opened <= 0 and rest == 0
    if given.commands:
        rest = on_the_command_line(given.commands)
        print(f"{given.commands} commands: temporary files left {rest}")
        sound &= rest == 0
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
