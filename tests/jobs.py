"""What the tests have a worker do: what hostile files could make it do."""

from __future__ import annotations

import ctypes
import os
import subprocess
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from auditor import worker


def give(value: Any, shared: Any) -> Any:
    """Return what came."""
    return value, shared


def die(shared: Any) -> None:
    """Crash in a library."""
    ctypes.string_at(0)


def hang(seconds: float, shared: Any) -> None:
    """Do nothing, for long."""
    time.sleep(seconds)


def hoard(megabytes: int, shared: Any) -> int:
    """Take memory."""
    return len(bytearray(megabytes * 1024 * 1024))


def process(shared: Any) -> int:
    """Which process this is."""
    return os.getpid()


def write(note: str, shared: Any) -> None:
    """Write a temporary file, start a program, tell where and which, and hang."""
    handle, name = tempfile.mkstemp()
    os.write(handle, b"12")
    plain = Path(tempfile.gettempdir(), "plain")
    plain.write_text("12", encoding="utf-8")
    program = subprocess.Popen(["sleep", "1000"], start_new_session=True)
    worker.runs(program.pid)
    modes = f"{os.stat(name).st_mode & 0o777:o} {plain.stat().st_mode & 0o777:o}"
    Path(note).write_text(f"{plain}\n{program.pid}\n{os.getpid()}\n{modes}\n", encoding="utf-8")
    time.sleep(1000)


class Forged:
    """Comes back as a call of a function."""

    def __reduce__(self) -> Any:
        """Make the parent say something."""
        return print, ("forged",)


def forge(shared: Any) -> Any:
    """Return what would act when it is loaded."""
    return Forged()


def number(shared: Any) -> Decimal:
    """Return data."""
    return Decimal("99.18")
