"""A database with the schema, and what to put into it."""

import sys
from pathlib import Path

import pytest

from db.engine import transaction
from db.reading.kept import kept_wrong
from db.repository import RevisionKey

sys.path.insert(0, str(Path(__file__).parent))
from hand_made import make_reading, register
from tabled import write_tabled


@pytest.fixture
def registered(copied):
    """The address of a database with a document that waits, and the document."""
    return copied(register)


@pytest.fixture
def tabled(copied):
    """The address of a database with a read notice that has a table, and the notice."""
    return copied(write_tabled)


@pytest.fixture
def url(request, database_kind):
    """A database with the schema; where the test is about a document or a notice with a table, it is there."""
    for name, there in (("document", "registered"), ("with_table", "tabled")):
        if name in request.fixturenames:
            return request.getfixturevalue(there)[0]
    return request.getfixturevalue("migrated_url")


@pytest.fixture
def kept_right(url):
    """Whatever a test did, what is kept for list and board is what a recount gives; for modules that write through the program alone."""
    yield
    with transaction(url, read_only=True) as session:
        assert list(kept_wrong(session)) == []


@pytest.fixture
def document(registered):
    return registered[1]


@pytest.fixture
def with_table(tabled):
    return tabled[1]


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
