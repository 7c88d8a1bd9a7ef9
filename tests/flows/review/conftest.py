"""The review pages over a real database, asked by a client, and by a real Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from office import make_office
from people import PASSWORD, Pages, Person

from config.settings import Settings
from db.asking.details import revision_detail
from db.engine import engine_for
from db.reading.documents import find_document
from flows.review.accounts import save_account
from flows.review.app import make_site

NOON = 1_782_000_000.0  # 21 June 2026, so that what is overdue does not depend on the day of the test


@pytest.hookimpl(tryfirst=True)  # as in tests/conftest.py
def pytest_collection_modifyitems(items):
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("chromium"))


@pytest.fixture(scope="session")
def made_office(tmp_path_factory, migrated_sqlite):
    """An office that is only copied from."""
    home = tmp_path_factory.mktemp("office") / "home"
    ids = make_office(home, migrated_sqlite)[1]
    engine_for(Settings(home=home).database).dispose()
    return home, ids


@pytest.fixture
def office(made_office, tmp_path):
    """Settings of a small office of the test's own, and the ids of its documents; the last was set aside."""
    shutil.copytree(made_office[0], tmp_path / "home")
    return Settings(home=tmp_path / "home"), made_office[1]


@pytest.fixture
def look(office):
    """Reads a document from the database, as others see it."""
    settings, ids = office

    def read(number=0, **options):
        return revision_detail(settings.database, find_document(settings.database, ids[number]).id, **options)

    return read


@pytest.fixture
def clock():
    """The time it is, in seconds; a test may move it."""
    return [NOON]


@pytest.fixture
def person(office, clock):
    """Somebody at the machine itself, where nobody signs in."""
    return Person(make_site(office[0], "127.0.0.1", lambda: clock[0]))


@pytest.fixture
def guarded(office, clock):
    """Makes people at pages where one signs in."""
    for name, role in (("lan", "editor"), ("minh", "reader")):
        save_account(office[0].review_users_file, name, role, PASSWORD)
    site = make_site(office[0], "0.0.0.0", lambda: clock[0])
    return lambda: Person(site, "van-phong.example")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for localhost and 127.0.0.1 with its key, in one file."""
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    words = f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -keyout {path} -out {path}.crt"
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run(["openssl", *words.split(), *names], check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


@pytest.fixture
def served(office, clock):
    """The pages of the office for a browser."""
    pages = Pages(make_site(office[0], "127.0.0.1", lambda: clock[0]))
    yield pages
    pages.stop()


@pytest.fixture
def chromium():
    """Debian's Chromium, for tests that make contexts of their own in it."""
    from browser import running_chromium

    return running_chromium()


@pytest.fixture
def open_page(chromium, served):
    """Opens pages; what the console says of faults, and what the policy forbade, fails the test."""
    wrong, contexts = [], []

    def make(width=1366, height=900, language="vi-VN", **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, locale=language, base_url=served.url, **options)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        contexts.append(context)
        return page

    make.wrong = wrong
    yield make
    for context in contexts:
        context.close()
    assert wrong == []
