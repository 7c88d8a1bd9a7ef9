import threading

import pytest
from sqlalchemy import select, text

from db.asking.details import list_runs
from db.engine import engine_for, transaction
from db.models.run import Run
from db.record.history import start_attempt, start_run
from tasks.domain.errors import ConfigError, ConflictError, DatabaseUnavailableError


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
