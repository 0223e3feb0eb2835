"""A comparison of two runs as JSON, as text, as an HTML page, and on the terminal."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from auditor import __version__
from auditor.comparing import Comparison, DocumentPair
from auditor.phrases import LANGUAGES
from auditor.reading import OWN_REPORT
from auditor.reporting.evidence import shown
from auditor.resources import report_file, report_messages

if TYPE_CHECKING:
    from rich.console import Console

SCHEMA_VERSION = "1.0"
GROUPS = ("new", "changed", "resolved", "dismissed", "unchanged")
"""What may become of a finding, in the order in which it is shown."""
_KEPT = ("id", "rule", "severity", "indicator", "message", "computed")
_PLACES = ("document", "section", "page", "place", "text", "quote")
_STYLE = {"new": "bold red", "changed": "yellow", "resolved": "green", "dismissed": "magenta", "unchanged": "dim"}
_SILENT = "unchanged"
"""The group that the terminal only counts."""


def record(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values: the contract of ``rules/schemas/comparison.schema.json``."""
    return {
        "schema_version": SCHEMA_VERSION,
        "generator": {"name": "auditor", "version": __version__},
        "documents": [{"old": d.old, "new": d.new, "changed": d.changed} for d in comparison.documents],
        "findings": {
            group: [
                {"old": _finding(each.old), "new": _finding(each.new)} if group == "changed" else _finding(each)
                for each in getattr(comparison, group)
            ]
            for group in GROUPS
        },
        "statistics": {
            group: {severity: _count(comparison, group, severity) for severity in ("error", "warning", "info")}
            for group in GROUPS
        },
    }


def _finding(finding: Mapping[str, Any]) -> dict[str, Any]:
    evidence = [{name: item[name] for name in _PLACES} for item in finding["evidence"]]
    return {**{name: finding[name] for name in _KEPT}, "evidence": evidence}


def _count(comparison: Comparison, group: str, severity: str) -> int:
    now = [each.new if group == "changed" else each for each in getattr(comparison, group)]
    return sum(1 for finding in now if finding["severity"] == severity)


def dump(comparison: Comparison, language: str) -> str:
    """The comparison as JSON; in both languages, whatever ``language`` is."""
    return json.dumps(record(comparison), ensure_ascii=False, indent=1) + "\n"


def text(comparison: Comparison, language: str) -> str:
    """The comparison as lines, for mail and terminals without colours."""
    lines = [f"# {OWN_REPORT}", ""]
    for _, line in _lines(comparison, language):
        lines.append(line)
    return "\n".join(lines) + "\n"


def show(comparison: Comparison, console: Console, language: str) -> None:
    """Print the comparison.

    Args:
        comparison: What became of the findings.
        console: Where to print.
        language: Language of messages and labels.
    """
    from rich.text import Text

    for group, line in _lines(comparison, language, silent=_SILENT):
        console.print(Text(line, style=_STYLE.get(group, "bold")))


def _lines(comparison: Comparison, language: str, silent: str = "") -> Iterator[tuple[str, str]]:
    """Lines and the group that each belongs to; of the group ``silent`` only the number."""
    say = report_messages(f"compare.{language}")
    for pair in comparison.documents:
        state, name = _state(pair)
        if state != "unchanged":
            yield "documents", shown(f"{name}: {say[f'documents.{state}']}")
    for group in GROUPS:
        findings = getattr(comparison, group)
        if not findings or group == silent:
            continue
        yield group, f"{say[f'group.{group}']} ({len(findings)})"
        for each in findings:
            if group == "changed":
                yield group, f"  {_line(each.new, language, say)}"
                yield group, f"    {say['was']}: {_message(each.old, language)}"
            else:
                yield group, f"  {_line(each, language, say)}"
    yield "", say["lead"].format(**{group: len(getattr(comparison, group)) for group in GROUPS})


def _line(finding: Mapping[str, Any], language: str, say: Mapping[str, str]) -> str:
    severity = say[f"severity.{finding['severity']}"]
    return shown(f"{finding['id'][:8]} {severity}, {finding['rule']}: {_message(finding, language)}")


def _message(finding: Mapping[str, Any], language: str) -> str:
    return shown(" ".join(finding["message"][language].split()))


def _state(pair: DocumentPair) -> tuple[str, str]:
    if pair.old is None or pair.new is None:
        return ("added", pair.new or "") if pair.old is None else ("gone", pair.old)
    return ("changed" if pair.changed else "unchanged"), pair.new


def page(comparison: Comparison, language: str) -> str:
    """The comparison as one HTML page that opens from disk, loads nothing and runs nothing.

    Args:
        comparison: What became of the findings.
        language: Language shown first; the page can switch.
    """
    from jinja2 import Environment, StrictUndefined

    css = report_file("styles/compare.css")
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        report_file("templates/compare.html.j2")
    )
    return template.render(
        lang=language,
        mark=OWN_REPORT,
        generator={"name": "auditor", "version": __version__},
        t={each: report_messages(f"compare.{each}") for each in LANGUAGES},
        css=css,
        css_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
        documents=[(state, shown(name)) for state, name in map(_state, comparison.documents)],
        groups=[(group, [_card(each, group) for each in getattr(comparison, group)]) for group in GROUPS],
        counts={group: len(getattr(comparison, group)) for group in GROUPS},
    )


def _card(each: Any, group: str) -> dict[str, Any]:
    """A finding with its sides: as it is, and for a changed one as it was before."""
    now = each.new if group == "changed" else each
    sides = [("was", each.old), ("is", now)] if group == "changed" else [("", now)]
    return {
        "id": now["id"],
        "rule": now["rule"],
        "severity": now["severity"],
        "sides": [
            {
                "label": label,
                "message": {language: _message(finding, language) for language in LANGUAGES},
                "computed": shown(finding["computed"]),
                "evidence": [_quotation(item) for item in finding["evidence"]],
            }
            for label, finding in sides
        ],
    }


def _quotation(item: Mapping[str, Any]) -> dict[str, str]:
    """A quotation in three parts; the figure is marked where it stands in it once only."""
    figure = " ".join(item["text"].split())
    before, marked, after = (
        item["quote"].partition(figure) if figure and item["quote"].count(figure) == 1 else (item["quote"], "", "")
    )
    place = " ".join(part for part in (item["section"], item["place"]) if part)
    return {
        "document": shown(item["document"]),
        "place": shown(place),
        "before": shown(before),
        "figure": shown(marked),
        "after": shown(after),
    }


FORMATS: Mapping[str, tuple[str, Callable[[Comparison, str], str]]] = {
    "html": (".html", page),
    "json": (".json", dump),
    "text": (".txt", text),
}
"""Ending of a file's name and renderer by format."""
