"""Whoever wants a token that no administrator gave them: readers, editors, other sites, and what is left behind."""

import logging
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "flows" / "review"))
from office import make_office
from people import PASSWORD, Person

from db.engine import engine_for
from db.record.tokens import list_tokens, make_token
from flows.review.accounts import save_account
from flows.review.app import make_site
from flows.review.groups import Change, change_group

pytestmark = pytest.mark.attack
MAKE = {"name": "x", "all": "1"}
PATHS = (("/tokens", MAKE), ("/tokens/withdraw", {"name": "cu"}))


@pytest.fixture
def office(tmp_path, migrated_sqlite):
    settings, _ = make_office(tmp_path / "home", migrated_sqlite)
    for name, role in (("chi", "administrator"), ("lan", "editor"), ("minh", "reader")):
        save_account(settings.review_users_file, name, role, PASSWORD)
    make_token(settings.database, "cu", ["read"])
    yield settings
    engine_for(settings.database).dispose()


@pytest.fixture
def anybody(office):
    site = make_site(office, "0.0.0.0")
    return lambda: Person(site, "van-phong.example")


def untouched(settings):
    [token] = list_tokens(settings.database)
    return token.name == "cu" and token.withdrawn_at is None


def test_only_an_administrator_who_sees_everything_makes_and_withdraws_tokens(office, anybody):
    for path, fields in PATHS:
        assert anybody().client.post(path, data=fields).status_code == 401
    for name, refused in (("lan", 404), ("minh", 403)):
        person = anybody()
        person.sign_in(name)
        assert person.get("/tokens").status_code == 404
        for path, fields in PATHS:
            assert person.post(path, **fields).status_code == refused
    chief = anybody()
    chief.sign_in("chi")
    change_group(office.review_users_file, "noi-vu", Change(issuers=["Sở Nội vụ"], members=["chi"]), "ops")
    assert chief.get("/tokens").status_code == 404
    for path, fields in PATHS:
        assert chief.post(path, **fields).status_code == 404
    assert untouched(office)


def test_a_page_of_others_makes_and_withdraws_no_token(office, anybody):
    chief = anybody()
    chief.sign_in("chi")
    for path, fields in PATHS:
        assert chief.client.post(path, data=fields).status_code == 403  # without the mark of the session
        mark = {"mark": chief.mark()}
        assert chief.client.post(path, data=fields | mark, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert chief.client.post(path, data=fields | mark, headers={"Origin": "https://evil.example"}).status_code == 403
    assert untouched(office)


def test_no_session_makes_tokens_once_the_role_is_gone(office, anybody):
    chief = anybody()
    chief.sign_in("chi")
    mark = chief.mark()
    save_account(office.review_users_file, "chi", "editor", PASSWORD)
    assert chief.client.post("/tokens", data=MAKE | {"mark": mark}).status_code == 401
    assert untouched(office)


def test_what_is_shown_once_stands_nowhere_else(office, anybody, caplog):
    chief = anybody()
    chief.sign_in("chi")
    with caplog.at_level(logging.DEBUG):
        answer = chief.post("/tokens", **MAKE)
    [shown] = re.findall(r"thongbao_[A-Za-z0-9_-]{43}", answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert shown not in caplog.text and shown not in chief.get("/tokens").text
    for file in office.home.rglob("*"):
        assert not file.is_file() or shown.encode() not in file.read_bytes(), file
