"""What is told how far a long work is, where rooms that know nothing of terminals do it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Told(Protocol):
    """Gives the same items, and tells somebody as each is taken."""

    def __call__(self, items: Collection[T], what: str, /) -> Iterable[T]:
        """The items; ``what`` they are, for people."""


def untold(items: Collection[T], what: str, /) -> Iterable[T]:  # noqa: ARG001 - nobody is told
    """The items, and nobody is told."""
    return items
