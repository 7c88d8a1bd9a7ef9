"""The last permitted day: of a printed time, of the week or year of issue, of a term."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from tasks.vietnamese.dates import LAST_YEAR, Precision, PrintedTime, calendar_day
from tasks.vietnamese.holidays import add_working_days

NEXT_YEAR_AFTER = timedelta(days=60)
"""A printed day without a year that lies further back than this belongs to the next year (judged)."""
MISPRINTED_YEAR = timedelta(days=400)
"""A limit with its year that lies at most so far before the day of issue may be misprinted; one further back is a condition of the
past (judged)."""

_LEAP_YEAR = 2024


def resolve(
    time: PrintedTime, issued_on: date | None, default_year: int | None, *, begun: bool = False
) -> tuple[date | None, tuple[str, ...]] | None:
    """The last permitted day and doubts; None where it lies so far before the day of issue that it is no deadline.

    Args:
        time: as printed.
        issued_on: day of issue.
        default_year: year of times printed without one, where the day of issue is unknown.
        begun: whether "trước" stands before a month, quarter or year, which then must not have begun; before a day it includes the day
            (corpus guidelines).
    """
    misread = {Precision.QUARTER: ("quarter-misread",)}.get(time.precision, ("digits-misread",)) if time.misread else ()
    year = issued_on.year if issued_on else default_year
    if time.year is None and year is None:
        exists = time.days(_LEAP_YEAR) is not None
        return None, (*misread, "year-unknown" if exists else "no-such-date")
    days = time.days(year)
    if days is None:
        return None, ("no-such-date", *misread)
    on = days[0] - timedelta(days=1) if begun and time.precision is not Precision.DAY else days[1]
    if issued_on is None and time.year is not None and default_year is not None and time.year < default_year:
        return None
    assumed = ("year-assumed",) if time.year is None and issued_on is None else ()
    if issued_on is None or on >= issued_on:
        return on, (*misread, *assumed)
    if time.year is not None:
        return (on, (*misread, "deadline-in-past")) if issued_on - on <= MISPRINTED_YEAR else None
    if issued_on - on > NEXT_YEAR_AFTER:
        following = calendar_day(on.year + 1, on.month, min(on.day, monthrange(on.year + 1, on.month)[1]))
        return following, (*misread, "year-assumed")
    return on, (*misread, "deadline-in-past")


def last_of(day: date, unit: str, further: int) -> date | None:
    """Last day of the week (Sunday), month, quarter or year a day lies in.

    Args:
        day: the day.
        unit: "tuần", "tháng", "quý" or "năm".
        further: 1 for the next week, month or year.
    """
    if unit == "tuần":
        return day + timedelta(days=6 - day.weekday() + 7 * further)
    if unit == "năm":
        return calendar_day(day.year + further, 12, 31)
    month = (day.month + 2) // 3 * 3 if unit == "quý" else day.month + further
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def term_end(base: date, count: int, unit: str) -> date | None:
    """The last day of a term, the first day not counted (Civil Code 2015, Article 147); None beyond the year 2100."""
    if unit == "ngày làm việc":
        return add_working_days(base, count)
    if unit in ("tháng", "năm"):
        month = base.month - 1 + count * (12 if unit == "năm" else 1)
        year, month = base.year + month // 12, month % 12 + 1
        return calendar_day(year, month, min(base.day, monthrange(year, month)[1])) if year <= LAST_YEAR else None
    days = {"ngày": count, "tuần": 7 * count, "giờ": -(-count // 24)}[unit]
    return base + timedelta(days=days)
