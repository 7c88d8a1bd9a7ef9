"""An office whose people sign in with an OpenID provider."""

import shutil
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import make_url

sys.path.insert(0, str(Path(__file__).parents[2] / "flows" / "review"))
sys.path.insert(0, str(Path(__file__).parent))
from people import Person
from provider import Provider
from signing_in import settings_for

from config.settings import Settings
from flows.review.app import make_site


@pytest.fixture(scope="module")
def provider():
    made = Provider()
    yield made
    made.stop()


@pytest.fixture
def home(tmp_path, migrated_sqlite):
    shutil.copyfile(migrated_sqlite, make_url(Settings(home=tmp_path).database).database)
    return tmp_path


@pytest.fixture
def office(home, provider):
    """Settings of pages that one signs in to with the provider."""
    provider.calm()
    return settings_for(home, provider.issuer)


@pytest.fixture
def clock():
    return [time.time()]


@pytest.fixture
def someone(office, clock):
    """Makes people at the pages."""
    site = make_site(office, "127.0.0.1", lambda: clock[0])
    return lambda: Person(site, "127.0.0.1")
