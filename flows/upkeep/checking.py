"""A backup read back: signature, files, database; nothing of it is trusted, and what reads the database is a process of its own."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from db.engine import engine_for
from db.schema import refuse_newer, upgrade
from db.upkeep.snapshot import refuse_older_tool
from flows.apart import run_apart, why_ended
from tasks.archive import backup
from tasks.archive.backup import DUMPS, Manifest, read_manifest
from tasks.domain.errors import BackupError
from tasks.domain.outcome import Severity
from tasks.domain.upkeep import Fault
from tasks.progress import along
from tasks.scan.process import Bounds, run_bounded

# Reading all of a database takes as long as the disk; a tenth of a second for each 10 MB or so.
LOOKING = Bounds(seconds=6 * 3600.0, memory_bytes=1024**3, output_bytes=64 * 1024 * 1024, open_files=64)
# Rows as text take a few times what a dump, which is packed, takes.
_UNPACKED, _UNPACKED_BYTES = 100, 1024**3


def check_backup(folder: Path, key: bytes | None = None, bounds: Bounds = LOOKING) -> tuple[Manifest, tuple[Fault, ...]]:
    """Read a backup back: every file against its hash, the database against what the manifest counts and what our tables are.

    Args:
        folder: one backup.
        key: that it is to be signed with; None: the signature is not looked at.
        bounds: of the process that looks into the database.

    Raises:
        BackupError: the folder is no backup, is not signed with the key, its list of hashes is gone or names strange files, or a link or a
            device stands in a file's place.
        NewerDatabaseError: a later version of the program made it.
        MissingToolError: pg_restore is missing, which tells whether a dump is whole.
    """
    manifest = read_manifest(folder, key)
    if manifest.database not in DUMPS:
        raise BackupError(f"{folder} is of a kind of database that there is not.", backup.REDO)
    refuse_newer(manifest.schema)
    faults = list(backup.check_files(folder, manifest, along))
    dump = folder / DUMPS[manifest.database]
    if dump.is_file() and not any(f.subject == dump.name for f in faults):
        try:
            check_dump(dump, manifest, bounds)
        except BackupError as error:
            faults.append(Fault("backup-damaged", Severity.ERROR, dump.name, error.message))
    return manifest, tuple(faults)


def check_dump(dump: Path, manifest: Manifest, bounds: Bounds) -> None:
    """Make sure that the copy of a database is one of ours, with the rows that were backed up.

    Raises:
        BackupError: it is not.
        MissingToolError: pg_restore is missing.
    """
    if manifest.database == "postgresql":
        refuse_older_tool("pg_restore", _number(manifest.server))
        if run_bounded(["pg_restore", "--list", str(dump.absolute())], bounds).returncode != 0:
            raise BackupError("pg_restore cannot read it.", backup.REDO)
        return
    with tempfile.TemporaryDirectory(prefix="thongbao-reference-") as name:
        reference = Path(name) / "reference.db"
        upgrade(f"sqlite:///{reference}", manifest.schema)
        engine_for(f"sqlite:///{reference}").dispose()
        done = run_apart("db.upkeep.foreign", [str(dump.absolute()), str(reference)], bounds)
    if done.returncode != 0 or not done.stdout:
        raise BackupError(f"Reading it takes {why_ended(done) or 'a database that is whole'}.", backup.REDO)
    told = json.loads(done.stdout)
    if "fault" in told:
        raise BackupError(str(told["fault"]), backup.REDO)
    if (told["schema"], told["counts"]) != (manifest.schema, manifest.counts):
        raise BackupError("It holds other rows than were backed up.", backup.REDO)


def rows_of_dump(dump: Path, script: Path, bounds: Bounds) -> None:
    """Write the rows of a dump of PostgreSQL as text; nothing of it is run.

    Raises:
        BackupError: it cannot be read, or unpacks to more than rows do.
        StorageFullError: no space is left.
    """
    most = min(_UNPACKED * dump.stat().st_size + _UNPACKED_BYTES, shutil.disk_usage(script.parent).free)
    command = ["pg_restore", "--data-only", "--no-owner", "--no-privileges", "--schema=public", f"--file={script}", str(dump.absolute())]
    done = run_bounded(command, replace(bounds, output_bytes=most))
    if done.returncode != 0:
        raise BackupError(
            f"The rows of {dump.name} cannot be read: {' '.join(done.stderr.split())[-200:] or why_ended(done)}.", backup.REDO
        )


def _number(version: str) -> int:
    return int(version) if version.isdecimal() and len(version) < 4 else 0
