"""HTTP over one connection, as uvicorn speaks it, with an end to every wait for the other side.

uvicorn has a time limit for connections that are idle after an answer, and none for half a head, half a body or an answer nobody takes.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from flows.review.connections import Connection, Connections

TAKES_FILE = "takes_file"  # in the state of a request
LEAST_OF_FILE = 64 * 1024  # bytes of a file that must come within the time of a body, else nobody is there


class TimedProtocol(H11Protocol):
    """One connection; made by ``protocol_for``."""

    counted: ClassVar[Connections]
    _connection: Connection
    _doing: tuple[str, RequestResponseCycle | None] = ("", None)
    _rest: int = 0  # bytes that came behind an answer
    _unsent: int = 0
    _taken: bool = False
    _came: int = 0  # bytes, since the time that is left was set

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Begin to wait for a head; a TLS handshake is over."""
        super().connection_made(transport)
        descriptor = transport.get_extra_info("socket").fileno()
        found = self.counted.of(descriptor)
        self._connection = found or Connection(descriptor, "", transport.abort)
        self._connection.abort = transport.abort
        if found is None:  # it had to go between being accepted and now
            transport.abort()
        self._look()

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        self._came += len(data)
        super().data_received(data)
        self._look()
        if self._doing[0] == "rest":
            self._rest += len(data)
            if self._rest > self.counted.limits.rest_bytes:
                self.transport.abort()

    def on_response_complete(self) -> None:
        """Wait for the next request, or for the rest of this one."""
        super().on_response_complete()
        self._look()

    def resume_writing(self) -> None:
        """The other side takes what it asked for."""
        super().resume_writing()
        self._taken = True

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._connection.settle()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Set the time that is left where the connection begins something else."""
        answered = self.cycle is None or self.cycle.response_complete
        limits = self.counted.limits
        if self.conn.their_state is h11.SEND_BODY:
            phase, seconds = ("rest", limits.rest_seconds) if answered else ("body", limits.body_seconds)
        elif answered:
            phase, seconds = "head", limits.head_seconds
        else:
            phase, seconds = "answer", limits.stall_seconds
        if (phase, self.cycle) != self._doing:
            self._doing = (phase, self.cycle)
            self._rest = self._came = 0
            self._connection.expect(seconds, self._late, waiting=phase != "answer")
            self.counted.again(self._connection)

    def _late(self) -> None:
        """The time is over: the end, unless it is we who are slow, an answer is still being taken, or a file is still coming in."""
        if self._doing[0] == "body" and self._came >= LEAST_OF_FILE and self._is_file():
            self._came = 0
            self._connection.expect(self.counted.limits.body_seconds, self._late, waiting=True)
            return
        unsent, before = self.transport.get_write_buffer_size(), self._unsent
        self._unsent = unsent
        is_taken, self._taken = self._taken or 0 < unsent < before or (unsent > 0 and before == 0), False
        if (unsent and is_taken) or (not unsent and self._doing[0] == "answer"):
            self._connection.expect(self.counted.limits.stall_seconds, self._late, waiting=self._doing[0] != "answer")
        else:
            self.transport.abort()

    def _is_file(self) -> bool:
        """Whether an operation that takes files said so, once it knew who sends."""
        return self.cycle is not None and bool(self.cycle.scope.get("state", {}).get(TAKES_FILE))


def protocol_for(connections: Connections) -> type[TimedProtocol]:
    """The protocol of a server whose connections are counted there."""
    return type("Protocol", (TimedProtocol,), {"counted": connections})
