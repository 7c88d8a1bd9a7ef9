"""Slowing down whoever guesses passwords."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

# A person mistypes a few times; behind one address there may be an office.
FREE_TRIES, FREE_TRIES_OF_ADDRESS = 5, 30
LONGEST_WAIT = 300.0  # seconds
_FORGOTTEN_AFTER = 3600.0
_MOST_KEPT = 10_000


@dataclass(slots=True)
class Patience:
    """Failures by address, and by name at an address; after some the next try has to wait, each time twice as long.

    A name alone is never slowed down: a stranger could lock its owner out.
    """

    _failures: dict[tuple[str, ...], tuple[int, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, address: str, name: str, now: float) -> float:
        """Seconds until somebody may try again; 0 or less where it may be now."""
        with self._lock:
            return max(self._until((address,), FREE_TRIES_OF_ADDRESS), self._until((address, name), FREE_TRIES)) - now

    def _until(self, key: tuple[str, ...], free: int) -> float:
        count, last = self._failures.get(key, (0, 0.0))
        return last + min(LONGEST_WAIT, 2.0 ** min(count - free, 10)) if count >= free else 0.0

    def failed(self, address: str, name: str, now: float) -> None:
        """Remember a failure."""
        with self._lock:
            if len(self._failures) > _MOST_KEPT:
                self._failures = {k: v for k, v in self._failures.items() if now - v[1] < LONGEST_WAIT}
            for key in ((address,), (address, name)):
                count, last = self._failures.get(key, (0, now))
                self._failures[key] = (count + 1 if now - last < _FORGOTTEN_AFTER else 1, now)

    def succeeded(self, address: str, name: str) -> None:
        """Forget the failures of somebody who signed in; those of the address stay, or one account would open all others to guessing."""
        with self._lock:
            self._failures.pop((address, name), None)
