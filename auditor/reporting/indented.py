"""JSON with a line for each value: what `json.dumps` writes with an indent, which it does value by value in Python."""

from __future__ import annotations

from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any


def indented(value: Any) -> str:
    """The text of ``json.dumps(value, ensure_ascii=False, indent=1)``.

    Args:
        value: Mappings with names for keys, lists, strings, whole numbers, finite fractions, truth values and None.

    Raises:
        TypeError: Something else stands in it.
    """
    return _text(value, "\n")


def _text(value: Any, line: str) -> str:
    """A value as text.

    Args:
        value: What is written.
        line: What begins a line that closes it.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return float.__repr__(value)
    inner = f"{line} "
    if isinstance(value, Mapping):
        parts = [f"{encode_basestring(key)}: {_text(each, inner)}" for key, each in value.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}" if parts else "{}"
    if isinstance(value, (list, tuple)):
        parts = [_text(each, inner) for each in value]
        return f"[{inner}{f',{inner}'.join(parts)}{line}]" if parts else "[]"
    raise TypeError(f"no value of JSON: {type(value).__name__}")
