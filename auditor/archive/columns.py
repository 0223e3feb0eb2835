"""Records as columns: the fields of a dataclass by their types, flat, so that every table engine can ask for them.

A field that is a record becomes the columns of that record (``value`` of a figure: ``value_low``, ``value_high`` …),
a tuple becomes one column of JSON, a decimal its exact text. New fields of the model become new columns by themselves;
a column that an older table lacks takes the field's default.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

R = TypeVar("R")
Columns = Mapping[str, Sequence[Any]]
"""Name of a column to its values, one for each record."""

_ESCAPE = "\ufdd0"
"""Begins a character that UTF-8 cannot hold; Unicode keeps it free for such uses."""
_UNSTORABLE = re.compile(f"[\ud800-\udfff{_ESCAPE}]")
_ESCAPED = re.compile(f"{_ESCAPE}([0-9a-f]{{4}})")
_KEPT_TEXTS = 8192
"""Texts of tuples whose values are remembered: the same short lists stand beside thousands of figures."""


def storable(text: str) -> str:
    """Text that UTF-8 can hold: half characters, as names of files may have, are written out."""
    return text if text.isascii() else _UNSTORABLE.sub(lambda m: f"{_ESCAPE}{ord(m.group()):04x}", text)


def restored(text: str) -> str:
    """The text that `storable` was given."""
    return _ESCAPED.sub(lambda m: chr(int(m.group(1), 16)), text) if _ESCAPE in text else text


def to_json(value: Any) -> str:
    """A nested value as JSON in ASCII; records become lists of their fields."""
    return json.dumps(_plain(value), separators=(",", ":"))


def from_json(text: str, hint: Any) -> Any:
    """The value of the type ``hint`` that `to_json` was given."""
    return _typed(json.loads(text), hint)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return {"": [_plain(getattr(value, f.name)) for f in fields(value)]}


def _typed(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        # A record is an object, anything else is not: enough to tell the members of the model's unions apart.
        wanted = [each for each in inner if each is not type(None)]
        return _typed(value, next(each for each in wanted if is_dataclass(each) == isinstance(value, dict)))
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_typed(each, inner[0]) for each in value)
        return tuple(_typed(each, one) for each, one in zip(value, inner, strict=True))
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        return hint(*(_typed(each, hints[f.name]) for each, f in zip(value[""], fields(hint), strict=True)))
    if isinstance(hint, type) and issubclass(hint, (Enum, Decimal)):
        return hint(value)
    return value


_hints: Callable[[Any], dict[str, Any]] = lru_cache(maxsize=64)(get_type_hints)


class Codec(Generic[R]):
    """Columns of one kind of record, and back.

    Attributes:
        types: Name of each column to ``text``, ``int``, ``float`` or ``bool``.
    """

    def __init__(self, record: type[R], *, given: Sequence[str] = (), prefix: str = "") -> None:
        """Lay out the columns of a record.

        Args:
            record: A dataclass of the model.
            given: Fields that are no columns: the caller gives their values when records are made.
            prefix: Put before the names of columns.
        """
        self._record: Callable[..., R] = record
        self._parts: list[_Text | _Plain | _Decimal | _Choice | _Json | _Nested | _Given] = []
        hints = _hints(record)
        for field in fields(record):  # type: ignore[arg-type]
            part: _Given | _Text | _Plain | _Decimal | _Choice | _Json | _Nested
            part = _Given(field.name) if field.name in given else _part(field, hints[field.name], prefix)
            self._parts.append(part)
        self.types: dict[str, str] = {name: kind for part in self._parts for name, kind in part.types.items()}

    def encode(self, records: Sequence[R]) -> dict[str, list[Any]]:
        """The columns of records."""
        columns: dict[str, list[Any]] = {}
        for part in self._parts:
            if not isinstance(part, _Given):
                columns |= part.encode([getattr(each, part.field) for each in records])
        return columns

    def decode(self, columns: Columns, count: int, **given: Sequence[Any]) -> list[R]:
        """The records of columns.

        Args:
            columns: As `encode` made them; those that are missing take defaults.
            count: Number of records.
            given: Values of the fields that are no columns, a sequence for each.

        Raises:
            KeyError: A column is missing whose field has no default.
        """
        made = [given[part.field] if isinstance(part, _Given) else part.decode(columns, count) for part in self._parts]
        return [self._record(*values) for values in zip(*made, strict=True)]


class _Given:
    def __init__(self, field: str) -> None:
        self.field = field
        self.types: dict[str, str] = {}


class _Plain:
    """A number or truth value."""

    def __init__(self, field: Field[Any], name: str, kind: str) -> None:
        self.field: str = field.name
        self.name, self._default = name, _default(field)
        self.types: dict[str, str] = {name: kind}

    def encode(self, values: list[Any]) -> dict[str, list[Any]]:
        return {self.name: [None if v is None else self.stored(v) for v in values]}

    def decode(self, columns: Columns, count: int) -> list[Any]:
        if self.name not in columns:
            return [self._default(self.name)] * count
        return [None if v is None else self.value(v) for v in columns[self.name]]

    def stored(self, value: Any) -> Any:
        return value

    def value(self, stored: Any) -> Any:
        return stored


class _Text(_Plain):
    def stored(self, value: Any) -> Any:
        return storable(value)

    def value(self, stored: Any) -> Any:
        return restored(stored)


class _Decimal(_Plain):
    def stored(self, value: Any) -> Any:
        return str(value)

    def value(self, stored: Any) -> Any:
        return Decimal(stored)


class _Choice(_Plain):
    def __init__(self, field: Field[Any], name: str, kind: str, choices: type[Enum]) -> None:
        super().__init__(field, name, kind)
        self._of = {each.value: each for each in choices}

    def stored(self, value: Any) -> Any:
        return value.value

    def value(self, stored: Any) -> Any:
        return self._of[stored]


class _Json(_Plain):
    def __init__(self, field: Field[Any], name: str, hint: Any) -> None:
        super().__init__(field, name, "text")
        self._read = lru_cache(maxsize=_KEPT_TEXTS)(lambda text: from_json(text, hint))

    def stored(self, value: Any) -> Any:
        return to_json(value)

    def value(self, stored: Any) -> Any:
        return self._read(stored)


class _Nested:
    """A record in a record; None where the first of its columns that cannot be None is."""

    def __init__(self, field: Field[Any], name: str, record: Any, optional: bool) -> None:
        self.field, self._optional, self._default = field.name, optional, _default(field)
        self._name, self._record = name, record
        hints = _hints(record)
        self._parts = [_part(f, hints[f.name], f"{name}_") for f in fields(record)]
        self.types: dict[str, str] = {column: kind for part in self._parts for column, kind in part.types.items()}
        self._present = next(f"{name}_{f.name}" for f in fields(record) if type(None) not in get_args(hints[f.name]))

    def encode(self, values: list[Any]) -> dict[str, list[Any]]:
        columns: dict[str, list[Any]] = {}
        for part in self._parts:
            columns |= part.encode([None if v is None else getattr(v, part.field) for v in values])
        return columns

    def decode(self, columns: Columns, count: int) -> list[Any]:
        if self._present not in columns:
            return [self._default(self._name)] * count
        made = [part.decode(columns, count) for part in self._parts]
        present = columns[self._present] if self._optional else [True] * count
        record = self._record
        return [
            None if there is None else record(*values)
            for there, values in zip(present, zip(*made, strict=True), strict=True)
        ]


def _part(field: Field[Any], hint: Any, prefix: str) -> _Text | _Plain | _Decimal | _Choice | _Json | _Nested:
    name = prefix + field.name
    inner = [each for each in get_args(hint) if each is not type(None)]
    optional = get_origin(hint) in (Union, types.UnionType) and len(inner) < len(get_args(hint))
    if optional and len(inner) == 1:
        hint = inner[0]
    if is_dataclass(hint):
        return _Nested(field, name, hint, optional)
    if hint is str:
        return _Text(field, name, "text")
    if hint is Decimal:
        return _Decimal(field, name, "text")
    if hint in (int, float, bool):
        return _Plain(field, name, hint.__name__)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _Choice(field, name, "text", hint)
    return _Json(field, name, hint)


def _default(field: Field[Any]) -> Callable[[str], Any]:
    """What gives the value of a field whose column is missing."""

    def made(name: str) -> Any:
        if field.default is not MISSING:
            return field.default
        if field.default_factory is not MISSING:
            return field.default_factory()
        raise KeyError(name)

    return made
