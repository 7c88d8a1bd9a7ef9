"""Dates as Vietnamese notices print them, each with the days it covers.

Forms (Decree 30/2020/NĐ-CP, Appendix I, and what offices write): "30/6/2023", "07-12-2023", "ngày 19 tháng 6 năm 2026", "ngày 30/6" and
"tháng 6" with the year left to the context, "tháng 6/2023", "quý I năm 2023", "6 tháng đầu năm 2023", "năm 2023"; and the same as OCR
leaves them: spaces lost ("20tháng 02 năm2025"), letters for digits ("20/O2/2025"), strokes of a Roman quarter misread ("quý I1", "quý H",
"quý [1").

:func:`find_printed` reads what is printed, whether the calendar has such a day or not; :func:`find_dates` gives only times that are sure to
be some and exist.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks.domain.span import Span

FIRST_YEAR, LAST_YEAR = 1900, 2100
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
ROMAN_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_STROKES = str.maketrans(dict.fromkeys("l1|[]!iÏÍÌ", "I") | {"H": "II", "v": "V"})
_LETTERS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})


class Precision(StrEnum):
    """How long the printed time is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """A time as it is printed; the calendar may not have it.

    Attributes:
        span: of the whole expression, with "ngày", "tháng", "quý" or "năm" in front where it stands there.
        precision: how long it is; several years ("2021-2025") only name a plan.
        year: None where none is printed; the last one of several.
        part: month, quarter or half of the year; 0 for years.
        day: of the month; 0 where it is no day.
        sure: False for figures that are a time only where the words around say so ("30/6", "12/2027", "20/02/25", "2030", "2021-2025").
        misread: whether letters were read as digits, or other strokes as a Roman quarter.
    """

    span: Span
    precision: Precision
    year: int | None
    part: int = 0
    day: int = 0
    sure: bool = True
    misread: bool = False

    def days(self, default_year: int | None = None) -> tuple[date, date] | None:
        """First and last day it covers; None where there are no such days, or no year is known."""
        year = self.year if self.year is not None else default_year
        if year is None:
            return None
        if self.precision is Precision.DAY:
            day = calendar_day(year, self.part, self.day)
            return (day, day) if day else None
        if self.precision in (Precision.YEAR, Precision.YEARS):
            return months(year, 1, 12)
        length = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6}[self.precision]
        return months(year, length * (self.part - 1) + 1, length * self.part)


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


# White space may be a line break or lost; words may be capitalised at the start of a sentence. Every repetition is bounded.
_GAP = r"\s{0,3}"
_YEAR = r"(?:19\d{2}|2[0O](?:\d[\dOolI]|[OolI]\d))"
_TWO = r"(?:\d[\dOolI](?!\w)|\d(?!\d)|[OolI]\d|\d\d)"  # one or two digits, one of them perhaps read as a letter
_DAY_WORD = rf"(?:(?<!\w)(?:[Nn]gày|NGÀY){_GAP}(?:mồng\s|mùng\s)?)"
_MONTH_WORD = r"(?:[Tt]háng|THÁNG)"
_YEAR_WORD = r"(?:[Nn]ăm|NĂM)"
_MONTH_NAME = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_ALONE = r"(?<![\w.,/-])"
_PATTERN = re.compile(
    rf"""
    (?=\d|[OoIl]\d|(?<!\w)(?:[Nn]g|NG|[Nn]ă|NĂ|[Tt]há|THÁ|[Ss]á|[Qq]u|QU))  # most places are told at once
    (?:(?P<long>{_DAY_WORD}?(?<![\d.,/-])(?<!tuần\s)(?P<ld>{_TWO}|\d{{1,2}}(?={_MONTH_WORD})){_GAP}{_MONTH_WORD}{_GAP}(?P<lm>\d{{1,2}})
        (?:(?:{_GAP}|\s?,\s?){_YEAR_WORD}{_GAP}(?P<ly>{_YEAR})|\s?[/-]\s?(?P<ly2>{_YEAR})|\s(?P<ly3>20\d\d)(?!\s?[-–]))?(?!\d|\slần))
    |(?P<short>{_DAY_WORD}?(?<![\d.,/])(?P<sd>{_TWO})\s{{0,2}}(?P<sep>[/.-])\s{{0,2}}(?P<sm>{_TWO})\s{{0,2}}(?P=sep)\s{{0,2}}(?P<sy>{_YEAR})(?!\d|[/.]\d|-\d{{1,2}}(?![\d/.])))
    |(?P<brief>(?P<bw>{_DAY_WORD})?{_ALONE}(?P<bd>\d{{1,2}})(?P<bs>[/.-])(?P<bm>\d{{1,2}})(?P=bs)(?P<by>[012]\d)(?![\w]|[/.-]\w))
    |(?P<dayonly>{_DAY_WORD}(?P<dd>{_TWO})\s{{0,2}}[/-]\s{{0,2}}(?P<dm>{_TWO})(?:{_GAP}{_YEAR_WORD}{_GAP}(?P<dy>{_YEAR}))?(?!\d|\s?[/-]\s?\d))
    |(?P<half>(?:6|06|[Ss]áu)\stháng\s(?P<which>đầu|cuối)\snăm(?:{_GAP}(?P<hy>{_YEAR}))?(?!\d))
    |(?P<quarter>(?<!\w)(?:[Qq]u[ýí]|QU[ÝÍ])\s{{1,3}}(?P<q>[IVlH1|\[\]!iÏÍÌv]{{1,4}}|[2-9])
        (?:{_GAP}{_YEAR_WORD}{_GAP}(?P<qy>{_YEAR})|\s?[/-]\s?(?P<qy2>{_YEAR})|,?\snăm\s(?P<qy3>{_YEAR})|\s(?P<qy4>20\d\d)(?!\s?[-–]))?(?!\w|\slần))
    |(?P<month>(?:(?<!\d\s)|(?<=tuần\s\d\s))(?<!\w){_MONTH_WORD}{_GAP}(?P<mm>\d{{1,2}}|(?:{_MONTH_NAME})(?=\s(?:năm\s\d|/)))
        (?:{_GAP}{_YEAR_WORD}{_GAP}(?P<my>{_YEAR})|\s?[/-]\s?(?P<my2>{_YEAR})|\s(?P<my3>20\d\d)(?!\s?[-–]))?(?!\d|\s?/\s?\d|\slần))
    |(?P<years>(?:(?<!\w){_YEAR_WORD}\s{{1,3}})?{_ALONE}(?:19|20)\d\d\s?[-–]\s?(?P<last>(?:19|20)\d\d)(?![\d/]))
    |(?P<year>(?<!\w){_YEAR_WORD}{_GAP}(?P<yy>{_YEAR})(?![\d]|\s?[-–]\s?\d))
    |(?P<monthyear>{_ALONE}(?P<nm>\d{{1,2}})\s?[/-]\s?(?P<ny>(?:19|20)\d\d)(?![\w]|[/.-]\w))
    |(?P<daymonth>{_ALONE}(?P<ed>\d{{1,2}})\s?[/-]\s?(?P<em>\d{{1,2}})(?!\w|\s?%|\s?[/.,-]\s?\d))
    |(?P<bareyear>{_ALONE}(?P<zy>20\d\d)(?![\w/-]|[.,]\d)))
    """,
    re.VERBOSE,
)
_DAYS = {"long": ("ld", "lm"), "short": ("sd", "sm"), "brief": ("bd", "bm"), "dayonly": ("dd", "dm"), "daymonth": ("ed", "em")}
_YEARS = {
    "long": ("ly", "ly2", "ly3"),
    "short": ("sy",),
    "dayonly": ("dy",),
    "half": ("hy",),
    "quarter": ("qy", "qy2", "qy3", "qy4"),
    "month": ("my", "my2", "my3"),
    "years": ("last",),
    "year": ("yy",),
    "monthyear": ("ny",),
    "bareyear": ("zy",),
}
_LONGEST_MONTH = 31


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


def find_printed(text: str) -> tuple[PrintedTime, ...]:
    """Every time printed in ``text``, in order, none overlapping; linear in its length.

    Args:
        text: clean or flat text; an expression may run over a line break.
    """
    return tuple(read for match in _PATTERN.finditer(text) if (read := _read(match)) is not None)


def find_dates(text: str, default_year: int | None = None) -> tuple[FoundDate, ...]:
    """Every time that is sure to be one, in order, none overlapping; impossible dates ("31/02/2023") are left out.

    Args:
        text: clean or flat text; an expression may run over a line break.
        default_year: the year of expressions that print none ("trước ngày 30/6"); without it they are left out.
    """
    found = []
    for printed in find_printed(text):
        days = printed.days(default_year) if printed.sure else None
        if days is not None:
            found.append(FoundDate(printed.span, *days, printed.precision, printed.year is not None))
    return tuple(found)


def _read(match: re.Match[str]) -> PrintedTime | None:
    kind = match.lastgroup or ""  # the outermost group closes last
    span = Span(match.start(), match.end())
    year_text = next((match[group] for group in _YEARS.get(kind, ()) if match[group]), None)
    year = _digits(year_text) if year_text else None
    misread = bool(year_text) and not str(year_text).isdigit()
    if kind in _DAYS:
        day, month = (match[group] for group in _DAYS[kind])
        if kind == "brief":
            year = 2000 + int(match["by"])
        sure = kind != "daymonth" and (kind != "brief" or match["bw"] is not None)
        misread = misread or not (day + month).isdigit()
        read = PrintedTime(span, Precision.DAY, year, _digits(month), _digits(day), sure, misread)
        # Without a word for it, "12/63" is a share or a number; with one, "ngày 31/11" is a day that does not exist.
        return read if sure or (1 <= read.day <= _LONGEST_MONTH and 1 <= read.part <= 12) else None
    if kind == "half":
        return PrintedTime(span, Precision.HALF, year, 1 if match["which"] == "đầu" else 2)
    if kind == "quarter":
        return _quarter(span, match["q"], year)
    if kind in ("month", "monthyear"):
        printed = match["mm"] or match["nm"]
        month_number = MONTH_NAMES.get(printed) or int(printed)
        sure = kind == "month"
        return PrintedTime(span, Precision.MONTH, year, month_number, sure=sure) if sure or 1 <= month_number <= 12 else None
    if kind == "years":
        return PrintedTime(span, Precision.YEARS, year, sure=False)
    return PrintedTime(span, Precision.YEAR, year, sure=kind == "year", misread=misread)


def _quarter(span: Span, printed: str, year: int | None) -> PrintedTime | None:
    if printed.isdigit() and len(printed) == 1:
        return PrintedTime(span, Precision.QUARTER, year, int(printed))
    if printed in ROMAN_QUARTERS:
        return PrintedTime(span, Precision.QUARTER, year, ROMAN_QUARTERS[printed])
    read = ROMAN_QUARTERS.get(printed.translate(_STROKES))
    # "quý V" is printed so, and is none; "quý HIl" can have been anything.
    return PrintedTime(span, Precision.QUARTER, year, read or 5, misread=read is not None) if read or printed == "V" else None


def _digits(text: str) -> int:
    return int(text.translate(_LETTERS))
