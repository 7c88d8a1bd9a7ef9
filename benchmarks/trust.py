"""How good chances are: said against seen, and what is presented as certain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WANTED = 0.95
"""Share of the rows presented as certain that must be right in every field: 19 of 20, what the project promises."""

LEAST_SURE = 20
"""Rows that must be certain for a share of them to be believed; at fewer, one document decides."""

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with the chance that was given for it.

    Attributes:
        chance: that it is right in every field.
        right: whether it is.
        sure: whether it would be presented as certain.
        weight: how much it counts where chances are compared.
        issuer: of its document, "" where it does not matter.
    """

    chance: float
    right: bool
    sure: bool = False
    weight: float = 1.0
    issuer: str = ""


LEAST_CHANCE = 0.8
"""No row said to be right less often is sure, however well the documents did that the rules were written on: on others they do worse."""


def least_chance(judged: Sequence[Judged], wanted: float = WANTED) -> float:
    """The lowest chance from which the wanted share of rows, and of ``LEAST_SURE`` at least, is right; above 1 where there is none.

    Rows of equal chance stand or fall together.
    """
    least, right = 2.0, 0
    ordered = sorted(judged, key=lambda row: -row.chance)
    for count, row in enumerate(ordered, 1):
        right += row.right
        last = count == len(ordered) or ordered[count].chance < row.chance
        if row.chance < LEAST_CHANCE:
            break
        if last and count >= LEAST_SURE and right >= wanted * count:
            least = row.chance
    return least


def shares(judged: Sequence[Judged]) -> tuple[float, float | None]:
    """Share of the rows that are presented as certain, and the share of those that are right (None where there are none)."""
    sure = [row for row in judged if row.sure]
    return len(sure) / max(1, len(judged)), sum(row.right for row in sure) / len(sure) if sure else None


def reliability(judged: Sequence[Judged], bins: Sequence[float] = BINS) -> list[tuple[float, int, float, float]]:
    """For each range of chances that holds rows: where it begins, how many rows, the mean chance said, the share that is right."""
    found = []
    for low, high in zip(bins, (*bins[1:], math.inf), strict=True):
        rows = [row for row in judged if low <= row.chance < high]
        if rows:
            said, seen = sum(row.chance for row in rows) / len(rows), sum(row.right for row in rows) / len(rows)
            found.append((low, len(rows), said, seen))
    return found


def log_loss(judged: Sequence[Judged]) -> float:
    """Mean surprise in nats, by weight; lower is better, and only honest chances have the lowest."""
    floor = 1e-9
    told = sum(row.weight * math.log(max(floor, row.chance if row.right else 1 - row.chance)) for row in judged)
    return -told / max(floor, sum(row.weight for row in judged))
