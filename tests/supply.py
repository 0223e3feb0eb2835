"""Licences of what is installed at run time, and whether a build gives the same bytes twice::

python -m tests.supply licences      every package that auditor needs, with its licence; exit code 1 for a forbidden one
python -m tests.supply build DIR     wheel and sdist, built twice into DIR; exit code 1 where the bytes differ
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

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
    sys.exit(licences() if sys.argv[1:] == ["licences"] else build(Path(sys.argv[2])))
