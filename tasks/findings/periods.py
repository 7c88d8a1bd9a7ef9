"""The time a figure stands for, in the ISO-like form of the guidelines: "2021", "2023-Q1", "2023-06", "2023-01-11", "2022/2025"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from tasks.domain.span import Span
from tasks.vietnamese.dates import FoundDate, Precision, find_dates, find_printed

_YEAR = r"(?:19|20)\d{2}"
_RANGE = re.compile(
    r"(?:(?:giai đoạn|nhiệm kỳ|thời kỳ|năm học|niên khóa|niên vụ|mùa vụ|(?:các |trong |những |từ )?năm)(?: từ)?(?: năm)?\s|\d năm \()"
    rf"({_YEAR})\s?(?:-|/|đến(?: năm)?)\s?({_YEAR})(?!\d)",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"(?<![\w.,/])(\d{{1,2}}|ba|sáu|chín|mười một)\stháng(?:\sđầu)?(?:\snăm|\s?/)\s?({_YEAR})(?!\d)"
    r"|(?<![\w.,/])(\d{1,2}|ba|sáu|chín)\stháng\sđầu\snăm(?!\s\d)"
    r"|(?<=lũy kế\s)(\d{1,2})\stháng(?!\s(?:năm|đầu|cuối))|(?<=tính chung\s)(\d{1,2})\stháng(?!\s(?:năm|đầu|cuối))"
    r"|(?<![\w.,/])(?<!trong\s)(?<!sau\s)(?<!hạn\s)(\d{1,2})\stháng"
    r"(?=\s(?:của\s(?:[^\s,;.:()\d]+\s){1,4})?(?:ước|đạt|tăng|giảm|thực hiện|là|bằng)(?!\w))",
    re.IGNORECASE,
)
_MONTH_COUNTS = {"ba": 3, "sáu": 6, "chín": 9, "mười một": 11}
_LISTED = r"(?:cả\s|trong\s)?(?:tháng\s\d{1,2}|quý\s(?:[IVX]{1,3}|\d)|\d{1,2}\stháng(?:\sđầu)?)"
_YEAR_BEHIND = re.compile(
    rf"(?:\s?(?:,|và|-|đến|;)\s?{_LISTED}){{0,2}}(?:\s?(?:,|và)(?:\scả)?)?(?:\snăm\s|\s?/\s?|\s)({_YEAR})(?!\d)", re.IGNORECASE
)
_BASELINE = re.compile(
    r"(?:so với|so|cùng kỳ|từ|kể từ|bắt đầu từ|trước đó là|năm trước)"
    r"(?: (?:cùng kỳ|thực hiện|kết quả|mức|thời điểm|cuối|đầu|bình quân|dự toán|kế hoạch|số|hết|của|cả|trong|tháng|quý|ngày"
    r"|so sánh)){0,4}\s?$"
    r"|\bgiá (?:so sánh|cố định)(?: năm)?\s?$|\btheo giá(?: năm)?\s?$"
    r"|\bso(?: [\d.,]+ ?[^\s,;:()]{0,12})? với(?: [^\s,;.:()\d]+){0,8}\s(?:\d{1,2} tháng )?$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:chuyển|kéo dài|lùi|gối đầu)(?: \w+){0,2} sang(?: (?:ngày|tháng|quý|đầu))?\s?$|\bsau(?: (?:ngày|tháng|quý))?\s?$"
    r"|/\s?$"
    r"|(?:thời hạn|hiệu lực|hạn sử dụng|hạn dùng|thời hiệu)"
    r"(?: (?:sử dụng|thực hiện|thi hành|bảo quản|kể|từ|là|tới|đến|hết|ngày|tháng)){0,5}\s?$",
    re.IGNORECASE,
)
"""A year that money is carried into, a time that comes only after, or the end of a validity: no figure is measured then."""
_DOCUMENT = re.compile(
    r"(?:\d[\w./]{0,12}[/-]\s?[A-ZĐ][\wĐ&/-]{0,20}(?:\s?-\s?[\wĐ]{1,10})?\s?,?\s?|(?:Luật|Pháp lệnh|Bộ luật|Hiến pháp)\s[^,;.]{0,80})$"
)
_OF_PLAN = re.compile(
    r"\d ?%(?: (?:so với|của))? (?:tổng )?(?:kế hoạch|dự toán|mục tiêu|chỉ tiêu|nghị quyết|định mức|kịch bản)"
    r"(?: [^\s,;.:()\d]+){0,10}\s$",
    re.IGNORECASE,
)
"""The year of a plan that a share is of ("đạt 86% kế hoạch năm 2025")."""
_MADE = re.compile(r"(?:lập|ký|ban hành|kiểm định|phê duyệt|bổ nhiệm|sinh|họp)(?: vào)?\s?$", re.IGNORECASE)
_CLOCK = r"\d{1,2} ?(?:giờ|h|g|:)(?: ?\d{1,2})?(?: ?phút|['’])?,?\s?"
_AS_OF = re.compile(
    rf"(?:đến|tính đến|đến hết|hết|trước|tới|vào|trong|cuối|chậm nhất)\s?(?:hết |cuối |thời điểm |{_CLOCK}|ngày ){{0,3}}$"
    rf"|(?:vào|lúc|hồi|kỳ điều hành|thời điểm|tại ngày)(?: lúc)?(?: {_CLOCK})?\s?(?:ngày )?$"
    r"|(?:đo|quan trắc|ghi nhận|kiểm kê|kiểm đếm|thống kê)(?: được)? (?:ngày )?$",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\.\d{3}(?!\d)")
_UP_TO = re.compile(r"\b(?:tính đến|đến hết|đến|tới)\s$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s?(?:[,;.)]|$)(?!\d)")
_VALID_UNTIL = re.compile(
    r"(?:thời hạn|hiệu lực|hạn sử dụng)(?: (?:sử dụng|thực hiện|thi hành|kể|từ|là))*(?: (?:tới|đến))? ?(?:hết )?(?:ngày )?$", re.IGNORECASE
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
        as_of: stands behind "đến", "hết", "trước", or is the moment of an event ("vào lúc 15 giờ ngày ...").
        of_plan: the year of a plan that a share is of ("đạt 86% kế hoạch năm 2025"); it dates only where nothing else does.
        year_given: False where the year is the document's.
        compared: the earlier time of the one figure directly behind it ("cùng kỳ: 45 vụ").
    """

    start: int
    end: int
    period: str
    year: int
    is_range: bool = False
    is_day: bool = False
    as_of: bool = False
    of_plan: bool = False
    year_given: bool = True
    compared: bool = False

    def before(self, day: str) -> Time:
        """The time itself, or the one a year earlier where its year is not printed and it would begin after ``day`` (ISO)."""
        if self.year_given or self.is_range or _begin(self.period) <= day:
            return self
        return replace(self, period=f"{self.year - 1}{self.period[4:]}", year=self.year - 1)


def _begin(period: str) -> str:
    """First day of a period within one year, ISO."""
    year, part = period[:4], period[5:]
    if part.startswith("Q"):
        return f"{year}-{3 * int(part[1:]) - 2:02d}-01"
    return f"{year}-{part or '01'}-01"[:10]


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

    Of a time and a longer one that holds it ("tháng 12 và quý IV năm 2022") only the shorter is given, a month or quarter takes the year
    that is printed behind its list. Left out are what a figure is compared with ("so với năm 2021"), the dates of documents ("Nghị quyết
    số ... ngày 07/12/2023"), years that money is carried into, what comes after a time, the ends of validities, and
    years in names between quotation marks.
    """
    times = [*_ranges(text), *_month_counts(text, default_year)]
    by_start = sorted(times, key=lambda t: t.start)
    starts, reach = [t.start for t in by_start], list(accumulate((t.end for t in by_start), max))
    for found in _dates(text, default_year):
        earlier = bisect_left(starts, found.span.end)
        if earlier and reach[earlier - 1] > found.span.start:  # it is part of one of them
            continue
        before = text[max(0, found.span.start - 110) : found.span.start]
        day = found.precision is Precision.DAY
        if _DOCUMENT.search(before) or (day and _MADE.search(before[-24:])):
            continue
        period, year, given = period_of(found), found.last.year, found.year_given or found.precision is Precision.HALF
        if not found.year_given and (behind := _YEAR_BEHIND.match(text, found.span.end)):
            period, year, given = f"{behind[1]}{period[4:]}", int(behind[1]), True
        as_of, of_plan = bool(_AS_OF.search(before[-60:])), bool(_OF_PLAN.search(before))
        times.append(Time(found.span.start, found.span.end, period, year, is_day=day, as_of=as_of, of_plan=of_plan, year_given=given))
    times += _short_days(text, default_year)
    free = (t for t in times if not _is_elsewhere(text[max(0, t.start - 80) : t.start]) and not _is_quoted(text, t))
    kept = sorted(free, key=lambda t: t.start)
    return tuple(t for n, t in enumerate(kept) if not n or not _holds(t, kept[n - 1], text[kept[n - 1].end : t.start]))


def valid_until(text: str) -> str | None:
    """The day, or month, that a permit named in ``text`` is valid until ("có thời hạn đến hết ngày 30/6/2026"); the first of several."""
    found = (f for f in find_dates(text) if _VALID_UNTIL.search(text[max(0, f.span.start - 60) : f.span.start]))
    return next((period_of(f) for f in found), None)


def time_spans(text: str) -> tuple[Span, ...]:
    """Every stretch of ``text`` that is a time, baselines and documents' dates included: no figure in it measures anything."""
    spans = [Span(t.start, t.end) for t in (*_ranges(text), *_month_counts(text, 2000))]
    return tuple(spans) + tuple(f.span for f in _dates(text, 2000))


def _is_elsewhere(before: str) -> bool:
    return _BASELINE.search(before) is not None or _ELSEWHERE.search(before) is not None


def _dates(text: str, default_year: int | None) -> Iterator[FoundDate]:
    """The dates of a text; "tháng 1" of "5 tháng 1.250 hồ sơ" is none."""
    return (found for found in find_dates(text, default_year) if not _GROUPED.match(text, found.span.end))


def _short_days(text: str, default_year: int | None) -> list[Time]:
    """Days and months without a word in front, where "đến" leads to them and nothing is counted: "tính đến 31/5, giải ngân đạt"."""
    found = []
    for printed in find_printed(text):
        days = printed.days(default_year) if not printed.sure and printed.precision in (Precision.DAY, Precision.MONTH) else None
        start, end = printed.span.start, printed.span.end
        if days is None or not _UP_TO.search(text[max(0, start - 16) : start]) or not _GOES_ON.match(text, end):
            continue
        last = days[1]
        day = printed.precision is Precision.DAY
        period = last.isoformat() if day else f"{last.year}-{last.month:02d}"
        found.append(Time(start, end, period, last.year, is_day=day, as_of=True))
    return found


def _is_quoted(text: str, time: Time) -> bool:
    """Whether a time is part of a name in quotation marks: the year in the name of a programme is no period (corpus guidelines)."""
    return text.count('"', 0, time.start) % 2 == 1 and '"' in text[time.end :]


def _holds(time: Time, shorter: Time, between: str) -> bool:
    """Whether a quarter directly behind one of its months only says more of the same report ("tháng 12, quý IV năm 2022")."""
    if between.strip() not in (",", "và", ", và") or "-Q" not in time.period or time.period[:4] != shorter.period[:4]:
        return False
    month = shorter.period[5:]
    return month.isdigit() and -(-int(month) // 3) == int(time.period[-1])


def _ranges(text: str) -> list[Time]:
    return [Time(m.start(), m.end(), f"{m[1]}/{m[2]}", int(m[2]), is_range=True) for m in _RANGE.finditer(text)]


def _month_counts(text: str, default_year: int | None) -> list[Time]:
    times = []
    for match in _MONTHS.finditer(text):
        printed = (match[1] or match[match.lastindex or 3]).lower()
        count = _MONTH_COUNTS.get(printed) or (int(printed) if printed.isdigit() else 0)
        year = int(match[2]) if match[2] else default_year
        if year is not None and 1 <= count <= 12:
            period = str(year) if count == 12 else f"{year}-{count:02d}"
            times.append(Time(match.start(), match.end(), period, year))
    return times
