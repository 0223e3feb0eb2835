"""The history of an indicator: every statement, in order, restatements and outliers marked."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.test_cli import run

HEAD = "ĐẢNG BỘ TỈNH SÔNG TRÀ\n\nBÁO CÁO\nTình hình kinh tế - xã hội năm {0}\n\nNăm {0}, tỉnh Sông Trà đã nỗ lực. "
SAID = "Tỷ lệ hộ nghèo năm {} còn {}%. "
RATES = {2017: "8,10", 2018: "7,62", 2019: "7,08", 2020: "9,90", 2021: "6,05", 2022: "5,57", 2023: "5,11", 2024: "4,60"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Eight years that fall in a line but for 2020; the report of 2023 says of 2022 what that of 2022 did not."""
    folder = tmp_path_factory.mktemp("series")
    for year, rate in RATES.items():
        text = HEAD.format(year) + SAID.format(year, rate)
        if year == 2023:
            text += SAID.format(2022, "5,75")
        if year == 2021:
            text += SAID.format(2020, "9,9")
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    name = str(folder / "archive")
    run("archive", "init", name)
    assert run("archive", "add", name, *(str(folder / f"{year}.txt") for year in RATES)).returncode == 0
    return name


@pytest.mark.parametrize("asked", ["society.poverty-rate", "tỷ lệ hộ nghèo", "Poverty rate"])
def test_history_with_marks(archive: str, asked: str) -> None:
    """By key or by name; a statement in fewer digits restates nothing, one of another value does."""
    done = run("series", asked, "--archive", archive, "--format", "json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert [row["period"] for row in rows] == sorted([*map(str, RATES), "2020", "2022"])
    assert [(row["period"], row["text"]) for row in rows if "restated" in row["marks"]] == [("2022", "5,75%")]
    assert [row["text"] for row in rows if "outlier" in row["marks"]] == ["9,90%", "9,9%"]
    assert {row["organisation"] for row in rows} == {"Sông Trà"}
    for row in rows:
        text = Path(row["document"]).read_text(encoding="utf-8")
        assert text[row["start"] :].startswith(row["text"])


def test_formats_and_choice(archive: str) -> None:
    """A table with bars, CSV; only some years; nothing found is one line."""
    table = run("series", "society.poverty-rate", "--archive", archive).stdout
    lines = {line.split("│")[1].strip(): line.count("█") for line in table.splitlines() if "█" in line}
    assert lines["2020"] == max(lines.values()) == 24
    assert lines["2024"] == min(lines.values())
    assert "restated" in table
    rows = list(csv.DictReader(io.StringIO(run("series", "Poverty rate", "--archive", archive, "-f", "csv").stdout)))
    assert (rows[0]["low"], rows[0]["high"], rows[0]["unit"]) == ("8.095", "8.105", "percent")
    some = run("series", "Poverty rate", "--archive", archive, "-f", "json", "--where", "year >= '2023'")
    assert [row["period"] for row in json.loads(some.stdout)] == ["2022", "2023", "2024"]
    for arguments in (("no such thing",), ("Poverty rate", "--where", "nothing > 1")):
        done = run("series", *arguments, "--archive", archive)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
