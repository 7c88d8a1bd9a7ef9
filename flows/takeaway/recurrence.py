"""A deadline that recurs, as a rule of a calendar; only where the text names the day, since a made-up day would look like an order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.domain.letters import fold

_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(r"\bthu (hai|ba|tu|nam|sau|bay|[2-7])\b|\b(chu nhat)\b")
_DAY = re.compile(r"\bngay (?:mung )?0?(\d{1,2})\b(?:\s*(?:/|thang)\s*0?(\d{1,2})\b)?")
_LAST_DAY = re.compile(r"\b(?:ngay (?:lam viec )?cuoi (?:cung )?(?:cua )?|cuoi )(?:moi |hang )?thang\b")
_LAST_MONTH = re.compile(r"\bthang cuoi (?:cung )?(?:cua )?(?:moi |hang )?quy\b")
_WORKING_DAY = re.compile(r"\blam viec\b")
_LAST_SURE_DAY = 28  # months without the day would be skipped (RFC 5545, 3.3.10)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule of a calendar.

    Attributes:
        rule: parts of an RRULE.
        first: first day it falls on.
    """

    rule: dict[str, str | int | list[int]]
    first: date


def find_recurrence(raw: str, recurs: str, start: date) -> Recurrence | None:
    """The rule that a printed deadline states, from ``start`` on.

    Args:
        raw: the deadline as printed.
        recurs: weekly, monthly, quarterly or yearly.
        start: day of issue.

    Returns:
        None where the text names no day or several, one that not every month has, or one that depends on working days.
    """
    words = fold(raw)
    if _WORKING_DAY.search(words):
        return None
    if recurs == "weekly":
        return _weekly(words, start)
    numbers = re.findall(r"\d+", words)
    if _LAST_DAY.search(words) and not numbers:
        day, month = -1, None
    elif (found := _DAY.search(words)) and len(numbers) == len([g for g in found.groups() if g]):
        day, month = int(found[1]), int(found[2]) if found[2] else None
    else:
        return None
    if not (day == -1 or 1 <= day <= _LAST_SURE_DAY or (month and _exists(day, month))):
        return None
    if recurs == "monthly" and month is None:
        return Recurrence({"freq": "monthly", "bymonthday": day}, _first(start, lambda d: _is_day(d, day)))
    if recurs == "quarterly" and month is None and _LAST_MONTH.search(words):
        months = [3, 6, 9, 12]
        rule: dict[str, str | int | list[int]] = {"freq": "monthly", "bymonth": months, "bymonthday": day}
        return Recurrence(rule, _first(start, lambda d: d.month in months and _is_day(d, day)))
    if recurs == "yearly" and month:
        rule = {"freq": "yearly", "bymonth": month, "bymonthday": day}
        return Recurrence(rule, _first(start, lambda d: d.month == month and _is_day(d, day)))
    return None


def _weekly(words: str, start: date) -> Recurrence | None:
    found = list(_WEEKDAY.finditer(words))
    if len(found) != 1:
        return None
    weekday = 6 if found[0][2] else _WEEKDAYS[found[0][1]]
    return Recurrence({"freq": "weekly", "byday": _CODES[weekday]}, _first(start, lambda d: d.weekday() == weekday))


def _exists(day: int, month: int) -> bool:
    """Whether every year has this day."""
    return 1 <= month <= 12 and 1 <= day <= (28 if month == 2 else 30 if month in {4, 6, 9, 11} else 31)


def _is_day(moment: date, day: int) -> bool:
    return (moment + timedelta(days=1)).day == 1 if day == -1 else moment.day == day


def _first(start: date, falls: Callable[[date], bool]) -> date:
    """The first day from ``start`` on that the rule falls on; every rule here falls on one within a year."""
    return next(day for day in (start + timedelta(days=n) for n in range(367)) if falls(day))
