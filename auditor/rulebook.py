"""Rules as data: what ``rules/checks/*.yaml`` declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from auditor.errors import RuleFileError
from auditor.model import Severity
from auditor.resources import RuleFiles

PLACEHOLDERS = frozenset(
    {"label", "statements", "difference", "computed", "stated", "expected", "text", "parts", "other"}
)
"""What a message may hold in braces."""
PAGE = ("finds", "why", "wrong", "right", "leaves_alone", "tolerance", "tune")
"""Headings of a rule's page, in order."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: Stable code, the file's name.
        check: Name of the check that carries it out.
        parameters: What the check can be told.
        message: Template by language.
        next_step: What the editor should do, by language.
        page: Documentation by heading and language.
    """

    id: str
    name: Mapping[str, str]
    status: str
    enabled: bool
    check: str
    severity: Severity
    parameters: Mapping[str, Any]
    message: Mapping[str, str]
    next_step: Mapping[str, str]
    page: Mapping[str, Mapping[str, str]]


def load(rules: RuleFiles, checks: Iterable[str]) -> tuple[Rule, ...]:
    """The rules, sorted by id.

    Args:
        rules: All rule files, validated.
        checks: Names of the checks that exist.

    Raises:
        RuleFileError: A rule names no existing check, is not named like its file, or its message has a placeholder
            that nothing fills.
    """
    known = sorted(checks)
    found = []
    for name, data in rules.items():
        if not name.startswith("checks/"):
            continue
        where = f"rules/{name}"
        if data["id"] != name.removeprefix("checks/").removesuffix(".yaml"):
            raise RuleFileError(f"key id: is {data['id']!r}, must be the file's name", where=where)
        if data["check"] not in known:
            raise RuleFileError(
                f"key check: no check is called {data['check']!r}; there are {', '.join(known)}", where=where
            )
        for language, template in data["message"].items():
            for field in _fields(template, f"{where}: key message.{language}"):
                if field not in PLACEHOLDERS:
                    allowed = ", ".join(sorted(PLACEHOLDERS))
                    raise RuleFileError(
                        f"key message.{language}: {{{field}}} is unknown; allowed are {allowed}", where=where
                    )
        found.append(
            Rule(
                id=data["id"],
                name=data["name"],
                status=data["status"],
                enabled=data.get("enabled", True),
                check=data["check"],
                severity=Severity(data["severity"]),
                parameters=data.get("parameters", {}),
                message=data["message"],
                next_step=data["next_step"],
                page=data["page"],
            )
        )
    return tuple(sorted(found, key=lambda r: r.id))


def _fields(template: str, where: str) -> list[str]:
    """The names in braces of a message.

    Raises:
        RuleFileError: A brace is not closed, or a name has a format of its own.
    """
    try:
        parsed = list(Formatter().parse(template))
    except ValueError as error:
        raise RuleFileError(f"{error}; a brace that is meant as one is written twice", where=where) from error
    if any(spec or conversion for _, _, spec, conversion in parsed):
        raise RuleFileError("a name in braces stands alone: {label}, without : or !", where=where)
    return [field for _, field, _, _ in parsed if field is not None]
