"""A figure that measures something, as it stands in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

KNOWN = 0.92
"""Confidence of a figure whose noun is known: judged and not measured."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured figure; positions are those of the sentence.

    Attributes:
        start: of all that belongs to it, comparator and change verb included.
        end: behind its unit, total and change.
        figure: start of the printed number.
        figure_end: end of the printed number.
        doubt: code of a doubt about the printed number.
        name: of what is measured, where it was read with the figure; "" where it is still to be found.
    """

    start: int
    end: int
    figure: int
    figure_end: int
    value: Decimal
    unit: str
    kind: str
    total: Decimal | None = None
    change: Decimal | None = None
    comparator: str = "="
    direction: str | None = None
    unit_end: int = 0
    rule: str = ""
    confidence: float = KNOWN
    doubt: str | None = None
    name: str = ""
