"""Urgency that only a stamp on the picture shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.notice import Structure


def with_stamp(structure: Structure, stamps: Sequence[str]) -> Structure:
    """The structure with the first urgency stamp of the pictures in its head, where the text itself names no urgency."""
    if structure.head.urgency is not None or not stamps:
        return structure
    return replace(structure, head=replace(structure.head, urgency=stamps[0]))
