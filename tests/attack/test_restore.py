"""Backups that somebody else made or changed: what they would like to write, read, run or move."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from config.carried import carried
from config.settings import load_settings
from db.asking.details import count_states
from db.engine import engine_for
from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from db.schema import upgrade
from flows.upkeep.backup import make_backup
from flows.upkeep.checking import check_backup
from flows.upkeep.restoring import restore
from tasks.archive.backup import original_path, read_manifest, read_sums, write_sums
from tasks.archive.inside import read_json
from tasks.archive.originals import store_original
from tasks.archive.seal import SEAL, make_key, read_key
from tasks.domain.errors import BackupError, ConfigError, StorageFullError, ThongbaoError
from tasks.scan.process import Bounds

sys.path.insert(0, str(Path(__file__).parents[1] / "db"))
from hand_made import make_reading

pytestmark = pytest.mark.attack
SECRET = "geheim"


@pytest.fixture
def office(home, migrated_sqlite):
    """A home with a document, a settings file and an account."""
    return furnish(home, migrated_sqlite)


def furnish(home, database):
    home.mkdir(exist_ok=True)
    shutil.copyfile(database, home / "thongbao.db")
    fill(load_settings(), home)
    (home / "thongbao.toml").write_text(f'due_days = 3\nsmtp_password = "{SECRET}"\n')
    (home / "review-users.json").write_text('{"users": {"evil": {"role": "editor", "hash": "scrypt$32768$8$1$AAAA$AAAA"}}}')
    return load_settings()


def fill(settings, folder):
    source = folder / "a.pdf"
    source.write_bytes(b"content")
    stored = store_original(source, settings.store_folder, 1000)
    document, _ = register_document(
        settings.database, sha256=stored.sha256, byte_size=stored.byte_size, store_path=stored.store_path, delivery=(str(source), "a.pdf")
    )
    write_reading(settings.database, RevisionKey(document.id, "f", {}, {}), make_reading("1/TB-UBND"))
    engine_for(settings.database).dispose()


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


def reseal(folder, **changed):
    """Make list and manifest say what lies there now, as whoever bends a backup would."""
    sums = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in {"SHA256SUMS", "manifest.json", SEAL}):
        sums[path.relative_to(folder).as_posix()] = sha256(path.read_bytes()).hexdigest()
    list_again(folder, sums, **changed)


def list_again(folder, sums, **changed):
    text_of_it = "".join(f"{digest}  {path}\n" for path, digest in sums.items())
    (folder / "SHA256SUMS").write_text(text_of_it)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest |= {"sums": sha256(text_of_it.encode()).hexdigest(), "originals": sum(p.startswith("originals/") for p in sums)} | changed
    (folder / "manifest.json").write_text(json.dumps(manifest))


def everything(folder):
    """All that lies below a folder, links and kinds too; what Prefect and locks leave is no part of it."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() and not p.is_symlink() else "other"
        for p in folder.rglob("*")
        if "prefect" not in p.parts and not p.name.endswith((".migrating", ".lock")) and not p.is_dir()
    }


def is_refused(folder, match, home, **options):
    before = everything(home)
    with pytest.raises(ThongbaoError, match=match) as caught:
        restore(folder, **options)
    assert everything(home) == before
    return caught.value


# -- what a backup says of places


def test_no_setting_of_a_backup_moves_a_folder_names_a_program_or_lets_anybody_in(backup, home, tmp_path):
    away = tmp_path / "away"
    places = ("home", "store", "work", "inbox", "review_users", "trusted_certificates", "backup_key", "tesseract")
    (backup / "thongbao.toml").write_text(
        "".join(f'{name} = "{away}"\n' for name in places)
        + f'database_url = "sqlite:///{away}/x.db"\nwebhook_url = "http://evil.example"\n'
        + 'server_auth = "evil:evil-evil"\nsmtp_host = "evil.example"\n'
        + 'review_hosts = "evil.example"\ninbox_url = "s3://evil"\nmemory_bytes = 0\nopen_files = 0\ndue_days = 4\nunknown = 1\n'
    )
    reseal(backup)
    done = restore(backup)
    assert not away.exists()
    assert (home / "thongbao.toml").read_text() == "due_days = 4\n"
    assert {*places, "database_url", "webhook_url", "server_auth", "smtp_host", "inbox_url", "memory_bytes", "unknown"} <= set(
        done.returned.left
    )
    settings = load_settings()
    assert (settings.home, settings.due_days, settings.tesseract) == (home, 4, "tesseract")
    assert (home / "thongbao.toml.from-backup").stat().st_mode & 0o777 == 0o600
    # Its accounts let nobody in, and the pages do not stand open for want of accounts either.
    assert json.loads((home / "review-users.json").read_text()) == {"users": {}}
    assert done.returned.accounts == "locked"


def test_a_settings_file_that_is_none_is_left_aside(backup, home):
    for content in ("[" * 100_000, "a = " + "[" * 100_000, 'due_days = "x"', "due_days = 99999", "\0", "retries = 1", "[retries.x]\na=1"):
        assert carried(content.encode(), signed=True).toml == ""
    (backup / "thongbao.toml").write_text("a = " + "[" * 100_000)
    reseal(backup)
    restore(backup)
    assert not (home / "thongbao.toml").exists()
    load_settings()


def test_settings_and_accounts_that_are_here_stay(backup, home):
    (home / "thongbao.toml").write_text("due_days = 9\n")
    (home / "review-users.json").write_text('{"users": {}}\n')
    restore(backup)
    assert (home / "thongbao.toml").read_text() == "due_days = 9\n"
    assert (home / "review-users.json").read_text() == '{"users": {}}\n'


# -- what a backup would like to write

PATHS = (
    *("../../outside", "/etc/thongbao-slipped", "originals/../../outside", "originals/ab/../../x", "originals/aa/" + "b" * 64),
    *(
        "work/../outside",
        "work/.hidden",
        "work//etc/x",
        "work/a/../../x",
        "review.secret",
        "thongbao.db",
        "prefect/x",
        "originals/",
        "work/",
    ),
    *("originals/", "work/", "originals/" + "a" * 64, "manifest.json", "work/a\\..\\x", "thongbao.toml/x"),
)


def test_only_names_that_backups_have_are_taken(backup, home):
    held, digest = read_sums(backup), sha256(b"x").hexdigest()
    for path in PATHS:
        list_again(backup, held | {path: digest})
        is_refused(backup, "names what is in no backup", home, incomplete=True)
    assert not Path("/etc/thongbao-slipped").exists()


def test_an_original_that_is_not_what_its_name_says_is_refused(backup, home):
    [path] = [path for path in read_sums(backup) if path.startswith("originals/")]
    (backup / path).chmod(0o600)
    (backup / path).write_bytes(b"forged")
    reseal(backup)
    is_refused(backup, "names what is in no backup", home)


def test_a_name_that_stands_there_twice_is_refused(backup, home):
    listed = (backup / "SHA256SUMS").read_text()
    (backup / "SHA256SUMS").write_text(listed + listed)
    is_refused(backup, "SHA256SUMS", home)


# -- what a backup would like to read


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_links_pipes_and_folders_are_not_opened(backup, home, tmp_path, kind):
    make = {"link": lambda path: path.symlink_to(elsewhere), "pipe": os.mkfifo, "folder": Path.mkdir}[kind]
    for name in ("thongbao.toml", "review-users.json", "database.sqlite", "SHA256SUMS", "manifest.json", "originals"):
        path, elsewhere = backup / name, tmp_path / "elsewhere"
        path.rename(elsewhere)  # the very same content: only that it is a link is wrong
        make(path)
        is_refused(backup, ".", home)
        path.rmdir() if kind == "folder" else path.unlink()
        elsewhere.rename(path)


def test_a_link_in_the_place_of_an_original_or_of_its_folder_is_not_followed(backup, home, tmp_path):
    [path] = [path for path in read_sums(backup) if path.startswith("originals/")]
    inner = (backup / path).parent
    inner.rename(tmp_path / "elsewhere")
    inner.symlink_to(tmp_path / "elsewhere")
    is_refused(backup, "link", home, incomplete=True)


def test_a_link_in_the_store_is_not_written_through(backup, home, tmp_path):
    [path] = [path for path in read_sums(backup) if path.startswith("originals/")]
    target = load_settings().store_folder / path.removeprefix("originals/")
    target.parent.mkdir(parents=True)
    (tmp_path / "other").write_bytes(b"stays")
    target.symlink_to(tmp_path / "other")
    is_refused(backup, "is a link", home)
    assert (tmp_path / "other").read_bytes() == b"stays"


# -- sizes


def test_a_manifest_that_is_deep_or_large_is_refused(backup, home):
    for content in ("[" * 50_000, '{"format": ' * 50, " " * (5 * 1024 * 1024)):
        (backup / "manifest.json").write_text(content)
        is_refused(backup, "manifest.json", home)


@pytest.mark.parametrize("deep", [b"[" * 9, b'{"a":' * 9, b'{"\\"[": ' + b"[" * 9])
def test_json_is_measured_before_it_is_read(deep):
    with pytest.raises(ValueError, match="deeper"):
        read_json(deep, 8)
    assert read_json(b'{"a": "[[[[[[[[[[{{{{", "b\\\\": [1, "\\"["]}', 2) == {"a": "[[[[[[[[[[{{{{", "b\\": [1, '"[']}


def test_what_finds_no_room_is_refused_before_anything_is_written(backup, home):
    digest = "ab" * 32
    place = backup / original_path(digest)
    place.parent.mkdir(parents=True)
    with place.open("wb") as out:
        out.truncate(2**43)  # without content
    sums = {**read_sums(backup), original_path(digest): digest}
    list_again(backup, sums)
    assert isinstance(is_refused(backup, "free", home), StorageFullError)


# -- the database


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


def test_a_database_that_is_not_ours_takes_no_place(backup, home):
    database = (backup / "database.sqlite").read_bytes()
    for kind, script in NOT_OURS.items():
        (backup / "database.sqlite").write_bytes(database)
        bent(backup, *statements_of(script))
        _, faults = check_backup(backup)
        assert [fault.subject for fault in faults] == ["database.sqlite"], kind
    is_refused(backup, "database.sqlite", home)


def statements_of(script):
    """Statements of a script; a trigger holds semicolons of its own."""
    found, held = [], ""
    for part in script.split(";"):
        held += part + ";"
        if sqlite3.complete_statement(held):
            found.append(held)
            held = ""
    return [*found, held] if held.strip("; ") else found


def test_a_file_that_is_no_database_takes_no_place(backup):
    for content in (b"", b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 5000, b"#!/bin/sh\n"):
        (backup / "database.sqlite").write_bytes(content)
        reseal(backup)
        assert [fault.subject for fault in check_backup(backup)[1]] == ["database.sqlite"]


def test_a_database_that_takes_too_much_memory_or_time_ends_its_process_alone(backup):
    for bounds, why in ((Bounds(600.0, 20 * 1024**2), "memory"), (Bounds(0.01), "time")):
        _, [fault] = check_backup(backup, None, bounds)
        assert (fault.subject, why in fault.message) == ("database.sqlite", True)


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


# -- PostgreSQL


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


# -- signatures


@pytest.fixture
def key(tmp_path, monkeypatch):
    path = tmp_path / "key"
    make_key(path)
    return path


def test_a_signed_backup_comes_back_with_what_only_ours_may_say(office, tmp_path, key, monkeypatch):
    monkeypatch.setenv("THONGBAO_BACKUP_KEY", str(key))
    folder = make_backup(load_settings(), tmp_path / "backups").folder
    assert read_key(key).hex() not in "".join(p.read_text(errors="replace") for p in folder.rglob("*") if p.is_file())
    engine_for(office.database).dispose()
    shutil.rmtree(office.home)
    done = restore(folder)
    assert (done.is_signed, done.returned.left) == (True, ())
    assert SECRET in (office.home / "thongbao.toml").read_text()
    assert "evil" in (office.home / "review-users.json").read_text()


def changed_manifest(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"host": "elsewhere"}))


def changed_file(folder):
    (folder / "thongbao.toml").write_text("due_days = 8\n")
    reseal(folder)


FORGED = {
    "the manifest": changed_manifest,
    "a file, with list and manifest": changed_file,
    "no signature": lambda folder: (folder / SEAL).unlink(),
    "another signature": lambda folder: (folder / SEAL).write_text("hmac-sha256 " + "0" * 16 + " " + "0" * 64 + "\n"),
    "an empty signature": lambda folder: (folder / SEAL).write_text(""),
    "a link": lambda folder: ((folder / SEAL).rename(folder.parent / "seal"), (folder / SEAL).symlink_to(folder.parent / "seal")),
    "another kind of signature": lambda folder: (folder / SEAL).write_text("none\n"),
}


def test_with_a_key_only_what_is_signed_with_it_is_put_back(office, home, tmp_path, key, monkeypatch):
    monkeypatch.setenv("THONGBAO_BACKUP_KEY", str(key))
    right = make_backup(load_settings(), tmp_path / "backups").folder
    engine_for(office.database).dispose()
    for kind, forge in FORGED.items():
        folder = shutil.copytree(right, tmp_path / kind / "backup")
        read_manifest(folder, read_key(key))
        forge(folder)
        is_refused(folder, ".", home, force=True)
        with pytest.raises(BackupError):
            read_manifest(folder, read_key(key))


def test_a_backup_of_another_key_is_refused(office, home, tmp_path, key, monkeypatch):
    monkeypatch.setenv("THONGBAO_BACKUP_KEY", str(key))
    folder = make_backup(load_settings(), tmp_path / "backups").folder
    make_key(tmp_path / "other")
    engine_for(office.database).dispose()
    is_refused(folder, "another key", home, force=True, key=tmp_path / "other")


def test_a_key_that_others_may_read_or_that_is_none_is_refused(tmp_path, key):
    key.chmod(0o640)
    with pytest.raises(ConfigError, match="Others"):
        read_key(key)
    for content in ("", "x", "0" * 63):
        (tmp_path / "none").write_text(content)
        (tmp_path / "none").chmod(0o600)
        with pytest.raises(ConfigError, match="no key"):
            read_key(tmp_path / "none")
    with pytest.raises(ConfigError, match="not there yet"):
        make_key(key)


def test_the_commands_warn_of_what_nobody_vouches_for(office, home, tmp_path, key):
    def thongbao(*words):
        command = [sys.executable, "-m", "flows", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])

    folder = make_backup(office, tmp_path / "backups").folder
    engine_for(office.database).dispose()
    assert "It is not signed" in thongbao("backup", "--check", str(folder)).stderr
    refused = thongbao("restore", str(folder), "--force", "--key", str(key))
    assert (refused.returncode, "not signed, and a key is set" in refused.stderr) == (20, True)
    done = thongbao("restore", str(folder), "--force")
    assert (done.returncode, "Warning: It is not signed" in done.stderr) == (0, True)
    assert read_manifest(folder).originals == 1
    write_sums(folder, {})  # whoever bends it now is found again
    assert thongbao("restore", str(folder), "--force").returncode == 20
