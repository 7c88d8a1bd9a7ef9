"""Who may read what the program keeps: its owner alone, also where an earlier version or a copied home left it open."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import make_url

from config.settings import Settings
from config.sources import settings_file
from tasks.domain.private import is_open_to_others, tighten

# Whoever delivers into an inbox below the home folder must get through it; nobody else may list it or put anything into it.
_HOME_BITS = 0o066
UPLOADS = "uploads"
"""Folder, below the home folder, of files that people brought by the browser and that the store does not have yet."""


def kept(settings: Settings) -> list[Path]:
    """What is the owner's alone: database, originals, page pictures, Prefect's home with its database, secrets."""
    prefect = Path(os.environ.get("PREFECT_HOME") or settings.home / "prefect")
    secrets = [settings.review_users_file, *settings.home.glob("*.secret"), *prefect.glob("*.json")]
    return [
        *databases(settings),
        settings.store_folder,
        settings.work_folder,
        settings.home / UPLOADS,
        prefect,
        *prefect.glob("prefect.db*"),
        *secrets,
    ]


def databases(settings: Settings) -> list[Path]:
    """The files of the embedded database, with those of an earlier one beside it; none for PostgreSQL."""
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite" or not url.database:
        return []
    file = Path(url.database)
    return sorted(file.parent.glob(f"{file.name}*"))


def keep_private(settings: Settings) -> None:
    """Take the rights of others from everything of ours that is the owner's alone."""
    tighten(settings.home, 0o022)
    for path in kept(settings):
        tighten(path)


def open_places(settings: Settings) -> list[Path]:
    """What others can get at though it should be the owner's alone, the settings file and the home folder included."""
    wide = [path for path in [*kept(settings), settings_file()] if not path.is_symlink() and is_open_to_others(path)]
    return [*([settings.home] if is_open_to_others(settings.home, _HOME_BITS) else []), *wide]
