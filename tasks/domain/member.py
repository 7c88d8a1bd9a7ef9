"""Files inside another file, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MOST_NAMED = 8
BETWEEN = " / "
"""Stands between the name of a file and that of one inside it."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another.

    Attributes:
        path: inside, with ``/`` between folders; for people, it names no place of this machine.
        file: name of what was unpacked in the folder it was unpacked into; "" where it was set aside.
        code: of the error that set it aside, "" where it was not.
        reason: why, in words that go on a sentence ("a document of an office program").
    """

    path: str
    file: str = ""
    code: str = ""
    reason: str = ""


def said_of(members: Sequence[Member]) -> str:
    """What became of the files inside another, in one line for a person."""
    taken, aside = sum(bool(m.file) for m in members), [m for m in members if not m.file]
    made = f"Taken apart: {_counted(taken, 'file is a document', 'files are documents')} of {'its' if taken == 1 else 'their'} own"
    return f"{made}; {len(aside)} set aside: {named(aside)}." if aside else f"{made}."


def named(members: Sequence[Member]) -> str:
    """The first of some files that were set aside, each with the reason."""
    told = ", ".join(f"{member.path} ({member.reason})" for member in members[:_MOST_NAMED])
    return told + (f" and {len(members) - _MOST_NAMED} more" if len(members) > _MOST_NAMED else "")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
