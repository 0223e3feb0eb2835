"""``auditor align``: why figures were aligned, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import how_to_read, language_option, project_option, reading_options, rules_option
from auditor.language.letters import unmarked

if TYPE_CHECKING:
    from auditor.alignment import Judged
    from auditor.model import Extract, Figure

_SHOWN = 8
"""Partners shown of each figure, the likeliest first."""


@click.command(short_help="Explain why figures were aligned, or why not.")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@click.option(
    "--explain",
    "query",
    metavar="WORDS",
    default="",
    help="Only figures whose words hold these; marks over and under letters may be left out.",
)
@click.option("--same-organisation", is_flag=True, help="As for audit.")
@reading_options()
@project_option()
@language_option()
@rules_option()
def align(
    documents: tuple[str, ...],
    query: str,
    same_organisation: bool,
    original: bool,
    encoding: str | None,
    project_file: Path | None,
    language: str | None,
    rules_folder: Path | None,
) -> int:
    """Show, for each figure, the figures that were looked at as its partners.

    For each pair: the words that met, the words that only one side has, the parts of the score, and why the two were
    aligned, compared, or not.

    \b
    Examples:
      auditor align review.docx political.docx --explain "graduation rate"
      auditor align a.txt b.txt --explain "ho ngheo"
    """
    from auditor.alignment import align as run
    from auditor.phrases import say
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
    trace: list[Judged] = []
    found, _ = run(ordered, known.packs, known.catalogue, same_organisation=same_organisation, trace=trace)
    verdicts = {m.id: str(a.verdict) for a in reversed(found) for m in a.members}
    spoken = language or ordered[0].document.language
    spoken = spoken if spoken in ("vi", "en") else "en"
    shown = False
    for line in _told(ordered, trace, verdicts, query, spoken):
        shown = True
        click.echo(line)
    if not shown:
        click.echo(say(spoken, "explain.none", query=query))
    return 0


def _told(
    extracts: Sequence[Extract], trace: Sequence[Judged], verdicts: Mapping[str, str], query: str, language: str
) -> Iterator[str]:
    from auditor.model import Standing
    from auditor.phrases import say

    partners: dict[str, list[Judged]] = {}
    for judged in trace:
        partners.setdefault(judged.left.id, []).append(judged)
        partners.setdefault(judged.right.id, []).append(judged)
    paths = {x.document.id: x.document.path for x in extracts}
    wanted = unmarked(query).split()
    for extract in extracts:
        for figure in extract.figures:
            stated = f" {unmarked(f'{figure.phrase} {figure.text}')}"
            if not all(f" {word}" in stated for word in wanted):
                continue
            yield _named(figure, paths)
            yield f"  {say(language, f'verdict.{verdicts.get(figure.id, Standing.SINGLE)}')}"
            found = sorted(partners.get(figure.id, ()), key=lambda j: (not j.aligned, -j.score, j.left.id, j.right.id))
            if not found:
                yield f"  {say(language, 'explain.alone')}"
            for judged in found[:_SHOWN]:
                yield from _pair(figure, judged, paths, language)
            yield ""


def _pair(figure: Figure, judged: Judged, paths: dict[str, str], language: str) -> Iterator[str]:
    from auditor.phrases import render, say

    mine, other = (judged.left, judged.right) if judged.left.id == figure.id else (judged.right, judged.left)
    sign = "=" if judged.aligned else "×"
    yield f"  {sign} {_named(other, paths)}"
    yield f"    {render([judged.outcome], language)}"
    words, others = ({*f.features.core, *f.features.head} for f in (mine, other))
    yield f"    {say(language, 'explain.met')}: {_words(words & others)}"
    for name, only in ((mine, words - others), (other, others - words)):
        if only:
            yield f"    {say(language, 'explain.only', document=paths[name.document])}: {_words(only)}"
    parts = ", ".join(f"{say(language, f'explain.part.{name}')} {value:+.2f}" for name, value in judged.parts if value)
    yield f"    {judged.score:.2f} = {parts}"


def _named(figure: Figure, paths: dict[str, str]) -> str:
    said = " ".join(figure.text.split())
    attributes = [str(figure.role), figure.measure, figure.period.label if figure.period else "", figure.scope]
    return f"{paths[figure.document]}:{figure.start}: {said} [{', '.join(a for a in attributes if a)}] {figure.phrase}"


def _words(words: set[str]) -> str:
    return ", ".join(sorted(w.replace("_", " ") for w in words)) or "–"
