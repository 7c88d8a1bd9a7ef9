"""Messages between the program and a confined process: length, then bytes. Both ways they are JSON."""

from __future__ import annotations

import socket
import struct

_LENGTH = struct.Struct("=Q")
# A page of ten thousand words is told in two megabytes; a process that somebody took over may tell anything.
MOST_BYTES = 256 * 1024 * 1024


def send(channel: socket.socket, message: bytes) -> None:
    """Send one message whole.

    Raises:
        OSError: the other side is gone.
    """
    channel.sendall(_LENGTH.pack(len(message)) + message)


def receive(channel: socket.socket) -> bytes | None:
    """The next message; None where the other side has closed, broke off, or tells too much.

    Raises:
        OSError: the channel is broken.
    """
    head = _exactly(channel, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    return _exactly(channel, length) if length <= MOST_BYTES else None


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = channel.recv(min(size - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)
