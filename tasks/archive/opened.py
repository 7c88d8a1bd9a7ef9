"""A file opened once, so that the file which was looked at is the one that is read, whatever happens to its name meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from tasks.domain.errors import LinkedFileError, UnsupportedFileError, VanishedFileError

# O_NONBLOCK: opening a pipe nobody writes to would wait for ever.
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
# What the kernel says where it was told not to follow a link: on the last part of a path, and on one before it.
_LINKED = {errno.ELOOP, errno.ENOTDIR, errno.EMLINK}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file in a folder that others may write into.

    Attributes:
        folder: that folder; it may itself be reached by a link, which is the operator's.
        inside: the file's path from the folder on; no part of it may be a link.
        sole: the file may have no other name. A hard link can be a name of any file of the same disk where the kernel lets people link
            to files of others (``fs.protected_hardlinks = 0``, or a share that another machine links on).
    """

    folder: Path
    inside: PurePath
    sole: bool = False

    @property
    def path(self) -> Path:
        """For people, and for what is recorded."""
        return self.folder / self.inside

    @property
    def name(self) -> str:
        """Of the file."""
        return self.inside.name


def arrival_at(path: Path, folder: Path, *, sole: bool = False) -> Arrival | None:
    """The file at ``path`` as one of ``folder``; None where it lies elsewhere by its name."""
    full, root = path.absolute(), folder.absolute()
    return Arrival(folder, full.relative_to(root), sole) if full != root and full.is_relative_to(root) else None


@contextmanager
def folder_of(arrival: Arrival) -> Iterator[int]:
    """A descriptor of the folder that a file lies in, reached step by step without following a link.

    Raises:
        LinkedFileError: a part of the path is a link, or leads upwards.
        OSError: a folder is not there or cannot be entered.
    """
    place = os.open(arrival.folder, _FOLDER)
    try:
        for part in arrival.inside.parts[:-1]:
            if part == os.pardir:
                raise _linked(arrival, "its path leads upwards")
            try:
                deeper = os.open(part, _FOLDER | os.O_NOFOLLOW, dir_fd=place)
            except OSError as error:
                if error.errno in _LINKED:
                    raise _linked(arrival, f"{part} is no folder of its own") from error
                raise
            os.close(place)
            place = deeper
        yield place
    finally:
        os.close(place)


def open_in(place: int, arrival: Arrival) -> int:
    """A descriptor of a file in the folder ``place``.

    Raises:
        LinkedFileError: it is a link, or has a second name though it may not.
        OSError: it cannot be opened.
    """
    if arrival.name in {"", os.pardir}:
        raise _linked(arrival, "its path leads upwards")
    try:
        descriptor = os.open(arrival.name, _READ | os.O_NOFOLLOW, dir_fd=place)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _linked(arrival, "it is a link") from error
        raise
    found = os.fstat(descriptor)
    if arrival.sole and stat.S_ISREG(found.st_mode) and found.st_nlink > 1:
        os.close(descriptor)
        raise _linked(arrival, "it has a second name (hard link)")
    return descriptor


def open_source(source: Path | Arrival) -> int:
    """A descriptor of a regular file; what a person named may be a link, what came into a folder may not.

    Raises:
        VanishedFileError: it is gone or cannot be read.
        LinkedFileError: it is reached by a link though it may not, or has a second name though it may not.
        UnsupportedFileError: it is no regular file (a pipe, a device, a folder).
    """
    path = source.path if isinstance(source, Arrival) else source
    try:
        if isinstance(source, Arrival):
            with folder_of(source) as place:
                descriptor = open_in(place, source)
        else:
            descriptor = os.open(source, _READ)
    except OSError as error:
        raise VanishedFileError(f"{path} cannot be read: {error.strerror}.", "Check the path and its permissions.") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnsupportedFileError(f"{path} is no regular file.", "Give a PDF or a picture.")
    return descriptor


def _linked(arrival: Arrival, why: str) -> LinkedFileError:
    return LinkedFileError(
        f"{arrival.path} is not taken: {why}.", "Put the file itself there; a link could lead to what its sender may not read."
    )
