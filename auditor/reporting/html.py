"""The HTML report: one self-contained file that opens from disk."""

from __future__ import annotations

import base64
import hashlib
import json
import re

from auditor import __version__
from auditor.phrases import LANGUAGES
from auditor.pipeline import Audit
from auditor.reading import OWN_REPORT
from auditor.reporting import page
from auditor.reporting.evidence import shown
from auditor.reporting.plain import message
from auditor.resources import report_file, report_messages

SCRIPTS = (
    "page",
    "model",
    "chunks",
    "decisions",
    "cards",
    "findings",
    "overview",
    "indicators",
    "texts",
    "coverage",
    "report",
)
"""Parts of the page's script, each of which may use those before it."""
WITHOUT_SCRIPT = 200
"""Findings listed for a viewer that runs no scripts."""
_UNSAFE = re.compile(r"[<>&\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def document(audit: Audit, language: str) -> str:
    """The report as an HTML page.

    Everything that comes from documents stands in one block of JSON; the page's script turns it into text nodes as
    they are needed.

    Args:
        audit: What was found.
        language: Language shown first; the page can switch.
    """
    from jinja2 import Environment, StrictUndefined

    css, theme = (report_file(name) for name in ("styles/report.css", "scripts/theme.js"))
    js = script()
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string(report_file("templates/report.html.j2"))
    return template.render(
        lang=language,
        mark=OWN_REPORT,
        version=__version__,
        t=report_messages(language),
        css=css,
        theme=theme,
        js=js,
        css_hash=digest(css),
        js_hashes=[digest(theme), digest(js)],
        data=embedded(
            {
                "generator": {"name": "auditor", "version": __version__},
                "messages": {each: report_messages(each) for each in LANGUAGES},
                **page.data(audit),
            }
        ),
        plain=[shown(message(f, language)) for f in audit.findings[:WITHOUT_SCRIPT]],
        rest=max(0, len(audit.findings) - WITHOUT_SCRIPT),
    )


def script() -> str:
    """The page's script, in one piece: a block of its own, so that its names meet no others."""
    parts = "\n".join(report_file(f"scripts/{name}.js") for name in SCRIPTS)
    return f"'use strict';\n{{\n{parts}}}\n"


def digest(text: str) -> str:
    """What a Content-Security-Policy calls an inline script or style by: its SHA-256, in Base64."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def embedded(data: object) -> str:
    """JSON that may stand inside a ``script`` element, whatever its strings hold.

    Nothing in it can end the element, turn the direction of the source or be changed by the HTML parser.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
