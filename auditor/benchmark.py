"""Timing of the stages on given documents."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from auditor import checks, reading
from auditor.alignment import align
from auditor.checks.base import Case
from auditor.errors import UnreadableDocumentError
from auditor.extraction import extract
from auditor.pipeline import Knowledge

T = TypeVar("T")


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


def _timed(job: Callable[[], T], repeat: int) -> tuple[T, float]:
    times = []
    result = job()
    for _ in range(repeat):
        start = time.perf_counter()
        result = job()
        times.append(time.perf_counter() - start)
    return result, median(times)
