"""Settings and accounts of a backup: what may come back comes back, the rest lies beside for a person to look through."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.carried import carried
from config.settings import Settings
from flows.review.accounts import load_accounts
from tasks.archive.backup import ACCOUNTS, SETTINGS
from tasks.archive.inside import read_inside
from tasks.domain.errors import BackupError, ConfigError

_LARGEST = 1024 * 1024  # bytes; a thousand accounts take 200 kB
_BESIDE = ".from-backup"
# With a file of accounts one has to sign in, with an empty one nobody can: whoever made the backup lets nobody in.
_NOBODY = '{"users": {}}\n'


@dataclass(frozen=True, slots=True)
class Returning:
    """What came back.

    Attributes:
        settings: the file that was written, None where one was there already or nothing was to be had.
        left: names of settings that did not come back.
        accounts: what became of the accounts: "" (none were held, or some are there), "returned", "locked" (nobody can sign in).
        beside: files of the backup that lie beside for a person.
    """

    settings: Path | None = None
    left: tuple[str, ...] = ()
    accounts: str = ""
    beside: tuple[Path, ...] = ()


def put_settings_back(
    folder: Path, sums: Mapping[str, str], settings: Settings, place: Path, placed: list[Path], *, signed: bool
) -> Returning:
    """Put settings and accounts back where none are.

    Args:
        folder: of the backup.
        sums: hash of each of its files.
        settings: in force; they, not the backup, say where accounts lie.
        place: of the settings file.
        placed: gets the files that were written.
        signed: the backup is signed with our key.

    Raises:
        BackupError: a file changed while it was read, or is larger than any such file.
        OSError: a file cannot be written.
    """
    written: Path | None = None
    left: tuple[str, ...] = ()
    beside: list[Path] = []
    if SETTINGS in sums and not place.exists():
        content = _read(folder, SETTINGS, sums)
        taken = carried(content, signed=signed)
        left = taken.left
        if taken.toml:
            written = _put(place, taken.toml.encode(), placed)
        if left:
            beside.append(_put(place.with_name(place.name + _BESIDE), content, placed))
    accounts = ""
    if ACCOUNTS in sums and not settings.review_users_file.exists():
        content, target = _read(folder, ACCOUNTS, sums), settings.review_users_file
        accounts = "returned" if signed and _are_accounts(content, target, placed) else "locked"
        if accounts == "locked":
            _put(target, _NOBODY.encode(), placed)
            beside.append(_put(target.with_name(target.name + _BESIDE), content, placed))
    return Returning(written, left, accounts, tuple(beside))


def _are_accounts(content: bytes, target: Path, placed: list[Path]) -> bool:
    _put(target, content, placed)
    try:
        load_accounts(target)
    except (ConfigError, RecursionError):
        target.unlink()
        return False
    return True


def _read(folder: Path, name: str, sums: Mapping[str, str]) -> bytes:
    content = read_inside(folder, name, _LARGEST)
    if hashlib.sha256(content).hexdigest() != sums[name]:
        raise BackupError(f"{folder / name} changed while it was read.", "Check the backup again (`thongbao backup --check`).")
    return content


def _put(place: Path, content: bytes, placed: list[Path]) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as out:
        placed.append(place)
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return place
