"""Signing in with an OpenID provider, as those would who stand between it and the pages."""

from urllib.parse import parse_qs, urlsplit

import pytest
from people import Pages
from provider import CLIENT, SECRET
from signing_in import begin, come_back, refused, settings_for, sign_in

from flows.review.app import make_site

pytestmark = pytest.mark.attack

CHROMIUM = "/usr/bin/chromium"


def test_what_is_sent_to_the_provider(someone, provider):
    asked = parse_qs(urlsplit(begin(someone())).query)
    assert asked["client_id"] == [CLIENT]
    assert asked["redirect_uri"] == ["http://127.0.0.1/openid/back"]
    assert asked["scope"] == ["openid profile"]
    assert len(asked["state"][0]) >= 32 and len(asked["nonce"][0]) >= 32 and len(asked["code_challenge"][0]) == 43
    assert SECRET not in str(asked)


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
