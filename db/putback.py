"""A copy of a database put in the place of the one that is there; that one is kept beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.engine import engine_for, translate
from db.snapshot import database_kind, refuse_older_tool, run_tool, sqlite_file
from tasks.domain.errors import BackupError
from tasks.domain.private import make_private, touch_private

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


def put_back(dump: Path, url: str, aside: str) -> None:
    """Put a copy in the place of the database; whatever is there is renamed, never dropped.

    A SQLite file gets the name with ``.aside`` behind it; the tables in PostgreSQL move into a schema of that name.

    Args:
        dump: as :func:`db.snapshot.take_snapshot` made it.
        url: the database.
        aside: name for what is there.

    Raises:
        MissingToolError: pg_restore is missing, or older than the server.
        BackupError: PostgreSQL refused; what was there is there again.
        LoadError: the database refused.
        OSError: the file cannot be written.
    """
    if database_kind(url) == "sqlite":
        _put_file_back(dump, sqlite_file(url), aside)
        return
    engine_for(url).dispose()
    try:
        _put_schema_back(dump, url, aside)
    except DBAPIError as error:
        raise translate(error) from error


def _put_file_back(dump: Path, file: Path, aside: str) -> None:
    make_private(file.parent)
    engine_for(f"sqlite:///{file}").dispose()
    fresh = file.with_name(f"{file.name}.restoring")
    touch_private(fresh)
    with dump.open("rb") as stream, fresh.open("wb") as out:
        shutil.copyfileobj(stream, out)
        out.flush()
        os.fsync(out.fileno())
    for ending in _COMPANIONS:  # a log of changes that belongs to another file would destroy the restored one
        old = file.with_name(file.name + ending)
        if old.exists():
            old.rename(file.with_name(f"{file.name}.{aside}{ending}"))
    fresh.replace(file)


def _put_schema_back(dump: Path, url: str, aside: str) -> None:
    with engine_for(url).connect() as connection:
        number = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    refuse_older_tool("pg_restore", number // 10000)
    _run(url, f'ALTER SCHEMA public RENAME TO "{aside}"', "CREATE SCHEMA public")
    try:
        options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", "--schema=public", str(dump)]
        run_tool(url, "pg_restore", options)
    except BaseException:
        _run(url, "DROP SCHEMA public CASCADE", f'ALTER SCHEMA "{aside}" RENAME TO public')
        raise
    with engine_for(url).connect() as connection:
        held = connection.execute(
            text("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = :name"), {"name": aside}
        ).scalar_one()
    if not held:
        _run(url, f'DROP SCHEMA "{aside}"')


def _run(url: str, *statements: str) -> None:
    with engine_for(url).begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
