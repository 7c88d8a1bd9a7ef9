"""The system of units that everything which shows figures converts with.

Normal values are not stored: they follow from the printed figure by one function, so that corrections, rows of older versions and units
that are entered later are right everywhere at once, and nothing has to be kept in step.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from config.vocabulary import load_measures
from tasks.nouns.measure import Measures, Normal


@cache
def measures() -> Measures:
    """The units of this version."""
    return Measures(load_measures())


def normal_of(value: Decimal, unit: str, kind: str) -> Normal:
    """A figure in normal units."""
    return measures().normal(value, unit, kind)


def beside(value: Decimal, unit: str, kind: str) -> str:
    """The normal form to stand beside a printed figure, plain; "" where it says the same."""
    normal = normal_of(value, unit, kind)
    return "" if normal.value == value else f"{normal.value:f} {normal.unit}".rstrip()
