"""A file that somebody brought by a form, before the store has it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that a form brought.

    Attributes:
        path: where it lies now, alone in a folder, under its own name.
        sha256: of its content.
    """

    path: Path
    sha256: str


def drop(path: Path) -> None:
    """Let a file that a form brought go, with its folder."""
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()
