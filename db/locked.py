"""A SQLite file that this account may read and not change: on a medium that is read-only, or another account's."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

_MEMORY = ":memory:"


def sqlite_path(url: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory, and for other kinds of database."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == _MEMORY or url.database.startswith("file:"):
        return None
    return Path(url.database)


def is_locked(url: URL) -> bool:
    """Whether the database is a file that is there and that can only be read; the folder counts too, where SQLite puts its log."""
    file = sqlite_path(url)
    return file is not None and file.is_file() and not all(os.access(place, os.W_OK) for place in (file, file.parent))


def reading_address(url: URL) -> URL:
    """The address by which SQLite opens a locked file (https://sqlite.org/uri.html).

    Nobody writes where nobody may, so the file is opened as one that does not change: its log could not be shared. Where a log with
    something in it lies beside, a writer is about or died, and the file alone would be yesterday's: then both are read, which SQLite
    refuses where it would have to make a file.
    """
    file = sqlite_path(url)
    log = Path(f"{file}-wal")
    is_whole = not log.exists() or not log.stat().st_size
    return URL.create("sqlite", database=f"file:{quote(str(file))}?mode=ro{'&immutable=1' if is_whole else ''}", query={"uri": "true"})
