"""Options that several commands share, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from auditor.decisions import Decision
    from auditor.model import Document, Extract
    from auditor.pipeline import Knowledge
    from auditor.project import Project
    from auditor.reading import Options

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

LEVELS = ("error", "warning", "info")
"""Severities, the gravest first."""


def rules_option() -> Decorator:
    """``--rules DIR``."""
    return click.option(
        "--rules",
        "rules_folder",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Your own rules folder, laid over the shipped one: severities, wordings, indicators, synonyms.",
    )


def language_option() -> Decorator:
    """``--lang vi|en``."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["vi", "en"]),
        help="Language of messages. Default: that of the documents.",
    )


def reading_options() -> Decorator:
    """``--original``, ``--encoding`` and ``--limit``."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option(
            "--encoding",
            metavar="NAME",
            help="Encoding of text files: utf-8, utf-16, windows-1258, windows-1252, tcvn3, vni. Default: by evidence.",
        )(command)
        command = click.option(
            "--limit",
            "limits",
            multiple=True,
            metavar="NAME=N",
            expose_value=False,
            callback=_keep_limits,
            help="Bounds of a document, repeatable: seconds, program_seconds, extract_seconds, compare_seconds, pages, "
            "nesting, documents; in MB memory, main_memory, file, text",
        )(command)
        return click.option("--original", is_flag=True, help="Read tracked changes as rejected; default: as accepted.")(
            command
        )

    return add


_LIMITS = "auditor.limits"


def _keep_limits(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> None:
    """Check ``--limit`` and keep it for `how_to_read`."""
    if not given:
        return
    from auditor.resources import schema

    known = schema("project.schema.json")["properties"]["limits"]["properties"]
    limits = []
    for each in given:
        name, _, number = each.partition("=")
        if name not in known:
            raise click.UsageError(f"--limit {each}: no such limit; allowed: {', '.join(known)}")
        least, most = known[name]["minimum"], known[name]["maximum"]
        if not (number.isascii() and number.isdecimal() and len(number) < 9 and least <= int(number) <= most):
            raise click.UsageError(f"--limit {each}: {name} takes a whole number from {least} to {most}")
        limits.append((name, int(number)))
    context.meta[_LIMITS] = tuple(limits)


def how_to_read(original: bool, encoding: str | None) -> Options:
    """What `reading_options` come to."""
    from auditor.reading import Options

    return Options(original=original, encoding=encoding, limits=click.get_current_context().meta.get(_LIMITS, ()))


def project_option() -> Decorator:
    """``--project FILE``."""
    return click.option(
        "--project",
        "project_file",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="What you know of the documents. Default: auditor.toml in the current folder, if it is there.",
    )


def decisions_option() -> Decorator:
    """``--decisions FILE``."""
    return click.option(
        "--decisions",
        "decision_files",
        multiple=True,
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="What reviewers decided before, repeatable; besides the files that auditor.toml names.",
    )


def decided(files: tuple[Path, ...], project: Project) -> tuple[list[Decision], list[Path]]:
    """The decisions of the files given and of those that the project file names, and which of the latter are absent.

    Raises:
        DecisionFileError: A file is broken, or one that was given is absent.
    """
    from auditor.decisions import load

    absent = [path for path in project.decisions if not path.exists()]
    there = [path for path in project.decisions if path not in absent]
    return [decision for path in dict.fromkeys([*there, *files]) for decision in load(path)], absent


def decided_and_told(files: tuple[Path, ...], project: Project) -> list[Decision]:
    """The decisions as `decided` finds them, after a line for each file that is not there yet."""
    from auditor.project import FILE_NAME

    decisions, absent = decided(files, project)
    for path in absent:
        click.echo(f"auditor: {path}: named in {FILE_NAME}, not there yet: no decisions were read from it", err=True)
    return decisions


def fail_on_option() -> Decorator:
    """``--fail-on LEVEL``."""
    return click.option(
        "--fail-on",
        type=click.Choice([*LEVELS, "never"]),
        default="error",
        show_default=True,
        help="Least severity that makes the exit code 1.",
    )


def exit_code(found: Iterable[str], fail_on: str, *, internal: bool) -> int:
    """The exit code of an audit.

    Args:
        found: Severities of its findings.
        fail_on: What ``--fail-on`` says.
        internal: A check failed: a bug.
    """
    if internal:
        return 3
    loud = () if fail_on == "never" else LEVELS[: LEVELS.index(fail_on) + 1]
    return int(any(level in loud for level in found))


def read_named(
    document: str, original: bool, encoding: str | None, project_file: Path | None, rules_folder: Path | None
) -> tuple[Document, Knowledge]:
    """The document that a command names, read as its options say, and what it was read by."""
    from auditor.pipeline import know, read_one
    from auditor.project import load_project

    known = know(rules_folder)
    project = load_project(project_file, list(known.packs))
    return read_one(document, known, project, how_to_read(original, encoding)), known


def extract_named(
    document: str, original: bool, encoding: str | None, project_file: Path | None, rules_folder: Path | None
) -> Extract:
    """What is found in the document that a command names, read as its options say."""
    from auditor.gathering import extract_one
    from auditor.pipeline import know, read_one
    from auditor.project import load_project

    known = know(rules_folder)
    project = load_project(project_file, list(known.packs))
    options = how_to_read(original, encoding)
    return extract_one(read_one(document, known, project, options), known, project.bounds(options))
