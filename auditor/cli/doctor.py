"""``auditor doctor``: whether all that the tool needs is there."""

from __future__ import annotations

import platform
from pathlib import Path

import click

from auditor.cli.options import rules_option

_CORE = (
    "click",
    "duckdb",
    "filelock",
    "great-expectations",
    "jinja2",
    "lxml",
    "numpy",
    "openpyxl",
    "pandas",
    "pypdfium2",
    "rapidfuzz",
    "rich",
    "watchfiles",
)


@click.command(short_help="Check the installation and the optional programs.")
@rules_option()
def doctor(rules_folder: Path | None) -> int:
    """Check the installation: packages, rules, and the optional programs with the command that installs each.

    The exit code is 0 when documents can be audited; optional programs may be missing.

    \b
    Examples:
      auditor doctor
      auditor doctor --rules my-rules
    """
    from importlib.metadata import PackageNotFoundError, version

    from auditor import __version__
    from auditor.errors import AuditorError
    from auditor.pipeline import know
    from auditor.reading.programs import LIBREOFFICE, TESSERACT, recognition_languages

    click.echo(f"auditor {__version__}, Python {platform.python_version()}")
    sound = True
    for name in _CORE:
        try:
            click.echo(f"ok       {name} {version(name)}")
        except PackageNotFoundError:
            sound = False
            click.echo(f"missing  {name}: pip install auditor")
    try:
        known = know(rules_folder)
        click.echo(f"ok       rules: {len(known.rules)} rules, languages {', '.join(known.packs)}")
    except AuditorError as error:
        sound = False
        click.echo(f"broken   rules: {error}")
    for program in (LIBREOFFICE, TESSERACT):
        found = program.found()
        if found is None:
            click.echo(f"absent   {program.name} (optional, reads {program.reads}): {program.install}")
            continue
        languages = recognition_languages() if program is TESSERACT else []
        said = f", languages {', '.join(languages)}" if languages else ""
        click.echo(f"ok       {program.name}: {found}{said}")
        if program is TESSERACT and "vie" not in languages:
            click.echo(f"absent   {program.name}'s data for Vietnamese (optional): {program.install}")
    return 0 if sound else 2
