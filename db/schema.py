"""Bring a database to the schema of this version, through the one Alembic chain."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, make_url
from sqlalchemy.exc import DBAPIError

from db.engine import engine_for, translate

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(url: str) -> Config:
    """Alembic's configuration for this chain and the database at ``url``."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Apply the migrations that are missing; does nothing where none is. A SQLite file's folder is made.

    Raises:
        LoadError: the database refused.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        with _turn(parsed):
            if revision == "head" and current(url) == newest():
                return
            command.upgrade(alembic_config(url), revision)
    except DBAPIError as error:
        raise translate(error) from error


@contextmanager
def _turn(url: URL) -> Iterator[None]:
    """Two programs that start at once migrate one after the other (PostgreSQL has its own lock, in ``migrations/env.py``)."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        yield
        return
    with Path(f"{url.database}.migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def downgrade(url: str, revision: str = "base") -> None:
    """Undo migrations down to ``revision``."""
    command.downgrade(alembic_config(url), revision)


def current(url: str) -> str | None:
    """The migration the database stands at, None for an empty one."""
    with engine_for(url).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The newest migration of this version."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()
