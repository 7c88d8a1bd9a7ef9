"""Who may use the review pages: a file of accounts with scrypt hashes and roles."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tasks.domain.errors import ConfigError

ROLES = ("reader", "editor")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 1000  # characters
# RFC 7914 and OWASP's password storage cheat sheet: 2^15 * 8 * 128 bytes = 32 MiB a try.
_N, _R, _P = 2**15, 8, 1
_MEMORY = 64 * 1024 * 1024
# Forty threads answer requests; 32 MiB in each of them would be more than a gigabyte for strangers to ask for.
_TURNS = threading.Semaphore(2)
_NAME = re.compile(r"[\w.@ -]{1,64}")


@dataclass(frozen=True, slots=True)
class Account:
    """One person who may sign in.

    Attributes:
        name: as it is typed to sign in, and as it stands beside what the person changed.
        role: reader or editor.
        hash: ``scrypt$n$r$p$salt$key``, salt and key in Base64.
    """

    name: str
    role: str
    hash: str

    @property
    def mark(self) -> str:
        """Changes with the password and the role, so that sessions and addresses given out before end with either."""
        return hashlib.sha256(f"{self.role}:{self.hash}".encode()).hexdigest()[:16]


def hash_password(password: str, salt: bytes | None = None) -> str:
    """The text that is kept in place of a password."""
    salt = salt or secrets.token_bytes(16)
    with _TURNS:
        key = hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY)
    return f"scrypt${_N}${_R}${_P}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"


def password_fits(password: str, kept: str) -> bool:
    """Whether a password is the one behind a kept text; takes the same time either way."""
    try:
        kind, n, r, p, salt, key = kept.split("$")
        wanted = base64.b64decode(key, validate=True)
        salted = base64.b64decode(salt, validate=True)
        with _TURNS:
            found = hashlib.scrypt(password.encode(), salt=salted, n=int(n), r=int(r), p=int(p), maxmem=_MEMORY, dklen=len(wanted))
    except ValueError:
        return False
    return kind == "scrypt" and hmac.compare_digest(found, wanted)


@cache
def _nobody() -> str:
    """What the password of somebody without an account is compared with: the answer takes as long as for one who has one."""
    return hash_password("nobody", b"\0" * 16)


def load_accounts(path: Path) -> dict[str, Account]:
    """The accounts of a file by name; none where there is no file.

    Raises:
        ConfigError: the file cannot be understood.
    """
    try:
        raw = json.loads(path.read_text("utf-8"))
        found = {name: Account(name, str(entry["role"]), str(entry["hash"])) for name, entry in raw["users"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{path} is no file of accounts ({error}).", "`thongbao review-user NAME` writes it.") from error
    if any(account.role not in ROLES for account in found.values()):
        raise ConfigError(f"{path} names a role that is none of {', '.join(ROLES)}.", "`thongbao review-user NAME` writes it.")
    return found


def save_account(path: Path, name: str, role: str, password: str) -> None:
    """Add an account, or change the one of that name; the file is readable by its owner alone.

    Raises:
        ConfigError: name, role or password cannot be taken.
    """
    if not _NAME.fullmatch(name) or name != name.strip():
        raise ConfigError(f"{name!r} is no name for an account.", "Letters, digits, dots, hyphens and spaces; 64 at most.")
    if role not in ROLES:
        raise ConfigError(f"{role!r} is no role.", f"Roles are {', '.join(ROLES)}.")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise ConfigError(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.", "Take another one.")
    kept = hash_password(password)
    with _alone(path):
        _write(path, load_accounts(path) | {name: Account(name, role, kept)})


def remove_account(path: Path, name: str) -> None:
    """Take an account away; its sessions end with it.

    Raises:
        ConfigError: there is none of that name.
    """
    with _alone(path):
        accounts = load_accounts(path)
        if accounts.pop(name, None) is None:
            raise ConfigError(f"There is no account {name!r} in {path}.", f"It holds: {', '.join(sorted(accounts)) or 'none'}.")
        _write(path, accounts)


def change_password(path: Path, account: Account, password: str) -> Account | None:
    """Give an account another password; its sessions end.

    Returns:
        The account as it is now; None where it went, or was changed by somebody else, since ``account`` was read: nothing is written.
    """
    changed = replace(account, hash=hash_password(password))
    with _alone(path):
        accounts = load_accounts(path)
        if accounts.get(account.name) != account:
            return None
        _write(path, accounts | {account.name: changed})
    return changed


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """No other process changes the accounts meanwhile: what one of them took away would come back with what another one writes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(path: Path, accounts: dict[str, Account]) -> None:
    text = json.dumps({"users": {a.name: {"role": a.role, "hash": a.hash} for a in accounts.values()}}, ensure_ascii=False, indent=1)
    write_private(path, text)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text + "\n")
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def who_signs_in(accounts: dict[str, Account], name: str, password: str) -> Account | None:
    """The account that a name and a password open; None where they open none."""
    account, nobody = accounts.get(name), _nobody()
    fits = password_fits(password, account.hash if account else nobody)
    return account if fits else None
