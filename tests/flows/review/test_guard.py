"""What stands before every page: names of hosts, sessions, roles, forged forms, headers."""

import logging
from urllib.parse import urlencode

import pytest
from fastapi.routing import APIRoute
from people import PASSWORD, Person
from starlette.testclient import TestClient

from flows.review.accounts import remove_account, save_account
from flows.review.app import make_app, make_site
from flows.review.guard import host_is_known
from flows.review.sessions import LASTS_SECONDS

CHANGES = (
    ("/documents/01010101/corrections", {"about": "head", "action": "confirm"}),
    ("/documents/01010101/undo", {}),
    ("/documents/01010101/copies", {"action": "lead"}),
    ("/documents/01010101/parts", {"action": "part", "page": "1"}),
    ("/tasks", {"task": "1", "owner": "x"}),
    ("/tasks/undo", {"batch": "x"}),
    ("/tasks/1", {"state": "done"}),
    ("/tasks/1/extension", {"symbol": "x"}),
    ("/name", {"name": "x"}),
    ("/import", {}),
    ("/upload", {}),
    ("/documents/01010101/text/1", {"line": "0"}),
    ("/documents/01010101/text/1/undo", {}),
    ("/documents/01010101/again", {}),
    ("/documents/01010101/sure", {"kind": "directives"}),
    ("/import/apply", {"action": "apply"}),
    ("/import/undo", {"number": "1"}),
    ("/tasks/1/offer", {"document": "01010101"}),
    ("/tokens", {"name": "x", "read": "1"}),
    ("/tokens/withdraw", {"name": "x"}),
)


def routes(person, method):
    found = []
    waiting = list(person.client.app.routes)
    while waiting:
        route = waiting.pop()
        waiting += getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", ())
        # The interface for programs has tests of its own (api/test_entry.py).
        if isinstance(route, APIRoute) and method in route.methods and not route.path.startswith("/api/"):
            found.append(route.path)
    return sorted(set(found))


def test_the_changing_pages_are_all_tested_here(person):
    of_document = {f"/documents/{{short_id}}/{what}" for what in ("corrections", "undo", "copies", "parts", "again", "sure")}
    of_text = {"/upload", "/documents/{short_id}/text/{number}", "/documents/{short_id}/text/{number}/undo"}
    of_tasks = {"/tasks", "/tasks/undo", "/tasks/{directive_id}", "/tasks/{directive_id}/extension", "/tasks/{directive_id}/offer"}
    of_readers = {"/board/filters", "/board/filters/forget"}  # which they may send: they are their own
    of_sheets = {"/import", "/import/apply", "/import/undo"}
    of_accounts = {"/name", "/login", "/logout", "/password", "/tokens", "/tokens/withdraw"}
    known = {*of_document, *of_text, *of_tasks, *of_readers, *of_sheets, *of_accounts}
    assert set(routes(person, "POST")) == known
    assert len(routes(person, "GET")) >= 10


@pytest.mark.parametrize(
    ("header", "hosts", "known"),
    [
        ("127.0.0.1:4201", {"127.0.0.1", "::1"}, True),
        ("[::1]:4201", {"127.0.0.1", "::1"}, True),
        ("LOCALHOST", {"localhost"}, True),
        ("evil.example", {"127.0.0.1"}, False),
        ("127.0.0.1.evil.example", {"127.0.0.1"}, False),
        ("", {"127.0.0.1"}, False),
        ("[", {"127.0.0.1"}, False),
        ("anything.example", set(), True),
    ],
)
def test_names_of_hosts(header, hosts, known):
    assert host_is_known(header, frozenset(hosts)) == known


def test_another_name_on_our_address_is_refused(person, office):
    assert person.get("/documents", headers={"Host": "evil.example"}).status_code == 421
    assert person.get("/documents", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 403
    settings = office[0].model_copy(update={"review_hosts": "Van-Phong.example"})
    save_account(settings.review_users_file, "lan", "editor", PASSWORD)
    behind = Person(make_site(settings, "127.0.0.1"), "van-phong.example")
    assert behind.get("/documents").status_code == 303  # to sign in
    assert behind.get("/documents", headers={"Host": "evil.example"}).status_code == 421


def test_past_the_proxy_nobody_gets_in(office):
    save_account(office[0].review_users_file, "lan", "editor", PASSWORD)
    site = make_site(office[0].model_copy(update={"review_hosts": "van-phong.example", "review_proxy": "10.0.0.5"}), "0.0.0.0")
    app = make_app(site)

    def ask(peer, **headers):
        client = TestClient(app, base_url="http://van-phong.example", client=(peer, 5), follow_redirects=False)
        return client.get("/login", headers=headers)

    assert ask("10.0.0.9").status_code == 403
    assert ask("10.0.0.9", **{"X-Forwarded-Proto": "https"}).status_code == 403
    assert ask("127.0.0.1").status_code == 200  # a look from the machine itself
    through = ask("10.0.0.5", **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.9"})
    assert through.status_code == 200 and through.headers["set-cookie"].startswith("__Host-")


@pytest.mark.parametrize(
    "path", ["/documents", "/documents/01010101", "/board", "/login", "/nowhere", "/static/review.css", "/documents/01010101/pages/1.jpg"]
)
def test_every_answer_has_its_headers(person, path):
    headers = person.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_has_a_script_or_style_of_its_own(person, office):
    for path in ("/documents", f"/documents/{office[1][0]}", "/board", "/login"):
        text = person.get(path).text
        assert "style=" not in text and "<style" not in text and " onclick" not in text
        assert all('src="/static/' in part for part in text.split("<script")[1:])


@pytest.mark.parametrize(("path", "fields"), CHANGES)
def test_a_form_without_its_mark_changes_nothing(person, path, fields):
    for mark in ({}, {"mark": ""}, {"mark": "A" * 43}, {"mark": Person(person.site).mark()}):
        assert person.client.post(path, data=fields | mark).status_code == 403


@pytest.mark.parametrize(("path", "fields"), CHANGES)
@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}])
def test_a_form_from_elsewhere_changes_nothing(person, path, fields, header):
    assert person.client.post(path, data=fields | {"mark": person.mark()}, headers=header).status_code == 403


@pytest.mark.parametrize(("path", "fields"), CHANGES)
def test_a_reader_changes_nothing(guarded, path, fields):
    reader = guarded()
    reader.sign_in("minh")
    assert reader.get("/documents").status_code == 200
    assert reader.post(path, **fields).status_code == 403
    page = reader.get("/documents/01010101").text
    assert "Xác nhận</button>" not in page and "/corrections" not in page
    assert "/tasks/" not in reader.get("/board").text


def test_an_address_writes_no_line_of_the_log(guarded, caplog):
    reader = guarded()
    reader.sign_in("minh")
    caplog.clear()
    assert reader.post("/tasks/1%0Asigned in: forged%1b[2J", state="done").status_code == 403
    [line] = [record.getMessage() for record in caplog.records if "refused" in record.getMessage()]
    assert line.isprintable() and "forged" in line


def test_nobody_sees_anything_before_signing_in(guarded):
    stranger = guarded()
    for path in [
        path.format(short_id="01010101", number=1, kind="xlsx", token="x", key="x", row="directive-1") for path in routes(stranger, "GET")
    ]:
        answer = stranger.get(path)
        if path.startswith("/calendar/"):
            assert answer.status_code == 404
        elif path != "/login":
            assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/login")
    for path, fields in CHANGES:
        assert stranger.client.post(path, data=fields | {"mark": stranger.mark("/login")}).status_code == 401
    assert stranger.get("/static/review.css").status_code == 200


def test_signing_in_and_out(guarded, clock):
    lan = guarded()
    before = lan.get("/login").cookies.get("thongbao-review") or lan.client.cookies["thongbao-review"]
    answer = lan.client.post("/login", data={"mark": lan.mark("/login"), "user": "lan", "password": PASSWORD, "next": "/board"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/board")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
    assert lan.client.cookies["thongbao-review"] != before  # a session that was planted is not the one that is signed in
    assert lan.get("/documents").status_code == 200
    stolen = lan.client.cookies["thongbao-review"]
    assert lan.post("/logout").headers["location"] == "/login"
    assert not lan.signed_in
    lan.client.cookies.set("thongbao-review", stolen, domain="van-phong.example")
    assert not lan.signed_in


def test_over_tls_the_cookie_stays_there(guarded):
    lan = guarded()
    lan.client.base_url = "https://van-phong.example"
    cookie = lan.sign_in("lan").headers["set-cookie"]
    assert cookie.startswith("__Host-thongbao-review=") and "Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie
    assert lan.signed_in
    # One that was set without TLS, by whoever sits on the line, is not looked at.
    planted = lan.client.cookies["__Host-thongbao-review"]
    lan.client.cookies.clear()
    lan.client.cookies.set("thongbao-review", planted, domain="van-phong.example")
    assert not lan.signed_in


def test_a_session_ends_with_time_password_or_account(guarded, office, clock):
    def fresh():
        person = guarded()
        person.sign_in("lan")
        assert person.signed_in
        return person

    lan = fresh()
    clock[0] += LASTS_SECONDS + 1
    assert not lan.signed_in
    lan = fresh()
    save_account(office[0].review_users_file, "lan", "editor", PASSWORD + "2")
    assert not lan.signed_in
    save_account(office[0].review_users_file, "lan", "editor", PASSWORD)
    lan = fresh()
    remove_account(office[0].review_users_file, "lan")
    assert not lan.signed_in


def test_guessing_gets_slow_and_is_logged_without_the_password(guarded, clock, caplog):
    caplog.set_level(logging.INFO, "thongbao.review")
    stranger = guarded()
    for _ in range(5):
        assert stranger.sign_in("lan", "guess-guess-guess").status_code == 401
    answer = stranger.sign_in("lan", PASSWORD)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    clock[0] += 2
    assert stranger.sign_in("lan", PASSWORD).status_code == 303
    logged = caplog.text
    assert "sign-in failed: 'lan'" in logged and "signed in: 'lan'" in logged
    assert PASSWORD not in logged and "guess-guess" not in logged


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/a\r\nX: y"])
def test_signing_in_leads_nowhere_else(guarded, target):
    lan = guarded()
    answer = lan.client.post("/login", data={"mark": lan.mark("/login"), "user": "lan", "password": PASSWORD, "next": target})
    assert answer.headers["location"] == "/documents"


def test_a_body_is_counted_as_it_comes(person):
    assert person.client.post("/name", data={"mark": person.mark(), "name": "x" * 300_000}).status_code == 413
    form = urlencode({"mark": person.mark(), "name": "Lan"}).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert person.client.post("/name", content=iter([form[:9], form[9:]]), headers=headers).status_code == 303
    sent = []

    def endless():
        while len(sent) < 10_000:
            sent.append(1)
            yield b"x" * 1024

    assert person.client.post("/name", content=endless(), headers=headers).status_code == 413


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://["}, {"Origin": "null"}, {"Accept-Language": "vi;q=nan, en;q=inf"}, {"Cookie": "thongbao-review=a.b.c; x"}],
)
def test_odd_headers_are_no_bug(person, headers):
    assert person.client.post("/name", data={"mark": person.mark()}, headers=headers).status_code in {303, 403}


@pytest.mark.parametrize("address", ["/documents?issuer=%00", "/board?agency=a%00", "/documents/%00", "/take/xlsx?type=%00"])
def test_a_nul_reaches_no_database(person, address):
    assert person.get(address).status_code == 400


def test_the_name_of_whoever_sits_there(person, office):
    assert person.post("/name", name="  Nguyễn  Văn An ", next="/board").headers["location"] == "/board"
    assert "Nguyễn Văn An" in person.get("/board").text
    person.post("/documents/01010101/corrections", about="head", action="confirm", row="0", seen="0")
    assert "Nguyễn Văn An (" in person.get("/documents/01010101").text


def test_the_language_is_kept(person):
    assert '<html lang="en">' in person.get("/documents?lang=en").text
    assert '<html lang="en">' in person.get("/documents").text
    assert '<html lang="vi">' in person.get("/documents?lang=vi").text


def test_a_bug_is_said_and_logged(person, monkeypatch, caplog):
    monkeypatch.setattr("flows.review.list_pages.list_page", lambda *_: 1 / 0)
    answer = person.get("/documents")
    assert answer.status_code == 500 and "Có lỗi trong chương trình" in answer.text
    assert "ZeroDivisionError" in caplog.text and "ZeroDivisionError" not in answer.text
