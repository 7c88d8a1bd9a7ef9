"""Programs that ask the interface of a small office over ASGI."""

import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1]))

from db.record.tokens import make_token
from flows.review.app import make_app, make_site

API = "/api/v1"


class Program:
    """A program with a token."""

    def __init__(self, site, shown, host="127.0.0.1"):
        self.site, self.shown = site, shown
        headers = {"Authorization": f"Bearer {shown}"} if shown else {}
        self.client = TestClient(make_app(site), base_url=f"http://{host}", headers=headers, follow_redirects=False)

    def __call__(self, method, path, **options):
        return self.client.request(method, path if path.startswith("/") else f"{API}/{path}", **options)

    def get(self, path, **query):
        return self("GET", path, params=query or None)


@pytest.fixture
def site(office, clock):
    return make_site(office[0], "127.0.0.1", lambda: clock[0])


@pytest.fixture
def program(office, site):
    """Makes programs whose tokens are for what is said."""
    made = []

    def make(*scopes, host="127.0.0.1", **options):
        name = f"kiem-thu-{len(made)}"
        made.append(name)
        shown = make_token(office[0].database, name, scopes or ("all",), per_minute=options.pop("per_minute", 100_000), **options)[1]
        return Program(site, shown, host)

    return make
