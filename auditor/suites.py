"""Expectation suites on the tables of figures and alignments, run by Great Expectations.

Its import takes seconds: nothing here imports it before a suite is run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.checks.base import noted
from auditor.errors import AuditorError, RuleFileError
from auditor.model import Alignment, Extract, Fact, Figure, Finding, Note, Severity
from auditor.phrases import LANGUAGES, say
from auditor.resources import RuleFiles, load_file
from auditor.rulebook import PAGE, Rule

if TYPE_CHECKING:
    import pandas as pd

Suite = Mapping[str, Any]
"""Content of a file of ``rules/expectations/``."""

FIGURES, ALIGNMENTS = "figures", "alignments"
_OPENING = 60
RULE = "expectation"
"""Rule id of findings that suites make, followed by a colon and the suite's name."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What suites look at.

    Attributes:
        figures: Table of figures with ``low_number``, ``high_number``, ``total_number``, ``length`` (characters of
            the document), ``indicator`` (catalogue key or empty).
        alignments: Table of alignments.
        items: What stands behind each row of a table.
        openings: The opening of each document by path: the evidence for what is nowhere in it.
    """

    frames: Mapping[str, pd.DataFrame]
    items: Mapping[str, Sequence[tuple[Figure | Fact, ...]]]
    openings: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed expectation.

    Attributes:
        suite: Name of its suite.
        type: Its type.
        message: By language.
        severity: What its findings are.
        table: ``figures`` or ``alignments``.
        rows: Rows that it fails on, as places in the table; none where it speaks of the table as a whole.
        document: For an expectation run on each document alone: its path.
    """

    suite: str
    type: str
    message: Mapping[str, str]
    severity: Severity
    table: str
    rows: tuple[int, ...]
    document: str = ""


def find(names: Sequence[str], rules: RuleFiles) -> list[Suite]:
    """Suites by name (a file in ``expectations/`` of the rules) or by path.

    Raises:
        AuditorError: There is no such suite.
        RuleFileError: A file does not parse, or is no suite.
    """
    found = []
    for name in names:
        kept = f"expectations/{name}.yaml"
        if kept in rules:
            found.append(rules[kept])
        elif Path(name).is_file():
            found.append(load_file(Path(name), "expectations"))
        else:
            there = ", ".join(sorted(Path(f).stem for f in rules if f.startswith("expectations/")))
            raise AuditorError(f"no suite is called {name!r}, nor is there such a file; there are {there}")
    return found


def rule(suite: Suite) -> Rule:
    """The rule that stands for a suite, with its page: what it expects, as its messages tell."""
    name, texts = suite["name"], suite["expectations"]
    told = {language: "; ".join(dict.fromkeys(e["message"][language] for e in texts)) for language in LANGUAGES}

    def text(code: str) -> dict[str, str]:
        return {each: say(each, f"expectation.{code}", suite=name, expected=told[each]) for each in LANGUAGES}

    return Rule(
        id=f"{RULE}:{name}",
        name=text("name"),
        status="stable",
        enabled=True,
        check=RULE,
        severity=min((Severity(e.get("severity", "error")) for e in texts), key=lambda s: s.rank),
        parameters={},
        message=text("message"),
        next_step=text("next"),
        page={part: text(part) for part in PAGE},
    )


def tables(
    extracts: Sequence[Extract], alignments: Sequence[Alignment], indicators: Mapping[str, str] | None = None
) -> Tables:
    """The tables that suites look at.

    Args:
        extracts: In the order of the rows.
        alignments: In the order of the rows.
        indicators: Catalogue keys by figure id.
    """
    import pandas as pd

    from auditor.tables import alignment_table, figure_table

    figures = [f for x in extracts for f in x.figures]
    lengths = {x.document.path: len(x.document.text) for x in extracts}
    table = figure_table(extracts)
    table = table.assign(
        low_number=pd.to_numeric(table["low"]),
        high_number=pd.to_numeric(table["high"]),
        total_number=pd.to_numeric(table["total"]),
        length=table["document"].map(lengths),
        indicator=[(indicators or {}).get(f.id, "") for f in figures],
    )
    return Tables(
        {FIGURES: table, ALIGNMENTS: alignment_table(alignments)},
        {FIGURES: [(f,) for f in figures], ALIGNMENTS: [a.members for a in alignments]},
        {x.document.path: _opening(x) for x in extracts if x.document.passages},
    )


def _opening(extract: Extract) -> Fact:
    passage = extract.document.passages[0]
    return noted(extract, passage, 0, min(len(passage.text), _OPENING), "document")


def run(suite: Suite, data: Tables) -> list[Failure]:
    """The expectations of a suite that fail.

    Raises:
        RuleFileError: An expectation cannot be run: no such type or column, wrong values, a broken condition.
    """
    gx, context = _context()
    source = context.data_sources.add_pandas("tables")
    failed = []
    for number, raw in enumerate(suite["expectations"]):
        where = f"expectation suite {suite['name']}: expectations.{number} ({raw['type']})"
        table = raw.get("table", FIGURES)
        frame = data.frames[table]
        batch = source.add_dataframe_asset(f"{table}-{number}").add_batch_definition_whole_dataframe("all")
        try:
            expectation = _kind(gx, raw["type"])(**raw["kwargs"])
            parts = [("", frame)]
            if raw.get("each_document", False):
                parts = [(str(name), part) for name, part in frame.groupby("document", sort=False)]
            for document, part in parts:
                rows = part.query(raw["where"]) if "where" in raw else part
                if rows.empty and not raw["type"].startswith("ExpectTable"):
                    continue
                result = batch.get_batch({"dataframe": rows.reset_index(drop=True)}).validate(
                    expectation, result_format="COMPLETE"
                )
                if not result.success and _raised(result.exception_info):
                    raise RuleFileError(f"its column or its values do not fit the table of {table}")
                if not result.success:
                    places = result.result.get("unexpected_index_list") or []
                    severity = Severity(raw.get("severity", "error"))
                    found = tuple(int(rows.index[i]) for i in places)
                    failed.append(Failure(suite["name"], raw["type"], raw["message"], severity, table, found, document))
        except Exception as error:  # pandas and Great Expectations raise all kinds for what a suite can say
            told = " ".join(str(error).split())[:200]
            raise RuleFileError(f"cannot be run: {told}", where=where) from error
    return failed


def findings(failures: Sequence[Failure], data: Tables) -> list[Finding]:
    """A finding for each failed row, or for each failure that speaks of no single row."""
    made = {f.id: f for failure in failures for f in _findings(failure, data)}
    return list(made.values())


def _findings(failure: Failure, data: Tables) -> Iterator[Finding]:
    rule = f"{RULE}:{failure.suite}"
    vi, en = (failure.message[language] for language in ("vi", "en"))
    frame = data.frames[failure.table]
    for row in failure.rows or (None,):
        absent = [data.openings[failure.document]] if failure.document else list(data.openings.values())
        evidence = tuple(absent) if row is None else data.items[failure.table][row]
        place = failure.document if row is None else " ".join(f"{e.text} {e.start}" for e in evidence)
        digest = hashlib.sha256(f"{rule}\0{failure.type}\0{en}\0{place}".encode()).hexdigest()[:12]
        label = failure.document if row is None else str(frame.iloc[row]["phrase" if "phrase" in frame else "label"])
        messages = tuple(f"{label}: {text}" if label else text for text in (vi, en))
        reason = (Note.of("reason.expectation", suite=failure.suite, type=failure.type),)
        yield Finding(
            digest, rule, failure.severity, 0.99, rule, label, (messages[0], messages[1]), "", evidence, reason
        )


def data_docs(suites: Sequence[Suite], data: Tables, folder: Path) -> Path:
    """Build the Data Docs of Great Expectations: pages on what was expected and what was met.

    The pages load styles and scripts from servers on the internet when they are opened.

    Args:
        suites: To be run.
        data: What they look at.
        folder: Where to write; made where it is missing.

    Returns:
        The first page.
    """
    gx, context = _context()
    folder.mkdir(parents=True, exist_ok=True)
    context.add_data_docs_site(
        "auditor",
        {
            "class_name": "SiteBuilder",
            "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.resolve())},
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        },
    )
    source = context.data_sources.add_pandas("tables")
    for suite in suites:
        groups: dict[tuple[str, str], list[Any]] = {}
        for raw in suite["expectations"]:
            key = raw.get("table", FIGURES), raw.get("where", "")
            groups.setdefault(key, []).append(_kind(gx, raw["type"])(**raw["kwargs"]))
        for number, ((table, where), expectations) in enumerate(groups.items()):
            frame = data.frames[table].query(where) if where else data.frames[table]
            if frame.empty:
                continue
            name = f"{suite['name']}-{number}"
            batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("all")
            kept = context.suites.add(gx.ExpectationSuite(name=name, expectations=expectations))
            definition = context.validation_definitions.add(gx.ValidationDefinition(name=name, data=batch, suite=kept))
            checkpoint = context.checkpoints.add(gx.Checkpoint(name=name, validation_definitions=[definition]))
            checkpoint.run(batch_parameters={"dataframe": frame.reset_index(drop=True)})
    context.build_data_docs()
    return folder / "index.html"


def _context() -> tuple[Any, Any]:
    """Great Expectations with an empty context: no telemetry, no progress bars, no files of its own."""
    import logging
    import os

    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return gx, context


def _kind(gx: Any, name: str) -> Any:
    """An expectation by its name: one of this library, or one of Great Expectations."""
    from auditor import expectations

    return getattr(expectations, name) if name in expectations.__all__ else getattr(gx.expectations, name)


def _raised(information: Any) -> bool:
    """Whether Great Expectations met an exception, which it tells once or for each metric."""
    if not isinstance(information, dict):
        return False
    return bool(information.get("raised_exception")) or any(map(_raised, information.values()))
