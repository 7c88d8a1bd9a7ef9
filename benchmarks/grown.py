"""Fill an empty database with hundreds of thousands of made-up notices by bulk inserts; only for measuring.

PostgreSQL takes them by COPY, SQLite by executemany; references are not looked at meanwhile, which on PostgreSQL needs a superuser.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from sqlalchemy import make_url

from benchmarks.grown_rows import COLUMNS, Spread, batches
from db.engine import engine_for
from db.reading.kept import keep_what_is_not
from db.upkeep.snapshot import database_kind, sqlite_file

_INSERT = "INSERT INTO {table} ({columns}) VALUES ({places})"
_NUMBER_ON = "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
Said = Callable[[str], None]


def grow(url: str, documents: int, spread: Spread, say: Said = print) -> None:
    """Put so many made-up notices into an empty database with the schema; the same ones for the same spread.

    Args:
        url: the database.
        documents: how many.
        spread: over what they are spread.
        say: is told how far it is.
    """
    if database_kind(url) == "sqlite":
        _into_sqlite(url, documents, spread, say)
    else:
        _into_postgres(url, documents, spread, say)


def _into_sqlite(url: str, documents: int, spread: Spread, say: Said) -> None:
    engine_for(url).dispose()
    with closing(sqlite3.connect(sqlite_file(url))) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        done = 0
        for made in batches(documents, spread):
            for table, rows in made.items():
                columns = COLUMNS[table]
                connection.executemany(_INSERT.format(table=table, columns=", ".join(columns), places=", ".join("?" * len(columns))), rows)
            connection.commit()
            done += len(made["document"])
            say(f"{done} documents")
    keep_what_is_not(url)


def _into_postgres(url: str, documents: int, spread: Spread, say: Said) -> None:
    import psycopg

    engine_for(url).dispose()
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET maintenance_work_mem = '256MB'")
        plain = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexdef LIKE 'CREATE INDEX%'"
        indexes = connection.execute(plain).fetchall()
        for name, _ in indexes:  # made anew at the end, which is far faster than row by row
            connection.execute(f'DROP INDEX "{name}"')
        done = 0
        for made in batches(documents, spread):
            for table, rows in made.items():
                _copy(connection, table, rows)
            connection.commit()
            done += len(made["document"])
            say(f"{done} documents")
        for number, (name, statement) in enumerate(indexes, 1):
            connection.execute(statement)
            connection.commit()
            say(f"index {number} of {len(indexes)}: {name}")
        for table in COLUMNS:
            if table not in {"search_index", "run", "document_copy", "agency_heir", "directive_citation"}:
                connection.execute(_NUMBER_ON.format(table=table))
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE")  # the entries are made by the plans of a database that is known
        keep_what_is_not(url)
        connection.execute("VACUUM ANALYZE")


def _copy(connection: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    skip = 1 if table == "search_index" else 0  # PostgreSQL numbers no rows of the index
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(COLUMNS[table][skip:])}) FROM STDIN") as copy:
        copy.write("".join("\t".join(map(_cell, row[skip:])) + "\n" for row in rows))


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    return str(value)
