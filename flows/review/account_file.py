"""The file of accounts, groups and links to accounts elsewhere: read whole, changed by one program at a time, written whole."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tasks.domain.errors import ConfigError
from tasks.domain.private import make_private, replace_private

HINT = "`thongbao review-user NAME` writes it."


def read_file(path: Path) -> dict[str, Any]:
    """What the file holds; nothing where there is none.

    Raises:
        ConfigError: the file cannot be understood.
    """
    try:
        raw = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} is no file of accounts ({error}).", HINT) from error
    if not isinstance(raw, dict):
        raise ConfigError(f"{path} is no file of accounts.", HINT)
    return raw


@contextmanager
def changing_file(path: Path) -> Iterator[dict[str, Any]]:
    """What the file holds, to be changed in place; it is written when all went well, and nobody else changes it meanwhile.

    Raises:
        ConfigError: the file cannot be understood.
    """
    make_private(path.parent)
    lock = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        raw = read_file(path)
        yield raw
        replace_private(path, json.dumps(raw, ensure_ascii=False, indent=1) + "\n")
    finally:
        os.close(lock)
