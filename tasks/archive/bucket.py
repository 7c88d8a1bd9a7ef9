"""An inbox in an S3-compatible store, through fsspec: what lies there, fetched as it was seen, removed only as it was fetched."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from tasks.archive.opened import Arrival
from tasks.archive.originals import CHUNK_BYTES, storage_error
from tasks.domain.errors import InboxError, LimitExceededError, MissingToolError, ThongbaoError, VanishedFileError
from tasks.domain.private import make_private

SCHEME = "s3://"
CONNECT_SECONDS, READ_SECONDS, TRIES = 10, 60, 3
# Answers of a store that cannot delete on a condition: it names what it does not know.
UNCONDITIONAL = {"NotImplemented", "InvalidArgument", "InvalidRequest"}

REFUSED = {"NoCredentialsError", "PartialCredentialsError", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken"} | {
    "403",
    "AccessDenied",
    "PermissionError",
}


@dataclass(frozen=True, slots=True)
class BucketPlace:
    """An object, or all objects whose keys begin alike.

    Attributes:
        url: ``s3://bucket/key``.
        endpoint: address of the store, "" for Amazon's or what the environment names.
    """

    url: str
    endpoint: str = ""

    @property
    def bucket(self) -> str:
        """Name of the bucket."""
        return self.url.removeprefix(SCHEME).partition("/")[0]

    @property
    def key(self) -> str:
        """Key of the object, or what all keys begin with."""
        return self.url.removeprefix(SCHEME).partition("/")[2]

    @property
    def name(self) -> str:
        """Last part of the key."""
        return PurePosixPath(self.key).name or "object"


def is_bucket(address: str) -> bool:
    """Whether an address names a place in a bucket and no file."""
    return address.startswith(SCHEME)


def file_system(place: BucketPlace) -> Any:
    """The store; who we are is asked where every program of Amazon's asks: environment, profile, role of the machine.

    Raises:
        MissingToolError: the package for it is not installed.
    """
    try:
        import s3fs
    except ImportError as error:
        raise MissingToolError("Reading from a bucket needs s3fs.", "Install it with the locked packages: make setup.") from error
    limits = {"connect_timeout": CONNECT_SECONDS, "read_timeout": READ_SECONDS, "retries": {"max_attempts": TRIES}}
    # A cached one would keep credentials that have been changed since.
    return s3fs.S3FileSystem(endpoint_url=place.endpoint or None, use_listings_cache=False, config_kwargs=limits, skip_instance_cache=True)


def list_objects(place: BucketPlace) -> dict[str, tuple[int, str, str]]:
    """Size, ETag and time of the last change of every object below a place, by URL.

    Raises:
        InboxError: the bucket does not answer, is not there, or does not let us in.
        MissingToolError: the package for it is not installed.
    """
    with _translated(place):
        files = file_system(place)
        files.call_s3("head_bucket", Bucket=place.bucket)  # a bucket that is not there would else look like an empty one
        found = files.find(f"{place.bucket}/{place.key}", detail=True, refresh=True)
    return {
        f"{SCHEME}{path}": (int(about["size"]), str(about.get("ETag", "")), str(about.get("LastModified", "")))
        for path, about in sorted(found.items())
        if about.get("type") == "file" and not path.endswith("/")
    }


def fetch_object(place: BucketPlace, target: Path, max_bytes: int) -> str:
    """Stream an object into a file; gives its ETag, which every part of it had.

    Raises:
        LimitExceededError: it is larger than ``max_bytes``; nothing was fetched.
        VanishedFileError: it is gone, or was replaced while it was fetched.
        InboxError: the bucket does not answer or does not let us in.
        StorageFullError: no space is left.
        StorageError: the folder cannot be written.
    """
    path = f"{place.bucket}/{place.key}"
    with _translated(place):
        try:
            stream = file_system(place).open(path, "rb", block_size=8 * CHUNK_BYTES, cache_type="readahead")
        except FileNotFoundError as error:
            raise VanishedFileError(f"{place.url} is gone.", "Somebody else took it.") from error
        with stream:
            size, etag = int(stream.size), str(stream.details["ETag"])
            if size > max_bytes:
                raise LimitExceededError(
                    f"{place.url} has {size:,} bytes, more than max_file_bytes = {max_bytes:,}.",
                    "Raise THONGBAO_MAX_FILE_BYTES to take it.",
                )
            with target.open("wb") as out:
                while chunk := stream.read(CHUNK_BYTES):
                    try:
                        out.write(chunk)
                    except OSError as error:
                        raise storage_error(error, target.parent) from error
    if target.stat().st_size != size:
        raise VanishedFileError(f"{place.url} changed while it was read.", "It is taken again by the next run.")
    return etag


def remove_object(place: BucketPlace, etag: str) -> bool:
    """Remove an object that still has the ETag it was fetched with; False where it has another, and stays.

    The store is asked to delete on that condition; one that does not know conditions deletes what was compared a moment before.

    Raises:
        InboxError: the bucket does not answer or does not let us delete.
    """
    from botocore.exceptions import ClientError

    about = {"Bucket": place.bucket, "Key": place.key}
    with _translated(place):
        files = file_system(place)
        try:
            if files.call_s3("head_object", **about)["ETag"] != etag:
                return False
            try:
                files.call_s3("delete_object", **about, IfMatch=etag)
            except (ClientError, OSError) as error:
                code = _code(error)
                if code not in UNCONDITIONAL:
                    raise
                files.call_s3("delete_object", **about)
        except (ClientError, OSError) as error:
            if isinstance(error, FileNotFoundError) or _code(error) in {"PreconditionFailed", "ConditionalRequestConflict", "404"}:
                return False
            raise
    return True


def _code(error: BaseException) -> str:
    """The store's own code for an error; s3fs hangs its translation onto the cause."""
    for one in (error, error.__cause__):
        answer = getattr(one, "response", None)
        if isinstance(answer, dict):
            return str(answer.get("Error", {}).get("Code", ""))
    return ""


@contextmanager
def _translated(place: BucketPlace) -> Iterator[None]:
    """Turn what the libraries raise into an error of ours that names the place and never a key of ours."""
    try:
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError as error:
        raise MissingToolError("Reading from a bucket needs s3fs.", "Install it with the locked packages: make setup.") from error
    try:
        yield
    except ThongbaoError:
        raise
    except (BotoCoreError, ClientError, OSError, TimeoutError) as error:
        where = f"{SCHEME}{place.bucket}" + (f" at {place.endpoint}" if place.endpoint else "")
        what = _code(error) or type(error).__name__
        raise InboxError(f"The inbox {where} cannot be used: {what}.", _hint(what)) from error


def _hint(what: str) -> str:
    if what in REFUSED:
        return "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or a profile or role) with the right to list, read and delete."
    if what in {"NoSuchBucket", "404", "FileNotFoundError"}:
        return "Make the bucket, or correct inbox_url."
    return "Check the network and inbox_endpoint; what lies there waits for the next run."


@contextmanager
def at_hand(source: Path | Arrival | BucketPlace, folder: Path, max_bytes: int) -> Iterator[tuple[Path | Arrival, str]]:
    """A file to read from, with the ETag it was fetched with, "" for a file of this machine; what was fetched is removed at the end.

    Args:
        source: a file, which is not opened here, or an object.
        folder: where what is fetched lies meanwhile.
        max_bytes: largest object fetched.

    Raises:
        ThongbaoError: as :func:`fetch_object` says.
    """
    if not isinstance(source, BucketPlace):
        yield source, ""
        return
    try:
        make_private(folder)
        handle, name = tempfile.mkstemp(prefix=".incoming-", dir=folder)  # what a killed run leaves is swept by `thongbao purge`
    except OSError as error:
        raise storage_error(error, folder) from error
    os.close(handle)
    local = Path(name)
    try:
        yield local, fetch_object(source, local, max_bytes)
    finally:
        with suppress(FileNotFoundError):
            local.unlink()
