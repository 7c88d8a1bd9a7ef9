"""The time a whole document speaks of: what its subject and preamble name, and what "đến nay" or "đến kỳ báo cáo" mean in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.domain.notice import Head
from tasks.findings.periods import Time, find_times
from tasks.reading.notice import NoticeReading
from tasks.reading.tokens import fold_spelling
from tasks.vietnamese.dates import Precision, find_dates

_REPORTS = ("BC",)
_DATED_SUBJECTS = (*_REPORTS, "KH", "CTr", "TTr", "NQ", "QĐ", "ĐA", "PA")
_MONTHS_SAID = re.compile(r"(?<![\w.,/])(\d{1,2})\stháng(?:\sđầu năm)?\s?(?:,|và|\()", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:\btừ(?: ngày)?\s[^;.]{6,40}?đến(?: hết)?(?: ngày)?"
    r"|\b(?:tính|số liệu|kỳ báo cáo)[^;.\d]{0,40}đến(?: hết)?(?: ngày)?)\s?$",
    re.IGNORECASE,
)
_LONGEST_SPAN = 70
_UNTIL = re.compile(r"\bđến(?: hết)?(?: ngày)?\s?$", re.IGNORECASE)
_NOW = re.compile(
    r"(?:(?:tính )?(?:đến|tới) (?:hết )?(?:thời điểm )?(?:hiện )?(?:nay|này)|(?:đến )?thời điểm (?:hiện nay|hiện tại|báo cáo))(?!\w)",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"(?:đến )?(?:hết )?(?:kỳ báo cáo|thời điểm kiểm tra|thời điểm thanh tra|thời điểm giám sát)(?!\w)", re.IGNORECASE)
_SAME_TIME = re.compile(
    r"(?<!với )(?<!so )(?<!\w)cùng kỳ(?: năm (?:((?:19|20)\d{2})|trước|ngoái))?"
    r"(?=(?: (?:chỉ |chỉ có |có |đạt |là |chỉ đạt ))?:? ?\d)(?! ?(?:19|20)\d{2}\b)(?! \d{1,2} tháng)",
    re.IGNORECASE,
)
"""What the same months of another year came to ("cùng kỳ năm 2023 là 45 vụ", "(cùng kỳ: 45 vụ)")."""
_COMING = re.compile(r"(?:,|;|và)\s(?:phương hướng|(?:các |một số )?nhiệm vụ|kế hoạch|giải pháp|dự kiến|định hướng)(?!\w)", re.IGNORECASE)
"""In the subject of a report, what it says behind its results."""
_WHOLE_YEAR = re.compile(r"(?:ước )?cả năm(?! \d)", re.IGNORECASE)


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
        meanings = ((_NOW, self.issued or self.as_of), (_REPORTED, self.as_of or self.period))
        found = [
            Time(m.start(), m.end(), period, int(period[:4]), is_day=len(period) == len("2026-12-31"), as_of=True)
            for pattern, period in meanings
            if period is not None
            for m in pattern.finditer(text)
        ]
        if self.period is not None and "/" not in self.period:
            year = self.period[:4]
            found += [Time(m.start(), m.end(), year, int(year)) for m in _WHOLE_YEAR.finditer(text)]
            for match in _SAME_TIME.finditer(text):
                then = int(match[1]) if match[1] else int(year) - 1
                found.append(Time(match.start(), match.end(), f"{then}{self.period[4:]}", then, compared=True))
        return tuple(found)


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
        told = next((day for text in (subject, *sentences) if (day := _counted_on(text)) is not None), None)
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


def _counted_on(text: str) -> str | None:
    for found in find_dates(text):
        if found.precision is Precision.DAY and _SPAN.search(text[max(0, found.span.start - _LONGEST_SPAN) : found.span.start]):
            return found.last.isoformat()
    return None


def _titled(subject: str, issued: str | None) -> str | None:
    """The day that the subject of a report leads up to ("Tình hình huy động vốn đến 31/5/2025"), where it is past."""
    days = (f for f in find_dates(subject) if f.precision is Precision.DAY and f.year_given)
    last = next((f.last.isoformat() for f in days if _UNTIL.search(subject[: f.span.start])), None)
    return last if last is not None and issued is not None and last <= issued else None


def _months_reported(subject: str, period: str | None) -> str | None:
    """The last month that a report tells of, where the rest of its year is only estimated ("10 tháng, ước thực hiện cả năm 2017")."""
    months = _MONTHS_SAID.search(subject)
    if months is None or period is None or len(period) != len("2017") or not 1 <= int(months[1]) <= 12:
        return None
    return f"{period}-{int(months[1]):02d}"


def _year_of(sentences: tuple[str, ...]) -> int | None:
    days = (f.last.year for text in sentences for f in find_dates(text) if f.precision is Precision.DAY)
    return max(days, default=None)
