"""The mentions of times in a text as data: what is printed, and the part that each plays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tasks.nouns.period import TimeParse
from tasks.nouns.period_checks import ROMAN, WORDS_OF_MONTHS, is_year
from tasks.rules.engine import Node, Parse
from tasks.vietnamese.dates import Precision, PrintedTime

_JOINTS = frozenset((",", "và", "-", "đến", ";"))
_LIST_REACH = 3  # times of a list, the last of which prints the year of all
_TIMES = frozenset(("time", "months", "said"))
_HALF = 6  # months
_LEAP = 2024  # has every day that any year has
_DIGIT = re.compile(r"\d")
_WORDS_OF_TIMES = ("tháng", "quý", " nay", "đến này", "tới này", "thời điểm", "kỳ báo cáo", "cả năm")


@dataclass(frozen=True, slots=True)
class Printed:
    """A time as it stands in the text, its year perhaps left to the context.

    Attributes:
        rule: that found it.
        start: in the text.
        end: in the text.
        year: last one; None where none is printed.
        rest: what follows the year in its period: "", "-Q1", "-06", "-06-30".
        first: first year of a span, else None.
    """

    rule: str
    start: int
    end: int
    year: int | None
    rest: str = ""
    first: int | None = None

    def period(self, default_year: int | None) -> tuple[str, int] | None:
        """The period and its last year; None where no year is known or the calendar has no such time."""
        year = self.year if self.year is not None else default_year
        if year is None:
            return None
        return (f"{self.first}/{year}" if self.first is not None else f"{year}{self.rest}"), year

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return len(self.rest) > len("-06")


@dataclass(frozen=True, slots=True)
class Mention:
    """A time with the part it plays; positions are characters.

    Attributes:
        part: the rule that found it ("plain", "until", "compared", "now" ...).
        start: with the words in front.
        end: behind it.
        times: printed in it, in order.
        lead: the words in front of its first time, folded.
    """

    part: str
    start: int
    end: int
    times: tuple[Printed, ...]
    lead: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def read_mentions(text: str) -> tuple[Mention, ...]:
    """All mentions of times in a text, in order, none overlapping; linear in its length.

    The last texts are kept: the figures of a sentence, their names and what is no figure ask for the same.
    """
    return tuple(_mentions(TimeParse(text))) if _may_tell(text) else ()


def _may_tell(text: str) -> bool:
    """Whether a text holds a digit or one of the words without which no time is read; most orders hold neither."""
    lower = text.lower()
    return any(word in lower for word in _WORDS_OF_TIMES) or _DIGIT.search(text) is not None


def counted_on(text: str) -> str | None:
    """The first day up to which something was counted ("từ ngày 15/12/2024 đến ngày 14/12/2025", "số liệu đến ngày 30/6/2025"), ISO."""
    if not _may_tell(text):
        return None
    parse = TimeParse(text)
    for at in range(len(parse.tokens)):
        node = parse.node("counted-to", at) if parse.may_begin(at) else None
        printed = _printed(parse, _times(node)[-1]) if node is not None else None
        if printed is not None and printed.is_day and printed.year is not None:
            return f"{printed.year}{printed.rest}"
    return None


def _mentions(parse: TimeParse) -> Iterator[Mention]:
    at = 0
    while at < len(parse.tokens):
        node = parse.node("mention", at) if parse.may_begin(at) else None
        if node is None:
            at += 1
            continue
        start, end = parse.tokens[node.start].start, parse.tokens[node.end - 1].end
        times = tuple(p for time in _times(node) if (p := _printed(parse, time)) is not None)
        if node.rule == "short" and (short := _short(parse, node)) is not None:
            times = (short,)
        first = next((child.start for child in _times(node)), node.end)
        yield Mention(node.rule, start, end, times, tuple(parse.folded(n) for n in range(node.start, first)))
        at = node.end


def _times(node: Node) -> list[Node]:
    return [child for child in node.children if child.name in _TIMES]


def _printed(parse: TimeParse, node: Node) -> Printed | None:
    """What a node "time" or "months" prints; None where the calendar has no such time."""
    start, end = parse.tokens[node.start].start, parse.tokens[node.end - 1].end
    years = [int(parse.folded(at)) for at in range(node.start, node.end) if is_year(parse, at)]
    if node.rule.startswith("time-years"):
        return Printed(node.rule, start, end, years[-1], first=years[0])
    time = parse.printed.get(node.start)
    if node.rule in ("time-day", "time-month", "time-quarter", "time-half", "time-year"):
        return _dated(parse, node, time, start, end) if time is not None else None
    year = years[-1] if years else next((parse.printed[at].year for at in range(node.start, node.end) if at in parse.printed), None)
    if node.rule == "time-quarters":
        quarters = [ROMAN[parse.folded(at)] for at in range(node.start + 1, node.end) if parse.folded(at) in ROMAN]
        return Printed(node.rule, start, end, year, f"-Q{quarters[1]}") if quarters[0] < quarters[1] else None
    year = year or _year_behind(parse, node)
    if node.rule == "time-half-named":
        return Printed(node.rule, start, end, year, f"-{_HALF if parse.folded(node.start + 1) == 'đầu' else 12:02d}")
    count = _count(parse, node.start)
    if not 1 <= count <= 12:
        return None
    return Printed(node.rule, start, end, year, "" if count == 12 else f"-{count:02d}")


def _count(parse: Parse, at: int) -> int:
    word = parse.folded(at)
    if word.isdecimal():
        return int(word)
    return WORDS_OF_MONTHS[word] + (parse.folded(at + 1) == "một")


def _dated(parse: TimeParse, node: Node, time: PrintedTime, start: int, end: int) -> Printed | None:
    days = time.days(_LEAP if time.year is None else time.year)
    if days is None:
        return None
    year = time.year if time.year is not None or time.precision is Precision.YEAR else _year_behind(parse, node)
    return Printed(node.rule, start, end, year, _rest(time))


def _rest(time: PrintedTime) -> str:
    """What follows the year; of half a year its last month, since a figure stands for the end of its time."""
    if time.precision is Precision.DAY:
        return f"-{time.part:02d}-{time.day:02d}"
    if time.precision is Precision.MONTH:
        return f"-{time.part:02d}"
    if time.precision is Precision.QUARTER:
        return f"-Q{time.part}"
    return f"-{_HALF * time.part:02d}" if time.precision is Precision.HALF else ""


def _year_behind(parse: TimeParse, node: Node) -> int | None:
    """The year that a list prints behind its last time: "tháng 12 và quý IV năm 2024", "6 tháng và cả năm 2025"."""
    at = node.end
    for _ in range(_LIST_REACH):
        stroke = at + (parse.folded(at) == "/")
        if is_year(parse, stroke) and not parse.glued(stroke + 1):
            return int(parse.folded(stroke))
        joint = at
        while parse.folded(joint) in _JOINTS:
            joint += 1
        if joint == at:
            return None
        joint += parse.folded(joint) in {"cả", "trong"}
        following = parse.node("time", joint)
        if following is None or following.rule.startswith("time-years"):
            return None
        printed = parse.printed.get(following.start)
        years = [int(parse.folded(n)) for n in range(following.start, following.end) if is_year(parse, n)]
        if years or (printed is not None and printed.year is not None):
            return years[-1] if years else printed.year if printed is not None else None
        at = following.end
    return None


def _short(parse: TimeParse, node: Node) -> Printed | None:
    """A day or month without a word in front, where "đến" leads to it: "tính đến 31/5, giải ngân đạt"."""
    at = next(at for at in range(node.start, node.end) if at in parse.printed)
    time = parse.printed[at]
    if time.days(time.year or _LEAP) is None:
        return None
    return Printed("short", time.span.start, time.span.end, time.year, _rest(time))
