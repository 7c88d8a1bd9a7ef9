"""What people call a file that is named by an address."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from config.settings import Settings
from db.reading.documents import name_of_original
from flows.addresses import path_at
from flows.report.artifacts import call_run
from tasks.archive.bucket import is_bucket
from tasks.domain.errors import ThongbaoError
from tasks.step import in_thread


async def told(path: str, settings: Settings) -> str:
    """What people call a file: the stored original of one by its name, any other by its path."""
    place = path_at(path) if not is_bucket(path) else None
    if place is None or not place.absolute().is_relative_to(settings.store_folder.absolute()):
        return path
    name = ""
    with suppress(ThongbaoError):  # the run that begins now says so
        name = await in_thread(partial(name_of_original, settings.database, place.name))
    if name:
        await call_run(name)
    return name or path
