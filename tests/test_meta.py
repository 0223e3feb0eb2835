"""Conventions of the project that a test can hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from auditor.checks import CHECKS
from auditor.phrases import phrases
from auditor.pipeline import Knowledge
from auditor.rulebook import PAGE
from tests.conftest import ROOT

VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9àáãèéìíòóõùúýĩũ]")
SOURCES = sorted((ROOT / "auditor").rglob("*.py"))


def test_no_vietnamese_in_python() -> None:
    """Knowledge lives in rules/: words, units, patterns."""
    for path in SOURCES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not VIETNAMESE.search(line), f"{path}:{number}: {line.strip()}"


def test_no_module_is_long() -> None:
    """A module that grows over some 480 lines wants to be two."""
    for path in SOURCES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 480, path


def test_every_check_has_a_rule_and_every_rule_a_page(knowledge: Knowledge) -> None:
    """One rule, one page, one place."""
    assert {r.check for r in knowledge.rules} == set(CHECKS)
    for rule in knowledge.rules:
        assert set(rule.page) == set(PAGE)
        for part in rule.page.values():
            assert all(len(part[language]) >= 10 for language in ("vi", "en")), rule.id


def test_packs_have_the_same_files() -> None:
    """A language pack has every dimension; absence is an explicit empty list."""
    names = {tag: {p.name for p in (ROOT / "rules" / tag).glob("*.yaml")} for tag in ("vi", "en")}
    assert names["vi"] == names["en"]
    defined = json.loads((ROOT / "rules" / "schemas" / "language.schema.json").read_text(encoding="utf-8"))["$defs"]
    assert {name.removesuffix(".yaml") for name in names["vi"]} == set(defined)


def test_catalogue_is_sound(knowledge: Knowledge) -> None:
    """Keys are unique, parents exist, no name belongs to two indicators."""
    keys: set[str] = set()
    names: dict[str, str] = {}
    entries = [
        e
        for path in sorted((ROOT / "rules" / "indicators").glob("*.yaml"))
        for e in yaml.safe_load(path.read_text(encoding="utf-8"))["indicators"]
    ]
    for entry in entries:
        assert entry["key"] not in keys
        keys.add(entry["key"])
        for name in [*entry["label"].values(), *(s for v in entry.get("synonyms", {}).values() for s in v)]:
            assert names.setdefault(name.casefold(), entry["key"]) == entry["key"], name
    assert all(entry["parent"] in keys for entry in entries if entry.get("parent"))
    assert len(keys) >= 150


def test_phrases_that_code_names_exist() -> None:
    """Every phrase key in the code is in the catalogue."""
    known = set(phrases("en"))
    pattern = re.compile(r'"((?:reason|obstacle|relation|note|doubt|returned)\.[a-z0-9-]+)"')
    for path in SOURCES:
        for key in pattern.findall(path.read_text(encoding="utf-8")):
            assert key in known, f"{path}: {key}"


def test_readme_names_every_command_and_rule(knowledge: Knowledge) -> None:
    """What the README does not show does not exist."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in (
        "audit",
        "figures",
        "rules",
        "validate",
        "evaluate",
        "decide",
        "decisions",
        "compare",
        "watch",
        "archive",
        "series",
        "generate",
        "benchmark",
    ):
        assert f"auditor {command}" in readme
    for rule in knowledge.rules:
        assert f"`{rule.id}`" in readme


def test_samples_are_labelled() -> None:
    """Each sample pair has labels that parse."""
    for folder in sorted((ROOT / "data" / "samples").iterdir()):
        lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
        assert len([json.loads(line) for line in lines if line.strip()]) >= 50


def test_nothing_names_this_machine() -> None:
    """No path of a developer's machine in what is committed."""
    for folder in ("auditor", "rules", "reports", "tests", "data"):
        for path in (ROOT / folder).rglob("*"):
            if (
                path.is_file()
                and path.suffix in {".py", ".yaml", ".yml", ".md", ".j2", ".css", ".js", ".json"}
                and path != Path(__file__)
            ):
                assert "/work/" not in path.read_text(encoding="utf-8", errors="replace"), path
