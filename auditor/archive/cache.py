"""What was extracted from documents before, in the user's cache folder: safe to delete at any time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.archive.tables import TABLES, decode, encode
from auditor.model import Extract

if TYPE_CHECKING:
    import pyarrow as pa

MOST_BYTES = 2 * 1024**3
"""Size above which the oldest extracts are thrown away."""
_SUFFIX = ".extract"
_UNFINISHED = 3600
"""Seconds after which a file that was not made whole has been left by a program that was killed."""
_DIGEST = hashlib.sha256().digest_size
"""Bytes of the hash that stands before what is kept."""


class Cache:
    """Extracts by key, one file each, for this user alone. A cache that cannot be read or written is no fault."""

    def __init__(self, folder: Path) -> None:
        """Lay down the folder; it is made when something is kept."""
        self._folder = folder

    @staticmethod
    def key(*parts: str) -> str:
        """The key of an extract: a hash of all that it depends on."""
        digest = hashlib.sha256()
        for part in parts:
            raw = part.encode("utf-8", errors="surrogatepass")
            digest.update(f"{len(raw)}\0".encode() + raw)
        return digest.hexdigest()

    def has(self, key: str) -> bool:
        """Whether something is kept under a key."""
        return self._path(key).is_file()

    def get(self, key: str, document_id: str) -> Extract | None:
        """What was kept under a key, with the ids of this audit; None where nothing was, or nothing whole."""
        import pyarrow as pa

        path = self._path(key)
        try:
            content = memoryview(path.read_bytes())
            digest, tables_ = content[:_DIGEST], content[_DIGEST:]
            # Arrow may crash on a stream that is damaged: it sees none.
            if hashlib.sha256(tables_).digest() != digest:
                raise ValueError("is damaged")
            with pa.BufferReader(tables_) as source:
                tables = {name: pa.ipc.open_stream(source).read_all() for name in TABLES}
                found = decode(tables, document_id)
            os.utime(path)
        except FileNotFoundError:
            return None
        except (OSError, pa.ArrowException, KeyError, ValueError, IndexError, TypeError):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            return None
        return found

    def put(self, key: str, extract: Extract) -> None:
        """Keep an extract, whole or not at all."""
        import pyarrow as pa

        temporary = ""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            sink = pa.BufferOutputStream()
            for table in _ordered(encode(extract)):
                with pa.ipc.new_stream(sink, table.schema) as stream:
                    stream.write_table(table)
            content = sink.getvalue()
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as out:
                temporary = out.name
                out.write(hashlib.sha256(content).digest())
                out.write(content)
            os.replace(temporary, self._path(key))
        except OSError:
            if temporary and os.path.exists(temporary):
                os.unlink(temporary)

    def prune(self) -> None:
        """Throw away what a killed program left, and what was not used for longest until `MOST_BYTES` are kept."""
        kept: list[tuple[float, int, Path]] = []
        for path in self._folder.glob("*"):
            try:
                found = path.stat()
            except OSError:
                continue
            if path.suffix != _SUFFIX:
                if time.time() - found.st_mtime > _UNFINISHED:
                    path.unlink(missing_ok=True)
                continue
            kept.append((found.st_mtime, found.st_size, path))
        size = sum(each[1] for each in kept)
        for _, bytes_, path in sorted(kept):
            if size <= MOST_BYTES:
                return
            path.unlink(missing_ok=True)
            size -= bytes_

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"


def _ordered(tables: dict[str, pa.Table]) -> Iterable[pa.Table]:
    return [tables[name] for name in TABLES]
