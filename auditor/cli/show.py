"""``auditor show``: a document as the tool sees it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from auditor.cli.options import project_option, read_named, reading_options, rules_option


@click.command(short_help="Show a document as it was read.")
@click.argument("document")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["passages", "text", "json"]),
    default="passages",
    show_default=True,
    help="Passages with their places; the bare text that spans count in; or all as JSON.",
)
@reading_options()
@project_option()
@rules_option()
def show(
    document: str,
    form: str,
    original: bool,
    encoding: str | None,
    project_file: Path | None,
    rules_folder: Path | None,
) -> None:
    """Show what was read of a document: its facts, sections, passages, footnotes in place, table cells.

    Each line has the section, the page, the place in the file and the text; [3] is the marker of note 3, and the
    note follows the passage that carries it.

    \b
    Examples:
      auditor show review.docx
      auditor show scan.pdf --format text > scan.txt
      auditor show draft.docx --original              before the tracked changes
    """
    from auditor.reporting.reading import passage_lines, record

    read, _ = read_named(document, original, encoding, project_file, rules_folder)
    if form == "text":
        sys.stdout.write(read.text)
    elif form == "json":
        sys.stdout.write(json.dumps(record(read), ensure_ascii=False, indent=1) + "\n")
    else:
        for line in passage_lines(read):
            click.echo(line)
