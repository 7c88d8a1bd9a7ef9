"""A database with the schema, and what to put into it."""

import sys
from pathlib import Path

import pytest

from db.reading.documents import register_document
from db.repository import RevisionKey

sys.path.insert(0, str(Path(__file__).parent))
from hand_made import make_reading


@pytest.fixture
def url(migrated_url):
    """A database with the schema."""
    return migrated_url


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
