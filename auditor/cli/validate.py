"""``auditor validate``: the table of figures against an expectation suite."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import language_option, rules_option
from auditor.errors import UnreadableDocumentError


@click.command(short_help="Check the table of figures against expectations.")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@click.option(
    "--suite", default="figures", show_default=True, help="Name of a file in rules/expectations/, without .yaml."
)
@language_option()
@rules_option()
def validate(documents: tuple[str, ...], suite: str, language: str | None, rules_folder: Path | None) -> int:
    """Run a Great Expectations suite on the figures of documents; exit code 1 when an expectation fails.

    \b
    Examples:
      auditor validate review.txt
      auditor validate drafts/ --suite bounds --rules my-rules
    """
    from auditor.pipeline import know, read_all
    from auditor.tables import figure_table
    from auditor.tables import validate as run

    known = know(rules_folder)
    name = f"expectations/{suite}.yaml"
    if name not in known.files:
        there = ", ".join(sorted(Path(f).stem for f in known.files if f.startswith("expectations/")))
        raise click.UsageError(f"no suite is called {suite!r}; there are {there}")
    extracts, _, problems = read_all(documents, known)
    for problem in problems:
        click.echo(f"auditor: {problem}", err=True)
    if not extracts:
        raise UnreadableDocumentError("nothing could be read")
    table = figure_table(extracts)
    failed = run(table, known.files[name], {x.document.path: len(x.document.text) for x in extracts})
    spoken = language or "en"
    for failure in failed:
        click.echo(f"{failure['type']}: {failure['message'][spoken]}")
        for row in failure["rows"]:
            record = table.iloc[row]
            click.echo(f"  {record['document']}:{record['start']}: {record['text']} ({record['phrase']})")
    click.echo(f"{len(table)} figures, {len(known.files[name]['expectations'])} expectations, {len(failed)} failed")
    return int(bool(failed))
