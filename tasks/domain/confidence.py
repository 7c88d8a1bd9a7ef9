"""How sure to be of a row: a table of weights over what is known of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Odds:
    """Logarithms of odds, added up: of a row of which nothing is known, and of each thing that is known.

    Attributes:
        intercept: of every row.
        weights: of each feature, by its name ("rule=order", "lead=none"); a feature without a weight counts nothing.
        least: chance from which a row may be presented as certain; above 1 for never.
    """

    intercept: float
    weights: Mapping[str, float] = field(default_factory=dict)
    least: float = 2.0

    def chance(self, features: Mapping[str, float]) -> float:
        """The chance that every field of a row is right, between 0 and 1."""
        odds = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-700.0, min(700.0, odds))))

    def is_sure(self, features: Mapping[str, float]) -> bool:
        """Whether a row may be presented as certain."""
        return self.chance(features) >= self.least
