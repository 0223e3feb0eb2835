"""Ruled tables: the lattice of lines on a page, and the text in its cells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from auditor.reading.layout import Fragment, Page, Row, gathered


@dataclass(slots=True)
class RuledCell:
    """A cell of the lattice: its place, counted from 0, how far it reaches, its printed lines."""

    row: int
    column: int
    height: int
    width: int
    rows: list[Row]


@dataclass(slots=True)
class RuledTable:
    """A table: where it begins on the page, the x of its upright rules, the number of its rows, its cells."""

    top: float
    columns: list[float]
    height: int
    cells: list[RuledCell]


def said(cell: RuledCell) -> str:
    """The text of a cell on one line."""
    return " ".join(str(row) for row in cell.rows)


def same_row(a: dict[tuple[int, int], str], b: dict[tuple[int, int], str], row: int) -> bool:
    """Whether a row has the same cells with the same text in both tables."""
    left = {column: text for (r, column), text in a.items() if r == row}
    return bool(left) and left == {column: text for (r, column), text in b.items() if r == row}


def goes_on(cells: dict[tuple[int, int], str], row: int) -> bool:
    """Whether a row is the rest of one: no cell of it begins as a new entry does."""
    texts = [text for (r, _), text in cells.items() if r == row and text]
    return bool(texts) and all(text[0].islower() for text in texts)


def same_columns(a: list[float], b: list[float]) -> bool:
    """Whether two tables have their upright rules at the same places."""
    return len(a) == len(b) and all(abs(x - y) < 4 for x, y in zip(a, b, strict=True))


_MOST_LATTICE = 4_000
_MOST_RULES = 3_000
_THIN = 3.0
_NEAR = 3.0


def ruled_tables(page: Page) -> tuple[list[RuledTable], list[Fragment]]:
    """The ruled tables of a page, and the text outside them."""
    across = [(t + b) / 2 for _, t, _, b in page.rules if b - t <= _THIN]
    if len(across) < 2 or len(page.rules) > _MOST_RULES:
        return [], page.fragments
    tables: list[RuledTable] = []
    rest = page.fragments
    for group in _connected(page.rules):
        level = [(r[0], (r[1] + r[3]) / 2, r[2]) for r in group if r[3] - r[1] <= _THIN and r[2] - r[0] > _THIN]
        upright = [((r[0] + r[2]) / 2, r[1], r[3]) for r in group if r[2] - r[0] <= _THIN and r[3] - r[1] > _THIN]
        ys, xs = _merged([y for _, y, _ in level]), _merged([x for x, _, _ in upright])
        if len(ys) < 3 or len(xs) < 3 or len(xs) * len(ys) > _MOST_LATTICE:
            continue
        inside = [
            f
            for f in rest
            if xs[0] - 2 < (f.left + f.right) / 2 < xs[-1] + 2 and ys[0] < (f.top + f.bottom) / 2 < ys[-1]
        ]
        if not inside:
            continue
        taken = {id(f) for f in inside}
        rest = [f for f in rest if id(f) not in taken]
        tables.append(RuledTable(ys[0], xs, len(ys) - 1, _ruled_cells(xs, ys, level, upright, inside)))
    return tables, rest


def _ruled_cells(
    xs: list[float],
    ys: list[float],
    level: list[tuple[float, float, float]],
    upright: list[tuple[float, float, float]],
    inside: list[Fragment],
) -> list[RuledCell]:
    """Cells of the lattice, those joined between which no rule stands."""

    def walled(x: float, top: float, bottom: float) -> bool:
        middle = (top + bottom) / 2
        return any(abs(v - x) < _NEAR and a - 1 <= middle <= b + 1 for v, a, b in upright)

    def floored(y: float, left: float, right: float) -> bool:
        middle = (left + right) / 2
        return any(abs(v - y) < _NEAR and a - 1 <= middle <= b + 1 for a, v, b in level)

    owner: dict[tuple[int, int], RuledCell] = {}
    cells = []
    for r in range(len(ys) - 1):
        for c in range(len(xs) - 1):
            if (r, c) in owner:
                continue
            width = 1
            while c + width < len(xs) - 1 and not walled(xs[c + width], ys[r], ys[r + 1]):
                width += 1
            height = 1
            while r + height < len(ys) - 1 and not floored(ys[r + height], xs[c], xs[c + 1]):
                height += 1
            cell = RuledCell(r, c, height, width, [])
            for i in range(r, r + height):
                for j in range(c, c + width):
                    owner.setdefault((i, j), cell)
            cells.append(cell)
    held: dict[int, list[Fragment]] = defaultdict(list)
    for fragment in inside:
        x, y = (fragment.left + fragment.right) / 2, (fragment.top + fragment.bottom) / 2
        c = max(0, sum(1 for v in xs if v <= x) - 1)
        r = max(0, sum(1 for v in ys if v <= y) - 1)
        at = owner.get((min(r, len(ys) - 2), min(c, len(xs) - 2)))
        if at is not None:
            held[id(at)].append(fragment)
    for cell in cells:
        cell.rows = gathered(held[id(cell)])
    return [cell for cell in cells if cell.rows]


def _connected(rules: list[tuple[float, float, float, float]]) -> list[list[tuple[float, float, float, float]]]:
    """Rules that touch one another, group by group from the top."""
    groups: list[list[tuple[float, float, float, float]]] = []
    bounds: list[list[float]] = []
    for rule in sorted(rules, key=lambda r: (r[1], r[0])):
        touching = [
            i
            for i, (left, top, right, bottom) in enumerate(bounds)
            if rule[0] <= right + _NEAR
            and rule[2] >= left - _NEAR
            and rule[1] <= bottom + _NEAR
            and rule[3] >= top - _NEAR
        ]
        if not touching:
            groups.append([rule])
            bounds.append(list(rule))
            continue
        target = touching[0]
        for i in reversed(touching[1:]):
            groups[target] += groups.pop(i)
            other = bounds.pop(i)
            bounds[target] = [*map(min, bounds[target][:2], other[:2]), *map(max, bounds[target][2:], other[2:])]
        groups[target].append(rule)
        b = bounds[target]
        bounds[target] = [min(b[0], rule[0]), min(b[1], rule[1]), max(b[2], rule[2]), max(b[3], rule[3])]
    return groups


def _merged(values: list[float]) -> list[float]:
    """Values that lie closer than a rule's width taken together."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out
