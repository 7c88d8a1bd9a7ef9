"""A backup put back: originals first, then the database, so that no row is ever there without its original.

Nothing of the backup is trusted. It names no place: folders, the database and programs are those of the settings here. Everything is
read and checked before anything that is there is touched, and what was put where nothing was goes again when a later part fails.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from config.settings import Settings, load_settings
from config.sources import settings_file
from db.engine import engine_for
from db.record.audit import record_restore
from db.record.tokens import withdraw_all
from db.upkeep.putback import count_documents, put_back, put_rows_back
from db.upkeep.snapshot import database_kind, sqlite_file
from flows.app import bring_up
from flows.server.environment import prepare_prefect
from flows.serving.serve import sole_serving
from flows.upkeep.checking import LOOKING, check_backup, check_dump, rows_of_dump
from flows.upkeep.returning import Returning, put_settings_back
from flows.upkeep.verifying import Verdict, verify
from tasks.archive.backup import ACCOUNTS, DUMPS, ORIGINALS, PICTURES, SETTINGS, SUMS, Manifest, read_manifest, read_sums
from tasks.archive.copies import copy_inside, has_content
from tasks.archive.inside import size_inside
from tasks.archive.originals import FULL
from tasks.archive.places import original_place, work_place
from tasks.archive.seal import is_sealed, read_key
from tasks.domain.errors import BackupError, StorageFullError
from tasks.domain.upkeep import Fault
from tasks.progress import along

_RESTORE = "restore"  # by whom tokens are withdrawn


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        manifest: of the backup.
        is_signed: its signature was checked and is right; False where no key is set.
        has_seal: it has a signature, checked or not.
        originals: how many were put back; those that were there and whole are not counted.
        returned: settings and accounts.
        aside: name that what was there before has now, "" where nothing was.
        faults: what the backup lacks.
        verdict: of everything as it stands now.
        tokens: names of tokens of programs that opened something and were withdrawn.
    """

    manifest: Manifest
    is_signed: bool
    has_seal: bool
    originals: int
    returned: Returning
    aside: str
    faults: tuple[Fault, ...]
    verdict: Verdict
    tokens: tuple[str, ...]


@dataclass(slots=True)
class Placed:
    """What a restore has put where nothing was."""

    files: list[Path] = field(default_factory=list)

    def undo(self) -> None:
        """Take all of it away again."""
        for file in reversed(self.files):
            with suppress(OSError):
                file.unlink()


def restore(folder: Path, *, force: bool = False, incomplete: bool = False, key: Path | None = None, keep_tokens: bool = False) -> Restored:
    """Put a backup back into the home folder and the database that the settings here name, migrate it, and verify everything.

    The database that is there is renamed, originals, settings and accounts that are there stay. What fails leaves what was there.

    Args:
        folder: one backup.
        force: go on although documents are there.
        incomplete: go on although the backup lacks originals, or some are damaged; those are left out.
        key: file of the key that it is to be signed with; None: the one of the settings.
        keep_tokens: let tokens of programs open what they opened when the backup was made, those that were withdrawn since too.

    Raises:
        BackupError: the backup is not whole, not signed, of another kind of database, holds what none holds, or documents are there.
        AlreadyServedError: `thongbao serve` works in the home folder.
        NewerDatabaseError: a later version of the program made the backup; nothing is changed.
        StorageFullError: no space is left.
        LoadError: the database refused.
        ConfigError: there is no key where the settings name one.
    """
    settings = load_settings(backup_key=key, lacking_file=True)  # the backup may bring it
    secret = read_key(settings.backup_key) if settings.backup_key else None
    read_manifest(folder, secret)
    _refuse_too_much(folder, settings)
    manifest, faults = check_backup(folder, secret)
    vital = {SUMS, SETTINGS, ACCOUNTS, "database", DUMPS.get(manifest.database)}
    if faults and not (incomplete and all(fault.subject not in vital for fault in faults)):
        first = "; ".join(f"{fault.subject}: {fault.message}" for fault in faults[:3])
        raise BackupError(
            f"{folder} is not whole ({len(faults)} faults: {first})", "Restore an older one, or what is whole of it with --incomplete."
        )
    sums = read_sums(folder, manifest.sums)
    with _writing(settings.home):
        prepare_prefect(settings)
        with sole_serving(Path(os.environ["PREFECT_HOME"])):
            placed, held = Placed(), Held(folder, manifest, sums, faults, secret is not None, keep_tokens)
            try:
                originals, returned, aside, tokens = _put_back(held, settings, placed, force=force)
            except BaseException:
                placed.undo()
                raise
            return Restored(manifest, secret is not None, is_sealed(folder), originals, returned, aside, faults, verify(settings), tokens)


@dataclass(frozen=True, slots=True)
class Held:
    """A backup that was checked.

    Attributes:
        folder: of it.
        manifest: of it.
        sums: hash of each file, as the manifest vouches for.
        faults: what it lacks.
        is_signed: with our key.
        keep_tokens: whether tokens of programs go on to open what they opened.
    """

    folder: Path
    manifest: Manifest
    sums: Mapping[str, str]
    faults: tuple[Fault, ...]
    is_signed: bool
    keep_tokens: bool

    def finish(self, url: str, deed: str) -> tuple[str, ...]:
        """Bring the restored database to this version, before anything counts; gives the tokens of programs that it withdrew."""
        bring_up(url)
        withdrawn = () if self.keep_tokens else withdraw_all(url, _RESTORE)
        record_restore(url, deed + (f"; tokens withdrawn: {', '.join(withdrawn)}" if withdrawn else ""))
        return withdrawn


def _put_back(held: Held, settings: Settings, placed: Placed, *, force: bool) -> tuple[int, Returning, str, tuple[str, ...]]:
    """Number of files put back, settings and accounts, the name of what was there, and the tokens that were withdrawn."""
    kind, manifest = database_kind(settings.database), held.manifest
    if kind != manifest.database:
        raise BackupError(f"The backup is of {manifest.database}, the settings name {kind}.", "Set THONGBAO_DATABASE_URL.")
    there = count_documents(settings.database)
    if there and not force:
        raise BackupError(f"The database holds {there} documents.", "With --force it is renamed, and the backup takes its place.")
    settings.home.mkdir(parents=True, exist_ok=True)
    bad = {fault.subject for fault in held.faults}
    files = [file for file in _files(held.sums, settings) if file[0] not in bad]
    originals = sum(_file_back(held.folder, path, target, sha256, placed) for path, sha256, target in along(files, "originals"))
    returned = put_settings_back(held.folder, held.sums, settings, settings_file(), placed.files, signed=held.is_signed)
    aside = f"before_restore_{datetime.now(UTC):%Y%m%dt%H%M%Sz}"
    left_out = f", {len(bad)} damaged files left out" if bad else ""
    before = f"; the {there} documents that were here stand aside as {aside}" if there else ""
    deed = f"backup of {manifest.made_at}, {manifest.counts.get('document', 0)} documents{left_out}{before}"
    tokens = (_file_database_back if kind == "sqlite" else _rows_back)(held, settings, aside, deed)
    return originals, returned, aside if there else "", tokens


def _refuse_too_much(folder: Path, settings: Settings) -> None:
    """Make sure that everything finds room, before anything is read or written: a file may be as large as its folder says, and empty."""
    sums, needed = read_sums(folder), 0
    targets = {path: target for path, _, target in _files(sums, settings)}
    for path in sums:
        with suppress(OSError):  # what is not there is told when the files are compared
            size, target = size_inside(folder, path), targets.get(path)
            needed += 0 if target and target.is_file() and target.stat().st_size == size else size
    place = next(p for p in (settings.home.absolute(), *settings.home.absolute().parents) if p.exists())
    free = shutil.disk_usage(place).free
    if needed > free:
        raise StorageFullError(f"The backup needs {needed:,} bytes, {free:,} are free under {settings.home}.", "Free disk space.")


def _files(sums: Mapping[str, str], settings: Settings) -> Iterator[tuple[str, str, Path]]:
    """Path in the backup, hash, and place of each original and picture."""
    for path, sha256 in sums.items():
        room, _, rest = path.partition("/")
        if room == ORIGINALS:
            yield path, sha256, original_place(settings.store_folder, rest, sha256)
        elif room == PICTURES:
            yield path, sha256, work_place(settings.work_folder, rest)


def _file_back(folder: Path, path: str, target: Path, sha256: str, placed: Placed) -> bool:
    """Put a file back, whole at once; False where it is there and whole. One that is damaged is replaced."""
    if has_content(target, sha256, size_inside(folder, path)):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    is_new = not target.exists()
    _copied(folder, path, sha256, incoming := target.with_name(f".incoming-{uuid.uuid4().hex}"), 0o444)
    incoming.replace(target)
    if is_new:
        placed.files.append(target)
    return True


def _copied(folder: Path, path: str, sha256: str, target: Path, mode: int = 0o600) -> Path:
    if copy_inside(folder, path, target, mode).sha256 != sha256:
        target.unlink()
        raise BackupError(f"{folder / path} changed while it was read.", "Check the backup again (`thongbao backup --check`).")
    return target


def _file_database_back(held: Held, settings: Settings, aside: str, deed: str) -> tuple[str, ...]:
    """Copy the file beside the database, check and migrate the copy, and only then give it the name."""
    file, name = sqlite_file(settings.database), DUMPS["sqlite"]
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=file.parent) as work:
        fresh = _copied(held.folder, name, held.sums[name], Path(work) / file.name)
        check_dump(fresh, held.manifest, LOOKING)
        url = f"sqlite:///{fresh}"
        tokens = held.finish(url, deed)
        engine_for(url).dispose()
        with closing(sqlite3.connect(fresh)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
        put_back(fresh, settings.database, aside)
    return tokens


def _rows_back(held: Held, settings: Settings, aside: str, deed: str) -> tuple[str, ...]:
    """Write the rows of the dump as text, and put them into tables that our own migrations make."""
    name, manifest = DUMPS["postgresql"], held.manifest
    tokens: list[str] = []

    def finish(url: str) -> None:
        tokens.extend(held.finish(url, deed))

    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=settings.home) as work:
        dump = _copied(held.folder, name, held.sums[name], Path(work) / name)
        check_dump(dump, manifest, LOOKING)
        rows_of_dump(dump, Path(work) / "rows.sql", LOOKING)
        put_rows_back(Path(work) / "rows.sql", settings.database, aside, (manifest.schema, manifest.counts), finish)
    return tuple(tokens)


@contextmanager
def _writing(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise StorageFullError(f"No space is left under {home}.", "Free disk space, then restore again.") from error
        raise BackupError(f"{error.filename} cannot be written: {error.strerror or error}.", "Check the folder and its owner.") from error
