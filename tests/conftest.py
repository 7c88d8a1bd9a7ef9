"""Paths, databases and Prefect for all tests; nothing clever."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
from arranged import arrange, group, is_left_out, is_worker, leave_out, mark_slow, names_of
from filled import Fill, FilledDatabases
from made_once import made_once
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

# A run starts hundreds of processes of this checkout. Where Python is told to keep no compiled modules, as in many containers, each of
# them would compile all it imports: a second of processor time for a command, two for the review pages (measured).
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# `make soak` looks longer. No deadline: how long an example takes says more of the machine than of the code.
settings.register_profile("quick", max_examples=50, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile("quick")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """`make test` does not even look at the rooms that it leaves to `make whole`."""
    return is_left_out(collection_path, config.getoption("markexpr", "")) or None


@pytest.hookimpl(tryfirst=True)  # before the workers of a parallel run look at the marks, or nothing is grouped
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What a run leaves to `make soak`, which asks for the thorough profile, and what workers take together and first."""
    out = leave_out(items, config.getoption("--hypothesis-profile", None) == "thorough")
    if out:
        config.hook.pytest_deselected(items=out)
    mark_slow(items)
    group(items)
    if is_worker():
        arrange(items)


def pytest_collection_finish() -> None:
    """What lasts as long as the session is looked at by no garbage collection; statements, addresses and commands are worked out once.

    Tests of the pure rooms alone do not wait for SQLAlchemy.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20)  # at its usual 700 new objects it took a twentieth of the time (measured)
    if "db.engine" in sys.modules:
        from compiled_once import share_compiled_statements

        share_compiled_statements()
    if "flows.review.app" in sys.modules:
        from analyzed_once import share_what_was_analyzed

        share_what_was_analyzed()
    if "typer" in sys.modules:
        from commands_once import share_commands

        share_commands()
    if (accounts := sys.modules.get("flows.review.accounts")) is not None:
        accounts._N = 2**4  # a password takes a fourteenth of a second at its real cost, for which there is a test


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A browser that tests before this one used goes where this one needs none."""
    if "browser" in sys.modules and "chromium" not in names_of(item):
        sys.modules["browser"].close_chromium()


def pytest_sessionfinish() -> None:
    """So it does after the last one."""
    if "browser" in sys.modules:
        sys.modules["browser"].close_chromium()


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

    def make(folder: Path) -> None:
        from db.engine import engine_for
        from db.schema import upgrade

        upgrade(f"sqlite:///{folder / 'ready.db'}")
        engine_for(f"sqlite:///{folder / 'ready.db'}").dispose()

    return made_once(tmp_path_factory, "schema", make) / "ready.db"


@pytest.fixture
def copied_schema(migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the program migrates an empty SQLite file, it gets a copy of a migrated one: the same file a hundred times as fast.

    For tests that have many databases made and are not about migrations.
    """
    from alembic import command
    from sqlalchemy import make_url

    from db.chain import newest
    from db.schema import current

    migrate = command.upgrade

    def copy_or_migrate(config: Any, revision: str, **more: Any) -> None:
        url = config.attributes["url"]
        if revision not in {"head", newest()} or not url.startswith("sqlite") or current(url) is not None:
            migrate(config, revision, **more)
            return
        with closing(sqlite3.connect(migrated_sqlite)) as ready, closing(sqlite3.connect(make_url(url).database)) as empty:
            ready.backup(empty)

    monkeypatch.setattr(command, "upgrade", copy_or_migrate)


@pytest.fixture
def nothing_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of strangers are read, and PDF files made, in the test's own process; for tests that are not about that of its own."""
    from run_here import run_here

    for room in ("flows.upkeep.checking", "flows.takeaway.returned", "flows.takeaway.searchable"):
        monkeypatch.setattr(f"{room}.run_apart", run_here)


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
def filled_databases(tmp_path_factory: pytest.TempPathFactory) -> FilledDatabases:
    """What functions filled, for the whole session of a worker."""
    return FilledDatabases(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def copied(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path, filled_databases: FilledDatabases
) -> Iterator[Callable[[Fill], tuple[str, Any]]]:
    """Gives a copy of a database that a function fills, and what it returned; the function runs once, whatever the number of tests."""
    given = request.getfixturevalue
    with ExitStack() as copies:

        def make(fill: Fill) -> tuple[str, Any]:
            if database_kind == "sqlite":
                return copies.enter_context(filled_databases.in_file(fill, given("migrated_sqlite"), tmp_path / "filled.db"))
            return copies.enter_context(filled_databases.on_server(fill, given("postgres"), given("migrated_postgres")))

        yield make


@pytest.fixture(scope="session")
def ready_prefect(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prefect's database as its server makes it in an empty home, to be copied."""
    from prefect_server import DATABASE, make_database

    return made_once(tmp_path_factory, "prefect", make_database) / DATABASE


@pytest.fixture(scope="session")
def prefect_server(ready_prefect: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The Prefect server that a command starts beside it, for the whole session of a worker."""
    from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_SSL_CERT_FILE, PREFECT_API_URL, temporary_settings
    from prefect_server import AUTH, furnish, one_authority, running_prefect

    furnish(Path(os.environ["PREFECT_HOME"]), ready_prefect)
    known = {PREFECT_API_AUTH_STRING: AUTH, PREFECT_API_SSL_CERT_FILE: str(one_authority(tmp_path_factory.mktemp("authority")))}
    with running_prefect() as address, temporary_settings(known | {PREFECT_API_URL: address}):
        yield
