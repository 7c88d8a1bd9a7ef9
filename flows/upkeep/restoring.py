"""A backup put back: originals first, then the database, so that no row is ever there without its original."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.settings import Settings, load_settings, settings_file
from db.audit import record_restore
from db.putback import count_documents, put_back
from db.schema import refuse_newer
from db.snapshot import database_kind
from flows.app import bring_up
from flows.server.environment import prepare_prefect
from flows.serving.serve import sole_serving
from flows.upkeep.backup import check_backup
from flows.upkeep.verifying import Verdict, verify
from tasks.archive.backup import ACCOUNTS, DUMPS, ORIGINALS, PICTURES, SETTINGS, SUMS, Manifest, read_sums
from tasks.archive.copies import copy_file, has_content
from tasks.archive.originals import FULL
from tasks.domain.errors import BackupError, StorageFullError
from tasks.domain.upkeep import Fault


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        manifest: of the backup.
        originals: how many were put back; those that were there and whole are not counted.
        settings: the settings file that was put back, None where one was there already.
        aside: name that what was there before has now, "" where nothing was.
        faults: what the backup lacks.
        verdict: of everything as it stands now.
    """

    manifest: Manifest
    originals: int
    settings: Path | None
    aside: str
    faults: tuple[Fault, ...]
    verdict: Verdict


def restore(folder: Path, *, force: bool = False, incomplete: bool = False) -> Restored:
    """Put a backup back into the home folder and the database that the settings name, migrate it, and verify everything.

    The settings file comes back first, unless one is there, and decides where the rest goes. The database that is there is renamed,
    originals and accounts that are there stay.

    Args:
        folder: one backup.
        force: go on although documents are there.
        incomplete: go on although the backup lacks originals, or some are damaged; those are left out.

    Raises:
        BackupError: the backup is not whole, is of another kind of database, or documents are there.
        AlreadyServedError: `thongbao serve` works in the home folder.
        NewerDatabaseError: a later version of the program made the backup; nothing is changed.
        StorageFullError: no space is left.
        LoadError: the database refused.
    """
    manifest, faults = check_backup(folder)
    vital = {SUMS, SETTINGS, ACCOUNTS, "database", DUMPS.get(manifest.database)}
    if faults and not (incomplete and all(fault.subject not in vital for fault in faults)):
        first = "; ".join(f"{fault.subject}: {fault.message}" for fault in faults[:3])
        raise BackupError(
            f"{folder} is not whole ({len(faults)} faults: {first})", "Restore an older one, or what is whole of it with --incomplete."
        )
    refuse_newer(manifest.schema)
    with _writing(settings_file().parent):
        settings, came = _settings_back(folder)
        prepare_prefect(settings)
        with sole_serving(Path(os.environ["PREFECT_HOME"])):
            return _put_back(folder, manifest, faults, settings, came, force=force)


def _settings_back(folder: Path) -> tuple[Settings, Path | None]:
    place = settings_file()
    came = _back_unless_there(folder / SETTINGS, place)
    return load_settings(), place if came else None


def _back_unless_there(held: Path, place: Path) -> bool:
    if place.exists() or not held.is_file():
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    copy_file(held, place)
    return True


def _put_back(
    folder: Path, manifest: Manifest, faults: tuple[Fault, ...], settings: Settings, came: Path | None, *, force: bool
) -> Restored:
    kind = database_kind(settings.database)
    if kind != manifest.database:
        raise BackupError(f"The backup is of {manifest.database}, the settings name {kind}.", "Set THONGBAO_DATABASE_URL.")
    there = count_documents(settings.database)
    if there and not force:
        raise BackupError(f"The database holds {there} documents.", "With --force it is renamed, and the backup takes its place.")
    settings.home.mkdir(parents=True, exist_ok=True)
    _back_unless_there(folder / ACCOUNTS, settings.review_users_file)
    bad = {fault.subject for fault in faults}
    originals = sum(_file_back(folder / path, target, sha256) for path, sha256, target in _files(folder, settings) if path not in bad)
    aside = f"before_restore_{datetime.now(UTC):%Y%m%dt%H%M%S}"
    put_back(folder / DUMPS[kind], settings.database, aside)
    bring_up(settings.database)
    left_out = f", {len(bad)} damaged files left out" if bad else ""
    before = f"; the {there} documents that were here stand aside as {aside}" if there else ""
    record_restore(settings.database, f"backup of {manifest.made_at}, {manifest.counts.get('document', 0)} documents{left_out}{before}")
    return Restored(manifest, originals, came, aside if there else "", faults, verify(settings))


def _files(folder: Path, settings: Settings) -> Iterator[tuple[str, str, Path]]:
    """Path in the backup, hash, and place of each original and picture."""
    for path, sha256 in read_sums(folder).items():
        room, _, rest = path.partition("/")
        if room == ORIGINALS:
            yield path, sha256, settings.store_folder / rest
        elif room == PICTURES:
            yield path, sha256, settings.work_folder / rest


def _file_back(source: Path, target: Path, sha256: str) -> bool:
    """Put a file back, whole at once; False where it is there and whole. One that is damaged is replaced."""
    if has_content(target, sha256, source.stat().st_size):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    incoming = target.with_name(f".incoming-{uuid.uuid4().hex}")
    copied = copy_file(source, incoming, 0o444)
    if copied.sha256 != sha256:
        incoming.unlink()
        raise BackupError(f"{source} changed while it was read.", "Check the backup again (`thongbao backup --check`).")
    incoming.replace(target)
    return True


@contextmanager
def _writing(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise StorageFullError(f"No space is left under {home}.", "Free disk space, then restore again.") from error
        raise BackupError(f"{error.filename} cannot be written: {error.strerror or error}.", "Check the folder and its owner.") from error
