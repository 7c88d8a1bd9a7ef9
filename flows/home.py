"""The home folder and its database, looked at before a command begins."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.domain.asking_errors import NoDatabaseError
from tasks.domain.errors import ConfigError, StorageError
from tasks.domain.private import make_private

if TYPE_CHECKING:
    from config.settings import Settings

FILE = "thongbao.db"
_FIRST = "`thongbao ingest PATH` makes one with the first documents."


def make_home(home: Path) -> None:
    """Make the home folder where it is missing.

    Raises:
        ConfigError: a file stands there, or it cannot be made.
        StorageError: it is there and cannot be written to.
    """
    refuse_file(home)
    try:
        make_private(home)
    except OSError as error:
        raise ConfigError(
            f"The home folder {home} cannot be made: {error.strerror or error}.",
            "Set THONGBAO_HOME to a folder that this account may make.",
        ) from error
    if not os.access(home, os.W_OK | os.X_OK):
        raise StorageError(
            f"The home folder {home} cannot be written to.",
            "Run this as the account that owns it, or set THONGBAO_HOME; commands that only read work here.",
        )


def refuse_file(home: Path) -> None:
    """Let no home pass that is a file, or lies below one.

    Raises:
        ConfigError: it is, or does.
    """
    for place in (home, *home.parents):
        if place.exists():
            if not place.is_dir():
                raise ConfigError(f"The home folder {home} cannot be: {place} is a file.", "Set THONGBAO_HOME to a folder.")
            return


def refuse_without_database(settings: Settings) -> None:
    """Let a command that needs documents pass where there is a database of ours.

    Raises:
        NoDatabaseError: there is none; places nearby that have one are offered.
        ConfigError: the home is a file.
        LoadError: the database refused.
    """
    from sqlalchemy import make_url
    from sqlalchemy.exc import DBAPIError

    from db.engine import translate
    from db.locked import sqlite_path
    from db.schema import current

    url = make_url(settings.database)
    file = sqlite_path(url)
    if file is not None and not settings.database_url:
        refuse_file(settings.home)
    if file is not None and not file.exists():
        raise NoDatabaseError(f"No database here: there is no {file}.", offered(settings.home) if not settings.database_url else _FIRST)
    try:
        stands = current(settings.database)
    except DBAPIError as error:
        raise translate(error) from error
    if stands is None:
        where = str(file) if file is not None else f"the database {url.database} at {url.host or 'this machine'}"
        raise NoDatabaseError(f"No tables of this program are in {where}.", _FIRST)


def offered(home: Path) -> str:
    """Homes nearby that hold a database, as a question; else how one is made."""
    from config.sources import CHECKOUT, PREFIX, default_home

    near = [home.parent, home / "var", Path.cwd(), Path.cwd() / "var", CHECKOUT / "var", default_home()]
    for folder in (home.parent, home):
        if folder.is_dir() and os.access(folder, os.R_OK):
            near += sorted(path for path in folder.iterdir() if path.is_dir())[:100]
    found = list(dict.fromkeys(place.resolve() for place in near if os.access(place / FILE, os.R_OK) and place.resolve() != home.resolve()))
    if not found:
        return _FIRST
    return f"Did you mean {' or '.join(f'{PREFIX}HOME={place}' for place in found[:3])}?"
