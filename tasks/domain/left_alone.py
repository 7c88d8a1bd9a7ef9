"""Files that nobody sent: what systems keep beside documents for themselves, and what is not finished yet."""

from __future__ import annotations

from pathlib import PurePath

# What a scanner or a share leaves beside the scans; anything else is taken, and quarantined where it is no scan.
LEFT_ALONE = ("~", ".part", ".tmp", ".crdownload", ".filepart")
# What systems keep in folders for themselves, and the lock files of office programs.
_OF_SYSTEMS = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "@eadir", "$recycle.bin", "system volume information"))
_LOCKS = ("~$", "._", ".~lock.")


def is_left_alone(relative: PurePath) -> bool:
    """Whether a file of a folder is hidden, not finished by its name, or one that a system keeps there for itself."""
    hidden = any(part.startswith(".") or part.lower() in _OF_SYSTEMS for part in relative.parts)
    return hidden or relative.name.endswith(LEFT_ALONE) or relative.name.startswith(_LOCKS)
