"""Work that ends in time: what takes longer is stopped where it is, in this process."""

from __future__ import annotations

import _thread
import ctypes
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

T = TypeVar("T")


class OverTimeError(Exception):
    """Work that was stopped because its time was up."""


class _TimeUp(BaseException):
    """Raised in the midst of the work; no ``except Exception`` in it takes it for a fault of its own."""


def within(seconds: int, work: Callable[[], T]) -> T:
    """What ``work()`` returns.

    In the main thread the system's alarm ends it, within a regular expression too. In another thread, where there is
    no such alarm, or where the program has a use of its own for it, the work ends at the next step of Python's.

    Args:
        seconds: How long it may take.
        work: Leaves nothing half done that is used later, wherever it is stopped.

    Raises:
        OverTimeError: It took longer.
    """
    try:
        with _alarm(seconds) if _alarm_is_free() else _reminder(seconds):
            return work()
    except _TimeUp:
        raise OverTimeError from None


def _alarm_is_free() -> bool:
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM) == signal.SIG_DFL
        and signal.getitimer(signal.ITIMER_REAL)[0] == 0
    )


@contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise _TimeUp

    signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        # First the handler: an alarm between these two lines would otherwise be raised here.
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


@contextmanager
def _reminder(seconds: int) -> Iterator[None]:
    worker = ctypes.c_ulong(threading.get_ident())
    lock, over, done = threading.Lock(), False, threading.Event()

    def remind() -> None:
        with suppress(MemoryError):
            if done.wait(seconds):
                return
            with lock:
                if not over:
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, ctypes.py_object(_TimeUp))

    try:
        # Not `threading.Thread`: its start waits for ever for a thread that finds no memory to begin in.
        _thread.start_new_thread(remind, ())
    except RuntimeError as error:  # there is no memory for another thread
        raise MemoryError from error
    try:
        yield
    finally:
        with lock:  # from here on nothing more is raised
            over = True
            ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, None)
        done.set()
