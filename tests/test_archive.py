"""The archive: nothing lost, writers together, killed writers, versions, formats, questions."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.archive import Addition, Archive, ArchiveError, choose
from auditor.archive.cache import Cache
from auditor.archive.tables import decode, encode
from auditor.extraction import extract
from auditor.model import Document, Extract, Fact, Figure, Interval, Ledger, Note, NumeralEntry, Passage, Piece
from auditor.model import Relation as Related
from auditor.pipeline import Knowledge, audit, read_one
from tests.conftest import SAMPLES
from tests.test_cli import run

VI = [str(SAMPLES / "vi" / name) for name in ("review-report.txt", "political-report.txt")]
POVERTY = "Tỉnh Sông Trà. Tỷ lệ hộ nghèo của tỉnh năm {} còn {}%, các cấp đã được giao việc."


def found_in(path: str, knowledge: Knowledge, document_id: str = "d7") -> Extract:
    document = replace(read_one(path, knowledge), id=document_id)
    return extract(document, knowledge.packs[document.language])


@pytest.fixture
def archive(tmp_path: Path, knowledge: Knowledge) -> Archive:
    """The two Vietnamese samples."""
    made = Archive.create(tmp_path / "archive")
    made.add([Addition(found_in(path, knowledge), (), "r") for path in VI])
    return made


# A word may hold half of a character, as names of files do, and the character by which those are written out.
words = st.text(st.characters() | st.sampled_from("\ud800\udfff\ufdd0"), max_size=8)
decimals = st.decimals(allow_nan=False, allow_infinity=False)
intervals = st.builds(Interval, st.none() | decimals, st.none() | decimals, st.booleans(), st.booleans())
small = st.integers(-(2**62), 2**62)
lists = st.lists(words, max_size=3).map(tuple)
relations = st.lists(st.builds(Related, words, words.map("d3#".__add__)), max_size=2).map(tuple)
notes = st.recursive(
    st.builds(Note, words, st.just(())),
    lambda inner: st.builds(Note, words, st.lists(st.tuples(words, words | inner), max_size=2).map(tuple)),
    max_leaves=3,
)


def records(record: type, **fixed: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.builds(record, **fixed), max_size=2).map(tuple)


for kind, strategy in ((str, words), (Decimal, decimals), (int, small), (Interval, intervals), (Note, notes)):
    st.register_type_strategy(kind, strategy)
ids = words.map("d3#".__add__)
pieces = st.lists(st.builds(Piece), max_size=2).map(tuple)
extracts = st.builds(
    Extract,
    document=st.builds(
        Document,
        id=st.just("d3"),
        passages=records(Passage, pieces=pieces),
        date=st.none() | words,
        warnings=st.lists(notes, max_size=2).map(tuple),
    ),
    figures=records(Figure, id=ids, document=st.just("d3"), relations=relations, confidence=st.floats(0, 1)),
    facts=records(Fact, id=ids, document=st.just("d3")),
    ledger=st.builds(Ledger),
    abbreviations=st.lists(st.tuples(words, lists), max_size=2).map(tuple),
    numerals=records(NumeralEntry),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(found=extracts)
def test_tables_lose_nothing(found: Extract) -> None:
    """Any record comes back equal, decimals with their digits, whatever its text holds."""
    back = decode(encode(found), "d3")
    assert back == found
    assert [str(f.value.low) for f in back.figures] == [str(f.value.low) for f in found.figures]
    renamed = decode(encode(found), "d12", "elsewhere")
    assert {f.document for f in renamed.figures} <= {"d12"}
    assert renamed.document.path == "elsewhere"


def test_samples_come_back_from_archive_and_cache(archive: Archive, knowledge: Knowledge, tmp_path: Path) -> None:
    """Through Parquet files and through the cache's."""
    cache = Cache(tmp_path / "cache")
    for path, entry in zip(VI, archive.entries.values(), strict=True):
        found = found_in(path, knowledge)
        assert archive.read(entry, "d7") == found
        cache.put("key", found)
        assert cache.get("key", "d7") == found
        again = cache.get("key", "d2")
        assert again == found_in(path, knowledge, "d2")


def test_a_broken_cache_is_no_cache(tmp_path: Path, knowledge: Knowledge) -> None:
    """What was cut off is thrown away."""
    cache = Cache(tmp_path)
    cache.put("key", found_in(VI[0], knowledge))
    kept = next(tmp_path.iterdir())
    kept.write_bytes(kept.read_bytes()[:5000])
    assert cache.has("key")
    assert cache.get("key", "d1") is None
    assert not cache.has("key")


def test_commands(tmp_path: Path) -> None:
    """Init, add, add again, a new version, list, query, remove, verify, by the real command line."""
    name = str(tmp_path / "archive")
    report = tmp_path / "report.txt"
    report.write_text(POVERTY.format(2024, "5,25"), encoding="utf-8")
    copy = tmp_path / "copy.txt"
    copy.write_bytes(report.read_bytes())
    assert run("archive", "init", name).returncode == 0
    again = run("archive", "init", name)
    assert (again.returncode, "is not empty" in again.stderr) == (2, True)
    assert run("archive", "add", name, str(report)).stdout.startswith("1 added (0 new versions), 0 known")
    assert run("archive", "add", name, str(report), str(copy)).stdout.startswith("0 added (0 new versions), 2 known")
    report.write_text(POVERTY.format(2024, "5,35"), encoding="utf-8")
    assert "1 added (1 new versions)" in run("archive", "add", name, str(report)).stdout
    listed = json.loads(run("archive", "list", name, "--all", "--format", "json").stdout)
    assert sorted(entry["superseded_by"] is None for entry in listed) == [False, True]
    assert len(json.loads(run("archive", "list", name, "--format", "json").stdout)) == 1
    question = "SELECT text, low, indicator, current FROM figures ORDER BY low"
    answer = json.loads(run("archive", "query", name, question, "--format", "json").stdout)
    assert [(row["text"], row["low"], row["current"]) for row in answer] == [
        ("5,25%", 5.245, False),
        ("5,35%", 5.345, True),
    ]
    assert "5,35%" in run("archive", "query", name, question).stdout
    assert run("archive", "query", name, question, "--format", "csv").stdout.startswith("text,low,indicator,current\n")
    assert run("archive", "verify", name).stdout.strip() == "2 documents, 2 figures, 0 faults"
    assert "removed" in run("archive", "remove", name, str(report)).stdout
    left = json.loads(run("archive", "list", name, "--format", "json").stdout)
    assert [entry["superseded_by"] for entry in left] == [None]  # the old version is current again
    assert run("archive", "verify", name).returncode == 0
    gone = run("archive", "remove", name, "nothing.txt")
    assert (gone.returncode, "is no document here" in gone.stderr) == (2, True)
    missing = run("archive", "add", name, str(tmp_path / "none.txt"))
    assert (missing.returncode, "no such file" in missing.stderr) == (2, True)
    none = run("archive", "list", str(tmp_path))
    assert (none.returncode, "is no archive" in none.stderr) == (2, True)


def test_what_is_removed_is_gone(archive: Archive) -> None:
    """Of a removed document no byte of text is left."""
    entry = next(iter(archive.entries.values()))
    objects = archive.files(entry)["figures"].parent
    assert objects.exists()
    archive.remove([entry.sha256[:8]])
    assert not objects.exists()
    assert entry.sha256 not in (archive.folder / "archive.json").read_text()


@pytest.mark.parametrize("table", ["documents", "passages", "figures", "facts", "numerals"])
@pytest.mark.parametrize("harm", ["flip", "cut", "lose"])
def test_verify_finds_damage(archive: Archive, table: str, harm: str) -> None:
    """One byte is enough; the other documents are still sound, and reading the damaged one says so."""
    entry = next(iter(archive.entries.values()))
    path = archive.files(entry)[table]
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    if harm == "lose":
        path.unlink()
    else:
        path.write_bytes(raw if harm == "flip" else raw[: len(raw) // 2])
    found = Archive(archive.folder).verify()
    assert found.faults
    assert all(fault.startswith(entry.path) for fault in found.faults)
    assert run("archive", "verify", str(archive.folder)).returncode == 1
    if harm != "flip":
        with pytest.raises(ArchiveError):
            archive.read(entry, "d1")


WRITER = """
import sys, time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from auditor.archive import Addition, Archive
from auditor.archive.tables import decode
from auditor.pipeline import know
from tests.test_archive import VI, found_in
found = found_in(VI[0], know())
archive = Archive(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}-{number}"
    document = replace(found.document, sha256=sha256(name.encode()).hexdigest(), path=f"{name}.txt")
    archive.add([Addition(replace(found, document=document), (), "r")])
    print(name, flush=True)
"""


def writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SAMPLES.parent.parent)},
    )


def test_writers_together(tmp_path: Path) -> None:
    """Three processes add at once: all documents are there, each once, whole."""
    archive = Archive.create(tmp_path / "archive")
    writers = [writer(archive.folder, name, 6) for name in ("a", "b", "c")]
    assert [each.wait(120) for each in writers] == [0, 0, 0]
    found = Archive(archive.folder).verify()
    assert (found.documents, found.faults, found.leftovers) == (18, (), 0)


def test_a_killed_writer_leaves_a_readable_archive(tmp_path: Path) -> None:
    """Killed at whatever moment: all that it had reported is there, verify proves it, the next writer cleans up."""
    archive = Archive.create(tmp_path / "archive")
    reported: list[str] = []
    for round_, wait in enumerate((0.0, 0.013, 0.031, 0.057)):
        process = writer(archive.folder, f"w{round_}", 1000)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        reported.append(process.stdout.readline().strip())
        time.sleep(wait)  # another moment of its work each time
        process.send_signal(signal.SIGKILL)
        process.wait()
        reported += process.stdout.read().split()
        found = Archive(archive.folder).verify()
        assert found.faults == ()
        kept = {entry.path.removesuffix(".txt") for entry in Archive(archive.folder).entries.values()}
        assert set(reported) <= kept
    done = run("archive", "add", str(archive.folder), VI[1])
    assert done.returncode == 0, done.stderr
    assert Archive(archive.folder).verify().leftovers == 0


@pytest.mark.parametrize("point", ["object", "list"])
def test_a_writer_that_stops_between_its_steps(
    archive: Archive, point: str, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped after the tables are in place, or within the list's replacement: the archive is as before."""
    before = (archive.folder / "archive.json").read_bytes()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync" if point == "object" else "os.replace", stop)
    found = found_in(VI[0], knowledge)
    other = replace(found, document=replace(found.document, sha256="0" * 64, path="other.txt"))
    with pytest.raises(KeyboardInterrupt):
        archive.add([Addition(other, (), "r")])
    monkeypatch.undo()
    assert (archive.folder / "archive.json").read_bytes() == before
    check = Archive(archive.folder).verify()
    assert (check.documents, check.faults) == (2, ())
    assert check.leftovers > 0
    Archive(archive.folder).sweep()
    assert Archive(archive.folder).verify().leftovers == 0


def test_formats(archive: Archive) -> None:
    """An unknown format is refused with one line; the older one is migrated, and kept in the present one when written."""
    path = archive.folder / "archive.json"
    data = json.loads(path.read_text())
    path.write_text(json.dumps({**data, "format": 3}))
    done = run("archive", "list", str(archive.folder))
    assert done.returncode == 2
    assert "has format 3, known are 1, 2" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    keep = ("sha256", "object", "path", "rules", "told")
    older = [{name: each[name] for name in keep} for each in data["documents"]]
    path.write_text(json.dumps({"format": 1, "documents": older}))
    migrated = Archive(archive.folder)
    assert migrated.verify().faults == ()
    entry = migrated.entries[data["documents"][0]["sha256"]]
    assert entry.files == archive.entries[entry.sha256].files
    assert run("archive", "add", str(archive.folder), VI[0]).returncode == 0
    assert json.loads(path.read_text())["format"] == 2
    for broken in ("[]", "{}", "{", '{"format": 2, "documents": [{}]}'):
        path.write_text(broken)
        assert run("archive", "list", str(archive.folder)).returncode == 2


def test_what_is_read_anew_leaves_nothing(archive: Archive) -> None:
    """Documents that other rules had extracted are read again; what was kept of them before is swept away."""
    done = run("archive", "add", str(archive.folder), *VI)
    assert "2 read anew by other rules" in done.stdout
    assert run("archive", "verify", str(archive.folder)).stdout.endswith(" 0 faults\n")
    assert "0 added (0 new versions), 2 known" in run("archive", "add", str(archive.folder), *VI).stdout


def test_an_older_table_without_a_column(archive: Archive) -> None:
    """A field that the model has gained takes its default in tables written before."""
    entry = next(iter(archive.entries.values()))
    import pyarrow.parquet as pq

    tables = {name: pq.read_table(path) for name, path in archive.files(entry).items()}
    tables["figures"] = tables["figures"].drop_columns(["cumulative", "otherwise_low_open", "features_core"][:2])
    figures = decode(tables, "d1").figures
    assert {f.cumulative for f in figures} == {False}
    assert {f.otherwise for f in figures} == {None}


@pytest.mark.parametrize(
    "question",
    [
        "DROP TABLE documents",
        "SELECT 1; SELECT 2",
        "COPY documents TO '{}'",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_csv('https://example.org/a.csv')",
        "ATTACH '{}'",
        "SELECT nothing FROM figures",
        "SELECT",
        "",
    ],
)
def test_questions_that_are_refused(archive: Archive, question: str, tmp_path: Path) -> None:
    """A question reads the archive and nothing else, and writes nothing."""
    target = tmp_path / "target"
    done = run("archive", "query", str(archive.folder), question.format(target))
    assert done.returncode == 2, done.stdout
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert not target.exists()


def test_choosing(archive: Archive) -> None:
    """By a condition over what is known of documents, and by time."""
    everything = list(archive.entries.values())
    assert choose(archive) == everything
    assert choose(archive, since="2020") == everything
    assert choose(archive, since="2031") == []
    assert choose(archive, "organisation = 'Sông Trà' -- all") == everything
    assert choose(archive, "document LIKE '%review%'") == everything[:1]
    with pytest.raises(ArchiveError):
        choose(archive, "true) OR (SELECT")


@pytest.fixture
def years(tmp_path: Path) -> list[Path]:
    """Reports of six years of one province; the last is the draft."""
    made = []
    for year in range(2019, 2025):
        path = tmp_path / f"report-{year}.txt"
        path.write_text(
            f"ĐẢNG BỘ TỈNH SÔNG TRÀ\n\nBÁO CÁO\nTình hình kinh tế - xã hội năm {year}\n\nTrong năm {year}, tỉnh Sông Trà đã nỗ lực. Tỷ lệ hộ nghèo của tỉnh năm {year} còn 5,00%.",
            encoding="utf-8",
        )
        made.append(path)
    return made


def test_an_audit_against_the_archive_finds_what_one_of_the_files_finds(years: list[Path], tmp_path: Path) -> None:
    """The same findings and alignments, to the letter, though the archived files are gone."""
    draft, political = (tmp_path / Path(path).name for path in VI)
    for path, source in ((draft, VI[0]), (political, VI[1])):
        path.write_bytes(Path(source).read_bytes())
    older = [political, *years]
    straight = json.loads(run("audit", str(draft), *map(str, older), "--format", "json").stdout)
    name = str(tmp_path / "archive")
    run("archive", "init", name)
    assert run("archive", "add", name, *map(str, older)).returncode == 0
    for path in older:
        path.unlink()
    done = run("audit", str(draft), "--against", name, "--format", "json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    for part, members in (("findings", "evidence"), ("alignments", "members")):
        concerned = [f for f in straight[part] if str(draft) in [e["document"] for e in f[members]]]
        assert report[part] == concerned
        assert len({e["document"] for f in concerned for e in f[members]}) > 1
    assert [d["path"] for d in report["documents"]] == [str(p) for p in (draft, *older)]


def test_documents_of_an_archive_are_chosen(years: list[Path], tmp_path: Path) -> None:
    """By time, and by a condition."""
    draft, older = years[-1], years[:-1]
    name = str(tmp_path / "archive")
    run("archive", "init", name)
    run("archive", "add", name, *map(str, older))
    for options, expected in (
        ((), ["report-2024", *(f"report-{year}" for year in range(2019, 2024))]),
        (("--since", "2022"), ["report-2024", "report-2022", "report-2023"]),
        (("--where", "year = '2023'"), ["report-2024", "report-2023"]),
        (("--where", "year < '2023'", "--since", "2022"), ["report-2024", "report-2022"]),
    ):
        report = json.loads(run("audit", str(draft), "--against", name, *options, "--format", "json").stdout)
        assert [Path(d["path"]).stem for d in report["documents"]] == expected
    assert run("audit", str(draft), "--since", "2022").returncode == 2
    wrong = run("audit", str(draft), "--against", name, "--where", "nothing = 1")
    assert (wrong.returncode, "nothing" in wrong.stderr) == (2, True)


def test_rules_that_have_changed_are_applied_to_archived_text(
    archive: Archive, knowledge: Knowledge, tmp_path: Path
) -> None:
    """What was extracted by other rules is extracted anew from the archived text."""
    entries = list(archive.entries.values())
    assert entries[1].rules == "r"
    files = audit(VI, knowledge=knowledge)
    held = audit([VI[0]], knowledge=knowledge, against=(archive, entries))
    told = {(f.id, f.message) for f in held.findings}
    assert told == {(f.id, f.message) for f in files.findings if VI[0] in machine_documents(files, f)}
    assert told


def machine_documents(result: object, finding: object) -> set[str]:
    documents = result.documents  # type: ignore[attr-defined]
    return {documents[item.document].path for item in finding.evidence}  # type: ignore[attr-defined]


def test_documents_of_others_and_old_versions_stay_out(years: list[Path], tmp_path: Path) -> None:
    """Another province's report is not even read; an earlier version of the draft is no witness against it."""
    other = tmp_path / "other.txt"
    other.write_text(
        "ĐẢNG BỘ TỈNH LÂM HÀ\n\nBÁO CÁO\nTình hình năm 2024\n\nTrong năm 2024, tỉnh Lâm Hà đã nỗ lực. Tỷ lệ hộ nghèo của tỉnh năm 2024 còn 9,1%.",
        encoding="utf-8",
    )
    name = str(tmp_path / "archive")
    run("archive", "init", name)
    run("archive", "add", name, str(years[-1]), str(other))
    years[-1].write_text(years[-1].read_text(encoding="utf-8").replace("5,00%", "5,90%"), encoding="utf-8")
    done = run("audit", str(years[-1]), "--against", name, "--format", "json", "--lang", "en")
    report = json.loads(done.stdout)
    assert [d["path"] for d in report["documents"]] == [str(years[-1])]
    said = " ".join(note["en"] for note in report["notes"])
    assert "earlier version" in said
    assert "1 documents of the archive name another organisation" in said
