"""``auditor decide`` and ``auditor decisions``: what reviewers hold of findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import language_option, project_option

if TYPE_CHECKING:
    from auditor.model import Verdict

DEFAULT_FILE = "decisions.json"


@click.command(short_help="Dismiss, accept or mark findings as fixed.")
@click.argument("findings", nargs=-1, required=True, metavar="FINDING…")
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("out/report.json"),
    show_default=True,
    help="The machine report in which the findings stand.",
)
@click.option("--dismiss", "verdict", flag_value="dismissed", help="It is no error: keep it away. Needs a --reason.")
@click.option("--accept", "verdict", flag_value="accepted", help="It is right: mark it, and keep showing it.")
@click.option("--fixed", "verdict", flag_value="fixed", help="It has been mended: say so if it still stands.")
@click.option("--reason", default="", help="Why, in your words.")
@click.option("--author", help="Who decides. Default: your user name.")
@click.option("--expires", metavar="DATE", help="Last day on which it holds, as 2026-12-31.")
@click.option(
    "--decisions",
    "decision_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=f"Where to keep it. Default: the file that auditor.toml names, else {DEFAULT_FILE}.",
)
@project_option()
@language_option()
def decide(
    findings: tuple[str, ...],
    report_file: Path,
    verdict: str | None,
    reason: str,
    author: str | None,
    expires: str | None,
    decision_file: Path | None,
    project_file: Path | None,
    language: str | None,
) -> None:
    """Record what you hold of findings; the next audit honours it.

    FINDING is the id of a finding, or its beginning. A dismissed finding stays away while its figures and their
    sentences are unchanged, wherever the documents lie, and comes back when one changes, saying why.

    \b
    Examples:
      auditor decide 3f2a9c01 --dismiss --reason "two different surveys"
      auditor decide 3f2a 77b0 --fixed --report out/report.json
      auditor decide 3f2a --dismiss --reason "until the new data" --expires 2026-12-31
      auditor audit drafts/ --decisions decisions.json
    """
    from auditor import deciding
    from auditor.decisions import from_report, read_day
    from auditor.errors import one_line
    from auditor.model import Verdict
    from auditor.reports import load

    if verdict is None:
        raise click.UsageError("say what you decide: --dismiss, --accept or --fixed")
    chosen = Verdict(verdict)
    if chosen is Verdict.DISMISSED and not reason.strip():
        raise click.UsageError("a dismissal needs a --reason: others will ask for it")
    last = read_day(expires, "--expires") if expires else None
    report = load(report_file)
    found = deciding.find(report, findings)
    path = decision_file or _usual_file(project_file)
    who, now = author if author is not None else _user(), _now()
    deciding.add(
        path, [from_report(f, chosen, reason=reason.strip(), author=who, time=now, expires=last) for f in found]
    )
    spoken = language or _language(report)
    for finding in found:
        click.echo(f"{finding['id']} {_said(chosen, spoken)}: {one_line(finding['message'][spoken])}")
    click.echo(str(path))


def _said(verdict: Verdict, language: str) -> str:
    from auditor.phrases import say

    return say(language, f"verdict.{verdict}")


def _language(report: dict[str, list[dict[str, str]]]) -> str:
    languages = [d["language"] for d in report["documents"]]
    return max(("vi", "en"), key=languages.count)


def _usual_file(project_file: Path | None) -> Path:
    from auditor.pipeline import know
    from auditor.project import load_project

    project = load_project(project_file, list(know().packs))
    return project.decisions[0] if project.decisions else Path(DEFAULT_FILE)


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""  # no such user on this system: a container


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@click.group(short_help="Merge or list files of decisions.")
def decisions() -> None:
    """Merge the decisions of several reviewers, or list them.

    \b
    Examples:
      auditor decisions merge an.json binh.json -o decisions.json
      auditor decisions list decisions.json
    """


@decisions.command("merge")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; if it is there, its decisions are merged too.",
)
def merge(files: tuple[Path, ...], output: Path) -> None:
    """Merge files of decisions: on each finding the latest decision holds, and disagreements are named.

    \b
    Example:
      auditor decisions merge an.json binh.json -o decisions.json
    """
    from auditor.deciding import merge_into
    from auditor.decisions import conflicts, load
    from auditor.errors import one_line

    read = [(str(path), load(path)) for path in files]
    already = [(str(output), load(output))] if output.exists() and output not in files else []
    written = merge_into(output, [each for _, each in read])
    for conflict in conflicts([*already, *read]):
        kept = conflict.kept
        for name, other in conflict.others:
            click.echo(
                one_line(
                    f"{kept.finding}: {name} says {other.verdict} ({other.author}, {other.time}: {other.reason}); "
                    f"kept is {kept.verdict} ({kept.author}, {kept.time}: {kept.reason})"
                ),
                err=True,
            )
    click.echo(f"{output}: {len(written)} decisions")


@decisions.command("list")
@click.argument("file", type=click.Path(path_type=Path))
def list_(file: Path) -> None:
    """List the decisions of a file, the latest last.

    \b
    Example:
      auditor decisions list decisions.json
    """
    from auditor.decisions import load
    from auditor.decisions import merge as merged
    from auditor.reporting.evidence import shown

    for d in merged(load(file)):
        until = f" until {d.expires.isoformat()}" if d.expires else ""
        by = ", ".join(part for part in (d.author, d.time) if part)
        click.echo(shown(" ".join(f"{d.finding} {d.verdict}{until} {d.rule} ({by}): {d.reason}".split())))
        for item in d.evidence:
            click.echo(shown(" ".join(f"  {item.document}: {item.text}".split(" "))))
