"""What other programs need for the stages of an audit, in processor seconds: quantulum3, splink, pandas."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from auditor.model import Extract

if TYPE_CHECKING:
    import pandas as pd

_SAMPLE = 20
"""Documents that quantulum3 is given; its time is multiplied to all."""


def extracting(texts: Sequence[str]) -> float | None:
    """The seconds that quantulum3 needs for the figures of all texts, told from some of them.

    Args:
        texts: Of documents.

    Returns:
        None where it is not installed.
    """
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from quantulum3 import parser
    except ImportError:
        return None
    sample = texts[:_SAMPLE]
    parser.parse("1 m")  # its tables are loaded at the first call
    return _timed(lambda: [parser.parse(text) for text in sample]) * len(texts) / len(sample)


def table(extracts: Sequence[Extract]) -> pd.DataFrame:
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


def aligning(figures: pd.DataFrame) -> float | None:
    """The seconds that splink needs to link figures on DuckDB.

    Blocks of organisation, unit, period; two comparisons, trained by expectation maximisation.

    Args:
        figures: As `table` has them.

    Returns:
        None where it is not installed.
    """
    import logging

    try:
        import splink.comparison_library as compared
        from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    except ImportError:
        return None

    def link() -> int:
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=[compared.JaroWinklerAtThresholds("phrase", [0.92, 0.8]), compared.ExactMatch("measure")],
            blocking_rules_to_generate_predictions=[block_on("organisation", "unit", "period")],
        )
        linker = Linker(DuckDBAPI().register(figures), settings)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("organisation", "period", "low"))
        predicted: Any = linker.inference.predict(threshold_match_probability=0.5)
        return len(predicted.as_pandas_dataframe())

    logging.disable(logging.CRITICAL)  # it tells of every step
    try:
        return _timed(link)
    finally:
        logging.disable(logging.NOTSET)


def checking(figures: pd.DataFrame) -> float:
    """The seconds of plain pandas for groups of one organisation, time, unit and words that hold several values.

    Args:
        figures: As `table` has them.
    """

    def conflicts() -> int:
        values = figures.groupby(["organisation", "period", "unit", "measure", "phrase"])["low"].nunique()
        return int((values > 1).sum())

    return _timed(conflicts)


def _timed(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start
