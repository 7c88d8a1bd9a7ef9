"""Addresses that requests come from, and the neighbours that count as one sender."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
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
