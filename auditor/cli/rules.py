"""``auditor rules``: the rules and their pages."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import rules_option

_HEADINGS = {
    "finds": "What it finds",
    "why": "Why it matters",
    "wrong": "Wrong",
    "right": "Right",
    "leaves_alone": "What it leaves alone",
    "tolerance": "Tolerance",
    "tune": "How to tune or waive it",
}


@click.group(invoke_without_command=True, short_help="List the rules, or show one rule's page.")
@rules_option()
@click.option("--lang", "language", type=click.Choice(["vi", "en"]), default="en", show_default=True)
@click.pass_context
def rules(context: click.Context, rules_folder: Path | None, language: str) -> None:
    """List the rules: id, severity, name.

    \b
    Examples:
      auditor rules
      auditor rules --lang vi show sum-of-parts
    """
    context.obj = (rules_folder, language)
    if context.invoked_subcommand is not None:
        return
    from rich.console import Console
    from rich.table import Table

    from auditor.pipeline import know

    table = Table("id", "severity", "status", "name")
    for rule in know(rules_folder).rules:
        table.add_row(rule.id, str(rule.severity) if rule.enabled else "off", rule.status, rule.name[language])
    Console().print(table)


@rules.command(short_help="Print a rule's page.")
@click.argument("rule_id", metavar="ID")
@click.pass_obj
def show(options: tuple[Path | None, str], rule_id: str) -> None:
    """Print what a rule finds, why it matters, an example, its tolerance and how to tune it.

    \b
    Example:
      auditor rules show cross-value
      auditor rules show expectation:figures
    """
    folder, language = options
    from auditor import suites
    from auditor.pipeline import know

    known = know(folder)
    found = known.rules
    rule = next((r for r in found if r.id == rule_id), None)
    kind, _, suite = rule_id.partition(":")
    if kind == suites.RULE and suite:
        rule = suites.rule(suites.find([suite], known.files)[0])
    if rule is None:
        raise click.UsageError(f"no rule is called {rule_id!r}; there are {', '.join(r.id for r in found)}")
    click.echo(f"{rule.id}: {rule.name[language]} ({rule.severity}, {rule.status})\n")
    for part, heading in _HEADINGS.items():
        click.echo(f"{heading}\n  {rule.page[part][language]}\n")
    click.echo(f"Message\n  {rule.message[language]}\n\nNext step\n  {rule.next_step[language]}")
