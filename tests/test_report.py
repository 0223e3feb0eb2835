"""The HTML report in a real browser, and hostile content in every format."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from auditor.decisions import fingerprint
from auditor.model import Figure, Piece, Status
from auditor.pipeline import Audit, Knowledge, audit
from auditor.reporting import FORMATS, page, render
from auditor.reporting.html import SCRIPTS, embedded
from auditor.reporting.machine import report
from auditor.reporting.plain import harmless
from auditor.resources import report_file, report_messages
from tests.conftest import SAMPLES

CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = (
    "<script>document.title='owned'</script> \u202e javascript:alert(1) <img src=x onerror=alert(1)> "
    "</script><svg onload=alert(1)> <!-- \u2066 \x07 {{ 7 * 7 }} &lt;b&gt; 😀"
)
VIEWS = ("findings", "overview", "indicators", "texts", "coverage", "rules")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, which .ci/test installs."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "no Chromium: install it with your system's package manager (Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def sample(knowledge: Knowledge) -> Audit:
    return audit([str(SAMPLES / "vi" / n) for n in ("review-report.txt", "political-report.txt")], knowledge=knowledge)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens an audit's report from disk; fails on console errors and on any request that leaves the page."""
    contexts: list[Any] = []
    errors: list[str] = []

    def show(found: Audit, **options: Any) -> Any:
        path = tmp_path / "report.html"
        path.write_bytes(render(found, "html", "vi").encode("utf-8", "backslashreplace"))
        context = browser.new_context(**options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        tab.on("pageerror", lambda e: errors.append(str(e)))
        tab.on("request", lambda r: errors.append(r.url) if not r.url.startswith(("file:", "blob:")) else None)
        tab.goto(path.as_uri())
        return tab

    yield show
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def tab(opened: Callable[..., Any], sample: Audit) -> Any:
    """The report of the samples."""
    return opened(sample)


def cards(tab: Any) -> int:
    return int(tab.locator("article.card").count())


def go(tab: Any, place: str) -> None:
    tab.evaluate("place => { location.hash = place; }", f"#{place}")
    view = place if place in VIEWS else {"f": "findings", "p": "texts", "i": "indicators"}[place[0]]
    tab.wait_for_selector(f"main[data-view={view}]")


def focused(tab: Any) -> str:
    """The address of the card or passage that has the keyboard."""
    return str(tab.evaluate("document.activeElement.closest('[id]:not(h3)')?.id ?? ''"))


def one_line(text: str) -> str:
    return " ".join(text.split())


# Cards and passages are asked for their ``textContent``: they are laid out when they come near the screen
# (``content-visibility``), and ``innerText`` is empty until the first frame after they were made.


# --- What is shown --------------------------------------------------------------------------------------------------


def test_all_findings_are_there(tab: Any, sample: Audit) -> None:
    """One card a finding: message, all quotations, arithmetic, section and page."""
    assert cards(tab) == len(sample.findings)
    evidence = {f["id"]: f for f in report(sample, "vi")["findings"]}
    for finding in sample.findings:
        card = one_line(tab.locator(f"#f-{finding.id}").text_content())
        assert one_line(finding.message[0]) in card
        assert one_line(finding.computed) in card
        for record in evidence[finding.id]["evidence"]:
            assert one_line(record["text"]) in card
            assert record["quote"] in card
            assert not record["section"] or f"mục {record['section']}" in card
            assert not record["page"] or f"trang {record['page']}" in card


def test_differing_words_and_intervals(opened: Callable[..., Any], audited: Callable[..., Audit]) -> None:
    """Of two sentences that are nearly alike, the words of one alone are marked; the gap between values is drawn."""
    text = "Tỷ lệ hộ nghèo của tỉnh năm 2024 {} còn {}% theo chuẩn nghèo đa chiều."
    tab = opened(audited(text.format("giảm mạnh", "5,25"), text.format("giảm dần", "5,52")))
    assert tab.locator(".card .differs").all_text_contents() == ["mạnh", "dần"]
    assert tab.locator(".card mark").all_text_contents() == ["5,25%", "5,52%"]
    assert tab.locator(".card .plot li").all_text_contents() == ["1 5,245 – 5,255", "2 5,515 – 5,525"]


def test_summary_counts(tab: Any, sample: Audit) -> None:
    """The summary counts every finding by severity and rule, the matrix by documents; a number leads to its findings."""
    go(tab, "overview")
    for severity in ("error", "warning"):
        count = sum(1 for f in sample.findings if f.severity == severity)
        assert tab.locator(f".counts .{severity} .n").inner_text() == str(count)
    between = sum(1 for f in sample.findings if len({e.document for e in f.evidence}) == 2)
    matrix = tab.locator(".matrix tbody td").all_inner_texts()
    within = [sum(1 for f in sample.findings if {e.document for e in f.evidence} == {d}) for d in ("d2", "d1")]
    assert matrix == [str(within[0]), str(between), str(between), str(within[1])]
    tab.locator(".matrix td button").nth(1).click()
    assert tab.locator("main").get_attribute("data-view") == "findings"
    assert cards(tab) == between


def test_position_plot_leads_to_the_passage(tab: Any, sample: Audit) -> None:
    """Every part of a document that holds a finding has a bar, which leads to the passage."""
    go(tab, "overview")
    bars = tab.locator(".strip a")
    places = {(e.document, e.passage) for f in sample.findings for e in f.evidence}
    assert 0 < bars.count() <= len({(f.id, e.id) for f in sample.findings for e in f.evidence})
    assert bars.count() >= len(places) / 2
    bars.first.click()
    tab.wait_for_selector("main[data-view=texts]")
    assert tab.locator(".block:focus .margin li").count() >= 1


def test_filters(tab: Any, sample: Audit) -> None:
    """Severity, rule and documents narrow the list, together; the counts follow; clearing brings all back."""
    warnings = [f for f in sample.findings if f.severity == "warning"]
    tab.check("input[name=severity][value=warning]")
    assert cards(tab) == len(warnings)
    tab.check(f"input[name=rule][value={warnings[0].rule}]")
    assert cards(tab) == sum(1 for f in warnings if f.rule == warnings[0].rule)
    tab.click("#clear")
    assert cards(tab) == len(sample.findings)


def test_search_without_marks(tab: Any, sample: Audit) -> None:
    """``bao hiem y te`` finds words with marks, ``zzz`` nothing; Escape brings all back."""
    tab.keyboard.press("/")
    tab.keyboard.type("bao hiem y te")
    assert 0 < cards(tab) < len(sample.findings)
    assert "bảo hiểm y tế" in tab.locator("article.card").first.text_content().lower()
    tab.fill("#search", "zzz")
    assert cards(tab) == 0
    assert tab.locator("#empty").is_visible()
    tab.keyboard.press("Escape")
    assert cards(tab) == len(sample.findings)


def test_order_by_place(tab: Any, sample: Audit) -> None:
    """In the order of a document, its findings come as an editor meets them; those of others follow."""
    document = sample.extracts[1].document
    order = {p.id: i for i, p in enumerate(document.passages)}
    tab.select_option("#order", "1")
    ids = [i.removeprefix("f-") for i in tab.eval_on_selector_all(".card", "cards => cards.map(c => c.id)")]
    places = [
        next(((order[e.passage], e.at) for e in f.evidence if e.document == document.id), None)
        for i in ids
        for f in sample.findings
        if f.id == i
    ]
    own = [p for p in places if p is not None]
    assert own == sorted(own)
    assert places == own + [None] * (len(places) - len(own))


def test_table_of_indicators(tab: Any, sample: Audit) -> None:
    """Every alignment has a row, agreements too; it is filtered, searched without marks, and sorted both ways."""
    go(tab, "indicators")
    rows = tab.locator(".alignments tbody tr")
    assert rows.count() == len(sample.alignments)
    agreeing = sum(1 for a in sample.alignments if a.status is Status.CONSISTENT)
    tab.locator("input[name=status][value=consistent]").check()
    assert rows.count() == agreeing
    tab.fill("#search", "do thi hoa")
    assert 0 < rows.count() < agreeing
    assert any("đô thị hóa" in row.lower() for row in rows.all_inner_texts())
    tab.fill("#search", "")
    head = tab.locator(".alignments thead th").first
    labels = []
    for direction in ("ascending", "descending"):
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == direction
        labels.append(tab.locator(".alignments tbody th").all_inner_texts())
    assert labels[0] != labels[1]
    assert sorted(labels[0]) == sorted(labels[1])
    assert labels[0][0] == labels[1][-1] or len(set(labels[0])) < len(labels[0])


def test_coverage_adds_up(tab: Any, sample: Audit) -> None:
    """The numerals of each document are the sum of its four classes, and the reasons that of what is no figure."""
    go(tab, "coverage")
    for at, extract in enumerate(sample.extracts):
        part = tab.locator(".coverage-of").nth(at)
        total, *classes = [int(n) for n in part.locator(".ledger dd").all_inner_texts()]
        assert total == extract.ledger.numerals == sum(classes)
        reasons = [int(n) for n in part.locator(".reasons b").all_inner_texts()]
        assert sum(reasons) == extract.ledger.facts + extract.ledger.non_figures
        figures, compared, barred, single = map(int, re.findall(r"\d+", part.locator("p").first.inner_text()))
        assert figures == len(extract.figures) == compared + barred + single
    assert tab.locator(".not-checked li").count() >= 2


def test_unread_numerals_are_shown(opened: Callable[..., Any], audited: Callable[..., Audit]) -> None:
    """A numeral that was not read stands in the coverage with its surroundings, and is marked in the text."""
    found = audited("Toàn tỉnh có 25 xã đạt chuẩn.")
    extract = found.extracts[0]
    entry = dataclasses.replace(extract.numerals[0], status="unread")
    ledger = dataclasses.replace(extract.ledger, figures=0, unread=1)
    found = dataclasses.replace(
        found, extracts=(dataclasses.replace(extract, figures=(), ledger=ledger, numerals=(entry,)),), alignments=()
    )
    tab = opened(found)
    go(tab, "coverage")
    assert tab.locator(".coverage-of mark").inner_text() == "25"
    tab.locator(".coverage-of li a").last.click()
    assert tab.locator(".block .mark.unread").text_content() == "25"


def test_full_text_and_jumps(tab: Any, sample: Audit) -> None:
    """The whole text stands there, its figures underlined; a card leads to its passage, the margin back to the card."""
    go(tab, "texts")
    extract = sample.extracts[0]
    tab.wait_for_function(f"document.querySelectorAll('.block').length === {len(extract.document.passages)}")
    assert tab.locator(".block .mark").count() >= len(extract.figures)
    assert one_line(extract.document.passages[7].text) in one_line(tab.locator("#p-1-8").text_content())

    finding = next(f for f in sample.findings if len({e.document for e in f.evidence}) == 2)
    go(tab, f"f-{finding.id}")
    tab.locator(f"#f-{finding.id} .to-text").last.click()
    tab.wait_for_selector("main[data-view=texts]")
    block = tab.locator(".block:focus")
    assert one_line(finding.evidence[-1].text) in one_line(block.text_content())
    block.locator(f".margin a[href='#f-{finding.id}']").first.click()
    tab.wait_for_selector("main[data-view=findings]")
    assert focused(tab) == f"f-{finding.id}"
    tab.go_back()
    tab.wait_for_selector("main[data-view=texts]")
    assert tab.locator(".block:focus").count() == 1


def test_search_in_the_text(tab: Any) -> None:
    """In a text, the search leaves the passages that match."""
    go(tab, "texts")
    tab.fill("#search", "du lich")
    blocks = tab.locator(".block .body").all_text_contents()
    assert blocks
    assert all("du lịch" in block.lower() for block in blocks)


def test_page_of_a_rule(tab: Any, sample: Audit, knowledge: Knowledge) -> None:
    """A card opens its rule's page, which stands among the rules too."""
    finding = sample.findings[0]
    rule = next(r for r in knowledge.rules if r.id == finding.rule)
    tab.locator(f"#f-{finding.id} summary").click()
    assert rule.page["why"]["vi"] in tab.locator(f"#f-{finding.id} details").text_content()
    go(tab, "rules")
    assert rule.page["tune"]["vi"] in tab.locator(f"#rule-{rule.id}").inner_text()


def test_language_switch(tab: Any, sample: Audit) -> None:
    """``l`` switches: every label, message and reason in the other language, now and after a reload."""
    vi, en = report_messages("vi"), report_messages("en")
    assert tab.locator("h1").inner_text() == vi["title"]
    tab.keyboard.press("l")
    assert tab.evaluate("document.documentElement.lang") == "en"
    tab.reload()
    labels = tab.eval_on_selector_all("[data-t]", "nodes => nodes.map(n => [n.dataset.t, n.textContent])")
    assert labels
    assert [(key, text) for key, text in labels if text != en[key]] == []
    card = tab.locator("article.card").first.text_content()
    assert one_line(sample.findings[0].message[1]) in one_line(card)
    only_vietnamese = {vi[k] for k in vi if vi[k] != en[k] and "{" not in vi[k] and len(vi[k]) > 8}
    for view in VIEWS:
        go(tab, view)
        shown = tab.locator("main").inner_text().split("\n")
        assert only_vietnamese & {line.strip() for line in shown} == set(), view


# --- Decisions ------------------------------------------------------------------------------------------------------


def exported(tab: Any) -> dict[str, Any]:
    with tab.expect_download() as download:
        tab.click("#export")
    assert download.value.suggested_filename == "decisions.json"
    found: dict[str, Any] = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    return found


def decide(tab: Any, finding: str, verdict: str, reason: str = "", expires: str = "") -> None:
    tab.click(f"#f-{finding} [data-verdict={verdict}]")
    if verdict == "dismissed":
        tab.fill(f"#reason-{finding}", reason)
        tab.fill(f"#expires-{finding}", expires)
        tab.click(f"#f-{finding} .dismiss [type=submit]")


def test_decisions_are_kept_exported_and_imported(
    tab: Any, opened: Callable[..., Any], sample: Audit, tmp_path: Path
) -> None:
    """Accepted, dismissed, fixed: kept over a reload, exported in the agreed form, imported into a fresh browser."""
    first, second, third, *_ = (f.id for f in sample.findings)
    tab.fill("#author", "Nguyễn Thị Ánh")
    tab.keyboard.press("Tab")
    decide(tab, first, "accepted")
    decide(tab, second, "dismissed", "Hai kỳ họp khác nhau </script>", "2099-12-31")
    decide(tab, third, "fixed")
    tab.reload()
    states = tab.eval_on_selector_all(".card", "cards => cards.map(c => c.dataset.state)")
    assert states[:4] == ["accepted", "dismissed", "fixed", "open"]
    assert "Hai kỳ họp khác nhau </script>" in tab.locator(f"#f-{second} .verdict-line").text_content()

    content = exported(tab)
    assert content["schema_version"] == "1.0"
    assert [d["finding"] for d in content["decisions"]] == [first, second, third]
    passages = {(x.document.id, p.id): p for x in sample.extracts for p in x.document.passages}
    machine = {f["id"]: f for f in report(sample, "vi")["findings"]}
    for decision, finding in zip(content["decisions"], sample.findings, strict=False):
        assert list(decision) == ["finding", "rule", "verdict", "reason", "author", "time", "expires", "evidence"]
        assert decision["rule"] == finding.rule
        assert decision["author"] == "Nguyễn Thị Ánh"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", decision["time"])
        assert decision["evidence"] == [
            {
                "document": record["document"],
                "text": one_line(record["text"]),
                "quote": record["quote"],
                "fingerprint": fingerprint(item, passages[item.document, item.passage]),
            }
            for item, record in zip(finding.evidence, machine[finding.id]["evidence"], strict=True)
        ]
    assert [d["expires"] for d in content["decisions"]] == [None, "2099-12-31", None]

    stranger = {**content["decisions"][0], "finding": "0123456789ab"}
    changed = json.loads(json.dumps(content["decisions"][2]))
    changed["evidence"][0]["fingerprint"] = "0" * 16
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps({"schema_version": "1.0", "decisions": [*content["decisions"][:2], changed, stranger]}))
    other = opened(sample)
    other.set_input_files("#import-file", path)
    other.wait_for_function("document.getElementById('imported').textContent")
    states = other.eval_on_selector_all(".card", "cards => cards.map(c => c.dataset.state)")
    assert states[:3] == ["accepted", "dismissed", "open"]
    assert [d["finding"] for d in exported(other)["decisions"]] == [first, second, third, "0123456789ab"]


def test_a_dismissal_needs_a_reason(tab: Any, sample: Audit) -> None:
    """Nothing is dismissed without words, nor by blanks; Escape gives up."""
    finding = sample.findings[0].id
    for reason in ("", "   "):
        decide(tab, finding, "dismissed", reason)
        assert tab.locator(f"#f-{finding}").get_attribute("data-state") == "open"
    tab.focus(f"#reason-{finding}")
    tab.keyboard.press("Escape")
    assert tab.locator(".dismiss").count() == 0
    assert tab.locator(f"#f-{finding}").get_attribute("data-state") == "open"


@pytest.mark.parametrize(
    "content", ["", "[]", '{"schema_version": "2.0", "decisions": []}', '{"schema_version": "1.0", "decisions": [{}]}']
)
def test_a_wrong_file_is_refused(tab: Any, tmp_path: Path, content: str) -> None:
    """What is no file of decisions changes nothing, and the reviewer is told."""
    path = tmp_path / "wrong.json"
    path.write_text(content)
    tab.set_input_files("#import-file", path)
    tab.wait_for_function("document.getElementById('imported').textContent")
    assert "Không nhập được" in tab.locator("#imported").inner_text()
    assert tab.locator(".card:not([data-state=open])").count() == 0


def test_an_expired_dismissal_is_open_again(tab: Any, sample: Audit) -> None:
    """Its reason stays to be read."""
    finding = sample.findings[0].id
    decide(tab, finding, "dismissed", "Chờ số liệu quý", "2020-01-31")
    assert tab.locator(f"#f-{finding}").get_attribute("data-state") == "open"
    assert "hết hạn 31/01/2020" in tab.locator(f"#f-{finding} .verdict-line").text_content()


def test_without_storage(browser: Any, opened: Callable[..., Any], sample: Audit) -> None:
    """A browser that keeps nothing says so, and exports all the same."""
    tab = opened(sample)
    tab.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    )
    tab.reload()
    decide(tab, sample.findings[0].id, "accepted")
    assert tab.locator("#not-kept").is_visible()
    assert len(exported(tab)["decisions"]) == 1


def test_undecided_only(tab: Any, sample: Audit) -> None:
    """With the undecided chosen, a decided finding leaves the list and the next takes its place."""
    tab.check("input[name=state][value=open]")
    tab.keyboard.press("j")
    for left in (1, 2):
        tab.keyboard.press("a")
        assert cards(tab) == len(sample.findings) - left
        assert focused(tab) == f"f-{sample.findings[left].id}"


def test_keyboard_alone(tab: Any, sample: Audit) -> None:
    """Moving, deciding, undoing, looking up the keys and changing the view without a mouse."""
    ids = [f"f-{f.id}" for f in sample.findings]
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        tab.keyboard.press(key)
        assert focused(tab) == ids[at]
    card = tab.locator(f"#{ids[1]}")
    for key, state in (("a", "accepted"), ("a", "open"), ("f", "fixed"), ("u", "open")):
        tab.keyboard.press(key)
        assert card.get_attribute("data-state") == state
    tab.keyboard.press("d")
    tab.keyboard.type("đã thống nhất j a f")
    tab.keyboard.press("Enter")
    assert card.get_attribute("data-state") == "dismissed"
    assert "đã thống nhất j a f" in card.text_content()
    tab.keyboard.press("j")
    assert focused(tab) == ids[2]
    tab.keyboard.press("?")
    assert tab.locator("#help").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#help").is_visible()
    for number, view in enumerate(VIEWS, 1):
        tab.keyboard.press(str(number))
        assert tab.locator("main").get_attribute("data-view") == view
    tab.go_back()
    tab.wait_for_selector(f"main[data-view={VIEWS[-2]}]")
    tab.keyboard.press("1")
    tab.keyboard.press("?")
    tab.locator("#shortcuts").uncheck()
    tab.keyboard.press("Escape")
    tab.keyboard.press("l")
    assert tab.evaluate("document.documentElement.lang") == "vi"


# --- Paper, screens, readers ----------------------------------------------------------------------------------------


def test_print_to_pdf(tab: Any, sample: Audit, tmp_path: Path) -> None:
    """On paper stand the summary, every finding, the indicators, the coverage and the rules."""
    path = tmp_path / "report.pdf"
    tab.pdf(path=path)
    document = pypdfium2.PdfDocument(path)
    text = one_line(" ".join(page.get_textpage().get_text_range() for page in document))
    document.close()
    assert all(f.id in text for f in sample.findings)
    for key in ("overview", "findings", "indicators", "coverage", "rules"):
        assert report_messages("vi")[f"{key}.heading"] in text, key
    assert report_messages("vi")["texts.heading"] not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(opened: Callable[..., Any], sample: Audit, scheme: str) -> None:
    """axe finds nothing serious in any view, with a dismissal begun, nor in the list of keys."""
    tab = opened(sample, color_scheme=scheme)
    tab.click("[data-verdict=dismissed] >> nth=0")
    decide(tab, sample.findings[1].id, "fixed")
    for view in (*VIEWS, "help"):
        if view == "help":
            tab.keyboard.press("?")
        else:
            go(tab, view)
        found = Axe().run(tab).response["violations"]
        serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
        assert serious == [], view


@pytest.mark.parametrize("width", [360, 768, 3840])
def test_nothing_sticks_out(opened: Callable[..., Any], sample: Audit, width: int) -> None:
    """No view scrolls sideways, on a telephone, a tablet or a wall."""
    tab = opened(sample, viewport={"width": width, "height": 900})
    for view in VIEWS:
        go(tab, view)
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= width, view


def test_without_scripts(opened: Callable[..., Any], sample: Audit) -> None:
    """A viewer that runs no scripts still lists the findings."""
    tab = opened(sample, java_script_enabled=False)
    body = one_line(tab.locator("body").inner_text())
    assert all(one_line(f.message[0]) in body for f in sample.findings)


# --- Hostile content ------------------------------------------------------------------------------------------------


def test_hostile_content_is_text(opened: Callable[..., Any], audited: Callable[..., Audit]) -> None:
    """Scripts, handlers, directions and control characters of a document are shown in every view, never obeyed."""
    text = f"Tỷ lệ hộ nghèo của tỉnh năm 2024 còn {{}}% {HOSTILE}."
    found = audited(text.replace("{{ 7 * 7 }}", "").format("5,25"), text.replace("{{ 7 * 7 }}", "").format("5,52"))
    assert found.findings
    (first, *_) = found.findings
    label = f"{HOSTILE} onclick=alert(1)"
    found = dataclasses.replace(
        found,
        findings=(dataclasses.replace(first, label=label, message=(label, label), computed=label),),
        problems=(label,),
        alignments=tuple(dataclasses.replace(a, label=label) for a in found.alignments),
    )
    tab = opened(found)
    for view in VIEWS:
        go(tab, view)
        assert tab.locator("main").locator("script, img, svg[onload], [onclick], [onerror]").count() == 0, view
        assert tab.evaluate("!/[\\u202e\\u2066\\u0007]/.test(document.body.innerText)"), view
    assert "owned" not in tab.title()
    assert all("javascript:" not in href for href in tab.eval_on_selector_all("[href]", "n => n.map(a => a.href)"))
    go(tab, "findings")
    card = tab.locator("article.card").text_content()
    assert "<script>document.title='owned'</script> ⟨U+202E⟩" in card
    assert "{{ 7 * 7 }} &lt;b&gt; 😀" in card
    assert [one_line(m) for m in tab.locator(".card mark").all_text_contents()] == ["5,25%", "5,52%"]
    go(tab, "texts")
    assert "</script><svg onload=alert(1)>" in tab.locator("#text").text_content()


def test_a_paragraph_of_ten_megabytes(opened: Callable[..., Any], audited: Callable[..., Audit]) -> None:
    """It is shown whole, in pieces, and quoted in part."""
    found = audited("Tỷ lệ hộ nghèo của tỉnh năm 2024 còn 5,25%.", "Tỷ lệ hộ nghèo của tỉnh năm 2024 còn 5,52%.")
    extract, other = found.extracts
    (passage,) = extract.document.passages
    text = f"{passage.text[:-1]} {'rất dài ' * 1_250_000}"
    long = dataclasses.replace(passage, text=text, pieces=(Piece(0, 0, len(text), len(text)),))
    item = dataclasses.replace(extract.figures[0], sentence=(0, len(text)))
    (finding,) = found.findings
    evidence = tuple(item if e.id == item.id else e for e in finding.evidence)
    found = dataclasses.replace(
        found,
        extracts=(
            dataclasses.replace(
                extract, figures=(item,), document=dataclasses.replace(extract.document, text=text, passages=(long,))
            ),
            other,
        ),
        findings=(dataclasses.replace(finding, evidence=evidence),),
    )
    tab = opened(found)
    assert len(tab.locator(".card").text_content()) < 4000
    go(tab, "texts")
    assert tab.evaluate("document.querySelector('.block .body').textContent.length") == len(text)
    assert tab.locator(".block .mark").first.text_content() == "5,25%"
    tab.fill("#search", "rat dai rat")
    assert tab.locator(".block").count() == 1


def test_the_policy_is_strict(browser: Any, sample: Audit, tmp_path: Path) -> None:
    """No inline code but the page's own, known by its digest, and nothing from elsewhere."""
    content = render(sample, "html", "vi")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', content)
    assert policy is not None
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    assert policy[1].startswith("default-src 'none'")
    skeleton = content[: content.index('id="data"')]
    assert not re.search(r"<[^>]+\s(style|on\w+)=", re.sub(r"<(style|script)>.*?</\1>", "", skeleton, flags=re.S))
    path = tmp_path / "report.html"
    path.write_text(content.replace("</main>", "<script>window.owned = true</script></main>"), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    assert tab.locator("article.card").count() == len(sample.findings)
    assert tab.evaluate("window.owned") is None
    tab.close()


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028\u202e\x9f", "\ud800", 'a"b\\c\n', "&amp;", "\ufeff😀"])
def test_embedded_data_reads_back(text: str) -> None:
    """Inside a page it is nothing but letters, and reads back as it was."""
    inside = embedded({"text": text})
    assert not re.search("[<>&\u2028\u202e\x9f\ud800\ufeff]", inside)
    assert json.loads(inside) == {"text": text}


@pytest.mark.parametrize(
    ("text", "at", "expected"), [("tỷ lệ", 3, 3), ("😀 tỷ", 1, 2), ("😀 tỷ 😀", 0, 0), ("a😀b😀c", 4, 6)]
)
def test_places_count_utf16_units(text: str, at: int, expected: int) -> None:
    """As the browser counts."""
    assert page.units(text, at) == expected == len(text[:at].encode("utf-16-le")) // 2


# --- Large reports --------------------------------------------------------------------------------------------------


def test_thousands_of_findings(opened: Callable[..., Any], sample: Audit) -> None:
    """Only cards near the screen are made; every one can be reached, by its address, by search and by the keys."""
    count = 3000
    found = dataclasses.replace(
        sample,
        findings=tuple(
            dataclasses.replace(sample.findings[i % len(sample.findings)], id=f"{i:012x}", label=f"số thứ tự {i}")
            for i in range(count)
        ),
        alignments=sample.alignments * 20,
    )
    tab = opened(found)
    assert 0 < cards(tab) < 200
    go(tab, f"f-{2500:012x}")
    assert focused(tab) == f"f-{2500:012x}"
    tab.keyboard.press("j")
    assert focused(tab) == f"f-{2501:012x}"
    assert cards(tab) < 400
    tab.fill("#search", "so thu tu 2999")
    assert tab.locator("article.card h3").all_text_contents() == ["số thứ tự 2999"]
    go(tab, "indicators")
    rows = tab.locator(".alignments tbody tr:not(.spacer)").count()
    assert 0 < rows < len(found.alignments)
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    tab.wait_for_selector(f"#i-{len(found.alignments)}")


# --- Catalogues and formats -----------------------------------------------------------------------------------------


def test_message_catalogues_have_the_same_keys() -> None:
    """Nothing is untranslated, and both languages fill the same placeholders."""
    for name in ("{}", "phrases.{}"):
        vi, en = (report_messages(name.format(language)) for language in ("vi", "en"))
        assert set(vi) == set(en)
        for key in vi:
            fields = [{f for _, f, _, _ in string.Formatter().parse(text) if f} for text in (vi[key], en[key])]
            assert fields[0] == fields[1], key


SAME_IN_BOTH = {"numeral.non-figure.covid", "barred", "tool.language"}
"""Labels that are one in both languages."""


def test_labels_are_translated() -> None:
    """No Vietnamese in the English labels, no label left in English, none missing, none unused."""
    vi, en = report_messages("vi"), report_messages("en")
    vietnamese = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
    assert [key for key in en if key not in SAME_IN_BOTH and vietnamese.search(en[key])] == []
    assert [key for key in vi if key not in SAME_IN_BOTH and vi[key] == en[key]] == []
    source = "".join(report_file(f"scripts/{name}.js") for name in SCRIPTS) + report_file("templates/report.html.j2")
    spelt = set(re.findall(r"['\"`]([a-z]+(?:\.[\w-]+)+)['\"`]", source)) | {"title", "skip", "generated", "noscript"}
    made = set(re.findall(r"[`']([a-z]+(?:\.[a-z-]+)*\.)(?:\$\{|' ~)", source)) | {"period."}
    headings = {f"{view}.heading" for view in VIEWS}
    for key in vi:
        whole = re.sub(r"\.(one|other)$", "", key)
        assert {key, whole} & (spelt | headings) or any(key.startswith(start) for start in made), f"unused: {key}"
    families = {key.partition(".")[0] for key in vi}
    known = set(vi) | {re.sub(r"\.(one|other)$", "", key) for key in vi}
    assert [key for key in spelt if key.partition(".")[0] in families and key not in known | {"decisions.json"}] == []


def test_numerals_that_are_no_figures_have_labels(knowledge: Knowledge) -> None:
    """The coverage statement names each reason of the language packs, and each area of the catalogue, in words."""
    labels = report_messages("vi")
    packs = [knowledge.files.get(f"{tag}/numerals.yaml") for tag in ("vi", "en")]
    reasons = {entry["reason"] for pack in packs for entry in pack["not_figures"]}
    assert {r for r in reasons if f"numeral.non-figure.{r}" not in labels} == set()
    keys = {e["key"] for n, f in knowledge.files.items() if n.startswith("indicators/") for e in f["indicators"]}
    assert {page.area(key, "value") for key in keys} <= {
        k.removeprefix("area.") for k in labels if k.startswith("area.")
    }


@pytest.mark.parametrize("cell", ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)"])
def test_no_formula_in_csv(cell: str) -> None:
    """A spreadsheet takes such a cell for text."""
    assert harmless(cell) == f"'{cell}"
    assert harmless("5,25%") == "5,25%"


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_empty_audit_in_every_format(form: str, audited: Callable[..., Audit]) -> None:
    """A report without findings is a report too."""
    assert render(audited("Công tác của các cấp được thực hiện."), form, "vi")


def test_a_page_without_findings(opened: Callable[..., Any], audited: Callable[..., Audit]) -> None:
    """It opens, says that nothing was found, and every view and key works."""
    tab = opened(audited("Công tác của các cấp được thực hiện."))
    assert tab.locator("#empty").inner_text() == report_messages("vi")["findings.none"]
    for key in ("j", "k", "a", "d", "f", "u", "l", "2", "3", "4", "5", "6"):
        tab.keyboard.press(key)
    assert tab.locator("main").get_attribute("data-view") == "rules"
    at_once = (
        "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '5', bubbles: true })), main.dataset.view"
    )
    assert tab.evaluate(at_once) == "coverage"


@pytest.mark.parametrize("form", ["html", "json", "csv", "text"])
def test_named_areas_in_every_format(form: str, audited: Callable[..., Audit]) -> None:
    """The scope of a finding may be an area that no phrase knows."""
    found = audited(*(f"Tỷ lệ hộ nghèo ở huyện Khe Ngàn năm 2024 là {share}%." for share in ("3,1", "4,2")))
    assert [item.scope for item in found.findings[0].evidence if isinstance(item, Figure)] == ["area:Khe Ngàn"] * 2
    assert "4,2" in render(found, form, "vi")
