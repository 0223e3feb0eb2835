"""The HTML report in a real browser, and hostile content in every format."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.model import Figure
from auditor.pipeline import Audit, Knowledge, audit
from auditor.reporting import FORMATS, render
from auditor.reporting.plain import harmless
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
HOSTILE = "<script>document.title='owned'</script> \u202e javascript:alert(1) <img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, which .ci/run installs."""
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
def page(browser: Any, sample: Audit, tmp_path: Path) -> Iterator[Any]:
    """The report of the samples, opened from disk; fails on console errors and on any request."""
    path = tmp_path / "report.html"
    path.write_text(render(sample, "html", "vi"), encoding="utf-8")
    tab = browser.new_page()
    errors: list[str] = []
    tab.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda e: errors.append(str(e)))
    tab.on("request", lambda r: errors.append(r.url) if not r.url.startswith("file:") else None)
    tab.goto(path.as_uri())
    yield tab
    tab.close()
    assert errors == []


def visible(page: Any) -> int:
    return int(page.evaluate("[...document.querySelectorAll('article.card')].filter(c => c.checkVisibility()).length"))


def test_all_findings_are_there(page: Any, sample: Audit) -> None:
    """One card a finding, both quotations in it."""
    assert page.locator("article.card").count() == len(sample.findings)
    for finding in sample.findings:
        card = page.locator(f"#f-{finding.id}").inner_text()
        for item in finding.evidence:
            assert " ".join(item.text.split()) in " ".join(card.split())


def test_search_without_marks(page: Any, sample: Audit) -> None:
    """``song tra`` finds words with marks, ``zzz`` nothing."""
    page.keyboard.press("/")
    page.keyboard.type("bao hiem y te")
    page.wait_for_function("document.querySelectorAll('article.card').length > 0")
    assert 0 < visible(page) < len(sample.findings)
    page.keyboard.press("Escape")
    assert visible(page) == len(sample.findings)


def test_language_switch(page: Any) -> None:
    """``l`` switches Vietnamese and English."""
    before = page.locator("h1").inner_text()
    page.keyboard.press("l")
    assert page.locator("h1").inner_text() != before
    assert page.evaluate("document.documentElement.lang") == "en"


def test_hostile_content_is_text(browser: Any, audited: Callable[..., Audit], tmp_path: Path) -> None:
    """Scripts, handlers and direction overrides from a document are shown, never run."""
    text = f"Tỷ lệ hộ nghèo của tỉnh năm 2024 còn {{}}% {HOSTILE}."
    result = audited(text.format("5,25"), text.format("5,52"))
    assert result.findings
    path = tmp_path / "hostile.html"
    path.write_text(render(result, "html", "vi"), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    assert "owned" not in tab.title()
    assert tab.locator("article.card script, article.card img").count() == 0
    assert "\u202e" not in tab.content()
    assert "<script>document.title" in tab.locator("article.card").first.inner_text()
    tab.close()


@pytest.mark.parametrize("cell", ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)"])
def test_no_formula_in_csv(cell: str) -> None:
    """A spreadsheet takes such a cell for text."""
    assert harmless(cell) == f"'{cell}"
    assert harmless("5,25%") == "5,25%"


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_empty_audit_in_every_format(form: str, audited: Callable[..., Audit]) -> None:
    """A report without findings is a report too."""
    assert render(audited("Công tác của các cấp được thực hiện."), form, "vi")


@pytest.mark.parametrize("form", ["html", "json", "csv", "text"])
def test_named_areas_in_every_format(form: str, audited: Callable[..., Audit]) -> None:
    """The scope of a finding may be an area that no phrase knows."""
    found = audited(*(f"Tỷ lệ hộ nghèo ở huyện Khe Ngàn năm 2024 là {share}%." for share in ("3,1", "4,2")))
    assert [item.scope for item in found.findings[0].evidence if isinstance(item, Figure)] == ["area:Khe Ngàn"] * 2
    assert "4,2" in render(found, form, "vi")
