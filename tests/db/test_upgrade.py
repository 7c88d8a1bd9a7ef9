"""A database from the days of the first schema, with rows in every table, becomes one of today; nothing is lost, everything answers."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hand_made import make_reading
from indexed import kinds_with
from sqlalchemy import func, insert, inspect, select, text

from db.base import Base
from db.engine import engine_for, transaction
from db.models import audit
from db.reading.documents import quarantine, register_document
from db.record.history import Ending, attach_document, end_attempt, end_run, start_attempt, start_run, take_lease
from db.repository import RevisionKey, write_reading
from db.schema import current, newest, refuse_newer, upgrade
from db.upkeep.verify import check_database
from flows.cli import app
from flows.ending import exit_code
from tasks.archive.originals import store_original
from tasks.domain.errors import NewerDatabaseError
from tasks.domain.outcome import Outcome

ROOT = Path(__file__).parent.parent.parent
AUDIT = audit.AuditEntry.__tablename__


def of_the_first_schema(url):
    """A database at the first schema with the rows of two loaded documents and one that was set aside; gives what their files hold."""
    with tempfile.TemporaryDirectory() as folder:
        today = f"sqlite:///{folder}/today.db"
        upgrade(today)
        files = fill(today, Path(folder))
        empty(url)
        upgrade(url, "0001")
        take_over(today, url)
        engine_for(today).dispose()
    return files


def fill(today, folder):
    """Load two documents and set one aside."""
    files = {}
    for number in range(3):
        source = folder / f"{number}.pdf"
        source.write_bytes(bytes([number]))
        kept = store_original(source, folder / "store", 10)
        files[kept.store_path] = source.read_bytes()
        row, _ = register_document(today, sha256=kept.sha256, byte_size=1, store_path=kept.store_path, delivery=(str(source), source.name))
        run = start_run(today, "ingest", str(source), parameters={"dpi": None})
        attach_document(today, run, row.id)
        take_lease(today, kept.sha256, run, 0.01)
        attempt = start_attempt(today, run, "load", parameters={}, tools={"x": "1"})
        if number == 2:
            quarantine(today, row.id, "damaged-file", "It is cut off.")
        else:
            for edition in range(2):
                of = RevisionKey(row.id, f"f{number}{edition}", {"dpi": None}, {"tesseract": "5.3"})
                write_reading(today, of, make_reading(f"{number}/TB-UBND"))
        end_attempt(today, attempt, Ending(Outcome.SUCCEEDED), artifact=None, summary="done")
        end_run(today, run, Ending(Outcome.SUCCEEDED))
    return files


def take_over(today, url):
    """Copy the columns that the first schema has."""
    there = inspect(engine_for(url))
    columns_of = {name: [c["name"] for c in there.get_columns(name)] for name in there.get_table_names()}
    with engine_for(today).connect() as source, engine_for(url).begin() as target:
        for table in Base.metadata.sorted_tables:
            if table.name not in columns_of:
                continue
            columns = [table.c[name] for name in columns_of[table.name]]
            rows = [dict(row._mapping) for row in source.execute(select(*columns).order_by(*table.primary_key.columns))]
            assert rows, f"{table.name} has no row"
            target.execute(insert(table), rows)
            if target.dialect.name == "postgresql" and "id" in table.c and str(table.c.id.type) == "INTEGER":
                target.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"))


def empty(url):
    """Take everything out of a database."""
    engine = engine_for(url)
    if engine.dialect.name == "sqlite":
        engine.dispose()
        Path(engine.url.database).unlink()
        return
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


@pytest.fixture
def old(home, copied):
    """A database of the first schema, and the files of its documents."""
    url, files = copied(of_the_first_schema)
    for place, held in files.items():
        (home / "store" / place).parent.mkdir(parents=True, exist_ok=True)
        (home / "store" / place).write_bytes(held)
    return url


def contents(url):
    """Every row of every table that the first schema had."""
    held = {}
    names = set(inspect(engine_for(url)).get_table_names())
    with engine_for(url).connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name in names and table.name != AUDIT:
                columns = [table.c[c["name"]] for c in inspect(connection).get_columns(table.name)]
                held[table.name] = [dict(row._mapping) for row in connection.execute(select(*columns).order_by(*table.primary_key.columns))]
    return held


def test_nothing_is_lost_and_all_is_sound(old):
    before = contents(old)
    upgrade(old)
    assert current(old) == newest() != "0001"
    after = contents(old)
    for name, rows in before.items():
        assert [{k: v for k, v in row.items() if k in rows[0]} for row in after[name]] == rows, name
    assert check_database(old).faults == ()
    assert set(kinds_with(old, "so noi vu")) == {"document", "directive", "metric"}


def test_life_goes_on_in_it(old, reading, key):
    upgrade(old)
    row, _ = register_document(old, sha256="ef" * 32, byte_size=1, store_path="ef/x", delivery=("/in/new.pdf", "new.pdf"))
    write_reading(old, key(row, "new"), reading("9/TB-UBND"))
    with transaction(old, read_only=True) as session:
        assert session.scalar(select(func.count()).select_from(audit.AuditEntry)) > 0
    assert check_database(old).faults == ()


COMMANDS = (
    ("status",),
    ("runs",),
    ("show", "0.pdf"),
    ("show", "0/TB-UBND", "--revision", "1"),
    ("trace", "directive", "1"),
    ("due", "--days", "30"),
    ("under", "12/QĐ-UBND"),
    ("series", "biên chế"),
    ("issues",),
    ("search", "Sở Nội vụ"),
    ("diff", "0.pdf"),
    ("export",),
    ("audit",),
    ("purge",),
    ("doctor",),
    ("verify",),
)


@pytest.mark.slow
def test_every_command_answers(old, home):
    """One process for all, since each would migrate, and the first one does."""
    program = (
        "import sys; from typer.testing import CliRunner; from flows.cli import app\n"
        f"for words in {COMMANDS!r}:\n"
        "    done = CliRunner().invoke(app, words)\n"
        "    print(words[0], done.exit_code, done.exception and repr(done.exception)[:200])"
    )
    environment = os.environ | {"THONGBAO_HOME": str(home), "THONGBAO_DATABASE_URL": old}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    wrong = [line for line in done.stdout.splitlines() if " 0 None" not in line]
    # The pictures of the pages were never there: `trace` says so.
    assert [line.split()[0] for line in wrong] in ([], ["trace"]), done.stdout


def test_a_database_of_a_later_version_is_refused_and_left_alone(migrated_url, home, monkeypatch, capsys):
    with engine_for(migrated_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError, match=r"schema 9999.*knows"):
        upgrade(migrated_url)
    assert current(migrated_url) == "9999"
    monkeypatch.setenv("THONGBAO_DATABASE_URL", migrated_url)
    for words, code, told in (("status", 21, "newer-database"), ("doctor", 3, "newer than this program")):
        ended = exit_code(lambda words=words: app([words], prog_name="thongbao", standalone_mode=False))
        said = " ".join("".join(capsys.readouterr()).split())
        assert (ended, told in said, "Traceback" in said) == (code, True, False), said
    served = [sys.executable, "-m", "flows", "serve", "--port", "4299"]  # a process, which would go on where nothing refuses it
    done = subprocess.run(served, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, "newer-database" in done.stderr, "Traceback" in done.stderr) == (21, True, False), done.stderr


def test_every_migration_of_this_version_is_known():
    refuse_newer(None)
    refuse_newer("0001")
    refuse_newer(newest())
