"""What an audit says and has read, as tests ask for it."""

from __future__ import annotations

from auditor.model import Figure, Severity
from auditor.pipeline import Audit


def loud(result: Audit) -> list[str]:
    """Rules of what is said aloud."""
    return [f.rule for f in result.findings if f.severity is not Severity.INFO]


def loud_texts(result: Audit) -> list[list[str]]:
    """Texts of what is said aloud, those of each finding together."""
    return [[" ".join(e.text.split()) for e in f.evidence] for f in result.findings if f.severity is not Severity.INFO]


def figures(result: Audit, document: int = 0) -> dict[str, Figure]:
    """Figures of a document by their text."""
    return {f.text: f for f in result.extracts[document].figures}


def label(figure: Figure) -> str:
    """Label of the time of a figure, empty where it has none."""
    return figure.period.label if figure.period is not None else ""


def times(result: Audit) -> dict[str, str]:
    """Labels of the times of the figures of the first document, by their texts."""
    return {text: label(figure) for text, figure in figures(result).items()}
