"""Answers that take long are put together beside the pages: a page gives what comes in time, else the last one there was."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from time import monotonic
from typing import Generic, TypeVar

from db.record.audit import last_deed

log = logging.getLogger("thongbao.review")
AGAIN = "1"
"""Seconds after which a page that could not say anything yet asks again (its header ``Refresh``)."""
_PATIENCE = 0.15  # seconds that a page waits: with what else it does, it stays below three tenths
_REST = 5.0  # the time between two, as a multiple of the time that the last one took
_MOST = 20  # that stay: one for each question and each group of accounts that see different documents

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Known(Generic[A]):
    """An answer that was made.

    Attributes:
        answer: what there was.
        at: when reading began.
        is_fresh: nothing was changed since.
    """

    answer: A
    at: datetime
    is_fresh: bool

    @property
    def as_of(self) -> datetime | None:
        """When it was made, where that has to be told: something was changed since."""
        return None if self.is_fresh else self.at


def at_once(answer: A) -> Known[A]:
    """An answer that was just made."""
    return Known(answer, datetime.now(UTC), is_fresh=True)


@dataclass(frozen=True, slots=True)
class _Made(Generic[A]):
    """An answer, when reading for it began, and the last deed it has."""

    answer: A
    at: datetime
    deed: int


class _Kept(Generic[A]):
    def __init__(self) -> None:
        self.made: _Made[A] | None = None
        self.took = self.ended = 0.0
        self.is_running = False
        self.has_ended = Event()


class Answers(Generic[A]):
    """Makes answers beside the pages, one at a time for each question, and another where one is out of date.

    Args:
        name: of the threads.
        patience: seconds that a page waits for one.
    """

    def __init__(self, name: str, patience: float = _PATIENCE) -> None:
        self._name, self._patience = name, patience
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, Hashable], _Kept[A]] = OrderedDict()

    def of(self, url: str, question: Hashable, make: Callable[[], A]) -> Known[A] | None:
        """The answer to a question; None while the first one is being made and does not come in time.

        Args:
            url: the database, as whoever asks sees it.
            question: what tells it from others; the day too, where the answer depends on it.
            make: reads the answer from the database.
        """
        deed = last_deed(url)
        with self._lock:
            kept = self._kept.setdefault((url, question), _Kept())
            self._kept.move_to_end((url, question))
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
            is_old = kept.made is None or kept.made.deed != deed
            if is_old and not kept.is_running and (kept.made is None or self._has_rested(kept)):
                kept.is_running, kept.has_ended = True, Event()
                Thread(target=self._renew, args=(kept, deed, make), name=self._name, daemon=True).start()
            coming = kept.has_ended if kept.is_running and is_old else None
        if coming:
            coming.wait(self._patience)
        made = kept.made
        return Known(made.answer, made.at, is_fresh=made.deed == deed) if made else None

    def _has_rested(self, kept: _Kept[A]) -> bool:
        return kept.took <= self._patience or monotonic() - kept.ended >= _REST * kept.took

    def _renew(self, kept: _Kept[A], deed: int, make: Callable[[], A]) -> None:
        began, at = monotonic(), datetime.now(UTC)
        try:
            kept.made = _Made(make(), at, deed)
        except Exception:  # whatever it is, nobody waits for this thread: the next visit tries again
            log.exception("An answer could not be made: %s.", self._name)
        finally:
            with self._lock:
                kept.took, kept.ended, kept.is_running = monotonic() - began, monotonic(), False
                kept.has_ended.set()
