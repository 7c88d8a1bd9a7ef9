"""The chain of migrations as their files name it, read without Alembic, whose import costs every command a quarter of a second."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

VERSIONS = Path(__file__).parent / "migrations" / "versions"
_REVISION = re.compile(r'^revision = "(\w+)"$', re.MULTILINE)
_BEFORE = re.compile(r'^down_revision = (?:"(\w+)"|None)$', re.MULTILINE)


@cache
def chain() -> dict[str, str | None]:
    """Every migration of this version with the one before it, None for the first.

    Raises:
        ValueError: a file does not say what it is.
    """
    found: dict[str, str | None] = {}
    for file in sorted(VERSIONS.glob("[0-9]*.py")):
        text = file.read_text("utf-8")
        revision, before = _REVISION.search(text), _BEFORE.search(text)
        if revision is None or before is None:
            raise ValueError(f"{file} names no revision, or none before it.")
        found[revision[1]] = before[1]
    return found


def newest() -> str:
    """The migration that none follows.

    Raises:
        ValueError: there is not exactly one.
    """
    [head] = chain().keys() - set(chain().values())
    return head
