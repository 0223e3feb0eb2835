"""The records that the stages hand on. Plain, typed, immutable, without behaviour of a stage.

Positions named ``start`` and ``end`` count Unicode characters of ``Document.text``; positions inside a passage
(``at``) count characters of ``Passage.text``, and ``Passage.span`` leads back to the document.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from decimal import Decimal
from operator import attrgetter

from auditor.records import record
from auditor.terms import Kind as Kind
from auditor.terms import Role as Role
from auditor.terms import Severity as Severity
from auditor.terms import Standing as Standing
from auditor.terms import Status as Status
from auditor.terms import Verdict as Verdict

_AT = attrgetter("at")
_WHOLE, _BOUND_STEPS, _PARTS = 100, 10, 5  # per cent of all; digits, or part of a fraction, by which to pass a bound


@record
class Note:
    """Something to be said to people, in no language yet: the key of a phrase, and what its placeholders stand for."""

    code: str
    values: tuple[tuple[str, str | Note], ...] = ()

    @classmethod
    def of(cls, code: str, **values: str | Note) -> Note:
        """A note with its values."""
        return cls(code, tuple(sorted(values.items(), key=lambda item: item[0])))


@record
class Interval:
    """The values that a printed number can stand for; ``None`` is an open half-line.

    Attributes:
        low: Least value, belongs to the interval unless ``low_open``.
        high: Greatest value, belongs to the interval unless ``high_open``.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False


@record
class Period:
    """The time a figure speaks of, as whole months counted from year 0 (``year * 12 + month - 1``).

    Attributes:
        first: First month.
        last: Last month, included.
        point: True for the state at the end (``to the end of June``), false for an amount over the months.
        label: The period as a machine-readable word: ``2025``, ``2025-06``, ``2025-H1``, ``2021/2025``, ``now``.
        origin: How it was found: ``stated`` beside the figure, ``sentence``, ``passage``, ``heading`` or ``document``.
    """

    first: int
    last: int
    point: bool
    label: str
    origin: str


@record
class Piece:
    """A run of passage text that stands unbroken in the document."""

    at: int
    start: int
    length: int
    source_length: int


@record
class Passage:
    """A paragraph, list item, heading, table cell or footnote.

    ``text`` is the passage as a reader would read it aloud: lines joined, white space collapsed, footnote markers
    and page furniture left out, Unicode composed. ``pieces`` lead every character of it back to the document.

    Attributes:
        id: ``p0001`` … in reading order.
        kind: ``paragraph``, ``heading``, ``item``, ``note``, ``cell``, ``numbering`` (of rows or columns).
        section: Section path as printed, ``II.4.2``; empty before the first heading.
        page: Page counted from 1, or None when the format shows none.
        note: Number of the footnote, for a note.
        anchor: For a note: id of the passage that holds its marker, and the marker's place in that passage's text.
        headings: Texts of the headings above, outermost first.
        place: Where the format has it: paragraph ``¶12``, cell ``T2!C4``; empty for plain text.
        lead: Characters of ``text`` before the passage's own words: the headings that a table cell is read with.
        stored: The number that a table holds where it shows another.
        doubts: Spans of ``text`` recognised from an image, with the confidence from 0 to 1.
    """

    id: str
    kind: str
    text: str
    pieces: tuple[Piece, ...]
    section: str = ""
    page: int | None = None
    note: int | None = None
    anchor: tuple[str, int] | None = None
    headings: tuple[str, ...] = ()
    place: str = ""
    lead: int = 0
    stored: str = ""
    doubts: tuple[tuple[int, int, float], ...] = ()

    def certainty(self, at: int, to: int) -> float:
        """How sure the characters ``text[at:to]`` are: 1 unless they were recognised from an image."""
        return min((c for start, end, c in self.doubts if start < to and end > at), default=1.0)

    def source(self, at: int) -> int:
        """The document position of the passage character ``at``."""
        piece = self.pieces[max(bisect_right(self.pieces, at, key=_AT) - 1, 0)]
        return piece.start + min(at - piece.at, piece.source_length)

    def span(self, at: int, to: int) -> tuple[int, int]:
        """The document span of ``text[at:to]``, which must not be empty.

        A span never runs over a footnote or page break inside a sentence, nor back into the heading of a table
        column: it ends before it.
        """
        pieces = self.pieces
        first = max(bisect_right(pieces, at, key=_AT) - 1, 0)
        end_piece = pieces[first]
        start = end_piece.start + min(at - end_piece.at, end_piece.source_length)
        for k in range(first + 1, len(pieces)):
            piece = pieces[k]
            if piece.at >= to:
                break
            if not 0 <= piece.start - (end_piece.start + end_piece.source_length) <= MAX_GAP:
                return start, end_piece.start + end_piece.source_length
            end_piece = piece
        inside = to - end_piece.at
        return start, end_piece.start + (inside if inside < end_piece.length else end_piece.source_length)


NATION = "(national)"
"""Whose a document is that speaks for the whole country."""
MAX_GAP = 12
"""Characters of white space, hyphen or footnote marker that a figure's span may hold inside; more is a page break."""


@record
class NumeralEntry:
    """One numeral of a document, in digits or in words, and what became of it.

    Attributes:
        start: Span in the document.
        status: ``figure``, ``fact``, ``non-figure`` or ``unread``.
        reason: For a fact its kind; for a non-figure why it is none: ``period``, ``date``, ``numbering``, ``law`` …
    """

    passage: str
    start: int
    end: int
    text: str
    status: str
    reason: str


@record
class Ledger:
    """What became of the numerals of a document: each is one of these."""

    numerals: int
    figures: int
    facts: int
    non_figures: int
    unread: int


@record
class Document:
    """One source file as read.

    Attributes:
        id: Stable within an audit: ``d1`` … in the order of paths.
        path: The path as given on the command line.
        text: The decoded file as it is, or, for a format that is no text, what was read from it; every span points
            into it.
        encoding: Of a text file; empty for a format that fixes its own.
        form: Format of the file: ``text``, ``markdown``, ``html``, ``docx``, ``pdf`` …
        number: Number of the document itself, as ``215-BC/TU``.
        place: Where it was issued.
        term: Term of office that it speaks of, ``2020-2025``.
        role: What the project file says it is: ``draft``, ``previous`` …
        order: Its place in time among the documents, where the project file gives one.
        organisation: Area or body whose report this is, or None when nothing tells.
        country: The country that it speaks of above all others.
        institution: The national or international body that it speaks of above all others.
        ordinals: Congress ordinals by body and term, as (body, term, ordinal): evidence of the organisation.
        date: ISO date or year of the document, as far as known.
        year: The one year that it reports on, where its title or its words tell.
        warnings: What the reader must be told about how the document was read.
    """

    id: str
    path: str
    sha256: str
    text: str
    language: str
    encoding: str
    passages: tuple[Passage, ...]
    title: str | None = None
    organisation: str | None = None
    country: str | None = None
    institution: str | None = None
    date: str | None = None
    year: str | None = None
    form: str = "text"
    number: str | None = None
    place: str | None = None
    term: str | None = None
    role: str | None = None
    order: int | None = None
    ordinals: tuple[tuple[str, str, int], ...] = ()
    warnings: tuple[Note, ...] = ()


@record
class Relation:
    """How a figure stands to another of its sentence.

    Attributes:
        kind: ``part-of``, ``change-of``, ``share-of``, ``plan-share-of``, ``denominator-of`` or ``equivalent-to``.
        figure: Id of the other figure.
    """

    kind: str
    figure: str


@record
class Figure:
    """One quantity as stated.

    Attributes:
        id: Document id, ``#`` and running number.
        start: Span in the document: ``document.text[start:end] == text``.
        value: Interval in the base unit, hedges and bounds included.
        printed: Interval in the base unit from the digits alone.
        unit: Base unit: ``percent``, ``percentage-point``, ``VND``, ``ha``, ``count`` …
        noun: What is counted, in the document's words, for counts and ratios.
        total: Denominator of a fraction or number of ranks.
        measure: ``level``, or how it relates to its subject: ``up``, ``down``, ``plan``, ``previous``, ``share`` …
        base: What a change or plan share is measured against, in normal form (``previous-year``, ``2020`` …).
        phrase: The words that say what is measured, as printed.
        scope: Area or level when stated (``country``, ``province`` …).
        sentence: Span of its sentence inside the passage text.
        at: Place of the figure inside the passage text.
        to: End of the figure inside the passage text, unit included.
        scale: What the printed number is multiplied by to come to the base unit.
        group: Running number of the innermost parenthesis it stands in, 0 for none.
        confidence: 1 unless the number could be read otherwise.
        otherwise: The interval of that other reading, in the base unit.
        per: What a ratio is counted per, in the document's words: ``person``, ``1,000 residents``.
        counted: Class of what is counted: ``person``, ``household``, ``case``, ``visit``; empty for anything else.
        finality: ``estimated``, ``preliminary`` or ``final`` where the text says so.
        cumulative: The text says that it is added up since an earlier time.
        relations: How it stands to its neighbours.
    """

    id: str
    document: str
    passage: str
    start: int
    end: int
    text: str
    value: Interval
    printed: Interval
    unit: str
    noun: str
    kind: Kind
    role: Role
    measure: str
    base: str
    hedge: str
    total: Decimal | None
    period: Period | None
    base_period: Period | None
    scope: str
    phrase: str
    at: int
    to: int
    sentence: tuple[int, int]
    group: int
    scale: Decimal = Decimal(1)
    confidence: float = 1.0
    features: Features = field(default_factory=lambda: Features((), (), (), ()))
    otherwise: Interval | None = None
    per: str = ""
    counted: str = ""
    finality: str = ""
    cumulative: bool = False
    relations: tuple[Relation, ...] = ()

    @property
    def meant(self) -> Interval:
        """What the number may stand for: a target is no measurement that was rounded, but what is printed."""
        of_hundred = self.unit == "percent" and self.measure not in ("up", "down")
        low, high = self.printed.low, self.printed.high
        plain = not self.hedge and self.role is not Role.TARGET and not of_hundred  # as most are
        if plain or self.kind is Kind.RANGE or low is None or high is None:
            return self.value
        one = (low + high) / 2
        bound = self.hedge == "at-least" and one > 0 and self.role is not Role.TARGET
        if (self.hedge in ("about", "near-below") or bound) and self.scale:
            # One of the last digit that is no zero is left open, above a bound up to half of all: not 1,860 for 1,680.
            room = self.scale.scaleb(int((one / self.scale).normalize().as_tuple().exponent))
            past = one / _PARTS if low == high and one % 1 else max(room, min(_BOUND_STEPS * room, one / 2))
            if bound:
                return Interval(self.value.low, one + past)
            least, most = self.value.low or low - room, self.value.high or high + room
            return Interval(max(least, low - room), min(most, high + room))
        whole = self.role is Role.TARGET or (of_hundred and one == _WHOLE)
        return Interval(one, one) if whole and not self.hedge else self.value


@record
class Features:
    """The words by which alignment recognises a figure, in normal form, nearest first.

    Attributes:
        core: Words that belong to this figure alone.
        head: Subject that it shares with, or takes over from, its neighbours.
        wide: All words of its sentence.
        modifiers: Separating modifiers as (group, member), found in core and head.
        topic: What the figure is about where its own words only go on with that: the subject of its list, of the
            sentence before, of the heading.
        topic_modifiers: Separating modifiers of that topic, which may hold here, too.
    """

    core: tuple[str, ...]
    head: tuple[str, ...]
    wide: tuple[str, ...]
    modifiers: tuple[tuple[str, str], ...]
    topic: tuple[str, ...] = ()
    topic_modifiers: tuple[tuple[str, str], ...] = ()


@record
class Fact:
    """A checkable statement that is no quantity.

    Attributes:
        kind: ``citation``, ``ordinal``, ``name``, ``person``, ``programme``, ``date``, ``term`` or ``period``.
        key: What makes two facts the same thing: the document number, the body and term, the governing noun, a name.
        value: What is compared: attribute name to normal form (``date``, ``title``, ``ordinal``, ``name`` …).
    """

    id: str
    document: str
    passage: str
    start: int
    end: int
    text: str
    kind: str
    key: str
    value: tuple[tuple[str, str], ...]
    at: int
    to: int
    sentence: tuple[int, int]

    def get(self, name: str) -> str:
        """The attribute, or an empty string when it is not stated."""
        return dict(self.value).get(name, "")


@record
class Extract:
    """All that extraction found in one document.

    Attributes:
        abbreviations: Abbreviations that the document defines, with the words (in normal form) they stand for.
        numerals: Every numeral in reading order; `ledger` counts them.
    """

    document: Document
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    ledger: Ledger
    abbreviations: tuple[tuple[str, tuple[str, ...]], ...] = ()
    numerals: tuple[NumeralEntry, ...] = ()


@record
class Explanation:
    """Why two figures of an alignment are held to state one indicator: those of its deciding link.

    Attributes:
        met: Words, own or taken over, that both have.
        ignored: Words that only one of them has.
        parts: Log odds that speak for and against it, by the names of the parts of the likelihood.
    """

    met: tuple[str, ...]
    ignored: tuple[str, ...]
    parts: tuple[tuple[str, float], ...]


@record
class Alignment:
    """Figures, or facts, that state the same indicator.

    Attributes:
        key: Catalogue key, or a key made of the phrase.
        label: Name of the indicator for people.
        members: Two or more, in the order of documents and places.
        score: 0 to 1, how sure the alignment is (its weakest necessary link).
        reason: Why they were aligned, and why they were not compared.
        doubts: Codes of what keeps a conflict from being certain: ``period-unstated``, ``role-unstated`` …
        verdict: The status told by its cause; alignment sets it when all else is known.
        explanation: None for facts, whose reason says all.
    """

    key: str
    label: str
    members: tuple[Figure | Fact, ...]
    status: Status
    score: float
    reason: tuple[Note, ...]
    doubts: tuple[str, ...] = ()
    verdict: Standing = Standing.CONSISTENT
    explanation: Explanation | None = None


@record
class Decided:
    """What was decided of a finding.

    Attributes:
        author: Who decided; the project file for a waiver.
        time: When, ISO 8601; empty for a waiver.
        expires: The last day on which it holds, as ``2026-12-31``, or None.
        returned: Why the finding is shown again, the decision notwithstanding; empty while the decision holds.
    """

    verdict: Verdict
    reason: str
    author: str
    time: str
    expires: str | None
    returned: tuple[Note, ...] = ()


@record
class Finding:
    """One discrepancy, with all that a reviewer needs to judge it.

    Attributes:
        id: Stable while the figures and their sentences are unchanged.
        confidence: 0 to 1.
        computed: The arithmetic, as an editor would write it.
        message: What is wrong, as (Vietnamese, English).
        reason: Why the figures are held to belong together.
        decision: What a reviewer decided of it.
    """

    id: str
    rule: str
    severity: Severity
    confidence: float
    key: str
    label: str
    message: tuple[str, str]
    computed: str
    evidence: tuple[Figure | Fact, ...]
    reason: tuple[Note, ...] = ()
    decision: Decided | None = None
