"""Slowing down whoever guesses the password of Prefect's server."""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b

from flows.server.senders import one_sender

FREE_GUESSES = 10  # a person mistypes a few times; behind one address there may be an office
LONGEST_WAIT = 300.0  # seconds
FORGOTTEN_AFTER = 3600.0  # seconds
MOST_ADDRESSES = 1000
REMEMBERED_GUESSES = 32


@dataclass(slots=True)
class _Guesses:
    """What one address tried: how many different passwords, the last of them as keyed hashes, when, and until when it waits."""

    count: int = 0
    last: float = 0.0
    until: float = 0.0
    seen: deque[bytes] = field(default_factory=lambda: deque(maxlen=REMEMBERED_GUESSES))


class Brake:
    """Different wrong passwords by address; from the tenth on each makes its address wait, twice as long every time.

    The same wrong password again is no guess: a worker or a page that was left with an old one asks for ever, and would else shut out
    whoever shares its address. Memory is bounded; addresses that were quiet for longest are forgotten first.

    Args:
        now: a clock in seconds that only goes forward.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._key = secrets.token_bytes(16)
        self._known: OrderedDict[str, _Guesses] = OrderedDict()

    def wait(self, address: str) -> float:
        """Seconds until this address may try again; 0 where it may now."""
        found = self._known.get(one_sender(address))
        return max(0.0, found.until - self._now()) if found else 0.0

    def failed(self, address: str, guess: bytes) -> None:
        """Remember a wrong password."""
        now, key = self._now(), one_sender(address)
        found = self._known.pop(key, None)
        if found is None or now - found.last > FORGOTTEN_AFTER:
            found = _Guesses()
        self._known[key] = found
        found.last = now
        mark = blake2b(guess, key=self._key, digest_size=8).digest()
        if mark not in found.seen:
            found.seen.append(mark)
            found.count += 1
            if found.count >= FREE_GUESSES:
                found.until = now + min(LONGEST_WAIT, 2.0 ** min(found.count - FREE_GUESSES, 10))
        while len(self._known) > MOST_ADDRESSES:
            self._known.popitem(last=False)
