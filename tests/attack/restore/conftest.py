"""A backup that a test bends, and a home to restore it to."""

import shutil
import sys
from pathlib import Path

import pytest

from flows.upkeep.backup import make_backup
from tasks.archive.seal import make_key

sys.path.insert(0, str(Path(__file__).parents[2] / "db"))
sys.path.insert(0, str(Path(__file__).parent))
from bent_backup import furnish


@pytest.fixture(autouse=True)
def schema_is_copied(copied_schema):
    """Every check of a backup compares its database with one that was just made."""


@pytest.fixture
def office(home, migrated_sqlite):
    """A home with a document, a settings file and an account."""
    return furnish(home, migrated_sqlite)


@pytest.fixture(scope="module")
def made(tmp_path_factory, migrated_sqlite):
    """A backup of an office that is gone, only copied from."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THONGBAO_HOME", str(folder / "home"))
        settings = furnish(folder / "home", migrated_sqlite)
        return make_backup(settings, folder / "backups").folder


@pytest.fixture
def backup(made, tmp_path, home):
    """A backup, which a test bends, and an empty home to restore it to."""
    return shutil.copytree(made, tmp_path / "backups" / made.name)


@pytest.fixture
def key(tmp_path, monkeypatch):
    path = tmp_path / "key"
    make_key(path)
    return path
