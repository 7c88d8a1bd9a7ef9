"""The inbox: which files there are whole, and how one leaves it once its content is safe in the store."""

from __future__ import annotations

import logging
import os
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Generic, Protocol, TypeVar

from flows.addresses import address_of, path_at
from tasks.archive.originals import sha256_of
from tasks.domain.errors import VanishedFileError
from tasks.register import Registered

logger = logging.getLogger(__name__)

# What a scanner or a share leaves beside the scans; anything else is taken, and quarantined where it is no scan.
LEFT_ALONE = ("~", ".part", ".tmp", ".crdownload", ".filepart")
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
        return leave_inbox(path_at(address), original, found.sha256)


def collect_files(paths: Sequence[Path]) -> list[Path]:
    """The files to ingest: files as given, folders with everything below them in order of name; hidden and unfinished files are left.

    What lies in a folder and may not be looked at is left too, with a warning; it must not keep the rest from being read.

    Raises:
        VanishedFileError: a path does not exist, or may not be looked at.
    """
    found: list[Path] = []
    for path in paths:
        try:
            if path.is_dir():
                found += sorted(p for p in files_below(path) if not is_left_alone(p.relative_to(path)) and is_inside(p, path))
            elif path.exists() or path.is_symlink():
                found.append(path)
            else:
                raise VanishedFileError(f"{path} does not exist.", "Check the path.")
        except PermissionError as error:
            raise VanishedFileError(f"{path} cannot be read: {error.strerror}.", "Check the path and its permissions.") from error
    return list(dict.fromkeys(found))


def files_below(folder: Path) -> Iterator[Path]:
    """Regular files in a folder and its sub-folders, in no order; sub-folders that are links are not entered."""

    def tell(error: OSError) -> None:
        logger.warning("%s is left: %s", error.filename, error.strerror)

    for place, _, names in os.walk(folder, onerror=tell):
        for name in names:
            path = Path(place, name)
            try:
                if path.is_file():
                    yield path
            except OSError as error:
                tell(error)


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a file really lies in a folder; who may write there must not get at other files through a link."""
    inside = path.resolve().is_relative_to(folder.resolve())
    if not inside:
        logger.warning("%s is a link that leads out of %s, and is not followed", path, folder)
    return inside


def is_left_alone(relative: PurePath) -> bool:
    """Whether a file of a folder is hidden, or not finished by its name."""
    return any(part.startswith(".") for part in relative.parts) or relative.name.endswith(LEFT_ALONE)


def look_at(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of the last change of every file to take; a file that goes away meanwhile is left out."""
    seen: dict[Path, tuple[int, int]] = {}
    for path in collect_files([folder]) if folder.is_dir() else []:
        try:
            found = path.stat()
        except OSError:  # its sender took it back
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


def leave_inbox(source: Path, original: Path, sha256: str) -> bool:
    """Remove a file from the inbox, if the store really holds its content.

    The stored original is read back and must have the hash it is known by; the file must have it too, and must not have been replaced
    meanwhile. In every other case, and where the inbox cannot be written to, the file stays where it is.

    Returns:
        Whether the file has left the inbox.
    """
    try:
        before = source.stat()
        if sha256_of(original) != sha256 or sha256_of(source) != sha256:
            logger.warning("%s stays in the inbox: the store does not hold what is in it now", source)
            return False
        # Whatever came under this name since it was read is moved with it, seen here, and put back.
        held = source.with_name(f".{uuid.uuid4().hex}.taken")
        source.rename(held)
        after = held.stat()
        if (after.st_ino, after.st_size, after.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
            _put_back(held, source)
            return False
        held.unlink()
    except OSError as error:
        logger.warning("%s stays in the inbox: %s", source, error.strerror or error)
        return False
    return True


def _put_back(held: Path, source: Path) -> None:
    try:
        os.link(held, source)  # fails where a third file came under the name, instead of overwriting it
    except OSError:
        held.rename(source.with_name(f"{held.stem.strip('.')}-{source.name}"))
    else:
        held.unlink()
