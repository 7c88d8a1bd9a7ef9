"""By which names, and from which pages, a request may come."""

import pytest

from flows.server.names import Names, names_of

OURS = names_of("Prefect.office.example, proxy.example:8443 ,[2001:db8::7]:4200")


def scope(host="127.0.0.1:4200", server=("192.0.2.7", 4200), method="GET", kind="http", **headers):
    listed = [(b"host", host.encode())] if host is not None else []
    listed += [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": kind, "method": method, "path": "/", "server": server, "headers": listed}


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:4200",
        "localhost:8080",  # a tunnel's port
        "LOCALHOST",
        "[::1]:4200",
        "192.0.2.7:4200",
        "prefect.office.example",
        "PREFECT.office.example:4200",
        "proxy.example",
        "[2001:db8::7]",
    ],
)
def test_a_name_of_ours_is_known(host):
    assert OURS.refusal(scope(host)) is None


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "evil.example",
        "evil.example:4200",
        "localhost.evil.example",
        "evil-localhost",
        "evil.localhost",
        "localhost.",
        "127.0.0.1.evil.example",
        "127.0.0.1.nip.io:4200",
        "127.1",
        "2130706433",
        "0.0.0.0",
        "192.0.2.8",
        "xprefect.office.example",
        "a.prefect.office.example",
        "office.example",
        "evil.example@127.0.0.1",
        "127.0.0.1:4200@evil.example",
        "127.0.0.1/evil",
        "127.0.0.1 evil.example",
        "127.0.0.1:port",
        "[::1",
        "[]",
        "\xff",
    ],
)
def test_every_other_is_not(host):
    refusal = OURS.refusal(scope(host))
    assert refusal is not None and refusal.status == 421


def test_two_hosts_are_none():
    twice = scope()
    twice["headers"].append((b"host", b"localhost"))
    assert OURS.refusal(twice).status == 421


@pytest.mark.parametrize(
    ("server", "host"), [(("::ffff:192.0.2.9", 4200, 0, 0), "192.0.2.9"), (("fe80::1%eth0", 4200), "[fe80::1]"), (("::1", 1), "[::1]:1")]
)
def test_the_address_that_was_come_to_is_known_however_it_is_written(server, host):
    assert Names().refusal(scope(host, server)) is None


@pytest.mark.parametrize("server", [None, ("/run/socket", None)])
def test_a_socket_without_an_address_has_none(server):
    assert Names().refusal(scope("192.0.2.9", server)).status == 421


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:4200", "http://127.0.0.1:4200"),
        ("localhost:4200", "http://localhost:4200"),
        ("prefect.office.example", "https://prefect.office.example"),
        ("127.0.0.1:4200", "https://proxy.example:8443"),  # a proxy that asks us by our address
        ("127.0.0.1:4200", "https://prefect.office.example"),
    ],
)
def test_a_page_of_ours_may_ask(kind, host, origin):
    assert OURS.refusal(scope(host, kind=kind, origin=origin)) is None


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://evil.example:4200",
        "http://127.0.0.1",
        "http://127.0.0.1:4201",
        "http://localhost:4200",  # another page for a browser, which has another password
        "http://127.0.0.1:4200.evil.example",
        "http://127.0.0.1:4200@evil.example",
        "http://proxy.example",
        "https://proxy.example:8444",
        "chrome-extension://127.0.0.1:4200",
        "file://",
        "null",
        "",
    ],
)
def test_a_page_of_others_may_not(kind, origin):
    refusal = OURS.refusal(scope(kind=kind, origin=origin))
    assert refusal is not None and refusal.status == 403


def test_two_origins_are_none_of_ours():
    twice = scope(origin="http://127.0.0.1:4200")
    twice["headers"].append((b"origin", b"http://evil.example"))
    assert OURS.refusal(twice).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "whatever"])
def test_what_a_page_elsewhere_asks_is_refused_unless_a_person_follows_its_link(site):
    link = {"sec_fetch_site": site, "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    assert OURS.refusal(scope(**link)) is None
    for other in (
        {"method": "POST"},
        {"kind": "websocket"},
        {"sec_fetch_dest": "iframe"},
        {"sec_fetch_mode": "no-cors", "sec_fetch_dest": "script"},
        {"sec_fetch_mode": "cors", "sec_fetch_dest": "empty"},
    ):
        assert OURS.refusal(scope(**link | other)).status == 403, other


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_what_the_own_page_or_a_person_asks_is_not(site):
    assert OURS.refusal(scope(sec_fetch_site=site, sec_fetch_mode="cors", sec_fetch_dest="empty", method="POST")) is None
