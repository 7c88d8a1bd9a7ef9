"""Folders and files that are the owner's alone, whatever umask the program was started with."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

FOLDER_MODE, FILE_MODE = 0o700, 0o600


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the owner alone; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        make_private(folder.parent)
    try:
        folder.mkdir(mode=FOLDER_MODE)
    except FileExistsError:
        if not folder.is_dir():  # else another process was quicker
            raise
    else:
        folder.chmod(FOLDER_MODE)


def touch_private(path: Path) -> None:
    """Have a file, empty where there was none, that was never open to others.

    Raises:
        OSError: it cannot be made.
    """
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
        try:
            os.fchmod(descriptor, FILE_MODE)
        finally:
            os.close(descriptor)


def open_private(path: Path) -> IO[str]:
    """A text file to write, emptied, that was never open to others.

    Raises:
        OSError: it cannot be written.
    """
    touch_private(path)
    return path.open("w", encoding="utf-8")


def replace_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all, in place of the one that is there; missing folders are made.

    Raises:
        OSError: it cannot be written.
    """
    with _written(path, text) as fresh:
        fresh.replace(path)


def keep_first_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read where there is none yet; missing folders are made.

    Of several programs that do so at once the first one's text is kept, whole, and the others' is not.

    Raises:
        OSError: it cannot be written.
    """
    with _written(path, text) as fresh, suppress(FileExistsError):
        os.link(fresh, path)


@contextmanager
def _written(path: Path, text: str) -> Iterator[Path]:
    """A text in a fresh file beside ``path``, readable by its owner alone from the first moment on; gone afterwards."""
    make_private(path.parent)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # made anew, with mode 0600, through no link
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def is_open_to_others(path: Path, bits: int = 0o077) -> bool:
    """Whether somebody else than the owner may do something with a file or folder; no where it is not there."""
    try:
        return bool(stat.S_IMODE(path.lstat().st_mode) & bits)
    except OSError:
        return False


def tighten(path: Path, bits: int = 0o077) -> bool:
    """Take the rights of others from a file or folder that is ours; says whether none of ``bits`` is left.

    A link is left alone: what it leads to may be anything.
    """
    if not is_open_to_others(path, bits):
        return True
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode) or found.st_uid != os.geteuid():
            return stat.S_ISLNK(found.st_mode)
        path.chmod(stat.S_IMODE(found.st_mode) & ~bits)
    except OSError:
        return False
    return True
