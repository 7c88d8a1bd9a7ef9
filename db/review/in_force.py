"""Which entry of a log somebody takes back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from tasks.domain.correction_errors import CorrectionError


class Entry(Protocol):
    """An entry of a log."""

    id: int


E = TypeVar("E", bound=Entry)


def entry_in_force(entries: Iterable[E], number: int | None, hint: str) -> E:
    """The entry of that number, or the newest where none is named.

    Args:
        entries: of the log, those that were not taken back.
        number: of the entry; None: the newest.
        hint: which command lists them.

    Raises:
        CorrectionError: there is none, or it was taken back before.
    """
    live = {entry.id: entry for entry in entries}
    wanted = number if number is not None else max(live, default=0)
    if wanted not in live:
        what = "Nothing is left to take back." if number is None else f"What was said under the number {number} is not in force here."
        raise CorrectionError(what, hint)
    return live[wanted]
