"""``auditor.toml``: what an editor knows of the documents, where their own words do not tell it, and has decided."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from auditor.decisions import Waiver, read_day
from auditor.errors import AuditorError
from auditor.limits import Given, Limits
from auditor.model import Document
from auditor.reading import Options
from auditor.resources import dotted, read_text, schema
from auditor.selection import NO_SELECTION, Exclusion, Selection

FILE_NAME = "auditor.toml"
_FACTS = ("title", "organisation", "date", "number", "place", "term", "role", "order")


class ProjectFileError(AuditorError):
    """A project file that does not say what it must, with file and key."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project file.

    Attributes:
        path: The file, or None when there is none.
        entries: What it says of each document, by resolved path.
        documents: The documents' paths as a user would name them from the current folder, in the file's order.
        decisions: Files of decisions, as a user would name them from the current folder; they need not exist yet.
        waivers: Findings that the file itself dismisses.
        selection: What it says of the rules.
        expectations: Expectation suites that every audit runs; a file is named from the project file's folder.
        limits: What a document may cost, where the file says so.
    """

    path: Path | None
    entries: dict[Path, dict[str, Any]]
    documents: tuple[str, ...]
    decisions: tuple[Path, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    selection: Selection = NO_SELECTION
    expectations: tuple[str, ...] = ()
    limits: Given = ()

    def options(self, path: str, given: Options) -> Options:
        """How to read a document: what was given for all, and what the file says of this one."""
        entry = self._entry(path)
        return Options(
            original=entry.get("original", given.original),
            encoding=entry.get("encoding", given.encoding),
            language=entry.get("language", given.language),
            limits=tuple({**dict(self.limits), **dict(given.limits)}.items()),
        )

    def bounds(self, given: Options) -> Limits:
        """What a document may cost: the defaults, what the file says, and what was given, each over the one before."""
        return Limits.of((*self.limits, *given.limits))

    def told(self, document: Document) -> Document:
        """A document with what the file says of it laid over what its words tell."""
        entry = self._entry(document.path)
        facts = {name: entry[name] for name in _FACTS if name in entry}
        if "date" in facts:
            facts["year"] = facts["date"][:4]
        return replace(document, **facts) if facts else document

    def said_of(self, path: str) -> str:
        """All that the file says of a document, as one line: what is made of the document depends on it."""
        return json.dumps(self._entry(path), sort_keys=True, default=str)

    def order(self, path: str) -> float:
        """The place in time that the file gives a document; after all others where it gives none."""
        return float(self._entry(path).get("order", "inf"))

    def _entry(self, path: str) -> dict[str, Any]:
        return self.entries.get(Path(path).resolve(), {}) if self.entries else {}


NO_PROJECT = Project(None, {}, ())


def load_project(path: Path | None, languages: list[str]) -> Project:
    """A project file.

    Args:
        path: The file; None for ``auditor.toml`` in the current folder, if it is there.
        languages: Tags of the languages that can be read.

    Raises:
        ProjectFileError: It does not parse, or says something that it may not.
    """
    if path is None:
        path = Path(FILE_NAME)
        if not path.is_file():
            return NO_PROJECT
    try:
        data = tomllib.loads(read_text(path))
    except FileNotFoundError as error:
        raise ProjectFileError("no such file", where=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectFileError(f"cannot be read: {error}", where=str(path)) from error
    except RecursionError as error:
        raise ProjectFileError("is nested too deeply", where=str(path)) from error
    except ValueError as error:  # beside faults of TOML, a number of too many digits
        raise ProjectFileError(f"is not TOML that can be read: {error}", where=str(path)) from error
    for waiver in data["waive"] if isinstance(data.get("waive"), list) else []:
        if isinstance(waiver, dict) and type(waiver.get("expires")) is date:
            waiver["expires"] = waiver["expires"].isoformat()  # TOML has days of its own
    _validate(data, path)
    entries: dict[Path, dict[str, Any]] = {}
    names = []
    for entry in data.get("document", []):
        name = path.parent / entry["path"]
        if not name.exists():
            raise ProjectFileError(f"key document.path: no such file: {entry['path']}", where=str(path))
        if name.resolve() in entries:
            raise ProjectFileError(f"key document.path: named twice: {entry['path']}", where=str(path))
        if entry.get("language", languages[0]) not in languages:
            allowed = ", ".join(languages)
            raise ProjectFileError(
                f"key document.language: {entry['language']!r} is not known; allowed: {allowed}", where=str(path)
            )
        entries[name.resolve()] = entry
        names.append(str(name))
    files = data.get("decisions", [])
    return Project(
        path,
        entries,
        tuple(names),
        decisions=tuple(path.parent / each for each in ([files] if isinstance(files, str) else files)),
        waivers=tuple(_waiver(each, f"{path}: key waive.{i}.expires") for i, each in enumerate(data.get("waive", []))),
        selection=_selection(data, path.parent),
        expectations=_suites(data, path.parent),
        limits=tuple(data.get("limits", {}).items()),
    )


def _waiver(entry: dict[str, Any], where: str) -> Waiver:
    expires = read_day(entry["expires"], where) if "expires" in entry else None
    return Waiver(entry["finding"], entry["reason"], expires)


def _selection(data: dict[str, Any], root: Path) -> Selection:
    rules = data.get("rules", {})
    exclusions = tuple(Exclusion(**entry) for entry in data.get("exclude", []))
    select, exclude = (tuple(rules.get(key, ())) for key in ("select", "exclude"))
    return Selection(select, exclude, rules.get("tune", {}), exclusions, root)


def _suites(data: dict[str, Any], root: Path) -> tuple[str, ...]:
    """Names stay; what is a file beside the project file is named by its path."""
    return tuple(str(root / name) if (root / name).is_file() else name for name in data.get("expectations", []))


def _validate(data: dict[str, Any], path: Path) -> None:
    from jsonschema import Draft202012Validator

    errors = Draft202012Validator(schema("project.schema.json")).iter_errors(data)
    first = min(errors, key=lambda e: [str(p) for p in e.absolute_path], default=None)
    if first is not None:
        raise ProjectFileError(f"key {dotted(first.absolute_path)}: {first.message}", where=str(path))
