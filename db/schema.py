"""Bring a database to the schema of this version, through the one Alembic chain."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from db.chain import chain, newest
from db.copies.settle import settle_what_is_not
from db.engine import engine_for, translate
from db.locked import is_locked
from db.reading.grouping import group_what_is_not
from db.reading.kept import keep_what_is_not
from db.reading.lasting import name_what_is_not
from tasks.domain.counted import Told, untold
from tasks.domain.errors import NewerDatabaseError, StorageError
from tasks.domain.private import make_private, open_private

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["current", "downgrade", "is_known", "newest", "refuse_newer", "upgrade"]
MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(url: str) -> Config:
    """Alembic's configuration for this chain and the database at ``url``."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head", told: Told = untold) -> bool:
    """Apply the migrations that are missing, and what later versions make of rows from before; does nothing where nothing is missing.

    A SQLite file's folder is made. A file that can only be read is left as it is.

    Returns:
        Whether any was missing.

    Raises:
        NewerDatabaseError: a later version of the program migrated it; nothing is changed.
        LoadError: the database refused.
        StorageError: something is missing and the file can only be read.
    """
    parsed = make_url(url)
    if is_locked(parsed):
        refuse_outdated(url)
        return False
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        make_private(Path(parsed.database).parent)
    try:
        with _turn(parsed):
            stands = current(url)
            missing = revision != "head" or stands != newest()
            if missing:
                refuse_newer(stands)
                from alembic import command

                command.upgrade(alembic_config(url), revision)
            if revision == "head":
                # Asked each time, so that a program that was killed here leaves nothing without its task. Entries first: what the others
                # write makes those of its own documents, after which it would seem that all had theirs.
                keep_what_is_not(url, told)
                group_what_is_not(url, told)
                name_what_is_not(url, told)
                settle_what_is_not(url, told)
            return missing
    except DBAPIError as error:
        raise translate(error) from error


@contextmanager
def _turn(url: URL) -> Iterator[None]:
    """Two programs that start at once migrate one after the other (PostgreSQL has its own lock, in ``migrations/env.py``)."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        yield
        return
    with open_private(Path(f"{url.database}.migrating")) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def downgrade(url: str, revision: str = "base") -> None:
    """Undo migrations down to ``revision``."""
    from alembic import command

    command.downgrade(alembic_config(url), revision)


def current(url: str) -> str | None:
    """The migration the database stands at, None for an empty one."""
    with engine_for(url).connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def refuse_newer(stands: str | None) -> None:
    """Let only migrations pass that this version has.

    Raises:
        NewerDatabaseError: this is none of them.
    """
    if stands is not None and not is_known(stands):
        raise NewerDatabaseError(
            f"The database stands at schema {stands}, this version of the program knows {newest()}.",
            "Install the version that made it, or restore the backup from before the upgrade (docs/operations.md).",
        )


def refuse_outdated(url: str) -> None:
    """Let a database that can only be read pass where it needs no migration.

    Raises:
        NewerDatabaseError: a later version of the program migrated it.
        StorageError: it needs one.
    """
    try:
        stands = current(url)
    except DBAPIError as error:
        raise translate(error) from error
    refuse_newer(stands)
    if stands != newest():
        raise StorageError(
            f"The database stands at schema {stands}, this version needs {newest()}, and the file can only be read.",
            "Run any command once as the account that owns it, with its folder writable.",
        )


def is_known(stands: str) -> bool:
    """Whether this version has the migration."""
    return stands in chain()
