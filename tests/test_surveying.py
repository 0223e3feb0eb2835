"""An archive audited whole: each organisation as if alone, on disk as it goes, done once."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from auditor.archive import Archive
from auditor.generating import generate
from auditor.knowledge import Knowledge
from auditor.project import NO_PROJECT
from auditor.surveying import DONE, SUMMARY, UNNAMED, Survey, parts, survey
from tests.test_cli import run

PROVINCES = 3


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of some provinces over two years, in a folder `reports`; and an archive of them."""
    home = tmp_path_factory.mktemp("nation")
    generate(home / "reports", provinces=PROVINCES, years=2, seed=3)
    run("archive", "init", str(home / "archive"))
    assert run("archive", "add", str(home / "archive"), str(home / "reports"), "--no-cache").returncode == 0
    return home


@pytest.fixture(scope="module")
def surveyed(nation: Path) -> Path:
    out = nation / "out"
    done = run("archive", "audit", str(nation / "archive"), "-o", str(out), "-f", "json", "--jobs", "1")
    assert done.returncode == 1
    assert f"{PROVINCES} organisations, {4 * PROVINCES} documents" in done.stdout
    return out


def rows(out: Path) -> list[dict[str, str]]:
    with (out / SUMMARY).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def contents(out: Path) -> dict[str, bytes]:
    return {str(file.relative_to(out)): file.read_bytes() for file in sorted(out.rglob("*.json"))}


def test_each_organisation_is_audited_as_if_alone(nation: Path, surveyed: Path) -> None:
    """The findings are those of an audit of the organisation's own files, and the table counts them."""
    found = rows(surveyed)
    assert len(found) == PROVINCES
    by_first = {}
    for row in found:
        report = json.loads((surveyed / row["folder"] / "report.json").read_text(encoding="utf-8"))
        counted = [f["severity"] for f in report["findings"]]
        assert [int(row[level]) for level in ("error", "warning", "info")] == [
            counted.count(level) for level in ("error", "warning", "info")
        ]
        assert {d["organisation"] for d in report["documents"]} == {row["organisation"]}
        by_first[Path(report["documents"][0]["path"]).parent.name] = report
    for province in sorted(p for p in (nation / "reports").iterdir() if p.is_dir()):
        alone = run("audit", str(province), "--format", "json", "--fail-on", "never", "--no-cache")
        expected = json.loads(alone.stdout)
        report = by_first[province.name]
        assert report["findings"] == expected["findings"]
        assert report["alignments"] == expected["alignments"]
    assert sum(int(row["error"]) for row in found) > 0


def test_same_bytes_by_processes(nation: Path, surveyed: Path, tmp_path: Path) -> None:
    """Where the work is done changes nothing of what is written."""
    command = ("archive", "audit", str(nation / "archive"), "-o", str(tmp_path), "-f", "json", "--jobs", "2", "-q")
    assert run(*command).returncode == 1
    assert contents(tmp_path) == contents(surveyed)


def test_what_is_finished_is_not_done_again(nation: Path, surveyed: Path, tmp_path: Path) -> None:
    """Only an organisation of which something has changed, or whose report is gone, is audited again."""
    archive, out = tmp_path / "archive", tmp_path / "out"
    run("archive", "init", str(archive))
    run("archive", "add", str(archive), str(nation / "reports"), "--no-cache")
    command = ("archive", "audit", str(archive), "-o", str(out), "-f", "json", "-q")
    run(*command)
    before = {file: file.stat().st_mtime_ns for file in out.rglob(DONE)}
    assert len(before) == PROVINCES
    changed = next((nation / "reports" / "001").glob("*.txt"))
    words = changed.read_text(encoding="utf-8")
    newer = tmp_path / "newer" / changed.name
    newer.parent.mkdir()
    newer.write_text(words + "\nCác cấp, các ngành đã khởi công 37 công trình.\n", encoding="utf-8")
    run("archive", "add", str(archive), str(newer), "--no-cache")
    lost = next(
        file.parent / "report.json" for file in before if "001/" not in file.with_name("report.json").read_text()
    )
    lost.unlink()
    run(*command)
    again = {file for file, when in before.items() if file.stat().st_mtime_ns != when}
    assert len(again) == 2
    assert lost.is_file()


def test_a_killed_run_goes_on(nation: Path, surveyed: Path, tmp_path: Path) -> None:
    """Reports are whole or not there, and the next run completes them."""
    command = [sys.executable, "-m", "auditor", "archive", "audit", str(nation / "archive"), "-o", str(tmp_path)]
    process = subprocess.Popen([*command, "-f", "json", "-q"])
    deadline = time.monotonic() + 120
    while not list(tmp_path.rglob(DONE)) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    for file in tmp_path.rglob("report.json"):
        json.loads(file.read_text(encoding="utf-8"))
    assert run(*command[3:], "-f", "json", "-q").returncode == 1
    assert contents(tmp_path) == contents(surveyed)


def test_documents_without_a_name_and_a_choice(tmp_path: Path) -> None:
    """Documents that name no organisation are checked, each by itself; `--since` and `--where` choose."""
    (tmp_path / "a.txt").write_text(
        "Báo cáo năm 2024\n\nĐã khởi công 12 công trình, gồm 5 công trình giao thông, 4 công trình thủy lợi và 2 công trình y tế.\n",
        encoding="utf-8",
    )
    (tmp_path / "b.txt").write_text(
        "ỦY BAN NHÂN DÂN TỈNH SÔNG TRÀ\n\nBÁO CÁO NĂM 2019\n\nTỷ lệ hộ nghèo của tỉnh còn 4,2%.\n", encoding="utf-8"
    )
    archive, out = str(tmp_path / "archive"), tmp_path / "out"
    run("archive", "init", archive)
    run("archive", "add", archive, str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--no-cache")
    done = run("archive", "audit", archive, "-o", str(out), "--fail-on", "never")
    assert done.returncode == 0, done.stderr
    assert rows(out)[0]["folder"] == UNNAMED
    assert (out / UNNAMED / "report.html").is_file()
    assert json.loads((out / UNNAMED / "report.json").read_text(encoding="utf-8"))["findings"]
    one = run("archive", "audit", archive, "-o", str(tmp_path / "one"), "--where", "organisation IS NOT NULL")
    assert one.returncode == 0, one.stderr
    assert len(rows(tmp_path / "one")) == 1
    none = run("archive", "audit", archive, "-o", str(tmp_path / "none"), "--since", "2031")
    assert (none.returncode, none.stderr) == (2, "auditor: nothing could be audited\n")


def test_what_fails_costs_its_organisation(nation: Path, knowledge: Knowledge, tmp_path: Path) -> None:
    """A damaged document, or a folder that cannot be written, is named in a line; the others are audited."""
    archive = tmp_path / "archive"
    run("archive", "init", str(archive))
    run("archive", "add", str(archive), str(nation / "reports"), "--no-cache")
    opened = Archive(archive)
    entry = next(iter(opened.entries.values()))
    opened.files(entry)["figures"].write_bytes(b"no table")
    done = run("archive", "audit", str(archive), "-o", str(tmp_path / "out"), "-f", "json")
    (line,) = done.stderr.splitlines()
    assert "could not be audited" in line
    assert entry.path in line
    assert "remove it and add it again" in line
    assert done.returncode == 1
    assert len(rows(tmp_path / "out")) == PROVINCES - 1


def test_the_order_of_adding_does_not_matter(nation: Path) -> None:
    """Documents are compared in the order of their paths, whoever was added first."""
    entries = list(Archive(nation / "archive").entries.values())
    assert parts(entries, NO_PROJECT) == parts(entries[::-1], NO_PROJECT)
    assert sum(len(part.documents) for part in parts(entries, NO_PROJECT)) == len(entries)


def test_progress_tells_of_each_organisation(nation: Path, knowledge: Knowledge, tmp_path: Path) -> None:
    """An editor who waits sees how far it is."""
    from auditor.engines import Serial

    told: list[tuple[str, int, int]] = []
    archive = Archive(nation / "archive")
    job = Survey(archive.folder, tmp_path, ("json",), None, knowledge, NO_PROJECT)
    list(survey(job, list(archive.entries.values()), Serial(), lambda *step: told.append(step)))
    assert told == [("survey", n, PROVINCES) for n in range(PROVINCES)]
