"""Every rule fires where it must and is silent where it must: the fixtures of ``tests/rules/``.

A fixture file holds ``fires``, ``silent`` and ``known_miss`` cases; each has a name, a language and the documents, and
may give facts besides.
A known miss is pinned: the day the rule finds it, the test says so, and the case moves to ``fires``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor import checks
from auditor.checks.base import Case
from auditor.model import Extract, Fact, Severity
from auditor.pipeline import Audit, Knowledge

FOLDER = Path(__file__).parent / "rules"
LEAST = 5


def cases(kind: str) -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in data.get(kind, []):
            found.append(pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}"))
    return found


def run(case: dict[str, Any], audited: Callable[..., Audit]) -> Audit:
    """The audit of a case; facts that a case gives are laid beside those that were read."""
    result = audited(*case["documents"])
    if "facts" not in case:
        return result
    extracts = []
    for number, extract in enumerate(result.extracts, 1):
        given = [f for f in case["facts"] if f["document"] == number]
        facts = tuple(_fact(extract, i, fact) for i, fact in enumerate(given))
        extracts.append(replace(extract, facts=(*extract.facts, *facts)))
    found = checks.run(Case(extracts, result.alignments, result.packs), result.rules)
    return replace(result, findings=tuple(found))


def _fact(extract: Extract, number: int, given: dict[str, Any]) -> Fact:
    passage = next(p for p in extract.document.passages if given["text"] in p.text)
    at = passage.text.index(given["text"])
    start, end = passage.span(at, at + len(given["text"]))
    value = tuple(sorted((k, str(v)) for k, v in given["value"].items()))
    return Fact(
        id=f"{extract.document.id}#given{number}",
        document=extract.document.id,
        passage=passage.id,
        start=start,
        end=end,
        text=given["text"],
        kind=given["kind"],
        key=given["key"],
        value=value,
        at=at,
        to=at + len(given["text"]),
        sentence=(0, len(passage.text)),
    )


def loud(result: Audit, rule: str) -> list[str]:
    """What a rule says aloud; of a rule that only ever notes something, its notes."""
    quiet = next(r.severity for r in result.rules if r.id == rule) is Severity.INFO
    return [f.message[1] for f in result.findings if f.rule == rule and (quiet or f.severity is not Severity.INFO)]


@pytest.mark.parametrize(("rule", "case"), cases("fires"))
def test_fires(rule: str, case: dict[str, Any], audited: Callable[..., Audit]) -> None:
    """A discrepancy of the rule's kind is found."""
    result = run(case, audited)
    assert loud(result, rule), [(f.rule, f.severity, f.message[1]) for f in result.findings]


@pytest.mark.parametrize(("rule", "case"), cases("silent"))
def test_silent(rule: str, case: dict[str, Any], audited: Callable[..., Audit]) -> None:
    """What only looks like one is left alone."""
    assert loud(run(case, audited), rule) == []


@pytest.mark.parametrize(("rule", "case"), cases("known_miss"))
def test_known_miss(rule: str, case: dict[str, Any], audited: Callable[..., Audit]) -> None:
    """Pinned: not found today. When this fails, the rule has got better: move the case to ``fires``."""
    assert loud(run(case, audited), rule) == []


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
        if rule.status == "preview":  # it reads facts that extraction does not give yet: its fixtures give them
            continue
        for part, expected in (("wrong", True), ("right", False)):
            text = rule.page[part][language]
            documents = text.split(" ↔ ")
            if rule.check == "repeat":
                documents = ["\n\n".join(documents)]
            assert bool(loud(audited(*documents), rule.id)) is expected, (rule.id, part, text)
