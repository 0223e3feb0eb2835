"""A short soak; the long one is ``python -m tests.soak``."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT


def test_short_soak() -> None:
    """Some audits in one process, some on the command line: nothing grows, nothing stays."""
    command = [sys.executable, "-m", "tests.soak", "--audits", "24", "--commands", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr
