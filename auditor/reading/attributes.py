"""What the readers of markup share: numbers in attributes, whatever stands there; elements inside one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

_MOST_DIGITS = 12


def whole(text: str | None, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
    """The whole number that an attribute holds, within bounds; ``default`` where it holds none.

    Args:
        text: The attribute, None where there is none.
        default: For an attribute that is missing or no number.
        least: Lower values are raised to it.
        most: Higher values are lowered to it.
    """
    digits = (text or "").strip()
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-") if len(digits) <= _MOST_DIGITS else ""
    if not (digits.isascii() and digits.isdigit()):
        return default
    return min(max(sign * int(digits), least), most)


def outermost(element: Any, tag: str) -> Iterator[Any]:
    """The elements of a name below an element that stand in no other of that name: the others are read with these."""
    stack = [element]
    while stack:
        here = stack.pop()
        if here.tag == tag:
            yield here
        else:
            stack += reversed(here)


def deeper(root: Any, most: int) -> bool:
    """Whether elements stand more than ``most`` deep inside one another, the root counted."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > most:
            return True
    return False
