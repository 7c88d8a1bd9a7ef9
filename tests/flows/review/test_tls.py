"""The pages over TLS, in a real Chromium."""

import pytest
from people import PASSWORD, Pages
from playwright.sync_api import expect

from flows.review.accounts import save_account
from flows.review.app import make_site


@pytest.fixture
def served(office, clock, certificate):
    """The pages of the office over TLS, where one signs in."""
    save_account(office[0].review_users_file, "lan", "editor", PASSWORD)
    settings = office[0].model_copy(update={"review_certificate": certificate})
    pages = Pages(make_site(settings, "127.0.0.1", lambda: clock[0]))
    yield pages
    pages.stop()


def test_a_browser_keeps_the_cookies_to_this_host_and_tls(open_page, served):
    page = open_page(ignore_https_errors=True)
    page.goto("/board")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Theo dõi nhiệm vụ")
    assert "https://127.0.0.1" in page.content()  # the address of the calendar
    page.get_by_role("link", name="English").click()
    cookies = {one["name"]: one for one in page.context.cookies()}
    assert set(cookies) == {"__Host-thongbao-review", "__Host-thongbao-language"}
    assert all(one["secure"] and one["httpOnly"] and one["path"] == "/" for one in cookies.values())
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto("/documents")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_whole_download_comes_through(open_page, served, office):
    original = next(office[0].store_folder.rglob("01" * 32))
    original.write_bytes(bytes(range(256)) * 40_000)
    page = open_page(ignore_https_errors=True)
    page.goto("/login")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", level=1).wait_for()
    assert page.request.get(f"/documents/{office[1][0]}/original").body() == original.read_bytes()
