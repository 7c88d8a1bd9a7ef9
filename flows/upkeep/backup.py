"""A backup of database, originals and settings, made while the program runs."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import socket
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from config.settings import Settings
from config.sources import origin, settings_file
from db.upkeep.snapshot import Snapshot, database_kind, take_snapshot
from db.upkeep.verify import originals as live_originals
from db.upkeep.verify import pictures as live_pictures
from tasks.archive import backup
from tasks.archive.backup import (
    ACCOUNTS,
    DUMPS,
    FORMAT,
    SETTINGS,
    Lacking,
    Manifest,
    backup_name,
    list_backups,
    original_path,
)
from tasks.archive.copies import copy_file, has_content, link_file, sync_folder
from tasks.archive.originals import FULL, sha256_of
from tasks.archive.places import original_place, work_place
from tasks.archive.seal import read_key
from tasks.domain.errors import BackupError, StorageFullError, StoredPathError
from tasks.domain.upkeep import Expected
from tasks.progress import along, report

ATTEMPTS = 3  # a purge that runs at the same time takes originals away that the copied database still names


@dataclass(slots=True)
class Made:
    """A backup that was made.

    Attributes:
        folder: it lies in.
        manifest: what it holds.
        copied: originals that were copied.
        linked: originals that an earlier backup held already.
        removed: earlier backups that were removed.
    """

    folder: Path
    manifest: Manifest
    copied: int
    linked: int
    removed: tuple[str, ...] = ()


@dataclass(slots=True)
class Holding:
    """What has been put into a backup so far."""

    sums: dict[str, str] = field(default_factory=dict)
    copied: int = 0
    linked: int = 0
    byte_size: int = 0
    lacking: list[Lacking] = field(default_factory=list)


def make_backup(settings: Settings, place: Path, *, pictures: bool = False, quick: bool = False, keep: int = 0) -> Made:
    """Copy database, originals and settings into a new folder below ``place``, and remove old ones.

    The database is copied first, as it stands at one instant, then the originals it names: so none of its rows lacks its original. What
    an earlier backup in the same place holds is linked, not copied, after it was read and found right. The folder gets its name once
    everything in it is on disk; a backup that was killed leaves none that looks whole. It is signed where the settings name a key.

    Args:
        settings: where everything lies.
        place: folder of the backups.
        pictures: take the pictures of the pages, too, which a reprocess would make again.
        quick: believe the size of what an earlier backup holds.
        keep: remove all but so many backups, the oldest first; 0: none. Nothing is removed after a backup that lacks something.

    Raises:
        BackupError: another backup is being made there, ``place`` lies in the store or the work folder, or the key in ``place``.
        ConfigError: there is no key where the settings name one.
        StorageFullError: no space is left.
        LoadError: the database refused.
    """
    for folder in (settings.store_folder, settings.work_folder):
        if place.resolve().is_relative_to(folder.resolve()):
            raise BackupError(f"{place} lies in {folder}, which is to be backed up.", "Give another --output, best on another disk.")
    key = read_key(settings.backup_key) if settings.backup_key else None
    if settings.backup_key and settings.backup_key.resolve().is_relative_to(place.resolve()):
        raise BackupError(f"The key {settings.backup_key} lies among the backups that it signs.", "Keep it elsewhere.")
    with _writing(place), _alone(place):
        for leftover in (*place.glob(".making-*"), *place.glob(".removing-*")):
            shutil.rmtree(leftover)
        tries = (_make(settings, place, key, pictures=pictures, quick=quick) for _ in range(ATTEMPTS))
        made = next((found for found in tries if found), None)
        if made is None:
            raise BackupError("Documents were purged again and again while they were backed up.", "Try again when no purge runs.")
        if keep and not made.manifest.lacking:
            made.removed = tuple(_prune(place, keep))
        return made


def _make(settings: Settings, place: Path, key: bytes | None, *, pictures: bool, quick: bool) -> Made | None:
    """A backup; None where an original went away because its document was purged meanwhile."""
    earlier = list_backups(place)
    folder = place / f".making-{uuid.uuid4().hex}"
    folder.mkdir(mode=0o700)
    try:
        at, holding = datetime.now(UTC), Holding()
        kind = database_kind(settings.database)
        report("database")
        snapshot = take_snapshot(settings.database, folder / DUMPS[kind])
        _settle(folder / DUMPS[kind], holding)
        _take_originals(settings.store_folder, folder, snapshot.originals, earlier[-1] if earlier else None, holding, read=not quick)
        if holding.lacking and _were_purged(settings, holding.lacking):
            return None
        for source, name in ((settings_file(), SETTINGS), (settings.review_users_file, ACCOUNTS)):
            if source.is_file():
                holding.sums[name] = copy_file(source, folder / name).sha256
        shown = _take_pictures(settings, folder, earlier[-1] if earlier else None, holding) if pictures else 0
        for inside in folder.rglob("*/"):
            sync_folder(inside)
        manifest = _describe(snapshot, at, holding, shown, backup.write_sums(folder, holding.sums))
        backup.write_manifest(folder, manifest, key)
        sync_folder(folder)
        target = place / backup_name(at)
        if target.exists():
            raise BackupError(f"{target} was made in this very second.", "Try again.")
        folder.rename(target)
        sync_folder(place)
        return Made(target, manifest, holding.copied, holding.linked)
    finally:
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)


def _settle(dump: Path, holding: Holding) -> None:
    dump.chmod(0o600)
    with dump.open("rb") as stream:
        os.fsync(stream.fileno())
    holding.sums[dump.name] = sha256_of(dump)


def _take_originals(
    store: Path, folder: Path, originals: Sequence[Expected], earlier: Path | None, holding: Holding, *, read: bool
) -> None:
    for one in along(originals, "originals"):
        path = original_path(one.sha256)
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        held = earlier / path if earlier else None
        if held and has_content(held, one.sha256, one.byte_size, read=read) and link_file(held, target):
            holding.linked += 1
        else:
            try:
                copied = copy_file(original_place(store, one.store_path, one.sha256), target, 0o400)
            except OSError as error:
                if error.errno in FULL:
                    raise
                reason = f"{store / one.store_path} cannot be read: {error.strerror}."
                holding.lacking.append(Lacking(one.name, one.sha256, reason))
                continue
            except StoredPathError as error:
                holding.lacking.append(Lacking(one.name, one.sha256, error.message))
                continue
            if copied.sha256 != one.sha256:
                target.unlink()
                reason = f"{store / one.store_path} is damaged. An earlier backup may hold it whole."
                holding.lacking.append(Lacking(one.name, one.sha256, reason))
                continue
            holding.copied += 1
        holding.sums[path] = one.sha256
        holding.byte_size += one.byte_size


def _were_purged(settings: Settings, lacking: Sequence[Lacking]) -> bool:
    """Whether the database as it is now does not know one of them any more."""
    known = {one.sha256 for one in live_originals(settings.database)}
    return any(one.sha256 not in known for one in lacking)


def _take_pictures(settings: Settings, folder: Path, earlier: Path | None, holding: Holding) -> int:
    """Pictures of the pages that are shown; one that a purge or a new reading takes away meanwhile is left out."""
    taken = 0
    pictures = live_pictures(settings.database)
    for picture in along(pictures, "page pictures"):
        path = f"{backup.PICTURES}/{picture}"
        try:
            source = work_place(settings.work_folder, picture)
            (folder / path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            sha256, size = sha256_of(source), source.stat().st_size
            if not (earlier and has_content(earlier / path, sha256, size) and link_file(earlier / path, folder / path)):
                sha256 = copy_file(source, folder / path).sha256
        except (FileNotFoundError, StoredPathError):
            continue
        holding.sums[path] = sha256
        taken += 1
    return taken


def _describe(snapshot: Snapshot, at: datetime, holding: Holding, pictures: int, sums: str) -> Manifest:
    return Manifest(
        format=FORMAT,
        made_at=at.isoformat(timespec="seconds"),
        host=socket.gethostname(),
        program=version("thongbao"),
        database=snapshot.database,
        server=snapshot.server,
        schema=snapshot.schema,
        counts=snapshot.counts,
        originals=holding.copied + holding.linked,
        original_bytes=holding.byte_size,
        pictures=pictures,
        lacking=tuple(holding.lacking),
        from_environment=tuple(name for name in Settings.model_fields if origin(name).startswith("environment")),
        sums=sums,
    )


def _prune(place: Path, keep: int) -> Iterator[str]:
    """Remove the oldest; a folder loses its name before its first file, so that half a backup never looks whole."""
    for old in list_backups(place)[:-keep]:
        going = place / f".removing-{uuid.uuid4().hex}"
        old.rename(going)
        shutil.rmtree(going)
        yield old.name


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    with (place / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BackupError(f"Another backup is being made in {place}.", "Wait for it.") from error
        yield


@contextmanager
def _writing(place: Path) -> Iterator[None]:
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield
    except OSError as error:
        if error.errno in {*FULL, errno.EFBIG}:
            raise StorageFullError(f"No space is left in {place}.", "Free disk space, or keep fewer backups (--keep).") from error
        raise BackupError(f"The backup in {place} cannot be written: {error.strerror or error}.", "Check the folder.") from error
