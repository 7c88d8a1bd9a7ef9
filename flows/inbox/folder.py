"""The inbox: which files there are whole, and how one leaves it once its content is safe in the store."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Generic, Protocol, TypeVar

from flows.addresses import address_of, path_at
from tasks.archive.opened import Arrival, arrival_at, folder_of, open_in
from tasks.archive.originals import sha256_of
from tasks.domain.errors import LinkedFileError, VanishedFileError
from tasks.register import Registered

logger = logging.getLogger(__name__)

# What a scanner or a share leaves beside the scans; anything else is taken, and quarantined where it is no scan.
LEFT_ALONE = ("~", ".part", ".tmp", ".crdownload", ".filepart")
# What systems keep in folders for themselves, and the lock files of office programs.
_OF_SYSTEMS = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "@eadir", "$recycle.bin", "system volume information"))
_LOCKS = ("~$", "._", ".~lock.")
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Arrivals(Generic[K]):
    """What lies in the inbox, as paths or as addresses.

    Attributes:
        whole: files that did not change while they were watched, in order of name.
        growing: files that did; they are taken by a later run.
    """

    whole: tuple[K, ...] = ()
    growing: tuple[K, ...] = ()


class Inbox(Protocol):
    """A place where files arrive."""

    def look(self) -> Mapping[str, object]:
        """What lies there by address, unfinished and hidden names left out, each with something that tells one state from another."""

    def leave(self, address: str, original: Path, found: Registered) -> bool:
        """Let a file leave, if the store really holds what was read of it and nothing else came in its place; says whether it left."""


class FolderInbox:
    """A watched folder, which a scanner or a share fills."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def look(self) -> Mapping[str, object]:
        """Size and time of the last change of every file."""
        return {address_of(path): state for path, state in look_at(self.folder).items()}

    def leave(self, address: str, original: Path, found: Registered) -> bool:
        """As :func:`leave_inbox`."""
        arrival = arrival_at(path_at(address), self.folder, sole=True)
        return arrival is not None and leave_inbox(arrival, original, found.sha256)


def collect_files(paths: Sequence[Path]) -> list[Path]:
    """The files to ingest: files as given, folders with everything below them in order of name; hidden and unfinished files are left.

    A link in a folder is passed over; what it leads to is taken where it lies in the folder itself.

    What lies in a folder and may not be looked at is left too, with a warning; it must not keep the rest from being read.

    Raises:
        VanishedFileError: a path does not exist, or may not be looked at.
    """
    found: list[Path] = []
    for path in paths:
        try:
            if path.is_dir():
                found += sorted(p for p in files_below(path) if not is_left_alone(p.relative_to(path)))
            elif path.exists() or path.is_symlink():
                found.append(path)
            else:
                raise VanishedFileError(f"{path} does not exist.", "Check the path.")
        except PermissionError as error:
            raise VanishedFileError(f"{path} cannot be read: {error.strerror}.", "Check the path and its permissions.") from error
    return list(dict.fromkeys(found))


def files_below(folder: Path) -> Iterator[Path]:
    """Regular files in a folder and its sub-folders, in no order; links are neither entered nor taken."""

    def tell(error: OSError) -> None:
        logger.warning("%s is left: %s", error.filename, error.strerror)

    for place, _, names in os.walk(folder, onerror=tell):
        for name in names:
            path = Path(place, name)
            try:
                mode = path.lstat().st_mode
                if stat.S_ISREG(mode):
                    yield path
                elif stat.S_ISLNK(mode) and not path.resolve().is_relative_to(folder.resolve()):
                    logger.warning("%s is a link that leads out of %s, and is not followed", path, folder)
            except OSError as error:
                tell(error)
            except RuntimeError:  # what Python 3.11 and 3.12 raise where links go round
                logger.warning("%s is left: it leads back to itself", path)


def is_left_alone(relative: PurePath) -> bool:
    """Whether a file of a folder is hidden, not finished by its name, or one that a system keeps there for itself."""
    hidden = any(part.startswith(".") or part.lower() in _OF_SYSTEMS for part in relative.parts)
    return hidden or relative.name.endswith(LEFT_ALONE) or relative.name.startswith(_LOCKS)


def look_at(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of the last change of every file to take; a file that goes away meanwhile is left out, as is one with two names."""
    seen: dict[Path, tuple[int, int]] = {}
    for path in collect_files([folder]) if folder.is_dir() else []:
        try:
            found = path.lstat()
        except OSError:  # its sender took it back
            continue
        if found.st_nlink > 1:
            logger.warning("%s has a second name (hard link), which may be any file of this disk, and is not taken", path)
            continue
        seen[path] = (found.st_size, found.st_mtime_ns)
    return seen


def watch_inbox(look: Callable[[], Mapping[K, object]], settle_seconds: float) -> Arrivals[K]:
    """Watch the inbox for ``settle_seconds`` and tell the files that are whole from those still being written.

    Two looks are compared instead of asking how old a file is: the clock of a share may differ from ours. An empty inbox costs no wait.
    """
    before = look()
    if not before or not settle_seconds:
        return Arrivals(tuple(before))
    time.sleep(settle_seconds)
    after = look()
    return Arrivals(
        tuple(path for path, state in after.items() if before.get(path) == state),
        tuple(path for path, state in after.items() if before.get(path) != state),
    )


def leave_inbox(arrival: Arrival, original: Path, sha256: str) -> bool:
    """Remove a file from the inbox, if the store really holds its content.

    The stored original is read back and must have the hash it is known by; the file must have it too, and must not have been replaced
    meanwhile. In every other case, and where the inbox cannot be written to, the file stays where it is. Its folder is reached without
    following a link, so that nothing outside the inbox is ever removed.

    Returns:
        Whether the file has left the inbox.
    """
    try:
        with folder_of(arrival) as place, os.fdopen(open_in(place, arrival), "rb") as stream:
            before = os.fstat(stream.fileno())
            same = stat.S_ISREG(before.st_mode) and hashlib.file_digest(stream, "sha256").hexdigest() == sha256
            if not same or sha256_of(original) != sha256:
                logger.warning("%s stays in the inbox: the store does not hold what is in it now", arrival.path)
                return False
            # Whatever came under this name since it was read is moved with it, seen here, and put back.
            held = f".{uuid.uuid4().hex}.taken"
            os.rename(arrival.name, held, src_dir_fd=place, dst_dir_fd=place)
            after = os.stat(held, dir_fd=place, follow_symlinks=False)
            if (after.st_dev, after.st_ino, after.st_size, after.st_mtime_ns) != (
                before.st_dev,
                before.st_ino,
                before.st_size,
                before.st_mtime_ns,
            ):
                _put_back(place, held, arrival.name)
                return False
            os.unlink(held, dir_fd=place)
    except (OSError, LinkedFileError) as error:
        logger.warning("%s stays in the inbox: %s", arrival.path, getattr(error, "strerror", None) or error)
        return False
    return True


def _put_back(place: int, held: str, name: str) -> None:
    try:
        # Fails where a third file came under the name, instead of overwriting it.
        os.link(held, name, src_dir_fd=place, dst_dir_fd=place, follow_symlinks=False)
    except OSError:
        os.rename(held, f"{held.strip('.').partition('.')[0]}-{name}", src_dir_fd=place, dst_dir_fd=place)
    else:
        os.unlink(held, dir_fd=place)
