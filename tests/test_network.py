"""No command opens a connection, whatever a document refers to."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests import office
from tests.test_cli import CLEAN
from tests.test_formats import para
from tests.test_report import browser  # noqa: F401

FAR = "http://audit.invalid/x"
HOOK = """
import os, sys
def told(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        with open(os.environ["SOCKET_LOG"], "a") as log:
            log.write(f"{event} {arguments}\\n")
        if event not in ("socket.__new__", "socket.bind"):
            raise RuntimeError("a connection")
sys.addaudithook(told)
"""


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """Documents of every format, each of which refers to something far away in the ways that its format has."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    sentence = CLEAN.format("5,25")
    (folder / "a.txt").write_text(sentence, encoding="utf-8")
    (folder / "b.html").write_text(
        f'<!DOCTYPE html SYSTEM "{FAR}.dtd"><html><head><base href="{FAR}"><link rel="stylesheet" href="{FAR}.css">'
        f'<script src="{FAR}.js"></script><style>@font-face{{font-family:a;src:url({FAR}.woff)}}</style></head>'
        f'<body><p>{sentence}</p><img src="{FAR}.png"><iframe src="{FAR}"></iframe>'
        f'<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{FAR}.svg"/></svg>'
        f'<object data="{FAR}"></object></body></html>',
        encoding="utf-8",
    )
    office.write_docx(folder / "c.docx", para(CLEAN.format("5,52")))
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="far{n}" Type="{office.RELATIONS}/{kind}" Target="{FAR}" TargetMode="External"/>'
            for n, kind in enumerate(("attachedTemplate", "image", "hyperlink", "oleObject", "font", "subDocument"))
        )
        + "</Relationships>"
    )
    with zipfile.ZipFile(folder / "c.docx") as package:
        parts = {n: package.read(n) for n in package.namelist()}
    parts["word/_rels/settings.xml.rels"] = relations.encode()
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    own = parts.get("word/_rels/document.xml.rels")
    if own is None:
        parts["word/_rels/document.xml.rels"] = relations.encode()
    with zipfile.ZipFile(folder / "c.docx", "w") as package:
        for n, content in parts.items():
            package.writestr(n, content)
    odt = office.convert(folder / "c.docx", "odt")
    with zipfile.ZipFile(odt) as package:
        parts = {n: package.read(n) for n in package.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(
        b"</office:text>",
        f'<text:p><draw:frame><draw:image xlink:href="{FAR}.png" xlink:actuate="onLoad"/></draw:frame></text:p>'
        f'<text:section text:name="far"><text:section-source xlink:href="{FAR}.odt"/></text:section>'
        "</office:text>".encode(),
    )
    with zipfile.ZipFile(odt, "w") as package:
        for n, content in parts.items():
            package.writestr(n, content)
    office.convert(folder / "c.docx", "pdf")
    (folder / "d.rtf").write_text(
        rf"{{\rtf1\ansi{{\*\template {FAR}}}{{\field{{\*\fldinst INCLUDEPICTURE {FAR} \\d}}{{\fldrslt }}}}"
        r"Ty le ho ngheo nam 2024 con 5,25%.}",
        encoding="ascii",
    )
    return folder


COMMANDS = (
    (
        "audit",
        "drafts",
        "-o",
        "out",
        "--annotate",
        "--same-organisation",
        *["-f", "html", "-f", "json", "-f", "xlsx", "-f", "sarif"],
    ),
    ("figures", "drafts/c.docx"),
    ("show", "drafts/c.pdf"),
    ("validate", "drafts/a.txt"),
    ("rules",),
    ("doctor",),
)


def test_no_socket(drafts: Path, tmp_path: Path) -> None:
    """Every command, its workers included, ends as it does without the hook; the hook would have stopped a socket."""
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    log = tmp_path / "sockets"
    env = {**os.environ, "PYTHONPATH": str(hook), "SOCKET_LOG": str(log), "PYTHONDONTWRITEBYTECODE": "1"}
    for command in COMMANDS:
        done = _run([sys.executable, "-m", "auditor", *command], tmp_path, env)
        assert done.returncode in (0, 1), done.stderr
        assert "left out" not in done.stderr
    # A library that great-expectations brings asks at its start whether this machine knows IPv6: it binds ::1, no more.
    told = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    assert [e for e in told if not re.search(r"__new__ .* 10, 1, \d+\)|bind .*'::1', 0\)", e)] == []
    _run([sys.executable, "-c", "import socket; socket.socket()"], tmp_path, env)
    assert "socket.__new__" in log.read_text(encoding="utf-8")


def _alone() -> list[str]:
    """The words before a command that run it without any network interface."""
    unshare = shutil.which("unshare")
    assert unshare, "this test needs unshare (util-linux)"
    for words in ([unshare, "-n"], [unshare, "-r", "-n"]):
        if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            return words
    pytest.skip("no right to make a network namespace here: run it as root")


def test_without_any_network(drafts: Path, tmp_path: Path) -> None:
    """In a namespace without interfaces all documents are read, LibreOffice's included, and the report is the same."""
    reports = []
    for before in (_alone(), []):
        for command in COMMANDS:
            done = _run([*before, sys.executable, "-m", "auditor", *command], tmp_path, dict(os.environ))
            assert done.returncode in (0, 1), done.stderr
        reports.append((tmp_path / "out" / "report.json").read_bytes())
    assert reports[0] == reports[1]
    assert all(
        f"drafts/{name}".encode() in reports[0] for name in ("a.txt", "b.html", "c.docx", "c.odt", "c.pdf", "d.rtf")
    )


def test_nothing_far_away_is_asked_for(drafts: Path, tmp_path: Path) -> None:
    """The system calls of the whole run, LibreOffice's included: no socket but those of one machine."""
    strace = shutil.which("strace")
    assert strace, "this test needs strace: apt-get install strace"
    if subprocess.run([strace, "-qq", "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no right to trace processes here")
    log = tmp_path / "calls"
    command = [strace, "-f", "-qq", "-e", "trace=connect,sendto", "-o", str(log), sys.executable, "-m", "auditor"]
    done = _run([*command, "audit", "drafts", "-o", "out", "--same-organisation"], tmp_path, dict(os.environ))
    assert done.returncode in (0, 1), done.stderr
    assert [line for line in log.read_text(encoding="utf-8").splitlines() if "AF_INET" in line] == []


def test_reports_ask_for_nothing(drafts: Path, tmp_path: Path, browser) -> None:  # noqa: F811
    """Opened in a browser, the report and the annotated pages request nothing but themselves."""
    done = _run([sys.executable, "-m", "auditor", *COMMANDS[0]], tmp_path, dict(os.environ))
    assert done.returncode in (0, 1), done.stderr
    pages = [tmp_path / "out" / "report.html", *(tmp_path / "out" / "annotated").glob("*.html")]
    assert len(pages) > 2
    for path in pages:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path.as_uri())
        page.wait_for_load_state("load")
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        page.close()


def _run(command: list[str], cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=180)
