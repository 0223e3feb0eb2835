"""``auditor evaluate``: an audit against labels."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import rules_option


@click.command(short_help="Measure an audit against labelled findings.")
@click.argument("labels", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--doc",
    "documents",
    multiple=True,
    required=True,
    metavar="KEY=FILE",
    help="File of each document key in the labels.",
)
@click.option("--list", "listed", is_flag=True, help="Name the labels missed and the findings that are wrong.")
@rules_option()
def evaluate(labels: tuple[Path, ...], documents: tuple[str, ...], listed: bool, rules_folder: Path | None) -> None:
    """Audit labelled documents; print recall, precision and alignment rate.

    Labels are JSON lines as described in data/README.md.

    \b
    Example:
      auditor evaluate data/samples/vi/labels.jsonl \\
        --doc A=data/samples/vi/review-report.txt --doc B=data/samples/vi/political-report.txt
    """
    from auditor.evaluation import evaluate as run

    files = {}
    for pair in documents:
        key, separator, path = pair.partition("=")
        if not separator or not path:
            raise click.UsageError(f"--doc takes KEY=FILE, not {pair!r}")
        files[key] = path
    score = run(labels, files, rules_folder)
    if listed:
        for title, lines in (
            ("missed", score.missed),
            ("wrong", score.wrong),
            ("unaligned", score.unaligned),
            ("not labelled", score.unlabelled),
        ):
            for line in lines:
                click.echo(f"{title}: {line}")
    click.echo(score.summary())
