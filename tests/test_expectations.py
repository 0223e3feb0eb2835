"""Expectation suites on figures and alignments, as findings, as pages, and the library's checks in a team's pipeline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest

from auditor.errors import AuditorError, RuleFileError
from auditor.intervals import printed
from auditor.resources import schema
from tests.conftest import ROOT
from tests.test_cli import VI, run

SUITE = """
name: house
expectations:
  - type: ExpectColumnValuesToBeBetween
    kwargs: {column: low_number, max_value: 5}
    where: indicator == "social.poverty-rate"
    severity: warning
    message: {vi: "Tỷ lệ hộ nghèo vượt 5%", en: "A poverty rate over 5 %"}
  - type: ExpectTableRowCountToBeBetween
    kwargs: {min_value: 1}
    where: indicator == "social.forest-cover"
    each_document: true
    message: {vi: "Thiếu tỷ lệ che phủ rừng", en: "No forest cover is stated"}
"""
TEXT = "Tỷ lệ hộ nghèo của tỉnh năm 2024 còn {}%, các cấp đã được giao việc."


@pytest.fixture
def folder(tmp_path: Path, knowledge: Any) -> Path:
    """Two documents, a suite about them, and the catalogue's real keys in it."""
    keys = {
        e["key"] for name, data in knowledge.files.items() if name.startswith("indicators/") for e in data["indicators"]
    }
    (poverty,) = (k for k in keys if k.endswith(".poverty-rate"))
    (forest,) = (k for k in keys if k.endswith(".forest-cover"))
    (tmp_path / "house.yaml").write_text(
        SUITE.replace("social.poverty-rate", poverty).replace("social.forest-cover", forest), encoding="utf-8"
    )
    (tmp_path / "a.txt").write_text(TEXT.format("4,25"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT.format("5,52"), encoding="utf-8")
    return tmp_path


def test_failed_rows_are_findings(folder: Path) -> None:
    """Each failed row is a finding with its figure; a figure that must stand in every report is missed in each."""
    done = run(
        "audit", "a.txt", "b.txt", "--expectations", "house.yaml", "--format", "json", "--output", "-", cwd=folder
    )
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    jsonschema.validate(report, schema("report.schema.json"))
    found = [f for f in report["findings"] if f["rule"] == "expectation:house"]
    assert sorted((f["severity"], f["message"]["en"].split(": ")[-1]) for f in found) == [
        ("error", "No forest cover is stated"),
        ("error", "No forest cover is stated"),
        ("warning", "A poverty rate over 5 %"),
    ]
    bounds = next(f for f in found if f["severity"] == "warning")
    assert [(e["document"], e["text"]) for e in bounds["evidence"]] == [("b.txt", "5,52%")]
    assert len({f["id"] for f in found}) == 3
    absent = [f for f in found if f["severity"] == "error"]
    assert sorted(e["document"] for f in absent for e in f["evidence"]) == ["a.txt", "b.txt"]
    forms = [word for form in ("html", "csv", "text") for word in ("--format", form)]
    written = run("audit", "a.txt", "b.txt", "--expectations", "house.yaml", *forms, "--output", "out", cwd=folder)
    assert written.returncode == 1, written.stderr
    for path in (folder / "out").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "No forest cover is stated" in text or "Thiếu tỷ lệ che phủ rừng" in text, path
    data = (folder / "out" / "report.html").read_text(encoding="utf-8")
    rule = next(
        r for r in json.loads(data.partition('id="data">')[2].partition("</script>")[0])["rules"] if ":" in r["id"]
    )
    assert rule["id"] == "expectation:house"
    assert "No forest cover is stated" in dict(rule["page"])["finds"]["en"]


def test_page_of_a_suite(folder: Path) -> None:
    """``auditor rules show expectation:NAME`` prints what a suite expects; a file's name does, too."""
    for name, said in (("figures", "A rank beyond its total"), ("house.yaml", "A poverty rate over 5 %")):
        shown = run("rules", "show", f"expectation:{name}", cwd=folder)
        assert shown.returncode == 0, shown.stderr
        assert said in shown.stdout
    assert run("rules", "show", "expectation:none", cwd=folder).returncode == 2


def test_project_file_names_suites(folder: Path) -> None:
    """``expectations = […]`` in auditor.toml; a name that is none gets one line."""
    project = folder / "auditor.toml"
    project.write_text('expectations = ["house.yaml", "figures"]\n', encoding="utf-8")
    done = run("audit", "a.txt", "b.txt", "--format", "json", "--output", "-", cwd=folder)
    rules = {f["rule"] for f in json.loads(done.stdout)["findings"]}
    assert rules == {"expectation:house"}
    project.write_text('expectations = ["hose"]\n', encoding="utf-8")
    refused = run("audit", "a.txt", "b.txt", cwd=folder)
    assert refused.returncode == 2
    assert "no suite is called 'hose'" in refused.stderr


@pytest.mark.parametrize("suite", ["figures", "alignments"])
def test_contracts_hold(suite: str) -> None:
    """The shipped suites hold on the samples."""
    done = run("validate", *VI, "--suite", suite)
    assert done.returncode == 0, done.stdout
    assert " 0 failed" in done.stdout


def test_contract_fails_where_the_table_is_broken() -> None:
    """A share beyond 100 %, a backward span, an empty unit: each is a failed row."""
    from auditor import suites
    from auditor.pipeline import know, tabled

    known = know()
    tables, _ = tabled([VI[0]], known)
    assert tables is not None
    frame = tables.frames[suites.FIGURES].copy()
    frame.loc[0, "unit"] = ""
    frame.loc[1, "end"] = frame.loc[1, "start"] - 1
    frame.loc[2, ["kind", "measure", "low_number", "high_number"]] = ["share", "share", 101.0, 102.0]
    broken = suites.Tables({**tables.frames, suites.FIGURES: frame}, tables.items, tables.openings)
    failed = suites.run(known.files["expectations/figures.yaml"], broken)
    assert {f.rows for f in failed} == {(0,), (1,), (2,)}


def test_data_docs(folder: Path) -> None:
    """Pages are built without a network, with a word that they load from one when they are opened."""
    done = run("validate", "a.txt", "b.txt", "--suite", "house.yaml", "--data-docs", "docs", cwd=folder)
    assert done.returncode == 1
    assert (folder / "docs" / "index.html").is_file()
    pages = [p.read_text(encoding="utf-8") for p in (folder / "docs").rglob("*.html")]
    assert any("low_number" in page for page in pages)
    assert "internet" in done.stderr


def test_no_other_command_imports_great_expectations() -> None:
    """Its import takes seconds: an audit without suites never pays for it, nor for its telemetry.

    What keeps extracts for the next run may look for pandas by itself.
    """
    program = (
        "import sys; from auditor.cli import main\n"
        f"sys.argv = ['auditor', 'audit', {VI[0]!r}, '--quiet', '--no-cache']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(any(m.split('.')[0] in ('great_expectations', 'pandas') for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.strip().splitlines()[-1] == "False", done.stderr


def validated(frame: pd.DataFrame, expectation: Any) -> Any:
    """What a team's own pipeline would get."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    asset = context.data_sources.add_pandas("own").add_dataframe_asset("own")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    return batch.validate(expectation, result_format="COMPLETE")


def test_checks_as_expectations() -> None:
    """The library's checks on columns of printed numbers: rounding is allowed, slips are not, gaps are left out."""
    from auditor.expectations import (
        ExpectColumnPairPrintedNumbersToAgree,
        ExpectColumnPairShareToMatchFraction,
        ExpectPrintedPartsToSumToTotal,
    )

    frame = pd.DataFrame(
        {
            "share": ["87,8%", "80,8%", None, "87,82%"],
            "fraction": ["238/271", "238/271", "1/2", "238/271"],
            "here": ["3,42", "3,42", "1.200", None],
            "there": ["3,4", "3,5", "1.200", "1"],
            "total": ["25", "23", "1,0", "12"],
            "first": ["22", "22", "0,6", "7"],
            "second": ["3", "3", "0,5", "5"],
        }
    )
    mark: dict[str, Any] = {"decimal_mark": ","}
    for expectation, wrong in (
        (ExpectColumnPairShareToMatchFraction(column_A="share", column_B="fraction", **mark), [1]),
        (ExpectColumnPairPrintedNumbersToAgree(column_A="here", column_B="there", **mark), [1]),
        (ExpectPrintedPartsToSumToTotal(column_list=["total", "first", "second"], **mark), [1]),
    ):
        result = validated(frame, expectation)
        assert result.result["unexpected_index_list"] == wrong, expectation
    assert validated(
        frame.drop(index=1), ExpectColumnPairShareToMatchFraction(column_A="share", column_B="fraction", **mark)
    ).success


def test_printed_numbers() -> None:
    """A decimal stands for what rounds to it, a whole number for itself; what is no number is none."""
    decimal = printed("1.245,6 ha", ",")
    assert decimal is not None
    assert (str(decimal.low), str(decimal.high)) == ("1245.55", "1245.65")
    whole = printed("1,245", ".")
    assert whole is not None
    assert whole.low == whole.high == 1245
    assert printed("about 12", ".") is None


def test_suite_of_a_broken_file(tmp_path: Path) -> None:
    """A file that is no suite: file, line, key."""
    from auditor import suites

    (tmp_path / "own.yaml").write_text("name: own\nexpectations:\n  - type: Unexpected\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"own\.yaml:3"):
        suites.find([str(tmp_path / "own.yaml")], {})
    with pytest.raises(AuditorError, match="no suite is called"):
        suites.find([str(tmp_path / "none.yaml")], {})
