"""Who is connected: how many at once, from which address, and how long each may keep the pages waiting.

Counted where connections are accepted, so that half a TLS handshake counts as much as half a request. Where there are too many, the one
that has kept us waiting longest goes, never one that is being answered: slow ones harm those of their own address first.
"""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from flows.review.addresses import Proxies
from flows.server.senders import one_sender

BURST = 32  # connections that are accepted in one turn of the loop, before those that had to go have closed
_QUEUE = 1024  # connections that the system holds until then
_OTHER_FILES = 64  # that the process has open besides: database, log, store, the files of the loop


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a connection may take.

    Attributes:
        most: connections at once.
        most_of_address: of one address, or of one /64 of IPv6; a browser that loads a page has some six.
        head_seconds: from the connection, or from the answer before, until a head is there; also for a TLS handshake.
        body_seconds: from the head until the whole body is there.
        rest_seconds: for the rest of a body that was answered already.
        rest_bytes: of such a rest; what was under way when the answer came.
        stall_seconds: without a byte of an answer being taken.
    """

    most: int = 512
    most_of_address: int = 128
    head_seconds: float = 15.0
    body_seconds: float = 30.0
    rest_seconds: float = 5.0
    rest_bytes: int = 4 * 1024 * 1024
    stall_seconds: float = 60.0


def make_room(limits: Limits) -> Limits:
    """The limits that this process can keep: it may open as many files as the system lets it, and counts on no more than those.

    With 256 open files, 300 half requests made the pages dead (measured).
    """
    wanted = limits.most + BURST + _OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    most = limits.most if soft == resource.RLIM_INFINITY else max(8, min(limits.most, soft - BURST - _OTHER_FILES))
    return replace(limits, most=most, most_of_address=min(limits.most_of_address, most // 2))


class Connection:
    """One of them.

    Attributes:
        descriptor: of its socket.
        sender: address it counts for.
        waiting: it keeps us waiting; it is not being answered.
        abort: ends it at once.
    """

    def __init__(self, descriptor: int, sender: str, abort: Callable[[], None]) -> None:
        self.descriptor = descriptor
        self.sender = sender
        self.waiting = True
        self.abort = abort
        self._timer: asyncio.TimerHandle | None = None

    def expect(self, seconds: float, otherwise: Callable[[], None], *, waiting: bool) -> None:
        """From now on ``seconds`` are left until ``otherwise`` happens; what was expected before no longer is."""
        self.settle()
        self.waiting = waiting
        self._timer = asyncio.get_running_loop().call_later(seconds, otherwise)

    def settle(self) -> None:
        """Nothing is expected any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Connections:
    """All of them, in the order in which they began what they are at.

    Args:
        limits: to keep.
        proxies: whose connections are anybody's, and are not counted by address.
    """

    def __init__(self, limits: Limits, proxies: Proxies | None = None) -> None:
        self.limits = limits
        self._proxies = proxies or Proxies()
        self._open: dict[int, Connection] = {}  # by descriptor

    @property
    def open(self) -> int:
        """How many there are."""
        return len(self._open)

    def of(self, descriptor: int) -> Connection | None:
        """The connection of a socket that was let in; None where it had to go meanwhile."""
        return self._open.get(descriptor)

    def let_in(self, accepted: socket.socket, address: str) -> bool:
        """Count a connection, and end another where there are too many; whether it may stay."""
        sender = one_sender(address)
        alike = [one for one in self._open.values() if one.sender == sender]
        if len(alike) >= self.limits.most_of_address and not self._proxies.knows(address) and not self._end_oldest(alike):
            return False
        if len(self._open) >= self.limits.most and not self._end_oldest(self._of_the_greediest()):
            return False
        connection = Connection(accepted.fileno(), sender, lambda: _shut(accepted))
        connection.expect(self.limits.head_seconds, connection.abort, waiting=True)
        self._open[connection.descriptor] = connection
        return True

    def again(self, connection: Connection) -> None:
        """A connection begins something else; the others have kept us waiting longer."""
        if self._open.get(connection.descriptor) is connection:
            self._open[connection.descriptor] = self._open.pop(connection.descriptor)

    def leave(self, descriptor: int) -> None:
        """A socket is closed."""
        connection = self._open.pop(descriptor, None)
        if connection is not None:
            connection.settle()

    def _of_the_greediest(self) -> list[Connection]:
        """The connections of the address that has most of those that keep us waiting."""
        waiting: dict[str, list[Connection]] = {}
        for one in self._open.values():
            if one.waiting:
                waiting.setdefault(one.sender, []).append(one)
        return max(waiting.values(), key=len, default=[])

    def _end_oldest(self, among: list[Connection]) -> bool:
        """End the one that has kept us waiting longest; False where none does."""
        found = next((one for one in among if one.waiting), None)
        if found is None:
            return False
        self.leave(found.descriptor)
        found.abort()
        return True


def _shut(accepted: socket.socket) -> None:
    with suppress(OSError):  # it is gone
        accepted.shutdown(socket.SHUT_RDWR)  # the loop then reads its end and closes it


class _Accepted(socket.socket):
    """A connection that is taken off the list when it closes."""

    connections: Connections

    def close(self) -> None:
        if self.fileno() >= 0:
            self.connections.leave(self.fileno())
        super().close()


class ListeningSocket(socket.socket):
    """A socket that accepts what is let in; the others are closed before anything is read of them."""

    connections: Connections

    def listen(self, backlog: int = BURST, /) -> None:
        """Listen; ``backlog`` is how many the loop accepts at once, and the system lets more of them wait."""
        super().listen(max(backlog, _QUEUE))

    def accept(self) -> tuple[socket.socket, Any]:
        """The next connection.

        Raises:
            ConnectionAbortedError: it was not let in; the loop comes again for the next.
        """
        raw, address = super().accept()
        accepted = _Accepted(raw.family, raw.type, raw.proto, fileno=raw.detach())
        accepted.connections = self.connections
        if not self.connections.let_in(accepted, str(address[0])):
            socket.socket.close(accepted)
            raise ConnectionAbortedError
        return accepted, address


def listen(host: str, port: int, connections: Connections) -> ListeningSocket:
    """Listen for connections that are counted.

    Raises:
        OSError: one cannot listen there.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    found = ListeningSocket(family, kind, protocol)
    found.connections = connections
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)  # as asyncio has it
        found.bind(address)
    except OSError:
        found.close()
        raise
    return found
