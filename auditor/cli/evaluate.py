"""``auditor evaluate``: findings, extraction and alignment against labels or planted discrepancies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import rules_option

if TYPE_CHECKING:
    from auditor.evaluation import FigureScore


@click.command(short_help="Measure against labels, or on your own documents.")
@click.argument("labels", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--doc",
    "documents",
    multiple=True,
    metavar="KEY=FILE",
    help="File of each document key in labels of findings.",
)
@click.option(
    "--part",
    type=click.Choice(["work", "test", "all"]),
    default="all",
    show_default=True,
    help="Which part of labelled sentences.",
)
@click.option("--list", "listed", is_flag=True, help="Name the labels missed and what is wrong.")
@click.option("--empty-catalogue", "empty", is_flag=True, help="Align labelled pairs without any known indicator.")
@click.option(
    "--planted",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Plant discrepancies in copies of a document of yours and count those found.",
)
@click.option("--each-rule", is_flag=True, help="With --planted: plant a discrepancy of each rule's kind.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which places --planted takes.")
@rules_option()
def evaluate(
    labels: tuple[Path, ...],
    documents: tuple[str, ...],
    part: str,
    listed: bool,
    empty: bool,
    planted: Path | None,
    each_rule: bool,
    seed: int,
    rules_folder: Path | None,
) -> None:
    """Compare with labels, or find what was planted; print recall and precision.

    Labels are JSON lines as described in data/README.md: of the findings of an audit (needs --doc), of the figures of
    sentences, or of pairs of sentences that state one fact or two.

    --planted changes one digit, one scale word, one unit or one year, or swaps two figures, in copies of a document,
    audits it against each copy, and prints how many of these it found, and what it reported where nothing was changed.
    With --each-rule it plants the wrong and the right example of every rule's page instead, and prints how many of the
    wrong ones each rule found, and how many of the right ones it reported.

    \b
    Examples:
      auditor evaluate data/labels/figures-vi.jsonl --part test
      auditor evaluate data/labels/pairs.jsonl --part test --empty-catalogue
      auditor evaluate data/samples/vi/labels.jsonl \\
        --doc A=data/samples/vi/review-report.txt --doc B=data/samples/vi/political-report.txt
      auditor evaluate --planted review.docx --seed 2 --list
      auditor evaluate --planted review.docx --each-rule
    """
    if bool(planted) == bool(labels):
        raise click.UsageError("name files of labels, or one document with --planted")
    if each_rule and not planted:
        raise click.UsageError("--each-rule plants in the document that --planted names")
    if planted and each_rule:
        _each_rule(planted, seed, rules_folder)
        return
    if planted:
        _planted(planted, seed, listed, rules_folder)
        return
    from auditor.evaluation import sort_of

    sorts = {path: sort_of(path) for path in labels}
    if len(set(sorts.values())) > 1:
        raise click.UsageError("labels of different sorts are measured one sort at a time")
    if sorts[labels[0]] == "figures":
        _figures(labels, part, listed, rules_folder)
        return
    if sorts[labels[0]] == "pairs":
        _pairs(labels, part, listed, rules_folder, empty=empty)
        return
    _findings(labels, documents, listed, rules_folder)


def _findings(labels: Sequence[Path], documents: Sequence[str], listed: bool, rules_folder: Path | None) -> None:
    from auditor.evaluation import evaluate as run

    files = {}
    for pair in documents:
        key, separator, path = pair.partition("=")
        if not separator or not path:
            raise click.UsageError(f"--doc takes KEY=FILE, not {pair!r}")
        files[key] = path
    if not files:
        raise click.UsageError("labels of findings need --doc KEY=FILE for each document")
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


def _figures(labels: Sequence[Path], part: str, listed: bool, rules_folder: Path | None) -> None:
    from auditor.evaluation import evaluate_figures
    from auditor.pipeline import know

    score = evaluate_figures(labels, know(rules_folder).packs, part)
    if listed:
        for line in score.wrong:
            click.echo(line)
    for line in _table(score):
        click.echo(line)


def _table(score: FigureScore) -> list[str]:
    """Recall and precision of each attribute, a line a form."""
    from auditor.evaluation.figures import ATTRIBUTES

    width = max([len(form) for form in score.forms] + [len("all")])
    head = "  ".join(f"{a:^11}" for a in ATTRIBUTES)
    lines = [f"{'form':{width}}  figures  {head}  non-figures"]
    for form, tally in [*score.forms.items(), ("all", score.total)]:
        cells = "  ".join(f"{tally.recall(a):5.3f} {tally.precision(a):5.3f}" for a in ATTRIBUTES)
        none = f"{tally.silence():5.3f} ({tally.none})" if tally.none else ""
        lines.append(f"{form:{width}}  {tally.labelled:7d}  {cells}  {none}".rstrip())
    return [*lines, "(recall and precision of each)"]


def _pairs(labels: Sequence[Path], part: str, listed: bool, rules_folder: Path | None, *, empty: bool) -> None:
    from auditor.alignment import Catalogue
    from auditor.evaluation import evaluate_pairs
    from auditor.pipeline import know

    known = know(rules_folder)
    catalogue = Catalogue({}, known.packs) if empty else known.catalogue
    score = evaluate_pairs(labels, known.packs, catalogue, part)
    if listed:
        for line in score.wrong:
            click.echo(line)
    width = max([len(form) for form in score.forms] + [len("all")])
    click.echo(f"{'form':{width}}  one fact  aligned  other facts  aligned  recall  precision  F1")
    for form, tally in [*score.forms.items(), ("all", score.total)]:
        click.echo(
            f"{form:{width}}  {tally.same:8d}  {tally.found:7d}  {tally.other:11d}  {tally.taken:7d}"
            f"  {tally.recall:6.3f}  {tally.precision:9.3f}  {tally.f1:5.3f}"
        )


def _planted(path: Path, seed: int, listed: bool, rules_folder: Path | None) -> None:
    from auditor.evaluation import evaluate_planted
    from auditor.evaluation.planted import KINDS
    from auditor.pipeline import know, read_one

    known = know(rules_folder)
    score = evaluate_planted(read_one(str(path), known), known, seed)
    if listed:
        for title, lines in (("missed", score.missed), ("reported elsewhere", score.elsewhere)):
            for line in lines:
                click.echo(f"{title}: {line}")
    click.echo("planted  number  found  share")
    totals = sum(score.planted.values()), sum(score.found.values())
    for name, planted, found in [*((k, score.planted[k], score.found[k]) for k in KINDS), ("all", *totals)]:
        click.echo(f"{name:7}  {planted:6d}  {found:5d}  {found / planted:5.3f}" if planted else f"{name:7}  {0:6d}")
    click.echo(f"reported where nothing was planted: {len(score.elsewhere)}")


def _each_rule(path: Path, seed: int, rules_folder: Path | None) -> None:
    from auditor.evaluation import evaluate_rules
    from auditor.pipeline import know, read_one

    known = know(rules_folder)
    score = evaluate_rules(read_one(str(path), known), known, seed)
    width = max(map(len, score.planted), default=0)
    click.echo(f"{'rule':{width}}  planted  found  recall  right ones reported")
    rows = [(name, score.planted[name], score.found[name], score.reported[name]) for name in score.planted]
    totals = sum(score.planted.values()), sum(score.found.values()), sum(score.reported.values())
    for name, planted, found, reported in [*rows, ("all", *totals)]:
        recall = f"{found / planted:6.3f}" if planted else ""
        click.echo(f"{name:{width}}  {planted:7d}  {found:5d}  {recall}  {reported:d}")
