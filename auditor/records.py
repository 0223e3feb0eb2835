"""Plain records: frozen dataclasses with slots, which are pickled without asking each for its fields."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

C = TypeVar("C")

_PUTS: dict[type[Any], tuple[Any, ...]] = {}
"""What puts each value of a record into its place, past what keeps the record from being changed."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[C]) -> type[C]:
    """A frozen dataclass with slots.

    What `dataclasses` makes for pickling looks the fields up for each instance: for the figures of a document that
    takes half of all pickling.

    Args:
        cls: A class with at least two fields.
    """
    made = dataclass(frozen=True, slots=True)(cls)
    names = [each.name for each in fields(made)]  # type: ignore[arg-type]
    values = attrgetter("__class__", *names)
    _PUTS[made] = tuple(getattr(made, name).__set__ for name in names)
    made.__reduce__ = lambda self: (restored, values(self))  # type: ignore[method-assign]
    return made


def restored(cls: type[C], *values: Any) -> C:
    """The record that was pickled.

    Args:
        cls: A class that `record` made.
        values: Those of its fields, in their order.

    Raises:
        KeyError: The class is no record.
        ValueError: There are not as many values as fields.
    """
    one = object.__new__(cls)
    for put, value in zip(_PUTS[cls], values, strict=True):
        put(one, value)
    return one
