"""Ports for servers that benchmarks and tests start on this machine."""

from __future__ import annotations

import socket

from flows.server.listening import LOOPBACK


def free_port() -> int:
    """A port of this machine that nothing listens on just now; somebody else may take it before it is used."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
