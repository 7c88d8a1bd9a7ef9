"""Names of files that a database states, checked before anything is opened by them: the database may be somebody else's work."""

from __future__ import annotations

import re
import stat
from pathlib import Path, PurePosixPath

from tasks.archive.originals import store_path_of
from tasks.domain.errors import StoredPathError

_STORED = re.compile(r"[0-9a-f]{2}/([0-9a-f]{64})")
_HINT = "Nothing was opened. Somebody changed the database; `thongbao verify` names the rows, a backup has them as they were."


def original_place(store: Path, store_path: str, sha256: str | None = None) -> Path:
    """Where an original stands, for whoever opens, copies or removes it.

    Only the one place is given that the hash decides; no row can name another file, and no link below the store leads to one. Whether
    the file is there is not asked.

    Args:
        store: the store folder.
        store_path: as the row states it.
        sha256: as the row states it; None where it is not at hand, the last part of the place is then the hash.

    Raises:
        StoredPathError: the row names another place, or a link stands there.
    """
    found = _STORED.fullmatch(store_path)
    if found is None or store_path != store_path_of(found[1]) or sha256 not in (None, found[1]):
        raise StoredPathError(f"The row of an original names the place {store_path[:100]!r}, which none has.", _HINT)
    return _without_links(store, PurePosixPath(store_path))


def work_place(work: Path, relative: str) -> Path:
    """Where a file that a step left stands, such as the picture of a page.

    Args:
        work: the work folder.
        relative: as the row states it, below the work folder.

    Raises:
        StoredPathError: it leads out of the work folder, or over a link.
    """
    path = PurePosixPath(relative)
    if not relative or path.is_absolute() or ".." in path.parts or "\0" in relative:
        raise StoredPathError(f"A row names the file {relative[:100]!r}, which does not lie in the work folder.", _HINT)
    return _without_links(work, path)


def _without_links(folder: Path, relative: PurePosixPath) -> Path:
    place = folder
    for part in relative.parts:
        place = place / part
        try:
            mode = place.lstat().st_mode
        except OSError:  # it is not there; whoever opens it is told so
            continue
        if stat.S_ISLNK(mode):
            raise StoredPathError(f"{place} is a link.", _HINT)
    return place
