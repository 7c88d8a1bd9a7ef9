"""Tokens of programs in the browser: an administrator makes one, sees it once, and withdraws it; nobody else sees the page."""

import re
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from people import PASSWORD, Pages

from db.record.tokens import find_token, list_tokens, make_token
from flows.review.accounts import save_account
from flows.review.app import make_site
from flows.review.groups import Change, change_group, let_others_see

SHOWN = re.compile(r"thongbao_[A-Za-z0-9_-]{43}")


@pytest.fixture
def chief(office, guarded):
    save_account(office[0].review_users_file, "chi", "administrator", PASSWORD)
    person = guarded()
    person.sign_in("chi")
    return person


def test_a_token_is_made_shown_once_and_withdrawn(office, chief, clock):
    url, at = office[0].database, datetime.fromtimestamp(clock[0], UTC)
    assert "Chưa có mã truy cập nào." in chief.get("/tokens").text
    page = chief.post("/tokens", name=" phan-mem ", days="30", read="1", **{"follow-up": "1"})
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    [shown] = SHOWN.findall(page.text)
    found = find_token(url, shown, at)
    assert (found.name, found.scopes, found.made_by, (found.ends_at - at).days) == ("phan-mem", ("read", "follow-up"), "chi", 30)
    listed = chief.get("/tokens").text
    assert "phan-mem" in listed and "xem dữ liệu; cập nhật nhiệm vụ" in listed and not SHOWN.search(listed)
    assert chief.post("/tokens/withdraw", name="phan-mem").headers["location"] == "/tokens?said=withdrawn"
    assert find_token(url, shown, at) is None
    assert "đã thu hồi" in chief.get("/tokens?said=withdrawn").text
    assert chief.post("/tokens/withdraw", name="phan-mem").status_code == 409


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "có dấu cách", "read": "1"}, "Tên chỉ gồm chữ"),
        ({"name": "", "read": "1"}, "Tên chỉ gồm chữ"),
        ({"name": "a"}, "Chưa chọn việc"),
        ({"name": "a", "everything": "1"}, "Chưa chọn việc"),
        ({"name": "a", "read": "1", "days": "0"}, "Số ngày từ 1"),
        ({"name": "a", "read": "1", "days": "40000"}, "Số ngày từ 1"),
        ({"name": "cu", "read": "1"}, "Tên cu đã được dùng"),
    ],
)
def test_what_is_not_taken_is_told_and_stays_typed(office, chief, fields, told):
    make_token(office[0].database, "cu", ["read"])
    page = chief.post("/tokens", **fields)
    assert page.status_code == 422 and told in page.text
    assert f'value="{fields["name"]}"' in page.text
    assert len(list_tokens(office[0].database)) == 1


def test_a_token_comes_into_the_groups_that_are_ticked(office, chief):
    path = office[0].review_users_file
    change_group(path, "noi-vu", Change(issuers=["Sở Nội vụ"]), "chi")
    page = chief.post("/tokens", name="phan-mem", all="1", **{"group-noi-vu": "1"})
    assert page.status_code == 200 and "<td>noi-vu</td>" in page.text
    assert list_tokens(office[0].database)[0].ends_at is None  # no day was typed


def test_where_nobody_signs_in_there_is_no_such_page(person):
    assert person.get("/tokens").status_code == 404
    assert person.post("/tokens", name="a", read="1").status_code == 404


def test_others_have_no_such_page(office, guarded, chief):
    for name in ("lan", "minh"):
        other = guarded()
        other.sign_in(name)
        assert other.get("/tokens").status_code == 404
        assert "/tokens" not in other.get("/documents").text
    let_others_see(office[0].review_users_file, "nothing", "chi")
    assert chief.get("/tokens").status_code == 404  # a token could see more than somebody who does not see everything


def test_it_keeps_nobody_out(office, chief, open_page, clock):
    make_token(office[0].database, "cu", ["read", "follow-up", "upload"])
    pages = Pages(make_site(office[0], "127.0.0.1", lambda: clock[0]))
    try:
        for width, language in ((1366, "vi"), (390, "en")):
            page = open_page(width=width)
            page.goto(f"{pages.url}/login?lang={language}")
            page.locator("[name=user]").fill("chi")
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("main button").first.click()
            page.goto(f"{pages.url}/tokens")
            found = Axe().run(page).response["violations"]
            assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    finally:
        pages.stop()
