"""Names of columns that each stand for a time: "Quý I", "T4-T6", "Tháng 5", and a bare "5" below "Tháng"."""

from __future__ import annotations

import re

_QUARTER = re.compile(r"(?:qu[ýíy]|Q)\s?\.?\s?(?P<number>[IVÏ1-4l|\[\]]{1,4})(?:\s?/\s?(?P<year>20\d\d))?", re.IGNORECASE)
_MONTH = re.compile(
    r"(?:tháng|th|T)\s?\.?\s?(?P<first>\d{1,2})(?:\s?(?:[-–]|đến)\s?(?:tháng |T)?(?P<last>\d{1,2}))?(?:\s?/\s?(?P<year>20\d\d))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:năm )?(20\d\d)", re.IGNORECASE)
_BARE_MONTH = re.compile(r"0?(?:[1-9]|1[0-2])")


def period_named(name: str, above: str = "") -> str | None:
    """The time a column stands for, written out ("Tháng 6 năm 2026"); None for any other name.

    Args:
        name: of the column.
        above: what stands over it in the head, where its year or "Tháng" may be.
    """
    text = " ".join(name.split())
    over = _YEAR.search(above)
    if match := _QUARTER.fullmatch(text):
        return f"Quý {match['number']}{_of_year(match['year'] or (over and over[1]))}"
    if match := _MONTH.fullmatch(text):
        return f"Tháng {int(match['last'] or match['first'])}{_of_year(match['year'] or (over and over[1]))}"
    if match := _YEAR.fullmatch(text):
        return f"Năm {match[1]}"
    if _BARE_MONTH.fullmatch(text) and "tháng" in above.lower():
        return f"Tháng {int(text)}{_of_year(over and over[1])}"
    return None


def _of_year(year: str | None) -> str:
    return f" năm {year}" if year else ""
