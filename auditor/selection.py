"""Which rules an audit carries out, how they are tuned, and which findings a project leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any

from auditor.errors import AuditorError
from auditor.model import Document, Finding, Severity
from auditor.rulebook import Rule


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Findings that are left out: those that match all that is given; empty patterns match everything.

    Attributes:
        rule: Pattern of rule ids: ``cross-*``.
        indicator: Pattern of indicator keys or names.
        document: Pattern of document numbers or file names; one of the finding's documents must match.
        path: Pattern of paths, from the project file's folder; one of the finding's documents must match.
    """

    rule: str = ""
    indicator: str = ""
    document: str = ""
    path: str = ""

    def matches(self, finding: Finding, documents: Mapping[str, Document], root: Path) -> bool:
        """Whether a finding is left out.

        Args:
            finding: A finding.
            documents: Documents by id.
            root: The folder of the project file.
        """
        there = [documents[item.document] for item in finding.evidence]
        names = [n for d in there for n in (d.number or "", Path(d.path).name, Path(d.path).stem)]
        paths = [_from(root, d.path) for d in there]
        return (
            _fits(self.rule, [finding.rule])
            and _fits(self.indicator, [finding.key, finding.label])
            and _fits(self.document, names)
            and _fits(self.path, paths)
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """What a project says of the rules.

    Attributes:
        select: Patterns of the only rules to carry out; none for all that are enabled.
        exclude: Patterns of rules not to carry out.
        tune: By rule id, what replaces its ``severity``, ``enabled`` and parameters.
        exclusions: Findings that are left out.
        root: The folder of the project file.
    """

    select: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    tune: Mapping[str, Mapping[str, Any]] | None = None
    exclusions: tuple[Exclusion, ...] = ()
    root: Path = Path()

    def rules(self, rules: Sequence[Rule]) -> tuple[Rule, ...]:
        """The rules as the project wants them.

        A rule that is selected by its full name is carried out also where it is off by default.

        Raises:
            AuditorError: A pattern or id names no rule.
        """
        known = [r.id for r in rules]
        for pattern in (*self.select, *self.exclude, *(self.tune or {})):
            if not any(fnmatchcase(name, pattern) for name in known):
                raise AuditorError(f"no rule is called {pattern!r}; there are {', '.join(known)}")
        return tuple(self._rule(rule) for rule in rules)

    def _rule(self, rule: Rule) -> Rule:
        tuned = (self.tune or {}).get(rule.id, {})
        enabled = tuned.get("enabled", rule.enabled or rule.id in self.select)
        if self.select and not any(fnmatchcase(rule.id, p) for p in self.select):
            enabled = False
        if any(fnmatchcase(rule.id, p) for p in self.exclude):
            enabled = False
        return replace(
            rule,
            enabled=enabled,
            severity=Severity(tuned.get("severity", rule.severity)),
            parameters={**rule.parameters, **tuned.get("parameters", {})},
        )

    def keep(self, findings: Iterable[Finding], documents: Mapping[str, Document]) -> list[Finding]:
        """The findings that no exclusion matches."""
        return [f for f in findings if not any(e.matches(f, documents, self.root) for e in self.exclusions)]


NO_SELECTION = Selection()


def _fits(pattern: str, names: Sequence[str]) -> bool:
    return not pattern or any(fnmatchcase(name, pattern) for name in names)


def _from(root: Path, path: str) -> str:
    """A path as the project file would write it."""
    try:
        return Path(path).resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return PurePath(path).as_posix()
