"""A made-up nation: overlapping reports of many provinces and years, with discrepancies that are known."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
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


def generate(folder: Path, *, provinces: int, years: int, seed: int) -> Nation:
    """Write the reports of a made-up nation, and ``labels.jsonl`` with what is wrong in them.

    Each province has two reports a year, which state the same figures in different words; the annual one repeats some
    of the year before.

    Args:
        folder: Where to write; must be empty or not there.
        provinces: Number of provinces.
        years: Number of years, the last of which is `LAST_YEAR`.
        seed: The same seed gives the same bytes.

    Raises:
        AuditorError: There are not so many names.
        OutputError: The folder is not empty or cannot be written.
    """
    import yaml

    nation = yaml.safe_load((data_root() / "data" / "nation" / "vi.yaml").read_text(encoding="utf-8"))
    names = [f"{first} {second}" for first in nation["names"]["first"] for second in nation["names"]["second"]]
    if provinces > len(names):
        raise AuditorError(f"there are names for {len(names)} provinces, not for {provinces}")
    documents = planted = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise OutputError("is not empty: reports of another nation would mix in", where=str(folder))
        random.Random(seed).shuffle(names)
        with (folder / LABELS).open("w", encoding="utf-8", newline="\n") as labels:
            for number, name in enumerate(names[:provinces], 1):
                # Of its own for each province: more provinces change nothing of the first ones.
                chance = random.Random(f"{seed} {number}")
                for report, wrong in _province(nation, name, number, years, chance):
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


def _province(
    nation: Mapping[str, Any], name: str, number: int, years: int, chance: random.Random
) -> Iterator[tuple[_Report, list[dict[str, Any]]]]:
    """The reports of a province, and the labels of what is wrong in each."""
    before = {
        each["key"]: _rounded(chance.uniform(*each["from"]), each)
        for section in nation["sections"]
        for each in section["indicators"]
    }
    for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
        now = {
            each["key"]: _rounded(_moved(float(before[each["key"]]), each, chance), each)
            for section in nation["sections"]
            for each in section["indicators"]
        }
        words = {"province": name, "PROVINCE": name.upper(), "year": str(year), "before": str(year - 1)}
        reports = {}
        wrong: list[dict[str, Any]] = []
        for kind, form in nation["reports"].items():
            path = f"{number:03}/{year}-{form['file']}.txt"
            report = reports[kind] = _Report(path, form["head"].format(**words) + "\n\n")
            for n, section in enumerate(nation["sections"], 1):
                report.text += form["heading"].format(number=n, section=section["name"]) + "\n\n"
                report.text += form["opening"].format(section=section["name"])
                for each in section["indicators"]:
                    value = now[each["key"]]
                    if kind == "review" and chance.random() < _PLANTED:
                        value = _slipped(value, chance)
                        wrong.append({"kind": "cross-value", "key": each["key"]})
                    said = {**words, "value": _digits(value), "previous": _digits(before[each["key"]])}
                    report.write(each[kind], said, name=each["key"], sign={"value": "value"})
                report.text += "\n\n"
            wrong += _arithmetic(nation, report, kind, words, chance)
        labels = [_label(each, reports, name, year) for each in wrong]
        yield reports["annual"], []
        yield reports["review"], labels
        before = now


def _arithmetic(
    nation: Mapping[str, Any], report: _Report, kind: str, words: Mapping[str, str], chance: random.Random
) -> Iterator[dict[str, Any]]:
    """Write the sentences whose figures must fit each other, and tell which do not."""
    for n, each in enumerate(nation["shares"]):
        whole = chance.randint(*each["whole"])
        part = round(whole * chance.uniform(*each["part"]))
        share = _placed(Decimal(part) * 100 / whole, each["places"])
        spoilt = chance.random() < _PLANTED
        if kind not in each:
            continue
        printed = _slipped(share, chance) if spoilt else share
        said = {**words, "part": str(part), "whole": str(whole), "share": _digits(printed)}
        report.write(each[kind], said, name=f"share{n}", sign={"share": "value"})
        if spoilt:
            yield {"kind": "share-of-fraction", "key": f"share{n}", "in": kind}
    for n, each in enumerate(nation["sums"]):
        parts = [chance.randint(*limits) for limits in each["parts"]]
        spoilt = chance.random() < _PLANTED
        if kind not in each:
            continue
        total = sum(parts) + (chance.choice((-2, -1, 1, 2)) if spoilt else 0)
        said = {**words, "sum": str(total), **dict(zip("abc", map(str, parts), strict=True))}
        report.write(each[kind], said, name=f"sum{n}", sign={"sum": "value"})
        if spoilt:
            yield {"kind": "sum-of-parts", "key": f"sum{n}", "in": kind}
    report.text += "\n"


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


def _digits(value: Decimal) -> str:
    """A number as Vietnamese print it: dots between thousands, a decimal comma."""
    return f"{value:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
