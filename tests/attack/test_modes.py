"""Another account of the machine looks for what it may read, with the program started under an umask that hides nothing."""

import json
import os
import shutil
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from config.settings import load_settings
from db.engine import engine_for
from flows.doctor import modes
from flows.modes import keep_private, open_places
from tasks.domain.private import make_private, open_private, tighten, touch_private

pytestmark = pytest.mark.attack
ROOT = Path(__file__).parents[2]

# What a command, a reading and the review pages make, in a process of its own, since the umask is the whole process's.
MAKING = """
import os, sys
from pathlib import Path
os.umask(0)
from config.settings import load_settings
from flows.app import ready
settings = ready()
from db.engine import engine_for
from sqlalchemy import text
from tasks.archive.artifacts import ArtifactKey, write_artifact
from tasks.archive.mark import mark_store
from tasks.archive.originals import store_original
from flows.review.sessions import load_secret
source = Path(sys.argv[1])
kept = store_original(source, settings.store_folder, 1000)
mark_store(settings.store_folder)
key = ArtifactKey(kept.sha256, "clean", "x")
write_artifact(settings.work_folder, key, str, lambda folder: (folder / "page.jpg").write_text("x") and "x")
load_secret(settings.home / "review.secret")
with engine_for(settings.database).begin() as connection:
    connection.execute(text("CREATE TABLE IF NOT EXISTS more (x INTEGER)"))
    import json
    found = {str(p.relative_to(settings.home)): oct(p.lstat().st_mode & 0o777) for p in [settings.home, *settings.home.rglob("*")]}
print(json.dumps(found))
"""


def made(home: Path, source: Path) -> dict[str, int]:
    shutil.rmtree(home, ignore_errors=True)
    source.write_bytes(b"content")
    done = subprocess.run(
        [sys.executable, "-c", MAKING, str(source)],
        cwd=ROOT,
        env=os.environ | {"THONGBAO_HOME": str(home), "PREFECT_HOME": str(home / "prefect")},
        capture_output=True,
        text=True,
        check=True,
    )
    return {name: int(mode, 8) for name, mode in json.loads(done.stdout.splitlines()[-1]).items()}


def test_nothing_that_is_made_is_open_to_others_whatever_the_umask(tmp_path):
    found = made(tmp_path / "home", tmp_path / "a.pdf")
    assert {name for name, mode in found.items() if mode & 0o077 and not inside_private(name)} == set()
    # The database and what SQLite puts beside it, the store, its folders, originals, mark and secrets: each by itself.
    for name in ("thongbao.db", "thongbao.db-wal", "thongbao.db-shm", "store", "store/.thongbao-store", "work", "review.secret"):
        assert found[name] & 0o077 == 0, name
    assert any(name.startswith("store/") and name.count("/") == 2 and mode == 0o400 for name, mode in found.items())


def inside_private(name: str) -> bool:
    """Step outputs lie in folders that nobody else may enter."""
    return name.startswith("work/") and name.count("/") >= 3


def test_prefects_database_is_its_owners_alone(tmp_path, monkeypatch):
    from benchmarks.ports import free_port
    from flows.server.listening import LOOPBACK, Listening, listener
    from flows.server.start import answers, stop_process

    home, port = tmp_path / "prefect", free_port()
    environment = os.environ | {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_API_AUTH_STRING": "office:a password of more than enough letters",
    }
    with listener(Listening(LOOPBACK, port)) as taken:
        command = ["sh", "-c", f"umask 0; exec {sys.executable} -m flows.server.api_process {taken.fileno()}"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=(taken.fileno(),))
    try:
        while not answers(f"http://127.0.0.1:{port}/api"):
            assert process.poll() is None
        open_ones = [str(p) for p in [home, *home.rglob("*")] if stat.S_IMODE(p.lstat().st_mode) & 0o077]
        assert (home / "prefect.db").is_file()
    finally:
        stop_process(process)
    assert open_ones == []


def test_an_existing_home_that_is_open_is_named_and_closed(home, monkeypatch):
    monkeypatch.setenv("PREFECT_HOME", str(home / "prefect"))
    settings = load_settings()
    for folder in ("store", "work", "prefect"):
        (home / folder).mkdir()
        (home / folder).chmod(0o755)
    for file in ("thongbao.db", "thongbao.db-wal", "review-users.json", "review.secret", "prefect/prefect.db", "prefect/server.json"):
        (home / file).touch()
        (home / file).chmod(0o644)
    (home / "thongbao.toml").touch()
    (home / "thongbao.toml").chmod(0o644)
    home.chmod(0o777)
    named = open_places(settings)
    assert {p.relative_to(home).as_posix() for p in named} == {
        ".", "store", "work", "prefect", "thongbao.db", "thongbao.db-wal", "review-users.json", "review.secret", "prefect/prefect.db",
        "prefect/server.json", "thongbao.toml",
    }  # fmt: skip
    found = modes(settings)
    assert "OPEN TO OTHERS" in found.value
    assert found.hint
    keep_private(settings)
    # The operator's own file and the way to the inbox are his; they are named only.
    assert {p.relative_to(home).as_posix() for p in open_places(settings)} == {".", "thongbao.toml"}
    assert stat.S_IMODE(home.stat().st_mode) == 0o755
    home.chmod(0o711)
    (home / "thongbao.toml").chmod(0o600)
    assert modes(settings).value == "for their owner alone"


def test_a_link_is_not_tightened(tmp_path):
    (tmp_path / "other").touch()
    (tmp_path / "other").chmod(0o644)
    (tmp_path / "link").symlink_to(tmp_path / "other")
    assert tighten(tmp_path / "link")
    assert stat.S_IMODE((tmp_path / "other").stat().st_mode) == 0o644


@pytest.mark.parametrize("umask", [0, 0o022, 0o177])
def test_what_is_made_private_is_so_from_its_first_moment(tmp_path, umask):
    before = os.umask(umask)
    try:
        make_private(tmp_path / "a" / "b")
        touch_private(tmp_path / "a" / "f")
        with closing(open_private(tmp_path / "a" / "g")):
            pass
        engine = engine_for(f"sqlite:///{tmp_path / 'a' / 'x.db'}")
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE t (x INTEGER)"))
            found = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "a").iterdir()}
        engine.dispose()
    finally:
        os.umask(before)
    assert found == {"b": 0o700, "f": 0o600, "g": 0o600, "x.db": 0o600, "x.db-wal": 0o600, "x.db-shm": 0o600}
