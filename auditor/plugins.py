"""Checks and rules that other installed packages bring, by the entry point group ``auditor.checks``.

An entry point names a module with a table ``CHECKS`` (name to check, as in `auditor.checks.run`) and, if it brings rule
files, a path ``RULES`` to a folder laid out like ``rules/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path

from auditor.checks import CHECKS
from auditor.checks.run import Check
from auditor.errors import AuditorError

GROUP = "auditor.checks"


def load() -> tuple[Mapping[str, Check], list[Path]]:
    """All checks, the shipped ones and those of other packages, and the folders of rules that these bring.

    Raises:
        AuditorError: A package cannot be imported, has no table of checks, or names a check that exists already.
    """
    found: dict[str, Check] = dict(CHECKS)
    folders = []
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        where = f"entry point {point.name} of {GROUP}"
        try:
            module = point.load()
            brought = dict(module.CHECKS)
        except Exception as error:  # whatever a foreign module raises when it is imported
            raise AuditorError(f"cannot be loaded: {type(error).__name__}: {error}", where=where) from error
        for name, check in brought.items():
            if name in found:
                raise AuditorError(f"brings a check called {name!r}, which exists already", where=where)
            found[name] = check
        if hasattr(module, "RULES"):
            folders.append(Path(module.RULES))
    return found, folders
