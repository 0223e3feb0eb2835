"""Engines of one computer: one item after the other, or a pool of processes."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from operator import length_hint
from threading import Thread
from typing import Any, TypeVar

from auditor.engines.base import TRIES, Failed, Outcome, attempt

T = TypeVar("T")
R = TypeVar("R")

PATIENCE = 3.0
"""Seconds of work that are not worth the start of processes: on a busy computer it takes about as long …"""
PATIENCE_WITH_COPIES = 0.3
"""… and where this process can be copied, which takes a moment."""
_JUDGED = 0.3
"""Share of the patience after which the work that is left may be judged by what was done."""
_AHEAD = 4
"""Items for each process that may be begun or finished before the oldest is handed on: the bound of memory."""


class Serial:
    """One item after the other in this process."""

    def map(self, job: Callable[[T], R], items: Iterable[T]) -> Iterator[Outcome[R]]:
        """See `auditor.engines.base.Engine.map`."""
        for item in items:
            yield attempt(job, item)


class Pool:
    """A pool of processes. When one of them dies, what was begun is begun again."""

    def __init__(self, processes: int | None = None, *, patience: float | None = None) -> None:
        """Lay down the number of processes.

        Args:
            processes: All processors that this program may use by default.
            patience: Seconds of work in this process before the others are begun; by default, what they take to start.
        """
        self.processes = processes or usable_processors()
        self._told = patience

    def map(self, job: Callable[[T], R], items: Iterable[T]) -> Iterator[Outcome[R]]:
        """See `auditor.engines.base.Engine.map`."""
        waiting = iter(items)
        if self.processes == 1 or not _can_begin_others():
            yield from Serial().map(job, waiting)
            return
        worked, done, known = 0.0, 0, length_hint(items)
        patience = self._patience()
        foretold = [getattr(item, "seconds", 0.0) for item in items] if isinstance(items, Sequence) else []
        if patience and self._saved(foretold) >= patience:
            yield from self._spread(job, waiting)
            return
        while not self._worthwhile(patience, worked, done, known):
            try:
                item = next(waiting)
            except StopIteration:
                return
            begun = time.perf_counter()
            outcome = attempt(job, item)
            worked += time.perf_counter() - begun
            done += 1
            yield outcome
        yield from self._spread(job, waiting)

    def _patience(self) -> float:
        if self._told is not None:
            return self._told
        return PATIENCE_WITH_COPIES if _can_be_copied() else PATIENCE

    def _worthwhile(self, patience: float, worked: float, done: int, known: int) -> bool:
        """Whether other processes should take over, after so many seconds and items, of so many in all if known."""
        if done < known:
            # The first items also wake what is made once, and seem slower than the rest will be.
            rest = [worked / done] * (known - done) if done else []
            return worked >= patience * _JUDGED and self._saved(rest) >= patience
        return worked >= patience

    def _saved(self, seconds: Sequence[float]) -> float:
        """What the processes save of the time that items take one after the other; none is split between them."""
        return sum(seconds) - max(sum(seconds) / self.processes, *seconds, 0.0)

    def _spread(self, job: Callable[[T], R], waiting: Iterator[T]) -> Iterator[Outcome[R]]:
        begun: deque[tuple[T, Future[Outcome[R]] | Outcome[R]]] = deque()
        pool = self._pool(job, self.processes)
        try:
            while True:
                while len(begun) < self.processes * _AHEAD:
                    try:
                        item = next(waiting)
                    except StopIteration:
                        break
                    try:
                        begun.append((item, pool.submit(_run, item)))
                    except BrokenProcessPool as error:
                        gone: Future[Outcome[R]] = Future()
                        gone.set_exception(error)
                        begun.append((item, gone))
                if not begun:
                    return
                item, state = begun.popleft()
                if not isinstance(state, Future):
                    yield state
                    continue
                try:
                    outcome = state.result()
                except BrokenProcessPool:
                    pool.shutdown(wait=False, cancel_futures=True)
                    outcome = self._alone(job, item)
                    pool = self._pool(job, self.processes)
                    # What had been finished is kept, what the death took along is begun again.
                    begun = deque((each, _again(pool, each, was)) for each, was in begun)
                yield outcome
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _alone(self, job: Callable[[T], R], item: T) -> Outcome[R]:
        """The outcome of an item that may have killed a process: tried in one of its own."""
        for _ in range(TRIES - 1):
            with self._pool(job, 1) as pool:
                try:
                    outcome: Outcome[R] = pool.submit(_run, item).result()
                    return outcome
                except BrokenProcessPool:
                    continue
        return Failed(f"the process that worked on it died, {TRIES} times")

    def _pool(self, job: Callable[[Any], Any], processes: int) -> ProcessPoolExecutor:
        if _can_be_copied():
            # Rules and language packs are there at once, and need not be made again.
            copies = multiprocessing.get_context("fork")
            return ProcessPoolExecutor(processes, mp_context=copies, initializer=_begin_with, initargs=(job,))
        context = multiprocessing.get_context("spawn")
        # A job among the arguments would fill the pipe to a process, and the next be begun only when that one is up.
        jobs = context.Queue()
        pickled = pickle.dumps(job)
        for _ in range(processes):
            jobs.put(pickled)
        jobs.cancel_join_thread()  # nobody waits for a process that is gone
        return ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(jobs,))


def usable_processors() -> int:
    """Processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_begin_others() -> bool:
    """Whether this user may run the interpreter: other processes, and what Python itself begins for them, need it."""
    return bool(sys.executable) and os.access(sys.executable, os.X_OK)


def _can_be_copied() -> bool:
    """Whether the system tells that this process has one thread: a copy of one with several may hang."""
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _again(pool: ProcessPoolExecutor, item: Any, state: Any) -> Any:
    if not isinstance(state, Future):
        return state
    if state.done() and not state.cancelled() and state.exception() is None:
        return state.result()
    return pool.submit(_run, item)


_job: Callable[[Any], Any] | None = None
"""The function of this worker process."""


def _begin(jobs: Queue[bytes]) -> None:
    _begin_with(pickle.loads(jobs.get()))


def _begin_with(job: Callable[[Any], Any]) -> None:
    global _job
    _job = job
    Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess | None) -> None:
    """End this process when the one that began it is gone, even if it was killed and could not say so."""
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(item: Any) -> Outcome[Any]:
    assert _job is not None
    return attempt(_job, item)
