"""Files that a folder holds and a glob pattern matches; each folder is looked into once, whatever links there are."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch

_ANYWHERE = "**"
_MAGIC = frozenset("*?[")


@dataclass
class Found:
    """What was found.

    Attributes:
        files: Paths of regular files, in no order that means anything.
        closed: Folders that could not be looked into, each with the reason.
    """

    files: list[str] = field(default_factory=list)
    closed: list[tuple[str, str]] = field(default_factory=list)


def inside(folder: str) -> Found:
    """The files in a folder and below it; hidden ones, and folders that are links, are left out."""
    return _search("" if folder == "." else os.path.join(folder, ""), (_ANYWHERE, "*"))


def matching(pattern: str) -> Found:
    """The files that a glob pattern matches.

    ``**`` stands for folders at any depth. It follows no link to a folder; ``*`` does, which ends with the pattern.
    """
    parts = pattern.replace(os.sep, "/").split("/")
    first = next((i for i, part in enumerate(parts) if _MAGIC & set(part)), len(parts))
    root = "".join(f"{part}/" for part in parts[:first])
    return _search(root, [part for part in parts[first:-1] if part] + parts[-1:])


def _search(root: str, parts: Sequence[str]) -> Found:
    """What matches ``parts`` below a folder.

    The work grows with what lies in the folders: all places of the pattern at which a folder stands are followed at
    once, and a folder that is reached again at the same places, by a link, is not looked into again.

    Args:
        root: The folder, empty for the current one, else with a separator at its end.
        parts: The pattern, divided at its separators.
    """
    found = Found()
    seen: set[tuple[int, int, frozenset[int]]] = set()
    waiting = [(root, _opened({0}, parts))]
    while waiting:
        folder, places = waiting.pop()
        try:
            status = os.stat(folder or ".")
            key = status.st_dev, status.st_ino, places
            if status.st_ino and key in seen:
                continue
            seen.add(key)
            with os.scandir(folder or ".") as entries:
                inner = sorted(entries, key=lambda entry: entry.name, reverse=True)
        except (FileNotFoundError, NotADirectoryError):
            continue  # nothing is there, or not any more
        except OSError as error:
            found.closed.append((folder, error.strerror or str(error)))
            continue
        for entry in inner:
            path = folder + entry.name
            named, anywhere = _steps(entry.name, places, parts)
            if _is_folder(entry):
                after = _opened(named if entry.is_symlink() else named | anywhere, parts)
                if after - {len(parts)}:
                    waiting.append((path + "/", after))
            elif len(parts) in _opened(named | anywhere, parts) and _is_file(entry):
                found.files.append(path)
    return found


def _steps(name: str, places: frozenset[int], parts: Sequence[str]) -> tuple[set[int], set[int]]:
    """Places of the pattern behind a name: those that its own parts lead to, and those that ``**`` does."""
    hidden = name.startswith(".")
    own, anywhere = set(), set()
    for place in places:
        if place == len(parts):
            continue
        if parts[place] == _ANYWHERE:
            if not hidden:
                anywhere.add(place)
        elif (not hidden or parts[place].startswith(".")) and fnmatch(name, parts[place]):
            own.add(place + 1)
    return own, anywhere


def _opened(places: set[int], parts: Sequence[str]) -> frozenset[int]:
    """Places with those behind each ``**``, which stands for no folder too."""
    out = set(places)
    for place in sorted(places):
        while place < len(parts) and parts[place] == _ANYWHERE:
            place += 1
            out.add(place)
    return frozenset(out)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads nowhere


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False
