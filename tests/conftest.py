"""Paths, databases and Prefect for all tests; nothing clever."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from postgres_server import running_server

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLES = ROOT / "samples"

# A worker of the test run has a Prefect home of its own, so that parallel workers never share Prefect's SQLite file.
os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="thongbao-prefect-")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
for name in [n for n in os.environ if n.startswith("THONGBAO_")]:
    del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one module that need a server stay on one worker, which starts its own server once for all modules it gets."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if {"prefect_server", "postgres_url", "database_url"} & set(names):
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(ROOT).as_posix()))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty THONGBAO_HOME."""
    monkeypatch.setenv("THONGBAO_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server of the session's own; gives its address without a database."""
    with running_server() as server:
        yield server.address


@pytest.fixture
def postgres_url(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty PostgreSQL database of the test's own."""
    import psycopg

    from db.engine import engine_for

    name = f"t{abs(hash(request.node.nodeid))}"
    admin = postgres_server.format(name="postgres").replace("+psycopg", "")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    url = postgres_server.format(name=name)
    yield url
    engine_for(url).dispose()
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """The Prefect server that a command starts beside it, for the whole session of a worker."""
    from prefect.settings import PREFECT_API_URL, temporary_settings
    from prefect_server import running_prefect

    with running_prefect() as address, temporary_settings({PREFECT_API_URL: address}):
        yield
