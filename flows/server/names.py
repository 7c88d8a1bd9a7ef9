"""Which names a request may come by, and from which pages: what keeps a page elsewhere from using somebody's browser against us."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flows.server.senders import address_of

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_PLACE = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")
_ORIGIN = re.compile(r"https?://(?P<place>[^/?#@\\]+)")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request gets no answer.

    Attributes:
        status: of HTTP.
        why: in a few words, for the log and the one who asked.
        headers: that the answer has besides.
    """

    status: int
    why: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Names that the operator gave the server; matched whole, never by an ending.

    Attributes:
        places: ``name`` or ``name:port``, in small letters.
    """

    places: frozenset[str] = frozenset()

    def knows_host(self, name: str) -> bool:
        """Whether the server has this name, at whatever port."""
        return any(_name_of(place) == name for place in self.places)

    def refusal(self, scope: Any) -> Refusal | None:
        """Why a request or a WebSocket of this ASGI scope is turned away; None where it may go on.

        Host must be a name of this machine's own, the address that the connection came to, or one of ours: a page elsewhere whose name
        was made to point here has another one. Origin, where a browser sends it, must be that very host, or one of ours. What a browser
        says comes from another site is taken only where a person follows a link.
        """
        host = _only(scope, b"host")
        name = _name_of(host)
        if not name or not (name in LOCAL_NAMES or name == _address(scope) or self.knows_host(name)):
            return Refusal(HTTPStatus.MISDIRECTED_REQUEST, f"unknown host {host!r}")
        if _has(scope, b"origin"):
            origin = _only(scope, b"origin")
            found = _ORIGIN.fullmatch(origin)
            if found is None or not (found["place"] == host or found["place"] in self.places):
                return Refusal(HTTPStatus.FORBIDDEN, f"foreign page {origin!r}")
        site = _only(scope, b"sec-fetch-site") if _has(scope, b"sec-fetch-site") else "none"
        if site not in {"none", "same-origin"} and not _follows_link(scope):
            return Refusal(HTTPStatus.FORBIDDEN, f"asked by a page of another site ({site!r})")
        return None


def names_of(listed: str) -> Names:
    """The names of the setting ``server_hosts``: separated by commas, each with or without a port."""
    return Names(frozenset(place for place in (p.strip().lower() for p in listed.split(",")) if place))


def _follows_link(scope: Any) -> bool:
    """A person goes to a page, in a tab and not in a frame; nothing is changed by that, and nobody else reads the answer."""
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and _only(scope, b"sec-fetch-mode") == "navigate"
        and _only(scope, b"sec-fetch-dest") == "document"
    )


def values(scope: Any, name: bytes) -> list[str]:
    """What the headers of this name say."""
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return [value.decode("latin-1") for key, value in headers if key == name]


def _has(scope: Any, name: bytes) -> bool:
    return bool(values(scope, name))


def _only(scope: Any, name: bytes) -> str:
    """The one value in small letters; "" where there is none, or where two may contradict each other."""
    found = values(scope, name)
    return found[0].strip().lower() if len(found) == 1 else ""


def _name_of(place: str) -> str:
    """Name or address without port and brackets; "" where it is neither."""
    found = _PLACE.fullmatch(place)
    return found["name"].strip("[]") if found else ""


def _address(scope: Any) -> str:
    """The address of this machine that the connection came to; an IPv4 address as such, however the socket writes it."""
    server = scope.get("server")
    return str(address_of(str(server[0])) or "") if server else ""
