"""Untrusted files are taken apart in a process of its own: what kills or hangs it costs one document, not the run.

The worker is started when it is first needed and used again for the next documents. It is a plain child process that
talks over its standard streams, so that programs which use the library need no ``if __name__ == "__main__"``, and it
works wherever Python does. What comes back is data of the model only (`auditor.worker.restore`): a worker that a
hostile file has taken over cannot make this process run anything.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar

from auditor import worker
from auditor.errors import UnreadableDocumentError
from auditor.limits import MEGABYTE, Limits

_MOST_JOBS = 100
"""Documents after which a worker is replaced: whatever libraries have lost of memory is then given back."""
_GRACE = 5
"""Seconds that a worker may take to start, beside the time for the document."""
_PARTING = 3
"""Seconds that a worker has to end its programs and remove its files, once it is told to."""
_START = "import sys; sys.argv[1] in sys.path or sys.path.append(sys.argv[1]); from auditor.worker import main; main()"

_BEGAN = time.time()
_CHANGED = "could not be read: auditor was changed on this computer while it ran; start it again"

_MOST_LONGER = 10
"""How often a worker may ask for more time, beside once for each page."""

T = TypeVar("T")


class _Worker:
    """A running worker."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.jobs = 0
        self._shared: object = None
        self._killed = False
        self._sending = False
        home = str(Path(__file__).resolve().parent.parent)
        self._process = subprocess.Popen(
            # -P: nothing is imported from the folder in which the drafts lie.
            [sys.executable, "-P", "-c", _START, home, str(limits.memory * MEGABYTE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for this process, which then ends the worker
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def run(self, job: Callable[..., Any], arguments: tuple[Any, ...], shared: object, path: str) -> Any:
        """What the job returns.

        Raises:
            UnreadableDocumentError: The job says so, the worker died, or it took too long.
        """
        self.jobs += 1
        send = None if shared is self._shared else shared
        message = pickle.dumps((job, arguments, send, self.limits), pickle.HIGHEST_PROTOCOL)
        timer = self._timer(self.limits.seconds + _GRACE)
        kind, value = "", None
        try:
            self._sending = True
            worker.put(self._stdin, message)
            self._sending = False
            self._shared = shared
            for _ in range(self.limits.pages + _MOST_LONGER):
                kind, value = worker.restore(worker.take(self._stdout, self.limits.memory * MEGABYTE))
                if kind != "longer":
                    break
                timer.cancel()
                timer = self._timer(self.limits.seconds + self.limits.program_seconds + _GRACE)
        except (OSError, EOFError, pickle.UnpicklingError, ValueError, TypeError) as error:
            late = self._killed
            self.end()
            raise UnreadableDocumentError(self._why(late), where=path) from error
        finally:
            timer.cancel()
        if kind == "done":
            return value
        if kind not in ("refused", "failed"):
            self.end()
            raise UnreadableDocumentError(self._why(late=True), where=path)
        raise UnreadableDocumentError(_CHANGED if kind == "failed" and _changed() else str(value), where=path)

    def _why(self, late: bool) -> str:
        if not late and _changed():
            return _CHANGED
        if late:
            return f"was not read within {self.limits.seconds} s and is left out (--limit seconds=… allows more)"
        return (
            f"made the reader stop: it is damaged, or needs more than {self.limits.memory:,} MB of memory "
            "(--limit memory=… allows more)"
        )

    def _timer(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._kill)
        timer.daemon = True
        timer.start()
        return timer

    def _kill(self) -> None:
        self._killed = True
        if self._sending:  # it does not even listen
            self._process.kill()
        else:
            self._part()

    def _part(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stdin.close()
        try:
            self._process.wait(_PARTING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def end(self) -> None:
        """End the worker, its programs and its files: it does that itself where it can."""
        self._part()
        self._stdout.close()
        if self._process.returncode != 0:
            worker.sweep()

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout


def _changed() -> bool:
    """Whether files of this program are newer than this process: a new worker then runs other code than its parent."""
    newest = 0.0
    for file in Path(__file__).resolve().parent.rglob("*.py"):
        with contextlib.suppress(OSError):
            newest = max(newest, file.stat().st_ctime)
    return newest > _BEGAN


_lock = threading.Lock()
_worker: _Worker | None = None


def start(limits: Limits) -> None:
    """Start the worker beforehand, so that it is ready when the first document comes."""
    with _lock:
        _ready(limits, "")


def call(job: Callable[..., T], *arguments: Any, shared: object, limits: Limits, path: str) -> T:
    """What ``job(*arguments, shared)`` returns, carried out in the worker.

    Args:
        job: A function at the top level of a module. It returns data of the model.
        arguments: Its arguments.
        shared: Its last argument, handed over only where it is another than the last time.
        limits: What it may cost.
        path: The document, for messages.

    Raises:
        UnreadableDocumentError: The job says so, the worker died, or it took too long.
    """
    with _lock:
        ready = _ready(limits, path)
        try:
            return ready.run(job, arguments, shared, path)  # type: ignore[no-any-return]
        except BaseException as error:
            if not isinstance(error, UnreadableDocumentError) or not ready.alive:
                _end()
            raise


def close() -> None:
    """End the worker, if there is one; the next document starts another."""
    with _lock:
        _end()


def _ready(limits: Limits, path: str) -> _Worker:
    global _worker
    if _worker is not None and (not _worker.alive or _worker.limits != limits or _worker.jobs >= _MOST_JOBS):
        _end()
    if _worker is None:
        worker.sweep()
        try:
            _worker = _Worker(limits)
        except OSError as error:
            raise UnreadableDocumentError(
                f"cannot be read: no process could be started for it ({error.strerror or error})", where=path
            ) from error
    return _worker


def _end() -> None:
    global _worker
    if _worker is not None:
        _worker.end()
        _worker = None


def _forget() -> None:
    """In a forked child: the worker is the parent's."""
    global _worker, _lock
    _worker, _lock = None, threading.Lock()


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
