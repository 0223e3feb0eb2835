"""Makes mutants of the modules of ``auditor/checks``: the same program with one thing in it changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from auditor import checks

PACKAGE = Path(checks.__file__).parent
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """One change: the ``number``-th of a module."""

    module: str
    number: int


def mutants(module: str) -> list[Mutant]:
    """Every mutant of a module."""
    return [Mutant(module, number) for number, _ in enumerate(_changes(_parsed(module)))]


def mutated(mutant: Mutant) -> tuple[ast.Module, str]:
    """The changed module, and the line with what was changed in it."""
    tree = _parsed(mutant.module)
    node, change = next(islice(_changes(tree), mutant.number, None))
    where = f"auditor/checks/{mutant.module}.py:{node.lineno}: {change()}"
    for each in ast.walk(tree):  # what was put in stands where it was put
        if isinstance(each, (ast.expr, ast.stmt)) and not hasattr(each, "lineno"):
            ast.copy_location(each, node)
    return ast.fix_missing_locations(tree), where


def imported(module: str) -> set[str]:
    """The modules of the package that one imports."""
    found: set[str] = set()
    for node in ast.walk(_parsed(module)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(checks.__name__):
            name = (node.module or "").removeprefix(checks.__name__).strip(".")
            found |= {name} if name else {alias.name for alias in node.names}
    return found


def lines_of(mutant: Mutant) -> set[int] | None:
    """The lines of the statement that a mutant changes; None where it is run when the module is loaded."""
    tree = _parsed(mutant.module)
    node, _ = next(islice(_changes(tree), mutant.number, None))
    around = list(_around(tree, node))
    if not any(isinstance(statement, ast.FunctionDef) for statement in around[:-1]):
        return None
    # A jump is compiled into the condition above it, and has no line of its own.
    last = around[-2] if isinstance(around[-1], (ast.Break, ast.Continue)) else around[-1]
    body = getattr(last, "body", None)
    return set(range(last.lineno, body[0].lineno if isinstance(body, list) else (last.end_lineno or last.lineno) + 1))


def _around(within: ast.AST, node: ast.AST) -> Iterator[ast.stmt]:
    """The statements that hold a node, from the outermost on."""
    for statement in _statements(within):
        if any(each is node for each in ast.walk(statement)):
            yield statement
            yield from _around(statement, node)
            return


def _statements(within: ast.AST) -> Iterator[ast.stmt]:
    """The statements next inside a module, a function, a class or a statement."""
    for child in ast.iter_child_nodes(within):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
            yield from _statements(child)


def _parsed(module: str) -> ast.Module:
    return ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))


def _changes(tree: ast.Module) -> Iterator[tuple[Any, Any]]:
    """Places of a module that can be changed, each with what changes it and tells how."""
    quiet = _unread(tree)
    for node in ast.walk(tree):
        if id(node) in quiet:
            continue
        if isinstance(node, ast.Compare):
            for i, operator in enumerate(node.ops):
                yield node, lambda n=node, i=i, o=operator: _put(n.ops, i, COMPARISONS[type(o)]())
        elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in ARITHMETIC:
            yield node, lambda n=node: _set(n, "op", ARITHMETIC[type(n.op)]())
        elif isinstance(node, ast.BoolOp):
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield node, lambda n=node, o=other: _set(n, "op", o())
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, lambda n=node: _unnot(n)
        elif isinstance(node, (ast.If, ast.IfExp)) and not isinstance(node.test, (ast.Compare, ast.BoolOp)):
            yield node.test, lambda n=node: _set(n, "test", ast.UnaryOp(ast.Not(), n.test))
        elif isinstance(node, ast.Constant):
            yield from _constant(node)
        elif isinstance(node, (ast.Break, ast.Continue)):
            yield node, lambda n=node: _turn(n)
        elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
            yield node, lambda n=node: _set(n, "value", ast.Constant(None))


def _constant(node: ast.Constant) -> Iterator[tuple[Any, Any]]:
    value = node.value
    if isinstance(value, bool):
        yield node, lambda: _set(node, "value", not value)
    elif isinstance(value, (int, float)):
        yield node, lambda: _set(node, "value", value + 1)
    elif isinstance(value, str) and value:
        # Of a set of marks one more that no text has would change nothing: one is taken away.
        marks = len(value) > 1 and not any(c.isalnum() for c in value)
        yield node, lambda: _set(node, "value", value[1:] if marks else f"XX{value}")


def _unread(tree: ast.Module) -> set[int]:
    """Parts of a module that do nothing: docstrings, annotations, decorators, imports."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts = [node.value]
        elif isinstance(node, (ast.AnnAssign, ast.arg)):
            parts = [node.annotation]
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            parts = [*node.decorator_list, getattr(node, "returns", None)]
        elif isinstance(node, ast.keyword) and node.arg == "strict":
            parts = [node.value]
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript) and isinstance(tree, ast.Module):
            parts = [node.value] if node in tree.body else []  # the name of a type
        for part in parts:
            if part is not None:
                found |= {id(each) for each in ast.walk(part)}
    return found


def _put(operators: list[ast.cmpop], at: int, new: ast.cmpop) -> str:
    old = type(operators[at]).__name__
    operators[at] = new
    return f"{old} → {type(new).__name__}"


def _set(node: Any, name: str, new: Any) -> str:
    old = getattr(node, name)
    setattr(node, name, new)
    told_ = [ast.dump(x) if isinstance(x, ast.AST) else repr(x) for x in (old, new)]
    return f"{told_[0][:40]} → {told_[1][:40]}"


def _unnot(node: ast.UnaryOp) -> str:
    """``not x`` becomes ``not not x``: a truth value all the same."""
    node.operand = ast.UnaryOp(ast.Not(), node.operand)
    return "not left out"


def _turn(node: ast.Break | ast.Continue) -> str:
    was = type(node).__name__
    node.__class__ = ast.Continue if isinstance(node, ast.Break) else ast.Break  # type: ignore[assignment]
    return f"{was} turned"
