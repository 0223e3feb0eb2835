"""Writing decisions, so that none is lost: not to another writer, not to a kill."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from auditor.decisions import Decision, DecisionFileError, dump, load, merge
from auditor.errors import OutputError
from auditor.reporting import replace_file

_PATIENCE = 30.0
"""Seconds to wait for another writer."""


def find(report: Mapping[str, Any], names: Sequence[str]) -> list[dict[str, Any]]:
    """The findings that ids, or unique beginnings of ids, name; those that were dismissed among them.

    Args:
        report: A machine report.
        names: As given on the command line.

    Raises:
        DecisionFileError: A name fits no finding, or several; every such name is told.
    """
    findings = [*report["findings"], *report["dismissed"]]
    found: dict[str, dict[str, Any]] = {}
    faults = []
    for name in names:
        fitting = [f for f in findings if name and f["id"].startswith(name.lower())]
        if len(fitting) == 1:
            found[fitting[0]["id"]] = fitting[0]
        elif fitting:
            faults.append(f"{name!r} fits {len(fitting)} findings: {', '.join(sorted(f['id'] for f in fitting)[:5])}")
        else:
            faults.append(f"no finding of the report is called {name!r}")
    if faults:
        raise DecisionFileError("; ".join(faults))
    return list(found.values())


def add(path: Path, decisions: Sequence[Decision]) -> None:
    """Put decisions into a file, made if need be; each takes the place of an earlier one on the same finding.

    Raises:
        DecisionFileError: The file is broken, or another program does not let go of it.
        OutputError: It cannot be written.
    """
    _update(path, lambda there: merge(there, [_after(there, decision) for decision in decisions]))


def merge_into(path: Path, files: Sequence[Sequence[Decision]]) -> tuple[Decision, ...]:
    """Merge files of decisions into one, with what stands there already.

    Returns:
        The decisions that were written.

    Raises:
        DecisionFileError: The file is broken, or another program does not let go of it.
        OutputError: It cannot be written.
    """
    return _update(path, lambda there: merge(there, *files))


def _after(there: Sequence[Decision], decision: Decision) -> Decision:
    """The decision, later than any on the same finding: what is said last holds, whatever a clock showed."""
    moments = [d.moment for d in there if d.about == decision.about]
    if not moments or max(moments) < decision.moment:
        return decision
    later = (max(moments) + timedelta(seconds=1)).astimezone(UTC)
    return replace(decision, time=later.isoformat(timespec="seconds").replace("+00:00", "Z"))


def _update(path: Path, change: Callable[[Sequence[Decision]], tuple[Decision, ...]]) -> tuple[Decision, ...]:
    real = path.resolve()  # a link stays a link
    with _locked(real):
        written = change(load(real) if real.exists() else ())
        replace_file(real, dump(written))
    return written


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One writer at a time; the system lets go of the lock of a program that was killed."""
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout as error:
        raise DecisionFileError("another program is writing it and does not end", where=str(path)) from error
    except OSError as error:
        raise OutputError(f"cannot be locked for writing: {error.strerror or error}", where=str(path)) from error
    try:
        yield
    finally:
        lock.release()
