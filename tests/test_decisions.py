"""Decisions: honoured by the next run, written safely, merged by a law."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.decisions import Decision, Remembered, Waiver, conflicts, dump, from_report, load, merge
from auditor.model import Verdict
from auditor.pipeline import Audit, Knowledge, audit
from auditor.project import NO_PROJECT
from auditor.reporting import machine
from auditor.resources import schema
from tests import office
from tests.test_cli import run

A = "Tỷ lệ hộ nghèo của tỉnh năm 2024 còn {}%, các cấp đã được giao việc."
B = "Đến hết năm 2024, tỷ lệ hộ nghèo của tỉnh chỉ còn {}% theo kết quả rà soát."


def one(result: Audit) -> dict[str, Any]:
    """The one finding of an audit, as the machine report has it."""
    (finding,) = machine.report(result, "vi")["findings"]
    return dict(finding)


def decided(result: Audit, verdict: str = "dismissed", **more: Any) -> Decision:
    """A decision on the one finding of an audit."""
    given = {"reason": "Hai cuộc điều tra", "author": "An", "time": "2026-11-25T10:00:00Z", **more}
    return from_report(one(result), Verdict(verdict), **given)


@pytest.fixture
def pair(tmp_path: Path, knowledge: Knowledge) -> Callable[..., Audit]:
    """Audits two documents in a folder of their own."""

    def run_(a: str, b: str, *decisions: Decision, folder: str = "v1", today: str | None = None) -> Audit:
        (tmp_path / folder).mkdir(exist_ok=True)
        paths = []
        for name, text in (("a", a), ("b", b)):
            path = tmp_path / folder / f"{name}.txt"
            path.write_text(text, encoding="utf-8")
            paths.append(str(path))
        return audit(
            paths,
            knowledge=knowledge,
            same_organisation=True,
            decisions=decisions,
            today=date.fromisoformat(today) if today else None,
        )

    return run_


def returned(result: Audit) -> str:
    """Why the one finding of an audit has come back, in English."""
    decision = one(result)["decision"]
    return str(decision["returned"]["en"])


def test_a_dismissed_finding_stays_away(pair: Callable[..., Audit]) -> None:
    """In another folder too, and with other words around it; the machine report lists what was dismissed."""
    decision = decided(pair(A.format("5,25"), B.format("5,52")))
    elsewhere = pair(f"Mở đầu báo cáo.\n\n{A.format('5,25')}", B.format("5,52"), decision, folder="v2")
    report = machine.report(elsewhere, "vi")
    jsonschema.validate(report, schema("report.schema.json"))
    assert report["findings"] == []
    assert report["statistics"]["findings"]["error"] == 0
    assert report["statistics"]["dismissed"] == 1
    (away,) = report["dismissed"]
    assert away["decision"] == {
        "verdict": "dismissed",
        "reason": "Hai cuộc điều tra",
        "author": "An",
        "time": "2026-11-25T10:00:00Z",
        "expires": None,
        "returned": None,
    }
    assert any("a decision dismisses them: 1 (" in note["en"] for note in report["notes"])


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (A.format("5,26"), B.format("5,52"), "a.txt now says 5,26%, before 5,25%"),
        (A.format("5,25"), B.format("5,53"), "b.txt now says 5,53%, before 5,52%"),
        (
            A.format("5,25"),
            B.format("5,52").replace("kết quả", "số liệu"),
            "b.txt now reads “5,52% theo số liệu rà soát.”, before “5,52% theo kết quả rà soát.”",
        ),
        (
            A.format("5,25").replace("đã được", "được"),
            B.format("5,52").replace("kết quả", "số liệu"),
            "a.txt now reads “các cấp được giao”, before “các cấp đã được giao”",
        ),
    ],
    ids=["figure-a", "figure-b", "words-b", "words-both"],
)
def test_it_comes_back_when_a_side_changes(pair: Callable[..., Audit], a: str, b: str, said: str) -> None:
    """And says which document, from what to what."""
    decision = decided(pair(A.format("5,25"), B.format("5,52")))
    again = pair(a, b, decision)
    finding = one(again)
    jsonschema.validate(machine.report(again, "vi"), schema("report.schema.json"))
    why = returned(again)
    assert said in why
    assert finding["decision"]["verdict"] == "dismissed"
    assert not any("Decisions that" in note["en"] for note in machine.report(again, "vi")["notes"])
    changed = {"a.txt": a != A.format("5,25"), "b.txt": b != B.format("5,52")}
    for name, is_changed in changed.items():
        assert (name in why) == is_changed, why


def test_what_is_decided_again_overtakes(pair: Callable[..., Audit]) -> None:
    """The decision on the changed finding holds, the old one is no unused one; undoing the change brings it back."""
    first = decided(pair(A.format("5,25"), B.format("5,52")))
    second = decided(pair(A.format("5,25"), B.format("5,53")), time="2026-11-26T10:00:00Z")
    for value in ("5,52", "5,53"):
        result = pair(A.format("5,25"), B.format(value), first, second)
        assert (result.findings, len(result.dismissed)) == ((), 1)
        assert not [n for n in result.notes if n.code == "note.unused-decisions"]


def test_accepted_fixed_and_expired(pair: Callable[..., Audit]) -> None:
    """Accepted: shown and marked. Fixed and still there: said. Expired: said, the day after its last day."""
    texts = A.format("5,25"), B.format("5,52")
    plain = pair(*texts)
    accepted = one(pair(*texts, decided(plain, "accepted")))
    assert (accepted["decision"]["verdict"], accepted["decision"]["returned"]) == ("accepted", None)
    assert returned(pair(*texts, decided(plain, "fixed"))) == "it was marked as fixed and still stands"
    until = decided(plain, expires=date(2026, 12, 31))
    assert pair(*texts, until, today="2026-12-31").findings == ()
    assert returned(pair(*texts, until, today="2027-01-01")) == "the decision held until 2026-12-31"
    assert pair(*texts, until).findings == ()


def test_unused_decisions_are_named(pair: Callable[..., Audit]) -> None:
    """A dismissal of what is gone is a note; what was marked as fixed and is gone is well."""
    plain = pair(A.format("5,25"), B.format("5,52"))
    for verdict, notes in (("dismissed", 1), ("accepted", 1), ("fixed", 0)):
        result = pair(A.format("5,25"), B.format("5,25"), decided(plain, verdict))
        unused = [dict(n.values) for n in result.notes if n.code == "note.unused-decisions"]
        assert unused == [{"findings": one(plain)["id"]}] * notes


def test_another_finding_of_the_same_figure_is_not_kept_away(pair: Callable[..., Audit]) -> None:
    """Only the sentences decided on: the same figures in another sentence are a finding of their own."""
    decision = decided(pair(A.format("5,25"), B.format("5,52")))
    other = "Qua rà soát cuối kỳ, toàn tỉnh có tỷ lệ hộ nghèo năm 2024 là 5,52%, thấp hơn mục tiêu."
    assert len(pair(A.format("5,25"), other, decision).findings) == 1


def test_another_format_keeps_decisions(pair: Callable[..., Audit], knowledge: Knowledge, tmp_path: Path) -> None:
    """What was decided of the text holds for the Word document with the same sentences."""
    decision = decided(pair(A.format("5,25"), B.format("5,52")))
    path = office.docx(
        tmp_path / "final.docx", office.Text([office.Paragraph("Mở đầu."), office.Paragraph(B.format("5,52"))], {})
    )
    paths = [str(tmp_path / "v1" / "a.txt"), str(path)]
    result = audit(paths, knowledge=knowledge, same_organisation=True, decisions=[decision])
    assert (result.findings, len(result.dismissed)) == ((), 1)


def test_a_long_sentence_that_changes(pair: Callable[..., Audit]) -> None:
    """Of a sentence too long to be quoted whole it is said that it has changed, and which figure."""
    long = "các xã, phường, thị trấn trong toàn tỉnh đã triển khai đồng bộ nhiều giải pháp, " * 30
    texts = [f"Trong năm, {long}nhờ đó tỷ lệ hộ nghèo năm 2024 còn {{}}%, {long}theo kế hoạch.", B.format("5,52")]
    decision = decided(pair(texts[0].format("5,25"), texts[1]))
    assert pair(texts[0].format("5,25"), texts[1], decision).findings == ()
    assert "a.txt now says 5,27%, before 5,25%" in returned(pair(texts[0].format("5,27"), texts[1], decision))
    edited = pair(texts[0].format("5,25").replace("nhờ đó", "nhờ vậy"), texts[1], decision)
    assert re.fullmatch(r"\S+/a.txt has changed in the sentence around 5,25%", returned(edited))


def test_a_failure_of_a_rule_cannot_be_decided_away(
    pair: Callable[..., Audit], knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a bug of the program, whatever the project file says."""
    from auditor.checks.run import INTERNAL_ERROR

    def broken(*_: Any) -> Any:
        raise ValueError("x")

    monkeypatch.setitem(knowledge.checks, "value", broken)  # type: ignore[arg-type]
    failure = next(f for f in pair(A.format("5,25"), B.format("5,52")).findings if f.rule == INTERNAL_ERROR)
    project = replace(NO_PROJECT, waivers=(Waiver(failure.id, "x"),))
    paths = [str(tmp_path / "v1" / name) for name in ("a.txt", "b.txt")]
    result = audit(paths, knowledge=knowledge, same_organisation=True, project=project)
    assert failure.id in {f.id for f in result.findings}


@given(width=st.integers(24, 200), turned=st.booleans(), blank=st.integers(0, 3))
@settings(max_examples=15, deadline=None)
def test_wrapping_and_order_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge, width: int, turned: bool, blank: int
) -> None:
    """However the lines are broken, and in whatever order the documents are given, a decision holds."""
    folder = tmp_path_factory.mktemp("wrapped")
    texts = {"a.txt": A.format("5,25"), "b.txt": B.format("5,52")}
    paths = [folder / name for name in texts]
    for path in paths:
        path.write_text(texts[path.name], encoding="utf-8")
    decision = decided(audit([str(p) for p in paths], knowledge=knowledge, same_organisation=True))
    for path in paths:
        path.write_text("\n" * blank + textwrap.fill(texts[path.name], width), encoding="utf-8")
    order = [str(p) for p in (reversed(paths) if turned else paths)]
    result = audit(order, knowledge=knowledge, same_organisation=True, decisions=[decision])
    assert (result.findings, len(result.dismissed)) == ((), 1)


EVIDENCE = st.sampled_from([f"{n:016x}" for n in range(3)]).map(lambda f: Remembered("a.txt", "5%", "Có 5%.", f))
DECISIONS = st.builds(
    Decision,
    finding=st.sampled_from(["0" * 12, "1" * 12]),
    rule=st.sampled_from(["cross-value", "name"]),
    verdict=st.sampled_from(list(Verdict)),
    reason=st.sampled_from(["x", "y"]),
    author=st.sampled_from(["An", "Bình"]),
    time=st.sampled_from(["2026-11-25T10:00:00Z", "2026-11-25T17:00:00+07:00", "2026-11-25T10:00:00.500Z"]),
    expires=st.sampled_from([None, date(2026, 12, 31)]),
    evidence=st.lists(EVIDENCE, min_size=1, max_size=2).map(tuple),
)
FILES = st.lists(DECISIONS, max_size=6).map(tuple)


@given(FILES, FILES, FILES)
def test_merge_is_a_law(a: tuple[Decision, ...], b: tuple[Decision, ...], c: tuple[Decision, ...]) -> None:
    """Associative, commutative, idempotent; one decision for each finding, none lost, the latest kept."""
    assert merge(merge(a, b), c) == merge(a, merge(b, c)) == merge(c, b, a)
    assert merge(a, a) == merge(a) == merge(merge(a))
    merged = merge(a, b, c)
    assert {d.about for d in merged} == {d.about for d in (*a, *b, *c)}
    for kept in merged:
        assert all(kept.moment >= d.moment for d in (*a, *b, *c) if d.about == kept.about)


@given(FILES)
def test_files_come_back_as_written(tmp_path_factory: pytest.TempPathFactory, decisions: tuple[Decision, ...]) -> None:
    """What is written is as the schema has it, and reads the same."""
    path = tmp_path_factory.mktemp("decisions") / "decisions.json"
    path.write_text(dump(decisions), encoding="utf-8")
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema("decisions.schema.json"))
    assert load(path) == decisions


SAMPLE = {
    "schema_version": "1.0",
    "decisions": [
        {
            "finding": "3b2b94311aeb",
            "rule": "cross-value",
            "verdict": "dismissed",
            "reason": "Hai nguồn",
            "author": "An",
            "time": "2026-11-25T10:00:00.000Z",
            "expires": "2026-12-31",
            "evidence": [
                {"document": "a.txt", "text": "5%", "quote": "Có 5%.", "fingerprint": "df5a7068c80ad041"},
                {"document": "b.txt", "text": "6%", "quote": "Có 6%.", "fingerprint": "ebafd0275e5248f8"},
            ],
        }
    ],
}
"""Version 1.0, as a browser writes it."""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.update(schema_version="2.0"), "has schema_version '2.0'; this version of auditor reads 1.0"),
        (lambda d: d.pop("schema_version"), "key (top): 'schema_version' is a required property"),
        (lambda d: d["decisions"][0].update(verdict="maybe"), "key decisions.0.verdict: 'maybe' is not one of"),
        (lambda d: d["decisions"][0].update(reason=""), "key decisions.0.reason: '' should be non-empty"),
        (lambda d: d["decisions"][0].update(time="2026-13-25T10:00:00Z"), "key decisions.0.time: "),
        (lambda d: d["decisions"][0].update(time="0001-01-01T00:00:00+14:00"), "key decisions.0.time: "),
        (lambda d: d["decisions"][0].update(time="now"), "key decisions.0.time: 'now' does not match"),
        (lambda d: d["decisions"][0].update(expires="2026-02-30"), "'2026-02-30' is no day"),
        (lambda d: d["decisions"][0].update(evidence=[]), "key decisions.0.evidence: [] "),
        (
            lambda d: d["decisions"][0]["evidence"][1].pop("fingerprint"),
            "key decisions.0.evidence.1: 'fingerprint' is a",
        ),
        (lambda d: d["decisions"][0].update(line=7), "'line' was unexpected"),
    ],
)
def test_broken_files_get_one_line(change: Callable[[Any], Any], said: str, tmp_path: Path) -> None:
    """Which file, which key, what is wrong; the sample itself is good."""
    path = tmp_path / "decisions.json"
    data = json.loads(json.dumps(SAMPLE))
    path.write_text(json.dumps(data), encoding="utf-8")
    assert load(path)[0].expires == date(2026, 12, 31)
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    done = run("decisions", "list", str(path))
    assert done.returncode == 2
    assert said in done.stderr
    assert "decisions.json: " in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("content", [b"", b"[" * 100_000, b"\xff\xfe", b"[]", b"null", b'{"schema_version": ["1.0"]}'])
def test_what_is_no_file_of_decisions(content: bytes, tmp_path: Path) -> None:
    """One line, exit code 2, no report."""
    (tmp_path / "a.txt").write_text(A.format("5,25"), encoding="utf-8")
    (tmp_path / "d.json").write_bytes(content)
    done = run("audit", "a.txt", "--decisions", "d.json", "--output", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("auditor: d.json: ")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A folder with two drafts that disagree in two figures, audited into ``out``."""
    (tmp_path / "drafts").mkdir()
    for name, values in (("a", ("5,25", "97,1")), ("b", ("5,52", "91,7"))):
        text = f"{A.format(values[0])}\n\nTỷ lệ bao phủ bảo hiểm y tế năm 2024 đạt {values[1]}% dân số toàn tỉnh.\n"
        (tmp_path / "drafts" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert audit_drafts(tmp_path).returncode == 1
    return tmp_path


def audit_drafts(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run("audit", "drafts", "--same-organisation", "--lang", "en", "--output", "out", *arguments, cwd=folder)


def report_of(folder: Path) -> Any:
    return json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))


def test_decide_and_audit(drafts: Path) -> None:
    """The real command line: dismissed is gone and counts no more, accepted is marked, changed comes back."""
    first, second = (f["id"] for f in report_of(drafts)["findings"])
    done = run("decide", first[:6], "--dismiss", "--reason", "hai nguồn", "--author", "An", cwd=drafts)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "decisions.json"
    assert run("decide", second, "--accept", cwd=drafts).returncode == 0
    audited = audit_drafts(drafts, "--decisions", "decisions.json")
    assert audited.returncode == 1
    assert "1 error, 0 warning" in audited.stdout
    assert "Accepted (" in audited.stdout
    assert [f["id"] for f in report_of(drafts)["findings"]] == [second]
    # From the report that lists it as dismissed, it can be decided on again.
    assert run("decide", second, "--dismiss", "--reason", "x", cwd=drafts).returncode == 0
    assert audit_drafts(drafts, "--decisions", "decisions.json").returncode == 0
    assert run("decide", first, "--fixed", cwd=drafts).returncode == 0
    again = audit_drafts(drafts, "--decisions", "decisions.json")
    assert again.returncode == 1
    assert "it was marked as fixed and still stands" in " ".join(re.sub("[│┃]", " ", again.stdout).split())
    path = drafts / "drafts" / "b.txt"
    for old, new in (("5,52", "5,62"), ("91,7", "97,2")):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert audit_drafts(drafts, "--decisions", "decisions.json").returncode == 1
    why = [f["decision"]["returned"]["en"] for f in report_of(drafts)["findings"]]
    assert any("drafts/b.txt now says 5,62%, before 5,52%" in each for each in why)
    assert any("drafts/b.txt now says 97,2%, before 91,7%" in each for each in why)
    listed = run("decisions", "list", "decisions.json", cwd=drafts).stdout
    assert f"{first} fixed" in listed
    assert "drafts/b.txt: 5,52%" in listed


def test_decide_refuses(drafts: Path) -> None:
    """Exit code 2, one thing said, nothing written."""
    first, second = (f["id"] for f in report_of(drafts)["findings"])
    for arguments, said in (
        ((first,), "--dismiss, --accept or --fixed"),
        ((first, "--dismiss"), "needs a --reason"),
        ((first, "--dismiss", "--reason", "x", "--expires", "soon"), "'soon' is no day"),
        (
            ("zzzz", second, "", "--accept"),
            "no finding of the report is called 'zzzz'; no finding of the report is called ''",
        ),
        ((first, "--accept", "--report", "none.json"), "none.json: no such file"),
        ((first, "--accept", "--report", "drafts/a.txt"), "a.txt: is not JSON"),
        ((first, "--accept", "--decisions", "drafts/a.txt/decisions.json"), "cannot be"),
    ):
        done = run("decide", *arguments, cwd=drafts)
        assert done.returncode == 2, arguments
        assert said in done.stderr
    twins = report_of(drafts)
    twins["findings"][0]["id"] = "abcdef000000"
    twins["findings"][1]["id"] = "abcdef111111"
    (drafts / "twins.json").write_text(json.dumps(twins), encoding="utf-8")
    assert (
        "fits 2 findings: abcdef000000, abcdef111111"
        in run("decide", "abcdef", "--accept", "--report", "twins.json", cwd=drafts).stderr
    )
    for finding in twins["findings"]:
        for item in finding["evidence"]:
            del item["fingerprint"]
    (drafts / "older.json").write_text(json.dumps(twins), encoding="utf-8")
    older = run("decide", "abcdef0", "--accept", "--report", "older.json", cwd=drafts)
    assert "run the audit again" in older.stderr
    assert not (drafts / "decisions.json").exists()


def test_project_file_names_decisions_and_waives(drafts: Path) -> None:
    """``decisions`` and ``[[waive]]`` in auditor.toml; unused waivers are named, expired ones come back."""
    first, second = (f["id"] for f in report_of(drafts)["findings"])
    project = drafts / "auditor.toml"
    project.write_text(
        f'decisions = "kept.json"\n[[waive]]\nfinding = "{first}"\nreason = "hai nguồn"\n'
        '[[waive]]\nfinding = "000000000000"\nreason = "x"\nexpires = 2026-12-31\n',
        encoding="utf-8",
    )
    done = audit_drafts(drafts)
    assert done.returncode == 1
    assert "kept.json: named in auditor.toml, not there yet" in done.stderr
    report = report_of(drafts)
    assert [f["id"] for f in report["findings"]] == [second]
    assert report["dismissed"][0]["decision"]["author"] == "auditor.toml"
    assert any("Waivers" in n["en"] and "000000000000" in n["en"] for n in report["notes"])
    assert run("decide", second, "--dismiss", "--reason", "x", cwd=drafts).stdout.splitlines()[-1] == "kept.json"
    assert audit_drafts(drafts).returncode == 0
    project.write_text(f'[[waive]]\nfinding = "{first}"\nreason = "x"\nexpires = "2000-01-31"\n', encoding="utf-8")
    assert audit_drafts(drafts).returncode == 1
    back = [f["decision"] for f in report_of(drafts)["findings"] if f["id"] == first]
    assert back[0]["returned"]["en"] == "the decision held until 2000-01-31"
    project.write_text('[[waive]]\nfinding = "x"\nreason = "y"\n', encoding="utf-8")
    assert "key waive.0.finding: 'x' does not match" in audit_drafts(drafts).stderr


def test_a_waiver_is_overruled_by_a_decision(pair: Callable[..., Audit], knowledge: Knowledge, tmp_path: Path) -> None:
    """A reviewer who accepts what the project file waives sees it."""
    plain = pair(A.format("5,25"), B.format("5,52"))
    project = replace(NO_PROJECT, waivers=(Waiver(one(plain)["id"], "x"),))
    paths = [str(tmp_path / "v1" / name) for name in ("a.txt", "b.txt")]
    for decisions, left in (([], 0), ([decided(plain, "accepted")], 1)):
        result = audit(paths, knowledge=knowledge, same_organisation=True, project=project, decisions=decisions)
        assert len(result.findings) == left
        assert not [n for n in result.notes if n.code == "note.unused-waivers"]


def test_merge_on_the_command_line(tmp_path: Path) -> None:
    """The later holds, disagreements are named, what stood in the target is kept."""
    names = ("an.json", "binh.json", "all.json")
    for name, verdict, time, finding in (
        (names[0], "dismissed", "2026-11-25T10:00:00Z", "3b2b94311aeb"),
        (names[1], "accepted", "2026-11-25T18:00:00+07:00", "3b2b94311aeb"),
        (names[2], "fixed", "2026-11-20T10:00:00Z", "aaaaaaaaaaaa"),
    ):
        data = json.loads(json.dumps(SAMPLE))
        data["decisions"][0].update(verdict=verdict, time=time, finding=finding)
        if name == names[2]:
            data["decisions"][0]["evidence"][0]["fingerprint"] = "0" * 16
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")
    done = run("decisions", "merge", *names[:2], "-o", names[2], cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        "3b2b94311aeb: an.json says dismissed (An, 2026-11-25T10:00:00Z: Hai nguồn); "
        "kept is accepted (An, 2026-11-25T18:00:00+07:00: Hai nguồn)"
    ]
    assert [(d.finding, d.verdict) for d in load(tmp_path / names[2])] == [
        ("aaaaaaaaaaaa", Verdict.FIXED),
        ("3b2b94311aeb", Verdict.ACCEPTED),
    ]
    same = (tmp_path / names[2]).read_bytes()
    assert run("decisions", "merge", *names[1::-1], "-o", names[2], cwd=tmp_path).returncode == 0
    assert (tmp_path / names[2]).read_bytes() == same


def test_conflicts_name_every_file_that_says_otherwise() -> None:
    """Two that agree are no conflict."""
    base = Decision(
        "0" * 12, "name", Verdict.FIXED, "", "An", "2026-11-25T10:00:00Z", None, (Remembered("a", "b", "c", "0" * 16),)
    )
    later = replace(base, time="2026-11-26T10:00:00Z")
    other = replace(base, verdict=Verdict.ACCEPTED)
    assert conflicts([("a", [base]), ("b", [later])]) == []
    (conflict,) = conflicts([("a", [base]), ("b", [later]), ("c", [other])])
    assert (conflict.kept, conflict.others) == (later, (("c", other),))


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from auditor.deciding import add
from auditor.decisions import load
path, start, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
sample = load(Path(sys.argv[4]))[0]
for n in range(start, start + count):
    evidence = tuple(replace(e, fingerprint=f"{n:016x}") for e in sample.evidence)
    add(path, [replace(sample, finding=f"{n:012x}", evidence=evidence)])
    print(n, flush=True)
"""


def writer(folder: Path, start: int, count: int) -> subprocess.Popen[str]:
    (folder / "sample.json").write_text(json.dumps(SAMPLE), encoding="utf-8")
    arguments = [str(folder / "decisions.json"), str(start), str(count), str(folder / "sample.json")]
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    """Four programs write ten decisions each at the same time: forty are there."""
    running = [writer(tmp_path, 10 * n, 10) for n in range(4)]
    for each in running:
        _, errors = each.communicate(timeout=120)
        assert each.returncode == 0, errors
    assert {int(d.finding, 16) for d in load(tmp_path / "decisions.json")} == set(range(40))


def test_a_killed_writer_loses_nothing_that_was_written(tmp_path: Path) -> None:
    """Killed at any moment: the file is whole, has all that was told as written, and the lock is free."""
    told: set[int] = set()
    chance = random.Random(7)
    for round_ in range(4):
        running = writer(tmp_path, 1000 * round_, 1000)
        assert running.stdout
        for _ in range(chance.randint(1, 5)):
            told.add(int(running.stdout.readline()))
        os.kill(running.pid, signal.SIGKILL)
        told |= {int(line) for line in running.communicate(timeout=60)[0].splitlines()}
        assert told <= {int(d.finding, 16) for d in load(tmp_path / "decisions.json")}


def test_a_later_word_holds_whatever_the_clock_showed(drafts: Path) -> None:
    """A decision from a computer whose clock is ahead does not outlive what is decided after it."""
    first = report_of(drafts)["findings"][0]["id"]
    assert run("decide", first, "--accept", cwd=drafts).returncode == 0
    path = drafts / "decisions.json"
    path.write_text(re.sub(r'"time": "\d{4}', '"time": "2999', path.read_text(encoding="utf-8")), encoding="utf-8")
    ahead = load(path)
    assert run("decide", first, "--dismiss", "--reason", "x", cwd=drafts).returncode == 0
    (now,) = load(path)
    assert now.verdict is Verdict.DISMISSED
    assert merge(ahead, [now]) == (now,)
