"""Licences and known weaknesses of what is installed at run time, and whether a build gives the same bytes twice::

python -m tests.supply licences      every package that auditor needs, with its licence; exit code 1 for a forbidden one
python -m tests.supply weaknesses    what is known of the packages in requirements.lock (pip install -e ".[supply]")
python -m tests.supply build DIR     wheel and sdist, built twice into DIR; exit code 1 where the bytes differ

``weaknesses`` asks the services of pip-audit, one after the other, and the package index whether it still offers the
files with these hashes. Exit code 1: a weakness is known, or a package was withdrawn; 2: not all could be found out.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = re.compile(
    r"\b(?:MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|HPND|CMU|Unlicense|Zlib|CC0|LGPL|"
    r"LLVM|Public Domain)\b",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(
    r"\b(?:AGPL|Affero|(?<!L)GPL|SSPL|General Public License|BUSL|Proprietary|Non-?Commercial)", re.I
)
EPOCH = "1735689600"
"""Time that a build bears: 2025-01-01."""


def needed(name: str = "auditor") -> dict[str, Distribution]:
    """The installed packages that one needs, directly or not, itself left out, without extras of its own."""
    from packaging.requirements import Requirement

    found: dict[str, Distribution] = {}
    todo = [(name, frozenset[str]())]
    seen = set(todo)
    while todo:
        here, extras = todo.pop()
        try:
            package = distribution(here)
        except PackageNotFoundError:
            continue  # for another system
        if here != name:
            found[re.sub(r"[-_.]+", "-", package.name).lower()] = package
        for text in package.requires or ():
            want = Requirement(text)
            holds = want.marker is None or any(want.marker.evaluate({"extra": e}) for e in (extras or {""}))
            key = (want.name, frozenset(want.extras))
            if holds and key not in seen:
                seen.add(key)
                todo.append(key)
    return dict(sorted(found.items()))


def licence(package: Distribution) -> str:
    """What a package says of its licence: the expression, else the classifiers, else the first line of its field."""
    about = package.metadata
    expression = about.get("License-Expression")
    if expression:
        return expression
    classified = [c.rsplit("::", 1)[1].strip() for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    named = [c for c in classified if c != "OSI Approved"]
    return " AND ".join(named) if named else (about.get("License") or "").strip().splitlines()[0][:80]


def may_be_shipped(said: str) -> bool:
    """Whether a licence is known to allow shipping: of alternatives one is enough."""
    for alternative in re.split(r"\bOR\b", said):
        lesser = re.sub(r"\b(?:GNU )?(?:Library or )?Lesser General Public License|\bLGPL", "LGPL", alternative)
        if ALLOWED.search(lesser) and not FORBIDDEN.search(lesser):
            return True
    return False


def licences() -> int:
    """Print each package with its licence."""
    bad = 0
    for name, package in needed().items():
        said = licence(package)
        well = may_be_shipped(said)
        bad += not well
        print(f"{'ok       ' if well else 'forbidden'} {name} {package.version}: {said or 'no licence named'}")
    return 1 if bad else 0


LOCK = ROOT / "requirements.lock"
SERVICES = ("pypi", "osv")
"""Services of pip-audit that know of weaknesses, in the order in which they are asked."""
_ASKED = ("--disable-pip", "--require-hashes", "-r", str(LOCK), "-f", "json", "--progress-spinner", "off")


@dataclass
class Known:
    """What the services know of packages.

    Attributes:
        sound: Packages of which they know no weakness.
        weak: A line for each weakness.
        unknown: Packages of which no service could say anything.
    """

    sound: set[str]
    weak: list[str]
    unknown: set[str]


def pinned() -> set[str]:
    """The packages in the lock file."""
    return set(re.findall(r"^([\w.-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def known(reports: Sequence[dict[str, Any]], packages: set[str]) -> Known:
    """What reports of pip-audit say: a package that it skipped is not held to be sound, though its exit code is 0."""
    sound, weak = set(), []
    for report in reports:
        for package in report["dependencies"]:
            if "skip_reason" in package:
                continue
            sound.add(package["name"])
            for fault in package["vulns"]:
                mended = ", ".join(fault["fix_versions"]) or "no version yet"
                weak.append(f"{package['name']} {package['version']}: {fault['id']}, mended in {mended}")
    return Known(sound, sorted(set(weak)), packages - sound)


def _asked(service: str) -> dict[str, Any] | None:
    """The report of a service, None where it cannot be reached."""
    command = [sys.executable, "-m", "pip_audit", "-s", service, "--timeout", "15", *_ASKED]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        return None


def _withdrawn() -> tuple[list[str], bool]:
    """What pip says of withdrawn packages, and whether the index offers all files with these hashes."""
    options = ("--dry-run", "--ignore-installed", "--no-deps", "--require-hashes", "--quiet", "-r", str(LOCK))
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options], capture_output=True, text=True, check=False
    )
    lines = (done.stdout + done.stderr).splitlines()
    return [line for line in lines if "yanked" in line], done.returncode == 0


def weaknesses() -> int:
    """Print what is known of the packages that are pinned."""
    if importlib.util.find_spec("pip_audit") is None:
        print('not checked  pip-audit is not installed: pip install -e ".[supply]"')
        return 2
    packages, reports = pinned(), []
    for service in SERVICES:
        report = _asked(service)
        if report is None:
            print(f"unreachable  service of known weaknesses: {service}")
            continue
        reports.append(report)
        if not known(reports, packages).unknown:
            break
    found = known(reports, packages)
    for line in found.weak:
        print(f"weak         {line}")
    if found.unknown:
        print(
            f"not checked  {len(found.unknown)} of {len(packages)} packages: no service that can be reached knows them"
        )
    else:
        print(f"ok           {len(packages)} packages, {len(found.weak)} known weaknesses")
    withdrawn, offered = _withdrawn()
    for line in withdrawn:
        print(f"withdrawn    {line}")
    if offered:
        print(
            f"ok           the index offers every package with the hashes of the lock file, {len(withdrawn)} withdrawn"
        )
    else:
        print("not checked  the index cannot be reached, or does not offer every package with these hashes")
    return 1 if found.weak or withdrawn else 2 if found.unknown or not offered else 0


def build(target: Path) -> int:
    """Build wheel and sdist twice."""
    sums = []
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    for number in range(2):
        with tempfile.TemporaryDirectory() as folder:
            out = target if number == 0 else Path(folder)
            out.mkdir(parents=True, exist_ok=True)
            subprocess.run(
                [sys.executable, "-m", "build", "--outdir", str(out), str(ROOT)],
                check=True,
                env=environment,
                stdout=subprocess.DEVNULL,
            )
            sums.append({p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(out.glob("auditor-*"))})
    for name, digest in sums[0].items():
        print(f"{digest}  {name}")
    same = sums[0] == sums[1] and len(sums[0]) == 2
    print("the same bytes twice" if same else f"the bytes differ: {sums}")
    return 0 if same else 1


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["licences"]:
            sys.exit(licences())
        case ["weaknesses"]:
            sys.exit(weaknesses())
        case ["build", folder]:
            sys.exit(build(Path(folder)))
        case _:
            sys.exit(__doc__)
