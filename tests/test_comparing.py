"""Comparing runs: what is resolved, new, changed, unchanged, dismissed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.comparing import Comparison, compare, fails
from auditor.pipeline import Audit, Knowledge, audit
from auditor.reporting import machine
from auditor.reporting.comparison import FORMATS, GROUPS, page, record
from auditor.resources import report_messages, schema
from tests.conftest import SAMPLES
from tests.test_cli import run
from tests.test_report import CHROMIUM, FLAGS, HOSTILE

A = (
    "Tỷ lệ hộ nghèo của tỉnh năm 2024 còn {}%, các cấp đã được giao việc.\n\n"
    "Tỷ lệ bao phủ bảo hiểm y tế năm 2024 đạt {}% dân số toàn tỉnh.\n\n"
    "Tỷ lệ che phủ rừng năm 2024 đạt {}%.\n"
)
OLD = {"a.txt": A.format("5,25", "97,1", "61,2"), "b.txt": A.format("5,52", "91,7", "61,2")}
NEW = {"a.txt": A.format("5,25", "97,1", "62,1"), "b.txt": A.format("5,62", "97,1", "61,2")}
"""Of the old findings one has other figures and one is resolved; one is new."""


def folder(path: Path, texts: dict[str, str]) -> Path:
    path.mkdir()
    for name, text in texts.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def report(tmp_path: Path, knowledge: Knowledge) -> Callable[..., dict[str, Any]]:
    """Audits texts in a folder of their own; the machine report."""

    def run_(name: str, texts: dict[str, str], **options: Any) -> dict[str, Any]:
        there = folder(tmp_path / name, texts)
        paths = [str(there / each) for each in texts]
        return machine.report(audit(paths, knowledge=knowledge, same_organisation=True, **options), "vi")

    return run_


def sizes(comparison: Comparison) -> dict[str, int]:
    return {group: len(getattr(comparison, group)) for group in GROUPS if getattr(comparison, group)}


def figures(finding: Any) -> list[str]:
    return sorted(e["text"] for e in finding["evidence"])


def test_what_became_of_each_finding(report: Callable[..., dict[str, Any]]) -> None:
    """Changed, resolved and new, in folders of different names; backwards what is new was resolved."""
    old, new = report("v1", OLD), report("v2", NEW)
    found = compare(old, new)
    assert sizes(found) == {"new": 1, "changed": 1, "resolved": 1}
    assert figures(found.new[0]) == ["61,2%", "62,1%"]
    assert (figures(found.changed[0].old), figures(found.changed[0].new)) == (["5,25%", "5,52%"], ["5,25%", "5,62%"])
    assert figures(found.resolved[0]) == ["91,7%", "97,1%"]
    assert [(Path(d.old or "").name, Path(d.new or "").name, d.changed) for d in found.documents] == [
        ("a.txt", "a.txt", True),
        ("b.txt", "b.txt", True),
    ]
    back = compare(new, old)
    assert (back.resolved, back.new) == (found.new, found.resolved)
    jsonschema.validate(record(found), schema("comparison.schema.json"))


def test_other_words_and_names_leave_findings_unchanged(report: Callable[..., dict[str, Any]]) -> None:
    """The same figures in an edited sentence, and in a file that was renamed, are what they were."""
    renamed = {"a.txt": OLD["a.txt"].replace("các cấp đã", "các cấp"), "b (bản 2).txt": "Mở đầu.\n\n" + OLD["b.txt"]}
    found = compare(report("v1", OLD), report("v2", renamed))
    assert sizes(found) == {"unchanged": 2}
    assert [Path(d.new or "").name for d in found.documents] == list(renamed)


def test_a_document_that_comes_or_goes(report: Callable[..., dict[str, Any]]) -> None:
    """Named on its side; a conflict in which a third document joins has changed, and is not new."""
    three = {**OLD, "c.txt": A.format("5,55", "97,1", "61,2")}
    old, new = report("v1", OLD), report("v2", three)
    found = compare(old, new)
    assert (len(found.resolved), len(found.new)) == (0, 0)
    assert found.documents[2].old is None
    gone = compare(new, old).documents[-1]
    assert (Path(gone.old or "").name, gone.new) == ("c.txt", None)


def test_dismissed_is_not_resolved(report: Callable[..., dict[str, Any]]) -> None:
    """What a decision keeps away in the later run is told apart from what was mended."""
    from auditor.decisions import from_report
    from auditor.model import Verdict

    old = report("v1", OLD)
    decision = from_report(old["findings"][0], Verdict.DISMISSED, reason="x", author="An", time="2026-11-25T10:00:00Z")
    found = compare(old, report("v2", OLD, decisions=[decision]))
    assert sizes(found) == {"dismissed": 1, "unchanged": 1}
    assert not fails(found, "any")


def finding(number: int, severity: str, figure: str, key: str) -> dict[str, Any]:
    evidence = [
        {
            "document": d,
            "section": "",
            "page": None,
            "place": "",
            "text": f"{figure}%",
            "quote": f"Câu {key} có {figure}%.",
        }
        for d in ("a", "b")
    ]
    return {
        "id": f"{number:012x}",
        "rule": "cross-value",
        "severity": severity,
        "indicator": {"key": key, "label": key},
        "message": {"vi": "x", "en": "x"},
        "computed": "",
        "evidence": evidence,
    }


FINDINGS = st.lists(
    st.builds(
        finding,
        number=st.integers(0, 9),
        severity=st.sampled_from(["error", "warning", "info"]),
        figure=st.sampled_from(["1", "2", "3"]),
        key=st.sampled_from(["", "k", "l"]),
    ),
    max_size=6,
    unique_by=lambda f: f["id"],
)


def plain(findings: list[dict[str, Any]]) -> dict[str, Any]:
    documents = [{"path": d, "sha256": d * 64, "title": None, "organisation": None} for d in ("a", "b")]
    return {"documents": documents, "findings": findings, "dismissed": []}


@given(FINDINGS, FINDINGS)
def test_every_finding_has_one_fate(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    """Each finding of either report is counted once; a report compared with itself has changed in nothing."""
    found = compare(plain(old), plain(new))
    still = len(found.changed) + len(found.unchanged)
    assert len(found.new) + still == len(new)
    assert len(found.resolved) + still == len(old)
    assert sizes(compare(plain(old), plain(old))) == ({"unchanged": len(old)} if old else {})
    assert not fails(compare(plain(old), plain(old)), "any")
    jsonschema.validate(record(found), schema("comparison.schema.json"))


@pytest.mark.parametrize(
    ("old", "new", "failing"),
    [
        ([], [finding(1, "error", "1", "k")], {"new-errors", "new-warnings", "any"}),
        ([], [finding(1, "warning", "1", "k")], {"new-warnings", "any"}),
        ([], [finding(1, "info", "1", "k")], {"any"}),
        ([finding(1, "error", "1", "k")], [], set()),
        ([finding(1, "error", "1", "k")], [finding(2, "error", "2", "k")], {"any"}),
        ([finding(1, "info", "1", "k")], [finding(2, "error", "2", "k")], {"new-errors", "new-warnings", "any"}),
        ([finding(1, "error", "1", "k")], [finding(2, "error", "1", "k")], set()),
    ],
    ids=["new-error", "new-warning", "new-info", "resolved", "changed", "grown-worse", "reworded"],
)
def test_fail_on(old: list[Any], new: list[Any], failing: set[str]) -> None:
    """What each level takes for a failure."""
    found = compare(plain(old), plain(new))
    assert {level for level in ("new-errors", "new-warnings", "any", "never") if fails(found, level)} == failing


def test_on_the_command_line(tmp_path: Path) -> None:
    """Two reports, or two folders: the same comparison, exit code, the same bytes each time, every format."""
    for name, texts in (("v1", OLD), ("v2", NEW)):
        folder(tmp_path / name, texts)
        run("audit", name, "--same-organisation", "--output", f"out-{name}", "--quiet", cwd=tmp_path)
    reports = ("out-v1/report.json", "out-v2/report.json")
    drafts = ("--old", "v1", "--new", "v2", "--same-organisation")
    done = run("compare", *reports, "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[-1] == "1 new, 1 changed, 1 resolved, 0 unchanged, 0 dismissed."
    first, second, third = (run("compare", *a, "--format", "json", cwd=tmp_path) for a in (reports, reports, drafts))
    assert first.stdout == second.stdout == third.stdout
    jsonschema.validate(json.loads(first.stdout), schema("comparison.schema.json"))
    for name in ("c.html", "c.json", "c.txt"):
        written = run("compare", *reports, "-o", name, "--fail-on", "never", cwd=tmp_path)
        assert (written.returncode, written.stdout) == (0, f"{name}\n")
        assert "62,1%" in (tmp_path / name).read_text(encoding="utf-8")
    assert run("compare", *reports[:1] * 2, "--fail-on", "any", cwd=tmp_path).returncode == 0
    # A comparison in a folder of drafts is no draft.
    (tmp_path / "c.html").rename(tmp_path / "v2" / "c.html")
    (tmp_path / "c.txt").rename(tmp_path / "v2" / "c.txt")
    assert run("compare", *drafts, "--format", "json", cwd=tmp_path).stdout == first.stdout


def test_refusals(tmp_path: Path) -> None:
    """Wrong usage and files that are no report: exit code 2, one thing said."""
    folder(tmp_path / "v1", OLD)
    run("audit", "v1", "--same-organisation", "--output", "out", "--quiet", cwd=tmp_path)
    good = tmp_path / "out" / "report.json"
    data = json.loads(good.read_text(encoding="utf-8"))
    for name, change in (
        ("later.json", {"schema_version": "7.0"}),
        ("old.json", {"schema_version": "0.9"}),
        ("bad.json", {"findings": [{"id": 1}]}),
    ):
        (tmp_path / name).write_text(json.dumps({**data, **change}), encoding="utf-8")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    for arguments, said in (
        ((), "name two machine reports, or documents"),
        (("a.json",), "two machine reports are compared, not 1"),
        (("--old", "v1"), "--old and --new go together"),
        (("a.json", "b.json", "--old", "v1"), "name two machine reports, or documents"),
        ((str(good), "none.json"), "none.json: no such file"),
        ((str(good), "later.json"), "later.json: has schema_version '7.0', read are 1.0; run the audit again"),
        (("old.json", str(good)), "old.json: has schema_version '0.9', read are 1.0"),
        ((str(good), "bad.json"), "bad.json: key findings.0"),
        ((str(good), "list.json"), "list.json: is no machine report"),
        ((str(good), "v1/a.txt"), "a.txt: is not JSON"),
        ((str(good), str(good), "-o", "x.pdf"), "ends in .html, .json or .txt"),
        (("--old", "v1", "--new", "none"), "none: nothing could be audited"),
    ):
        done = run("compare", *arguments, cwd=tmp_path)
        assert done.returncode == 2, arguments
        assert said in done.stderr
    assert run("compare", str(good), str(good), cwd=tmp_path).returncode == 0


def test_reports_of_before_decisions_are_read(tmp_path: Path, report: Callable[..., dict[str, Any]]) -> None:
    """Version 1.0 as it was first written: no fingerprints, no list of what was dismissed."""
    old = report("v1", OLD)
    del old["dismissed"], old["statistics"]["dismissed"]
    for each in old["findings"]:
        for item in each["evidence"]:
            del item["fingerprint"]
    jsonschema.validate(old, schema("report.schema.json"))
    for name, data in (("old.json", old), ("new.json", report("v2", NEW))):
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")
    done = run("compare", "old.json", "new.json", "--lang", "en", cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "1 new, 1 changed, 1 resolved, 0 unchanged, 0 dismissed."


def test_labels_have_the_same_keys_and_values() -> None:
    """Nothing is untranslated."""
    import string

    vi, en = (report_messages(f"compare.{language}") for language in ("vi", "en"))
    assert set(vi) == set(en)
    for key in vi:
        fields = [{f for _, f, _, _ in string.Formatter().parse(text) if f} for text in (vi[key], en[key])]
        assert fields[0] == fields[1], key


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, which .ci/run installs."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "no Chromium: install it with your system's package manager (Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


def test_page_in_a_browser(browser: Any, tmp_path: Path, report: Callable[..., dict[str, Any]]) -> None:
    """Opens from disk without a request or an error, switches language by keyboard, shows hostile text as text."""
    hostile = {name: text.replace("các cấp", f"các cấp {HOSTILE}") for name, text in OLD.items()}
    found = compare(report("v1", hostile), report("v2", {k: v.replace("5,52", "5,62") for k, v in hostile.items()}))
    path = tmp_path / "compare.html"
    path.write_text(page(found, "vi"), encoding="utf-8")
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    errors: list[str] = []
    tab.on("console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None)
    tab.on("pageerror", lambda e: errors.append(str(e)))
    tab.on("request", lambda r: errors.append(r.url) if r.url != path.as_uri() else None)
    tab.goto(path.as_uri())
    assert tab.locator("h1 .l-vi").is_visible()
    assert not tab.locator("h1 .l-en").is_visible()
    tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowRight")
    assert tab.locator("h1 .l-en").is_visible()
    assert not tab.locator("h1 .l-vi").is_visible()
    assert tab.locator("#changed article").count() == 1
    assert "<script>document.title" in tab.locator("#changed article").inner_text()
    assert [m.strip() for m in tab.locator("#changed mark").all_inner_texts()] == ["5,25%", "5,52%", "5,25%", "5,62%"]
    assert tab.locator("script, img").count() == 0
    assert "\u202e" not in tab.content()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.close()
    assert errors == []


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_format_of_the_samples(form: str, language: str, knowledge: Knowledge) -> None:
    """The samples against themselves: nothing new, every finding there."""
    paths = [str(SAMPLES / "vi" / name) for name in ("review-report.txt", "political-report.txt")]
    result: Audit = audit(paths, knowledge=knowledge)
    content = FORMATS[form][1](compare(*[machine.report(result, language)] * 2), language)
    assert all(each.id[:8] in content for each in result.findings)
