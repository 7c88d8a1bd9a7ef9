"""Somebody changes the own password, over HTTP and in a real Chromium."""

import pytest
from people import PASSWORD, Pages
from playwright.sync_api import expect

from flows.review.accounts import change_password, load_accounts, remove_account, save_account
from flows.review.app import make_site

NEW = "nam-sau-bay-tam"


@pytest.mark.parametrize("name", ["lan", "minh"])
def test_everybody_may(guarded, office, name):
    here, elsewhere = guarded(), guarded()
    here.sign_in(name)
    elsewhere.sign_in(name)
    assert "Đổi mật khẩu" in here.get("/documents").text
    calendar = here.get("/board").text.split("/calendar/")[1].split(".ics")[0]
    role = load_accounts(office[0].review_users_file)[name].role
    answer = here.post("/password", old=PASSWORD, new=NEW, again=NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/documents?said=password")
    assert here.signed_in and not elsewhere.signed_in
    assert load_accounts(office[0].review_users_file)[name].role == role
    assert here.get(f"/calendar/{calendar}.ics").status_code == 404
    assert elsewhere.sign_in(name).status_code == 401
    assert elsewhere.sign_in(name, NEW).status_code == 303


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"old": "mot-hai-ba-bom"}, 422, "Mật khẩu hiện tại không đúng"),
        ({"old": ""}, 422, "Mật khẩu hiện tại không đúng"),
        ({"again": NEW + "x"}, 422, "không giống nhau"),
        ({"new": "ngan", "again": "ngan"}, 422, "từ 10 đến 1000 ký tự"),
        ({"new": "x" * 1001, "again": "x" * 1001}, 422, "từ 10 đến 1000 ký tự"),
        ({"new": PASSWORD, "again": PASSWORD}, 422, "trùng với"),
        ({"mark": "x" * 43}, 403, "Biểu mẫu"),
    ],
)
def test_what_is_not_taken(guarded, fields, status, said):
    lan = guarded()
    lan.sign_in("lan")
    answer = lan.post("/password", **({"old": PASSWORD, "new": NEW, "again": NEW} | fields))
    assert answer.status_code == status and said in answer.text
    assert NEW not in answer.text and PASSWORD not in answer.text
    assert guarded().sign_in("lan").status_code == 303


def test_guessing_the_old_one_gets_slow(guarded, clock):
    lan = guarded()
    lan.sign_in("lan")
    for _ in range(5):
        assert lan.post("/password", old="guess-guess", new=NEW, again=NEW).status_code == 422
    answer = lan.post("/password", old=PASSWORD, new=NEW, again=NEW)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    clock[0] += 2
    assert lan.post("/password", old=PASSWORD, new=NEW, again=NEW).status_code == 303


def test_where_nobody_signs_in_there_is_none(person):
    assert person.get("/password").status_code == 404
    assert person.post("/password", old="", new=NEW, again=NEW).status_code == 404
    assert "/password" not in person.get("/documents").text


def test_of_two_changes_at_once_one_holds(office):
    path = office[0].review_users_file
    save_account(path, "lan", "editor", PASSWORD)
    seen = load_accounts(path)["lan"]
    save_account(path, "lan", "reader", PASSWORD)
    assert change_password(path, seen, NEW) is None
    assert load_accounts(path)["lan"].role == "reader"
    remove_account(path, "lan")
    assert change_password(path, seen, NEW) is None
    assert load_accounts(path) == {}


@pytest.fixture
def served(office, clock):
    """The pages of the office, where one signs in."""
    save_account(office[0].review_users_file, "lan", "editor", PASSWORD)
    pages = Pages(make_site(office[0], "127.0.0.1", lambda: clock[0]))
    yield pages
    pages.stop()


def fill(page, **values):
    for label, value in values.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)


def test_in_a_browser(open_page):
    page, other = open_page(), open_page(language="en-GB")
    for one, name, word, button in ((page, "Tên đăng nhập", "Mật khẩu", "Đăng nhập"), (other, "User name", "Password", "Sign in")):
        one.goto("/login")
        one.get_by_label(name).fill("lan")
        one.get_by_label(word).fill(PASSWORD)
        one.get_by_role("button", name=button).click()
        one.get_by_role("heading", level=1).wait_for()
    page.get_by_role("link", name="Đổi mật khẩu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đổi mật khẩu")
    fill(page, Mật_khẩu_hiện_tại=PASSWORD, Mật_khẩu_mới=NEW, Nhập_lại_mật_khẩu_mới=NEW + "x")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("alert")).to_have_text("Hai lần nhập mật khẩu mới không giống nhau.")
    assert page.get_by_label("Mật khẩu hiện tại").input_value() == ""
    open_page.wrong.clear()  # the browser notes the answer 422
    fill(page, Mật_khẩu_hiện_tại=PASSWORD, Mật_khẩu_mới=NEW, Nhập_lại_mật_khẩu_mới=NEW)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.locator("#said")).to_have_text("Đã đổi mật khẩu.")
    other.goto("/documents")
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")
    other.get_by_label("User name").fill("lan")
    other.get_by_label("Password").fill(NEW)
    other.get_by_role("button", name="Sign in").click()
    other.get_by_role("link", name="Change password").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Change your password")


def test_it_is_accessible(open_page):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page()
    page.goto("/login")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("link", name="Đổi mật khẩu").click()
    page.get_by_role("heading", level=1).wait_for()
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found] == []
