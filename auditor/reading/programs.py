"""Optional programs: LibreOffice for DOC and RTF, Tesseract for scans. Found on the machine, never fetched."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from auditor import worker
from auditor.errors import UnreadableDocumentError
from auditor.limits import current
from auditor.reading.layout import Fragment, Page

DOTS = 300
"""Resolution for recognition in dots per inch: at 200 a decimal comma is often read as a point."""
_LANGUAGES = ("vie", "eng")
_BODY_SIZE = 10.0

_SETTINGS = {
    "Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "Office.Writer/Content/Update": {"Link": "0"},
}
"""LibreOffice's own settings for a conversion: no macros, nothing that a document links to is loaded."""


@dataclass(frozen=True, slots=True)
class Program:
    """An optional program.

    Attributes:
        name: As people call it.
        commands: Names under which it is looked for.
        reads: What it is needed for.
        install: The command that installs it on Debian and Ubuntu.
    """

    name: str
    commands: tuple[str, ...]
    reads: str
    install: str

    def found(self) -> str | None:
        """Where it is installed, or None."""
        return next((path for c in self.commands if (path := shutil.which(c))), None)


LIBREOFFICE = Program(
    "LibreOffice",
    ("soffice", "libreoffice"),
    "DOC, RTF, XLS",
    "sudo apt-get install libreoffice-writer libreoffice-calc",
)
TESSERACT = Program(
    "Tesseract", ("tesseract",), "scanned PDF, images", "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
)


def convert(raw: bytes, path: str, suffix: str, target: str) -> bytes:
    """A file as LibreOffice converts it.

    Args:
        raw: The file.
        path: As given, for messages.
        suffix: Its true ending: ``doc``, ``rtf``, ``xls``.
        target: The format wanted: ``docx``, ``xlsx``.

    Raises:
        UnreadableDocumentError: LibreOffice is not installed, failed, or took too long.
    """
    program = LIBREOFFICE.found()
    if program is None:
        raise UnreadableDocumentError(
            f"is a {suffix.upper()} file, which needs LibreOffice: {LIBREOFFICE.install}", where=path
        )
    with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        source = Path(folder, f"document.{suffix}")
        source.write_bytes(raw)
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            target,
        ]
        seconds = current().program_seconds
        code, _ = _run([*command, "--outdir", folder, str(source)], seconds)
        out = Path(folder, f"document.{target}")
        if code is None:
            raise UnreadableDocumentError(f"could not be converted within {seconds} s", where=path)
        if code or not out.is_file():
            raise UnreadableDocumentError(f"is a damaged {suffix.upper()} file: LibreOffice cannot open it", where=path)
        return out.read_bytes()


def _settings() -> str:
    """The settings as a profile of LibreOffice holds them."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    return f'<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def recognition_languages() -> list[str]:
    """The languages, of those that reports are written in, that Tesseract has data for."""
    program = TESSERACT.found()
    return _languages_of(program) if program is not None else []


@cache
def _languages_of(program: str) -> list[str]:
    """Asked once for a program, not for each page."""
    _, said = _run([program, "--list-langs"], 20)
    return [code for code in _LANGUAGES if code in said.decode(errors="replace").split()]


def frames(raw: bytes, path: str) -> Iterator[bytes]:
    """The pages of an image file, each as PNG.

    Raises:
        UnreadableDocumentError: It is no image, too large, or has too many pages.
    """
    from PIL import Image, ImageSequence

    most = current().pages
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw)) as image:
                for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                    if number > most:
                        raise UnreadableDocumentError(f"has more than {most:,} pages", where=path)
                    out = io.BytesIO()
                    frame.convert("L").save(out, "PNG", dpi=image.info.get("dpi", (DOTS, DOTS)))
                    yield out.getvalue()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableDocumentError(
            "is an image of too many points; scan it at 300 dots per inch", where=path
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise UnreadableDocumentError("is a damaged image", where=path) from error


def recognise(image: bytes, number: int, path: str, size: tuple[float, float] | None) -> Page:
    """The text of an image of a page, each word with its confidence.

    Args:
        image: PNG, JPEG or TIFF.
        number: Number of the page.
        path: As given, for messages.
        size: Width and height of the page in points; None where only the image tells.

    Raises:
        UnreadableDocumentError: Tesseract or its languages are not installed, it failed, or took too long.
    """
    program, languages = TESSERACT.found(), recognition_languages()
    if program is None or not languages:
        missing = "Tesseract" if program is None else "Tesseract's data for Vietnamese or English"
        raise UnreadableDocumentError(f"holds images of text, which need {missing}: {TESSERACT.install}", where=path)
    with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
        source = Path(folder, "page")
        source.write_bytes(image)
        command = [program, str(source), "-", "-l", "+".join(languages), "--dpi", str(DOTS), "--psm", "3", "tsv"]
        seconds = current().program_seconds
        code, said = _run(command, seconds)
    if code is None:
        raise UnreadableDocumentError(f"page {number} was not recognised within {seconds} s", where=path)
    if code:
        raise UnreadableDocumentError(f"page {number} is no image that Tesseract can open", where=path)
    scale = 72 / DOTS
    words = list(_words(said.decode("utf-8", errors="replace"), scale))
    width, height = size or (
        max((f.right for f in words), default=0.0),
        max((f.bottom for f in words), default=0.0),
    )
    return Page(number, width, height, words)


def _words(table: str, scale: float) -> Iterator[Fragment]:
    """The words of Tesseract's table (TSV); those of a line share its box, so that they stand on one line."""
    lines: dict[tuple[str, ...], tuple[float, float]] = {}
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        key = (row["block_num"], row["par_num"], row["line_num"])
        left, top, wide, tall = (float(row[k]) * scale for k in ("left", "top", "width", "height"))
        if row["level"] == "4":
            lines[key] = (top, top + tall)
        elif row["level"] == "5" and (row["text"] or "").strip():
            upper, lower = lines.get(key, (top, top + tall))
            confidence = min(max(float(row["conf"]) / 100, 0.0), 0.999)
            yield Fragment(row["text"].strip(), left, upper, left + wide, lower, _BODY_SIZE, confidence)


def _run(command: list[str], seconds: int) -> tuple[int | None, bytes]:
    """Exit code and output of a program, its whole process group ended when it takes too long (code None)."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    worker.runs(process.pid)
    try:
        said, _ = process.communicate(timeout=seconds)
    except BaseException as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            return None, b""
        raise
    finally:
        worker.ended(process.pid)
    return process.returncode, said
