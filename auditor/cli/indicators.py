"""``auditor indicators``: entries for the catalogue, proposed and looked over."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import how_to_read, project_option, reading_options, rules_option


@click.group(short_help="Propose entries for the catalogue, or look a catalogue over.")
def indicators() -> None:
    """The catalogue of indicators.

    \b
    Examples:
      auditor indicators suggest review.docx political.docx > my-rules/indicators/own.yaml
      auditor indicators check --rules my-rules
    """


@indicators.command(short_help="Propose entries from what documents share.")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@click.option("--same-organisation", is_flag=True, help="As for audit.")
@reading_options()
@project_option()
@rules_option()
def suggest(
    documents: tuple[str, ...],
    same_organisation: bool,
    original: bool,
    encoding: str | None,
    project_file: Path | None,
    rules_folder: Path | None,
) -> int:
    """Print entries, as YAML, for indicators that two documents or more state and no catalogue knows.

    Look each over: the name, the label in the other language (it stands as in the documents), type and direction.

    \b
    Example:
      auditor indicators suggest drafts/ > my-rules/indicators/own.yaml
    """
    import yaml

    from auditor.alignment import align
    from auditor.alignment.proposals import suggest as run
    from auditor.pipeline import know, read_all
    from auditor.project import load_project

    known = know(rules_folder)
    project = load_project(project_file, list(known.packs))
    extracts, _, problems = read_all(documents, known, project=project, options=how_to_read(original, encoding))
    for problem in problems:
        click.echo(f"auditor: {problem}", err=True)
    if not extracts:
        click.echo("auditor: nothing could be read", err=True)
        return 2
    ordered = sorted(extracts, key=lambda x: int(x.document.id[1:]))
    found, _ = align(ordered, known.packs, known.catalogue, same_organisation=same_organisation)
    entries = run(found, {x.document.id: x.document.language for x in ordered}, known.packs, known.catalogue)
    click.echo(yaml.safe_dump({"indicators": entries}, allow_unicode=True, sort_keys=False, width=120), nl=False)
    return 0


@indicators.command(short_help="Look a catalogue over: clashes, parents, circles.")
@rules_option()
def check(rules_folder: Path | None) -> int:
    """Say what is wrong in the catalogue, the shipped one with your own laid over it; exit code 1 when something is.

    \b
    Example:
      auditor indicators check --rules my-rules
    """
    from auditor.alignment.proposals import faults
    from auditor.pipeline import know

    known = know(rules_folder)
    found = faults(known.files, known.packs)
    for line in found:
        click.echo(line)
    click.echo(f"{len(known.catalogue.names)} indicators, {len(found)} faults")
    return int(bool(found))
