"""Prefect's runs in a PostgreSQL database that the settings name, with a real one."""

import signal

import psycopg
import pytest
from pydantic import SecretStr
from served_process import Served

from benchmarks.ports import free_port
from config.settings import load_settings
from flows.doctor import prefect_database
from flows.server.database import look_at
from tasks.domain.errors import ConfigError, ServerUnavailableError


@pytest.fixture
def address(postgres_url):
    """The address of an empty database, as an operator writes it."""
    return postgres_url.replace("+psycopg", "")


def test_runs_of_what_is_served_stand_in_the_database_that_is_named(address, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"no scan")
    served = Served(tmp_path, "--review-port", "0", THONGBAO_PREFECT_DATABASE_URL=address)
    try:
        assert served.command("ingest", tmp_path / "a.pdf").returncode == 2
        with psycopg.connect(address) as connection:
            rows = connection.execute("SELECT name, state_type, state_name FROM flow_run WHERE state_type = 'CRASHED' ORDER BY created")
            assert ("a.pdf", "CRASHED", "Chưa xử lý được") in rows.fetchall()
        assert not (served.home / "prefect" / "prefect.db").exists()
    finally:
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(timeout=60) == 0, served.log.read_text()


def test_doctor_looks_at_it(address, home, monkeypatch):
    assert prefect_database(load_settings()) == []
    monkeypatch.setenv("THONGBAO_PREFECT_DATABASE_URL", address)
    [found] = prefect_database(load_settings())
    assert found.ok and found.value.startswith("PostgreSQL 1")


@pytest.mark.parametrize(
    "wrong", ["postgresql://x:geheim@127.0.0.1:{port}/prefect", "postgresql://x@127.0.0.1:{port}/prefect?password=geheim&sslmode=require"]
)
def test_one_that_does_not_answer_is_told_before_anything_starts_and_without_its_password(home, monkeypatch, wrong):
    monkeypatch.setenv("THONGBAO_PREFECT_DATABASE_URL", wrong.format(port=free_port()))
    settings = load_settings()
    with pytest.raises(ServerUnavailableError, match="does not answer") as caught:
        look_at(settings.prefect_database_url)
    [found] = prefect_database(settings)
    assert not found.ok
    assert "geheim" not in f"{caught.value}{found}{settings!r}"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("postgresql://a:b@h/d", "postgresql+asyncpg://a:b@h/d"),
        ("postgres://h/d", "postgresql+asyncpg://h/d"),
        ("postgresql+psycopg://h/d?sslmode=require", "postgresql+asyncpg://h/d?ssl=require"),
    ],
)
def test_any_address_of_postgresql_is_taken(home, given, kept):
    assert load_settings(prefect_database_url=SecretStr(given)).prefect_database_url.get_secret_value() == kept


@pytest.mark.parametrize("given", ["sqlite:///a.db", "mysql://h/d", "prefect"])
def test_what_is_no_address_of_postgresql_is_refused(home, given):
    with pytest.raises(ConfigError, match="prefect_database_url"):
        load_settings(prefect_database_url=SecretStr(given))


def test_an_empty_one_is_none(home):
    assert load_settings(prefect_database_url=SecretStr("")).prefect_database_url is None
