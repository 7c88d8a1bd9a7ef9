"""Tell whoever watches how far a document is; without a watcher nothing happens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """One sign of progress.

    Attributes:
        name: file or document, for people.
        step: name of the step.
        done: pages, files or documents done in this step, 0 for a step that has just begun.
        total: how many there are in this step, 0 where unknown.
    """

    name: str
    step: str
    done: int = 0
    total: int = 0


Watcher = Callable[[Progress], None]
_watcher: ContextVar[Watcher | None] = ContextVar("progress_watcher", default=None)
_name: ContextVar[str] = ContextVar("progress_name", default="")


def watch(watcher: Watcher) -> None:
    """Send the progress of everything started from here to ``watcher``; it may be called from any thread."""
    _watcher.set(watcher)


def about(name: str) -> None:
    """Name what the following progress is about."""
    _name.set(name)


def report(step: str, done: int = 0, total: int = 0) -> None:
    """Pass one sign of progress on."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher(Progress(_name.get(), step, done, total))


def is_watched() -> bool:
    """Whether somebody is told of the progress of what is done now."""
    return _watcher.get() is not None


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Send the progress of what is done meanwhile to ``watcher``, then to whoever watched before."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def along(items: Collection[T], step: str, /) -> Iterator[T]:
    """The same items; how many were taken is told as each comes, and at the end."""
    return along_of(items, step, len(items))


def along_of(items: Iterable[T], step: str, total: int) -> Iterator[T]:
    """The same for items whose number is known only from elsewhere."""
    for number, item in enumerate(items):
        report(step, number, total)
        yield item
    if total:
        report(step, total, total)
