"""Documents that may be compared, apart from those that never are: each group is aligned and checked by itself.

What is found in the reports of one organisation does not depend on what others wrote, and the work grows with the
number of organisations, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, product
from typing import Any

from auditor import accounting, checks
from auditor.alignment import align
from auditor.alignment.organisations import DIFFERENT, SAME, relate
from auditor.checks.base import Case
from auditor.deadlines import OverTimeError, within
from auditor.engines import Engine, Failed
from auditor.knowledge import Knowledge, packed, unpacked
from auditor.limits import Limits
from auditor.memory import OverMemoryError, uncollected, within_memory
from auditor.model import Alignment, Extract, Finding, Note
from auditor.rulebook import Rule

MOST_NOTES = 200
"""Pairs of documents that were not compared and are told one by one; of more only the number is told."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found in the documents of one group.

    Attributes:
        apart: Pairs of its documents that were not compared, by their ids, and why.
        alone: Ids of documents of which nothing aligns, though they were compared, and what is said of it.
        over: Ids of documents that were left out because comparing took too much with them, each with what it took.
    """

    alignments: list[Alignment]
    findings: list[Finding]
    apart: list[tuple[str, str, Note]]
    alone: list[tuple[str, Note]]
    over: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Compare:
    """Aligns and checks the documents of one group: the function that engines map."""

    knowledge: Knowledge
    rules: tuple[Rule, ...]
    same_organisation: bool
    limits: Limits

    def __call__(self, group: Sequence[Extract]) -> Compared:
        """What is found in the documents of a group, sorted by id.

        Where that takes too long, or too much memory, the document with the most figures is left out, until the others
        get along with it.
        """
        left = list(group)
        over: list[tuple[str, str]] = []
        limits = self.limits
        while left:
            in_time = partial(within, limits.compare_seconds * len(left), partial(self._compared, left))
            try:
                with uncollected():
                    return replace(within_memory(limits.main_memory, in_time), over=tuple(over))
            except OverTimeError:
                why = (
                    f"with it, that takes more than {limits.compare_seconds} s a document "
                    "(--limit compare_seconds=… allows more)"
                )
            except OverMemoryError:
                why = f"with it, {limits.over_memory('that')}"
            heaviest = max(left, key=lambda x: len(x.figures) + len(x.facts))
            left.remove(heaviest)
            over.append((heaviest.document.id, why))
        return Compared([], [], [], [], tuple(over))

    def _compared(self, group: Sequence[Extract]) -> Compared:
        known = self.knowledge
        alignments, relations = align(group, known.packs, known.catalogue, same_organisation=self.same_organisation)
        apart = [
            (left, right, relation.reason)
            for (left, right), relation in relations.items()
            if relation.verdict != SAME and not (self.same_organisation and relation.verdict != DIFFERENT)
        ]
        case = Case(
            group,
            alignments,
            known.packs,
            known.catalogue.names,
            directions=directions(known),
            compared=frozenset(map(frozenset, relations.keys() - {(left, right) for left, right, _ in apart})),
        )
        findings = checks.run(case, self.rules, known.checks)
        alone = [
            (x.document.id, Note.of("note.alone", document=x.document.path, figures=str(len(x.figures)), others=str(n)))
            for x, n in accounting.alone(group, alignments, {(a, b) for a, b, _ in apart})
        ]
        return Compared(alignments, findings, apart, alone)

    def __reduce__(self) -> tuple[Any, ...]:
        """What is sent to another process: the rule files instead of what is made of them."""
        return _compare, (packed(self.knowledge), self.rules, self.same_organisation, self.limits)


def _compare(raw: bytes, rules: tuple[Rule, ...], same_organisation: bool, limits: Limits) -> Compare:
    return Compare(unpacked(raw), rules, same_organisation, limits)


def directions(known: Knowledge) -> dict[str, str]:
    """Which way is better, of the indicators of the catalogue that say so."""
    return {
        entry["key"]: entry["direction"]
        for name, data in known.files.items()
        if name.startswith("indicators/")
        for entry in data["indicators"]
        if entry.get("direction") in ("up", "down")
    }


def groups(extracts: Sequence[Extract]) -> list[list[Extract]]:
    """Documents by organisation, where each names one; one group of all where some do not: they may be of any.

    Args:
        extracts: In the order in which they are to be compared.
    """
    names = {x.document.organisation for x in extracts}
    if None in names or len(names) < 2:
        return [list(extracts)]
    home = homes(str(each) for each in names)
    found: dict[str, list[Extract]] = {}
    for extract in extracts:
        found.setdefault(home[str(extract.document.organisation)], []).append(extract)
    return list(found.values())


def homes(names: Iterable[str]) -> dict[str, str]:
    """The shortest name of the organisation that each name may be of.

    A name that goes on where another ends is held to be of the same organisation.
    """
    home: dict[str, str] = {}
    first = ""
    for name in sorted(names):  # one that goes on stands right after
        if not first or not f"{name} ".startswith(f"{first} "):
            first = name
        home[name] = first
    return home


def compare(
    parts: Sequence[Sequence[Extract]],
    knowledge: Knowledge,
    rules: tuple[Rule, ...],
    engine: Engine,
    *,
    same_organisation: bool,
    limits: Limits,
) -> Iterator[Compared]:
    """Align and check each group.

    Args:
        parts: As `groups` made them.
        knowledge: Language packs and the catalogue.
        rules: Those that are to be carried out.
        engine: Where it is done.
        same_organisation: Compare documents of which nothing tells whose they are.
        limits: What a group may cost.

    Raises:
        RuntimeError: A group could not be compared: a bug.
    """
    for outcome in engine.map(Compare(knowledge, rules, same_organisation, limits), parts):
        if isinstance(outcome, Failed):
            raise RuntimeError(outcome.reason)
        yield outcome.value


def apart(
    parts: Sequence[Sequence[Extract]], within: Sequence[tuple[str, str, Note]], concerned: set[str]
) -> list[Note]:
    """What is to be said of the documents that were not compared.

    Args:
        parts: The groups.
        within: Pairs that were not compared in a group.
        concerned: Ids of the documents of which one must be in a pair.
    """
    pairs = [pair for pair in within if {pair[0], pair[1]} & concerned]
    documents = sum(map(len, parts))
    if len(pairs) > MOST_NOTES or (len(parts) > 1 and len(concerned) * documents > MOST_NOTES):
        return [Note.of("note.many-apart", documents=str(documents), groups=str(len(parts)))]
    names = {x.document.id: x.document.path for part in parts for x in part}
    order = {x.document.id: int(x.document.id[1:]) for part in parts for x in part}
    for one, other in combinations(parts, 2):
        for a, b in product(one, other):
            left, right = sorted((a, b), key=lambda x: order[x.document.id])
            if {left.document.id, right.document.id} & concerned:
                pairs.append((left.document.id, right.document.id, relate(left, right).reason))
    return [
        Note.of("note.not-compared", left=names[left], right=names[right], why=why)
        for left, right, why in sorted(pairs, key=lambda pair: pair[:2])
    ]
