"""Where tests put what has not to last."""

from __future__ import annotations

import shutil
from pathlib import Path

ENOUGH_BYTES = 6 * 10**9


def quick_folder() -> Path | None:
    """Memory where there is enough of it; None where files belong on the disk.

    Nearly every test makes databases of its own: on a disk a new one of PostgreSQL takes a third of a second, in memory a fiftieth.
    """
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ENOUGH_BYTES else None
