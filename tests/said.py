"""What an audit says and has read, as tests ask for it."""

from __future__ import annotations

from auditor.model import Figure, Severity
from auditor.pipeline import Audit


def loud(result: Audit) -> list[str]:
    """Rules of what is said aloud."""
    return [f.rule for f in result.findings if f.severity is not Severity.INFO]


def figures(result: Audit, document: int = 0) -> dict[str, Figure]:
    """Figures of a document by their text."""
    return {f.text: f for f in result.extracts[document].figures}


def label(figure: Figure) -> str:
    """Label of the time of a figure, empty where it has none."""
    return figure.period.label if figure.period is not None else ""
