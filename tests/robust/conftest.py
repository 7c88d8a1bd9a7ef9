"""A home to ingest hostile files into."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from sqlalchemy import make_url

from config.settings import load_settings

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def ready(home: Path, migrated_sqlite: Path) -> Path:
    """A home with an empty database, no waits between attempts, and batches that go on whatever fails."""
    steps = ("register", "rasterize", "recognize", "load")
    (home / "thongbao.toml").write_text(
        "inbox_settle_seconds = 0\nrender_seconds = 20\nocr_seconds = 30\nstop_after_same_failures = 10000\n"
        + "".join(f"[retries.{s}]\nattempts = 2\ndelay_seconds = [0.01]\njitter = 0\n" for s in steps)
    )
    shutil.copyfile(migrated_sqlite, make_url(load_settings().database).database)
    return home


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Iterable[object]], Path]:
    """Writes files into a folder."""

    def write(files: Iterable[object]) -> Path:
        folder = tmp_path / "in"
        folder.mkdir()
        for file in files:
            (folder / file.name).write_bytes(file.data)
        return folder

    return write
