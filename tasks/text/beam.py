"""Which of the sequences found so far are followed: the beam of a decoder."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

State = TypeVar("State", bound=Hashable)
Found = TypeVar("Found")


def pruned(beam: dict[State, tuple[float, Found]], far: float, most: int) -> dict[State, tuple[float, Found]]:
    """The cheapest ``most`` states of a beam, the cheapest first, without those that cost more than ``far`` over the cheapest."""
    if not beam:
        return beam
    least = min(cost for cost, _ in beam.values())
    near = sorted((item for item in beam.items() if item[1][0] <= least + far), key=lambda item: item[1][0])
    return dict(near[:most])
