"""What ships: licences, the lock file, samples of older formats."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests import supply
from tests.conftest import ROOT
from tests.supply import known, licence, may_be_shipped, needed, pinned


def test_licences_allow_shipping() -> None:
    """Every package that is installed with auditor."""
    packages = needed()
    assert {"lxml", "pandas", "pypdfium2", "great-expectations", "marshmallow"} <= set(packages)
    assert [f"{n}: {licence(p)}" for n, p in packages.items() if not may_be_shipped(licence(p))] == []


@pytest.mark.parametrize(
    ("said", "well"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-3-Clause", True),
        ("GNU Affero General Public License v3", False),
        ("AGPL-3.0-only", False),
        ("GPL-3.0-or-later", False),
        ("GPL-2.0 OR MIT", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("Other/Proprietary License", False),
        ("", False),
    ],
)
def test_what_may_be_shipped(said: str, well: bool) -> None:
    """The judgement itself."""
    assert may_be_shipped(said) is well


def skipped(name: str) -> dict[str, object]:
    return {"name": name, "skip_reason": f"Dependency not found on PyPI and could not be audited: {name} (1.0)"}


def sound(name: str, *vulnerabilities: dict[str, object]) -> dict[str, object]:
    return {"name": name, "version": "1.0", "vulns": list(vulnerabilities)}


def test_what_no_service_knows_is_not_held_to_be_sound() -> None:
    """pip-audit says "No known vulnerabilities found", with exit code 0, where it found nothing out."""
    report = {"dependencies": [skipped("a"), sound("b"), sound("c", {"id": "X-1", "fix_versions": ["1.1"]})]}
    found = known([report], {"a", "b", "c", "d"})
    assert (found.sound, found.unknown) == ({"b", "c"}, {"a", "d"})
    assert found.weak == ["c 1.0: X-1, mended in 1.1"]
    assert (
        known([report, {"dependencies": [sound("a"), skipped("b"), sound("d")]}], {"a", "b", "c", "d"}).unknown == set()
    )


@pytest.mark.parametrize(
    ("reports", "withdrawn", "code", "said"),
    [
        ([None, None], ([], True), 2, "not checked  {n} of {n} packages: no service that can be reached knows them"),
        (["skipped", None], ([], True), 2, "unreachable  service of known weaknesses: osv"),
        (["skipped", "sound"], ([], True), 0, "ok           {n} packages, 0 known weaknesses"),
        (["weak"], ([], True), 1, "weak         lxml 1.0: X-1, mended in no version yet"),
        (["sound"], ([], False), 2, "not checked  the index cannot be reached"),
        (["sound"], (["a is yanked"], True), 1, "withdrawn    a is yanked"),
    ],
)
def test_what_is_said_of_weaknesses(
    reports: list[str | None],
    withdrawn: tuple[list[str], bool],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Success is claimed only where a service knows every package, and the index offers it."""
    fault = {"id": "X-1", "fix_versions": []}
    answers = {
        None: None,
        "skipped": {"dependencies": [skipped(name) for name in pinned()]},
        "sound": {"dependencies": [sound(name) for name in pinned()]},
        "weak": {"dependencies": [sound(name, *[fault] * (name == "lxml")) for name in pinned()]},
    }
    waiting = iter(reports)
    monkeypatch.setattr(supply, "_asked", lambda _: answers[next(waiting)])
    monkeypatch.setattr(supply, "_withdrawn", lambda: withdrawn)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: object())
    assert supply.weaknesses() == code
    assert said.format(n=len(pinned())) in capsys.readouterr().out


def test_the_lock_file_is_whole() -> None:
    """Every dependency stands in it with a version that pyproject.toml allows, and every line has hashes."""
    from packaging.requirements import Requirement

    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE))
    for text in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]:
        want = Requirement(text)
        assert want.specifier.contains(pinned[want.name]), text
    blocks = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
    assert len(blocks) >= len(pinned) > 30
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in re.sub(r"^ *#.*$", "", lock, flags=re.MULTILINE)
