"""Catalogue entries: proposed from what was discovered, and looked over for clashes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auditor.alignment.catalogue import Catalogue
from auditor.language import Pack
from auditor.language.letters import unmarked
from auditor.model import Alignment, Figure, Kind, Status
from auditor.resources import RuleFiles

FOLDER = "indicators/"
_LEAST_WORDS = 2
_MOST_WORDS = 12
"""Meaning words of a phrase that can name an indicator."""
_KEY_WORDS = 6
_DIGITS = re.compile(r"\d")
_PARTS = re.compile(r"; |…")
_SIGNS = re.compile(r"[£$€¥]")
_EDGES = " ,;:.…-–()“”\"'"


def suggest(
    alignments: Sequence[Alignment], language: Mapping[str, str], packs: Mapping[str, Pack], catalogue: Catalogue
) -> list[dict[str, Any]]:
    """Entries for indicators that documents share and no catalogue knows, in the order in which they stand.

    What only a person can tell is left neutral (``direction``) or as the documents have it (the label in the other
    language).

    Args:
        alignments: Of an audit.
        language: Language of each document, by id.
        packs: Language packs by tag.
        catalogue: What has a name already; no entry takes one of its names.
    """
    entries: list[dict[str, Any]] = []
    named: dict[tuple[str, ...], str] = {}
    keys: set[str] = set()
    for alignment in alignments:
        figures = [m for m in alignment.members if isinstance(m, Figure) and m.measure == "level"]
        if alignment.status is Status.NOT_COMPARED or not alignment.key.startswith("phrase:") or not figures:
            continue
        pack = packs[language[figures[0].document]]
        dimension = _dimension(figures[0], pack)
        names = {w: name for w, name in _names(figures, pack).items() if not catalogue.knows(w, pack.tag)}
        if not dimension or not names or any(words in named for words in names):
            continue
        label, *synonyms = names.values()
        key = _key(label, keys)
        keys.add(key)
        named.update(dict.fromkeys(names, key))
        kind = {"percent": "rate", "rank": "index", "index": "index"}.get(dimension)
        stock = figures[0].period is None or figures[0].period.point
        entry = {"key": key, "label": dict.fromkeys(("vi", "en"), label)}
        if synonyms:
            entry["synonyms"] = {pack.tag: synonyms}
        entries.append(
            {**entry, "dimension": dimension, "type": kind or ("stock" if stock else "flow"), "direction": "neutral"}
        )
    return entries


def _dimension(figure: Figure, pack: Pack) -> str:
    """What an indicator is measured in, as the catalogue calls it; empty for what it does not know."""
    if figure.kind is Kind.RANK:
        return "rank"
    if figure.per:
        return "ratio"
    if figure.unit in ("count", "percent"):
        return figure.unit
    known = {entry.unit: entry.dimension for entry in pack.units.values()}
    found = known.get(figure.unit, "")
    return found if found in _DIMENSIONS else ""


_DIMENSIONS = frozenset({"money", "area", "length", "weight", "volume", "energy", "index", "duration"})


def _names(figures: Sequence[Figure], pack: Pack) -> dict[tuple[str, ...], str]:
    """Noun phrases of the figures that can name an indicator, by their meaning words, the shortest first."""
    found: dict[tuple[str, ...], str] = {}
    for figure in figures:
        # Behind the place of the figure stands what was counted.
        name = _noun_phrase(_PARTS.split(figure.phrase)[-1], pack)
        words = pack.lexicon.words(pack.lexicon.fold(name))
        if not _DIGITS.search(name) and _LEAST_WORDS <= len(words) <= _MOST_WORDS:
            found.setdefault(words, name[:1].upper() + name[1:])
    return dict(sorted(found.items(), key=lambda item: (len(item[1]), item[1])))


def _noun_phrase(phrase: str, pack: Pack) -> str:
    """A phrase up to the words that belong to its figure, without words at its beginning that mean nothing."""
    printed = " ".join(_SIGNS.sub(" ", phrase).split())
    folded = pack.lexicon.fold(printed)
    end = next((m.start() for m in pack.ended.finditer(folded) if m.start()), len(folded))
    begin = next((start for start, _, _ in pack.lexicon.tokens(folded)), 0)
    return printed[begin:end].strip(_EDGES)


def _key(label: str, taken: set[str]) -> str:
    """``own.`` and the first words of a label in plain letters, another number behind each further one."""
    words = re.findall(r"[a-z0-9]+", unmarked(label))
    base = key = f"own.{'-'.join(words[:_KEY_WORDS])}"
    number = 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def faults(files: RuleFiles, packs: Mapping[str, Pack]) -> list[str]:
    """What is wrong in a catalogue that its schema cannot tell, a line each, file and key first.

    One key twice, one name under two keys (by its meaning words, where both may be meant), a parent that does not
    exist, parents in a circle, a range upside down.

    Args:
        files: All rule files, each valid by its schema.
        packs: Language packs by tag.
    """
    entries = [(name, entry) for name, data in files.items() if name.startswith(FOLDER) for entry in data["indicators"]]
    homes: dict[str, str] = {}
    found: list[str] = []
    for name, entry in entries:
        if entry["key"] in homes:
            found.append(f"{name}: {entry['key']}: the key stands in {homes[entry['key']]} already")
        homes.setdefault(entry["key"], name)
    parents = {entry["key"]: entry.get("parent") for _, entry in entries}
    for name, entry in entries:
        parent, (low, high) = entry.get("parent"), entry.get("range") or (0, 0)
        if parent and parent not in homes:
            found.append(f"{name}: {entry['key']}: there is no parent {parent}")
        if low > high:
            found.append(f"{name}: {entry['key']}: the range begins at {low} and ends at {high}")
        if _circular(entry["key"], parents):
            found.append(f"{name}: {entry['key']}: it is its own parent, over {parent}")
    return found + list(_clashes(entries, packs))


def _circular(key: str, parents: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    at = parents.get(key)
    while at and at not in seen:
        if at == key:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _clashes(entries: Sequence[tuple[str, Mapping[str, Any]]], packs: Mapping[str, Pack]) -> Iterator[str]:
    for tag, pack in packs.items():
        known: dict[tuple[str, ...], list[Mapping[str, Any]]] = defaultdict(list)
        for name, entry in entries:
            surfaces = [entry["label"].get(tag, ""), *entry.get("synonyms", {}).get(tag, ())]
            own: set[tuple[str, ...]] = set()
            for surface in surfaces:
                words = pack.lexicon.words(pack.lexicon.fold(surface))
                if not words or words in own:
                    continue
                own.add(words)
                for other in known[words]:
                    if other["key"] != entry["key"] and other["dimension"] == entry["dimension"]:
                        yield f"{name}: {entry['key']}: “{surface}” ({tag}) names {other['key']}, too"
                known[words].append(entry)
