"""From whose address a request comes: the neighbours that count as one, and the proxies that are believed about others."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# RFC 6177: a site gets a /64 at the least, so that whoever has one address of it has them all.
_ONE_SITE = 64


def address_of(words: str) -> Address | None:
    """An address as it stands in a header or in a socket's name, without its port and zone; None for anything else."""
    bare = words.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else found


def one_sender(words: str) -> str:
    """What an address counts as where somebody's tries or connections are counted: itself, of IPv6 its /64."""
    found = address_of(words)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, _ONE_SITE), strict=False))
    return str(found) if found else words[:64]


def networks_of(words: str) -> tuple[Network, ...]:
    """The addresses and networks of a list with commas.

    Raises:
        ValueError: one is none.
    """
    return tuple(ipaddress.ip_network(part.strip()) for part in words.split(",") if part.strip())


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom a request comes from.

    Attributes:
        address: of the program that sent it, as far as the proxies that are believed can tell.
        scheme: http or https, between that program and the first proxy.
        straight: it came past the proxies.
    """

    address: str
    scheme: str
    straight: bool


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies that are believed.

    Attributes:
        named: their addresses or networks; a request passes each once at most.
    """

    named: tuple[Network, ...] = ()

    def knows(self, peer: str) -> bool:
        """Whether the program at the other end of a connection is one of them."""
        return _among(self.named, peer) is not None

    def sender(self, peer: str, scheme: str, headers: Mapping[str, Iterable[str]]) -> Sender:
        """Whom a request comes from.

        Each proxy appends whom it heard it from, so that the last entry is the word of the proxy we know, and those before are anybody's.
        An entry that is itself a proxy of ours leads on to the one before it, yet no proxy counts twice: what a program on the proxy's own
        machine made up is not reached.

        Args:
            peer: address at the other end of the connection.
            scheme: of the connection.
            headers: the values of ``x-forwarded-for`` and ``x-forwarded-proto``, as often as they were sent.
        """
        left = list(self.named)
        found = _among(left, peer)
        if found is None:
            return Sender(peer, scheme, straight=True)
        told = [part for value in headers.get("x-forwarded-for", ()) for part in value.split(",")]
        address = peer
        while found is not None and told:
            entry = address_of(told.pop())
            if entry is None:  # a proxy that tells no address tells nothing
                break
            left.remove(found)
            address = str(entry)
            found = _among(left, address)
        schemes = [part.strip() for value in headers.get("x-forwarded-proto", ()) for part in value.split(",")]
        return Sender(address, schemes[-1] if schemes and schemes[-1] in {"http", "https"} else scheme, straight=False)


def _among(named: Iterable[Network], address: str) -> Network | None:
    found = address_of(address)
    return next((network for network in named if found is not None and found in network), None)
