"""The mark of a store: says whether two machines that name a folder mean the same one."""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from pathlib import Path

from tasks.domain.errors import ThongbaoError, WorkPoolError
from tasks.domain.private import FILE_MODE, make_private

MARK = ".thongbao-store"


def mark_store(store: Path) -> str:
    """The mark of a store, made where there is none.

    Raises:
        WorkPoolError: the store cannot be written to.
    """
    try:
        make_private(store)
        with suppress(FileExistsError), os.fdopen(os.open(store / MARK, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "w") as stream:
            stream.write(uuid.uuid4().hex)
    except OSError as error:
        raise WorkPoolError(f"The store {store} cannot be marked: {error.strerror}.", "Check the folder and its permissions.") from error
    return read_mark(store)


def read_mark(store: Path) -> str:
    """The mark of a store, "" where it has none or cannot be read."""
    try:
        return (store / MARK).read_text("ascii")
    except (OSError, ValueError):
        return ""


def check_mark(store: Path, wanted: str, machine: str) -> None:
    """Make sure that this store is the one that has the mark ``wanted``.

    Raises:
        WorkPoolError: it is another one, or not there.
    """
    if read_mark(store) != wanted:
        raise unshared("store", store, machine)


def unshared(what: str, folder: Path, machine: str) -> ThongbaoError:
    """The error of a folder that two machines do not share."""
    return WorkPoolError(
        f"{folder} on {machine} is not the {what} of the batch.",
        f"THONGBAO_{what.upper()} must name the same shared folder on every machine (docs/scaling.md).",
    )
