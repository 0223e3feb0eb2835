"""From bytes to text: Unicode, Windows code pages, and the encodings that a language had before Unicode."""

from __future__ import annotations

import codecs
import contextlib
import re
import unicodedata
from collections.abc import Mapping

from auditor.errors import UnreadableDocumentError
from auditor.language import LegacyEncoding, Pack, signature_share
from auditor.model import Note

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27, 28, 29, 30, 31}
_MOST_CONTROL = 0.005
_SAMPLE = 65_536
_LEAST_SHARE = 0.02
"""Share of a language's signature words from which a text is taken to be in it; prose has 0.08 to 0.2."""
_GOOD = 10
"""Letters beyond ASCII for each byte that is none, from which a text is UTF-8 with faults."""
_WESTERN = "windows-1252"
_VIETNAMESE = "windows-1258"
_UNICODE = ("utf-8", "utf-16")


def names(packs: Mapping[str, Pack]) -> list[str]:
    """The encodings that a user may name."""
    return [*_UNICODE, _VIETNAMESE, _WESTERN, *(e.name for pack in packs.values() for e in pack.encodings)]


def decode(
    raw: bytes, path: str, packs: Mapping[str, Pack], encoding: str | None = None
) -> tuple[str, str, tuple[Note, ...]]:
    """The text of a file, its encoding, and what the reader must be told of it.

    Args:
        raw: The file.
        path: As given, for messages.
        packs: Language packs: their words tell which reading is right.
        encoding: The encoding, where the user names it.

    Raises:
        UnreadableDocumentError: Nothing, or nothing that is text in an encoding that can be told, is in it.
    """
    if not raw.strip(b"\x00\t\n\r\f ") or raw in {bom for bom, _ in _BOMS}:
        raise UnreadableDocumentError("is empty", where=path)
    if encoding is not None:
        return _named(raw, path, packs, encoding), encoding, ()
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return _strict(raw, name, path), name.removesuffix("-sig"), ()
    sample = raw[:_SAMPLE]
    if sample.count(0) > len(sample) // 8:
        name = "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"
        content = _strict(raw, name, path)
        if _readable(content):
            return content, name, ()
        raise UnreadableDocumentError("is a binary file, not text", where=path)
    if sum(sample.count(c) for c in _CONTROL) > _MOST_CONTROL * len(sample):
        raise UnreadableDocumentError("is a binary file, not text", where=path)
    try:
        content = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_unicode(raw, path, packs, error)
    old = _old_letters(content, packs)
    if old is None:
        return content, "utf-8", ()
    return old.decode(content), f"{old.name} in utf-8", (_told(path, f"{old.label}, UTF-8"),)


def legacy_text(text: str, font: str, packs: Mapping[str, Pack]) -> str:
    """Text of an office document set in a font: its letters, where the font belongs to an old encoding."""
    low = font.lower()
    for pack in packs.values():
        for old in pack.encodings:
            if old.fonts.search(low):
                found = old.decode(text)
                return found.upper() if old.capitals.search(low) else found
    return text


def _named(raw: bytes, path: str, packs: Mapping[str, Pack], encoding: str) -> str:
    old = next((e for pack in packs.values() for e in pack.encodings if e.name == encoding), None)
    if old is not None:
        try:
            return old.decode(raw.decode("utf-8"))
        except UnicodeDecodeError:
            return old.decode(_western(raw))
    try:
        codec = codecs.lookup(encoding).name
    except LookupError as error:
        allowed = ", ".join(names(packs))
        raise UnreadableDocumentError(f"encoding {encoding!r} is not known; allowed: {allowed}", where=path) from error
    bom = next((name for bom, name in _BOMS if raw.startswith(bom) and name.startswith(codec)), codec)
    return _strict(raw, bom, path)


def _readable(content: str) -> bool:
    """Whether what was decoded is mostly letters, digits and spaces."""
    sample = content[:4096]
    return sum(c.isalnum() or c.isspace() for c in sample) > len(sample) / 2 and not any(
        ord(c) in _CONTROL for c in sample
    )


def _strict(raw: bytes, encoding: str, path: str) -> str:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        at = f"byte {error.start} is not" if isinstance(error, UnicodeDecodeError) else "that holds no text"
        raise UnreadableDocumentError(
            f"is taken for {encoding}, but {at}; save it again as UTF-8", where=path
        ) from error


def _western(raw: bytes) -> str:
    """Bytes as Windows-1252, the few that it leaves out as Latin-1."""
    return raw.decode("cp1252", errors="replace") if b"\x81" not in raw else raw.decode("latin-1")


def _told(path: str, label: str) -> Note:
    return Note.of("note.encoding", document=path, encoding=label)


def _not_unicode(
    raw: bytes, path: str, packs: Mapping[str, Pack], error: UnicodeDecodeError
) -> tuple[str, str, tuple[Note, ...]]:
    """Text that is not UTF-8: the reading in which the most words are words of a language."""
    mended = raw.decode("utf-8", errors="replace")
    bad = mended.count("\ufffd")
    if sum("\u00c0" <= c < "\ufffd" for c in mended) >= _GOOD * bad:
        lines = [str(k) for k, line in enumerate(mended.split("\n"), 1) if "\ufffd" in line]
        places = ", ".join(lines[:5]) + (" …" if len(lines) > 5 else "")
        return mended, "utf-8", (Note.of("note.bad-bytes", document=path, count=str(bad), lines=places),)
    western = _western(raw)
    candidates = [(old.decode(western), old.name, old.label) for pack in packs.values() for old in pack.encodings]
    with contextlib.suppress(UnicodeDecodeError):
        candidates.append((raw.decode("cp1258"), _VIETNAMESE, "Windows-1258"))
    candidates.append((western, _WESTERN, "Windows-1252"))
    content, name, label = max(candidates, key=lambda c: _share(c[0], packs))
    if _share(content, packs) >= _LEAST_SHARE:
        return content, name, (_told(path, label),)
    line = raw.count(b"\n", 0, error.start) + 1
    raise UnreadableDocumentError(
        f"is neither UTF-8 (byte {error.start}, line {line}) nor another encoding that can be told; "
        "save it as UTF-8, or name its encoding with --encoding",
        where=path,
    )


def _old_letters(content: str, packs: Mapping[str, Pack]) -> LegacyEncoding | None:
    """The old encoding of which a Unicode text holds the bare characters, or None: an old font was lost."""
    sample = content[:_SAMPLE]
    if not re.search(r"[\u00a1-\u00ff]", sample) or any("\u1ea0" <= c <= "\u1ef9" for c in sample):
        return None
    share = _share(sample, packs)
    for pack in packs.values():
        for old in pack.encodings:
            if _share(old.decode(sample), packs) > max(2 * share, _LEAST_SHARE):
                return old
    return None


def _share(content: str, packs: Mapping[str, Pack]) -> float:
    """The greatest share of words that are among the most common ones of a language."""
    sample = unicodedata.normalize("NFC", content[:_SAMPLE])
    return max(signature_share(sample, pack) for pack in packs.values())
