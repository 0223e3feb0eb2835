"""``auditor doctor``: whether all that the tool needs is there and works, and how well documents were read."""

from __future__ import annotations

import platform
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import extract_named, how_to_read, project_option, reading_options, rules_option
from auditor.errors import one_line

if TYPE_CHECKING:
    from auditor.model import Extract
    from auditor.pipeline import Knowledge
    from auditor.reading import Options

_SAMPLE = "The poverty rate of the province in 2024 was {}%, according to the annual survey."
_MOST_PAGES_NAMED = 20


@click.command(short_help="Check the installation, and how well documents were read.")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT…]")
@reading_options()
@project_option()
@rules_option()
def doctor(
    documents: tuple[str, ...],
    original: bool,
    encoding: str | None,
    project_file: Path | None,
    rules_folder: Path | None,
) -> int:
    """Check the installation: packages, rules, optional programs, fonts, a worker, and a small audit.

    With DOCUMENT, also how well each was read: what became of every digit of its text, and pages without any number;
    with several, how many figures of each align with those of the others.
    The exit code is 0 when documents can be audited; optional programs may be missing.

    \b
    Examples:
      auditor doctor
      auditor doctor --rules my-rules
      auditor doctor political.pdf
      auditor doctor review.docx political.pdf
    """
    from auditor import __version__
    from auditor.errors import AuditorError
    from auditor.pipeline import know

    click.echo(f"auditor {__version__}, Python {platform.python_version()}")
    sound = _packages()
    try:
        known = know(rules_folder)
    except AuditorError as error:
        click.echo(f"broken   rules: {error}")
        return 2
    click.echo(f"ok       rules: {len(known.rules)} rules, languages {', '.join(known.packs)}")
    _programs()
    _fonts()
    sound &= _works("small audit", lambda: _small_audit(known))
    read: dict[str, Extract] = {}
    for document in dict.fromkeys(documents):
        sound &= _works(document, partial(_read, document, original, encoding, project_file, rules_folder, read))
    if len(read) > 1:
        sound &= _aligned(read, known, project_file, how_to_read(original, encoding))
    return 0 if sound else 2


def _packages() -> bool:
    """Every package that this one declares."""
    import re
    from importlib.metadata import PackageNotFoundError, requires, version

    sound = True
    for requirement in requires("auditor") or ():
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        if "extra ==" in requirement:
            continue
        try:
            click.echo(f"ok       {name} {version(name)}")
        except PackageNotFoundError:
            sound = False
            click.echo(f"missing  {name}: pip install auditor")
    return sound


def _programs() -> None:
    from auditor.reading.programs import LIBREOFFICE, TESSERACT, recognition_languages

    for program in (LIBREOFFICE, TESSERACT):
        found = program.found()
        if found is None:
            click.echo(f"absent   {program.name} (optional, reads {program.reads}): {program.install}")
            continue
        languages = recognition_languages() if program is TESSERACT else []
        said = f", languages {', '.join(languages)}" if languages else ""
        click.echo(f"ok       {program.name}: {found}{said}")
        if program is TESSERACT and "vie" not in languages:
            click.echo(f"absent   {program.name}'s data for Vietnamese (optional): {program.install}")


def _fonts() -> None:
    """Whether pages in Vietnamese can be shown and converted on this machine."""
    import shutil
    import subprocess

    asks = shutil.which("fc-list")
    if asks is None:
        click.echo("unknown  fonts: fc-list is not installed (optional)")
        return
    done = subprocess.run([asks, ":lang=vi", "family"], capture_output=True, check=False, timeout=60)
    families = {line for line in done.stdout.decode("utf-8", "replace").splitlines() if line.strip()}
    if families:
        click.echo(f"ok       fonts: {len(families)} families with Vietnamese")
    else:
        click.echo("absent   fonts with Vietnamese (optional): sudo apt-get install fonts-noto-core")


def _works(what: str, check: Callable[[], str]) -> bool:
    """Carry out a check and say how it went."""
    from auditor.errors import AuditorError

    try:
        said = check()
    except (AuditorError, OSError) as error:
        click.echo(f"broken   {one_line(f'{what}: {error}')}")
        return False
    click.echo(f"ok       {one_line(f'{what}: {said}')}")
    return True


def _small_audit(known: Knowledge) -> str:
    """Two sentences that disagree, one of them read in a worker.

    Raises:
        AuditorError: The finding is not there.
        OSError: There is no place for temporary files.
    """
    import tempfile

    from auditor.errors import AuditorError
    from auditor.pipeline import audit

    with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
        text, page = Path(folder, "a.txt"), Path(folder, "b.html")
        text.write_text(_SAMPLE.format("5.25"), encoding="utf-8")
        page.write_text(f"<html><body><p>{_SAMPLE.format('5.52')}</p></body></html>", encoding="utf-8")
        result = audit([str(text), str(page)], knowledge=known, same_organisation=True)
    if result.problems:
        raise AuditorError(result.problems[0])
    if not any(finding.rule == "cross-value" for finding in result.findings):
        raise AuditorError("two values of one indicator were not found to differ (do your rules allow that?)")
    return "a text and a page read in a worker; the planted contradiction was found"


def _read(
    document: str,
    original: bool,
    encoding: str | None,
    project_file: Path | None,
    rules: Path | None,
    read: dict[str, Extract],
) -> str:
    """How well a document was read; what was found in it is kept in ``read``.

    Raises:
        AuditorError: It cannot be read, or looks badly read.
    """
    from auditor.accounting import account
    from auditor.errors import AuditorError

    read[document] = extract_named(document, original, encoding, project_file, rules)
    found = account(read[document])
    said = ", ".join(f"{count} {status}" for status, count in found.counted.items())
    said = f"{found.digits} digits: {said}, {found.uncounted} in no numeral, {found.left_out} in no passage"
    if found.pages:
        numbers = [count for _, count in found.pages]
        said += f"; {len(numbers)} pages with {min(numbers)} to {max(numbers)} numbers"
    if found.bare_pages:
        more = "…" if len(found.bare_pages) > _MOST_PAGES_NAMED else ""
        said += f"; no number on pages {', '.join(map(str, found.bare_pages[:_MOST_PAGES_NAMED]))}{more}"
    if found.doubtful:
        raise AuditorError(f"looks badly read: {said}")
    return said


def _aligned(read: dict[str, Extract], known: Knowledge, project_file: Path | None, options: Options) -> bool:
    """Say how many figures of each document align with those of the others."""
    from auditor.accounting import aligned
    from auditor.gathering import Memory
    from auditor.phrases import render
    from auditor.pipeline import audit
    from auditor.project import load_project

    memory = Memory()
    for path, extract in read.items():
        memory.put(path, extract)
    project = load_project(project_file, list(known.packs))
    result = audit(list(read), knowledge=known, project=project, options=options, memory=memory)
    met = aligned(result.alignments)
    alone = {dict(note.values)["document"]: note for note in result.notes if note.code == "note.alone"}
    for path, extract in read.items():
        if path in alone:
            click.echo(f"broken   {one_line(render([alone[path]], 'en'))}")
            continue
        count = sum(met[x.document.id] for x in result.extracts if x.document.path == path)
        click.echo(f"ok       {one_line(f'{path}: {count} of {len(extract.figures)} figures align with the others')}")
    for problem in result.problems:
        click.echo(f"broken   {problem}")
    return not alone and not result.problems
