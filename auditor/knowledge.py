"""All that an audit knows beforehand, from ``rules/``."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from auditor import checks, rulebook
from auditor.alignment import Catalogue
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
    """

    files: RuleFiles
    packs: dict[str, Pack]
    catalogue: Catalogue
    rules: tuple[Rule, ...]

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
    return _knowledge(load_rules(rules_folder))


def _knowledge(files: RuleFiles) -> Knowledge:
    packs = load_packs(files)
    return Knowledge(files, packs, Catalogue(files, packs), rulebook.load(files, checks.CHECKS))


def packed(known: Knowledge) -> bytes:
    """The rule files, to be sent to another process."""
    return zlib.compress(json.dumps(known.files).encode())


@lru_cache(maxsize=2)
def unpacked(raw: bytes) -> Knowledge:
    """The knowledge that `packed` was given, made once in a process."""
    return _knowledge(json.loads(zlib.decompress(raw)))


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
