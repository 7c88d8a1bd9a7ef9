"""By when a directive is due: a last permitted day, or how often it recurs (corpus guidelines, `deadline`).

Rules and what they read: "limit" (a day, month, quarter or year with a word that makes it a limit), "span" (from A to B), "now" ("trong
năm nay"), "term" (so many days from an event), "unclear" (a limit on a day that nobody printed), "recurs-..." and, in a line that holds
nothing else, "alone" (a time without any such word).

Doubts: "no-such-date" (30/02), "deadline-in-past" (before the day of issue), "year-assumed" and "year-unknown" (none printed),
"week-assumed" and "period-assumed" ("trong tuần"), "quarter-misread" ("quý I1"), "digits-misread" ("20/O2/2025"), "start-assumed" and
"start-unknown" (what a term counts from), "time-unclear" (nobody printed the day), "period" (of a plan, in a cell for the time),
"recurrence-assumed" ("định kỳ ... trước ngày 20/11"), "several-deadlines" (one of them was chosen).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from tasks.domain.finding import Deadline
from tasks.nouns.due_day import resolve
from tasks.nouns.limit import Limit, Weight, find_limits
from tasks.nouns.recurrence import Recurrence, find_recurrences, most_frequent
from tasks.nouns.term import find_terms
from tasks.nouns.time import Tokens, letters, pattern, read_tokens
from tasks.nouns.time_words import Kind
from tasks.vietnamese.dates import Precision

_TIME_AT_ALL = re.compile(r"\d|h[ằà]ng|mỗi|từng|định|thường|tháng|quý|tuần|năm|lần|tết|trước|ngày", re.IGNORECASE)
LONGEST_CELL = 120
"""Characters; a longer cell says more than a time, and only what names the time is its raw text."""
_LABEL = letters("EXPECTED COLON")
_CUES = letters("LIMIT UNTIL WITHIN CLOSE FROM AFTER FILL")
_NO_DAY = re.compile(r"thường xuyên|liên tục|giai đoạn", re.IGNORECASE)
_START_ONLY = pattern("FROM FILL? (?: DAY | MONTH | QUARTER | YEAR | SHORT | MONTHYEAR | BARE ) STOP*")
_OPEN_END = re.compile(r"\W*(?:kể )?từ [^,;]{3,40}? (?:đến|tới) (?:khi|lúc) [^\d]*$", re.IGNORECASE)
"""Of a time only the start is printed: "Từ tháng 11/2025 đến khi kết thúc kiểm kê"."""
_ONWARDS = re.compile(r"(?:các|những) năm (?:tiếp theo|sau|tới)|trở đi|về sau", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadDeadline:
    """A deadline with its place.

    Attributes:
        deadline: what the row says.
        start: of the raw text within the text that was read.
        end: of the raw text.
        rule: name of the rule that read it.
        doubts: codes, in the order found.
    """

    deadline: Deadline
    start: int
    end: int
    rule: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    read: ReadDeadline
    weight: Weight
    year_given: bool


def read_deadline(text: str, issued_on: date | None, default_year: int | None = None) -> ReadDeadline | None:
    """The deadline of one sentence or clause; where it names several, the one of completion, else the last.

    Never raises; time is linear in the length of the text.

    Args:
        text: the clause, lines joined or not.
        issued_on: day of issue, from which terms count; a limit long before it is a condition of the past, no deadline.
        default_year: year of days printed without one where ``issued_on`` is unknown.
    """
    return _read(read_tokens(text), issued_on, default_year) if _TIME_AT_ALL.search(text) else None


def read_time(text: str, issued_on: date | None, default_year: int | None = None) -> ReadDeadline | None:
    """The deadline of a cell or line that holds nothing but a time ("Quý III/2025", "01/3/2018 - 05/3/2018", "12/2027").

    Its raw text is the whole line, unless that is a sentence. A start ("Từ tháng 3/2025"), "Thường xuyên" and the period of a plan give no
    day.

    Args:
        text: the line without its label.
        issued_on: day of issue.
        default_year: year of days printed without one where ``issued_on`` is unknown.
    """
    tokens = read_tokens(text)
    found = _read(tokens, issued_on, default_year) or _alone(tokens, issued_on, default_year)
    if found is None:
        return None
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip(" .;\n\t"))
    if end - start > LONGEST_CELL:
        return found
    raw = " ".join(text[start:end].split())
    return ReadDeadline(Deadline(raw, found.deadline.on, found.deadline.recurs), start, end, found.rule, found.doubts)


def _read(tokens: Tokens, issued_on: date | None, default_year: int | None) -> ReadDeadline | None:
    recurrences = find_recurrences(tokens)
    taken = {index for r in recurrences for index in range(r.first, r.past)}
    limits = [
        _from_limit(tokens, limit)
        for limit in find_limits(tokens, issued_on, default_year)
        if taken.isdisjoint(range(limit.first, limit.past))
    ]
    candidates = [*_terms(tokens, issued_on), *limits]
    candidates.sort(key=lambda c: c.read.start)
    recurs = _recurring(tokens, recurrences)
    if recurs is not None and not any(c.year_given and c.read.deadline.on for c in candidates):
        misprinted = any("no-such-date" in c.read.doubts for c in candidates)
        return replace(recurs, doubts=(*recurs.doubts, "several-deadlines")) if misprinted else recurs
    return _chosen(candidates) or recurs


def _chosen(candidates: list[_Candidate]) -> ReadDeadline | None:
    """The last of the heaviest; one whose day is known, or is printed and does not exist, before one that stays open."""
    told = [c for c in candidates if c.read.deadline.on is not None or "no-such-date" in c.read.doubts] or candidates
    if not told:
        return None
    heaviest = max(c.weight for c in told)
    chosen = [c for c in told if c.weight == heaviest][-1].read
    if len({c.read.deadline.on for c in told}) > 1:
        return ReadDeadline(chosen.deadline, chosen.start, chosen.end, chosen.rule, (*chosen.doubts, "several-deadlines"))
    return chosen


def _from_limit(tokens: Tokens, limit: Limit) -> _Candidate:
    first, past = limit.first, limit.past
    # "ngay trong quý I" is "trong quý I", "Thời gian: từ ngày ..." is "từ ngày ...".
    while first + 1 < past and (
        tokens.kinds[first] in _LABEL or (tokens.kinds[first] in letters("DONE FILL") and tokens.kinds[first + 1] in _CUES)
    ):
        first += 1
    deadline = Deadline(tokens.raw(first, past), limit.on)
    read = ReadDeadline(deadline, tokens[first].start, tokens[past - 1].end, limit.rule, limit.doubts)
    return _Candidate(read, limit.weight, limit.year_given)


def _terms(tokens: Tokens, issued_on: date | None) -> list[_Candidate]:
    found = []
    for term in find_terms(tokens, issued_on):
        first = term.first
        while tokens.kinds[first] in letters("FILL CLOSE") and tokens.kinds[first + 1] in _CUES:
            first += 1
        start = tokens[first].start
        raw = " ".join(tokens.text[start : term.end].split())
        read = ReadDeadline(Deadline(raw, term.on), start, term.end, "term", term.doubts)
        found.append(_Candidate(read, Weight.COMPLETION, year_given=True))
    return found


def _recurring(tokens: Tokens, recurrences: tuple[Recurrence, ...]) -> ReadDeadline | None:
    """The most frequent of those that stand for themselves; the first of equals."""
    firm = [r for r in recurrences if r.firm]
    if not firm:
        return None
    recurs = most_frequent([r.recurs for r in firm])
    chosen = next(r for r in firm if r.recurs == recurs)
    return _recurrence(tokens, chosen)


def _recurrence(tokens: Tokens, found: Recurrence) -> ReadDeadline:
    raw = tokens.raw(found.first, found.past)
    return ReadDeadline(Deadline(raw, None, found.recurs), tokens[found.first].start, tokens[found.past - 1].end, found.rule, found.doubts)


def _alone(tokens: Tokens, issued_on: date | None, default_year: int | None) -> ReadDeadline | None:
    """The last time in a line that says nothing else."""
    recurrences = find_recurrences(tokens)
    if recurrences:
        return _recurrence(tokens, recurrences[0])
    if _NO_DAY.search(tokens.text) or _START_ONLY.fullmatch(tokens.kinds) or _OPEN_END.match(tokens.text):
        return None
    times = [i for i, token in enumerate(tokens.all) if token.time is not None]
    if not times:
        return None
    last = tokens[times[-1]]
    time = last.time
    if time is None:
        return None
    years = sum(tokens[i].kind in (Kind.YEAR, Kind.BARE) for i in times) > 1 and Kind.UNTIL in tokens.kinds
    if time.precision is Precision.YEARS or years or _ONWARDS.search(tokens.text):
        return ReadDeadline(Deadline(tokens.raw(times[-1], times[-1] + 1), None), last.start, last.end, "alone", ("period",))
    resolved = resolve(time, issued_on, default_year)
    if resolved is None:
        return None
    on, doubts = resolved
    return ReadDeadline(Deadline(tokens.raw(times[-1], times[-1] + 1), on), last.start, last.end, "alone", doubts)
