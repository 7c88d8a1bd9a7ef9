"""A database with yearly reports of two provinces."""

import sys
from pathlib import Path

import pytest

from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading

sys.path.insert(0, str(Path(__file__).parent))
from reports import REPORTS, reading


def write(url, number, report, file=None):
    file = file or number
    delivery = (f"/in/{file}.pdf", f"{file}.pdf")
    document, _ = register_document(url, sha256=f"{file:02x}" * 32, byte_size=3, store_path=f"{file:02x}/x", delivery=delivery)
    write_reading(url, RevisionKey(document.id, f"f{file}", {}, {}), reading(number, report))
    return document


def fill(url):
    for number, report in enumerate(REPORTS, 1):
        write(url, number, report)


@pytest.fixture
def load():
    """Loads a report into a database."""
    return write


@pytest.fixture
def loaded(copied):
    """The reports in a database, once on each kind."""
    return copied(fill)[0]
