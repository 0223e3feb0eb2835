"""``auditor figures``: what was extracted from one document."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from auditor.cli.options import rules_option

_SHOWN = ("text", "low", "high", "unit", "kind", "role", "measure", "period", "phrase")
_PIPE_WIDTH = 180


@click.command(short_help="Show the figures that a document states.")
@click.argument("document")
@click.option("--format", "-f", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--output", "-o", default="-", metavar="FILE", help="File to write; - is standard output.")
@rules_option()
def figures(document: str, form: str, output: str, rules_folder: Path | None) -> None:
    """Show every figure of a document with its value interval, unit, kind, role, period and words.

    \b
    Examples:
      auditor figures review.txt
      auditor figures review.txt --format csv --output figures.csv
      auditor figures review.txt --format json | jq '.[].text'
    """
    from auditor.extraction import extract
    from auditor.pipeline import know
    from auditor.reading import read_document
    from auditor.reporting import replace_file
    from auditor.tables import figure_table

    known = know(rules_folder)
    read = read_document(document, known.packs)
    found = extract(read, known.packs[read.language])
    table = figure_table([found])
    if form == "table":
        if output != "-":
            raise click.UsageError("a table goes to the terminal; use --format csv or json with --output")
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        shown = Table(expand=True)
        for column in _SHOWN:
            shown.add_column(column, overflow="fold", ratio=4 if column == "phrase" else 1, min_width=6)
        for row in table[list(_SHOWN)].itertuples(index=False):
            shown.add_row(*(Text(str(cell)) for cell in row))
        console = Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH)
        console.print(shown)
        ledger = found.ledger
        console.print(
            f"{ledger.numerals} numerals: {ledger.figures} in figures, {ledger.facts} in facts, "
            f"{ledger.non_figures} no figures, {ledger.unread} unread"
        )
        return
    if form == "csv":
        text = table.to_csv(index=False, lineterminator="\n")
    else:
        text = table.to_json(orient="records", force_ascii=False, indent=1) + "\n"
    if output == "-":
        sys.stdout.write(text)
    else:
        replace_file(Path(output), text)
