"""A database with the schema, and what to put into it."""

import shutil
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url

from db.documents import register_document
from db.engine import engine_for
from db.repository import RevisionKey
from db.schema import upgrade

sys.path.insert(0, str(Path(__file__).parent))
from hand_made import make_reading

_READY: dict[str, str] = {}


@pytest.fixture
def url(database_url, tmp_path_factory):
    """A database with the schema; migrated once per kind, then copied, since the whole chain takes longer than most tests."""
    made = make_url(database_url)
    kind = made.get_backend_name()
    if kind == "sqlite":
        if kind not in _READY:
            _READY[kind] = str(tmp_path_factory.mktemp("ready") / "ready.db")
            upgrade(f"sqlite:///{_READY[kind]}")
            engine_for(f"sqlite:///{_READY[kind]}").dispose()
        shutil.copyfile(_READY[kind], made.database)
        return database_url
    import psycopg

    def as_admin(*statements):
        address = made.set(database="postgres", drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    if kind not in _READY:
        _READY[kind] = "ready"
        as_admin('CREATE DATABASE "ready"')
        ready = made.set(database="ready").render_as_string(hide_password=False)
        upgrade(ready)
        engine_for(ready).dispose()
    as_admin(f'DROP DATABASE "{made.database}"', f'CREATE DATABASE "{made.database}" TEMPLATE "ready"')
    return database_url


@pytest.fixture
def document(url):
    return register_document(url, sha256="ab" * 32, byte_size=3, store_path="ab/x", delivery=("/in/a.pdf", "a.pdf"))[0]


@pytest.fixture
def reading():
    """Makes readings of one small notice."""
    return make_reading


@pytest.fixture
def key():
    """Makes keys of revisions."""

    def make(document, fingerprint="f1"):
        return RevisionKey(document.id, fingerprint, {"dpi": None}, {"tesseract": "5.3"})

    return make
