"""Timing of the stages on given documents."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from auditor import checks, reading
from auditor.alignment import align
from auditor.checks.base import Case
from auditor.errors import UnreadableDocumentError
from auditor.extraction import extract
from auditor.intervals import rounded
from auditor.model import Document, Extract, Features, Figure, Kind, Ledger, Role
from auditor.pipeline import Knowledge

T = TypeVar("T")

_DOCUMENTS = 10
_STATED = 5
"""Documents that state an indicator."""
_WORDS = 4
_SAME_WORD = 40
"""Figures that share a word, about, in the mean."""
_LEAST_VOCABULARY = 40
_SHIFT = 17
"""Indicators by which each document begins later in the list."""
_ODD = 50


@dataclass(frozen=True, slots=True)
class Timing:
    """The median time of a stage.

    Attributes:
        stage: ``read``, ``extract``, ``align`` or ``check``.
        document: The path; empty for a stage over all documents.
        seconds: Median of the runs.
        bytes: Size of the file, 0 for a stage over all documents.
        pages: Pages of the document, 0 where the format shows none.
    """

    stage: str
    document: str
    seconds: float
    bytes: int
    pages: int

    def record(self) -> dict[str, Any]:
        """As a plain mapping."""
        return asdict(self)


def measure(paths: Sequence[str], knowledge: Knowledge, repeat: int) -> list[Timing]:
    """Time every stage.

    Args:
        paths: Files, folders and patterns.
        knowledge: Loaded beforehand, so that its loading is not timed.
        repeat: Runs of each stage, at least 1.

    Raises:
        UnreadableDocumentError: A document cannot be read.
    """
    files, problems = reading.collect(list(paths))
    if problems:
        raise UnreadableDocumentError(problems[0])
    timings: list[Timing] = []
    extracts = []
    for number, path in enumerate(files, 1):
        document, seconds = _timed(partial(reading.read_document, path, knowledge.packs), repeat)
        size, pages = Path(path).stat().st_size, max((p.page or 0 for p in document.passages), default=0)
        timings.append(Timing("read", path, seconds, size, pages))
        numbered = replace(document, id=f"d{number}")
        found, seconds = _timed(partial(extract, numbered, knowledge.packs[document.language]), repeat)
        timings.append(Timing("extract", path, seconds, size, pages))
        extracts.append(found)
    job = partial(align, extracts, knowledge.packs, knowledge.catalogue, same_organisation=False)
    (alignments, _), seconds = _timed(job, repeat)
    timings.append(Timing("align", "", seconds, 0, 0))
    case = Case(extracts, alignments, knowledge.packs)
    _, seconds = _timed(partial(checks.run, case, knowledge.rules), repeat)
    timings.append(Timing("check", "", seconds, 0, 0))
    return timings


def measure_alignment(sizes: Iterable[int], knowledge: Knowledge) -> Iterator[tuple[int, float]]:
    """Time aligning invented figures of ten documents, the more figures the more indicators.

    Each indicator has four words of its own and stands in several documents; one value in fifty is odd.

    Args:
        sizes: Numbers of figures.
        knowledge: Its Vietnamese pack tells nothing here but modifiers.

    Yields:
        The number of figures, and the seconds that aligning them took.
    """
    for size in sizes:
        extracts = invented(size)
        start = time.perf_counter()
        align(extracts, knowledge.packs, knowledge.catalogue, same_organisation=True)
        yield size, time.perf_counter() - start


def invented(size: int) -> list[Extract]:
    """Ten documents with so many figures in all, the same ones for the same number."""
    rng = random.Random(size)
    vocabulary = max(_LEAST_VOCABULARY, size // _SAME_WORD)
    indicators = [tuple(f"w{rng.randrange(vocabulary)}" for _ in range(_WORDS)) for _ in range(size // _STATED + 1)]
    extracts = []
    for n in range(_DOCUMENTS):
        figures = []
        for i in range(n, size, _DOCUMENTS):
            k = (i // _DOCUMENTS + n * _SHIFT) % len(indicators)
            value = Decimal(1000 + k if rng.randrange(_ODD) else 1000 + k * 7)
            around = tuple(f"v{rng.randrange(vocabulary)}" for _ in range(_WORDS))
            figures.append(_figure(f"d{n + 1}", i, value, indicators[k], around))
        document = Document(f"d{n + 1}", f"report-{n + 1}", "", "", "vi", "", ())
        extracts.append(Extract(document, tuple(figures), (), Ledger(len(figures), len(figures), 0, 0, 0)))
    return extracts


def _figure(document: str, i: int, value: Decimal, own: tuple[str, ...], around: tuple[str, ...]) -> Figure:
    interval = rounded(value, Decimal(1))
    return Figure(
        id=f"{document}#{i}",
        document=document,
        passage=f"p{i}",
        start=i,
        end=i,
        text=str(value),
        value=interval,
        printed=interval,
        unit="ha",
        noun="",
        kind=Kind.VALUE,
        role=Role.RESULT,
        measure="level",
        base="",
        hedge="",
        total=None,
        period=None,
        base_period=None,
        scope="",
        phrase=" ".join(own),
        at=0,
        to=1,
        sentence=(0, 1),
        group=0,
        features=Features(own, (), (*own, *around), ()),
    )


def _timed(job: Callable[[], T], repeat: int) -> tuple[T, float]:
    times = []
    result = job()
    for _ in range(repeat):
        start = time.perf_counter()
        result = job()
        times.append(time.perf_counter() - start)
    return result, median(times)
