"""How often a token may ask: a bucket that fills as time goes by, for each token of each process that serves."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

_MOST_KEPT = 10_000  # tokens; those that asked last


@dataclass(slots=True)
class Quota:
    """What is left to each token: at most the requests of one minute, which may come at once."""

    _left: OrderedDict[int, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, token: int, per_minute: int, now: float) -> float:
        """Take one request from what a token has left.

        Args:
            token: whose.
            per_minute: requests that it may make in a minute.
            now: seconds, on a clock that may be set back: what was left then stays.

        Returns:
            0.0 where it was taken, else the seconds until there is one.
        """
        with self._lock:
            left, last = self._left.pop(token, (float(per_minute), now))
            left = min(float(per_minute), left + max(0.0, now - last) * per_minute / 60.0)
            taken = left >= 1.0
            self._left[token] = (left - 1.0 if taken else left, now)
            if len(self._left) > _MOST_KEPT:
                self._left.popitem(last=False)
        return 0.0 if taken else (1.0 - left) * 60.0 / per_minute
