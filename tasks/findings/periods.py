"""The time a figure stands for, in the ISO-like form of the guidelines: "2021", "2023-Q1", "2023-06", "2023-01-11", "2022/2025"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

from tasks.domain.span import Span
from tasks.vietnamese.dates import FoundDate, Precision, find_dates

_YEAR = r"(?:19|20)\d{2}"
_RANGE = re.compile(
    r"(?:giai đoạn|nhiệm kỳ|thời kỳ|năm học|niên khóa|các năm|trong năm|những năm|năm)(?: từ)?(?: năm)?"
    rf"\s({_YEAR})\s?(?:-|đến(?: năm)?)\s?({_YEAR})(?!\d)",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"(?<![\w.,/])(\d{{1,2}}|ba|sáu|chín|mười một)\stháng(?:\sđầu)?(?:\snăm|\s?/)\s?({_YEAR})(?!\d)"
    r"|(?<![\w.,/])(\d{1,2}|ba|sáu|chín)\stháng\sđầu\snăm(?!\s\d)",
    re.IGNORECASE,
)
_MONTH_COUNTS = {"ba": 3, "sáu": 6, "chín": 9, "mười một": 11}
_BASELINE = re.compile(
    r"(?:so với|so|cùng kỳ|từ|kể từ|bắt đầu từ|trước đó là|năm trước|giá)"
    r"(?: (?:cùng kỳ|thực hiện|kết quả|mức|thời điểm|cuối|đầu|bình quân|dự toán|kế hoạch|số|hết|của|cả|trong|tháng|quý|ngày"
    r"|so sánh)){0,4}\s?$",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:\d[\w./]{0,12}[/-]\s?[A-ZĐ][\wĐ&/-]{0,20}(?:\s?-\s?[\wĐ]{1,10})?\s?,?\s?|(?:Luật|Pháp lệnh|Bộ luật|Hiến pháp)\s[^,;.]{0,80})$"
)
_AS_OF = re.compile(
    r"(?:đến|tính đến|đến hết|hết|trước|tới|vào|trong|cuối|chậm nhất)\s?(?:hết |cuối |thời điểm |ngày ){0,3}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in a sentence.

    Attributes:
        start: of the expression in the sentence.
        end: of the expression.
        period: ISO-like.
        year: last year it touches.
        is_range: a span of years ("giai đoạn 2021-2025"), often only part of a programme's name.
        is_day: a single day.
        as_of: stands behind "đến", "hết", "trước" ...
    """

    start: int
    end: int
    period: str
    year: int
    is_range: bool = False
    is_day: bool = False
    as_of: bool = False


def period_of(found: FoundDate) -> str:
    """The ISO-like form; of half a year its last month, since a figure stands for the end of its time."""
    if found.precision is Precision.DAY:
        return found.last.isoformat()
    if found.precision in (Precision.MONTH, Precision.HALF):
        return f"{found.last.year}-{found.last.month:02d}"
    if found.precision is Precision.QUARTER:
        return f"{found.last.year}-Q{found.last.month // 3}"
    return str(found.last.year)


def find_times(text: str, default_year: int | None = None) -> tuple[Time, ...]:
    """The times in ``text`` that can date a figure, in order.

    Left out are what a figure is compared with ("so với năm 2021") and the dates of documents ("Nghị quyết số ... ngày 07/12/2023").
    """
    times = [*_ranges(text), *_month_counts(text, default_year)]
    by_start = sorted(times, key=lambda t: t.start)
    starts, reach = [t.start for t in by_start], list(accumulate((t.end for t in by_start), max))
    for found in find_dates(text, default_year):
        earlier = bisect_left(starts, found.span.end)
        if earlier and reach[earlier - 1] > found.span.start:  # it is part of one of them
            continue
        before = text[max(0, found.span.start - 60) : found.span.start]
        day = found.precision is Precision.DAY
        if _BASELINE.search(before) or _DOCUMENT.search(text[max(0, found.span.start - 110) : found.span.start]):
            continue
        times.append(
            Time(found.span.start, found.span.end, period_of(found), found.last.year, is_day=day, as_of=bool(_AS_OF.search(before)))
        )
    return tuple(sorted((t for t in times if not _BASELINE.search(text[max(0, t.start - 60) : t.start])), key=lambda t: t.start))


def time_spans(text: str) -> tuple[Span, ...]:
    """Every stretch of ``text`` that is a time, baselines and documents' dates included: no figure in it measures anything."""
    spans = [Span(t.start, t.end) for t in (*_ranges(text), *_month_counts(text, 2000))]
    return tuple(spans) + tuple(f.span for f in find_dates(text, 2000))


def _ranges(text: str) -> list[Time]:
    return [Time(m.start(), m.end(), f"{m[1]}/{m[2]}", int(m[2]), is_range=True) for m in _RANGE.finditer(text)]


def _month_counts(text: str, default_year: int | None) -> list[Time]:
    times = []
    for match in _MONTHS.finditer(text):
        printed = (match[1] or match[3]).lower()
        count = _MONTH_COUNTS.get(printed) or (int(printed) if printed.isdigit() else 0)
        year = int(match[2]) if match[2] else default_year
        if year is not None and 1 <= count <= 12:
            times.append(Time(match.start(), match.end(), f"{year}-{count:02d}", year))
    return times
