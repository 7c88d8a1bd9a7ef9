"""The time a whole document speaks of: what its subject and preamble name, and what "đến nay" or "đến kỳ báo cáo" mean in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.domain.notice import Head
from tasks.nouns.figure_time import Time, find_times
from tasks.nouns.period_mentions import Mention, counted_on, read_mentions
from tasks.reading.notice import NoticeReading
from tasks.reading.tokens import fold_spelling
from tasks.vietnamese.dates import Precision, find_dates

_REPORTS = ("BC",)
_DATED_SUBJECTS = (*_REPORTS, "KH", "CTr", "TTr", "NQ", "QĐ", "ĐA", "PA")
_COMING = re.compile(r"(?:,|;|và)\s(?:phương hướng|(?:các |một số )?nhiệm vụ|kế hoạch|giải pháp|dự kiến|định hướng)(?!\w)", re.IGNORECASE)
"""In the subject of a report, what it says behind its results."""


@dataclass(frozen=True, slots=True)
class ReportTime:
    """What a document says once for all its figures.

    Attributes:
        period: of figures without a time of their own, None where it says nothing.
        issued: day of issue, ISO.
        as_of: day or month that its figures were counted on, where it says so.
        year: of issue, else the last one of a day that the preamble names.
    """

    period: str | None = None
    issued: str | None = None
    as_of: str | None = None
    year: int | None = None

    def relative(self, text: str) -> tuple[Time, ...]:
        """The times that a sentence names by the report ("đến nay", "đến kỳ báo cáo", "ước cả năm", "cùng kỳ").

        None where the report has none.
        """
        return tuple(time for mention in read_mentions(text) if (time := self._meant(mention)) is not None)

    def _meant(self, mention: Mention) -> Time | None:
        period = {
            "now": self.issued or self.as_of,
            "now-moment": self.issued or self.as_of,
            "reported": self.as_of or self.period,
        }.get(mention.part)
        at = (mention.start, mention.end, mention.start)
        if period is not None:
            return Time(*at, period, int(period[:4]), is_day=len(period) == len("2026-12-31"), as_of=True)
        if self.period is None or "/" in self.period:
            return None
        year = int(self.period[:4])
        if mention.part == "whole-year":
            return Time(*at, str(year), year)
        if mention.part != "same":
            return None
        then = next((p.year for p in mention.times if p.year is not None), year - 1)
        return Time(*at, f"{then}{self.period[4:]}", then, compared=True)


def report_of(reading: NoticeReading) -> ReportTime:
    """The time of a notice, from its head and its preamble."""
    sections = reading.structure.sections
    preamble = (x.text for section in sections if section.path == "preamble" for x in reading.sentences(section.body))
    return report_time(reading.structure.head, preamble)


def report_time(head: Head, preamble: Iterable[str]) -> ReportTime:
    """The time of a document.

    The subject of a report or plan names its period; of other documents it says when work is done, not measured. A span of days ("từ ngày
    15/12/2024 đến ngày 14/12/2025") in subject or preamble of a report ends with the day its figures were counted on, and that dates them.

    Args:
        head: its head.
        preamble: its sentences above the first section, spelling folded.
    """
    sentences = tuple(preamble)
    issued = head.issued_on.isoformat() if head.issued_on else None
    year = head.issued_on.year if head.issued_on else _year_of(sentences)
    if head.type not in _DATED_SUBJECTS:
        return ReportTime(issued=issued, year=year)
    subject = fold_spelling(head.subject or "")
    period = subject_period(subject, year)
    counted = None
    if head.type in _REPORTS:
        told = next((day for text in (subject, *sentences) if (day := counted_on(text)) is not None), None)
        counted = told or _titled(subject, issued)
    as_of = counted or _months_reported(subject, period)
    return ReportTime(counted or period, issued, as_of, year)


def subject_period(subject: str, year: int | None) -> str | None:
    """The period that the subject of a report or plan names: the whole year where it names one, else the first of its times.

    A part of a year without a year of its own is of the only year that the subject prints, and what is still to be done is of another time
    ("9 tháng đầu năm, nhiệm vụ quý IV năm 2024").
    """
    printed = {t.year for t in find_times(subject) if not t.is_day and not t.is_range}
    times = [t for t in find_times(subject, printed.pop() if len(printed) == 1 else year) if not t.is_day]
    coming = _COMING.search(subject)
    if coming is not None and times and times[0].end <= coming.start():
        times = [t for t in times if t.end <= coming.start()]
    if not times:
        return None
    same_year = (t.period for t in times[1:2] if t.period == times[0].period[:4])
    return next(same_year, times[0].period)


def _titled(subject: str, issued: str | None) -> str | None:
    """The day that the subject of a report leads up to ("Tình hình huy động vốn đến 31/5/2025"), where it is past."""
    days = (m.times[0] for m in read_mentions(subject) if m.part == "until" and m.times and "đến" in m.lead[-2:])
    last = next((f"{day.year}{day.rest}" for day in days if day.is_day and day.year is not None), None)
    return last if last is not None and issued is not None and last <= issued else None


def _months_reported(subject: str, period: str | None) -> str | None:
    """The last month that a report tells of, where the rest of its year is only estimated ("10 tháng, ước thực hiện cả năm 2017")."""
    if period is None or len(period) != len("2017"):
        return None
    said = (p.rest for m in read_mentions(subject) for p in m.times if p.rule in ("said", "time-months-so-far"))
    return next((f"{period}{rest}" for rest in said if rest), None)


def _year_of(sentences: tuple[str, ...]) -> int | None:
    days = (f.last.year for text in sentences for f in find_dates(text) if f.precision is Precision.DAY)
    return max(days, default=None)
