"""``auditor series``: the history of an indicator."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import rules_option

if TYPE_CHECKING:
    from auditor.series import Point

_BAR = 24
_PIPE_WIDTH = 180


@click.command(short_help="Show the history of an indicator in an archive.")
@click.argument("indicator")
@click.option(
    "--archive",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="PATH",
    help="The archive (see auditor archive).",
)
@click.option("--where", metavar="CONDITION", help="Which figures, in SQL: \"year >= '2020'\".")
@click.option("--format", "-f", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@rules_option()
def series(indicator: str, folder: Path, where: str | None, form: str, rules_folder: Path | None) -> None:
    """Show what the documents of an archive say of an indicator, period by period.

    INDICATOR is a key of the catalogue, one of its names, or words that stand before the figures. Marked are
    statements that contradict an earlier document on the same period (restated), and values far from the line through
    at least five periods (outlier).

    \b
    Examples:
      auditor series society.poverty-rate --archive archive
      auditor series "GRDP per capita" --archive archive --where "year >= '2020'"
      auditor series society.poverty-rate --archive archive --format csv
    """
    from auditor.archive import Archive
    from auditor.pipeline import know
    from auditor.series import COLUMNS, history

    points = history(Archive(folder), indicator, know(rules_folder), where)
    if form == "json":
        rows = [{**dict(zip(COLUMNS, point.row(), strict=True)), "marks": list(point.marks)} for point in points]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    elif form == "csv":
        from auditor.reporting.evidence import shown
        from auditor.reporting.plain import harmless

        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([harmless(shown(str(cell))) for cell in point.row()] for point in points)
        sys.stdout.write(out.getvalue())
    else:
        _print(points)


def _print(points: Sequence[Point]) -> None:
    """A table for each series, a bar beside each value."""
    from itertools import groupby

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from auditor.reporting.evidence import shown

    console = Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH)
    for (organisation, unit, measure, scope, sort), group in groupby(points, key=lambda p: p.group):
        members = list(group)
        title = ", ".join(filter(None, (organisation, scope, unit, measure, sort)))
        grid = Table(title=Text(shown(title)), title_justify="left")
        for column in ("period", "value", "", "document", "marks"):
            grid.add_column(column, overflow="fold", min_width=_BAR if not column else None)
        most = max((abs(p.number) for p in members if p.number is not None), default=0) or 1
        for point in members:
            bar = "" if point.number is None else "█" * max(1, round(abs(point.number) / most * _BAR))
            style = "bold red" if point.marks else ""
            cells = (point.period, shown(point.text), bar, shown(point.document), " ".join(point.marks))
            grid.add_row(*(Text(cell, style=style) for cell in cells))
        console.print(grid)
