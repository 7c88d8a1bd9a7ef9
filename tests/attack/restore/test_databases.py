"""Databases and dumps in a backup that are not ours or do something."""

import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from bent_backup import fill, is_refused, reseal
from sqlalchemy import text

from config.settings import load_settings
from db.asking.details import count_states
from db.engine import engine_for
from db.schema import upgrade
from flows.upkeep.backup import make_backup
from flows.upkeep.checking import check_backup
from flows.upkeep.restoring import restore
from tasks.archive.backup import original_path
from tasks.domain.errors import BackupError
from tasks.scan.process import Bounds

pytestmark = pytest.mark.attack


def bent(folder, *statements):
    """Change the database of a backup."""
    with closing(sqlite3.connect(folder / "database.sqlite")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    reseal(folder)


NOT_OURS = {
    "a trigger": "CREATE TRIGGER evil AFTER INSERT ON run BEGIN DELETE FROM document; END",
    "a trigger of our name": "DROP TRIGGER audit_entry_no_update; "
    "CREATE TRIGGER audit_entry_no_update AFTER INSERT ON run BEGIN DELETE FROM task; END",
    "a guard less": "DROP TRIGGER audit_entry_no_update",
    "a view": "CREATE VIEW evil AS SELECT 1",
    "a view for a table": "ALTER TABLE signature RENAME TO other; CREATE VIEW signature AS SELECT * FROM other",
    "a table more": "CREATE TABLE evil (x)",
    "a virtual table": "CREATE VIRTUAL TABLE evil USING fts5(x)",
    "a column": "ALTER TABLE document ADD COLUMN evil text",
    "a made column": "ALTER TABLE document ADD COLUMN evil text GENERATED ALWAYS AS (upper(sha256)) VIRTUAL",
    "an index": "CREATE INDEX evil ON document (upper(sha256))",
    "a place elsewhere": "UPDATE document SET store_path = '../../etc/passwd'",
    "a hash that is none": "UPDATE document SET sha256 = '../' || substr(sha256, 4), store_path = '../../' || sha256",
    "a picture elsewhere": "UPDATE page SET picture = '../../../etc/passwd'",
    "rows that were not backed up": "DELETE FROM citation",
}


def test_a_database_that_is_not_ours_takes_no_place(backup, home, request):
    database = (backup / "database.sqlite").read_bytes()
    bent(backup, *statements_of(NOT_OURS["a trigger"]))
    is_refused(backup, "database.sqlite", home)
    request.getfixturevalue("nothing_apart")  # the process that finds it found one
    for kind, script in NOT_OURS.items():
        (backup / "database.sqlite").write_bytes(database)
        bent(backup, *statements_of(script))
        _, faults = check_backup(backup)
        assert [fault.subject for fault in faults] == ["database.sqlite"], kind


def statements_of(script):
    """Statements of a script; a trigger holds semicolons of its own."""
    found, held = [], ""
    for part in script.split(";"):
        held += part + ";"
        if sqlite3.complete_statement(held):
            found.append(held)
            held = ""
    return [*found, held] if held.strip("; ") else found


@pytest.mark.usefixtures("nothing_apart")
def test_a_file_that_is_no_database_takes_no_place(backup):
    for content in (b"", b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 5000, b"#!/bin/sh\n"):
        (backup / "database.sqlite").write_bytes(content)
        reseal(backup)
        assert [fault.subject for fault in check_backup(backup)[1]] == ["database.sqlite"]


def test_a_database_that_takes_too_much_memory_or_time_ends_its_process_alone(backup):
    for bounds, why in ((Bounds(600.0, 20 * 1024**2), "memory"), (Bounds(0.01), "time")):
        _, [fault] = check_backup(backup, None, bounds)
        assert (fault.subject, why in fault.message) == ("database.sqlite", True)


@pytest.mark.usefixtures("nothing_apart")
def test_a_restore_that_fails_late_leaves_what_was_there(backup, home, tmp_path, monkeypatch, migrated_sqlite):
    shutil.copyfile(migrated_sqlite, home / "thongbao.db")
    settings = load_settings()
    fill(settings, home)
    (home / "a.pdf").write_bytes(b"another")
    engine_for(settings.database).dispose()
    (settings.store_folder / original_path(sha256(b"content").hexdigest()).removeprefix("originals/")).unlink()
    from flows.upkeep import restoring

    def fails(*_):
        raise OSError(5, "Input/output error", "x")

    for name in ("put_back", "record_restore", "bring_up"):
        with monkeypatch.context() as patch:
            patch.setattr(restoring, name, fails)
            is_refused(backup, "cannot be written", home, force=True)
    assert count_states(settings.database)["loaded"] == 1
    assert not list(home.glob(".restoring-*"))


HOSTILE_SQL = {
    "a program": "COPY public.document (id) FROM PROGRAM 'touch /tmp/thongbao-ran';\n",
    "a function": "CREATE FUNCTION public.evil() RETURNS int LANGUAGE sql AS 'select 1';\n",
    "a statement": "DROP TABLE public.document;\n",
    "a command of psql": "\\! touch /tmp/thongbao-ran\n",
    "a table elsewhere": "COPY pg_catalog.pg_authid (rolname) FROM stdin;\nx\n\\.\n",
    "a table that is not ours": "COPY public.evil (x) FROM stdin;\nx\n\\.\n",
    "a column that is not ours": "COPY public.document (evil) FROM stdin;\nx\n\\.\n",
    "a sequence that is not ours": "SELECT pg_catalog.setval('public.evil_seq', 1, true);\n",
    "two statements in a line": "SET a = 1; DROP TABLE public.document;\n",
    "a search path": "SELECT pg_catalog.set_config('search_path', 'evil', false);\n",
    "a role": "SET SESSION AUTHORIZATION postgres;\n",
    "a quoted name": 'COPY public."document; DROP TABLE task" (id) FROM stdin;\n\\.\n',
    "an end that does not come": "COPY public.agency (id) FROM stdin;\n",
}


def test_of_a_dump_of_postgresql_nothing_is_run(postgres_url, tmp_path):
    from db.upkeep.foreign_rows import put_rows

    upgrade(postgres_url)
    (tmp_path / "rows.sql").write_text(
        "-- rows\nSET statement_timeout = 0;\nSET standard_conforming_strings = on;\n\n"
        "COPY public.alembic_version (version_num) FROM stdin;\nx\n\\.\n"
    )
    with engine_for(postgres_url).begin() as connection:
        put_rows(connection, tmp_path / "rows.sql", {"document": 0})
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() != "x"
    for kind, script in HOSTILE_SQL.items():
        (tmp_path / "rows.sql").write_text("SET statement_timeout = 0;\n" + script)
        with pytest.raises(BackupError), engine_for(postgres_url).begin() as connection:
            put_rows(connection, tmp_path / "rows.sql", {})
        with engine_for(postgres_url).connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM document")).scalar_one() == 0, kind
    assert not Path("/tmp/thongbao-ran").exists()


HOSTILE_DATABASE = (
    "CREATE FUNCTION public.evil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM document; RETURN NEW; END $$",
    "CREATE TRIGGER evil AFTER INSERT ON public.run FOR EACH ROW EXECUTE FUNCTION public.evil()",
    "ALTER TABLE audit_entry DISABLE TRIGGER USER",
    "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
)


def test_functions_and_triggers_of_a_dump_stay_in_it(home, tmp_path, postgres_url, monkeypatch):
    """A real dump with a function that a trigger runs: rows come back, and the guards are those of our migrations."""
    monkeypatch.setenv("THONGBAO_DATABASE_URL", postgres_url)
    settings = load_settings()
    upgrade(settings.database)
    fill(settings, home)
    with engine_for(settings.database).begin() as connection:
        for statement in HOSTILE_DATABASE:
            connection.exec_driver_sql(statement)
    folder = make_backup(settings, tmp_path / "backups").folder
    done = restore(folder, force=True)
    assert done.verdict.documents == 1
    with engine_for(settings.database).connect() as connection:
        functions = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'evil'"
        triggers = "SELECT count(*) FROM pg_trigger WHERE tgname = 'evil' AND tgrelid = 'public.run'::regclass"
        assert [connection.execute(text(query)).scalar_one() for query in (functions, triggers)] == [0, 0]
    with pytest.raises(Exception, match="only added to"), engine_for(settings.database).begin() as connection:
        connection.execute(text("DELETE FROM audit_entry"))
