"""Where Prefect's server listens, and what its pages are told of that."""

from __future__ import annotations

import errno
import ipaddress
import socket
from dataclasses import dataclass
from typing import Any

from tasks.domain.errors import AlreadyServedError, ConfigError

LOOPBACK = "127.0.0.1"
ADDRESS_HINT = "Give an address of this machine with --host: 127.0.0.1, or 0.0.0.0 for all."


@dataclass(frozen=True, slots=True)
class Listening:
    """An address that a server is to listen at.

    Attributes:
        host: IPv4 or IPv6 address of this machine; 0.0.0.0 and :: mean all.
        port: TCP port.
    """

    host: str
    port: int

    @property
    def is_private(self) -> bool:
        """Nobody on another machine can reach it."""
        return ipaddress.ip_address(self.host).is_loopback

    @property
    def api_url(self) -> str:
        """The API as programs of this machine reach it."""
        address = ipaddress.ip_address(self.host)
        near = ("::1" if address.version == 6 else LOOPBACK) if address.is_unspecified else self.host
        return f"{url_of(near, self.port)}/api"


def listening(host: str, port: int) -> Listening:
    """The place to listen at.

    Raises:
        ConfigError: the host is no address.
    """
    try:
        ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError as error:
        raise ConfigError(f"{host!r} is no IP address.", ADDRESS_HINT) from error
    return Listening(LOOPBACK if host == "localhost" else host, port)


def origins(port: int) -> str:
    """The pages at a port of this machine, by the two names it always has, as Prefect takes them for CORS."""
    return ",".join((f"http://127.0.0.1:{port}", f"http://localhost:{port}"))


def url_of(host: str, port: int) -> str:
    """The address of a server's pages, without a slash behind it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def bind_once(family: int, address: Any) -> None:
    """Listen at an address for a moment, to see that one can.

    Raises:
        OSError: one cannot.
    """
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def listener(place: Listening) -> socket.socket:
    """A socket that listens there from now on, so that no other program takes the place before the server has started.

    Raises:
        ConfigError: this machine has no such address.
        AlreadyServedError: something else listens there.
    """
    made = socket.socket(socket.AF_INET6 if ":" in place.host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((place.host, place.port))
        made.listen()
    except PermissionError as error:
        made.close()
        raise ConfigError(f"Port {place.port} is for the system alone.", "Give one from 1024 on with --port.") from error
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise ConfigError(f"This machine has no address {place.host}.", ADDRESS_HINT) from error
        raise AlreadyServedError(f"Port {place.port} is taken.", "Give another one with --port.") from error
    return made
