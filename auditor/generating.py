"""A made-up nation: overlapping reports of many provinces and years, with discrepancies that are known."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError, OutputError
from auditor.resources import data_root

LABELS = "labels.jsonl"
LAST_YEAR = 2024
"""Year of the newest reports."""
_PLANTED = 0.04
"""Share of the statements of a review report that are planted with an error, and of sentences with arithmetic."""


@dataclass(frozen=True, slots=True)
class Nation:
    """What was written.

    Attributes:
        documents: Number of reports.
        planted: Number of discrepancies, each with a line in the file of labels.
    """

    documents: int
    planted: int


@dataclass
class _Report:
    """A report in the making.

    Attributes:
        text: Written so far.
        places: Where figures stand, by a name for each.
    """

    path: str
    text: str
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def write(self, template: str, values: Mapping[str, str], *, name: str = "", sign: Mapping[str, str]) -> None:
        """Append a sentence; the places of the figures that ``sign`` names are kept under ``name`` and the sign."""
        if not self.text.endswith("\n"):
            self.text += " "
        rest = template
        while rest:
            before, brace, rest = rest.partition("{")
            self.text += before
            if not brace:
                return
            slot, _, rest = rest.partition("}")
            start = len(self.text)
            self.text += values[slot]
            if slot in sign:
                self.places[f"{name}.{sign[slot]}"] = (start, len(self.text))


@dataclass
class _Area:
    """What a report tells the figures of: a province, or a commune of it.

    Attributes:
        said: What is told of it: indicators in sections, shares, sums and changes, each with its sentences.
        words: What its names are put in for.
        chance: Of its own: more areas change nothing of the others.
        key: Stands before the keys of its indicators.
        before: Values of the year before, by the key of the indicator.
        now: Those of the year that is reported on.
        reached: Levels that a change of the year before led to, as printed, by the key of the change.
    """

    said: Mapping[str, Any]
    words: Mapping[str, str]
    chance: random.Random
    key: str = ""
    before: dict[str, Decimal] = field(default_factory=dict)
    now: dict[str, Decimal] = field(init=False)
    reached: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Draw the values before the first year."""
        self.now = {each["key"]: _rounded(self.chance.uniform(*each["from"]), each) for each in self._indicators()}

    def _indicators(self) -> Iterator[Mapping[str, Any]]:
        for section in self.said["sections"]:
            yield from section["indicators"]

    def step(self) -> None:
        """Draw the values of the next year."""
        self.before = self.now
        self.now = {
            each["key"]: _rounded(_moved(float(self.before[each["key"]]), each, self.chance), each)
            for each in self._indicators()
        }

    def write(self, report: _Report, kind: str, year: Mapping[str, str], first: int) -> Iterator[dict[str, Any]]:
        """Append what a kind of report says of the area, and tell what is wrong in it.

        Args:
            report: Written to.
            kind: Key of the sentences.
            year: What the years are put in for.
            first: Number of its first heading.
        """
        form = self.said["reports"][kind]
        words = {**self.words, **year}
        for n, section in enumerate(self.said["sections"], first):
            said = {**words, "number": str(n), "section": section.get("name", "")}
            report.text += form["heading"].format(**said) + "\n\n" + form["opening"].format(**said)
            for each in section["indicators"]:
                value = self.now[each["key"]]
                name = self.key + each["key"]
                if kind == "review" and self.chance.random() < _PLANTED:
                    value = _slipped(value, self.chance)
                    yield {"kind": "cross-value", "key": name}
                values = {**words, "value": _digits(value), "previous": _digits(self.before[each["key"]])}
                report.write(self._chosen(each[kind]), values, name=name, sign={"value": "value"})
            report.text += "\n\n"
        yield from self._arithmetic(report, kind, words)
        report.text += "\n"

    def _chosen(self, sentences: str | Sequence[str]) -> str:
        """One of the wordings, where there are several."""
        return sentences if isinstance(sentences, str) else self.chance.choice(sentences)

    def _arithmetic(self, report: _Report, kind: str, words: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """Write the sentences whose figures must fit each other, and tell which do not."""
        for rule, sort, drawn in (
            ("share-of-fraction", "shares", _share),
            ("sum-of-parts", "sums", _sum),
            ("percentage-change", "changes", _change),
        ):
            for n, each in enumerate(self.said.get(sort, ())):
                if kind not in each:
                    continue
                name = f"{self.key}{sort.removesuffix('s')}{n}"
                spoilt, values = drawn(each, self.chance, self.reached.get(name))
                self.reached[name] = values.get("new", "")
                report.write(self._chosen(each[kind]), {**words, **values}, name=name, sign={"result": "value"})
                if spoilt:
                    yield {"kind": rule, "key": name, "in": kind}


def generate(folder: Path, *, provinces: int, years: int, seed: int, communes: int = 0) -> Nation:
    """Write the reports of a made-up nation, and ``labels.jsonl`` with what is wrong in them.

    Each province has two reports a year, which state the same figures in different words; the annual one repeats some
    of the year before.

    Args:
        folder: Where to write; must be empty or not there.
        provinces: Number of provinces.
        years: Number of years, the last of which is `LAST_YEAR`.
        seed: The same seed gives the same bytes.
        communes: Communes of each province whose figures its reports tell, too.

    Raises:
        AuditorError: There are not so many names.
        OutputError: The folder is not empty or cannot be written.
    """
    import yaml

    nation = yaml.safe_load((data_root() / "data" / "nation" / "vi.yaml").read_text(encoding="utf-8"))
    names, of_communes = _names(nation["names"], provinces, "provinces"), nation["communes"]
    _names(of_communes["names"], communes, "communes")
    documents = planted = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise OutputError("is not empty: reports of another nation would mix in", where=str(folder))
        random.Random(seed).shuffle(names)
        with (folder / LABELS).open("w", encoding="utf-8", newline="\n") as labels:
            for number, name in enumerate(names[:provinces], 1):
                for report, wrong in _province(_areas(nation, name, f"{seed} {number}", communes), number, years):
                    path = folder / report.path
                    path.parent.mkdir(exist_ok=True)
                    path.write_text(report.text, encoding="utf-8", newline="\n")
                    documents += 1
                    planted += len(wrong)
                    for each in wrong:
                        labels.write(json.dumps(each, ensure_ascii=False) + "\n")
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", where=str(folder)) from error
    return Nation(documents, planted)


def _names(parts: Mapping[str, Sequence[str]], count: int, of: str) -> list[str]:
    """All names that two parts make, if they are enough."""
    names = [f"{first} {second}" for first in parts["first"] for second in parts["second"]]
    if count > len(names):
        raise AuditorError(f"there are names for {len(names)} {of}, not for {count}")
    return names


def _areas(nation: Mapping[str, Any], name: str, seed: str, communes: int) -> list[_Area]:
    """A province and its communes."""
    words = {"province": name, "PROVINCE": name.upper()}
    areas = [_Area(nation, words, random.Random(seed))]
    said = nation["communes"]
    names = _names(said["names"], communes, "communes")
    random.Random(f"{seed} communes").shuffle(names)
    for own in names[:communes]:
        chance = random.Random(f"{seed} {own}")
        called = f"{chance.choice(said['kinds'])} {own}"
        own_words = {**words, "commune": called, "Commune": called[:1].upper() + called[1:]}
        areas.append(_Area(said, own_words, chance, key=f"{own}: "))
    return areas


def _province(areas: Sequence[_Area], number: int, years: int) -> Iterator[tuple[_Report, list[dict[str, Any]]]]:
    """The reports of a province, and the labels of what is wrong in each."""
    words = areas[0].words
    for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
        for area in areas:
            area.step()
        told = {"year": str(year), "before": str(year - 1)}
        reports = {}
        wrong: list[dict[str, Any]] = []
        for kind, form in areas[0].said["reports"].items():
            path = f"{number:03}/{year}-{form['file']}.txt"
            report = reports[kind] = _Report(path, form["head"].format(**words, **told) + "\n\n")
            first = 1
            for area in areas:
                report.text += "\n" if first > 1 else ""
                wrong += area.write(report, kind, told, first)
                first += len(area.said["sections"])
        yield reports["annual"], []
        yield reports["review"], [_label(each, reports, words["province"], year) for each in wrong]


def _share(each: Mapping[str, Any], chance: random.Random, _: str | None) -> tuple[bool, dict[str, str]]:
    """A part of a whole and its percentage, and whether that is wrong."""
    whole = chance.randint(*each["whole"])
    part = round(whole * chance.uniform(*each["part"]))
    share = _placed(Decimal(part) * 100 / whole, each["places"])
    spoilt = chance.random() < _PLANTED
    printed = _slipped(share, chance) if spoilt else share
    return spoilt, {"part": str(part), "whole": str(whole), "result": _digits(printed)}


def _sum(each: Mapping[str, Any], chance: random.Random, _: str | None) -> tuple[bool, dict[str, str]]:
    """Three parts and their sum, and whether that is wrong."""
    parts = [chance.randint(*limits) for limits in each["parts"]]
    spoilt = chance.random() < _PLANTED
    total = sum(parts) + (chance.choice((-2, -1, 1, 2)) if spoilt else 0)
    return spoilt, {"result": str(total), **dict(zip("abc", map(str, parts), strict=True))}


def _change(each: Mapping[str, Any], chance: random.Random, reached: str | None) -> tuple[bool, dict[str, str]]:
    """Two levels and the change between them in per cent, and whether that is wrong.

    The first is the one that was reached the year before.
    """
    drawn = Decimal(chance.uniform(*each["from"]))
    old = _placed(_number(reached) if reached else drawn, each["places"])
    new = _placed(old * Decimal(chance.uniform(*each["times"])), each["places"])
    change = _placed((new - old) * 100 / old, 1)
    spoilt = chance.random() < _PLANTED
    # By more than the rounding of both levels explains.
    printed = change + chance.choice((-3, -2, 2, 3)) if spoilt else change
    return spoilt, {"old": _digits(old), "new": _digits(new), "result": _digits(printed)}


def _label(wrong: Mapping[str, Any], reports: Mapping[str, _Report], province: str, year: int) -> dict[str, Any]:
    """The line of a planted discrepancy: its rule, and every place that it shows in."""
    kinds = [wrong["in"]] if "in" in wrong else ["annual", "review"]
    evidence = []
    for kind in kinds:
        report = reports[kind]
        start, end = report.places[f"{wrong['key']}.value"]
        evidence.append({"document": report.path, "start": start, "end": end, "text": report.text[start:end]})
    return {
        "rule": wrong["kind"],
        "province": province,
        "year": year,
        "indicator": wrong["key"],
        "evidence": evidence,
    }


def _moved(value: float, indicator: Mapping[str, Any], chance: random.Random) -> float:
    """The value of the next year."""
    moved: float = value * (1 + indicator["drift"] * chance.uniform(0.4, 1.6))
    return min(moved, 99.9 - chance.random()) if indicator["form"] == "percent" else moved


def _rounded(value: float, indicator: Mapping[str, Any]) -> Decimal:
    return _placed(Decimal(value), indicator.get("places", 0))


def _placed(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _slipped(value: Decimal, chance: random.Random) -> Decimal:
    """The value with one digit, not the first, changed as a hand slips."""
    digits = list(value.as_tuple().digits)
    at = chance.randrange(1, len(digits)) if len(digits) > 1 else 0
    digits[at] = (digits[at] + chance.randint(1, 9)) % 10
    places = -int(value.as_tuple().exponent)
    return Decimal("".join(map(str, digits))).scaleb(-places)


def _number(digits: str) -> Decimal:
    """The number that `_digits` printed."""
    return Decimal(digits.replace(".", "").replace(",", "."))


def _digits(value: Decimal) -> str:
    """A number as Vietnamese print it: dots between thousands, a decimal comma."""
    return f"{value:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
