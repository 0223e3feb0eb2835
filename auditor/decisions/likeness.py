"""Which finding stands today where a decision was taken, when its figures or sentences have changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.decisions.fingerprints import CUT
from auditor.decisions.records import Decision, Remembered
from auditor.model import Finding, Note

_LEAST_ALIKE = 0.6
"""Likeness of two sentences, 0 to 1, under which one is not the other, edited."""
_LEAST_SHARED = 0.5
"""Least likeness of a finding that has an unchanged piece of evidence in common with the decision."""
LEAST_CHANGED = 0.8
"""Least likeness of a finding of whose evidence every piece has changed."""
_FOR_TEXT = 0.1
"""Share of the likeness that is given for the same figure."""
_MOST_COMPARED = 1000
"""Characters of a sentence that are compared."""
_WORDS_AROUND = 2
_MOST_EXCERPT = 120

Current = tuple[Finding, tuple[Remembered, ...]]
"""A finding of today and its evidence."""


@dataclass(frozen=True, slots=True)
class Match:
    """A decision, and the id of the finding that stands in the place of the one decided on."""

    decision: Decision
    finding: str
    likeness: float


def best_matches(
    decisions: Sequence[Decision], current: Sequence[Current], taken: Collection[str]
) -> dict[Decision, Match]:
    """The finding for each decision whose evidence has changed.

    A finding takes one decision, the likest, of equally like ones the latest. A decision that finds only findings
    which are decided already has been overtaken by another: it matches, and rules nothing.

    Args:
        decisions: Those that hold for no finding as it stands.
        current: All findings.
        taken: Ids of findings on which a decision holds.
    """
    places = _places(current)
    candidates = [m for d in decisions for m in _candidates(d, places)]
    # Likeness in steps, so that of two decisions on one place the later one counts.
    candidates.sort(key=lambda m: m.decision.moment, reverse=True)
    candidates.sort(key=lambda m: -round(m.likeness, 1))
    found: dict[Decision, Match] = {}
    used = set(taken)
    for match in candidates:
        if match.decision not in found and match.finding not in used:
            found[match.decision] = match
            used.add(match.finding)
    for match in candidates:
        found.setdefault(match.decision, match)
    return found


def _places(current: Iterable[Current]) -> dict[tuple[str, str], list[Current]]:
    """Findings by rule and by each fingerprint and each figure's text in their evidence."""
    places: dict[tuple[str, str], list[Current]] = {}
    for finding, items in current:
        for key in dict.fromkeys(k for e in items for k in (e.fingerprint, e.text)):
            places.setdefault((finding.rule, key), []).append((finding, items))
    return places


def _candidates(decision: Decision, places: dict[tuple[str, str], list[Current]]) -> Iterator[Match]:
    """Findings of the same rule that have a piece of evidence, or at least a figure, in common with the decision."""
    known = {e.fingerprint for e in decision.evidence}
    keys = dict.fromkeys(k for e in decision.evidence for k in (e.fingerprint, e.text))
    near = {f.id: (f, items) for k in keys for f, items in places.get((decision.rule, k), ())}
    for finding, items in near.values():
        shared = any(e.fingerprint in known for e in items)
        alike = likeness(decision.evidence, items)
        if alike >= (_LEAST_SHARED if shared else LEAST_CHANGED):
            yield Match(decision, finding.id, alike)


def likeness(old: Sequence[Remembered], new: Sequence[Remembered]) -> float:
    """How much two lists of evidence are one, edited: 0 to 1, which is not changed at all."""
    return sum(alike for _, _, alike in _pairs(old, new)) / max(len(old), len(new), 1)


def _pairs(old: Sequence[Remembered], new: Sequence[Remembered]) -> list[tuple[Remembered, Remembered, float]]:
    """Old and new evidence, likest first, each piece once; 1 where nothing has changed."""
    scored = sorted(
        ((-_alike(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new)),
    )
    pairs = []
    olds, news = set[int](), set[int]()
    for minus, i, j in scored:
        if -minus >= _LEAST_ALIKE and i not in olds and j not in news:
            olds.add(i)
            news.add(j)
            pairs.append((old[i], new[j], -minus))
    return pairs


def _alike(old: Remembered, new: Remembered) -> float:
    if old.fingerprint == new.fingerprint:
        return 1.0
    from rapidfuzz.fuzz import ratio

    words = ratio(old.quote[:_MOST_COMPARED], new.quote[:_MOST_COMPARED], score_cutoff=100 * _LEAST_ALIKE / 2) / 100
    return min((1 - _FOR_TEXT) * words + _FOR_TEXT * (old.text == new.text), 0.99)


def changes(decision: Decision, items: Sequence[Remembered]) -> tuple[Note, ...]:
    """What has changed since a decision: which document, from what text to what text.

    Args:
        decision: With the evidence as it was.
        items: The evidence of the finding as it is.
    """
    pairs = _pairs(decision.evidence, items)
    edited = [(a, b) for a, b, alike in pairs if alike < 1]
    figures = {(a.quote, b.document): Note.of("returned.figure", document=b.document, left=a.text, right=b.text)
               for a, b in edited if a.text != b.text}  # fmt: skip
    words = [_words(a, b) for a, b in edited if a.text == b.text and (a.quote, b.document) not in figures]
    gone = [e for e in decision.evidence if all(e is not a for a, _, _ in pairs)]
    added = [e for e in items if all(e is not b for _, b, _ in pairs)]
    return tuple(
        dict.fromkeys(
            [
                *figures.values(),
                *words,
                *(Note.of("returned.gone", document=e.document, text=e.text) for e in gone),
                *(Note.of("returned.added", document=e.document, text=e.text) for e in added),
            ]
        )
    )


def _words(old: Remembered, new: Remembered) -> Note:
    """Which words of a sentence have changed; only that it has, where the quotation was cut."""
    before, after = old.quote.split(), new.quote.split()
    if before == after or old.quote.startswith(CUT) or old.quote.endswith(CUT):
        return Note.of("returned.sentence", document=new.document, text=new.text)
    left, right = _excerpts(before, after)
    return Note.of("returned.words", document=new.document, left=left, right=right)


def _excerpts(before: list[str], after: list[str]) -> tuple[str, str]:
    """The words that differ, with a few around them."""
    most = min(len(before), len(after))
    head = next((i for i in range(most) if before[i] != after[i]), most)
    tail = next((i for i in range(most - head) if before[-1 - i] != after[-1 - i]), most - head)

    def part(words: list[str]) -> str:
        stretch = " ".join(words[max(0, head - _WORDS_AROUND) : len(words) - tail + _WORDS_AROUND])
        return stretch if len(stretch) <= _MOST_EXCERPT else stretch[:_MOST_EXCERPT] + CUT

    return part(before), part(after)
