"""A made-up office with a certificate authority of its own, whose people and seals sign files."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from signing_office import Office


@pytest.fixture(scope="session")
def office():
    """Keys are made once."""
    return Office()
