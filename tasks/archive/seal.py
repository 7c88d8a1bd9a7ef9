"""The signature of a backup: HMAC-SHA256 (RFC 2104) of its manifest, which holds the hash of the list of hashes of all files.

Whoever has the key can sign; it lies elsewhere than the backups, and no backup holds it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
from pathlib import Path

from tasks.archive.inside import read_inside
from tasks.domain.errors import BackupError, ConfigError

SEAL = "manifest.hmac"
_KEY_BYTES = 32
_LARGEST = 1024
_KEY = re.compile(r"[0-9a-f]{64}\n?")
_SEAL = re.compile(r"hmac-sha256 ([0-9a-f]{16}) ([0-9a-f]{64})\n")


def make_key(path: Path) -> None:
    """Make a key of chance and write it to a file that only its owner may read.

    Raises:
        ConfigError: something stands there, or it cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_hex(_KEY_BYTES) + "\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise ConfigError(f"No key can be written to {path}: {error.strerror}.", "Name a file that is not there yet.") from error


def read_key(path: Path) -> bytes:
    """The key in a file.

    Raises:
        ConfigError: there is none, or others than its owner may read it.
    """
    try:
        with path.open("rb") as stream:
            mode, content = os.fstat(stream.fileno()).st_mode, stream.read(_LARGEST)
    except OSError as error:
        raise ConfigError(f"The key in {path} cannot be read: {error.strerror}.", "`thongbao backup --new-key FILE` makes one.") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigError(f"Others than its owner may read the key in {path}.", f"chmod 600 {path}")
    if not _KEY.fullmatch(content.decode("latin-1")):
        raise ConfigError(f"{path} holds no key.", "`thongbao backup --new-key FILE` makes one.")
    return bytes.fromhex(content.decode("ascii"))


def seal_of(key: bytes, manifest: bytes) -> str:
    """The signature of a manifest, with the name of the key."""
    name = hashlib.sha256(b"thongbao backup key\0" + key).hexdigest()[:16]
    return f"hmac-sha256 {name} {hmac.new(key, manifest, hashlib.sha256).hexdigest()}\n"


def is_sealed(folder: Path) -> bool:
    """Whether a backup has a signature, right or wrong."""
    return (folder / SEAL).is_file()


def check_seal(folder: Path, manifest: bytes, key: bytes) -> None:
    """Make sure that a manifest is signed with a key.

    Raises:
        BackupError: it is not.
    """
    try:
        found = _SEAL.fullmatch(read_inside(folder, SEAL, _LARGEST).decode("latin-1"))
    except FileNotFoundError as error:
        hint = "Where it is from before there was a key, unset backup_key for this one restore."
        raise BackupError(f"{folder} is not signed, and a key is set (backup_key).", hint) from error
    except OSError as error:
        raise BackupError(f"The signature of {folder} cannot be read: {error.strerror}.", "") from error
    right = seal_of(key, manifest)
    if found is None or not hmac.compare_digest(found[0], right):
        of_another = found is not None and found[1] != right.split()[1]
        why = "It was made with another key." if of_another else "Somebody changed the backup."
        raise BackupError(f"The signature of {folder} does not fit. {why}", "Restore another one.")
