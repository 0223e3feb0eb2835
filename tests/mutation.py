"""Changes one thing at a time in ``auditor/checks`` and counts how many of these mutants the tests notice::

python -m tests.mutation                          all mutants of all modules
python -m tests.mutation --module shares --list   those of one, and what survived
python -m tests.mutation --sample 400             so many, chosen the same way each time

A mutant is noticed when something is told otherwise than the program as it is tells it: of the fixtures of
``tests/rules/`` and the samples, which ``tests/rules/told.txt`` holds to the letter, of the examples of the rules' pages,
and of generated arithmetic, right and wrong.
Documents are read, extracted and aligned once: checks do nothing to these. The tools for this (mutmut, cosmic-ray) start
the tests anew for each mutant, a thousand times the work.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import random
import signal
import sys
import tempfile
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from unittest import mock

from auditor import checks
from auditor.pipeline import Knowledge, know, read_all
from auditor.rulebook import Rule
from tests import told
from tests.test_false_alarms import Maker, en, english, vi, vietnamese

PACKAGE = Path(checks.__file__).parent
LIMIT = 20
"""Seconds after which a mutant is held to run for ever."""
STATEMENTS = 120
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


@dataclass(frozen=True, slots=True)
class Trial:
    """Documents as the checks see them, and what the checks must say of them.

    Attributes:
        rule: The rule concerned; empty for statements.
        case: What `auditor.checks.base.Case` is made of.
        language: In which the findings are told.
        short: Whether only rule, severity and arithmetic are told.
        lines: What the tests expect to be told; None where they only expect that something is told, or nothing.
    """

    rule: str
    case: tuple[Any, ...]
    language: str
    lines: list[str] | None
    short: bool = False


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
        yield node, lambda: _set(node, "value", f"XX{value}")


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


class _Source(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a mutant in place of its module."""

    def __init__(self, name: str, code: types.CodeType) -> None:
        self.name, self.code = name, code

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: types.ModuleType) -> None:
        exec(self.code, module.__dict__)


def trials(knowledge: Knowledge, folder: Path) -> list[Trial]:
    """All that a mutant is tried on."""
    seen: list[checks.base.Case] = []  # type: ignore[name-defined]
    real = checks.run

    def watched(case: Any, *rest: Any) -> Any:
        seen.append(case)
        return real(case, *rest)

    found = []
    kept = told.kept()
    with mock.patch.object(checks, "run", watched):
        for rule, kind, case in told.fixtures():
            told.audited(case["documents"], knowledge, folder)
            expected = kept[told.title(rule, kind, case)]
            found.append(Trial(rule, _parts(seen.pop()), case["language"], expected, kind == "slipped"))
        for rule in knowledge.rules:
            for part in ("wrong", "right"):
                for language in ("vi", "en"):
                    documents = rule.page[part][language].split(" ↔ ")
                    if rule.check == "repeat":
                        documents = ["\n\n".join(documents)]
                    told.audited(documents, knowledge, folder)
                    found.append(Trial(rule.id, _parts(seen.pop()), language, None))
    for slip in (False, True):
        for language, tongue, show in (("vi", vietnamese, vi), ("en", english, en)):
            maker = Maker(9, show, slip=slip)
            path = folder / f"{language}-{slip}.txt"
            path.write_text("\n\n".join(tongue(maker) for _ in range(STATEMENTS)), encoding="utf-8")
            extracts, _, _ = read_all([str(path)], knowledge)
            base = checks.base.Case(extracts, [], knowledge.packs)  # type: ignore[attr-defined]
            found.append(Trial("", _parts(base), language, None))
    return found


def _parts(case: Any) -> tuple[Any, ...]:
    return case.extracts, case.alignments, case.packs, case.names, case.directions


class Court:
    """Tries mutants: what each says of the trials is held against what the program as it is says."""

    def __init__(self, tried: Sequence[Trial], knowledge: Knowledge) -> None:
        """Nothing is run yet."""
        self.tried = tried
        self.knowledge = knowledge
        self._expected: dict[str, list[list[str]]] = {}

    def rules(self, module: str) -> list[Rule]:
        """The rules that a module can change: those whose checks stand in it, or in a module that imports it."""
        users = {module} | {
            path.stem
            for path in PACKAGE.glob("*.py")
            if f"auditor.checks.{module} " in path.read_text(encoding="utf-8")
        }
        if "run" in users:
            return list(self.knowledge.rules)
        return [r for r in self.knowledge.rules if checks.CHECKS[r.check].__module__.rpartition(".")[2] in users]

    def survives(self, mutant: Mutant) -> bool:
        """Whether no trial notices a mutant."""
        rules = self.rules(mutant.module)
        if mutant.module not in self._expected:
            self._expected[mutant.module] = [self._said(t, rules, *_modules()) for t in self.tried]
        names = {rule.id for rule in rules}
        near = sorted(range(len(self.tried)), key=lambda i: self.tried[i].rule not in names)
        kept = {name: module for name, module in sys.modules.items() if name.startswith("auditor.checks")}
        for name in kept:
            del sys.modules[name]
        name = f"auditor.checks.{mutant.module}"
        finder = _Source(name, compile(mutated(mutant)[0], name, "exec"))
        sys.meta_path.insert(0, finder)
        signal.signal(signal.SIGALRM, _late)
        signal.alarm(LIMIT)
        try:
            modules = _modules()
            expected = self._expected[mutant.module]
            return all(self._said(self.tried[i], rules, *modules) == expected[i] for i in near)
        except Exception:
            return False
        finally:
            signal.alarm(0)
            sys.meta_path.remove(finder)
            for name in [name for name in sys.modules if name.startswith("auditor.checks")]:
                del sys.modules[name]
            sys.modules.update(kept)

    def sound(self) -> bool:
        """Whether the program as it is says what the tests expect."""
        rules = self.knowledge.rules
        return all(self._said(t, rules, *_modules()) == t.lines for t in self.tried if t.lines is not None)

    @staticmethod
    def _said(trial: Trial, rules: Sequence[Rule], run: Any, base: Any) -> list[str]:
        extracts, alignments, packs, names, directions = trial.case
        case = base.Case(extracts, alignments, packs, names=names, directions=directions)
        return told.lines(run.run(case, rules), trial.language, short=trial.short)


def _modules() -> tuple[Any, Any]:
    return importlib.import_module("auditor.checks.run"), importlib.import_module("auditor.checks.base")


def _late(signum: int, frame: Any) -> None:
    raise TimeoutError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, and print how many were noticed; exit code 1 where it is less than the least."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("::")[0])
    parser.add_argument("--module", action="append", help="module of auditor/checks; all by default")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, all by default")
    parser.add_argument("--least", type=float, default=0.85, help="exit code 1 where less is noticed")
    parser.add_argument("--list", action="store_true", help="name those that nothing noticed")
    options = parser.parse_args(arguments)
    modules = options.module or sorted(p.stem for p in PACKAGE.glob("*.py") if p.stem != "__init__")
    todo = [mutant for module in modules for mutant in mutants(module)]
    if options.sample:
        random.Random(1).shuffle(todo)
        todo = sorted(todo[: options.sample])
    knowledge = know()
    with tempfile.TemporaryDirectory() as folder:
        tried = trials(knowledge, Path(folder))
    court = Court(tried, knowledge)
    if not court.sound():
        print("the checks do not say what tests/rules/told.txt says: see python -m tests.told")
        return 2
    total: dict[str, list[int]] = {module: [0, 0] for module in modules}
    for mutant in todo:
        alive = court.survives(mutant)
        total[mutant.module][0] += not alive
        total[mutant.module][1] += 1
        if alive and options.list:
            print(mutated(mutant)[1], flush=True)
    for module, (noticed, all_) in total.items():
        if all_:
            print(f"{module:12} {noticed:5} of {all_:5}  {noticed / all_:.3f}", flush=True)
    noticed, all_ = (sum(pair[i] for pair in total.values()) for i in (0, 1))
    print(f"{'all':12} {noticed:5} of {all_:5}  {noticed / all_:.3f}")
    return int(noticed < options.least * all_)


if __name__ == "__main__":
    sys.exit(main())
