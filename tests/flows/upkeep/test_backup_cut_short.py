"""Backups that are killed or find no room leave none that looks whole."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.settings import load_settings
from db.schema import upgrade
from flows.upkeep.backup import make_backup
from flows.upkeep.checking import check_backup
from tasks.archive.backup import list_backups
from tasks.domain.errors import StorageFullError

sys.path.insert(0, str(Path(__file__).parent))
from taken_in import take_in

ROOT = Path(__file__).parents[3]
KILLED = """
import os, signal, sys
from pathlib import Path
from config.settings import load_settings
from flows.upkeep import backup
from tasks.archive import backup as folder
where = sys.argv[2]
home = folder if where.startswith("write_") else backup
setattr(home, where, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
backup.make_backup(load_settings(), Path(sys.argv[1]), keep=1)
"""


@pytest.mark.usefixtures("nothing_apart")
@pytest.mark.parametrize("where", ["_settle", "link_file", "write_sums", "write_manifest", "sync_folder", "_prune"])
def test_a_backup_that_is_killed_leaves_none_that_looks_whole(home, tmp_path, where):
    settings = load_settings()
    upgrade(settings.database)
    take_in(settings, tmp_path, b"content")
    place = tmp_path / "backups"
    make_backup(settings, place)
    time.sleep(1.1)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(place), where], cwd=ROOT, env=os.environ, check=False, capture_output=True, text=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    found = list_backups(place)
    assert len(found) == (2 if where == "_prune" else 1)
    assert all(check_backup(p)[1] == () for p in found)
    time.sleep(1.1)
    assert check_backup(make_backup(settings, place, keep=1).folder)[1] == ()
    assert len(list(place.iterdir())) == 2  # the backup and the lock


def test_a_full_disk_is_said_and_leaves_nothing(home, tmp_path):
    settings = load_settings()
    upgrade(settings.database)
    take_in(settings, tmp_path, b"content")
    small = tmp_path / "small"
    small.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], check=False, capture_output=True).returncode
    ):
        pytest.skip("no small file system can be mounted here")
    try:
        with pytest.raises(StorageFullError):
            make_backup(settings, small / "b")
        assert [p.name for p in (small / "b").iterdir()] in ([], [".lock"])
    finally:
        subprocess.run(["umount", str(small)], check=True)
