"""A notice that is loaded and corrected."""

import sys
from pathlib import Path

import pytest
from notice import PLAIN

from db.repository import write_reading
from db.review.corrections import Change, correct

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def load(url, document, key):
    """Loads a variant of the notice as a revision of its own."""
    count = iter(range(1, 1000))

    def write(variant=PLAIN):
        return write_reading(url, key(document, f"f{next(count)}"), variant.reading())[0]

    return write


@pytest.fixture
def say(url, document):
    """Says something of the document."""

    def write(kind, action, row=None, **values):
        return correct(url, Change(document.id, kind, action, "Lan", row, values))

    return write
