"""How much room there is where the program writes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from config.settings import Settings

LEAST_FREE = 500_000_000  # bytes: a scan of a hundred pages takes 100 MB while it is read


def disks(settings: Settings) -> Iterator[tuple[Path, int, int]]:
    """Each disk once: the first of our folders on it, free bytes, bytes in all; one that cannot be asked is left out."""
    seen: set[int] = set()
    for folder in (settings.home, settings.store_folder, settings.work_folder, settings.inbox_folder, Path(tempfile.gettempdir())):
        place = next((p for p in (folder.absolute(), *folder.absolute().parents) if p.exists()), Path("/"))
        try:
            device, usage = place.stat().st_dev, shutil.disk_usage(place)
        except OSError:
            continue
        if device not in seen:
            seen.add(device)
            yield folder, usage.free, usage.total
