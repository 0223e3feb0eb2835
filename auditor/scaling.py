"""How time grows with a made-up nation, stage by stage, and what other programs need for the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from auditor import checks, reading
from auditor.alignment import align
from auditor.checks.base import Case
from auditor.engines import Engine
from auditor.extraction import extract
from auditor.gathering import read_all
from auditor.generating import generate
from auditor.knowledge import Knowledge
from auditor.model import Alignment, Extract
from auditor.pipeline import audit
from auditor.sharding import groups

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")

YEARS = 10
FIGURES_A_PROVINCE = 620
"""Figures in the reports of a generated province over `YEARS`, about."""
_SEED = 1


@dataclass(frozen=True, slots=True)
class Measured:
    """What one stage, or another program in its place, took.

    Attributes:
        figures: Figures in the nation.
        stage: ``read``, ``extract``, ``align``, ``check``, ``report`` or ``whole``.
        program: ``auditor`` or the name of the other.
        seconds: Of this wall's clock, once.
    """

    figures: int
    stage: str
    program: str
    seconds: float

    def record(self) -> dict[str, Any]:
        """As a plain mapping."""
        return asdict(self)


def scale(
    figures: int, knowledge: Knowledge, engine: Engine, report: Callable[[Any], object], *, peers: bool
) -> Iterator[Measured]:
    """Time each stage alone in this process, and the whole by an engine, on a made-up nation.

    Args:
        figures: About how many figures it is to have.
        knowledge: Loaded beforehand, so that its loading is not timed.
        engine: For the whole.
        report: Makes a report of an audit.
        peers: Also quantulum3 for extraction, splink for alignment and pandas for checks, as far as installed.
    """
    with TemporaryDirectory(prefix="auditor-") as folder:
        nation = Path(folder) / "nation"
        generate(nation, provinces=max(1, round(figures / FIGURES_A_PROVINCE)), years=YEARS, seed=_SEED)
        paths, _ = reading.collect([str(nation)])
        documents, seconds = _timed(lambda: [reading.read_document(path, knowledge.packs) for path in paths])
        extracts, extracting = _timed(lambda: [extract(d, knowledge.packs[d.language]) for d in documents])
        count = sum(len(x.figures) for x in extracts)
        took = partial(Measured, count)
        yield took("read", "auditor", seconds)
        yield took("extract", "auditor", extracting)
        if peers:
            yield from _extracting_peer([d.text for d in documents], took)
        gathered = read_all(paths, knowledge)
        parts = groups(sorted(gathered.extracts, key=lambda x: int(x.document.id[1:])))
        aligned, seconds = _timed(lambda: [align(part, knowledge.packs, knowledge.catalogue)[0] for part in parts])
        yield took("align", "auditor", seconds)
        if peers:
            yield from _aligning_peer(gathered.extracts, took)
        yield took("check", "auditor", _timed(lambda: _check(parts, aligned, knowledge))[1])
        if peers:
            yield from _checking_peer(gathered.extracts, took)
        result, seconds = _timed(lambda: audit(paths, knowledge=knowledge, engine=engine))
        reporting = _timed(lambda: report(result))[1]
        yield took("report", "auditor", reporting)
        yield took("whole", "auditor", seconds + reporting)


def _check(
    parts: Sequence[Sequence[Extract]], aligned: Sequence[Sequence[Alignment]], knowledge: Knowledge
) -> list[object]:
    cases = (Case(part, found, knowledge.packs) for part, found in zip(parts, aligned, strict=True))
    return [checks.run(case, knowledge.rules) for case in cases]


def _timed(job: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = job()
    return result, time.perf_counter() - start


_SAMPLE = 20
"""Documents that quantulum3 is given; its time is multiplied to all."""


def _extracting_peer(texts: Sequence[str], took: Callable[..., Measured]) -> Iterator[Measured]:
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from quantulum3 import parser
    except ImportError:
        return
    sample = texts[:_SAMPLE]
    parser.parse("1 m")  # its tables are loaded at the first call
    seconds = _timed(lambda: [parser.parse(text) for text in sample])[1]
    yield took("extract", "quantulum3", seconds * len(texts) / len(sample))


def _table(extracts: Sequence[Extract]) -> pd.DataFrame:
    """One row a figure: what others align and check by."""
    import pandas as pd

    rows = [
        (
            f.id,
            f.document,
            x.document.organisation or "",
            f.unit,
            f.measure,
            f.period.label if f.period else "",
            f.phrase,
            str(f.value.low),
        )
        for x in extracts
        for f in x.figures
    ]
    columns = ("unique_id", "document", "organisation", "unit", "measure", "period", "phrase", "low")
    return pd.DataFrame(rows, columns=list(columns))


def _aligning_peer(extracts: Sequence[Extract], took: Callable[..., Measured]) -> Iterator[Measured]:
    """Splink on DuckDB: blocks of organisation, unit, period; two comparisons, trained by expectation maximisation."""
    import logging

    try:
        import splink.comparison_library as compared
        from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    except ImportError:
        return
    table = _table(extracts)

    def link() -> int:
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=[compared.JaroWinklerAtThresholds("phrase", [0.92, 0.8]), compared.ExactMatch("measure")],
            blocking_rules_to_generate_predictions=[block_on("organisation", "unit", "period")],
        )
        linker = Linker(DuckDBAPI().register(table), settings)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("organisation", "period", "low"))
        predicted: Any = linker.inference.predict(threshold_match_probability=0.5)
        return len(predicted.as_pandas_dataframe())

    logging.disable(logging.CRITICAL)  # it tells of every step
    try:
        seconds = _timed(link)[1]
    finally:
        logging.disable(logging.NOTSET)
    yield took("align", "splink", seconds)


def _checking_peer(extracts: Sequence[Extract], took: Callable[..., Measured]) -> Iterator[Measured]:
    """Plain pandas: groups of one organisation, period, unit and words that hold several values."""
    table = _table(extracts)

    def conflicts() -> int:
        values = table.groupby(["organisation", "period", "unit", "measure", "phrase"])["low"].nunique()
        return int((values > 1).sum())

    yield took("check", "pandas", _timed(conflicts)[1])
