"""``auditor watch``: an audit that follows the drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.audit import DEFAULT_FORMATS, FORMATS
from auditor.cli.options import (
    decided,
    decisions_option,
    how_to_read,
    language_option,
    project_option,
    reading_options,
    rules_option,
)

if TYPE_CHECKING:
    from auditor.pipeline import Audit


@click.command(short_help="Audit a folder again whenever a draft is saved.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="DIR", help="Folder for the reports.")
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="What to write, repeatable. Default: html and json.",
)
@click.option(
    "--same-organisation",
    is_flag=True,
    help="Compare documents even where nothing tells that they are of one organisation.",
)
@click.option("--quiet", "-q", is_flag=True, help="No summaries; problems only.")
@decisions_option()
@reading_options()
@project_option()
@language_option()
@rules_option()
def watch(
    folder: Path,
    output: Path | None,
    formats: tuple[str, ...],
    same_organisation: bool,
    quiet: bool,
    decision_files: tuple[Path, ...],
    original: bool,
    encoding: str | None,
    project_file: Path | None,
    language: str | None,
    rules_folder: Path | None,
) -> int:
    """Audit the drafts in FOLDER, and again whenever one is saved; the reports in --output are refreshed.

    Only what has changed is read again. After the first summary, what is new, changed and resolved is shown. The
    project file and the decisions are followed too. Temporary files of editors count for nothing, and a file that is
    still being written is tried again. Ctrl-C ends it, with exit code 0.

    \b
    Examples:
      auditor watch drafts/
      auditor watch drafts/ --output out --decisions decisions.json
    """
    if formats and output is None:
        raise click.UsageError("--format needs a folder: --output DIR")
    if output is not None and folder.resolve().is_relative_to(output.resolve()):
        raise click.UsageError("name a folder of its own for the reports with --output: drafts lie in this one")
    try:
        from auditor.pipeline import know
        from auditor.watching import Watched, follow

        session = _Session(
            audit_options={
                "knowledge": know(rules_folder),
                "same_organisation": same_organisation,
                "options": how_to_read(original, encoding),
            },
            project_file=project_file,
            decision_files=decision_files,
            output=output,
            forms=tuple(dict.fromkeys(formats)) or DEFAULT_FORMATS,
            language=language,
            quiet=quiet,
        )
        follow(Watched(folder, output), session.named, session.refresh)
    except KeyboardInterrupt:
        click.echo("auditor: stopped watching", err=True)
    return 0


@dataclass
class _Session:
    """What is kept from one audit to the next."""

    audit_options: dict[str, Any]
    project_file: Path | None
    decision_files: tuple[Path, ...]
    output: Path | None
    forms: tuple[str, ...]
    language: str | None
    quiet: bool
    memory: Any = None
    project: Any = None
    problems: frozenset[str] = frozenset()
    last: dict[str, Any] | None = field(default=None)
    begun: bool = False

    def named(self) -> list[Path]:
        """The project file and the files of decisions."""
        from auditor.project import FILE_NAME

        own = self.project.decisions if self.project else ()
        return [self.project_file or Path(FILE_NAME), *own, *self.decision_files]

    def refresh(self, drafts: list[str], final: bool) -> bool:
        """Audit and report; False where something could not be read that may be half-written, unless ``final``.

        Raises:
            AuditorError: At the first audit: the project file or a file of decisions is broken, or reports cannot be
                written. Later that is told, and watching goes on.
        """
        from auditor.errors import AuditorError

        try:
            result = self._audit(drafts)
            if not final and frozenset(result.problems) - self.problems:
                return False
            self._report(result)
        except AuditorError as error:
            if not self.begun:
                raise
            if not final:
                return False
            click.echo(f"auditor: {error}", err=True)
        self.begun = True
        return True

    def _audit(self, drafts: Sequence[str]) -> Audit:
        from datetime import datetime

        from auditor.pipeline import Memory, audit
        from auditor.project import load_project

        project = load_project(self.project_file, list(self.audit_options["knowledge"].packs))
        if project != self.project:
            self.project, self.memory = project, Memory()
        decisions, _ = decided(self.decision_files, project)
        return audit(
            drafts,
            project=project,
            decisions=decisions,
            today=datetime.now().astimezone().date(),
            memory=self.memory,
            **self.audit_options,
        )

    def _report(self, result: Audit) -> None:
        for problem in result.problems:
            if problem not in self.problems:
                click.echo(f"auditor: {problem}", err=True)
        self.problems = frozenset(result.problems)
        if not result.extracts:
            click.echo("auditor: no document could be read; waiting for one", err=True)
            return
        spoken = self.language or result.usual_language
        written = []
        if self.output is not None:
            from auditor.reporting import write

            written = write(result, self.output, self.forms, spoken)
        if not self.quiet:
            self._show(result, spoken)
            for path in written:
                click.echo(str(path))

    def _show(self, result: Audit, spoken: str) -> None:
        """The summary at first, then what has become of the findings."""
        from rich.console import Console

        from auditor.comparing import compare
        from auditor.reporting import console
        from auditor.reporting.comparison import show
        from auditor.reporting.machine import report

        now = report(result, spoken)
        if self.last is None:
            console.show(result, Console(), spoken)
        else:
            show(compare(self.last, now), Console(), spoken)
        self.last = now
