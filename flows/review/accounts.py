"""Who may use the review pages: a file of accounts with scrypt hashes and roles."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import threading
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from flows.review.account_file import HINT, changing_file, read_file
from tasks.domain.errors import ConfigError

READER, EDITOR, ADMINISTRATOR = ROLES = ("reader", "editor", "administrator")
"""Each may what those before it may: look; change; give programs their tokens."""
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
        role: of ``ROLES``.
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
        users = read_file(path).get("users", {})
        found = {name: Account(name, str(entry["role"]), str(entry["hash"])) for name, entry in users.items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{path} is no file of accounts ({error}).", HINT) from error
    if any(account.role not in ROLES for account in found.values()):
        raise ConfigError(f"{path} names a role that is none of {', '.join(ROLES)}.", HINT)
    return found


def is_name(name: str) -> bool:
    """Whether an account can go by a name."""
    return _NAME.fullmatch(name) is not None and name == name.strip()


def save_account(path: Path, name: str, role: str, password: str) -> None:
    """Add an account, or change the one of that name; the file is readable by its owner alone.

    Raises:
        ConfigError: name, role or password cannot be taken.
    """
    if not is_name(name):
        raise ConfigError(f"{name!r} is no name for an account.", "Letters, digits, dots, hyphens and spaces; 64 at most.")
    if role not in ROLES:
        raise ConfigError(f"{role!r} is no role.", f"Roles are {', '.join(ROLES)}.")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise ConfigError(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.", "Take another one.")
    account = Account(name, role, hash_password(password))
    load_accounts(path)
    with changing_file(path) as raw:
        raw.setdefault("users", {})[account.name] = {"role": account.role, "hash": account.hash}


def remove_account(path: Path, name: str) -> None:
    """Take an account away; its sessions end with it.

    Raises:
        ConfigError: there is none of that name.
    """
    accounts = load_accounts(path)
    if name not in accounts:
        raise ConfigError(f"There is no account {name!r} in {path}.", f"It holds: {', '.join(sorted(accounts)) or 'none'}.")
    with changing_file(path) as raw:
        raw["users"].pop(name, None)


def change_password(path: Path, account: Account, password: str) -> Account | None:
    """Give an account another password; its sessions end.

    Returns:
        The account as it is now; None where it went, or was changed by somebody else, since ``account`` was read: nothing of it is written.
    """
    changed = replace(account, hash=hash_password(password))
    with changing_file(path) as raw:
        kept = raw.get("users", {}).get(account.name)
        if kept is None or (kept.get("role"), kept.get("hash")) != (account.role, account.hash):
            return None
        kept["hash"] = changed.hash
    return changed


def who_signs_in(accounts: dict[str, Account], name: str, password: str) -> Account | None:
    """The account that a name and a password open; None where they open none."""
    account, nobody = accounts.get(name), _nobody()
    fits = password_fits(password, account.hash if account else nobody)
    return account if fits else None
