"""``auditor audit``: the main job."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.engines import Progress, cache, engine, engine_options
from auditor.cli.options import (
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
    from auditor.archive import Archive, Entry
    from auditor.pipeline import Audit

FORMATS = ("html", "json", "csv", "text", "xlsx", "markdown", "sarif", "junit")
DEFAULT_FORMATS = ("html", "json")


@click.command(
    epilog="A folder stands for the documents in it, images left out. What cannot be read is named and left out.",
    short_help="Audit overlapping reports.",
)
@click.argument("documents", nargs=-1, metavar="DOCUMENT…")
@click.option("--output", "-o", metavar="DIR", help="Folder for the reports; - writes one format to standard output.")
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="What to write, repeatable. Default with --output: html and json; without: to standard output.",
)
@click.option(
    "--annotate",
    is_flag=True,
    help="Also copies of the documents with comments at the figures, in DIR/annotated: DOCX, PDF, others as HTML.",
)
@fail_on_option()
@click.option(
    "--same-organisation",
    is_flag=True,
    help="Compare documents even where nothing tells that they are of one organisation.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="ARCHIVE",
    help="Compare the documents with those of an archive (see auditor archive), and only so.",
)
@click.option("--where", metavar="CONDITION", help="With --against: which of its documents, in SQL: \"year = '2024'\".")
@click.option("--since", metavar="YEAR", help="With --against: its documents of this year, or day, and later.")
@engine_options()
@click.option(
    "--expectations",
    multiple=True,
    metavar="NAME|FILE",
    help="Run an expectation suite on the figures too, repeatable; each failed row is a finding.",
)
@click.option("--quiet", "-q", is_flag=True, help="No summary and no progress; files, problems and exit code only.")
@decisions_option()
@reading_options()
@project_option()
@language_option()
@rules_option()
def audit(
    documents: tuple[str, ...],
    output: str | None,
    formats: tuple[str, ...],
    annotate: bool,
    fail_on: str,
    same_organisation: bool,
    against: Path | None,
    where: str | None,
    since: str | None,
    engine_name: str,
    scheduler: str | None,
    jobs: int | None,
    no_cache: bool,
    expectations: tuple[str, ...],
    quiet: bool,
    decision_files: tuple[Path, ...],
    original: bool,
    encoding: str | None,
    project_file: Path | None,
    language: str | None,
    rules_folder: Path | None,
) -> int:
    """Read overlapping reports and show where they contradict each other.

    Reads TXT, MD, HTML, DOCX, ODT, XLSX, ODS and PDF; DOC, RTF and XLS where LibreOffice is installed, scans and
    images where Tesseract is. Without DOCUMENT, the documents that auditor.toml names.

    \b
    Examples:
      auditor audit review.docx political.pdf           summary on the terminal
      auditor audit drafts/ --output out                out/report.html and out/report.json
      auditor audit drafts/ -o out -f xlsx -f markdown  a workbook and a text for a wiki
      auditor audit "2025/*.txt" --format json -o -     the machine report, for a script
      auditor audit drafts/ -o out --annotate           copies with comments in out/annotated
      auditor audit drafts/ -o out -f sarif -f junit    for code hosts and pipelines
      auditor audit a.txt b.txt --fail-on warning --quiet
      auditor audit drafts/ --decisions decisions.json  without what reviewers dismissed
      auditor audit new.docx --against archive --since 2020
      auditor audit reports/ --engine dask --scheduler tcp://10.0.0.5:8786
      auditor audit drafts/ --expectations bounds.yaml  each figure out of bounds is a finding
    """
    forms, folder = _targets(output, formats)
    if annotate and folder is None:
        raise click.UsageError("--annotate writes copies: name a folder with --output")
    if against is None and (where is not None or since is not None):
        raise click.UsageError("--where and --since choose documents of an archive: name it with --against")
    from auditor.checks.run import INTERNAL_ERROR
    from auditor.pipeline import audit as run
    from auditor.pipeline import know
    from auditor.project import FILE_NAME, load_project

    knowledge = know(rules_folder)
    project = load_project(project_file, list(knowledge.packs))
    if not documents and not project.documents:
        raise click.UsageError(f"name the documents, or list them in {FILE_NAME}")
    options = how_to_read(original, encoding)
    decisions = decided_and_told(decision_files, project)
    archived = chosen(against, where, since) if against is not None else None
    with Progress(quiet=quiet) as progress:
        result = run(
            documents or project.documents,
            knowledge=knowledge,
            same_organisation=same_organisation,
            project=project,
            options=options,
            progress=progress,
            decisions=decisions,
            today=datetime.now().astimezone().date(),
            engine=engine(engine_name, scheduler, jobs),
            cache=cache(no_cache),
            against=archived,
            expectations=expectations,
        )
    for problem in result.problems:
        click.echo(f"auditor: {problem}", err=True)
    if not result.extracts:
        click.echo("auditor: nothing could be audited", err=True)
        return 2
    spoken = language or result.usual_language
    written = _deliver(result, forms, folder, spoken, quiet=quiet)
    if annotate and folder is not None:
        from auditor.reporting.annotated import annotate as copy

        copies, problems = copy(result, folder, spoken, lambda path: project.options(path, options))
        written += copies
        for problem in problems:
            click.echo(f"auditor: {problem}", err=True)
    if not quiet:
        for path in written:
            click.echo(str(path))
    internal = any(finding.rule == INTERNAL_ERROR for finding in result.findings)
    return exit_code((str(finding.severity) for finding in result.findings), fail_on, internal=internal)


def chosen(folder: Path, where: str | None, since: str | None) -> tuple[Archive, list[Entry]]:
    """An archive, and the documents of it that the options choose."""
    from auditor.archive import Archive, choose

    archive = Archive(folder)
    if where is None and since is None:
        return archive, [entry for entry in archive.entries.values() if entry.current]
    return archive, choose(archive, where, since)


def _targets(output: str | None, formats: tuple[str, ...]) -> tuple[tuple[str, ...], Path | None]:
    """The formats to write, and the folder; no folder means standard output."""
    forms = tuple(dict.fromkeys(formats))
    if output is None or output == "-":
        if len(forms) > 1:
            raise click.UsageError("standard output takes one --format; name a folder with --output for several")
        if output == "-" and not forms:
            raise click.UsageError("--output - needs a --format")
        return forms, None
    return forms or DEFAULT_FORMATS, Path(output)


def _deliver(result: Audit, forms: tuple[str, ...], folder: Path | None, language: str, *, quiet: bool) -> list[Path]:
    """Write or print the reports and the summary; gives back the files written."""
    from auditor.reporting import render, write

    if folder is None and forms:
        report = render(result, forms[0], language)
        if isinstance(report, bytes):
            sys.stdout.buffer.write(report)
        else:
            sys.stdout.write(report)
        return []
    written = write(result, folder, forms, language) if folder is not None else []
    if not quiet:
        from rich.console import Console

        from auditor.reporting.console import show

        show(result, Console(), language)
    return written
