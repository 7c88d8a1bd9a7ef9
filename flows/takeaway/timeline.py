"""Where a period stands on an axis of time."""

from __future__ import annotations

import re
from calendar import monthrange

PERIOD = re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def position(period: str) -> float:
    """The end of an ISO-like period as a year with its fraction: figures say how things stood then ("2023" is 2024.0, "2023-06" 2023.5).

    Raises:
        ValueError: it is no period.
    """
    found = PERIOD.fullmatch(period.rsplit("/", 1)[-1])
    if found is None:
        raise ValueError(f"no period: {period!r}")
    year = int(found["year"])
    if found["quarter"]:
        return year + int(found["quarter"]) / 4
    if not found["month"]:
        return float(year + 1)
    month = int(found["month"])
    if found["day"]:
        return year + (month - 1 + int(found["day"]) / monthrange(year, month)[1]) / 12
    return year + month / 12
