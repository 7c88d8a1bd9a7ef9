"""Files of a folder that somebody else may have made: no links are followed, only regular files are opened, no more is read than asked."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Any

from tasks.domain.errors import BackupError

_NOTHING_FOLLOWED = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@contextmanager
def open_inside(folder: Path, path: str) -> Iterator[BufferedReader]:
    """A regular file below a folder, opened part by part from the folder on.

    Raises:
        BackupError: the path leads out of the folder or over a link, or no regular file stands there.
        FileNotFoundError: nothing stands there.
        OSError: it cannot be opened.
    """
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\0" in path:
        raise BackupError(f"{folder} names {path[:100]!r}, which does not lie in it.", "Somebody changed the backup.")
    opened = [os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]
    try:
        for number, part in enumerate(parts, 1):
            flags = _NOTHING_FOLLOWED | (0 if number == len(parts) else os.O_DIRECTORY)
            try:
                opened.append(os.open(part, flags, dir_fd=opened[-1]))
            except OSError as error:
                if _is_link(part, opened[-1]):
                    raise BackupError(f"{folder / path} is a link, or lies behind one.", "Somebody changed the backup.") from error
                raise
        if not stat.S_ISREG(os.fstat(opened[-1]).st_mode):
            raise BackupError(f"{folder / path} is no regular file.", "Somebody changed the backup.")
        with os.fdopen(opened.pop(), "rb") as stream:
            yield stream
    finally:
        for descriptor in opened:
            os.close(descriptor)


def _is_link(name: str, folder: int) -> bool:
    with suppress(OSError):
        return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    return False


def size_inside(folder: Path, path: str) -> int:
    """Bytes of a file below a folder, as :func:`open_inside` opens it."""
    with open_inside(folder, path) as stream:
        return os.fstat(stream.fileno()).st_size


def hash_inside(folder: Path, path: str) -> str:
    """SHA-256 of a file below a folder, as :func:`open_inside` opens it."""
    with open_inside(folder, path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_inside(folder: Path, path: str, most_bytes: int) -> bytes:
    """The content of a file below a folder, as :func:`open_inside` opens it.

    Raises:
        BackupError: it is larger than ``most_bytes``.
    """
    with open_inside(folder, path) as stream:
        content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise BackupError(f"{folder / path} is larger than {most_bytes:,} bytes.", "No such file is as large.")
    return content


def read_json(content: bytes, deepest: int) -> Any:
    """JSON whose lists and objects stand in each other no deeper than ``deepest``.

    Raises:
        ValueError: it is deeper, or no JSON.
    """
    depth, within, escaped = 0, False, False
    for byte in content:
        if within:
            within, escaped = escaped or byte != 0x22, not escaped and byte == 0x5C
        elif byte == 0x22:
            within = True
        elif byte in b"[{":
            depth += 1
            if depth > deepest:
                raise ValueError(f"it is deeper than {deepest}")
        elif byte in b"]}":
            depth -= 1
    return json.loads(content)
