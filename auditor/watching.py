"""Watching a folder of drafts: when something has been saved there that an audit would read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import AuditorError
from auditor.reading import collect, is_document_name

_QUIET = 300
"""Milliseconds without a further change after which a save is held to be over."""
_LONGEST = 3000
"""Milliseconds after which changes are looked at though they go on."""
_TICK = 1000
"""Milliseconds after which files outside the folder, and half-written ones, are looked at again."""
_MOST_TRIES = 5

State = dict[str, tuple[int, int] | None]
"""Time of the last change in nanoseconds and size in bytes of each file, None where there is none."""


class WatchError(AuditorError):
    """A folder that cannot be watched, or no longer."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder of drafts, and the folder in it into which reports are written, if there is one."""

    folder: Path
    output: Path | None

    def drafts(self) -> list[str]:
        """The documents in the folder, as `auditor.reading.collect` finds them, reports left out."""
        found, _ = collect([str(self.folder)])
        return [path for path in found if not self._is_output(Path(path))]

    def concerns(self, path: str) -> bool:
        """Whether a change of this path may be one of a draft: no temporary or hidden file, no report."""
        changed = Path(path)
        inside = (
            changed.relative_to(self.folder.resolve()) if changed.is_relative_to(self.folder.resolve()) else changed
        )
        if any(part.startswith(".") for part in inside.parts) or self._is_output(changed):
            return False
        return is_document_name(changed.name) or not changed.suffix  # a folder, perhaps, with drafts in it

    def _is_output(self, path: Path) -> bool:
        return self.output is not None and path.resolve().is_relative_to(self.output.resolve())


def follow(watched: Watched, named: Callable[[], Iterable[Path]], refresh: Callable[[list[str], bool], bool]) -> None:
    """Refresh now, and whenever a draft or a named file has changed, without end.

    Args:
        watched: The folder.
        named: Files outside it that count besides: the project file, decisions.
        refresh: Audits the drafts that it is given. It returns False where a file could not be read that may be
            half-written; it is then called again soon, the last time with True as its second argument: what cannot be
            read now is to be reported.

    Raises:
        WatchError: The folder cannot be watched, or is gone.
    """
    drafts = watched.drafts()
    seen = _state(drafts)
    refresh(drafts, True)
    outside = _state(map(str, named()))
    seen |= outside
    tries, first = 0, True
    for changed in _ticks(watched):
        if not watched.folder.is_dir():
            raise WatchError("this folder is gone", where=str(watched.folder))
        now_outside = _state(map(str, named()))
        if not (changed or tries or first or now_outside != outside):
            continue
        outside, first = now_outside, False  # the first look is for what was saved before watching began
        drafts = watched.drafts()
        now = {**_state(drafts), **now_outside}
        if now != seen:
            seen, tries = now, _MOST_TRIES
        if tries:
            tries = 0 if refresh(drafts, tries == 1) else tries - 1


def _ticks(watched: Watched) -> Iterator[bool]:
    """Whether something in the folder has changed: at once when it has, else once a tick."""
    from watchfiles import watch

    root = watched.folder.resolve()
    try:
        for changes in watch(
            root,
            watch_filter=lambda _, path: watched.concerns(path),
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=_TICK,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield bool(changes)
    except OSError as error:
        raise WatchError(
            f"cannot be watched: {error.strerror or error} (WATCHFILES_FORCE_POLLING=1 does without the system's help)",
            where=str(watched.folder),
        ) from error


def _state(paths: Iterable[str]) -> State:
    state: State = {}
    for path in paths:
        try:
            found = Path(path).stat()
            state[path] = found.st_mtime_ns, found.st_size
        except OSError:
            state[path] = None
    return state
