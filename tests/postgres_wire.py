"""A wire between the program and PostgreSQL that can be cut, or swallow whatever is sent over it while both ends believe it whole."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import make_url


class Wire:
    """A port on 127.0.0.1 whose connections lead to a server's socket.

    Attributes:
        swallows: while true, connections are accepted and nothing comes through; one that lost bytes stays mute for good.
        cut_after: close the next connection that has carried so many more bytes from the server, in the midst of them; 0: never.
        cuts: connections cut that way.
        lost: messages that were swallowed.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.swallows = False
        self.cut_after = 0
        self.cuts = 0
        self.lost = 0
        self.open: set[socket.socket] = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:  # closed
                return
            far = socket.socket(socket.AF_UNIX)
            if not self.swallows:
                try:
                    far.connect(str(self.target))
                except OSError:  # the server is down
                    near.close()
                    continue
            self.open |= {near, far}
            lost = threading.Event()
            for one, other, from_server in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._carry, args=(one, other, lost), kwargs={"from_server": from_server}, daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket, lost: threading.Event, *, from_server: bool) -> None:
        try:
            while data := one.recv(1 << 16):
                if self.swallows or lost.is_set():
                    lost.set()
                    self.lost += 1
                    continue
                if from_server and self.cut_after:
                    self.cut_after = max(0, self.cut_after - len(data))
                    if not self.cut_after:
                        self.cuts += 1
                        other.sendall(data[: len(data) // 2])
                        break
                other.sendall(data)
        except OSError:  # the other end went away
            pass
        if not lost.is_set():
            for end in (one, other):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
                self.open.discard(end)

    def close(self) -> None:
        """Close everything."""
        self.listener.close()
        for end in list(self.open):
            end.close()


@contextmanager
def wired(folder: Path) -> Iterator[Wire]:
    """A wire to the server whose socket lies in ``folder``."""
    made = Wire(folder / ".s.PGSQL.5432")
    try:
        yield made
    finally:
        made.close()


def over(wire: Wire, url: str) -> str:
    """The address of a database of that server as it is reached over the wire."""
    parsed = make_url(url)
    return parsed.set(host="127.0.0.1", port=wire.port, query={}).render_as_string(hide_password=False)
