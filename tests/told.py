"""What the checks say of every fixture of ``tests/rules/``, kept in ``tests/rules/told.txt``::

python -m tests.told      write it anew after a change that is meant; read the difference before you commit it

A fixture says that its rule fires or is silent; this file holds the severity, the message and the arithmetic to the
letter, of all rules. Confidence is told within one document: between two it is the aligner's.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from auditor.model import Finding
from auditor.pipeline import Audit, Knowledge, audit, know

FOLDER = Path(__file__).parent / "rules"
FILE = FOLDER / "told.txt"
KINDS = ("fires", "silent", "known_miss")


def fixtures() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Rule, kind and content of every fixture, in the order of the files."""
    for path in sorted(FOLDER.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for kind in KINDS:
            for case in data.get(kind, []):
                yield path.stem, kind, case


def title(rule: str, kind: str, case: dict[str, Any]) -> str:
    """What a fixture is called in the file."""
    return f"# {rule}, {kind}: {case['name']} ({case['language']})"


def lines(findings: Sequence[Finding], language: str) -> list[str]:
    """What is said of one fixture, a line for each finding, in its language."""
    return [_line(f, language) for f in findings]


def _line(finding: Finding, language: str) -> str:
    alone = len({e.document for e in finding.evidence}) == 1
    sure = f" {finding.confidence}" if alone else ""
    quoted = " · ".join(" ".join(e.text.split()) for e in finding.evidence)
    message = finding.message[0 if language == "vi" else 1]
    return f"{finding.severity} {finding.rule}{sure}: {message} [{finding.computed}] {{{quoted}}}"


def kept() -> dict[str, list[str]]:
    """The lines of the file by the titles above them."""
    found: dict[str, list[str]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found[line] = []
            last = line
        elif line:
            found[last].append(line)
    return found


def audited(documents: Sequence[str], knowledge: Knowledge, folder: Path) -> Audit:
    """The audit of texts as the files of one organisation."""
    paths = []
    for number, text in enumerate(documents, 1):
        path = folder / f"report-{number}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return audit(paths, knowledge=knowledge, same_organisation=True)


def main() -> int:
    """Write the file."""
    knowledge = know()
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        for rule, kind, case in fixtures():
            said = lines(audited(case["documents"], knowledge, Path(folder)).findings, case["language"])
            parts.append("\n".join([title(rule, kind, case), *said]))
    FILE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
