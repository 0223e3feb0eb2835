"""Untrusted files are read in a worker: what kills or hangs it costs one document; limits; temporary files."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from auditor import isolation, worker
from auditor.errors import UnreadableDocumentError
from auditor.limits import Limits
from tests import jobs, office
from tests.conftest import ROOT
from tests.test_cli import CLEAN, run
from tests.test_formats import para

LIMITS = Limits(seconds=30, memory=512)


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary files of a test lie in a folder of its own; no worker is left to another test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    isolation.close()
    yield folder
    isolation.close()
    assert list(folder.iterdir()) == []


def call(job, *arguments, shared: object = 0, limits: Limits = LIMITS):
    return isolation.call(job, *arguments, shared=shared, limits=limits, path="a.pdf")


def wait_for(done) -> None:
    """Until it is so; a test that never sees it ends with a failure."""
    for _ in range(600):
        if done():
            return
        time.sleep(0.05)
    pytest.fail("did not come to pass")


def gone(pid: int) -> bool:
    """Whether a process is no more, or is only waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def test_one_worker_for_many_documents() -> None:
    """It is started once; what is shared goes over once; a decimal comes back exact."""
    first = call(jobs.process)
    assert first == call(jobs.process) != os.getpid()
    shared = {"a": 1}
    assert call(jobs.give, "x", shared=shared) == ("x", {"a": 1})
    assert call(jobs.give, "y", shared=shared) == ("y", {"a": 1})
    assert call(jobs.number) == Decimal("99.18")


def test_a_crash_costs_one_document() -> None:
    """A segmentation fault in a library: one line; the next document is read by another worker."""
    first = call(jobs.process)
    with pytest.raises(UnreadableDocumentError, match=r"^a\.pdf: made the reader stop"):
        call(jobs.die)
    assert call(jobs.process) != first


def test_a_hang_costs_one_document() -> None:
    """Time is up: one line that names the limit."""
    with pytest.raises(UnreadableDocumentError, match=r"a\.pdf: was not read within 1 s .*--limit seconds=…"):
        call(jobs.hang, 1000, limits=Limits(seconds=1))
    assert call(jobs.give, 1) == (1, 0)


def test_memory_is_bounded() -> None:
    """What would take more than its share is refused; what fits is read."""
    assert call(jobs.hoard, 100) == 100 * 1024 * 1024
    with pytest.raises(UnreadableDocumentError, match=r"more than 512 MB of memory"):
        call(jobs.hoard, 1000)


def test_a_worker_cannot_make_its_parent_act(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever comes back that is no data of the model is thrown away with the worker."""
    with pytest.raises(UnreadableDocumentError, match="made the reader stop"):
        call(jobs.forge)
    assert capsys.readouterr().out == ""


def test_a_worker_is_replaced_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """After many documents another process takes over, so that no library's leaks add up."""
    monkeypatch.setattr(isolation, "_MOST_JOBS", 2)
    assert len({call(jobs.process) for _ in range(5)}) == 3


RENEWED = """
import sys
from pathlib import Path
from auditor import isolation
from auditor.pipeline import audit
print(audit(["a.html"]).problems)
module = Path(isolation.__file__).parent / "language" / "pack.py"
assert module.is_relative_to(Path.cwd())
module.write_text(module.read_text(encoding="utf-8").replace("class Pack(", "class Other("), encoding="utf-8")
isolation.close()
print(audit(["a.html"]).problems)
"""


def test_a_program_that_is_changed_while_it_runs(tmp_path: Path) -> None:
    """A new worker then has other code than its parent, as an update under a long run brings about: the line says so.

    Both run this copy here, not the one that is installed.
    """
    for part in ("auditor", "rules", "reports", "data"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "a.html").write_text(CLEAN.format("5,25"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RENEWED],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    said = "a.html: could not be read: auditor was changed on this computer while it ran; start it again"
    assert done.stdout.splitlines() == ["()", f"('{said}',)"]


HOLDER = """
import sys
from auditor import isolation
from auditor.limits import Limits
from tests import jobs
isolation.call(jobs.write, sys.argv[1], shared=0, limits=Limits(), path="a.pdf")
"""


@pytest.mark.parametrize("victim", ["parent", "worker", "both"])
def test_killed(victim: str, tmp_path: Path, own_temporary_folder: Path) -> None:
    """Temporary files are private; a kill of the run leaves no process, and no file after the next start."""
    note = tmp_path / "note"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(note)], cwd=ROOT, stderr=subprocess.DEVNULL)
    wait_for(lambda: note.exists() and note.read_text(encoding="utf-8").count("\n") == 4)
    name, program, process, modes = note.read_text(encoding="utf-8").splitlines()
    folder = Path(name).parent
    assert modes == "600 600"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    worker.sweep()
    assert Path(name).exists()  # it is in use
    if victim != "parent":
        os.kill(int(process), signal.SIGKILL)
    if victim != "worker":
        holder.kill()
    holder.wait(60)
    wait_for(lambda: gone(int(process)))
    wait_for(lambda: gone(int(program)))
    if victim == "parent":
        wait_for(lambda: not folder.exists())
    if victim == "both":
        assert call(jobs.give, 1) == (1, 0)  # the next start
        assert not folder.exists()
    if victim == "worker":
        assert not folder.exists()  # the run that goes on has removed it


def in_group(group: int) -> set[int]:
    """Processes of a group that are more than waited for."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.add(int(path.parent.name))
    return found


def begun_by(pid: int, command: bytes) -> int | None:
    """A process that another has started, itself or by processes between them, by what stands in its command."""
    parents, commands = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
            parents[int(path.parent.name)] = int(fields[1])
            commands[int(path.parent.name)] = path.with_name("cmdline").read_bytes()
        except OSError:
            continue
    for found in (each for each, text in commands.items() if command in text):
        above = parents.get(found)
        while above is not None and above != pid:
            above = parents.get(above)
        if above == pid:
            return found
    return None


def test_libreoffice_dies_with_a_killed_worker(tmp_path: Path) -> None:
    """All its processes, a conversion being under way; the document is named, and the run goes on."""
    for name, value in (("a", "5,25"), ("b", "5,52")):
        (tmp_path / f"{name}.txt").write_text(CLEAN.format(value), encoding="utf-8")
    (tmp_path / "c.rtf").write_bytes(rb"{\rtf1 " + rb"Ty le ho ngheo cua tinh nam 2024 con 5,53%.\par " * 20_000 + b"}")
    command = [sys.executable, "-m", "auditor", "audit", "a.txt", "b.txt", "c.rtf", "--same-organisation", "-q"]
    process = subprocess.Popen([*command, "--no-cache"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    workers: list[int] = []
    offices: list[int] = []

    def converting() -> bool:
        worker_ = begun_by(process.pid, b"auditor.worker")
        office_ = begun_by(worker_, b"--convert-to") if worker_ else None
        if worker_ and office_ and len(in_group(office_)) > 1:
            workers.append(worker_)
            offices.append(office_)
        return bool(offices)

    wait_for(converting)
    os.killpg(offices[0], signal.SIGSTOP)  # so that it does not come to its end by itself
    os.kill(workers[0], signal.SIGKILL)
    wait_for(lambda: not in_group(offices[0]))
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert said.startswith("auditor: c.rtf: made the reader stop")


def test_the_folder_of_the_drafts_is_not_run(tmp_path: Path) -> None:
    """A file beside the drafts that is called as a library is not imported."""
    (tmp_path / "lxml.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    office.write_docx(tmp_path / "a.docx", para(CLEAN.format("5,25")))
    command = [str(Path(sys.executable).with_name("auditor")), "figures", "a.docx"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "5,25" in done.stdout


@pytest.fixture
def heavy(tmp_path: Path) -> Path:
    """A DOCX of 13 MB of paragraphs, which takes some time and memory, beside two small texts that disagree."""
    for name, value in (("a", "5,25"), ("b", "5,52")):
        (tmp_path / f"{name}.txt").write_text(CLEAN.format(value), encoding="utf-8")
    office.write_docx(tmp_path / "heavy.docx", "")
    with zipfile.ZipFile(tmp_path / "heavy.docx") as package:
        parts = {n: package.read(n) for n in package.namelist()}
    body = b"".join(b"<w:p><w:r><w:t>So %d cua tinh</w:t></w:r></w:p>" % n for n in range(300_000))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + body)
    with zipfile.ZipFile(tmp_path / "heavy.docx", "w", zipfile.ZIP_DEFLATED) as package:
        for n, content in parts.items():
            package.writestr(n, content)
        package.writestr("word/media/image1.bin", random.Random(9).randbytes(1_100_000))
    return tmp_path


@pytest.mark.parametrize(
    ("limit", "said"),
    [("seconds=1", "was not read within 1 s"), ("memory=256", "needs more than 256 MB of memory"), ("file=1", "has ")],
)
def test_limits_on_the_command_line(heavy: Path, limit: str, said: str) -> None:
    """A document over a limit is named in one line, and the others are audited."""
    done = run("audit", "a.txt", "heavy.docx", "b.txt", "--same-organisation", "-q", "--limit", limit, cwd=heavy)
    assert done.returncode == 1
    assert done.stderr.startswith(f"auditor: heavy.docx: {said}"), done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_limits_in_the_project_file(tmp_path: Path) -> None:
    """They hold for every document; the command line is laid over them; a wrong one is named."""
    office.write_docx(
        tmp_path / "a.docx", "<w:sdt><w:sdtContent>" * 30 + para("12 xã") + "</w:sdtContent></w:sdt>" * 30
    )
    (tmp_path / "auditor.toml").write_text("[limits]\nnesting = 40\n", encoding="utf-8")
    assert "is nested more than 40 deep" in run("show", "a.docx", cwd=tmp_path).stderr
    assert run("show", "a.docx", "--limit", "nesting=80", cwd=tmp_path).returncode == 0
    for given, said in (("nesting=5", "from 30 to"), ("depth=5", "allowed: seconds, "), ("pages=x", "whole number")):
        done = run("show", "a.docx", "--limit", given, cwd=tmp_path)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    (tmp_path / "auditor.toml").write_text("[limits]\nnesting = 1\n", encoding="utf-8")
    assert "key limits.nesting: 1 is less than the minimum of 30" in run("show", "a.docx", cwd=tmp_path).stderr


def test_limits_are_as_the_schema_says() -> None:
    """Every limit can be set, and its default lies within what is allowed."""
    from auditor.resources import schema

    allowed = schema("project.schema.json")["properties"]["limits"]["properties"]
    defaults = {name: getattr(Limits(), name) for name in Limits.__slots__}
    assert set(allowed) == set(defaults)
    assert all(allowed[n]["minimum"] <= value <= allowed[n]["maximum"] for n, value in defaults.items())


def test_an_image_of_many_pages(tmp_path: Path) -> None:
    """The limit of pages holds for images too."""
    from PIL import Image

    frames = [Image.new("L", (8, 8), n) for n in range(4)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    assert "a.tif: has more than 3 pages" in run("show", "a.tif", "--limit", "pages=3", cwd=tmp_path).stderr


def test_plain_text_needs_no_worker(tmp_path: Path) -> None:
    """Two text files are audited without another process."""
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(
        "import os, sys\nsys.addaudithook(lambda e, a: e == 'subprocess.Popen' and os._exit(9))\n", encoding="utf-8"
    )
    (tmp_path / "a.txt").write_text(CLEAN.format("5,25"), encoding="utf-8")
    env = {"PYTHONPATH": str(hook)}
    assert run("audit", "a.txt", "-q", "--no-cache", cwd=tmp_path, env=env).returncode == 0
    office.write_docx(tmp_path / "a.docx", para(CLEAN.format("5,25")))
    assert run("audit", "a.docx", "-q", "--no-cache", cwd=tmp_path, env=env).returncode != 0  # the hook works
