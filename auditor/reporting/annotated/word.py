"""A DOCX with a Word comment at each figure concerned; no other part of the file is touched.

A comment stands in the part of the comments and is anchored in the document between two marks and by a reference
(ECMA-376, 17.13.4). Runs are divided where a figure begins or ends inside one. Word allows no comments in notes and
text boxes: those are anchored where the note or the box is.
"""

from __future__ import annotations

import copy as copying
import io
import zipfile
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from auditor.errors import UnreadableDocumentError
from auditor.language import Pack
from auditor.model import Document
from auditor.reading import OWN_REPORT
from auditor.reading.packages import is_strict, open_package, parse_part, spelled_strictly
from auditor.reading.word import Located, Spot, locate
from auditor.reading.word_styles import W
from auditor.reporting.annotated.marks import AUTHOR, Mark, Marked

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CONTENT_TYPES = "[Content_Types].xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_NOTES = {f"{W}footnote": "footnote", f"{W}endnote": "endnote"}


def copy(raw: bytes, document: Document, marks: Sequence[Mark], packs: Mapping[str, Pack], *, original: bool) -> Marked:
    """A copy with a comment for each mark.

    Args:
        raw: The file.
        document: As it was read.
        marks: In the order of its text.
        packs: Language packs by which it was read.
        original: It was read with tracked changes as rejected.

    Raises:
        UnreadableDocumentError: It is damaged, or reads otherwise than before.
    """
    located = locate(raw, document.path, packs, original=original)
    if located.text != document.text:
        raise UnreadableDocumentError("reads otherwise than before", where=document.path)
    package = open_package(raw, document.path, "DOCX")
    comments = _Comments(package, located.main, document.path)
    anchors = _Anchors(located)
    unplaced = []
    for mark in marks:
        ends = anchors.around(mark.start, mark.end)
        if ends is None:
            unplaced.append(mark)
        else:
            _anchor(*ends, comments.add(mark.lines))
    if not comments.added:
        return Marked(raw, tuple(unplaced))
    parts = {located.main: _serialised(located.root), **comments.parts()}
    if is_strict(package, located.main):
        parts = {name: spelled_strictly(content) for name, content in parts.items()}
    return Marked(_repacked(package, parts, document.path), tuple(unplaced))


class _Anchors:
    """Finds, and makes by dividing runs, the runs that hold exactly a span of the text."""

    def __init__(self, located: Located) -> None:
        self._located = located
        self._starts = [spot.start for spot in located.spots]
        self._pieces: dict[Any, list[tuple[int, Any]]] = {}

    def around(self, start: int, end: int) -> tuple[Any, Any] | None:
        """The first and the last run of a span, or None where the document has none for it."""
        spots = self._spots(start, end)
        if not spots:
            return None
        outside = self._outside(spots[0].element)
        if outside is not None:
            return outside, outside
        spots = [spot for spot in spots if self._in_body(spot.element) and self._outside(spot.element) is None]
        first = self._opened(spots[0], max(start - spots[0].start, 0))
        last = self._closed(spots[-1], min(end, spots[-1].end) - spots[-1].start)
        return first, last

    def _spots(self, start: int, end: int) -> list[Spot]:
        found = []
        for spot in self._located.spots[max(bisect_right(self._starts, start) - 1, 0) :]:
            if spot.start >= end:
                break
            if spot.end > start:
                found.append(spot)
        return found

    def _in_body(self, element: Any) -> bool:
        return element.getroottree().getroot() is self._located.root

    def _outside(self, element: Any) -> Any:
        """The run that stands for a note or a text box in the document, or None for text of the document itself."""
        if not self._in_body(element):
            note = next(a for a in element.iterancestors() if a.tag in _NOTES)
            reference = self._located.references[f"{_NOTES[note.tag]}{note.get(f'{W}id')}"]
            run = next(reference.iterancestors(f"{W}r"))
            return run if self._in_body(run) else self._outside(run)
        boxes = list(element.iterancestors(f"{W}txbxContent"))
        return next(boxes[-1].iterancestors(f"{W}r"), None) if boxes else None

    def _opened(self, spot: Spot, at: int) -> Any:
        """The run that begins with the character ``at`` of a text element."""
        element = self._divided(spot, at)
        run = element.getparent()
        before = element.getprevious()
        return run if before is None or before.tag == f"{W}rPr" else _cut(run, element)

    def _closed(self, spot: Spot, at: int) -> Any:
        """The run that ends before the character ``at`` of a text element."""
        if at < spot.end - spot.start:
            self._divided(spot, at)
        element = self._piece(spot, at - 1)[1]
        after = element.getnext()
        if after is not None:
            _cut(element.getparent(), after)
        return element.getparent()

    def _piece(self, spot: Spot, at: int) -> tuple[int, Any]:
        """The part of a text element, as divided so far, that holds a character, and where it begins."""
        pieces = self._pieces.setdefault(spot.element, [(0, spot.element)])
        return pieces[max(bisect_right(pieces, at, key=lambda p: p[0]) - 1, 0)]

    def _divided(self, spot: Spot, at: int) -> Any:
        """The text element that begins at a character, made by dividing the one that holds it."""
        begin, element = self._piece(spot, at)
        text = element.text or ""
        # Letters of an old encoding may be two for one: such text is not divided.
        exact = sum(len(e.text or "") for _, e in self._pieces[spot.element]) == spot.end - spot.start
        if begin == at or not exact:
            return element
        rest = copying.copy(element)
        element.text, rest.text, rest.tail = text[: at - begin], text[at - begin :], None
        for part in (element, rest):
            part.set(_SPACE, "preserve")
        element.addnext(rest)
        self._pieces[spot.element].append((at, rest))
        self._pieces[spot.element].sort(key=lambda p: p[0])
        _cut(element.getparent(), rest)
        return rest


def _cut(run: Any, child: Any) -> Any:
    """Divide a run before one of its children; gives back the run that begins with it."""
    rest = run.makeelement(run.tag, run.attrib, run.nsmap)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        rest.append(copying.deepcopy(properties))
    for moved in [child, *child.itersiblings()]:
        rest.append(moved)
    run.addnext(rest)
    return rest


def _anchor(first: Any, last: Any, number: str) -> None:
    """Put the marks of a comment around runs, and its reference after them."""
    reference = last.makeelement(f"{W}r")
    reference.append(last.makeelement(f"{W}commentReference", {f"{W}id": number}))
    first.addprevious(last.makeelement(f"{W}commentRangeStart", {f"{W}id": number}))
    end = last.makeelement(f"{W}commentRangeEnd", {f"{W}id": number})
    last.addnext(end)
    around = end
    while around.getparent().tag != f"{W}p":  # outside of tracked changes and links
        around = around.getparent()
    around.addnext(reference)


class _Comments:
    """The part that holds the comments, its relationship and its content type."""

    def __init__(self, package: zipfile.ZipFile, main: str, path: str) -> None:
        from lxml import etree

        folder, name = PurePosixPath(main).parent, PurePosixPath(main).name
        self._relations_part = str(folder / "_rels" / f"{name}.rels")
        relations = parse_part(package, self._relations_part, path)
        self._relations = relations if relations is not None else etree.Element(f"{{{_RELATIONS}}}Relationships")
        self._types = parse_part(package, _CONTENT_TYPES, path)
        if self._types is None:
            raise UnreadableDocumentError(f"is damaged: it has no {_CONTENT_TYPES}", where=path)
        self._part = self._known(folder)
        root = parse_part(package, self._part, path) if self._part else None
        self._new = root is None
        if root is None:
            self._part = self._part or _unused(str(folder / "comments.xml"), package)
            root = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
        self._root = root
        numbers = (c.get(f"{W}id", "") for c in root.iter(f"{W}comment"))
        self._next = max((int(n) for n in numbers if n.isdecimal()), default=-1) + 1
        self._folder = folder
        self.added = 0

    def _known(self, folder: PurePosixPath) -> str:
        for relation in self._relations:
            if relation.get("Type", "").endswith("/comments"):
                target = relation.get("Target", "")
                return target.lstrip("/") if target.startswith("/") else str(folder / target)
        return ""

    def add(self, lines: Sequence[str]) -> str:
        """A comment of some paragraphs, the first in bold; gives back its id."""
        from lxml import etree

        number = str(self._next + self.added)
        self.added += 1
        names = {f"{W}id": number, f"{W}author": AUTHOR, f"{W}initials": AUTHOR[:1]}
        comment = etree.SubElement(self._root, f"{W}comment", names)
        for i, text in enumerate(lines):
            run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
            if not i:
                etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}b")
            etree.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = text
        return number

    def parts(self) -> dict[str, bytes]:
        """The parts that change, by name."""
        from lxml import etree

        self._root.addprevious(etree.Comment(f" {OWN_REPORT} "))
        found = {self._part: _serialised(self._root)}
        if self._new:
            if not self._known(self._folder):
                taken = {relation.get("Id") for relation in self._relations}
                number = next(n for n in range(1, len(taken) + 2) if f"rIdComments{n}" not in taken)
                about = {
                    "Id": f"rIdComments{number}",
                    "Type": f"{_OFFICE_RELATIONS}/comments",
                    "Target": PurePosixPath(self._part).name,
                }
                etree.SubElement(self._relations, f"{{{_RELATIONS}}}Relationship", about)
            about = {"PartName": f"/{self._part}", "ContentType": _COMMENTS_TYPE}
            etree.SubElement(self._types, f"{{{_TYPES}}}Override", about)
            found[self._relations_part] = _serialised(self._relations)
            found[_CONTENT_TYPES] = _serialised(self._types)
        return found


def _unused(name: str, package: zipfile.ZipFile) -> str:
    stem = name.removesuffix(".xml")
    number = 0
    while name in package.NameToInfo:
        number += 1
        name = f"{stem}{number}.xml"
    return name


def _serialised(root: Any) -> bytes:
    from lxml import etree

    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)


def _repacked(package: zipfile.ZipFile, parts: Mapping[str, bytes], path: str) -> bytes:
    """The package with some parts replaced or added, all others as they are.

    Raises:
        UnreadableDocumentError: A part is damaged.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in package.infolist():
            try:
                content = parts[part.filename] if part.filename in parts else package.read(part)
            except Exception as error:  # zlib and zipfile each raise their own for a damaged part
                raise UnreadableDocumentError(f"is damaged: {part.filename} cannot be unpacked", where=path) from error
            target.writestr(copying.copy(part), content)
        for name in sorted(set(parts) - set(package.NameToInfo)):
            target.writestr(zipfile.ZipInfo(name, _EARLIEST), parts[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
