"""``auditor compare``: two runs, or two versions of the drafts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.options import (
    decided,
    decisions_option,
    how_to_read,
    language_option,
    project_option,
    reading_options,
    rules_option,
)
from auditor.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from auditor.comparing import Comparison

FORMATS = ("html", "json", "text")
FAIL_ON = ("new-errors", "new-warnings", "any", "never")


@click.command(short_help="Compare two audits: what is new, resolved, changed.")
@click.argument("reports", nargs=-1, type=click.Path(path_type=Path), metavar="[OLD.json NEW.json]")
@click.option("--old", multiple=True, metavar="DOCUMENT", help="Instead of OLD.json: earlier drafts, repeatable.")
@click.option("--new", multiple=True, metavar="DOCUMENT", help="Instead of NEW.json: later drafts, repeatable.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(FORMATS),
    help="What to write. Default: by the name of --output; without it a summary on the terminal.",
)
@click.option("--output", "-o", metavar="FILE", help="File to write; - for standard output.")
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="new-errors",
    show_default=True,
    help="What makes the exit code 1. A finding that was milder before counts as new; any: whatever is new or changed.",
)
@click.option(
    "--same-organisation",
    is_flag=True,
    help="With --old and --new: compare documents even where nothing tells that they are of one organisation.",
)
@decisions_option()
@reading_options()
@project_option()
@language_option()
@rules_option()
def compare(
    reports: tuple[Path, ...],
    old: tuple[str, ...],
    new: tuple[str, ...],
    form: str | None,
    output: str | None,
    fail_on: str,
    **audit_options: Any,
) -> int:
    """Compare two machine reports, or audit two versions of the drafts and compare what was found.

    Findings are resolved, new, unchanged (the same figures) or changed (the same rule, indicator and documents, other
    figures). Documents are the same by path, content, file name or title.

    \b
    Examples:
      auditor compare before/report.json out/report.json
      auditor compare before.json after.json --output changes.html
      auditor compare --old drafts-1/ --new drafts-2/
      auditor compare before.json after.json --format json -o - --fail-on new-warnings
    """
    chosen = _format(form, output)
    if bool(reports) == bool(old or new):
        raise click.UsageError("name two machine reports, or documents with --old and --new")
    if reports and len(reports) != 2:
        raise click.UsageError(f"two machine reports are compared, not {len(reports)}")
    if not reports and not (old and new):
        raise click.UsageError("--old and --new go together")
    from auditor import comparing
    from auditor.reports import load

    language = audit_options.pop("language")
    before, after = map(load, reports) if reports else _audit_both(old, new, **audit_options)
    comparison = comparing.compare(before, after)
    _deliver(comparison, chosen, output, language or _usual_language(after))
    return int(comparing.fails(comparison, fail_on))


def _format(form: str | None, output: str | None) -> str | None:
    """The format to write, or None for the summary on the terminal."""
    if form is not None or output is None:
        return form
    by_name = {".html": "html", ".json": "json", ".txt": "text"}.get(Path(output).suffix.lower())
    if by_name is None:
        raise click.UsageError("--output needs a --format, or a name that ends in .html, .json or .txt")
    return by_name


def _audit_both(
    old: tuple[str, ...],
    new: tuple[str, ...],
    *,
    same_organisation: bool,
    decision_files: tuple[Path, ...],
    original: bool,
    encoding: str | None,
    project_file: Path | None,
    rules_folder: Path | None,
) -> list[dict[str, Any]]:
    from datetime import datetime

    from auditor.pipeline import audit, know
    from auditor.project import load_project
    from auditor.reporting.machine import report

    knowledge = know(rules_folder)
    project = load_project(project_file, list(knowledge.packs))
    decisions, _ = decided(decision_files, project)
    found = []
    for documents in (old, new):
        result = audit(
            documents,
            knowledge=knowledge,
            same_organisation=same_organisation,
            project=project,
            options=how_to_read(original, encoding),
            decisions=decisions,
            today=datetime.now().astimezone().date(),
        )
        for problem in result.problems:
            click.echo(f"auditor: {problem}", err=True)
        if not result.extracts:
            raise UnreadableDocumentError("nothing could be audited", where=", ".join(documents))
        found.append(report(result, "en"))
    return found


def _usual_language(report: dict[str, Any]) -> str:
    languages = [d["language"] for d in report["documents"]]
    return max(("vi", "en"), key=languages.count)


def _deliver(comparison: Comparison, form: str | None, output: str | None, language: str) -> None:
    from auditor.reporting.comparison import FORMATS as RENDERERS
    from auditor.reporting.comparison import show

    if form is None:
        from rich.console import Console

        show(comparison, Console(), language)
        return
    content = RENDERERS[form][1](comparison, language)
    if output is None or output == "-":
        sys.stdout.write(content)
        return
    from auditor.reporting import replace_file

    click.echo(str(replace_file(Path(output), content)))
