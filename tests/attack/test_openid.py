"""Signing in with an OpenID provider, as those would who have no account there, or stand between it and the pages."""

import json
import socket
import sys
import threading
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "flows" / "review"))
sys.path.insert(0, str(Path(__file__).parent))
from people import PASSWORD, Pages, Person
from provider import CLIENT, SECRET, Provider

from config.openid import OpenIdSettings
from config.settings import Settings
from db.schema import upgrade
from flows.review import openid
from flows.review.account_file import read_file
from flows.review.accounts import load_accounts, remove_account, save_account
from flows.review.app import make_site
from flows.review.groups import Change, change_group, load_access

pytestmark = pytest.mark.attack
CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="module")
def provider():
    made = Provider()
    yield made
    made.stop()


@pytest.fixture
def home(tmp_path):
    upgrade(Settings(home=tmp_path).database)
    return tmp_path


@pytest.fixture
def office(home, provider):
    """Settings of pages that one signs in to with the provider."""
    provider.calm()
    return settings_for(home, provider.issuer)


def settings_for(home, issuer, **more):
    about = {"issuer": issuer, "client_id": CLIENT, "client_secret": SECRET, "name": "Cổng tỉnh", "editors": ("soan",), "readers": ("xem",)}
    return Settings(home=home, openid=OpenIdSettings(**(about | more)))


@pytest.fixture
def clock():
    return [time.time()]


@pytest.fixture
def someone(office, clock):
    """Makes people at the pages."""
    site = make_site(office, "127.0.0.1", lambda: clock[0])
    return lambda: Person(site, "127.0.0.1")


def begin(person, **query):
    answer = person.get("/openid/begin", params=query)
    assert answer.status_code == 303
    return answer.headers["location"]


def come_back(person, address):
    return person.get(address.removeprefix("http://127.0.0.1"))


def sign_in(person, provider, **query):
    return come_back(person, provider.authorize(begin(person, **query)))


def refused(person, answer, words, status=400):
    assert answer.status_code == status
    assert words in answer.text
    assert not person.signed_in
    return True


def test_who_may_sign_in_gets_an_account_and_its_role(someone, provider, office):
    hoa = someone()
    page = hoa.get("/login?next=/board").text
    assert "Đăng nhập bằng Cổng tỉnh" in page
    assert "/openid/begin?next=/board" in page
    answer = sign_in(hoa, provider, next="/board")
    assert (answer.status_code, answer.headers["location"]) == (303, "/board")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "<strong>hoa</strong>" in hoa.get("/documents").text
    assert hoa.post("/documents/01010101/undo").status_code == 403  # a reader
    # The role follows the claims; the sessions of the other role end.
    provider.claims = {"roles": ["xem", "soan"]}
    again = someone()
    assert sign_in(again, provider).status_code == 303
    assert again.post("/documents/01010101/undo").status_code == 404
    assert not hoa.signed_in
    assert {name: account.role for name, account in load_accounts(office.review_users_file).items()} == {"hoa": "editor"}
    assert SECRET not in office.review_users_file.read_text()


def test_what_is_sent_to_the_provider(someone, provider):
    asked = parse_qs(urlsplit(begin(someone())).query)
    assert asked["client_id"] == [CLIENT]
    assert asked["redirect_uri"] == ["http://127.0.0.1/openid/back"]
    assert asked["scope"] == ["openid profile"]
    assert len(asked["state"][0]) >= 32 and len(asked["nonce"][0]) >= 32 and len(asked["code_challenge"][0]) == 43
    assert SECRET not in str(asked)


FORGED = {
    "token of another audience": {"aud": "another-client"},
    "token for several, of which another asked": {"aud": [CLIENT, "another"], "azp": "another"},
    "token for several, of which nobody asked": {"aud": [CLIENT, "another"]},
    "token without an audience": {"aud": None},
    "token of another issuer": {"iss": "https://evil.example"},
    "token without an issuer": {"iss": None},
    "token that has expired": {"exp": 1_000_000_000},
    "token that never ends": {"exp": None},
    "token that is no time": {"exp": "tomorrow"},
    "token of the future": {"iat": 9_999_999_999, "nbf": 9_999_999_998, "exp": 99_999_999_999},
    "token with another nonce": {"nonce": "x" * 43},
    "token without a nonce": {"nonce": None},
    "token of nobody": {"sub": None},
    "token of an empty name": {"sub": ""},
    "token of a list": {"sub": ["s-1"]},
}


@pytest.mark.parametrize("claims", FORGED.values(), ids=FORGED)
def test_a_token_that_is_not_for_this_sign_in_is_refused(someone, provider, office, claims):
    provider.claims = claims
    hoa = someone()
    assert refused(hoa, sign_in(hoa, provider), "không hợp lệ")
    assert load_accounts(office.review_users_file) == {}


SIGNED_WRONG = {
    "alg none": lambda p, c: p.unsigned(c),
    "alg none, without a kid, with a signature": lambda p, c: p.unsigned(c) + "AAAA",
    "alg None": lambda p, c: p.unsigned(c).replace(p.unsigned(c).split(".")[0], "eyJhbGciOiJOb25lIn0"),
    "HS256 with the public key": lambda p, c: p.signed_with_the_public_key(c),
    "changed after signing": lambda p, c: p.bent(c),
    "another key under the same kid": lambda p, c: p.signed(c, key=p.other),
    "a kid that is not published": lambda p, c: p.signed(c, key=p.other, kid="three"),
    "signature cut off": lambda p, c: p.signed(c).rpartition(".")[0] + ".",
    "no token": lambda p, c: "",
    "no token at all": lambda p, c: None,
    "letters": lambda p, c: "a.b.c",
    "no object": lambda p, c: [],
}


@pytest.mark.parametrize("sign", SIGNED_WRONG.values(), ids=SIGNED_WRONG)
def test_a_token_that_the_provider_did_not_sign_is_refused(someone, provider, office, sign):
    provider.sign = lambda claims: sign(provider, claims | {"roles": ["soan"]})
    hoa = someone()
    assert refused(hoa, sign_in(hoa, provider), "không hợp lệ")
    assert load_accounts(office.review_users_file) == {}


def test_another_key_and_way_to_sign_of_the_provider_is_taken(someone, provider):
    provider.sign = lambda claims: provider.signed(claims, "ES256", provider.curve, "two")
    assert sign_in(someone(), provider).status_code == 303


def test_a_wrong_state_is_refused(someone, provider):
    hoa = someone()
    address = provider.authorize(begin(hoa))
    for changed in (address.partition("&state=")[0], address + "x", address.partition("&state=")[0] + "&state="):
        assert refused(hoa, come_back(hoa, changed), "hết hạn")
        hoa = someone()
        begin(hoa)
    # The provider was never asked to turn in a code for it.
    assert parse_qs(urlsplit(address).query)["code"][0] in provider.codes


def test_a_sign_in_of_somebody_else_cannot_be_planted(someone, provider):
    """Login CSRF: the address an attacker's own sign-in would come back to, opened in the victim's browser."""
    attacker, victim = someone(), someone()
    address = provider.authorize(begin(attacker))
    assert refused(victim, come_back(victim, address), "hết hạn")
    begin(victim)
    assert refused(victim, come_back(victim, address), "hết hạn")
    # Nor with the attacker's cookie of the flow put beside it: it belongs to the attacker's session.
    victim = someone()
    victim.get("/login")
    victim.client.cookies.set("thongbao-openid", attacker.client.cookies["thongbao-openid"], domain="127.0.0.1", path="/openid")
    assert refused(victim, come_back(victim, address), "hết hạn")


def test_an_answer_is_good_for_one_time(someone, provider):
    hoa = someone()
    begun = begin(hoa)
    before = {name: hoa.client.cookies.get(name) for name in ("thongbao-openid", "thongbao-review")}
    address = provider.authorize(begun)
    assert come_back(hoa, address).status_code == 303
    # With all that the browser held at the time, and a fresh code for the same nonce.
    thief = someone()
    thief.client.cookies.set("thongbao-review", before["thongbao-review"], domain="127.0.0.1")
    thief.client.cookies.set("thongbao-openid", before["thongbao-openid"], domain="127.0.0.1", path="/openid")
    assert refused(thief, come_back(thief, provider.authorize(begun)), "hết hạn")


def test_a_token_of_an_earlier_sign_in_is_refused(someone, provider):
    kept = []
    provider.sign = lambda claims: kept.append(provider.signed(claims)) or kept[0]
    assert sign_in(someone(), provider).status_code == 303
    thief = someone()
    assert refused(thief, sign_in(thief, provider), "không hợp lệ")


def test_a_code_of_another_flow_is_refused_by_pkce(someone, provider):
    victim, thief = someone(), someone()
    stolen = parse_qs(urlsplit(provider.authorize(begin(victim))).query)["code"][0]
    mine = parse_qs(urlsplit(begin(thief)).query)["state"][0]
    assert refused(thief, thief.get("/openid/back", params={"code": stolen, "state": mine}), "Chưa kết nối", 502)


def test_a_sign_in_ends_after_some_minutes(someone, provider, clock):
    hoa = someone()
    address = provider.authorize(begin(hoa))
    clock[0] += 601
    assert refused(hoa, come_back(hoa, address), "hết hạn")


def test_an_answer_of_another_provider_is_refused(someone, provider):
    hoa = someone()
    assert refused(hoa, come_back(hoa, provider.authorize(begin(hoa)) + "&iss=https%3A%2F%2Fevil.example"), "không hợp lệ")
    hoa = someone()
    assert refused(hoa, come_back(hoa, provider.authorize(begin(hoa)).replace("code=", "coda=")), "không hợp lệ")


def test_what_the_provider_says_is_told_without_its_words(someone, provider, caplog):
    hoa = someone()
    state = parse_qs(urlsplit(begin(hoa)).query)["state"][0]
    said = {"error": "access_denied", "error_description": "<script>alert(1)</script>\nsigned in: 'chu'", "state": state}
    answer = hoa.get("/openid/back", params=said)
    assert refused(hoa, answer, "Cổng tỉnh không cho đăng nhập", 403)
    assert "alert(1)" not in answer.text
    assert all("\n" not in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(someone, provider, target):
    assert sign_in(someone(), provider, next=target).headers["location"] == "/documents"
    signed = someone()
    sign_in(signed, provider)
    assert signed.get("/openid/begin", params={"next": target}).headers["location"] == "/documents"


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


@pytest.mark.parametrize("roles", [[], None, ["khac"], "khac", {"soan": True}, [["soan"]], [None, 1]])
def test_who_has_no_role_gets_no_account(someone, provider, office, roles):
    provider.claims = {"roles": roles}
    hoa = someone()
    assert refused(hoa, sign_in(hoa, provider), "chưa được cấp quyền", 403)
    assert load_accounts(office.review_users_file) == {}


def test_who_loses_the_role_loses_the_account(someone, provider, office):
    hoa = someone()
    sign_in(hoa, provider)
    provider.claims = {"roles": []}
    assert sign_in(someone(), provider).status_code == 403
    assert load_accounts(office.review_users_file) == {}
    assert not hoa.signed_in


@pytest.mark.parametrize("name", ["lan", "LAN", " lan", "", None, ["hoa", "lan"], "a\nb", "x" * 65, "<b>"])
def test_nobody_becomes_somebody_else_by_a_name(someone, provider, office, name):
    save_account(office.review_users_file, "lan", "editor", PASSWORD)
    before = office.review_users_file.read_text()
    provider.claims = {"preferred_username": name, "roles": ["soan"]}
    thief = someone()
    answer = sign_in(thief, provider)
    assert answer.status_code == 403
    assert not thief.signed_in
    assert json.loads(before)["users"] == read_file(office.review_users_file)["users"]


def test_an_account_stays_with_its_person(someone, provider, office):
    """By issuer and subject: another person of the same name is refused, a person who is renamed stays who they were."""
    users = office.review_users_file
    sign_in(someone(), provider)
    provider.claims = {"sub": "s-2"}
    assert sign_in(someone(), provider).status_code == 403
    provider.claims = {"preferred_username": "hoa-moi"}
    assert sign_in(someone(), provider).status_code == 303
    assert list(load_accounts(users)) == ["hoa"]
    # Somebody gives the name to an account of the place: it is not the provider's any more.
    provider.calm()
    remove_account(users, "hoa")
    save_account(users, "hoa", "editor", PASSWORD)
    assert sign_in(someone(), provider).status_code == 403
    assert someone().sign_in("hoa").status_code == 303


def test_no_password_opens_an_account_of_the_provider(someone, provider):
    sign_in(someone(), provider)
    for password in ("", "s-1", "hoa", "password", PASSWORD):
        assert someone().sign_in("hoa", password).status_code in {401, 429}


def test_claims_put_people_into_groups_and_out_again(home, provider):
    provider.calm()
    settings = settings_for(home, provider.issuer, group_claim="realm.units", groups={"/noi-vu": "noi-vu"})
    users = settings.review_users_file
    change_group(users, "noi-vu", Change(sources=["/in/noi-vu"]), "test")
    site = make_site(settings, "127.0.0.1")
    provider.claims = {"realm": {"units": ["/noi-vu", "/khac"]}}
    assert sign_in(Person(site), provider).status_code == 303
    assert load_access(users).groups_of("hoa") == ["noi-vu"]
    assert load_access(users).rule_of("hoa").sources == ("/in/noi-vu/",)
    for units in ([], None, "noi-vu", ["/khac"]):  # in no group any more: nothing is seen, whatever accounts of the place see
        provider.claims = {"realm": {"units": units}}
        assert sign_in(Person(site), provider).status_code == 303
        assert load_access(users).groups_of("hoa") == []
        assert load_access(users).rule_of("hoa").everything is False


def test_signing_out_there_too(someone, provider):
    hoa = someone()
    sign_in(hoa, provider)
    out = hoa.get("/openid/out").headers["location"]
    assert out.startswith(f"{provider.issuer}/end?")
    assert parse_qs(urlsplit(out).query) == {"client_id": [CLIENT], "post_logout_redirect_uri": ["http://127.0.0.1/login"]}
    assert hoa.signed_in
    assert hoa.post("/logout").status_code == 303
    assert not hoa.signed_in


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


@pytest.mark.slow
@pytest.mark.xdist_group("chromium")
def test_through_a_real_browser_and_a_provider_of_another_hand(home):
    from oidc_provider_mock import User, run_server_in_thread
    from playwright.sync_api import sync_playwright

    hoa = User(sub="hoa@tinh.example", claims={"preferred_username": "hoa", "roles": ["soan"], "name": "Hoa"})
    with run_server_in_thread(user_claims=[hoa], require_nonce=True) as server:
        settings = settings_for(home, f"http://localhost:{server.server_port}")
        pages = Pages(make_site(settings, "127.0.0.1"))
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                page = browser.new_page(locale="vi-VN")
                page.goto(f"{pages.url}/board")
                page.get_by_role("link", name="Đăng nhập bằng Cổng tỉnh").click()
                assert page.url.startswith(f"http://localhost:{server.server_port}/oauth2/authorize")
                page.get_by_role("button", name="hoa@tinh.example").click()
                page.wait_for_url(f"{pages.url}/board")
                assert page.locator(".person strong").inner_text() == "hoa"
                page.get_by_role("button", name="Đăng xuất").click()
                page.wait_for_url(f"{pages.url}/login")
                # Refused by the person at the provider.
                page.get_by_role("link", name="Đăng nhập bằng Cổng tỉnh").click()
                page.get_by_role("button", name="Deny").click()
                page.get_by_text("đã hết hạn").wait_for()  # this provider leaves the state out of a refusal
                browser.close()
        finally:
            pages.stop()
