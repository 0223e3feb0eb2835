"""What was decided of a finding, as a sentence."""

from __future__ import annotations

from auditor.model import Decided, Verdict
from auditor.phrases import render, say


def sentence(decided: Decided, language: str) -> str:
    """The verdict, who gave it and why, and why the finding is shown all the same, on one line.

    Args:
        decided: What was decided.
        language: ``vi`` or ``en``.
    """
    by = ", ".join(part for part in (decided.author, decided.time[:10]) if part)
    verdict = say(language, f"verdict.{decided.verdict}") + (f" ({by})" if by else "")
    said = verdict + (f": {' '.join(decided.reason.split())}" if decided.reason else "")
    if not decided.returned:
        return said
    code = "decision.returned" if decided.verdict is Verdict.DISMISSED else "decision.since"
    return f"{said}. {say(language, code, why=render(decided.returned, language))}"
