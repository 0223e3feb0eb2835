"""Options of commands that read many documents: the engine, its processes, the cache."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from auditor.archive.cache import Cache
    from auditor.engines import Engine
    from auditor.pipeline import Progress as Told

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def engine_options(*, caching: bool = True) -> Decorator:
    """``--engine``, ``--scheduler``, ``--jobs`` and, where documents are read that may be cached, ``--no-cache``."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        if caching:
            command = click.option(
                "--no-cache", is_flag=True, help="Read every document anew, and keep nothing in the cache folder."
            )(command)
        for option in reversed(
            (
                click.option(
                    "--engine",
                    "engine_name",
                    type=click.Choice(["local", "dask"]),
                    default="local",
                    show_default=True,
                    help="Where many documents are read: processes of this computer, or workers of Dask.",
                ),
                click.option(
                    "--scheduler", metavar="ADDRESS", help="Dask scheduler, tcp://host:8786. Default: one started here."
                ),
                click.option(
                    "--jobs", type=click.IntRange(1, 1024), metavar="N", help="Processes. Default: one a processor."
                ),
            )
        ):
            command = option(command)
        return command

    return add


def engine(name: str, scheduler: str | None, jobs: int | None) -> Engine:
    """The engine that options name.

    Raises:
        EngineError: It is not installed.
    """
    if name == "dask":
        if jobs is not None:
            raise click.UsageError("--jobs is for the local engine; the number of Dask workers is Dask's")
        from auditor.engines.dask import Dask

        return Dask(scheduler)
    if scheduler is not None:
        raise click.UsageError("--scheduler is for --engine dask")
    from auditor.engines import Pool

    return Pool(jobs)


def cache(refused: bool) -> Cache | None:
    """The cache of this user; None where it is refused or there is no place for it."""
    from auditor.archive.cache import Cache
    from auditor.resources import cache_folder

    folder = cache_folder()
    return None if refused or folder is None else Cache(folder / "extracts")


class Progress:
    """Steps, rate and time left of each stage, on a terminal; nothing in a pipe."""

    def __init__(self, *, quiet: bool = False) -> None:
        """Begin with nothing shown.

        Args:
            quiet: Show nothing on a terminal either.
        """
        self._bar: Any = None
        self._quiet = quiet

    def __enter__(self) -> Told | None:
        """What is to be told of each step; None where nothing is shown."""
        if self._quiet or not sys.stderr.isatty():
            return None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        self._bar = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
            transient=True,
            auto_refresh=False,  # that would be a thread, and this process could not be copied (`auditor.engines.Pool`)
        )
        self._bar.start()
        tasks: dict[str, Any] = {}

        def told(stage: str, step: int, steps: int) -> None:
            if stage not in tasks:
                for task in tasks.values():
                    self._bar.update(task, completed=self._bar.tasks[task].total)
                tasks[stage] = self._bar.add_task(stage, total=steps, rate="")
            speed = self._bar.tasks[tasks[stage]].speed
            self._bar.update(tasks[stage], completed=step, rate=f"{speed:.1f}/s" if speed else "")
            self._bar.refresh()

        return told

    def __exit__(self, *_: object) -> None:
        """Take the bars off the terminal."""
        if self._bar is not None:
            self._bar.stop()
