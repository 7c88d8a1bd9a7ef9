"""A server that is silent, frozen or cut off in the midst of an answer ends a statement as an error that is tried again."""

import os
import signal
import threading
from pathlib import Path

import pytest
from postgres_wire import over, wired
from sqlalchemy import make_url, text

from db import patience
from db.engine import engine_for, transaction
from tasks.domain.errors import DatabaseUnavailableError


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(patience, "SILENCE_SECONDS", 1.0)
    monkeypatch.setattr(patience, "CONNECT_SECONDS", 2)


@pytest.fixture
def wire(postgres_url):
    with wired(Path(make_url(postgres_url).query["host"])) as made:
        yield made


@pytest.fixture
def url(short, wire, postgres_url):
    made = over(wire, postgres_url)
    yield made
    engine_for(made).dispose()


def ask(url, query="SELECT 1"):
    with transaction(url) as session:
        return session.scalar(text(query))


def in_time(call):
    """What a call raised; a call that has not ended in a minute hangs."""
    found = []

    def run():
        try:
            call()
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(60)
    assert not thread.is_alive(), "it hangs"
    return found[0] if found else None


def test_a_network_that_swallows_ends_the_statement_and_the_next_one_has_a_new_connection(url, wire):
    def swallowed():
        with transaction(url) as session:
            session.execute(text("SELECT 1"))
            wire.swallows = True
            session.execute(text("SELECT 2"))

    assert ask(url) == 1
    error = in_time(swallowed)
    assert isinstance(error, DatabaseUnavailableError)
    assert "silent" in str(error)
    assert error.retryable
    wire.swallows = False
    assert ask(url) == 1


def test_a_server_that_accepts_and_never_answers_is_left(url, wire):
    wire.swallows = True
    assert isinstance(in_time(lambda: ask(url)), DatabaseUnavailableError)


def test_a_connection_of_the_pool_that_has_gone_mute_is_replaced_or_told(url, wire):
    ask(url)
    wire.swallows = True
    assert isinstance(in_time(lambda: ask(url)), DatabaseUnavailableError)
    wire.swallows = False
    assert ask(url) == 1


def test_a_frozen_process_of_the_server_ends_the_statement(short, postgres_url):
    def frozen():
        with transaction(postgres_url) as session:
            backend = session.scalar(text("SELECT pg_backend_pid()"))
            os.kill(backend, signal.SIGSTOP)
            try:
                session.execute(text("SELECT 2"))
            finally:
                os.kill(backend, signal.SIGCONT)

    assert isinstance(in_time(frozen), DatabaseUnavailableError)
    assert ask(postgres_url) == 1


def test_an_answer_cut_off_in_its_midst_is_no_answer(url, wire):
    ask(url)
    wire.cut_after = 500_000
    error = in_time(lambda: ask(url, "SELECT string_agg(n::text, ' ') FROM generate_series(1, 500000) n"))
    assert isinstance(error, DatabaseUnavailableError)
    assert wire.cuts == 1
    assert ask(url) == 1


def test_a_slow_statement_is_not_silence_but_has_the_servers_own_limit(url, monkeypatch):
    monkeypatch.setattr(patience, "SILENCE_SECONDS", 30.0)
    monkeypatch.setattr(patience, "STATEMENT_SECONDS", 1)
    engine_for.cache_clear()
    error = in_time(lambda: ask(url, "SELECT pg_sleep(20)"))
    engine_for(url).dispose()
    engine_for.cache_clear()
    assert isinstance(error, DatabaseUnavailableError)
    assert "statement timeout" in str(error)


def test_the_client_waits_longer_than_the_server():
    assert patience.SILENCE_SECONDS > patience.STATEMENT_SECONDS


def test_a_transaction_whose_client_fell_silent_gives_its_locks_to_who_waits(monkeypatch, postgres_url):
    monkeypatch.setattr(patience, "IDLE_SECONDS", 1)
    engine = engine_for(f"{postgres_url}&application_name=silent")  # an engine of its own, made with this limit
    try:
        with engine.connect() as silent, engine.connect() as other:
            silent.execute(text("CREATE TABLE held (name text PRIMARY KEY)"))
            silent.commit()
            silent.execute(text("INSERT INTO held VALUES ('a')"))
            other.execute(text("INSERT INTO held VALUES ('a')"))  # waits for the first, which never ends by itself
            other.commit()
            assert silent.invalidated or in_time(lambda: silent.execute(text("SELECT 1"))) is not None
    finally:
        engine.dispose()
