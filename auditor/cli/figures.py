"""``auditor figures``: what was extracted from one document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import extract_named, project_option, reading_options, rules_option

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = ("text", "low", "high", "unit", "kind", "role", "measure", "period", "phrase")
_SHOWN_NUMERALS = ("text", "status", "reason", "section", "page", "start", "quote")
_SHOWN_FACTS = ("kind", "text", "value", "section", "page", "start")
_PIPE_WIDTH = 180


@click.command(short_help="Show the figures that a document states.")
@click.argument("document")
@click.option("--all", "whole", is_flag=True, help="The ledger: every numeral, and what became of it.")
@click.option("--facts", is_flag=True, help="Facts that are no quantities: citations, names, persons, dates, terms.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    default="table",
    show_default=True,
)
@click.option("--output", "-o", default="-", metavar="FILE", help="File to write; - is standard output.")
@reading_options()
@project_option()
@rules_option()
def figures(
    document: str,
    whole: bool,
    facts: bool,
    form: str,
    output: str,
    original: bool,
    encoding: str | None,
    project_file: Path | None,
    rules_folder: Path | None,
) -> None:
    """Show every figure of a document with its value interval, unit, kind, role, period and words.

    With --all, every numeral in digits or words: a figure, part of a fact (a date, a document number), no figure and
    why, or unread. With --facts, the cited documents, names, persons with their office, dates and terms.

    \b
    Examples:
      auditor figures review.docx
      auditor figures review.docx --all
      auditor figures review.docx --facts
      auditor figures review.txt --format csv --output figures.csv
      auditor figures review.txt --format parquet --output figures.parquet
      auditor figures review.txt --format json | jq '.[].text'
    """
    from auditor.reporting import replace_file
    from auditor.tables import fact_table, figure_table, numeral_table

    if whole and facts:
        raise click.UsageError("--all and --facts are two tables; ask for one")
    if form == "table" and output != "-":
        raise click.UsageError("a table goes to the terminal; use --format csv, json or parquet with --output")
    if form == "parquet" and output == "-":
        raise click.UsageError("Parquet is no text; name a file with --output")
    found = extract_named(document, original, encoding, project_file, rules_folder)
    make = numeral_table if whole else fact_table if facts else figure_table
    table = make([found])
    if form == "table":
        _print(table, _SHOWN_NUMERALS if whole else _SHOWN_FACTS if facts else _SHOWN)
        ledger = found.ledger
        click.echo(
            f"{ledger.numerals} numerals: {ledger.figures} in figures, {ledger.facts} in facts, "
            f"{ledger.non_figures} no figures, {ledger.unread} unread"
        )
    elif form == "parquet":
        replace_file(Path(output), table.to_parquet(index=False))
    else:
        csv = form == "csv"
        text = (
            table.to_csv(index=False, lineterminator="\n")
            if csv
            else table.to_json(orient="records", force_ascii=False, indent=1) + "\n"
        )
        if output == "-":
            sys.stdout.write(text)
        else:
            replace_file(Path(output), text)


def _print(table: pd.DataFrame, columns: tuple[str, ...]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from auditor.reporting.evidence import shown

    grid = Table(expand=True)
    for column in columns:
        grid.add_column(column, overflow="fold", ratio=4 if column in ("phrase", "quote", "value") else 1, min_width=6)
    for row in table[list(columns)].itertuples(index=False):
        grid.add_row(*(Text(shown(str(cell))) for cell in row))
    Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH).print(grid)
