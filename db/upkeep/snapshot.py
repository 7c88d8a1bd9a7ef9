"""A database as it stands at one instant, taken while others write to it, and put back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Executable, func, make_url, select, table, text
from sqlalchemy.exc import DBAPIError

from db.engine import SQLITE_BUSY_SECONDS, engine_for, translate
from tasks.domain.errors import BackupError, DatabaseUnavailableError, LoadError, MissingToolError, StorageFullError
from tasks.domain.upkeep import Expected

COUNTED = (
    *(
        "document",
        "delivery",
        "revision",
        "directive",
        "directive_part",
        "metric",
        "citation",
        "issue",
        "run",
        "step_attempt",
        "audit_entry",
    ),
    *("correction", "task", "follow_up", "follow_up_change", "follow_up_extension", "signature", "page_decision"),
    *("printed_table", "table_cell", "text_correction", "text_correction_result"),
    "task_change",  # until 0009; a backup from before is compared with what it counted
)
# Notices of one file share its original; the first of them is the oldest row, also where the schema does not know of parts yet.
_ORIGINALS = (
    "SELECT id, short_id, file_name, sha256, byte_size, store_path FROM document "
    "WHERE id IN (SELECT min(id) FROM document GROUP BY sha256) ORDER BY id"
)
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PACKAGE = "apt-get install postgresql-client"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was copied.

    Attributes:
        database: sqlite or postgresql.
        server: its version.
        schema: migration it stands at.
        counts: rows by table; tables that the schema has not yet are left out.
        originals: every document with its hash.
    """

    database: str
    server: str
    schema: str
    counts: dict[str, int]
    originals: tuple[Expected, ...]


def database_kind(url: str) -> str:
    """Sqlite or postgresql."""
    return make_url(url).get_backend_name()


def sqlite_file(url: str) -> Path:
    """The file of a SQLite database."""
    return Path(make_url(url).database or "")


def take_snapshot(url: str, target: Path) -> Snapshot:
    """Copy the database into a file; writers go on meanwhile, and what they write later is not in it.

    The schema is left as it is, so that a backup can be made before an upgrade.

    Raises:
        BackupError: there is no database, or it is empty.
        MissingToolError: pg_dump is missing, or older than the server.
        LoadError: the database refused, or the disk is full.
    """
    if database_kind(url) == "sqlite":
        return _copy_sqlite(sqlite_file(url), target)
    try:
        return _dump_postgres(url, target)
    except DBAPIError as error:
        raise translate(error) from error


def _copy_sqlite(source: Path, target: Path) -> Snapshot:
    if not source.is_file():
        raise BackupError(f"There is no database at {source}.", "`thongbao doctor` shows the settings in force.")
    patience = time.monotonic() + SQLITE_BUSY_SECONDS

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status in _BUSY and time.monotonic() > patience:
            raise DatabaseUnavailableError(f"{source} stays locked.", "Find out which program holds it; then try again.")

    try:
        with closing(sqlite3.connect(source, timeout=SQLITE_BUSY_SECONDS)) as live, closing(sqlite3.connect(target)) as copy:
            # All pages in one step: one read transaction, which a writer neither waits for nor disturbs (WAL).
            live.backup(copy, pages=-1, progress=give_up)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
            return read_sqlite(copy)
    except sqlite3.Error as error:
        raise _sqlite_error(error, source) from error


def _sqlite_error(error: sqlite3.Error, file: Path) -> LoadError | BackupError:
    said = str(error)
    if "full" in said or "disk I/O" in said:
        return StorageFullError(f"No space is left for the copy of the database: {said}.", "Free disk space, then try again.")
    if isinstance(error, sqlite3.OperationalError) and "no such table" not in said:
        return DatabaseUnavailableError(f"{file} did not answer: {said}.", "Find out which program holds it; then try again.")
    return BackupError(f"{file} is no database of this program, or damaged: {said}.", "`thongbao verify` says more.")


def read_sqlite(connection: sqlite3.Connection) -> Snapshot:
    """What a copy holds.

    Raises:
        BackupError: SQLite itself finds it damaged.
    """
    [(said,), *_] = connection.execute("PRAGMA integrity_check").fetchall()
    if said != "ok":
        raise BackupError(f"The database is damaged: {said}.", "Restore the last good backup; `thongbao verify` says more.")
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    counts = {t: connection.execute(str(_number_of(t))).fetchone()[0] for t in COUNTED if t in there}
    [(schema,)] = connection.execute("SELECT version_num FROM alembic_version").fetchall() or [("",)]
    originals = tuple(_expected(row) for row in connection.execute(_ORIGINALS))
    return Snapshot("sqlite", sqlite3.sqlite_version, schema, counts, originals)


def open_copy(file: Path) -> sqlite3.Connection:
    """A copy for reading alone; nothing is written beside it, so that it may lie on a medium that cannot be written."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _expected(row: Sequence[Any]) -> Expected:
    row_id, short_id, name, sha256, byte_size, place = row
    return Expected(row_id, f"{short_id} ({name})", sha256, byte_size, place)


def _dump_postgres(url: str, target: Path) -> Snapshot:
    """pg_dump works on the very snapshot that the rows are counted in."""
    with engine_for(url).connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))  # pg_dump takes as long as it takes
        exported = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        number = int(connection.execute(text("SHOW server_version_num")).scalar_one())
        refuse_older_tool("pg_dump", number // 10000)
        there = set(connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars())
        if "alembic_version" not in there:
            raise BackupError("The database is empty.", "`thongbao doctor` shows the settings in force.")
        options = ["--format=custom", "--no-owner", "--no-privileges", "--schema=public", f"--snapshot={exported}", f"--file={target}"]
        run_tool(url, "pg_dump", options)
        counts = {t: connection.execute(_number_of(t)).scalar_one() for t in COUNTED if t in there}
        schema = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
        originals = tuple(_expected(row) for row in connection.execute(text(_ORIGINALS)))
    return Snapshot("postgresql", str(number // 10000), str(schema), counts, originals)


def _number_of(name: str) -> Executable:
    return select(func.count()).select_from(table(name))


def refuse_older_tool(tool: str, least: int) -> None:
    """Make sure that a program of PostgreSQL is there and not older than what it is to work with.

    Raises:
        MissingToolError: it is not.
    """
    if shutil.which(tool) is None:
        raise MissingToolError(f"{tool} is not installed.", PACKAGE)
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout
    found = next((int(word.split(".")[0]) for word in said.split() if word[:1].isdigit()), 0)
    if found < least:
        raise MissingToolError(f"{tool} is of version {found}, version {least} or later is needed.", f"{PACKAGE}-{least}")


def run_tool(url: str, tool: str, options: list[str]) -> str:
    """Run a program of PostgreSQL on a database; its address with the password goes through a file that only we can read.

    Raises:
        BackupError: it failed; its own words are in the message.
    """
    with _service(url) as environment:
        command = [tool, "--dbname=service=thongbao", "--no-password", *options]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment, check=False)
    if done.returncode != 0:
        said = " ".join(done.stderr.split())[-400:]
        if "No space left" in said:
            raise StorageFullError(f"{tool} failed: {said}", "Free disk space, then try again.")
        raise BackupError(f"{tool} failed: {said}", "Check that the database runs and that THONGBAO_DATABASE_URL is right.")
    return done.stdout


@contextmanager
def _service(url: str) -> Iterator[dict[str, str]]:
    engine = engine_for(url)
    parameters = engine.dialect.create_connect_args(engine.url)[1]
    lines = [f"{name}={value}" for name, value in parameters.items() if isinstance(value, (str, int)) and name != "context"]
    with tempfile.TemporaryDirectory(prefix="thongbao-") as folder:  # of mode 0700
        file = Path(folder) / "service"
        file.write_text("\n".join(["[thongbao]", *lines, ""]), "utf-8")
        yield os.environ | {"PGSERVICEFILE": str(file), "LC_ALL": "C"}
