"""Logistic regression over named features, small enough to be read: penalised maximum likelihood by Newton's method."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasks.domain.confidence import Odds

STEPS = 50
CLOSE = 1e-8
LEAST_ROWS = 5
"""A feature that fewer rows have says nothing that holds elsewhere, and gets no weight."""

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


def family(name: str) -> str:
    """What a feature is about: "rule" of "rule=order", "words" of "words<60"."""
    return re.split("[=<>]", name)[0].strip()


@dataclass(frozen=True, slots=True)
class Design:
    """Rows as a matrix, made once for many fits.

    Attributes:
        names: of the columns, without the first, which is 1 in every row.
        matrix: a row each, a column each.
        right: 1 where the row is right, else 0.
        weight: how much each row counts, 1 on average.
    """

    names: tuple[str, ...]
    matrix: Floats
    right: Floats
    weight: Floats

    @staticmethod
    def of(rows: Sequence[Mapping[str, float]], right: Sequence[bool], weight: Sequence[float], without: Collection[str] = ()) -> Design:
        """The design of rows of features; a feature that a row does not name is 0, those of the families in ``without`` are left out."""
        names = tuple(sorted({name for row in rows for name in row if family(name) not in without}))
        values = [[1.0, *(row.get(name, 0.0) for name in names)] for row in rows]
        counts = np.array(weight, dtype=float)
        return Design(names, np.array(values).reshape(len(rows), len(names) + 1), np.array(right, dtype=float), counts / counts.mean())

    def fit(self, rows: Places, penalty: float) -> tuple[Places, Floats]:
        """Columns and their weights, from some of the rows.

        Args:
            rows: those to learn from; a feature that hardly any of them has gets no weight.
            penalty: of the square of each weight but the intercept's; above 0, or a feature that always says the same has no finite weight.
        """
        often = (self.matrix[rows] != 0).sum(axis=0) >= LEAST_ROWS
        often[0] = True
        columns = np.flatnonzero(often)
        return columns, newton(self.matrix[np.ix_(rows, columns)], self.right[rows], self.weight[rows], penalty)

    def chances(self, rows: Places, fitted: tuple[Places, Floats]) -> Floats:
        """The chance that each of some rows is right."""
        columns, weights = fitted
        return logistic(self.matrix[np.ix_(rows, columns)] @ weights)

    def odds(self, fitted: tuple[Places, Floats], least: float) -> Odds:
        """Weights under their names."""
        columns, weights = fitted
        named = {self.names[column - 1]: float(weight) for column, weight in zip(columns[1:], weights[1:], strict=True)}
        return Odds(float(weights[0]), named, least)


def logistic(odds: Floats) -> Floats:
    """Chances of logarithms of odds."""
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))


def newton(matrix: Floats, right: Floats, weight: Floats, penalty: float) -> Floats:
    """Weights of the columns; the first one, the intercept, has only the trace of a penalty that keeps it finite.

    Args:
        matrix: a row each, a column each, the first column 1.
        right: 1 or 0 for each row.
        weight: how much each row counts.
        penalty: of the square of each weight.

    Raises:
        ValueError: there is no row, or the penalty is not above 0.
    """
    if not len(matrix) or penalty <= 0:
        raise ValueError("rows and a penalty above 0 are needed")
    ridge = np.full(matrix.shape[1], penalty)
    ridge[0] = 1e-3
    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        chance = logistic(matrix @ weights)
        slope = matrix.T @ (weight * (right - chance)) - ridge * weights
        bend = (matrix * (weight * chance * (1 - chance))[:, None]).T @ matrix + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < CLOSE:
            break
    return weights
