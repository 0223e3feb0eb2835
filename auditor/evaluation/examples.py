"""Plants a discrepancy of every rule's kind in a document: the wrong example of the rule's page."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.model import Document
from auditor.phrases import LANGUAGES
from auditor.pipeline import Audit, Knowledge, audit
from auditor.rulebook import Rule

BETWEEN = " ↔ "
"""Stands in an example between what two documents say."""
PLACES = 3
"""Copies in which an example of one document is planted."""
_GAP = "\n\n"
_WITHIN = "repeat"
"""The check that compares what one document says in two places."""


@dataclass
class RuleScore:
    """By rule, how often its wrong example was planted and found, and how often its right one was reported."""

    planted: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    reported: dict[str, int] = field(default_factory=dict)


def evaluate_rules(document: Document, knowledge: Knowledge, seed: int) -> RuleScore:
    """Plant each rule's examples in copies of a document, and count what the rule says of them.

    An example of one document stands behind paragraphs of the document here and there. One of two documents is
    audited alone: what the document itself says of the same indicators would speak against both.

    Args:
        document: As read; its text stands for it.
        knowledge: Rules and language packs.
        seed: Behind which paragraphs.
    """
    score = RuleScore()
    rng = random.Random(seed)
    for rule in knowledge.rules:
        if not rule.enabled:
            continue
        wrong, right = (_parts(document, rule, rule.page[part]) for part in ("wrong", "right"))
        places = [rng.random() for _ in range(PLACES if len(wrong) == 1 else 1)]
        score.planted[rule.id] = len(places)
        score.found[rule.id] = sum(_said(document, knowledge, rule, wrong, place) for place in places)
        score.reported[rule.id] = sum(_said(document, knowledge, rule, right, place) for place in places)
    return score


def _parts(document: Document, rule: Rule, example: Mapping[str, str]) -> list[str]:
    """What an example says in each document, in the document's language where the page has it."""
    parts = example[document.language if document.language in example else LANGUAGES[-1]].split(BETWEEN)
    return [_GAP.join(parts)] if rule.check == _WITHIN else parts


def _said(document: Document, knowledge: Knowledge, rule: Rule, parts: Sequence[str], place: float) -> bool:
    """Whether a rule says something of its example."""
    if len(parts) > 1:
        texts, spans = parts, [(0, len(part)) for part in parts]
    else:
        ends = [p.span(0, len(p.text))[1] for p in document.passages if p.kind == "paragraph"] or [0]
        at = ends[int(place * len(ends))]
        begin = at + len(_GAP)
        texts = [f"{document.text[:at]}{_GAP}{parts[0]}{_GAP}{document.text[at:]}"]
        spans = [(begin, begin + len(parts[0]))]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.txt" for number in range(1, len(texts) + 1)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8", newline="")
        one = Knowledge(knowledge.files, knowledge.packs, knowledge.catalogue, (rule,), knowledge.checks)
        result = audit([str(path) for path in paths], knowledge=one, same_organisation=True)
    return _touched(result, spans)


def _touched(result: Audit, spans: list[tuple[int, int]]) -> bool:
    """Whether a finding lies in what was planted; of two copies that are the same only one is read."""
    places = {x.document.id: spans[int(Path(x.document.path).stem) - 1] for x in result.extracts}
    return any(
        item.start < places[item.document][1] and places[item.document][0] < item.end
        for finding in result.findings
        for item in finding.evidence
    )
