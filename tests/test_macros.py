"""Macros never run, and what a document links to is not read, on this computer neither."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from auditor.reading import programs
from tests import office
from tests.test_cli import run
from tests.test_formats import para

O = "urn:oasis:names:tc:opendocument:xmlns:"  # noqa: E741
TEXT = "Ty le ho ngheo cua tinh nam 2024 con 5,25%."
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{O}office:1.0" xmlns:text="{O}text:1.0" xmlns:script="{O}script:1.0"
 xmlns:ooo="http://openoffice.org/2004/office" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">
<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script"
 script:event-name="dom:load" xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"
 xlink:type="simple" xmlns:dom="http://www.w3.org/2001/xml-events"/></office:event-listeners></office:scripts>
<office:body><office:text><text:p>{TEXT}</text:p>{{more}}</office:text></office:body></office:document-content>"""
FILES = ("content.xml", "Basic/script-lc.xml", "Basic/Standard/script-lb.xml", "Basic/Standard/M.xml")
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{O}manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    + "".join(f'<manifest:file-entry manifest:full-path="{n}" manifest:media-type="text/xml"/>' for n in FILES)
    + "</manifest:manifest>"
)
OLD = '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">'
LIBRARY = 'xmlns:library="http://openoffice.org/2000/library"'
BASIC = """Sub Main
n = FreeFile
Open "{}" For Output As #n
Print #n, "ran"
Close #n
End Sub"""


def with_macro(path: Path, target: Path, more: str = "") -> Path:
    """An ODT whose macro writes a file as soon as the document is opened."""
    module = OLD.format("script:module", "module") + (
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="M" script:language="StarBasic">'
        f"{escape(BASIC.format(target))}</script:module>"
    )
    parts = {
        "META-INF/manifest.xml": MANIFEST,
        "content.xml": CONTENT.format(more=more),
        "Basic/script-lc.xml": OLD.format("library:libraries", "libraries")
        + f'<library:libraries {LIBRARY}><library:library library:name="Standard" library:link="false"/></library:libraries>',
        "Basic/Standard/script-lb.xml": OLD.format("library:library", "library")
        + f'<library:library {LIBRARY} library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="M"/></library:library>',
        "Basic/Standard/M.xml": module,
    }
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def opened(document: Path, settings: str, target: Path, seconds: float) -> bool:
    """Whether the macro runs when LibreOffice opens (not converts) a document with these settings."""
    program = programs.LIBREOFFICE.found()
    assert program, "this test needs LibreOffice"
    profile = document.parent / f"profile-{len(settings)}"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    process = subprocess.Popen(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", str(document)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    end = time.monotonic() + seconds
    while not target.exists() and time.monotonic() < end:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return target.exists()


ALLOWED = (
    '<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item></oor:items>'
)


def test_macros_never_run(tmp_path: Path) -> None:
    """A macro that runs when the document is opened: not by a conversion, not by an audit, not with our settings."""
    target = tmp_path / "ran"
    document = with_macro(tmp_path / "a.odt", target)
    assert programs.convert(document.read_bytes(), "a.odt", "odt", "docx").startswith(b"PK")
    done = run("audit", "a.odt", "-q", "-o", "out", "--annotate", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert not target.exists()
    assert not opened(document, programs._settings(), target, 6)
    another = with_macro(tmp_path / "b.odt", target)  # the first one is locked by the LibreOffice that was killed
    assert opened(another, ALLOWED, target, 40), "the macro does not work: this test shows nothing"


def test_a_docm_keeps_its_macros_to_itself(tmp_path: Path) -> None:
    """A DOCM is read, the reader told, and nothing of it is started: no process but the worker."""
    office.write_docx(tmp_path / "a.docm", para(TEXT))
    with zipfile.ZipFile(tmp_path / "a.docm", "a") as package:
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"AutoOpen Shell" * 50)
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(
        "import sys\n"
        "def watch(event, arguments):\n"
        "    if event in ('subprocess.Popen', 'os.system', 'os.exec', 'os.posix_spawn'):\n"
        f"        open({str(tmp_path / 'started')!r}, 'a').write(str(arguments[0]) + '\\n')\n"
        "sys.addaudithook(watch)\n",
        encoding="utf-8",
    )
    done = run("audit", "a.docm", "-f", "json", cwd=tmp_path, env={"PYTHONPATH": str(hook)})
    assert done.returncode == 0, done.stderr
    assert "macro" in done.stdout
    assert "5,25%" in run("figures", "a.docm", "-f", "csv", cwd=tmp_path).stdout
    assert len(set((tmp_path / "started").read_text(encoding="utf-8").splitlines())) == 1


@pytest.mark.parametrize("form", ["odt", "rtf", "docx", "html"])
def test_linked_files_are_not_read(form: str, tmp_path: Path) -> None:
    """A section, field, template or frame that is another file of this computer: its text does not come in."""
    secret = tmp_path / "secret.txt"
    secret.write_text("Mat khau la 77.777 dong.", encoding="utf-8")
    url = secret.as_uri()
    path = tmp_path / f"a.{form}"
    if form == "odt":
        section = (
            f'<text:section text:name="s"><text:section-source xlink:href="{url}" xlink:type="simple"/></text:section>'
        )
        with_macro(path, tmp_path / "ran", section)
        converted = programs.convert(path.read_bytes(), "a.odt", "odt", "docx")
        (tmp_path / "b.docx").write_bytes(converted)
        assert "77.777" not in run("show", "b.docx", cwd=tmp_path).stdout
    elif form == "rtf":
        fields = "".join(rf'{{\field{{\*\fldinst INCLUDETEXT "{target}"}}{{\fldrslt }}}}' for target in (secret, url))
        path.write_text(rf"{{\rtf1\ansi {TEXT}{fields}\par}}", encoding="ascii")
    elif form == "docx":
        office.write_docx(
            path,
            para(TEXT)
            + f'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>INCLUDETEXT "{secret}"</w:instrText>'
            '<w:fldChar w:fldCharType="end"/></w:r></w:p><w:altChunk xmlns:r="r" r:id="rId99"/>',
        )
    else:
        path.write_text(
            f'<html><body><p>{TEXT}</p><iframe src="{url}"></iframe><object data="{url}"></object></body></html>',
            encoding="utf-8",
        )
    done = run("show", path.name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "5,25%" in done.stdout
    assert "77.777" not in done.stdout
