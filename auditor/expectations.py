"""This library's checks as Great Expectations, for data teams that keep figures in tables of their own.

Importing this module registers them; they work wherever a column holds numbers as they are printed::

    import great_expectations as gx
    from auditor.expectations import ExpectColumnPairShareToMatchFraction

    batch.validate(ExpectColumnPairShareToMatchFraction(column_A="share", column_B="fraction", decimal_mark=","))

A printed number stands for every value that rounds to it, as everywhere in this library.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Literal

import pandas as pd
from great_expectations.execution_engine import PandasExecutionEngine  # type: ignore[attr-defined]
from great_expectations.expectations.expectation import ColumnPairMapExpectation, MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider import (  # type: ignore[attr-defined]
    ColumnPairMapMetricProvider,
    MulticolumnMapMetricProvider,
    column_pair_condition_partial,
    multicolumn_condition_partial,
)

from auditor.intervals import added, divided, meet, printed, scaled
from auditor.model import Interval

__all__ = [
    "ExpectColumnPairPrintedNumbersToAgree",
    "ExpectColumnPairShareToMatchFraction",
    "ExpectPrintedPartsToSumToTotal",
]

_HUNDRED = Decimal(100)
_PAIR_KEYS = ("batch_id", "table", "column_A", "column_B", "row_condition", "condition_parser", "ignore_row_if")
_MANY_KEYS = ("batch_id", "table", "column_list", "row_condition", "condition_parser", "ignore_row_if")


def _number(value: Any, mark: str) -> Interval | None:
    return None if pd.isna(value) else printed(str(value), mark)


def _share_fits(share: Any, fraction: Any, mark: str) -> bool:
    stated = _number(share, mark)
    part, _, whole = str(fraction).partition("/")
    above, below = printed(part, mark), printed(whole, mark)
    quotient = divided(above, below) if above is not None and below is not None else None
    return stated is not None and quotient is not None and meet(scaled(quotient, _HUNDRED), stated)


def _agree(a: Any, b: Any, mark: str) -> bool:
    x, y = _number(a, mark), _number(b, mark)
    return x is not None and y is not None and meet(x, y)


def _adds_up(values: list[Any], mark: str) -> bool:
    numbers = [_number(v, mark) for v in values]
    known = [n for n in numbers if n is not None]
    return len(known) == len(numbers) > 1 and meet(known[0], added(known[1:]))


class _ShareOfFraction(ColumnPairMapMetricProvider):  # type: ignore[misc, unused-ignore]
    condition_metric_name = "column_pair_values.printed_share_of_fraction"
    condition_domain_keys = _PAIR_KEYS
    condition_value_keys = ("decimal_mark",)

    @column_pair_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator, unused-ignore]
    def _pandas(cls, column_A: Any, column_B: Any, **kwargs: Any) -> Any:  # noqa: N803, N805
        mark = kwargs["decimal_mark"]
        return pd.Series(
            [_share_fits(a, b, mark) for a, b in zip(column_A, column_B, strict=True)], index=column_A.index, dtype=bool
        )


class _PrintedAgree(ColumnPairMapMetricProvider):  # type: ignore[misc, unused-ignore]
    condition_metric_name = "column_pair_values.printed_agree"
    condition_domain_keys = _PAIR_KEYS
    condition_value_keys = ("decimal_mark",)

    @column_pair_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator, unused-ignore]
    def _pandas(cls, column_A: Any, column_B: Any, **kwargs: Any) -> Any:  # noqa: N803, N805
        mark = kwargs["decimal_mark"]
        return pd.Series(
            [_agree(a, b, mark) for a, b in zip(column_A, column_B, strict=True)], index=column_A.index, dtype=bool
        )


class _PrintedSum(MulticolumnMapMetricProvider):  # type: ignore[misc, unused-ignore]
    condition_metric_name = "multicolumn_values.printed_sum"
    condition_domain_keys = _MANY_KEYS
    condition_value_keys = ("decimal_mark",)

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator, unused-ignore]
    def _pandas(cls, column_list: Any, **kwargs: Any) -> Any:  # noqa: N805
        mark = kwargs["decimal_mark"]
        return column_list.apply(lambda row: _adds_up(list(row), mark), axis=1).astype(bool)


class ExpectColumnPairShareToMatchFraction(ColumnPairMapExpectation):  # type: ignore[misc, unused-ignore]
    """Expect the printed percentage in column A to be the fraction in column B (``238/271``), within rounding.

    Args:
        column_A: Column of percentages as printed: ``87,8%``.
        column_B: Column of fractions as printed: ``238/271``.
        decimal_mark: ``,`` or ``.``; the other one groups thousands.
        mostly: Part of the rows that must fit.
    """

    map_metric: ClassVar[str] = _ShareOfFraction.condition_metric_name
    success_keys: ClassVar[tuple[str, ...]] = ("decimal_mark", "ignore_row_if", "mostly")
    decimal_mark: Literal[",", "."] = "."
    ignore_row_if: Literal["both_values_are_missing", "either_value_is_missing", "neither"] = "either_value_is_missing"


class ExpectColumnPairPrintedNumbersToAgree(ColumnPairMapExpectation):  # type: ignore[misc, unused-ignore]
    """Expect the printed numbers in two columns to agree: a value exists that rounds to both.

    Args:
        column_A: Column of numbers as printed: ``3,42``.
        column_B: Column of numbers as printed: ``3,4``.
        decimal_mark: ``,`` or ``.``; the other one groups thousands.
        mostly: Part of the rows that must agree.
    """

    map_metric: ClassVar[str] = _PrintedAgree.condition_metric_name
    success_keys: ClassVar[tuple[str, ...]] = ("decimal_mark", "ignore_row_if", "mostly")
    decimal_mark: Literal[",", "."] = "."
    ignore_row_if: Literal["both_values_are_missing", "either_value_is_missing", "neither"] = "either_value_is_missing"


class ExpectPrintedPartsToSumToTotal(MulticolumnMapExpectation):  # type: ignore[misc, unused-ignore]
    """Expect the first of several columns of printed numbers to be the sum of the others, within rounding.

    Args:
        column_list: The column of totals, then those of the parts.
        decimal_mark: ``,`` or ``.``; the other one groups thousands.
        mostly: Part of the rows that must add up.
    """

    map_metric: ClassVar[str] = _PrintedSum.condition_metric_name
    success_keys: ClassVar[tuple[str, ...]] = ("decimal_mark", "mostly")
    args_keys: ClassVar[tuple[str, ...]] = ("column_list",)
    decimal_mark: Literal[",", "."] = "."
    ignore_row_if: Literal["all_values_are_missing", "any_value_is_missing", "never"] = "any_value_is_missing"
