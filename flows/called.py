"""What people call a file, or the run of one: never by the address at which it lies."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from prefect import runtime

from config.settings import Settings, load_settings
from db.reading.documents import name_of_original
from flows.addresses import path_at
from flows.report.words import name_of_file, words_as_set
from tasks.archive.bucket import is_bucket
from tasks.domain.errors import ThongbaoError
from tasks.step import in_thread

_STORE = "store:"  # how a batch names a stored original to workers


async def told(path: str, settings: Settings) -> str:
    """What people call a file: the stored original of one by its name, any other by its path."""
    return await in_thread(partial(told_at_once, path, settings))


def told_at_once(path: str, settings: Settings) -> str:
    """As :func:`told`."""
    place = path_at(path.removeprefix(_STORE)) if not is_bucket(path) else None
    is_stored = path.startswith(_STORE) or (place is not None and place.absolute().is_relative_to(settings.store_folder.absolute()))
    if place is None or not is_stored:
        return path
    name = ""
    with suppress(ThongbaoError):  # the run that begins now says so
        name = name_of_original(settings.database, place.name)
    return name or path


def named_after(parameter: str, key: str | None = None) -> Callable[[], str]:
    """What names a run as it begins, called by Prefect.

    Args:
        parameter: of its flow that holds the file, or the name of a document.
        key: of the words around the name; None: the name alone.
    """

    def name() -> str:
        value = str((runtime.flow_run.parameters or {}).get(parameter) or "")
        with suppress(Exception):  # of any kind: a run without a name is better than none
            value = told_at_once(value, load_settings())
        short = name_of_file(value)
        return words_as_set()(key, name=short) if key else short

    return name
