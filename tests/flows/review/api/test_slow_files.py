"""Files that come in slowly, over a real connection: time goes on as long as something comes, and for nobody else."""

import socket
import time

import pytest
from people import Pages

from db.record.tokens import make_token
from flows.review.app import make_site
from flows.review.connections import Limits
from flows.review.protocol import LEAST_OF_FILE

LIMITS = Limits(body_seconds=0.6)


@pytest.fixture
def pages(office):
    made = Pages(make_site(office[0], "127.0.0.1"), LIMITS)
    yield made
    made.stop()


def send(pages, token, pieces, pause, path="/api/v1/documents?name=a.pdf", method="POST"):
    """The first line of the answer to a body that comes in pieces; "" where the connection was closed."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
    length = sum(map(len, pieces))
    with socket.create_connection(("127.0.0.1", pages.port), timeout=30) as connection:
        try:
            connection.sendall(f"{head}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n".encode())
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
            return connection.recv(100).split(b"\r\n")[0].decode()
        except ConnectionError:
            return ""


def test_a_file_may_come_slowly(pages, office):
    token = make_token(office[0].database, "a", ["upload"])[1]
    assert send(pages, token, [b"x" * LEAST_OF_FILE] * 10, 0.2).split()[1] == "202"


@pytest.mark.parametrize("size", [0, 100])
def test_one_that_hardly_comes_ends(pages, office, size):
    token = make_token(office[0].database, "a", ["upload"])[1]
    assert send(pages, token, [b"x" * LEAST_OF_FILE, *[b"x" * size] * 12, b"x" * LEAST_OF_FILE], 0.2) == ""


def test_nothing_else_may(pages, office):
    token = make_token(office[0].database, "a", ["all"])[1]
    assert send(pages, token, [b" " * 9_000] * 12, 0.2, "/api/v1/tasks/a", "PATCH") == ""
