"""What a cell of times means: short forms that only tables have, and the year of the plan that its rows belong to."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from tasks.domain.finding import Deadline
from tasks.domain.notice import Head
from tasks.nouns.deadline import ReadDeadline, read_time

_YEAR = r"(?:\s?(?:năm|/|-)\s?(?P<year>20\d\d))?"
_SHORT_MONTH = re.compile(r"(?<!\w)T\s?\.?\s?(?=(?:0?[1-9]|1[0-2])(?!\d))")
""" "T6/2026" is "tháng 6/2026"."""
_LIST = re.compile(
    r"(?<!\w)(?P<unit>[Tt]háng|THÁNG|[Qq]u[ýí]|QUÝ)\s+(?:(?:\d{1,2}|[IV]{1,3})\s?(?:[-–,;&+]|và|đến)\s?)+(?P<last>\d{1,2}|[IV]{1,3})(?!\w|\s?/\s?\d{1,2}(?!\d))"
)
"""Several months or quarters under one word: of "Quý II, IV" the last one closes the task."""
_NUMBERS = re.compile(r"\W*(?:\d{1,2}|[IV]{1,3})(?:(?:\s?[-–,;&+]\s?|\svà\s)(?:\d{1,2}|[IV]{1,3})){0,11}(?:\s?/\s?20\d\d)?\W*")
_WEEK = re.compile(
    rf"(?<!\w)(?:[Tt]uần|TUẦN)\s(?:lễ\s)?(?:thứ\s)?(?P<week>[1-5IV]{{1,3}}|đầu|cuối|nhất|hai|ba|tư)(?:,|\scủa)?\s(?:tháng|THÁNG)\s(?P<month>\d{{1,2}}){_YEAR}(?!\d)"
)
_WEEKS = {"1": 1, "I": 1, "đầu": 1, "nhất": 1, "2": 2, "II": 2, "hai": 2, "3": 3, "III": 3, "ba": 3}
"""Any other week is the last of its month."""
_HALF_YEARS = re.compile(r"\W*(?:định kỳ\s)?(?:6|06|sáu)\stháng(?:\s?[,/;]|\svà)?\s?(?:(?:1|01|một|cả|hằng|hàng)\s)?năm\W*", re.IGNORECASE)
"""A report that is due every half year and year: the corpus guidelines call that yearly."""
_PRINTED_YEAR = re.compile(r"(?:19|20)\d\d|\d[/.]\d{1,2}[/.]\d\d(?!\d)")
_TITLE_YEAR = re.compile(r"năm(?: học)? (20\d\d)(?!\s?[-–]\s?20)", re.IGNORECASE)
_OF_PLAN = re.compile(r"kế hoạch|chương trình|lịch|tiến độ|phân công|nhiệm vụ", re.IGNORECASE)
_PLANS = frozenset({"KH", "CTr", "CT"})


@dataclass(frozen=True, slots=True)
class TableTimes:
    """Reads times of one notice's tables.

    Attributes:
        issued_on: day of issue.
        year: of days printed without one, where the day of issue is unknown.
        plan_year: of the plan, None where the notice is none or its title names no single year.
    """

    issued_on: date | None
    year: int | None
    plan_year: int | None = None

    def read(self, text: str, unit: str = "") -> ReadDeadline | None:
        """By when, as a cell says it; its raw text is the text of the cell, or of the part that names the time.

        A time without a year belongs to the plan's year. A week of a month is counted from its first day (doubt "week-assumed").

        Args:
            text: of the cell.
            unit: what its column counts, "Tháng" or "Quý", for cells that hold only a number.
        """
        if _HALF_YEARS.fullmatch(text):
            return ReadDeadline(Deadline(" ".join(text.split()), None, "yearly"), 0, len(text), "recurs-half-year")
        week = self._week(text)
        if week is not None:
            return week
        whole = f"{unit} {text}" if unit and _NUMBERS.fullmatch(text) else text
        plain = _LIST.sub(r"\g<unit> \g<last>", _SHORT_MONTH.sub("tháng ", whole))
        found = self._in_plan(plain, read_time(plain, self.issued_on, self.year))
        if found is None or plain == text:
            return found
        raw = " ".join(text.split())
        return replace(found, deadline=replace(found.deadline, raw=raw), start=0, end=len(text))

    def _in_plan(self, text: str, found: ReadDeadline | None) -> ReadDeadline | None:
        """The time in the plan's year, where no year is printed and the day of issue alone would put it into another."""
        if found is None or found.deadline.on is None or self.plan_year is None or _PRINTED_YEAR.search(text):
            return found
        on = found.deadline.on
        if on.year == self.plan_year:
            return found
        planned = read_time(text, None, self.plan_year)
        if planned is None or planned.deadline.on is None:
            return found
        return replace(found, deadline=planned.deadline, doubts=tuple(dict.fromkeys((*found.doubts, "year-assumed"))))

    def _week(self, text: str) -> ReadDeadline | None:
        match = _WEEK.search(text)
        if match is None or re.search(r"\d{1,2}/\d{1,2}", text[match.end() :]):
            return None
        month, printed = int(match["month"]), match["year"]
        issued = self.issued_on.year if self.issued_on else self.year
        year = int(printed) if printed else self.plan_year or issued
        if year is None or not 1 <= month <= 12:
            return None
        last = monthrange(year, month)[1]
        on = date(year, month, min(last, 7 * _WEEKS[match["week"]]) if match["week"] in _WEEKS else last)
        return ReadDeadline(Deadline(" ".join(text.split()), on), 0, len(text), "week", ("week-assumed",))


def plan_year(head: Head) -> int | None:
    """The year that a plan's title names, not before that of its issue; None for other notices and where it names several."""
    subject = head.subject or ""
    if head.type not in _PLANS and not _OF_PLAN.search(subject):
        return None
    years = {int(year) for year in _TITLE_YEAR.findall(subject)}
    if len(years) != 1 or "năm học" in subject.lower():
        return None
    year = years.pop()
    return year if head.issued_on is None or year >= head.issued_on.year else None
