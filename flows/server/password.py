"""The password of Prefect's server: made at the first start, kept in the home folder for its owner alone."""

from __future__ import annotations

import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from tasks.domain.errors import ConfigError
from tasks.domain.private import keep_first_private, replace_private

FILE = "server.password"
NAME = "thongbao"
LONGEST = 1000  # bytes of the file
RANDOM_BYTES = 24  # 192 bits, more than anybody guesses through any number of tries
_FORM = re.compile(r"[^:\s]+:\S{8,}")
_FORGET_HINT = "`thongbao server-password --new` makes another one; then start `serve` again."


def made_auth(home: Path) -> str:
    """Name and password (``NAME:PASSWORD``) that this home's server asks for; made where there are none yet.

    Of two programs that start at once, one makes the password and the other takes it.

    Raises:
        ConfigError: the file is readable or owned by others, or holds no password.
    """
    place = home / FILE
    with suppress(FileNotFoundError):
        return read_auth(place)
    keep_first_private(place, _fresh())
    return read_auth(place)


def renew_auth(home: Path) -> str:
    """Make another password in place of the one that is there; a server that runs keeps the old one until it is started again."""
    replace_private(home / FILE, _fresh())
    return read_auth(home / FILE)


def read_auth(place: Path) -> str:
    """What the file says.

    Raises:
        FileNotFoundError: there is none.
        ConfigError: it is readable or owned by others, is no regular file, or holds no password.
    """
    try:
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ConfigError(f"{place} cannot be read: {error.strerror}.", "Run the command as the account that serves.") from error
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_mode & 0o077 or os.geteuid() not in {0, found.st_uid}:
            raise ConfigError(f"{place} is not its owner's alone, so that others may know the password in it.", _FORGET_HINT)
        auth = os.read(handle, LONGEST).decode("utf-8", "replace").strip()
    finally:
        os.close(handle)
    if not _FORM.fullmatch(auth) or not auth.isascii():
        raise ConfigError(f"{place} holds no password.", _FORGET_HINT)
    return auth


def _fresh() -> str:
    return f"{NAME}:{secrets.token_urlsafe(RANDOM_BYTES)}\n"
