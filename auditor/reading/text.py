"""Plain text and Markdown, also as extracted from PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.language import Pack
from auditor.model import Passage, Piece
from auditor.reading.flatten import Flattener
from auditor.reading.lines import Layout, Line, measure, split_lines
from auditor.reading.notes import mark_notes
from auditor.reading.structure import Sections, label_of, starts_paragraph

_MARKUP = re.compile(
    r"\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|`+|!?\[(?=[^\]\n]*\]\()|\]\([^)\s]*\)|</?(?:b|i|u|em|strong|br|span|p)\s*/?>|^>\s?"
)
_TABLE_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")


def passages(text: str, pack: Pack, *, markdown: bool) -> tuple[Passage, ...]:
    """The passages of a text, in reading order; each note follows the passage that carries its marker.

    Args:
        text: The decoded file.
        pack: Language of the document.
        markdown: Leave out emphasis, code marks and link addresses.
    """
    lines = split_lines(text)
    layout = measure(lines)
    seams = _seams(lines, layout)
    mark_notes(text, lines, seams=seams)
    if markdown:
        for line in lines:
            line.cuts += [(*m.span(), 0) for m in _MARKUP.finditer(text, line.start, line.end)]
    return tuple(_number(_Builder(text, pack, layout, seams).build(lines)))


def _seams(lines: list[Line], layout: Layout) -> set[int]:
    """Lines that open a page: after a form feed or a page number, and, in a double-spaced text, after no empty line."""
    found = set()
    for i in range(1, len(lines)):
        tight = layout.double and not lines[i].blanks and lines[i].indent > 0
        if lines[i].new_page or lines[i - 1].layer == "furniture" or tight:
            found.add(i)
    return found


class _Builder:
    def __init__(self, text: str, pack: Pack, layout: Layout, seams: set[int]) -> None:
        self._text = text
        self._pack = pack
        self._layout = layout
        self._seams = seams
        self._sections = Sections(pack)

    def build(self, lines: list[Line]) -> list[Passage]:
        body = self._body(lines)
        markers: dict[int, tuple[int, int]] = {}
        for k, (group, _) in enumerate(body):
            for line in group:
                for start, _, number in line.cuts:
                    if number:
                        markers[number] = (k, start)
        notes = self._notes(lines)
        out: list[Passage] = []
        placed: dict[int, list[int]] = {}
        for number in sorted(notes):
            if number in markers:
                placed.setdefault(markers[number][0], []).append(number)
        for k, (group, passage) in enumerate(body):
            del group
            out.append(passage)
            for number in placed.get(k, ()):
                anchor = (passage.id, _flat_position(passage, markers[number][1]))
                out.append(self._note(number, notes[number], anchor, passage))
        out += [self._note(n, group, None, None) for n, group in sorted(notes.items()) if n not in markers]
        return out

    def _body(self, lines: list[Line]) -> list[tuple[list[Line], Passage]]:
        done: list[tuple[list[Line], Passage]] = []
        group: list[Line] = []
        broken = False
        table: list[Line] = []
        for i, line in enumerate(lines):
            if line.layer != "body":
                broken = True
                continue
            if line.text.startswith("|") and line.text.count("|") >= 2:
                if group:
                    done.append((group, self._paragraph(group, len(done))))
                    group = []
                table.append(line)
                continue
            if table:
                done += self._table(table)
                table = []
            if group and starts_paragraph(
                group[-1],
                line,
                self._layout,
                self._pack,
                seam=broken or i in self._seams,
                in_heading=self._heading(group),
            ):
                done.append((group, self._paragraph(group, len(done))))
                group = []
            group.append(line)
            broken = False
        if table:
            done += self._table(table)
        if group:
            done.append((group, self._paragraph(group, len(done))))
        return done

    def _heading(self, group: list[Line]) -> bool:
        first = group[0].text
        return (
            len(group) <= 4
            and (first[0].isdigit() or first[:2].isupper() or first[0] == "#")
            and Sections(self._pack).enter(" ".join(line.text for line in group)) == "heading"
        )

    def _paragraph(self, group: list[Line], k: int) -> Passage:
        sign = label_of(group[0].text)
        mark = group[0].text[: sign.end] if sign is not None and sign.style == "markdown" else ""
        if mark:
            group[0].cuts.append((group[0].start, group[0].start + len(mark), 0))
        flat = Flattener(self._text, hyphenation=self._pack.hyphenation)
        for line in group:
            flat.add(line.spans())
        text, pieces = flat.result()
        kind = self._sections.enter(mark + text) if text else "paragraph"
        return Passage(
            id=f"b{k}",
            kind=kind,
            text=text,
            pieces=pieces or (Piece(0, group[0].start, 0, 0),),
            section=self._sections.path,
            page=group[0].page or None,
            headings=self._sections.headings[:-1] if kind == "heading" else self._sections.headings,
        )

    def _notes(self, lines: list[Line]) -> dict[int, list[Line]]:
        notes: dict[int, list[Line]] = {}
        for line in lines:
            if line.layer == "note" and line.note is not None:
                notes.setdefault(line.note, []).append(line)
        return notes

    def _note(self, number: int, group: list[Line], anchor: tuple[str, int] | None, host: Passage | None) -> Passage:
        flat = Flattener(self._text, hyphenation=self._pack.hyphenation)
        for line in group:
            flat.add(line.spans())
        text, pieces = flat.result()
        return Passage(
            id=f"n{number}",
            kind="note",
            text=text,
            pieces=pieces or (Piece(0, group[0].start, 0, 0),),
            section=host.section if host else "",
            page=group[0].page or None,
            note=number,
            anchor=anchor,
            headings=host.headings if host else (),
        )

    def _table(self, rows: list[Line]) -> list[tuple[list[Line], Passage]]:
        """Cells of a pipe table, each read with its row's and its column's heading before it."""
        grid = [list(_cells(self._text, row)) for row in rows if not _TABLE_RULE.fullmatch(row.text)]
        if not grid:
            return []
        done: list[tuple[list[Line], Passage]] = []
        header = grid[0]
        for cells, row in zip(grid[1:], rows[-len(grid) + 1 :] if len(grid) > 1 else [], strict=False):
            for column, cell in enumerate(cells[1:], 1):
                flat = Flattener(self._text, hyphenation=False)
                for part in (cells[0], header[column] if column < len(header) else None, cell):
                    if part is not None:
                        flat.add(self._plain(part))
                text, pieces = flat.result()
                if text:
                    done.append(
                        (
                            [row],
                            Passage(
                                id=f"c{row.start}-{column}",
                                kind="cell",
                                text=text,
                                pieces=pieces,
                                section=self._sections.path,
                                page=row.page or None,
                                headings=self._sections.headings,
                            ),
                        )
                    )
        return done

    def _plain(self, span: tuple[int, int]) -> list[tuple[int, int]]:
        at, found = span[0], []
        for mark in _MARKUP.finditer(self._text, *span):
            if mark.start() > at:
                found.append((at, mark.start()))
            at = mark.end()
        if at < span[1]:
            found.append((at, span[1]))
        return found


def _cells(text: str, row: Line) -> Iterator[tuple[int, int]]:
    at = row.start + 1
    end = row.end - 1 if text[row.end - 1] == "|" else row.end
    for i in range(at, end + 1):
        if i == end or text[i] == "|":
            start, stop = at, i
            while start < stop and text[start].isspace():
                start += 1
            while stop > start and text[stop - 1].isspace():
                stop -= 1
            yield start, stop
            at = i + 1


def _flat_position(passage: Passage, source: int) -> int:
    """The place in the passage's text of a document position, or of the next character kept."""
    for piece in passage.pieces:
        if source < piece.start:
            return piece.at
        if source < piece.start + piece.source_length:
            return piece.at + min(source - piece.start, piece.length)
    return len(passage.text)


def _number(passages_: list[Passage]) -> Iterator[Passage]:
    """Final ids in reading order; anchors follow their passage."""
    from dataclasses import replace

    kept = [p for p in passages_ if p.text]
    ids = {p.id: f"p{k:04d}" for k, p in enumerate(kept, 1)}
    for p in kept:
        anchor = (ids[p.anchor[0]], p.anchor[1]) if p.anchor and p.anchor[0] in ids else None
        yield replace(p, id=ids[p.id], anchor=anchor)
