"""Which rules are carried out: chosen, tuned and excluded in auditor.toml; brought by other packages and folders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import run

TEXT = (
    "Tỷ lệ hộ nghèo của tỉnh năm 2024 còn {}%, các cấp đã được giao việc.\n\n"
    "Toàn tỉnh có 186 hợp tác xã (124 hợp tác xã nông nghiệp, 41 hợp tác xã dịch vụ, 25 hợp tác xã vận tải).\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents with a conflict between them and a wrong sum in each."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.txt").write_text(TEXT.format("5,25"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT.format("5,52"), encoding="utf-8")
    return tmp_path


def audited(folder: Path, project: str) -> tuple[list[dict[str, Any]], str]:
    (folder / "auditor.toml").write_text(project, encoding="utf-8")
    done = run("audit", "old/a.txt", "b.txt", "--same-organisation", "-f", "json", "-o", "-", cwd=folder)
    return (json.loads(done.stdout)["findings"] if done.stdout else []), done.stderr


def told(found: list[dict[str, Any]]) -> list[tuple[str, str, list[str]]]:
    return sorted((f["rule"], f["severity"], sorted({e["document"] for e in f["evidence"]})) for f in found)


ALL = [
    ("cross-value", "error", ["b.txt", "old/a.txt"]),
    ("sum-of-parts", "error", ["b.txt"]),
    ("sum-of-parts", "error", ["old/a.txt"]),
]


@pytest.mark.parametrize(
    ("project", "left"),
    [
        ("", ALL),
        ('[rules]\nselect = ["cross-*"]\n', ALL[:1]),
        ('[rules]\nexclude = ["sum-of-*"]\n', ALL[:1]),
        ('[[exclude]]\nrule = "sum-of-parts"\npath = "old/*"\n', ALL[:2]),
        ('[[exclude]]\ndocument = "b"\n', ALL[2:]),
        ('[[exclude]]\nindicator = "*poverty*"\n', ALL[1:]),
        ('[[exclude]]\nindicator = "Tỷ lệ hộ nghèo*"\n', ALL[1:]),
        ('[rules.tune.cross-value]\nseverity = "info"\n', [("cross-value", "info", ALL[0][2]), *ALL[1:]]),
        ("[rules.tune.sum-of-parts]\nenabled = false\n", ALL[:1]),
        ('[rules.tune.sum-of-parts]\nparameters = {near = "0.001"}\n', ALL[:1]),
    ],
)
def test_project_file_selects_tunes_and_excludes(project: str, left: list[Any], folder: Path) -> None:
    """By rule, indicator, document and path."""
    found, errors = audited(folder, project)
    assert told(found) == left, errors


@pytest.mark.parametrize(
    ("project", "message"),
    [
        ('[rules]\nselect = ["crosss-*"]\n', "no rule is called 'crosss-*'"),
        ('[rules.tune.sum]\nseverity = "info"\n', "no rule is called 'sum'"),
        ('[rules.tune.cross-value]\nseverity = "loud"\n', "rules.tune.cross-value.severity"),
        ("[[exclude]]\n", "exclude.0"),
    ],
)
def test_a_selection_that_names_nothing(project: str, message: str, folder: Path) -> None:
    """An unknown rule, severity or key is an error in one line, never ignored."""
    found, errors = audited(folder, project)
    assert found == []
    assert message in errors
    assert len(errors.splitlines()) == 1, errors


MODULE = '''
from pathlib import Path

from auditor.checks.base import Hit, spoken


def forbidden(case, parameters):
    """Figures of 186."""
    for extract in case.extracts:
        for figure in extract.figures:
            if figure.text == "186":
                yield Hit((figure,), "186", 0.9, spoken(lambda _: {"stated": figure.text}), "own", figure.phrase)


CHECKS = {"own-forbidden": forbidden}
RULES = Path(__file__).parent / "own_rules"
'''


def test_another_package_brings_a_rule(folder: Path) -> None:
    """By an entry point: its check, its rule file, its page; nothing of the shipped rules is touched."""
    site = folder / "site"
    (site / "own_rules" / "checks").mkdir(parents=True)
    (site / "own_checks.py").write_text(MODULE, encoding="utf-8")
    both = "{vi: 'một câu dài', en: 'a long sentence'}"
    page = "\n".join(f"  {k}: {both}" for k in ("finds", "why", "wrong", "right", "leaves_alone", "tolerance", "tune"))
    (site / "own_rules" / "checks" / "own-forbidden.yaml").write_text(
        "id: own-forbidden\nname: {vi: Cấm, en: Forbidden}\nstatus: preview\ncheck: own-forbidden\nseverity: warning\n"
        f"message: {{vi: 'Số {{stated}}', en: 'Number {{stated}}'}}\nnext_step: {both}\npage:\n{page}\n",
        encoding="utf-8",
    )
    dist = site / "own_checks-1.0.dist-info"
    dist.mkdir()
    (dist / "METADATA").write_text("Metadata-Version: 2.1\nName: own-checks\nVersion: 1.0\n", encoding="utf-8")
    (dist / "entry_points.txt").write_text("[auditor.checks]\nown = own_checks\n", encoding="utf-8")
    env = {"PYTHONPATH": str(site)}
    done = run("audit", "b.txt", "-f", "json", "-o", "-", cwd=folder, env=env)
    found = json.loads(done.stdout)["findings"]
    assert ("own-forbidden", "Number 186") in [(f["rule"], f["message"]["en"]) for f in found]
    assert "Forbidden" in run("rules", "show", "own-forbidden", cwd=folder, env=env).stdout
    (site / "own_checks.py").write_text("CHECKS = {'value': None}\n", encoding="utf-8")
    broken = run("audit", "b.txt", cwd=folder, env=env)
    assert broken.returncode == 2
    assert "entry point own of auditor.checks: brings a check called 'value'" in broken.stderr
