"""Files that nobody sent: what systems keep beside documents for themselves, and what is not finished yet."""

from __future__ import annotations

from pathlib import PurePath

# What a scanner or a share leaves beside the scans; anything else is taken, and quarantined where it is no scan.
LEFT_ALONE = ("~", ".part", ".tmp", ".crdownload", ".filepart", ".download", ".opdownload")
# What systems keep in folders for themselves, and the lock files of office programs.
_OF_SYSTEMS = frozenset(
    (
        "thumbs.db", "thumbs.db:encryptable", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "autorun.inf", "indexervolumeguid",
        "ntuser.dat", "$recycle.bin", "recycler", "system volume information", "found.000", "__macosx", "icon\r", "network trash folder",
        "temporary items", "@eadir", "@recycle", "#recycle", "#snapshot", "lost+found", "picasa.ini", "zbthumbnail.info", "pspbrwse.jbf",
    )
)  # fmt: skip
_LOCKS = ("~$", "._", ".~lock.")


def is_left_alone(relative: PurePath) -> bool:
    """Whether a file of a folder is hidden, not finished by its name, or one that a system keeps there for itself."""
    hidden = any(part.startswith(".") or part.lower() in _OF_SYSTEMS for part in relative.parts)
    return hidden or relative.name.endswith(LEFT_ALONE) or relative.name.startswith(_LOCKS)
