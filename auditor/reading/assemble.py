"""From a parsed source to passages: sections, notes after their hosts, cells with their headings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from auditor.language import Pack
from auditor.model import Passage, Piece
from auditor.reading.flatten import Flattener, Plainness, vocabulary
from auditor.reading.source import Block, Grid, NoteText, Source, Span
from auditor.reading.structure import Sections
from auditor.reading.tables import Reading, read_grid, unit_of_caption

MOST_PASSAGE = 12_000
"""Characters of a passage; what goes on longer, as no paragraph of a report does, is read as several."""
_CAPTION = 200
"""Characters of a line above a table that can still be its caption."""


def assemble(source: Source, pack: Pack) -> tuple[Passage, ...]:
    """The passages of a source in reading order; each note follows the passage that carries its marker."""
    found = _Assembler(source, pack).run()
    if not source.doubts:
        return tuple(found)
    doubts = sorted(source.doubts)
    return tuple(replace(passage, doubts=tuple(_doubts(passage, doubts))) for passage in found)


class _Assembler:
    def __init__(self, source: Source, pack: Pack) -> None:
        self._source = source
        self._pack = pack
        self._plain = Plainness(source.text)
        self._vocabulary: frozenset[str] | None = None
        self._sections = Sections(pack)
        self._out: list[Passage] = []
        self._placed: set[str] = set()

    def run(self) -> list[Passage]:
        last: Block | None = None
        for part in self._source.parts:
            if isinstance(part, Grid):
                self._table(part, last)
                last = None
                continue
            self._paragraph(part)
            last = part
        for key, note in self._source.notes.items():
            if key not in self._placed:
                self._keep_note(note, None, None)
        return self._out

    def _paragraph(self, block: Block) -> None:
        text, pieces = self._flat(block)
        if not text:
            return
        kind = self._sections.enter(text, block.level)
        headings = self._sections.headings
        markers = sorted(block.markers)
        for part, own in _divided(text, pieces):
            passage = Passage(
                id=self._next(),
                kind=kind,
                text=part,
                pieces=own,
                section=self._sections.path,
                page=block.page,
                headings=headings[:-1] if kind == "heading" else headings,
                place=block.place,
            )
            end = own[-1].start + own[-1].source_length
            here = [m for m in markers if m[0] <= end]
            markers = markers[len(here) :]
            self._keep(passage, here)
        if markers:
            self._place(markers, self._out[-1])

    def _table(self, grid: Grid, above: Block | None) -> None:
        caption, unit = "", None
        if above is not None:
            caption, _ = self._flat(above)
            spans = [span for line in above.lines for span in line]  # a line may have nothing in it but marks
            start, end = (spans[0][0], spans[-1][1]) if spans else (0, 0)
            found = unit_of_caption(self._source.text[start:end], self._pack) if len(caption) <= _CAPTION else None
            unit = (start + found[0], start + found[1]) if found else None
            if len(caption) > _CAPTION or found or self._out[-1].kind == "heading":
                caption = ""
        for reading in read_grid(grid, self._source.text, self._pack, caption_unit=unit):
            self._cell(reading, caption)

    def _cell(self, reading: Reading, caption: str) -> None:
        flat = Flattener(self._source.text, plain=self._plain)
        blocks = reading.cell.blocks
        if not any(block.lines for block in blocks):
            return
        at = blocks[0].start
        for part in reading.before:
            self._add(flat, part, at)
        lead = flat.length + 1 if reading.before else 0
        for block in blocks:
            for line in block.lines:
                flat.add(line)
        end = flat.end
        for part in reading.after:
            self._add(flat, part, end)
        text, pieces = flat.result()
        if not text or len(text) <= lead:
            return
        headings = (*self._sections.headings, *([caption] if caption else []), *reading.headings)
        self._keep(
            Passage(
                id=self._next(),
                kind="numbering" if reading.numbering else "cell",
                text=text,
                pieces=pieces,
                section=self._sections.path,
                page=blocks[0].page,
                headings=headings,
                place=blocks[0].place,
                lead=lead,
                stored=blocks[0].stored,
            ),
            [marker for block in blocks for marker in block.markers],
        )

    @staticmethod
    def _add(flat: Flattener, part: Span | str, at: int) -> None:
        if isinstance(part, str):
            flat.literal(part, at)
        else:
            flat.add([part])

    def _keep(self, host: Passage, markers: list[tuple[int, str]]) -> None:
        """Append a passage and the notes whose markers stand in it."""
        self._out.append(host)
        self._place(markers, host)

    def _place(self, markers: list[tuple[int, str]], host: Passage) -> None:
        for position, key in markers:
            note = self._source.notes.get(key)
            if note is not None and key not in self._placed:
                self._placed.add(key)
                anchor = (host.id, max(host.lead, _flat_position(host, position)))
                self._keep_note(note, anchor, host)

    def _keep_note(self, note: NoteText, anchor: tuple[str, int] | None, host: Passage | None) -> None:
        text, pieces = self._flat(note.block)
        for part, own in _divided(text, pieces) if text else ():
            self._out.append(
                Passage(
                    id=self._next(),
                    kind="note",
                    text=part,
                    pieces=own,
                    section=host.section if host else "",
                    page=note.block.page,
                    note=note.number,
                    anchor=anchor,
                    headings=host.headings if host else (),
                    place=note.block.place,
                )
            )

    def _next(self) -> str:
        return f"p{len(self._out) + 1:04d}"

    def _words(self) -> frozenset[str]:
        if self._vocabulary is None:
            self._vocabulary = vocabulary(self._source.text) | frozenset(self._pack.number_words)
        return self._vocabulary

    def _flat(self, block: Block) -> tuple[str, tuple[Piece, ...]]:
        flat = Flattener(self._source.text, plain=self._plain, words=self._words if self._pack.hyphenation else None)
        for line in block.lines:
            flat.add(line)
        text, pieces = flat.result()
        return text, pieces or (Piece(0, block.start, 0, 0),)


def _divided(text: str, pieces: tuple[Piece, ...]) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """A text of any length in passages of bounded length, cut at the ends of sentences, else at white space."""
    start = 0
    while len(text) - start > MOST_PASSAGE:
        stop = start + MOST_PASSAGE
        cut = max(text.rfind(". ", start, stop) + 1, 0) or text.rfind(" ", start, stop)
        cut = cut if cut > start else stop
        yield text[start:cut], _slice(pieces, start, cut)
        start = cut + text[cut].isspace()
    yield (text, pieces) if not start else (text[start:], _slice(pieces, start, len(text)))


def _slice(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of ``text[start:end]``."""
    found = []
    first = max(bisect_right(pieces, start, key=lambda p: p.at) - 1, 0)
    for piece in pieces[first:]:
        if piece.at >= end:
            break
        low, high = max(start, piece.at), min(end, piece.at + piece.length)
        if low < high:
            even = piece.length == piece.source_length
            source = piece.start + (low - piece.at if even else 0)
            found.append(Piece(low - start, source, high - low, high - low if even else piece.source_length))
    return tuple(found)


def _flat_position(passage: Passage, source: int) -> int:
    """The place in the passage's own text of a document position, or of the next character kept."""
    for piece in passage.pieces:
        if piece.at + piece.length <= passage.lead:
            continue
        if source < piece.start:
            return piece.at
        if source < piece.start + piece.source_length:
            return piece.at + min(source - piece.start, piece.length)
    return len(passage.text)


def _doubts(passage: Passage, doubts: list[tuple[int, int, float]]) -> Iterator[tuple[int, int, float]]:
    """The doubtful spans of the source that stand in a passage, as spans of its text."""
    for piece in passage.pieces if doubts else ():
        end = piece.start + piece.source_length
        for start, stop, confidence in doubts[max(0, bisect_left(doubts, (piece.start, 0, 0.0)) - 1) :]:
            if start >= end:
                break
            if stop > piece.start:
                at = piece.at + max(0, start - piece.start)
                yield at, min(piece.at + piece.length, piece.at + stop - piece.start), confidence
