"""The made-up nation: the same from the same seed, and what is planted in it is what an audit finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_cli import run


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_one_seed_one_nation(tmp_path: Path) -> None:
    """Byte for byte; another seed is another nation; more provinces leave the first ones as they are."""
    for name, options in (
        ("a", ("--provinces", "2", "--years", "2", "--seed", "5")),
        ("b", ("--provinces", "2", "--years", "2", "--seed", "5")),
        ("more", ("--provinces", "3", "--years", "2", "--seed", "5")),
        ("other", ("--provinces", "2", "--years", "2", "--seed", "6")),
        ("long", ("--provinces", "2", "--years", "2", "--seed", "5", "--communes", "20")),
    ):
        done = run("generate", str(tmp_path / name), *options)
        assert done.returncode == 0, done.stderr
    a, b, more, other, long = (contents(tmp_path / name) for name in ("a", "b", "more", "other", "long"))
    assert a == b
    assert len(a) == 2 * 2 * 2 + 1
    assert {name: raw for name, raw in more.items() if name in a and name != "labels.jsonl"} == {
        name: raw for name, raw in a.items() if name != "labels.jsonl"
    }
    assert a != other
    for name, raw in long.items():  # what is told of communes comes behind the rest
        assert raw.startswith(a[name].removesuffix(b"\n")) or name == "labels.jsonl"
        assert len(raw) > 6 * len(a[name])
    labels = [json.loads(line) for line in a["labels.jsonl"].decode().splitlines()]
    for label in labels:
        for place in label["evidence"]:
            assert a[place["document"]].decode()[place["start"] : place["end"]] == place["text"]
    full = run("generate", str(tmp_path / "a"))
    assert (full.returncode, "is not empty" in full.stderr) == (2, True)
    many = run("generate", str(tmp_path / "many"), "--provinces", "1000")
    assert (many.returncode, "names for 256 provinces" in many.stderr) == (2, True)
    many = run("generate", str(tmp_path / "many"), "--communes", "1000")
    assert (many.returncode, "names for 256 communes" in many.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (("--provinces", "2", "--years", "3"), {"cross-value", "share-of-fraction"}),
        (
            ("--provinces", "1", "--years", "2", "--communes", "24"),
            {"cross-value", "share-of-fraction", "sum-of-parts", "percentage-change"},
        ),
    ],
)
def test_what_is_planted_is_found_and_nothing_else(tmp_path: Path, options: tuple[str, ...], rules: set[str]) -> None:
    """Every planted discrepancy is a finding of its rule at its places; no other finding is an error or warning.

    Nor are two shares of one commune held for one, though of their few words most are its name.
    """
    nation = tmp_path / "nation"
    run("generate", str(nation), *options, "--seed", "3")
    report = json.loads(run("audit", str(nation), "--format", "json", "--no-cache").stdout)
    found = [
        (f["rule"], {(e["document"], e["start"], e["end"]) for e in f["evidence"]}, f["severity"])
        for f in report["findings"]
    ]
    labels = [json.loads(line) for line in (nation / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {label["rule"] for label in labels} >= rules
    met: set[int] = set()
    for label in labels:
        places = [(str(nation / e["document"]), e["start"], e["end"]) for e in label["evidence"]]
        meets = {
            n
            for n, (_, evidence, _) in enumerate(found)
            if all(any(d == e[0] and e[1] < end and e[2] > start for e in evidence) for d, start, end in places)
        }
        assert meets, label
        met |= meets
    assert [f for n, f in enumerate(found) if n not in met and f[2] != "info"] == []


def test_benchmark_of_nations() -> None:
    """Each stage once for each size, the whole, pandas beside the checks, and what was found of what was planted."""
    done = run("benchmark", "--nation", "600", "--format", "json", "--jobs", "1", "--peers")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    found = [each for each in told if "stage" in each]
    (recalled,) = (each for each in told if "planted" in each)
    own = [each["stage"] for each in found if each["program"] == "auditor"]
    assert own == ["read", "extract", "align", "check", "report", "gather", "compare", "whole"]
    assert ("check", "pandas") in {(each["stage"], each["program"]) for each in found}
    assert {each["figures"] for each in (*found, recalled)} == {620}
    assert all(each["seconds"] > 0 for each in found)
    assert recalled["planted"] == recalled["found"] > 0
    assert recalled["besides"].keys() <= {"info"}
    assert run("benchmark").returncode == 2
