"""A copy of a database put in the place of the one that is there; that one is kept beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.engine import engine_for, translate
from db.schema import upgrade
from db.upkeep.foreign_rows import put_rows
from db.upkeep.snapshot import database_kind, sqlite_file
from tasks.domain.errors import BackupError

_COMPANIONS = ("", "-wal", "-shm")


def count_documents(url: str) -> int:
    """How many documents a database holds; 0 where there is no database or no table yet.

    Raises:
        LoadError: the database refused.
        BackupError: the file in its place is no database.
    """
    if database_kind(url) == "sqlite":
        file = sqlite_file(url)
        if not file.is_file():
            return 0
        try:
            with closing(sqlite3.connect(file)) as connection:
                there = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'document'").fetchone()[0]
                return int(connection.execute("SELECT count(*) FROM document").fetchone()[0]) if there else 0
        except sqlite3.Error as error:
            raise BackupError(f"{file} is damaged: {error}.", "Move it aside, then restore.") from error
    try:
        with engine_for(url).connect() as connection:
            if connection.execute(text("SELECT to_regclass('public.document')")).scalar() is None:
                return 0
            return int(connection.execute(text("SELECT count(*) FROM public.document")).scalar_one())
    except DBAPIError as error:
        raise translate(error) from error


def put_back(fresh: Path, url: str, aside: str) -> None:
    """Put a SQLite file in the place of the database, at once; what is there gets the name with ``.aside`` behind it.

    Args:
        fresh: the file, beside the database, whole and with nothing open on it.
        url: the database.
        aside: name for what is there.

    Raises:
        OSError: a file cannot be renamed; what was there is there again.
    """
    file = sqlite_file(url)
    engine_for(url).dispose()
    moved: list[tuple[Path, Path]] = []
    try:
        for ending in _COMPANIONS:  # a log of changes that belongs to another file would destroy the restored one
            old = file.with_name(file.name + ending)
            if old.exists():
                new = file.with_name(f"{file.name}.{aside}{ending}")
                old.rename(new)
                moved.append((old, new))
        fresh.replace(file)
    except OSError:
        for old, new in moved:
            new.rename(old)
        raise


def put_rows_back(script: Path, url: str, aside: str, stood: tuple[str, Mapping[str, int]], bring_up: Callable[[str], None]) -> None:
    """Make the tables of a revision in PostgreSQL, put the rows of a backup into them, and bring them up to this version.

    The tables that are there move into a schema of the name ``aside``, and come back where anything fails.

    Args:
        script: the rows, see :mod:`db.upkeep.foreign_rows`.
        url: the database.
        aside: name for what is there.
        stood: migration that the backup stood at, and rows that each table is to have.
        bring_up: brings a database to this version, before anything counts.

    Raises:
        BackupError: the script holds something else than rows of ours.
        LoadError: the database refused.
    """
    from psycopg import Error as PostgresError  # the driver takes a while to import, and most use SQLite

    engine_for(url).dispose()
    try:
        _run(url, f'ALTER SCHEMA public RENAME TO "{aside}"', "CREATE SCHEMA public")
        try:
            upgrade(url, stood[0])
            with engine_for(url).begin() as connection:
                put_rows(connection, script, stood[1])
            bring_up(url)
        except BaseException:
            engine_for(url).dispose()
            _run(url, "DROP SCHEMA public CASCADE", f'ALTER SCHEMA "{aside}" RENAME TO public')
            raise
        with engine_for(url).connect() as connection:
            named = "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = :name"
            held = connection.execute(text(named), {"name": aside}).scalar_one()
        if not held:
            _run(url, f'DROP SCHEMA "{aside}"')
    except DBAPIError as error:
        raise translate(error) from error
    except PostgresError as error:  # from the driver itself, while rows are copied
        raise BackupError(f"PostgreSQL refused the rows: {' '.join(str(error).split())[:200]}.", "Restore another backup.") from error


def _run(url: str, *statements: str) -> None:
    with engine_for(url).begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
