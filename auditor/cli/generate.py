"""``auditor generate``: a made-up nation to try things on."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Write a made-up nation's reports, with known discrepancies.")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False), metavar="OUT")
@click.option("--provinces", type=click.IntRange(1), default=3, show_default=True, help="Number of provinces.")
@click.option("--years", type=click.IntRange(1, 100), default=3, show_default=True, help="Number of years, to 2024.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same files.")
def generate(out: Path, provinces: int, years: int, seed: int) -> None:
    """Write overlapping Vietnamese reports of invented provinces, two for each year, into the folder OUT.

    Some figures are wrong on purpose; OUT/labels.jsonl has a line for each: the rule that should find it, and the
    places. For trials and for measuring: nothing in the reports is true.

    \b
    Examples:
      auditor generate nation
      auditor generate nation --provinces 63 --years 10 --seed 7
      auditor audit nation/001 --output out
    """
    from auditor.generating import LABELS
    from auditor.generating import generate as run

    made = run(out, provinces=provinces, years=years, seed=seed)
    click.echo(f"{made.documents} reports in {out}, {made.planted} planted discrepancies in {out / LABELS}")
