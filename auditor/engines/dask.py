"""The engine for fleets: Dask, on a scheduler that runs somewhere, or on this computer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from importlib import import_module
from typing import Any, TypeVar

from auditor.engines.base import TRIES, EngineError, Failed, Outcome, attempt
from auditor.engines.local import usable_processors

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4
_CONNECT_SECONDS = 20


class Dask:
    """Workers of a Dask scheduler. They need this program and the documents under the same paths.

    An item whose worker dies is begun again on another by Dask itself.
    """

    def __init__(self, scheduler: str | None = None) -> None:
        """Lay down where the scheduler is.

        Args:
            scheduler: Its address, ``tcp://host:8786``; None starts one here, with a worker for each processor.

        Raises:
            EngineError: Dask is not installed.
        """
        try:
            import distributed  # noqa: F401
        except ImportError as error:
            raise EngineError("Dask is not installed: pip install 'auditor[dask]'") from error
        self._scheduler = scheduler

    def map(self, job: Callable[[T], R], items: Iterable[T]) -> Iterator[Outcome[R]]:
        """See `auditor.engines.base.Engine.map`.

        Raises:
            EngineError: The scheduler cannot be reached, or has no workers.
        """
        waiting = iter(items)
        with self._client() as client:
            # A task of its own, so that Dask can make it again when all workers that hold it are gone.
            shared = client.submit(_itself, job, pure=False, retries=TRIES)
            ahead = _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            begun: deque[Any] = deque()
            while True:
                while len(begun) < ahead:
                    try:
                        item = next(waiting)
                    except StopIteration:
                        break
                    begun.append(client.submit(attempt, shared, item, pure=False, retries=TRIES))
                if not begun:
                    return
                yield _result(begun.popleft())

    def _client(self) -> Any:
        # distributed is not typed.
        distributed: Any = import_module("distributed")
        if self._scheduler is None:
            cluster = distributed.LocalCluster(
                n_workers=usable_processors(), threads_per_worker=1, processes=True, dashboard_address=":0"
            )
            return _Both(cluster, distributed.Client(cluster))
        try:
            client = distributed.Client(self._scheduler, timeout=_CONNECT_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise EngineError(f"no Dask scheduler can be reached: {error}", where=self._scheduler) from error
        try:
            client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError as error:
            client.close()
            raise EngineError("the Dask scheduler has no workers", where=self._scheduler) from error
        return client


class _Both:
    """A cluster of this computer and its client, closed together."""

    def __init__(self, cluster: Any, client: Any) -> None:
        self._cluster, self._client = cluster, client

    def __enter__(self) -> Any:
        return self._client

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._cluster.close()


def _itself(job: Any) -> Any:
    return job


def _result(future: Any) -> Outcome[Any]:
    from distributed import KilledWorker

    try:
        outcome: Outcome[Any] = future.result()
        return outcome
    except KilledWorker:
        return Failed("the workers that worked on it died")
    except (CancelledError, OSError) as error:
        raise EngineError(f"the Dask scheduler is gone: {error}") from error
    finally:
        future.release()
