"""Rows of a PostgreSQL dump of somebody else's: only rows are taken, every statement that is run is our own.

``pg_restore`` would run whatever a dump holds, functions and triggers among it, as the owner of the database. So it is only asked to write
the rows as text, and of that nothing but the data of tables and the positions of sequences that our own migrations made goes in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, func, select, table, text

from db.upkeep.foreign import NAMES_OF_FILES, strange_rows
from tasks.domain.errors import BackupError

_NAME = r'"?([a-z_][a-z0-9_]*)"?'
_COPY = re.compile(rf"COPY public\.{_NAME} \(([a-z0-9_, \"]+)\) FROM stdin;")
_POSITION = re.compile(rf"SELECT pg_catalog\.setval\('public\.{_NAME}', ([0-9]{{1,19}}), (true|false)\);")
# What pg_restore itself writes around them.
_AROUND = re.compile(
    r"SET [a-z_]+ = ('[A-Za-z0-9-]*'|[a-z0-9]+);|SELECT pg_catalog\.set_config\('search_path', '', false\);|"
    r"--.*|\\(un)?restrict [A-Za-z0-9]+|"
)
_END = b"\\."
_LONGEST_LINE = 256 * 1024 * 1024  # of a row; the text of a thousand pages takes some 5 million bytes
_STANDS = "alembic_version"
_OTHER = "Restore another backup."


def put_rows(connection: Connection, script: Path, counts: Mapping[str, int]) -> None:
    """Put the rows of a script that ``pg_restore --data-only`` wrote into empty tables of ours; all or none in the caller's transaction.

    Args:
        connection: to the database, in whose schema ``public`` our migrations made the tables.
        script: the rows.
        counts: how many each table is to have.

    Raises:
        BackupError: it holds something else than rows of ours, or other rows than were backed up.
    """
    references = connection.execute(
        text(
            "SELECT c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid) FROM pg_constraint c "
            "JOIN pg_namespace n ON n.oid = c.connamespace WHERE c.contype = 'f' AND n.nspname = 'public' ORDER BY 1, 2"
        )
    ).all()
    columns = _columns(connection)
    for of, name, _ in references:  # tables refer to each other in circles, so their order would not help
        _run(connection, f"ALTER TABLE {of} DROP CONSTRAINT {name}")
    for of in columns:
        _run(connection, f'ALTER TABLE public."{of}" DISABLE TRIGGER USER')
    with script.open("rb") as stream:
        _copy(connection, stream, columns)
    for of in columns:
        _run(connection, f'ALTER TABLE public."{of}" ENABLE TRIGGER USER')
    for of, name, definition in references:
        _run(connection, f"ALTER TABLE {of} ADD CONSTRAINT {name} {definition}")
    _check(connection, counts, columns)


def _columns(connection: Connection) -> dict[str, set[str]]:
    rows = connection.execute(
        text(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c "
            "JOIN information_schema.tables t USING (table_schema, table_name) "
            "WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'"
        )
    )
    found: dict[str, set[str]] = {}
    for of, column in rows:
        found.setdefault(of, set()).add(column)
    return found


def _copy(connection: Connection, stream: IO[bytes], columns: Mapping[str, set[str]]) -> None:
    for line in _lines(stream):
        words = line.decode("utf-8", errors="replace").rstrip("\n")
        if found := _COPY.fullmatch(words):
            _copy_rows(connection, stream, found[1], [name.strip(' "') for name in found[2].split(",")], columns)
        elif found := _POSITION.fullmatch(words):
            _set_position(connection, found[1], int(found[2]), called=found[3] == "true")
        elif not _AROUND.fullmatch(words):
            raise BackupError(
                f"The dump holds a statement that no backup has: {words[:80]!r}.", "Somebody changed it; restore another one."
            )


def _copy_rows(connection: Connection, stream: IO[bytes], of: str, named: list[str], columns: Mapping[str, set[str]]) -> None:
    """The rows of one table of ours; those that say where the migrations stand are passed over, since our own said that."""
    if of not in columns or not set(named) <= columns[of]:
        raise BackupError(f"The dump has rows of {of[:60]!r}, which this program does not have.", _OTHER)
    if of == _STANDS:
        for _ in _rows(stream):
            pass
        return
    cursor: Any = connection.connection.cursor()
    listed = ", ".join(f'"{name}"' for name in named)
    with cursor.copy(f'COPY public."{of}" ({listed}) FROM STDIN') as rows:
        for row in _rows(stream):
            rows.write(row)


def _set_position(connection: Connection, sequence: str, number: int, *, called: bool) -> None:
    """How far one sequence of ours has counted."""
    there = connection.execute(text("SELECT to_regclass(:name) IS NOT NULL"), {"name": f"public.{sequence}"}).scalar_one()
    if not there:
        raise BackupError(f"The dump has a sequence {sequence[:60]!r}, which this program does not have.", _OTHER)
    parameters = {"name": f"public.{sequence}", "number": number, "called": called}
    connection.execute(text("SELECT setval(CAST(:name AS regclass), :number, :called)"), parameters)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    while line := stream.readline(_LONGEST_LINE):
        yield line


def _rows(stream: IO[bytes]) -> Iterator[bytes]:
    for row in _lines(stream):
        if row.rstrip(b"\n") == _END:
            return
        yield row
    raise BackupError("The dump is cut off.", _OTHER)


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def _check(connection: Connection, counts: Mapping[str, int], columns: Mapping[str, set[str]]) -> None:
    for name, wanted in counts.items():
        if name in columns:
            found = connection.execute(select(func.count()).select_from(table(name, schema="public"))).scalar_one()
            if found != wanted:
                raise BackupError(f"It holds {found} rows of {name}, {wanted} were backed up.", _OTHER)
    for name, column, condition in NAMES_OF_FILES:
        if column in columns.get(name, ()) and (count := connection.execute(strange_rows(name, condition)).scalar_one()):
            raise BackupError(f"{count} rows of {name} name files that are not theirs ({column}).", _OTHER)
