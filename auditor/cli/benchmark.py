"""``auditor benchmark``: how fast this machine reads, extracts, aligns, checks and reports."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import rules_option

if TYPE_CHECKING:
    from auditor.engines import Pool
    from auditor.pipeline import Knowledge
    from auditor.scaling import Found, Measured


@click.command(short_help="Measure speed on this machine.")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT…]")
@click.option("--repeat", type=click.IntRange(1, 100), default=5, show_default=True, help="Runs; the median counts.")
@click.option(
    "--nation",
    "sizes",
    type=click.IntRange(1, 2_500_000),
    multiple=True,
    metavar="FIGURES",
    help="Instead of documents: a made-up nation of about so many figures, repeatable, each stage once.",
)
@click.option(
    "--communes",
    type=click.IntRange(0, 256),
    default=0,
    show_default=True,
    help="With --nation: communes that reports tell of; 22 make reports of about 500 figures.",
)
@click.option("--peers", is_flag=True, help="With --nation: also quantulum3, splink and pandas (auditor[bench]).")
@click.option("--jobs", type=click.IntRange(1, 1024), metavar="N", help="With --nation: processes for the whole.")
@click.option("--format", "-f", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--alignment",
    "most",
    type=click.IntRange(1000, 1_000_000),
    metavar="FIGURES",
    help="Time aligning 1,000, 10,000 … up to this many invented figures instead.",
)
@rules_option()
def benchmark(
    documents: tuple[str, ...],
    repeat: int,
    sizes: tuple[int, ...],
    communes: int,
    peers: bool,
    jobs: int | None,
    form: str,
    most: int | None,
    rules_folder: Path | None,
) -> None:
    """Time reading and extraction of each document, and aligning and checking all of them.

    Rates are in MB of the file and, where the format shows pages, in pages a second; rules are loaded before. With
    --nation, a made-up nation (see auditor generate) is read and extracted (gather), and each organisation aligned,
    checked and reported (compare), by all processes; the stages are told in seconds of one processor; several sizes
    show how time grows, --peers how others do.

    \b
    Examples:
      auditor benchmark review.docx political.pdf
      auditor benchmark drafts/ --repeat 9 --format json
      auditor benchmark --nation 1000 --nation 10000 --peers
      auditor benchmark --nation 1000000 --communes 22
      auditor benchmark --alignment 100000
    """
    from auditor.pipeline import know

    if sum(map(bool, (documents, sizes, most))) != 1:
        raise click.UsageError("name documents, sizes with --nation, or a number of figures with --alignment")
    known = know(rules_folder)
    if sizes:
        from auditor.engines import Pool

        _nations(sizes, known, Pool(jobs), form, communes=communes, peers=peers)
        return
    from auditor.benchmark import measure, measure_alignment

    if most is not None:
        for size, seconds in measure_alignment([n for n in (1000, 10_000, 100_000, 1_000_000) if n <= most], known):
            click.echo(f"{size:9,d} figures  {seconds:8.2f} s  {seconds / size * 1e6:6.0f} µs a figure")
        return
    timings = measure(documents, known, repeat)
    if form == "json":
        sys.stdout.write(json.dumps([t.record() for t in timings], ensure_ascii=False, indent=1) + "\n")
        return
    for timing in timings:
        pages = f"  {timing.pages / timing.seconds:9.1f} pages/s" if timing.pages else ""
        rate = f"  {timing.bytes / timing.seconds / 1e6:8.2f} MB/s" if timing.bytes else ""
        click.echo(f"{timing.stage:8} {timing.seconds * 1000:9.1f} ms{rate}{pages}  {timing.document}")


def _nations(sizes: tuple[int, ...], known: Knowledge, engine: Pool, form: str, *, communes: int, peers: bool) -> None:
    from auditor.scaling import scale

    found: list[Measured | Found] = []
    if form == "table":
        click.echo(
            f"{'figures':>9}  {'stage':8} {'program':11} {'seconds':>9} {'ms/figure':>10}  processor     MB  ratio"
        )
    for size in sizes:
        own: dict[str, float] = {}
        for each in scale(size, known, engine, communes=communes, others=peers):
            found.append(each)
            if form == "table":
                click.echo(_row(each, own))
    if form == "json":
        sys.stdout.write(json.dumps([each.record() for each in found], indent=1) + "\n")


def _row(each: Measured | Found, own: dict[str, float]) -> str:
    """A line of the table.

    Args:
        each: What it tells.
        own: Seconds of this program by stage, in which it is noted.
    """
    from auditor.scaling import Found

    if isinstance(each, Found):
        besides = ", ".join(f"{count} {severity}" for severity, count in sorted(each.besides.items())) or "none"
        return f"{each.figures:9}  planted: {each.found} of {each.planted} found; reported besides: {besides}"
    seconds = own.setdefault(each.stage, each.seconds)
    rate = each.seconds / each.figures * 1000
    line = f"{each.figures:9}  {each.stage:8} {each.program:11} {each.seconds:9.2f} {rate:10.4f}"
    if each.processor:
        line += f"  {each.processor:9.2f} {each.memory:6}"
    return line if each.program == "auditor" else f"{line}{each.seconds / seconds:25.2f}"
