"""How time grows with a made-up nation, stage by stage, and what other programs need for the same."""

from __future__ import annotations

import json
import os
import pickle
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from auditor import checks, peers, reading
from auditor.alignment import align
from auditor.checks.base import Case
from auditor.engines import Failed, Pool
from auditor.errors import AuditorError
from auditor.extraction import extract
from auditor.gathering import File, Memory, Read, stream
from auditor.generating import LABELS, generate
from auditor.knowledge import Knowledge, packed, unpacked
from auditor.memory import uncollected
from auditor.model import Extract, Finding
from auditor.pipeline import Audit
from auditor.project import NO_PROJECT
from auditor.reading import Options
from auditor.reporting import render
from auditor.sharding import directions

T = TypeVar("T")

YEARS = 10
FIGURES_A_PROVINCE = 620
"""Figures in the reports of a generated province over `YEARS`, about …"""
FIGURES_A_COMMUNE = 432
"""… and what each of its communes adds."""
_SEED = 1
_ALONE = 40
"""Documents that are read and extracted alone; their time is multiplied to all."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one stage, or another program in its place, took.

    Attributes:
        figures: Figures in the nation.
        stage: ``read``, ``extract``, ``align``, ``check`` or ``report``, in processor seconds of one process; and, by
            as many processes as there are, ``gather`` (read and extract), ``compare`` (load, align, check and report
            each organisation) and ``whole``.
        program: ``auditor`` or the name of the other.
        seconds: See ``stage``; of the clock on the wall where there may be several processes.
        processor: Processor seconds of all processes.
        memory: The most that all processes may have held at once so far, in MB; 0 where it is not known.
    """

    figures: int
    stage: str
    program: str
    seconds: float
    processor: float = 0.0
    memory: int = 0

    def record(self) -> dict[str, Any]:
        """As a plain mapping."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Found:
    """What became of the discrepancies that were planted.

    Attributes:
        figures: Figures in the nation.
        planted: Discrepancies planted.
        found: Those that are told at all their places.
        besides: Findings that tell none of them, by severity.
    """

    figures: int
    planted: int
    found: int
    besides: Mapping[str, int]

    def record(self) -> dict[str, Any]:
        """As a plain mapping."""
        return asdict(self)


def scale(
    figures: int, knowledge: Knowledge, engine: Pool, *, communes: int = 0, others: bool = False
) -> Iterator[Measured | Found]:
    """Time each stage of an audit of a made-up nation, and the whole, with what was found.

    What is extracted from an organisation's documents is kept on disk, and each is compared by one process: memory
    does not grow with the nation.

    Args:
        figures: About how many figures it is to have.
        knowledge: Loaded beforehand, so that its loading is not timed.
        engine: Where the work is done.
        communes: Communes of each province whose figures its reports tell, too.
        others: Also quantulum3 for extraction, splink for alignment and pandas for checks, as far as installed.

    Raises:
        AuditorError: There are not so many names, or an organisation could not be compared: a bug.
    """
    provinces = max(1, round(figures / (FIGURES_A_PROVINCE + FIGURES_A_COMMUNE * communes)))
    with TemporaryDirectory(prefix="auditor-") as folder:
        nation = Path(folder) / "nation"
        generate(nation, provinces=provinces, years=YEARS, seed=_SEED, communes=communes)
        paths, _ = reading.collect([str(nation)])
        sample = paths[:_ALONE]
        share = len(paths) / len(sample)
        documents, read = _timed(lambda: [reading.read_document(path, knowledge.packs) for path in sample])
        _, extracted = _timed(lambda: [extract(d, knowledge.packs[d.language]) for d in documents])
        clock = _Clock(engine.processes)
        kept = list(_gathered(nation, paths, knowledge, engine))
        gathered = clock.taken()
        compared = list(_compared(kept, Compare(knowledge, others), engine))
        taken = clock.taken()
        count = sum(each.figures for each in compared)
        took = partial(Measured, count)
        yield took("read", "auditor", read * share)
        yield took("extract", "auditor", extracted * share)
        for stage in ("align", "check", "report"):
            yield took(stage, "auditor", sum(each.seconds[stage] for each in compared))
        yield took("gather", "auditor", *gathered)
        yield took("compare", "auditor", *taken)
        yield took("whole", "auditor", gathered[0] + taken[0], gathered[1] + taken[1], taken[2])
        besides: Counter[str] = sum((each.besides for each in compared), Counter())
        yield Found(count, sum(each.planted for each in compared), sum(each.found for each in compared), dict(besides))
        if others:
            yield from _of_others([d.text for d in documents], share, kept, took)


@dataclass(frozen=True, slots=True)
class Organisation:
    """One whose documents are to be compared.

    Attributes:
        extracts: File of what was extracted from its documents.
        planted: Places of each discrepancy planted in them, as path, start and end.
    """

    extracts: Path
    planted: tuple[tuple[tuple[str, int, int], ...], ...]

    @property
    def table(self) -> Path:
        """Where its figures are kept for other programs."""
        return self.extracts.with_suffix(".table")


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found in the documents of an organisation, and the processor seconds of each stage."""

    figures: int
    seconds: Mapping[str, float]
    planted: int
    found: int
    besides: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Compare:
    """Aligns, checks and reports the documents of an organisation: the function that engines map."""

    knowledge: Knowledge
    others: bool

    def __call__(self, organisation: Organisation) -> Compared:
        """What is found, and what it took."""
        with uncollected():
            return self._compared(organisation)

    def _compared(self, organisation: Organisation) -> Compared:
        known = self.knowledge
        extracts: list[Extract] = pickle.loads(organisation.extracts.read_bytes())
        if self.others:
            peers.table(extracts).to_pickle(organisation.table)
        (aligned, relations), aligning = _timed(lambda: align(extracts, known.packs, known.catalogue))
        case = Case(
            extracts,
            aligned,
            known.packs,
            known.catalogue.names,
            directions=directions(known),
            compared=frozenset(map(frozenset, relations)),
        )
        findings, checking = _timed(lambda: checks.run(case, known.rules, known.checks))
        audit = Audit(tuple(extracts), tuple(aligned), tuple(findings), (), (), known.packs, known.rules)
        reporting = _timed(lambda: render(audit, "json", "vi"))[1]
        found, besides = _met(case, findings, organisation.planted)
        return Compared(
            sum(len(x.figures) for x in extracts),
            {"align": aligning, "check": checking, "report": reporting},
            len(organisation.planted),
            found,
            besides,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """What is sent to another process: the rule files instead of what is made of them."""
        return _compare, (packed(self.knowledge), self.others)


def _compare(raw: bytes, others: bool) -> Compare:
    return Compare(unpacked(raw), others)


def _gathered(nation: Path, paths: Sequence[str], knowledge: Knowledge, engine: Pool) -> Iterator[Organisation]:
    """Read and extract all documents; what is found in those of an organisation is put into one file."""
    planted: dict[str, list[tuple[tuple[str, int, int], ...]]] = {}
    with (nation / LABELS).open(encoding="utf-8") as labels:
        for label in map(json.loads, labels):
            places = tuple((str(nation / e["document"]), e["start"], e["end"]) for e in label["evidence"])
            planted.setdefault(str(Path(places[0][0]).parent), []).append(places)
    files = [File(n, path, "") for n, path in enumerate(paths)]
    read = stream(files, Read(knowledge, NO_PROJECT, Options()), Memory(), engine)
    for home, found in groupby(read, key=lambda each: str(Path(each[0].path).parent)):
        extracts = [_read(outcome) for _, outcome in found]
        kept = Path(f"{home}.extracts")
        kept.write_bytes(pickle.dumps(extracts, pickle.HIGHEST_PROTOCOL))
        yield Organisation(kept, tuple(planted.get(home, ())))


def _read(outcome: Extract | str) -> Extract:
    if isinstance(outcome, str):
        raise AuditorError(outcome)
    return outcome


def _compared(organisations: Sequence[Organisation], job: Compare, engine: Pool) -> Iterator[Compared]:
    for outcome in engine.map(job, organisations):
        if isinstance(outcome, Failed):
            raise AuditorError(outcome.reason)
        yield outcome.value


def _met(
    case: Case, findings: Sequence[Finding], planted: Sequence[Sequence[tuple[str, int, int]]]
) -> tuple[int, Counter[str]]:
    """How many of the planted discrepancies some finding tells at all their places, and the findings that tell none."""
    told = [[(case.documents[e.document].path, e.start, e.end) for e in finding.evidence] for finding in findings]
    by_document: dict[str, set[int]] = {}
    for n, evidence in enumerate(told):
        for path, _, _ in evidence:
            by_document.setdefault(path, set()).add(n)
    used: set[int] = set()
    found = 0
    for places in planted:
        near = set.intersection(*(by_document.get(path, set()) for path, _, _ in places))
        tells = {
            n
            for n in near
            if all(any(at == path and a < end and b > start for at, a, b in told[n]) for path, start, end in places)
        }
        found += bool(tells)
        used |= tells
    return found, Counter(str(f.severity) for n, f in enumerate(findings) if n not in used)


def _of_others(
    texts: Sequence[str], share: float, kept: Sequence[Organisation], took: Callable[..., Measured]
) -> Iterator[Measured]:
    """What other programs need for the same documents and figures."""
    import pandas as pd

    extracting = peers.extracting(texts)
    if extracting is not None:
        yield took("extract", "quantulum3", extracting * share)
    figures = pd.concat([pd.read_pickle(each.table) for each in kept], ignore_index=True)
    aligning = peers.aligning(figures)
    if aligning is not None:
        yield took("align", "splink", aligning)
    yield took("check", "pandas", peers.checking(figures))


class _Clock:
    """What was taken since it was last asked, by this process and those that it began and saw end."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._wall, self._work = time.perf_counter(), _work()

    def taken(self) -> tuple[float, float, int]:
        """Seconds on the wall, processor seconds, and the most memory so far, in MB."""
        wall, work = time.perf_counter(), _work()
        taken = wall - self._wall, work - self._work, _most_memory(self._processes)
        self._wall, self._work = wall, work
        return taken


def _work() -> float:
    return sum(os.times()[:4])


def _most_memory(processes: int) -> int:
    """The most memory that this process has held, and as much for each other as the largest of them did, in MB."""
    try:
        import resource
    except ImportError:
        return 0
    own, other = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + processes * other) // 1024


def _timed(job: Callable[[], T]) -> tuple[T, float]:
    """What a job gives, and its processor seconds."""
    start = time.process_time()
    result = job()
    return result, time.process_time() - start
