"""What an engine is: it maps one function over many items, wherever it likes, and gives results in the items' order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from auditor.errors import AuditorError

T = TypeVar("T")
R = TypeVar("R")

TRIES = 3
"""How often an item is begun before the death of its workers counts as its own fault."""


class EngineError(AuditorError):
    """An engine that is not installed, cannot be reached, or was asked for what it cannot do."""


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """The result of one item."""

    value: R


@dataclass(frozen=True, slots=True)
class Failed:
    """An item that gave no result; it costs only itself.

    Attributes:
        reason: For people, one line.
    """

    reason: str


Outcome = Done[R] | Failed
"""What became of an item."""


class Engine(Protocol):
    """All that is asked of an engine; another one is another module with one such class."""

    def map(self, job: Callable[[T], R], items: Iterable[T]) -> Iterator[Outcome[R]]:
        """Apply a function to each item.

        Args:
            job: Pure, and picklable where the engine has other processes; sent to each of them once.
            items: Taken as they are needed, so that not all need to be in memory. One that knows how long it takes at
                least says it as ``seconds``.

        Returns:
            One outcome for each item, in the order of the items.
        """
        ...


def attempt(job: Callable[[T], R], item: T) -> Outcome[R]:
    """Apply a function to an item; what it raises is a failure of this item alone."""
    try:
        return Done(job(item))
    except Exception as error:
        said = " ".join(str(error).split())
        return Failed(f"{type(error).__name__}: {said}" if said else type(error).__name__)
