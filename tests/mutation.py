"""Changes one thing at a time in ``auditor/checks`` and counts how many of these mutants the tests notice::

python -m tests.mutation                          all mutants of all modules
python -m tests.mutation --module shares --list   those of one, and what survived
python -m tests.mutation --sample 400 --seed 2    so many, chosen the same way each time for a seed

A mutant is noticed when something is told otherwise than ``tests/rules/told.txt`` tells it, which
``tests/test_rules.py`` holds to the letter: of the fixtures of ``tests/rules/``, the samples, the examples of the rules'
pages, and generated statements and pages, right and with slips.

Documents are read, extracted and aligned once: checks do nothing to these. A mutant is tried on the documents for which
its statement is run at all; one whose statement never is survives. The tools for this (mutmut, cosmic-ray) start the
tests anew for each mutant, a thousand times the work.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import random
import signal
import sys
import tempfile
import types
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from auditor import checks
from auditor.pipeline import Knowledge, know
from auditor.rulebook import Rule
from tests import told
from tests.mutants import PACKAGE, Mutant, imported, lines_of, mutants, mutated

LIMIT = 20
"""Seconds after which a mutant is held to run for ever."""
Reached = dict[str, set[int]]
"""Lines that were run, by the path of their module."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Documents as the checks see them, and what the checks must say of them.

    Attributes:
        rule: The rule concerned, or another name.
        cases: What each `auditor.checks.base.Case` is made of: one for each organisation.
        language: In which the findings are told.
        short: Whether only rule, severity and arithmetic are told.
        lines: What is to be told.
    """

    rule: str
    cases: tuple[tuple[Any, ...], ...]
    language: str
    short: bool
    lines: list[str]


class _Source(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a mutant in place of its module."""

    def __init__(self, name: str, code: types.CodeType) -> None:
        self.name, self.code = name, code

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: types.ModuleType) -> None:
        exec(self.code, module.__dict__)


def trials(knowledge: Knowledge, folder: Path) -> Iterator[Trial]:
    """All that a mutant is tried on."""
    seen: list[checks.base.Case] = []  # type: ignore[name-defined]
    real = checks.run

    def watched(case: Any, *rest: Any) -> Any:
        seen.append(case)
        return real(case, *rest)

    kept = told.kept()
    with mock.patch.object(checks, "run", watched):
        for rule, kind, case in told.fixtures(knowledge.rules):
            told.audited(case["documents"], knowledge, folder, form=case.get("form", "txt"))
            parts = tuple(
                (each.extracts, each.alignments, each.packs, each.names, each.directions, each.compared)
                for each in seen
            )
            seen.clear()
            yield Trial(rule, parts, case["language"], kind in told.SHORT, kept[told.title(rule, kind, case)])


class Court:
    """Tries mutants: what each says of the trials is held against what is to be told."""

    def __init__(self, tried: Sequence[Trial], knowledge: Knowledge) -> None:
        """Say what is told by the program as it is, and see which lines are run for it."""
        self.tried = tried
        self.knowledge = knowledge
        self._expected: dict[tuple[str, int], list[str]] = {}
        self._reached: list[Reached] = []
        self._imports = {path.stem: imported(path.stem) for path in PACKAGE.glob("*.py") if path.stem != "run"}
        self.sound = True
        """Whether the program as it is says what is to be told."""
        for trial in tried:
            _forget()  # what is remembered is not run again
            with _watching() as lines:
                self.sound &= self._said(trial, knowledge.rules, *_modules()) == trial.lines
            self._reached.append(lines)

    def rules(self, module: str) -> list[Rule]:
        """The rules that a module can change: those whose checks stand in it, or in one that needs it."""
        users = {module}
        while more := {user for user, needed in self._imports.items() if needed & users} - users:
            users |= more
        if users & {"run", "shapes", "wording"}:  # what every finding is told with
            return list(self.knowledge.rules)
        return [r for r in self.knowledge.rules if checks.CHECKS[r.check].__module__.rpartition(".")[2] in users]

    def trials_of(self, mutant: Mutant) -> list[int]:
        """The trials for which a mutant's statement is run; all where it is run when the module is loaded."""
        lines = lines_of(mutant)
        path = str(PACKAGE / f"{mutant.module}.py")
        every = range(len(self.tried))
        return [i for i in every if lines is None or not lines.isdisjoint(self._reached[i].get(path, ()))]

    def survives(self, mutant: Mutant) -> bool:
        """Whether no trial notices a mutant."""
        rules = self.rules(mutant.module)
        names = {rule.id for rule in rules}
        near = sorted(self.trials_of(mutant), key=lambda i: self.tried[i].rule not in names)
        real = _modules()
        kept = {name: module for name, module in sys.modules.items() if name.startswith("auditor.checks")}
        for name in kept:
            del sys.modules[name]
        name = f"auditor.checks.{mutant.module}"
        finder = _Source(name, compile(mutated(mutant)[0], name, "exec"))
        sys.meta_path.insert(0, finder)
        signal.signal(signal.SIGALRM, _late)
        signal.alarm(LIMIT)
        try:
            changed = _modules()
            for i in near:
                trial, key = self.tried[i], (mutant.module, i)
                if key not in self._expected:
                    self._expected[key] = self._said(trial, rules, *real)
                some = self._said(trial, rules, *changed) != self._expected[key]
                # What some rules say otherwise must also be otherwise where all rules speak.
                if some and self._said(trial, self.knowledge.rules, *changed) != trial.lines:
                    return False
            return True
        except Exception:
            return False
        finally:
            signal.alarm(0)
            sys.meta_path.remove(finder)
            for name in [name for name in sys.modules if name.startswith("auditor.checks")]:
                del sys.modules[name]
            sys.modules.update(kept)

    @staticmethod
    def _said(trial: Trial, rules: Sequence[Rule], run: Any, base: Any) -> list[str]:
        found = {}
        for extracts, alignments, packs, names, directions, compared in trial.cases:
            case = base.Case(extracts, alignments, packs, names=names, directions=directions, compared=compared)
            for finding in run.run(case, rules):
                found.setdefault(finding.id, finding)
        findings = sorted(found.values(), key=lambda f: (f.severity.rank, f.rule, f.id))
        return told.lines(findings, trial.language, short=trial.short)


def _modules() -> tuple[Any, Any]:
    return importlib.import_module("auditor.checks.run"), importlib.import_module("auditor.checks.base")


def _forget() -> None:
    """Empty what functions of the checks remember."""
    for name, module in list(sys.modules.items()):
        if name.startswith("auditor.checks"):
            for each in vars(module).values():
                if callable(getattr(each, "cache_clear", None)):
                    each.cache_clear()


def _late(signum: int, frame: Any) -> None:
    raise TimeoutError


@contextmanager
def _watching() -> Iterator[Reached]:
    """The lines of the checks that are run inside."""
    reached: Reached = defaultdict(set)
    package = str(PACKAGE)

    def line(frame: types.FrameType, event: str, arg: Any) -> Any:
        reached[frame.f_code.co_filename].add(frame.f_lineno)
        return line

    sys.settrace(lambda frame, event, arg: line if frame.f_code.co_filename.startswith(package) else None)
    try:
        yield reached
    finally:
        sys.settrace(None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, and print how many were noticed; exit code 1 where it is less than the least."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("::")[0])
    parser.add_argument("--module", action="append", help="module of auditor/checks; all by default")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, all by default")
    parser.add_argument("--seed", type=int, default=1, help="which of them")
    parser.add_argument("--least", type=float, default=0.85, help="exit code 1 where less is noticed")
    parser.add_argument("--list", action="store_true", help="name those that nothing noticed, and which are never run")
    options = parser.parse_args(arguments)
    modules = options.module or sorted(p.stem for p in PACKAGE.glob("*.py") if p.stem != "__init__")
    todo = [mutant for module in modules for mutant in mutants(module)]
    if options.sample:
        random.Random(options.seed).shuffle(todo)
        todo = sorted(todo[: options.sample])
    knowledge = know()
    with tempfile.TemporaryDirectory() as folder:
        tried = list(trials(knowledge, Path(folder)))
    court = Court(tried, knowledge)
    if not court.sound:
        print("the checks do not say what tests/rules/told.txt says: see python -m tests.told")
        return 2
    total: dict[str, list[int]] = {module: [0, 0] for module in modules}
    for mutant in todo:
        alive = court.survives(mutant)
        total[mutant.module][0] += not alive
        total[mutant.module][1] += 1
        if alive and options.list:
            never = "" if court.trials_of(mutant) else " (never run)"
            print(f"{mutated(mutant)[1]}{never}", flush=True)
    for module, (noticed, all_) in total.items():
        if all_:
            print(f"{module:12} {noticed:5} of {all_:5}  {noticed / all_:.3f}", flush=True)
    noticed, all_ = (sum(pair[i] for pair in total.values()) for i in (0, 1))
    print(f"{'all':12} {noticed:5} of {all_:5}  {noticed / all_:.3f}")
    return int(noticed < options.least * all_)


if __name__ == "__main__":
    sys.exit(main())
