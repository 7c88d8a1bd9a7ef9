"""Where Prefect's server listens, who may ask it, and what its pages are told of that."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from dataclasses import dataclass
from typing import Any

from tasks.domain.errors import AlreadyServedError, ConfigError

LOOPBACK = "127.0.0.1"
ADDRESS_HINT = "Give an address of this machine with --host: 127.0.0.1, or 0.0.0.0 for all."
AUTH_HINT = "Set THONGBAO_SERVER_AUTH=NAME:PASSWORD or server_auth in a thongbao.toml that only the service reads, or leave --host out."


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

    @property
    def ui_api_url(self) -> str:
        """The API as the UI in a browser asks it; on an open server by whatever name the browser itself came by."""
        return self.api_url if self.is_private else "/api"

    @property
    def origins(self) -> str:
        """Pages that may ask the API from another origin, for CORS: this machine by its two names, which a tunnel has too."""
        return ",".join((f"http://127.0.0.1:{self.port}", f"http://localhost:{self.port}"))


def listening(host: str, port: int) -> Listening:
    """The address to listen at.

    Raises:
        ConfigError: it is no address, or others could reach it and nothing would ask them for a password.
        AlreadyServedError: something else listens there.
    """
    try:
        ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError as error:
        raise ConfigError(f"{host!r} is no IP address.", ADDRESS_HINT) from error
    found = Listening(LOOPBACK if host == "localhost" else host, port)
    if not found.is_private and not os.environ.get("PREFECT_SERVER_API_AUTH_STRING"):
        raise ConfigError(f"At {host} other machines reach the server, and it would ask for no password.", AUTH_HINT)
    probe_port(found)
    return found


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


def probe_port(place: Listening) -> None:
    """Make sure that the port is free.

    Raises:
        ConfigError: this machine has no such address.
        AlreadyServedError: something else listens there.
    """
    try:
        bind_once(socket.AF_INET6 if ":" in place.host else socket.AF_INET, (place.host, place.port))
    except PermissionError as error:
        raise ConfigError(f"Port {place.port} is for the system alone.", "Give one from 1024 on with --port.") from error
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise ConfigError(f"This machine has no address {place.host}.", ADDRESS_HINT) from error
        raise AlreadyServedError(f"Port {place.port} is taken.", "Give another one with --port.") from error
