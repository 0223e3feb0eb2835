"""All that an audit knows beforehand, from ``rules/``."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from auditor import plugins, rulebook
from auditor.alignment import Catalogue
from auditor.checks import CHECKS
from auditor.checks.run import Check
from auditor.language import Pack, load_packs
from auditor.resources import RuleFiles, load_rules
from auditor.rulebook import Rule

_HERE = Path(__file__).resolve().parent
_EXTRACTING = ("reading", "extraction", "language", "archive")
"""Packages of which the result of reading and extracting depends."""
_LIBRARIES = ("lxml", "openpyxl", "pypdfium2")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that an audit knows beforehand.

    Attributes:
        files: Content of all rule files.
        packs: Language packs by tag.
        catalogue: Known indicators.
        rules: What is checked, and how it is told.
        checks: By the names that rules call them by, those of other packages included.
    """

    files: RuleFiles
    packs: dict[str, Pack]
    catalogue: Catalogue
    rules: tuple[Rule, ...]
    checks: Mapping[str, Check] = field(default_factory=lambda: CHECKS)

    def fingerprint(self) -> str:
        """A hash of all that reading and extracting depend on but the document: rules, program, libraries."""
        digest = hashlib.sha256(json.dumps(self.files, sort_keys=True).encode())
        digest.update(_program().encode())
        return digest.hexdigest()


def know(rules_folder: Path | None = None) -> Knowledge:
    """Load rules, language packs and the catalogue.

    Args:
        rules_folder: A project's own rules, laid over the shipped ones.

    Raises:
        RuleFileError: A rule file is broken.
    """
    every, folders = plugins.load()
    return _knowledge(load_rules(rules_folder, *folders), every)


def _knowledge(files: RuleFiles, every: Mapping[str, Check]) -> Knowledge:
    packs = load_packs(files)
    return Knowledge(files, packs, Catalogue(files, packs), rulebook.load(files, every), every)


def packed(known: Knowledge) -> bytes:
    """The rule files, to be sent to another process."""
    return zlib.compress(json.dumps(known.files).encode())


@lru_cache(maxsize=2)
def unpacked(raw: bytes) -> Knowledge:
    """The knowledge that `packed` was given, made once in a process."""
    return _knowledge(json.loads(zlib.decompress(raw)), plugins.load()[0])


@lru_cache(maxsize=1)
def _program() -> str:
    """A hash of the program that reads and extracts: a new one makes what an old one kept worthless."""
    digest = hashlib.sha256()
    modules = [path for name in _EXTRACTING for path in (_HERE / name).rglob("*.py")]
    for path in sorted([*modules, *_HERE.glob("*.py")]):
        digest.update(path.relative_to(_HERE).as_posix().encode() + path.read_bytes())
    for name in _LIBRARIES:
        try:
            digest.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            continue
    return digest.hexdigest()
