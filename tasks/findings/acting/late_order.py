"""The order at the end of a long lead-in."""

from __future__ import annotations

from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.boundaries import MOST_BOUNDARIES
from tasks.findings.acting.named import Actors

LAST_TOKENS = 60
"""Tokens at the end of a long lead-in in which its order is looked for."""


def late_order(reader: ClauseReader, count: int) -> Actors | None:
    """The order at the end of a preamble of so many commas that its beginning says nothing of it."""
    for at in range(count - 2, max(MOST_BOUNDARIES, count - LAST_TOKENS), -1):
        if reader.parse.folded(at) == "," and reader.parties_at(at + 1) is not None:
            found = reader.actors(at + 1, count, assigned=False)
            if found is not None and found.kind == "order" and found.speaker is not None:
                return found
    return None
