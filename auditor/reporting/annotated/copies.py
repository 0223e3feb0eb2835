"""Writes the copies, each in the format that its document allows, none over another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from auditor.errors import OutputError, UnreadableDocumentError
from auditor.isolation import call
from auditor.language import Pack
from auditor.limits import Limits
from auditor.model import Document
from auditor.pipeline import Audit
from auditor.reading import Options, read_bytes
from auditor.reporting.annotated.marks import Mark, Marked, marks_of
from auditor.reporting.wording import Wording, line
from auditor.reporting.write import replace_file

FOLDER = "annotated"
"""Name of the folder inside the output folder."""
_KEPT = {"docx": (".docx", ".docm", ".dotx"), "pdf": (".pdf",)}
"""Formats that get comments of their own kind, and the endings that their copies may keep."""


def annotate(
    audit: Audit, folder: Path, language: str, reading: Callable[[str], Options]
) -> tuple[list[Path], list[str]]:
    """Write a copy of each document with a comment at each figure that a finding concerns.

    A DOCX gets Word comments, a PDF highlights with notes; any other document is shown as a web page.

    Args:
        audit: What was found.
        folder: The output folder; the copies go into ``annotated`` in it.
        language: Language of the comments.
        reading: How the document of a path was read.

    Returns:
        The files written, and one line for each document in which not every comment could be placed.

    Raises:
        OutputError: The folder or a file in it cannot be written.
    """
    target = folder / FOLDER
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make this folder: {error.strerror or error}", where=str(target)) from error
    say = Wording(audit, language)
    marks = marks_of(audit, say)
    written: list[Path] = []
    problems: list[str] = []
    # A document that lies there, a copy that is audited again, is not written over.
    beside = (Path(x.document.path).absolute() for x in audit.extracts)
    taken = {path.name.casefold() for path in beside if path.parent.resolve() == target.resolve()}
    for found in sorted(audit.extracts, key=lambda x: int(x.document.id[1:])):
        document = found.document
        name = _name(document, taken)
        try:
            copy = _copy(audit, document, marks[document.id], say, reading(document.path))
        except UnreadableDocumentError as error:
            why = str(error).removeprefix(f"{line(document.path)}: ")
            problems.append(say.label("unplaced.damaged", document=line(document.path), why=why))
            continue
        written.append(replace_file(target / name, copy.content))
        if copy.unplaced:
            figures = (say.label("unplaced.figure", text=m.figure, id=m.finding) for m in copy.unplaced)
            problems.append(say.label("unplaced", document=line(document.path), figures=", ".join(figures)))
    return written, problems


def _name(document: Document, taken: set[str]) -> str:
    """A name that no other copy has, on file systems that do not tell capitals apart either."""
    path = Path(document.path.replace("\\", "/"))
    endings = _KEPT.get(document.form, ())
    ending = path.suffix if path.suffix.lower() in endings else endings[0] if endings else ".html"
    number = 1
    while True:
        name = f"{path.stem}{f'-{number}' if number > 1 else ''}{ending}"
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
        number += 1


def _copy(audit: Audit, document: Document, marks: list[Mark], say: Wording, options: Options) -> Marked:
    """The copy of one document.

    Raises:
        UnreadableDocumentError: The file cannot be read again as it was.
    """
    if document.form not in _KEPT:
        from auditor.reporting.annotated import page

        return page.copy(document, marks, say)
    raw = read_bytes(document.path)
    if hashlib.sha256(raw).hexdigest() != document.sha256:
        raise UnreadableDocumentError(say.label("unplaced.changed"))
    content, unplaced = call(
        commented,
        raw,
        document,
        tuple(marks),
        options.original,
        shared=audit.packs,
        limits=Limits.of(options.limits),
        path=document.path,
    )
    return Marked(content, tuple(marks[i] for i in unplaced))


def commented(
    raw: bytes, document: Document, marks: Sequence[Mark], original: bool, packs: Mapping[str, Pack]
) -> tuple[bytes, tuple[int, ...]]:
    """The copy of a DOCX or PDF, made in this process, and which marks, counted from 0, have no place in it.

    Raises:
        UnreadableDocumentError: It is damaged, or reads otherwise than before.
    """
    if document.form == "pdf":
        from auditor.reporting.annotated import pdf

        made = pdf.copy(raw, document, marks)
    else:
        from auditor.reporting.annotated import word

        made = word.copy(raw, document, marks, packs, original=original)
    unplaced = {id(mark) for mark in made.unplaced}
    return made.content, tuple(i for i, mark in enumerate(marks) if id(mark) in unplaced)
