"""What the process does that looks into a SQLite file of a backup: ``python -m db.upkeep.foreign FILE REFERENCE``; it tells as JSON.

The file may be anybody's, so this runs under limits, and nothing of the file is run: SQLite trusts no function of its schema. REFERENCE is
an empty database that our own migrations made, at the same revision: what the file has beside its tables must be what that one has, word by
word, since triggers and views would act in the program's name.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Executable, func, literal_column, select, table

from db.upkeep.snapshot import open_copy, read_sqlite
from tasks.domain.errors import BackupError

# SQLite makes these by itself.
_OWN = frozenset(("sqlite_sequence", "sqlite_stat1", "sqlite_stat4"))
_MAGIC = b"SQLite format 3\0"
_LONGEST_STATEMENT = 1024 * 1024

# Rows that name files: table, column, and when they name another than their own.
NAMES_OF_FILES = (
    ("document", "store_path", "store_path <> substr(sha256, 1, 2) || '/' || sha256 OR length(sha256) <> 64"),
    ("document", "sha256", "length(replace(replace(sha256, '/', ''), '.', '')) <> 64"),
    ("page", "picture", "picture LIKE '/%' OR picture LIKE '%..%'"),
    ("step_attempt", "artifact", "artifact LIKE '/%' OR artifact LIKE '%..%'"),
)

Object = tuple[str, str, str, str]


def main(file: Path, reference: Path) -> None:
    """Tell what a file holds, or what is wrong with it."""
    try:
        with file.open("rb") as stream:
            if stream.read(len(_MAGIC)) != _MAGIC:
                raise BackupError("It is no SQLite database.")
        with closing(open_copy(file)) as found, closing(open_copy(reference)) as ours:
            for connection in (found, ours):
                _be_careful(connection)
            wrong = next(differences(found, ours), None) or next(strange_names(found), None)
            if wrong:
                raise BackupError(wrong)
            snapshot = read_sqlite(found)
        told = {"schema": snapshot.schema, "counts": snapshot.counts}
    except (BackupError, sqlite3.Error, OSError, ValueError) as error:
        told = {"fault": getattr(error, "message", None) or f"SQLite cannot read it: {error}"}
    sys.stdout.write(json.dumps(told))


def _be_careful(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA mmap_size = 0")
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_STATEMENT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


def differences(found: sqlite3.Connection, ours: sqlite3.Connection) -> Iterator[str]:
    """In what the schema of a file is not ours."""
    theirs, right = {o[:2]: o for o in _objects(found)}, {o[:2]: o for o in _objects(ours)}
    for kind, name in sorted(set(theirs) ^ set(right)):
        yield f"It has {'another' if (kind, name) in theirs else 'no'} {kind} {name[:60]!r} than this program makes."
    for key, (kind, name, of, text) in sorted(right.items()):
        is_plain = kind == "table" and not text.startswith("create virtual")
        if theirs[key][2] != of or (theirs[key][3] != text and not is_plain):
            yield f"Its {kind} {name!r} is not as this program makes it."
        # Tables are written anew by migrations, by each version of a library in its own words; what they are made of is compared.
        if kind == "table" and (_columns(found, name) != _columns(ours, name) or theirs[key][3].startswith("create virtual") == is_plain):
            yield f"Its table {name!r} has other columns than this program makes."


def _objects(connection: sqlite3.Connection) -> Iterator[Object]:
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    for kind, name, of, text in rows:
        if name in _OWN or (kind == "index" and text is None):
            continue
        yield str(kind), str(name), str(of), re.sub(r'["`\[\]\s]+', " ", str(text)).strip().lower()


def _columns(connection: sqlite3.Connection, of: str) -> list[tuple[str, str, int]]:
    """Name, type and kind (plain, hidden, made from others) of each column, whatever their order."""
    rows = connection.execute("SELECT name, upper(type), hidden FROM pragma_table_xinfo(?)", (of,))
    return sorted((str(name), str(kind), int(hidden)) for name, kind, hidden in rows)


def strange_rows(name: str, condition: str) -> Executable:
    """The number of rows of a table that name files which are not theirs, by a condition of ``NAMES_OF_FILES``."""
    return select(func.count()).select_from(table(name)).where(literal_column(condition))


def strange_names(connection: sqlite3.Connection) -> Iterator[str]:
    """Rows that name files which are not theirs."""
    for name, column, condition in NAMES_OF_FILES:
        there = {of for of, _, _ in _columns(connection, name)}
        if column in there:
            [(count,)] = connection.execute(str(strange_rows(name, condition)))
            if count:
                yield f"{count} rows of {name} name files that are not theirs ({column})."


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
