"""``auditor validate``: the tables of figures and alignments against an expectation suite."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import language_option, rules_option
from auditor.errors import UnreadableDocumentError


@click.command(short_help="Check the table of figures against expectations.")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@click.option(
    "--suite",
    default="figures",
    show_default=True,
    metavar="NAME|FILE",
    help="Name of a file in rules/expectations/, without .yaml, or a file.",
)
@click.option(
    "--data-docs",
    "docs",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also write the Data Docs of Great Expectations; their pages load from servers on the internet when opened.",
)
@language_option()
@rules_option()
def validate(
    documents: tuple[str, ...], suite: str, docs: Path | None, language: str | None, rules_folder: Path | None
) -> int:
    """Run a Great Expectations suite on the figures of documents; exit code 1 when an expectation fails.

    \b
    Examples:
      auditor validate review.txt
      auditor validate drafts/ --suite bounds --rules my-rules
      auditor validate review.txt --suite bounds.yaml --data-docs docs
    """
    from auditor import suites
    from auditor.pipeline import know, tabled

    known = know(rules_folder)
    found = suites.find([suite], known.files)[0]
    tables, problems = tabled(documents, known)
    for problem in problems:
        click.echo(f"auditor: {problem}", err=True)
    if tables is None:
        raise UnreadableDocumentError("nothing could be read")
    failed = suites.run(found, tables)
    spoken = language or "en"
    for failure in failed:
        place = f" ({failure.document})" if failure.document else ""
        click.echo(f"{failure.type}: {failure.message[spoken]}{place}")
        for row in failure.rows:
            record = tables.frames[failure.table].iloc[row]
            if failure.table == suites.FIGURES:
                click.echo(f"  {record['document']}:{record['start']}: {record['text']} ({record['phrase']})")
            else:
                click.echo(f"  {record['label']}: {record['texts']}")
    figures = len(tables.frames[suites.FIGURES])
    click.echo(f"{figures} figures, {len(found['expectations'])} expectations, {len(failed)} failed")
    if docs is not None:
        click.echo(str(suites.data_docs([found], tables, docs)))
        click.echo("auditor: these pages load styles and scripts from the internet when they are opened", err=True)
    return int(bool(failed))
