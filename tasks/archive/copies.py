"""Copies that are on disk and known to be right before anybody relies on them."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tasks.archive.inside import open_inside
from tasks.archive.originals import copy_hashed, sha256_of


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that was copied.

    Attributes:
        sha256: of the bytes that were written.
        byte_size: how many.
    """

    sha256: str
    byte_size: int


def copy_file(source: Path, target: Path, mode: int = 0o600) -> Copied:
    """Copy a file to a place where none stands, hash what is copied, and have it on disk before it returns.

    Raises:
        OSError: one of them cannot be read or written; nothing is left at ``target`` then.
    """
    with source.open("rb") as stream:
        return _copied(stream, target, mode)


def copy_inside(folder: Path, path: str, target: Path, mode: int = 0o600) -> Copied:
    """As :func:`copy_file`, of a file below a folder that somebody else may have made.

    Raises:
        BackupError: the path leads out of the folder or over a link, or no regular file stands there.
        OSError: one of them cannot be read or written; nothing is left at ``target`` then.
    """
    with open_inside(folder, path) as stream:
        return _copied(stream, target, mode)


def _copied(stream: IO[bytes], target: Path, mode: int) -> Copied:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(target, flags, mode), "wb") as out:
        try:
            return Copied(*copy_hashed(stream, out))
        except BaseException:
            with suppress(OSError):
                target.unlink()
            raise


def link_file(held: Path, target: Path) -> bool:
    """Give a file that lies there already a second name; False where it is missing or the file system has no second names."""
    try:
        os.link(held, target, follow_symlinks=False)
    except OSError:
        return False
    return True


def has_content(path: Path, sha256: str, byte_size: int, *, read: bool = True) -> bool:
    """Whether a regular file has this content; without ``read`` only its size is asked."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size != byte_size:
            return False
        return not read or sha256_of(path) == sha256
    except OSError:
        return False


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
