"""Working days in Viet Nam: Monday to Friday without the public holidays (Labour Code 2019, Article 112) and their substitutes."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

LONGEST_COUNT = 1000  # days; a longer term is a misread number


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("VN", years=year))


def is_working_day(day: date) -> bool:
    """Whether offices work on ``day``."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def add_working_days(start: date, count: int) -> date | None:
    """The ``count``-th working day after ``start``, itself not counted (Civil Code 2015, Article 147); None beyond 1000 days."""
    if not 0 <= count <= LONGEST_COUNT:
        return None
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
