"""Programs, and strangers who take themselves for one, at the interface for programs."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "flows" / "review"))
from office import make_office
from people import PASSWORD, Person
from review_process import ReviewProcess, Visitor, pour

from db.asking.details import revision_detail
from db.engine import engine_for
from db.reading.documents import find_document
from db.record.audit import list_entries
from db.record.tokens import make_token, withdraw_token
from flows.review.accounts import save_account
from flows.review.app import make_site

pytestmark = [pytest.mark.attack, pytest.mark.xdist_group("attack-programs")]
MOST_SENT = 24 * 2**20
HEAD = b"POST /api/v1/documents?name=a.pdf HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n\r\n"
OPERATIONS = [
    *(("GET", path) for path in ("documents", "documents/{id}", "documents/{id}/pages/1.jpg", "documents/{id}/status", "search?q=a")),
    *(("GET", path) for path in ("tasks", "tasks/{key}", "directives", "directives/{key}", "metrics", "citations", "events")),
    *(("GET", path) for path in ("metrics/{key}", "citations/{key}", "openapi.json")),
    *(("POST", path) for path in ("documents?name=a.pdf", "documents/{id}/reprocess")),
    ("PATCH", "tasks/{key}"),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory, migrated_sqlite):
    settings, ids = make_office(tmp_path_factory.mktemp("programs") / "home", migrated_sqlite)
    save_account(settings.review_users_file, "lan", "editor", PASSWORD)
    key = revision_detail(settings.database, find_document(settings.database, ids[0]).id).directives[0].key
    yield settings, {"id": ids[0], "key": key}
    engine_for(settings.database).dispose()


@pytest.fixture(scope="module")
def pages(office):
    """The pages in a process of their own."""
    made = ReviewProcess(office[0].home, office[0].home.parent / "log")
    yield made.ready()
    made.stop()


def ask(person, method, path, names, **headers):
    options = {"json": {"note": "x"}} if method == "PATCH" else {"content": b"%PDF-"} if "?name" in path else {}
    return person.client.request(method, f"/api/v1/{path.format(**names)}", headers=headers, **options)


def test_no_session_of_the_pages_opens_the_interface(office):
    settings, names = office
    for site, host in ((make_site(settings, "0.0.0.0"), "van-phong.example"), (make_site(settings, "127.0.0.1"), "127.0.0.1")):
        person = Person(site, host)
        assert person.sign_in("lan").status_code == 303
        before = len(list_entries(settings.database))
        for method, path in OPERATIONS:
            answer = ask(person, method, path, names)
            assert (answer.status_code, answer.json()["status"]) == (401, 401), path
        assert len(list_entries(settings.database)) == before


def test_no_token_opens_a_page(office):
    settings, names = office
    shown = make_token(settings.database, "trang", ["all"])[1]
    person = Person(make_site(settings, "0.0.0.0"), "van-phong.example")
    for path in (
        "/documents",
        f"/documents/{names['id']}",
        "/board",
        f"/rows/{names['key']}",
        "/take/csv",
        f"/documents/{names['id']}/original",
    ):
        for header in ({"Authorization": f"Bearer {shown}"}, {"Cookie": f"thongbao-review={shown}"}):
            answer = person.client.get(path, headers=header)
            assert (answer.status_code, answer.headers["location"][:6]) == (303, "/login"), path
    answer = person.client.post(f"/tasks/1?token={shown}", headers={"Authorization": f"Bearer {shown}"}, data={"state": "done"})
    assert answer.status_code == 401
    assert person.client.get(f"/api/v1/tasks?access_token={shown}").status_code == 401  # addresses stand in logs


@pytest.mark.parametrize("scope", ["read", "follow-up", "upload", "reprocess"])
def test_a_token_does_nothing_that_it_is_not_for(office, scope):
    settings, names = office
    shown = make_token(settings.database, f"nur-{scope}", [scope])[1]
    person = Person(make_site(settings, "127.0.0.1"))
    allowed = {
        "read": {path for method, path in OPERATIONS if method == "GET"},
        "follow-up": {"tasks/{key}", "openapi.json"},
        "upload": {"documents?name=a.pdf", "documents/{id}/status", "openapi.json"},
        "reprocess": {"documents/{id}/reprocess", "documents/{id}/status", "openapi.json"},
    }[scope]
    for method, path in OPERATIONS:
        is_for = (
            path in allowed
            and (scope != "follow-up" or method == "PATCH" or path == "openapi.json")
            and (scope != "read" or method == "GET")
        )
        status = ask(person, method, path, names, Authorization=f"Bearer {shown}").status_code
        assert (status != 403) is is_for, (method, path, status)
        assert status < 500


def test_a_page_of_others_gets_nothing_even_with_a_token(office):
    """A browser asks first whether a page elsewhere may send the header, and is told nothing of the kind."""
    settings, _ = office
    shown = make_token(settings.database, "trinh-duyet", ["all"])[1]
    person = Person(make_site(settings, "127.0.0.1"))
    ours = {"Origin": "http://evil.example", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    answers = [person.client.options("/api/v1/tasks", headers=ours)]
    answers.append(person.client.get("/api/v1/tasks", headers={"Authorization": f"Bearer {shown}", "Origin": "http://evil.example"}))
    assert answers[0].status_code == 401
    for answer in answers:
        assert not any(name.lower().startswith("access-control") for name in answer.headers)
    rebound = person.client.get("/api/v1/tasks", headers={"Authorization": f"Bearer {shown}", "Host": "evil.example"})
    assert rebound.status_code == 421


def test_one_that_is_withdrawn_ends_in_every_process_at_once(office, pages):
    settings, _ = office
    shown = make_token(settings.database, "rut", ["read"])[1]
    asking = Visitor(pages)
    asking.ask("GET", "/api/v1/tasks", Authorization=f"Bearer {shown}")
    assert asking.status == 200
    withdraw_token(settings.database, "rut")
    asking.ask("GET", "/api/v1/tasks", Authorization=f"Bearer {shown}")
    assert asking.status == 401


def test_no_file_is_taken_in_without_a_token_that_is_for_it(office, pages):
    settings, _ = office
    reading = make_token(settings.database, "chi-doc", ["read"])[1]
    for shown, status in ((b"", b"401"), (b"thongbao_" + b"x" * 43, b"401"), (reading.encode(), b"403")):
        before = pages.peak_bytes
        line, sent = pour(pages, HEAD % shown)
        assert line.split(b" ")[1] == status
        assert sent < MOST_SENT
        assert pages.peak_bytes - before < 64 * 2**20
    assert list(settings.work_folder.glob("upload-*")) == []


def test_no_token_and_no_file_stands_in_the_log(office, pages):
    settings, names = office
    shown = make_token(settings.database, "nhat-ky", ["all"])[1]
    asking = Visitor(pages)
    for path in ("/api/v1/tasks", f"/api/v1/documents/{names['id']}", "/api/v1/nothing"):
        asking.ask("GET", path, Authorization=f"Bearer {shown}")
    asking.ask("POST", "/api/v1/documents?name=a%1b%5b31m.pdf", b"bi mat", Authorization=f"Bearer {shown}")
    asking.ask("POST", "/api/v1/documents?name=a.pdf", b"bi mat", Authorization=f"Bearer {shown}")
    log = pages.log.read_text()
    assert "api:nhat-ky" in log
    assert not any(words in log for words in (shown, shown[9:], "bi mat", "\x1b"))
