"""From whose address a request comes, and the proxies that are believed about others."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flows.server.senders import address_of

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


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
