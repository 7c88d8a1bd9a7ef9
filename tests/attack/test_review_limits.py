"""Strangers and clerks who send the review pages too much, too slowly, or numbers that no row has."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "flows" / "review"))
from office import make_office
from review_process import ROOT, ReviewProcess, Visitor, pour

from benchmarks.ports import free_port
from db.engine import engine_for
from flows.review.accounts import save_account

pytestmark = [pytest.mark.attack, pytest.mark.xdist_group("attack-review-limits")]
PASSWORD = "mot-hai-ba-bon"
MOST_SENT = 24 * 2**20  # what the system's buffers on both sides may take before a sender sees that nobody reads
HEAD = b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n%s\r\n"
SLOW = (
    b"GET /login HTTP/1.1\r\nHost: 127",
    HEAD % (b"/login", b"Content-Length: 900\r\n") + b"user=",
    HEAD % (b"/login", b"Transfer-Encoding: chunked\r\n") + b"400\r\nuser=",
)
HUGE = "9" * 31


@pytest.fixture(scope="module")
def pages(tmp_path_factory, migrated_sqlite):
    """Pages with accounts, in a process that may open 256 files."""
    folder = tmp_path_factory.mktemp("review-limits")
    settings, _ = make_office(folder / "home", migrated_sqlite)
    engine_for(settings.database).dispose()
    save_account(settings.review_users_file, "lan", "editor", PASSWORD)
    made = ReviewProcess(folder / "home", folder / "log", open_files=256)
    yield made.ready()
    made.stop()


@pytest.fixture(scope="module")
def early(pages):
    """Half requests of before all other tests of this module."""
    made = [pages.connect(words, "127.0.0.8") for words in SLOW]
    yield made
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def lan(pages):
    """A clerk who signed in."""
    found = Visitor(pages)
    assert found.sign_in("lan", PASSWORD) == 303
    return found


def chunked(path, cookie=b""):
    """The head of a request whose body comes in chunks."""
    return HEAD % (path, b"Transfer-Encoding: chunked\r\n" + cookie)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/login", b"413"), ("/documents/01010101/corrections", b"401"), ("/nowhere", b"401"), ("/static/review.css", b"403")],
)
def test_a_chunked_body_before_sign_in_is_not_taken_in(pages, early, path, status):
    before = pages.peak_bytes
    line, sent = pour(pages, chunked(path.encode()))
    assert line.split(b" ")[1] in {status, b"405"}
    assert sent < MOST_SENT
    assert pages.peak_bytes - before < 64 * 2**20


@pytest.mark.parametrize("path", ["/documents/01010101/corrections", "/tasks/1", "/password", "/logout"])
def test_a_chunked_body_after_sign_in_is_not_taken_in(pages, early, lan, path):
    before = pages.peak_bytes
    cookie = "; ".join(f"{name}={value}" for name, value in lan.cookies.items())
    line, sent = pour(pages, chunked(path.encode(), b"Cookie: " + cookie.encode() + b"\r\n"))
    assert line.startswith(b"HTTP/1.1 413")
    assert sent < MOST_SENT
    assert pages.peak_bytes - before < 64 * 2**20


def test_a_length_that_is_too_much_is_refused_before_the_body(pages, early):
    for length in (b"419430400", b"9" * 19):
        sender = pages.connect(HEAD % (b"/login", b"Content-Length: " + length + b"\r\n"))
        assert sender.recv(64).startswith(b"HTTP/1.1 413")
        sender.close()


@pytest.mark.parametrize("words", SLOW, ids=["head", "body", "chunk"])
def test_three_hundred_half_requests_stop_nobody(pages, early, words):
    held = [pages.connect(words, "127.0.0.2") for _ in range(300)]
    for source in ("127.0.0.1", "127.0.0.3", "127.0.0.2"):
        visitor = Visitor(pages, source)
        assert "mark" in visitor.ask("GET", "/login")
        assert visitor.status == 200
    for one in held:
        one.close()


def test_half_requests_from_many_addresses_stop_nobody(pages, early):
    held = [pages.connect(SLOW[number % 3], f"127.0.1.{1 + number % 50}") for number in range(400)]
    assert Visitor(pages, "127.0.0.7").sign_in("lan", PASSWORD) == 303
    for one in held:
        one.close()


@pytest.mark.parametrize("number", [HUGE, f"-{HUGE}", "9" * 5000, str(2**63), "1e999", "nan", "-inf"])
def test_no_number_in_an_address_is_a_bug(lan, early, number):
    for path in (
        f"/documents?page={number}",
        f"/board?page={number}",
        f"/documents/{number}",
        f"/documents/01010101.{number}",
        f"/documents/01010101/pages/{number}.jpg",
        f"/documents/01010101/pages/1.jpg?w={number}",
        f"/documents/01010101/words?page={number}&left=0&top=0&right=1&bottom=1",
        f"/documents/01010101/words?page=1&left={number}&top=0&right=1&bottom={number}",
        f"/documents?from={number}&to={number}",
        f"/take/xlsx?from={number}&page={number}",
    ):
        lan.ask("GET", path)
        assert lan.status in {200, 400, 404, 422}, path


@pytest.mark.parametrize("number", [HUGE, "9" * 5000, str(2**63), "nan", "inf"])
def test_no_number_in_a_form_is_a_bug(lan, early, number):
    mark = lan.mark("/documents")
    corrections = "/documents/01010101/corrections"
    for path, fields in (
        (f"/tasks/{number}", {"state": "done"}),
        ("/tasks/1", {"completed_on": number}),
        (corrections, {"about": "metric", "action": "confirm", "row": number, "seen": number}),
        (corrections, {"about": "metric", "action": "change", "row": "1", "seen": "0", "value": number * 2, "total": number * 2}),
        (corrections, {"about": "directive", "action": "add", "text": "x", "page": number}),
        (corrections, {"about": "directive", "action": "add", "text": "x", "page": "1", "box": f"0,0,{number},1"}),
        ("/documents/01010101/undo", {"correction": number}),
        ("/documents/01010101/copies", {"action": "undo", "decision": number}),
        ("/documents/01010101/copies", {"action": "join", "other": f"01010101.{number}"}),
        ("/documents/01010101/parts", {"action": "part", "page": number}),
    ):
        assert lan.send(path, mark=mark, **fields) in {400, 404, 409, 422}, (path, fields)


def test_with_an_empty_key_nothing_is_served(tmp_path):
    (tmp_path / "review.secret").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "flows", "review", "--port", str(free_port())],
        cwd=ROOT,
        env=os.environ | {"THONGBAO_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 9 and "review.secret" in done.stderr


def test_half_a_request_ends_by_itself(early):
    """Last, so that its half minute has mostly passed."""
    for one in early:
        with contextlib.suppress(ConnectionResetError):
            assert one.recv(64) == b""
