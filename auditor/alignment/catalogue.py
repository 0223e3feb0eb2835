"""The catalogue of known indicators: which one a phrase names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditor.language import Pack
from auditor.model import Figure
from auditor.resources import RuleFiles

_END = ""
_MONEY = frozenset({"VND", "USD", "EUR", "CNY", "GBP", "AUD"})
_PERCENT = frozenset({"percent", "percentage-point"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One known indicator."""

    key: str
    label: Mapping[str, str]
    dimension: str
    excludes: tuple[str, ...]


class Catalogue:
    """Finds the indicator whose name, in the words of one language, a phrase contains; the longest name wins."""

    def __init__(self, rules: RuleFiles, packs: Mapping[str, Pack]) -> None:
        """Index all labels and synonyms of ``rules/indicators/``.

        Args:
            rules: All rule files.
            packs: Language packs, by which surfaces are brought to normal form.
        """
        self._entries: dict[str, Entry] = {}
        self._tries: dict[str, dict[str, Any]] = {tag: {} for tag in packs}
        self._packs = packs
        for name, data in rules.items():
            if name.startswith("indicators/"):
                for raw in data["indicators"]:
                    self._add(raw)

    @property
    def names(self) -> dict[str, Mapping[str, str]]:
        """What each indicator is called in each language, by its key."""
        return {entry.key: entry.label for entry in self._entries.values()}

    def __len__(self) -> int:
        """Number of indicators."""
        return len(self._entries)

    def _add(self, raw: Mapping[str, Any]) -> None:
        for tag, pack in self._packs.items():
            excluded = tuple(pack.lexicon.fold(w) for w in raw.get("excludes", {}).get(tag, ()))
            self._entries[f"{tag}:{raw['key']}"] = Entry(raw["key"], raw["label"], raw["dimension"], excluded)
            surfaces = [raw["label"].get(tag, ""), *raw.get("synonyms", {}).get(tag, ())]
            for surface in surfaces:
                words = pack.lexicon.words(pack.lexicon.fold(surface))
                # One common word names too many things; an abbreviation does not.
                if not words or (len(words) == 1 and "_" not in words[0] and not surface.isupper()):
                    continue
                node = self._tries[tag]
                for word in words:
                    node = node.setdefault(word, {})
                node.setdefault(_END, raw["key"])

    def lookup(self, figure: Figure, tag: str) -> Entry | None:
        """The indicator that a figure's phrase names, or None.

        Args:
            figure: A figure; its phrase is looked at.
            tag: Language of its document.
        """
        pack = self._packs[tag]
        folded = pack.lexicon.fold(figure.phrase)
        best: tuple[int, int, str] | None = None
        words = pack.lexicon.words(folded)
        for start in range(len(words)):
            node = self._tries[tag]
            for at in range(start, len(words)):
                step = node.get(words[at])
                if step is None:
                    break
                node = step
                if _END in node and (best is None or at - start + 1 >= best[0]):
                    best = (at - start + 1, start, node[_END])
        if best is None:
            return None
        entry = self._entries[f"{tag}:{best[2]}"]
        if any(word in folded for word in entry.excludes) or not _fits(entry.dimension, figure):
            return None
        return entry


def _fits(dimension: str, figure: Figure) -> bool:
    """Whether a figure of this unit can be a statement of an indicator of this dimension, or of its change."""
    if figure.measure in ("up", "down", "plan", "previous", "multiple"):
        return True
    if dimension == "percent":
        return figure.unit in _PERCENT
    if dimension == "money":
        return figure.unit in _MONEY
    if dimension == "count":
        return figure.unit == "count"
    return True
