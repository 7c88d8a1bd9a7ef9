"""Prefect's server as `thongbao serve` starts it, attacked by another account of the machine."""

import json
import os
import shutil
import socket
import stat
import subprocess
from base64 import b64encode

import pytest
from attacker import SOCKETS, asked
from served_process import ALL_STATES
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

pytestmark = [pytest.mark.attack, pytest.mark.xdist_group("attack-prefect")]


def test_another_account_gets_nothing_from_any_address_of_the_api(served):
    api = served.ask("/openapi.json")
    routes = [(path, method.upper()) for path, methods in api["paths"].items() for method in methods]
    assert len(routes) > 150  # Prefect's whole API
    place = f"http://127.0.0.1:{served.port}"
    answers = {(path, method): asked(f"{place}/api{path}", method=method, body=b"{}") for path, method in routes if path != "/health"}
    pages = (
        "/",
        "/v2/",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/api/docs",
        "/api/openapi.json",
        "/ui-settings",
        "/api/ready",
        "/x",
        "//api/health",
    )
    answers |= {(path, "GET"): asked(f"{place}{path}") for path in pages}
    assert {key: (status, text) for key, (status, text) in answers.items() if status != 401 or len(text) > 80} == {}
    assert asked(f"{place}/api/health") == (200, "true")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost.evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
)
def test_not_even_the_password_helps_a_page_of_others(served, headers):
    """A browser sends what it was told once with whatever a page asks."""
    for path in ("/api/csrf-token?client=x", "/ui-settings", "/api/health", "/"):
        status, text = asked(f"http://127.0.0.1:{served.port}{path}", auth=served.auth, **headers)
        assert status in {403, 421} and "token" not in text


def spoken(served, path, token=None, *, protocol="prefect", **headers):
    """What a WebSocket says to somebody who tells this password: kinds of its messages, and how it was closed."""
    said = []
    place = f"ws://127.0.0.1:{served.port}{path}"
    try:
        with connect(place, subprotocols=[protocol] if protocol else None, additional_headers=headers, proxy=None) as stream:
            stream.send(json.dumps({"type": "auth", "token": token}))
            said.append(json.loads(stream.recv(timeout=30))["type"])
    except InvalidStatus as refused:
        return said, refused.response.status_code
    except ConnectionClosed as closed:
        return said, closed.rcvd.code
    return said, None


@pytest.mark.parametrize("path", SOCKETS)
def test_a_socket_says_nothing_to_another_account(served, path):
    assert spoken(served, path) == ([], 1008)
    assert spoken(served, path, "thongbao:wrong password") == ([], 1008)
    assert spoken(served, path, protocol=None) == ([], 403)
    assert spoken(served, path, Authorization="Basic " + b64encode(b"thongbao:wrong password").decode()) == ([], 403)
    assert spoken(served, path, served.auth, Origin="http://evil.example") == ([], 403)
    assert spoken(served, path, served.auth, Host="evil.example")[0] == []


@pytest.mark.parametrize("path", SOCKETS)
def test_it_speaks_to_our_own_clients(served, path):
    assert spoken(served, path, served.auth) == (["auth_success"], None)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /api/csrf-token?client=x HTTP/1.1\r\n\r\n",
        b"GET /api/csrf-token?client=x HTTP/1.0\r\n\r\n",
        b"GET /api/csrf-token?client=x HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        b"GET http://127.0.0.1/api/csrf-token?client=x HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET /api/health/../csrf-token?client=x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /api/health%2f..%2fcsrf-token?client=x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /api/csrf-token?client=x&/api/health HTTP/1.1\r\nHost: 127.0.0.1/api/health\r\n\r\n",
        b"GET /api/csrf-token?client=\x1b[2Jx HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
)
def test_requests_that_no_browser_makes_get_no_further(served, sent):
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as raw:
        raw.sendall(sent)
        answer = raw.recv(4096)
    assert answer.split(b" ")[1] in {b"400", b"401", b"421"}, answer
    assert b'"token"' not in answer and b"expiration" not in answer


def test_another_account_does_not_see_the_password(served):
    place, password = served.home / "server.password", served.auth.partition(":")[2]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    for name in ("server.log", "prefect.db"):
        assert stat.S_IMODE((served.home / "prefect" / name).stat().st_mode) & 0o077 == 0, name
    assert not any(password in words for words in served.processes().values())
    if os.geteuid() == 0 and shutil.which("setpriv"):
        for path in (place, *(f"/proc/{pid}/environ" for pid in served.processes())):
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "cat", str(path)]
            tried = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
            assert (tried.returncode, password in tried.stdout) == (1, False), tried


@pytest.mark.usefixtures("prefect_server")
def test_the_server_of_a_command_is_as_closed():
    from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL

    api = PREFECT_API_URL.value()
    for auth in (None, "tests:wrong password"):
        assert asked(f"{api}/csrf-token?client=x", auth=auth)[0] == 401
        assert asked(f"{api}/flows/filter", auth=auth, method="POST", body=b"{}")[0] == 401
    known = PREFECT_API_AUTH_STRING.value()
    assert asked(f"{api}/flows/filter", auth=known, method="POST", body=b"{}")[0] == 200
    assert asked(f"{api}/flows/filter", auth=known, method="POST", body=b"{}", Host="evil.example")[0] == 421
    assert asked(f"{api}/flows/filter", auth=known, method="POST", body=b"{}", Origin="http://evil.example")[0] == 403


def test_a_form_reads_nothing_outside_the_inbox(served, tmp_path):
    (tmp_path / "outside.pdf").write_bytes(b"%PDF-1.7")
    (served.home / "inbox").mkdir(exist_ok=True)
    link = served.home / "inbox" / "link.pdf"
    link.symlink_to(tmp_path / "outside.pdf")
    runs = [served.start("ingest", path=path) for path in ("/etc/passwd", str(link))]
    for run_id in runs:
        state = served.wait(lambda run_id=run_id: served.state(run_id, *ALL_STATES))
        assert (state["type"], "does not lie below" in state["message"]) == ("FAILED", True), state
    link.unlink()
