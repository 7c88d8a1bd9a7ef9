"""Tell whoever watches how far a document is; without a watcher nothing happens."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One sign of progress.

    Attributes:
        name: file or document, for people.
        step: name of the step.
        done: pages done in this step, 0 for a step that has just begun.
        total: pages in this step, 0 where unknown.
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
