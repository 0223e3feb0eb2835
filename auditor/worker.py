"""The process in which untrusted files are read, and the language that it speaks with its parent.

Each message is a length and a pickle. From the parent come jobs, which are trusted. Back come ``("longer", None)``
before a program is run, then ``("done", value)``, ``("refused", why)`` or, for a fault of the program,
``("failed", why)``; the parent takes data of the model only.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import queue
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, Any

from auditor import limits as limits_
from auditor.errors import UnreadableDocumentError

FOLDER = "auditor-worker-"
"""How the names of the folders begin that hold a worker's temporary files."""
_GOING = f"{FOLDER}left-"
_HELD = "lock"
_STARTING = 60
"""Seconds within which a folder gets its lock."""
_MOST_WRITTEN = 2 * 1024 * limits_.MEGABYTE
"""Size of a temporary file that a worker, or a program that it runs, may write."""
_ALARM = 30
"""Seconds after the time for a job when the system ends a worker whose parent did not."""
_LENGTH = struct.Struct(">Q")
_ALLOWED = frozenset(
    {
        *(("decimal", "Decimal"), ("datetime", "date"), ("builtins", "frozenset"), ("builtins", "set")),
        ("auditor.records", "restored"),
    }
)
_REFUSED = frozenset(
    {
        *(pickle.BYTEARRAY8, pickle.NEXT_BUFFER, pickle.READONLY_BUFFER, pickle.PERSID, pickle.BINPERSID),
        *(pickle.EXT1, pickle.EXT2, pickle.EXT4, pickle.INST, pickle.OBJ, pickle.GLOBAL),
    }
)
"""Codes of a pickle that no document needs."""
_running: dict[int, subprocess.Popen[bytes] | None] = {}
"""Programs by process group, each with the process that ends it when this one is killed."""
_WATCH = 'read -r _; kill -s KILL -- "-$1"'
"""What that process does: its input ends with this process."""
_back: IO[bytes] | None = None


def put(stream: IO[bytes], message: bytes) -> None:
    """Write a message.

    Raises:
        OSError: Nobody reads it.
    """
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def take(stream: IO[bytes], most: int) -> bytes:
    """Read a message of at most ``most`` bytes.

    Raises:
        EOFError: The other side is gone.
        ValueError: The message is larger.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    if length > most:
        raise ValueError(f"a message of {length} bytes")
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return body


class _ModelOnly(pickle._Unpickler):
    """Loads records of the model and numbers; nothing that acts, and nothing that takes memory before it has data.

    The unpickler written in C makes room for as many remembered values as a message says that it has.
    """

    dispatch = {  # noqa: RUF012
        code: load for code, load in pickle._Unpickler.dispatch.items() if bytes([code]) not in _REFUSED
    }

    def find_class(self, module: str, name: str) -> Any:
        if module == "auditor.model":
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        elif (module, name) in _ALLOWED:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no data of a document")


def restore(message: bytes) -> tuple[str, Any]:
    """Kind and value of a message from a worker.

    Raises:
        pickle.UnpicklingError: It is no such message, or holds something else than data of the model.
    """
    try:
        loaded = _ModelOnly(io.BytesIO(message)).load()
    except Exception as error:  # a forged pickle makes the unpickler raise anything
        raise pickle.UnpicklingError(str(error)) from error
    if not (isinstance(loaded, tuple) and len(loaded) == 2 and isinstance(loaded[0], str)):
        raise pickle.UnpicklingError("no message of a worker")
    return loaded


def runs(pid: int) -> None:
    """A program has been started as leader of a process group: it ends with the worker, and gets time of its own.

    It ends too when the system, or someone, kills the worker, which can then do nothing more about it.
    """
    watch = None
    with contextlib.suppress(OSError):  # no such shell on this system
        watch = subprocess.Popen(
            ["/bin/sh", "-c", _WATCH, "sh", str(pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    _running[pid] = watch
    if _back is not None:
        put(_back, pickle.dumps(("longer", None)))
        _alarm(limits_.current(), longer=True)


def ended(pid: int) -> None:
    """A program has ended, and is not watched any more: its number may become another's."""
    watch = _running.pop(pid, None)
    if watch is not None:
        watch.kill()
        watch.communicate()


def sweep() -> None:
    """Remove the temporary files of workers that were killed."""
    base = tempfile.gettempdir()
    try:
        found = [entry for entry in os.scandir(base) if entry.name.startswith(FOLDER)]
    except OSError:
        return
    for entry in found:
        with contextlib.suppress(OSError):
            status = entry.stat(follow_symlinks=False)
            own = not hasattr(os, "getuid") or status.st_uid == os.getuid()
            if own and entry.is_dir(follow_symlinks=False) and _left(Path(entry.path), status.st_mtime):
                _remove(Path(entry.path))


def _remove(folder: Path) -> None:
    """Remove a folder; one that is half removed when this process is killed bears a name that says so."""
    going = folder
    if not folder.name.startswith(_GOING):
        going = folder.with_name(f"{_GOING}{folder.name.removeprefix(FOLDER)}")
        with contextlib.suppress(OSError):
            folder.rename(going)
    shutil.rmtree(going, ignore_errors=True)


def _left(folder: Path, made: float) -> bool:
    """Whether no worker uses a folder any more: the system lets go of the lock of a process that was killed."""
    if folder.name.startswith(_GOING):
        return True
    lock = folder / _HELD
    if not lock.exists():
        return time.time() - made > _STARTING
    try:
        import fcntl
    except ImportError:  # no such locks on this system: by age
        return time.time() - made > 86_400
    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def _own_folder() -> Path:
    """A private folder for temporary files, locked while this process lives."""
    os.umask(0o077)
    folder = Path(tempfile.mkdtemp(prefix=FOLDER))
    lock = folder / f"{_HELD}.new"
    handle = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    with contextlib.suppress(ImportError):
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
    lock.rename(folder / _HELD)
    tempfile.tempdir = str(folder)
    return folder


def _bound(memory: int) -> None:
    """Limits that the system holds this process and its programs to."""
    try:
        import resource
    except ImportError:  # not on this system: time is still limited
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, _MOST_WRITTEN),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (bound, bound))


def _alarm(limits: limits_.Limits, *, longer: bool = False) -> None:
    """Have the system end this process where it hangs in a library and its parent is gone."""
    if hasattr(signal, "alarm") and threading.current_thread() is threading.main_thread():
        signal.alarm(limits.seconds + (limits.program_seconds if longer else 0) + _ALARM)


def _listen(stream: IO[bytes], jobs: queue.SimpleQueue[bytes], folder: Path) -> None:
    """Take jobs; where the parent has closed the stream or is gone, end programs, files and this process at once."""
    try:
        while True:
            jobs.put(take(stream, sys.maxsize))
    except BaseException:  # whatever it is: without a parent there is nothing to do
        for pid in list(_running):
            with contextlib.suppress(OSError, AttributeError):
                os.killpg(pid, signal.SIGKILL)
        _remove(folder)
        os._exit(0)


def main() -> None:
    """Carry out jobs until the parent is gone."""
    global _back
    stream, _back = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no message
    folder = _own_folder()
    _bound(int(sys.argv[2]))
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(stream, jobs, folder), daemon=True).start()
    shared: object = None
    while True:
        try:
            job, arguments, sent, limits = pickle.loads(jobs.get())
            shared = sent if sent is not None else shared
            _alarm(limits)
            with limits_.applied(limits):
                answer: tuple[str, Any] = ("done", job(*arguments, shared))
            message = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        except UnreadableDocumentError as error:
            message = pickle.dumps(("refused", error.reason))
        except MemoryError:
            os._exit(1)  # not to be relied on any more; the parent says why
        except Exception as error:
            said = f"could not be read, please report it: {type(error).__name__}: {str(error)[:200]}"
            message = pickle.dumps(("failed", said))
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        put(_back, message)
