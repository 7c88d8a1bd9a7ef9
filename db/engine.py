"""Engines and sessions, with errors of the drivers translated once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from db.limited import Limited, cover, narrow
from db.locked import is_locked, reading_address
from tasks.domain.errors import (
    ConfigError,
    ConflictError,
    DatabaseUnavailableError,
    LoadError,
    MissingToolError,
    StorageError,
    StorageFullError,
)
from tasks.domain.private import touch_private

# A nightly load and a reader share one SQLite file; a writer waits this long for another before the step is tried again.
SQLITE_BUSY_SECONDS = 30


def _sqlite_connect(connection: Any, _record: Any) -> None:
    # Python's driver begins transactions only before some statements, and never before a change of the schema; we begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL", f"busy_timeout = {SQLITE_BUSY_SECONDS * 1000}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_connect_reading(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _sqlite_make(_dialect: Any, _record: Any, arguments: list[Any], _parameters: dict[str, Any]) -> None:
    """Make the file before SQLite does, which would ask the umask who may read it; -wal and -shm take the mode of the file."""
    place = str(arguments[0])
    if place and place != ":memory:" and not place.startswith("file:"):
        with suppress(OSError):  # SQLite itself says what is wrong
            touch_private(Path(place))


def _sqlite_begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once where another wrote in between, whatever the busy time-out; one that
    # begins as a writer waits for its turn.
    reads = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@cache
def engine_for(url: str) -> Engine:
    """The engine of a database, one per process and address; foreign keys are enforced on both databases.

    A SQLite file that this account may not change is opened for reading alone.

    Raises:
        ConfigError: the address cannot be understood, or is of another kind of database.
        MissingToolError: the driver is not installed.
    """
    try:
        parsed = make_url(url)
    except Exception as error:
        raise ConfigError("THONGBAO_DATABASE_URL is not a database address.", "Example: postgresql+psycopg://user@host/name.") from error
    kind = parsed.get_backend_name()
    if kind == "sqlite" and is_locked(parsed):
        engine = create_engine(reading_address(parsed), connect_args={"timeout": SQLITE_BUSY_SECONDS})
        event.listen(engine, "connect", _sqlite_connect_reading)
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    if kind == "sqlite":
        engine = create_engine(parsed.set(drivername="sqlite"), connect_args={"timeout": SQLITE_BUSY_SECONDS})
        event.listen(engine, "do_connect", _sqlite_make)
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    if kind == "postgresql":
        try:
            from db import patience  # the driver takes a while to import, and most use SQLite
        except ImportError as error:
            raise MissingToolError(
                f"The driver of PostgreSQL cannot be loaded: {str(error).splitlines()[0][:100]}.",
                "Install the locked packages: make setup.",
            ) from error
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=patience.connect_arguments())
        event.listen(engine, "do_connect", patience.connect)
        return engine
    raise ConfigError(f"THONGBAO_DATABASE_URL names a {kind} database.", "SQLite and PostgreSQL are supported.")


def translate(error: DBAPIError | PoolTimeoutError) -> LoadError:
    """The error of our tree for an error of the driver; the texts of statements and parameters are left out."""
    original = getattr(error, "orig", None)
    text = " ".join(str(original or error).split())[:300]
    if "disk is full" in text or "No space left" in text or "disk I/O error" in text:
        return StorageFullError(f"The database cannot grow: {text}.", "Free disk space, then run the same command again.")
    if "readonly database" in text:
        return StorageError("The database can only be read here.", "Run what changes it as the account that owns it.")
    if isinstance(error, (OperationalError, InterfaceError, PoolTimeoutError)) or getattr(error, "connection_invalidated", False):
        return DatabaseUnavailableError(f"The database did not answer: {text}.", advice_on(text))
    if isinstance(error, IntegrityError):
        return ConflictError(f"The database refused a row: {text}.", "Please report this if it stays; nothing of the document was written.")
    return LoadError(f"The database refused: {text}.", advice_on(text, "Run `thongbao doctor` to check the schema."))


# Words of libpq, PostgreSQL and SQLite, and what helps against what they say.
_ADVICE = (
    ("password authentication failed", "User or password in THONGBAO_DATABASE_URL is wrong."),
    ("no password supplied", "THONGBAO_DATABASE_URL names no password: postgresql+psycopg://user:password@host/name."),
    ("resolve host", "THONGBAO_DATABASE_URL names a host that nobody knows."),
    ("Name or service not known", "THONGBAO_DATABASE_URL names a host that nobody knows."),
    ("Connection refused", "Nothing listens there: is PostgreSQL running, and are host and port in THONGBAO_DATABASE_URL right?"),
    ("timeout expired", "Nobody answers there: are host and port in THONGBAO_DATABASE_URL right, and does a firewall let us through?"),
    ("does not exist", "Make it (createuser, createdb), or correct THONGBAO_DATABASE_URL."),
    ("unable to open database file", "Check that the folder of the file is there and may be entered, and written to."),
    (
        "file is not a database",
        "THONGBAO_DATABASE_URL, or thongbao.db in the home folder, is another program's file, or damaged.",
    ),
)


def advice_on(text: str, otherwise: str = "Check that it runs and that THONGBAO_DATABASE_URL is right.") -> str:
    """What to do about what a database said."""
    return next((advice for words, advice in _ADVICE if words in text), otherwise)


@cache
def covered_engine_for(url: str) -> Engine:
    """The engine of a database for limited sight: connections of its own, whose tables are covered (``db.limited``).

    Raises:
        ConfigError: as ``engine_for``.
    """
    engine = engine_for.__wrapped__(url)
    event.listen(engine, "connect", lambda connection, _record: cover(engine.dialect.name, connection))
    return engine


class OurSession(Session):
    """The sessions of ``transaction``, and no others that may be in the same process; ``db.reading.kept`` looks at what they write."""


@contextmanager
def transaction(url: str, *, read_only: bool = False) -> Iterator[Session]:
    """A session whose work is committed whole at the end, or not at all.

    Args:
        url: the database; through a limited address it only reads.
        read_only: it only reads, and then neither waits for a writer nor holds one up.

    Raises:
        LoadError: the database refused; ``DatabaseUnavailableError`` where trying again can help.
    """
    if isinstance(url, Limited) and not read_only:
        raise LoadError("Nothing is written through a limited address.", "Please report this.")
    engine = covered_engine_for(url.whole) if isinstance(url, Limited) else engine_for(url)
    try:
        with OurSession(engine, expire_on_commit=False) as session, session.begin():
            if read_only:
                session.connection(execution_options={"read_only": True})
            if isinstance(url, Limited):
                narrow(session.connection(), url.sight)
            yield session
    except (DBAPIError, PoolTimeoutError) as error:
        raise translate(error) from error
