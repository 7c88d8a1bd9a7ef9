"""How often something recurs: "định kỳ hằng quý", "ít nhất 01 lần/năm", "hai năm một lần", "trước ngày 20 hằng tháng"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log

from tasks.nouns.time import MARKS, Tokens, letters, pattern
from tasks.nouns.time_words import Kind

WEEKS = {"weekly": 1.0, "monthly": 52 / 12, "quarterly": 13.0, "yearly": 52.0}
_UNIT_WEEKS = {"giờ": 1 / 168, "ngày": 1 / 7, "ngày làm việc": 1 / 7, "tuần": 1.0, "tháng": 52 / 12, "quý": 13.0, "năm": 52.0}
_HALF_YEAR = 26.0
_SHORT_UNITS = frozenset({"tuần", "tháng", "quý"})
_PAID = frozenset(
    (
        "lương",
        "lương hưu",
        "trợ cấp",
        "phụ cấp",
        "mức",
        "kế hoạch",
        "dự toán",
        "ngân sách",
        "chỉ số",
        "chi",
        "kinh phí",
        "bình quân",
        "tiêu chí",
    )
)
"""What is paid or planned "hằng tháng" bears it as a name."""
REPORTING = frozenset({"báo cáo", "gửi", "nộp", "công bố", "sơ kết", "tổng kết"})

_EACH = pattern("EVERY UNIT (?: (?:COMMA|AND|COMMA AND) EVERY? NUMBER? UNIT ){0,4}")
_PERIODIC = pattern(
    "FILL? PERIODIC COMMA? OPEN? WITHIN? AFTER? EVERY? NUMBER? UNIT (?: (?: COMMA | AND | COMMA AND ) EVERY? NUMBER? UNIT ){0,5}"
)
_ONCE_EACH = pattern(
    "LEAST? PERIODIC? LEAST? (?: EVERY UNIT (?: WORD | ACT | REPORT | DELIVER | SLASH | LEAST ){0,3} |"
    " NUMBER UNIT (?: SLASH | ACT | REPORT ){0,2} )"
    "NUMBER? TIMES"
)
_TIMES_PER = pattern("LEAST? PERIODIC? LEAST? NUMBER (?: DASH NUMBER )? TIMES (?: SLASH | WITHIN | EVERY | FILL )? NUMBER? UNIT")
_POINT = "(?: DAY | MONTH | QUARTER | SHORT | DAYNUMBER | UNIT? WEEKDAY )"
_DATED = pattern(
    "PERIODIC? FILL? (?: FROM FILL? (?: DAY | MONTH | SHORT | DAYNUMBER | NUMBER ) )? (?: LIMIT | WITHIN | UNTIL | DONE | CLOSE ){0,3}"
    " FILL? CLOCK? "
    f"(?: {_POINT} (?: COMMA | AND | COMMA AND ) ){{0,4}} (?: {_POINT} | HALF ) FILL? EVERY UNIT (?: (?: COMMA | AND ) EVERY? UNIT ){{0,3}}"
)
_QUARTER_END = pattern("PERIODIC? FILL? (?: LIMIT | WITHIN ){0,2} FILL? DAYNUMBER? FILL? QUARTEREND")
_WHEN = pattern(
    "(?: OPEN | COMMA )? WITHIN? LIMIT FILL? CLOCK? (?: UNIT? WEEKDAY | DAYNUMBER | DAY | SHORT )"
    "(?: FILL? (?: RELATIVE | EVERY UNIT | UNIT (?: WORD | AFTER ){0,2} ) )? SHUT?"
)
_ASSUMED = pattern("PERIODIC OPEN? [^;:]{0,12}? LIMIT FILL? (?: DAY | SHORT )")
_STARTS = letters(
    "EVERY PERIODIC NUMBER LEAST QUARTEREND LIMIT WITHIN UNTIL DONE CLOSE FILL FROM DAY MONTH QUARTER HALF SHORT DAYNUMBER WEEKDAY CLOCK"
)
_NAMES = letters("THING PLAN GOAL COUNTED")
_VERBS = letters("ACT REPORT DELIVER COMPLETE")
_SUDDEN = pattern("COMMA? AND SUDDEN")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A recurrence found in a text.

    Attributes:
        first: its first token.
        past: the token behind its last.
        recurs: "weekly", "monthly", "quarterly" or "yearly".
        rule: name of the rule.
        firm: whether it stands for itself; "hằng năm" behind a noun ("ngân sách hằng năm") only names it.
        doubts: codes.
    """

    first: int
    past: int
    recurs: str
    rule: str
    firm: bool = True
    doubts: tuple[str, ...] = ()


def find_recurrences(tokens: Tokens) -> tuple[Recurrence, ...]:
    """All that recur in a text, in order, none overlapping; those that only name something are marked."""
    found: list[Recurrence] = []
    taken = 0
    rules = (
        ("recurs-dated", _DATED),
        ("recurs-quarter-end", _QUARTER_END),
        ("recurs-once-each", _ONCE_EACH),
        ("recurs-times-per", _TIMES_PER),
        ("recurs-periodic", _PERIODIC),
        ("recurs-assumed", _ASSUMED),
        ("recurs-each", _EACH),
    )
    for place in re.finditer(f"[{_STARTS}]", tokens.kinds):
        if place.start() < taken:
            continue
        for name, rule in rules:
            match = rule.match(tokens.kinds, place.start())
            if match is None:
                continue
            read = _read(tokens, match, name)
            if read is not None:
                found.append(read)
                taken = read.past
                break
    return tuple(found)


def nearest(weeks: float) -> str:
    """The nearest of the four words, by ratio; "yearly" for half a year and what is longer (corpus guidelines)."""
    if weeks >= _HALF_YEAR:
        return "yearly"
    return min(WEEKS, key=lambda name: abs(log(max(weeks, 1e-3) / WEEKS[name])))


def most_frequent(names: list[str]) -> str:
    """The most frequent of several."""
    return min(names, key=WEEKS.__getitem__)


def _read(tokens: Tokens, match: re.Match[str], name: str) -> Recurrence | None:
    first, past = match.span()
    if name == "recurs-quarter-end":
        recurs: str | None = "quarterly"
    elif name == "recurs-assumed":  # "định kỳ báo cáo trước ngày 20/11": a day without a year comes every year
        recurs = "yearly"
    elif name == "recurs-times-per":
        recurs = _per(tokens, first, past)
    else:
        recurs = _each(tokens, first, past)
    if recurs is None or (name in ("recurs-dated", "recurs-assumed") and _has_year(tokens, first, past)):
        return None
    # "kế hoạch hằng năm (trước ngày 15 tháng 11)": a bracket that says when makes of a name's word how often
    bracketed = tokens.kinds[past : past + 1] == Kind.OPEN.value and _with_when(tokens, past) != past
    firm = name != "recurs-each" or bracketed or _stands(tokens, first, past)
    if firm and name in ("recurs-periodic", "recurs-each"):
        past = _with_when(tokens, past)
    sudden = _SUDDEN.match(tokens.kinds, past)
    past = sudden.end() if sudden else past
    while tokens.kinds[first] == Kind.FILL and first + 1 < past:
        first += 1
    return Recurrence(first, past, recurs, name, firm, ("recurrence-assumed",) if name == "recurs-assumed" else ())


def _has_year(tokens: Tokens, first: int, past: int) -> bool:
    return any((time := tokens[i].time) is not None and time.year is not None for i in range(first, past))


def _with_when(tokens: Tokens, past: int) -> int:
    """The end of "định kỳ hàng quý (trước ngày 10 của tháng sau)", whose bracket belongs to it."""
    when = _WHEN.match(tokens.kinds, past)
    if when is None or _has_year(tokens, *when.span()) or (Kind.OPEN in when[0]) != (Kind.SHUT in when[0]):
        return past
    return when.end()


def _each(tokens: Tokens, first: int, past: int) -> str | None:
    """The most frequent of the units named, each with the number before it."""
    names = []
    for index in range(first, past):
        token = tokens[index]
        if token.kind is Kind.UNIT and token.word in _UNIT_WEEKS and token.word != "giờ":
            count = tokens[index - 1].number if index and tokens[index - 1].kind is Kind.NUMBER else 1
            names.append(nearest(_UNIT_WEEKS[token.word] * max(count, 1)))
    return most_frequent(names) if names else None


def _per(tokens: Tokens, first: int, past: int) -> str | None:
    """The unit divided by the times ("2 lần/năm"); twice a year is "yearly" as half a year is."""
    unit = tokens[past - 1].word
    numbers = [tokens[i].number for i in range(first, past) if tokens[i].kind is Kind.NUMBER]
    counted = tokens[past - 2].number if tokens[past - 2].kind is Kind.NUMBER else 1
    times = numbers[0] if numbers else 1
    if unit not in _UNIT_WEEKS or unit in ("giờ", "ngày") or not times or not counted:
        return None  # "2 lần/ngày" says how often something is done, not by when
    return nearest(_UNIT_WEEKS[unit] * counted / times)


def _stands(tokens: Tokens, first: int, past: int) -> bool:
    """Whether "hằng năm" alone says when to act: at the beginning of a clause or before a verb, not as the name of a plan or budget."""
    kinds = tokens.kinds
    if first and tokens[first].word == "từng" and tokens[first - 1].word == "theo":
        return False  # "lập kế hoạch theo từng tháng" says how it is laid out
    before = kinds[first - 1] if first else Kind.STOP.value
    # "báo cáo hằng tháng và đột xuất khi cần thiết" says as much as "báo cáo hằng tháng;"
    after = kinds[past] if past < len(kinds) and _SUDDEN.match(kinds, past) is None else Kind.STOP.value
    said = kinds[max(0, first - 30) : first].rpartition(Kind.STOP)[2]
    if before == Kind.COMMA and after in MARKS and any(kind in _NAMES for kind in said[-6:]):  # "kế hoạch 5 năm, hằng năm;"
        return False
    if before in MARKS and before != Kind.SHUT:
        return True
    if before in _NAMES:
        return False
    if before in letters("CLOSE DONE CLOCK") or after in letters("LIMIT CLOCK"):  # "vào cuối mỗi quý", "báo cáo hằng ngày trước 16 giờ"
        return True
    if (kinds[past + 1 : past + 2] or Kind.WORD if after == Kind.COMMA else after) in _VERBS:
        return True
    if after not in MARKS:
        return False
    if tokens[past - 1].word in _SHORT_UNITS and any(kind in _VERBS for kind in said):
        # a year has plans and budgets; what is done at the end of "... hằng tháng" is done every month, unless it is paid
        return not any(tokens[i].word in _PAID for i in range(max(0, first - 4), first))
    return _reports(tokens, first, len(said)) and not any(kind in _NAMES for kind in said[-4:])


def _reports(tokens: Tokens, index: int, reach: int) -> bool:
    """Whether what is reported, sent, met for ... comes before a token."""
    return any(tokens[i].kind is Kind.REPORT or tokens[i].word in REPORTING for i in range(index - reach, index))
