"""What ships: licences, the lock file, samples of older formats."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.conftest import ROOT
from tests.supply import licence, may_be_shipped, needed


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
