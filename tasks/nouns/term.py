"""Terms that count from an event: "trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản này"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tasks.nouns.due_day import term_end
from tasks.nouns.time import MARKS, Tokens, pattern
from tasks.nouns.time_words import Kind

LONGEST_EVENT = 90
"""Characters of an event's words that are shown; longer ones say nothing more."""

_TERM = pattern("(?: LIMIT | WITHIN | AFTER | CLOSE | FILL ){1,4} (NUMBER UNIT)(?! EARLY | TIMES | LIMIT | SLASH )")
_FROM = pattern("COMMA? OPEN? (?: FROM | AFTER ) FILL? (UNIT | RELATIVE | DAYNUMBER | DAY | MONTH | SHORT )?")
_SPAN = pattern("(?: FROM FILL? ) (?: DAY | SHORT | DAYNUMBER ) (?: UNTIL | DASH )")
_DOCUMENT = (
    r"(?:văn bản|công văn|chỉ thị|thông báo|kế hoạch|quyết định|công điện|kết luận|nghị quyết|quy chế|quy định|chương trình|hướng dẫn)"
)
_THIS = re.compile(rf"(?:được )?(?:ký|ban hành|phát hành|công bố|nhận|{_DOCUMENT})[^,;.]{{0,60}}? này(?!\w)", re.IGNORECASE)
_SIGNED = re.compile(rf"(?:ký|ban hành|phát hành|ký ban hành)(?: {_DOCUMENT})?$", re.IGNORECASE)
_RECEIVED = re.compile(rf"nhận(?: được)?(?: {_DOCUMENT})?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """A term found in a text.

    Attributes:
        first: its first token.
        past: the token behind the last that was used; the event's words run on to ``end``.
        end: in the text.
        on: its last day; None where it counts from something else than this document or a printed day.
        doubts: codes.
    """

    first: int
    past: int
    end: int
    on: date | None
    doubts: tuple[str, ...] = ()


def find_terms(tokens: Tokens, issued_on: date | None) -> tuple[Term, ...]:
    """All terms of a text, in order; how long something lasts ("không quá 12 tháng") and counts back from an event are none."""
    found: list[Term] = []
    for match in _TERM.finditer(tokens.kinds):
        read = _read(tokens, match, issued_on)
        if read is not None:
            found.append(read)
    return tuple(found)


def _read(tokens: Tokens, match: re.Match[str], issued_on: date | None) -> Term | None:
    at = match.start(1)
    count, unit = tokens[at].number, tokens[at + 1].word
    since = _FROM.match(tokens.kinds, match.end())
    if since is None:
        return _without_event(tokens, match, unit)
    if unit not in ("ngày làm việc", "ngày", "tuần", "tháng", "giờ", "năm"):
        return None
    if _SPAN.search(tokens.kinds, since.start(), since.end() + 1):  # "trong 03 ngày (từ ngày 08 đến ngày 10/12)" says the days itself
        return None
    end, event = _event(tokens, since)
    named = tokens[since.end() - 1].time
    base: date | None = None
    doubts: tuple[str, ...] = ("start-unknown",)
    if named is not None:
        days = named.days(issued_on.year if issued_on else None)
        if days:
            base, doubts = days[0], ()
        elif named.year is not None or issued_on is not None:
            doubts = ("no-such-date",)
    elif issued_on is not None and _THIS.match(event):
        base, doubts = issued_on, ("start-assumed",) if "hiệu lực" in event else ()
    elif issued_on is not None and _SIGNED.match(event):
        base, doubts = issued_on, ()
    elif issued_on is not None and _RECEIVED.match(event):
        base, doubts = issued_on, ("start-assumed",)
    on = term_end(base, count, unit) if base else None
    return Term(match.start(), since.end(), end, on, doubts)


def _event(tokens: Tokens, since: re.Match[str]) -> tuple[int, str]:
    """Where the words of the event end, and the words."""
    begin = tokens[since.end() - 1].end
    words = re.match(r"[^,;.()]*", tokens.text[begin : begin + LONGEST_EVENT])
    said = words[0] if words else ""
    if len(said) == LONGEST_EVENT:
        said = said.rpartition(" ")[0]
    return begin + len(said.rstrip()), " ".join(said.split())


def _without_event(tokens: Tokens, match: re.Match[str], unit: str) -> Term | None:
    """A bare "trong 05 ngày làm việc" at the end of a clause counts from something that is not said."""
    kinds, at = tokens.kinds, match.start(1)
    after = kinds[match.end()] if match.end() < len(kinds) else Kind.STOP.value
    back = after == Kind.COMMA and kinds[match.end() + 1 : match.end() + 2] == Kind.LIMIT  # "chậm nhất 30 ngày, trước ngày khai mạc"
    if Kind.AFTER in match[0] or unit not in ("ngày làm việc", "ngày", "tuần") or after not in MARKS or back:
        return None
    if any(tokens[i].word.startswith("không") for i in range(match.start(), at)):
        return None
    return Term(match.start(), match.end(), tokens[match.end() - 1].end, None, ("start-unknown",))
