"""The inbox in a bucket, and which inbox an address belongs to."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from config.settings import Settings
from flows.addresses import path_at
from flows.inbox.folder import FolderInbox, Inbox, is_left_alone
from tasks.archive.bucket import BucketPlace, is_bucket, list_objects, remove_object
from tasks.archive.opened import Arrival, arrival_at
from tasks.archive.originals import sha256_of
from tasks.domain.errors import InboxError
from tasks.register import Registered

logger = logging.getLogger(__name__)


class BucketInbox:
    """A prefix of an S3-compatible bucket, which somebody else fills."""

    def __init__(self, url: str, endpoint: str) -> None:
        self.place = BucketPlace(url if "/" in url.removeprefix("s3://") else f"{url}/", endpoint)

    def look(self) -> Mapping[str, object]:
        """Size, ETag and time of the last change of every object; a bucket that cannot be listed is one object that cannot be read.

        So a bucket that is away does not keep the night from what lies elsewhere, and still fails a run that says why.
        """
        try:
            found = list_objects(self.place)
        except InboxError as error:
            logger.warning("%s", error)
            return {self.place.url: "unreachable"}
        return {url: state for url, state in found.items() if not is_left_alone(PurePosixPath(BucketPlace(url).key[len(self.place.key) :]))}

    def leave(self, address: str, original: Path, found: Registered) -> bool:
        """Remove the object if the stored original, read back, has the hash and the object still is the one that was fetched."""
        try:
            if sha256_of(original) != found.sha256:
                logger.warning("%s stays in the bucket: the store does not hold what was read", address)
                return False
            left = remove_object(BucketPlace(address, self.place.endpoint), found.version)
        except (OSError, InboxError) as error:
            logger.warning("%s stays in the bucket: %s", address, error)
            return False
        if not left:
            logger.warning("%s stays in the bucket: another object came in its place, or it is gone", address)
        return left


def inboxes(settings: Settings) -> list[Inbox]:
    """The folder, and the bucket where one is set."""
    bucket: list[Inbox] = [BucketInbox(settings.inbox_url, settings.inbox_endpoint)] if settings.inbox_url else []
    return [FolderInbox(settings.inbox_folder), *bucket]


def inbox_of(address: str, settings: Settings) -> Inbox:
    """The inbox that a file came into."""
    if is_bucket(address):
        return BucketInbox(settings.inbox_url or address, settings.inbox_endpoint)
    return FolderInbox(settings.inbox_folder)


def source_at(address: str, settings: Settings, folder: str | None = None) -> Path | Arrival | BucketPlace:
    """What an address names: a file of this machine, one that came into the inbox or lies in ``folder``, or an object."""
    if is_bucket(address):
        return BucketPlace(address, settings.inbox_endpoint)
    path = path_at(address)
    if path.absolute().is_relative_to(settings.store_folder.absolute()):
        return path
    found = path if folder is None else arrival_at(path, path_at(folder)) or path
    return arrival_at(path, settings.inbox_folder, sole=True) or found


def look_into(all_of_them: list[Inbox]) -> dict[str, object]:
    """What lies in all inboxes."""
    return {address: state for inbox in all_of_them for address, state in inbox.look().items()}
