"""Entries for the catalogue: proposed, validated, looked over, by the real command line."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from tests.conftest import SAMPLES
from tests.test_cli import run

ENTRY = """indicators:
  - key: own.fish-cages
    label: {vi: "Số lồng nuôi cá trên hồ", en: "Fish cages on lakes"}
    dimension: count
    type: stock
    direction: up
"""


def own(folder: Path, text: str) -> str:
    (folder / "indicators").mkdir(parents=True, exist_ok=True)
    (folder / "indicators" / "own.yaml").write_text(text, encoding="utf-8")
    return str(folder)


def test_suggested_entries_are_known_afterwards(tmp_path: Path) -> None:
    """What ``suggest`` prints can be pasted: it is valid, clashes with nothing, and names what it was made of."""
    text = "Năm 2024, tỉnh có {} lồng nuôi cá trên hồ. {}"
    files = []
    for name, more in (("a", "Các sở được giao việc."), ("b", "Công tác được thực hiện.")):
        (tmp_path / f"{name}.txt").write_text(text.format("1.245", more), encoding="utf-8")
        files.append(str(tmp_path / f"{name}.txt"))
    pair = [*files, "--same-organisation"]
    before = json.loads(run("audit", *pair, "--format", "json", "--output", "-").stdout)
    assert [a["indicator"]["key"].partition(":")[0] for a in before["alignments"]] == ["phrase"]
    proposed = run("indicators", "suggest", *pair)
    assert proposed.returncode == 0, proposed.stderr
    (entry,) = yaml.safe_load(proposed.stdout)["indicators"]
    assert entry["dimension"] == "count"
    rules = own(tmp_path / "rules", proposed.stdout)
    checked = run("indicators", "check", "--rules", rules)
    assert checked.returncode == 0, checked.stdout
    after = json.loads(run("audit", *pair, "--rules", rules, "--format", "json", "--output", "-").stdout)
    assert [a["indicator"]["key"] for a in after["alignments"]] == [entry["key"]]


def test_suggestions_for_the_samples_are_valid(tmp_path: Path) -> None:
    """All that is proposed for two real pairs of reports fits the schema and clashes with nothing shipped."""
    for language in ("vi", "en"):
        proposed = run("indicators", "suggest", *(str(p) for p in sorted((SAMPLES / language).glob("*.txt"))))
        assert len(yaml.safe_load(proposed.stdout)["indicators"]) > 5
        checked = run("indicators", "check", "--rules", own(tmp_path / language, proposed.stdout))
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_shipped_catalogue_is_sound() -> None:
    """The shipped catalogue holds at least 150 indicators and no clash."""
    done = run("indicators", "check")
    assert done.returncode == 0, done.stdout
    assert int(done.stdout.split()[0]) >= 150


def test_every_fault_is_named(tmp_path: Path) -> None:
    """One key twice, one name under two keys, no such parent, a circle, a range upside down."""
    text = (
        ENTRY
        + ENTRY.partition("\n")[2]
        + """  - key: own.cages
    label: {vi: "Lồng cá", en: "Cages"}
    synonyms: {vi: ["số lồng nuôi cá trên hồ"]}
    dimension: count
    type: stock
    direction: up
    parent: own.nothing
    range: [5, 2]
  - key: own.one
    label: {vi: "Chỉ số một nghề cá", en: "Index of fishery one"}
    dimension: index
    type: index
    direction: up
    parent: own.two
  - key: own.two
    label: {vi: "Chỉ số hai nghề cá", en: "Index of fishery two"}
    dimension: index
    type: index
    direction: up
    parent: own.one
"""
    )
    done = run("indicators", "check", "--rules", own(tmp_path, text))
    assert done.returncode == 1
    for told in (
        "own.fish-cages: the key stands in indicators/own.yaml already",
        "own.cages: there is no parent own.nothing",
        "own.cages: the range begins at 5 and ends at 2",
        "own.one: it is its own parent, over own.two",
        "own.cages: “số lồng nuôi cá trên hồ” (vi) names own.fish-cages, too",
    ):
        assert told in done.stdout


def test_unknown_dimension_is_refused(tmp_path: Path) -> None:
    """What the schema does not allow is named with file and key."""
    done = run("indicators", "check", "--rules", own(tmp_path, ENTRY.replace("dimension: count", "dimension: fish")))
    assert done.returncode == 2
    assert "own.yaml" in done.stderr
    assert "dimension" in done.stderr
