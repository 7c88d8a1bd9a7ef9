"""The store of originals: each content once, under its SHA-256, never rewritten."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tasks.archive.opened import Arrival, open_source
from tasks.domain.errors import LimitExceededError, StorageError, StorageFullError, VanishedFileError
from tasks.domain.private import make_private

if TYPE_CHECKING:
    from _typeshed import SupportsRead

CHUNK_BYTES = 1 << 20
_OWNER_READS = 0o400
FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class StoredOriginal:
    """An original in the store.

    Attributes:
        sha256: of its bytes.
        byte_size: number of bytes.
        store_path: place below the store folder, with ``/``.
        is_new: False where the store held these bytes before.
    """

    sha256: str
    byte_size: int
    store_path: str
    is_new: bool


def store_path_of(sha256: str) -> str:
    """Where an original with this hash stands below the store folder."""
    return f"{sha256[:2]}/{sha256}"


def sha256_of(path: Path) -> str:
    """Hash of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def hash_of(source: Path | Arrival, max_bytes: int) -> str:
    """Hash of a file that may come in, which is opened as :func:`store_original` opens it; nothing is stored.

    Raises:
        VanishedFileError: the file is gone or unreadable.
        LinkedFileError: it is reached by a link, or has a second name, and may not.
        UnsupportedFileError: it is no regular file.
        LimitExceededError: it is larger than ``max_bytes``.
    """
    path = source.path if isinstance(source, Arrival) else source
    with os.fdopen(open_source(source), "rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > max_bytes:
            raise _too_large(path, size, max_bytes)
        digest, measured = hashlib.sha256(), _Measured(stream, size + 1, path)
        while chunk := measured.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def copy_hashed(stream: SupportsRead[bytes], out: IO[bytes]) -> tuple[str, int]:
    """Copy all of a stream and have it on disk before it returns; gives hash and number of the bytes.

    Raises:
        OSError: one of them cannot be read or written.
    """
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
        out.write(chunk)
    out.flush()
    os.fsync(out.fileno())
    return digest.hexdigest(), size


def store_original(source: Path | Arrival, store: Path, max_bytes: int) -> StoredOriginal:
    """Copy a file into the store and hash what was copied; the file itself is left alone.

    The file is opened once, and judged, copied and hashed through that one descriptor. The copy is complete and on disk before it gets
    its name, so a reader of the store never meets half a file.

    Raises:
        VanishedFileError: the file is gone, unreadable, or changed while it was read.
        LinkedFileError: it is reached by a link, or has a second name, and may not.
        UnsupportedFileError: it is no regular file (a pipe, a device, a folder).
        LimitExceededError: it is larger than ``max_bytes``.
        StorageFullError: no space is left.
        StorageError: the store cannot be written.
    """
    path = source.path if isinstance(source, Arrival) else source
    with os.fdopen(open_source(source), "rb") as stream:
        before = os.fstat(stream.fileno())
        if before.st_size > max_bytes:
            raise _too_large(path, before.st_size, max_bytes)
        try:
            make_private(store)
            handle, name = tempfile.mkstemp(prefix=".incoming-", dir=store)
        except OSError as error:
            raise storage_error(error, store) from error
        incoming = Path(name)
        try:
            try:
                with os.fdopen(handle, "wb") as out:
                    sha256, size = _copy_whole(stream, out, before.st_size, path)
                after = os.fstat(stream.fileno())
                if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns) or size != before.st_size:
                    raise VanishedFileError(f"{path} changed while it was read.", "It is taken again once it is whole.")
                return _keep(incoming, store, sha256, size)
            except OSError as error:
                raise storage_error(error, store) from error
        finally:
            with suppress(FileNotFoundError):
                incoming.unlink()


def _copy_whole(stream: IO[bytes], out: IO[bytes], size: int, path: Path) -> tuple[str, int]:
    """As :func:`copy_hashed`, but no byte more than one beyond ``size``: a file that grows for ever would fill the disk.

    Raises:
        VanishedFileError: it cannot be read.
        OSError: the copy cannot be written.
    """
    return copy_hashed(_Measured(stream, size + 1, path), out)


class _Measured(io.RawIOBase):
    """The beginning of a stream, whose faults are the file's and not the store's."""

    def __init__(self, stream: IO[bytes], left: int, path: Path) -> None:
        super().__init__()
        self._stream, self._left, self._path = stream, left, path

    def read(self, size: int = -1, /) -> bytes:
        try:
            chunk = self._stream.read(min(size, self._left))
        except OSError as error:
            raise VanishedFileError(f"{self._path} cannot be read: {error.strerror}.", "Check the path and its permissions.") from error
        self._left -= len(chunk)
        return chunk


def _keep(incoming: Path, store: Path, sha256: str, size: int) -> StoredOriginal:
    relative = store_path_of(sha256)
    target = store / relative
    is_new = not (target.is_file() and target.stat().st_size == size)
    if is_new:
        make_private(target.parent)
        incoming.chmod(_OWNER_READS)
        incoming.replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return StoredOriginal(sha256, size, relative, is_new)


def _too_large(path: Path, size: int, max_bytes: int) -> LimitExceededError:
    return LimitExceededError(
        f"{path} has {size:,} bytes, more than max_file_bytes = {max_bytes:,}.", "Raise THONGBAO_MAX_FILE_BYTES to take it."
    )


def storage_error(error: OSError, store: Path) -> StorageFullError | StorageError:
    """The error of our tree for one of the file system while something is written below ``store``."""
    if error.errno in FULL:
        return StorageFullError(
            f"No space is left in {store}.", "Free disk space, then run the same command again; the file was left where it is."
        )
    return StorageError(f"Storing in {store} failed: {error.strerror or error}.", "Check the folder and its permissions.")
