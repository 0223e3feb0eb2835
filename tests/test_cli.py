"""The real command line: output, files, exit codes, bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from auditor.resources import schema
from tests.conftest import SAMPLES

VI = [str(SAMPLES / "vi" / name) for name in ("review-report.txt", "political-report.txt")]
CLEAN = "Tỷ lệ hộ nghèo của tỉnh năm 2024 còn {}%, các cấp đã được giao việc."


def run(
    *arguments: str, cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "auditor", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        check=False,
        timeout=120,
        env={**os.environ, **(env or {})},
    )


@pytest.fixture
def pair(tmp_path: Path) -> list[str]:
    """Two documents that disagree in one figure."""
    for name, value in (("a", "5,25"), ("b", "5,52")):
        (tmp_path / f"{name}.txt").write_text(CLEAN.format(value), encoding="utf-8")
    return [str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--same-organisation"]


def test_reports_of_the_samples(tmp_path: Path) -> None:
    """The README's main command: HTML and JSON, the JSON as its schema has it, exit code 1."""
    done = run("audit", *VI, "--output", str(tmp_path / "out"))
    assert done.returncode == 1, done.stderr
    assert re.search(r"\d+ error, \d+ warning, \d+ info; 2 documents", done.stdout)
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema("report.schema.json"))
    texts = {d["path"]: Path(d["path"]).read_bytes().decode() for d in report["documents"]}
    evidence = [e for f in report["findings"] for e in f["evidence"]] + [
        m for a in report["alignments"] for m in a["members"]
    ]
    assert evidence
    for item in evidence:
        assert texts[item["document"]][item["start"] : item["end"]] == item["text"]
        assert item["quote"]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["report.html", "report.json"]


def test_same_bytes_and_any_order(tmp_path: Path) -> None:
    """Two runs give the same bytes; the order of the files changes nothing but the order of the documents."""
    first, second = (run("audit", *VI, "--format", "json").stdout for _ in range(2))
    assert first == second
    turned = json.loads(run("audit", *reversed(VI), "--format", "json").stdout)
    straight = json.loads(first)
    assert [d["path"] for d in turned["documents"]] == [d["path"] for d in reversed(straight["documents"])]
    assert turned["findings"] == straight["findings"]
    assert turned["alignments"] == straight["alignments"]


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(level: str, code: int, pair: list[str]) -> None:
    """The exit code follows the severity asked for."""
    assert run("audit", *pair, "--fail-on", level, "--quiet").returncode == code


def test_nothing_found_is_exit_0(tmp_path: Path, pair: list[str]) -> None:
    """Documents that agree."""
    (tmp_path / "b.txt").write_text("Đến nay, " + CLEAN.format("5,25"), encoding="utf-8")
    done = run("audit", *pair)
    assert (done.returncode, done.stdout.splitlines()[-1][:7]) == (0, "0 error")


def test_quiet_and_pipe_are_silent(pair: list[str]) -> None:
    """No progress in a pipe; nothing at all with --quiet."""
    done = run("audit", *pair, "--quiet")
    assert (done.stdout, done.stderr) == ("", "")
    assert run("audit", *pair).stderr == ""


@pytest.mark.parametrize("form", ["json", "html", "csv", "text"])
def test_formats_to_standard_output(form: str, pair: list[str]) -> None:
    """``-`` writes one format."""
    done = run("audit", *pair, "--format", form, "--output", "-")
    assert done.returncode == 1
    assert "5,52%" in done.stdout
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert [r["text"] for r in rows] == ["5,25%", "5,52%"]


@pytest.mark.parametrize(("language", "word"), [("vi", "ghi 5,25%"), ("en", "says 5,25%")])
def test_language_of_messages(language: str, word: str, pair: list[str]) -> None:
    """Messages in either language."""
    assert word in run("audit", *pair, "--format", "text", "--lang", language).stdout


def test_folders_and_patterns(tmp_path: Path, pair: list[str]) -> None:
    """Documents may be a folder or a glob pattern."""
    for documents in (str(tmp_path), str(tmp_path / "*.txt")):
        assert run("audit", documents, "--same-organisation", "--quiet").returncode == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such file"),
        (b"", "is empty"),
        (b"\x00\x01\x02\x03" * 99, "binary"),
        (b"abc \xff\xfe\xfa", "neither UTF-8"),
    ],
)
def test_bad_documents(content: bytes | None, said: str, tmp_path: Path, pair: list[str]) -> None:
    """One clear line, the other documents' results kept; exit 2 where nothing could be audited."""
    bad = tmp_path / "bad.txt"
    if content is not None:
        bad.write_bytes(content)
    alone = run("audit", str(bad))
    assert alone.returncode == 2
    assert said in alone.stderr
    assert "Traceback" not in alone.stderr
    assert len(alone.stderr.splitlines()) == 2
    together = run("audit", *pair, str(bad))
    assert together.returncode == 1
    assert said in together.stderr
    assert "5,52%" in together.stdout


def test_odd_paths(tmp_path: Path, pair: list[str]) -> None:
    """A pipe, a name too long, an empty name: one line each, the others audited; a pattern leaves reports alone."""
    os.mkfifo(tmp_path / "pipe.txt")
    odd = [str(tmp_path / "pipe.txt"), "y" * 300 + ".txt", ""]
    done = run("audit", *pair, *odd)
    assert done.returncode == 1
    for said in ("is a pipe or device", "name too long", "empty name"):
        assert said in done.stderr
    (tmp_path / "report.json").write_text("{}", encoding="utf-8")
    assert "report.json" not in run("audit", str(tmp_path / "*"), "--same-organisation").stderr


def test_a_file_name_that_is_no_text(tmp_path: Path, pair: list[str]) -> None:
    """Reports are written all the same."""
    odd = os.fsencode(tmp_path) + b"/bad\xff.txt"
    with open(odd, "wb") as out:
        out.write(Path(pair[1]).read_bytes())
    done = run("audit", pair[0], str(tmp_path / "bad*.txt"), pair[2], "--output", str(tmp_path / "out"), "--quiet")
    assert done.returncode == 1
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["findings"]


def test_figures_without_words(tmp_path: Path) -> None:
    """Nothing to compare is no failure."""
    (tmp_path / "a.txt").write_text("1-" * 200, encoding="utf-8")
    assert run("audit", str(tmp_path / "a.txt")).returncode == 0


def test_a_reader_that_leaves_is_no_finding() -> None:
    """``auditor rules | true`` ends with 0."""
    command = f"{shlex.quote(sys.executable)} -m auditor rules | true; exit ${{PIPESTATUS[0]}}"
    assert subprocess.run(["bash", "-c", command], capture_output=True, check=False).returncode == 0


def test_a_damaged_cache_is_read_anew(tmp_path: Path) -> None:
    """Whatever stands in the cache, the rules are there."""
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "auditor", "rules"]
    first = subprocess.run(command, capture_output=True, env=env, check=True)
    for kept in (tmp_path / "auditor").glob("*.json"):
        kept.write_text("[]", encoding="utf-8")
    assert subprocess.run(command, capture_output=True, env=env, check=True).stdout == first.stdout


@pytest.mark.parametrize("line", ["[]", "{}", "null", '{"id": "x", "verdict": "conflict", "a": {"doc": "A"}}'])
def test_labels_that_are_none(line: str, tmp_path: Path, pair: list[str]) -> None:
    """One line that names the file and the line."""
    (tmp_path / "labels.jsonl").write_text(line + "\n", encoding="utf-8")
    done = run("evaluate", str(tmp_path / "labels.jsonl"), "--doc", f"A={pair[0]}")
    assert done.returncode == 2
    assert "labels.jsonl:1: is no label" in done.stderr


def test_folder_without_documents(tmp_path: Path) -> None:
    """Said, and exit 2."""
    done = run("audit", str(tmp_path))
    assert done.returncode == 2
    assert "no documents in this folder" in done.stderr


def test_one_document_only(tmp_path: Path) -> None:
    """Internal checks still run; that nothing can be compared is said."""
    (tmp_path / "a.txt").write_text(
        "Đã tiếp nhận 23 dự án (15 dự án điện gió, 06 dự án điện rác và 04 dự án khác của tỉnh).", encoding="utf-8"
    )
    done = run("audit", str(tmp_path / "a.txt"))
    assert done.returncode == 1
    assert "không có gì để đối chiếu" in " ".join(done.stdout.split())


def test_same_file_twice(tmp_path: Path, pair: list[str]) -> None:
    """Said, and not compared with itself."""
    (tmp_path / "copy.txt").write_bytes((tmp_path / "a.txt").read_bytes())
    done = run("audit", pair[0], str(tmp_path / "copy.txt"))
    assert done.returncode == 0
    assert "cùng một tệp" in " ".join(done.stdout.split())


def test_unwritable_output(tmp_path: Path, pair: list[str]) -> None:
    """One line and exit 2."""
    (tmp_path / "file").write_text("x")
    done = run("audit", *pair, "--output", str(tmp_path / "file" / "out"))
    assert done.returncode == 2
    assert "cannot make this folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_usage_errors() -> None:
    """Wrong usage is exit 2."""
    assert run("audit").returncode == 2
    assert run("audit", *VI, "--format", "xml").returncode == 2
    assert run("nonsense").returncode == 2
    assert run("rules", "show", "nonsense").returncode == 2


def test_broken_rule_files_are_named_with_line_and_key(tmp_path: Path, pair: list[str]) -> None:
    """Which file, which line, which key, what is allowed."""
    rules = tmp_path / "rules" / "checks"
    rules.mkdir(parents=True)
    for content, said in (
        ("severity: loud\n", "key severity: 'loud' is not one of"),
        ("message:\n  vi: '{nonsense}'\n", "{nonsense} is unknown"),
        ("enabled: [\n", "is not YAML"),
        ("check: nonsense\n", "no check is called 'nonsense'"),
        ("message:\n  vi: 'a { b'\n", "a brace that is meant as one"),
        ("message:\n  vi: '{label:>99}'\n", "stands alone"),
        ("severity: 2024-99-99\n", "is not what it looks like"),
        ("a: " + "[" * 3000 + "]" * 3000 + "\n", "nested too deeply"),
    ):
        (rules / "cross-value.yaml").write_text(content, encoding="utf-8")
        done = run("audit", *pair, "--rules", str(tmp_path / "rules"))
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert "cross-value.yaml" in done.stderr
        assert said in done.stderr
    (rules / "cross-value.yaml").write_text("\nseverity: loud\n", encoding="utf-8")
    assert "cross-value.yaml:2:" in run("audit", *pair, "--rules", str(tmp_path / "rules")).stderr


def test_an_editor_changes_rules_without_python(tmp_path: Path, pair: list[str]) -> None:
    """Severity, wording, and a synonym."""
    rules = tmp_path / "rules"
    (rules / "checks").mkdir(parents=True)
    (rules / "checks" / "cross-value.yaml").write_text(
        "severity: info\nmessage: {vi: 'Lệch: {statements}'}\n", encoding="utf-8"
    )
    done = run("audit", *pair, "--rules", str(rules), "--format", "json")
    assert done.returncode == 0
    finding = json.loads(done.stdout)["findings"][0]
    assert (finding["severity"], finding["message"]["vi"][:5]) == ("info", "Lệch:")
    (rules / "indicators").mkdir()
    (rules / "indicators" / "own.yaml").write_text(
        "indicators:\n  - {key: own.poverty, label: {vi: Tỷ lệ hộ nghèo của tỉnh, en: Poverty}, dimension: percent, type: rate, direction: down}\n",
        encoding="utf-8",
    )
    report = json.loads(run("audit", *pair, "--rules", str(rules), "--format", "json").stdout)
    assert report["findings"][0]["indicator"]["key"] in {"own.poverty", "society.poverty-rate"}


def test_figures(tmp_path: Path, pair: list[str]) -> None:
    """Table, CSV and JSON; to a file or standard output."""
    assert "5,25%" in run("figures", pair[0]).stdout
    rows = list(csv.DictReader(io.StringIO(run("figures", pair[0], "--format", "csv").stdout)))
    assert [(r["text"], r["low"], r["high"], r["unit"]) for r in rows] == [("5,25%", "5.245", "5.255", "percent")]
    target = tmp_path / "figures.json"
    assert run("figures", pair[0], "--format", "json", "--output", str(target)).returncode == 0
    assert json.loads(target.read_text(encoding="utf-8"))[0]["period"] == "2024"
    assert run("figures", str(tmp_path / "none.txt")).returncode == 2


def test_rules() -> None:
    """The list, and a page in both languages."""
    assert "sum-of-parts" in run("rules").stdout
    for language, word in (("en", "adds up"), ("vi", "tổng")):
        page = run("rules", "--lang", language, "show", "sum-of-parts").stdout.lower()
        assert word in page or "total" in page or "sum" in page


def test_validate(pair: list[str]) -> None:
    """The contract of the table of figures holds; a suite of one's own can fail."""
    done = run("validate", pair[0])
    assert done.returncode == 0, done.stdout
    assert "0 failed" in done.stdout


def test_validate_reports_each_failed_row(tmp_path: Path, pair: list[str]) -> None:
    """A user's own suite: the failed figure is named with file and place."""
    suites = tmp_path / "rules" / "expectations"
    suites.mkdir(parents=True)
    (suites / "bounds.yaml").write_text(
        "name: bounds\nexpectations:\n  - type: ExpectColumnValuesToBeBetween\n    kwargs: {column: low_number, max_value: 5}\n"
        "    message: {vi: Vượt, en: Too much}\n",
        encoding="utf-8",
    )
    done = run("validate", pair[0], "--suite", "bounds", "--rules", str(tmp_path / "rules"))
    assert done.returncode == 1
    assert "Too much" in done.stdout
    assert "5,25%" in done.stdout


@pytest.mark.parametrize("pack", ["vi", "en"])
def test_evaluate_samples(pack: str) -> None:
    """The labelled samples: what the README promises."""
    names = {"vi": ("review-report.txt", "political-report.txt"), "en": ("annual-report-2024.txt", "summary-2024.txt")}[
        pack
    ]
    folder = SAMPLES / pack
    done = run(
        "evaluate", str(folder / "labels.jsonl"), "--doc", f"A={folder / names[0]}", "--doc", f"B={folder / names[1]}"
    )
    assert done.returncode == 0, done.stderr
    found, conflicts = re.findall(r"(\d+)/(\d+)", done.stdout)[0]
    assert int(found) / int(conflicts) >= 0.9, done.stdout
    precision = re.search(r"precision ([\d.]+)", done.stdout)
    assert precision
    assert float(precision.group(1)) >= 0.9


def test_version_and_help() -> None:
    """Every command explains itself with an example."""
    assert re.match(r"auditor, version \d+\.\d+\.\d+", run("--version").stdout)
    commands = (
        "audit|figures|rules|rules show|validate|evaluate|decide|decisions|decisions merge|decisions list|compare|watch"
        "|archive|archive init|archive add|archive list|archive remove|archive verify|archive query|series|generate|benchmark"
    )
    for command in ([], *map(str.split, commands.split("|"))):
        assert "Example" in run(*command, "--help").stdout, command


def test_a_killed_run_leaves_no_half_report(tmp_path: Path) -> None:
    """Reports are renamed into place: what is there is whole."""
    from auditor.errors import OutputError
    from auditor.reporting import replace_file

    target = tmp_path / "report.json"
    replace_file(target, "first")
    with pytest.raises(OutputError):
        replace_file(tmp_path / "missing" / "report.json", "x")
    assert target.read_text() == "first"
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


@pytest.mark.parametrize(
    "expectation",
    [
        "type: ExpectNothing\n    kwargs: {}",
        "type: ExpectColumnValuesToBeBetween\n    kwargs: {column: nonsense, max_value: 1}",
        "type: ExpectColumnValuesToBeBetween\n    kwargs: {column: high_number, max_value: 1}\n    where: '(((('",
        "type: ExpectColumnValuesToBeBetween\n    kwargs: {column: text, max_value: 1}",
    ],
)
def test_expectations_that_cannot_be_run(expectation: str, tmp_path: Path, pair: list[str]) -> None:
    """One line that names the suite and the expectation, not a failed figure."""
    (tmp_path / "rules" / "expectations").mkdir(parents=True)
    (tmp_path / "rules" / "expectations" / "own.yaml").write_text(
        f"name: own\nexpectations:\n  - {expectation}\n    message: {{vi: a, en: a}}\n", encoding="utf-8"
    )
    done = run("validate", pair[0], "--suite", "own", "--rules", str(tmp_path / "rules"))
    assert done.returncode == 2, done.stdout
    assert "expectation suite own: expectations.0" in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr


def test_ledger_and_parquet(tmp_path: Path) -> None:
    """Every numeral with what became of it; the table of figures as Parquet gives the rows of the CSV back."""
    import pandas as pd

    from auditor.tables import FIGURE_COLUMNS, NUMERAL_COLUMNS

    done = run("figures", VI[0], "--all", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert tuple(rows[0]) == NUMERAL_COLUMNS
    assert {row["status"] for row in rows} == {"figure", "fact", "non-figure"}
    assert all(row["reason"] for row in rows if row["status"] != "figure")
    assert "unread" in run("figures", VI[0], "--all").stdout
    path = tmp_path / "figures.parquet"
    assert run("figures", VI[0], "--format", "parquet", "--output", str(path)).returncode == 0
    table = pd.read_parquet(path)
    plain = list(csv.DictReader(io.StringIO(run("figures", VI[0], "--format", "csv").stdout)))
    assert tuple(table.columns) == FIGURE_COLUMNS
    assert list(table["text"]) == [row["text"] for row in plain]
    refused = run("figures", VI[0], "--format", "parquet")
    assert refused.returncode == 2
    assert "name a file with --output" in refused.stderr


def test_a_pipe_that_breaks() -> None:
    """One whose reader has had enough ends the command in peace; one within the program is no success."""
    command = [sys.executable, "-m", "auditor", "figures", VI[0], "--all", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)
    broken = (
        "import importlib; m = importlib.import_module('auditor.cli.main'); "
        "m.cli.main = lambda **_: (_ for _ in ()).throw(BrokenPipeError()); m.main()"
    )
    done = subprocess.run([sys.executable, "-c", broken], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("auditor: internal failure")
