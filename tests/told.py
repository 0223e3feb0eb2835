"""What the checks say of the fixtures of ``tests/rules/`` and of the samples, kept in ``tests/rules/told.txt``::

python -m tests.told      write it anew after a change that is meant; read the difference before you commit it

A fixture says that its rule fires or is silent; this file holds the severity, the message and the arithmetic to the
letter, of all rules. Confidence is told within one document; between two it is the aligner's too, and is told to a tenth.

The id stands there too: a decision of a reviewer holds as long as it stays the same.

Beside the fixtures stand the examples of the rules' pages, generated statements and pages, right and with slips, and the
fixtures with digits slipped or their wording changed at random: what lies just beside the border of a rule, which no
fixture was written for.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from auditor.model import Fact, Figure, Finding
from auditor.pipeline import Audit, Knowledge, audit, know
from auditor.rulebook import Rule
from tests import clean
from tests.statements import Maker, en, english, vi, vietnamese

FOLDER = Path(__file__).parent / "rules"
FILE = FOLDER / "told.txt"
DATA = FOLDER.parent.parent / "data" / "samples"
SAMPLES = {
    "vi": ("review-report", "political-report"),
    "en": ("annual-report-2024", "summary-2024"),
}
KINDS = ("fires", "silent", "known_miss")
COPIES = 4
"""Copies of the fixtures of a rule and language with slips, and as many with other wording."""
STATEMENTS = 120
"""Generated statements of each language, right, and as many with a slip."""
PAGES = 4
"""Generated pages of each language, right, and as many with slips."""
SHORT = ("slipped", "reworded", "statements", "pages")
"""Kinds of which only severity, rule and arithmetic are told."""
_DIGITS = re.compile(r"\d+")
_TRIES = 20
_REWORDED: tuple[tuple[re.Pattern[str], str | None], ...] = (
    (re.compile(r", "), "; "),
    (re.compile(r", "), " "),
    (re.compile(r"; "), ", "),
    (re.compile(r": "), " "),
    (re.compile(r"\. "), "; "),
    (re.compile(r"[()]"), ", "),
    (re.compile(r"(?<=\w) (?=\d)"), " ~ "),
    (re.compile(r"(?<=\w) (?=\d)"), " ("),
    (re.compile(r"(?<=\d)%"), ""),
    (re.compile(r"(?<=\d)(?= \w)"), "%"),
    (re.compile(r" [^\W\d]+(?= )"), ""),
    (re.compile(r" [^\W\d]+(?= )"), None),
    (re.compile(r"\d+(?:[.,/]\d+)*"), None),
)
"""What is looked for, and what is put in its place: None for the like of it from elsewhere in the paragraph."""
CLUES = (
    "reason.alone",
    "reason.stale",
    "reason.also",
    "reason.turned",
    "reason.same-",
    "attainment.",
    "doubt.",
    "shape.",
)
"""Reasons that checks give between two documents; the others are the aligner's."""


def fixtures(rules: Sequence[Rule]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Rule, kind and content of every fixture, in the order of the files, then of what is made of them."""
    for path in sorted(FOLDER.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for kind in KINDS:
            for case in data.get(kind, []):
                yield path.stem, kind, case
    yield from together()
    yield from slipped()
    for rule in sorted(rules, key=lambda rule: rule.id):
        for part in ("wrong", "right"):
            for language in ("vi", "en"):
                yield rule.id, "page", {"name": part, "language": language, "documents": example(rule, part, language)}
    yield from generated()
    for language, names in SAMPLES.items():
        texts = [(DATA / language / f"{name}.txt").read_text(encoding="utf-8") for name in names]
        yield "samples", "pair", {"name": " and ".join(names), "language": language, "documents": texts}


def example(rule: Rule, part: str, language: str) -> list[str]:
    """The documents of the ``wrong`` or ``right`` example of a rule's page."""
    documents = rule.page[part][language].split(" ↔ ")
    return ["\n\n".join(documents)] if rule.check == "repeat" else documents


def together(*, backwards: bool = False) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """All fixtures of a rule that are one document, as one document: what stands before disturbs nothing after it.

    Those that fire stand first; ``backwards``, last: what is passed over does not end the search for more.
    """
    for path in sorted(FOLDER.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for language in ("vi", "en"):
            kinds = KINDS[::-1] if backwards else KINDS
            cases = [case for kind in kinds for case in data.get(kind, []) if case["language"] == language]
            alone = [case["documents"][0] for case in cases if len(case["documents"]) == 1 and "form" not in case]
            if len(alone) > 1:
                told = {"name": "all", "language": language, "documents": ["\n\n".join(alone)]}
                yield path.stem, "together", told


def slipped() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The same with digits slipped, and with other wording, at random: what is right beside what is wrong.

    Fixtures that are several documents each are changed each alone.
    """
    for (rule, _, case), (*_, turned) in zip(together(), together(backwards=True), strict=True):
        for number in range(COPIES):
            for kind, change in CHANGES.items():
                yield rule, kind, _copy(f"copy {number}", turned if number % 2 else case, change, number)
    for path in sorted(FOLDER.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for kind in KINDS:
            for case in data.get(kind, []):
                if len(case["documents"]) > 1:
                    for changed, change in CHANGES.items():
                        yield path.stem, changed, _copy(case["name"], case, change, 0)


def _copy(name: str, case: dict[str, Any], change: Callable[[str, random.Random], str], number: int) -> dict[str, Any]:
    """A copy in which each paragraph is changed: the same way, whatever stands before it."""
    texts = []
    for text in case["documents"]:
        paragraphs = [change(part, random.Random(f"{number} {part}")) for part in text.split("\n\n")]
        texts.append("\n\n".join(paragraphs))
    return {"name": name, "language": case["language"], "documents": texts}


def _slipped(text: str, rng: random.Random) -> str:
    return _DIGITS.sub(lambda match: _slip(match.group(), rng), text)


def _slip(digits: str, rng: random.Random) -> str:
    if rng.random() < 0.8:
        return digits
    at = rng.randrange(len(digits))
    changed = [
        digits[:at] + rng.choice("123456789") + digits[at + 1 :],
        digits[:at] + digits[at:][:1] + digits[at:],
        digits[:at] + digits[at + 1 :] or digits,
        digits[:at] + digits[at:][:2][::-1] + digits[at + 2 :],
    ]
    return rng.choice(changed)


def _reworded(text: str, rng: random.Random) -> str:
    """One mark, word or number put in another's place, left out or put in."""
    for _ in range(_TRIES):
        old, new = rng.choice(_REWORDED)
        places = [match.span() for match in old.finditer(text)]
        if places:
            at, to = rng.choice(places)
            other = rng.choice(places)
            put = text[slice(*other)] if new is None else new
            return f"{text[:at]}{put}{text[to:]}"
    return text


CHANGES: dict[str, Callable[[str, random.Random], str]] = {"slipped": _slipped, "reworded": _reworded}


def generated() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Statements of arithmetic and pages told in two ways, as they fit, and with digits slipped."""
    for language, tongue, show in (("vi", vietnamese, vi), ("en", english, en)):
        for slip, name in ((False, "right"), (True, "wrong")):
            maker = Maker(9, show, slip=slip)
            text = "\n\n".join(tongue(maker) for _ in range(STATEMENTS))
            yield "arithmetic", "statements", {"name": name, "language": language, "documents": [text]}
        for seed in range(PAGES):
            case = {"name": f"right {seed}", "language": language, "documents": list(clean.page(seed, language))}
            yield "pages", "pages", case
            yield "pages", "pages", _copy(f"wrong {seed}", case, _slipped, seed)


def title(rule: str, kind: str, case: dict[str, Any]) -> str:
    """What a fixture is called in the file."""
    return f"# {rule}, {kind}: {case['name']} ({case['language']})"


def lines(findings: Sequence[Finding], language: str, *, short: bool = False) -> list[str]:
    """What is said of one fixture, a line for each finding, in its language; ``short`` leaves the message out."""
    if short:
        return [f"{f.severity} {f.rule}{_sure(f)}: [{f.computed}]" for f in findings]
    return [_line(f, language) for f in findings]


def _sure(finding: Finding) -> str:
    alone = len({e.document for e in finding.evidence}) == 1
    return f" {finding.confidence}" if alone else f" {finding.confidence:.1f}"


def _line(finding: Finding, language: str) -> str:
    alone = len({e.document for e in finding.evidence}) == 1
    quoted = " · ".join(_quoted(e) for e in finding.evidence)
    reason = ", ".join(note.code for note in finding.reason if alone or note.code.startswith(CLUES))
    message = finding.message[0 if language == "vi" else 1]
    label = f"{finding.label} = {finding.key}"
    return f"{finding.id} {finding.severity} {finding.rule}{_sure(finding)}: {message} [{finding.computed}] {{{quoted}}} <{label}> {reason}"


def _quoted(item: Figure | Fact) -> str:
    """The text of evidence, and of what a check itself read what it is."""
    text = " ".join(item.text.split())
    return f"{item.kind} {text}" if isinstance(item, Fact) else text


def kept() -> dict[str, list[str]]:
    """The lines of the file by the titles above them."""
    found: dict[str, list[str]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found[line] = []
            last = line
        elif line:
            found[last].append(line)
    return found


def audited(
    documents: Sequence[str], knowledge: Knowledge, folder: Path, *, same_organisation: bool = True, form: str = "txt"
) -> Audit:
    """The audit of texts as files of a form, of one organisation unless that is to be found out."""
    paths = []
    for number, text in enumerate(documents, 1):
        path = folder / f"report-{number}.{form}"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return audit(paths, knowledge=knowledge, same_organisation=same_organisation)


def main() -> int:
    """Write the file."""
    knowledge = know()
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        for rule, kind, case in fixtures(knowledge.rules):
            found = audited(case["documents"], knowledge, Path(folder), form=case.get("form", "txt")).findings
            said = lines(found, case["language"], short=kind in SHORT)
            parts.append("\n".join([title(rule, kind, case), *said]))
    FILE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
