"""``auditor archive``: documents kept for years, and questions to them."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.audit import DEFAULT_FORMATS, FORMATS, chosen
from auditor.cli.engines import Progress, cache, engine, engine_options
from auditor.cli.options import (
    LEVELS,
    Decorator,
    decided_and_told,
    decisions_option,
    exit_code,
    fail_on_option,
    how_to_read,
    language_option,
    project_option,
    reading_options,
    rules_option,
)

if TYPE_CHECKING:
    from auditor.archive import Answer
    from auditor.surveying import Surveyed

_PIPE_WIDTH = 180
_HASH = 12
"""Characters of a hash that are shown."""


@click.group(short_help="Keep documents for years, and compare new ones with them.")
def archive() -> None:
    """Keep the text, figures and facts of documents in a folder, as Parquet, and ask it in SQL.

    A document is known by its content: adding it twice is once. A file that has changed becomes a new version, which
    takes the place of the old one; that is kept. Several programs may write at once, and one that is killed leaves
    the archive as it was.

    \b
    Examples:
      auditor archive init archive
      auditor archive add archive reports/ --jobs 4
      auditor archive list archive
      auditor archive query archive "SELECT year, count(*) FROM figures GROUP BY year"
      auditor archive verify archive
      auditor audit new.docx --against archive --since 2020
      auditor archive audit archive -o survey
    """


def _path() -> Decorator:
    return click.argument("path", type=click.Path(path_type=Path, file_okay=False), metavar="PATH")


@archive.command()
@_path()
def init(path: Path) -> None:
    """Make an archive in a folder that is empty or not there yet.

    \b
    Example:
      auditor archive init archive
    """
    from auditor.archive import Archive

    Archive.create(path)
    click.echo(str(path))


@archive.command()
@_path()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@click.option("--quiet", "-q", is_flag=True, help="Problems and exit code only.")
@engine_options()
@reading_options()
@project_option()
@rules_option()
def add(
    path: Path,
    documents: tuple[str, ...],
    quiet: bool,
    engine_name: str,
    scheduler: str | None,
    jobs: int | None,
    no_cache: bool,
    original: bool,
    encoding: str | None,
    project_file: Path | None,
    rules_folder: Path | None,
) -> int:
    """Read documents and add them. The exit code is 2 when one could not be read; the others are added.

    \b
    Examples:
      auditor archive add archive 2024/report.docx
      auditor archive add archive reports/ --jobs 4
      auditor archive add archive reports/ --engine dask --scheduler tcp://10.0.0.5:8786
    """
    from auditor.archive import Archive
    from auditor.archived import add as run
    from auditor.pipeline import know
    from auditor.project import load_project

    opened = Archive(path)
    known = know(rules_folder)
    project = load_project(project_file, list(known.packs))
    done: Counter[str] = Counter()
    with Progress(quiet=quiet) as progress:
        changes = run(
            opened,
            documents,
            known,
            project=project,
            options=how_to_read(original, encoding),
            engine=engine(engine_name, scheduler, jobs),
            cache=cache(no_cache),
            progress=progress,
        )
        for change in changes:
            if isinstance(change, str):
                done["problem"] += 1
                click.echo(f"auditor: {change}", err=True)
            else:
                done[change.what] += 1
                if change.old and not quiet:
                    click.echo(f"{change.path}: a new version of {change.old}")
    if not quiet:
        click.echo(
            f"{done['added'] + done['supersedes']} added ({done['supersedes']} new versions), {done['known']} known, "
            f"{done['renewed']} read anew by other rules, {done['problem']} not read; {len(opened.entries)} documents"
        )
    return 2 if done["problem"] else 0


@archive.command(name="audit")
@_path()
@click.option("--output", "-o", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="DIR")
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="What to write for each organisation, repeatable. Default: html and json.",
)
@click.option("--where", metavar="CONDITION", help="Which documents, in SQL: \"year = '2024'\".")
@click.option("--since", metavar="YEAR", help="Documents of this year, or day, and later.")
@fail_on_option()
@click.option("--quiet", "-q", is_flag=True, help="Problems and exit code only.")
@engine_options(caching=False)
@decisions_option()
@project_option()
@language_option()
@rules_option()
def audit_(
    path: Path,
    output: Path,
    formats: tuple[str, ...],
    where: str | None,
    since: str | None,
    fail_on: str,
    quiet: bool,
    engine_name: str,
    scheduler: str | None,
    jobs: int | None,
    decision_files: tuple[Path, ...],
    project_file: Path | None,
    language: str | None,
    rules_folder: Path | None,
) -> int:
    """Audit all documents of an archive, one organisation after the other.

    DIR gets a folder of reports for each organisation, and for each document that names none, and summary.csv, a line
    for each. Memory holds one organisation
    a process, however many there are. What was finished is not done again while the documents, the rules and the
    options are the same: a run that was stopped goes on where it was. With Dask, DIR and the archive must be folders
    that all workers see.

    \b
    Examples:
      auditor archive audit archive -o survey
      auditor archive audit archive -o survey --since 2024 --format json
      auditor archive audit archive -o survey --engine dask --scheduler tcp://10.0.0.5:8786
    """
    from datetime import datetime

    from auditor.pipeline import know
    from auditor.project import load_project
    from auditor.surveying import Survey, summarised, survey

    opened, entries = chosen(path, where, since)
    known = know(rules_folder)
    project = load_project(project_file, list(known.packs))
    decisions = decided_and_told(decision_files, project)
    job = Survey(
        opened.folder.resolve(),
        output.resolve(),
        tuple(dict.fromkeys(formats)) or DEFAULT_FORMATS,
        language,
        known,
        project,
        tuple(decisions),
        datetime.now().astimezone().date(),
    )
    found: list[Surveyed] = []
    problems: list[str] = []
    with Progress(quiet=quiet) as progress:
        for each in survey(job, entries, engine(engine_name, scheduler, jobs), progress):
            if isinstance(each, str):
                problems.append(each)
            else:
                found.append(each)
                problems += each.problems
    for problem in problems:
        click.echo(f"auditor: {problem}", err=True)
    if not found:
        click.echo("auditor: nothing could be audited", err=True)
        return 2
    summary = summarised(output, found)
    total = {level: sum(each.findings[level] for each in found) for level in LEVELS}
    if not quiet:
        named = sum(bool(each.organisation) for each in found)
        click.echo(str(summary))
        click.echo(
            f"{named} organisations, {sum(each.documents for each in found)} documents, "
            f"{sum(each.figures for each in found)} figures: "
            + ", ".join(f"{number} {level}" for level, number in total.items())
        )
    told = (level for level, number in total.items() if number)
    return exit_code(told, fail_on, internal=any(each.internal for each in found))


@archive.command(name="list")
@_path()
@click.option("--all", "whole", is_flag=True, help="Also the versions that newer ones have superseded.")
@click.option("--format", "-f", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def list_(path: Path, whole: bool, form: str) -> None:
    """Show the documents: hash, path, what is known of each, and how much was found in it.

    \b
    Examples:
      auditor archive list archive
      auditor archive list archive --all --format csv
    """
    from auditor.archive import Archive, ask

    columns = "document, organisation, date, figures, facts"
    condition = "" if whole else "WHERE current"
    hashed = f"sha256[:{_HASH}] AS sha256" if form == "table" else "sha256"
    more = ", superseded_by" if form != "table" else ", CASE WHEN current THEN '' ELSE 'superseded' END AS state"
    show(
        ask(Archive(path), f"SELECT {hashed}, {columns}{more} FROM documents {condition} ORDER BY document, date"), form
    )


@archive.command()
@_path()
@click.argument("names", nargs=-1, required=True, metavar="DOCUMENT…")
def remove(path: Path, names: tuple[str, ...]) -> None:
    """Remove documents and all that was kept of them, by path or hash (its beginning, 8 characters at least).

    \b
    Example:
      auditor archive remove archive 2024/report.docx
    """
    from auditor.archive import Archive

    for entry in Archive(path).remove(names):
        click.echo(f"removed {entry.sha256[:_HASH]} {entry.path}")


@archive.command()
@_path()
def verify(path: Path) -> int:
    """Read everything back: hashes, counts, and the place of every figure. The exit code is 1 when something is amiss.

    \b
    Example:
      auditor archive verify archive
    """
    from auditor.archive import Archive

    found = Archive(path).verify()
    for fault in found.faults:
        click.echo(f"auditor: {fault}", err=True)
    left = f", {found.leftovers} left over by a writer that was stopped (harmless; the next add removes them)"
    click.echo(
        f"{found.documents} documents, {found.figures} figures, {len(found.faults)} faults"
        f"{left if found.leftovers else ''}"
    )
    return int(bool(found.faults))


@archive.command()
@_path()
@click.argument("question", metavar="SELECT")
@click.option("--format", "-f", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def query(path: Path, question: str, form: str) -> None:
    """Ask an archive in SQL (DuckDB's), over documents, passages, figures and facts.

    Every table has document (its path), organisation, date, year, and current (no newer version). Figures have
    indicator (key in the catalogue), low and high (numbers in the base unit; value_low and value_high are the exact
    decimals), unit, kind, role, measure, period_label, scope, phrase, text and more; SELECT * shows all. A question
    reads the archive alone: no other file and no network.

    \b
    Examples:
      auditor archive query archive "SELECT document, figures FROM documents"
      auditor archive query archive "SELECT year, low, text FROM figures WHERE indicator = 'poverty.rate'" -f csv
      auditor archive query archive "SELECT key, count(*) FROM facts WHERE kind = 'citation' GROUP BY key"
    """
    from auditor.archive import Archive, ask

    show(ask(Archive(path), question), form)


def show(answer: Answer, form: str) -> None:
    """Print rows as a table, CSV or JSON."""
    if form == "json":
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n")
        return
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows([_cell(value) for value in row] for row in answer.rows)
        sys.stdout.write(out.getvalue())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from auditor.reporting.evidence import shown

    grid = Table()
    for column in answer.columns:
        grid.add_column(column, overflow="fold")
    for row in answer.rows:
        grid.add_row(*(Text("" if cell is None else shown(str(cell))) for cell in row))
    Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH).print(grid)


def _cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers as they are."""
    from auditor.reporting.evidence import shown
    from auditor.reporting.plain import harmless

    if value is None or isinstance(value, (int, float)):
        return value
    return harmless(shown(str(value)))
