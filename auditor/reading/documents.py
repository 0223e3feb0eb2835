"""From a path to a `Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from auditor.errors import UnreadableDocumentError
from auditor.language import Pack
from auditor.model import Document
from auditor.reading import formats, identity
from auditor.reading.assemble import assemble
from auditor.reading.files import read_bytes
from auditor.reading.formats import Options
from auditor.reading.source import TooLargeError


def read_document(path: str, packs: Mapping[str, Pack], options: Options | None = None) -> Document:
    """Read one file.

    Args:
        path: As given on the command line; kept as it is in the document.
        packs: Language packs by tag.
        options: How to read it; tracked changes accepted, encoding and language found by default.

    Raises:
        UnreadableDocumentError: The file is missing, empty, damaged, encrypted, too large, or in no format or encoding
            that can be told.
    """
    raw = read_bytes(path)
    try:
        parsed = formats.parse(raw, path, packs, options or Options())
        source = parsed.source
        pack = packs[parsed.language]
        passages = assemble(source, pack)
    except (MemoryError, RecursionError) as error:
        raise UnreadableDocumentError("is too large or nested too deeply to be read", where=path) from error
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
