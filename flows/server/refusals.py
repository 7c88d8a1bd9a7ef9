"""A line in the log for everything that Prefect's server turned away, and no more lines than a disk can take."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import TextIO

LINES_A_MINUTE = 600
LONGEST = 200  # characters of what a stranger chose
_MINUTE = 60.0


class Refusals:
    """Writes a line for each refusal, at most so many a minute; how many were left out is a line of its own.

    Args:
        now: a clock in seconds that only goes forward.
        out: where the lines go.
        zone: in which they tell the time.
    """

    def __init__(self, now: Callable[[], float], out: TextIO | None = None, zone: tzinfo = UTC) -> None:
        self._now = now
        self._out = out
        self._zone = zone
        self._began, self._lines, self._left_out = now(), 0, 0

    def tell(self, address: str, what: str, why: str) -> None:
        """Write who was turned away and why; characters that could forge a line or steer a terminal are shown as escapes."""
        now = self._now()
        if now - self._began >= _MINUTE:
            if self._left_out:
                self._write(f"{self._left_out} more were refused since")
            self._began, self._lines, self._left_out = now, 0, 0
        if self._lines >= LINES_A_MINUTE:
            self._left_out += 1
            return
        self._lines += 1
        self._write(f"refused {plain(address)}: {plain(why)}: {plain(what)}")

    def _write(self, line: str) -> None:
        moment = datetime.now(self._zone).isoformat(timespec="seconds")
        print(f"{moment} WARNING thongbao.server: {line}", file=self._out or sys.stderr, flush=True)


def plain(text: str) -> str:
    """Text of printable ASCII alone, cut to what a line needs."""
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
    return ascii(cut)[1:-1]
