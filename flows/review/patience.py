"""Slowing down whoever guesses passwords."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from flows.server.senders import one_sender

# A person mistypes a few times; behind one address there may be an office.
FREE_TRIES, FREE_TRIES_OF_ADDRESS = 5, 30
LONGEST_WAIT = 300.0  # seconds
MOST_KEPT = 10_000  # some 2 MB; one address makes thirty entries before it is slowed down, then one each time it has waited
_FORGOTTEN_AFTER = 3600.0


@dataclass(slots=True)
class Patience:
    """Failures by address, and by name at an address; after some the next try has to wait, each time twice as long.

    A name alone is never slowed down: a stranger could lock its owner out. Of more failures than ``MOST_KEPT`` the oldest are forgotten.
    """

    _failures: OrderedDict[tuple[str, ...], tuple[int, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, address: str, name: str, now: float) -> float:
        """Begin a try; until ``succeeded`` says otherwise it counts as a failure, so that many at once are no more than in turn.

        Returns:
            Seconds until somebody may try again; 0 or less where they may try now.
        """
        sender = one_sender(address)
        with self._lock:
            wait = max(self._until((sender,), FREE_TRIES_OF_ADDRESS), self._until((sender, name), FREE_TRIES)) - now
            if wait <= 0:
                self._count((sender,), now)
                self._count((sender, name), now)
            return wait

    def succeeded(self, address: str, name: str) -> None:
        """Forget the failures of somebody who signed in; those of the address stay, or one account would open all others to guessing."""
        sender = one_sender(address)
        with self._lock:
            self._failures.pop((sender, name), None)
            count, last = self._failures.get((sender,), (1, 0.0))
            if count > 1:
                self._failures[(sender,)] = (count - 1, last)
            else:
                self._failures.pop((sender,), None)

    def __len__(self) -> int:
        """How many failures are remembered."""
        return len(self._failures)

    def _until(self, key: tuple[str, ...], free: int) -> float:
        count, last = self._failures.get(key, (0, 0.0))
        return last + min(LONGEST_WAIT, 2.0 ** min(count - free, 10)) if count >= free else 0.0

    def _count(self, key: tuple[str, ...], now: float) -> None:
        count, last = self._failures.pop(key, (0, now))
        self._failures[key] = (count + 1 if now - last < _FORGOTTEN_AFTER else 1, now)
        if len(self._failures) > MOST_KEPT:
            self._failures.popitem(last=False)
