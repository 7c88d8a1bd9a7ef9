"""What the times of a text mean for its figures, in the ISO-like form of the guidelines.

"2021", "2023-Q1", "2023-06", "2023-01-11", "2022/2025".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tasks.domain.span import Span
from tasks.nouns.period_mentions import Mention, Printed, read_mentions
from tasks.vietnamese.dates import Precision, PrintedTime, months

_COUNTS = frozenset((
    "time-months", "time-months-so-far", "time-months-reached", "months", "time-half", "time-half-named", "time-quarters",
))  # fmt: skip
"""Times of several months: they are of their year, and no point in time."""
_HIDDEN = frozenset(("compared", "compared-two", "document", "made", "put-off", "after", "valid", "valid-from-to", "same", "months-said"))
"""Parts whose time dates no figure."""


_UNSURE = ("short", "months-said")
"""Parts whose digits may measure something after all."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in a sentence.

    Attributes:
        start: of the expression in the sentence.
        end: of the expression.
        lead: start of the words in front that say what part it plays ("tính đến"), else its own.
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
    lead: int
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


def find_times(text: str, default_year: int | None = None) -> tuple[Time, ...]:
    """The times in ``text`` that can date a figure, in order.

    Of a time and a longer one that holds it ("tháng 12 và quý IV năm 2022") only the shorter is given, a month or quarter takes the year
    that is printed behind its list. Left out are what a figure is compared with ("so với năm 2021"), the dates of documents ("Nghị quyết
    số ... ngày 07/12/2023"), years that money is carried into, what comes after a time, the ends of validities, and
    years in names between quotation marks.
    """
    kept = [
        time
        for mention in read_mentions(text)
        if mention.part not in _HIDDEN
        for printed in mention.times
        if (time := _time(mention, printed, default_year)) is not None and not _is_beside(text, time)
    ]
    return tuple(t for n, t in enumerate(kept) if not n or not _holds(t, kept[n - 1], text[kept[n - 1].end : t.start]))


def _time(mention: Mention, printed: Printed, default_year: int | None) -> Time | None:
    found = printed.period(default_year)
    if found is None or _exists(*found, printed) is False:
        return None
    period, year = found
    point = printed.first is None and printed.rule not in _COUNTS
    return Time(
        printed.start,
        printed.end,
        mention.start,
        period,
        year,
        is_range=printed.first is not None,
        is_day=printed.is_day,
        as_of=point and mention.part in ("until", "short"),
        of_plan=mention.part == "of-plan",
        year_given=printed.year is not None or not point,
    )


def _exists(period: str, year: int, printed: Printed) -> bool:
    """Whether the calendar has it: 29 February only in leap years, and no year before 1900 or after 2100."""
    if not printed.is_day:
        return months(year, 1, 12) is not None
    return PrintedTime(Span(0, 1), Precision.DAY, year, int(period[5:7]), int(period[8:])).days() is not None


def _is_beside(text: str, time: Time) -> bool:
    """Whether a time is part of a name in quotation marks, where years are no periods (corpus guidelines), or what a stroke counts for."""
    if text[: time.start].rstrip().endswith("/"):
        return True
    return text.count('"', 0, time.start) % 2 == 1 and '"' in text[time.end :]


def _holds(time: Time, shorter: Time, between: str) -> bool:
    """Whether a quarter directly behind one of its months only says more of the same report ("tháng 12, quý IV năm 2022")."""
    if between.strip() not in (",", "và", ", và") or "-Q" not in time.period or time.period[:4] != shorter.period[:4]:
        return False
    month = shorter.period[5:]
    return month.isdigit() and -(-int(month) // 3) == int(time.period[-1])


def valid_until(text: str) -> str | None:
    """The day, or month, that a permit named in ``text`` is valid until ("có thời hạn đến hết ngày 30/6/2026"); the first of several."""
    ends = (m.times[-1].period(None) for m in read_mentions(text) if m.part in ("valid", "valid-from-to") and m.times)
    return next((end[0] for end in ends if end is not None), None)


def time_spans(text: str) -> tuple[Span, ...]:
    """Every stretch of ``text`` that is a time, baselines and documents' dates included: no figure in it measures anything."""
    return tuple(Span(p.start, p.end) for m in read_mentions(text) if m.part not in _UNSURE for p in m.times)
