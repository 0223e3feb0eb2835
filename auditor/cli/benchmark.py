"""``auditor benchmark``: how fast this machine reads, extracts, aligns, checks and reports."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import rules_option

if TYPE_CHECKING:
    from auditor.pipeline import Knowledge
    from auditor.scaling import Measured


@click.command(short_help="Measure speed on this machine.")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT…]")
@click.option("--repeat", type=click.IntRange(1, 100), default=5, show_default=True, help="Runs; the median counts.")
@click.option(
    "--nation",
    "sizes",
    type=click.IntRange(1, 158000),
    multiple=True,
    metavar="FIGURES",
    help="Instead of documents: a made-up nation of about so many figures, repeatable, each stage once.",
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
    peers: bool,
    jobs: int | None,
    form: str,
    most: int | None,
    rules_folder: Path | None,
) -> None:
    """Time reading and extraction of each document, and aligning and checking all of them.

    Rates are in MB of the file and, where the format shows pages, in pages a second; rules are loaded before. With
    --nation, a made-up nation (see auditor generate) is read, extracted, aligned, checked and reported, each stage
    alone in one process, and the whole by all; several sizes show how time grows, --peers how others do.

    \b
    Examples:
      auditor benchmark review.docx political.pdf
      auditor benchmark drafts/ --repeat 9 --format json
      auditor benchmark --nation 1000 --nation 10000 --peers
      auditor benchmark --alignment 100000
    """
    from auditor.pipeline import know

    if sum(map(bool, (documents, sizes, most))) != 1:
        raise click.UsageError("name documents, sizes with --nation, or a number of figures with --alignment")
    known = know(rules_folder)
    if sizes:
        _nations(sizes, known, jobs, form, peers=peers)
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


def _nations(sizes: tuple[int, ...], known: Knowledge, jobs: int | None, form: str, *, peers: bool) -> None:
    from auditor.engines import Pool
    from auditor.reporting import render
    from auditor.scaling import scale

    found: list[Measured] = []
    if form == "table":
        click.echo(f"{'figures':>9}  {'stage':8} {'program':11} {'seconds':>9} {'ms/figure':>10}  ratio")
    for size in sizes:
        own: dict[str, float] = {}
        for each in scale(size, known, Pool(jobs), lambda result: render(result, "json", "en"), peers=peers):
            found.append(each)
            own.setdefault(each.stage, each.seconds)
            if form == "table":
                ratio = f"{each.seconds / own[each.stage]:8.2f}" if each.program != "auditor" else ""
                per = each.seconds / each.figures * 1000
                click.echo(
                    f"{each.figures:9}  {each.stage:8} {each.program:11} {each.seconds:9.2f} {per:10.4f} {ratio}"
                )
    if form == "json":
        sys.stdout.write(json.dumps([each.record() for each in found], indent=1) + "\n")
