"""Providers that fail, lie or are not there."""

import socket
import threading

import pytest
from people import PASSWORD, Person
from provider import SECRET
from signing_in import refused, settings_for, sign_in

from config.settings import Settings
from flows.review import openid
from flows.review.accounts import save_account
from flows.review.app import make_site

pytestmark = pytest.mark.attack

WRONG_PROVIDERS = {
    "another name": {"issuer": "https://evil.example"},
    "no name": {"issuer": None},
    "no keys": {"jwks_uri": None},
    "keys in a file": {"jwks_uri": "file:///etc/passwd"},
    "a script": {"authorization_endpoint": "javascript:alert(1)"},
    "tokens nowhere": {"token_endpoint": "http:///token"},
    "only weak signatures": {"id_token_signing_alg_values_supported": ["none", "HS256"]},
    "no signatures": {"id_token_signing_alg_values_supported": None},
}


@pytest.mark.parametrize("told", WRONG_PROVIDERS.values(), ids=WRONG_PROVIDERS)
def test_a_provider_that_describes_itself_wrong_is_not_used(someone, provider, told):
    provider.told = told
    hoa = someone()
    assert refused(hoa, hoa.get("/openid/begin"), "Chưa kết nối", 502)


def test_a_provider_that_fails_is_not_asked_by_everybody(someone, provider, clock):
    provider.told = {"issuer": "https://evil.example"}
    hoa = someone()
    before = len(provider.seen)
    assert [hoa.get("/openid/begin").status_code for _ in range(5)] == [502] * 5
    assert len(provider.seen) == before + 1
    provider.calm()
    clock[0] += 11
    assert sign_in(hoa, provider).status_code == 303


def test_a_slow_provider_does_not_hold_all_pages(someone, monkeypatch):
    busy = threading.BoundedSemaphore(1)
    busy.acquire()
    monkeypatch.setattr(openid, "_ASKING", busy)
    hoa = someone()
    assert refused(hoa, hoa.get("/openid/begin"), "Chưa kết nối", 502)


def test_without_the_provider_accounts_of_the_place_still_sign_in(home):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings = settings_for(home, f"http://127.0.0.1:{free.getsockname()[1]}")
    save_account(settings.review_users_file, "lan", "editor", PASSWORD)
    lan = Person(make_site(settings, "127.0.0.1"), "127.0.0.1")
    assert refused(lan, lan.get("/openid/begin"), "Chưa kết nối", 502)
    assert lan.sign_in("lan").status_code == 303


def test_without_a_provider_there_are_no_such_pages(home):
    settings = Settings(home=home)
    save_account(settings.review_users_file, "lan", "editor", PASSWORD)
    lan = Person(make_site(settings, "127.0.0.1"), "127.0.0.1")
    assert "openid" not in lan.get("/login").text
    assert [lan.get(f"/openid/{page}").status_code for page in ("begin", "back", "out")] == [404, 404, 404]


def test_a_secret_in_a_file(home, provider, tmp_path):
    provider.calm()
    kept = tmp_path / "secret"
    kept.write_text(f"{SECRET}\n")
    settings = settings_for(home, provider.issuer, client_secret=None, client_secret_file=kept)
    assert sign_in(Person(make_site(settings, "127.0.0.1")), provider).status_code == 303
