import sys
import threading

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

import db
from db.asking.details import list_runs
from db.engine import engine_for, transaction, translate
from db.models.run import Run
from db.record.history import start_attempt, start_run
from tasks.domain.errors import ConfigError, ConflictError, DatabaseUnavailableError, MissingToolError, StorageError


def test_foreign_keys_are_enforced(url):
    with pytest.raises(ConflictError), transaction(url) as session:
        session.execute(text("INSERT INTO head_item (revision_id, kind, position, text) VALUES (99, 'recipient', 1, 'x')"))


def test_writers_at_once_wait_for_their_turn(url):
    run_id = start_run(url, "ingest", "x", parameters={})
    errors = []

    def write(step):
        try:
            for _ in range(10):
                start_attempt(url, run_id, step, parameters={}, tools={})
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(f"step{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(list_runs(url)[0].attempts) == 40


def test_a_reader_sees_all_of_a_transaction_or_nothing(url):
    with transaction(url) as writer:
        writer.add(Run(**values("1")))
        writer.flush()
        with transaction(url, read_only=True) as reader:
            assert reader.scalars(select(Run.id)).all() == []
    with transaction(url, read_only=True) as reader:
        assert reader.scalars(select(Run.id)).all() == ["1"]


def values(run_id):
    from db.record.history import now

    return {
        "id": run_id,
        "kind": "batch",
        "source": "x",
        "host": "h",
        "process_id": 1,
        "parameters": {},
        "started_at": now(),
        "heartbeat_at": now(),
        "outcome": "running",
    }


@pytest.mark.parametrize("url", ["no address", "mysql://u@h/x"])
def test_an_address_that_cannot_serve_is_a_wrong_setting(url):
    with pytest.raises(ConfigError, match="THONGBAO_DATABASE_URL"):
        engine_for(url)


def test_a_server_that_refuses_is_worth_another_try_and_keeps_its_password():
    with pytest.raises(DatabaseUnavailableError) as caught, transaction("postgresql://u:geheim@127.0.0.1:1/x") as session:
        session.execute(text("SELECT 1"))
    assert caught.value.retryable
    assert "geheim" not in str(caught.value)


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path):
    (tmp_path / "db").mkdir()
    with pytest.raises(DatabaseUnavailableError), transaction(f"sqlite:///{tmp_path / 'db'}") as session:
        session.execute(text("SELECT 1"))


def test_a_driver_that_cannot_be_loaded_is_told_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "db.patience", raising=False)
    monkeypatch.delattr(db, "patience", raising=False)
    with pytest.raises(MissingToolError, match="make setup"):
        engine_for.__wrapped__("postgresql://u@h/x")


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ('FATAL:  password authentication failed for user "u"', "User or password"),
        ('FATAL:  database "x" does not exist', "createdb"),
        ("connection timeout expired", "Nobody answers there"),
        ("server closed the connection unexpectedly", "Check that it runs"),
    ],
)
def test_what_a_database_says_comes_with_what_helps(said, advice):
    assert advice in translate(OperationalError("SELECT 1", {}, Exception(said))).hint


def test_a_file_that_can_only_be_read_is_told_so():
    assert type(translate(OperationalError("INSERT", {}, Exception("attempt to write a readonly database")))) is StorageError


def test_a_server_compiles_no_queries_of_ours(postgres_url):
    with engine_for(postgres_url).connect() as connection:
        assert [connection.scalar(text(f"SHOW {name}")) for name in ("jit", "work_mem", "parallel_setup_cost")] == ["off", "32MB", "10000"]
