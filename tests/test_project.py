"""``auditor.toml``, ``show``, ``doctor`` and ``benchmark`` on the real command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import office
from tests.conftest import SAMPLES
from tests.test_cli import run

PROJECT = """
[[document]]
path = "old.txt"
role = "previous"
order = 2020
organisation = "Cửa Lân"
date = "2020-10-20"

[[document]]
path = "new.txt"
role = "draft"
order = 2025
organisation = "Cửa Lân"
term = "2020-2025"
number = "12-BC/TU"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two documents that do not say whose they are, and a file that does."""
    text = "Tỷ lệ hộ nghèo năm 2020 còn {}% theo các báo cáo đã được công bố trong năm."
    (tmp_path / "old.txt").write_text(text.format("5,25"), encoding="utf-8")
    (tmp_path / "new.txt").write_text(text.format("5,52"), encoding="utf-8")
    (tmp_path / "auditor.toml").write_text(PROJECT, encoding="utf-8")
    return tmp_path


def test_project_file_tells_what_documents_do_not(project: Path) -> None:
    """Found in the current folder; its documents are audited, its facts shown, the earlier one stands first."""
    done = run("audit", "--format", "json", "--output", "-", cwd=project)
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert [(d["path"], d["role"], d["organisation"]) for d in report["documents"]] == [
        ("old.txt", "previous", "Cửa Lân"),
        ("new.txt", "draft", "Cửa Lân"),
    ]
    assert report["documents"][1]["number"] == "12-BC/TU"
    assert [e["document"] for e in report["findings"][0]["evidence"]] == ["old.txt", "new.txt"]
    (project / "auditor.toml").unlink()
    assert run("audit", "old.txt", "new.txt", "--quiet", cwd=project).returncode == 0
    bare = run("audit", cwd=project)
    assert bare.returncode == 2
    assert "list them in auditor.toml" in bare.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[document]\n", "is not TOML"),
        ('[[document]]\nrole = "draft"\n', "'path' is a required property"),
        ('[[document]]\npath = "old.txt"\nrol = "draft"\n', "'rol' was unexpected"),
        ('[[document]]\npath = "old.txt"\nrole = "x"\n', "key document.0.role: 'x' is not one of"),
        ('[[document]]\npath = "no.txt"\n', "no such file: no.txt"),
        ('[[document]]\npath = "old.txt"\nlanguage = "fr"\n', "'fr' is not known; allowed: vi, en"),
        ('[[document]]\npath = "old.txt"\n[[document]]\npath = "old.txt"\n', "named twice"),
    ],
)
def test_broken_project_file(project: Path, content: str, said: str) -> None:
    """One line: which file, which key, what is allowed."""
    (project / "auditor.toml").write_text(content, encoding="utf-8")
    done = run("audit", "old.txt", "new.txt", cwd=project)
    assert done.returncode == 2
    assert said in done.stderr
    assert "auditor.toml" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_show(tmp_path: Path) -> None:
    """Sections, notes in place, cells, and what was done with the file; the text that spans count in."""
    text = office.Text(
        [
            office.Paragraph("1. Kinh tế của tỉnh", 1),
            office.Paragraph("Thu đạt 1.250 tỷ đồng trong năm.", 0, [(21, 1)]),
        ],
        {1: "Không tính vay."},
    )
    path = office.docx(tmp_path / "a.docx", text)
    done = run("show", str(path))
    assert done.returncode == 0, done.stderr
    assert "form: docx" in done.stdout
    assert "[1]  ¶2  Thu đạt 1.250 tỷ đồng[1] trong năm." in done.stdout
    assert "(1)  Không tính vay." in done.stdout
    bare = run("show", str(path), "--format", "text").stdout
    record = json.loads(run("show", str(path), "--format", "json").stdout)
    for passage in record["passages"]:
        assert bare[passage["start"] : passage["end"]] == passage["text"]


def test_show_names_what_cannot_be_read(tmp_path: Path) -> None:
    """One line and exit code 2."""
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 broken")
    done = run("show", str(tmp_path / "a.docx"))
    assert done.returncode == 2
    assert "a.docx: is a damaged or cut-off office file" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_doctor() -> None:
    """Every package, the rules, and each optional program: found, or the one command that installs it."""
    done = run("doctor")
    assert done.returncode == 0
    assert "ok       rules: " in done.stdout
    for program in ("LibreOffice", "Tesseract"):
        assert f"ok       {program}: /" in done.stdout or f"absent   {program} (optional" in done.stdout
    absent = run("doctor", env={"PATH": "/nowhere"})
    assert absent.returncode == 0
    assert "sudo apt-get install libreoffice-writer" in absent.stdout
    assert "sudo apt-get install tesseract-ocr tesseract-ocr-vie" in absent.stdout


def test_missing_program_is_named(tmp_path: Path) -> None:
    """A format that needs a program says which, and the command that installs it."""
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1 12 xa}")
    done = run("show", str(tmp_path / "a.rtf"), env={"PATH": "/nowhere"})
    assert done.returncode == 2
    assert "needs LibreOffice: sudo apt-get install libreoffice-writer" in done.stderr


def test_benchmark() -> None:
    """Times of each stage, as a table and for scripts."""
    path = str(SAMPLES / "vi" / "review-report.txt")
    done = run("benchmark", path, "--repeat", "1", "--format", "json")
    assert [t["stage"] for t in json.loads(done.stdout)] == ["read", "extract", "align", "check"]
    assert "MB/s" in run("benchmark", path, "--repeat", "1").stdout
