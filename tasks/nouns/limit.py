"""Printed times that a word in front makes a limit: "trước ngày 30/6/2025", "từ ngày A đến hết ngày B", "ngay trong quý II".

A time without such a word is none: dates of cited documents, plan periods ("giai đoạn 2021-2025"), years that only name a plan ("Chiến lược
đến năm 2030"), the day up to which something was counted or holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from tasks.nouns.due_day import last_of, resolve
from tasks.nouns.time import MARKS, Tokens, letters, pattern
from tasks.nouns.time_words import Kind
from tasks.vietnamese.dates import PrintedTime

_STARTS = letters("LIMIT UNTIL WITHIN CLOSE FROM EXPECTED DONE")
_POINTS = letters("DAY MONTH QUARTER HALF YEAR SHORT MONTHYEAR BARE DAYNUMBER NUMBER")
_COMPLETING = letters("COMPLETE DONE")
_ACHIEVING = letters("COMPLETE DONE DELIVER")
_AIMING = letters("COMPLETE DONE DELIVER GOAL")
_PERIODS = frozenset({"giai đoạn", "thời kỳ", "nhiệm kỳ", "khóa", "niên khóa"})
_NOT_TO_ACT = letters("VALID COUNTED")

_TIME = "(?: DAY | MONTH | QUARTER | HALF | YEAR | SHORT | MONTHYEAR | BARE )"
_BEGIN = f"(?: {_TIME} | DAYNUMBER | NUMBER )"
_RANGE = pattern(
    f"(?: FROM FILL? | EXPECTED COLON? (?: FROM FILL? )? ) CLOCK? {_BEGIN} COMMA? (?: UNTIL | DASH ) LIMIT? CLOSE? CLOCK? FILL? {_TIME}"
)
_DAYS = pattern("WITHIN (?: NUMBER | OCCASION | WORD )? DAYNUMBER (?: COMMA NUMBER ){0,4} (?: AND | COMMA | DASH ) (?: SHORT | DAY )")
_CUE = "(?: LIMIT | UNTIL | WITHIN | CLOSE )"
_AT = "CLOCK? DAYPART? COMMA? (?: WEEKDAY COMMA? OPEN? )?"
_MORE = "(?: (?: COMMA | AND ) MONTH ){0,4} (?: (?: COMMA | AND ) QUARTER ){0,4} (?: AND (?: DAY | SHORT ) ){0,4}"
_LIMIT = pattern(f"(?: {_CUE} FILL? COLON? ){{1,4}} {_AT} {_CUE}{{0,2}} FILL? {_TIME} {_MORE}")
_TERMINUS = pattern(f"(?: LIMIT | EXPECTED ) (?: COMPLETE | DELIVER | ACT | WORD ){{0,4}} (?: COLON | FILL ){{1,2}} {_AT} {_TIME}")
_TERMINUS_BARE = pattern(f"LIMIT (?: COMPLETE | DELIVER | ACT ){{1,2}} {_AT} (?: DAY | SHORT )")
_DONE = pattern("DONE (?: DAY | SHORT | MONTH | QUARTER )")
_NOW = pattern(f"(?: {_CUE} | DONE ){{1,3}} FILL? NOW")
_THIS = pattern("DONE? WITHIN UNIT")
_UNCLEAR = pattern(
    f"(?: {_CUE} FILL? ){{1,3}} (?: EARLY {_TIME} | UNIT (?: NUMBER | WEEKDAY | CLOSE | EARLY ) (?: MONTH | MONTHYEAR | QUARTER )"
    " | FEAST WORD? (?: YEAR | BARE )? )"
)
_RELATIVE_YEAR = pattern("FILL? (?: RELATIVE | EVERY | UNIT | NOW )")
_SCHEDULE = pattern("EVERY? UNIT (?: COMMA EVERY? UNIT ){0,3}")
_NAMED_ON = pattern("(?: COMMA | AND )? PLAN")
_TOLD = re.compile(r"(?<!\w)(?:đã|mới|vừa)(?: (?!phải |cần |sẽ )[^\W\d_]+){1,3} $", re.IGNORECASE)
"""Behind these a time says when something was done: "các Nghị định mới ban hành trong năm 2025"."""
LONGEST_TOLD = 40  # characters
_AVOIDED = re.compile(r"(?:không|tránh)(?: được)? (?:để|dồn|kéo dài)(?: [^\W\d_]+){0,4} $", re.IGNORECASE)
"""Behind these a time says until when nothing is to wait: "không để dồn đến cuối năm"."""


class Weight(IntEnum):
    """What a limit is for; of several in one clause the heaviest is the deadline."""

    OTHER = 0
    DELIVERY = 1
    COMPLETION = 2


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit found in a text.

    Attributes:
        first: its first token.
        past: the token behind its last.
        on: last permitted day, None where it cannot be told.
        rule: name of the rule.
        weight: what it is for.
        doubts: codes.
        year_given: whether the year is printed.
    """

    first: int
    past: int
    on: date | None
    rule: str
    weight: Weight
    doubts: tuple[str, ...] = ()
    year_given: bool = True


def find_limits(tokens: Tokens, issued_on: date | None, default_year: int | None) -> tuple[Limit, ...]:
    """All limits of a text in order, none overlapping."""
    found: list[Limit] = []
    taken = 0
    for place in re.finditer(f"[{_STARTS}]", tokens.kinds):
        if place.start() < taken:
            continue
        for name, rule in _RULES:
            match = rule.match(tokens.kinds, place.start())
            if match is None:
                continue
            start = tokens[match.start()].start
            avoided = match[0][0] == Kind.UNTIL and _AVOIDED.search(tokens.text, max(0, start - LONGEST_TOLD), start)
            limit = None if avoided else _READ[name](tokens, match, issued_on, default_year)
            if limit is not None:
                found.append(limit)
            # What a printed time's words make no limit stays none: "đến hết năm 2030" of a plan is not read again as "hết năm 2030".
            if limit is not None or name in _FINAL:
                taken = match.end()
                break
    return tuple(found)


def _range(tokens: Tokens, match: re.Match[str], issued_on: date | None, default_year: int | None) -> Limit | None:
    """Due on the last day: "từ ngày 06 đến 15/11/2025"; years alone are the period of a plan."""
    first, past = match.span()
    begin = next(i for i in range(first, past) if tokens.kinds[i] in _POINTS)
    last = tokens[past - 1]
    time = last.time
    if time is None or (tokens[begin].kind in (Kind.YEAR, Kind.BARE) and last.kind in (Kind.YEAR, Kind.BARE)):
        return None
    before = tokens.kinds[tokens.clause_before(first) : first]
    if any(kind in _NOT_TO_ACT for kind in before) or _relative(tokens, past, time):
        return None
    return _made(tokens, (first, past), time, issued_on, default_year, rule="span")


def _limit(tokens: Tokens, match: re.Match[str], issued_on: date | None, default_year: int | None) -> Limit | None:
    first, past = match.span()
    time = tokens[past - 1].time
    if time is None or _relative(tokens, past, time) or not _limits(tokens, first, past):
        return None
    return _made(tokens, (first, past), time, issued_on, default_year)


def _limits(tokens: Tokens, first: int, past: int) -> bool:
    """Whether cue and time are a limit rather than a name, a count or a condition."""
    kind = tokens[past - 1].kind
    cue = tokens.kinds[first : _first_time(tokens, first)]
    start = tokens.clause_before(first)
    before = tokens.kinds[start:first]
    if _TOLD.search(tokens.text, max(0, tokens[first].start - LONGEST_TOLD), tokens[first].start):
        return False
    if Kind.LIMIT in cue:
        if before[-1:] == Kind.FROM or (first > 0 and tokens[first - 1].word == "mà"):
            return False  # "từ trước ngày 01/7/2025", "các trạm mà trước ngày 01/7/2025 thuộc huyện" tell
        return kind is not Kind.BARE or _ends(tokens, past)
    if kind in (Kind.SHORT, Kind.BARE) and (Kind.WITHIN in cue or not _ends(tokens, past)):
        return False
    if tokens.quoted(past - 1) or (kind in (Kind.YEAR, Kind.BARE) and _NAMED_ON.match(tokens.kinds, past)):
        return False
    if Kind.WITHIN in cue or (cue == Kind.CLOSE and tokens[first].word == "cuối"):
        return _within(tokens, first, past, before)
    if any(k in _NOT_TO_ACT for k in before[-10:]) or _scheduled(tokens, first) or _of_plan(tokens, start, first, kind):
        return False
    if kind in (Kind.YEAR, Kind.BARE) and Kind.CLOSE not in cue:
        # "đến năm 2030" only aims where it opens a clause or follows what is to be reached; else it is part of a name.
        return not before or before[-1] in letters("GOAL COMPLETE DONE AND")
    return True


def _first_time(tokens: Tokens, first: int) -> int:
    return next(i for i in range(first, len(tokens.kinds)) if tokens[i].time is not None)


def _within(tokens: Tokens, first: int, past: int, before: str) -> bool:
    """Whether "trong", "vào" or "cuối" and a time say by when: a year needs what is to be done in it."""
    kind = tokens[past - 1].kind
    if kind in (Kind.YEAR, Kind.HALF) or tokens[first].word == "cuối":
        aims = any(tokens[i].word == "phấn đấu" for i in range(first - len(before), first))
        completes = tokens.kinds[tokens.kinds.rfind(Kind.STOP, 0, first) + 1] == Kind.COMPLETE  # whatever commas stand between
        return first == 0 or aims or completes or any(k in _ACHIEVING for k in before)
    return not (tokens[first].word == "vào" and kind is not Kind.DAY and first == 0)


def _of_plan(tokens: Tokens, start: int, first: int, kind: Kind) -> bool:
    """Whether a plan or period named before it takes the time: "Kế hoạch ... đến hết năm 2030"; a day is seldom in a name."""
    before = tokens.kinds[start:first]
    plan = before.rfind(Kind.PLAN)
    if plan < 0 or max(before.rfind(k) for k in _AIMING) > plan:
        return False
    return kind is not Kind.DAY or tokens[start + plan].word in _PERIODS


def _terminus(tokens: Tokens, match: re.Match[str], issued_on: date | None, default_year: int | None) -> Limit | None:
    """A limit named as one: "thời hạn hoàn thành là 30/6/2025", "Thời gian hoàn thành: Quý II"."""
    first, past = match.span()
    time = tokens[past - 1].time
    named = "hạn" in tokens[first].word or Kind.COMPLETE in match[0] or "hoàn thành" in tokens[first].word
    if time is None or not named or tokens[past - 1].kind is Kind.BARE or _relative(tokens, past, time):
        return None
    return _made(tokens, (first, past), time, issued_on, default_year)


def _terminus_bare(tokens: Tokens, match: re.Match[str], issued_on: date | None, default_year: int | None) -> Limit | None:
    """The same without a word or sign between: "hạn hoàn thành 15/12/2025", "hạn nộp ngày 15/12/2025"."""
    return _terminus(tokens, match, issued_on, default_year) if "hạn" in tokens[match.start()].word else None


def _scheduled(tokens: Tokens, first: int) -> bool:
    """Whether a range is scheduled, not limited: "biểu đồ theo tháng, quý đến hết năm 2027"."""
    for start in range(max(0, first - 8), first):
        match = _SCHEDULE.match(tokens.kinds, start)
        if match is not None and match.end() == first and start and tokens[start - 1].word == "theo":
            return True
    return False


def _ends(tokens: Tokens, past: int) -> bool:
    return past >= len(tokens.kinds) or tokens.kinds[past] in MARKS


def _relative(tokens: Tokens, past: int, time: PrintedTime) -> bool:
    """Whether an event tells the year: "trước ngày 30/11 của năm xét tặng"."""
    return time.year is None and _RELATIVE_YEAR.match(tokens.kinds, past) is not None


def _done(tokens: Tokens, match: re.Match[str], issued_on: date | None, default_year: int | None) -> Limit | None:
    time = tokens[match.end() - 1].time
    if time is None or tokens[match.start()].word == "ngay":
        return None
    return _made(tokens, match.span(), time, issued_on, default_year)


def _now(tokens: Tokens, match: re.Match[str], issued_on: date | None, _: int | None) -> Limit | None:
    """Of the year, quarter, month or week of issue: "trong năm nay", "đến cuối năm"."""
    first, past = match.span()
    if not _ends(tokens, past) and tokens.kinds[past] not in letters("COMPLETE DELIVER ACT AND"):
        return None
    word = tokens[past - 1].word
    doubts = ("year-unknown",) if issued_on is None else ("week-assumed",) if "tuần" in word else ()
    on = None
    if issued_on is not None:
        unit = next(u for u in ("năm", "quý", "tháng", "tuần") if u in word)
        on = last_of(issued_on, unit, 1 if word.endswith("tới") else 0)
    return Limit(first, past, on, "now", _weight(tokens, first), doubts)


def _this(tokens: Tokens, match: re.Match[str], issued_on: date | None, _: int | None) -> Limit | None:
    """Of the day of issue, as far as one can tell: "hoàn thành trong tuần"."""
    first, past = match.span()
    unit, weight = tokens[past - 1].word, _weight(tokens, first)
    if unit not in ("tuần", "tháng", "quý") or tokens[past - 2].word != "trong" or not _ends(tokens, past) or weight is Weight.OTHER:
        return None
    on = last_of(issued_on, unit, 0) if issued_on else None
    return Limit(first, past, on, "now", weight, ("week-assumed" if unit == "tuần" else "period-assumed",))


def _unclear(tokens: Tokens, match: re.Match[str], _: date | None, __: int | None) -> Limit | None:
    """A limit on a day that nobody printed: "trước Tết Nguyên đán", "trong tuần 2 tháng 12/2026", "trước giữa quý III"."""
    first, past = match.span()
    return Limit(first, past, None, "unclear", _weight(tokens, first), ("time-unclear",))


def _made(
    tokens: Tokens, span: tuple[int, int], time: PrintedTime, issued_on: date | None, default_year: int | None, *, rule: str = "limit"
) -> Limit | None:
    first, past = span
    cue = [tokens[i].word for i in range(first, _first_time(tokens, first)) if tokens.kinds[i] not in letters("CLOCK FILL COMMA COLON")]
    begun = bool(cue) and cue[-1] == "trước"
    resolved = resolve(time, issued_on, default_year, begun=begun)
    if resolved is None:
        return None
    on, doubts = resolved
    weight = _weight(tokens, first)
    if "deadline-in-past" in doubts and time.year is not None:
        before = tokens.kinds[tokens.clause_before(first, 24) : first]
        if weight is Weight.OTHER or Kind.BEGUN in before or tokens[first].kind is Kind.FROM:
            return None
    return Limit(first, past, on, rule, weight, doubts, time.year is not None)


def _weight(tokens: Tokens, first: int) -> Weight:
    before = tokens.kinds[tokens.clause_before(first, 20) : first + 1]
    if any(kind in _COMPLETING for kind in before):
        return Weight.COMPLETION
    return Weight.DELIVERY if Kind.DELIVER in before else Weight.OTHER


_RULES = (
    ("span", _RANGE),
    ("unclear", _UNCLEAR),
    ("limit", _LIMIT),
    ("days", _DAYS),
    ("terminus", _TERMINUS),
    ("terminus-bare", _TERMINUS_BARE),
    ("now", _NOW),
    ("this", _THIS),
    ("done", _DONE),
)
_FINAL = ("span", "unclear", "limit")
_READ = {
    "span": _range,
    "limit": _limit,
    "days": _range,
    "terminus": _terminus,
    "terminus-bare": _terminus_bare,
    "now": _now,
    "this": _this,
    "done": _done,
    "unclear": _unclear,
}
