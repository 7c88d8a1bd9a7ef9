"""Logistic regression over named features, small enough to be read: penalised maximum likelihood by Newton's method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from tasks.domain.confidence import Odds

STEPS = 50
CLOSE = 1e-8
Row = Mapping[str, float]
Array = npt.NDArray[np.float64]


def fit(rows: Sequence[Row], right: Sequence[bool], penalty: float, least_rows: int = 5) -> Odds:
    """The chance that a row is right, from its features.

    Args:
        rows: features of each row; one that a row does not name is 0.
        right: whether each row is right.
        penalty: of the square of each weight (ridge); the intercept is free. It must be above 0, or features that always say the same
            have no finite weight.
        least_rows: a feature that fewer rows have says nothing that holds elsewhere, and gets no weight.

    Raises:
        ValueError: there is no row, or the penalty is not above 0.
    """
    if not rows or penalty <= 0:
        raise ValueError("rows and a penalty above 0 are needed")
    counts = Counter(name for row in rows for name, value in row.items() if value)
    names = sorted(name for name, count in counts.items() if count >= least_rows)
    matrix = np.array([[1.0, *(row.get(name, 0.0) for name in names)] for row in rows])
    weights = newton(matrix, np.array(right, dtype=float), penalty)
    return Odds(float(weights[0]), {name: float(weight) for name, weight in zip(names, weights[1:], strict=True)})


def newton(matrix: Array, right: Array, penalty: float) -> Array:
    """Weights of the columns, the first of them (the intercept) without penalty but for a trace that keeps it finite."""
    ridge = np.full(matrix.shape[1], penalty)
    ridge[0] = 1e-3
    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (right - chance) - ridge * weights
        bend = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < CLOSE:
            break
    return weights
