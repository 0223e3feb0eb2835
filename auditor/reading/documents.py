"""From a path to a `Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from auditor.deadlines import OverTimeError, within
from auditor.errors import UnreadableDocumentError
from auditor.isolation import call
from auditor.language import Pack
from auditor.limits import Limits, applied, current
from auditor.memory import OverMemoryError, within_memory
from auditor.model import Document
from auditor.reading import formats, identity
from auditor.reading.assemble import assemble
from auditor.reading.files import read_bytes
from auditor.reading.formats import Options, is_plain
from auditor.reading.source import TooLargeError


def read_document(path: str, packs: Mapping[str, Pack], options: Options | None = None) -> Document:
    """Read one file: plain text in this process, anything else in a worker.

    Args:
        path: As given on the command line; kept as it is in the document.
        packs: Language packs by tag.
        options: How to read it; tracked changes accepted, encoding and language found by default.

    Raises:
        UnreadableDocumentError: The file is missing, empty, damaged, encrypted, over a limit, or in no format or
            encoding that can be told; or its worker died.
    """
    chosen = options or Options()
    limits = Limits.of(chosen.limits)
    with applied(limits):
        raw = read_bytes(path)
        if is_plain(raw, path):
            try:
                return within_memory(
                    limits.main_memory, lambda: within(limits.seconds, lambda: read_raw(raw, path, chosen, packs))
                )
            except OverMemoryError as error:
                raise UnreadableDocumentError(f"is left out: {limits.over_memory('reading it')}", where=path) from error
            except OverTimeError as error:
                raise UnreadableDocumentError(
                    f"was not read within {limits.seconds} s and is left out (--limit seconds=… allows more)",
                    where=path,
                ) from error
    return call(read_apart, raw, path, chosen, shared=packs, limits=limits, path=path)


def read_apart(raw: bytes, path: str, options: Options, packs: Mapping[str, Pack]) -> Document:
    """Read the bytes of a file in a worker, which has a memory of its own.

    Raises:
        UnreadableDocumentError: They cannot be read, or not within that memory.
    """
    try:
        return read_raw(raw, path, options, packs)
    except MemoryError as error:
        raise UnreadableDocumentError(
            f"needs more than {current().memory:,} MB of memory (--limit memory=… allows more)", where=path
        ) from error


def read_raw(raw: bytes, path: str, options: Options, packs: Mapping[str, Pack]) -> Document:
    """Read the bytes of a file in this process.

    Raises:
        UnreadableDocumentError: They cannot be read.
    """
    try:
        parsed = formats.parse(raw, path, packs, options)
        source = parsed.source
        pack = packs[parsed.language]
        passages = assemble(source, pack)
    except RecursionError as error:
        raise UnreadableDocumentError("is nested too deeply to be read", where=path) from error
    except TooLargeError as error:
        raise UnreadableDocumentError(str(error), where=path) from error
    document = Document(
        id="",
        path=path,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=source.text,
        language=parsed.language,
        encoding=parsed.encoding,
        passages=passages,
        form=source.form,
        warnings=tuple(source.warnings),
    )
    return replace(document, **identity.of(document, pack, source.properties))
