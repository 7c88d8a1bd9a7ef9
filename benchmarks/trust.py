"""How good chances are: said against seen, and what is presented as certain, always on issuers that were left out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.issuers import folds
from tasks.domain.confidence import Odds

WANTED = 0.95
"""Share of the rows presented as certain that must be right in every field: 19 of 20, what the project promises."""

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class Sample:
    """A predicted row.

    Attributes:
        issuer: of its document.
        features: what the program knows of it.
        right: whether it is real and right in every field.
    """

    issuer: str
    features: Mapping[str, float]
    right: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with the chance that odds gave which had not seen its issuer.

    Attributes:
        chance: that it is right.
        right: whether it is.
        sure: whether it would be presented as certain.
    """

    chance: float
    right: bool
    sure: bool = False


Fit = Callable[[Sequence[Sample]], Odds]


def left_out(samples: Sequence[Sample], fit: Fit) -> list[Judged]:
    """Every sample's chance by odds fitted without its issuer."""
    judged = []
    for fold in folds(samples, lambda sample: sample.issuer):
        odds = fit(fold.fit)
        judged += [Judged(odds.chance(sample.features), sample.right) for sample in fold.held]
    return judged


def least_chance(judged: Sequence[Judged], wanted: float = WANTED) -> float:
    """The lowest chance from which the wanted share of rows is right; above 1 where there is none.

    Rows of equal chance stand or fall together.
    """
    least, right = 2.0, 0
    ordered = sorted(judged, key=lambda row: -row.chance)
    for count, row in enumerate(ordered, 1):
        right += row.right
        last = count == len(ordered) or ordered[count].chance < row.chance
        if last and right >= wanted * count:
            least = row.chance
    return least


def certain(samples: Sequence[Sample], fit: Fit, wanted: float = WANTED) -> list[Judged]:
    """Every sample judged as one of an issuer that neither the odds nor the threshold know: the threshold is chosen inside the others."""
    judged = []
    for fold in folds(samples, lambda sample: sample.issuer):
        odds, least = fit(fold.fit), least_chance(left_out(fold.fit, fit), wanted)
        chances = [(odds.chance(sample.features), sample.right) for sample in fold.held]
        judged += [Judged(chance, right, chance >= least) for chance, right in chances]
    return judged


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
    """Mean surprise in nats; lower is better, and only honest chances have the lowest."""
    floor = 1e-9
    return -sum(math.log(max(floor, row.chance if row.right else 1 - row.chance)) for row in judged) / max(1, len(judged))
