"""A SQLite file that can only be read is read, and what would write says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url

from db.engine import engine_for
from db.locked import is_locked, reading_address
from db.reading.documents import register_document

ROOT = Path(__file__).parents[2]
# Root may write everywhere but for what it gives away: without its capabilities it is held to the modes like anybody.
HELD = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []


@pytest.fixture
def home(tmp_path, migrated_sqlite):
    """A home that nobody may write to, with a document in it."""
    made = tmp_path / "home"
    made.mkdir()
    (made / "thongbao.db").write_bytes(migrated_sqlite.read_bytes())
    url = f"sqlite:///{made / 'thongbao.db'}"
    register_document(url, sha256="ab" * 32, byte_size=1, store_path="ab/ab", delivery=("/in/a.pdf", "a.pdf"))
    engine_for(url).dispose()
    (made / "thongbao.db").chmod(0o400)
    made.chmod(0o500)
    yield made
    made.chmod(0o700)


def thongbao(home, *arguments):
    return subprocess.run(
        [*HELD, sys.executable, "-m", "flows", *arguments],
        cwd=ROOT,
        env=os.environ | {"THONGBAO_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


READING = (("status",), ("due",), ("search", "a"), ("issues",), ("series",), ("audit",), ("runs",), ("copies",))


def test_commands_that_only_read_work(home):
    """One process for all, but for the one that a person starts."""
    before = sorted(path.name for path in home.iterdir())
    assert thongbao(home, "status").returncode == 0
    program = (
        "from flows.cli import app; from flows.ending import exit_code\n"
        f"for words in {READING!r}:\n"
        "    print(words, exit_code(lambda: app(list(words), prog_name='thongbao', standalone_mode=False)), '.')"
    )
    environment = os.environ | {"THONGBAO_HOME": str(home)}
    done = subprocess.run(
        [*HELD, sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    assert [words for words in READING if f"{words} 0 ." not in done.stdout] == [], done.stdout + done.stderr
    assert sorted(path.name for path in home.iterdir()) == before


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("ingest", "x.pdf"), "cannot be written to"),
        (("reprocess", "a.pdf"), "cannot be written to"),
        (("purge", "--document", "a.pdf", "--yes"), "can only be read here"),
    ],
)
def test_what_would_write_says_so(home, command, said):
    done = thongbao(home, *command)
    assert (done.returncode, said in done.stderr) == (8, True), done.stderr
    assert "Traceback" not in done.stderr


def test_an_old_schema_is_not_migrated_where_nothing_can_be_written(home):
    home.chmod(0o700)
    (home / "thongbao.db").chmod(0o600)
    engine = engine_for(f"sqlite:///{home / 'thongbao.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()
    (home / "thongbao.db").chmod(0o400)
    home.chmod(0o500)
    done = thongbao(home, "status")
    assert (done.returncode, "stands at schema 0001" in done.stderr) == (8, True), done.stderr


def test_a_log_with_something_in_it_is_read_too(tmp_path):
    file = tmp_path / "a ?#.db"
    url = make_url("sqlite://").set(database=str(file))
    assert not is_locked(url)  # not there
    file.write_bytes(b"x")
    assert not is_locked(url) or os.geteuid() != 0
    assert str(reading_address(url).database).endswith("a%20%3F%23.db?mode=ro&immutable=1")
    Path(f"{file}-wal").write_bytes(b"x")
    assert "immutable" not in str(reading_address(url).database)
    assert not is_locked(make_url("sqlite:///:memory:"))
