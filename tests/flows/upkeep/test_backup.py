"""Backups made while others write, killed, pruned, bent and put back, on both databases."""

import shutil
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from config.settings import load_settings
from db.asking.details import count_states
from db.engine import engine_for, transaction
from db.models.document import Document
from db.record.audit import list_entries
from db.record.history import now
from db.record.tokens import find_token, make_token, withdraw_token
from db.schema import upgrade
from db.upkeep.purge import delete_document
from db.upkeep.verify import expected
from flows.upkeep import backup as module
from flows.upkeep.backup import make_backup
from flows.upkeep.checking import check_backup
from flows.upkeep.restoring import restore
from flows.upkeep.verifying import verify
from tasks.archive.backup import list_backups, original_path
from tasks.archive.seal import make_key
from tasks.domain.errors import BackupError, ConfigError, LoadError, NewerDatabaseError
from tasks.domain.outcome import Severity

sys.path.insert(0, str(Path(__file__).parent))
from taken_in import take_in

pytestmark = pytest.mark.usefixtures("nothing_apart")  # tests/attack/restore and a served home's backup have the process


@pytest.fixture
def office(home, tmp_path, migrated_url, monkeypatch):
    """A home with three documents in it; gives its settings."""
    monkeypatch.setenv("THONGBAO_DATABASE_URL", migrated_url)
    (home / "thongbao.toml").write_text('smtp_password = "geheim"\n')
    (home / "review-users.json").write_text('{"users": {}}')
    make_key(tmp_path / "key")
    monkeypatch.setenv("THONGBAO_BACKUP_KEY", str(tmp_path / "key"))
    settings = load_settings()
    for number in range(3):
        take_in(settings, tmp_path, f"content {number}".encode())
    return settings


def lose(settings):
    """The disk with the home is gone, and so are the rows in PostgreSQL."""
    engine = engine_for(settings.database)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    else:
        engine.dispose()
        Path(engine.url.database).unlink()
    shutil.rmtree(settings.home)


def errors(verdict):
    return [f for f in verdict.faults if f.severity is Severity.ERROR]


def test_what_was_backed_up_is_there_again_after_everything_is_lost(office, tmp_path):
    made = make_backup(office, tmp_path / "backups")
    assert (made.manifest.originals, made.copied, made.linked, made.manifest.lacking) == (3, 3, 0, ())
    assert (made.folder.stat().st_mode & 0o777, (made.folder / "thongbao.toml").stat().st_mode & 0o777) == (0o700, 0o600)
    assert "geheim" not in (made.folder / "manifest.json").read_text()
    assert "database_url" in made.manifest.from_environment
    assert check_backup(made.folder)[1] == ()
    lose(office)
    done = restore(made.folder)
    assert (done.originals, done.aside, errors(done.verdict), done.verdict.documents) == (3, "", [], 3)
    assert (office.home / "thongbao.toml").read_text() == 'smtp_password = "geheim"\n'
    assert (office.home / "thongbao.toml").stat().st_mode & 0o777 == 0o600
    assert (office.home / "review-users.json").read_text() == '{"users": {}}'
    assert (done.is_signed, done.returned.left, done.returned.accounts) == (True, (), "returned")
    assert (list_entries(office.database)[0].action, list_entries(office.database)[0].detail) == (
        "restore",
        f"backup of {made.manifest.made_at}, 3 documents",
    )
    with pytest.raises(DBAPIError, match="only added to"), engine_for(office.database).begin() as connection:
        connection.execute(text("DELETE FROM audit_entry"))
    take_in(office, tmp_path, b"life goes on")
    assert errors(verify(office)) == []


def test_every_backup_made_under_load_is_whole_by_itself(office, tmp_path):
    stop, taken = threading.Event(), []

    def write():
        while not stop.is_set():
            taken.append(take_in(office, tmp_path, f"under load {len(taken)}".encode()))

    writer = threading.Thread(target=write)
    writer.start()
    made = []
    try:
        for _ in range(4):
            before, enough = len(taken), time.monotonic() + 60
            while len(taken) < before + 5 and time.monotonic() < enough:  # the load is really there
                time.sleep(0.05)
            made.append(make_backup(office, tmp_path / "backups"))
            time.sleep(max(0, 1.1 - time.time() % 1))  # names have a resolution of a second
    finally:
        stop.set()
        writer.join()
    documents = [one.manifest.counts["document"] for one in made]
    assert documents == sorted(set(documents))
    assert all(one.manifest.lacking == () and one.manifest.originals == n for one, n in zip(made, documents, strict=True))
    assert made[-1].linked >= documents[-2]
    assert [check_backup(one.folder)[1] for one in made] == [()] * 4
    lose(office)
    done = restore(made[1].folder)
    assert (errors(done.verdict), done.verdict.documents) == ([], documents[1])


def test_a_document_purged_meanwhile_is_not_missed(office, tmp_path, monkeypatch):
    take = module.take_snapshot
    calls = []

    def purge_after(url, target):
        found = take(url, target)
        if not calls:
            one = found.originals[0]
            delete_document(url, one.document_id, "test")
            (office.store_folder / one.store_path).unlink()
        calls.append(url)
        return found

    monkeypatch.setattr(module, "take_snapshot", purge_after)
    made = make_backup(office, tmp_path / "backups")
    assert (len(calls), made.manifest.originals, made.manifest.lacking) == (2, 2, ())
    assert [p.name for p in (tmp_path / "backups").iterdir() if p.name != ".lock"] == [made.folder.name]


def test_a_damaged_original_is_told_and_never_replaces_a_good_one(office, tmp_path, monkeypatch):
    first = make_backup(office, tmp_path / "backups", keep=1)
    monkeypatch.setattr(module, "backup_name", lambda _: "thongbao-29990101T000000Z")
    [bad, rotten, _] = expected_of(office)
    (office.store_folder / bad.store_path).chmod(0o644)
    (office.store_folder / bad.store_path).write_bytes(b"rotten")
    held = first.folder / original_path(rotten.sha256)
    held.chmod(0o644)
    held.write_bytes(b"x" * rotten.byte_size)  # the earlier backup rots, too
    second = make_backup(office, tmp_path / "backups", keep=1)
    # What the store lost the earlier backup still has; what that lost is copied again from the store.
    assert (second.copied, second.linked, second.manifest.lacking, second.removed) == (1, 2, (), (first.folder.name,))
    assert check_backup(second.folder)[1] == ()
    shutil.rmtree(second.folder)
    third = make_backup(office, tmp_path / "backups", keep=1)
    assert ([one.sha256 for one in third.manifest.lacking], third.removed) == ([bad.sha256], ())
    with pytest.raises(BackupError, match="not whole"):
        restore(third.folder, force=True)
    done = restore(third.folder, force=True, incomplete=True)
    assert [f.code for f in errors(done.verdict)] == ["original-damaged"]


def expected_of(settings):
    with transaction(settings.database, read_only=True) as session:
        return [expected(d) for d in session.scalars(select(Document).order_by(Document.id))]


def test_old_ones_are_pruned_and_links_keep_what_newer_ones_need(office, tmp_path, monkeypatch):
    for second in range(4):
        monkeypatch.setattr(module, "backup_name", lambda _, s=second: f"thongbao-20260101T00000{s}Z")
        make_backup(office, tmp_path / "b", keep=2, quick=second > 1)
    assert [p.name[-2] for p in list_backups(tmp_path / "b")] == ["2", "3"]
    assert all(check_backup(p)[1] == () for p in list_backups(tmp_path / "b"))
    assert sorted(p.name for p in (tmp_path / "b").iterdir())[0] == ".lock"
    assert len(list((tmp_path / "b").iterdir())) == 3


def test_a_restore_overwrites_nothing_unasked_and_keeps_what_was_there(office, tmp_path):
    made = make_backup(office, tmp_path / "backups")
    late = take_in(office, tmp_path, b"after the backup")
    with pytest.raises(BackupError, match="holds 4 documents"):
        restore(made.folder)
    assert count_states(office.database)["loaded"] == 4
    done = restore(made.folder, force=True)
    assert (done.originals, done.verdict.documents, errors(done.verdict)) == (0, 3, [])
    assert list_entries(office.database)[0].detail.endswith(f"3 documents; the 4 documents that were here stand aside as {done.aside}")
    assert (office.store_folder / late.store_path).is_file()
    if office.database.startswith("sqlite"):
        [kept] = [p for p in Path(engine_for(office.database).url.database).parent.glob("*before_restore*") if "-" not in p.name]
        assert done.aside in kept.name
        assert count_states(f"sqlite:///{kept}")["loaded"] == 4
    else:
        with engine_for(office.database).connect() as connection:
            assert connection.execute(text(f'SELECT count(*) FROM "{done.aside}".document')).scalar() == 4


@pytest.mark.parametrize("keep", [False, True])
def test_a_restore_brings_back_no_token_that_was_withdrawn(office, tmp_path, keep):
    url = office.database
    shown = {name: make_token(url, name, ["all"], by="chi")[1] for name in ("a", "b", "c")}
    withdraw_token(url, "c")
    made = make_backup(office, tmp_path / "backups")
    withdraw_token(url, "b")
    done = restore(made.folder, force=True, keep_tokens=keep)
    assert done.tokens == (() if keep else ("a", "b"))
    assert [name for name in shown if find_token(url, shown[name], now())] == (["a", "b"] if keep else [])
    assert ("tokens withdrawn: a, b" in list_entries(url)[0].detail) is not keep
    with pytest.raises(ConfigError):
        make_token(url, "a", ["all"])  # deeds are signed with it


def test_a_backup_of_an_old_schema_is_migrated_and_one_of_a_newer_is_refused(home, tmp_path, database_url, monkeypatch):
    monkeypatch.setenv("THONGBAO_DATABASE_URL", database_url)
    settings = load_settings()
    upgrade(settings.database, "0001")
    made = make_backup(settings, tmp_path / "backups")
    assert made.manifest.schema == "0001"
    done = restore(made.folder)
    assert errors(done.verdict) == []
    with engine_for(settings.database).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    time.sleep(1.1)
    newer = make_backup(settings, tmp_path / "backups")
    with pytest.raises(NewerDatabaseError, match="9999"):
        restore(newer.folder, force=True)


def test_a_backup_is_of_one_kind_of_database(office, tmp_path, monkeypatch):
    made = make_backup(office, tmp_path / "backups")
    other = "postgresql://nobody@127.0.0.1:1/x" if office.database.startswith("sqlite") else f"sqlite:///{tmp_path / 'other.db'}"
    monkeypatch.setenv("THONGBAO_DATABASE_URL", other)
    with pytest.raises(BackupError, match="the settings name"):
        restore(made.folder)


def test_a_database_that_is_not_there_is_said(home, tmp_path, monkeypatch, database_url):
    monkeypatch.setenv("THONGBAO_DATABASE_URL", database_url)
    with pytest.raises(BackupError, match=r"no database|is empty"):
        make_backup(load_settings(), tmp_path / "backups")
    monkeypatch.setenv("THONGBAO_DATABASE_URL", "postgresql://u:geheim@127.0.0.1:1/x")
    with pytest.raises(LoadError) as caught:
        make_backup(load_settings(), tmp_path / "backups")
    assert "geheim" not in str(caught.value)
    assert list_backups(tmp_path / "backups") == []


def test_the_backups_may_not_lie_in_what_they_hold(office):
    with pytest.raises(BackupError, match="to be backed up"):
        make_backup(office, office.store_folder / "backups")


def test_two_at_once_are_one(office, tmp_path):
    place = tmp_path / "backups"
    place.mkdir()
    with module._alone(place), pytest.raises(BackupError, match="Another backup"):
        make_backup(office, place)
