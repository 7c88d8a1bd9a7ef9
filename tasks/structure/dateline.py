"""The head's line of place and day: "Tân Giang, ngày 05 tháng 3 năm 2024", over one line or more, blank or misread in part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tasks.domain.span import Span
from tasks.vietnamese.dates import calendar_day

LOOK_ALIKE_DIGITS = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "]": "1"})
_A = "aàáảãạăằắẳẵặâầấẩẫậ"
_DAY = re.compile(
    rf"(?:^|(?<=[\s,.;]))n\S{{0,2}}[{_A}]y\s?(?P<day>[^\s,]{{0,4}}?(?:\s\d)?)[\s.]{{0,12}}th[{_A}]\S{{0,3}}g\s?(?P<month>\S{{0,3}}?)[\s.]{{0,12}}"
    rf"[nhm][{_A}]m\s?(?P<year>\d{{0,4}})(?!\d)",
    re.IGNORECASE,
)
# Without the words, as some offices write it; only right behind a place and a comma.
_FIGURES = re.compile(r"(?<=,)\s{0,2}(?:ngày\s)?(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d\d)\W{0,2}$")
_LEVEL = re.compile(r"(?:thành phố|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|phường|xã)$", re.IGNORECASE)
# A speck behind a syllable; "Tp." and "TX." are abbreviations.
_STOP_INSIDE = re.compile(r"(?<=[^\W\d_]{3})[.,](?=\s)")
_WORD = re.compile(r"[^\s,;:()/]+")
_DIGITS = re.compile(r"\d{1,2}$")
MOST_WORDS = 6
"""Of a place's name with its level: "thành phố Hồ Chí Minh" has five."""
# What may stand in front of the place where two columns were read as one.
_LEFT_COLUMN = re.compile(r"^\W{0,3}(?:[SŠ§$5]\s?[^\W\d_]{1,2}\W|V\W?[/1lI'’\\|]?\s?[vyw]|Về việc)", re.IGNORECASE)
MOST_BEHIND = 12
"""Characters behind the year that may be specks; more of them go on with a sentence."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the line says.

    Attributes:
        place: of issue, None where nothing readable stands in front of the day.
        issued_on: None where a figure of it is blank or unreadable, or where there is no such day.
        blank: whether a figure is left blank rather than unreadable.
        span: of place and day.
        place_span: of the place.
        date_span: of the day.
    """

    place: str | None
    issued_on: date | None
    blank: bool
    span: Span
    place_span: Span
    date_span: Span


def find_dateline(text: str, offset: int) -> Dateline | None:
    """Place and day in a line or in lines joined by blanks, None where there are none.

    Args:
        text: of the line.
        offset: of it in the clean text.
    """
    match = _DAY.search(text) or _FIGURES.search(text)
    if match is None:
        return None
    if len(text) - match.end() > MOST_BEHIND:
        return None
    before = text[: match.start()].rstrip(" .,;:-–_*|")
    at = _place_start(before)
    place = re.sub(r"\s+", " ", _STOP_INSIDE.sub("", before[at:])).strip(" .,-–_*|") or None
    if not _stands_alone(before[:at], comma=text[len(before) : match.start()].lstrip()[:1] == ","):
        return None
    figures = [re.sub(r"\s", "", match[g]).strip(".,…_").translate(LOOK_ALIKE_DIGITS) for g in ("year", "month", "day")]
    readable = all(f.isascii() and f.isdigit() for f in figures) and len(figures[0]) == 4
    on = calendar_day(*(int(f) for f in figures)) if readable else None
    return Dateline(
        place,
        on,
        any(not f for f in figures),
        Span(offset + at if place else offset + match.start(), offset + match.end()),
        Span(offset + at, offset + len(before)) if place else Span(offset + match.start(), offset + match.start()),
        Span(offset + match.start(), offset + match.end()),
    )


def _place_start(before: str) -> int:
    """Where the place at the end of what stands in front of the day begins; the end where there is none."""
    words = list(_WORD.finditer(before))
    start, count = len(before), 0
    for index in range(len(words) - 1, -1, -1):
        word = words[index][0]
        if before[words[index].end() : start].strip(" .-–*_|") or count == MOST_WORDS or before[: words[index].start()].endswith("/"):
            break
        level = _LEVEL.search(before[: words[index].end()]) if count else None
        if level is not None:
            start = level.start()
            break
        behind_number = _DIGITS.match(word) and index and _LEVEL.search(before[: words[index - 1].end()])
        if not (word[:1].isupper() or behind_number or (count and word in {"-", "–"})):
            break
        start, count = words[index].start(), count + 1
    return _behind_capitals(before, start)


def _behind_capitals(before: str, start: int) -> int:
    """Past the left column's capitals ("TỈNH TÂN GIANG Tân Giang"), unless all of it is in capitals."""
    words = list(re.finditer(r"\S+", before[start:]))
    mixed = next((w for w in words if any(c.islower() for c in w[0])), None)
    if mixed is None:
        return start
    capitals = [w for w in words if w.start() < mixed.start()]
    return start + mixed.start() if len(capitals) > 1 or any(len(w[0].strip(".")) > 2 for w in capitals) else start


def _stands_alone(left: str, *, comma: bool) -> bool:
    """Whether what stands in front of the place is the left column or nothing, so that no sentence holds the day."""
    left = left.strip(" .,;:-–_*|'\"")
    if not left or _LEFT_COLUMN.match(left):
        return True
    return comma and not any(len(w) > 1 and w.islower() for w in left.split())
