"""What a backup is: a folder with a manifest, a list of hashes that ``sha256sum --check`` understands, and the files it names.

``manifest.json`` is written last and holds the hash of the list; a folder without it is none.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tasks.archive.inside import hash_inside, read_inside, read_json
from tasks.archive.originals import sha256_of, store_path_of
from tasks.archive.seal import SEAL, check_seal, seal_of
from tasks.domain.counted import Told, untold
from tasks.domain.errors import BackupError
from tasks.domain.outcome import Severity
from tasks.domain.upkeep import Fault

FORMAT = 1
MANIFEST, SUMS, SETTINGS, ACCOUNTS = "manifest.json", "SHA256SUMS", "thongbao.toml", "review-users.json"
ORIGINALS, PICTURES = "originals", "work"
DUMPS = {"sqlite": "database.sqlite", "postgresql": "database.pgdump"}
_NAME = re.compile(r"thongbao-\d{8}T\d{6}Z")
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
# As steps leave them, with a name that is no other's: no part begins with a dot.
_PICTURE = re.compile(r"[0-9A-Za-z_][0-9A-Za-z_.-]*(/[0-9A-Za-z_][0-9A-Za-z_.-]*){0,4}")
_LARGEST_MANIFEST, _DEEPEST = 4 * 1024 * 1024, 8  # of a thousand lacking originals it takes 300 kB, and 3 deep
_LARGEST_SUMS = 256 * 1024 * 1024  # a million originals take 210 MB
REDO = "Make a new backup; restore from an older one."


@dataclass(frozen=True, slots=True)
class Lacking:
    """An original that the backup should hold and does not.

    Attributes:
        name: short id and file name.
        sha256: of its bytes.
        reason: why.
    """

    name: str
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        format: of this folder.
        made_at: when the database was copied, ISO 8601 in UTC.
        host: machine.
        program: version of the program.
        database: sqlite or postgresql.
        server: version of the database.
        schema: migration it stands at.
        counts: rows by table.
        originals: number of originals.
        original_bytes: their bytes.
        pictures: number of page pictures.
        lacking: originals that were not to be had.
        from_environment: names of settings that were set in the environment, and so are not in the settings file.
        sums: SHA-256 of the list of hashes.
    """

    format: int
    made_at: str
    host: str
    program: str
    database: str
    server: str
    schema: str
    counts: dict[str, int]
    originals: int
    original_bytes: int
    pictures: int
    lacking: tuple[Lacking, ...]
    from_environment: tuple[str, ...]
    sums: str


def backup_name(at: datetime) -> str:
    """Name of a backup made at an instant; names sort by time."""
    return f"thongbao-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def list_backups(place: Path) -> list[Path]:
    """The finished backups in a folder, the oldest first."""
    if not place.is_dir():
        return []
    return sorted(p for p in place.iterdir() if _NAME.fullmatch(p.name) and (p / MANIFEST).is_file())


def original_path(sha256: str) -> str:
    """Where an original stands in a backup."""
    return f"{ORIGINALS}/{store_path_of(sha256)}"


def write_sums(folder: Path, sums: Mapping[str, str]) -> str:
    """Write the list of hashes by path; gives its own hash."""
    _write(folder / SUMS, "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(sums.items())))
    return sha256_of(folder / SUMS)


def write_manifest(folder: Path, manifest: Manifest, key: bytes | None = None) -> None:
    """Write the manifest, after everything it speaks of, and its signature where there is a key."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n"
    _write(folder / MANIFEST, text)
    if key is not None:
        _write(folder / SEAL, seal_of(key, text.encode()))


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def read_manifest(folder: Path, key: bytes | None = None) -> Manifest:
    """The manifest of a backup.

    Args:
        folder: of the backup.
        key: that it is to be signed with; None: the signature is not looked at.

    Raises:
        BackupError: the folder is no backup, one of a later version of the program, or not signed with the key.
    """
    try:
        content = read_inside(folder, MANIFEST, _LARGEST_MANIFEST)
        if key is not None:
            check_seal(folder, content, key)
        found: Any = read_json(content, _DEEPEST)
        if isinstance(found, dict) and isinstance(found.get("format"), int) and found["format"] > FORMAT:
            raise BackupError(f"{folder} was made by a later version of the program.", "Install that version.")
        return TypeAdapter(Manifest).validate_python(found)
    except FileNotFoundError as error:
        raise BackupError(f"{folder} is no backup.", f"Name a folder with a {MANIFEST}, as `thongbao backup` makes them.") from error
    except (OSError, ValueError, ValidationError) as error:
        raise BackupError(f"{folder / MANIFEST} cannot be read.", REDO) from error


def read_sums(folder: Path, sha256: str | None = None) -> dict[str, str]:
    """Hash by path of every file of a backup; only names that backups have are let in.

    An original is named by its hash, a page picture lies below the folder of its document; nothing else but the database, the settings and
    the accounts is there.

    Args:
        folder: of the backup.
        sha256: of the list itself; None: it is not compared.

    Raises:
        BackupError: the list is missing or damaged, or names something else.
    """
    try:
        content = read_inside(folder, SUMS, _LARGEST_SUMS)
        lines = content.decode("utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise BackupError(f"{folder / SUMS} cannot be read.", REDO) from error
    if sha256 not in (None, hashlib.sha256(content).hexdigest()):
        raise BackupError(f"{folder / SUMS} is not the one the backup was made with.", REDO)
    sums: dict[str, str] = {}
    for line in filter(None, lines):
        found = _LINE.fullmatch(line)
        if found is None or found[2] in sums or not _is_ours(found[2], found[1]):
            raise BackupError(f"{folder / SUMS} is damaged, or names what is in no backup: {line[:150]!r}.", REDO)
        sums[found[2]] = found[1]
    return sums


def _is_ours(path: str, sha256: str) -> bool:
    room, _, rest = path.partition("/")
    if room == ORIGINALS:
        return rest == store_path_of(sha256)
    if room == PICTURES:
        return _PICTURE.fullmatch(rest) is not None
    return path in {SETTINGS, ACCOUNTS, *DUMPS.values()}


def check_files(folder: Path, manifest: Manifest, told: Told = untold) -> Iterator[Fault]:
    """Read every file of a backup back and compare it with its hash, and the list of hashes with the manifest.

    Raises:
        BackupError: the list of hashes is missing or damaged, or a link or a device stands in a file's place.
    """
    sums = read_sums(folder)
    if hash_inside(folder, SUMS) != manifest.sums:
        yield _fault("backup-damaged", SUMS, "The list of hashes is not the one the backup was made with.")
    for path, sha256 in told(sums.items(), "files of the backup"):
        try:
            if hash_inside(folder, path) != sha256:
                yield _fault("backup-damaged", path, "It is not what was backed up.")
        except FileNotFoundError:
            yield _fault("backup-incomplete", path, "It is gone.")
        except OSError as error:
            yield _fault("backup-unreadable", path, f"It cannot be read: {error.strerror}.")
    if DUMPS.get(manifest.database) not in sums:
        yield _fault("backup-incomplete", "database", "The backup holds none.")
    held = sum(1 for path in sums if path.startswith(f"{ORIGINALS}/"))
    if held != manifest.originals:
        yield _fault("backup-incomplete", ORIGINALS, f"{held} originals are listed, {manifest.originals} were backed up.")
    for one in manifest.lacking:
        yield _fault("backup-incomplete", one.name, one.reason)


def _fault(code: str, subject: str, message: str) -> Fault:
    return Fault(code, Severity.ERROR, subject, message)
