"""Connections: how many, from whom, and how long they may take; over real sockets."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from dataclasses import replace

import pytest
from people import Pages

from flows.review.app import make_site
from flows.review.connections import Limits, make_room

QUICK = Limits(most=40, most_of_address=20, head_seconds=0.4, body_seconds=0.4, rest_seconds=0.4, stall_seconds=0.4)
HEAD = b"POST /name HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture
def serve(office, clock):
    made = []

    def start(limits, **settings):
        made.append(Pages(make_site(office[0].model_copy(update=settings), "127.0.0.1", lambda: clock[0]), limits))
        return made[-1]

    yield start
    for pages in made:
        pages.stop()


@pytest.fixture
def connect():
    made = []

    def make(pages, words=b"", source="127.0.0.1"):
        made.append(socket.create_connection(("127.0.0.1", pages.port), timeout=30, source_address=(source, 0)))
        made[-1].sendall(words)
        return made[-1]

    yield make
    for one in made:
        one.close()


def rest_of(connection):
    """What still comes until the other side closes."""
    found = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := connection.recv(65536):
            found += piece
    return found


def is_served(pages, source="127.0.0.1"):
    asked = http.client.HTTPConnection("127.0.0.1", pages.port, timeout=30, source_address=(source, 0))
    try:
        asked.request("GET", "/static/review.css")
        answer = asked.getresponse()
        return answer.status == 200 and bool(answer.read())
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"GET /documents HT",
        HEAD,
        HEAD + b"Content-Length: 10\r\n\r\nabc",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        HEAD + b"Expect: 100-continue\r\nContent-Length: 10\r\n\r\n",
    ],
)
def test_half_a_request_ends(serve, connect, half):
    assert rest_of(connect(serve(QUICK), half)).replace(b"HTTP/1.1 100 Continue\r\n\r\n", b"") == b""


def test_half_a_request_after_a_whole_one_ends(serve, connect):
    one = connect(serve(QUICK), b"GET /static/icon.svg HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert one.recv(15) == b"HTTP/1.1 200 OK"
    one.sendall(b"GET /static")
    assert rest_of(one).count(b"HTTP/1.1") == 0


def test_the_rest_of_a_body_that_nobody_wants_is_not_waited_for(serve, connect):
    one = connect(serve(QUICK), b"POST /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000000\r\n\r\nabc")
    assert rest_of(one).startswith(b"HTTP/1.1 40")


def test_what_takes_us_long_is_not_cut(serve, connect, monkeypatch):
    pages, slow = serve(QUICK), threading.Event()
    monkeypatch.setattr("flows.review.list_pages.list_page", lambda *_: slow.wait(30) and 1 / 0)
    one = connect(pages, b"GET /documents HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    rest_of(connect(pages, HEAD))
    rest_of(connect(pages, HEAD))  # by now the limits of the first are over, more than once
    slow.set()
    assert rest_of(one).startswith(b"HTTP/1.1 500")


def original(office, megabytes):
    path = next(office[0].store_folder.rglob("01" * 32))
    path.write_bytes(b"x" * megabytes * 2**20)
    return b"GET /documents/%s/original HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n" % office[1][0].encode()


def wait_for_all_to_end(pages):
    end = time.monotonic() + 60
    while pages.connections.open:
        assert time.monotonic() < end
        time.sleep(0.1)


def test_an_answer_that_nobody_takes_ends(serve, connect, office):
    pages = serve(QUICK)
    assert connect(pages, original(office, 32)).recv(15) == b"HTTP/1.1 200 OK"
    wait_for_all_to_end(pages)


def test_an_answer_that_nobody_takes_ends_over_tls(serve, connect, office, certificate):
    pages = serve(replace(QUICK, head_seconds=5), review_certificate=certificate)
    inside = ssl.create_default_context(cafile=str(certificate)).wrap_socket(connect(pages), server_hostname="127.0.0.1")
    inside.sendall(original(office, 32))
    assert inside.recv(15) == b"HTTP/1.1 200 OK"
    wait_for_all_to_end(pages)
    inside.close()


def test_half_a_handshake_ends(serve, connect, certificate):
    pages = serve(QUICK, review_certificate=certificate)
    assert rest_of(connect(pages)) == b""
    assert rest_of(connect(pages, b"\x16\x03\x01\x02\x00\x01\x00\x01")) == b""


def test_an_answer_that_is_taken_slowly_is_whole(serve, connect, office):
    one = connect(serve(QUICK), original(office, 8))
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    taken = 0
    while piece := one.recv(32768):
        taken += len(piece)
    assert taken > 8 * 2**20


def test_slow_ones_of_one_address_do_not_stop_others(serve, connect):
    pages = serve(replace(QUICK, head_seconds=60, body_seconds=60))
    for half in (b"GET / HT", HEAD + b"Content-Length: 9\r\n\r\n"):
        for _ in range(60):
            connect(pages, half, "127.0.0.2")
        assert is_served(pages)
        assert is_served(pages, "127.0.0.2")  # not even their own
        assert pages.connections.open <= 21


def test_slow_ones_of_many_addresses_go_where_most_are(serve, connect):
    pages = serve(replace(QUICK, head_seconds=60))
    early = connect(pages, b"GET / HT", "127.0.0.9")
    for number in range(90):
        connect(pages, b"GET / HT", f"127.0.0.{2 + number % 3}")
    assert is_served(pages)
    assert pages.connections.open <= 41
    early.sendall(b"TP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert rest_of(early).startswith(b"HTTP/1.1 303")


def test_a_proxy_brings_as_many_as_there_are(serve, connect):
    pages = serve(replace(QUICK, head_seconds=60), review_proxy="127.0.0.2")
    first = connect(pages, b"GET / HT", "127.0.0.2")
    for _ in range(30):
        connect(pages, b"GET / HT", "127.0.0.2")
    first.sendall(b"TP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert rest_of(first).startswith(b"HTTP/1.1 303")


def test_a_head_has_an_end(serve, connect):
    one = connect(serve(Limits()))
    with contextlib.suppress(OSError):
        for _ in range(1000):
            one.sendall(b"GET /" if not _ else b"x" * 1024)
    assert rest_of(one)[:12] in {b"HTTP/1.1 400", b""}


def test_room_for_what_may_be_opened(monkeypatch):
    told = []
    monkeypatch.setattr("resource.setrlimit", lambda _, both: told.append(both))
    for soft, hard, most, of_address, raised in (
        (256, 256, 160, 80, [(256, 256)]),
        (256, 4096, 512, 128, [(608, 4096)]),
        (100_000, 100_000, 512, 128, []),
        (-1, -1, 512, 128, []),
    ):
        told.clear()
        monkeypatch.setattr("resource.getrlimit", lambda _, both=(soft, hard): both)
        found = make_room(Limits())
        assert (found.most, found.most_of_address, told) == (most, of_address, raised)
