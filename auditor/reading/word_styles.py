"""Styles and lists of a DOCX file: what holds for a paragraph that does not say it itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from auditor.reading.attributes import whole
from auditor.reading.numbering import Level, Numbering, Sequence

_MOST_ANCESTORS = 20
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of WordprocessingML (ECMA-376 part 1)."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says, its ancestors' words included.

    Attributes:
        level: Level of a heading, from 1; 0 for other paragraphs.
        number: The list that it numbers its paragraphs by; empty for none.
        number_level: The level in that list, counted from 0.
        font: Its font.
        contents: It is that of a table of contents.
    """

    level: int
    number: str
    number_level: int
    font: str
    contents: bool


class Styles:
    """The styles of a document, by what they say of a paragraph and of a run."""

    def __init__(self, root: Any) -> None:
        """Index ``styles.xml``; None where the file has none."""
        self._elements = {s.get(f"{W}styleId"): s for s in (root.iter(f"{W}style") if root is not None else ())}
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts") if root is not None else None
        self._default_font = _font(defaults)
        self._default = next(
            (k for k, s in self._elements.items() if s.get(f"{W}type") == "paragraph" and _true(s, "default")), ""
        )
        self._known: dict[tuple[str, str], Style] = {}
        self._fonts: dict[str, str] = {}

    def of(self, properties: Any) -> Style:
        """What holds for a paragraph, its own outline level included."""
        name = value(properties.find(f"{W}pStyle")) if properties is not None else ""
        level = value(properties.find(f"{W}outlineLvl")) if properties is not None else ""
        key = (name or self._default, level)
        if key not in self._known:
            self._known[key] = self._resolve(*key)
        return self._known[key]

    def _resolve(self, name: str, outline: str) -> Style:
        level, number, number_level, font, contents = outline, "", "", "", False
        for element in self._chain(name):
            level = level or value(element.find(f"{W}pPr/{W}outlineLvl"))
            number = number or value(element.find(f"{W}pPr/{W}numPr/{W}numId"))
            number_level = number_level or value(element.find(f"{W}pPr/{W}numPr/{W}ilvl"))
            font = font or _font(element.find(f"{W}rPr/{W}rFonts"))
            contents |= value(element.find(f"{W}name")).lower().startswith("toc ")
        at_level = whole(level, 9, least=0, most=9)
        deep = at_level + 1 if at_level < 9 else 0
        return Style(
            deep,
            number,
            whole(number_level, 0, most=8),
            font or self._default_font,
            contents=contents,
        )

    def _chain(self, name: str) -> Iterator[Any]:
        seen: set[str] = set()
        while name in self._elements and name not in seen and len(seen) < _MOST_ANCESTORS:
            seen.add(name)
            element = self._elements[name]
            yield element
            name = value(element.find(f"{W}basedOn"))

    def font(self, properties: Any, style: Style) -> str:
        """The font of a run: its own, its character style's, its paragraph's."""
        if properties is None:
            return style.font
        own = _font(properties.find(f"{W}rFonts"))
        if own:
            return own
        name = value(properties.find(f"{W}rStyle"))
        if name and name not in self._fonts:
            self._fonts[name] = next((f for e in self._chain(name) if (f := _font(e.find(f"{W}rPr/{W}rFonts")))), "")
        return self._fonts.get(name, "") or style.font


def numbering_of(root: Any) -> Numbering:
    """The lists of ``numbering.xml``: instances share the counters of their abstract list."""
    abstract: dict[str, dict[int, Level]] = {}
    instances: dict[str, Sequence] = {}
    links: dict[str, str] = {}
    if root is None:
        return Numbering({})
    for element in root.iter(f"{W}abstractNum"):
        key = element.get(f"{W}abstractNumId")
        levels = {}
        for level in element.iter(f"{W}lvl"):
            levels[whole(level.get(f"{W}ilvl"), 0, most=8)] = _level(level)
        abstract[key] = levels
        link = value(element.find(f"{W}numStyleLink")) or value(element.find(f"{W}styleLink"))
        if link:
            if levels:
                links[link] = key
            else:
                abstract[key] = abstract.get(links.get(link, ""), {})
    for element in root.iter(f"{W}num"):
        key = value(element.find(f"{W}abstractNumId"))
        levels = dict(abstract.get(key, {}))
        restarts: dict[int, int] = {}
        for override in element.iter(f"{W}lvlOverride"):
            at = whole(override.get(f"{W}ilvl"), 0, most=8)
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[at] = _level(own)
            start = value(override.find(f"{W}startOverride"))
            if start:
                restarts[at] = whole(start, 1)
        instances[element.get(f"{W}numId")] = Sequence(key, levels, restarts)
    return Numbering(instances)


def _level(element: Any) -> Level:
    start = value(element.find(f"{W}start"))
    restart = value(element.find(f"{W}lvlRestart"))
    return Level(
        form=value(element.find(f"{W}numFmt")) or "decimal",
        pattern=value(element.find(f"{W}lvlText")),
        start=whole(start, 1),
        legal=on(element.find(f"{W}isLgl")),
        restarts=restart != "0",
    )


def value(element: Any) -> str:
    """The value of a property, empty where it is not set."""
    return str(element.get(f"{W}val") or "") if element is not None else ""


def on(element: Any) -> bool:
    """Whether a property that is on or off is on."""
    return element is not None and element.get(f"{W}val") not in ("0", "false", "off")


def _true(element: Any, name: str) -> bool:
    return element.get(W + name) in ("1", "true", "on")


def _font(element: Any) -> str:
    return str(element.get(f"{W}ascii") or element.get(f"{W}hAnsi") or "") if element is not None else ""
