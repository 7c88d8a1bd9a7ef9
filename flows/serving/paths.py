"""Which paths a form may name: those below the folders that the operator offers, whatever links lead elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.addresses import path_at
from tasks.domain.errors import ForbiddenPathError


def offered_path(named: str, folders: Sequence[Path]) -> Path:
    """The file or folder that a form names, with all links resolved; a relative name counts from the first folder.

    Nothing is said of what lies elsewhere, not even whether it is there.

    Args:
        named: a path or a file URI (RFC 8089).
        folders: one at least.

    Raises:
        ForbiddenPathError: it leads out of the folders, or goes up on the way.
    """
    path = path_at(named)
    if ".." not in path.parts:
        try:
            found = (folders[0] / path).resolve()
            if any(found.is_relative_to(folder.resolve()) for folder in folders):
                return found
        except (OSError, ValueError, RuntimeError):  # a loop of links, a name too long, a NUL: it names nothing
            pass
    offered = ", ".join(str(folder.absolute()) for folder in folders)
    raise ForbiddenPathError(f"{named!r} does not lie below {offered}.", "Name a path there, or have its folder put into form_folders.")
