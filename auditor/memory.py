"""Work that gets along with so much memory: what needs more is stopped where it is, in this process."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from auditor.limits import MEGABYTE

T = TypeVar("T")


class OverMemoryError(Exception):
    """Work that was stopped because it needed more memory than this process may have."""


def within_memory(megabytes: int, work: Callable[[], T]) -> T:
    """What ``work()`` returns, while the memory of this whole process is bounded.

    Where the system cannot bound it (it is not Linux) the work is still stopped where memory runs out.

    Args:
        megabytes: How much the process may hold; never more than the machine has.
        work: Leaves nothing half done that is used later, wherever it is stopped.

    Raises:
        OverMemoryError: It needed more.
    """
    with _bounded(min(megabytes * MEGABYTE, _machine())):
        # The error is raised behind the clause: until then it holds all that the work had made.
        # A module that is loaded within the bound may fail to compile for want of memory: its own code is sound.
        with suppress(MemoryError, SyntaxError):
            return work()
        raise OverMemoryError


@contextmanager
def uncollected() -> Iterator[None]:
    """Within, nothing is searched for garbage that refers to itself: records do not, and there are many of them."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _machine() -> int:
    """Bytes of memory that the machine has, as far as it tells."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 1 << 62


_lock = threading.Lock()
_bounds: list[int] = []
"""Bounds that are in force; the least holds."""
_before: tuple[int, int] | None = None


@contextmanager
def _bounded(most: int) -> Iterator[None]:
    """Within, this process takes no more memory than that for data."""
    try:
        import resource
    except ImportError:
        yield
        return

    def apply() -> None:
        assert _before is not None
        soft, hard = _before
        given = [bound for bound in (soft, hard) if bound != resource.RLIM_INFINITY]
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (min([*_bounds, *given]) if _bounds else soft, hard))

    global _before
    with _lock:
        if not _bounds:
            _before = resource.getrlimit(resource.RLIMIT_DATA)
        _bounds.append(most)
        apply()
    try:
        yield
    finally:
        with _lock:
            _bounds.remove(most)
            apply()
