"""Every rule fires where it must and is silent where it must: the fixtures of ``tests/rules/``.

A fixture file holds ``fires``, ``silent`` and ``known_miss`` cases; each has a name, a language and the documents, and
``form: html`` where these are no plain text.
A known miss is pinned: the day the rule finds it, the test says so, and the case moves to ``fires``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.model import Severity
from auditor.pipeline import Audit, Knowledge
from tests import told

FOLDER = Path(__file__).parent / "rules"
LEAST = 5


def cases(kind: str) -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in data.get(kind, []):
            found.append(pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}"))
    return found


def loud(result: Audit, rule: str) -> list[str]:
    """What a rule says aloud; of a rule that only ever notes something, its notes."""
    quiet = next(r.severity for r in result.rules if r.id == rule) is Severity.INFO
    return [f.message[1] for f in result.findings if f.rule == rule and (quiet or f.severity is not Severity.INFO)]


@pytest.mark.parametrize(("rule", "case"), cases("fires"))
def test_fires(rule: str, case: dict[str, Any], audited: Callable[..., Audit]) -> None:
    """A discrepancy of the rule's kind is found."""
    result = audited(*case["documents"], form=case.get("form", "txt"))
    assert loud(result, rule), [(f.rule, f.severity, f.message[1]) for f in result.findings]


@pytest.mark.parametrize(("rule", "case"), cases("silent"))
def test_silent(rule: str, case: dict[str, Any], audited: Callable[..., Audit]) -> None:
    """What only looks like one is left alone."""
    assert loud(audited(*case["documents"], form=case.get("form", "txt")), rule) == []


@pytest.mark.parametrize(("rule", "case"), cases("known_miss"))
def test_known_miss(rule: str, case: dict[str, Any], audited: Callable[..., Audit]) -> None:
    """Pinned: not found today. When this fails, the rule has got better: move the case to ``fires``."""
    assert loud(audited(*case["documents"], form=case.get("form", "txt")), rule) == []


def test_told_to_the_letter(knowledge: Knowledge, audited: Callable[..., Audit]) -> None:
    """Severity, message and arithmetic of every finding of every fixture are those of ``told.txt``."""
    kept = told.kept()
    said = {}
    for rule, kind, case in told.fixtures(knowledge.rules):
        found = audited(*case["documents"], form=case.get("form", "txt")).findings
        said[told.title(rule, kind, case)] = told.lines(found, case["language"], short=kind in told.SHORT)
    assert list(kept) == list(said), "python -m tests.told"
    assert {name: lines for name, lines in said.items() if lines != kept[name]} == {}


def test_every_rule_has_fixtures(knowledge: Knowledge) -> None:
    """At least five that fire and five that do not, with both languages among them."""
    for rule in knowledge.rules:
        data = yaml.safe_load((FOLDER / f"{rule.id}.yml").read_text(encoding="utf-8"))
        for kind in ("fires", "silent"):
            assert len(data[kind]) >= LEAST, (rule.id, kind)
            assert {case["language"] for case in data[kind]} == {"vi", "en"}, (rule.id, kind)


def test_no_fixture_without_a_rule(knowledge: Knowledge) -> None:
    """A fixture file is named after a rule."""
    assert {p.stem for p in FOLDER.glob("*.yml")} <= {rule.id for rule in knowledge.rules}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_examples_of_the_pages(language: str, knowledge: Knowledge, audited: Callable[..., Audit]) -> None:
    """The wrong example of every page fires its rule and the right one does not."""
    for rule in knowledge.rules:
        for part, expected in (("wrong", True), ("right", False)):
            documents = told.example(rule, part, language)
            assert bool(loud(audited(*documents), rule.id)) is expected, (rule.id, part, documents)
