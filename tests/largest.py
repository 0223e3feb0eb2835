"""The largest documents within the limits, and endless lines: time and memory of ``auditor audit`` on each::

python -m tests.largest                 a text of 60 MB, a DOCX of 90 MB unpacked, a PDF of 5,000 pages
python -m tests.largest --share 0.05    the same, so much smaller
python -m tests.largest lines           texts of 1 MB on one line: digits, brackets, figures, characters without width …
python -m tests.largest text pdf
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from tests import office

_MEGABYTE = 1 << 20
_PROSE = (
    "The people of the district keep to their fields and their markets, and the committee thanks them for their patience",
    "Roads were mended where the rains had washed them out, and the schools along the river opened again in time",
    "Much remains to be done in the hills, where the way to a clinic is long and the teachers come and go",
    "The office answers every letter, holds its meetings in the open, and lays its accounts before the council",
)
_PATIENCE = [part for name in ("seconds", "extract_seconds", "compare_seconds") for part in ("--limit", f"{name}=3600")]
"""The limits of time are for a machine that does nothing else; here what the work takes is measured."""
_LINES = 45
"""Lines on a page of the PDF."""


def paragraphs() -> Iterator[str]:
    """Prose as reports have it, without end: a figure in every other paragraph of about 450 characters."""
    number = 0
    while True:
        number += 1
        text = ". ".join(_PROSE[(number + n) % len(_PROSE)] for n in range(4))
        yield (
            f"{text}."
            if number % 2
            else f"{text}. In ward {number} the poverty rate fell to {number % 70 + 3}.5% in 2024."
        )


def text(path: Path, share: float) -> str:
    """A text of 60 MB; 64 are read."""
    with path.open("w", encoding="utf-8") as file:
        for paragraph in paragraphs():
            file.write(f"{paragraph}\n\n")
            if file.tell() > 60 * _MEGABYTE * share:
                return f"text of {file.tell() / _MEGABYTE:.0f} MB"
    raise AssertionError


def docx(path: Path, share: float) -> str:
    """A DOCX whose document has 90 MB; 96 are unpacked."""
    most, size, body = 90 * _MEGABYTE * share, 0, []
    for paragraph in paragraphs():
        body.append(office.Paragraph(paragraph))
        size += len(office.paragraph_xml(body[-1]).encode())
        if size > most:
            break
    office.docx(path, office.Text(body))
    return f"DOCX of {size / _MEGABYTE:.0f} MB unpacked"


def pdf(path: Path, share: float) -> str:
    """A PDF of 5,000 pages, as many as are read."""
    words = (word for paragraph in paragraphs() for word in paragraph.split())
    pages = max(1, int(5000 * share))
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n in range(pages):
        lines = "".join(f"({' '.join(islice(words, 15))})'" for _ in range(_LINES))
        content = f"BT /F 9 Tf 14 TL 50 760 Td {lines} ET".encode()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * n} 0 R/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size {len(places) + 1}>>\n"
    path.write_bytes(bytes(out) + f"{tail}startxref\n{len(out)}\n%%EOF\n".encode())
    return f"PDF of {pages:,} pages, {path.stat().st_size / _MEGABYTE:.0f} MB"


def line(name: str, path: Path, share: float) -> str:
    """A text of 1 MB on one line; brackets are closed again."""
    each = LINES[name]
    size = int(1_000_000 * share)
    closing = ")" * (each.count("(") - each.count(")"))
    whole = each * (size // len(each + closing))
    path.write_text(whole + closing * whole.count("("), encoding="utf-8")
    return f"one line of {path.stat().st_size / 1e6:.1f} MB, {name}"


LINES = {
    "digits": "1234567890",
    "one word": "a",
    "nested brackets": "(",
    "nested brackets with figures": "(5 xã ",
    "characters without width": "\u200b",
    "figures with characters without width": "12\u200b xã ",
    "accents on accents": "\u0301",
    "dots": "1.",
    "cells": "|5",
    "figures": "Tỉnh có 12 xã, ",
    "dates": "ngày 01/02/2024 ",
    "words": "tỷ lệ hộ nghèo giảm còn ",
}
"""What the lines consist of."""
MAKERS: dict[str, Callable[[Path, float], str]] = {
    "text": text,
    "docx": docx,
    "pdf": pdf,
    **{name: partial(line, name) for name in LINES},
}
GROUPS = {"": ["text", "docx", "pdf"], "lines": list(LINES)}


def measured(document: Path) -> tuple[int, float, float, int, str]:
    """Exit code, seconds, seconds of the processor, most memory of one process in MB, and what was said of it."""
    options = ["--no-cache", "--quiet", "--fail-on", "never", "--jobs", "1", *_PATIENCE]
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        process = subprocess.Popen([sys.executable, "-m", "auditor", "audit", str(document), *options], stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        said.seek(0)
        lines = said.read().decode("utf-8", "replace").strip()
    return process.returncode, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, lines


def main() -> int:
    """Make each document, audit it, and say what it took; exit code 1 where one gave neither a result nor a refusal."""
    parser = argparse.ArgumentParser(prog="python -m tests.largest")
    parser.add_argument("kinds", nargs="*", choices=[*MAKERS, *GROUPS, []], metavar="KIND")
    parser.add_argument("--share", type=float, default=1.0, help="of the sizes")
    given = parser.parse_args()
    well = True
    for kind in [kind for given_kind in given.kinds or [""] for kind in GROUPS.get(given_kind, [given_kind])]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"a.{kind if kind in ('docx', 'pdf') else 'txt'}")
            what = MAKERS[kind](path, given.share)
            code, seconds, processor, memory, said = measured(path)
        print(
            f"{what}: {seconds:.0f} s, {processor:.0f} s of the processor, {memory} MB, exit code {code} {said}",
            flush=True,
        )
        well &= code in (0, 2) and len(said.splitlines()) <= 2
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
