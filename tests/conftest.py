"""Paths, databases and Prefect for all tests; nothing clever."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from postgres_server import Databases, running_server
from scratch import quick_folder

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLES = ROOT / "samples"

if (quick := quick_folder()) is not None:
    os.environ["TMPDIR"], tempfile.tempdir = str(quick), None
# A worker of the test run has a Prefect home of its own, so that parallel workers never share Prefect's SQLite file.
os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="thongbao-prefect-")
atexit.register(shutil.rmtree, os.environ["PREFECT_HOME"], ignore_errors=True)
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
# The library for typing that pytest loads tells the workers of a parallel run that they have a terminal of 80 columns.
for name in [n for n in os.environ if n.startswith("THONGBAO_") or n in {"COLUMNS", "LINES"}]:
    del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one module that need a server stay on one worker, which starts its own server once for all modules it gets."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if {"prefect_server", "postgres_url", "database_kind"} & set(names):
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(ROOT).as_posix()))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty THONGBAO_HOME."""
    monkeypatch.setenv("THONGBAO_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Databases]:
    """A PostgreSQL server of the session's own."""
    with running_server() as server, psycopg.connect(server.plain("postgres"), autocommit=True) as admin:
        yield Databases(server, admin)


@pytest.fixture
def postgres_url(postgres: Databases) -> Iterator[str]:
    """An empty PostgreSQL database of the test's own."""
    with postgres.made() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Once for each kind of database."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once on each kind."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema, to be copied."""
    from db.engine import engine_for
    from db.schema import upgrade

    path = tmp_path_factory.mktemp("ready") / "ready.db"
    upgrade(f"sqlite:///{path}")
    engine_for(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Databases) -> str:
    """The name of a PostgreSQL database with the schema, to be copied."""
    from db.engine import engine_for
    from db.schema import upgrade

    url = postgres.server.create("ready")
    upgrade(url)
    engine_for(url).dispose()
    return "ready"


@pytest.fixture
def migrated_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the schema, once on each kind: copied, since the whole chain of migrations takes longer than most tests."""
    from db.engine import engine_for

    if database_kind == "sqlite":
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), tmp_path / "test.db")
        url = f"sqlite:///{tmp_path / 'test.db'}"
        yield url
        engine_for(url).dispose()
        return
    with request.getfixturevalue("postgres").made(request.getfixturevalue("migrated_postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """The Prefect server that a command starts beside it, for the whole session of a worker."""
    from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings
    from prefect_server import AUTH, running_prefect

    with running_prefect() as address, temporary_settings({PREFECT_API_URL: address, PREFECT_API_AUTH_STRING: AUTH}):
        yield
