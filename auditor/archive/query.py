"""Questions to an archive in SQL, answered by DuckDB over its tables where they lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.archive.columns import storable
from auditor.archive.manifest import ArchiveError, Entry
from auditor.archive.store import Archive
from auditor.archive.tables import schema
from auditor.errors import one_line

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

VIEWS = ("documents", "passages", "figures", "facts")
"""What a question may ask: ``documents`` has one row for each document with what is known of it, the others have the
path, organisation, date and year of their document beside their own columns."""

_DOCUMENT_COLUMNS = (
    *("sha256", "document", "title", "organisation", "date", "year", "number", "term", "role", "place"),
    *("language", "form", "passages", "figures", "facts", "current", "superseded_by"),
)
_KINDS = {"passages": "int", "figures": "int", "facts": "int", "current": "bool"}
_VIEWS = {
    "passages": "",
    "figures": "TRY_CAST(t.value_low AS DOUBLE) AS low, TRY_CAST(t.value_high AS DOUBLE) AS high, ",
    "facts": "",
}
"""The views over files, and what each has beside the columns of its table."""
_VIEW = """
CREATE VIEW {name} AS
SELECT d.document, d.organisation, d.date, d.year, d.current, {more}t.*
FROM {source} t JOIN documents d USING (sha256)
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of plain values under their columns."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def ask(archive: Archive, question: str, values: Sequence[Any] = ()) -> Answer:
    """The answer to one SELECT over `VIEWS`.

    The question sees the archive and nothing else: no other file, no network, no setting.

    Args:
        archive: The archive.
        question: One SELECT statement.
        values: What its question marks stand for.

    Raises:
        ArchiveError: It is no single SELECT, DuckDB cannot answer it, or a table of the archive is damaged.
    """
    import duckdb

    try:
        connection = _connected(archive)
    except duckdb.Error as error:
        raise ArchiveError(
            f"a table is damaged ({_first_line(error)}); auditor archive verify says of which document",
            where=str(archive.folder),
        ) from error
    try:
        statements = connection.extract_statements(question)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise ArchiveError("the question must be one SELECT statement", where=one_line(question[:80]))
        result = connection.execute(statements[0], list(values) or None)
        columns = tuple(column[0] for column in result.description or ())
        return Answer(columns, result.fetchall())
    except (duckdb.Error, UnicodeDecodeError) as error:
        raise ArchiveError(_first_line(error), where=one_line(question[:80])) from error
    finally:
        connection.close()


def _first_line(error: Exception) -> str:
    """What an error says in its first line: DuckDB goes on with the question and its opinions on it."""
    said = str(error).strip().splitlines()
    return one_line(said[0]) if said else type(error).__name__


def choose(archive: Archive, where: str | None = None, since: str | None = None) -> list[Entry]:
    """The current documents of an archive for which a condition holds, in the order in which they were added.

    Args:
        archive: The archive.
        where: A condition of SQL over the columns of ``documents``; None for all.
        since: Year or day from which on; documents without a date are left out.

    Raises:
        ArchiveError: The condition is none.
    """
    conditions = ["current"]
    if where is not None:
        conditions.append(f"({where}\n)")
    if since is not None:
        conditions.append("coalesce(date, year) >= ?")
    question = f"SELECT sha256 FROM documents WHERE {' AND '.join(conditions)}"
    wanted = {row[0] for row in ask(archive, question, [since] if since is not None else ()).rows}
    return [entry for entry in archive.entries.values() if entry.sha256 in wanted]


def _connected(archive: Archive) -> duckdb.DuckDBPyConnection:
    """A database in memory with the views over the archive's files, which can reach nothing else."""
    import duckdb

    # An extension would be loaded from the network.
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    connection.register("listed", _listed(archive))
    connection.execute("CREATE TABLE documents AS SELECT * FROM listed")
    connection.unregister("listed")
    located = [archive.files(entry) for entry in archive.entries.values()]
    for name, more in _VIEWS.items():
        source = f"read_parquet(getvariable('{name}_files'), union_by_name = true)"
        if located:
            connection.execute(f"SET VARIABLE {name}_files = ?", [[str(files[name]) for files in located]])
        else:
            source = f"none_{name}"
            connection.register(source, schema(name).empty_table())
        connection.execute(_VIEW.format(name=name, more=more, source=source))
    connection.execute("SET allowed_directories = ?", [[str(archive.folder / "objects")]])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _listed(archive: Archive) -> pa.Table:
    """What is known of the documents, as a table."""
    import pyarrow as pa

    kinds = {"text": pa.string(), "int": pa.int64(), "bool": pa.bool_()}
    types = pa.schema([(name, kinds[_KINDS.get(name, "text")]) for name in _DOCUMENT_COLUMNS])
    return pa.Table.from_pylist([_row(entry) for entry in archive.entries.values()], types)


def _row(entry: Entry) -> dict[str, Any]:
    return {
        **{name: None if value is None else storable(value) for name, value in entry.told.items()},
        **{name: stored.rows for name, stored in entry.files.items()},
        "sha256": entry.sha256,
        "document": storable(entry.path),
        "current": entry.current,
        "superseded_by": entry.superseded_by,
    }
