"""Overviews of figures that stay in memory where there are many, and are made anew beside the pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from time import monotonic

from db.asking.figures import has_more_than, last_deed
from flows.figures.overview import Overview, overview

log = logging.getLogger("thongbao.review")
# Measured with 20,000 documents: 1,000 figures are put together in 0.2 seconds, 19,000 in 4.
FEW = 1_000
_PATIENCE = 0.1  # seconds a page waits for an overview that nobody asked for before
_REST = 5.0  # the time between two, as a multiple of the time that the last one took
_MOST = 20  # addresses whose overviews stay: one for each group of accounts that see different documents


@dataclass(frozen=True, slots=True)
class Known:
    """An overview that was made.

    Attributes:
        overview: what there was.
        at: when reading began.
        is_fresh: nothing was changed since.
    """

    overview: Overview
    at: datetime
    is_fresh: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """An overview, when reading for it began, and the last deed it has."""

    overview: Overview
    at: datetime
    deed: int


class _Kept:
    def __init__(self) -> None:
        self.made: _Made | None = None
        self.took = self.ended = 0.0
        self.is_running = False
        self.is_there = Event()


class Overviews:
    """Makes an overview at once where there are few figures; else gives the last one, and makes another where it is out of date."""

    def __init__(self, make: Callable[[str], Overview] = overview, few: int = FEW, patience: float = _PATIENCE) -> None:
        """With what makes one, for how many figures a page waits, and how many seconds it waits for the first."""
        self._make, self._few, self._patience = make, few, patience
        self._lock = Lock()
        self._kept: dict[str, _Kept] = {}

    def of(self, url: str) -> Known | None:
        """The overview of what an address shows; None while the first one is being made."""
        if not has_more_than(url, self._few):
            return Known(self._make(url), datetime.now(UTC), is_fresh=True)
        deed = last_deed(url)
        with self._lock:
            kept = self._kept.setdefault(url, _Kept())
            if len(self._kept) > _MOST:
                self._kept.pop(next(iter(self._kept)))
            has_rested = monotonic() - kept.ended >= _REST * kept.took
            if not kept.is_running and (kept.made is None or (kept.made.deed != deed and has_rested)):
                kept.is_running = True
                Thread(target=self._renew, args=(url, kept, deed), name="overview of figures", daemon=True).start()
        kept.is_there.wait(self._patience)
        made = kept.made
        return Known(made.overview, made.at, is_fresh=made.deed == deed) if made else None

    def _renew(self, url: str, kept: _Kept, deed: int) -> None:
        began, at = monotonic(), datetime.now(UTC)
        try:
            kept.made = _Made(self._make(url), at, deed)
            kept.is_there.set()
        except Exception:  # whatever it is, nobody waits for this thread: the next visit tries again
            log.exception("The overview of figures could not be made.")
        finally:
            with self._lock:
                kept.took, kept.ended, kept.is_running = monotonic() - began, monotonic(), False
