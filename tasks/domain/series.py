"""Documents of one issuer are numbered in the order of their dates, from 1 each year; a number or a day misread stands out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# Offices number today what was decided, and dated, some days ago.
SLACK = timedelta(days=4)
_NEAREST = 2
_FIGURES = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document of a series.

    Attributes:
        number: within its year.
        day: of issue.
    """

    number: int
    day: date


def numbered(number: str | None, day: date | None) -> Numbered | None:
    """A document by its printed number ("07", "158b"), None where number or day is missing."""
    match = _FIGURES.match(number or "")
    return Numbered(int(match[0]), day) if match and day else None


def out_of_order(one: Numbered, others: Iterable[Numbered]) -> tuple[Numbered, ...]:
    """The nearest numbers below and above, in order, where both on one side, or all there are, stand on the wrong side of the day.

    One alone among others may itself be misread.

    Args:
        one: the document in question.
        others: of the same series and year; equal numbers say nothing.
    """
    ordered = sorted(others, key=lambda other: other.number)
    below = [other for other in ordered if other.number < one.number][-_NEAREST:]
    above = [other for other in ordered if other.number > one.number][:_NEAREST]
    early, late = [other.day > one.day + SLACK for other in below], [other.day < one.day - SLACK for other in above]
    sides = [side for side in (early, late) if side]
    wrong = [all(side) for side in sides]
    is_wrong = bool(wrong) and (all(wrong) or any(w and len(side) == _NEAREST for w, side in zip(wrong, sides, strict=True)))
    return (*below, *above) if is_wrong else ()
