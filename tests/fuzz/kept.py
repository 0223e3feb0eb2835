"""What is fuzzed of the files that auditor keeps: lists and tables of archives, and the cache."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

from auditor.archive import Addition, Archive, ask
from auditor.archive.cache import Cache
from auditor.archive.manifest import FILE_NAME
from auditor.archive.tables import TABLES
from auditor.errors import AuditorError
from auditor.extraction import extract
from auditor.model import Extract
from auditor.pipeline import know
from auditor.reading import Options
from auditor.reading.documents import read_raw

TEXT = "Tỉnh Sông Trà. Tỷ lệ hộ nghèo của tỉnh năm 2024 còn 5,25%, 22/27 xã đạt chuẩn theo Nghị quyết số 12-NQ/TU."
_QUESTION = "SELECT document, text FROM figures UNION ALL SELECT document, key FROM facts"


@cache
def _found() -> Extract:
    packs = know().packs
    return extract(read_raw(TEXT.encode(), "a.txt", Options(), packs), packs["vi"])


@cache
def _sound() -> Path:
    """An archive of one document, made once."""
    folder = Path(tempfile.mkdtemp(prefix="auditor-fuzz-")) / "archive"
    Archive.create(folder).add([Addition(_found(), (), "r")])
    return folder


def _one_line(error: AuditorError) -> None:
    assert len(str(error).splitlines()) == 1, error


def _use(folder: Path) -> None:
    """Do with an archive all that commands do with one."""
    try:
        archive = Archive(folder)
    except AuditorError as error:
        _one_line(error)
        return
    assert all(len(fault.splitlines()) == 1 for fault in archive.verify().faults)
    for entry in archive.entries.values():
        with contextlib.suppress(AuditorError):
            archive.read(entry, "d1")
    try:
        ask(archive, _QUESTION)
    except AuditorError as error:
        _one_line(error)


def listed(data: bytes) -> None:
    """Use an archive whose list is what comes, then write to it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "archive")
        shutil.copytree(_sound(), folder)
        (folder / FILE_NAME).write_bytes(data)
        _use(folder)
        try:
            Archive(folder).add([Addition(_found(), (), "other")])
        except AuditorError as error:
            _one_line(error)


def table(data: bytes) -> None:
    """Use an archive one table of which is what comes: damaged, and as someone would list it who means harm."""
    name = TABLES[len(data) % len(TABLES)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "archive")
        shutil.copytree(_sound(), folder)
        path = next(folder.glob(f"objects/*/*/{name}.parquet"))
        changed = path.read_bytes() != data
        path.write_bytes(data)
        assert bool(Archive(folder).verify().faults) == changed
        content = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        content["documents"][0]["files"][name]["sha256"] = hashlib.sha256(data).hexdigest()
        (folder / FILE_NAME).write_text(json.dumps(content), encoding="utf-8")
        _use(folder)


def cached(data: bytes) -> None:
    """Take what comes for a cached extract: it is one, or it is thrown away."""
    with tempfile.TemporaryDirectory() as place:
        cache_ = Cache(Path(place))
        cache_.put("key", _found())
        next(Path(place).iterdir()).write_bytes(data)
        assert cache_.get("key", "d1") in (None, cache_.get("key", "d1"))
