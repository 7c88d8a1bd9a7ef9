"""Dates as Vietnamese notices print them, each with the days it covers.

Forms (Decree 30/2020/NĐ-CP, Appendix I, and what offices write): "30/6/2023", "07-12-2023", "ngày 19 tháng 6 năm 2026", "ngày 30/6" and
"tháng 6" with the year left to the context, "tháng 6/2023", "quý I năm 2023", "6 tháng đầu năm 2023", "năm 2023".
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks.domain.span import Span

FIRST_YEAR, LAST_YEAR = 1900, 2100
ROMAN_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
MONTH_NAMES = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
}


class Precision(StrEnum):
    """How long the printed time is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A time named in a text.

    Attributes:
        span: of the whole expression, with "ngày", "tháng", "quý" or "năm" in front where it stands there.
        first: first day it covers.
        last: last day it covers; equal to ``first`` for a day.
        precision: how long it is.
        year_given: False where the year came from ``default_year``.
    """

    span: Span
    first: date
    last: date
    precision: Precision
    year_given: bool = True

    @property
    def day(self) -> date | None:
        """The day, None for a month, quarter, half year or year."""
        return self.first if self.precision is Precision.DAY else None


# White space may be a line break; "năm" and "tháng" may be capitalised at the start of a sentence. Every repetition is bounded.
_GAP = r"\s{1,3}"
_YEAR = r"(?:(?:19|20)\d{2})"
_DAY_WORD = r"(?:(?:[Nn]gày|NGÀY)\s{1,3}(?:mồng\s)?)"
_MONTH_NAME = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_PATTERN = re.compile(
    rf"""
    (?P<long>{_DAY_WORD}?(?<![\d.,/-])(?P<ld>\d{{1,2}}){_GAP}[Tt]háng{_GAP}(?P<lm>\d{{1,2}})(?:(?:{_GAP}|\s?,\s?)năm{_GAP}(?P<ly>{_YEAR})|\s?/\s?(?P<ly2>{_YEAR}))?(?!\d))
    |(?P<short>{_DAY_WORD}?(?<![\d.,/-])(?P<sd>\d{{1,2}})\s?(?P<sep>[/.-])\s?(?P<sm>\d{{1,2}})\s?(?P=sep)\s?(?P<sy>{_YEAR})(?![\d]|[/.-]\d))
    |(?P<dayonly>{_DAY_WORD}(?P<dd>\d{{1,2}})\s?[/-]\s?(?P<dm>\d{{1,2}})(?:{_GAP}năm{_GAP}(?P<dy>{_YEAR}))?(?!\d|\s?[/-]\s?\d))
    |(?P<half>(?:6|06|[Ss]áu)\stháng\s(?P<which>đầu|cuối)\snăm(?:{_GAP}(?P<hy>{_YEAR}))?(?!\d))
    |(?P<quarter>[Qq]u[ýí]{_GAP}(?P<q>IV|I{{1,3}}|[1-4])(?:(?:{_GAP}năm{_GAP}|\s?[/-]\s?|,\snăm\s)(?P<qy>{_YEAR}))?(?![\dIV]))
    |(?P<month>(?<![\d]\s)(?<!\w)[Tt]háng{_GAP}(?P<mm>\d{{1,2}}|(?:{_MONTH_NAME})(?=\s(?:năm\s\d|/)))(?:(?:{_GAP}năm{_GAP}|\s?[/-]\s?)(?P<my>{_YEAR}))?(?!\d|\s?/\s?\d))
    |(?P<year>(?<!\w)[Nn]ăm{_GAP}(?P<yy>{_YEAR})(?![\d]|\s?[-–]\s?\d))
    """,
    re.VERBOSE,
)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has no such day or the year is not between 1900 and 2100."""
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def months(year: int, first: int, last: int) -> tuple[date, date] | None:
    """First and last day of the months ``first`` to ``last`` of a year, None where there are no such months."""
    begin = calendar_day(year, first, 1)
    if begin is None or not first <= last <= 12:
        return None
    return begin, date(year, last, monthrange(year, last)[1])


def find_dates(text: str, default_year: int | None = None) -> tuple[FoundDate, ...]:
    """Every time named in ``text``, in order, none overlapping; impossible dates ("31/02/2023") are left out.

    Args:
        text: clean or flat text; an expression may run over a line break.
        default_year: the year of expressions that print none ("trước ngày 30/6"); without it they are left out.
    """
    found = []
    for match in _PATTERN.finditer(text):
        read = _read(match, default_year)
        if read is not None:
            found.append(read)
    return tuple(found)


def first_day(text: str) -> date | None:
    """The first full date (day, month and year) in ``text``, None where there is none."""
    return next((f.first for f in find_dates(text) if f.precision is Precision.DAY), None)


def _read(match: re.Match[str], default_year: int | None) -> FoundDate | None:
    kind = next(k for k in ("long", "short", "dayonly", "half", "quarter", "month", "year") if match[k] is not None)
    year_text = {
        "long": match["ly"] or match["ly2"],
        "short": match["sy"],
        "dayonly": match["dy"],
        "half": match["hy"],
        "quarter": match["qy"],
        "month": match["my"],
        "year": match["yy"],
    }[kind]
    year = int(year_text) if year_text else default_year
    if year is None:
        return None
    covered, precision = _covered(kind, match, year)
    if covered is None:
        return None
    return FoundDate(Span(match.start(), match.end()), covered[0], covered[1], precision, year_text is not None)


def _covered(kind: str, match: re.Match[str], year: int) -> tuple[tuple[date, date] | None, Precision]:
    if kind in ("long", "short", "dayonly"):
        day_group, month_group = {"long": ("ld", "lm"), "short": ("sd", "sm"), "dayonly": ("dd", "dm")}[kind]
        day = calendar_day(year, int(match[month_group]), int(match[day_group]))
        return ((day, day) if day else None), Precision.DAY
    if kind == "half":
        return months(year, *((1, 6) if match["which"] == "đầu" else (7, 12))), Precision.HALF
    if kind == "quarter":
        quarter = ROMAN_QUARTERS.get(match["q"]) or int(match["q"])
        return months(year, 3 * quarter - 2, 3 * quarter), Precision.QUARTER
    if kind == "month":
        month = MONTH_NAMES.get(match["mm"]) or int(match["mm"])
        return months(year, month, month), Precision.MONTH
    return months(year, 1, 12), Precision.YEAR
