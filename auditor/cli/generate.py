"""``auditor generate``: a made-up nation to try things on."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Write a made-up nation's reports, with known discrepancies.")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False), metavar="OUT")
@click.option("--provinces", type=click.IntRange(1), default=3, show_default=True, help="Number of provinces.")
@click.option("--years", type=click.IntRange(1, 100), default=3, show_default=True, help="Number of years, to 2024.")
@click.option(
    "--communes",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Communes of each province that its reports tell of, too: about 21 figures a report for each.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same files.")
def generate(out: Path, provinces: int, years: int, communes: int, seed: int) -> None:
    """Write overlapping Vietnamese reports of invented provinces, two for each year, into the folder OUT.

    Some figures are wrong on purpose; OUT/labels.jsonl has a line for each: the rule that should find it, and the
    places. For trials and for measuring: nothing in the reports is true.

    \b
    Examples:
      auditor generate nation
      auditor generate nation --provinces 63 --years 10 --seed 7
      auditor generate nation --provinces 100 --years 10 --communes 22
      auditor audit nation/001 --output out
    """
    from auditor.generating import LABELS
    from auditor.generating import generate as run

    made = run(out, provinces=provinces, years=years, seed=seed, communes=communes)
    click.echo(f"{made.documents} reports in {out}, {made.planted} planted discrepancies in {out / LABELS}")
