"""The time that one document may take."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tasks.domain.errors import LimitExceededError


class Budget:
    """Seconds of work on one document, its pages counted one after the other; waiting for other documents does not count.

    Safe to use from several threads.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._spent = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def spent(self, name: str) -> Iterator[float]:
        """Count the time inside; gives what is left.

        Raises:
            LimitExceededError: nothing is left.
        """
        self.check(name)
        began = time.monotonic()
        try:
            yield self.seconds - self._spent
        finally:
            with self._lock:
                self._spent += time.monotonic() - began

    def check(self, name: str) -> None:
        """Refuse to go on where nothing is left.

        Raises:
            LimitExceededError: nothing is left.
        """
        if self._spent >= self.seconds:
            raise self.exceeded(name)

    def exceeded(self, name: str) -> LimitExceededError:
        """The error of a document that takes longer."""
        return LimitExceededError(
            f"Reading {name} takes longer than document_seconds = {self.seconds:g} allows.",
            "Raise the setting document_seconds if the file is right.",
        )
