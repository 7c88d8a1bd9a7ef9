"""Whose word is taken for whose address."""

import pytest

from flows.review.addresses import Proxies, networks_of
from flows.server.senders import address_of, one_sender


@pytest.mark.parametrize(
    ("words", "address"),
    [
        (" 10.0.0.1 ", "10.0.0.1"),
        ("10.0.0.1:443", "10.0.0.1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("unknown", None),
        ("", None),
        ("10.0.0.1, 10.0.0.2", None),
        ("[", None),
    ],
)
def test_an_address(words, address):
    found = address_of(words)
    assert (str(found) if found else None) == address


def test_what_counts_as_one():
    assert one_sender("10.0.0.1") == one_sender("::ffff:10.0.0.1") == "10.0.0.1"
    assert one_sender("2001:db8::1") == one_sender("2001:db8::ffff:1") == "2001:db8::/64"
    assert len(one_sender("x" * 10_000)) == 64


ONE, TWO, NET = "127.0.0.1", "127.0.0.1,10.0.0.5", "10.0.0.0/29"


@pytest.mark.parametrize(
    ("named", "peer", "told", "address"),
    [
        ("", "127.0.0.1", ["1.2.3.4"], "127.0.0.1"),  # nobody is believed who was not named
        (ONE, "10.0.0.9", ["1.2.3.4"], "10.0.0.9"),
        (ONE, "127.0.0.1", ["1.2.3.4"], "1.2.3.4"),
        (ONE, "127.0.0.1", ["6.6.6.6, 1.2.3.4"], "1.2.3.4"),  # what the other side wrote itself stands in front
        (ONE, "127.0.0.1", ["6.6.6.6", "1.2.3.4"], "1.2.3.4"),
        (ONE, "127.0.0.1", ["6.6.6.6, 127.0.0.1"], "127.0.0.1"),  # made up on the proxy's own machine
        (ONE, "127.0.0.1", [], "127.0.0.1"),
        (ONE, "127.0.0.1", ["unknown"], "127.0.0.1"),
        (ONE, "127.0.0.1", ["6.6.6.6, "], "127.0.0.1"),
        (TWO, "127.0.0.1", ["6.6.6.6, 1.2.3.4, 10.0.0.5"], "1.2.3.4"),
        (TWO, "10.0.0.5", ["1.2.3.4"], "1.2.3.4"),
        (TWO, "127.0.0.1", ["6.6.6.6, 127.0.0.1, 10.0.0.5"], "127.0.0.1"),
        (NET, "10.0.0.3", ["6.6.6.6, 1.2.3.4"], "1.2.3.4"),
        (NET, "10.0.0.3", ["6.6.6.6, 10.0.0.4"], "10.0.0.4"),
        (ONE, "::ffff:127.0.0.1", ["1.2.3.4"], "1.2.3.4"),
    ],
)
def test_the_hop_that_counts(named, peer, told, address):
    assert Proxies(networks_of(named)).sender(peer, "http", {"x-forwarded-for": told}).address == address


@pytest.mark.parametrize(
    ("peer", "told", "scheme"),
    [
        ("127.0.0.1", ["https"], "https"),
        ("127.0.0.1", ["http, https"], "https"),
        ("127.0.0.1", ["ftp"], "http"),
        ("10.0.0.9", ["https"], "http"),
    ],
)
def test_the_scheme(peer, told, scheme):
    found = Proxies(networks_of(ONE)).sender(peer, "http", {"x-forwarded-proto": told})
    assert (found.scheme, found.straight) == (scheme, peer != "127.0.0.1")
