"""``auditor benchmark``: how fast this machine reads and extracts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from auditor.cli.options import rules_option


@click.command(short_help="Measure speed on this machine.")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT…]")
@click.option("--repeat", type=click.IntRange(1, 100), default=5, show_default=True, help="Runs; the median counts.")
@click.option("--format", "-f", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--alignment",
    "most",
    type=click.IntRange(1000, 1_000_000),
    metavar="FIGURES",
    help="Time aligning 1,000, 10,000 … up to this many invented figures instead.",
)
@rules_option()
def benchmark(documents: tuple[str, ...], repeat: int, form: str, most: int | None, rules_folder: Path | None) -> None:
    """Time reading and extraction of each document, and aligning and checking all of them.

    Rates are in MB of the file and, where the format shows pages, in pages a second; rules are loaded before.

    \b
    Examples:
      auditor benchmark review.docx political.pdf
      auditor benchmark drafts/ --repeat 9 --format json
      auditor benchmark --alignment 100000
    """
    from auditor.benchmark import measure, measure_alignment
    from auditor.pipeline import know

    if (most is None) is not bool(documents):
        raise click.UsageError("name documents, or a number of figures with --alignment")
    if most is not None:
        sizes = [size for size in (1000, 10_000, 100_000, 1_000_000) if size <= most]
        for size, seconds in measure_alignment(sizes, know(rules_folder)):
            click.echo(f"{size:9,d} figures  {seconds:8.2f} s  {seconds / size * 1e6:6.0f} µs a figure")
        return
    timings = measure(documents, know(rules_folder), repeat)
    if form == "json":
        sys.stdout.write(json.dumps([t.record() for t in timings], ensure_ascii=False, indent=1) + "\n")
        return
    for timing in timings:
        pages = f"  {timing.pages / timing.seconds:9.1f} pages/s" if timing.pages else ""
        rate = f"  {timing.bytes / timing.seconds / 1e6:8.2f} MB/s" if timing.bytes else ""
        click.echo(f"{timing.stage:8} {timing.seconds * 1000:9.1f} ms{rate}{pages}  {timing.document}")
